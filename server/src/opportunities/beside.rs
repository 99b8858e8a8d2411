//! The published opportunities of an organisation on its page: those that name it. Anonymous ones are not even counted.

use super::pages::line;
use super::queries::shown_of;
use crate::organisations::model::OrganisationId;
use crate::organisations::{Beside, Block, Line};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::database::{Database, Doing};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// Lines of the block.
const SHOWN: u64 = 10;

/// This feature's block.
pub struct OnPages;

impl Beside for OnPages {
    fn block<'a>(
        &'a self,
        database: &'a Database,
        region: &'a Region,
        t: T,
        id: OrganisationId,
    ) -> Doing<'a, Option<Block>> {
        Box::pin(async move {
            let scope = scope(&Actor::guest(), Action::ReadOpportunity);
            let found = shown_of(&scope, database, id, SHOWN).await?;
            let lines: Vec<Line> = found
                .iter()
                .map(|one| {
                    let shown = line(one, region, t);
                    Line {
                        href: Some(shown.href),
                        text: shown.title,
                        lang: shown.lang,
                        side: format!("{} · {}", shown.kind, shown.date),
                    }
                })
                .collect();
            Ok((!lines.is_empty()).then(|| Block {
                id: "opportunities",
                title: t.get("opportunities-title").into_owned(),
                lines,
            }))
        })
    }
}
