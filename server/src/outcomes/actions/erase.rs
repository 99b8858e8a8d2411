//! What outcomes keep about somebody, and how they go on without them: an outcome is two organisations' and stays.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;

use super::OutcomeError;
use crate::introductions::IntroductionId;
use crate::organisations::model::OrganisationId;
use crate::outcomes::model::OutcomeId;
use crate::outcomes::tables::outcome::{Column, Entity};
use crate::outcomes::tables::{outcome_followup as followup, outcome_remedy as remedy};
use crate::platform::clock::rfc3339;
use crate::platform::database::{AsDatabaseError, Connections, DatabaseError, Doing, Tx};
use crate::platform::journal;
use crate::platform::mail;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, naming};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "outcomes"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move { erase(tx, whose).await.map_err(as_database) })
    }
}

fn as_database(error: OutcomeError) -> DatabaseError {
    match error {
        OutcomeError::Database(error) => error,
        other => {
            let text = other
                .as_database()
                .map_or_else(|| other.to_string(), ToString::to_string);
            DatabaseError::Db(sea_orm::DbErr::Custom(text))
        }
    }
}

/// An organisation is erased: what came of its introductions is still counted, and of what was written about it nothing stays.
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(tx: &Tx, id: OrganisationId) -> Result<(), DatabaseError> {
    let theirs = Condition::any()
        .add(Column::RequesterId.eq(id.0))
        .add(Column::TargetId.eq(id.0));
    for row in Entity::find().filter(theirs).all(tx.connection()).await? {
        let subject = format!("outcome:{}", OutcomeId(row.id));
        journal::personal::erase_written(tx, &subject).await?;
        mail::drop_about(tx, &subject).await?;
        let asked = followup::Entity::delete_many().filter(followup::Column::OutcomeId.eq(row.id));
        asked.exec(tx.connection()).await?;
        let wrote = remedy::Entity::delete_many().filter(remedy::Column::OutcomeId.eq(row.id));
        wrote.exec(tx.connection()).await?;
        let mut row = row.into_active_model();
        row.evidence = Set(None);
        row.link = Set(None);
        row.obstacle_text = Set(None);
        row.dispute = Set(None);
        row.update(tx.connection()).await?;
    }
    Ok(())
}

async fn erase(tx: &Tx, whose: &Whose) -> Result<Erased, OutcomeError> {
    let db = tx.connection();
    let theirs = followup::Entity::delete_many().filter(followup::Column::PersonId.eq(whose.id));
    theirs.exec(db).await?;
    let said = Condition::any()
        .add(Column::Recorder.eq(whose.id))
        .add(Column::Confirmer.eq(whose.id));
    for row in Entity::find().filter(said).all(db).await? {
        let (recorder, confirmer) = (row.recorder, row.confirmer);
        let mut row = row.into_active_model();
        row.recorder = Set(recorder.filter(|person| *person != whose.id));
        row.confirmer = Set(confirmer.filter(|person| *person != whose.id));
        row.update(db).await?;
    }
    for row in remedy::Entity::find()
        .filter(remedy::Column::Author.eq(whose.id))
        .all(db)
        .await?
    {
        let mut row = row.into_active_model();
        row.author = Set(None);
        row.update(db).await?;
    }
    texts(tx, whose).await?;
    Ok(Erased::default())
}

/// Their name and address, in what anybody wrote.
async fn texts(tx: &Tx, whose: &Whose) -> Result<(), OutcomeError> {
    let db = tx.connection();
    let columns = [Column::Evidence, Column::Link, Column::ObstacleText, Column::Dispute];
    for row in Entity::find().filter(naming(whose, &columns)).all(db).await? {
        let mut changed = row.clone().into_active_model();
        let of = |text: &Option<String>| text.as_deref().and_then(|text| whose.without(text));
        macro_rules! clean {
            ($($column:ident),+) => {$(if let Some(text) = of(&row.$column) { changed.$column = Set(Some(text)); })+};
        }
        clean!(evidence, link, obstacle_text, dispute);
        if changed.is_changed() {
            changed.update(db).await?;
        }
        journal::personal::erase_naming(tx, &format!("outcome:{}", OutcomeId(row.id)), whose).await?;
    }
    for row in remedy::Entity::find()
        .filter(naming(whose, &[remedy::Column::Body]))
        .all(db)
        .await?
    {
        let Some(body) = whose.without(&row.body) else {
            continue;
        };
        journal::personal::erase_naming(tx, &format!("outcome:{}", OutcomeId(row.outcome_id)), whose).await?;
        let mut row = row.into_active_model();
        row.body = Set(body);
        row.update(db).await?;
    }
    Ok(())
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let said = Condition::any()
        .add(Column::Recorder.eq(whose.id))
        .add(Column::Confirmer.eq(whose.id));
    let rows = Entity::find().filter(said).all(db).await?.into_iter().map(|row| {
        json!({
            "id": OutcomeId(row.id), "introduction": IntroductionId(row.introduction_id), "number": row.number,
            "kind": row.kind, "state": row.state, "as": if row.recorder == Some(whose.id) { "recorder" } else { "confirmer" },
            "evidence": row.evidence, "link": row.link, "obstacleText": row.obstacle_text,
            "recordedAt": rfc3339(row.recorded_at), "confirmedAt": row.confirmed_at.map(rfc3339),
        })
    });
    share.data.insert("outcomes".into(), rows.collect());
    let asked = followup::Entity::find()
        .filter(followup::Column::PersonId.eq(whose.id))
        .all(db)
        .await?;
    let asked = asked.into_iter().map(|row| {
        json!({
            "outcome": OutcomeId(row.outcome_id), "months": row.months, "askedAt": rfc3339(row.created_at),
            "answer": row.answer, "answeredAt": row.used_at.map(rfc3339),
        })
    });
    share.data.insert("followUps".into(), asked.collect());
    let wrote = remedy::Entity::find()
        .filter(remedy::Column::Author.eq(whose.id))
        .all(db)
        .await?;
    let wrote = wrote
        .into_iter()
        .map(|row| json!({ "outcome": OutcomeId(row.outcome_id), "at": rfc3339(row.at), "text": row.body }));
    share.data.insert("written".into(), wrote.collect());
    Ok(share)
}
