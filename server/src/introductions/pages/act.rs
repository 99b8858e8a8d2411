//! What people send from an introduction's page. Each button is a verb in the address and carries the version that was seen; what
//! was typed comes back where something is wrong with it. No verb skips a step: the machine refuses it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;

use super::show::shown;
use crate::app::App;
use crate::introductions::actions::{self, IntroductionError, Office};
use crate::introductions::model::{IntroductionId, Side};
use crate::introductions::outside::load;
use crate::introductions::rules::Asked;
use crate::platform::id::decode;
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FieldError, FormBody, FromPairs, Lang, Pairs, Result, SignedIn};

/// Every field any of the forms has.
#[derive(Clone, Debug, Default)]
pub(in crate::introductions) struct Filled {
    version: Option<i64>,
    pub(super) body: String,
    pub(super) reason: String,
    pub(super) text: String,
    pub(super) next: String,
    pub(super) on: String,
    side: Option<Side>,
    pub(super) person: String,
    pub(super) subject: String,
    pub(super) message: String,
    pub(super) unnamed: bool,
    looked: bool,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let version = pairs.parsed("version")?;
        let unnamed = pairs.one("unnamed")?.is_some();
        let looked = pairs.one("looked")?.is_some();
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            version,
            unnamed,
            looked,
            body: text("body")?,
            reason: text("reason")?,
            text: text("text")?,
            next: text("next")?,
            on: text("on")?,
            side: Side::from_code(&text("side")?),
            person: text("person")?,
            subject: text("subject")?,
            message: text("message")?,
        })
    }
}

/// What was sent and not taken.
pub(super) struct Rejected {
    pub(super) verb: String,
    pub(super) filled: Filled,
    /// Id of the field and what is wrong with it.
    pub(super) faults: Vec<(String, String)>,
    /// Whether nothing is wrong but that passages may name who asks.
    pub(super) may_identify: bool,
    /// Why it could not be taken though nothing is wrong with it.
    pub(super) reason: Option<String>,
}

impl Rejected {
    /// A file that was not taken.
    pub(super) fn of_file(text: String) -> Self {
        Self {
            verb: "files".to_owned(),
            filled: Filled::default(),
            faults: vec![("file".to_owned(), text)],
            may_identify: false,
            reason: None,
        }
    }

    /// The texts that were typed, for where their form is not shown any more.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let Filled {
            body,
            text,
            next,
            subject,
            message,
            ..
        } = &self.filled;
        [body, text, next, subject, message]
            .into_iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }
}

/// `POST /{lang}/introductions/{id}/{verb}`
pub(in crate::introductions) async fn act(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    // Whoever may not know of it learns nothing from trying.
    load(&app, &signed.actor, id).await?;
    let office = Office::of(&app, &signed.actor);
    let Err(error) = carry_out(office, id, &verb, &filled, lang.t.locale).await else {
        let place = match verb.as_str() {
            "message" => "#messages",
            "note" => "#notes",
            _ => "",
        };
        let to = format!("{}{place}", lang.path(&format!("/introductions/{id}")));
        return Ok(Redirect::to(&to).into_response());
    };
    let status = error.problem().status;
    let (faults, reason) = match error {
        Error::Validation(faults) => (faults, None),
        Error::Conflict(detail) => (Vec::new(), Some(detail.text(lang.t))),
        other => return Err(other),
    };
    let named = |fault: FieldError| (format!("{verb}-{}", fault.field), fault.detail.text(lang.t));
    let rejected = Rejected {
        may_identify: !faults.is_empty() && faults.iter().all(|fault| fault.code == "mayIdentify"),
        faults: faults.into_iter().map(named).collect(),
        reason,
        verb: verb.clone(),
        filled,
    };
    // As it stands now: the other side may have acted meanwhile.
    let view = load(&app, &signed.actor, id).await?;
    shown(&app, &lang, view, Some(rejected), status).await
}

async fn carry_out(office: Office<'_>, id: IntroductionId, verb: &str, filled: &Filled, locale: Locale) -> Result<()> {
    let version = filled.version;
    let why = (filled.reason.as_str(), filled.text.as_str());
    match verb {
        "submit" => actions::submit(office, id, version).await?,
        "screen" => actions::screen(office, id, version).await?,
        "forward" => actions::forward(office, id, version).await?,
        "offer" => actions::offer(office, id, version).await?,
        "accept" => actions::accept(office, id, version).await?,
        "meet" => actions::meet(office, id, version).await?,
        "negotiate" => actions::negotiate(office, id, version).await?,
        "close" => actions::close(office, id, version).await?,
        "refuse" => actions::refuse(office, id, version, why).await?,
        "decline" => actions::decline(office, id, version, why).await?,
        "withdraw" => actions::withdraw(office, id, version, &filled.text).await?,
        "message" => actions::message(office, id, &filled.body, locale).await?,
        "note" => {
            let side = filled.side.ok_or(Error::NotFound)?;
            actions::note(office, id, side, (&filled.body, locale)).await?;
        }
        "name" => {
            let side = filled.side.ok_or(Error::NotFound)?;
            let to = decode(&filled.person).ok_or(IntroductionError::Adviser)?;
            actions::name(office, id, version, (side, to)).await?;
        }
        "plan" => actions::plan(office, id, version, (&filled.next, day(&filled.on)?)).await?,
        "edit" => {
            let said = Asked {
                subject: filled.subject.clone(),
                message: filled.message.clone(),
                unnamed: filled.unnamed,
                looked: filled.looked,
            };
            actions::edit(office, id, version, &said).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(())
}

/// A day as a date field sends it.
fn day(text: &str) -> Result<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    let fault = |_| FieldError::new("on", "day", Detail::new("introduction-fault-day"));
    day.map(Some).map_err(|error| Error::Validation(vec![fault(error)]))
}
