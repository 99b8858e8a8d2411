//! What a second import does: nothing, a newer date, a change with before and after, another register's record.

use passerelle::organisations::queries::{Found, Organisation, find_organisation};
use passerelle::platform::access::{Action, Actor, Purpose, scope};
use passerelle::registry::import_lines;
use registers::{LegalStatus, Register};
use testkit::{App, organisation, region, suite};

use super::counts;

suite!(
    the_same_again_changes_nothing,
    a_newer_date_moves_dates_only,
    a_change_is_told_with_before_and_after,
    changes_of_registered_ones_are_not_told,
    an_equal_number_attaches,
    facts_are_superseded_not_overwritten,
    one_register_with_several_records_of_it,
    one_batch_with_the_same_number_twice,
    an_older_listing_stays,
);

async fn shown(app: &App, name: &str) -> Organisation {
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let id = app.id(name).await;
    match find_organisation(&scope, app.database(), &region(), id).await.unwrap() {
        Some(Found::Here(organisation)) => *organisation,
        other => panic!("{other:?}"),
    }
}

async fn the_same_again_changes_nothing(app: App) {
    let both = || [organisation("Eins"), organisation("Zwei").registered()];
    assert_eq!(counts(&app.add(both()).await), [2, 0, 0, 0]);
    let content = app.content().await;
    let rows = app.list("SELECT name || version FROM organisation ORDER BY name").await;
    let again = app.add(both()).await;
    assert_eq!(counts(&again), [0, 0, 0, 2]);
    assert_eq!(app.content().await, content);
    assert_eq!(
        app.list("SELECT name || version FROM organisation ORDER BY name").await,
        rows
    );
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_newer_date_moves_dates_only(app: App) {
    app.add([organisation("Eins").registered().as_of("2026-01-01")]).await;
    let before = shown(&app, "Eins").await;
    assert_eq!(before.as_of.to_string(), "2026-01-01");
    let again = app.add([organisation("Eins").registered().as_of("2026-11-01")]).await;
    assert_eq!(counts(&again), [0, 0, 0, 1], "the content is the same");
    let after = shown(&app, "Eins").await;
    assert_eq!(after.as_of.to_string(), "2026-11-01");
    assert!(after.stale_at > before.stale_at);
    assert!(after.changes.is_empty());
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_change_is_told_with_before_and_after(app: App) {
    app.add([organisation("Eins")]).await;
    app.clock().advance(passerelle::platform::clock::DAY);
    let moved = organisation("Eins").seat("DE", "66740", "Saarlouis").kind("startup");
    let changed = app.add([moved.legal_status(LegalStatus::InLiquidation)]).await;
    assert_eq!(counts(&changed), [0, 1, 0, 0]);
    let after = shown(&app, "Eins").await;
    assert_eq!(after.version, 2);
    let told: Vec<_> = after
        .changes
        .iter()
        .map(|note| {
            (
                note.field.as_str(),
                note.before.as_deref().unwrap(),
                note.after.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("seat", "66111 Saarbrücken", "66740 Saarlouis"),
            ("legal-status", "active", "in_liquidation"),
            ("kind", "sme", "startup"),
        ]
    );
    assert!(after.changes.iter().all(|note| note.at == app.clock().now()));
}

async fn changes_of_registered_ones_are_not_told(app: App) {
    app.add([organisation("Eins").registered()]).await;
    app.add([organisation("Eins").registered().seat("DE", "66740", "Saarlouis")])
        .await;
    assert!(shown(&app, "Eins").await.changes.is_empty());
    assert_eq!(
        app.count("SELECT count(*) FROM entry WHERE action = 'organisations.change'")
            .await,
        0
    );
}

async fn an_equal_number_attaches(app: App) {
    let known = organisation("Institut Eins").identifier("ror", "05natt857");
    app.add([known]).await;
    let record = organisation("Institute One")
        .registered()
        .identifier("ror", "05natt857");
    let attached = app.add([record.register(Register::Ror, "05natt857")]).await;
    assert_eq!(counts(&attached), [0, 0, 1, 0]);
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM register_record").await, 2);
    assert_eq!(
        app.count("SELECT count(*) FROM identifier").await,
        1,
        "a number belongs to one organisation"
    );
    assert_eq!(
        app.count("SELECT count(*) FROM place").await,
        2,
        "each record has its places"
    );
    assert_eq!(app.broken().await, [""; 0]);
}

async fn facts_are_superseded_not_overwritten(app: App) {
    let said = |text| organisation("Eins").declared("summary", Some("de"), text, "2026-10-01");
    app.add([said("Baut Brücken.").declared("employees", None, "12", "2026-10-01")])
        .await;
    app.clock().advance(1);
    app.add([said("Baut Tunnel.").declared("employees", None, "12", "2026-10-01")])
        .await;
    let facts = app
        .list("SELECT field || ' ' || value || CASE WHEN superseded_at IS NULL THEN '' ELSE ' (old)' END FROM fact ORDER BY 1")
        .await;
    assert_eq!(
        facts,
        ["employees 12", "summary Baut Brücken. (old)", "summary Baut Tunnel."]
    );
    let told = shown(&app, "Eins").await.changes;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].before.as_deref(), Some("Baut Brücken."));
    assert_eq!(app.broken().await, [""; 0]);
}

async fn one_batch_with_the_same_number_twice(app: App) {
    let actor = Actor::system(Purpose::Demo);
    // Lines that come from no file are not looked through for doubles.
    for (label, kinds, left) in [
        ("one", ["sme", "startup"], "sme"),
        ("two", ["public", "cluster"], "public"),
    ] {
        let both = kinds.map(|kind| organisation("Eins").kind(kind).line());
        let outcome = import_lines(app.journal(), &region(), &actor, label, both.into_iter())
            .await
            .unwrap();
        assert_eq!(outcome.read, 2);
        let found = app.list("SELECT kind FROM organisation").await;
        assert_eq!(found, [left], "the first counts");
    }
}

async fn one_register_with_several_records_of_it(app: App) {
    let one = |name| organisation(name).registered().identifier("de_vat", "DE136695976");
    let both = || {
        [
            one("Eins").seat("DE", "66740", "Saarlouis"),
            one("Zwei").identifier("lei", "529900T8BM49AURSDO55"),
        ]
    };
    assert_eq!(counts(&app.add(both()).await), [1, 0, 1, 0]);
    let content = app.content().await;
    assert_eq!(app.count("SELECT count(*) FROM place").await, 2);
    assert_eq!(app.count("SELECT count(*) FROM identifier").await, 2);
    // Each again by itself takes nothing from the other.
    for again in both().map(|one| one.as_of("2026-11-01")).into_iter().chain(both()) {
        app.add([again]).await;
        assert_eq!(app.count("SELECT count(*) FROM place").await, 2);
        assert_eq!(app.count("SELECT count(*) FROM identifier").await, 2);
    }
    assert_eq!(app.content().await, content);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn an_older_listing_stays(app: App) {
    app.add([organisation("Eins").kind("startup").languages(&["de", "fr"])])
        .await;
    let again = app
        .add([organisation("Eins").registered().seat("DE", "66740", "Saarlouis")])
        .await;
    assert_eq!(counts(&again), [0, 1, 0, 0]);
    let rows = app
        .list("SELECT standing || ' ' || kind || ' ' || languages || ' ' || municipality FROM organisation")
        .await;
    assert_eq!(rows, ["member startup de fr Saarlouis"]);
}
