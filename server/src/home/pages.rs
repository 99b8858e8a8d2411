//! The page itself: figures as queries, each with what it covers, and a map whose territories lead to the directory.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::counted::{figures, share, state};
use super::kept::{Kept, State as Shown};
use crate::app::App;
use crate::observatory::bridges;
use crate::opportunities::queries::{in_language, latest};
use crate::opportunities::{Line, line};
use crate::organisations::path;
use crate::organisations::queries::{Figures, Summary, newest};
use crate::platform::access::{self, Action, Actor};
use crate::platform::feeds::discovered;
use crate::platform::region::{Region, Territory};
use crate::platform::texts::T;
use crate::platform::web::{Cache, Drawing, Lang, Layout, Params, Rendered, Result};

/// Organisations under "newest".
const NEWEST: u64 = 6;
/// Opportunities under "latest".
const OPPORTUNITIES: u64 = 4;

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage<'a> {
    layout: Layout,
    directory: String,
    examples: Vec<(String, String)>,
    map: String,
    /// What binds two territories, in words.
    bridges: Vec<String>,
    figures: Vec<Figure>,
    territories: Vec<OfTerritory>,
    as_of: String,
    newest: Vec<Newest<'a>>,
    /// The latest opportunities; none: nothing is said of them.
    opportunities: Vec<Line>,
    registered: Option<(String, String)>,
}

/// A figure: what is counted, the number, what it covers.
struct Figure {
    name: String,
    value: String,
    basis: String,
}

/// The same of a territory, a row of the table that says what the map shows.
struct OfTerritory {
    name: String,
    href: String,
    organisations: String,
    age: String,
    stale: String,
}

struct Newest<'a> {
    href: String,
    name: &'a str,
    name_lang: Option<&'a str>,
    kind: Option<String>,
    territory: &'a str,
    text: Option<&'a str>,
    text_lang: Option<&'a str>,
}

/// `/{lang}`
pub(super) async fn home(
    State(app): State<App>,
    Extension(kept): Extension<Kept>,
    lang: Lang,
    _: Params<()>,
) -> Result<Response> {
    let shown = state(&app);
    // What is kept shows nobody signed in.
    if lang.visitor.is_signed_in() {
        let page = render(&app, &kept, &lang, shown).await?;
        return Ok(page.response(StatusCode::OK, Cache::Private));
    }
    let page = kept
        .page(lang.t.locale, shown, || render(&app, &kept, &lang, shown))
        .await?;
    Ok(page.response(StatusCode::OK, Cache::Public))
}

async fn render(app: &App, kept: &Kept, lang: &Lang, shown: Shown) -> Result<Rendered> {
    let (t, region) = (lang.t, &*app.web.region);
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let database = app.journal.database();
    let counted = figures(app, kept, shown).await?;
    let newest = newest(&scope, database, NEWEST).await?;
    let wanted = access::scope(&Actor::guest(), Action::ReadOpportunity);
    let mut opportunities = latest(&wanted, database, OPPORTUNITIES).await?;
    in_language(database, &mut opportunities, t.locale).await?;
    let directory = lang.path("/organisations");
    let bridges = bridges(database).await?;
    // The same page has two addresses, with a slash at the end and without.
    let layout = lang
        .layout(t.get("home-title"))
        .description(t.get("home-lead"))
        .canonical(&lang.path(""))
        .alternates(|_| String::new());
    let news = [
        ("/opportunities", "opportunities-title"),
        ("/practices", "practices-title"),
        ("/outcomes", "outcomes-title"),
    ];
    let layout = news.into_iter().fold(layout, |layout, (list, title)| {
        discovered(layout, lang, list, "", &t.get(title))
    });
    let page = HomePage {
        layout,
        examples: examples(region, t, &directory),
        map: map(region, t, &counted, (&directory, &bridges))?,
        bridges: bridges.iter().map(|bridge| told(region, t, bridge)).collect(),
        figures: figure_list(region, t, &counted),
        territories: by_territory(region, t, &counted, &directory),
        as_of: t.date_long(shown.day),
        newest: newest.iter().map(|row| newest_row(row, region, t)).collect(),
        opportunities: opportunities.iter().map(|one| line(one, region, t)).collect(),
        registered: (counted.registered > 0).then(|| {
            let text = t.with("home-registered", &[("count", counted.registered.into())]);
            (format!("{directory}?standing=all"), text.into_owned())
        }),
        directory,
    };
    Ok(Rendered::new(&page)?.packed())
}

