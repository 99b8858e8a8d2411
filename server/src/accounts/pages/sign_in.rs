//! The page to sign in with, and signing out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, refused};
use crate::accounts::actions::sign_out;
use crate::accounts::browser::way_back;
use crate::accounts::identify::see_other;
use crate::app::App;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, Visitor, page};

/// What the sign-in is given in its address, and what was typed into it.
#[derive(Clone, Debug, Default)]
pub(in crate::accounts) struct Typed {
    pub mail: String,
    pub to: Option<String>,
    pub stay: bool,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            mail: String::new(),
            to: pairs.one("to")?,
            stay: false,
        })
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/sign_in.html")]
struct SignInPage {
    layout: Layout,
    faults: Faults,
    typed: Typed,
    /// Only two factors will do.
    strong: bool,
}

/// `GET /{lang}/sign-in`
pub(in crate::accounts) async fn form(lang: Lang, Params(typed): Params<Typed>) -> Result<Response> {
    if lang.visitor.is_signed_in() {
        return Ok(see_other(&way_back(typed.to.as_deref(), lang.locale())));
    }
    let shown = SignInPage {
        layout: lang.layout(lang.t.get("accounts-sign-in")).hidden(),
        faults: Faults::default(),
        strong: false,
        typed,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// What the confirmation is given in its address.
pub(in crate::accounts) struct Needed {
    to: Option<String>,
    level: Option<String>,
}

impl FromPairs for Needed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            to: pairs.one("to")?,
            level: pairs.one("level")?,
        })
    }
}

/// `GET /{lang}/sign-in/again`: the same ways in, for somebody who is in; a good one makes the sign-in fresh.
pub(in crate::accounts) async fn confirm(lang: Lang, Params(needed): Params<Needed>) -> Result<Response> {
    let typed = Typed {
        to: needed.to,
        ..Typed::default()
    };
    let shown = SignInPage {
        layout: lang.layout(lang.t.get("accounts-again")).hidden(),
        faults: Faults::default(),
        strong: needed.level.as_deref() == Some("aal2"),
        typed,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// The form as it was typed, with what is wrong in it.
pub(super) fn again(_: &App, lang: &Lang, typed: Typed, error: Error) -> Result<Response> {
    let shown = SignInPage {
        layout: lang.layout(lang.t.get("accounts-sign-in")).hidden(),
        faults: Faults::read(&error, lang.t)?,
        strong: false,
        typed,
    };
    refused(&shown, &error)
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
