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
use crate::platform::web::{
    Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, Visitor, page,
};

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
}

/// `GET /{lang}/sign-in`
pub(in crate::accounts) async fn form(lang: Lang, Params(typed): Params<Typed>) -> Result<Response> {
    if lang.visitor.is_signed_in() {
        return Ok(see_other(&way_back(typed.to.as_deref(), lang.locale())));
    }
    let shown = SignInPage {
        layout: lang.layout(lang.t.get("accounts-sign-in")).hidden(),
        faults: Faults::default(),
        typed,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// The form as it was typed, with what is wrong in it.
pub(super) fn again(_: &App, lang: &Lang, typed: Typed, error: Error) -> Result<Response> {
    let shown = SignInPage {
        layout: lang.layout(lang.t.get("accounts-sign-in")).hidden(),
        faults: Faults::read(&error, lang.t)?,
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
