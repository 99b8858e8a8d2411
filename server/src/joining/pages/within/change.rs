//! A protected change: name, number, kind or home chamber, with what the register says beside; its chamber decides.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identifiers::{Scheme, bridges, parse};

use super::super::Reader;
use super::super::frame::source;
use super::{Inside, again_path, open, owned};
use crate::app::App;
use crate::cases::Kind as CaseKind;
use crate::cases::queries::open_about;
use crate::chambers::{Operating, deciding};
use crate::joining::actions::{self, Asking, JoinError};
use crate::joining::rules::{Fault, Here, TypedChange, Why, known_seat, read_change};
use crate::organisations::actions::Change;
use crate::organisations::model::{Class, Kind};
use crate::organisations::queries::{Organisation, find_by_numbers};
use crate::platform::access::{Action, Actor, Refusal, decide, scope};
use crate::platform::web::{Cache, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::joining) struct Typed(TypedChange);

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self(TypedChange {
            name: text("name")?,
            number: text("number")?,
            kind: text("kind")?,
            chamber: text("chamber")?,
            reason: text("reason")?,
        }))
    }
}

#[derive(Template)]
#[template(path = "joining/pages/within/change.html")]
struct ChangePage<'a> {
    layout: Layout,
    inside: Inside,
    /// What a register says: name of the field, value, register and date.
    known: Vec<(String, String, String)>,
    typed: TypedChange,
    /// Those that operate here, and the one it has.
    chambers: Vec<(&'a str, &'a str)>,
    faults: Vec<(String, String)>,
    /// The case that is open already.
    waiting: Option<String>,
    /// Where one confirms who one is in another window, what was typed staying here.
    meanwhile: Option<String>,
}

impl ChangePage<'_> {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    fn kinds(&self) -> &'static [Kind] {
        Kind::ALL
    }

    fn is_kind(&self, kind: &Kind) -> bool {
        self.typed.kind == kind.code()
    }

    fn is_chamber(&self, code: &str) -> bool {
        self.typed.chamber == code
    }
}

/// What it is now.
fn now(organisation: &Organisation, reader: Reader<'_>) -> TypedChange {
    let number = crate::joining::rules::prefill(organisation).number;
    let number = number.map(|number| reader.number(&number.scheme, &number.value).replace('\u{a0}', " "));
    TypedChange {
        name: organisation.name.clone(),
        number: number.unwrap_or_default(),
        kind: organisation.kind.map_or("", Kind::code).to_owned(),
        chamber: organisation.home_chamber.clone().unwrap_or_default(),
        reason: String::new(),
    }
}

fn known(organisation: &Organisation, reader: Reader<'_>) -> Vec<(String, String, String)> {
    let from = |register: &str| source(organisation, register, reader).unwrap_or_default();
    let names = organisation.values.iter();
    let names = names.filter(|value| value.field == "name" && value.class == Class::Register);
    let label = |code| reader.t.term("field", code).into_owned();
    let mut lines: Vec<_> = names
        .map(|value| (label("name"), value.value.clone(), from(&value.source)))
        .collect();
    let numbers = organisation.identifiers.iter();
    let numbers = numbers.filter(|(.., register)| organisation.records.iter().any(|(code, ..)| code == register));
    lines.extend(
        numbers.map(|(scheme, value, register)| (reader.scheme(scheme), reader.number(scheme, value), from(register))),
    );
    let place = organisation.places.iter().find(|place| place.role == "seat");
    if let Some((place, seat)) = place.zip(known_seat(organisation)) {
        lines.push((label("seat"), seat.on_one_line(), from(&place.register)));
    }
    lines
}

