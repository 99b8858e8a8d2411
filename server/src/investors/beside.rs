//! What an investor can do on the page of an organisation: see what it looks for, follow it, compare it.

use super::model::KINDS;
use super::pages::{of_interest, until};
use super::queries::{as_professional, sought_of, stages_of, watched, workspaces};
use crate::organisations::queries::Organisation;
use crate::organisations::{Aside, Asides, Press};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::database::{Database, DatabaseError, Doing};
use crate::platform::texts::T;

/// This feature's box.
pub struct OnPages;

impl Asides for OnPages {
    fn aside<'a>(
        &'a self,
        database: &'a Database,
        t: T,
        actor: &'a Actor,
        organisation: &'a Organisation,
    ) -> Doing<'a, Option<Aside>> {
        Box::pin(async move {
            if !organisation.kind.is_some_and(|kind| KINDS.contains(&kind)) {
                return Ok(None);
            }
            aside(database, t, actor, organisation).await
        })
    }
}

async fn aside(
    database: &Database,
    t: T,
    actor: &Actor,
    organisation: &Organisation,
) -> Result<Option<Aside>, DatabaseError> {
    let (db, id) = (database.reader(), organisation.id);
    let proof = as_professional(db, actor).await?.ok();
    let own = workspaces(db, actor).await?;
    if proof.is_none() && own.is_empty() {
        return Ok(None);
    }
    let mut said = Vec::new();
    if let Some(stage) = stages_of(db, &[id.0]).await?.remove(&id.0) {
        let value = t.term("startup-stage", stage.value.code());
        said.push((t.get("startup-stage").into_owned(), until(t, &value, &stage)));
    }
    if let Some(proof) = &proof
        && let Some(sought) = sought_of(proof, db, &[id.0]).await?.remove(&id.0)
    {
        said.extend(of_interest(t, &sought));
    }
    let mut press = None;
    if let Some(workspace) = own.first() {
        let scope = scope(actor, Action::ReadWorkspace);
        let followed = watched(&scope, database, workspace.id).await?;
        let is_followed = followed.iter().any(|one| one.id == id);
        let (verb, words) = match is_followed {
            true => ("remove", "watchlist-remove"),
            false => ("add", "watchlist-add"),
        };
        let fields = vec![
            ("organisation", id.to_string()),
            ("do", verb.to_owned()),
            ("from", "page".to_owned()),
        ];
        press = Some(Press {
            action: format!("/{}/own/{}/watchlist", t.locale, workspace.id),
            fields,
            button: t.get(words).into_owned(),
        });
    }
    Ok(Some(Aside {
        id: "investors",
        title: t.get("investor-aside").into_owned(),
        said,
        press,
        links: vec![(t.get("startups-title").into_owned(), format!("/{}/startups", t.locale))],
    }))
}
