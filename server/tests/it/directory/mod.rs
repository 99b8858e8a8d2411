//! `/{lang}/organisations`, `/api/v1/organisations` and what belongs to them: search, facets, pages, files.

mod export;
mod facets;
mod index;
mod pages;
mod search;
mod territories;

use serde_json::Value;
use testkit::{App, Builder, organisation};

/// Ten organisations of all kinds and territories.
fn ten() -> Vec<Builder> {
    vec![
        organisation("Brückenbau Saar")
            .kind("sme")
            .languages(&["de"])
            .activity("4213"),
        organisation("Metz Logiciels")
            .territory("LOR")
            .kind("startup")
            .languages(&["fr", "en"])
            .activity("6210"),
        organisation("Éditions de Liège")
            .territory("WAL")
            .kind("sme")
            .languages(&["fr"])
            .activity("5811"),
        organisation("Liège Robotique")
            .territory("WAL")
            .kind("startup")
            .languages(&["fr", "nl"])
            .activity("2899"),
        organisation("Eupener Werkstatt")
            .territory("DG")
            .kind("sme")
            .languages(&["de", "fr"])
            .listed(),
        organisation("Lux Capital")
            .territory("LU")
            .kind("investor")
            .languages(&["fr", "de", "en", "lb"])
            .activity("6430"),
        organisation("Trierer Weinlabor")
            .territory("RLP")
            .kind("research")
            .languages(&["de"])
            .activity("7210"),
        organisation("Straßenbau Trier")
            .territory("RLP")
            .kind("corporate")
            .languages(&["de"])
            .activity("4211"),
        organisation("Registerwerk").registered(),
        organisation("Bruxelles Conseil")
            .territory("outside")
            .kind("sme")
            .languages(&["fr"]),
    ]
}

/// The names a question finds, and the whole answer.
pub(crate) async fn found(app: &App, query: &str) -> (Vec<String>, Value) {
    let answer = app.client().get(&format!("/api/v1/organisations{query}")).await.json();
    let items = answer["items"].as_array().unwrap().iter();
    (
        items.map(|item| item["name"].as_str().unwrap().to_owned()).collect(),
        answer,
    )
}
