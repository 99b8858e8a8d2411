//! Find your company: one field, and what the registers know of what was typed.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identifiers::Identifier;
use uuid::Uuid;

use super::Reader;
use crate::app::App;
use crate::directory::asked::Asked;
use crate::directory::facets::{ALL, Facet};
use crate::joining::actions::{self, Begin, JoinError};
use crate::joining::outside::number_detail;
use crate::joining::rules::{Typed, recognise};
use crate::organisations::dossier::Number;
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::path;
use crate::organisations::queries::{Summary, find_by_numbers, numbers_of, summaries};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Cache, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, Visitor, page};

/// Most hits of a name.
const HITS: usize = 10;
/// Longest text of the field in characters.
const LONGEST: usize = 200;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub(in crate::joining) struct Wanted {
    text: String,
}

impl FromPairs for Wanted {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let text = pairs.one("q")?.unwrap_or_default();
        Ok(Self {
            text: text.trim().chars().take(LONGEST).collect(),
        })
    }
}

/// How a person goes on: with an organisation of the registers, or by hand.
#[derive(Clone, Debug, Default)]
pub(in crate::joining) struct BeginForm {
    organisation: Option<OrganisationId>,
    name: String,
    number: String,
}

impl FromPairs for BeginForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            organisation: pairs.parsed("organisation")?,
            name: pairs.one("name")?.unwrap_or_default(),
            number: pairs.one("number")?.unwrap_or_default(),
        })
    }
}

pub(super) struct HitView {
    pub id: OrganisationId,
    pub name: String,
    pub href: String,
    pub number: Option<String>,
    pub place: String,
    pub standing: Standing,
}

#[derive(Template)]
#[template(path = "joining/pages/find.html")]
struct FindPage {
    layout: Layout,
    text: String,
    hits: Vec<HitView>,
    more: bool,
    /// A number in which something is wrong.
    wrong: Option<String>,
    /// A good number no register at hand holds, as people write it.
    unknown: Option<(String, String)>,
    signed_in: bool,
    sign_in: String,
}

impl FindPage {
    /// What was typed, where it is a name to begin with.
    fn name(&self) -> &str {
        if self.unknown.is_some() || self.wrong.is_some() {
            ""
        } else {
            &self.text
        }
    }
}

/// `GET /{lang}/join`
pub(in crate::joining) async fn find(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    Params(wanted): Params<Wanted>,
) -> Result<Response> {
    let reader = Reader::of(&app, &lang);
    let asked = form_urlencoded::Serializer::new(String::new())
        .append_pair(
            "to",
            &lang.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        )
        .finish();
    let mut shown = FindPage {
        layout: lang.layout(lang.t.get("join-title")).current("join"),
        text: wanted.text,
        hits: Vec::new(),
        more: false,
        wrong: None,
        unknown: None,
        signed_in: visitor.actor.person_id().is_some(),
        sign_in: lang.path(&format!("/sign-in?{asked}")),
    };
    let mut status = StatusCode::OK;
    if !shown.text.is_empty() {
        shown.layout = shown.layout.hidden();
        match recognise(&shown.text) {
            Typed::Wrong(fault) => {
                shown.wrong = Some(number_detail(&fault).text(lang.t));
                status = StatusCode::UNPROCESSABLE_ENTITY;
            }
            Typed::Number(numbers) => by_number(&app, &mut shown, &numbers, reader).await?,
            Typed::Name => by_name(&app, &mut shown, reader).await?,
        }
    }
    page(&shown, status, Cache::Private)
}

async fn by_number(app: &App, shown: &mut FindPage, numbers: &[Identifier], reader: Reader<'_>) -> Result<()> {
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let database = app.journal.database();
    let pairs: Vec<(&str, &str)> = numbers.iter().map(|id| (id.scheme().code(), id.canonical())).collect();
    let found = find_by_numbers(&scope, database.reader(), &pairs).await?;
    let ids: Vec<Uuid> = found.iter().map(|id| id.0).collect();
    let rows = summaries(&scope, database, &ids).await?;
    shown.hits = views(app, rows, reader).await?;
    if let (true, Some(first)) = (shown.hits.is_empty(), numbers.first()) {
        let scheme = reader.scheme(first.scheme().code());
        shown.unknown = Some((scheme, first.human()));
    }
    Ok(())
}

async fn by_name(app: &App, shown: &mut FindPage, reader: Reader<'_>) -> Result<()> {
    (shown.hits, shown.more) = by_words(app, &shown.text, HITS, reader).await?;
    Ok(())
}

/// What the directory finds over all standings, and whether there is more.
pub(super) async fn by_words(app: &App, text: &str, most: usize, reader: Reader<'_>) -> Result<(Vec<HitView>, bool)> {
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let mut asked = Asked {
        text: text.to_owned(),
        limit: Some(most),
        ..Asked::default()
    };
    if let Some(chosen) = asked.chosen.get_mut(Facet::Standing.number()) {
        chosen.push(ALL.to_owned());
    }
    let secret = &app.web.identity.secret;
    let found = app
        .directory
        .find(&scope, app.journal.database(), secret, &asked)
        .await?;
    let more = found.next.is_some();
    let rows = found.hits.into_iter().map(|hit| hit.row).collect();
    Ok((views(app, rows, reader).await?, more))
}

async fn views(app: &App, rows: Vec<Summary>, reader: Reader<'_>) -> Result<Vec<HitView>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let numbers = numbers_of(app.journal.database().reader(), &ids).await?;
    let view = |row: Summary| {
        let first = numbers.get(&row.id.0).and_then(|all| all.first());
        let number = first.map(|(scheme, value)| format!("{} {}", reader.scheme(scheme), reader.number(scheme, value)));
        let territory = reader.region.territory_name(&row.territory, reader.t.locale);
        let town = [row.postal_code.as_deref(), row.municipality.as_deref()];
        let town: Vec<&str> = town.into_iter().flatten().collect();
        let place = if town.is_empty() {
            territory.to_owned()
        } else {
            format!("{}, {territory}", town.join(" "))
        };
        HitView {
            id: row.id,
            href: format!("/{}{}", reader.t.locale, path(row.id, &row.name)),
            name: row.name,
            number,
            place,
            standing: row.standing,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// `POST /{lang}/join`
pub(in crate::joining) async fn begin(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    FormBody(form): FormBody<BeginForm>,
) -> Result<Response> {
    let number = match recognise(&form.number) {
        Typed::Number(found) => found.into_iter().next().map(|id| Number {
            scheme: id.scheme().code().to_owned(),
            value: id.into_canonical(),
        }),
        _ => None,
    };
    let begin = Begin {
        organisation: form.organisation,
        name: form.name.trim(),
        number,
        language: lang.locale(),
    };
    match actions::start(&app.journal, &actor, &app.web.region, &begin).await {
        Ok(id) => Ok(Redirect::to(&lang.path(&format!("/joining/{id}/identity"))).into_response()),
        Err(JoinError::Listed(id)) => {
            Ok(Redirect::to(&lang.path(&format!("/organisations/{id}/claim"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
