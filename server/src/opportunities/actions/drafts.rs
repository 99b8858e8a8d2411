//! Writing: a draft is begun, kept as often as somebody types, thrown away, or made of what is over.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{Hands, Held, OpportunityError, entry, fill, load, same_version, save, settle, tell, who};
use crate::cases::reviewing;
use crate::opportunities::model::{Content, DRAFTS, OpportunityId, State, Type};
use crate::opportunities::rules::{tidy, unkept};
use crate::opportunities::tables::opportunity::{Column, Entity, Model};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::home_of;
use crate::platform::access::{self, Action, Grant, Ownership};
use crate::platform::database::Tx;
use crate::platform::texts::Locale;

/// What a draft begins with.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Whose it is to be.
    pub organisation: OrganisationId,
    /// What is offered or looked for.
    pub kind: Type,
    /// Whether its organisation is masked.
    pub anonymous: bool,
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
    /// What is offered or looked for.
    pub kind: Type,
    /// Whether its organisation is masked.
    pub anonymous: bool,
    /// Of its texts.
    pub language: Locale,
    /// All that is said.
    pub content: Content,
}

/// Begins a draft.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn begin(hands: Hands<'_>, beginning: Beginning) -> Result<OpportunityId, OpportunityError> {
    let beginning = &Beginning {
        content: tidy(beginning.content),
        ..beginning
    };
    refuse_endless(&beginning.content)?;
    hands
        .journal
        .write(|tx| async move {
            let home = home_of(&tx, beginning.organisation)
                .await?
                .ok_or(OpportunityError::Hidden)?;
            let owned = Ownership {
                id: beginning.organisation.0,
                organisation: Some(beginning.organisation.0),
                chamber: home.chamber.clone(),
                ..Ownership::default()
            };
            let grant = access::decide(hands.actor, Action::EditOpportunity, &owned)?;
            let mut row = bare(&tx, hands, beginning)?;
            let acting = reviewing(tx.connection(), &hands.web.region, &home).await?;
            settle(&mut row, &home, acting)?;
            insert(&tx, hands, grant, row, &beginning.content, json!({})).await
        })
        .await
}

fn refuse_endless(content: &Content) -> Result<(), OpportunityError> {
    let faults = unkept(content);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(OpportunityError::Faults(faults))
    }
}

fn bare(tx: &Tx, hands: Hands<'_>, beginning: &Beginning) -> Result<Model, OpportunityError> {
    Ok(Model {
        id: hands.journal.clock().id(),
        version: 1,
        organisation_id: beginning.organisation.0,
        chamber: String::new(),
        territory: String::new(),
        author: Some(who(hands.actor)?),
        kind: beginning.kind.code().to_owned(),
        state: State::Draft.code().to_owned(),
        public: false,
        anonymous: beginning.anonymous,
        interest: false,
        language: beginning.language.code().to_owned(),
        title: String::new(),
        content: String::new(),
        concepts: String::new(),
        words: String::new(),
        reviewer: None,
        created_at: tx.now(),
        changed_at: tx.now(),
        submitted_at: None,
        published_at: None,
        expires_at: None,
        extended: false,
        reminded: false,
        ended_at: None,
        deadline: None,
    })
}

async fn insert(
    tx: &Tx,
    hands: Hands<'_>,
    grant: Grant,
    mut row: Model,
    content: &Content,
    more: serde_json::Value,
) -> Result<(crate::platform::journal::Receipt, OpportunityId), OpportunityError> {
    let drafts = Entity::find()
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::State.eq(State::Draft.code()))
        .count(tx.connection())
        .await?;
    if drafts >= DRAFTS {
        return Err(OpportunityError::TooMany);
    }
    fill(&mut row, content, &hands.web.region)?;
    let row = row.into_active_model().reset_all().insert(tx.connection()).await?;
    let told = entry("opportunities.begun", &row, more, None);
    Ok((tell(tx, hands.journal, grant, told).await?, OpportunityId(row.id)))
}

/// Keeps what is said so far, whole or not; the next version.
///
/// # Errors
/// [`OpportunityError::Changed`] where another window was quicker, [`OpportunityError::Fixed`] where it is with the chamber.
pub async fn keep(hands: Hands<'_>, id: OpportunityId, keeping: Keeping) -> Result<i64, OpportunityError> {
    let keeping = &Keeping {
        content: tidy(keeping.content),
        ..keeping
    };
    refuse_endless(&keeping.content)?;
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            let Held { mut row, home, acting } = held;
            same_version(&row, Some(keeping.version))?;
            written(&row)?;
            settle(&mut row, &home, acting)?;
            keeping.kind.code().clone_into(&mut row.kind);
            keeping.language.code().clone_into(&mut row.language);
            row.anonymous = keeping.anonymous;
            fill(&mut row, &keeping.content, &hands.web.region)?;
            let row = save(&tx, row).await?;
            let told = entry("opportunities.kept", &row, json!({}), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, row.version))
        })
        .await
}

pub(super) fn written(row: &Model) -> Result<(), OpportunityError> {
    match State::from_code(&row.state) {
        Some(state) if state.is_written() => Ok(()),
        Some(state) => Err(OpportunityError::Fixed(state)),
        None => Err(OpportunityError::Hidden),
    }
}

/// Throws a draft away that no chamber has seen.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn discard(hands: Hands<'_>, id: OpportunityId, version: Option<i64>) -> Result<(), OpportunityError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            same_version(&held.row, version)?;
            match State::from_code(&held.row.state) {
                Some(State::Draft) => {}
                Some(state) => return Err(OpportunityError::Fixed(state)),
                None => return Err(OpportunityError::Hidden),
            }
            Entity::delete_by_id(id.0).exec(tx.connection()).await?;
            let told = entry("opportunities.discarded", &held.row, json!({}), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

/// A new draft that says the same: of one that is over, was not published, or is to be changed.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn copy(hands: Hands<'_>, id: OpportunityId) -> Result<OpportunityId, OpportunityError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            let Held { row, home, acting } = held;
            let mut content: Content = serde_json::from_str(&row.content)?;
            // Its day is over, or will be.
            content.deadline = None;
            let beginning = Beginning {
                organisation: OrganisationId(row.organisation_id),
                kind: Type::from_code(&row.kind).unwrap_or(Type::BusinessOffer),
                anonymous: row.anonymous,
                language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
                content: Content::default(),
            };
            let mut new = bare(&tx, hands, &beginning)?;
            settle(&mut new, &home, acting)?;
            insert(&tx, hands, grant, new, &content, json!({ "of": id })).await
        })
        .await
}
