//! `/{lang}/organisations/{id}` and `/api/v1/organisations/{id}`: the page, its form, and the same for programs.

mod api;
mod fsck;
mod page;
mod report;

use testkit::{App, organisation};

/// A node with one organisation, and what follows the language in the address of its page.
async fn with_one(app: &App) -> String {
    let one = organisation("Brückenbau Saar & Söhne GmbH")
        .identifier("de_vat", "DE136695976")
        .declared("summary", Some("de"), "Baut Brücken aus Holz.", "2026-10-01")
        .declared("description", Some("de"), "Seit vierzig Jahren aus Holz.", "2026-10-01")
        .declared("website", None, "https://bruecken.example", "2023-01-01")
        .attested("employees", None, "1200", "2026-09-01");
    app.add([one]).await;
    format!("/organisations/{}", app.id("Brückenbau Saar & Söhne GmbH").await)
}
