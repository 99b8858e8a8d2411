//! A lost second factor: the page of the moderators who see people, and what the link of the letters leads to.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, refused_page};
use crate::accounts::actions::recovery::{self, Seen, moderated};
use crate::accounts::attempts::Way;
use crate::accounts::browser::Browser;
use crate::accounts::identify::see_other;
use crate::accounts::model::{AccountError, PersonId, Proof, RecoveryId};
use crate::accounts::people;
use crate::app::App;
use crate::platform::access::{Action, Chamber, Refusal, decide, scope};
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// What a moderator types.
#[derive(Clone, Debug, Default)]
pub(in crate::accounts) struct Typed {
    mail: String,
    chamber: String,
    proof: String,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            mail: text("mail")?,
            chamber: text("chamber")?,
            proof: text("proof")?,
        })
    }
}

/// One that waits.
struct Waiting {
    id: RecoveryId,
    who: String,
    told: String,
    /// Whether this reader may be the second.
    seconds: bool,
    agreed: bool,
}

#[derive(Template)]
#[template(path = "accounts/pages/recoveries.html")]
struct ListPage<'a> {
    layout: Layout,
    faults: Faults,
    typed: Typed,
    chambers: Vec<(&'a str, &'a str)>,
    waiting: Vec<Waiting>,
}

impl ListPage<'_> {
    fn proofs(&self) -> &'static [Proof] {
        Proof::ALL
    }

    fn is_proof(&self, proof: &Proof) -> bool {
        self.typed.proof == proof.code()
    }

    fn is_chamber(&self, code: &str) -> bool {
        self.typed.chamber == code
    }
}

/// `GET /{lang}/recoveries`
pub(in crate::accounts) async fn list(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let shown = build(&app, &lang, &signed, Typed::default(), Faults::default()).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

async fn build<'a>(app: &'a App, lang: &Lang, signed: &SignedIn, typed: Typed, faults: Faults) -> Result<ListPage<'a>> {
    let actor = &signed.actor;
    let own = moderated(actor);
    let first = own.first().ok_or(Error::Forbidden(None))?;
    // The form is not offered to who could not send it.
    drop(decide(actor, Action::RecoverAccount, &Chamber(first))?);
    let rows = recovery::waiting(app, &scope(actor, Action::RecoverAccount)).await?;
    let ids: Vec<PersonId> = rows
        .iter()
        .flat_map(|row| [row.person_id, row.proposed_by])
        .map(PersonId)
        .collect();
    let people = people::find_many(app.journal.database().reader(), &ids).await?;
    let of = |id| people.iter().find(|person| person.id.0 == id);
    let waiting = rows.into_iter().filter_map(|row| {
        let (person, by) = (of(row.person_id)?, of(row.proposed_by)?);
        let date = lang
            .t
            .date_long(lang.web.region.zone.day(row.good_from.unwrap_or(row.created_at)));
        let key = if row.good_from.is_some() {
            "recovery-agreed"
        } else {
            "recovery-proposed"
        };
        let proof = lang.t.term("recovery-proof", &row.proof);
        let named = [
            ("name", by.name.as_str().into()),
            ("date", date.as_str().into()),
            ("proof", proof.as_ref().into()),
        ];
        Some(Waiting {
            id: RecoveryId(row.id),
            who: format!("{} ({})", person.name, person.mail),
            told: lang.t.with(key, &named).into_owned(),
            seconds: row.approved_by.is_none() && row.proposed_by != signed.person && row.person_id != signed.person,
            agreed: row.approved_by.is_some(),
        })
    });
    let chambers = own.iter().filter_map(|code| app.web.region.chamber(code));
    Ok(ListPage {
        layout: lang.layout(lang.t.get("recovery-title")).hidden(),
        waiting: waiting.collect(),
        chambers: chambers
            .map(|chamber| (chamber.code.as_str(), chamber.name.get(lang.locale())))
            .collect(),
        typed,
        faults,
    })
}

