//! Names, days and sides as these pages write them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::introductions::model::{Party, Turn};
use crate::introductions::queries::PartyView;
pub(super) use crate::platform::web::moment;
use crate::platform::web::{Lang, Result};

/// A chamber's name, or its code where the pack has it no more.
pub(super) fn chamber(lang: &Lang, code: &str) -> String {
    let found = lang.web.region.chamber(code);
    found.map_or_else(|| code.to_owned(), |chamber| chamber.name.get(lang.t.locale).to_owned())
}

/// Names of people by their ids.
pub(super) async fn names(app: &App, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let mut ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = accounts::find_many(app.journal.database().reader(), &ids).await?;
    Ok(people.into_iter().map(|person| (person.id.0, person.name)).collect())
}

/// What an organisation is called, also where it is not named: "an SME in Lorraine".
pub(super) fn called(lang: &Lang, party: &PartyView) -> String {
    if let Some((_, name)) = &party.named {
        return name.clone();
    }
    let (t, region) = (lang.t, &lang.web.region);
    let kind = party.kind.map(|kind| t.term("kind", kind.code()).into_owned());
    let kind = kind.unwrap_or_else(|| t.get("introduction-somebody").into_owned());
    let territory = region.territory_name(&party.territory, t.locale);
    let named = [("kind", kind.as_str().into()), ("territory", territory.into())];
    t.with("introduction-unnamed", &named).into_owned()
}

/// Name of a sector by its NACE division, where it is known.
pub(super) fn sector(lang: &Lang, party: &PartyView) -> Option<String> {
    let code = party.division.as_deref()?;
    let division = lang.web.region.divisions.iter().find(|one| one.code == code)?;
    Some(division.name.get(lang.t.locale).to_owned())
}

/// Who has the turn, with the chamber's name where it is one's.
pub(super) fn turn(lang: &Lang, whose: Turn, yours: bool, chambers: (Option<&str>, Option<&str>)) -> String {
    let t = lang.t;
    if yours {
        return t.get("introduction-your-turn").into_owned();
    }
    let of = match whose {
        Turn::RequesterChamber => chambers.0,
        Turn::TargetChamber | Turn::Contact => chambers.1,
        _ => None,
    };
    match of {
        Some(code) => chamber(lang, code),
        None => t.term("introduction-turn", whose.code()).into_owned(),
    }
}

/// For whom somebody speaks.
pub(super) fn speaks(lang: &Lang, party: Party, of: &PartyView) -> String {
    match (party.is_chamber(), &of.chamber) {
        (true, Some(code)) => {
            let name = chamber(lang, code);
            lang.t
                .with("introduction-chamber-speaks", &[("chamber", name.as_str().into())])
                .into_owned()
        }
        (true, None) => lang.t.term("introduction-party", party.code()).into_owned(),
        (false, _) => called(lang, of),
    }
}
