//! An adviser lists registered organisations: looked for by name, chosen, named as what they are.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::find::{HitView, by_words};
use super::{Reader, registered};
use crate::app::App;
use crate::chambers::{Operating, deciding};
use crate::joining::actions::{self, Invited, Naming};
use crate::joining::model::LISTED_AT_A_TIME;
use crate::organisations::best;
use crate::organisations::looks_like_mail;
use crate::organisations::model::{Kind, OrganisationId, Standing};
use crate::organisations::queries::Organisation;
use crate::platform::access::Chamber as OfChamber;
use crate::platform::access::{Action, Actor, decide};
use crate::platform::region::Chamber;
use crate::platform::texts::{Locale, T};
use crate::platform::web::{
    Cache, Detail, Error, FieldError, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// What is looked for.
#[derive(Debug, Default)]
pub(in crate::joining) struct Wanted {
    text: String,
    organisation: Option<OrganisationId>,
}

impl FromPairs for Wanted {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            text: pairs.one("q")?.unwrap_or_default(),
            organisation: pairs.parsed("organisation")?,
        })
    }
}

/// What is chosen.
#[derive(Debug, Default)]
pub(in crate::joining) struct Chosen {
    organisations: Vec<String>,
    chamber: String,
    kind: String,
}

impl FromPairs for Chosen {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            organisations: pairs.many("organisation"),
            chamber: pairs.one("chamber")?.unwrap_or_default(),
            kind: pairs.one("kind")?.unwrap_or_default(),
        })
    }
}

#[derive(Template)]
#[template(path = "joining/pages/listing.html")]
struct ListingPage<'a> {
    layout: Layout,
    text: String,
    hits: Vec<HitView>,
    chambers: Vec<(&'a str, &'a str)>,
    done: Option<String>,
}

impl ListingPage<'_> {
    fn kinds(&self) -> &'static [Kind] {
        Kind::ALL
    }
}

/// The chambers in whose name this person may list: nobody would look after what one lists that does not operate here.
fn chambers<'a>(app: &'a App, lang: &Lang, actor: &Actor, here: &[Operating]) -> Result<Vec<(&'a str, &'a str)>> {
    let mut found = Vec::new();
    let mut refused = Error::Forbidden(None);
    let mandates = actor.mandates().iter();
    for (code, _) in mandates.filter(|(code, _)| here.iter().any(|one| one.code == *code)) {
        match decide(actor, Action::ListOrganisation, &OfChamber(code)) {
            Ok(_grant) => {
                let chamber = app.web.region.chamber(code);
                found.extend(chamber.map(|chamber| (chamber.code.as_str(), chamber.name.get(lang.locale()))));
            }
            Err(refusal) => refused = refusal.into(),
        }
    }
    if found.is_empty() { Err(refused) } else { Ok(found) }
}

/// `GET /{lang}/listing`
pub(in crate::joining) async fn listing(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Params(wanted): Params<Wanted>,
) -> Result<Response> {
    let here = deciding(app.journal.database().reader(), &app.web.region).await?;
    let chambers = chambers(&app, &lang, &actor, &here)?;
    let text = match registered(&app, wanted.organisation).await? {
        Some(organisation) => organisation.name.clone(),
        None => wanted.text.trim().to_owned(),
    };
    let mut hits = if text.is_empty() {
        Vec::new()
    } else {
        by_words(&app, &text, LISTED_AT_A_TIME, Reader::of(&app, &lang))
            .await?
            .0
    };
    hits.retain(|hit| matches!(hit.standing, Standing::Registered | Standing::Withdrawn));
    let shown = ListingPage {
        layout: lang.layout(lang.t.get("listing-title")).hidden(),
        text,
        hits,
        chambers,
        done: None,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/listing`
pub(in crate::joining) async fn list(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    FormBody(chosen): FormBody<Chosen>,
) -> Result<Response> {
    let here = deciding(app.journal.database().reader(), &app.web.region).await?;
    let all = chambers(&app, &lang, &actor, &here)?;
    let wrong = |field: &str, key| Error::Validation(vec![FieldError::new(field, "missing", Detail::new(key))]);
    let kind = Kind::from_code(&chosen.kind).ok_or_else(|| wrong("kind", "listing-kind-missing"))?;
    // A chamber the person has no mandate in is no choice of theirs: the action says so.
    let chamber = app
        .web
        .region
        .chamber(&chosen.chamber)
        .ok_or_else(|| wrong("chamber", "join-fault-unknown"))?;
    if here.iter().all(|one| one.code != chamber.code) {
        return Err(wrong("chamber", "join-fault-not-here"));
    }
    if chosen.organisations.is_empty() {
        return Err(wrong("organisation", "listing-none"));
    }
    let mut organisations = Vec::new();
    for id in chosen.organisations.iter().take(LISTED_AT_A_TIME + 1) {
        let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
        let organisation = registered(&app, Some(id)).await?.ok_or(Error::NotFound)?;
        let invited = invitation(&app, &organisation, chamber);
        organisations.push((organisation, invited));
    }
    let naming = Naming {
        chamber: &chamber.code,
        kind,
    };
    let (web, region) = (&*app.web, &*app.web.region);
    let listed = actions::list(&app.journal, &actor, (web, region), &organisations, naming).await?;
    let done = lang
        .t
        .with("listing-done", &[("count", listed.len().into())])
        .into_owned();
    let shown = ListingPage {
        layout: lang.layout(lang.t.get("listing-title")).hidden(),
        text: String::new(),
        hits: Vec::new(),
        chambers: all,
        done: Some(done),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// The letter to the owner, in the chamber's own language, where an address is known.
fn invitation(app: &App, organisation: &Organisation, chamber: &Chamber) -> Option<Invited> {
    let today = app.web.region.today(app.journal.clock());
    let mail = best(&organisation.values, "email", today).filter(|value| looks_like_mail(&value.value))?;
    let language = chamber
        .languages
        .first()
        .and_then(|code| Locale::from_code(code))
        .unwrap_or(Locale::En);
    let t = T::new(language);
    let named = [
        ("name", organisation.name.as_str().into()),
        ("chamber", chamber.name.get(language).into()),
    ];
    Some(Invited {
        mail: mail.value.clone(),
        language,
        subject: t.with("listing-letter-subject", &named).into_owned(),
        paragraphs: vec![t.with("listing-letter-text", &named).into_owned()],
        path: format!("/{language}/organisations/{}/claim", organisation.id),
    })
}
