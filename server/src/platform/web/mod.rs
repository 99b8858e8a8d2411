//! HTTP: the accept loop and its limits, headers, errors with two faces, extractors, layout, map, static files, health.
//!
//! A handler takes [`Lang`] (or [`Speaks`] in the API), [`Params`], [`FormBody`] or [`JsonBody`] and returns
//! `Result<Response, Error>`; [`assemble`] puts the layers around the routes of all features.

mod arcs;
mod assemble;
mod assets;
mod body;
mod client;
mod conditional;
mod cursor;
mod described;
mod drawing;
mod error;
mod faces;
mod fault;
pub mod file;
mod guard;
mod hands;
mod headers;
mod health;
mod keeping;
mod lang;
mod layout;
mod metrics;
mod observe;
pub mod once;
mod pace;
mod page;
mod params;
mod polite;
mod precondition;
mod problem;
mod problems;
mod serve;
mod site;
mod throttle;
mod visitor;
mod wellknown;

pub use assemble::{Options, assemble, assemble_with};
pub use assets::asset;
pub use body::{FormBody, JsonBody};
pub use client::{Client, Network, Peer};
pub use cursor::{Cursor, filter_hash, page_query};
pub use described::{ById, ForToken, IfMatch, OfVersion};
pub use drawing::{Drawing, Island};
pub use error::{Detail, Error, FieldError, Variable, malformed};
pub use fault::{Fault, Why};
pub use hands::Hands;
pub use headers::Kind;
pub use health::{Readiness, routes as health_routes};
pub use keeping::{by_itself, kept_as};
pub use lang::{Lang, Speaks, moment};
pub use layout::{Layout, Link};
pub use metrics::{install as install_metrics, routes as metrics_routes};
pub use observe::RequestId;
pub use pace::{Pace, TooSlow};
pub use page::{Cache, Rendered, json, linked, located, nothing, page, tagged};
pub use params::{FromPairs, Pairs, Params};
pub use precondition::{answered, version_known};
pub use problem::{PROBLEMS, Problem};
pub use serve::{Limits, Stopped, serve};
pub use site::{Entry, Identity, Menu, Web};
pub use throttle::{Rate, Sender};
pub use visitor::{Has, SignedIn, Visitor};

/// What handlers return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
