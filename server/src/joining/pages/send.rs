//! The last step: what is missing, what the chamber will have to check by other means, and the button.

use std::borrow::Cow;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::{Chambers, Frame};
use super::{Reader, own};
use crate::app::App;
use crate::joining::actions::{JoinError, Sending, submit};
use crate::joining::model::{Check, DraftId, Step};
use crate::joining::outside::detail;
use crate::joining::queries::Draft;
use crate::joining::rules::{Fault, check_all};
use crate::platform::access::Actor;
use crate::platform::web::{Cache, Lang, Layout, Result, page};

/// What kept the draft from being sent.
pub(super) enum Kept {
    Unready(Vec<(Step, Fault)>),
    Stale,
    Taken,
}

/// Something that has to be said before.
struct Missing {
    /// Where it is asked.
    href: String,
    step: String,
    /// The question, where it has one of its own.
    asked: Option<Cow<'static, str>>,
    /// What is wrong with the answer.
    text: String,
}

#[derive(Template)]
#[template(path = "joining/pages/send.html")]
struct SendPage<'a> {
    layout: Layout,
    frame: Frame,
    draft: &'a Draft,
    /// What is missing.
    missing: Vec<Missing>,
    /// Checks the chamber has to make by other means.
    checks: Vec<String>,
    taken: bool,
}

pub(super) async fn show(app: &App, lang: &Lang, draft: &Draft, kept: Option<Kept>) -> Result<Response> {
    let reader = Reader::of(app, lang);
    let chambers = Chambers::around(app, draft).await?;
    let mut frame = Frame::new(draft, Step::Send, &chambers, reader);
    let (mut status, mut taken) = (StatusCode::OK, false);
    let mut faults = check_all(&draft.dossier, reader.among(&chambers.here));
    match kept {
        Some(Kept::Unready(found)) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            faults = found;
        }
        Some(Kept::Stale) => {
            status = StatusCode::CONFLICT;
            frame.stale = true;
        }
        Some(Kept::Taken) => {
            status = StatusCode::CONFLICT;
            taken = true;
        }
        None => {}
    }
    let told = |(step, fault): &(Step, Fault)| Missing {
        href: format!("{}#{}", frame.at(step), fault.field),
        step: lang.t.term("join-step", step.code()).into_owned(),
        asked: lang.t.find(&format!("join-label-{}", fault.field.replace('_', "-"))),
        text: detail(&fault.why).text(lang.t),
    };
    let shown = SendPage {
        layout: lang.layout(lang.t.term("join-step", "send")).hidden(),
        missing: faults.iter().map(told).collect(),
        checks: checks(draft, lang),
        frame,
        draft,
        taken,
    };
    page(&shown, status, Cache::Private)
}

/// What can be said before it is sent; what only the registers know is found when it is.
fn checks(draft: &Draft, lang: &Lang) -> Vec<String> {
    let dossier = &draft.dossier;
    let all = [
        (Check::NotYetFounded, !dossier.founded),
        (Check::NumberMissing, dossier.founded && dossier.number.is_none()),
        (
            Check::RegisterNotAtHand,
            dossier.founded && dossier.number.is_some() && dossier.organisation.is_none(),
        ),
        (
            Check::DocumentMissing,
            dossier.number.is_none() && draft.documents.is_empty(),
        ),
    ];
    let open = all.into_iter().filter(|(_, open)| *open);
    open.map(|(check, _)| lang.t.term("join-check", check.code()).into_owned())
        .collect()
}

pub(super) async fn send(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    id: DraftId,
    version: i64,
    go: Option<&str>,
) -> Result<Response> {
    let sending = Sending {
        version,
        language: lang.locale(),
        dispute: go == Some("dispute"),
    };
    let kept = match submit(&app.journal, actor, &app.web.region, id, sending).await {
        Ok(_) => return Ok(Redirect::to(&lang.path(&format!("/joining/{id}"))).into_response()),
        Err(JoinError::Unready(faults)) => Kept::Unready(faults),
        Err(JoinError::Stale) => Kept::Stale,
        Err(JoinError::Taken) => Kept::Taken,
        Err(error) => return Err(error.into()),
    };
    let draft = own(app, actor, &id.to_string()).await?;
    show(app, lang, &draft, Some(kept)).await
}
