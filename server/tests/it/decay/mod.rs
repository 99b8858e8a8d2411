//! What is known grows old: owners are asked in time, confirm by a link or signed in; what is stale leaves the search and is back
//! at once.

mod letters;
mod links;
mod search;
mod within;

use passerelle::accounts::PersonId;
use passerelle::decay;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::Role;
use passerelle::platform::clock::{DAY, start_of};
use testkit::{App, organisation};

/// A firm whose register was read lately, which said its contacts some weeks before; and its owner.
struct Firm {
    app: App,
    id: OrganisationId,
    owner: PersonId,
}

const NAME: &str = "Brückenbau Saar";
const OWNER: &str = "olga@example.org";

impl Firm {
    async fn new(app: App) -> Self {
        let firm = organisation(NAME)
            .declared("website", None, "https://bruecken.example", "2026-10-01")
            .declared("email", None, "post@bruecken.example", "2026-11-01")
            .declared("summary", Some("de"), "Baut Brücken.", "2026-11-01");
        app.add([firm]).await;
        let id = app.id(NAME).await;
        let owner = app.person(OWNER).name("Olga").role(id, Role::Owner).make().await;
        Self { app, id, owner }
    }

    /// Midday of a day.
    fn on(&self, day: &str) {
        let noon = start_of(day.parse().unwrap()) + DAY / 2;
        self.app.clock().advance(noon - self.app.clock().now());
    }

    async fn round(&self) -> usize {
        decay::round(self.app.journal(), &self.app.state.web).await.unwrap()
    }

    /// On that day the owner is written to: the path of the link.
    async fn asked(&self, day: &str) -> String {
        self.on(day);
        assert_eq!(self.round().await, 1, "{day}");
        self.app.letters(OWNER).await.pop().unwrap().path()
    }

    /// Field, value and day of what the organisation says now.
    async fn said(&self) -> Vec<String> {
        let sql = "SELECT field || ' ' || value || ' ' || stated_at FROM fact
                   WHERE class = 'declared' AND superseded_at IS NULL ORDER BY 1";
        self.app.list(sql).await
    }
}
