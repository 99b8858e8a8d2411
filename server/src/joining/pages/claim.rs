//! "This organisation is mine": by a link to its own domain, or before its chamber.

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::registered;
use crate::app::App;
use crate::attachments::file_detail;
use crate::joining::actions::{self, JoinError, Paper, Reason};
use crate::joining::model::DOCUMENTS_A_CLAIM;
use crate::joining::outside::detail;
use crate::joining::rules::{address_at, domains};
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::path;
use crate::organisations::queries::Organisation;
use crate::platform::access::Actor;
use crate::platform::files::{FILE_LIMIT, Incoming, receive};
use crate::platform::mail::Letter;
use crate::platform::web::{
    Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, Visitor, page,
};

/// Longest and shortest reason before a chamber, in characters.
const REASON: std::ops::RangeInclusive<usize> = 10..=2000;

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::joining) struct ClaimForm {
    way: String,
    mail: String,
    reason: String,
    code: String,
}

impl FromPairs for ClaimForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            way: text("way")?,
            mail: text("mail")?,
            reason: text("reason")?,
            code: text("code")?,
        })
    }
}

#[derive(Template)]
#[template(path = "joining/pages/claim.html")]
struct ClaimPage<'a> {
    layout: Layout,
    organisation: &'a Organisation,
    back: String,
    domains: Vec<String>,
    form: ClaimForm,
    fault: Option<(&'static str, String)>,
    sent: bool,
    /// Set where a link was followed: the address of its button.
    follow: Option<String>,
}

impl ClaimPage<'_> {
    fn wrong(&self, field: &str) -> Option<&str> {
        let found = self.fault.as_ref().filter(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }

    /// Whether the code of a letter opens it.
    fn by_letter(&self) -> bool {
        self.organisation.standing == Standing::Listed
    }

    fn megabytes(&self) -> usize {
        FILE_LIMIT / 1024 / 1024
    }

    fn disputed(&self) -> bool {
        matches!(self.organisation.standing, Standing::Member | Standing::Suspended)
    }
}

async fn open(app: &App, id: &str) -> Result<Box<Organisation>> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    registered(app, Some(id)).await?.ok_or(Error::NotFound)
}

fn known_domains(organisation: &Organisation) -> Vec<String> {
    let values = organisation
        .values
        .iter()
        .filter(|value| matches!(value.field, "website" | "email"));
    domains(values.map(|value| value.value.as_str()))
}

fn shown<'a>(lang: &Lang, organisation: &'a Organisation, form: ClaimForm) -> ClaimPage<'a> {
    let can_mail = organisation.standing == Standing::Listed;
    ClaimPage {
        layout: lang.layout(lang.t.get("claim-title")).hidden().current("organisations"),
        back: lang.path(&path(organisation.id, &organisation.name)),
        domains: if can_mail {
            known_domains(organisation)
        } else {
            Vec::new()
        },
        organisation,
        form,
        fault: None,
        sent: false,
        follow: None,
    }
}

/// `GET /{lang}/organisations/{id}/claim`
pub(in crate::joining) async fn claim(
    State(app): State<App>,
    lang: Lang,
    _: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &id).await?;
    page(
        &shown(&lang, &organisation, ClaimForm::default()),
        StatusCode::OK,
        Cache::Private,
    )
}

/// `POST /{lang}/organisations/{id}/claim`
pub(in crate::joining) async fn ask_claim(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(form): FormBody<ClaimForm>,
) -> Result<Response> {
    let organisation = open(&app, &id).await?;
    let mut answer = shown(&lang, &organisation, form);
    if answer.form.way == "mail" {
        let Some(address) = address_at(&answer.form.mail, &answer.domains) else {
            answer.fault = Some(("mail", lang.t.get("claim-mail-elsewhere").into_owned()));
            return page(&answer, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private);
        };
        let write = |token: &str| letter(&app, &lang, &organisation, &address, token);
        actions::claim_by_mail(&app.journal, &actor, &organisation, &write).await?;
        answer.sent = true;
        return page(&answer, StatusCode::OK, Cache::Private);
    }
    if answer.form.way == "letter" {
        let (secret, typed) = (&*app.web.identity.secret, answer.form.code.as_str());
        let done = actions::type_code(&app.journal, &actor, &app.web.region, &organisation, (secret, typed)).await;
        return match done {
            Ok(()) => Ok(Redirect::to(&lang.path(&format!("/own/{}", organisation.id))).into_response()),
            Err(JoinError::Faults(faults)) => {
                let text = faults.first().map(|fault| detail(&fault.why).text(lang.t));
                answer.fault = Some(("code", text.unwrap_or_default()));
                page(&answer, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private)
            }
            Err(error) => Err(error.into()),
        };
    }
    before_chamber(&app, &lang, &actor, answer, Vec::new()).await
}

