//! The archive holds what is known, all of it, in the form it says, and no key to anything.

use std::io::{Cursor, Read};

use passerelle::platform::access::Level;
use passerelle::privacy::SCHEMA;
use serde_json::Value;
use testkit::{App, suite};
use zip::ZipArchive;

use super::somebody::Somebody;

suite!(all_that_is_known_is_in_it, asks_who_one_is);

fn entry(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// That there is nothing the schema does not describe, as deep as it does.
fn described(value: &Value, schema: &Value, path: &str) {
    let (Some(value), Some(known)) = (value.as_object(), schema["properties"].as_object()) else {
        return;
    };
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.contains_key(name.as_str().unwrap()), "{path} has no {name}");
    }
    for (name, value) in value {
        let schema = known
            .get(name)
            .unwrap_or_else(|| panic!("{path}/{name} is not in the schema"));
        let kind = match value {
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            _ => "string",
        };
        let said = schema["type"].as_str().unwrap_or(kind);
        assert_eq!(said, kind, "{path}/{name}");
        described(value, schema, &format!("{path}/{name}"));
    }
}

async fn all_that_is_known_is_in_it(app: App) {
    let anna = Somebody::everywhere(&app, "zqxkanari").await;
    let other = Somebody::everywhere(&app, "wmbpapageien").await;
    let answer = anna.client.post_form("/de/account/data/export", &[]).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-disposition")
            .contains("passerelle-2026-11-24.zip")
    );
    let mut archive = ZipArchive::new(Cursor::new(answer.bytes.to_vec())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(
        ["LIES-MICH.txt", "schema.json", "data.json"]
            .iter()
            .all(|name| names.contains(&(*name).to_owned())),
        "{names:?}"
    );
    let files: Vec<_> = names.iter().filter(|name| name.starts_with("files/")).collect();
    assert_eq!(files.len(), 2, "{names:?}");
    let mut first = String::new();
    archive.by_name(files[0]).unwrap().read_to_string(&mut first).unwrap();
    assert!(first.contains(anna.word));
    let text = String::from_utf8(entry(&answer.bytes, "data.json")).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    described(&data, &serde_json::from_str(SCHEMA).unwrap(), "");
    let known = &data["data"];
    assert_eq!(known["accounts"]["person"]["mail"], anna.mail());
    assert_eq!(known["cases"]["cases"].as_array().unwrap().len(), 2);
    assert_eq!(known["joining"]["drafts"].as_array().unwrap().len(), 3);
    assert_eq!(known["joining"]["documents"].as_array().unwrap().len(), 2);
    assert_eq!(known["organisations"]["reports"].as_array().unwrap().len(), 1);
    assert_eq!(
        known["accounts"]["memberships"][0]["organisation"],
        anna.organisation.to_string()
    );
    for (feature, list) in [
        ("accounts", "sessions"),
        ("accounts", "tokens"),
        ("accounts", "passkeys"),
        ("accounts", "signInLinks"),
        ("cases", "written"),
        ("chambers", "sharedAddressOf"),
        ("journal", "entries"),
        ("joining", "claims"),
        ("joining", "invitations"),
        ("mail", "letters"),
        ("mail", "undeliverable"),
        ("notices", "notices"),
        ("organisations", "valuesThatNameYou"),
        ("practices", "begun"),
        ("practices", "adoptions"),
    ] {
        assert!(!known[feature][list].as_array().unwrap().is_empty(), "{feature} {list}");
    }
    let recipients: Vec<&str> = data["recipients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["who"].as_str().unwrap())
        .collect();
    for who in ["operator", "mail", "chamber", "everybody"] {
        assert!(recipients.contains(&who), "{recipients:?}");
    }
    tables(&answer.bytes, &names, &data);
    assert!(!text.contains(other.word), "nothing of anybody else");
    assert!(!text.contains("Phoned"), "a chamber's notes are its own");
    assert!(
        !text.contains("argon2") && !text.contains("password_hash"),
        "no hash to try"
    );
    assert_eq!(
        app.count("SELECT count(*) FROM entry WHERE action = 'privacy.exported'")
            .await,
        1
    );
    assert!(app.verify().await.valid);
}

/// Each list that has entries is a table with a line for each, named by the schema and the readme; what would run is text.
fn tables(archive: &[u8], names: &[String], data: &Value) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let readme = String::from_utf8(entry(archive, "LIES-MICH.txt")).unwrap();
    let mut found = 0;
    let mut compare = |list: &Value, schema: &Value| {
        let Some(list) = list.as_array().filter(|list| !list.is_empty()) else {
            return;
        };
        let name = schema["csv"].as_str().unwrap();
        assert!(readme.lines().any(|line| line == name), "{readme}");
        let bytes = entry(archive, name);
        let mut reader = csv::Reader::from_reader(&*bytes);
        assert!(!reader.headers().unwrap().is_empty());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), list.len(), "{name}");
        let harmful = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(rows.iter().all(|row| !row.iter().any(harmful)), "{name}");
        found += 1;
    };
    for (part, lists) in data["data"].as_object().unwrap() {
        for (list, entries) in lists.as_object().unwrap() {
            let schema = &schema["properties"]["data"]["properties"][part]["properties"][list];
            compare(entries, schema);
        }
    }
    compare(&data["recipients"], &schema["properties"]["recipients"]);
    let in_archive = names.iter().filter(|name| name.starts_with("csv/")).count();
    assert_eq!((found, found > 15), (in_archive, true), "{names:?}");
}

async fn asks_who_one_is(app: App) {
    let id = app.person("anna@example.org").make().await;
    let client = app.signed_in(id, Level::One).await;
    app.clock().advance(11 * 60_000_000);
    for verb in ["export", "erase"] {
        let sent = client
            .post_form(
                &format!("/de/account/data/{verb}"),
                &[("sure", "1")][..usize::from(verb == "erase")],
            )
            .await;
        sent.assert_redirect("/de/sign-in/again?level=aal1&to=%2Fde%2Faccount%2Fdata");
    }
    assert_eq!(app.count("SELECT count(*) FROM erasure").await, 0);
    // Who has a second factor shows it.
    app.tamper("UPDATE person SET totp_since = 1").await.unwrap();
    let weak = app.signed_in(id, Level::One).await;
    let sent = weak.post_form("/de/account/data/export", &[]).await;
    sent.assert_redirect("/de/sign-in/again?level=aal2&to=%2Fde%2Faccount%2Fdata");
    let strong = app.signed_in(id, Level::Two).await;
    strong.post_form("/de/account/data/export", &[]).await.expect(200);
}
