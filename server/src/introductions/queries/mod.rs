//! Every read of this feature, each with the scope it was allowed. [`Shown`] is the one type in which an introduction leaves:
//! whoever is not to be named is not in it.

pub mod counted;
mod lists;
mod one;
mod reached;
mod told;

pub use lists::{Listed, Turns, counts, desk, has_any, mine};
pub use one::{Message, Shown, Sides, find, parties_of};
pub use reached::reached;
pub use told::{Told, told};

use std::collections::HashMap;

use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use super::actions::right;
use super::model::{Party, Side, State};
use super::tables::introduction::{Column, Entity, Model};
use crate::organisations::model::{Kind, OrganisationId};
use crate::organisations::queries::{Brief, Described, described};
use crate::platform::access::{Action, Actor, Scope, ScopeColumns};
use crate::platform::database::DatabaseError;

/// What a side is to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyView {
    /// Id and name; none where this reader is not to know yet.
    pub named: Option<(OrganisationId, String)>,
    /// What it is.
    pub kind: Option<Kind>,
    /// Code of its territory.
    pub territory: String,
    /// NACE 2.1 division of its main activity.
    pub division: Option<String>,
    /// Codes of the languages it works in; none where it is unnamed.
    pub languages: Vec<String>,
    /// Code of the chamber that answers for it; none where it is unnamed.
    pub chamber: Option<String>,
    /// The adviser named on its side; none where it is unnamed.
    pub adviser: Option<Uuid>,
}

/// The rows a scope may hold; whether each is really this actor's to see, [`readers`] says.
fn within(scope: &Scope) -> Select<Entity> {
    let of = |organisation, chamber| {
        scope.condition(ScopeColumns {
            organisation,
            chamber,
            ..ScopeColumns::default()
        })
    };
    let reached =
        |when: Column, condition: Condition| Condition::all().add(Expr::col(when).is_not_null()).add(condition);
    let any = Condition::any()
        .add(of(Some(Column::RequesterId), None))
        .add(reached(Column::OfferedAt, of(Some(Column::TargetId), None)))
        .add(reached(Column::SubmittedAt, of(None, Some(Column::RequesterChamber))))
        .add(reached(Column::ForwardedAt, of(None, Some(Column::TargetChamber))));
    Entity::find().filter(any)
}

/// Whether the target is asked now. Whoever claims it meanwhile answers for it from then on, so that whether somebody of it is
/// here is looked up again as long as this holds.
fn is_asked(row: &Model) -> bool {
    row.stands() == State::Offered
}

/// For whom this actor reads a row; nobody: it is not theirs to see.
fn readers(actor: &Actor, row: &Model) -> Vec<Party> {
    let reads = |party: &Party| right(actor, row, *party, Action::ReadIntroduction).is_ok();
    Party::PEOPLE.into_iter().filter(reads).collect()
}

/// What may be said of a requester that is not named, beside its territory; by its id.
type Unnamed = HashMap<Uuid, Described>;

/// What may be said of those of these requesters that are not named yet: nothing that fewer than five of their territory are.
async fn unnamed(db: &impl ConnectionTrait, rows: &[&Model], briefs: &[Brief]) -> Result<Unnamed, DatabaseError> {
    let mut found = Unnamed::new();
    for row in rows.iter().filter(|row| row.is_unnamed(Side::Requester)) {
        let brief = briefs.iter().find(|brief| brief.id.0 == row.requester_id);
        if let (Some(brief), false) = (brief, found.contains_key(&row.requester_id)) {
            found.insert(row.requester_id, described(db, brief).await?);
        }
    }
    Ok(found)
}

/// What a side is to these readers: of who published an anonymous opportunity its territory alone is told, of who asked without a
/// name what it is as well, as far as enough others are that, for the answer depends on it. Unnamed until it is accepted for those
/// of the other organisation, where it asked for that. The chambers know both, for they answer for them.
fn party(row: &Model, side: Side, readers: &[Party], (briefs, said): (&[Brief], &Unnamed)) -> PartyView {
    let knows = |party: &Party| party.is_chamber() || party.side() == Some(side);
    let open = !row.is_unnamed(side) || readers.iter().any(knows);
    let id = row.organisation(side);
    let brief = briefs.iter().find(|brief| brief.id.0 == id);
    let described = match (brief, side) {
        (Some(brief), _) if open => Described {
            kind: brief.kind,
            division: brief.division.clone(),
        },
        (_, Side::Requester) => said.get(&id).cloned().unwrap_or_default(),
        (_, Side::Target) => Described::default(),
    };
    let territory = match side {
        Side::Requester => &row.requester_territory,
        Side::Target => &row.target_territory,
    };
    let shown = brief.filter(|_| open);
    PartyView {
        named: shown.map(|brief| (brief.id, brief.name.clone())),
        kind: described.kind,
        territory: territory.clone(),
        division: described.division,
        languages: shown.map(|brief| brief.languages.clone()).unwrap_or_default(),
        chamber: open.then(|| row.chamber(side).to_owned()),
        adviser: row.course().adviser(side).filter(|_| open),
    }
}
