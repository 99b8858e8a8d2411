//! Official registers: a few entries written here, and the sample data where `PASSERELLE_SAMPLES` names their folder.

use std::path::PathBuf;

use passerelle::registry::Kind;
use registers::Register;
use testkit::{App, suite};

use super::counts;

suite!(a_few_of_ror, the_sample_of_kbo, the_sample_of_ror);

const KBO: Kind = Kind::Register(Register::Kbo);
const ROR: Kind = Kind::Register(Register::Ror);

fn entry(id: &str, name: &str, city: &str, status: &str) -> String {
    serde_json::json!({
        "id": format!("https://ror.org/{id}"),
        "name": name,
        "status": status,
        "types": ["Education"],
        "established": 1850,
        "addresses": [{ "lat": 49.61167, "lng": 6.13, "city": city, "postcode": null, "line": null }],
        "country": { "country_name": "Luxembourg", "country_code": "LU" },
        "links": ["https://example.org"],
        "aliases": [], "acronyms": ["X"], "labels": [{ "label": "Schoul", "iso639": "lb" }], "external_ids": {},
    })
    .to_string()
}

async fn a_few_of_ror(app: App) {
    let good = entry("05natt857", "École Une", "Luxembourg", "active");
    let text = [
        good.as_str(),
        &entry("05natt858", "Forged", "Luxembourg", "active"),
        "broken",
    ]
    .join("\n");
    let path = app.write("ror.jsonl", &text);
    let first = app.import(ROR, &path).await;
    assert_eq!(counts(&first), [1, 0, 0, 0]);
    assert_eq!(first.rejected, 2, "a wrong check digit, and what is no JSON: {first:?}");
    let row = app
        .list("SELECT name || ' ' || territory || ' ' || kind || ' ' || founded FROM organisation")
        .await;
    assert_eq!(row, ["École Une LU research 1850"]);
    assert_eq!(counts(&app.import(ROR, &path).await), [0, 0, 0, 1]);
    let renamed = app.write("renamed.jsonl", &good.replace("École Une", "École Deux"));
    assert_eq!(counts(&app.import(ROR, &renamed).await), [0, 1, 0, 0]);
    assert_eq!(app.broken().await, [""; 0]);
}

fn sample(name: &str) -> Option<PathBuf> {
    let found = std::env::var_os("PASSERELLE_SAMPLES").map(|folder| PathBuf::from(folder).join(name));
    if found.is_none() {
        testkit::skipped(&format!("set PASSERELLE_SAMPLES to read {name}"));
    }
    found
}

async fn the_sample_of_kbo(app: App) {
    let Some(path) = sample("kbo") else { return };
    let rejects = app.folder().join("rejects.tsv");
    let mut request = app.request(KBO, &path);
    request.rejects = Some(rejects.clone());
    let first = app.import_with(&request).await;
    assert_eq!(counts(&first)[0], 3_198, "{first:?}");
    let listed = std::fs::read_to_string(&rejects).unwrap().lines().count();
    assert_eq!(
        u64::try_from(listed).unwrap(),
        first.rejected,
        "each rejected row has its line"
    );
    let again = app.import_with(&request).await;
    assert_eq!(counts(&again), [0, 0, 0, 3_198]);
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
    assert_eq!(
        app.list("SELECT name FROM organisation WHERE name LIKE 'Banque Nationale de Belgique%'")
            .await
            .len(),
        1
    );
}

async fn the_sample_of_ror(app: App) {
    let Some(path) = sample("ror/ror_greater_region.jsonl") else {
        return;
    };
    let first = app.import(ROR, &path).await;
    assert!(first.created > 0);
    counts(&first);
    let again = app.import(ROR, &path).await;
    assert_eq!((again.created, again.changed, again.attached), (0, 0, 0));
}
