//! The index as a reader of the journal: it sees every change, and one that is built anew finds the same.

use passerelle::directory::Directory;
use passerelle::platform::clock::DAY;
use passerelle::platform::id::encode;
use testkit::{App, organisation, suite};
use uuid::Uuid;

use super::{found, ten};

suite!(
    it_follows,
    replay_is_harmless,
    built_anew_it_finds_the_same,
    it_ages,
    a_damaged_one_is_built_anew,
    points_of_the_map,
    a_point_says_what_it_stands_for,
    in_use_it_is_not_built_anew,
    taken_away_it_is_built_anew,
    entries_that_name_very_many
);

async fn it_follows(app: App) {
    app.add([organisation("Altwerk")]).await;
    assert_eq!(found(&app, "?q=Altwerk").await.0, ["Altwerk"]);
    app.add([organisation("Altwerk").name("Neuwerk", None)]).await;
    assert_eq!(found(&app, "?q=Neuwerk").await.0, ["Neuwerk"]);
    assert_eq!(found(&app, "?q=Altwerk").await.0, [""; 0]);
    let head = passerelle::platform::journal::head(app.database().reader())
        .await
        .unwrap();
    assert_eq!(i64::try_from(app.state.directory.position()).unwrap(), head);
}

async fn replay_is_harmless(app: App) {
    app.add(ten()).await;
    let (before, _) = found(&app, "?standing=all&sort=name").await;
    app.settle().await;
    app.settle().await;
    assert_eq!(found(&app, "?standing=all&sort=name").await.0, before);
}

async fn built_anew_it_finds_the_same(app: App) {
    for one in ten() {
        app.add([one]).await;
    }
    let path = "?standing=all&territory=all&status=all&age=all&sort=name";
    let (before, _) = found(&app, path).await;
    let facets = app.client().get(&format!("/api/v1/facets{path}")).await.json();
    assert_eq!(before.len(), 10);
    app.rebuild().await;
    assert_eq!(found(&app, path).await.0, before);
    assert_eq!(app.client().get(&format!("/api/v1/facets{path}")).await.json(), facets);
    app.add([organisation("Spätwerk")]).await;
    assert_eq!(
        found(&app, "?q=Spätwerk").await.0,
        ["Spätwerk"],
        "the new one follows on"
    );
}

async fn it_ages(app: App) {
    app.add([organisation("Werk").as_of("2026-10-24")]).await;
    assert_eq!(found(&app, "?age=fresh").await.0, ["Werk"]);
    app.clock().advance(200 * DAY);
    app.settle().await;
    assert_eq!(found(&app, "?age=ageing").await.0, ["Werk"]);
    app.clock().advance(2000 * DAY);
    app.settle().await;
    assert_eq!(
        found(&app, "").await.0,
        [""; 0],
        "stale ones are left out unless asked for"
    );
    assert_eq!(found(&app, "?age=stale").await.0, ["Werk"]);
}

async fn a_damaged_one_is_built_anew(app: App) {
    app.add(ten()).await;
    let folder = app.folder().join("damaged");
    std::fs::create_dir(&folder).unwrap();
    for entry in std::fs::read_dir(app.folder().join("index")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() && !entry.file_name().to_string_lossy().contains("lock") {
            std::fs::write(folder.join(entry.file_name()), "not what it was").unwrap();
        }
    }
    let mended = Directory::open(&folder, app.journal().clone(), testkit::region()).unwrap();
    assert_eq!(mended.position(), 0);
    mended.catch_up().await.unwrap();
    assert_eq!(mended.position(), app.state.directory.position());
}

async fn points_of_the_map(app: App) {
    app.add(ten()).await;
    let all = app
        .client()
        .get("/api/v1/organisations/points?view=4,48,9,51&zoom=4")
        .await
        .json();
    let clusters = all["clusters"].as_array().unwrap();
    let count: u64 = clusters.iter().map(|mark| mark["count"].as_u64().unwrap()).sum();
    assert_eq!(count, 8);
    let alone = clusters.iter().find(|mark| mark["name"] == "Brückenbau Saar").unwrap();
    assert!(alone["href"].as_str().unwrap().contains("/organisations/"));
    for query in ["?view=1", "?view=4,48,9,51&zoom=99", "?x=1"] {
        app.client()
            .get(&format!("/api/v1/organisations/points{query}"))
            .await
            .assert_problem("malformed");
    }
}

async fn a_point_says_what_it_stands_for(app: App) {
    let stated = organisation("Messwerk").point(50.2, 6.0);
    let nowhere = organisation("Irgendwo").seat("DE", "66111", "Kein Ort");
    app.add([stated, organisation("Testwerk").territory("LOR"), nowhere])
        .await;
    let all = app
        .client()
        .get("/api/v1/organisations/points?zoom=4&view=5,48,8,51")
        .await
        .json();
    let marks = all["clusters"].as_array().unwrap();
    for (name, precision) in [
        ("Messwerk", "stated"),
        ("Testwerk", "municipality"),
        ("Irgendwo", "territory"),
    ] {
        let mark = marks.iter().find(|mark| mark["name"] == name);
        assert_eq!(mark.unwrap_or_else(|| panic!("{name}: {all}"))["precision"], precision);
    }
}

/// A command beside a running server must not take its folder away.
async fn in_use_it_is_not_built_anew(app: App) {
    app.add(ten()).await;
    let folder = app.folder().join("index");
    let other = Directory::open(&folder, app.journal().clone(), testkit::region()).unwrap();
    let refused = other.rebuild().await.unwrap_err();
    assert!(refused.to_string().contains("stop it first"), "{refused}");
    app.rebuild().await;
}

/// Somebody cleans up in the folder of a running node: searches go on, and the next change brings all of it back.
async fn taken_away_it_is_built_anew(app: App) {
    app.add(ten()).await;
    let folder = app.folder().join("index");
    let files = |keep: &str| {
        for entry in std::fs::read_dir(&folder).unwrap().flatten() {
            if entry.file_name() != keep {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
    };
    for (number, name) in ["Eins", "Zwei", "Drei"].into_iter().enumerate() {
        match number {
            0 => files(""),
            1 => files("meta.json"),
            _ => std::fs::remove_dir_all(&folder).unwrap(),
        }
        let (before, _) = found(&app, "?standing=all&territory=all&status=all&age=all&sort=name").await;
        assert_eq!(before.len(), 10 + number, "what is open is searched on");
        app.add([organisation(&format!("{name}werk"))]).await;
        assert_eq!(found(&app, &format!("?q={name}werk")).await.0, [format!("{name}werk")]);
        let (after, _) = found(&app, "?standing=all&territory=all&status=all&age=all&sort=name").await;
        assert_eq!(after.len(), 11 + number);
        assert!(folder.join("meta.json").is_file(), "for the next start");
    }
}

/// A server that was killed while an import ran reads many batches at its next start.
async fn entries_that_name_very_many(app: App) {
    app.add(ten()).await;
    let ids: Vec<String> = (1..=40_000u128).map(|id| encode(Uuid::from_u128(id))).collect();
    crate::store::say(&app, &serde_json::json!({ "organisations": ids }).to_string(), None).await;
    app.settle().await;
    let head = passerelle::platform::journal::head(app.database().reader())
        .await
        .unwrap();
    assert_eq!(i64::try_from(app.state.directory.position()).unwrap(), head);
}
