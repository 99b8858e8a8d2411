//! An introduction begins: somebody asks for it in an organisation's name, at once or as a draft.

use chrono::Datelike;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{IntroductionError, Office, advance, load, right, save, tell, unchanged, who};
use crate::cases::acting;
use crate::chambers;
use crate::introductions::model::{IntroductionId, OPEN_LIMIT, Party, State};
use crate::introductions::queries::parties_of;
use crate::introductions::rules::{Asked, Fault, Step, check_asked, telling};
use crate::introductions::tables::{introduction, next_number};
use crate::opportunities::OpportunityId;
use crate::opportunities::queries::behind;
use crate::organisations::Traces;
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::queries::{Brief, briefs, traces_of};
use crate::platform::access::{self, Action, Ownership, Refusal};
use crate::platform::clock::day;
use crate::platform::database::Tx;
use crate::platform::id::encode;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// Whom somebody wants to be introduced to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// An organisation.
    Organisation(OrganisationId),
    /// Whoever published an opportunity; of an anonymous one the requester is told who that is when it accepts.
    Opportunity(OpportunityId),
}

/// What an introduction begins with.
#[derive(Clone, Debug)]
pub struct Ask {
    /// In whose name.
    pub requester: OrganisationId,
    /// With whom.
    pub whom: Whom,
    /// What is asked for.
    pub said: Asked,
    /// In which language.
    pub language: Locale,
    /// Whether it goes to the chamber at once; a draft otherwise.
    pub send: bool,
}

/// Asks for an introduction.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn ask(office: Office<'_>, asked: &Ask) -> Result<IntroductionId, IntroductionError> {
    let clock = office.journal.clock();
    // Looked up before: what names an organisation lies in many tables, and nobody waits for that.
    let known = &traces_where(office, asked.said.unnamed, asked.requester).await?;
    office
        .journal
        .write(|tx| async move {
            let meant = meant(&tx, office.region, asked.whom).await?;
            let both = briefs(tx.connection(), &[asked.requester.0, meant.organisation.0]).await?;
            let found = |id: OrganisationId| both.iter().find(|one| one.id == id);
            let requester = found(asked.requester).ok_or(IntroductionError::Hidden)?;
            let parent = Ownership {
                id: requester.id.0,
                organisation: Some(requester.id.0),
                chamber: requester.chamber.clone(),
                ..Ownership::default()
            };
            let grant = access::decide(office.actor, Action::SpeakIntroduction, &parent)?;
            let by = who(office.actor)?;
            let target = found(meant.organisation).ok_or(IntroductionError::Hidden)?;
            check_two(requester, target)?;
            let said = checked(&asked.said, known)?;
            let chambers = [
                chamber_of(&tx, office.region, requester).await?,
                chamber_of(&tx, office.region, target).await?,
            ];
            check_number(&tx, requester.id).await?;
            let number = next_number(&tx, day(tx.now()).year()).await?;
            let mut row = fresh(
                &tx,
                clock.id(),
                number,
                (asked, &meant),
                said,
                (requester, target),
                chambers,
            );
            row.asked_by = Some(by);
            if asked.send {
                advance(
                    office.region,
                    &mut row,
                    Step::Submit,
                    (Party::Requester, Some(by)),
                    tx.now(),
                )?;
            }
            let added = introduction::Entity::insert(row.clone().into_active_model().reset_all())
                .on_conflict(
                    OnConflict::column(introduction::Column::OpenKey)
                        .do_nothing()
                        .to_owned(),
                )
                .exec_without_returning(tx.connection())
                .await?;
            if added == 0 {
                return Err(IntroductionError::Twice);
            }
            let action = if asked.send {
                "introductions.submitted"
            } else {
                "introductions.drafted"
            };
            let written = (Some(by), json!({ "subject": row.subject, "message": row.message }));
            let more = json!({ "opportunity": meant.opportunity.map(encode), "party": Party::Requester });
            let receipt = tell(&tx, clock, grant, action, &row, more, Some(written)).await?;
            Ok((receipt, IntroductionId(row.id)))
        })
        .await
}

/// By what a requester is recognised that asks to stay unnamed.
async fn traces_where(office: Office<'_>, unnamed: bool, id: OrganisationId) -> Result<Traces, IntroductionError> {
    if unnamed {
        Ok(traces_of(office.journal.database(), office.region, id).await?)
    } else {
        Ok(Traces::default())
    }
}

/// What was asked, where all of it is as it must be and names nobody who stays unnamed: all that is wrong is told at once.
fn checked(asked: &Asked, known: &Traces) -> Result<Asked, IntroductionError> {
    let texts = [("subject", asked.subject.as_str()), ("message", asked.message.as_str())];
    let found = match asked.unnamed {
        true => telling(&texts, known, asked.looked),
        false => Vec::new(),
    };
    match (check_asked(asked), found.is_empty()) {
        (Ok(said), true) => Ok(said),
        (Err(faults), true) => Err(IntroductionError::Faults(faults)),
        (said, false) => Err(IntroductionError::Identifying(found, said.err().unwrap_or_default())),
    }
}

/// Who is behind what somebody asks about.
struct Meant {
    organisation: OrganisationId,
    opportunity: Option<Uuid>,
    unnamed: bool,
}

