//! The letters of this feature, each in its reader's language: what a chamber said, and that an opportunity ends.

use uuid::Uuid;

use super::model::{OpportunityId, Type};
use super::rules::Verdict;
use super::tables::opportunity::Model;
use crate::accounts::{self, Person};
use crate::notices;
use crate::platform::access::Role;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::mail::{self, Letter};
use crate::platform::texts::T;
use crate::platform::web::Web;

/// What a letter about an opportunity is kept under.
pub(super) fn about(id: OpportunityId) -> String {
    mail::about("opportunity", id.0)
}

/// Tells those who write for the organisation what the chamber said.
pub(super) async fn judged(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    row: &Model,
    (verdict, why): (Verdict, &str),
) -> Result<(), DatabaseError> {
    let (subject, lead) = match verdict {
        Verdict::Publish => ("opportunity-mail-published-subject", "opportunity-mail-published"),
        Verdict::Hold => ("opportunity-mail-held-subject", "opportunity-mail-held"),
        Verdict::Reject => ("opportunity-mail-rejected-subject", "opportunity-mail-rejected"),
    };
    for to in writers(tx, row).await? {
        let t = T::new(to.language);
        let chamber = web.region.chamber(&row.chamber);
        let chamber = chamber.map_or(row.chamber.as_str(), |chamber| chamber.name.get(t.locale));
        let named = [("title", title(t, row).into()), ("chamber", chamber.into())];
        let mut paragraphs = vec![t.with(lead, &named).into_owned()];
        paragraphs.extend((!why.is_empty()).then(|| why.to_owned()));
        let letter = letter(
            web,
            &to,
            row,
            (&t.with(subject, &named), "opportunity_judged", paragraphs),
        );
        // Part of a procedure: it goes out whatever somebody chose.
        mail::queue(tx, clock, &letter).await?;
    }
    Ok(())
}

/// Tells those who write for the organisation that it ends in thirty days.
pub(super) async fn ends(tx: &Tx, clock: &Clock, web: &Web, row: &Model) -> Result<(), DatabaseError> {
    for to in writers(tx, row).await? {
        if !notices::takes_letters(tx.connection(), &to).await? {
            continue;
        }
        let t = T::new(to.language);
        let date = t.date_long(web.region.zone.day(row.expires_at.unwrap_or_default()));
        let named = [("title", title(t, row).into()), ("date", date.as_str().into())];
        let how = match row.extended {
            true => "opportunity-mail-ends-again",
            false => "opportunity-mail-ends-extend",
        };
        let paragraphs = vec![
            t.with("opportunity-mail-ends", &named).into_owned(),
            t.get(how).into_owned(),
        ];
        let subject = t.with("opportunity-mail-ends-subject", &named);
        let letter = letter(web, &to, row, (&subject, "opportunity_ends", paragraphs));
        let (.., stop) = notices::around(web, &to);
        mail::queue_notice(tx, clock, &letter, Some(&stop)).await?;
    }
    Ok(())
}

fn title(t: T, row: &Model) -> String {
    match row.title.as_str() {
        "" => t.get("opportunity-untitled").into_owned(),
        title => title.to_owned(),
    }
}

fn letter(web: &Web, to: &Person, row: &Model, (subject, kind, said): (&str, &'static str, Vec<String>)) -> Letter {
    let t = T::new(to.language);
    let (greeting, foot, _) = notices::around(web, to);
    let id = OpportunityId(row.id);
    let organisation = crate::platform::id::encode(row.organisation_id);
    let type_name = Type::from_code(&row.kind).map(|kind| t.term("opportunity-type", kind.code()).into_owned());
    let mut paragraphs = vec![greeting];
    paragraphs.extend(said);
    paragraphs.extend(type_name.map(|name| format!("{name}: {}", title(t, row))));
    Letter {
        to: to.mail.clone(),
        recipient: Some(to.id.0),
        language: t.locale,
        kind,
        subject: subject.to_owned(),
        paragraphs,
        button: Some((
            t.get("opportunity-mail-button").into_owned(),
            web.absolute(&format!("/{}/own/{organisation}/opportunities/{id}", t.locale)),
        )),
        foot,
        entry: None,
        about: Some(about(id)),
        not_before: 0,
    }
}

/// Who began it, where they still write for the organisation; else its owners.
async fn writers(tx: &Tx, row: &Model) -> Result<Vec<Person>, DatabaseError> {
    let members = accounts::members(tx.connection(), row.organisation_id).await?;
    let is_author = |id: Uuid| row.author == Some(id);
    let author = members
        .iter()
        .find(|(person, role)| is_author(person.id.0) && *role >= Role::Editor);
    if let Some((person, _)) = author {
        return Ok(vec![person.clone()]);
    }
    let owners = members.into_iter().filter(|(_, role)| *role == Role::Owner);
    Ok(owners.map(|(person, _)| person).collect())
}
