//! A run is taken back whole: what it made goes, what it said gives way, what people did since stays.

use passerelle::app::RETENTION;
use passerelle::privacy::{Keeper, named_files};
use testkit::{App, organisation, suite};

use super::{adviser, bring, brought, counted, import, name_columns, order, work};

suite!(
    everything_as_before,
    what_people_did_since_stays,
    sent_twice_is_done_once,
    a_run_cut_off_goes_on,
    kept_for_thirty_days,
);

const LIST: &str = "Nom;SIREN;Code postal;Commune;Site web
Neuve;303265045;57000;Metz;https://neuve.example
Connue;552008443;57000;Metz;https://connue.example
Sans numéro;;57000;Metz;
";

async fn undone(app: &App, client: &testkit::Client, path: &str) {
    client
        .post_form(&format!("{path}/undo"), &[])
        .await
        .assert_redirect(path);
    work(app).await;
}

async fn everything_as_before(app: App) {
    app.add([organisation("Connue").identifier("fr_siren", "552008443").registered()])
        .await;
    let client = adviser(&app).await;
    let old = import(
        &app,
        &client,
        "Nom;SIREN;Site web\nConnue;552008443;https://avant.example\n",
    )
    .await;
    let path = import(&app, &client, LIST).await;
    assert_eq!(counted(&client, &path, "created").await, "2");
    assert_eq!(counted(&client, &path, "changed").await, "1");
    undone(&app, &client, &path).await;
    assert_eq!(counted(&client, &path, "undone").await, "3");
    let standing = app
        .list("SELECT name || ' ' || standing FROM organisation WHERE public ORDER BY name")
        .await;
    assert_eq!(standing, ["Connue listed"], "what the run made is out of sight");
    let site = app
        .list("SELECT value FROM fact WHERE field = 'website' AND superseded_at IS NULL")
        .await;
    assert_eq!(site, ["https://avant.example"], "what was before holds again");
    let numbers = app
        .list("SELECT value FROM identifier WHERE register = 'organisation'")
        .await;
    assert_eq!(numbers, [""; 0], "its numbers are free");
    let page = app.client().get("/fr/organisations?q=Neuve").await.expect(200).page();
    assert!(!page.text("main").contains("neuve.example"));
    // And the run before, too.
    undone(&app, &client, &old).await;
    let standing = app
        .list("SELECT name || ' ' || standing FROM organisation WHERE public")
        .await;
    assert_eq!(standing, ["Connue registered"]);
    // Twice changes nothing; and the list can come again.
    client
        .post_form(&format!("{path}/undo"), &[])
        .await
        .assert_redirect(&path);
    let again = import(&app, &client, LIST).await;
    assert_eq!(counted(&client, &again, "created").await, "2");
    assert_eq!(counted(&client, &again, "attached").await, "1");
    assert!(app.verify().await.valid);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn what_people_did_since_stays(app: App) {
    let client = adviser(&app).await;
    let path = import(&app, &client, LIST).await;
    // As a claim that a chamber agreed to.
    app.tamper("UPDATE organisation SET standing = 'member' WHERE name = 'Neuve'")
        .await
        .unwrap();
    undone(&app, &client, &path).await;
    assert_eq!(counted(&client, &path, "kept").await, "1");
    assert_eq!(counted(&client, &path, "undone").await, "2");
    let page = client.get(&path).await.expect(200).page();
    assert!(page.text("main").contains("Neuve"), "{}", page.text("main"));
    assert_eq!(app.list("SELECT name FROM organisation WHERE public").await, ["Neuve"]);
    let site = app
        .list("SELECT value FROM fact WHERE field = 'website' AND superseded_at IS NULL")
        .await;
    assert_eq!(site, ["https://neuve.example"], "it is not left without what it has");
}

async fn sent_twice_is_done_once(app: App) {
    let client = adviser(&app).await;
    let first = bring(&client, "liste.csv", LIST.as_bytes()).await.expect(303);
    let second = bring(&client, "liste.csv", LIST.as_bytes()).await.expect(303);
    let path = first.header("location");
    assert_eq!(path, second.header("location"), "the same table is open once");
    name_columns(&client, &path).await;
    let page = client.get(&format!("{path}/check")).await.expect(200).page();
    let version = page.attribute("input[name=version]", "value");
    // Named anew meanwhile: what was looked at is not what would come in.
    name_columns(&client, &path).await;
    client
        .post_form(&format!("{path}/import"), &[("version", &version)])
        .await
        .assert_redirect(&path);
    work(&app).await;
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 0);
    order(&client, &path).await;
    client
        .post_form(&format!("{path}/import"), &[("version", "3")])
        .await
        .assert_redirect(&path);
    work(&app).await;
    work(&app).await;
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 3);
}

/// A row for each place of a list.
fn many(count: usize) -> String {
    let rows = (0..count).map(|place| format!("Atelier {place};57000;Metz\n"));
    "Nom;Code postal;Commune\n".to_owned() + &rows.collect::<String>()
}

async fn a_run_cut_off_goes_on(app: App) {
    let client = adviser(&app).await;
    let path = import(&app, &client, &many(30)).await;
    assert_eq!(counted(&client, &path, "created").await, "30");
    // As after a stop between two batches: ten rows are there, the others were never written.
    app.tamper("DELETE FROM chamber_file_row WHERE line > 11")
        .await
        .unwrap();
    let names = "SELECT organisation_id FROM chamber_file_row";
    app.tamper(&format!("DELETE FROM fact WHERE organisation_id NOT IN ({names})"))
        .await
        .unwrap();
    app.tamper(&format!("DELETE FROM place WHERE organisation_id NOT IN ({names})"))
        .await
        .unwrap();
    app.tamper(&format!("DELETE FROM organisation WHERE id NOT IN ({names})"))
        .await
        .unwrap();
    let counts = r#"{"created":10}"#;
    app.tamper(&format!(
        "UPDATE chamber_file SET state = 'importing', position = 10, counts = '{counts}', ended_at = NULL"
    ))
    .await
    .unwrap();
    work(&app).await;
    assert_eq!(counted(&client, &path, "created").await, "30");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 30);
    undone(&app, &client, &path).await;
    assert_eq!(counted(&client, &path, "undone").await, "30");
    assert_eq!(app.count("SELECT count(*) FROM organisation WHERE public").await, 0);
}

async fn kept_for_thirty_days(app: App) {
    const DAY: i64 = 24 * 3_600_000_000;
    let client = adviser(&app).await;
    import(&app, &client, LIST).await;
    brought(&client, &many(3)).await;
    let keeper = Keeper {
        journal: app.journal().clone(),
        files: app.state.files.clone(),
        rules: RETENTION,
    };
    let gone = async |days: i64| {
        app.clock().advance(days * DAY);
        keeper.round().await.into_iter().any(|(rule, _)| rule == "chamberFiles")
    };
    assert!(!gone(29).await, "not a day before");
    assert_eq!(app.state.files.all().await.unwrap().len(), 2);
    assert!(gone(2).await);
    assert_eq!(app.state.files.all().await.unwrap().len(), 0);
    assert!(named_files(app.database().reader()).await.unwrap().is_empty());
    assert!(!gone(0).await, "nothing is left to go");
    assert_eq!(
        app.count("SELECT count(*) FROM chamber_file").await,
        1,
        "what came to nothing is gone whole"
    );
    assert_eq!(
        app.count("SELECT count(*) FROM organisation WHERE public").await,
        3,
        "what it brought stays"
    );
}
