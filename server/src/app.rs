//! Puts the features together: their state and their routes in one list.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::accounts::{self, Accounts};
use crate::directory::Directory;
use crate::platform::access::Actor;
use crate::platform::database::{Doing, Tx};
use crate::platform::files::Files;
use crate::platform::journal::{self, Journal, head};
use crate::platform::mail;
use crate::platform::outbound::Outbound;
use crate::platform::personal::Personal;
use crate::platform::retention::Rule;
use crate::platform::web::{self, Entry, Hands, Menu, Options, Readiness, Web};
use crate::registry::Imports;
use crate::{
    attachments, calendar, cases, chamber_files, chambers, decay, directory, home, information, introductions,
    investors, jobs, joining, notices, observatory, opportunities, organisations, outcomes, practices, privacy,
    reference, registry, transparency, webhooks,
};

/// Entries the index may be behind and still serve.
pub const BEHIND: i64 = 1000;

/// What handlers share; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Texts, region, addresses and assets for pages.
    pub web: Arc<Web>,
    /// Writes and their journal; the database behind both.
    pub journal: Journal,
    /// The search index.
    pub directory: Arc<Directory>,
    /// Keys, cookies and limits of signing in.
    pub accounts: Arc<Accounts>,
    /// What people laid in.
    pub files: Files,
    /// What may be imported from a page.
    pub imports: Imports,
    /// The way out to addresses that people name.
    pub outbound: Outbound,
    /// What each feature keeps about people.
    pub personal: &'static [&'static dyn Personal],
    /// Who was introduced to whom: then an anonymous opportunity has a name.
    pub introduced: &'static dyn opportunities::Introduced,
    /// Who has introductions: the menu leads there.
    pub introductions: &'static dyn web::Has,
    /// What stands on the page of an organisation besides what is known of it.
    pub beside: &'static [&'static dyn organisations::Beside],
    /// What somebody who is signed in can do about an organisation.
    pub asides: &'static [&'static dyn organisations::Asides],
    /// What fits the words of a search besides organisations.
    pub alike: &'static [&'static dyn directory::Alike],
}

/// Every answer for what is kept about people, in the order in which it is erased: accounts last, for the others look there
/// who somebody is.
pub const PERSONAL: &[&dyn Personal] = &[
    &cases::actions::erase::Kept,
    &organisations::personal::Kept,
    &introductions::Kept,
    &outcomes::Kept,
    &joining::personal::Kept,
    &decay::personal::Kept,
    &opportunities::personal::Kept,
    &attachments::personal::Kept,
    &practices::personal::Kept,
    &investors::personal::Kept,
    &chamber_files::personal::Kept,
    &webhooks::personal::Kept,
    &notices::personal::Kept,
    &chambers::personal::Kept,
    &mail::personal::Kept,
    &journal::personal::Kept,
    &accounts::personal::Kept,
];

/// How long each feature keeps what is of no more use.
pub const RETENTION: &[&[Rule]] = &[
    accounts::retention::RULES,
    joining::retention::RULES,
    decay::retention::RULES,
    opportunities::retention::RULES,
    attachments::retention::RULES,
    practices::retention::RULES,
    investors::retention::RULES,
    chamber_files::retention::RULES,
    cases::actions::retention::RULES,
    introductions::retention::RULES,
    organisations::retention::RULES,
    webhooks::retention::RULES,
    notices::retention::RULES,
    registry::retention::RULES,
    mail::retention::RULES,
    web::once::RULES,
];

impl App {
    /// Puts the state together.
    #[must_use]
    pub fn new(web: Arc<Web>, journal: Journal, directory: Arc<Directory>, files: Files) -> Self {
        Self {
            accounts: Arc::new(Accounts::new(&web)),
            web,
            journal,
            directory,
            files,
            imports: Imports::default(),
            outbound: Outbound::default(),
            personal: PERSONAL,
            introduced: &introductions::ByAccepting,
            introductions: &introductions::Mine,
            beside: BESIDE,
            asides: ASIDES,
            alike: ALIKE,
        }
    }

    /// What a verb of a feature works with, for somebody.
    pub fn hands<'a>(&'a self, actor: &'a Actor) -> Hands<'a> {
        Hands {
            journal: &self.journal,
            web: &self.web,
            actor,
        }
    }

    /// The same with another way out.
    #[must_use]
    pub fn with_outbound(self, outbound: Outbound) -> Self {
        Self { outbound, ..self }
    }

    /// The same with a folder whose files can be imported from a page.
    #[must_use]
    pub fn with_imports(self, imports: Imports) -> Self {
        Self { imports, ..self }
    }
}

