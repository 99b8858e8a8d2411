//! The letter to a target nobody of which is here: the chamber prints it or copies it into a mail, and answers for the target.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::words;
use crate::app::App;
use crate::introductions::model::{Party, Turn};
use crate::introductions::queries::find;
use crate::organisations::queries::briefs;
use crate::platform::access::{Action, scope};
use crate::platform::texts::{Locale, T};
use crate::platform::web::{Cache, Error, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// In which language.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::introductions) struct View(Option<Locale>);

impl FromPairs for View {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let code = pairs.one("language")?;
        Ok(Self(code.as_deref().and_then(Locale::from_code)))
    }
}

#[derive(Template)]
#[template(path = "introductions/pages/letter.html")]
struct LetterPage {
    layout: Layout,
    back: String,
    subject: String,
    message: String,
    message_language: Locale,
    name: String,
    who: String,
    chamber: String,
    city: String,
    date: String,
    until: String,
    adviser: String,
    link: String,
    /// Of the letter.
    of: T,
    languages: Vec<(String, Locale)>,
}

/// `GET /{lang}/introductions/{id}/letter`
pub(in crate::introductions) async fn letter(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    Params(View(language)): Params<View>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&actor, Action::AdviseIntroduction);
    let (database, now) = (app.journal.database(), app.journal.clock().now());
    let found = find(&scope, database, &lang.web.region, (&actor, now), id).await?;
    let found = found.filter(|one| one.turn == Turn::Contact && one.readers.contains(&Party::TargetChamber));
    let shown = found.ok_or(Error::NotFound)?;
    let (target, name) = shown.target.named.clone().ok_or(Error::NotFound)?;
    let brief = briefs(database.reader(), &[target.0]).await?.into_iter().next();
    let region = &lang.web.region;
    let chamber = shown.target.chamber.as_deref().and_then(|code| region.chamber(code));
    let works_in = brief.into_iter().flat_map(|brief| brief.languages);
    let of_chamber = chamber.into_iter().flat_map(|chamber| chamber.languages.clone());
    let usual = works_in.chain(of_chamber).find_map(|code| Locale::from_code(&code));
    let of = T::new(language.or(usual).unwrap_or(lang.t.locale));
    // Whoever asked to stay unnamed is not named to the target, in whichever language the letter is.
    let in_letter = Lang { t: of, ..lang.clone() };
    let names = words::names(&app, shown.target.adviser).await?;
    let page_of = |locale: Locale| lang.path(&format!("/introductions/{id}/letter?language={locale}"));
    let link = format!("/{}/organisations/{target}/claim", of.locale);
    let letter = LetterPage {
        layout: lang
            .layout(lang.t.get("introduction-letter-title"))
            .hidden()
            .current("desk"),
        back: lang.path(&format!("/introductions/{id}")),
        subject: shown.subject,
        message: shown.message,
        message_language: shown.language,
        name,
        who: words::called(&in_letter, &shown.requester_told),
        chamber: chamber.map_or(String::new(), |one| one.name.get(of.locale).to_owned()),
        city: chamber.map_or(String::new(), |one| one.city.get(of.locale).to_owned()),
        date: of.date_long(region.zone.day(now)),
        until: of.date_long(region.zone.day(shown.due_at.unwrap_or(now))),
        adviser: names.into_values().next().unwrap_or_default(),
        link: lang.web.absolute(&link),
        languages: Locale::ALL.map(|locale| (page_of(locale), locale)).into(),
        of,
    };
    page(&letter, StatusCode::OK, Cache::Private)
}