/// Three searches that find something: two trades, and a town by its name in the reader's language.
fn examples(region: &Region, t: T, directory: &str) -> Vec<(String, String)> {
    let trades = ["home-example-trade", "home-example-field"].map(|key| t.get(key).into_owned());
    // A town that the languages of the region name differently shows that any of them is understood.
    let mut seats = region.territories.iter().map(|territory| &territory.seat.name);
    let town = seats
        .rfind(|name| name.fr != name.de)
        .map(|name| name.get(t.locale).to_owned());
    let link = |text: String| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &text)
            .finish();
        (format!("{directory}?{query}"), text)
    };
    trades.into_iter().chain(town).map(link).collect()
}

fn map(
    region: &Region,
    t: T,
    figures: &Figures,
    (directory, bridges): (&str, &[(String, String, u64)]),
) -> Result<String> {
    let mut drawing = Drawing::new(region, t).towns();
    for territory in &region.territories {
        let count = figures.territories.iter().find(|of| of.code == territory.code);
        let count = count.map_or(0, |of| of.organisations);
        // Figures count stale entries as well; the directory shows them when asked to.
        drawing = drawing.figure(
            &territory.code,
            count,
            format!("{directory}?territory={}&age=all", territory.code),
        );
    }
    for (one, two, count) in bridges {
        drawing = drawing.bridge(one, two, *count);
    }
    drawing.render()
}

/// What binds two territories, in words.
fn told(region: &Region, t: T, (one, two, count): &(String, String, u64)) -> String {
    let name = |code: &str| region.territory_name(code, t.locale).to_owned();
    let (one, two) = (name(one), name(two));
    let named = [
        ("one", one.as_str().into()),
        ("two", two.as_str().into()),
        ("count", (*count).into()),
    ];
    t.with("home-bridge", &named).into_owned()
}

fn figure_list(region: &Region, t: T, figures: &Figures) -> Vec<Figure> {
    let unknown = || t.get("home-none").into_owned();
    let organisations = Figure {
        name: t.get("home-organisations").into_owned(),
        value: t.number(figures.organisations),
        basis: t
            .with(
                "home-coverage",
                &[
                    ("startups", figures.startups.into()),
                    ("estimate", region.estimate.startups.into()),
                ],
            )
            .into_owned(),
    };
    let age = Figure {
        name: t.get("home-median-age").into_owned(),
        value: figures.median_age_days.map_or_else(unknown, |days| {
            t.with("home-days", &[("count", days.into())]).into_owned()
        }),
        basis: t.get("home-median-age-basis").into_owned(),
    };
    let stale = Figure {
        name: t.get("home-stale").into_owned(),
        value: share(figures.stale, figures.organisations).map_or_else(unknown, |share| t.percent(share)),
        basis: t
            .with(
                "home-stale-basis",
                &[("count", figures.stale.into()), ("total", figures.organisations.into())],
            )
            .into_owned(),
    };
    vec![organisations, age, stale]
}

fn by_territory(region: &Region, t: T, figures: &Figures, directory: &str) -> Vec<OfTerritory> {
    let row = |territory: &Territory| {
        let found = figures.territories.iter().find(|of| of.code == territory.code);
        let of = found.cloned().unwrap_or_default();
        let none = || "–".to_owned();
        let stale = share(of.stale, of.organisations);
        OfTerritory {
            name: territory.name.get(t.locale).to_owned(),
            href: format!("{directory}?territory={}&age=all", territory.code),
            organisations: t.number(of.organisations),
            age: of
                .median_age_days
                .map_or_else(none, |days| t.with("home-days", &[("count", days.into())]).into_owned()),
            stale: stale.map_or_else(none, |share| format!("{} ({})", t.number(of.stale), t.percent(share))),
        }
    };
    region.territories.iter().map(row).collect()
}

fn newest_row<'a>(row: &'a Summary, region: &'a Region, t: T) -> Newest<'a> {
    let other = |language: &'a Option<String>| language.as_deref().filter(|code| *code != t.locale.code());
    let text = row.text(t.locale.code());
    Newest {
        href: format!("/{}{}", t.locale, path(row.id, &row.name)),
        name: &row.name,
        name_lang: other(&row.name_language),
        kind: row.kind.map(|kind| t.term("kind", kind.code()).into_owned()),
        territory: region.territory_name(&row.territory, t.locale),
        text: text.map(|text| text.value.as_str()),
        text_lang: text.and_then(|text| other(&text.language)),
    }
}
