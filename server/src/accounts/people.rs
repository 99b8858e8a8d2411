//! People as other features know them, and the changes others cause: memberships, mandates, accounts made by the operator.

use std::collections::HashSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

use super::actions::link::has_second;
use super::model::{Digest, OWNER_WITHOUT_SECOND, Person, PersonId};
use super::sessions;
use super::tables::{mandate, membership, person};
use crate::platform::access::{Assurance, Grant, Mandate, Role, Standing};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::texts::Locale;

impl From<person::Model> for Person {
    fn from(row: person::Model) -> Self {
        Self {
            id: PersonId(row.id),
            name: row.name,
            mail: row.mail,
            language: Locale::from_code(&row.language).unwrap_or(Locale::En),
            keys_off: row.keys_off,
            digest: Digest::from_code(&row.digest).unwrap_or_default(),
            professional: row.professional,
            admin: row.admin,
        }
    }
}

/// A person, unless erased.
///
/// # Errors
/// When the database refuses.
pub async fn find(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DatabaseError> {
    let row = person::Entity::find_by_id(id.0).one(db).await?;
    Ok(row.filter(|row| row.erased_at.is_none()).map(Person::from))
}

/// Those of these people who are not erased, by name.
///
/// # Errors
/// When the database refuses.
pub async fn find_many(db: &impl ConnectionTrait, ids: &[PersonId]) -> Result<Vec<Person>, DatabaseError> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let rows = person::Entity::find()
            .filter(person::Column::Id.is_in(some.iter().map(|id| id.0)))
            .filter(person::Column::ErasedAt.is_null())
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(Person::from));
    }
    found.sort_by(|one, two| (&one.name, one.id).cmp(&(&two.name, two.id)));
    Ok(found)
}

/// The person with an address, however it is written.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_mail(db: &impl ConnectionTrait, mail: &str) -> Result<Option<Person>, DatabaseError> {
    Ok(row_by_mail(db, &normal(mail)).await?.map(Person::from))
}

pub(super) async fn row_by_mail(db: &impl ConnectionTrait, mail: &str) -> Result<Option<person::Model>, DatabaseError> {
    let found = person::Entity::find()
        .filter(person::Column::Mail.eq(mail))
        .one(db)
        .await?;
    Ok(found.filter(|row| row.erased_at.is_none()))
}

/// An address as rows keep it.
#[must_use]
pub fn normal(mail: &str) -> String {
    mail.trim().to_lowercase()
}

/// The members of an organisation, owners first.
///
/// # Errors
/// When the database refuses.
pub async fn members(db: &impl ConnectionTrait, organisation: Uuid) -> Result<Vec<(Person, Role)>, DatabaseError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .all(db)
        .await?;
    let roles = rows
        .iter()
        .filter_map(|row| Some((row.person_id, Role::from_code(&row.role)?)));
    let mut found = with_people(db, roles.collect()).await?;
    found.sort_by_key(|found| std::cmp::Reverse(found.1));
    Ok(found)
}

/// Those of these organisations that have an owner here, who can answer for them.
///
/// # Errors
/// When the database refuses.
pub async fn with_owner(db: &impl ConnectionTrait, organisations: &[Uuid]) -> Result<HashSet<Uuid>, DatabaseError> {
    let mut found = HashSet::new();
    for some in organisations.chunks(500) {
        let rows = membership::Entity::find()
            .filter(membership::Column::OrganisationId.is_in(some.iter().copied()))
            .filter(membership::Column::Role.eq(Role::Owner.code()))
            .all(db)
            .await?;
        let ids: Vec<PersonId> = rows.iter().map(|row| PersonId(row.person_id)).collect();
        let here: HashSet<PersonId> = find_many(db, &ids).await?.iter().map(|person| person.id).collect();
        let owned = rows.iter().filter(|row| here.contains(&PersonId(row.person_id)));
        found.extend(owned.map(|row| row.organisation_id));
    }
    Ok(found)
}

/// The people of a chamber, heads first.
///
/// # Errors
/// When the database refuses.
pub async fn holders(db: &impl ConnectionTrait, chamber: &str) -> Result<Vec<(Person, Mandate)>, DatabaseError> {
    let rows = mandate::Entity::find()
        .filter(mandate::Column::Chamber.eq(chamber))
        .all(db)
        .await?;
    let roles = rows
        .iter()
        .filter_map(|row| Some((row.person_id, Mandate::from_code(&row.role)?)));
    let mut found = with_people(db, roles.collect()).await?;
    found.sort_by_key(|found| std::cmp::Reverse(found.1));
    Ok(found)
}