async fn meant(tx: &Tx, region: &Region, whom: Whom) -> Result<Meant, IntroductionError> {
    match whom {
        Whom::Organisation(organisation) => Ok(Meant {
            organisation,
            opportunity: None,
            unnamed: false,
        }),
        Whom::Opportunity(id) => {
            let found = behind(tx, region, id).await?.ok_or(IntroductionError::Hidden)?;
            if !found.takes_interest {
                return Err(IntroductionError::Shut);
            }
            Ok(Meant {
                organisation: found.organisation,
                opportunity: Some(id.0),
                unnamed: found.anonymous,
            })
        }
    }
}

/// Nobody is introduced to themselves, nor to one that is suspended, has left or is another's part.
fn check_two(requester: &Brief, target: &Brief) -> Result<(), IntroductionError> {
    if requester.root == target.root {
        return Err(IntroductionError::Itself);
    }
    if !target.public
        && !matches!(target.standing, Standing::Suspended | Standing::Withdrawn)
        && target.root == target.id
    {
        return Err(IntroductionError::Hidden);
    }
    let is_there = |one: &Brief| one.public && one.root == one.id;
    let asks = matches!(requester.standing, Standing::Listed | Standing::Member);
    if is_there(target) && is_there(requester) && asks {
        Ok(())
    } else {
        Err(IntroductionError::Closed)
    }
}

/// The chamber that answers for an organisation: its home, or one that operates here in its place.
async fn chamber_of(tx: &Tx, region: &Region, of: &Brief) -> Result<String, IntroductionError> {
    let here = chambers::deciding(tx.connection(), region).await?;
    let known: Vec<_> = here
        .iter()
        .filter_map(|one| Some((one.code.as_str(), region.chamber(&one.code)?.territory.as_str())))
        .collect();
    let meant = of.chamber.as_deref().unwrap_or_default();
    match acting(meant, &of.territory, &known) {
        "" => Err(IntroductionError::NoChamber),
        code => Ok(code.to_owned()),
    }
}

async fn check_number(tx: &Tx, requester: OrganisationId) -> Result<(), IntroductionError> {
    let open = introduction::Entity::find()
        .filter(introduction::Column::RequesterId.eq(requester.0))
        .filter(introduction::Column::OpenKey.is_not_null())
        .count(tx.connection())
        .await?;
    if open < OPEN_LIMIT {
        Ok(())
    } else {
        Err(IntroductionError::TooMany)
    }
}

fn fresh(
    tx: &Tx,
    id: Uuid,
    number: String,
    (asked, meant): (&Ask, &Meant),
    said: Asked,
    (requester, target): (&Brief, &Brief),
    [requester_chamber, target_chamber]: [String; 2],
) -> introduction::Model {
    let about = meant.opportunity.map_or_else(String::new, encode);
    introduction::Model {
        id,
        version: 1,
        number,
        state: State::Draft.code().to_owned(),
        requester_id: requester.id.0,
        target_id: target.id.0,
        opportunity_id: meant.opportunity,
        requester_chamber,
        target_chamber,
        requester_territory: requester.territory.clone(),
        target_territory: target.territory.clone(),
        requester_adviser: None,
        target_adviser: None,
        asked_by: None,
        language: asked.language.code().to_owned(),
        subject: said.subject,
        message: said.message,
        requester_unnamed: said.unnamed,
        target_unnamed: meant.unnamed,
        contact: false,
        reason: None,
        reason_text: None,
        next_step: None,
        created_at: tx.now(),
        submitted_at: None,
        screened_at: None,
        forwarded_at: None,
        offered_at: None,
        accepted_at: None,
        met_at: None,
        negotiating_at: None,
        ended_at: None,
        due_at: None,
        escalated_at: None,
        changed_at: tx.now(),
        open_key: Some(format!("{}:{}:{about}", requester.id, target.id)),
    }
}

/// Changes what a draft says.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn edit(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    said: &Asked,
) -> Result<(), IntroductionError> {
    let clock = office.journal.clock();
    let asks = parties_of(office.journal.database().reader(), id).await?;
    let asks = asks.ok_or(IntroductionError::Hidden)?.requester;
    let known = &traces_where(office, said.unnamed, asks).await?;
    office
        .journal
        .write(|tx| async move {
            let mut row = load(&tx, id).await?;
            let grant = match right(office.actor, &row, Party::Requester, Action::SpeakIntroduction) {
                Ok(grant) => grant,
                // Whoever sees it otherwise is told that it is not theirs to change.
                Err(Refusal::Hidden) => {
                    let _known = super::rights(office.actor, &row, crate::introductions::rules::StepKind::Submit)?;
                    return Err(Fault::NotYours.into());
                }
                Err(other) => return Err(other.into()),
            };
            unchanged(&row, version)?;
            if row.stands() != State::Draft {
                return Err(Fault::State(row.stands()).into());
            }
            let said = checked(said, known)?;
            row.subject = said.subject;
            row.message = said.message;
            row.requester_unnamed = said.unnamed;
            let by = who(office.actor)?;
            let row = save(&tx, &grant, row).await?;
            let written = (Some(by), json!({ "subject": row.subject, "message": row.message }));
            let receipt = tell(
                &tx,
                clock,
                grant,
                "introductions.edited",
                &row,
                json!({}),
                Some(written),
            )
            .await?;
            Ok((receipt, ()))
        })
        .await
}
