//! What a person is shown of their own account: how they sign in, where they are signed in, what may act in their name.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::model::{PasskeyId, Person, PersonId, SessionId, TokenId};
use super::tables::{calendar, mandate, passkey, person, recovery_code, session, token};
use super::{sessions, totp};
use crate::app::App;
use crate::platform::database::DatabaseError;
use crate::platform::region::Zone;
use crate::platform::texts::T;

/// All of it.
#[derive(Clone, Debug)]
pub struct Own {
    /// Who.
    pub person: Person,
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether an app is the second factor.
    pub has_app: bool,
    /// The secret that waits for its first code, in base32.
    pub proposed: Option<String>,
    /// Recovery codes that are left.
    pub codes_left: u64,
    /// Passkeys.
    pub passkeys: Vec<Held<PasskeyId>>,
    /// Browsers that are signed in, the last used first.
    pub sessions: Vec<Signed>,
    /// Tokens that are good.
    pub tokens: Vec<Token>,
    /// The address of their calendar.
    pub calendar: Option<Calendar>,
    /// Until when an owner may go without a second factor: microseconds.
    pub second_due: Option<i64>,
}

impl Own {
    /// Whether there is a second factor.
    #[must_use]
    pub fn has_second(&self) -> bool {
        self.has_app || !self.passkeys.is_empty()
    }

    /// What an owner without one is told.
    #[must_use]
    pub fn due(&self, t: &T, zone: &Zone, now: i64) -> Option<String> {
        self.second_due.map(|until| told_of_second(t, zone, until, now))
    }
}

/// That an owner needs a second factor by a day, or since that day may do less; both in microseconds.
#[must_use]
pub fn told_of_second(t: &T, zone: &Zone, until: i64, now: i64) -> String {
    let date = t.date_long(zone.day(until));
    let key = if now < until {
        "accounts-second-due"
    } else {
        "accounts-second-overdue"
    };
    t.with(key, &[("date", date.as_str().into())]).into_owned()
}

/// Something a person holds, by its name.
#[derive(Clone, Debug)]
pub struct Held<I> {
    /// Which.
    pub id: I,
    /// As they call it.
    pub name: String,
    /// Microseconds.
    pub created_at: i64,
    /// Microseconds.
    pub used_at: Option<i64>,
}

impl<I> Held<I> {
    /// Since when.
    #[must_use]
    pub fn since(&self, t: &T, zone: &Zone) -> String {
        t.date(zone.day(self.created_at))
    }

    /// When it was last used.
    #[must_use]
    pub fn last(&self, t: &T, zone: &Zone) -> Option<String> {
        self.used_at.map(|at| t.date(zone.day(at)))
    }
}

/// A browser somebody is signed in with.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Which.
    pub id: SessionId,
    /// Its name and system.
    pub agent: String,
    /// The network it came from.
    pub prefix: String,
    /// Microseconds.
    pub seen_at: i64,
    /// By two factors.
    pub strong: bool,
}

impl Signed {
    /// When it was last used.
    #[must_use]
    pub fn seen(&self, t: &T, zone: &Zone) -> String {
        t.date(zone.day(self.seen_at))
    }
}

/// A token for programs.
#[derive(Clone, Debug)]
pub struct Token {
    /// Name and times.
    pub held: Held<TokenId>,
    /// Codes.
    pub scopes: Vec<String>,
    /// Microseconds.
    pub expires_at: i64,
}

impl Token {
    /// Until when it is good.
    #[must_use]
    pub fn until(&self, t: &T, zone: &Zone) -> String {
        t.date(zone.day(self.expires_at))
    }
}

/// The address at which programs read somebody's days.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What the address ends with.
    pub token: String,
    /// Whether two factors made it.
    pub strong: bool,
    /// Microseconds.
    pub created_at: i64,
}

impl Calendar {
    /// Since when.
    #[must_use]
    pub fn since(&self, t: &T, zone: &Zone) -> String {
        t.date(zone.day(self.created_at))
    }
}