/// Somebody who runs the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin {
    /// Their address.
    pub mail: String,
    /// Whether they have a second factor.
    pub second: bool,
}

/// Those who run the service, by address.
///
/// # Errors
/// When the database refuses.
pub async fn admins(db: &impl ConnectionTrait) -> Result<Vec<Admin>, DatabaseError> {
    let rows = person::Entity::find()
        .filter(person::Column::Admin.eq(true))
        .filter(person::Column::ErasedAt.is_null())
        .order_by_asc(person::Column::Mail)
        .all(db)
        .await?;
    let mut admins = Vec::with_capacity(rows.len());
    for row in rows {
        let second = has_second(db, &row).await?;
        admins.push(Admin { mail: row.mail, second });
    }
    Ok(admins)
}

/// By name within the same role, because the sorts of the callers keep the order.
async fn with_people<R: Copy>(
    db: &impl ConnectionTrait,
    of: Vec<(Uuid, R)>,
) -> Result<Vec<(Person, R)>, DatabaseError> {
    let ids: Vec<PersonId> = of.iter().map(|(id, _)| PersonId(*id)).collect();
    let people = find_many(db, &ids).await?;
    let role = |person: &Person| of.iter().find(|(id, _)| *id == person.id.0).map(|(_, role)| *role);
    Ok(people
        .into_iter()
        .filter_map(|person| role(&person).map(|role| (person, role)))
        .collect())
}

/// What a person is, in organisations and chambers.
///
/// # Errors
/// When the database refuses.
pub async fn roles(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<(Vec<(Uuid, Role)>, Vec<(String, Mandate)>), DatabaseError> {
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .order_by_asc(membership::Column::Since)
        .all(db)
        .await?;
    let mandates = mandate::Entity::find()
        .filter(mandate::Column::PersonId.eq(person.0))
        .order_by_asc(mandate::Column::Since)
        .all(db)
        .await?;
    Ok((
        memberships
            .into_iter()
            .filter_map(|row| Some((row.organisation_id, Role::from_code(&row.role)?)))
            .collect(),
        mandates
            .into_iter()
            .filter_map(|row| Some((row.chamber, Mandate::from_code(&row.role)?)))
            .collect(),
    ))
}

/// All that access wants to know of a person who signed in like that.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    row: &person::Model,
    assurance: Assurance,
    now: i64,
) -> Result<Standing, DatabaseError> {
    let (memberships, mandates) = roles(db, PersonId(row.id)).await?;
    let owes_second = match memberships.iter().any(|(_, role)| *role == Role::Owner) {
        true => owned(db, PersonId(row.id)).await?,
        false => Vec::new(),
    };
    let owes_second = owes_second
        .into_iter()
        .filter(|(_, since)| now - since > OWNER_WITHOUT_SECOND);
    Ok(Standing {
        memberships,
        mandates,
        assurance,
        professional: row.professional,
        admin: row.admin,
        owes_second: owes_second.map(|(id, _)| id).collect(),
    })
}

/// The organisations a person owns, with since when.
pub(super) async fn owned(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<(Uuid, i64)>, DatabaseError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::Role.eq(Role::Owner.code()))
        .order_by_asc(membership::Column::Since)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.organisation_id, row.since)).collect())
}

/// What a person is in an organisation from now on; `None` ends it. The same role again is no new one. Their sessions get new secrets.
///
/// # Errors
/// When the database refuses.
pub async fn set_membership(
    tx: &Tx,
    _grant: &Grant,
    person: PersonId,
    organisation: Uuid,
    role: Option<Role>,
) -> Result<(), DatabaseError> {
    match role {
        None => {
            membership::Entity::delete_by_id((person.0, organisation))
                .exec(tx.connection())
                .await?;
        }
        Some(role) if is_already(tx, person, organisation, role).await? => return Ok(()),
        Some(role) => {
            let row = membership::ActiveModel {
                person_id: Set(person.0),
                organisation_id: Set(organisation),
                role: Set(role.code().to_owned()),
                since: Set(tx.now()),
            };
            let key = [membership::Column::PersonId, membership::Column::OrganisationId];
            let again = OnConflict::columns(key)
                .update_columns([membership::Column::Role, membership::Column::Since])
                .to_owned();
            membership::Entity::insert(row)
                .on_conflict(again)
                .exec_without_returning(tx.connection())
                .await?;
        }
    }
    sessions::renew_all(tx, person.0).await
}

