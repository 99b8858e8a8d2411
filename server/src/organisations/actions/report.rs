//! "Something is wrong here": the first write of a reader, and the exemplary one.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::organisations::model::{OrganisationId, REPORTS_A_DAY, ReportForm, ReportId};
use crate::organisations::rules::{self, Fault, ReportInput};
use crate::organisations::tables::{organisation, report};
use crate::platform::access::{self, Action, Actor, Ownership, Refusal, Subject};
use crate::platform::clock::DAY;
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::journal::{self, Entry, Journal, Part};

/// How long somebody waits who met the limit of reports about one organisation.
const FLOOD_WAIT: Duration = Duration::from_secs(3600);

/// How long a key stands for its report, in microseconds; after that it may come again with another.
const KEY_LIFE: i64 = DAY;

/// How a report came.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    /// `page` or `api`.
    pub channel: &'static str,
    /// Language of the page or of the request.
    pub language: &'a str,
    /// The request's `Idempotency-Key`.
    pub key: Option<&'a str>,
    /// Counts a good report for its sender; how long to wait where there were too many.
    pub count: &'a (dyn Fn() -> Result<(), Duration> + Sync),
}

/// The acknowledgement of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its reference.
    pub id: ReportId,
    /// Microseconds.
    pub at: i64,
    /// Whether this very request had been taken before.
    pub replayed: bool,
}

/// Why a report is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Fields that are not as they must be.
    #[error("the report has {} faults", .0.len())]
    Faults(Vec<Fault>),
    /// There is no such organisation for this reader.
    #[error("no such organisation")]
    Hidden,
    /// There was one.
    #[error("the organisation was erased")]
    Erased,
    /// Not allowed.
    #[error("not allowed")]
    Forbidden,
    /// It was merged into this one.
    #[error("the organisation was merged into {0}")]
    Moved(OrganisationId),
    /// Too many from one sender, or about one organisation; how long to wait.
    #[error("too many reports")]
    TooMany(Duration),
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for ReportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for ReportError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            Refusal::SignIn | Refusal::StepUp(_) | Refusal::Forbidden => Self::Forbidden,
        }
    }
}

impl AsDatabaseError for ReportError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl Subject for organisation::Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            public: self.public,
            organisation: Some(self.id),
            chamber: self.home_chamber.clone(),
            person: None,
        }
    }
}

/// "Something is wrong here": keeps a reader's report about an organisation.
///
/// # Errors
/// See [`ReportError`]; nothing is kept then.
pub async fn report(
    journal: &Journal,
    actor: &Actor,
    id: OrganisationId,
    form: &ReportForm,
    sent: Sent<'_>,
) -> Result<Received, ReportError> {
    let input = &rules::check_report(form).map_err(ReportError::Faults)?;
    let hash = &request_hash(id, input);
    if let Some(before) = find_replayed(journal, sent, hash).await? {
        return Ok(before);
    }
    (sent.count)().map_err(ReportError::TooMany)?;
    let written = journal
        .write(|tx| async move {
            let row = organisation::Entity::find_by_id(id.0)
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .ok_or(ReportError::Hidden)?;
            let grant = access::decide(actor, Action::ReportOrganisation, &row)?;
            if row.erased_at.is_some() {
                return Err(ReportError::Erased);
            }
            if row.root_id != row.id {
                return Err(ReportError::Moved(OrganisationId(row.root_id)));
            }
            refuse_flood(&tx, id).await?;
            drop_old_keys(&tx).await?;
            let report_id = ReportId(journal.clock().id());
            let row = report::Model {
                id: report_id.0,
                organisation_id: id.0,
                subject: input.subject.code().to_owned(),
                place: input.place.clone(),
                reason: input.reason.clone(),
                mail: input.mail.clone(),
                language: sent.language.to_owned(),
                channel: sent.channel.to_owned(),
                idempotency_key: sent.key.map(str::to_owned),
                request_hash: sent.key.map(|_| hash.clone()),
                received_at: tx.now(),
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let receipt = journal::append(&tx, journal.clock(), grant, entry(id, report_id, input)).await?;
            Ok((
                receipt,
                Received {
                    id: report_id,
                    at: tx.now(),
                    replayed: false,
                },
            ))
        })
        .await;
    match written {
        // The same request twice at a time: the key lets one of them in, the other learns its answer.
        Err(ReportError::Database(error)) if sent.key.is_some() => find_replayed(journal, sent, hash)
            .await?
            .ok_or(ReportError::Database(error)),
        other => other,
    }
}

/// The journal keeps what was said, not who said it: the mail stays in the report's row. What a reader wrote may still tell
/// of a person, so it is a part of its own that can be erased by the report's id.
fn entry(id: OrganisationId, report: ReportId, input: &ReportInput) -> Entry {
    let public = json!({ "organisations": [], "about": id, "report": report, "subject": input.subject });
    let said = json!({ "place": input.place, "reason": input.reason });
    Entry {
        action: "organisations.report",
        subject: format!("organisation:{id}"),
        parts: vec![
            Part {
                about: None,
                bytes: public.to_string().into_bytes(),
            },
            Part {
                about: Some(report.0),
                bytes: said.to_string().into_bytes(),
            },
        ],
    }
}

async fn refuse_flood(tx: &Tx, id: OrganisationId) -> Result<(), ReportError> {
    let today = report::Entity::find()
        .filter(report::Column::OrganisationId.eq(id.0))
        .filter(report::Column::ReceivedAt.gt(tx.now() - DAY))
        .count(tx.connection())
        .await?;
    if i64::try_from(today).is_ok_and(|today| today < REPORTS_A_DAY) {
        Ok(())
    } else {
        Err(ReportError::TooMany(FLOOD_WAIT))
    }
}

/// Takes the keys away that no longer stand for their reports, so that they are free for new ones and nothing of a
/// request is kept longer than it serves. Each report does it: there are few at a time, found by their own index.
async fn drop_old_keys(tx: &Tx) -> Result<(), DatabaseError> {
    report::Entity::update_many()
        .col_expr(report::Column::IdempotencyKey, Expr::value(None::<String>))
        .col_expr(report::Column::RequestHash, Expr::value(None::<Vec<u8>>))
        .filter(report::Column::IdempotencyKey.is_not_null())
        .filter(report::Column::ReceivedAt.lte(tx.now() - KEY_LIFE))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The report an equal request with the same key made before, while the key lives.
async fn find_replayed(journal: &Journal, sent: Sent<'_>, hash: &[u8]) -> Result<Option<Received>, ReportError> {
    let Some(key) = sent.key else { return Ok(None) };
    let found = report::Entity::find()
        .filter(report::Column::IdempotencyKey.eq(key))
        .filter(report::Column::ReceivedAt.gt(journal.clock().now() - KEY_LIFE))
        .one(journal.database().reader())
        .await?;
    match found {
        None => Ok(None),
        Some(row) if row.request_hash.as_deref() == Some(hash) => Ok(Some(Received {
            id: ReportId(row.id),
            at: row.received_at,
            replayed: true,
        })),
        Some(_) => Err(ReportError::KeyReused),
    }
}

fn request_hash(id: OrganisationId, input: &ReportInput) -> Vec<u8> {
    let text = json!([id, input.subject, input.place, input.reason, input.mail]).to_string();
    Sha256::digest(text).to_vec()
}
