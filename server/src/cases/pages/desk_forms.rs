//! What an adviser sends from the desk. Each button is a verb in the address; all of them carry the version they saw, and
//! what was typed comes back where something is wrong with it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::desk::{View, again};
use super::typed::Rejected;
use crate::app::App;
use crate::cases::actions::{self, CaseError, Desk};
use crate::cases::model::{CaseId, Decision, Ground, State as Standing, Statement};
use crate::cases::queries;
use crate::platform::access::{Action, decide_for_a_chamber, scope};
use crate::platform::web::{Error, FormBody, FromPairs, Lang, Pairs, Params, Result, SignedIn};

/// Every field any of the forms has.
#[derive(Clone, Debug, Default)]
pub(in crate::cases) struct Filled {
    version: Option<i64>,
    pub(super) body: String,
    decision: String,
    pub(super) ground: String,
    pub(super) facts: String,
    pub(super) remedy: String,
    pub(super) chamber: String,
    over: bool,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let version = pairs.parsed("version")?;
        let over = pairs.one("over")?.is_some();
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            version,
            over,
            body: text("body")?,
            decision: text("decision")?,
            ground: text("ground")?,
            facts: text("facts")?,
            remedy: text("remedy")?,
            chamber: text("chamber")?,
        })
    }
}

/// `POST /{lang}/desk/{id}/{verb}`
pub(in crate::cases) async fn act(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    Params(view): Params<View>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    decide_for_a_chamber(&signed.actor, Action::ReadChamber)?;
    match carried_out(&app, &lang, &signed, &id, &verb, &view, &filled).await {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let status = error.problem().status;
            let rejected = Rejected::of(error, &verb, filled, lang.t)?;
            again(&app, &lang, &signed, view, &id, rejected, status).await
        }
    }
}

/// Does what was sent, and says where the adviser goes on.
async fn carried_out(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    id: &str,
    verb: &str,
    view: &View,
    filled: &Filled,
) -> Result<String> {
    let id: CaseId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&signed.actor, Action::WorkCase);
    let due_at = queries::due_at(&scope, app.journal.database(), id).await?;
    let due_at = due_at.ok_or(Error::NotFound)?;
    let desk = Desk {
        journal: &app.journal,
        region: &lang.web.region,
        actor: &signed.actor,
    };
    let query = view.query();
    Ok(match carry_out(desk, id, verb, filled).await? {
        Done::Stays => format!("{}{query}", lang.path(&format!("/desk/{id}"))),
        Done::Left => {
            let asked = view.asked(signed.person, app.journal.clock().now());
            let next = queries::next_after(&scope, app.journal.database(), &asked, due_at, id).await?;
            let place = next.map_or_else(|| "/desk".to_owned(), |row| format!("/desk/{}", row.id));
            let join = if query.is_empty() { "?" } else { "&" };
            format!("{}{query}{join}done={id}", lang.path(&place))
        }
    })
}

/// Whether the adviser goes on with the case or to the next one.
enum Done {
    Stays,
    Left,
}

async fn carry_out(desk: Desk<'_>, id: CaseId, verb: &str, filled: &Filled) -> Result<Done> {
    let version = filled.version;
    match verb {
        "take" => actions::take(desk, id, version, filled.over).await?,
        "note" => actions::note(desk, id, &filled.body).await?,
        "undo" => actions::undo(desk, id, version).await?,
        "return" => actions::send_back(desk, id, version).await?,
        "ask" => {
            actions::ask(desk, id, version, &filled.body).await?;
            return Ok(Done::Left);
        }
        "hand-over" => {
            actions::hand_over(desk, id, version, &filled.chamber, &filled.body).await?;
            return Ok(Done::Left);
        }
        "decide" => {
            let decision =
                Decision::from_code(&filled.decision).ok_or(CaseError::Faults(vec![("decision", "missing", 0)]))?;
            let said = Statement {
                ground: Ground::from_code(&filled.ground),
                facts: filled.facts.clone(),
                remedy: filled.remedy.clone(),
            };
            actions::decide(desk, id, version, decision, &said).await?;
            return Ok(Done::Left);
        }
        "second" => {
            actions::second(desk, id, version).await?;
            return Ok(Done::Left);
        }
        "review" => {
            let upheld = filled.decision == Standing::Upheld.code();
            actions::review(desk, id, version, upheld, &filled.facts).await?;
            return Ok(Done::Left);
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Done::Stays)
}
