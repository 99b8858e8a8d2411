//! One's own account: a page of sections, each with its forms.

pub mod calendar;
pub mod passkeys;
pub mod password;
pub mod profile;
pub mod second;
pub mod sessions;
pub mod tokens;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, refused};
use crate::accounts::actions::recovery::moderated;
use crate::accounts::browser::way_back;
use crate::accounts::identify::see_other;
use crate::accounts::model::{AccountError, Digest, PersonId, SessionId, TOKEN_DAYS};
use crate::accounts::passwords::{LEAST, LEAST_ALONE};
use crate::accounts::queries::{self, Own};
use crate::accounts::totp;
use crate::app::App;
use crate::platform::access::{Level, Refusal};
use crate::platform::region::Zone;
use crate::platform::texts::Locale;
use crate::platform::web::{Cache, Error, FromPairs, Lang, Layout, Pairs, Params, Rendered, Result, SignedIn};

/// What the page is given in its address.
#[derive(Clone, Debug, Default)]
pub(in crate::accounts) struct Given {
    /// Where somebody was on the way to when a second factor was missing.
    to: Option<String>,
    /// A change was just saved.
    saved: bool,
}

impl FromPairs for Given {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            to: pairs.one("to")?,
            saved: pairs.one("saved")?.is_some(),
        })
    }
}

/// What is shown this once and never again.
#[derive(Clone, Debug)]
pub(super) enum Once {
    /// Recovery codes.
    Codes(Vec<String>),
    /// The text of a token.
    Token(String),
}

/// What the page shows beyond the account itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    given: Given,
    faults: Faults,
    once: Option<Once>,
    /// Fields as they were typed, by their names.
    typed: Vec<(&'static str, String)>,
}

