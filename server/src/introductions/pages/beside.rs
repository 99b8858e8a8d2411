//! What stands beside an introduction: the chambers' boxes, who has it, and the files both sides share.

use std::collections::HashMap;

use uuid::Uuid;

use super::show::{Said, said_of};
use super::words;
use crate::accounts;
use crate::app::App;
use crate::attachments::{Attachment, size};
use crate::introductions::model::{Party, Side};
use crate::introductions::queries::Shown;
use crate::platform::id::encode;
use crate::platform::web::{Lang, Result};

/// A chamber's box: who advises, and whom it may name.
pub(super) struct Advising {
    pub(super) side: &'static str,
    pub(super) chamber: String,
    pub(super) colleagues: Vec<(String, String, bool)>,
    pub(super) notes: Vec<Said>,
}

/// A shared file as it is shown.
pub(super) struct FileLine {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) mine: bool,
}

/// A colleague who accompanies it, and who can take it over from them.
pub(super) struct Held {
    pub(super) side: &'static str,
    pub(super) said: String,
    pub(super) me: String,
}

pub(super) fn files(lang: &Lang, one: &Shown, names: &HashMap<Uuid, String>) -> Vec<FileLine> {
    let line = |file: &Attachment| {
        let who = file.person.and_then(|id| names.get(&id)).map(String::as_str);
        let when = lang.t.date(lang.web.region.zone.day(file.at));
        let size = size(lang.t, file.bytes);
        let about = [who, Some(when.as_str()), Some(size.as_str())];
        FileLine {
            href: lang.path(&format!("/introductions/{}/files/{}", one.id, file.id)),
            name: file.name.clone(),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            mine: file.person.is_some() && file.person == one.reader,
        }
    };
    one.files.iter().map(line).collect()
}

pub(super) fn held(lang: &Lang, one: &Shown, names: &HashMap<Uuid, String>) -> Option<Held> {
    let (side, by) = one.held()?;
    let said = match names.get(&by) {
        Some(name) => lang.t.with("introduction-held-by", &[("name", name.as_str().into())]),
        None => lang.t.get("introduction-fault-held"),
    };
    Some(Held {
        side: side.code(),
        said: said.into_owned(),
        me: encode(one.reader?),
    })
}

/// The boxes of the chambers this reader advises for.
pub(super) async fn advising(
    app: &App,
    lang: &Lang,
    one: &Shown,
    names: &HashMap<Uuid, String>,
) -> Result<Vec<Advising>> {
    let mut boxes = Vec::new();
    let me = lang.visitor.actor.person_id();
    for side in one.advises() {
        let (party, of) = match side {
            Side::Requester => (Party::RequesterChamber, &one.requester),
            Side::Target => (Party::TargetChamber, &one.target),
        };
        let Some(code) = &of.chamber else { continue };
        let holders = accounts::holders(app.journal.database().reader(), code).await?;
        let colleagues = holders.into_iter().map(|(person, _)| {
            let chosen = of.adviser == Some(person.id.0);
            (encode(person.id.0), person.name, chosen)
        });
        let notes = one.messages.iter().filter(|said| said.is_note && said.party == party);
        boxes.push(Advising {
            side: side.code(),
            chamber: words::chamber(lang, code),
            colleagues: colleagues.collect(),
            notes: notes.map(|said| said_of(lang, one, said, names, me)).collect(),
        });
    }
    Ok(boxes)
}
