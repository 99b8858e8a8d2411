//! The layer around all routes: who asks, by the cookie of a session or the token of a program. Without either it asks the
//! database nothing.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::model::{MINUTE, assurance};
use super::tables::{calendar, person, session, token};
use super::{browser, people, secrets, sessions};
use crate::app::App;
use crate::platform::access::{Actor, Assurance, Standing, TokenScopes};
use crate::platform::database::DatabaseError;
use crate::platform::id::decode;
use crate::platform::texts::Locale;
use crate::platform::web::{Cache, Error, Visitor};

/// What the cookie told, beyond who it is.
#[derive(Default)]
struct Found {
    visitor: Visitor,
    /// A new secret for the browser, and whether it is to outlive it.
    renewed: Option<(String, bool)>,
}

/// Lays a [`Visitor`] into the request, and keeps pages made for one person out of every cache.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/static/") || path.starts_with("/health") {
        return next.run(request).await;
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let in_api = path.starts_with("/api/");
    let asked = request.uri().path_and_query().map_or(path.clone(), ToString::to_string);
    let found = match find(&app, request.headers(), request.method(), in_api).await {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let personal = found.visitor.actor.person_id().is_some();
    request.extensions_mut().insert(found.visitor.clone());
    let mut response = next.run(request).await;
    if reads && !in_api {
        response = lead(response, &asked);
    }
    if let Some((secret, stay)) = &found.renewed
        && !response.headers().contains_key(header::SET_COOKIE)
    {
        app.accounts.cookies.enter(&mut response, secret, *stay);
    }
    if personal {
        Cache::Private.apply(response.headers_mut());
        // A page shows who reads it; a version in the API is the row's, and If-Match needs it.
        if !in_api {
            response.headers_mut().remove(header::ETAG);
        }
    }
    response.extensions_mut().insert(found.visitor);
    response
}

/// A page that wants a sign-in, or a stronger one, leads there and from there back.
fn lead(response: Response, asked: &str) -> Response {
    let Some(locale) = asked.get(1..3).and_then(Locale::from_code) else {
        return response;
    };
    let page = match response.extensions().get::<Error>() {
        Some(Error::Unauthenticated) => format!("/{locale}/sign-in?"),
        Some(Error::StepUpRequired { acr, .. }) => format!("/{locale}/sign-in/again?level={acr}&"),
        _ => return response,
    };
    let to = form_urlencoded::Serializer::new(String::new())
        .append_pair("to", asked)
        .finish();
    let mut leading = Redirect::to(&format!("{page}{to}")).into_response();
    Cache::Private.apply(leading.headers_mut());
    leading
}

async fn find(app: &App, headers: &HeaderMap, method: &Method, in_api: bool) -> Result<Found, Error> {
    if in_api && let Some(value) = headers.get(header::AUTHORIZATION) {
        let visitor = by_token(app, value).await?.ok_or(Error::Unauthenticated)?;
        return Ok(Found { visitor, renewed: None });
    }
    // A cookie is sent by whatever page makes the browser send it: in the API it reads and never writes.
    if in_api && !matches!(*method, Method::GET | Method::HEAD) {
        return Ok(Found::default());
    }
    match browser::cookie(headers, app.accounts.cookies.session()) {
        Some(secret) => by_cookie(app, &secret, method, in_api).await,
        None => Ok(Found::default()),
    }
}

async fn by_cookie(app: &App, secret: &str, method: &Method, in_api: bool) -> Result<Found, Error> {
    let (database, clock) = (app.journal.database(), app.journal.clock());
    let now = clock.now();
    let Some((row, person)) = sessions::find(database.reader(), secret).await? else {
        return Ok(Found::default());
    };
    let assurance = assurance(row.level, row.authenticated_at, now);
    let standing = people::standing(database.reader(), &person, assurance, now).await?;
    let staff = !standing.mandates.is_empty() || standing.admin;
    if !sessions::is_alive(&row, staff, now) {
        return Ok(Found::default());
    }
    let renewed = keep(app, &row, *method == Method::GET && !in_api, now).await;
    let actor = Actor::person(person.id, standing);
    Ok(Found {
        visitor: Visitor {
            form_token: Some(app.accounts.keys.form_token(row.id)),
            session: Some(row.id),
            name: Some(name(&person)),
            // The menu of a page asks for it; the API has none.
            introductions: !in_api && app.introductions.any(database, &actor).await?,
            actor,
        },
        renewed: renewed.map(|secret| (secret, row.stay)),
    })
}

