//! The page to sign in with, the same for confirming who one is, and signing out.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, refused};
use crate::accounts::actions::sign_out;
use crate::accounts::browser::way_back;
use crate::accounts::demo::{Offered, offered};
use crate::accounts::identify::see_other;
use crate::accounts::model::PersonId;
use crate::accounts::queries::{self, Own};
use crate::app::App;
use crate::platform::access::Level;
use crate::platform::web::{
    Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Rendered, Result, Visitor, page,
};

/// What the sign-in is given in its address, and what was typed into it.
#[derive(Clone, Debug, Default)]
pub(in crate::accounts) struct Typed {
    pub mail: String,
    pub to: Option<String>,
    pub stay: bool,
    /// The level somebody who is signed in already has to reach.
    pub level: Option<String>,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            to: pairs.one("to")?,
            level: pairs.one("level")?,
            ..Self::default()
        })
    }
}

impl Typed {
    /// From the form.
    pub fn of_form(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            mail: pairs.one("mail")?.unwrap_or_default(),
            to: pairs.one("to")?,
            stay: pairs.one("stay")?.is_some(),
            level: pairs.one("level")?,
        })
    }

    /// Whether only two factors will do.
    pub fn is_strong(&self) -> bool {
        self.level.as_deref() == Some(Level::Two.code())
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/sign_in.html")]
struct SignInPage {
    layout: Layout,
    faults: Faults,
    typed: Typed,
    ways: Ways,
    /// People of a demonstration on this machine.
    offered: Vec<Offered>,
}

/// The ways in that lead where somebody wants to go.
#[derive(Clone, Copy, Debug)]
struct Ways {
    /// Somebody is in already, and shows once more who they are.
    again: bool,
    /// Only two factors will do.
    strong: bool,
    link: bool,
    password: bool,
    passkey: bool,
}

impl Ways {
    fn of(app: &App, strong: bool, own: Option<&Own>) -> Self {
        let passkeys = app.accounts.passkeys.is_some();
        Self {
            again: own.is_some(),
            strong,
            link: !strong,
            password: own.is_none_or(|own| own.has_password && (!strong || own.has_app)),
            passkey: passkeys && own.is_none_or(|own| !own.passkeys.is_empty()),
        }
    }
}

/// `GET /{lang}/sign-in`
pub(in crate::accounts) async fn form(
    State(app): State<App>,
    lang: Lang,
    Params(typed): Params<Typed>,
) -> Result<Response> {
    if lang.visitor.is_signed_in() {
        return Ok(see_other(&way_back(typed.to.as_deref(), lang.locale())));
    }
    let shown = SignInPage {
        layout: lang.layout(lang.t.get("accounts-sign-in")).hidden(),
        faults: Faults::default(),
        ways: Ways::of(&app, false, None),
        offered: offered(&app, lang.locale()).await?,
        typed,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `GET /{lang}/sign-in/again`: the same ways in, for somebody who is in; a good one makes the sign-in fresh.
pub(in crate::accounts) async fn confirm(
    State(app): State<App>,
    lang: Lang,
    Params(typed): Params<Typed>,
) -> Result<Response> {
    let to = |typed: &Typed| {
        let to = typed.to.as_deref().unwrap_or("");
        form_urlencoded::byte_serialize(to.as_bytes()).collect::<String>()
    };
    let Some(own) = own(&app, &lang).await? else {
        return Ok(see_other(&lang.path(&format!("/sign-in?to={}", to(&typed)))));
    };
    if typed.is_strong() && !own.has_second() {
        // Nothing they have would do: they are told, and led to where they get it.
        return Ok(see_other(
            &lang.path(&format!("/account?to={}#second-factor", to(&typed))),
        ));
    }
    let shown = drawn(&app, &lang, typed, Faults::default(), Some(&own));
    page(&shown, StatusCode::OK, Cache::Private)
}

async fn own(app: &App, lang: &Lang) -> Result<Option<Own>> {
    match lang.visitor.actor.person_id() {
        Some(person) if lang.visitor.is_signed_in() => Ok(queries::own(app, PersonId(person)).await?),
        _ => Ok(None),
    }
}

fn drawn(app: &App, lang: &Lang, mut typed: Typed, faults: Faults, own: Option<&Own>) -> SignInPage {
    let title = if own.is_some() {
        "accounts-again"
    } else {
        "accounts-sign-in"
    };
    if let Some(own) = own
        && typed.mail.is_empty()
    {
        typed.mail.clone_from(&own.person.mail);
    }
    SignInPage {
        layout: lang.layout(lang.t.get(title)).hidden(),
        faults,
        ways: Ways::of(app, typed.is_strong(), own),
        offered: Vec::new(),
        typed,
    }
}

/// The form as it was typed, with what is wrong in it.
pub(super) async fn again(app: &App, lang: &Lang, typed: Typed, error: Error) -> Result<Response> {
    let faults = Faults::read(&error, lang.t)?;
    refuse(app, lang, typed, (faults, error)).await
}

/// The form as it was typed, while no password is looked at: with the ways in that are open.
pub(super) async fn rests(app: &App, lang: &Lang, typed: Typed, wait: Duration) -> Result<Response> {
    let text = lang.t.get("accounts-rests").into_owned();
    let faults = Faults(vec![("main".to_owned(), text)]);
    refuse(app, lang, typed, (faults, Error::TooManyRequests(wait))).await
}

async fn refuse(app: &App, lang: &Lang, typed: Typed, (faults, error): (Faults, Error)) -> Result<Response> {
    let own = own(app, lang).await?;
    let shown = drawn(app, lang, typed, faults, own.as_ref());
    Ok(refused(&Rendered::new(&shown)?, &error))
}

/// `POST /{lang}/sign-out`
pub(in crate::accounts) async fn sign_out(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    _: FormBody<()>,
) -> Result<Response> {
    if let Some(session) = visitor.session {
        sign_out::end(&app.journal, &visitor.actor, session).await?;
    }
    let mut response = see_other(&lang.path(""));
    app.accounts.cookies.leave(&mut response);
    Ok(response)
}
