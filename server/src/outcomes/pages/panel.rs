//! Confirmed outcomes on an organisation's page.

use crate::organisations::model::OrganisationId;
use crate::organisations::{Panel, PanelLine, Paneled, path};
use crate::outcomes::queries::confirmed_of;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// What the page of an organisation shows of this feature.
pub struct Confirmed;

impl Panel for Confirmed {
    fn of<'a>(&'a self, database: &'a Database, region: &'a Region, t: T, id: OrganisationId) -> Paneled<'a> {
        Box::pin(lines(database, region, t, id))
    }

    fn name(&self) -> &'static str {
        "outcomes"
    }

    fn title(&self, t: T) -> String {
        t.get("outcomes-title").into_owned()
    }
}

async fn lines(
    database: &Database,
    region: &Region,
    t: T,
    id: OrganisationId,
) -> Result<Vec<PanelLine>, DatabaseError> {
    let found = confirmed_of(database, id).await?;
    let line = |one: crate::outcomes::queries::Public| {
        let territory = region.territory_name(&one.territory, t.locale);
        let kind = t.term("outcome-kind", one.kind.code());
        let month = t.month_year(one.month);
        let named = [
            ("kind", kind.as_ref().into()),
            ("territory", territory.into()),
            ("month", month.as_str().into()),
        ];
        PanelLine {
            text: t.with("outcomes-line", &named).into_owned(),
            link: one
                .other
                .map(|(other, name)| (format!("/{}{}", t.locale, path(other, &name)), name)),
        }
    };
    Ok(found.into_iter().map(line).collect())
}
