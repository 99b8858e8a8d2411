//! Words and figures of runs as a person reads them.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::accounts::{self, PersonId};
use crate::platform::database::DatabaseError;
use crate::platform::id;
use crate::platform::region::Region;
use crate::platform::texts::T;
pub(super) use crate::platform::web::moment;
use crate::registry::model::Kind;

const SECOND: u64 = 1_000_000;
const KILOBYTE: u64 = 1000;

/// So many bytes, in the unit that fits.
pub(super) fn size(t: T, bytes: u64) -> String {
    let (key, count) = if bytes < KILOBYTE * KILOBYTE {
        ("runs-kilobytes", bytes.div_ceil(KILOBYTE))
    } else {
        ("runs-megabytes", bytes / (KILOBYTE * KILOBYTE))
    };
    t.with(key, &[("count", count.into())]).into_owned()
}

/// How long something takes, in the unit that fits.
pub(super) fn span(t: T, micros: u64) -> String {
    let seconds = micros / SECOND;
    let (key, count) = match seconds {
        0..=89 => ("runs-seconds", seconds),
        90..=5399 => ("runs-minutes", (seconds + 30) / 60),
        _ => ("runs-hours", (seconds + 1800) / 3600),
    };
    t.with(key, &[("count", count.into())]).into_owned()
}

/// The name of a register: as the pack has it, or its code.
pub(super) fn register(t: T, region: &Region, code: &str) -> String {
    if code == Kind::Lines.code() {
        return t.get("runs-lines").into_owned();
    }
    region
        .register(code)
        .map_or_else(|| code.to_owned(), |known| known.name.get(t.locale).to_owned())
}

/// Who did something, by the names the journal has for them.
pub(super) struct People(HashMap<Uuid, String>);

impl People {
    pub(super) async fn of(db: &impl ConnectionTrait, actors: &[&str]) -> Result<Self, DatabaseError> {
        let mut ids: Vec<PersonId> = actors.iter().filter_map(|actor| person(actor)).map(PersonId).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = accounts::find_many(db, &ids).await?;
        Ok(Self(
            found.into_iter().map(|person| (person.id.0, person.name)).collect(),
        ))
    }

    pub(super) fn name(&self, t: T, actor: &str) -> String {
        let known = person(actor).map(|id| self.0.get(&id).filter(|name| !name.is_empty()));
        match (known, actor) {
            (Some(Some(name)), _) => name.clone(),
            (Some(None), _) => t.get("runs-who-gone").into_owned(),
            (None, "system:operator") => t.get("runs-who-operator").into_owned(),
            (None, "system:demo") => t.get("runs-who-demo").into_owned(),
            (None, _) => t.get("runs-who-import").into_owned(),
        }
    }
}

fn person(actor: &str) -> Option<Uuid> {
    id::decode(actor.strip_prefix("person:")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::texts::Locale;

    #[test]
    fn sizes_and_spans_take_the_unit_that_fits() {
        let t = T::new(Locale::En);
        for (bytes, text) in [(0, "0 kB"), (1, "1 kB"), (999_999, "1,000 kB"), (61_500_000, "61 MB")] {
            assert_eq!(size(t, bytes), text);
        }
        for (seconds, text) in [(0, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (7200, "2 h")] {
            assert_eq!(span(t, seconds * SECOND), text);
        }
    }
}
