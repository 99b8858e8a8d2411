//! One's own data: taking them along, and going.

pub(super) mod objections;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::archive;
use super::model::{COOLING, ErasureId, PrivacyError, State as Stands};
use super::queries::{self, Erasure};
use super::{actions, model};
use crate::accounts::{self, AccountError, PersonId};
use crate::app::App;
use crate::platform::access::{self, Action, Level, Ownership, Refusal};
use crate::platform::clock::DAY;
use crate::platform::personal::Whose;
use crate::platform::web::{
    Cache, Error, FormBody, FromPairs, Kind, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

#[derive(Template)]
#[template(path = "privacy/pages/data.html")]
struct DataPage {
    layout: Layout,
    mail: String,
    /// What was asked for and not yet carried out.
    open: Option<Erasure>,
    /// Its day, for the reader.
    due: String,
    /// The way to confirm who one is, where the sign-in is not of the last minutes.
    again: Option<String>,
    /// The box was left empty.
    unsure: bool,
    days: i64,
}

impl DataPage {
    fn can_keep(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.state == Stands::Cooling)
    }
}

/// `GET /{lang}/account/data`
pub(super) async fn show(State(app): State<App>, lang: Lang, asks: SignedIn, _: Params<()>) -> Result<Response> {
    let whose = Ownership {
        id: asks.person,
        person: Some(asks.person),
        ..Ownership::default()
    };
    drop(access::decide(&asks.actor, Action::ManageAccount, &whose)?);
    draw(&app, &lang, &asks, StatusCode::OK).await
}

async fn draw(app: &App, lang: &Lang, asks: &SignedIn, status: StatusCode) -> Result<Response> {
    let db = app.journal.database().reader();
    let person = accounts::find(db, PersonId(asks.person))
        .await?
        .ok_or(Error::NotFound)?;
    let open = queries::open(db, asks.person).await?;
    let shown = DataPage {
        layout: lang.layout(lang.t.get("privacy-title")).hidden(),
        mail: person.mail,
        due: open
            .as_ref()
            .map_or_else(String::new, |open| lang.t.date(lang.web.region.zone.day(open.due_at))),
        open,
        again: (!asks.actor.assurance().fresh).then(|| again(lang, Level::One)),
        unsure: status == StatusCode::UNPROCESSABLE_ENTITY,
        days: COOLING / DAY,
    };
    page(&shown, status, Cache::Private)
}

/// The way to confirm who one is, and back.
fn again(lang: &Lang, level: Level) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("level", level.code())
        .append_pair("to", &lang.path("/account/data"))
        .finish();
    lang.path(&format!("/sign-in/again?{query}"))
}

/// A sign-in that is not fresh or strong enough leads to one that is; all else is the error it is.
fn refused(lang: &Lang, error: PrivacyError) -> Result<Response> {
    match error {
        PrivacyError::Account(AccountError::Refused(Refusal::StepUp(level))) => {
            Ok(Redirect::to(&again(lang, level)).into_response())
        }
        error => Err(error.into()),
    }
}

/// `POST /{lang}/account/data/export`: an archive, made while it is waited for and kept nowhere.
pub(super) async fn export(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let person = match actions::exported(&app, &asks.actor).await {
        Ok(person) => person,
        Err(error) => return refused(&lang, error),
    };
    // The export's own entry is part of what is known.
    app.journal.settle().await?;
    let whose = Whose::from(&person);
    let known = archive::gather(app.personal, app.journal.database().reader(), &whose).await?;
    let data = known.data(&whose, &app.web.identity, app.journal.clock().now());
    let bytes = archive::pack(known, &data, &app.files, lang.t).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    let name = format!(
        "attachment; filename=\"passerelle-{}.zip\"",
        app.journal.clock().today()
    );
    let name = HeaderValue::try_from(name).map_err(|error| Error::from(anyhow::Error::new(error)))?;
    headers.insert(header::CONTENT_DISPOSITION, name);
    Cache::Private.apply(headers);
    response.extensions_mut().insert(Kind::Static);
    Ok(response)
}

/// Whether the box was ticked.
pub(super) struct Sure(bool);

impl FromPairs for Sure {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(pairs.one("sure")?.is_some()))
    }
}

/// `POST /{lang}/account/data/erase`
pub(super) async fn erase(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(Sure(sure)): FormBody<Sure>,
) -> Result<Response> {
    if !sure {
        return draw(&app, &lang, &asks, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match actions::request(&app, &asks.actor).await {
        Ok(_) => Ok(Redirect::to(&lang.path("/account/data#erase")).into_response()),
        Err(error) => refused(&lang, error),
    }
}

/// `POST /{lang}/account/data/keep`
pub(super) async fn keep(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    match actions::keep(&app, &asks.actor).await {
        Ok(()) => Ok(Redirect::to(&lang.path("/account/data#erase")).into_response()),
        Err(error) => refused(&lang, error),
    }
}

#[derive(Template)]
#[template(path = "privacy/pages/receipt.html")]
struct ReceiptPage {
    layout: Layout,
    number: String,
    state: model::State,
    asked: String,
    due: String,
    ended: Option<String>,
}

/// `GET /{lang}/erasures/{id}`: where an erasure stands, for whoever has its number. It names nobody.
pub(super) async fn receipt(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id: ErasureId = id.parse().map_err(|_| Error::NotFound)?;
    let found = queries::receipt(app.journal.database().reader(), id).await?;
    let found = found.ok_or(Error::NotFound)?;
    let date = |at: i64| lang.t.date(lang.web.region.zone.day(at));
    let shown = ReceiptPage {
        layout: lang.layout(lang.t.get("privacy-receipt-title")).hidden(),
        number: found.id.to_string(),
        state: found.state,
        asked: date(found.requested_at),
        due: date(found.due_at),
        ended: found.ended_at.map(date),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}