/// `POST /{lang}/recoveries`
pub(in crate::accounts) async fn propose(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let mut shown = build(&app, &lang, &signed, typed.clone(), Faults::default()).await?;
    let done = match Proof::from_code(&typed.proof) {
        None => Err(AccountError::Faults(vec![crate::accounts::model::Fault::new(
            "proof",
            "missing",
            "recovery-proof-missing",
        )])),
        Some(proof) => {
            let seen = Seen {
                chamber: &typed.chamber,
                mail: &typed.mail,
                proof,
            };
            recovery::propose(&app, &signed.actor, seen).await
        }
    };
    match done {
        Ok(()) => Ok(see_other(&lang.path("/recoveries"))),
        Err(error) => {
            let error = Error::from(error);
            shown.faults = Faults::read(&error, lang.t)?;
            refused_page(&shown, &error)
        }
    }
}

/// `POST /{lang}/recoveries/{id}/{verb}`
pub(in crate::accounts) async fn act(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id: RecoveryId = id.parse().map_err(|_| Error::NotFound)?;
    let done = match verb.as_str() {
        "approve" => recovery::approve(&app, &actor, id).await,
        "refuse" => recovery::refuse(&app, &actor, id).await,
        _ => return Err(Error::NotFound),
    };
    match done {
        // Sent twice, or settled by a colleague meanwhile: the list says how it stands.
        Ok(()) | Err(AccountError::Gone) => Ok(see_other(&lang.path("/recoveries"))),
        Err(AccountError::Refused(Refusal::StepUp(level))) => {
            let to = form_urlencoded::byte_serialize(lang.path("/recoveries").as_bytes()).collect::<String>();
            Ok(see_other(
                &lang.path(&format!("/sign-in/again?level={}&to={to}", level.code())),
            ))
        }
        Err(error) => Err(error.into()),
    }
}

/// How it stands, for who holds the link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stands {
    /// The second moderator has not agreed.
    Asked,
    /// From then on.
    Later(String),
    /// Now.
    Ready,
    /// Taken away.
    Done,
    /// Objected to.
    Objected,
    /// Not good any more.
    Gone,
}

#[derive(Template)]
#[template(path = "accounts/pages/recovery.html")]
struct LinkPage {
    layout: Layout,
    stands: Stands,
    action: String,
}

impl LinkPage {
    /// Whether it can still be objected to.
    fn waits(&self) -> bool {
        matches!(self.stands, Stands::Asked | Stands::Later(_) | Stands::Ready)
    }
}

fn shown(lang: &Lang, stands: Stands, token: &str) -> Result<Response> {
    let status = if stands == Stands::Gone {
        StatusCode::GONE
    } else {
        StatusCode::OK
    };
    let shown = LinkPage {
        layout: lang.layout(lang.t.get("recovery-link-title")).hidden(),
        stands,
        action: lang.path(&format!("/sign-in/recovery/{token}")),
    };
    page(&shown, status, Cache::Private)
}

/// `GET /{lang}/sign-in/recovery/{token}`: programs that look into mail must not use it up.
pub(in crate::accounts) async fn landing(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let row = match recovery::look(&app, &token).await {
        Ok(row) => row,
        Err(AccountError::Gone) => return shown(&lang, Stands::Gone, &token),
        Err(error) => return Err(error.into()),
    };
    let region = &app.web.region;
    let stands = match row.good_from {
        None => Stands::Asked,
        Some(from) if from > app.journal.clock().now() => {
            let local = region.zone.local(from);
            Stands::Later(format!("{} {}", lang.t.date(local.date()), local.format("%H:%M")))
        }
        Some(_) => Stands::Ready,
    };
    shown(&lang, stands, &token)
}

/// What the link's page sends.
pub(in crate::accounts) struct Answer {
    object: bool,
}

impl FromPairs for Answer {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            object: pairs.one("answer")?.as_deref() == Some("object"),
        })
    }
}

/// `POST /{lang}/sign-in/recovery/{token}`
pub(in crate::accounts) async fn follow(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, token)): Path<(String, String)>,
    FormBody(answer): FormBody<Answer>,
) -> Result<Response> {
    app.accounts.count_try(&browser, Way::Code, app.journal.clock().now())?;
    let (done, stands) = if answer.object {
        (recovery::object(&app, &token).await, Stands::Objected)
    } else {
        (recovery::carry_out(&app, &token).await, Stands::Done)
    };
    match done {
        Ok(()) => shown(&lang, stands, &token),
        Err(AccountError::Gone) => shown(&lang, Stands::Gone, &token),
        Err(error) => Err(error.into()),
    }
}
