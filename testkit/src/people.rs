//! People in a line or two, and browsers they are signed in with.

use passerelle::accounts::PersonId;
use passerelle::accounts::demo::{self, DemoPerson};
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::database::Sql;
use passerelle::platform::texts::Locale;

use super::{App, Client};

/// Somebody in the making.
#[derive(Clone)]
pub struct PersonBuilder {
    app: App,
    person: DemoPerson,
}

/// A letter that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailed {
    /// What it is.
    pub kind: String,
    /// Its line.
    pub subject: String,
    /// Its text.
    pub text: String,
}

impl Mailed {
    /// The path of the first address of this node in its text.
    #[must_use]
    #[track_caller]
    pub fn path(&self) -> String {
        let of_node = |word: &str| {
            let rest = word.split_once("://")?.1;
            let (_, path) = rest.split_once('/')?;
            (!path.is_empty()).then(|| format!("/{path}"))
        };
        let found = self.text.split_whitespace().find_map(of_node);
        found.unwrap_or_else(|| panic!("no address in {}", self.text))
    }
}

impl App {
    /// Somebody with that address, who speaks German and is nothing yet.
    #[must_use]
    pub fn person(&self, mail: &str) -> PersonBuilder {
        let person = DemoPerson {
            name: mail.split('@').next().unwrap_or_default().into(),
            mail: mail.into(),
            language: Locale::De,
            admin: false,
            professional: false,
            memberships: Vec::new(),
            mandates: Vec::new(),
        };
        PersonBuilder {
            app: self.clone(),
            person,
        }
    }

    /// A browser somebody just signed in with. Its forms carry the right token.
    pub async fn signed_in(&self, person: PersonId, level: Level) -> Client {
        let (session, secret) = demo::session(self.journal(), person, level).await.unwrap();
        let accounts = &self.state.accounts;
        let token = accounts.form_token(session);
        self.client()
            .cookie(accounts.cookie(), &secret)
            .form_token(Some(&token))
    }

    /// A program of somebody, as strong as that sign-in; see [`App::program_of`].
    pub async fn program(&self, person: PersonId, level: Level, scopes: &str) -> Client {
        self.program_of(&self.signed_in(person, level).await, scopes).await
    }

    /// A program with a token made on the page of the account of whoever is signed in there, for these scopes with blanks
    /// between them: a cookie never writes in the API.
    pub async fn program_of(&self, browser: &Client, scopes: &str) -> Client {
        let scopes = scopes.split(' ').map(|scope| ("scope", scope));
        let fields: Vec<_> = [("token", "Programm"), ("days", "30")]
            .into_iter()
            .chain(scopes)
            .collect();
        let made = browser.post_form("/de/account/tokens", &fields).await.expect(200);
        let token = made.page().text("#once code");
        self.client().with("authorization", &format!("Bearer {token}"))
    }

    /// The letters to an address, the oldest first.
    pub async fn letters(&self, address: &str) -> Vec<Mailed> {
        let sql = Sql::both("SELECT kind, subject, text_body FROM mail WHERE address = $1 ORDER BY id");
        let rows = sql.all(self.database().maintenance(), vec![address.into()]).await;
        let read = |row: &sea_orm::QueryResult| Mailed {
            kind: row.try_get_by_index(0).unwrap(),
            subject: row.try_get_by_index(1).unwrap(),
            text: row.try_get_by_index(2).unwrap(),
        };
        rows.unwrap().iter().map(read).collect()
    }
}

impl PersonBuilder {
    /// How they are called.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        self.person.name = name.into();
        self
    }

    /// The language of their letters.
    #[must_use]
    pub fn language(mut self, language: Locale) -> Self {
        self.person.language = language;
        self
    }

    /// What they are in an organisation.
    #[must_use]
    pub fn role(mut self, organisation: OrganisationId, role: Role) -> Self {
        self.person.memberships.push((organisation.0, role));
        self
    }

    /// What they are in a chamber.
    #[must_use]
    pub fn mandate(mut self, chamber: &str, mandate: Mandate) -> Self {
        self.person.mandates.push((chamber.into(), mandate));
        self
    }

    /// Declared a professional investor.
    #[must_use]
    pub fn professional(mut self) -> Self {
        self.person.professional = true;
        self
    }

    /// Runs the service.
    #[must_use]
    pub fn admin(mut self) -> Self {
        self.person.admin = true;
        self
    }

    /// Makes them.
    pub async fn make(self) -> PersonId {
        demo::make(self.app.journal(), &self.person).await.unwrap()
    }

    /// Makes them and signs them in.
    pub async fn signed_in(self, level: Level) -> Client {
        let app = self.app.clone();
        let person = self.make().await;
        app.signed_in(person, level).await
    }
}
