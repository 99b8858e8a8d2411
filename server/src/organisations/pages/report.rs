//! "Something is wrong here": the form, what was typed with what is wrong in it, and the receipt.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::app::App;
use crate::organisations::actions::{self, Received, ReportError, Sent};
use crate::organisations::model::{OrganisationId, ReportForm, ReportId, ReportSubject};
use crate::organisations::outside::{Opened, open, path};
use crate::organisations::queries::{Organisation, find_receipt};
use crate::platform::access::Actor;
use crate::platform::web::{
    Cache, Detail, Error, FieldError, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, Sender, page,
};

/// What the form sends.
pub(in crate::organisations) struct Filled {
    report: ReportForm,
    /// Made with the form: sent twice, it is kept once.
    key: Option<Uuid>,
    /// A field no person sees.
    trap: Option<String>,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            report: ReportForm {
                subject: text("subject")?,
                place: text("place")?,
                reason: text("reason")?,
                mail: text("mail")?,
            },
            key: pairs.parsed("key")?,
            trap: pairs.one("homepage")?,
        })
    }
}

#[derive(Template)]
#[template(path = "organisations/pages/report.html")]
struct ReportPage<'a> {
    layout: Layout,
    organisation: &'a Organisation,
    back: String,
    report: &'a ReportForm,
    key: Uuid,
    /// Field and what is wrong with it, in the order of the form.
    faults: Vec<(String, String)>,
    /// Why it cannot be taken now, though nothing is wrong with it: title and text.
    wait: Option<(String, String)>,
}

impl ReportPage<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    fn subjects(&self) -> &'static [ReportSubject] {
        ReportSubject::ALL
    }
}

#[derive(Template)]
#[template(path = "organisations/pages/receipt.html")]
struct ReceiptPage<'a> {
    layout: Layout,
    organisation: &'a Organisation,
    back: String,
    reference: ReportId,
    date: String,
}

/// `GET /{lang}/organisations/{id}/report`
pub(in crate::organisations) async fn report_form(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = match opened(&app, &lang, &id).await? {
        Ok(organisation) => organisation,
        Err(moved) => return Ok(moved),
    };
    let empty = ReportForm::default();
    form(&app, &lang, &organisation, (&empty, None), None)
}

/// `POST /{lang}/organisations/{id}/report`
pub(in crate::organisations) async fn send_report(
    State(app): State<App>,
    lang: Lang,
    Path((_, id)): Path<(String, String)>,
    sender: Sender,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let about: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    match keep(&app, &lang, about, &filled, &sender).await {
        Ok(received) => {
            let to = format!("/organisations/{about}/report/{}", received.id);
            Ok(Redirect::to(&lang.path(&to)).into_response())
        }
        Err(refused) => match opened(&app, &lang, &id).await? {
            Ok(organisation) => form(&app, &lang, &organisation, (&filled.report, filled.key), Some(refused)),
            Err(moved) => Ok(moved),
        },
    }
}

/// `GET /{lang}/organisations/{id}/report/{reference}`
pub(in crate::organisations) async fn receipt(
    State(app): State<App>,
    lang: Lang,
    Path((_, id, reference)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = match opened(&app, &lang, &id).await? {
        Ok(organisation) => organisation,
        Err(moved) => return Ok(moved),
    };
    let reference: ReportId = reference.parse().map_err(|_| Error::NotFound)?;
    let at = find_receipt(app.journal.database(), &organisation, reference).await?;
    let shown = ReceiptPage {
        layout: lang
            .layout(lang.t.get("receipt-title"))
            .hidden()
            .current("organisations"),
        back: lang.path(&path(organisation.id, &organisation.name)),
        organisation: &organisation,
        reference,
        date: lang.t.date_long(lang.web.region.zone.day(at.ok_or(Error::NotFound)?)),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// The organisation a form is about; in `Err` the way to the one that took it over.
async fn opened(app: &App, lang: &Lang, id: &str) -> Result<std::result::Result<Box<Organisation>, Response>> {
    Ok(match open(app, id).await? {
        Opened::Here(organisation) => Ok(organisation),
        Opened::Moved(root) => {
            let to = lang.path(&format!("/organisations/{root}/report"));
            Err(Redirect::to(&to).into_response())
        }
    })
}

/// Keeps a good report. One whose trap field is filled was not typed by a person.
async fn keep(app: &App, lang: &Lang, id: OrganisationId, filled: &Filled, sender: &Sender) -> Result<Received> {
    if filled.trap.is_some() {
        let fault = FieldError::new("send", "notEmpty", Detail::new("report-trap-filled"));
        return Err(Error::Validation(vec![fault]));
    }
    let key = filled.key.map(|key| key.to_string());
    let count = || sender.count();
    let sent = Sent {
        channel: "page",
        language: lang.locale().code(),
        key: key.as_deref(),
        count: &count,
    };
    let guest = Actor::guest();
    match actions::report(&app.journal, &guest, id, &filled.report, sent).await {
        // Back in the browser, changed and sent again: another report.
        Err(ReportError::KeyReused) => {
            let anew = Sent { key: None, ..sent };
            Ok(actions::report(&app.journal, &guest, id, &filled.report, anew).await?)
        }
        other => Ok(other?),
    }
}

/// The form as it was typed, with its key: nothing was kept under it, or this very report. What is wrong in it is named,
/// and so is what has to be waited for; all else is the error it is.
fn form(
    app: &App,
    lang: &Lang,
    organisation: &Organisation,
    (report, key): (&ReportForm, Option<Uuid>),
    refused: Option<Error>,
) -> Result<Response> {
    let title = lang.t.get("report-title");
    let mut shown = ReportPage {
        layout: lang.layout(title).hidden().current("organisations"),
        back: lang.path(&path(organisation.id, &organisation.name)),
        organisation,
        report,
        key: key.unwrap_or_else(|| app.journal.clock().id()),
        faults: Vec::new(),
        wait: None,
    };
    let Some(refused) = refused else {
        return page(&shown, StatusCode::OK, Cache::Private);
    };
    match &refused {
        Error::Validation(fields) => {
            let text = |field: &FieldError| (field.field.clone(), field.detail.text(lang.t));
            shown.faults = fields.iter().map(text).collect();
        }
        Error::TooManyRequests(_) => shown.wait = Some(wait(lang, &refused, "report-flood")),
        Error::Unavailable(..) => shown.wait = Some(wait(lang, &refused, "report-not-kept")),
        _ => return Err(refused),
    }
    let mut response = page(&shown, refused.problem().status, Cache::Private)?;
    let told = refused.clone().into_response();
    response.headers_mut().extend(told.headers().clone());
    // The page tells the reader; the cause is for the log.
    response.extensions_mut().insert(refused);
    Ok(response)
}

/// Title and text of what has to be waited for.
fn wait(lang: &Lang, refused: &Error, text: &'static str) -> (String, String) {
    let title = lang.t.term("problem", &format!("{}-title", refused.problem().slug()));
    let told = refused.detail().map(|detail| detail.text(lang.t)).unwrap_or_default();
    (title.into_owned(), format!("{} {told}", lang.t.get(text)))
}
