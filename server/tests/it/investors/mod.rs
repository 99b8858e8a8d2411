//! Investors: the list and who sees what in it, what stays out of sight, the boundary of the platform, workspaces.

mod boundary;
mod changes;
mod secret;
mod view;
mod workspace;

use passerelle::investors::actions::{self, Saying};
use passerelle::investors::model::{Band, Interest, Purpose, Sought, Stage};
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Actor, Assurance, Level, Role, Standing};
use passerelle::platform::web::Hands;
use testkit::{App, Client, organisation};

/// A fund, two start-ups and a firm that is neither.
pub(crate) struct Cast {
    pub(crate) fund: OrganisationId,
    pub(crate) young: OrganisationId,
    pub(crate) other: OrganisationId,
    pub(crate) large: OrganisationId,
}

pub(crate) async fn cast(app: &App) -> Cast {
    app.add([
        organisation("Fonds Mosel").kind("investor").territory("LU"),
        organisation("Brückenohr").kind("startup").activity("62.10"),
        organisation("Deux Rives").kind("startup").territory("LOR"),
        organisation("Stahl und Söhne").kind("corporate"),
    ])
    .await;
    Cast {
        fund: app.id("Fonds Mosel").await,
        young: app.id("Brückenohr").await,
        other: app.id("Deux Rives").await,
        large: app.id("Stahl und Söhne").await,
    }
}

/// What a canary says: its band and its purpose are found again wherever they get out.
pub(crate) const SOUGHT: Sought = Sought {
    band: Band::Larger,
    purpose: Purpose::Approval,
};

pub(crate) fn said(stage: Stage) -> Interest {
    Interest {
        stage: Some(stage),
        sought: Some(SOUGHT),
    }
}

pub(crate) fn hands<'a>(app: &'a App, actor: &'a Actor) -> Hands<'a> {
    app.state.hands(actor)
}

/// Somebody of an organisation, signed in with two factors or one.
pub(crate) async fn somebody(
    app: &App,
    mail: &str,
    (of, role): (OrganisationId, Role),
    (professional, level): (bool, Level),
) -> Actor {
    let person = app.person(mail).role(of, role);
    let person = if professional { person.professional() } else { person };
    let standing = Standing {
        memberships: vec![(of.0, role)],
        assurance: Assurance { level, fresh: true },
        professional,
        ..Standing::default()
    };
    Actor::person(person.make().await.0, standing)
}

/// A start-up says how far it is and what it looks for.
pub(crate) async fn say(app: &App, of: OrganisationId, version: i64, interest: Interest) {
    let mail = format!("editor-{version}@{of}.example");
    let editor = somebody(app, &mail, (of, Role::Editor), (false, Level::One)).await;
    let saying = Saying { version, interest };
    actions::say(hands(app, &editor), of, saying).await.unwrap();
}

/// A browser of a professional investor of the fund.
pub(crate) async fn investor(app: &App, fund: OrganisationId) -> Client {
    let person = app.person("laura@fund.example").role(fund, Role::Owner).professional();
    person.signed_in(Level::Two).await
}

/// A program of whoever has that browser.
pub(crate) async fn program(app: &App, client: &Client, scopes: &[&str]) -> Client {
    app.program_of(client, &scopes.join(" ")).await
}
