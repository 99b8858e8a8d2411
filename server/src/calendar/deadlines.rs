//! What is due, of everything an actor may read.

use crate::app::App;
use crate::cases::queries::{Asked, queue};
use crate::introductions;
use crate::introductions::queries::{Listed, Turns};
use crate::opportunities;
use crate::opportunities::model::State;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::feeds::Deadline;
use crate::platform::web::{Lang, Result};

/// All of it, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn deadlines(app: &App, lang: &Lang, actor: &Actor) -> Result<Vec<Deadline>> {
    let mut found = of_introductions(app, lang, actor).await?;
    found.extend(of_opportunities(app, lang, actor).await?);
    found.extend(of_cases(app, lang, actor).await?);
    Ok(found)
}

/// Those of their organisations, whoever must act, and those their chambers must act on.
async fn of_introductions(app: &App, lang: &Lang, actor: &Actor) -> Result<Vec<Deadline>> {
    let (t, zone, database) = (lang.t, lang.web.region.zone, app.journal.database());
    let scope = scope(actor, Action::ReadIntroduction);
    let mut found = introductions::queries::mine(&scope, database, actor, None).await?;
    for line in introductions::queries::desk(&scope, database, actor, Turns::Ours).await? {
        if !found.iter().any(|known| known.id == line.id) {
            found.push(line);
        }
    }
    let due = |line: Listed| {
        let key = match line.yours {
            true => "calendar-introduction-yours",
            false => "calendar-introduction-others",
        };
        let number = [("number", line.number.as_str().into())];
        Some(Deadline {
            id: format!("introduction-{}", line.id),
            version: line.version,
            changed_at: line.changed_at,
            on: zone.day(line.due_at?),
            summary: t.with(key, &number).into_owned(),
            description: t.term("introduction-state", line.state.code()).into_owned(),
            url: lang.web.absolute(&lang.path(&format!("/introductions/{}", line.id))),
        })
    };
    Ok(found.into_iter().filter_map(due).collect())
}

/// The last days of what their organisations published.
async fn of_opportunities(app: &App, lang: &Lang, actor: &Actor) -> Result<Vec<Deadline>> {
    let (t, zone, database) = (lang.t, lang.web.region.zone, app.journal.database());
    let scope = scope(actor, Action::ReadPrivate);
    let mut found = Vec::new();
    for (organisation, _) in actor.memberships() {
        let of = OrganisationId(*organisation);
        let own = opportunities::queries::of_organisation(&scope, database, of).await?;
        let published = own.into_iter().filter(|own| own.state == State::Published);
        found.extend(published.filter_map(|own| {
            let title = [("title", own.content.title.as_str().into())];
            Some(Deadline {
                id: format!("opportunity-{}", own.id),
                version: own.version,
                changed_at: own.changed_at,
                on: zone.day(own.expires_at?),
                summary: t.with("calendar-opportunity", &title).into_owned(),
                description: t.term("opportunity-type", own.kind.code()).into_owned(),
                url: lang
                    .web
                    .absolute(&lang.path(&format!("/own/{of}/opportunities/{}", own.id))),
            })
        }));
    }
    Ok(found)
}

/// The cases they have.
async fn of_cases(app: &App, lang: &Lang, actor: &Actor) -> Result<Vec<Deadline>> {
    let (t, zone) = (lang.t, lang.web.region.zone);
    let Some(person) = actor.person_id().filter(|_| !actor.mandates().is_empty()) else {
        return Ok(Vec::new());
    };
    let asked = Asked {
        assignee: Some(person),
        ..Asked::default()
    };
    let found = queue(&scope(actor, Action::ReadCase), app.journal.database(), &asked).await?;
    let due = |row: crate::cases::queries::Row| {
        let number = [("number", row.number.as_str().into())];
        Deadline {
            id: format!("case-{}", row.id),
            version: row.version,
            changed_at: row.changed_at,
            on: zone.day(row.due_at),
            summary: t.with("calendar-case", &number).into_owned(),
            description: t.term("case-kind", row.kind.code()).into_owned(),
            url: lang.web.absolute(&lang.path(&format!("/desk/{}", row.id))),
        }
    };
    Ok(found.into_iter().map(due).collect())
}
