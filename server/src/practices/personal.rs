//! What this feature keeps about somebody: what they began for an organisation, what they said for a chamber, and of adoptions.
//! All of it is others' as well and stays; the person goes, and their name out of the texts.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use super::letters;
use super::model::{AdoptionId, AdoptionState, Content, PracticeId};
use super::rules::words_of;
use super::tables::{adoption, practice, review};
use crate::organisations::model::OrganisationId;
use crate::platform::clock::rfc3339;
use crate::platform::database::words::haystack;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::journal;
use crate::platform::mail;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, naming};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "practices"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            practices(tx, whose).await?;
            reviews(tx, whose).await?;
            adoptions(tx, whose).await?;
            Ok(Erased::default())
        })
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let begun = practice::Entity::find().filter(practice::Column::Author.eq(whose.id));
    let begun = begun.all(db).await?.into_iter().map(|row| {
        json!({
            "id": PracticeId(row.id), "organisation": OrganisationId(row.organisation_id), "state": row.state,
            "language": row.language, "content": serde_json::from_str::<Value>(&row.content).unwrap_or_default(),
            "createdAt": rfc3339(row.created_at), "changedAt": rfc3339(row.changed_at),
        })
    });
    share.data.insert("begun".into(), begun.collect());
    let said = review::Entity::find().filter(review::Column::Reviewer.eq(whose.id));
    let said = said.all(db).await?.into_iter().map(|row| {
        json!({
            "practice": PracticeId(row.practice_id), "at": rfc3339(row.at), "chamber": row.chamber,
            "result": row.verdict, "text": row.body,
        })
    });
    share.data.insert("reviewed".into(), said.collect());
    let theirs = Condition::any()
        .add(adoption::Column::Author.eq(whose.id))
        .add(adoption::Column::Confirmer.eq(whose.id));
    let taken = adoption::Entity::find()
        .filter(theirs)
        .all(db)
        .await?
        .into_iter()
        .map(|row| {
            json!({
                "id": AdoptionId(row.id), "practice": PracticeId(row.practice_id), "state": row.state,
                "organisation": OrganisationId(row.organisation_id), "municipality": row.municipality,
                "changed": row.changed, "costText": row.cost_text, "result": row.result,
                "as": if row.author == Some(whose.id) { "author" } else { "confirmer" },
                "createdAt": rfc3339(row.created_at),
            })
        });
    share.data.insert("adoptions".into(), taken.collect());
    Ok(share)
}

async fn practices(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    use practice::Column;
    let touched = Condition::any()
        .add(Column::Author.eq(whose.id))
        .add(naming(whose, &[Column::Title, Column::Content]));
    for mut row in practice::Entity::find().filter(touched).all(tx.connection()).await? {
        row.author = row.author.filter(|author| *author != whose.id);
        let mut content: Content = serde_json::from_str(&row.content).unwrap_or_default();
        let mut changed = false;
        for text in content.written_mut() {
            if let Some(without) = whose.without(text) {
                *text = without;
                changed = true;
            }
        }
        if changed {
            row.title.clone_from(&content.title);
            row.words = haystack(words_of(&content));
            row.content = serde_json::to_string(&content).unwrap_or_default();
        }
        row.version += 1;
        journal::personal::erase_naming(tx, &letters::about(PracticeId(row.id)), whose).await?;
        row.into_active_model().reset_all().update(tx.connection()).await?;
    }
    Ok(())
}

async fn reviews(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    let said = review::Entity::find().filter(naming(whose, &[review::Column::Body]));
    for mut row in said.all(tx.connection()).await? {
        if let Some(without) = whose.without(&row.body) {
            journal::personal::erase_naming(tx, &letters::about(PracticeId(row.practice_id)), whose).await?;
            row.body = without;
            row.into_active_model().reset_all().update(tx.connection()).await?;
        }
    }
    Ok(())
}

async fn adoptions(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    use adoption::Column;
    let columns = [Column::Municipality, Column::Changed, Column::CostText, Column::Result];
    let touched = Condition::any()
        .add(Column::Author.eq(whose.id))
        .add(Column::Confirmer.eq(whose.id))
        .add(naming(whose, &columns));
    for mut row in adoption::Entity::find().filter(touched).all(tx.connection()).await? {
        row.author = row.author.filter(|author| *author != whose.id);
        row.confirmer = row.confirmer.filter(|confirmer| *confirmer != whose.id);
        for text in [
            &mut row.municipality,
            &mut row.changed,
            &mut row.cost_text,
            &mut row.result,
        ] {
            if let Some(without) = whose.without(text) {
                *text = without;
            }
        }
        row.version += 1;
        journal::personal::erase_naming(tx, &letters::about_adoption(AdoptionId(row.id)), whose).await?;
        row.into_active_model().reset_all().update(tx.connection()).await?;
    }
    Ok(())
}

/// An organisation is erased: its practices go with it, every letter about them, and what it said of those of others, which
/// count it no more.
///
/// # Errors
/// When the database refuses.
pub async fn forget_organisation(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    let db = tx.connection();
    let of_it = practice::Column::OrganisationId.eq(id.0);
    for row in practice::Entity::find().filter(of_it.clone()).all(db).await? {
        let taken = adoption::Entity::find().filter(adoption::Column::PracticeId.eq(row.id));
        for one in taken.all(db).await? {
            forget_written(tx, &letters::about_adoption(AdoptionId(one.id))).await?;
        }
        forget_written(tx, &letters::about(PracticeId(row.id))).await?;
    }
    practice::Entity::delete_many().filter(of_it).exec(db).await?;
    let taken = adoption::Column::OrganisationId.eq(id.0);
    for row in adoption::Entity::find().filter(taken.clone()).all(db).await? {
        forget_written(tx, &letters::about_adoption(AdoptionId(row.id))).await?;
        if row.state != AdoptionState::Confirmed.code() {
            continue;
        }
        if let Some(mut of) = practice::Entity::find_by_id(row.practice_id).one(db).await? {
            of.adoptions = (of.adoptions - 1).max(0);
            of.version += 1;
            of.into_active_model().reset_all().update(db).await?;
        }
    }
    adoption::Entity::delete_many().filter(taken).exec(db).await?;
    Ok(())
}

async fn forget_written(tx: &Tx, subject: &str) -> Result<(), DatabaseError> {
    journal::personal::erase_written(tx, subject).await?;
    mail::drop_about(tx, subject).await?;
    Ok(())
}
