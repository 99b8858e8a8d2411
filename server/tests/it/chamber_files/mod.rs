//! A chamber's spreadsheet from its upload to the directory and back again.

mod bad_input;
mod story;
mod undo;

use passerelle::chamber_files::Worker;
use passerelle::platform::access::{Level, Mandate};
use testkit::{Answer, App, Client, region};

pub const CHAMBER: &str = "cci-moselle";

/// Somebody who may bring files in the name of the chamber.
pub async fn adviser(app: &App) -> Client {
    let person = app.person("a@cci.example").mandate(CHAMBER, Mandate::Adviser);
    person.signed_in(Level::Two).await
}

/// Sends a file dated the day before the test's.
pub async fn bring(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    let fields = [("chamber", CHAMBER), ("date", "2026-11-20")];
    let path = "/fr/chamber-files";
    client.post_file_with(path, &fields, (name, "text/csv", bytes)).await
}

/// The address of a file that was taken.
pub async fn brought(client: &Client, text: &str) -> String {
    let answer = bring(client, "liste.csv", text.as_bytes()).await.expect(303);
    answer.header("location")
}

/// Takes what the page proposes, and goes on to the rows.
pub async fn name_columns(client: &Client, path: &str) {
    let page = client.get(path).await.expect(200).page();
    let columns = page.count("select[name^=column-]");
    let names: Vec<String> = (0..columns).map(|place| format!("column-{place}")).collect();
    let chosen: Vec<String> = names
        .iter()
        .map(|name| page.attribute(&format!("select[name={name}] option[selected]"), "value"))
        .collect();
    let mut fields: Vec<(&str, &str)> = names
        .iter()
        .zip(&chosen)
        .map(|(name, code)| (name.as_str(), code.as_str()))
        .collect();
    fields.push(("kind", "sme"));
    client
        .post_form(path, &fields)
        .await
        .assert_redirect(&format!("{path}/check"));
}

/// What the run page or the dry run counts.
pub async fn counted(client: &Client, path: &str, code: &str) -> String {
    let page = client.get(path).await.expect(200).page();
    page.text(&format!("#count-{code}"))
}

/// Orders the import as the page of the dry run does.
pub async fn order(client: &Client, path: &str) {
    let page = client.get(&format!("{path}/check")).await.expect(200).page();
    let version = page.attribute("input[name=version]", "value");
    let fields = [("version", version.as_str())];
    client
        .post_form(&format!("{path}/import"), &fields)
        .await
        .assert_redirect(path);
}

/// What the server's task does.
pub async fn work(app: &App) {
    // A second after it was ordered: no two runs write at one time.
    app.clock().advance(1_000_000);
    let worker = Worker {
        journal: app.journal().clone(),
        region: region(),
        files: app.state.files.clone(),
    };
    worker.run_due().await.unwrap();
    app.settle().await;
}

/// Brings a list whole.
pub async fn import(app: &App, client: &Client, text: &str) -> String {
    let path = brought(client, text).await;
    name_columns(client, &path).await;
    order(client, &path).await;
    work(app).await;
    path
}
