//! What cases keep about somebody, and how they go on without them. A case stays with what was decided and why, for that is
//! owed to others too; what its applicant asked for, wrote and was asked goes.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{CaseError, Opening, calendar, course, open, save, tell};
use crate::accounts;
use crate::accounts::personal::sole_owner_of;
use crate::cases::model::{CaseId, Kind, State};
use crate::cases::rules::{Step, step};
use crate::cases::tables::{case_file, case_message};
use crate::organisations::model::OrganisationId;
use crate::organisations::personal::drop_contacts;
use crate::organisations::queries::home_of;
use crate::platform::access::{self, Action, Role};
use crate::platform::clock::rfc3339;
use crate::platform::database::{AsDatabaseError, Connections, DatabaseError, Doing, Tx};
use crate::platform::journal;
use crate::platform::mail;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, maintenance, naming};
use crate::platform::texts::T;

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "cases"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose.id))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, hands: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move { erase(tx, hands, whose).await.map_err(as_database) })
    }
}

pub(in crate::cases) fn as_database(error: CaseError) -> DatabaseError {
    match error {
        CaseError::Database(error) => error,
        other => {
            let text = other
                .as_database()
                .map_or_else(|| other.to_string(), ToString::to_string);
            DatabaseError::Db(sea_orm::DbErr::Custom(text))
        }
    }
}

async fn erase(tx: &Tx, hands: Hands<'_>, whose: &Whose) -> Result<Erased, CaseError> {
    let mut indexed = false;
    for organisation in sole_owner_of(tx, whose.id).await? {
        indexed |= tell_chamber(tx, hands, whose, OrganisationId(organisation)).await?;
    }
    let asked = case_file::Entity::find().filter(case_file::Column::Applicant.eq(whose.id));
    for row in asked.all(tx.connection()).await? {
        let grant = hands.grant()?;
        if others_go_on(tx, whose, &row).await? {
            let row = save(tx, &own(&row)?, case_file::Model { applicant: None, ..row }).await?;
            messages(tx, whose, Some(row.id)).await?;
            let _receipt = tell(tx, hands.clock, grant, "cases.applicant_erased", &row, json!({}), None).await?;
        } else {
            give_up(tx, hands, row, "cases.applicant_erased").await?;
        }
    }
    let held = case_file::Entity::find().filter(case_file::Column::Assignee.eq(whose.id));
    for row in held.all(tx.connection()).await? {
        let_go(tx, hands, row).await?;
    }
    messages(tx, whose, None).await?;
    texts(tx, whose).await?;
    Ok(Erased {
        files: Vec::new(),
        indexed,
    })
}

/// The right to one row, by which it is saved.
pub(super) fn own(row: &case_file::Model) -> Result<access::Grant, CaseError> {
    Ok(access::decide(&maintenance(), Action::Maintain, row)?)
}

/// An organisation without an owner stays what it is; its chamber learns of it by a case, and makes contact.
async fn tell_chamber(tx: &Tx, hands: Hands<'_>, whose: &Whose, id: OrganisationId) -> Result<bool, CaseError> {
    let members = accounts::members(tx.connection(), id.0).await?;
    let alone = members.iter().all(|(person, _)| person.id.0 == whose.id);
    let dropped = alone && drop_contacts(tx, hands, id).await?;
    let Some(home) = home_of(tx, id).await? else {
        return Ok(dropped);
    };
    let of_territory = || {
        hands
            .region
            .chambers
            .iter()
            .find(|chamber| chamber.territory == home.territory)
    };
    let Some(chamber) = home
        .chamber
        .or_else(|| of_territory().map(|chamber| chamber.code.clone()))
    else {
        return Ok(dropped);
    };
    let reason = T::new(whose.language).get("case-no-owner-left").into_owned();
    let opening = Opening {
        kind: Kind::Report,
        chamber,
        territory: home.territory,
        organisation: Some(id),
        applicant: None,
        language: whose.language,
        title: home.name,
        dossier: json!({ "subject": "contact", "place": "", "reason": reason }),
    };
    let _opened = open(tx, hands.clock, hands.region, hands.grant()?, &opening).await?;
    Ok(dropped)
}

