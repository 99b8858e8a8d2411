//! An organisation from within: what its people see of it, and what they do with it.

mod change;
mod edit;
mod invitation;
mod letter;
mod members;
mod overview;

pub(in crate::joining) use change::{ask, form as change};
pub(in crate::joining) use edit::{edit, languages, save, save_languages};
pub(in crate::joining) use invitation::{answer, show as invitation};
pub(in crate::joining) use letter::{print, show as letter};
pub(in crate::joining) use members::{act_on_invitation, act_on_member, invite, leave, members};
pub(in crate::joining) use overview::{come_back, overview, withdraw};

use super::registered;
use crate::app::App;
use crate::organisations::model::{Kind, OrganisationId, Standing};
use crate::organisations::path;
use crate::organisations::queries::{Found, Organisation, find_organisation};
use crate::platform::access::{Action, Actor, Level, Ownership, Refusal, Role, decide, scope};
use crate::platform::texts::T;
use crate::platform::web::{Error, Lang, Result};

/// An organisation as access asks for it from within: foreign to all but its people and its chamber.
#[must_use]
pub fn owned(organisation: &Organisation) -> Ownership {
    Ownership {
        id: organisation.id.0,
        version: organisation.version,
        public: false,
        organisation: Some(organisation.id.0),
        chamber: organisation.home_chamber.clone(),
        person: None,
    }
}

/// The organisation, for its people and its chamber: out of sight for others or not.
///
/// # Errors
/// Not found for others; a stronger sign-in is asked for.
pub async fn open(app: &App, actor: &Actor, id: &str) -> Result<Box<Organisation>> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ReadPrivate);
    let found = find_organisation(&scope, app.journal.database(), &app.web.region, id).await?;
    if let Some(Found::Here(organisation)) = found {
        return Ok(organisation);
    }
    // Whoever only signed in too weakly is told so.
    let organisation = registered(app, Some(id)).await?.ok_or(Error::NotFound)?;
    drop(decide(actor, Action::ReadPrivate, &owned(&organisation))?);
    Err(Error::NotFound)
}

/// What stands around each page of it, with the template `joining/pages/within/nav.html`.
pub struct Inside {
    /// Its id.
    pub id: OrganisationId,
    /// Where its pages begin.
    pub base: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: Standing,
    /// Where everybody sees it, while they do.
    pub page: Option<String>,
    /// What the reader is in it.
    pub role: Option<Role>,
    kind: Option<Kind>,
    current: &'static str,
    /// Whether a letter with a code can be printed by this reader.
    letter: bool,
}

impl Inside {
    /// For this reader, at this page.
    #[must_use]
    pub fn of(organisation: &Organisation, lang: &Lang, current: &'static str) -> Self {
        let actor = &lang.visitor.actor;
        let seen = !matches!(organisation.standing, Standing::Withdrawn | Standing::Suspended);
        let adviser = organisation.home_chamber.as_deref();
        let adviser = adviser.is_some_and(|chamber| actor.mandate_in(chamber).is_some());
        Self {
            id: organisation.id,
            base: lang.path(&format!("/own/{}", organisation.id)),
            name: organisation.name.clone(),
            standing: organisation.standing,
            page: seen.then(|| lang.path(&path(organisation.id, &organisation.name))),
            role: actor.role_in(organisation.id.0),
            kind: organisation.kind,
            current,
            letter: adviser && organisation.standing == Standing::Listed,
        }
    }

    /// Whether the reader speaks for it.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.role == Some(Role::Owner)
    }

    /// Whether the reader changes what it says.
    #[must_use]
    pub fn edits(&self) -> bool {
        self.role >= Some(Role::Editor)
    }

    /// Whether it is a young company, and the reader says for it what investors are told.
    #[must_use]
    pub fn tells_investors(&self) -> bool {
        self.edits() && matches!(self.kind, Some(Kind::Startup | Kind::Sme))
    }

    /// Whether it is an investor's, and the reader one of its people.
    #[must_use]
    pub fn invests(&self) -> bool {
        self.role.is_some() && self.kind == Some(Kind::Investor)
    }

    /// Whether the reader is at this page.
    #[must_use]
    pub fn is(&self, page: &str) -> bool {
        self.current == page
    }
}

/// The way to confirm who one is and back to a page, where the right to something wants that first.
fn again(actor: &Actor, organisation: &Organisation, lang: &Lang, back: &str) -> Option<String> {
    match decide(actor, Action::ManageMembers, &owned(organisation)) {
        Err(Refusal::StepUp(level)) => Some(again_path(lang, level, back)),
        _ => None,
    }
}

fn again_path(lang: &Lang, level: Level, back: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("level", level.code()), ("to", back)])
        .finish();
    lang.path(&format!("/sign-in/again?{query}"))
}

/// What an owner without a second factor is told.
async fn due(app: &App, lang: &Lang, inside: &Inside) -> Result<Option<String>> {
    let Some(person) = lang.visitor.actor.person_id().filter(|_| inside.is_owner()) else {
        return Ok(None);
    };
    let db = app.journal.database().reader();
    let at = crate::accounts::second_due(db, crate::accounts::PersonId(person)).await?;
    let now = app.journal.clock().now();
    Ok(at.map(|until| crate::accounts::told_of_second(&lang.t, &app.web.region.zone, until, now)))
}

/// A role in the reader's language.
fn role_name(t: T, role: Role) -> String {
    t.term("role", role.code()).into_owned()
}
