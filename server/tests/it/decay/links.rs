//! The link of a letter: a look changes nothing, one click confirms what was shown, and no other link does.

use passerelle::platform::access::Role;
use passerelle::platform::database::tables::hash_rows;
use testkit::{App, suite};

use super::{Firm, NAME, OWNER};

suite!(
    one_click_renews_what_was_said,
    a_look_changes_nothing,
    used_once_even_at_the_same_time,
    links_that_are_no_good,
    something_else_was_said_meanwhile,
    whoever_left_confirms_nothing,
    what_was_attested_becomes_a_statement,
    a_letter_that_waits_is_taken_back,
    goes_with_its_person,
);

async fn one_click_renews_what_was_said(app: App) {
    let firm = Firm::new(app).await;
    let link = firm.asked("2027-03-05").await;
    let page = firm.app.client().get(&link).await.expect(200).page();
    let shown = page.text("main");
    for text in [
        NAME,
        "https://bruecken.example",
        "post@bruecken.example",
        "Baut Brücken.",
        "Saarbrücken",
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    assert!(shown.contains("vom 01.10.2026, gilt bis 01.04.2027"), "{shown}");
    assert!(page.has("#confirm") && page.has("#change"));
    assert_eq!(page.attribute("#change", "href"), format!("/de/own/{}/edit", firm.id));
    let facts = firm.app.count("SELECT count(*) FROM fact").await;
    firm.app.client().post_form(&link, &[]).await.assert_redirect(&link);
    let day = passerelle::organisations::days("2027-03-05".parse().unwrap());
    let now = [
        format!("email post@bruecken.example {day}"),
        format!("summary Baut Brücken. {day}"),
        format!("website https://bruecken.example {day}"),
    ];
    assert_eq!(firm.said().await, now);
    assert_eq!(
        firm.app.count("SELECT count(*) FROM fact").await,
        facts + 3,
        "superseded, not overwritten"
    );
    let page = firm.app.client().get(&link).await.expect(200).page();
    assert!(page.has("#link-used") && !page.has("form #confirm"));
    assert!(
        page.text("#link-used").contains("5. September 2027"),
        "{}",
        page.text("#link-used")
    );
    firm.app.journal().settle().await.unwrap();
    let told = "SELECT actor FROM entry WHERE action = 'decay.confirmed'";
    let by = firm.app.list(told).await;
    assert!(by.len() == 1 && by[0].starts_with("link:"), "{by:?}");
    assert!(firm.app.verify().await.valid);
    assert_eq!(firm.app.broken().await, [""; 0]);
}

async fn a_look_changes_nothing(app: App) {
    let firm = Firm::new(app).await;
    let link = firm.asked("2027-03-05").await;
    firm.app.journal().settle().await.unwrap();
    let before = hash_rows(firm.app.database()).await.unwrap();
    for lang in ["fr", "de", "en"] {
        let address = link.replacen("/de/", &format!("/{lang}/"), 1);
        let answer = firm.app.client().get(&address).await.expect(200);
        assert_eq!(
            answer.header("cache-control"),
            "no-store",
            "a private address is kept nowhere"
        );
        assert!(answer.page().has("meta[name=robots]"));
        let head = firm.app.client();
        head.send(axum::http::Method::HEAD, &address, None, axum::body::Body::empty())
            .await
            .expect(200);
    }
    assert_eq!(hash_rows(firm.app.database()).await.unwrap(), before);
}

async fn used_once_even_at_the_same_time(app: App) {
    let firm = Firm::new(app).await;
    let link = firm.asked("2027-03-05").await;
    let facts = firm.app.count("SELECT count(*) FROM fact").await;
    let (one, two) = (firm.app.client(), firm.app.client());
    let (one, two) = tokio::join!(one.post_form(&link, &[]), two.post_form(&link, &[]));
    one.expect(303);
    two.expect(303);
    firm.app.client().post_form(&link, &[]).await.expect(303);
    assert_eq!(firm.app.count("SELECT count(*) FROM fact").await, facts + 3);
    firm.app.journal().settle().await.unwrap();
    assert_eq!(
        firm.app
            .count("SELECT count(*) FROM entry WHERE action = 'decay.confirmed'")
            .await,
        1
    );
}

async fn links_that_are_no_good(app: App) {
    let firm = Firm::new(app).await;
    let link = firm.asked("2027-03-05").await;
    let before = firm.said().await;
    let (path, seal) = link.rsplit_once('.').unwrap();
    let other = if seal.starts_with('0') { "1" } else { "0" };
    for foreign in [
        format!("{path}.{other}{}", &seal[1..]),
        format!("{path}."),
        path.to_owned(),
        format!("{link}0"),
        "/de/reconfirm/nothing".to_owned(),
    ] {
        let page = firm.app.client().get(&foreign).await.expect(404).page();
        assert!(
            page.has("#link-foreign") && !page.text("main").contains(NAME),
            "{foreign}"
        );
        firm.app.client().post_form(&foreign, &[]).await.expect(404);
    }
    firm.on("2027-05-05");
    let page = firm.app.client().get(&link).await.expect(410).page();
    assert!(
        page.text("#link-expired").contains("4. Mai 2027"),
        "{}",
        page.text("#link-expired")
    );
    firm.app.client().post_form(&link, &[]).await.expect(303);
    assert_eq!(firm.said().await, before);
}

async fn something_else_was_said_meanwhile(app: App) {
    let firm = Firm::new(app).await;
    let first = firm.asked("2027-03-05").await;
    let second = firm.asked("2027-03-20").await;
    firm.app.client().post_form(&second, &[]).await.expect(303);
    let said = firm.said().await;
    let page = firm.app.client().get(&first).await.expect(410).page();
    assert!(page.has("#link-superseded") && !page.has("#confirm"));
    firm.app.client().post_form(&first, &[]).await.expect(303);
    assert_eq!(firm.said().await, said);
}

async fn whoever_left_confirms_nothing(app: App) {
    let firm = Firm::new(app).await;
    let link = firm.asked("2027-03-05").await;
    let before = firm.said().await;
    firm.app.tamper("UPDATE membership SET role = 'editor'").await.unwrap();
    let page = firm.app.client().get(&link).await.expect(410).page();
    assert!(page.has("#link-gone") && !page.text("main").contains(NAME));
    firm.app.client().post_form(&link, &[]).await.expect(303);
    firm.app.tamper("UPDATE membership SET role = 'owner'").await.unwrap();
    firm.app.tamper("UPDATE organisation SET public = false").await.unwrap();
    firm.app.client().get(&link).await.expect(410);
    firm.app.client().post_form(&link, &[]).await.expect(303);
    assert_eq!(firm.said().await, before);
}

async fn what_was_attested_becomes_a_statement(app: App) {
    let firm = testkit::organisation("Atelier").attested("name", None, "Atelier Nord", "2026-06-01");
    app.add([firm]).await;
    let id = app.id("Atelier").await;
    let owner = app.person(OWNER).role(id, Role::Owner).make().await;
    let firm = Firm { app, id, owner };
    let link = firm.asked("2027-05-10").await;
    firm.app.client().post_form(&link, &[]).await.expect(303);
    let rows = "SELECT class || ' ' || source || ' ' || value FROM fact WHERE superseded_at IS NULL ORDER BY 1";
    let now = [
        "attested ihk-saarland Atelier Nord",
        "declared organisation Atelier Nord",
    ];
    assert_eq!(firm.app.list(rows).await, now, "only a chamber attests");
}

async fn a_letter_that_waits_is_taken_back(app: App) {
    let firm = Firm::new(app).await;
    firm.app
        .person("luc@example.org")
        .role(firm.id, Role::Owner)
        .make()
        .await;
    firm.app
        .tamper("UPDATE person SET digest = 'daily' WHERE mail = 'luc@example.org'")
        .await
        .unwrap();
    firm.on("2027-03-05");
    assert_eq!(firm.round().await, 2);
    let waits = "SELECT address FROM mail WHERE not_before > created_at";
    assert_eq!(
        firm.app.list(waits).await,
        ["luc@example.org"],
        "with the letters of the morning"
    );
    let link = firm.app.letters(OWNER).await.pop().unwrap().path();
    firm.app.client().post_form(&link, &[]).await.expect(303);
    assert_eq!(firm.app.list(waits).await, [""; 0]);
}

async fn goes_with_its_person(app: App) {
    let firm = Firm::new(app).await;
    firm.asked("2027-03-05").await;
    firm.on("2028-05-10");
    let keeper = passerelle::privacy::Keeper {
        journal: firm.app.journal().clone(),
        files: firm.app.state.files.clone(),
        rules: passerelle::app::RETENTION,
    };
    let gone = keeper.round().await;
    assert!(gone.contains(&("reconfirmations", 1)), "{gone:?}");
    assert_eq!(firm.app.count("SELECT count(*) FROM reconfirmation").await, 0);
}
