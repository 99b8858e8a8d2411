//! What is counted over introductions, without who they are of: where they lead from and to, how far they came, how long it took.
//! For whoever counts all of them; nothing of one of them is told.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::introductions::model::{IntroductionId, State};
use crate::introductions::tables::introduction::{Column, Entity, Model};
use crate::platform::database::{DatabaseError, Sql};

/// Introductions sent from $1 to before $2, by territory of who asks and of who is asked.
const SENT: Sql = Sql::both(
    "SELECT requester_territory, target_territory, count(*) FROM introduction
     WHERE submitted_at >= $1 AND submitted_at < $2 GROUP BY 1, 2",
);
/// Meetings told of from $1 to before $2, by the same.
const MET: Sql = Sql::both(
    "SELECT requester_territory, target_territory, count(*) FROM introduction
     WHERE met_at >= $1 AND met_at < $2 GROUP BY 1, 2",
);
/// Introductions that came to an end from $1 to before $2, by the last step they reached.
const ENDED: Sql = Sql::both(
    "SELECT 'ended',
       CASE WHEN state = 'closed' THEN 'closed' WHEN negotiating_at IS NOT NULL THEN 'negotiating'
            WHEN met_at IS NOT NULL THEN 'met' WHEN accepted_at IS NOT NULL THEN 'accepted'
            WHEN offered_at IS NOT NULL THEN 'offered' WHEN forwarded_at IS NOT NULL THEN 'forwarded'
            WHEN screened_at IS NOT NULL THEN 'screened' ELSE 'submitted' END, count(*) FROM introduction
     WHERE ended_at >= $1 AND ended_at < $2 AND submitted_at IS NOT NULL GROUP BY 1, 2",
);
/// Of the same the middle time from each step to the next.
const MEDIANS: Sql = Sql::both(
    "WITH ended AS (SELECT * FROM introduction WHERE ended_at >= $1 AND ended_at < $2 AND submitted_at IS NOT NULL),
       took AS (SELECT 'screened' AS step, screened_at - submitted_at AS micros FROM ended WHERE screened_at IS NOT NULL
         UNION ALL SELECT 'forwarded', forwarded_at - screened_at FROM ended WHERE forwarded_at IS NOT NULL
         UNION ALL SELECT 'offered', offered_at - forwarded_at FROM ended WHERE offered_at IS NOT NULL
         UNION ALL SELECT 'accepted', accepted_at - offered_at FROM ended WHERE accepted_at IS NOT NULL
         UNION ALL SELECT 'met', met_at - accepted_at FROM ended WHERE met_at IS NOT NULL
         UNION ALL SELECT 'negotiating', negotiating_at - met_at FROM ended WHERE negotiating_at IS NOT NULL
         UNION ALL SELECT 'closed', ended_at - negotiating_at FROM ended WHERE state = 'closed'),
       placed AS (SELECT step, micros, row_number() OVER (PARTITION BY step ORDER BY micros) AS place,
         count(*) OVER (PARTITION BY step) AS many FROM took)
     SELECT step, micros, many FROM placed WHERE place = (many + 1) / 2",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[SENT, MET, ENDED, MEDIANS];

/// What of introductions is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Those sent, from territory to territory.
    Sent,
    /// Meetings, from territory to territory.
    Met,
    /// Those at their end, by the last step they reached.
    Ended,
}

impl Counting {
    /// The statement that counts it.
    #[must_use]
    pub const fn statement(self) -> Sql {
        match self {
            Self::Sent => SENT,
            Self::Met => MET,
            Self::Ended => ENDED,
        }
    }
}

/// A count with what it is of: two words, and how many.
pub type Counted = (String, String, u64);

/// Counts from one moment to before another.
///
/// # Errors
/// When the database refuses.
pub async fn counted(
    db: &impl ConnectionTrait,
    what: Counting,
    (from, until): (i64, i64),
) -> Result<Vec<Counted>, DatabaseError> {
    let rows = what.statement().all(db, vec![from.into(), until.into()]).await?;
    let mut counted = Vec::with_capacity(rows.len());
    for row in &rows {
        let many: i64 = row.try_get_by_index(2)?;
        counted.push((
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            u64::try_from(many).unwrap_or_default(),
        ));
    }
    Ok(counted)
}

/// The middle time to a step, in microseconds, and of how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Median {
    /// The step, from the one before.
    pub step: State,
    /// The lower of two in the middle.
    pub micros: i64,
    /// How many took that step.
    pub of: u64,
}

/// How long the steps took of those that came to an end in a time.
///
/// # Errors
/// When the database refuses.
pub async fn medians(db: &impl ConnectionTrait, (from, until): (i64, i64)) -> Result<Vec<Median>, DatabaseError> {
    let rows = MEDIANS.all(db, vec![from.into(), until.into()]).await?;
    let mut medians = Vec::with_capacity(rows.len());
    for row in &rows {
        let (step, of): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        medians.extend(
            State::from_code(&step)
                .map(|step| {
                    Ok::<_, DatabaseError>(Median {
                        step,
                        micros: row.try_get_by_index(1)?,
                        of: u64::try_from(of).unwrap_or_default(),
                    })
                })
                .transpose()?,
        );
    }
    Ok(medians)
}

/// What is counted of one introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which.
    pub id: IntroductionId,
    /// Code of the territory of who asks.
    pub from: String,
    /// Code of the territory of who is asked.
    pub to: String,
    /// When it was sent, microseconds.
    pub sent_at: Option<i64>,
    /// When they met.
    pub met_at: Option<i64>,
    /// When it came to its end.
    pub ended_at: Option<i64>,
    /// The last step it has reached.
    pub reached: State,
}

/// What is counted of these introductions; those that are gone are left out.
///
/// # Errors
/// When the database refuses.
pub async fn facts(db: &impl ConnectionTrait, ids: &[IntroductionId]) -> Result<Vec<Facts>, DatabaseError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(Facts::from).collect())
}

impl From<Model> for Facts {
    fn from(row: Model) -> Self {
        Self {
            reached: row.reached(),
            id: IntroductionId(row.id),
            from: row.requester_territory,
            to: row.target_territory,
            sent_at: row.submitted_at,
            met_at: row.met_at,
            ended_at: row.ended_at,
        }
    }
}

impl Model {
    /// The last step it has reached, as [`ENDED`] has it.
    fn reached(&self) -> State {
        if self.stands() == State::Closed {
            return State::Closed;
        }
        let steps = [
            (self.negotiating_at, State::Negotiating),
            (self.met_at, State::Met),
            (self.accepted_at, State::Accepted),
            (self.offered_at, State::Offered),
            (self.forwarded_at, State::Forwarded),
            (self.screened_at, State::Screened),
        ];
        let last = steps.into_iter().find(|(at, _)| at.is_some());
        last.map_or(State::Submitted, |(_, step)| step)
    }
}
