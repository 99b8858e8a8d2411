//! Which chambers a founder is offered, and what is promised in their name: those that operate here, in their own days.

use axum::body::Body;
use axum::http::Method;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use serde_json::{Value, json};
use testkit::{App, Client, Page, organisation, suite};

use super::{ACTIVITY, SEAT, fill, founder, ready, send};

suite!(
    only_those_that_operate,
    where_none_of_the_territory_operates,
    one_that_does_not_operate_any_more,
    promised_by_the_chamber_that_has_it,
    drafts_of_programs,
    a_home_that_is_gone,
    listing_and_changing,
);

/// Lets chambers operate: code and days.
async fn operate(app: &App, chambers: &[(&str, u16)]) {
    for (code, days) in chambers {
        let row = format!("INSERT INTO chamber (code, since, target_days, mail) VALUES ('{code}', 0, {days}, NULL)");
        app.tamper(&row).await.unwrap();
    }
}

/// The step that asks for the chamber.
async fn seat(client: &Client, draft: &str) -> Page {
    let path = format!("/fr/joining/{draft}/seat");
    client.get(&path).await.expect(200).page()
}

async fn only_those_that_operate(app: App) {
    operate(&app, &[("cc-luxembourg", 4), ("cci-vosges", 9)]).await;
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let page = seat(&client, &draft).await;
    // By the address, and the two.
    assert_eq!(page.count("#chamber option"), 3);
    assert_eq!(page.attribute("#chamber option[selected]", "value"), "cci-vosges");
    assert!(
        page.text("main aside").contains("9 jours ouvrables"),
        "{}",
        page.text("main aside")
    );
    send(&client, &draft).await.expect(303);
    assert_eq!(app.ask("SELECT chamber FROM case_file").await, "cci-vosges");
}

async fn where_none_of_the_territory_operates(app: App) {
    operate(&app, &[("hwk-saarland", 3), ("cc-luxembourg", 4)]).await;
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let page = seat(&client, &draft).await;
    assert_eq!(page.attribute("#chamber option[selected]", "value"), "cc-luxembourg");
    assert!(
        page.text("#chamber-hint").contains("Chambre de Commerce"),
        "{}",
        page.text("#chamber-hint")
    );
    send(&client, &draft).await.expect(303);
    assert_eq!(app.ask("SELECT chamber FROM case_file").await, "cc-luxembourg");
}

async fn one_that_does_not_operate_any_more(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    operate(&app, &[("cci-vosges", 9)]).await;
    let version = super::version(&client, &draft, "seat").await;
    let forced = [("version", version.as_str()), ("go", "send")];
    let send_at = format!("/fr/joining/{draft}/send");
    let page = client.post_form(&send_at, &forced).await.expect(422).page();
    assert!(page.text(".error-summary").contains("ne reçoit pas de demandes"));
    assert!(
        page.texts("main aside .side-box")
            .iter()
            .all(|text| !text.contains("jours ouvrables"))
    );
    // The form has it no longer; kept as it stands, the address decides.
    let page = seat(&client, &draft).await;
    assert_eq!(page.attribute("#chamber option[selected]", "value"), "");
    fill(&client, &draft, "seat", SEAT).await.expect(303);
    send(&client, &draft).await.expect(303);
    assert_eq!(app.ask("SELECT chamber FROM case_file").await, "cci-vosges");
}

async fn promised_by_the_chamber_that_has_it(app: App) {
    operate(&app, &[("cci-moselle", 7), ("cc-luxembourg", 12)]).await;
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    send(&client, &draft).await.expect(303);
    let sent = format!("/fr/joining/{draft}");
    let page = client.get(&sent).await.expect(200).page();
    assert!(
        page.text("main aside").contains("7 jours ouvrables"),
        "{}",
        page.text("main aside")
    );
    // Handed over.
    app.tamper("UPDATE case_file SET chamber = 'cc-luxembourg'")
        .await
        .unwrap();
    for path in [sent.clone(), format!("{sent}/preview")] {
        let page = client.get(&path).await.expect(200).page();
        let aside = page.text("main aside");
        assert!(
            aside.contains("12 jours ouvrables") && aside.contains("Luxembourg"),
            "{aside}"
        );
    }
}

