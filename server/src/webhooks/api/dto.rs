//! Endpoints and deliveries as programs see them.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::clock::rfc3339;
use crate::platform::id::encode;
use crate::platform::web::Web;
use crate::webhooks::model::{Event, Owner};
use crate::webhooks::queries::{Delivery, Endpoint};
use crate::webhooks::rules::message;

/// The endpoints somebody sees to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Webhooks {
    /// Address of this list.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// The endpoints, the oldest first.
    pub(super) items: Vec<WebhookDto>,
}

/// An endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Webhook)]
pub struct WebhookDto {
    /// Its id.
    pub(super) id: String,
    /// The organisation it is for; absent where it is for a chamber.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    /// Code of the chamber it is for; absent where it is for an organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    chamber: Option<String>,
    /// Where it is.
    url: String,
    /// What it is told of.
    events: Vec<&'static str>,
    /// `active`, `paused`, `failing` or `gone`.
    state: &'static str,
    /// Its secret: only in the answer to what made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) secret: Option<String>,
    /// Until when the secret before signs as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_before_until: Option<String>,
    /// When it was registered.
    created_at: String,
    /// When it last took something.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_at: Option<String>,
}

/// What an endpoint was told, a page of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Deliveries {
    /// Address of this page.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// The deliveries, the newest first.
    pub(super) items: Vec<DeliveryDto>,
    /// Address of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// A delivery.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookDelivery)]
pub struct DeliveryDto {
    /// Its id, for sending it again.
    id: String,
    /// The `webhook-id` by which the receiver knows it, the same in each try.
    message: String,
    /// What happened.
    event: &'static str,
    /// Id of what it is about.
    subject: String,
    /// Where that can be read.
    href: String,
    /// When it happened.
    at: String,
    /// `waiting`, `delivered` or `failed`.
    state: &'static str,
    /// How often it was tried since it was last asked for.
    tries: i64,
    /// The status that was answered last.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<i64>,
    /// Why there was no answer: `unknown`, `away`, `unproven`, `slow`, `private`, `scheme`, `port`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// When it is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_at: Option<String>,
    /// When it was delivered or given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    done_at: Option<String>,
}

/// What is registered: for an organisation or for a chamber, one of the two.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWebhook {
    /// Id of an organisation its person owns.
    #[serde(default)]
    pub(super) organisation: Option<String>,
    /// Code of a chamber its person heads.
    #[serde(default)]
    pub(super) chamber: Option<String>,
    /// Where: `https`, on the public internet.
    pub(super) url: String,
    /// `opportunity.published`, `practice.published`, `introduction.step`, `outcome.confirmed`.
    pub(super) events: Vec<String>,
}

/// What an endpoint is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WebhookBody {
    /// Where.
    pub(super) url: String,
    /// What it is told of.
    pub(super) events: Vec<String>,
    /// Whether it is told; what happens meanwhile waits.
    #[serde(default = "told")]
    pub(super) active: bool,
}

const fn told() -> bool {
    true
}

/// What is sent again: one delivery, or all that happened from a time on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Replaying {
    /// Id of the delivery.
    #[serde(default)]
    pub(super) delivery: Option<String>,
    /// From when on: RFC 3339.
    #[serde(default)]
    pub(super) since: Option<DateTime<FixedOffset>>,
}

/// How many are sent again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replayed {
    /// How many: at most 1,000 at once.
    pub(super) count: u64,
}

/// A test that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pinged {
    /// Id of its delivery.
    pub(super) delivery: String,
}

pub(super) fn webhook(of: &Endpoint, now: i64) -> WebhookDto {
    let (organisation, chamber) = match &of.owner {
        Owner::Organisation(id) => (Some(encode(*id)), None),
        Owner::Chamber(code) => (None, Some(code.clone())),
    };
    WebhookDto {
        id: of.id.to_string(),
        organisation,
        chamber,
        url: of.url.clone(),
        events: of.events.iter().copied().map(Event::code).collect(),
        state: of.state.code(),
        secret: None,
        secret_before_until: of.old_until.filter(|until| *until > now).map(rfc3339),
        created_at: rfc3339(of.created_at),
        delivered_at: of.delivered_at.map(rfc3339),
    }
}

pub(super) fn delivery(of: &Delivery, web: &Web) -> DeliveryDto {
    DeliveryDto {
        id: of.id.to_string(),
        message: message(of.id),
        event: of.event.code(),
        subject: of.subject.clone(),
        href: web.absolute(&of.event.path(&of.subject)),
        at: rfc3339(of.at),
        state: of.fate.code(),
        tries: of.tries,
        status: of.status,
        fault: of.fault.clone(),
        next_at: of.next_at.map(rfc3339),
        done_at: of.done_at.map(rfc3339),
    }
}