/// A change that was asked for an organisation is its other owners' affair as well.
async fn others_go_on(tx: &Tx, whose: &Whose, row: &case_file::Model) -> Result<bool, CaseError> {
    let is_open = State::from_code(&row.state).is_some_and(State::is_open);
    let is_change = row.kind == Kind::ProtectedChange.code();
    let Some(organisation) = row.organisation_id.filter(|_| is_open && is_change) else {
        return Ok(false);
    };
    let members = accounts::members(tx.connection(), organisation).await?;
    Ok(members
        .iter()
        .any(|(person, role)| person.id.0 != whose.id && *role == Role::Owner))
}

/// A case whose applicant is gone: taken back where it was open. Number, kind, times, decision and its reasons stay.
async fn give_up(
    tx: &Tx,
    hands: Hands<'_>,
    mut row: case_file::Model,
    mut action: &'static str,
) -> Result<(), CaseError> {
    let is_open = State::from_code(&row.state).is_some_and(State::is_open);
    if is_open {
        let calendar = calendar(hands.region, &row.chamber, &row.territory);
        let next = step(&course(&row), &Step::Withdraw, tx.now(), calendar)?;
        row.state = next.state.code().to_owned();
        row.waiting_since = None;
        row.proposer = None;
        row.proposal = None;
        action = "cases.withdrawn";
    }
    empty(tx, &mut row).await?;
    let row = save(tx, &own(&row)?, row).await?;
    let _receipt = tell(tx, hands.clock, hands.grant()?, action, &row, json!({}), None).await?;
    Ok(())
}

/// An organisation is erased: of the cases about it stays what is counted.
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(tx: &Tx, hands: Hands<'_>, id: OrganisationId) -> Result<(), DatabaseError> {
    let about = case_file::Entity::find().filter(case_file::Column::OrganisationId.eq(id.0));
    for row in about.all(tx.connection()).await? {
        let bare = case_file::Model {
            title: row.number.clone(),
            facts: None,
            remedy: None,
            appeal_facts: None,
            effect: None,
            ..row
        };
        give_up(tx, hands, bare, "cases.organisation_erased")
            .await
            .map_err(as_database)?;
    }
    Ok(())
}

/// What the applicant wrote goes, with the letters about it; the row is still to be saved.
pub(super) async fn empty(tx: &Tx, row: &mut case_file::Model) -> Result<(), CaseError> {
    case_message::Entity::delete_many()
        .filter(case_message::Column::CaseId.eq(row.id))
        .exec(tx.connection())
        .await?;
    journal::personal::erase_written(tx, &format!("case:{}", CaseId(row.id))).await?;
    // Letters to others show what it was called, and that may be a person's name.
    mail::drop_about(tx, &mail::about("case", row.id)).await?;
    row.applicant = None;
    row.dossier = "{}".to_owned();
    row.appeal_reason = None;
    if row.organisation_id.is_none() {
        row.title.clone_from(&row.number);
    }
    Ok(())
}

/// What an adviser had is free to be taken. Who decided stays named by an id that leads nowhere.
async fn let_go(tx: &Tx, hands: Hands<'_>, mut row: case_file::Model) -> Result<(), CaseError> {
    if !State::from_code(&row.state).is_some_and(State::is_open) {
        return Ok(());
    }
    row.assignee = None;
    if row.state == State::Assigned.code() {
        row.state = State::Open.code().to_owned();
    }
    let row = save(tx, &own(&row)?, row).await?;
    let _receipt = tell(tx, hands.clock, hands.grant()?, "cases.let_go", &row, json!({}), None).await?;
    Ok(())
}

/// Answers go with who gave them; questions and notes are the chamber's and lose their author.
async fn messages(tx: &Tx, whose: &Whose, case: Option<Uuid>) -> Result<(), CaseError> {
    let theirs = case_message::Entity::find().filter(case_message::Column::Author.eq(whose.id));
    let theirs = match case {
        Some(case) => theirs.filter(case_message::Column::CaseId.eq(case)),
        None => theirs,
    };
    for row in theirs.all(tx.connection()).await? {
        if row.side == "answer" {
            case_message::Entity::delete_by_id(row.id).exec(tx.connection()).await?;
            continue;
        }
        let mut row = row.into_active_model();
        row.author = Set(None);
        row.update(tx.connection()).await?;
    }
    Ok(())
}