async fn calendar(app: &App, owner: PersonId) -> Result<Option<Calendar>, DatabaseError> {
    let row = calendar::Entity::find()
        .filter(calendar::Column::PersonId.eq(owner.0))
        .one(app.journal.database().reader())
        .await?;
    Ok(row.map(|row| Calendar {
        token: app.accounts.keys.calendar(row.id),
        strong: row.level >= 2,
        created_at: row.created_at,
    }))
}

/// The account of a person; only ever asked for the one who is signed in.
///
/// # Errors
/// When the database refuses.
pub async fn own(app: &App, owner: PersonId) -> Result<Option<Own>, DatabaseError> {
    let (db, now) = (app.journal.database().reader(), app.journal.clock().now());
    let row = person::Entity::find_by_id(owner.0).one(db).await?;
    let Some(row) = row.filter(|row| row.erased_at.is_none()) else {
        return Ok(None);
    };
    let has_app = row.totp_since.is_some();
    let sealed = row.totp_secret.as_ref().filter(|_| !has_app);
    let secret = sealed.and_then(|sealed| app.accounts.keys.open(row.id, sealed));
    let codes_left = recovery_code::Entity::find()
        .filter(recovery_code::Column::PersonId.eq(owner.0))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await?;
    Ok(Some(Own {
        has_password: row.password_hash.is_some(),
        has_app,
        proposed: secret.map(|secret| totp::base32(&secret)),
        codes_left,
        passkeys: passkeys(app, owner).await?,
        sessions: signed(app, &row, now).await?,
        tokens: tokens(app, owner, now).await?,
        calendar: calendar(app, owner).await?,
        second_due: super::people::second_due(db, owner).await?,
        person: row.into(),
    }))
}

async fn passkeys(app: &App, owner: PersonId) -> Result<Vec<Held<PasskeyId>>, DatabaseError> {
    let rows = passkey::Entity::find()
        .filter(passkey::Column::PersonId.eq(owner.0))
        .order_by_asc(passkey::Column::CreatedAt)
        .all(app.journal.database().reader())
        .await?;
    let held = |row: passkey::Model| Held {
        id: PasskeyId(row.id),
        name: row.name,
        created_at: row.created_at,
        used_at: row.used_at,
    };
    Ok(rows.into_iter().map(held).collect())
}

async fn signed(app: &App, person: &person::Model, now: i64) -> Result<Vec<Signed>, DatabaseError> {
    let db = app.journal.database().reader();
    let mandates = mandate::Entity::find()
        .filter(mandate::Column::PersonId.eq(person.id))
        .count(db)
        .await?;
    let staff = mandates > 0 || person.admin;
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(person.id))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::SeenAt)
        .all(db)
        .await?;
    let alive = rows.into_iter().filter(|row| sessions::is_alive(row, staff, now));
    let signed = alive.map(|row| Signed {
        id: SessionId(row.id),
        agent: row.agent,
        prefix: row.prefix,
        seen_at: row.seen_at,
        strong: row.level >= 2,
    });
    Ok(signed.collect())
}

async fn tokens(app: &App, owner: PersonId, now: i64) -> Result<Vec<Token>, DatabaseError> {
    let rows = token::Entity::find()
        .filter(token::Column::PersonId.eq(owner.0))
        .filter(token::Column::EndedAt.is_null())
        .filter(token::Column::ExpiresAt.gt(now))
        .order_by_asc(token::Column::CreatedAt)
        .all(app.journal.database().reader())
        .await?;
    let token = |row: token::Model| Token {
        held: Held {
            id: TokenId(row.id),
            name: row.name,
            created_at: row.created_at,
            used_at: row.used_at,
        },
        scopes: row.scopes.split(' ').map(str::to_owned).collect(),
        expires_at: row.expires_at,
    };
    Ok(rows.into_iter().map(token).collect())
}
