//! What an organisation says of itself, and its texts in other languages: the forms of joining, for one that is there.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::Reader;
use super::super::blocks::blocks;
use super::super::inputs::{Block, What};
use super::{Inside, open, owned};
use crate::app::App;
use crate::joining::actions::{self, JoinError};
use crate::joining::model::{DraftId, Step};
use crate::joining::queries::Draft;
use crate::joining::rules::{Fault, Filled, Here, Why, add_originals, check_step, fill, said};
use crate::organisations::actions::Saying;
use crate::organisations::model::Class;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, Role, decide};
use crate::platform::web::{Cache, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::joining) struct Typed {
    filled: Filled,
    version: i64,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut form = Self {
            version: pairs.parsed("version")?.unwrap_or_default(),
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

/// What is wrong with the form; its inputs ask by this name.
#[derive(Default)]
struct Around {
    version: i64,
    faults: Vec<(String, String)>,
    stale: bool,
}

impl Around {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }
}

#[derive(Template)]
#[template(path = "joining/pages/within/edit.html")]
struct EditPage {
    layout: Layout,
    inside: Inside,
    frame: Around,
    lead: String,
    action: String,
    blocks: Vec<Block>,
}

impl EditPage {
    fn block_wrong(&self, block: &Block) -> bool {
        block.inputs.iter().any(|input| self.frame.fault(&input.name).is_some())
    }
}

/// The right to a step of the form: texts in other languages are an adviser's too.
fn right(actor: &Actor, organisation: &Organisation, step: Step) -> Result<(Action, Class)> {
    let edits = actor.role_in(organisation.id.0) >= Some(Role::Editor);
    let (what, class) = match step {
        Step::Languages if !edits => (Action::ListOrganisation, Class::Attested),
        _ => (Action::EditOrganisation, Class::Declared),
    };
    drop(decide(actor, what, &owned(organisation))?);
    Ok((what, class))
}

/// The organisation as a draft that nobody keeps.
fn draft(app: &App, lang: &Lang, organisation: &Organisation, step: Step) -> Draft {
    let (mut dossier, mut language) = said(organisation, lang.locale());
    if step == Step::Languages {
        let today = app.web.region.today(app.journal.clock());
        let written = add_originals(&mut dossier, organisation, today);
        language = written.unwrap_or(language);
    }
    Draft {
        id: DraftId(uuid::Uuid::nil()),
        version: organisation.version,
        dossier,
        language,
        step,
        case: None,
        documents: Vec::new(),
        changed_at: organisation.changed_at,
        submitted_at: None,
    }
}

fn shown(app: &App, lang: &Lang, organisation: &Organisation, draft: &Draft, around: Around) -> Result<Response> {
    let (name, title, lead) = match draft.step {
        Step::Languages => (
            "languages",
            lang.t.term("join-step", "languages"),
            "join-lead-languages",
        ),
        _ => ("edit", lang.t.get("own-edit"), "own-edit-lead"),
    };
    let mut blocks = blocks(draft.step, draft, Some(organisation), &[], Reader::of(app, lang));
    for block in &mut blocks {
        // What kind it is changes by a case.
        block.inputs.retain(|input| input.name != "kind");
        for input in &mut block.inputs {
            if let What::Area(_) = input.what {
                input.optional = input.optional && input.name != "summary";
            }
        }
    }
    let status = match (around.stale, around.faults.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let inside = Inside::of(organisation, lang, name);
    let shown = EditPage {
        layout: lang.layout(title).hidden(),
        lead: lang.t.get(lead).into_owned(),
        action: format!("{}/{name}", inside.base),
        frame: Around {
            version: organisation.version,
            ..around
        },
        blocks,
        inside,
    };
    page(&shown, status, Cache::Private)
}

async fn show(app: App, lang: Lang, actor: Actor, id: &str, step: Step) -> Result<Response> {
    let organisation = open(&app, &actor, id).await?;
    right(&actor, &organisation, step)?;
    let draft = draft(&app, &lang, &organisation, step);
    shown(&app, &lang, &organisation, &draft, Around::default())
}

async fn keep(app: App, lang: Lang, actor: Actor, id: &str, step: Step, typed: Typed) -> Result<Response> {
    let region = &app.web.region;
    // Neither step asks for a chamber.
    let here = Here { region, chambers: &[] };
    let organisation = open(&app, &actor, id).await?;
    let (what, class) = right(&actor, &organisation, step)?;
    let mut draft = draft(&app, &lang, &organisation, step);
    if let Err(faults) = take(&mut draft, &organisation, &typed.filled, here) {
        return shown(&app, &lang, &organisation, &draft, marked(&lang, &faults));
    }
    let faults = check_step(step, &draft.dossier, here);
    if !faults.is_empty() {
        return shown(&app, &lang, &organisation, &draft, marked(&lang, &faults));
    }
    let saying = Saying {
        version: typed.version,
        facts: &draft.dossier.facts,
        languages: (step == Step::Activity).then_some(&*draft.dossier.languages),
        class,
        versions_only: step == Step::Languages,
    };
    match actions::say(&app.journal, &actor, region, (organisation.id, what), saying).await {
        Ok(()) => {
            let to = lang.path(&format!("/own/{}", organisation.id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(JoinError::Stale) => {
            let stale = Around {
                stale: true,
                ..Around::default()
            };
            shown(&app, &lang, &organisation, &draft, stale)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form taken over; a field it does not have was put there by somebody else.
fn take(
    draft: &mut Draft,
    organisation: &Organisation,
    filled: &Filled,
    here: Here<'_>,
) -> std::result::Result<(), Vec<Fault>> {
    if filled.values.iter().any(|(name, _)| name == "kind") {
        return Err(vec![Fault {
            field: "kind".to_owned(),
            why: Why::NotAsked,
        }]);
    }
    fill(draft.step, &mut draft.dossier, &mut draft.language, filled, here)?;
    // Nobody says what it is by this form, and those from a register alone have not said it.
    draft.dossier.kind = organisation.kind.or(Some(crate::organisations::model::Kind::Sme));
    Ok(())
}

fn marked(lang: &Lang, faults: &[Fault]) -> Around {
    let told = |fault: &Fault| {
        let text = crate::joining::outside::detail(&fault.why).text(lang.t);
        (fault.field.clone(), text)
    };
    Around {
        faults: faults.iter().map(told).collect(),
        ..Around::default()
    }
}

/// `GET /{lang}/own/{id}/edit`
pub(in crate::joining) async fn edit(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    show(app, lang, actor, &id, Step::Activity).await
}

/// `POST /{lang}/own/{id}/edit`
pub(in crate::joining) async fn save(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    keep(app, lang, actor, &id, Step::Activity, typed).await
}

/// `GET /{lang}/own/{id}/languages`
pub(in crate::joining) async fn languages(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    show(app, lang, actor, &id, Step::Languages).await
}

/// `POST /{lang}/own/{id}/languages`
pub(in crate::joining) async fn save_languages(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    keep(app, lang, actor, &id, Step::Languages, typed).await
}
