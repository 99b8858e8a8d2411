//! The KBO from its full extract through updates: what changes, what is struck off, which update may follow.

use std::fs;
use std::path::{Path, PathBuf};

use passerelle::platform::access::{Actor, Purpose};
use passerelle::registry::{self, ExtractError, ImportError, Kind, Outcome};
use registers::Register;
use testkit::{App, region, suite};

use super::counts;

suite!(
    full_then_updates_then_struck_off,
    an_update_that_does_not_follow,
    the_same_update_again
);

const KBO: Kind = Kind::Register(Register::Kbo);

/// The tables, the column of rows that go, the columns of rows that come.
const TABLES: [(&str, &str, &str); 7] = [
    (
        "enterprise",
        "EnterpriseNumber",
        "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalForm,StartDate",
    ),
    (
        "establishment",
        "EstablishmentNumber",
        "EstablishmentNumber,StartDate,EnterpriseNumber",
    ),
    ("branch", "Id", "Id,StartDate,EnterpriseNumber"),
    (
        "denomination",
        "EntityNumber",
        "EntityNumber,Language,TypeOfDenomination,Denomination",
    ),
    (
        "address",
        "EntityNumber",
        "EntityNumber,TypeOfAddress,CountryNL,CountryFR,Zipcode,MunicipalityNL,MunicipalityFR,StreetNL,StreetFR,HouseNumber",
    ),
    (
        "contact",
        "EntityNumber",
        "EntityNumber,EntityContact,ContactType,Value",
    ),
    (
        "activity",
        "EntityNumber",
        "EntityNumber,ActivityGroup,NaceVersion,NaceCode,Classification",
    ),
];

type Rows<'a> = [(&'a str, &'a [&'a str])];

fn write(folder: &Path, file: &str, header: &str, rows: &Rows<'_>) {
    let lines = rows.iter().find(|(name, _)| format!("{name}.csv") == file);
    let lines = lines.map_or(&[][..], |(_, lines)| lines);
    fs::write(folder.join(file), format!("{header}\n{}\n", lines.join("\n"))).unwrap();
}

fn folder(app: &App, number: u32, kind: &str) -> PathBuf {
    let folder = app.folder().join(format!("kbo-{number}-{kind}"));
    fs::create_dir_all(&folder).unwrap();
    let meta = format!(
        "Variable,Value\nSnapshotDate,0{}-10-2026\nExtractType,{kind}\nExtractNumber,{number}\n",
        number % 10
    );
    fs::write(folder.join("meta.csv"), meta).unwrap();
    folder
}

/// A bakery with a shop in Liège, and a smithy in Eupen.
fn full(app: &App, number: u32) -> PathBuf {
    let folder = folder(app, number, "full");
    let rows: &Rows<'_> = &[
        (
            "enterprise",
            &[
                "0400.000.185,AC,000,2,610,01-01-1999",
                "0400.000.284,AC,000,2,610,01-01-2001",
            ],
        ),
        ("establishment", &["2.000.000.339,01-02-1999,0400.000.185"]),
        (
            "denomination",
            &[
                "0400.000.185,1,001,Boulangerie",
                "0400.000.284,3,001,Schmiede",
                "2.000.000.339,1,003,Le Four",
            ],
        ),
        (
            "address",
            &[
                "0400.000.185,REGO,,,4000,Luik,Liège,,Rue Haute,1",
                "0400.000.284,REGO,,,4700,Eupen,Eupen,,Klötzerbahn,2",
                "2.000.000.339,BAET,,,4000,Luik,Liège,,Rue Basse,3",
            ],
        ),
    ];
    for (table, _, columns) in TABLES {
        write(&folder, &format!("{table}.csv"), columns, rows);
    }
    fs::write(folder.join("code.csv"), "Category,Code,Language,Description\n").unwrap();
    folder
}

fn update(app: &App, number: u32, rows: &Rows<'_>) -> PathBuf {
    let folder = folder(app, number, "update");
    for (table, key, columns) in TABLES {
        write(&folder, &format!("{table}_delete.csv"), key, rows);
        write(&folder, &format!("{table}_insert.csv"), columns, rows);
    }
    folder
}

async fn refused(app: &App, path: &Path) -> ExtractError {
    let actor = Actor::system(Purpose::Import);
    let done = registry::import(app.journal(), &region(), &actor, &app.request(KBO, path), &|_| ()).await;
    match done {
        Err(ImportError::Extract(error)) => error,
        other => panic!("{other:?}"),
    }
}