/// The menus of every page. Entries exist only for what the product does.
pub const MENU: Menu = Menu {
    head: &[
        Entry {
            name: "organisations",
            text: "menu-organisations",
            path: "/organisations",
        },
        Entry {
            name: "opportunities",
            text: "menu-opportunities",
            path: "/opportunities",
        },
        Entry {
            name: "practices",
            text: "menu-practices",
            path: "/practices",
        },
        Entry {
            name: "join",
            text: "menu-join",
            path: "/join",
        },
        Entry {
            name: "chambers",
            text: "menu-chambers",
            path: "/chambers",
        },
        Entry {
            name: "verification",
            text: "menu-verification",
            path: "/verification",
        },
    ],
    foot: &[
        Entry {
            name: "about",
            text: "menu-about",
            path: "/about",
        },
        Entry {
            name: "startups",
            text: "startups-title",
            path: "/startups",
        },
        Entry {
            name: "observatory",
            text: "menu-observatory",
            path: "/observatory",
        },
        Entry {
            name: "transparency",
            text: "menu-transparency",
            path: "/transparency",
        },
        Entry {
            name: "sources",
            text: "menu-sources",
            path: "/sources",
        },
        Entry {
            name: "legal",
            text: "menu-legal",
            path: "/legal",
        },
        Entry {
            name: "privacy",
            text: "menu-privacy",
            path: "/privacy",
        },
        Entry {
            name: "accessibility",
            text: "menu-accessibility",
            path: "/accessibility",
        },
        Entry {
            name: "api",
            text: "menu-api",
            path: "/api",
        },
    ],
};

/// What features show on the page of an organisation.
pub const BESIDE: &[&dyn organisations::Beside] = &[&opportunities::OnPages, &practices::OnPages, &outcomes::Confirmed];

/// What features let somebody who is signed in do about an organisation.
pub const ASIDES: &[&dyn organisations::Asides] = &[&investors::OnPages];

/// What features show of the words of a search, above what the directory found.
pub const ALIKE: &[&dyn directory::Alike] = &[&practices::OnPages];

/// All routes with the layers of the platform around them.
pub fn router(app: App, options: &Options) -> Router {
    let web = app.web.clone();
    let routes = Router::new()
        .merge(home::routes())
        .merge(directory::routes())
        .merge(organisations::routes())
        .merge(registry::routes())
        .merge(jobs::routes())
        .merge(joining::routes())
        .merge(opportunities::routes())
        .merge(practices::routes())
        .merge(investors::routes())
        .merge(decay::routes())
        .merge(chamber_files::routes())
        .merge(information::routes())
        .merge(chambers::routes())
        .merge(cases::routes())
        .merge(introductions::routes())
        .merge(outcomes::routes())
        .merge(calendar::routes())
        .merge(webhooks::routes())
        .merge(transparency::routes())
        .merge(observatory::routes())
        .merge(reference::routes())
        .merge(accounts::routes())
        .merge(notices::routes())
        .merge(privacy::routes())
        .merge(web::health_routes(readiness(&app)));
    let asks = from_fn_with_state(app.clone(), accounts::identify);
    web::assemble_with(routes.with_state(app), web, options, |routes| routes.layer(asks))
}

/// Ready is who reaches the database and has read the journal to near its head.
fn readiness(app: &App) -> Readiness {
    let (journal, directory) = (app.journal.clone(), Arc::clone(&app.directory));
    Arc::new(move || {
        let (journal, directory) = (journal.clone(), Arc::clone(&directory));
        Box::pin(async move {
            match head(journal.database().reader()).await {
                Err(_) => vec!["database"],
                Ok(head) if u64::try_from(head - BEHIND).is_ok_and(|head| head > directory.position()) => vec!["index"],
                Ok(_) => Vec::new(),
            }
        })
    })
}

/// What notices tell of cases, of introductions and to those who follow a young company.
pub struct KnownCases(pub Arc<Web>);

impl notices::Cases for KnownCases {
    fn about<'a>(&'a self, tx: &'a Tx, case: uuid::Uuid) -> Doing<'a, Option<notices::About>> {
        Box::pin(async move {
            let parties = cases::queries::parties(tx, cases::CaseId(case)).await?;
            Ok(parties.map(|known| about(&self.0, known)))
        })
    }

    fn introduction<'a>(&'a self, tx: &'a Tx, entry: &'a journal::Read) -> Doing<'a, Vec<notices::Introduced>> {
        Box::pin(async move {
            let told = introductions::queries::told(tx, entry).await?;
            let introduced = |told: introductions::queries::Told| notices::Introduced {
                number: told.number,
                title: told.subject,
                what: told.what,
                people: told.people,
            };
            Ok(told.into_iter().map(introduced).collect())
        })
    }

    fn watched<'a>(&'a self, tx: &'a Tx, entry: &'a journal::Read) -> Doing<'a, Vec<notices::Watched>> {
        Box::pin(async move {
            let told = investors::queries::told(tx, entry).await?;
            let watched = |told: investors::queries::Told| notices::Watched {
                workspace: told.workspace.0,
                name: told.name,
                people: told.people,
            };
            Ok(told.into_iter().map(watched).collect())
        })
    }
}

fn about(web: &Web, known: cases::queries::Parties) -> notices::About {
    let appeal = |at| format!("/appeal/{}", cases::appeal_token(&web.identity.secret, known.id, at));
    let decided = known
        .decided_at
        .zip(known.decision)
        .map(|(at, decision)| notices::Decided {
            at,
            decision: match (known.kind, decision) {
                (cases::Kind::RegisterChange, cases::model::Decision::Approved) => "seen".to_owned(),
                _ => decision.code().to_owned(),
            },
            ground: known.ground.map(|ground| ground.code().to_owned()),
            facts: known.facts,
            remedy: known.remedy,
            appeal: decision.is_negative().then(|| appeal(at)),
        });
    notices::About {
        number: known.number,
        title: known.title,
        chamber: known.chamber,
        applicant: known.applicant,
        organisation: known.organisation.map(|id| id.0),
        assignee: known.assignee,
        decided,
    }
}
