//! The people of an organisation: who they are, who was invited, and what an owner does about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Inside, again, again_path, due, open, role_name};
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::joining::actions::{self, Inviting, JoinError};
use crate::joining::model::InvitationId;
use crate::joining::outside::field_error;
use crate::joining::queries::pending;
use crate::joining::rules::{Fault, Why};
use crate::organisations::looks_like_mail;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Refusal, Role, decide, scope};
use crate::platform::texts::{Locale, T};
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// Longest mail address.
const MAIL_LIMIT: usize = 254;

/// What the forms of the page send.
#[derive(Clone, Debug, Default)]
pub(in crate::joining) struct Typed {
    mail: String,
    role: String,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            mail: text("mail")?,
            role: text("role")?,
        })
    }
}

struct Member {
    id: PersonId,
    name: String,
    mail: String,
    role: Role,
    own: bool,
}

struct Waiting {
    id: InvitationId,
    mail: String,
    role: Role,
    told: String,
}

#[derive(Template)]
#[template(path = "joining/pages/within/members.html")]
struct MembersPage {
    layout: Layout,
    inside: Inside,
    due: Option<String>,
    members: Vec<Member>,
    waiting: Vec<Waiting>,
    /// Where one confirms who one is, before anything is typed.
    again: Option<String>,
    /// The same after something was typed: in another window.
    meanwhile: Option<String>,
    faults: Vec<(String, String)>,
    /// Why something was not done, though nothing is wrong with a field.
    refused: Option<String>,
    typed: Typed,
}

impl MembersPage {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    fn roles(&self) -> [Role; 3] {
        Role::ALL
    }

    fn is_role(&self, role: &Role) -> bool {
        self.typed.role == role.code() || (self.typed.role.is_empty() && *role == Role::Editor)
    }

    fn forms(&self) -> bool {
        self.inside.is_owner() && self.again.is_none()
    }
}

/// `GET /{lang}/own/{id}/members`
pub(in crate::joining) async fn members(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &signed.actor, &id).await?;
    let mut shown = build(&app, &lang, &signed, &organisation).await?;
    shown.again = again(&signed.actor, &organisation, &lang, &here(&lang, organisation.id));
    page(&shown, StatusCode::OK, Cache::Private)
}

fn here(lang: &Lang, id: OrganisationId) -> String {
    lang.path(&format!("/own/{id}/members"))
}

async fn build(app: &App, lang: &Lang, signed: &SignedIn, organisation: &Organisation) -> Result<MembersPage> {
    let database = app.journal.database();
    let people = accounts::members(database.reader(), organisation.id.0).await?;
    let inside = Inside::of(organisation, lang, "members");
    let scope = scope(&signed.actor, Action::ReadPrivate);
    // Whom an owner invited is for owners.
    let invited = match inside.is_owner() {
        true => pending(&scope, database, organisation.id).await?,
        false => Vec::new(),
    };
    let now = app.journal.clock().now();
    let waiting = invited.into_iter().map(|one| {
        let key = if one.expires_at > now {
            "members-until"
        } else {
            "members-run-out"
        };
        let date = lang.t.date_long(lang.web.region.zone.day(one.expires_at));
        Waiting {
            told: lang.t.with(key, &[("date", date.as_str().into())]).into_owned(),
            id: one.id,
            mail: one.mail,
            role: one.role,
        }
    });
    Ok(MembersPage {
        layout: lang.layout(lang.t.get("members-title")).hidden(),
        due: due(app, lang, &inside).await?,
        members: people
            .into_iter()
            .map(|(person, role)| Member {
                own: person.id.0 == signed.person,
                id: person.id,
                name: person.name,
                mail: person.mail,
                role,
            })
            .collect(),
        waiting: waiting.collect(),
        again: None,
        meanwhile: None,
        faults: Vec::new(),
        refused: None,
        typed: Typed::default(),
        inside,
    })
}

/// Back to the page; or the page as it was typed, with what is wrong.
async fn done(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    organisation: &Organisation,
    (result, typed): (std::result::Result<(), JoinError>, Typed),
) -> Result<Response> {
    let back = here(lang, organisation.id);
    let error = match result {
        Ok(()) => return Ok(Redirect::to(&back).into_response()),
        Err(error) => error,
    };
    let mut shown = build(app, lang, signed, organisation).await?;
    shown.typed = typed;
    let status = match error {
        JoinError::Faults(faults) => {
            let told = faults.into_iter().map(field_error);
            shown.faults = told
                .map(|fault| (fault.field.clone(), fault.detail.text(lang.t)))
                .collect();
            StatusCode::UNPROCESSABLE_ENTITY
        }
        JoinError::Refused(Refusal::StepUp(level)) => {
            shown.meanwhile = Some(again_path(lang, level, &back));
            StatusCode::FORBIDDEN
        }
        error @ (JoinError::LastOwner | JoinError::Lately | JoinError::Spent | JoinError::TooMany(_)) => {
            let detail = Error::from(error).detail();
            shown.refused = detail.map(|detail| detail.text(lang.t));
            StatusCode::CONFLICT
        }
        error => return Err(error.into()),
    };
    page(&shown, status, Cache::Private)
}

