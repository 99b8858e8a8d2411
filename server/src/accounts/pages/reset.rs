//! A new password by mail.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, link, refused_page};
use crate::accounts::actions::reset;
use crate::accounts::browser::Browser;
use crate::accounts::identify::see_other;
use crate::accounts::model::AccountError;
use crate::accounts::passwords::{LEAST, LEAST_ALONE};
use crate::app::App;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, page};

/// What asking for one sends.
pub(in crate::accounts) struct AskForm(String);

impl FromPairs for AskForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(pairs.one("mail")?.unwrap_or_default()))
    }
}

/// What setting it sends.
pub(in crate::accounts) struct SetForm(String);

impl FromPairs for SetForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        // There for programs that keep passwords.
        pairs.one("mail")?;
        Ok(Self(pairs.one("password")?.unwrap_or_default()))
    }
}

/// The steps of the way to a new password.
enum Step {
    Ask { mail: String },
    Sent,
    Set { action: String, mail: String, least: usize },
    Done,
}

#[derive(Template)]
#[template(path = "accounts/pages/reset.html")]
struct ResetPage {
    layout: Layout,
    faults: Faults,
    step: Step,
}

fn of(lang: &Lang, step: Step, faults: Faults) -> ResetPage {
    let title = match &step {
        Step::Ask { .. } | Step::Set { .. } => "accounts-reset",
        Step::Sent => "accounts-sent",
        Step::Done => "accounts-reset-done",
    };
    ResetPage {
        layout: lang.layout(lang.t.get(title)).hidden(),
        faults,
        step,
    }
}

fn show(lang: &Lang, step: Step) -> Result<Response> {
    page(&of(lang, step, Faults::default()), StatusCode::OK, Cache::Private)
}

/// `GET /{lang}/sign-in/reset`
pub(in crate::accounts) async fn form(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, Step::Ask { mail: String::new() })
}

/// `POST /{lang}/sign-in/reset`
pub(in crate::accounts) async fn ask(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(AskForm(mail)): FormBody<AskForm>,
) -> Result<Response> {
    match reset::ask(&app, &browser, &mail, lang.locale()).await {
        Ok(()) => Ok(see_other(&lang.path("/sign-in/reset/sent"))),
        Err(error) => {
            let error = Error::from(error);
            let faults = Faults::read(&error, lang.t)?;
            refused_page(&of(&lang, Step::Ask { mail }, faults), &error)
        }
    }
}

/// `GET /{lang}/sign-in/reset/sent`
pub(in crate::accounts) async fn sent(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, Step::Sent)
}

/// `GET /{lang}/sign-in/reset/done`
pub(in crate::accounts) async fn done(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, Step::Done)
}

/// `GET /{lang}/sign-in/reset/to/{token}`
pub(in crate::accounts) async fn landing(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    match set_step(&app, &lang, &token).await {
        Ok(step) => show(&lang, step),
        Err(AccountError::Gone) => link::gone(&lang),
        Err(error) => Err(error.into()),
    }
}

/// `POST /{lang}/sign-in/reset/to/{token}`
pub(in crate::accounts) async fn set(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, token)): Path<(String, String)>,
    FormBody(SetForm(password)): FormBody<SetForm>,
) -> Result<Response> {
    match reset::set(&app, &browser, &token, &password).await {
        Ok(()) => Ok(see_other(&lang.path("/sign-in/reset/done"))),
        Err(AccountError::Gone) => link::gone(&lang),
        Err(error) => {
            let error = Error::from(error);
            let faults = Faults::read(&error, lang.t)?;
            match set_step(&app, &lang, &token).await {
                Ok(step) => refused_page(&of(&lang, step, faults), &error),
                Err(AccountError::Gone) => link::gone(&lang),
                Err(error) => Err(error.into()),
            }
        }
    }
}

async fn set_step(app: &App, lang: &Lang, token: &str) -> Result<Step, AccountError> {
    let person = reset::look(app, token).await?;
    Ok(Step::Set {
        // A token that is found holds nothing but its own characters.
        action: lang.path(&format!("/sign-in/reset/to/{token}")),
        mail: person.mail,
        least: if person.totp_since.is_some() {
            LEAST
        } else {
            LEAST_ALONE
        },
    })
}