async fn names(app: &App) -> Vec<String> {
    app.list("SELECT name || ' ' || legal_status FROM organisation ORDER BY name")
        .await
}

async fn places(app: &App) -> Vec<String> {
    app.list("SELECT role || ' ' || postal_code || ' ' || street FROM place ORDER BY role, street")
        .await
}

async fn read(app: &App, path: &Path) -> Outcome {
    let outcome = app.import(KBO, path).await;
    counts(&outcome);
    assert_eq!(app.broken().await, [""; 0]);
    outcome
}

async fn full_then_updates_then_struck_off(app: App) {
    assert_eq!(counts(&read(&app, &full(&app, 140)).await), [2, 0, 0, 0]);
    // The shop moves, and only its own number is told; the smithy has another name; a mill is new.
    let moved = update(
        &app,
        141,
        &[
            ("address_delete", &["2.000.000.339"]),
            ("address_insert", &["2.000.000.339,BAET,,,4020,Luik,Liège,,Rue Neuve,4"]),
            ("denomination_delete", &["0400.000.284"]),
            (
                "denomination_insert",
                &["0400.000.284,3,001,Kunstschmiede", "0400.000.383,3,001,Mühle"],
            ),
            ("enterprise_insert", &["0400.000.383,AC,000,2,610,01-10-2026"]),
        ],
    );
    assert_eq!(counts(&read(&app, &moved).await), [1, 2, 0, 0]);
    assert_eq!(
        names(&app).await,
        ["Boulangerie active", "Kunstschmiede active", "Mühle active"]
    );
    assert_eq!(
        places(&app).await,
        [
            "establishment 4020 Rue Neuve 4",
            "seat 4700 Klötzerbahn 2",
            "seat 4000 Rue Haute 1"
        ]
    );
    let gone = update(
        &app,
        142,
        &[
            ("enterprise_delete", &["0400.000.185"]),
            ("denomination_delete", &["0400.000.185", "2.000.000.339"]),
            ("address_delete", &["0400.000.185", "2.000.000.339"]),
            ("establishment_delete", &["2.000.000.339"]),
        ],
    );
    assert_eq!(counts(&read(&app, &gone).await), [0, 1, 0, 0]);
    assert_eq!(names(&app).await[0], "Boulangerie ceased");
    assert_eq!(places(&app).await.len(), 3, "what was known of it stays");
    let numbers = app
        .list("SELECT CAST(extract_number AS TEXT) FROM import_run WHERE extract_number IS NOT NULL ORDER BY extract_number")
        .await;
    assert_eq!(numbers, ["140", "141", "142"]);
    assert!(app.verify().await.valid);
}

async fn an_update_that_does_not_follow(app: App) {
    let found = |number| update(&app, number, &[("denomination_insert", &["0400.000.284,1,003,Forge"])]);
    let nothing = refused(&app, &found(141)).await;
    assert_eq!(nothing, ExtractError::NothingBefore { found: 141 });
    read(&app, &full(&app, 140)).await;
    assert_eq!(
        refused(&app, &found(142)).await,
        ExtractError::Gap { found: 142, last: 140 }
    );
    assert_eq!(
        refused(&app, &found(139)).await,
        ExtractError::Older { found: 139, last: 140 }
    );
    assert_eq!(
        app.count("SELECT count(*) FROM import_run WHERE state = 'finished'")
            .await,
        1,
        "what is refused has failed"
    );
    read(&app, &found(141)).await;
    read(&app, &full(&app, 150)).await;
    read(&app, &found(151)).await;
}

async fn the_same_update_again(app: App) {
    read(&app, &full(&app, 140)).await;
    let path = update(
        &app,
        141,
        &[
            ("enterprise_delete", &["0400.000.185"]),
            ("denomination_delete", &["0400.000.284"]),
            ("denomination_insert", &["0400.000.284,3,001,Kunstschmiede"]),
        ],
    );
    assert_eq!(counts(&read(&app, &path).await), [0, 2, 0, 0]);
    let content = app.content().await;
    assert_eq!(counts(&read(&app, &path).await), [0, 0, 0, 2]);
    // As if it had been killed after its first record: what an update makes of a record depends on what is stored.
    app.tamper("UPDATE import_run SET finished_at = NULL, state = 'failed', position = 1 WHERE extract_number = 141")
        .await
        .unwrap();
    let resumed = read(&app, &path).await;
    assert_eq!((counts(&resumed), resumed.resumed_after), ([0, 0, 0, 2], 0));
    assert_eq!(app.content().await, content);
}