/// The letter's line and words in a language.
fn words(organisation: &Organisation, by: &str, role: Role) -> impl Fn(Locale) -> (String, Vec<String>) + Sync {
    let (name, by) = (organisation.name.clone(), by.to_owned());
    move |language| {
        let t = T::new(language);
        let role = role_name(t, role);
        let named = [
            ("name", name.as_str().into()),
            ("by", by.as_str().into()),
            ("role", role.as_str().into()),
        ];
        let lead = t.with("members-letter-text", &named).into_owned();
        (t.with("members-letter-subject", &named).into_owned(), vec![lead])
    }
}

fn checked(typed: &Typed) -> std::result::Result<Role, JoinError> {
    let mut faults = Vec::new();
    if !looks_like_mail(typed.mail.trim()) || typed.mail.trim().len() > MAIL_LIMIT {
        faults.push(Fault {
            field: "mail".to_owned(),
            why: Why::NotMail,
        });
    }
    let role = Role::from_code(&typed.role);
    if role.is_none() {
        faults.push(Fault {
            field: "role".to_owned(),
            why: Why::Unknown,
        });
    }
    role.filter(|_| faults.is_empty()).ok_or(JoinError::Faults(faults))
}

/// `POST /{lang}/own/{id}/members`: somebody is invited.
pub(in crate::joining) async fn invite(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let organisation = open(&app, &signed.actor, &id).await?;
    let may = decide(&signed.actor, Action::ManageMembers, &super::owned(&organisation));
    let sent = match may.map_err(JoinError::from).and_then(|_grant| checked(&typed)) {
        Err(error) => Err(error),
        Ok(role) => {
            let by = lang.visitor.name.clone().unwrap_or_default();
            let inviting = Inviting {
                mail: &typed.mail,
                role,
                language: lang.locale(),
                words: &words(&organisation, &by, role),
            };
            let sent = actions::invite(&app.journal, &signed.actor, &app.web, organisation.id, inviting).await;
            sent.map(drop)
        }
    };
    done(&app, &lang, &signed, &organisation, (sent, typed)).await
}

/// `POST /{lang}/own/{id}/members/{person}/{verb}`
pub(in crate::joining) async fn act_on_member(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, person, verb)): Path<(String, String, String, String)>,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let organisation = open(&app, &signed.actor, &id).await?;
    let person: PersonId = person.parse().map_err(|_| Error::NotFound)?;
    let role = match verb.as_str() {
        "remove" => None,
        "role" => Some(Role::from_code(&typed.role).ok_or(Error::NotFound)?),
        _ => return Err(Error::NotFound),
    };
    let of = (organisation.id, person);
    let set = actions::set_role(&app.journal, &signed.actor, of, role).await;
    done(&app, &lang, &signed, &organisation, (set, Typed::default())).await
}

/// `POST /{lang}/own/{id}/invitations/{invitation}/{verb}`
pub(in crate::joining) async fn act_on_invitation(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, invitation, verb)): Path<(String, String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let organisation = open(&app, &signed.actor, &id).await?;
    let invitation: InvitationId = invitation.parse().map_err(|_| Error::NotFound)?;
    let of = (organisation.id, invitation);
    let acted = match verb.as_str() {
        "resend" => {
            let scope = scope(&signed.actor, Action::ReadPrivate);
            let all = pending(&scope, app.journal.database(), organisation.id).await?;
            let role = all.iter().find(|one| one.id == invitation).map(|one| one.role);
            let by = lang.visitor.name.clone().unwrap_or_default();
            let words = words(&organisation, &by, role.unwrap_or(Role::Viewer));
            actions::resend(&app.journal, &signed.actor, &app.web, of, (lang.locale(), &words)).await
        }
        "end" => actions::end_invitation(&app.journal, &signed.actor, of).await,
        _ => return Err(Error::NotFound),
    };
    done(&app, &lang, &signed, &organisation, (acted, Typed::default())).await
}

/// `POST /{lang}/own/{id}/leave`
pub(in crate::joining) async fn leave(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let organisation = open(&app, &signed.actor, &id).await?;
    match actions::leave(&app.journal, &signed.actor, organisation.id).await {
        Ok(()) => Ok(Redirect::to(&lang.path("/joining")).into_response()),
        left => done(&app, &lang, &signed, &organisation, (left, Typed::default())).await,
    }
}
