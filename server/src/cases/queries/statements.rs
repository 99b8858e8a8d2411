//! The statements of reasons of a year as the EU Transparency Database takes them: one JSON object a negative decision, made
//! of codes, dates and standing sentences. What an adviser or applicant wrote, and who they are, is not in it.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::cases::model::{CaseId, Decision, Ground, Kind, State, UNDO};
use crate::cases::rules::classify;
use crate::cases::sor::{Basis, Sor, TERRITORIAL_SCOPE, Visibility};
use crate::platform::access::{FieldClass, Scope};
use crate::platform::database::{Database, DatabaseError, Sql};
use crate::platform::region::{Region, Zone};
use crate::platform::texts::{Locale, T};

/// Rows read at a time.
const PAGE: i64 = 500;

/// The negative decisions between two moments, in pages.
const STATED: Sql = Sql::both(
    "SELECT id, kind, state, decision, ground, language, territory, opened_at, decided_at, appeal_decided_at, sor
     FROM case_file WHERE decided_at >= $1 AND decided_at < $2 AND decision IN ('refused', 'removed') AND id > $3
     ORDER BY id LIMIT $4",
);

/// What a yearly report counts (DSA, articles 15 and 24): notices that came, restrictions on own initiative, complaints.
const DUTIES: Sql = Sql::both(
    "SELECT 'notices' AS part, kind, coalesce(decision, 'open') AS outcome, coalesce(ground, '') AS reason, count(*)
     FROM case_file WHERE kind = 'content' AND opened_at >= $1 AND opened_at < $2 GROUP BY 1, 2, 3, 4
     UNION ALL
     SELECT 'own_initiative', kind, decision, coalesce(ground, ''), count(*) FROM case_file
     WHERE kind <> 'content' AND decision IN ('refused', 'removed') AND decided_at >= $1 AND decided_at < $2
     GROUP BY 1, 2, 3, 4
     UNION ALL
     SELECT 'complaints', kind, CASE WHEN state = 'upheld' AND appeal_decided_at IS NULL THEN 'withdrawn' ELSE state END,
            coalesce(ground, ''), count(*)
     FROM case_file WHERE appealed_at >= $1 AND appealed_at < $2 GROUP BY 1, 2, 3, 4
     ORDER BY 1, 2, 3, 4",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[STATED, DUTIES];

/// A count of a yearly report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// `notices`, `own_initiative` or `complaints`.
    pub part: String,
    /// Code of the kind of case.
    pub kind: String,
    /// What became of it.
    pub outcome: String,
    /// Code of the ground; empty where there is none.
    pub ground: String,
    /// How many.
    pub number: u64,
}

/// The counts of a time, for whoever must report them whole: nothing is suppressed.
///
/// # Errors
/// When the database refuses.
pub async fn duties(scope: &Scope, database: &Database, from: i64, to: i64) -> Result<Vec<Duty>, DatabaseError> {
    if !scope.shows(FieldClass::Staff) {
        return Ok(Vec::new());
    }
    let rows = DUTIES.all(database.reader(), vec![from.into(), to.into()]).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(Duty {
            part: row.try_get_by_index(0)?,
            kind: row.try_get_by_index(1)?,
            outcome: row.try_get_by_index(2)?,
            ground: row.try_get_by_index(3)?,
            number: u64::try_from(row.try_get_by_index::<i64>(4)?).unwrap_or_default(),
        })
    };
    rows.iter().map(read).collect()
}

/// The statements of decisions made between two moments and not to be undone any more, in pages: those after `after`, and
/// the id to go on from.
///
/// # Errors
/// When the database refuses.
pub async fn statements(
    scope: &Scope,
    database: &Database,
    region: &Region,
    (from, to, now): (i64, i64, i64),
    after: Uuid,
) -> Result<(Vec<Value>, Option<Uuid>), DatabaseError> {
    if !scope.shows(FieldClass::Staff) {
        return Ok((Vec::new(), None));
    }
    let values = vec![from.into(), to.min(now - UNDO).into(), after.into(), PAGE.into()];
    let rows = STATED.all(database.reader(), values).await?;
    let (mut made, mut last) = (Vec::new(), None);
    for row in &rows {
        let stated = Stated::read(row)?;
        last = Some(stated.id);
        made.extend(stated.record(region));
    }
    Ok((made, last))
}

struct Stated {
    id: Uuid,
    kind: Option<Kind>,
    state: Option<State>,
    decision: Option<Decision>,
    ground: Option<Ground>,
    language: Locale,
    territory: String,
    opened_at: i64,
    decided_at: i64,
    appeal_decided_at: Option<i64>,
    sor: Option<Sor>,
}

impl Stated {
    fn read(row: &sea_orm::QueryResult) -> Result<Self, DatabaseError> {
        let text = |at: usize| row.try_get_by_index::<Option<String>>(at);
        Ok(Self {
            id: row.try_get_by_index(0)?,
            kind: text(1)?.as_deref().and_then(Kind::from_code),
            state: text(2)?.as_deref().and_then(State::from_code),
            decision: text(3)?.as_deref().and_then(Decision::from_code),
            ground: text(4)?.as_deref().and_then(Ground::from_code),
            language: text(5)?.as_deref().and_then(Locale::from_code).unwrap_or(Locale::Fr),
            territory: row.try_get_by_index(6)?,
            opened_at: row.try_get_by_index(7)?,
            decided_at: row.try_get_by_index(8)?,
            appeal_decided_at: row.try_get_by_index(9)?,
            sor: text(10)?.as_deref().and_then(Sor::from_json),
        })
    }

    /// None for a row whose words nobody knows any more; `fsck` finds those.
    fn record(&self, region: &Region) -> Option<Value> {
        let (kind, decision, ground) = (self.kind?, self.decision?, self.ground?);
        // Decided before the codes were kept: they follow from the same words.
        let sor = self.sor.or_else(|| classify(kind, decision, ground))?;
        let (t, day) = (T::new(self.language), |at| day(region.zone, at));
        let mut made = json!({
            "decision_visibility": [sor.visibility],
            "account_type": sor.account,
            "decision_ground": sor.basis,
            "content_type": [sor.content],
            "category": sor.category,
            "territorial_scope": TERRITORIAL_SCOPE,
            "content_language": self.language.code().to_uppercase(),
            "content_date": day(self.opened_at),
            "application_date": day(self.decided_at),
            "decision_facts": t.term("case-ground-text", ground.code()),
            "source_type": sor.source,
            "automated_detection": sor.detection,
            "automated_decision": sor.automation,
            "puid": CaseId(self.id),
        });
        let mut set = |name: &str, value: String| made[name] = value.into();
        if sor.visibility == Visibility::Other {
            set(
                "decision_visibility_other",
                t.term("sor-refused", kind.code()).into_owned(),
            );
        }
        let explanation = t.term("case-ground-text", ground.code()).into_owned();
        if sor.basis == Basis::Illegal {
            let place = region.territory_name(&self.territory, self.language);
            set(
                "illegal_content_legal_ground",
                t.with("sor-law", &[("territory", place.into())]).into_owned(),
            );
            set("illegal_content_explanation", explanation);
        } else {
            set("incompatible_content_ground", t.get("sor-terms").into_owned());
            set("incompatible_content_explanation", explanation);
            set("incompatible_content_illegal", "No".to_owned());
        }
        if let (Some(State::Overturned), Some(at)) = (self.state, self.appeal_decided_at) {
            set("end_date_visibility_restriction", day(at));
        }
        Some(made)
    }
}

fn day(zone: Zone, at: i64) -> String {
    zone.day(at).format("%Y-%m-%d").to_string()
}
