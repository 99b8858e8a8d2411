//! Joining by page: find, draft, send, papers; and all that may not be.

mod api;
mod bad_input;
mod chambers;
mod claims;
mod documents;
mod letters;
mod listing;
mod members;
mod own;
mod story;

use passerelle::platform::access::Level;
use testkit::{Answer, App, Client};

/// The end of a draft's address, where an answer leads.
fn draft_of(answer: &Answer) -> String {
    let to = answer.header("location");
    to.split('/').nth(3).unwrap_or_else(|| panic!("{to}")).to_owned()
}

async fn founder(app: &App) -> Client {
    app.person("founder@example.org").signed_in(Level::One).await
}

/// The version a page's form would send.
async fn version(client: &Client, draft: &str, step: &str) -> String {
    let page = client
        .get(&format!("/fr/joining/{draft}/{step}"))
        .await
        .expect(200)
        .page();
    page.attribute("input[name=version]", "value")
}

/// Fills a step and goes on.
async fn fill(client: &Client, draft: &str, step: &str, values: &[(&str, &str)]) -> Answer {
    let version = version(client, draft, step).await;
    let mut fields = vec![("version", version.as_str())];
    fields.extend_from_slice(values);
    client.post_form(&format!("/fr/joining/{draft}/{step}"), &fields).await
}

const SEAT: &[(&str, &str)] = &[
    ("street", "1 rue du Pont"),
    ("postal_code", "57000"),
    ("municipality", "Metz"),
    ("country", "FR"),
];
const ACTIVITY: &[(&str, &str)] = &[
    ("kind", "startup"),
    ("language", "fr"),
    ("summary", "Nous mesurons des ponts."),
    ("languages", "fr"),
    ("languages", "de"),
];

/// A draft by hand that can be sent.
pub(crate) async fn ready(client: &Client, name: &str) -> String {
    let begun = client.post_form("/fr/join", &[("name", name)]).await.expect(303);
    let draft = draft_of(&begun);
    let identity = [("name", name), ("not_founded", "1")];
    fill(client, &draft, "identity", &identity).await.expect(303);
    fill(client, &draft, "seat", SEAT).await.expect(303);
    fill(client, &draft, "activity", ACTIVITY).await.expect(303);
    draft
}

pub(crate) async fn send(client: &Client, draft: &str) -> Answer {
    fill(client, draft, "send", &[("go", "send")]).await
}
