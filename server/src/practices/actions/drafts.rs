//! Writing: a draft is begun, kept as often as somebody types, thrown away, or made of what is over.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::{Hands, Held, PracticeError, entry, fill, load, same_version, save, settle, tell, who};
use crate::cases::reviewing;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::home_of;
use crate::platform::access::{self, Action, Grant, Ownership};
use crate::platform::database::Tx;
use crate::platform::journal::Receipt;
use crate::platform::texts::Locale;
use crate::practices::model::{Content, DRAFTS, PracticeId, State};
use crate::practices::rules::{tidy, unkept};
use crate::practices::tables::practice::{Column, Entity, Model};

/// What a draft begins with.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Whose it is to be.
    pub organisation: OrganisationId,
    /// Of its texts.
    pub language: Locale,
    /// What is said already.
    pub content: Content,
}

/// What a draft is to say, whole.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// The version that was seen.
    pub version: i64,
    /// Of its texts.
    pub language: Locale,
    /// All that is said.
    pub content: Content,
}

/// Begins a draft.
///
/// # Errors
/// See [`PracticeError`].
pub async fn begin(hands: Hands<'_>, beginning: Beginning) -> Result<PracticeId, PracticeError> {
    let beginning = &Beginning {
        content: tidy(beginning.content),
        ..beginning
    };
    refuse_endless(&beginning.content)?;
    hands
        .journal
        .write(|tx| async move {
            let home = home_of(&tx, beginning.organisation).await?;
            let home = home.ok_or(PracticeError::Hidden)?;
            let owned = Ownership {
                id: beginning.organisation.0,
                organisation: Some(beginning.organisation.0),
                chamber: home.chamber.clone(),
                ..Ownership::default()
            };
            let grant = access::decide(hands.actor, Action::EditPractice, &owned)?;
            let mut row = bare(&tx, hands, beginning.organisation, beginning.language)?;
            settle(&mut row, reviewing(tx.connection(), &hands.web.region, &home).await?)?;
            insert(&tx, hands, grant, (row, &beginning.content), json!({})).await
        })
        .await
}

fn refuse_endless(content: &Content) -> Result<(), PracticeError> {
    let faults = unkept(content);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(PracticeError::Faults(faults))
    }
}

fn bare(tx: &Tx, hands: Hands<'_>, organisation: OrganisationId, language: Locale) -> Result<Model, PracticeError> {
    Ok(Model {
        id: hands.journal.clock().id(),
        version: 1,
        organisation_id: organisation.0,
        chamber: String::new(),
        expert: None,
        author: Some(who(hands.actor)?),
        state: State::Draft.code().to_owned(),
        public: false,
        language: language.code().to_owned(),
        territory: String::new(),
        title: String::new(),
        content: String::new(),
        words: String::new(),
        adoptions: 0,
        grade: 0,
        first: None,
        second: None,
        created_at: tx.now(),
        changed_at: tx.now(),
        submitted_at: None,
        published_at: None,
        ended_at: None,
    })
}

async fn insert(
    tx: &Tx,
    hands: Hands<'_>,
    grant: Grant,
    (mut row, content): (Model, &Content),
    more: Value,
) -> Result<(Receipt, PracticeId), PracticeError> {
    let drafts = Entity::find()
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::State.eq(State::Draft.code()))
        .count(tx.connection())
        .await?;
    if drafts >= DRAFTS {
        return Err(PracticeError::TooMany);
    }
    fill(&mut row, content)?;
    let row = row.into_active_model().reset_all().insert(tx.connection()).await?;
    let told = entry("practices.begun", &row, more, None);
    Ok((tell(tx, hands.journal, grant, told).await?, PracticeId(row.id)))
}

/// Keeps what is said so far, whole or not; the next version.
///
/// # Errors
/// [`PracticeError::Changed`] where another window was quicker, [`PracticeError::Fixed`] where it is with a chamber.
pub async fn keep(hands: Hands<'_>, id: PracticeId, keeping: Keeping) -> Result<i64, PracticeError> {
    let keeping = &Keeping {
        content: tidy(keeping.content),
        ..keeping
    };
    refuse_endless(&keeping.content)?;
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditPractice)?;
            let Held { mut row, acting, .. } = held;
            same_version(row.version, Some(keeping.version))?;
            written(&row)?;
            // The one whose expert looked before may be its own chamber by now.
            row.expert = None;
            settle(&mut row, acting)?;
            keeping.language.code().clone_into(&mut row.language);
            fill(&mut row, &keeping.content)?;
            let row = save(&tx, row).await?;
            let told = entry("practices.kept", &row, json!({}), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, row.version))
        })
        .await
}

fn written(row: &Model) -> Result<(), PracticeError> {
    match State::from_code(&row.state) {
        Some(state) if state.is_written() => Ok(()),
        Some(state) => Err(PracticeError::Fixed(state)),
        None => Err(PracticeError::Hidden),
    }
}

/// Throws a draft away that no chamber has seen.
///
/// # Errors
/// See [`PracticeError`].
pub async fn discard(hands: Hands<'_>, id: PracticeId, version: Option<i64>) -> Result<(), PracticeError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditPractice)?;
            same_version(held.row.version, version)?;
            match State::from_code(&held.row.state) {
                Some(State::Draft) => {}
                Some(state) => return Err(PracticeError::Fixed(state)),
                None => return Err(PracticeError::Hidden),
            }
            Entity::delete_by_id(id.0).exec(tx.connection()).await?;
            let told = entry("practices.discarded", &held.row, json!({}), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

/// A new draft that says the same: of one that was taken back or refused, or is to be told anew.
///
/// # Errors
/// See [`PracticeError`].
pub async fn copy(hands: Hands<'_>, id: PracticeId) -> Result<PracticeId, PracticeError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditPractice)?;
            let Held { row, acting, .. } = held;
            let content: Content = serde_json::from_str(&row.content)?;
            let language = Locale::from_code(&row.language).unwrap_or(Locale::Fr);
            let mut new = bare(&tx, hands, OrganisationId(row.organisation_id), language)?;
            settle(&mut new, acting)?;
            insert(&tx, hands, grant, (new, &content), json!({ "of": id })).await
        })
        .await
}
