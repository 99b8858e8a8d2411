//! What is known of an organisation and until when it holds, for its people and its chamber, who confirm it here.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Reader, Row, core_rows, rows};
use crate::app::App;
use crate::decay::actions::{self, Hands, right_to};
use crate::decay::model::DecayError;
use crate::decay::rules;
use crate::joining::{Inside, open_within, owned};
use crate::organisations::model::Class;
use crate::organisations::queries::{Held, Organisation, held};
use crate::platform::access::decide;
use crate::platform::hash::hex;
use crate::platform::web::{
    Cache, Detail, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, malformed, page,
};

/// What somebody can confirm: what they see is what they sign.
struct Ask {
    class: &'static str,
    title: String,
    text: String,
    button: String,
    rows: Vec<Row>,
    digest: String,
}

#[derive(Template)]
#[template(path = "decay/pages/facts.html")]
struct FactsPage {
    layout: Layout,
    inside: Inside,
    core: Vec<Row>,
    next: Option<String>,
    asks: Vec<Ask>,
    done: bool,
    fault: Option<String>,
}

/// Whether it was just confirmed.
#[derive(Default)]
pub(in crate::decay) struct Done(bool);

impl FromPairs for Done {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(pairs.one("done")?.is_some()))
    }
}

/// Which values, in which class.
pub(in crate::decay) struct Seen {
    class: Class,
    digest: String,
}

impl FromPairs for Seen {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let class = pairs.one("class")?.unwrap_or_default();
        let class = Class::from_code(&class).filter(|class| *class != Class::Register);
        Ok(Self {
            class: class.ok_or_else(|| malformed(Detail::new("error-parameter-value").with("name", "class")))?,
            digest: pairs.one("seen")?.unwrap_or_default(),
        })
    }
}

/// `GET /{lang}/own/{id}/facts`
pub(in crate::decay) async fn facts(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    Params(Done(done)): Params<Done>,
) -> Result<Response> {
    let organisation = open_within(&app, &actor, &id).await?;
    let mut shown = build(&app, &lang, &organisation).await?;
    shown.done = done;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/own/{id}/facts`
pub(in crate::decay) async fn confirm(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(Seen { class, digest }): FormBody<Seen>,
) -> Result<Response> {
    let organisation = open_within(&app, &actor, &id).await?;
    let hands = Hands {
        journal: &app.journal,
        region: &lang.web.region,
        actor: &actor,
    };
    match actions::confirm(hands, organisation.id, (class, &digest)).await {
        Ok(()) => Ok(Redirect::to(&lang.path(&format!("/own/{}/facts?done=1", organisation.id))).into_response()),
        Err(DecayError::Changed) => {
            let organisation = open_within(&app, &actor, &id).await?;
            let mut shown = build(&app, &lang, &organisation).await?;
            shown.fault = Some(Detail::new("facts-changed").text(lang.t));
            page(&shown, StatusCode::CONFLICT, Cache::Private)
        }
        Err(error) => Err(error.into()),
    }
}

async fn build(app: &App, lang: &Lang, organisation: &Organisation) -> Result<FactsPage> {
    let reader = Reader {
        region: &lang.web.region,
        t: lang.t,
        today: lang.web.region.today(app.journal.clock()),
    };
    let all = held(app.journal.database().reader(), organisation.id).await?;
    let own = rules::asked(&all);
    let next = rules::due_on(&own).filter(|day| *day >= reader.today);
    let next = next.map(|day| {
        let dates = [("date", lang.t.date_long(day).into())];
        lang.t.with("facts-next", &dates).into_owned()
    });
    let asks = [(Class::Declared, own), (Class::Attested, rules::attested(&all))];
    let may = |class| decide(&lang.visitor.actor, right_to(class), &owned(organisation)).is_ok();
    let asks = asks
        .into_iter()
        .filter(|(class, values)| !values.is_empty() && may(*class));
    Ok(FactsPage {
        layout: lang.layout(lang.t.get("own-facts")).hidden(),
        inside: Inside::of(organisation, lang, "facts"),
        core: core_rows(organisation, false, reader),
        next,
        asks: asks.map(|(class, values)| ask(class, &values, reader)).collect(),
        done: false,
        fault: None,
    })
}

fn ask(class: Class, values: &[&Held], reader: Reader<'_>) -> Ask {
    let (title, text, button) = match class {
        Class::Attested => ("facts-attested", "facts-attested-text", "facts-attest"),
        _ => ("facts-own", "facts-own-text", "facts-confirm"),
    };
    let text_of = |key| reader.t.get(key).into_owned();
    Ask {
        class: class.code(),
        title: text_of(title),
        text: text_of(text),
        button: text_of(button),
        rows: rows(values, reader),
        digest: hex(&rules::digest(values)),
    }
}
