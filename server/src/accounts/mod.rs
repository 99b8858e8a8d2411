//! Accounts: people, how they sign in, what they are in organisations and chambers, and the layer that tells every handler
//! who asks. Nobody else reads these tables; what others need is a function here.
//!
//! Invariants: a secret lies nowhere but in the hands of its owner (rows keep hashes, or seal it); words and time of an
//! answer are the same for known and unknown addresses; a second factor is never taken away by what reaches somebody by
//! mail alone; a change of how one signs in ends what was begun before it. A sign-in by OpenID Connect will be one more file in
//! `actions` and a table of pairs of issuer and subject; an address never links an account to one.

mod actions;
mod attempts;
mod browser;
pub mod demo;
mod identify;
mod letters;
mod model;
mod pages;
mod passwords;
mod people;
pub mod personal;
mod queries;
pub mod retention;
mod secrets;
mod sessions;
mod tables;
pub mod totp;

use axum::Router;
use axum::routing::{get, post};

pub use actions::invite::{Invitation, invite, invite_to_desk, one_time_link};
pub use actions::link::has_second_factor;
pub use actions::recovery::recover_admin;
pub use identify::{by_calendar, identify};
pub use model::{AccountError, Digest, Person, PersonId};
pub use people::{
    Admin, NewPerson, admins, ensure, find, find_by_mail, find_many, holders, members, roles, second_due, set_mandate,
    set_membership, with_owner,
};
pub use queries::told_of_second;

use crate::app::App;
use crate::platform::web::Web;

/// What a personal token begins with, so that one that leaked is known for what it is.
pub const TOKEN_PREFIX: &str = "pas_pat_";

/// What the handlers of this feature share.
pub struct Accounts {
    keys: secrets::Keys,
    cookies: browser::Cookies,
    hasher: passwords::Hasher,
    prefixes: attempts::Prefixes,
    circuit: attempts::Circuit,
    /// A demonstration that nobody reaches from another machine.
    local_demo: bool,
    /// None where the node's address is no name.
    passkeys: Option<webauthn_rs::Webauthn>,
}

impl Accounts {
    /// For a node.
    #[must_use]
    pub fn new(web: &Web) -> Self {
        Self {
            keys: secrets::Keys::of(&web.identity.secret),
            cookies: browser::Cookies {
                secure: web.is_secure(),
            },
            hasher: passwords::Hasher::default(),
            prefixes: attempts::Prefixes::default(),
            circuit: attempts::Circuit::default(),
            passkeys: actions::passkeys::checker(&web.identity.public_url),
            local_demo: web.identity.demo && is_loopback(&web.identity.public_url),
        }
    }
}

impl Accounts {
    /// What each form of a session carries.
    #[must_use]
    pub fn form_token(&self, session: uuid::Uuid) -> String {
        self.keys.form_token(session)
    }

    /// The name of the session's cookie.
    #[must_use]
    pub const fn cookie(&self) -> &'static str {
        self.cookies.session()
    }
}

fn is_loopback(url: &str) -> bool {
    let host = url.strip_prefix("http://").unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// Signing in and out.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/sign-in", get(pages::sign_in::form))
        .route("/{lang}/sign-in/link", post(pages::link::ask))
        .route("/{lang}/sign-in/sent", get(pages::link::sent))
        .route("/{lang}/sign-in/code", post(pages::link::code))
        .route(
            "/{lang}/sign-in/link/{token}",
            get(pages::link::landing).post(pages::link::follow),
        )
        .route("/{lang}/sign-in/password", post(pages::password::send))
        .route("/{lang}/sign-in/second", post(pages::password::send_second))
        .route("/{lang}/sign-in/again", get(pages::sign_in::confirm))
        .route("/{lang}/sign-out", post(pages::sign_in::sign_out))
        .route(
            "/{lang}/demo/sign-in/{token}",
            get(pages::demo::show).post(pages::demo::enter),
        )
        .route("/{lang}/sign-in/passkey/begin", post(pages::passkey::begin))
        .route("/{lang}/sign-in/passkey", post(pages::passkey::send))
        .route(
            "/{lang}/recoveries",
            get(pages::recovery::list).post(pages::recovery::propose),
        )
        .route("/{lang}/recoveries/{id}/{verb}", post(pages::recovery::act))
        .route(
            "/{lang}/sign-in/recovery/{token}",
            get(pages::recovery::landing).post(pages::recovery::follow),
        )
        .route("/{lang}/sign-in/reset", get(pages::reset::form).post(pages::reset::ask))
        .route("/{lang}/sign-in/reset/sent", get(pages::reset::sent))
        .route("/{lang}/sign-in/reset/done", get(pages::reset::done))
        .route(
            "/{lang}/sign-in/reset/to/{token}",
            get(pages::reset::landing).post(pages::reset::set),
        )
        .merge(account_routes())
}

/// One's own account.
fn account_routes() -> Router<App> {
    use pages::account::{self, calendar, passkeys, password, profile, second, sessions, tokens};
    Router::new()
        .route("/{lang}/account", get(account::show).post(profile::save))
        .route("/{lang}/account/password", post(password::set))
        .route("/{lang}/account/second-factor", post(second::propose))
        .route("/{lang}/account/second-factor/confirm", post(second::confirm))
        .route("/{lang}/account/second-factor/remove", post(second::remove))
        .route("/{lang}/account/recovery-codes", post(second::renew_codes))
        .route("/{lang}/account/passkeys/begin", post(passkeys::begin))
        .route("/{lang}/account/passkeys", post(passkeys::add))
        .route("/{lang}/account/passkeys/{id}/remove", post(passkeys::remove))
        .route("/{lang}/account/sessions/{id}/end", post(sessions::end))
        .route("/{lang}/account/calendar", post(calendar::make))
        .route("/{lang}/account/calendar/end", post(calendar::end))
        .route("/{lang}/account/tokens", post(tokens::make))
        .route("/{lang}/account/tokens/{id}/end", post(tokens::end))
}
