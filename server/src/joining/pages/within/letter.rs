//! The printed letter with a code: an adviser chooses its language, prints it once, and posts it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::registered;
use super::owned;
use crate::app::App;
use crate::joining::actions;
use crate::joining::model::LETTER_LIFE;
use crate::joining::rules::known_seat;
use crate::organisations::model::OrganisationId;
use crate::organisations::path;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, decide};
use crate::platform::texts::{Locale, T};
use crate::platform::web::{
    Cache, Detail, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// What is printed.
struct Sheet {
    t: T,
    chamber: String,
    city: String,
    date: String,
    until: String,
    code: String,
    link: String,
}

#[derive(Template)]
#[template(path = "joining/pages/within/letter.html")]
struct LetterPage {
    layout: Layout,
    name: String,
    back: String,
    action: String,
    address: Vec<String>,
    language: Locale,
    /// Letters before: when, until when, whether good.
    before: Vec<(String, bool)>,
    sheet: Option<Sheet>,
}

impl LetterPage {
    fn languages(&self) -> [Locale; 3] {
        Locale::ALL
    }

    fn is_in(&self, locale: &Locale) -> bool {
        self.language == *locale
    }
}

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::joining) struct Typed {
    language: Option<Locale>,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let code = pairs.one("language")?;
        Ok(Self {
            language: code.as_deref().and_then(Locale::from_code),
        })
    }
}

/// The organisation, for an adviser of its chamber.
async fn opened(app: &App, actor: &Actor, id: &str) -> Result<Box<Organisation>> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let organisation = registered(app, Some(id)).await?.ok_or(Error::NotFound)?;
    drop(decide(actor, Action::ListOrganisation, &owned(&organisation))?);
    Ok(organisation)
}

/// As the post wants it: the name, then the seat as the best register has it.
fn address(app: &App, organisation: &Organisation, language: Locale) -> Vec<String> {
    let Some(seat) = known_seat(organisation).filter(|seat| !seat.municipality.is_empty()) else {
        return Vec::new();
    };
    let town = format!("{} {}", seat.postal_code, seat.municipality);
    let country = app.web.region.country_name(&seat.country, language).to_uppercase();
    let lines = [organisation.name.clone(), seat.street, town.trim().to_owned(), country];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The first language the organisation works in, else the first of its chamber.
fn language_of(app: &App, organisation: &Organisation) -> Locale {
    let chamber = organisation.home_chamber.as_deref();
    let chamber = chamber.and_then(|code| app.web.region.chamber(code));
    let of_chamber = chamber.into_iter().flat_map(|chamber| &chamber.languages);
    let mut all = organisation.languages.iter().chain(of_chamber);
    all.find_map(|code| Locale::from_code(code)).unwrap_or(Locale::Fr)
}

async fn build(app: &App, lang: &Lang, organisation: &Organisation, language: Option<Locale>) -> Result<LetterPage> {
    let language = language.unwrap_or_else(|| language_of(app, organisation));
    let before = actions::printed(&app.journal, organisation).await?;
    let zone = app.web.region.zone;
    let told = |(at, until, good): (i64, i64, bool)| {
        let (at, until) = (lang.t.date_long(zone.day(at)), lang.t.date_long(zone.day(until)));
        let dates = [("date", at.as_str().into()), ("until", until.as_str().into())];
        (lang.t.with("letter-before-one", &dates).into_owned(), good)
    };
    Ok(LetterPage {
        layout: lang.layout(lang.t.get("letter-title")).hidden(),
        name: organisation.name.clone(),
        back: lang.path(&path(organisation.id, &organisation.name)),
        action: lang.path(&format!("/own/{}/letter", organisation.id)),
        address: address(app, organisation, language),
        language,
        before: before.into_iter().map(told).collect(),
        sheet: None,
    })
}

/// `GET /{lang}/own/{id}/letter`
pub(in crate::joining) async fn show(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = opened(&app, &actor, &id).await?;
    let shown = build(&app, &lang, &organisation, None).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/own/{id}/letter`: the page to print. Its code is shown this once.
pub(in crate::joining) async fn print(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let organisation = opened(&app, &actor, &id).await?;
    let mut shown = build(&app, &lang, &organisation, typed.language).await?;
    if shown.address.is_empty() {
        return Err(Error::Conflict(Detail::new("letter-no-address")));
    }
    let secret = &app.web.identity.secret;
    let code = actions::print(&app.journal, &actor, secret, &organisation).await?;
    let t = T::new(shown.language);
    let chamber = organisation.home_chamber.as_deref();
    let chamber = chamber.and_then(|code| app.web.region.chamber(code));
    let now = app.journal.clock().now();
    let path = format!("/{}/organisations/{}/claim", t.locale, organisation.id);
    shown.sheet = Some(Sheet {
        chamber: chamber.map_or(String::new(), |one| one.name.get(t.locale).to_owned()),
        city: chamber.map_or(String::new(), |one| one.city.get(t.locale).to_owned()),
        date: t.date_long(app.web.region.zone.day(now)),
        until: t.date_long(app.web.region.zone.day(now + LETTER_LIFE)),
        code,
        link: app.web.absolute(&path),
        t,
    });
    page(&shown, StatusCode::OK, Cache::Private)
}
