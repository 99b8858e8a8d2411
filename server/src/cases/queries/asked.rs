//! Which cases are asked for: the same filters for the desk's queue and for the list of programs.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use super::COLUMNS;
use crate::cases::model::{Kind, State};
use crate::cases::tables::case_file::{Column, Entity};
use crate::organisations::model::OrganisationId;
use crate::platform::access::Scope;

/// States in which somebody must do something and the clock runs.
const RUNNING: [State; 4] = [State::Open, State::Assigned, State::Proposed, State::Appealed];

/// The filters; each narrows further.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only of this chamber.
    pub chamber: Option<String>,
    /// Only what this person has.
    pub assignee: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only of this territory.
    pub territory: Option<String>,
    /// Only about this organisation.
    pub organisation: Option<OrganisationId>,
    /// Only past its target and the clock running, seen from this moment.
    pub overdue: Option<i64>,
    /// Only in this state.
    pub state: Option<State>,
    /// Words in the title, or a number.
    pub text: Option<String>,
}

impl Asked {
    /// The cases of a scope that pass all filters, in no order.
    pub(super) fn select(&self, scope: &Scope) -> Select<Entity> {
        let mut query = Entity::find().filter(scope.condition(COLUMNS));
        let codes = [
            (Column::Chamber, self.chamber.as_deref()),
            (Column::Territory, self.territory.as_deref()),
            (Column::Kind, self.kind.map(Kind::code)),
            (Column::State, self.state.map(State::code)),
        ];
        for (column, code) in codes {
            if let Some(code) = code {
                query = query.filter(column.eq(code));
            }
        }
        if let Some(person) = self.assignee {
            query = query.filter(Column::Assignee.eq(person));
        }
        if let Some(OrganisationId(id)) = self.organisation {
            query = query.filter(Column::OrganisationId.eq(id));
        }
        if let Some(now) = self.overdue {
            let running = Column::State.is_in(RUNNING.map(State::code));
            query = query.filter(Column::DueAt.lt(now)).filter(running);
        }
        if let Some(text) = self.text.as_deref().filter(|text| !text.is_empty()) {
            query = query.filter(Column::Title.contains(text).or(Column::Number.eq(text)));
        }
        query
    }
}