/// Keeps the papers and asks the chamber; or shows the form again with what was typed.
async fn before_chamber(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    mut answer: ClaimPage<'_>,
    files: Vec<Incoming>,
) -> Result<Response> {
    let reason = answer.form.reason.trim().to_owned();
    if !REASON.contains(&reason.chars().count()) {
        answer.fault = Some(("reason", lang.t.get("claim-reason-length").into_owned()));
        return page(&answer, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private);
    }
    if files.len() > DOCUMENTS_A_CLAIM {
        let limit = [("limit", DOCUMENTS_A_CLAIM.into())];
        answer.fault = Some(("file", lang.t.with("join-too-many", &limit).into_owned()));
        return page(&answer, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private);
    }
    let mut checked = Vec::new();
    for file in files {
        let name = file.name.clone();
        match file.check().await? {
            Ok(good) => checked.push((name, good)),
            Err(fault) => {
                answer.fault = Some(("file", file_detail(&name, fault).text(lang.t)));
                return page(&answer, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private);
            }
        }
    }
    // Bytes are kept first and named by a row then, as with a draft's.
    let mut papers = Vec::new();
    for (name, (kind, bytes)) in checked {
        let size = bytes.len();
        let sha256 = app.files.keep(bytes).await.map_err(JoinError::Files)?;
        papers.push(Paper {
            name,
            kind,
            size,
            sha256,
        });
    }
    let said = Reason {
        text: &reason,
        language: lang.locale(),
        papers: &papers,
    };
    let organisation = answer.organisation;
    let case = actions::claim_before_chamber(&app.journal, actor, &app.web.region, organisation, said).await?;
    Ok(Redirect::to(&lang.path(&format!("/cases/{case}"))).into_response())
}

/// `POST /{lang}/organisations/{id}/claim/chamber`: with papers.
pub(in crate::joining) async fn ask_chamber(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Result<Response> {
    let organisation = open(&app, &id).await?;
    let received = receive(request).await?;
    visitor.check_form(received.field("_csrf"))?;
    let form = ClaimForm {
        way: "chamber".to_owned(),
        reason: received.field("reason").unwrap_or_default().to_owned(),
        ..ClaimForm::default()
    };
    let answer = shown(&lang, &organisation, form);
    before_chamber(&app, &lang, &actor, answer, received.files).await
}

fn letter(app: &App, lang: &Lang, organisation: &Organisation, address: &str, token: &str) -> Letter {
    let t = lang.t;
    let named = [("name", organisation.name.as_str().into())];
    let link = lang.path(&format!("/organisations/{}/claim/{token}", organisation.id));
    Letter {
        to: address.to_owned(),
        recipient: None,
        language: lang.locale(),
        kind: "claim",
        subject: t.with("claim-letter-subject", &named).into_owned(),
        paragraphs: vec![t.with("claim-letter-text", &named).into_owned()],
        button: Some((t.get("claim-letter-button").into_owned(), app.web.absolute(&link))),
        foot: vec![t.get("claim-letter-foot").into_owned()],
        entry: None,
        about: Some(format!("organisation:{}", organisation.id)),
        not_before: app.journal.clock().now(),
    }
}

/// `GET /{lang}/organisations/{id}/claim/{token}`: programs that look into mail must not use it up.
pub(in crate::joining) async fn claim_link(
    State(app): State<App>,
    lang: Lang,
    _: SignedIn,
    Path((_, id, token)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &id).await?;
    let mut answer = shown(&lang, &organisation, ClaimForm::default());
    answer.follow = Some(lang.path(&format!("/organisations/{}/claim/{token}", organisation.id)));
    page(&answer, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/organisations/{id}/claim/{token}`
pub(in crate::joining) async fn follow_claim(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, token)): Path<(String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let organisation = open(&app, &id).await?;
    match actions::follow_claim(&app.journal, &actor, &app.web.region, &organisation, &token).await {
        Ok(()) => Ok(Redirect::to(&lang.path(&path(organisation.id, &organisation.name))).into_response()),
        Err(JoinError::Spent) => Err(Error::Conflict(crate::platform::web::Detail::new("join-spent"))),
        Err(error) => Err(error.into()),
    }
}
