//! An invitation, for whoever reads the mail of the address it went to.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::registered;
use super::role_name;
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::joining::actions::{self, JoinError};
use crate::joining::model::InvitationId;
use crate::joining::queries;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

#[derive(Template)]
#[template(path = "joining/pages/within/invitation.html")]
struct InvitationPage {
    layout: Layout,
    lead: String,
    what: String,
    action: String,
    open: bool,
}

/// `GET /{lang}/invitations/{id}`
pub(in crate::joining) async fn show(
    State(app): State<App>,
    lang: Lang,
    SignedIn { person, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id: InvitationId = id.parse().map_err(|_| Error::NotFound)?;
    let (database, now) = (app.journal.database(), app.journal.clock().now());
    let own = accounts::find(database.reader(), PersonId(person))
        .await?
        .ok_or(Error::NotFound)?;
    let found = queries::invitation(database, (id, &own.mail), now).await?;
    let found = found.ok_or(Error::NotFound)?;
    let organisation = registered(&app, Some(found.organisation)).await?;
    let by = accounts::find(database.reader(), found.by).await?;
    let (name, by) = (
        organisation.as_ref().map(|one| one.name.clone()).unwrap_or_default(),
        by.map(|person| person.name).unwrap_or_default(),
    );
    let role = role_name(lang.t, found.role);
    let named = [
        ("name", name.as_str().into()),
        ("by", by.as_str().into()),
        ("role", role.as_str().into()),
    ];
    let shown = InvitationPage {
        layout: lang.layout(lang.t.get("invitation-title")).hidden(),
        lead: lang.t.with("members-letter-text", &named).into_owned(),
        what: lang.t.term("role-what", found.role.code()).into_owned(),
        action: lang.path(&format!("/invitations/{id}")),
        open: found.open && organisation.is_some(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// What the page sends.
pub(in crate::joining) struct Answer {
    declines: bool,
}

impl FromPairs for Answer {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            declines: pairs.one("answer")?.as_deref() == Some("decline"),
        })
    }
}

/// `POST /{lang}/invitations/{id}`
pub(in crate::joining) async fn answer(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(answer): FormBody<Answer>,
) -> Result<Response> {
    let id: InvitationId = id.parse().map_err(|_| Error::NotFound)?;
    let to = match actions::answer_invitation(&app.journal, &actor, id, !answer.declines).await {
        Ok(organisation) if !answer.declines => format!("/own/{organisation}"),
        Ok(_) => "/joining".to_owned(),
        // The page says that it is no longer good.
        Err(JoinError::Spent) => format!("/invitations/{id}"),
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&lang.path(&to)).into_response())
}
