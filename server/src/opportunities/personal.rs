//! What this feature keeps about somebody: what they began for an organisation, and what they said as an adviser. Both are
//! others' as well and stay; the person goes, and their name out of the texts.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use super::letters;
use super::model::{Content, OpportunityId, Text};
use super::rules::haystack;
use super::tables::{opportunity, review, version};
use super::vocabulary;
use crate::attachments::{self, Of};
use crate::organisations::model::OrganisationId;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::journal;
use crate::platform::mail;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, naming};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "opportunities"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, hands: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(erase(tx, hands, whose))
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let begun = opportunity::Entity::find()
        .filter(opportunity::Column::Author.eq(whose.id))
        .all(db)
        .await?;
    let begun = begun.into_iter().map(|row| {
        json!({
            "id": OpportunityId(row.id), "organisation": OrganisationId(row.organisation_id), "type": row.kind,
            "state": row.state, "anonymous": row.anonymous, "language": row.language,
            "content": serde_json::from_str::<Value>(&row.content).unwrap_or_default(),
            "createdAt": rfc3339(row.created_at), "changedAt": rfc3339(row.changed_at),
        })
    });
    share.data.insert("begun".into(), begun.collect());
    let translated = version::Entity::find()
        .filter(version::Column::Author.eq(whose.id))
        .all(db)
        .await?;
    let translated = translated.into_iter().map(|row| {
        json!({
            "opportunity": OpportunityId(row.opportunity_id), "language": row.language, "at": rfc3339(row.at),
            "content": serde_json::from_str::<Value>(&row.content).unwrap_or_default(),
        })
    });
    share.data.insert("translated".into(), translated.collect());
    let said = review::Entity::find()
        .filter(review::Column::Reviewer.eq(whose.id))
        .all(db)
        .await?;
    let said = said.into_iter().map(|row| {
        json!({
            "opportunity": OpportunityId(row.opportunity_id), "at": rfc3339(row.at), "result": row.verdict,
            "scores": [row.advantage, row.clarity, row.cooperation, row.language], "text": row.body,
        })
    });
    share.data.insert("reviewed".into(), said.collect());
    Ok(share)
}

async fn erase(tx: &Tx, hands: Hands<'_>, whose: &Whose) -> Result<Erased, DatabaseError> {
    use opportunity::Column;
    let db = tx.connection();
    let touched = Condition::any()
        .add(Column::Author.eq(whose.id))
        .add(naming(whose, &[Column::Title, Column::Content]));
    let rows = opportunity::Entity::find().filter(touched).all(db).await?;
    for mut row in rows {
        row.author = row.author.filter(|author| *author != whose.id);
        let mut content: Content = serde_json::from_str(&row.content).unwrap_or_default();
        let mut changed = false;
        for text in Text::ALL {
            if let Some(without) = whose.without(content.text(*text)) {
                *content.text_mut(*text) = without;
                changed = true;
            }
        }
        if changed {
            row.title.clone_from(&content.title);
            row.words = haystack(&content, &vocabulary::all_names(hands.region, content.concepts()));
            row.content = serde_json::to_string(&content).unwrap_or_default();
        }
        row.version += 1;
        journal::personal::erase_naming(tx, &letters::about(OpportunityId(row.id)), whose).await?;
        row.into_active_model().reset_all().update(db).await?;
    }
    versions(tx, whose).await?;
    let said = review::Entity::find()
        .filter(naming(whose, &[review::Column::Body]))
        .all(db)
        .await?;
    for mut row in said {
        if let Some(without) = whose.without(&row.body) {
            journal::personal::erase_naming(tx, &letters::about(OpportunityId(row.opportunity_id)), whose).await?;
            row.body = without;
            row.into_active_model().reset_all().update(db).await?;
        }
    }
    Ok(Erased::default())
}

/// What is said in other languages.
async fn versions(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    let touched = Condition::any()
        .add(version::Column::Author.eq(whose.id))
        .add(naming(whose, &[version::Column::Content]));
    for mut row in version::Entity::find().filter(touched).all(tx.connection()).await? {
        row.author = row.author.filter(|author| *author != whose.id);
        let mut content: Content = serde_json::from_str(&row.content).unwrap_or_default();
        for text in Text::ALL {
            if let Some(without) = whose.without(content.text(*text)) {
                *content.text_mut(*text) = without;
            }
        }
        row.content = serde_json::to_string(&content).unwrap_or_default();
        journal::personal::erase_naming(tx, &letters::about(OpportunityId(row.opportunity_id)), whose).await?;
        row.into_active_model().reset_all().update(tx.connection()).await?;
    }
    Ok(())
}

/// An organisation is erased: what it offered and looked for goes with it, and every letter about that.
///
/// # Errors
/// When the database refuses.
pub async fn forget_organisation(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    let db = tx.connection();
    let of_it = opportunity::Column::OrganisationId.eq(id.0);
    for row in opportunity::Entity::find().filter(of_it.clone()).all(db).await? {
        let subject = letters::about(OpportunityId(row.id));
        journal::personal::erase_written(tx, &subject).await?;
        mail::drop_about(tx, &subject).await?;
        attachments::let_go(tx, Of::Opportunity(row.id)).await?;
    }
    opportunity::Entity::delete_many().filter(of_it).exec(db).await?;
    Ok(())
}