/// Their name and address, in what others wrote.
async fn texts(tx: &Tx, whose: &Whose) -> Result<(), CaseError> {
    let db = tx.connection();
    let named = case_message::Entity::find().filter(naming(whose, &[case_message::Column::Body]));
    for row in named.all(db).await? {
        let Some(body) = whose.without(&row.body) else {
            continue;
        };
        journal::personal::erase_naming(tx, &format!("case:{}", CaseId(row.case_id)), whose).await?;
        let mut row = row.into_active_model();
        row.body = Set(body);
        row.update(db).await?;
    }
    use case_file::Column;
    let columns = [
        Column::Facts,
        Column::Remedy,
        Column::AppealFacts,
        Column::AppealReason,
        Column::Dossier,
    ];
    for row in case_file::Entity::find()
        .filter(naming(whose, &columns))
        .all(db)
        .await?
    {
        let mut changed = row.clone().into_active_model();
        let of = |text: &Option<String>| text.as_deref().and_then(|text| whose.without(text));
        macro_rules! clean {
            ($($column:ident),+) => {$(if let Some(text) = of(&row.$column) { changed.$column = Set(Some(text)); })+};
        }
        clean!(facts, remedy, appeal_facts, appeal_reason);
        if let Some(text) = whose.without(&row.dossier) {
            changed.dossier = Set(text);
        }
        if changed.is_changed() {
            changed.update(db).await?;
        }
        journal::personal::erase_naming(tx, &format!("case:{}", CaseId(row.id)), whose).await?;
    }
    Ok(())
}

async fn export(db: &Connections, person: Uuid) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let asked = case_file::Entity::find()
        .filter(case_file::Column::Applicant.eq(person))
        .order_by_asc(case_file::Column::OpenedAt)
        .all(db)
        .await?;
    let mut cases = Vec::new();
    for row in asked {
        // Notes are the chamber's; who decided is told by the letter, as the chamber.
        let said = case_message::Entity::find()
            .filter(case_message::Column::CaseId.eq(row.id))
            .filter(case_message::Column::Side.ne("note"))
            .order_by_asc(case_message::Column::At)
            .all(db)
            .await?;
        let said = said
            .into_iter()
            .map(|said| json!({ "at": rfc3339(said.at), "side": said.side, "text": said.body }));
        let said: Vec<Value> = said.collect();
        let mut chambers: Vec<&String> = row.first_chamber.iter().chain([&row.chamber]).collect();
        chambers.dedup();
        for chamber in chambers {
            share.recipients.push(json!({
                "who": "chamber", "chamber": chamber, "case": row.number, "since": rfc3339(row.opened_at),
                "why": "it decides what you asked for",
            }));
        }
        cases.push(json!({
            "id": CaseId(row.id), "number": row.number, "kind": row.kind, "state": row.state, "chamber": row.chamber,
            "organisation": row.organisation_id.map(OrganisationId), "title": row.title,
            "dossier": serde_json::from_str::<Value>(&row.dossier).unwrap_or_default(),
            "openedAt": rfc3339(row.opened_at), "decision": row.decision, "decidedAt": row.decided_at.map(rfc3339),
            "ground": row.ground, "facts": row.facts, "remedy": row.remedy, "appealReason": row.appeal_reason,
            "appealFacts": row.appeal_facts, "messages": said,
        }));
    }
    share.data.insert("cases".into(), cases.into());
    let written = case_message::Entity::find()
        .filter(case_message::Column::Author.eq(person))
        .order_by_asc(case_message::Column::At)
        .all(db)
        .await?;
    let written = written
        .into_iter()
        .map(|row| json!({ "case": CaseId(row.case_id), "at": rfc3339(row.at), "side": row.side, "text": row.body }));
    share.data.insert("written".into(), written.collect());
    Ok(share)
}
