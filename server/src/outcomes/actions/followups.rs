//! Whether an outcome still holds: its owners are asked after 3, 6 and 12 months, and say so by one click. Again it writes nothing: a
//! second node does no harm.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{OutcomeError, tell};
use crate::accounts::{self, Digest, Person};
use crate::notices;
use crate::outcomes::model::{Answer, FollowupId, Kind, LINK_DAYS, OutcomeId};
use crate::outcomes::rules::{months_due, token};
use crate::outcomes::tables::outcome::{self, Model};
use crate::outcomes::tables::outcome_followup as followup;
use crate::platform::access::{self, Action, Actor, Node, Ownership, Purpose, Role};
use crate::platform::clock::DAY;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::Journal;
use crate::platform::mail::{self, Letter};
use crate::platform::texts::T;
use crate::platform::web::Web;

/// How often the day is looked at.
const ASK: Duration = Duration::from_secs(60);
/// What the letter is, among letters.
const KIND: &str = "outcome_followup";

/// Goes round on each new day until the process ends.
pub async fn follow(journal: Journal, web: Arc<Web>) {
    let mut last = None;
    loop {
        let today = web.region.today(journal.clock());
        if last != Some(today) {
            match round(&journal, &web).await {
                Ok(letters) => {
                    last = Some(today);
                    tracing::debug!(letters, "owners are asked whether outcomes still hold");
                }
                Err(error) => tracing::warn!(%error, "outcomes could not be followed up; it is tried again"),
            }
        }
        tokio::time::sleep(ASK).await;
    }
}

/// Writes the letters that are due: how many.
///
/// # Errors
/// When the database refuses; what is written stays.
pub async fn round(journal: &Journal, web: &Web) -> Result<usize, DatabaseError> {
    let now = journal.clock().now();
    let counts: Vec<(Uuid, Option<i64>)> = outcome::Entity::find()
        .select_only()
        .columns([outcome::Column::Id, outcome::Column::ConfirmedAt])
        .filter(outcome::Column::ConfirmedAt.gt(now - 450 * DAY))
        .filter(outcome::Column::Kind.ne(Kind::None.code()))
        .into_tuple()
        .all(journal.database().reader())
        .await?;
    let mut written = 0;
    for (id, confirmed_at) in counts {
        let Some(months) = confirmed_at.and_then(|at| months_due(at, now)) else {
            continue;
        };
        match ask(journal, web, OutcomeId(id), months).await {
            Ok(letters) => written += letters,
            Err(OutcomeError::Link) => {}
            Err(OutcomeError::Database(error)) => return Err(error),
            Err(error) => tracing::warn!(%error, outcome = %OutcomeId(id), "its owners could not be asked"),
        }
    }
    Ok(written)
}

/// Whoever is asked: the owners of both sides who take letters and were not asked yet.
async fn unasked(tx: &Tx, row: &Model, months: u32) -> Result<Vec<Person>, DatabaseError> {
    let db = tx.connection();
    let asked: Vec<Uuid> = followup::Entity::find()
        .select_only()
        .column(followup::Column::PersonId)
        .filter(followup::Column::OutcomeId.eq(row.id))
        .filter(followup::Column::Months.eq(i64::from(months)))
        .into_tuple()
        .all(db)
        .await?;
    let mut people: Vec<Person> = Vec::new();
    for organisation in [row.requester_id, row.target_id] {
        for (person, role) in accounts::members(db, organisation).await? {
            let new = !asked.contains(&person.id.0) && !people.iter().any(|other| other.id == person.id);
            if role == Role::Owner && new && notices::takes_letters(db, &person).await? {
                people.push(person);
            }
        }
    }
    Ok(people)
}

