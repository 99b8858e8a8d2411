//! Every read of this feature: what came of an introduction for those it is of, what everybody may see of it, and what is counted.

pub mod counted;
mod told;

pub use told::{Told, parties, told};

use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::model::{Answer, Band, FollowupId, Kind, Obstacle, OutcomeId, State};
use super::tables::outcome::{Column, Entity, Model};
use super::tables::{outcome_followup as followup, outcome_remedy as remedy};
use crate::introductions::{IntroductionId, Side};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::briefs;
use crate::platform::database::{Database, DatabaseError, Sql};
use crate::platform::texts::Locale;

/// Confirmed outcomes shown of an organisation.
const SHOWN: u64 = 50;

/// What came of an introduction, for those it is of.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Grows with each change; forms carry it.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// What came of it.
    pub kind: Kind,
    /// How much it is about.
    pub band: Option<Band>,
    /// When.
    pub on: NaiveDate,
    /// What shows it.
    pub evidence: Option<String>,
    /// Where that can be read.
    pub link: Option<String>,
    /// What stood in the way.
    pub obstacle: Option<Obstacle>,
    /// And in words.
    pub obstacle_text: Option<String>,
    /// In which language.
    pub language: Locale,
    /// Which side said it.
    pub recorded_by: Side,
    /// Whether that side lets itself be named.
    pub names: bool,
    /// Microseconds.
    pub recorded_at: i64,
    /// Microseconds.
    pub confirmed_at: Option<i64>,
    /// What the other side says.
    pub dispute: Option<String>,
    /// What the chambers did about what stood in the way.
    pub remedies: Vec<Remedy>,
    /// What became of it: months, and the answer.
    pub answers: Vec<(i64, Answer)>,
}

/// What a chamber did.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// Its code.
    pub chamber: String,
    /// Microseconds.
    pub at: i64,
    /// In which language.
    pub language: Locale,
    /// What was done.
    pub body: String,
}

/// What came of an introduction; whoever asks has seen that it is theirs to know.
///
/// # Errors
/// When the database refuses.
pub async fn of_introduction(database: &Database, of: IntroductionId) -> Result<Option<Outcome>, DatabaseError> {
    let db = database.reader();
    let Some(row) = Entity::find().filter(Column::IntroductionId.eq(of.0)).one(db).await? else {
        return Ok(None);
    };
    let remedies = remedy::Entity::find()
        .filter(remedy::Column::OutcomeId.eq(row.id))
        .order_by_asc(remedy::Column::At)
        .all(db)
        .await?;
    let answers = followup::Entity::find()
        .filter(followup::Column::OutcomeId.eq(row.id))
        .filter(followup::Column::Answer.is_not_null())
        .order_by_asc(followup::Column::UsedAt)
        .all(db)
        .await?;
    let answers = answers
        .into_iter()
        .filter_map(|row| Some((row.months, Answer::from_code(row.answer.as_deref()?)?)));
    let remedies = remedies.into_iter().map(|row| Remedy {
        chamber: row.chamber,
        at: row.at,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        body: row.body,
    });
    Ok(Some(view(row, remedies.collect(), answers.collect())))
}

fn view(row: Model, remedies: Vec<Remedy>, answers: Vec<(i64, Answer)>) -> Outcome {
    Outcome {
        version: row.version,
        state: row.stands(),
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::None),
        band: row.band.as_deref().and_then(Band::from_code),
        on: day(row.happened_on),
        obstacle: row.obstacle.as_deref().and_then(Obstacle::from_code),
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        recorded_by: row.said_by(),
        names: row.recorder_names,
        recorded_at: row.recorded_at,
        confirmed_at: row.confirmed_at,
        evidence: row.evidence,
        link: row.link,
        obstacle_text: row.obstacle_text,
        dispute: row.dispute,
        remedies,
        answers,
    }
}

fn day(days: i64) -> NaiveDate {
    crate::platform::clock::day(days * crate::platform::clock::DAY)
}

/// A confirmed outcome as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// What came of it.
    pub kind: Kind,
    /// In which month: its first day.
    pub month: NaiveDate,
    /// The other side with the code of its territory, where both let themselves be named. Else neither it nor the month is
    /// shown: the same outcome stands on two pages, and would be found by them.
    pub other: Option<(OrganisationId, String, String)>,
}

