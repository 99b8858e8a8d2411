//! Every read of this feature, each with the scope it was allowed.

mod asked;
mod figures;
mod listed;
mod one;
mod openness;
mod queue;
mod state;
mod statements;

pub use asked::Asked;
pub use figures::{Own, own};
pub use listed::{Listed, listed};
pub use one::{
    CaseView, Decided, Message, Note, decided_by, due_at, find, find_by_link, of_organisation, of_person, titles,
    to_answer,
};
pub use openness::STATEMENTS as OPENNESS;
pub use openness::{Cell, Counted, Median, Opened, Queries, counted, first, opened, queries};
pub use queue::{Row, SHOWN, any, counts, next_after, queue};
pub use state::{Left, is_heard, left, open_about, ownership_of, settled_before, state_of};
pub use statements::STATEMENTS as STATED;
pub use statements::{Duty, duties, statements};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::model::{CaseId, Decision, Ground, Kind, State};
use super::rules::Candidate;
use super::tables::case_file::{Column, Entity, Model};
use crate::chambers::{Operating, deciding};
use crate::organisations::model::OrganisationId;
use crate::platform::access::ScopeColumns;
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// The columns of a case a scope looks at.
const COLUMNS: ScopeColumns<Column> = ScopeColumns {
    public: None,
    organisation: Some(Column::OrganisationId),
    chamber: Some(Column::Chamber),
    person: Some(Column::Applicant),
};

const APPEALS: Sql = Sql::both(
    "SELECT chamber, CAST(sum(CASE WHEN state = 'appealed' THEN 1 ELSE 0 END) AS BIGINT), max(appealed_at)
     FROM case_file WHERE appealed_at IS NOT NULL GROUP BY chamber",
);

/// What came to a chamber since a day.
const OWN: Sql = Sql::both(
    "SELECT kind, coalesce(decision, ''), opened_at, decided_at, due_at FROM case_file
     WHERE coalesce(first_chamber, chamber) = $1 AND opened_at >= $2",
);
/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[APPEALS, OWN];

/// The chambers that could look at an appeal, with what they have of them already.
pub(super) async fn appeal_candidates(tx: &Tx, region: &Region) -> Result<Vec<Candidate>, DatabaseError> {
    let rows = APPEALS.all(tx.connection(), vec![]).await?;
    let mut known = std::collections::HashMap::new();
    for row in &rows {
        let chamber: String = row.try_get_by_index(0)?;
        let (open, last): (i64, Option<i64>) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        known.insert(chamber, (u64::try_from(open).unwrap_or_default(), last));
    }
    let here = deciding(tx.connection(), region).await?;
    let candidate = |chamber: Operating| {
        let (open, last) = known.get(&chamber.code).copied().unwrap_or_default();
        Candidate {
            chamber: chamber.code,
            open,
            last,
        }
    };
    Ok(here.into_iter().map(candidate).collect())
}

/// Whom a case concerns, for whoever writes to them: the reader of the journal, which works for the platform itself.
#[derive(Clone, Debug)]
pub struct Parties {
    /// Its id.
    pub id: CaseId,
    /// What it is about.
    pub kind: Kind,
    /// Year and number.
    pub number: String,
    /// What the queue shows.
    pub title: String,
    /// Code of the chamber that must act.
    pub chamber: String,
    /// Code of the chamber that decided first.
    pub first_chamber: Option<String>,
    /// The applicant's account.
    pub applicant: Option<uuid::Uuid>,
    /// The adviser who has it.
    pub assignee: Option<uuid::Uuid>,
    /// The organisation it is about.
    pub organisation: Option<OrganisationId>,
    /// In which the applicant is written to.
    pub language: Locale,
    /// Where it stands now; an undone decision is none any more.
    pub state: State,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Why.
    pub ground: Option<Ground>,
    /// The facts it rests on.
    pub facts: Option<String>,
    /// What can be done.
    pub remedy: Option<String>,
    /// Microseconds.
    pub decided_at: Option<i64>,
    /// What the second chamber says.
    pub appeal_facts: Option<String>,
}

/// Whom a case concerns. `None`: there is no such case any more.
///
/// # Errors
/// When the database refuses.
pub async fn parties(tx: &Tx, id: CaseId) -> Result<Option<Parties>, DatabaseError> {
    let found = Entity::find().filter(Column::Id.eq(id.0)).one(tx.connection()).await?;
    Ok(found.map(of_row))
}

fn of_row(row: Model) -> Parties {
    Parties {
        id: CaseId(row.id),
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::Dispute),
        number: row.number,
        title: row.title,
        chamber: row.chamber,
        first_chamber: row.first_chamber,
        applicant: row.applicant,
        assignee: row.assignee,
        organisation: row.organisation_id.map(OrganisationId),
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        state: State::from_code(&row.state).unwrap_or(State::Open),
        decision: row.decision.as_deref().and_then(Decision::from_code),
        ground: row.ground.as_deref().and_then(Ground::from_code),
        facts: row.facts,
        remedy: row.remedy,
        decided_at: row.decided_at,
        appeal_facts: row.appeal_facts,
    }
}