/// What the person is called at the top of each page.
fn name(person: &person::Model) -> String {
    if person.name.is_empty() {
        person.mail.clone()
    } else {
        person.name.clone()
    }
}

/// Notes that a session was used and renews its secret where that is due. Reading goes on where writing cannot.
async fn keep(app: &App, row: &session::Model, page: bool, now: i64) -> Option<String> {
    let renew = row.renew && page;
    if !renew && now - row.seen_at < MINUTE {
        return None;
    }
    let clock = app.journal.clock();
    let written: Result<Option<String>, DatabaseError> = app
        .journal
        .database()
        .transaction(now, |tx| async move {
            sessions::seen(&tx, row.id).await?;
            if renew {
                sessions::renew(&tx, clock, row).await
            } else {
                Ok(None)
            }
        })
        .await;
    written.unwrap_or_else(|error| {
        tracing::warn!(%error, "a session could not be noted as used");
        None
    })
}

/// The program behind `Authorization: Bearer pas_pat_…`; none for a token that is not or no longer good.
async fn by_token(app: &App, value: &HeaderValue) -> Result<Option<Visitor>, Error> {
    let Some(text) = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")) else {
        return Ok(None);
    };
    if !text.starts_with(super::TOKEN_PREFIX) || text.len() > 128 {
        return Ok(None);
    }
    let (database, now) = (app.journal.database(), app.journal.clock().now());
    let row = token::Entity::find()
        .filter(token::Column::Hash.eq(secrets::hash(text)))
        .one(database.reader())
        .await
        .map_err(DatabaseError::from)?;
    let Some(row) = row.filter(|row| row.ended_at.is_none() && row.expires_at > now) else {
        return Ok(None);
    };
    let Some(standing) = lent(app, row.person_id, row.level, now).await? else {
        return Ok(None);
    };
    note_use(app, &row, now).await;
    let scopes = TokenScopes::from_code(&row.scopes);
    Ok(Some(Visitor {
        actor: Actor::token(row.id, row.person_id, scopes, standing),
        name: None,
        form_token: None,
        session: None,
        introductions: false,
    }))
}

/// What somebody is by now to whatever they let read or act in their name, as strong as they were when they let it; none for who
/// is gone.
async fn lent(app: &App, person: Uuid, level: i64, now: i64) -> Result<Option<Standing>, DatabaseError> {
    let reader = app.journal.database().reader();
    let found = person::Entity::find_by_id(person).one(reader).await?;
    let Some(person) = found.filter(|person| person.erased_at.is_none()) else {
        return Ok(None);
    };
    let assurance = Assurance {
        fresh: false,
        ..assurance(level, now, now)
    };
    Ok(Some(people::standing(reader, &person, assurance, now).await?))
}

/// Whoever reads a calendar by its private address: its person, who reads and does nothing else. `None`: that is the end of no
/// address, or of one that has ended.
///
/// # Errors
/// When the database refuses.
pub async fn by_calendar(app: &App, token: &str) -> Result<Option<Actor>, DatabaseError> {
    let id = token.split_once('.').and_then(|(id, _)| decode(id));
    let Some(id) = id.filter(|id| secrets::same(&app.accounts.keys.calendar(*id), token)) else {
        return Ok(None);
    };
    let reader = app.journal.database().reader();
    let Some(row) = calendar::Entity::find_by_id(id).one(reader).await? else {
        return Ok(None);
    };
    let scopes = TokenScopes {
        read: true,
        ..TokenScopes::default()
    };
    let standing = lent(app, row.person_id, row.level, app.journal.clock().now()).await?;
    Ok(standing.map(|standing| Actor::token(row.id, row.person_id, scopes, standing)))
}

async fn note_use(app: &App, row: &token::Model, now: i64) {
    if row.used_at.is_some_and(|used| now - used < MINUTE) {
        return;
    }
    let written: Result<(), DatabaseError> = app
        .journal
        .database()
        .transaction(now, |tx| async move {
            token::Entity::update_many()
                .col_expr(token::Column::UsedAt, Expr::value(now))
                .filter(token::Column::Id.eq(row.id))
                .exec(tx.connection())
                .await?;
            Ok(())
        })
        .await;
    if let Err(error) = written {
        tracing::warn!(%error, "a token could not be noted as used");
    }
}

/// What a form of somebody signed in leads to when it succeeded.
pub(super) fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response()
}
