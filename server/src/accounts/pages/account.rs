//! One's own account.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::model::{Person, PersonId};
use crate::accounts::people;
use crate::app::App;
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "accounts/pages/account.html")]
struct AccountPage {
    layout: Layout,
    person: Person,
}

/// `GET /{lang}/account`
pub(in crate::accounts) async fn show(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let db = app.journal.database().reader();
    let person = people::find(db, PersonId(signed.person)).await?.ok_or(Error::NotFound)?;
    let shown = AccountPage {
        layout: lang.layout(lang.t.get("accounts-account")).hidden(),
        person,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}
