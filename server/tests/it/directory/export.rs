//! The result as a file.

use testkit::{App, organisation, suite};

use super::ten;

suite!(csv_of_the_result, xlsx_of_the_result, no_cell_is_a_formula);

async fn csv_of_the_result(app: App) {
    app.add(ten()).await;
    let answer = app
        .client()
        .get("/de/organisations.csv?territory=WAL&sort=name")
        .await
        .expect(200);
    assert!(answer.header("content-type").starts_with("text/csv; charset=utf-8"));
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"organisations-de.csv\""
    );
    let mut reader = csv::Reader::from_reader(answer.bytes.as_ref());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| &row[1]).collect();
    assert_eq!(names, ["Éditions de Liège", "Liège Robotique"]);
    let page = rows[0][15].trim_start_matches("https://passerelle.example").to_owned();
    app.client().get(&page).await.expect(200);
    assert!(answer.text().ends_with("\r\n"));
}

async fn xlsx_of_the_result(app: App) {
    app.add(ten()).await;
    let answer = app.client().get("/fr/organisations.xlsx").await.expect(200);
    assert!(answer.bytes.starts_with(b"PK"));
    assert!(answer.header("content-disposition").contains("organisations-fr.xlsx"));
}

async fn no_cell_is_a_formula(app: App) {
    app.add([
        organisation("=cmd|' /C calc'!A0"),
        organisation("@SUM(1)"),
        organisation("-1+1"),
    ])
    .await;
    let text = app.client().get("/en/organisations.csv").await.expect(200).text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for row in reader.records() {
        let row = row.unwrap();
        assert!(
            row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])),
            "{row:?}"
        );
    }
}
