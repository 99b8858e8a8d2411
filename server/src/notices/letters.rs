//! The letters of this feature, each in its reader's language.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::about::{About, Decided};
use super::model::{Kind, To};
use super::stop;
use super::tables::Line;
use crate::accounts::Person;
use crate::organisations::differences::{Differences, sentence_with_source};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::Read;
use crate::platform::mail::{self, Letter};
use crate::platform::texts::{Locale, T};
use crate::platform::web::Web;

/// What a letter tells of.
pub(super) struct Told<'a> {
    pub(super) entry: &'a Read,
    pub(super) kind: Kind,
    pub(super) about: &'a About,
    pub(super) says: &'a Map<String, Value>,
    pub(super) path: &'a str,
    pub(super) not_before: i64,
}

impl Told<'_> {
    fn said(&self, key: &str) -> Option<&str> {
        self.says
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }
}

/// Where letters are stopped: with one click by a mail program, and by a page for people.
fn way_out(web: &Web, language: Locale, person: Uuid) -> (String, String) {
    let token = stop::token(&web.identity.secret, person);
    let one_click = web.absolute(&format!("/api/v1/notices/stop/{token}"));
    (one_click, web.absolute(&format!("/{language}/notices/stop/{token}")))
}

/// What stands around a letter that another feature writes itself and that a person can do without: the greeting, the foot,
/// and the address at which one click stops such letters.
#[must_use]
pub fn around(web: &Web, person: &Person) -> (String, Vec<String>, String) {
    let t = T::new(person.language);
    let (one_click, page) = way_out(web, t.locale, person.id.0);
    let stop = t.with("notice-foot-stop", &[("address", page.into())]).into_owned();
    (greeting(t, person), vec![operator(web, t), stop], one_click)
}

/// Writes the letter about one entry to one person.
pub(super) async fn write(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    person: &Person,
    told: &Told<'_>,
) -> Result<(), DatabaseError> {
    let t = T::new(person.language);
    let words = told.kind.words();
    let (one_click, page) = way_out(web, t.locale, person.id.0);
    let chamber = web.region.chamber(&told.about.chamber);
    let chamber = chamber.map_or(told.about.chamber.as_str(), |chamber| chamber.name.get(t.locale));
    let named = [
        ("number", told.about.number.as_str().into()),
        ("title", told.about.title.as_str().into()),
        ("chamber", chamber.into()),
    ];
    let mut paragraphs = vec![greeting(t, person)];
    match (told.kind, &told.about.decided) {
        (Kind::Decided, Some(decided)) => {
            paragraphs.push(t.with(decided_lead(&decided.decision), &named).into_owned());
            paragraphs.extend(reasons(web, t, decided));
        }
        _ => paragraphs.push(t.with(words.lead, &named).into_owned()),
    }
    match told.kind {
        Kind::Asked => {
            paragraphs.extend(told.said("question").map(str::to_owned));
            paragraphs.push(t.get("notice-asked-clock").into_owned());
        }
        Kind::AppealDecided => {
            let upheld = told.says.get("upheld").and_then(Value::as_bool).unwrap_or(true);
            let outcome = if upheld {
                "notice-appeal-upheld"
            } else {
                "notice-appeal-overturned"
            };
            paragraphs.push(t.get(outcome).into_owned());
            let facts = told.said("facts").map(|facts| [("text", facts.into())]);
            paragraphs.extend(facts.map(|facts| t.with("notice-facts", &facts).into_owned()));
        }
        Kind::Changed => paragraphs.extend(changes(web, t, told.entry)),
        _ => {}
    }
    let mut foot = vec![operator(web, t)];
    if told.kind.is_binding() {
        foot.push(t.get("notice-foot-binding").into_owned());
    } else {
        foot.push(t.with("notice-foot-stop", &[("address", page.into())]).into_owned());
    }
    let letter = Letter {
        to: person.mail.clone(),
        recipient: Some(person.id.0),
        language: t.locale,
        kind: told.kind.code(),
        subject: t.with(words.subject, &named).into_owned(),
        paragraphs,
        button: Some((
            t.get(match told.kind.to() {
                To::Home => "notice-changed-button",
                To::Parties => "notice-introduction-button",
                _ => "notice-button",
            })
            .into_owned(),
            web.absolute(&format!("/{}{}", t.locale, told.path)),
        )),
        foot,
        entry: Some(told.entry.seq),
        about: Some(told.entry.subject.clone()),
        not_before: told.not_before,
    };
    let stoppable = (!told.kind.is_binding()).then_some(one_click);
    mail::queue_notice(tx, clock, &letter, stoppable.as_deref()).await?;
    Ok(())
}

