//! Times and names as the desk writes them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::platform::texts::T;
use crate::platform::web::Result;
pub(super) use crate::platform::web::moment;

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// How long ago, in hours of the first day and in days after it: `4 h`, `9 d`.
pub(super) fn age(t: T, from: i64, now: i64) -> String {
    let hours = (now - from).max(0) / HOUR;
    let (key, count) = if hours < 24 {
        ("case-age-hours", hours)
    } else {
        ("case-age-days", hours / 24)
    };
    t.with(key, &[("count", u64::try_from(count).unwrap_or_default().into())])
        .into_owned()
}

/// Names of people by their ids; one who is gone has none.
pub(super) struct Names(HashMap<Uuid, String>);

impl Names {
    pub(super) async fn load(app: &App, ids: impl IntoIterator<Item = Uuid>) -> Result<Self> {
        let mut ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
        ids.sort_unstable();
        ids.dedup();
        let people = accounts::find_many(app.journal.database().reader(), &ids).await?;
        Ok(Self(
            people.into_iter().map(|person| (person.id.0, person.name)).collect(),
        ))
    }

    pub(super) fn of(&self, t: T, id: Uuid) -> String {
        self.0
            .get(&id)
            .cloned()
            .unwrap_or_else(|| t.get("case-person-gone").into_owned())
    }

    /// An actor as the journal names it.
    pub(super) fn actor(&self, t: T, actor: &str) -> String {
        let id = actor.strip_prefix("person:").and_then(crate::platform::id::decode);
        match (id, actor.split(':').next()) {
            (Some(id), _) => self.of(t, id),
            (None, Some("system")) => t.get("case-actor-system").into_owned(),
            (None, Some("token")) => t.get("case-actor-token").into_owned(),
            _ => t.get("case-actor-guest").into_owned(),
        }
    }
}

/// The ids of people a history names.
pub(super) fn people<'a>(actors: impl Iterator<Item = &'a str>) -> Vec<Uuid> {
    actors
        .filter_map(|actor| crate::platform::id::decode(actor.strip_prefix("person:")?))
        .collect()
}
