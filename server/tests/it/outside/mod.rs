//! What other programs read and are told: feeds, calendars, webhooks.

mod calendar;
pub(crate) mod feeds;
mod webhook_faces;
mod webhooks;

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::Role;
use passerelle::webhooks::model::{Owner, WebhookId};
use passerelle::webhooks::{self as hooks, New};
use testkit::App;

use crate::opportunities::actor;

/// An endpoint of an organisation, registered by an owner of it.
pub(crate) async fn endpoint(app: &App, organisation: OrganisationId) -> WebhookId {
    let owner = app
        .person("hooks@example.org")
        .role(organisation, Role::Owner)
        .make()
        .await;
    let owner = actor(owner, &[(organisation, Role::Owner)], &[]);
    let new = New {
        owner: Owner::Organisation(organisation.0),
        url: "https://receiver.example/hooks".into(),
        events: vec!["practice.published".into()],
    };
    hooks::register(&app.state, &owner, &new).await.unwrap()
}