/// What changed, a line each, and what to do where the register is wrong.
fn changes(web: &Web, t: T, entry: &Read) -> Vec<String> {
    let told = Differences::by_register(entry)
        .map(|told| told.changes)
        .unwrap_or_default();
    let mut lines: Vec<String> = told
        .iter()
        .map(|note| sentence_with_source(note, t, &web.region))
        .collect();
    lines.push(t.get("notice-changed-wrong").into_owned());
    lines
}

/// Writes the letter of a day.
pub(super) async fn write_digest(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    person: &Person,
    lines: &[Line],
) -> Result<(), DatabaseError> {
    let t = T::new(person.language);
    let (one_click, page) = way_out(web, t.locale, person.id.0);
    let mut paragraphs = vec![greeting(t, person), t.get("notice-digest-lead").into_owned()];
    for line in lines {
        let text = t.with(line.kind.words().line, &[("number", line.reference.as_str().into())]);
        let address = web.absolute(&format!("/{}{}", t.locale, line.path));
        paragraphs.push(format!("{text}\n{address}"));
    }
    let count = [("count", lines.len().into())];
    let letter = Letter {
        to: person.mail.clone(),
        recipient: Some(person.id.0),
        language: t.locale,
        kind: "digest",
        subject: t.with("notice-digest-subject", &count).into_owned(),
        paragraphs,
        button: Some((
            t.get("notice-digest-button").into_owned(),
            web.absolute(&format!("/{}/notices", t.locale)),
        )),
        foot: vec![
            operator(web, t),
            t.with("notice-foot-stop", &[("address", page.into())]).into_owned(),
        ],
        entry: None,
        about: None,
        not_before: tx.now(),
    };
    mail::queue_notice(tx, clock, &letter, Some(&one_click)).await?;
    Ok(())
}

fn greeting(t: T, person: &Person) -> String {
    t.with("notice-greeting", &[("name", person.name.as_str().into())])
        .into_owned()
}

fn operator(web: &Web, t: T) -> String {
    let operator = web.identity.operator.as_str();
    t.with("notice-foot", &[("operator", operator.into())]).into_owned()
}

fn decided_lead(decision: &str) -> &'static str {
    match decision {
        "approved" => "notice-decided-approved",
        "seen" => "notice-decided-seen",
        "refused" => "notice-decided-refused",
        "removed" => "notice-decided-removed",
        "no_action" => "notice-decided-no-action",
        _ => "notice-decided-lead",
    }
}

/// The statement of reasons: ground, facts, remedy, and where an appeal is made.
fn reasons(web: &Web, t: T, decided: &Decided) -> Vec<String> {
    let named = |id: &'static str, text: &str| t.with(id, &[("text", text.into())]).into_owned();
    let mut paragraphs = Vec::new();
    if let Some(ground) = &decided.ground {
        paragraphs.push(named("notice-ground", &t.term("notice-ground", ground)));
    }
    let written = [("notice-facts", &decided.facts), ("notice-remedy", &decided.remedy)];
    for (id, text) in written {
        let text = text.as_deref().filter(|text| !text.is_empty());
        paragraphs.extend(text.map(|text| named(id, text)));
    }
    if let Some(appeal) = &decided.appeal {
        let address = web.absolute(&format!("/{}{appeal}", t.locale));
        paragraphs.push(t.with("notice-appeal", &[("address", address.into())]).into_owned());
    }
    paragraphs
}
