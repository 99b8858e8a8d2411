//! Cases and drafts for programs: tokens of people, what they were made for, versions, keys.

mod reading;
mod verbs;

use passerelle::accounts::PersonId;
use passerelle::cases::{CaseId, Kind};
use passerelle::platform::access::{Level, Mandate};
use serde_json::{Value, json};
use testkit::{Answer, App, Client};

use super::{dossier, open};

const KEY: &str = "0191a0de-0000-7000-8000-000000000001";
const TEXT: &str = "Ein Satz, der lang genug ist.";

async fn adviser(app: &App, scope: &str) -> Client {
    let person = app
        .person("adviser@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser);
    app.program(person.make().await, Level::Two, scope).await
}

/// A case of somebody's company.
async fn case(app: &App, name: &str, applicant: Option<PersonId>) -> CaseId {
    let asked = serde_json::to_value(dossier(name, None)).unwrap();
    open(app, Kind::NewOrganisation, applicant, asked).await
}

async fn act(client: &Client, case: CaseId, verb: &str, version: i64, body: Value) -> Answer {
    let client = client.clone().with("if-match", &format!("\"{version}\""));
    client.post_json(&format!("/api/v1/cases/{case}/{verb}"), &body).await
}

fn version(answer: &Answer) -> i64 {
    answer.header("etag").trim_matches('"').parse().unwrap()
}

fn refusal() -> Value {
    json!({ "decision": "refused", "ground": "duplicate", "facts": "Es steht seit 2024 unter anderem Namen da." })
}
