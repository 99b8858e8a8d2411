//! Invitations: those of an organisation, and those to an address.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::accounts::PersonId;
use crate::joining::model::InvitationId;
use crate::joining::tables::invitation::{Column, Entity, Model};
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Role, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};

const COLUMNS: ScopeColumns<Column> = ScopeColumns {
    public: None,
    organisation: Some(Column::OrganisationId),
    chamber: None,
    person: None,
};

/// An invitation nobody has answered.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Which.
    pub id: InvitationId,
    /// Whom.
    pub mail: String,
    /// As what.
    pub role: Role,
    /// Microseconds; past then nobody can accept it.
    pub expires_at: i64,
}

/// The open invitations of an organisation, the oldest first; those that ran out too, so that they are sent again.
///
/// # Errors
/// When the database refuses.
pub async fn pending(
    scope: &Scope,
    database: &Database,
    organisation: OrganisationId,
) -> Result<Vec<Pending>, DatabaseError> {
    let rows = Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::CreatedAt)
        .all(database.reader())
        .await?;
    let pending = |row: Model| Pending {
        id: InvitationId(row.id),
        mail: row.mail,
        role: Role::from_code(&row.role).unwrap_or(Role::Viewer),
        expires_at: row.expires_at,
    };
    Ok(rows.into_iter().map(pending).collect())
}

/// An invitation as the invited sees it.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Which.
    pub id: InvitationId,
    /// Into which.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// By whom.
    pub by: PersonId,
    /// Whether it can be accepted.
    pub open: bool,
}

fn invited(row: Model, now: i64) -> Invited {
    Invited {
        id: InvitationId(row.id),
        organisation: OrganisationId(row.organisation_id),
        role: Role::from_code(&row.role).unwrap_or(Role::Viewer),
        by: PersonId(row.invited_by),
        open: row.ended_at.is_none() && row.expires_at > now,
    }
}

/// An invitation to an address; to any other there is none of that id.
///
/// # Errors
/// When the database refuses.
pub async fn invitation(
    database: &Database,
    (id, mail): (InvitationId, &str),
    now: i64,
) -> Result<Option<Invited>, DatabaseError> {
    let row = Entity::find_by_id(id.0).one(database.reader()).await?;
    Ok(row.filter(|row| row.mail == mail).map(|row| invited(row, now)))
}

/// The open invitations to an address, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn invitations_to(database: &Database, mail: &str, now: i64) -> Result<Vec<Invited>, DatabaseError> {
    let rows = Entity::find()
        .filter(Column::Mail.eq(mail))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .order_by_desc(Column::CreatedAt)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(|row| invited(row, now)).collect())
}