async fn put(client: &Client, path: &str, body: &Value) -> Value {
    let read = client.get(path).await.expect(200).header("etag");
    let client = client.clone().with("if-match", &read);
    let body = Body::from(body.to_string());
    let kept = client.send(Method::PUT, path, Some("application/json"), body).await;
    kept.expect(200).json()["dossier"].clone()
}

async fn drafts_of_programs(app: App) {
    operate(&app, &[("cci-vosges", 9)]).await;
    let joins = app
        .program(app.person("founder@neu.example").make().await, Level::One, "join")
        .await;
    let begun = joins
        .post_json("/api/v1/drafts", &json!({ "name": "Atelier Nova" }))
        .await;
    let path = format!("/api/v1/drafts/{}", begun.expect(201).json()["id"].as_str().unwrap());
    let mut said = json!({
        "name": "Atelier Nova", "kind": "startup", "founded": false, "languages": ["fr"],
        "seat": { "street": "", "postalCode": "57000", "municipality": "Metz", "country": "FR" },
        "facts": [{ "field": "summary", "language": "fr", "value": "Nous mesurons des ponts.", "state": "original" }],
    });
    assert_eq!(
        put(&joins, &path, &said).await["chamber"],
        "cci-vosges",
        "that of the address"
    );
    said["chamber"] = json!("cci-moselle");
    assert_eq!(
        put(&joins, &path, &said).await["chamber"],
        "cci-moselle",
        "kept as it was said"
    );
    let read = joins.get(&path).await.header("etag");
    let sends = joins.clone().with("if-match", &read);
    let refused = sends.post_json(&format!("{path}/submission"), &json!({})).await;
    let problem = refused.assert_problem("validation");
    assert!(problem.to_string().contains("notHere"), "{problem}");
}

async fn a_home_that_is_gone(app: App) {
    app.add([organisation("Brückenbau Saar")]).await;
    app.tamper("UPDATE organisation SET standing = 'withdrawn', home_chamber = 'ihk-saarland'")
        .await
        .unwrap();
    app.rebuild().await;
    operate(&app, &[("hwk-saarland", 3)]).await;
    let id = app.id("Brückenbau Saar").await.to_string();
    let client = founder(&app).await;
    let begun = client.post_form("/fr/join", &[("organisation", &id)]).await.expect(303);
    let draft = super::draft_of(&begun);
    let page = seat(&client, &draft).await;
    assert_eq!(page.attribute("#chamber option[selected]", "value"), "hwk-saarland");
    fill(&client, &draft, "activity", ACTIVITY).await.expect(303);
}

async fn listing_and_changing(app: App) {
    app.add([organisation("Brückenbau Saar")]).await;
    let id: OrganisationId = app.id("Brückenbau Saar").await;
    operate(&app, &[("hwk-saarland", 3)]).await;
    let adviser = app.person("a@cci.example").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.mandate("hwk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    let owner = app
        .person("olga@example.org")
        .role(id, Role::Owner)
        .signed_in(Level::One)
        .await;
    let change = format!("/de/own/{id}/change");
    let page = owner.get(&change).await.expect(200).page();
    // The one that operates, and the home it has.
    assert_eq!(page.count("#chamber option"), 2);
    let asked = [
        ("chamber", "cc-luxembourg"),
        ("reason", "Wir ziehen um, seit dem 1. November."),
    ];
    let page = owner.post_form(&change, &asked).await.expect(422).page();
    assert!(
        page.text(".error-summary")
            .contains("nimmt auf dieser Plattform keine Anträge an")
    );
    app.tamper("UPDATE organisation SET standing = 'registered', home_chamber = NULL")
        .await
        .unwrap();
    app.rebuild().await;
    let page = adviser.get("/de/listing?q=Br%C3%BCckenbau").await.expect(200).page();
    assert_eq!(page.count("#chamber option"), 1);
    let id = id.to_string();
    let fields = [("organisation", &*id), ("kind", "sme"), ("chamber", "ihk-saarland")];
    adviser
        .post_form("/de/listing", &fields)
        .await
        .assert_problem("validation");
    assert_eq!(app.list("SELECT standing FROM organisation").await, ["registered"]);
}
