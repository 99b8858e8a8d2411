//! Personal tokens for programs: made for some actions and some time, shown once, ended by their person.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use serde_json::json;

use super::link::{check_name, has_second};
use super::{credentials, entry};
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, Fault, MOST_KEYS, PersonId, TOKEN_DAYS, TokenId, level_number};
use crate::accounts::tables::token;
use crate::accounts::{TOKEN_PREFIX, secrets};
use crate::app::App;
use crate::platform::access::{self, Action, Refusal, TokenScopes};
use crate::platform::clock::DAY;
use crate::platform::journal;
use crate::platform::web::Detail;

/// What a token is made for.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// As the person calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: TokenScopes,
    /// How long it lives; as typed.
    pub days: Option<i64>,
}

impl NewToken {
    fn check(&self) -> Result<(String, i64), AccountError> {
        let mut faults = Vec::new();
        let name = check_name(&self.name);
        if name.is_err() {
            faults.push(Fault::new("token", "malformed", "accounts-token-nameless"));
        }
        if self.scopes.code().is_empty() {
            faults.push(Fault::new("scopes", "missing", "accounts-token-for-nothing"));
        }
        let days = self.days.filter(|days| (1..=TOKEN_DAYS).contains(days));
        if days.is_none() {
            faults.push(Fault {
                field: "days",
                code: "outOfRange",
                detail: Detail::new("accounts-token-life").with("limit", TOKEN_DAYS.unsigned_abs()),
            });
        }
        match (name, days) {
            (Ok(name), Some(days)) if faults.is_empty() => Ok((name, days)),
            _ => Err(AccountError::Faults(faults)),
        }
    }
}

/// Makes a token, as strong as the sign-in that makes it. Gives its text, which nobody can be shown again.
///
/// # Errors
/// Faults of the form; too many tokens; a sign-in that is not fresh or strong enough.
pub async fn make(app: &App, browser: &Browser, new: &NewToken) -> Result<String, AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let (name, days) = &new.check()?;
    let clock = app.journal.clock();
    let text = &format!("{TOKEN_PREFIX}{}", secrets::token(clock));
    let id = TokenId(clock.id());
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            let alive = token::Entity::find()
                .filter(token::Column::PersonId.eq(owner))
                .filter(token::Column::EndedAt.is_null())
                .filter(token::Column::ExpiresAt.gt(tx.now()))
                .count(tx.connection())
                .await?;
            if alive >= MOST_KEYS {
                return Err(Fault::new("token", "tooMany", "accounts-keys-many").alone());
            }
            let row = token::Model {
                id: id.0,
                person_id: owner,
                name: name.clone(),
                hash: secrets::hash(text),
                scopes: new.scopes.code(),
                level: level_number(actor.assurance().level),
                created_at: tx.now(),
                expires_at: tx.now() + days * DAY,
                used_at: None,
                ended_at: None,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let said = json!({ "token": id, "scopes": new.scopes.code(), "days": days });
            let said = entry("accounts.token_made", PersonId(owner), said);
            Ok((journal::append(&tx, clock, grant, said).await?, text.clone()))
        })
        .await
}

/// Ends one of one's own tokens.
///
/// # Errors
/// [`AccountError::Absent`] for one of somebody else, or one that ended.
pub async fn end(app: &App, browser: &Browser, id: TokenId) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = access::decide(actor, Action::ManageAccount, &person)?;
            let row = token::Entity::find_by_id(id.0)
                .one(tx.connection())
                .await?
                .filter(|row| row.person_id == owner && row.ended_at.is_none())
                .ok_or(AccountError::Absent)?;
            let mut row = row.into_active_model();
            row.ended_at = Set(Some(tx.now()));
            row.update(tx.connection()).await?;
            let said = entry("accounts.token_ended", PersonId(owner), json!({ "token": id }));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}
