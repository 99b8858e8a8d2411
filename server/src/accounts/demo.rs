//! People of the demonstration: made without mail, with roles at once, and signed in by links that only a demonstration
//! nobody reaches from elsewhere takes. Tests make theirs the same way.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect, Set};
use serde_json::json;
use uuid::Uuid;

use super::actions::{entry, signed_in};
use super::browser::Browser;
use super::model::{AccountError, PersonId, level_number};
use super::people::{NewPerson, ensure, set_mandate, set_membership};
use super::sessions::{self, Entered};
use super::tables::{person, session};
use super::{Accounts, secrets};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Level, Mandate, Node, Purpose, Role, Standing};
use crate::platform::id;
use crate::platform::journal::{self, Journal};
use crate::platform::texts::Locale;

/// Somebody to be made.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// Shown to colleagues.
    pub name: String,
    /// Where letters would go.
    pub mail: String,
    /// Of letters.
    pub language: Locale,
    /// Runs the service.
    pub admin: bool,
    /// A professional investor.
    pub professional: bool,
    /// In which organisations, as what.
    pub memberships: Vec<(Uuid, Role)>,
    /// In which chambers, as what.
    pub mandates: Vec<(String, Mandate)>,
}

/// Makes somebody with all they are; again with the same address it is the same person.
///
/// # Errors
/// When the database refuses.
pub async fn make(journal: &Journal, new: &DemoPerson) -> Result<PersonId, AccountError> {
    let actor = &Actor::system(Purpose::Demo);
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::GrantMandate, &Node)?;
            let account = NewPerson {
                name: &new.name,
                mail: &new.mail,
                language: new.language,
                admin: new.admin,
                confirmed: true,
            };
            let person = ensure(&tx, journal.clock(), &account).await?;
            let row = person::Entity::find_by_id(person.0)
                .one(tx.connection())
                .await?
                .ok_or(AccountError::Absent)?;
            let mut row = row.into_active_model();
            row.professional = Set(new.professional);
            row.update(tx.connection()).await?;
            for (organisation, role) in &new.memberships {
                set_membership(&tx, &grant, person, *organisation, Some(*role)).await?;
            }
            for (chamber, mandate) in &new.mandates {
                set_mandate(&tx, &grant, person, chamber, Some(*mandate)).await?;
            }
            let said = entry("accounts.made", person, json!({ "language": new.language.code() }));
            Ok((journal::append(&tx, journal.clock(), grant, said).await?, person))
        })
        .await
}

/// A session of somebody without a browser, for tests: its row and what the cookie would hold.
///
/// # Errors
/// When the database refuses.
pub async fn session(journal: &Journal, person: PersonId, level: Level) -> Result<(Uuid, String), AccountError> {
    let (id, secret) = &(journal.clock().id(), secrets::token(journal.clock()));
    journal
        .write(|tx| async move {
            let grant = access::decide(&Actor::system(Purpose::Demo), Action::SignIn, &Node)?;
            let row = session::Model {
                id: *id,
                id_hash: secrets::hash(secret),
                person_id: person.0,
                created_at: tx.now(),
                seen_at: tx.now(),
                level: level_number(level),
                authenticated_at: tx.now(),
                agent: String::new(),
                prefix: String::new(),
                stay: false,
                renew: false,
                ended_at: None,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let said = signed_in(person, "demo", level);
            let receipt = journal::append(&tx, journal.clock(), grant, said).await?;
            Ok::<_, AccountError>((receipt, ()))
        })
        .await?;
    Ok((*id, secret.clone()))
}

/// The path that signs a person of the demonstration in with two factors; none elsewhere.
#[must_use]
pub fn link(accounts: &Accounts, person: PersonId, language: Locale) -> Option<String> {
    let token = format!("{person}.{}", accounts.keys.demo(person.0));
    accounts.local_demo.then(|| format!("/{language}/demo/sign-in/{token}"))
}

/// Whom a link of the demonstration is for.
pub(super) fn read(accounts: &Accounts, token: &str) -> Option<PersonId> {
    let (person, mac) = token.split_once('.')?;
    let person = id::decode(person)?;
    (accounts.local_demo && secrets::same(mac, &accounts.keys.demo(person))).then_some(PersonId(person))
}

/// Signs a person of the demonstration in.
pub(super) async fn enter(app: &App, browser: &Browser, token: &str, path: &str) -> Result<Entered, AccountError> {
    let id = read(&app.accounts, token).ok_or(AccountError::Absent)?;
    let clock = app.journal.clock();
    app.journal
        .write(|tx| async move {
            let person = person::Entity::find_by_id(id.0)
                .one(tx.connection())
                .await?
                .filter(|person| person.erased_at.is_none())
                .ok_or(AccountError::Absent)?;
            let way = (false, path.to_owned());
            let entered = sessions::enter(&tx, clock, (&person, Level::Two), browser, way).await?;
            let actor = Actor::person(id.0, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, &person)?;
            let said = signed_in(id, "demo", Level::Two);
            Ok((journal::append(&tx, clock, grant, said).await?, entered))
        })
        .await
}

/// Who can be signed in as, by name, what they are, and link: in a demonstration nobody reaches from elsewhere, and nowhere else.
pub(in crate::accounts) async fn offered(app: &App, language: Locale) -> Result<Vec<Offered>, AccountError> {
    const MOST: u64 = 14;
    let db = app.journal.database().reader();
    let mut offered = Vec::new();
    if !app.accounts.local_demo {
        return Ok(offered);
    }
    let people = person::Entity::find().order_by_asc(person::Column::Id).limit(MOST);
    for row in people.all(db).await?.into_iter().filter(|row| row.erased_at.is_none()) {
        let (memberships, mandates) = super::people::roles(db, PersonId(row.id)).await?;
        let what = match (mandates.first(), memberships.is_empty()) {
            (Some((_, mandate)), _) => mandate.code(),
            _ if row.admin => "admin",
            _ if row.professional => "investor",
            (None, false) => "owner",
            (None, true) => "founder",
        };
        let href = link(&app.accounts, PersonId(row.id), language);
        offered.extend(href.map(|href| Offered {
            name: row.name,
            what,
            href,
        }));
    }
    Ok(offered)
}

/// Somebody of the demonstration one can be signed in as.
#[derive(Clone, Debug)]
pub(in crate::accounts) struct Offered {
    pub(in crate::accounts) name: String,
    /// Code of what they are there for.
    pub(in crate::accounts) what: &'static str,
    pub(in crate::accounts) href: String,
}
