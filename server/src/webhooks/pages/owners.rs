//! For whom somebody sees to endpoints, by name.

use uuid::Uuid;

use super::typed::written;
use crate::app::App;
use crate::organisations::queries::briefs;
use crate::platform::access::{Actor, Level, Mandate, Role};
use crate::platform::web::{Lang, Result};
use crate::webhooks::model::Owner;

/// Those owners somebody may see to, with their names: organisations they own, chambers they head.
pub(super) async fn of(app: &App, lang: &Lang, actor: &Actor) -> Result<Vec<(Owner, String)>> {
    let owned = actor.memberships().iter().filter(|(_, role)| *role == Role::Owner);
    let ids: Vec<Uuid> = owned.map(|(id, _)| *id).collect();
    let briefs = briefs(app.journal.database().reader(), &ids).await?;
    let mut owners: Vec<(Owner, String)> = briefs
        .into_iter()
        .map(|brief| (Owner::Organisation(brief.id.0), brief.name))
        .collect();
    owners.sort_by_cached_key(|(_, name)| lang.t.collation_key(name));
    if actor.assurance().level == Level::Two {
        let headed = actor.mandates().iter().filter(|(_, mandate)| *mandate == Mandate::Head);
        owners.extend(headed.map(|(code, _)| (Owner::Chamber(code.clone()), chamber(lang, code))));
    }
    Ok(owners)
}

fn chamber(lang: &Lang, code: &str) -> String {
    let found = lang.web.region.chamber(code);
    found.map_or_else(|| code.to_owned(), |chamber| chamber.name.get(lang.t.locale).to_owned())
}

/// The name of one of them.
pub(super) fn name(owners: &[(Owner, String)], owner: &Owner) -> String {
    let found = owners.iter().find(|(known, _)| known == owner);
    found.map_or_else(|| written(owner), |(_, name)| name.clone())
}