/// `Link` where nobody is left to be asked.
async fn ask(journal: &Journal, web: &Web, id: OutcomeId, months: u32) -> Result<usize, OutcomeError> {
    let clock = journal.clock();
    journal
        .batch(|tx| async move {
            let row = outcome::Entity::find_by_id(id.0).one(tx.connection()).await?;
            let row = row.ok_or(OutcomeError::Hidden)?;
            let people = unasked(&tx, &row, months).await?;
            if people.is_empty() {
                return Err(OutcomeError::Link);
            }
            for person in &people {
                let asked = followup::Model {
                    id: clock.id(),
                    outcome_id: row.id,
                    person_id: person.id.0,
                    months: i64::from(months),
                    created_at: tx.now(),
                    expires_at: tx.now() + LINK_DAYS * DAY,
                    used_at: None,
                    answer: None,
                };
                let key = [
                    followup::Column::OutcomeId,
                    followup::Column::PersonId,
                    followup::Column::Months,
                ];
                let added = followup::Entity::insert(asked.clone().into_active_model().reset_all())
                    .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                    .exec_without_returning(tx.connection())
                    .await?;
                if added > 0 {
                    let (letter, stop) = letter(web, person, &row, &asked);
                    mail::queue_notice(&tx, clock, &letter, Some(&stop)).await?;
                }
            }
            let grant = access::decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node)?;
            let more = json!({ "months": months, "letters": people.len() });
            let receipt = tell(&tx, clock, grant, "outcomes.followed_up", &row, more, None).await?;
            Ok((receipt, people.len()))
        })
        .await
}

fn letter(web: &Web, to: &Person, row: &Model, asked: &followup::Model) -> (Letter, String) {
    let t = T::new(to.language);
    let (greeting, foot, stop) = notices::around(web, to);
    let kind = t.term("outcome-kind", &row.kind);
    let named = [
        ("number", row.number.as_str().into()),
        ("kind", kind.as_ref().into()),
        ("months", asked.months.into()),
    ];
    let path = format!("/{}/follow-up/{}", t.locale, token(&web.identity.secret, asked));
    let letter = Letter {
        to: to.mail.clone(),
        recipient: Some(to.id.0),
        language: t.locale,
        kind: KIND,
        subject: t.with("outcome-letter-subject", &named).into_owned(),
        paragraphs: vec![
            greeting,
            t.with("outcome-letter-lead", &named).into_owned(),
            t.get("outcome-letter-how").into_owned(),
        ],
        button: Some((t.get("outcome-letter-button").into_owned(), web.absolute(&path))),
        foot,
        entry: None,
        about: Some(format!("outcome:{}", OutcomeId(row.id))),
        not_before: match to.digest {
            Digest::AtOnce => asked.created_at,
            Digest::Daily => notices::next_morning(web.region.zone, asked.created_at),
        },
    };
    (letter, stop)
}

/// What became of it, says whoever holds the link; it is used up.
///
/// # Errors
/// [`OutcomeError::Link`] where it is not good any more.
pub async fn answer(journal: &Journal, actor: &Actor, id: FollowupId, said: Answer) -> Result<(), OutcomeError> {
    journal
        .write(|tx| async move {
            let asked = followup::Entity::find_by_id(id.0)
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .ok_or(OutcomeError::Hidden)?;
            let row = outcome::Entity::find_by_id(asked.outcome_id)
                .one(tx.connection())
                .await?;
            let row = row.ok_or(OutcomeError::Hidden)?;
            // The link is good for its own row; the outcome hangs on that.
            let of_link = Ownership {
                id: asked.id,
                ..Ownership::default()
            };
            let grant = access::decide(actor, Action::ConfirmFacts, &of_link)?;
            if asked.used_at.is_some() || asked.expires_at <= tx.now() || !is_owner(&tx, &row, asked.person_id).await? {
                return Err(OutcomeError::Link);
            }
            let (months, person) = (asked.months, asked.person_id);
            let used = followup::Model {
                used_at: Some(tx.now()),
                answer: Some(said.code().to_owned()),
                ..asked
            };
            used.into_active_model().reset_all().update(tx.connection()).await?;
            let more = json!({ "months": months, "answer": said });
            let written = Some((Some(person), json!({ "by": crate::platform::id::encode(person) })));
            let receipt = tell(&tx, journal.clock(), grant, "outcomes.answered", &row, more, written).await?;
            Ok((receipt, ()))
        })
        .await
}

async fn is_owner(tx: &Tx, row: &Model, person: Uuid) -> Result<bool, DatabaseError> {
    for organisation in [row.requester_id, row.target_id] {
        let members = accounts::members(tx.connection(), organisation).await?;
        if members
            .iter()
            .any(|(member, role)| member.id.0 == person && *role == Role::Owner)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
