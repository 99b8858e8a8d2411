//! Confirmed outcomes on an organisation's page.

use chrono::Datelike;

use crate::organisations::model::OrganisationId;
use crate::organisations::{Beside, Block, Line, path};
use crate::outcomes::queries::{Public, confirmed_of};
use crate::platform::database::{Database, Doing};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// What the page of an organisation shows of this feature.
pub struct Confirmed;

impl Beside for Confirmed {
    fn block<'a>(
        &'a self,
        database: &'a Database,
        region: &'a Region,
        t: T,
        id: OrganisationId,
    ) -> Doing<'a, Option<Block>> {
        Box::pin(async move {
            let found = confirmed_of(database, id).await?;
            Ok((!found.is_empty()).then(|| Block {
                id: "outcomes",
                title: t.get("outcomes-title").into_owned(),
                lines: found.into_iter().map(|one| line(one, region, t)).collect(),
            }))
        })
    }
}

/// What came of it as a line, and with whom where that may be said.
#[must_use]
pub fn line(one: Public, region: &Region, t: T) -> Line {
    let kind = t.term("outcome-kind", one.kind.code());
    match one.other {
        Some((other, name, territory)) => {
            let territory = region.territory_name(&territory, t.locale);
            let month = t.month_year(one.month);
            let said = [
                ("kind", kind.as_ref().into()),
                ("territory", territory.into()),
                ("month", month.as_str().into()),
            ];
            Line {
                href: Some(format!("/{}{}", t.locale, path(other, &name))),
                text: name,
                lang: None,
                side: t.with("outcomes-line", &said).into_owned(),
            }
        }
        None => Line {
            href: None,
            text: kind.into_owned(),
            lang: None,
            side: one.month.year().to_string(),
        },
    }
}
