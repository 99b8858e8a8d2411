//! What introductions keep about somebody, and how they go on without them. What was said between two organisations is theirs and
//! stays while they need it; who said it, and who advised, goes.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};

use super::{IntroductionError, save, tell};
use crate::attachments::{self, Of};
use crate::introductions::model::{IntroductionId, State};
use crate::introductions::tables::introduction::{Column, Entity, Model};
use crate::introductions::tables::introduction_message as said;
use crate::organisations::model::OrganisationId;
use crate::platform::access;
use crate::platform::clock::rfc3339;
use crate::platform::database::{AsDatabaseError, Connections, DatabaseError, Doing, Tx};
use crate::platform::journal;
use crate::platform::mail;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, maintenance, naming};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "introductions"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, hands: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move { erase(tx, hands, whose).await.map_err(as_database) })
    }
}

fn as_database(error: IntroductionError) -> DatabaseError {
    match error {
        IntroductionError::Database(error) => error,
        other => {
            let text = other
                .as_database()
                .map_or_else(|| other.to_string(), ToString::to_string);
            DatabaseError::Db(sea_orm::DbErr::Custom(text))
        }
    }
}

/// The right to one row, by which it is saved.
fn own(row: &Model) -> Result<access::Grant, IntroductionError> {
    let on = access::Ownership {
        id: row.id,
        version: row.version,
        ..access::Ownership::default()
    };
    Ok(access::decide(&maintenance(), access::Action::Maintain, &on)?)
}