async fn build<'a>(
    app: &'a App,
    lang: &Lang,
    organisation: &Organisation,
    here: &[Operating],
    typed: Option<TypedChange>,
) -> Result<ChangePage<'a>> {
    let reader = Reader::of(app, lang);
    let kinds = [CaseKind::ProtectedChange];
    let db = app.journal.database().reader();
    let waiting = open_about(db, organisation.id, None, &kinds).await?;
    let offered = |code: &str| {
        let home = organisation.home_chamber.as_deref() == Some(code);
        home || here.iter().any(|one| one.code == code)
    };
    let chambers = app.web.region.chambers.iter();
    Ok(ChangePage {
        layout: lang.layout(lang.t.get("own-change")).hidden(),
        inside: Inside::of(organisation, lang, "change"),
        known: known(organisation, reader),
        typed: typed.unwrap_or_else(|| now(organisation, reader)),
        chambers: chambers
            .filter(|chamber| offered(&chamber.code))
            .map(|chamber| (chamber.code.as_str(), chamber.name.get(lang.locale())))
            .collect(),
        faults: Vec::new(),
        waiting: waiting.map(|case| lang.path(&format!("/cases/{case}"))),
        meanwhile: None,
    })
}

/// `GET /{lang}/own/{id}/change`: asked before anything is typed whether one may, and is signed in strongly enough.
pub(in crate::joining) async fn form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    drop(decide(&actor, Action::ManageMembers, &owned(&organisation))?);
    let here = deciding(app.journal.database().reader(), &app.web.region).await?;
    let shown = build(&app, &lang, &organisation, &here, None).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// A number another organisation has is not asked for.
async fn is_free(app: &App, organisation: &Organisation, change: &Change) -> Result<bool> {
    let Some(number) = &change.number else { return Ok(true) };
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    // The same company may be known by a number that follows from this one.
    let read = number.scheme.parse::<Scheme>().ok();
    let read = read.and_then(|scheme| parse(scheme, &number.value).ok());
    let all: Vec<_> = read.iter().cloned().chain(read.iter().flat_map(bridges)).collect();
    let pairs: Vec<(&str, &str)> = all.iter().map(|id| (id.scheme().code(), id.canonical())).collect();
    let found = find_by_numbers(&scope, app.journal.database().reader(), &pairs).await?;
    Ok(found.into_iter().all(|id| id == organisation.id))
}

/// `POST /{lang}/own/{id}/change`
pub(in crate::joining) async fn ask(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(Typed(typed)): FormBody<Typed>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let region = &app.web.region;
    let chambers = &deciding(app.journal.database().reader(), region).await?;
    let here = Here { region, chambers };
    let asked = match decide(&actor, Action::ManageMembers, &owned(&organisation)) {
        Err(refusal) => Err(refusal.into()),
        Ok(_grant) => read_change(&typed, &organisation, here).map_err(JoinError::Faults),
    };
    let asked = match asked {
        Ok(change) if !is_free(&app, &organisation, &change).await? => Err(JoinError::Faults(vec![Fault {
            field: "number".to_owned(),
            why: Why::NumberTaken,
        }])),
        other => other,
    };
    let done = match asked {
        Err(error) => Err(error),
        Ok(change) => {
            let asking = Asking {
                number: change.number.as_ref().map(|_| typed.number.trim().to_owned()),
                reason: typed.reason.trim().to_owned(),
                language: lang.locale(),
                change,
            };
            actions::ask_change(&app.journal, &actor, region, &organisation, &asking).await
        }
    };
    let mut shown = build(&app, &lang, &organisation, chambers, Some(typed)).await?;
    let status = match done {
        Ok(case) => return Ok(Redirect::to(&lang.path(&format!("/cases/{case}"))).into_response()),
        Err(JoinError::Faults(faults)) => {
            let told = |fault: &Fault| {
                let text = crate::joining::outside::detail(&fault.why).text(lang.t);
                (fault.field.clone(), text)
            };
            shown.faults = faults.iter().map(told).collect();
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(JoinError::Waiting(_)) => StatusCode::CONFLICT,
        Err(JoinError::Refused(Refusal::StepUp(level))) => {
            let back = format!("{}/change", shown.inside.base);
            shown.meanwhile = Some(again_path(&lang, level, &back));
            StatusCode::FORBIDDEN
        }
        Err(error) => return Err(error.into()),
    };
    page(&shown, status, Cache::Private)
}