impl Shown {
    fn typed(&self, field: &str) -> Option<&str> {
        let found = self.typed.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/account/account.html")]
struct AccountPage {
    layout: Layout,
    /// By which days are told.
    zone: Zone,
    own: Own,
    /// That an owner needs a second factor, and by when.
    due: Option<String>,
    shown: Shown,
    faults: Faults,
    /// What the include of a name shows.
    name: String,
    /// The QR code of a proposed secret: a path and its side.
    drawing: Option<(String, usize)>,
    /// Whether they signed in by two factors.
    strong: bool,
    /// Address of this node.
    node: String,
    /// The session of this browser.
    here: Option<SessionId>,
    /// The way to confirm who one is, where the sign-in is not fresh or strong enough for changes; ends before the fragment.
    again: Option<String>,
    /// Where the way on leads from here, once there is a second factor.
    onward: Option<String>,
    /// Whether the node's address lets it take passkeys.
    passkeys: bool,
    /// Characters a password must have.
    least: usize,
    most_days: i64,
    /// Whether they see people who lost their second factor.
    moderates: bool,
}

impl AccountPage {
    fn typed<'a>(&'a self, field: &str, kept: &'a str) -> &'a str {
        self.shown.typed(field).unwrap_or(kept)
    }

    fn is_typed(&self, field: &str) -> bool {
        self.shown.typed(field).is_some()
    }

    /// Whether this sign-in is as strong as the one that made the address.
    fn may_see(&self, strong: &bool) -> bool {
        self.strong || !strong
    }

    fn calendar_address(&self, token: &str) -> String {
        format!("{}/{}/calendar/{token}.ics", self.node, self.layout.t.locale)
    }

    /// The same as programs for calendars want it.
    fn calendar_link(&self, token: &str) -> String {
        let address = self.calendar_address(token);
        let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        format!("webcal://{rest}")
    }

    fn is_here(&self, session: &SessionId) -> bool {
        self.here == Some(*session)
    }
}

/// `GET /{lang}/account`
pub(in crate::accounts) async fn show(
    State(app): State<App>,
    lang: Lang,
    _: SignedIn,
    Params(given): Params<Given>,
) -> Result<Response> {
    let shown = Shown {
        given,
        ..Shown::default()
    };
    Ok(draw(&app, &lang, shown).await?.response(StatusCode::OK, Cache::Private))
}

/// The page for who is signed in.
async fn draw(app: &App, lang: &Lang, shown: Shown) -> Result<Rendered> {
    let actor = &lang.visitor.actor;
    let owner = actor.person_id().ok_or(Error::Unauthenticated)?;
    let own = queries::own(app, PersonId(owner)).await?.ok_or(Error::NotFound)?;
    let given = actor.assurance();
    // Somebody who was just shown codes is of two factors by now; their page was made before.
    let enough = shown.once.is_some() || (given.fresh && (!own.has_second() || given.level == Level::Two));
    let onward = shown.given.to.as_deref().map(|to| way_back(Some(to), lang.locale()));
    let drawing = own.proposed.as_deref();
    let drawing = drawing.and_then(|secret| totp::drawing(secret, &own.person.mail));
    let level = if own.has_second() { Level::Two } else { Level::One };
    let page = AccountPage {
        due: own.due(&lang.t, &lang.web.region.zone, app.journal.clock().now()),
        zone: lang.web.region.zone,
        layout: lang.layout(lang.t.get("accounts-account")).hidden(),
        faults: shown.faults.clone(),
        name: shown.typed("name").unwrap_or(&own.person.name).to_owned(),
        drawing,
        strong: given.level == Level::Two,
        node: lang.web.identity.public_url.clone(),
        here: lang.visitor.session.map(SessionId),
        again: (!enough).then(|| again_path(lang, level, onward.as_deref())),
        onward,
        passkeys: app.accounts.passkeys.is_some(),
        least: if own.has_app { LEAST } else { LEAST_ALONE },
        most_days: TOKEN_DAYS,
        moderates: !moderated(actor).is_empty(),
        own,
        shown,
    };
    Rendered::new(&page)
}

/// The way to confirm who one is and back; a fragment can follow.
fn again_path(lang: &Lang, level: Level, onward: Option<&str>) -> String {
    let query = |pairs: &[(&str, &str)]| {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    };
    let account = lang.path("/account");
    let back = onward.map_or(account.clone(), |to| format!("{account}?{}", query(&[("to", to)])));
    let again = query(&[("level", level.code()), ("to", &back)]);
    lang.path(&format!("/sign-in/again?{again}"))
}

/// What a form of the page leads to: the section it was in, saved; the form again; or the way to confirm who one is.
async fn done(
    app: &App,
    lang: &Lang,
    result: Result<(), AccountError>,
    (section, shown): (&str, Shown),
) -> Result<Response> {
    match result {
        Ok(()) => {
            let to = shown.given.to.as_deref();
            let to = to.map_or(String::new(), |to| {
                format!(
                    "&to={}",
                    form_urlencoded::byte_serialize(to.as_bytes()).collect::<String>()
                )
            });
            Ok(see_other(&lang.path(&format!("/account?saved=1{to}#{section}"))))
        }
        Err(error) => fail(app, lang, error, (section, shown)).await,
    }
}

async fn fail(app: &App, lang: &Lang, error: AccountError, (section, shown): (&str, Shown)) -> Result<Response> {
    if let AccountError::Refused(Refusal::StepUp(level)) = error {
        let again = again_path(lang, level, shown.given.to.as_deref());
        return Ok(see_other(&format!("{again}%23{section}")));
    }
    let error = Error::from(error);
    let faults = Faults::read(&error, lang.t)?;
    let page = draw(app, lang, Shown { faults, ..shown }).await?;
    Ok(refused(&page, &error))
}

/// The page with what is shown this once.
async fn once(app: &App, lang: &Lang, once: Once, given: Given) -> Result<Response> {
    let shown = Shown {
        once: Some(once),
        given,
        ..Shown::default()
    };
    Ok(draw(app, lang, shown).await?.response(StatusCode::OK, Cache::Private))
}

/// A form of nothing but where it leads afterwards.
pub(in crate::accounts) struct Plain {
    to: Option<String>,
}

impl FromPairs for Plain {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self { to: pairs.one("to")? })
    }
}

impl Plain {
    fn shown(self) -> Shown {
        Shown {
            given: Given {
                to: self.to,
                saved: false,
            },
            ..Shown::default()
        }
    }
}

/// The scopes of a token, and how the form names each as ticked.
const SCOPES: [(&str, &str); 3] = [("read", "scope-read"), ("join", "scope-join"), ("cases", "scope-cases")];
/// Languages and digests of the profile's form.
const LANGUAGES: [Locale; 3] = Locale::ALL;
const DIGESTS: [Digest; 2] = Digest::ALL;