async fn erase(tx: &Tx, hands: Hands<'_>, whose: &Whose) -> Result<Erased, IntroductionError> {
    let db = tx.connection();
    let theirs = Condition::any()
        .add(Column::AskedBy.eq(whose.id))
        .add(Column::RequesterAdviser.eq(whose.id))
        .add(Column::TargetAdviser.eq(whose.id));
    for row in Entity::find().filter(theirs).all(db).await? {
        let without = |person: Option<uuid::Uuid>| person.filter(|person| *person != whose.id);
        let advised = [row.requester_adviser, row.target_adviser].contains(&Some(whose.id));
        let row = Model {
            asked_by: without(row.asked_by),
            requester_adviser: without(row.requester_adviser),
            target_adviser: without(row.target_adviser),
            ..row
        };
        let row = save(tx, &own(&row)?, row).await?;
        if advised && row.stands().is_open() {
            // The clock runs on: the chamber must name somebody else.
            let _receipt = tell(
                tx,
                hands.clock,
                hands.grant()?,
                "introductions.let_go",
                &row,
                json!({}),
                None,
            )
            .await?;
        }
    }
    for row in said::Entity::find()
        .filter(said::Column::Author.eq(whose.id))
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
async fn texts(tx: &Tx, whose: &Whose) -> Result<(), IntroductionError> {
    let db = tx.connection();
    for row in said::Entity::find()
        .filter(naming(whose, &[said::Column::Body]))
        .all(db)
        .await?
    {
        let Some(body) = whose.without(&row.body) else {
            continue;
        };
        journal::personal::erase_naming(tx, &subject(row.introduction_id), whose).await?;
        let mut row = row.into_active_model();
        row.body = Set(body);
        row.update(db).await?;
    }
    let columns = [Column::Subject, Column::Message, Column::ReasonText, Column::NextStep];
    for row in Entity::find().filter(naming(whose, &columns)).all(db).await? {
        let mut changed = row.clone().into_active_model();
        if let Some(text) = whose.without(&row.subject) {
            changed.subject = Set(text);
        }
        if let Some(text) = whose.without(&row.message) {
            changed.message = Set(text);
        }
        let of = |text: &Option<String>| text.as_deref().and_then(|text| whose.without(text));
        if let Some(text) = of(&row.reason_text) {
            changed.reason_text = Set(Some(text));
        }
        if let Some(text) = of(&row.next_step) {
            changed.next_step = Set(Some(text));
        }
        if changed.is_changed() {
            changed.update(db).await?;
        }
        journal::personal::erase_naming(tx, &subject(row.id), whose).await?;
    }
    Ok(())
}

fn subject(id: uuid::Uuid) -> String {
    format!("introduction:{}", IntroductionId(id))
}

/// An organisation is erased: its introductions end, and of what was said in them nothing stays.
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(tx: &Tx, hands: Hands<'_>, id: OrganisationId) -> Result<(), DatabaseError> {
    let theirs = Condition::any()
        .add(Column::RequesterId.eq(id.0))
        .add(Column::TargetId.eq(id.0));
    for row in Entity::find().filter(theirs).all(tx.connection()).await? {
        give_up(tx, hands, row).await.map_err(as_database)?;
    }
    Ok(())
}

async fn give_up(tx: &Tx, hands: Hands<'_>, mut row: Model) -> Result<(), IntroductionError> {
    let ends = row.stands().is_open();
    if ends {
        row.state = State::Withdrawn.code().to_owned();
        row.ended_at = Some(tx.now());
        row.due_at = None;
        row.escalated_at = None;
        row.open_key = None;
    }
    said::Entity::delete_many()
        .filter(said::Column::IntroductionId.eq(row.id))
        .exec(tx.connection())
        .await?;
    attachments::let_go(tx, Of::Introduction(row.id)).await?;
    journal::personal::erase_written(tx, &subject(row.id)).await?;
    mail::drop_about(tx, &subject(row.id)).await?;
    row.subject.clone_from(&row.number);
    row.message = String::new();
    row.reason_text = None;
    row.next_step = None;
    row.asked_by = None;
    let row = save(tx, &own(&row)?, row).await?;
    let action = "introductions.organisation_erased";
    // Whoever counts those at their end must know whether this ended it.
    let _receipt = tell(
        tx,
        hands.clock,
        hands.grant()?,
        action,
        &row,
        json!({ "ends": ends }),
        None,
    )
    .await?;
    Ok(())
}

/// The chambers that have had what was asked for; that of an unnamed target is told when it accepts.
fn told(row: &Model) -> Vec<&str> {
    let first = row.submitted_at.map(|_| row.requester_chamber.as_str());
    let open = !row.target_unnamed || row.accepted_at.is_some();
    let second = row.forwarded_at.filter(|_| open).map(|_| row.target_chamber.as_str());
    first.into_iter().chain(second).collect()
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let theirs = Condition::any()
        .add(Column::AskedBy.eq(whose.id))
        .add(Column::RequesterAdviser.eq(whose.id))
        .add(Column::TargetAdviser.eq(whose.id));
    let rows = Entity::find()
        .filter(theirs)
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await?;
    let mut introductions: Vec<Value> = Vec::new();
    for row in rows {
        let asked = row.asked_by == Some(whose.id);
        if asked {
            for chamber in told(&row) {
                share.recipients.push(json!({
                    "who": "chamber", "chamber": chamber, "introduction": row.number, "since": rfc3339(row.created_at),
                    "why": "it brings you together",
                }));
            }
        }
        introductions.push(json!({
            "id": IntroductionId(row.id), "number": row.number, "state": row.state,
            "as": if asked { "requester" } else { "adviser" },
            "requester": OrganisationId(row.requester_id), "subject": row.subject,
            "message": asked.then_some(row.message), "createdAt": rfc3339(row.created_at),
            "endedAt": row.ended_at.map(rfc3339),
        }));
    }
    share.data.insert("introductions".into(), introductions.into());
    let written = said::Entity::find()
        .filter(said::Column::Author.eq(whose.id))
        .order_by_asc(said::Column::At)
        .all(db)
        .await?;
    let written = written.into_iter().map(|row| {
        json!({
            "introduction": IntroductionId(row.introduction_id), "at": rfc3339(row.at), "kind": row.kind,
            "text": row.body,
        })
    });
    share.data.insert("written".into(), written.collect());
    Ok(share)
}
