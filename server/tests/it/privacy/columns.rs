//! Every column of every table is in `personal_columns.csv`, with what becomes of it when a person is erased. A migration that
//! adds one has to say so there, and its feature's answer (`platform::personal`) has to do it.

use passerelle::platform::database::tables;
use testkit::{App, suite};

const COLUMNS: &str = include_str!("../../personal_columns.csv");

suite!(each_column_has_an_answer);

async fn each_column_has_an_answer(app: App) {
    let mut listed = Vec::new();
    for row in crate::access::rows(COLUMNS) {
        assert_eq!(row.len(), 3, "{row:?}");
        listed.extend(row[1].split('|').map(|column| format!("{}.{column}", row[0])));
    }
    listed.sort();
    let mut there = Vec::new();
    for table in tables::names(app.database()).await.unwrap() {
        for column in tables::columns(app.database(), &table).await.unwrap() {
            there.push(format!("{table}.{column}"));
        }
    }
    there.sort();
    assert_eq!(
        listed, there,
        "left: server/tests/personal_columns.csv, right: the database"
    );
    println!("{} columns", there.len());
}