/// Until when somebody may own an organisation without a second factor, microseconds; none where they have one, or own
/// nothing.
///
/// # Errors
/// When the database refuses.
pub async fn second_due(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<i64>, DatabaseError> {
    let Some(row) = person::Entity::find_by_id(person.0).one(db).await? else {
        return Ok(None);
    };
    if super::actions::link::has_second(db, &row).await? {
        return Ok(None);
    }
    let first = owned(db, person).await?.into_iter().next();
    Ok(first.map(|(_, since)| since + OWNER_WITHOUT_SECOND))
}

/// An owner's days without a second factor do not begin anew.
async fn is_already(tx: &Tx, person: PersonId, organisation: Uuid, role: Role) -> Result<bool, DatabaseError> {
    let row = membership::Entity::find_by_id((person.0, organisation))
        .one(tx.connection())
        .await?;
    Ok(row.is_some_and(|row| row.role == role.code()))
}

/// What a person is in a chamber from now on; `None` ends it. Their sessions get new secrets.
///
/// # Errors
/// When the database refuses.
pub async fn set_mandate(
    tx: &Tx,
    _grant: &Grant,
    person: PersonId,
    chamber: &str,
    role: Option<Mandate>,
) -> Result<(), DatabaseError> {
    match role {
        None => {
            mandate::Entity::delete_by_id((person.0, chamber.to_owned()))
                .exec(tx.connection())
                .await?;
        }
        Some(role) => {
            let row = mandate::ActiveModel {
                person_id: Set(person.0),
                chamber: Set(chamber.to_owned()),
                role: Set(role.code().to_owned()),
                since: Set(tx.now()),
            };
            let key = [mandate::Column::PersonId, mandate::Column::Chamber];
            let again = OnConflict::columns(key).update_column(mandate::Column::Role).to_owned();
            mandate::Entity::insert(row)
                .on_conflict(again)
                .exec_without_returning(tx.connection())
                .await?;
        }
    }
    sessions::renew_all(tx, person.0).await
}

/// Whom to make an account for.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    /// Shown to colleagues.
    pub name: &'a str,
    /// However it is written.
    pub mail: &'a str,
    /// Of letters.
    pub language: Locale,
    /// Runs the service.
    pub admin: bool,
    /// Whether the address was shown to be theirs.
    pub confirmed: bool,
}

/// The account of an address, made where there is none. One that is there stays as it is, but may become an admin's.
///
/// # Errors
/// When the database refuses.
pub async fn ensure(tx: &Tx, clock: &Clock, new: &NewPerson<'_>) -> Result<PersonId, DatabaseError> {
    let mail = normal(new.mail);
    if let Some(row) = row_by_mail(tx.connection(), &mail).await? {
        let id = PersonId(row.id);
        if new.admin && !row.admin {
            let version = row.version;
            let mut row = row.into_active_model();
            row.admin = Set(true);
            row.version = Set(version + 1);
            row.update(tx.connection()).await?;
            sessions::renew_all(tx, id.0).await?;
        }
        return Ok(id);
    }
    Ok(PersonId(insert(tx, clock, new, &mail).await?.id))
}

/// A new row; the address is one nobody has.
pub(super) async fn insert(
    tx: &Tx,
    clock: &Clock,
    new: &NewPerson<'_>,
    mail: &str,
) -> Result<person::Model, DatabaseError> {
    let row = person::Model {
        id: clock.id(),
        version: 1,
        name: new.name.trim().to_owned(),
        mail: mail.to_owned(),
        language: new.language.code().to_owned(),
        created_at: tx.now(),
        confirmed_at: new.confirmed.then(|| tx.now()),
        password_hash: None,
        password_short: false,
        totp_secret: None,
        totp_step: 0,
        totp_since: None,
        professional: false,
        admin: new.admin,
        keys_off: false,
        digest: Digest::AtOnce.code().to_owned(),
        erased_at: None,
    };
    row.clone()
        .into_active_model()
        .reset_all()
        .insert(tx.connection())
        .await?;
    Ok(row)
}
