//! Practices where they belong besides their own pages: those of an organisation on its page, and those that fit the words of a
//! search above what the directory found.

use super::pages::line;
use super::queries::{Asked, Public, list, shown_of};
use crate::directory::Alike;
use crate::organisations::model::OrganisationId;
use crate::organisations::{Beside, Block, Line};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::database::{Database, Doing};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// Lines of the block on an organisation's page.
const SHOWN: u64 = 10;
/// Lines beside a search.
const FOUND: u64 = 3;

/// This feature's blocks.
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
            let scope = scope(&Actor::guest(), Action::ReadPractice);
            let found = shown_of(&scope, database, id, SHOWN).await?;
            Ok((!found.is_empty()).then(|| Block {
                id: "practices",
                title: t.get("practices-title").into_owned(),
                lines: lines(&found, region, t),
            }))
        })
    }
}

impl Alike for OnPages {
    fn found<'a>(
        &'a self,
        database: &'a Database,
        region: &'a Region,
        t: T,
        (words, territories): (&'a str, &'a [String]),
    ) -> Doing<'a, Option<(Block, String)>> {
        Box::pin(async move {
            let asked = Asked {
                text: words.to_owned(),
                territories: territories.to_vec(),
                ..Asked::default()
            };
            let scope = scope(&Actor::guest(), Action::ReadPractice);
            let found = list(&scope, database, &asked, (None, FOUND)).await?;
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("q", words)
                .extend_pairs(territories.iter().map(|code| ("territory", code)))
                .finish();
            let block = Block {
                id: "practices",
                title: t.get("practices-found").into_owned(),
                lines: lines(&found.items, region, t),
            };
            let all = format!("/{}/practices?{query}", t.locale);
            Ok((!found.items.is_empty()).then_some((block, all)))
        })
    }
}

fn lines(found: &[Public], region: &Region, t: T) -> Vec<Line> {
    let line = |one: &Public| {
        let shown = line(one, region, t);
        let side = [Some(shown.by), Some(shown.place), shown.adoptions];
        Line {
            href: Some(shown.href),
            text: shown.title,
            lang: shown.lang,
            side: side.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    };
    found.iter().map(line).collect()
}