/// The confirmed outcomes of an organisation, the newest first, as everybody may see them: without amounts, and with the other
/// side's name only where both let themselves be named.
///
/// # Errors
/// When the database refuses.
pub async fn confirmed_of(database: &Database, of: OrganisationId) -> Result<Vec<Public>, DatabaseError> {
    let found = confirmed_by_id(database.reader(), of).await?;
    Ok(found.into_iter().map(|(_, public)| public).collect())
}

/// The same with the id of each, for features that link to them.
///
/// # Errors
/// When the database refuses.
pub async fn confirmed_by_id(
    db: &impl ConnectionTrait,
    of: OrganisationId,
) -> Result<Vec<(OutcomeId, Public)>, DatabaseError> {
    let rows = Entity::find()
        .filter(Column::RequesterId.eq(of.0).or(Column::TargetId.eq(of.0)))
        .filter(Column::State.eq(State::Confirmed.code()))
        .filter(Column::Kind.ne(Kind::None.code()))
        .order_by_desc(Column::HappenedOn)
        .limit(SHOWN)
        .all(db)
        .await?;
    let others: Vec<Uuid> = rows.iter().map(|row| other(row, of).0).collect();
    let names = briefs(db, &others).await?;
    let public = rows.iter().filter_map(|row| {
        let (id, territory) = other(row, of);
        let named = row.recorder_names && row.confirmer_names;
        let found = names.iter().find(|brief| brief.id.0 == id && brief.public && named);
        let public = Public {
            kind: Kind::from_code(&row.kind)?,
            month: chrono::Datelike::with_day(&day(row.happened_on), 1)?,
            other: found.map(|brief| (brief.id, brief.name.clone(), territory.to_owned())),
        };
        Some((OutcomeId(row.id), public))
    });
    Ok(public.collect())
}

fn other(row: &Model, of: OrganisationId) -> (Uuid, &str) {
    if row.requester_id == of.0 {
        (row.target_id, &row.target_territory)
    } else {
        (row.requester_id, &row.requester_territory)
    }
}

const HALVES: Sql = Sql::both(
    "SELECT count(*) FROM outcome
     WHERE (state = 'confirmed') <> (confirmed_at IS NOT NULL) OR (band IS NOT NULL AND kind IN ('investment', 'none'))
        OR (obstacle IS NOT NULL) <> (kind = 'none') OR (recorder IS NOT NULL AND recorder = confirmer)",
);
const EARLY: Sql = Sql::both(
    "SELECT count(*) FROM outcome o JOIN introduction i ON i.id = o.introduction_id WHERE i.state <> 'closed'",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[HALVES, EARLY];

/// What must hold of this feature's rows: used by `passerelle fsck`.
///
/// # Errors
/// When the database refuses.
pub async fn checks(database: &Database) -> Result<Vec<crate::organisations::fsck::Check>, DatabaseError> {
    let mut checks = Vec::new();
    for (id, statement) in [
        ("outcomes are said by one and confirmed by another", HALVES),
        ("outcomes are of introductions at their end", EARLY),
    ] {
        let found: i64 = match statement.one(database.reader(), vec![]).await? {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        checks.push(crate::organisations::fsck::Check {
            id,
            ok: found == 0,
            detail: format!("{found} break it"),
        });
    }
    Ok(checks)
}

/// Letters that asked whether one still holds and whose links are good, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn unanswered(db: &impl ConnectionTrait, now: i64) -> Result<Vec<FollowupId>, DatabaseError> {
    let ids: Vec<Uuid> = followup::Entity::find()
        .select_only()
        .column(followup::Column::Id)
        .filter(followup::Column::UsedAt.is_null())
        .filter(followup::Column::ExpiresAt.gt(now))
        .order_by_asc(followup::Column::CreatedAt)
        .order_by_asc(followup::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(FollowupId).collect())
}

/// What a letter asked, with the outcome it is about; whoever asks holds its link.
///
/// # Errors
/// When the database refuses.
pub async fn followup(
    db: &impl ConnectionTrait,
    id: FollowupId,
) -> Result<Option<(followup::Model, Outcome, String)>, DatabaseError> {
    let Some(asked) = followup::Entity::find_by_id(id.0).one(db).await? else {
        return Ok(None);
    };
    let row = Entity::find_by_id(asked.outcome_id).one(db).await?;
    Ok(row.map(|row| {
        let number = row.number.clone();
        (asked, view(row, Vec::new(), Vec::new()), number)
    }))
}
