//! One step: shown, kept, and gone on from. A form that comes back with something wrong has been kept all the same.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::blocks::blocks;
use super::frame::{Chambers, Frame};
use super::inputs::{Block, What};
use super::{Reader, own, registered};
use crate::app::App;
use crate::chambers::deciding;
use crate::joining::actions::{self, JoinError};
use crate::joining::model::{DraftId, Step};
use crate::joining::queries::Draft;
use crate::joining::rules::{Filled, Here, fill};
use crate::platform::web::{
    Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, by_itself, kept_as, page,
};

/// What a step's form sends.
#[derive(Debug, Default)]
pub(in crate::joining) struct StepForm {
    filled: Filled,
    version: i64,
    go: Option<String>,
}

impl FromPairs for StepForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut form = Self {
            version: pairs.parsed("version")?.unwrap_or_default(),
            go: pairs.one("go")?,
            ..Self::default()
        };
        for name in Filled::names() {
            if let Some(value) = pairs.one(&name)? {
                form.filled.values.push((name, value));
            }
        }
        form.filled.languages = pairs.many("languages");
        Ok(form)
    }
}

#[derive(Template)]
#[template(path = "joining/pages/step.html")]
struct StepPage {
    layout: Layout,
    frame: Frame,
    lead: Option<String>,
    blocks: Vec<Block>,
}

impl StepPage {
    fn block_wrong(&self, block: &Block) -> bool {
        block
            .inputs
            .iter()
            .any(|input| self.frame.fault(&input.name).is_some() || input.other.is_some())
    }
}

/// `GET /{lang}/joining/{id}/{step}`
pub(in crate::joining) async fn step(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, step)): Path<(String, String, String)>,
    Params(view): Params<super::preview::View>,
) -> Result<Response> {
    let step = Step::from_code(&step).ok_or(Error::NotFound)?;
    let draft = own(&app, &actor, &id).await?;
    if !draft.is_editable() && step != Step::Preview {
        return Ok(Redirect::to(&lang.path(&format!("/joining/{}", draft.id))).into_response());
    }
    match step {
        Step::Documents => super::documents::show(&app, &lang, &draft, None).await,
        Step::Preview => super::preview::show(&app, &lang, &draft, view).await,
        Step::Send => super::send::show(&app, &lang, &draft, None).await,
        step => {
            let shown = build(&app, &lang, &draft, step).await?;
            page(&shown, StatusCode::OK, Cache::Private)
        }
    }
}

/// `POST /{lang}/joining/{id}/{step}`
pub(in crate::joining) async fn save(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, step)): Path<(String, String, String)>,
    headers: HeaderMap,
    FormBody(form): FormBody<StepForm>,
) -> Result<Response> {
    let step = Step::from_code(&step).ok_or(Error::NotFound)?;
    let draft: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    if step == Step::Send {
        return super::send::send(&app, &lang, &actor, draft, form.version, form.go.as_deref()).await;
    }
    let by_itself = by_itself(&headers);
    let region = &app.web.region;
    let kept = actions::save(
        &app.journal,
        &actor,
        region,
        (draft, form.version),
        (step, &form.filled),
    )
    .await;
    match kept {
        Ok(saved) if by_itself => Ok(kept_as(StatusCode::OK, saved.version)),
        Ok(saved) if saved.faults.is_empty() || form.go.as_deref() == Some("preview") => {
            let next = match form.go.as_deref() {
                Some("preview") => Step::Preview,
                Some("stay") => step,
                _ => step.next(),
            };
            let to = lang.path(&format!("/joining/{draft}/{}", next.code()));
            Ok(Redirect::to(&to).into_response())
        }
        Ok(saved) => {
            let draft = own(&app, &actor, &id).await?;
            let mut shown = build(&app, &lang, &draft, step).await?;
            shown.frame.mark(&saved.faults, Reader::of(&app, &lang));
            page(&shown, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private)
        }
        Err(JoinError::Stale) => {
            let stored = own(&app, &actor, &id).await?;
            if by_itself {
                return Ok(kept_as(StatusCode::CONFLICT, stored.version));
            }
            let shown = stale(&app, &lang, stored, step, &form.filled).await?;
            page(&shown, StatusCode::CONFLICT, Cache::Private)
        }
        Err(error) => Err(error.into()),
    }
}

async fn build(app: &App, lang: &Lang, draft: &Draft, step: Step) -> Result<StepPage> {
    let reader = Reader::of(app, lang);
    let registered = registered(app, draft.dossier.organisation).await?;
    let taken_over = registered.is_some() && step == Step::Identity;
    let lead = match step {
        Step::Identity if taken_over => Some("join-lead-taken-over"),
        Step::Identity => Some("join-lead-identity"),
        Step::Seat => Some("join-lead-seat"),
        Step::Activity => Some("join-lead-activity"),
        Step::Languages => Some("join-lead-languages"),
        _ => None,
    };
    let chambers = Chambers::around(app, draft).await?;
    let blocks = blocks(step, draft, registered.as_deref(), &chambers.here, reader);
    let inputs = blocks.iter().flat_map(|block| &block.inputs);
    let labels = inputs.map(|input| (input.name.clone(), input.label.clone())).collect();
    Ok(StepPage {
        layout: lang.layout(lang.t.term("join-step", step.code())).hidden(),
        frame: Frame {
            labels,
            ..Frame::new(draft, step, &chambers, reader)
        },
        lead: lead.map(|key| lang.t.get(key).into_owned()),
        blocks,
    })
}

/// What was typed here, and beside each value that differs what the other window has kept. Sent again, this one holds.
async fn stale(app: &App, lang: &Lang, stored: Draft, step: Step, filled: &Filled) -> Result<StepPage> {
    let kept = build(app, lang, &stored, step).await?;
    let mut typed = stored;
    let mut language = typed.language.clone();
    let (region, db) = (&app.web.region, app.journal.database().reader());
    let chambers = &deciding(db, region).await?;
    let here = Here { region, chambers };
    fill(step, &mut typed.dossier, &mut language, filled, here).map_err(JoinError::Faults)?;
    typed.language = language;
    let mut shown = build(app, lang, &typed, step).await?;
    shown.frame.stale = true;
    let before = kept.blocks.into_iter().flat_map(|block| block.inputs);
    let before: Vec<(String, String)> = before.map(|input| (input.name.clone(), input.shown())).collect();
    for input in shown.blocks.iter_mut().flat_map(|block| &mut block.inputs) {
        let other = before
            .iter()
            .find(|(name, _)| *name == input.name)
            .map(|(_, value)| value);
        let differs = other.filter(|other| **other != input.shown());
        input.other = differs.map(|other| {
            if other.is_empty() {
                "–".to_owned()
            } else {
                other.clone()
            }
        });
    }
    Ok(shown)
}
