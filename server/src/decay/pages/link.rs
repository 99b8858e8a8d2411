//! The link of a letter. A look changes nothing: programs that check mail open every link.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Reader, Row, core_rows, rows};
use crate::app::App;
use crate::decay::actions::{self, Hands};
use crate::decay::model::{DecayError, Link};
use crate::decay::tables::reconfirmation;
use crate::decay::{queries, rules};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Found, Organisation, find_organisation, held};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, Sender, page};

#[derive(Template)]
#[template(path = "decay/pages/link.html")]
struct LinkPage {
    layout: Layout,
    /// Of the organisation, while it is in sight.
    name: Option<String>,
    /// Its inner pages, for after a sign-in.
    own: Option<String>,
    /// Address of this page.
    here: String,
    stands: &'static str,
    /// What the link's standing says to its reader.
    said: String,
    rows: Vec<Row>,
    known: Vec<Row>,
}

impl LinkPage {
    fn is_good(&self) -> bool {
        self.stands == "good"
    }
}

/// What a token leads to.
struct Opened {
    row: reconfirmation::Model,
    stands: Link,
    organisation: Option<Box<Organisation>>,
}

/// `GET /{lang}/reconfirm/{token}`
pub(in crate::decay) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    match open(&app, &token).await {
        Ok(opened) => shown(&app, &lang, &token, &opened).await,
        Err(DecayError::Foreign) => foreign(&lang, &token),
        Err(error) => Err(error.into()),
    }
}

/// `POST /{lang}/reconfirm/{token}`: all of it still holds.
pub(in crate::decay) async fn confirm(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    sender: Sender,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    sender.count().map_err(Error::TooManyRequests)?;
    let row = match open(&app, &token).await {
        Ok(opened) => opened.row,
        Err(DecayError::Foreign) => return foreign(&lang, &token),
        Err(error) => return Err(error.into()),
    };
    let hands = Hands {
        journal: &app.journal,
        region: &lang.web.region,
        actor: &Actor::link(row.id),
    };
    let id = crate::decay::model::ReconfirmationId(row.id);
    match actions::confirm_by_link(hands, id).await {
        // The page says where the link stands now, the second time as well.
        Ok(()) | Err(DecayError::Link(_)) => {
            Ok(Redirect::to(&lang.path(&format!("/reconfirm/{token}"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn open(app: &App, token: &str) -> Result<Opened, DecayError> {
    let (id, seal) = rules::read(token).ok_or(DecayError::Foreign)?;
    let database = app.journal.database();
    let row = queries::find(database.reader(), id).await?.ok_or(DecayError::Foreign)?;
    if !rules::is_of(&app.web.identity.secret, &row, seal) {
        return Err(DecayError::Foreign);
    }
    let id = OrganisationId(row.organisation_id);
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let organisation = match find_organisation(&scope, database, &app.web.region, id).await? {
        Some(Found::Here(organisation)) => Some(organisation),
        _ => None,
    };
    let all = held(database.reader(), id).await?;
    let speaks = queries::speaks(database.reader(), id, row.person_id).await?;
    let digest = rules::digest(&rules::asked(&all));
    let stands = rules::standing(&row, app.journal.clock().now(), speaks, &digest);
    Ok(Opened {
        row,
        stands,
        organisation,
    })
}

async fn shown(app: &App, lang: &Lang, token: &str, opened: &Opened) -> Result<Response> {
    let (t, region) = (lang.t, &*lang.web.region);
    let reader = Reader {
        region,
        t,
        today: region.today(app.journal.clock()),
    };
    let id = OrganisationId(opened.row.organisation_id);
    let all = held(app.journal.database().reader(), id).await?;
    let values = rules::asked(&all);
    let date = |at| t.date_long(region.zone.day(at));
    let told = |key, date: String| t.with(key, &[("date", date.into())]).into_owned();
    let until = || rules::due_on(&values).map_or_else(String::new, |day| t.date_long(day));
    let (stands, title, said, status) = match opened.stands {
        Link::Good => (
            "good",
            "link-title",
            told("link-lead", date(opened.row.expires_at)),
            StatusCode::OK,
        ),
        Link::Used(at) => {
            let both = [("date", date(at).into()), ("until", until().into())];
            let said = t.with("link-used", &both).into_owned();
            ("used", "link-used-title", said, StatusCode::OK)
        }
        Link::Expired => (
            "expired",
            "link-over-title",
            told("link-expired", date(opened.row.expires_at)),
            StatusCode::GONE,
        ),
        Link::Superseded => (
            "superseded",
            "link-over-title",
            t.get("link-superseded").into_owned(),
            StatusCode::GONE,
        ),
        Link::Gone => (
            "gone",
            "link-over-title",
            t.get("link-gone").into_owned(),
            StatusCode::GONE,
        ),
    };
    let organisation = opened.organisation.as_deref().filter(|_| opened.stands != Link::Gone);
    let good = organisation.filter(|_| opened.stands == Link::Good);
    let drawn = LinkPage {
        layout: lang.layout(t.get(title)).hidden(),
        name: organisation.map(|organisation| organisation.name.clone()),
        own: organisation.map(|organisation| lang.path(&format!("/own/{}", organisation.id))),
        here: lang.path(&format!("/reconfirm/{token}")),
        stands,
        said,
        rows: good.map_or_else(Vec::new, |_| rows(&values, reader)),
        known: good.map_or_else(Vec::new, |organisation| core_rows(organisation, true, reader)),
    };
    page(&drawn, status, Cache::Private)
}

/// Nothing is told of a link that was not made here, but what may have become of it.
fn foreign(lang: &Lang, token: &str) -> Result<Response> {
    let shown = LinkPage {
        layout: lang.layout(lang.t.get("link-over-title")).hidden(),
        name: None,
        own: None,
        here: lang.path(&format!("/reconfirm/{token}")),
        stands: "foreign",
        said: lang.t.get("link-foreign").into_owned(),
        rows: Vec::new(),
        known: Vec::new(),
    };
    page(&shown, StatusCode::NOT_FOUND, Cache::Private)
}
