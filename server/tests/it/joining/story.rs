//! The good ways: by the register, by hand and not yet founded, back and again.

use testkit::{App, organisation, suite};

use super::{ACTIVITY, draft_of, fill, founder, ready, send, version};

suite!(
    by_the_register,
    by_hand_not_yet_founded,
    texts_in_other_languages,
    sent_twice_it_is_one_case,
    taken_back_and_sent_again,
    two_windows,
    a_form_that_saves_itself,
);

async fn by_the_register(app: App) {
    app.add([organisation("Pont Neuf Mesures SAS")
        .registered()
        .identifier("fr_siren", "552008443")
        .seat("FR", "57000", "Metz")])
        .await;
    let client = founder(&app).await;
    for typed in ["552 008 443", "Pont Neuf"] {
        let found = client
            .get(&format!("/fr/join?q={}", typed.replace(' ', "+")))
            .await
            .expect(200)
            .page();
        assert_eq!(found.texts(".join-hits h3"), ["Pont Neuf Mesures SAS"], "{typed}");
    }
    let id = app.id("Pont Neuf Mesures SAS").await.to_string();
    let begun = client.post_form("/fr/join", &[("organisation", &id)]).await.expect(303);
    let draft = draft_of(&begun);
    // The same again goes on with the same draft.
    let again = client.post_form("/fr/join", &[("organisation", &id)]).await.expect(303);
    assert_eq!(draft_of(&again), draft);
    let identity = client
        .get(&format!("/fr/joining/{draft}/identity"))
        .await
        .expect(200)
        .page();
    assert!(identity.text(".join-known").contains("Pont Neuf Mesures SAS"));
    assert!(
        !identity.has("input[name=name]"),
        "what the register knows is not asked again"
    );
    fill(&client, &draft, "identity", &[]).await.expect(303);
    let seat = [
        ("street", "1 rue du Pont"),
        ("postal_code", "57000"),
        ("municipality", "Metz"),
        ("country", "FR"),
    ];
    fill(&client, &draft, "seat", &seat).await.expect(303);
    fill(&client, &draft, "activity", ACTIVITY).await.expect(303);
    let preview = client
        .get(&format!("/fr/joining/{draft}/preview?as=investor&in=de"))
        .await
        .expect(200)
        .page();
    assert!(preview.text(".join-preview").contains("Nous mesurons des ponts."));
    let sent = send(&client, &draft).await.expect(303);
    assert_eq!(sent.header("location"), format!("/fr/joining/{draft}"));
    assert_eq!(
        app.list("SELECT kind || ' ' || title || ' ' || territory FROM case_file")
            .await,
        ["new_organisation Pont Neuf Mesures SAS LOR"]
    );
    let mine = client.get("/de/joining").await.expect(200).page();
    assert!(mine.text("#drafts .join-mine").contains("Die Kammer prüft"));
    assert!(app.verify().await.valid);
}

async fn by_hand_not_yet_founded(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    send(&client, &draft).await.expect(303);
    let dossier: serde_json::Value = serde_json::from_str(&app.list("SELECT dossier FROM case_file").await[0]).unwrap();
    assert_eq!(dossier["founded"], false);
    assert_eq!(
        dossier["missingChecks"],
        serde_json::json!(["not_yet_founded", "seat_unchecked", "document_missing"])
    );
    assert_eq!(dossier["languages"], serde_json::json!(["fr", "de"]));
    assert!(dossier["chamber"].as_str().unwrap().starts_with("cci"));
}

async fn texts_in_other_languages(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    fill(&client, &draft, "languages", &[("summary-de", "Wir messen Brücken.")])
        .await
        .expect(303);
    let mut changed = ACTIVITY.to_vec();
    changed[2].1 = "Nous pesons des ponts.";
    fill(&client, &draft, "activity", &changed).await.expect(303);
    let page = client
        .get(&format!("/fr/joining/{draft}/languages"))
        .await
        .expect(200)
        .page();
    assert!(page.has("input[name=summary-de-holds]"), "the version is out of date");
    let preview = client
        .get(&format!("/fr/joining/{draft}/preview?in=de"))
        .await
        .expect(200)
        .page();
    assert!(preview.text(".join-preview").contains("Wir messen Brücken."));
}

async fn sent_twice_it_is_one_case(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let version = version(&client, &draft, "send").await;
    let fields = [("version", version.as_str()), ("go", "send")];
    let path = format!("/fr/joining/{draft}/send");
    let (one, two) = tokio::join!(client.post_form(&path, &fields), client.post_form(&path, &fields));
    one.expect(303);
    two.expect(303);
    client.post_form(&path, &fields).await.expect(303);
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 1);
}

async fn taken_back_and_sent_again(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    send(&client, &draft).await.expect(303);
    // With the chamber it cannot be changed.
    let changed = [("version", "9"), ("name", "Other")];
    client
        .post_form(&format!("/fr/joining/{draft}/identity"), &changed)
        .await
        .assert_problem("conflict");
    client
        .post_form(&format!("/fr/joining/{draft}/withdraw"), &[])
        .await
        .expect(303);
    client
        .post_form(&format!("/fr/joining/{draft}/withdraw"), &[])
        .await
        .expect(303);
    fill(
        &client,
        &draft,
        "identity",
        &[("name", "Atelier Nova 2"), ("not_founded", "1")],
    )
    .await
    .expect(303);
    send(&client, &draft).await.expect(303);
    // What was sent is looked at, not gone on with.
    let sent = client
        .get(&format!("/fr/joining/{draft}/preview"))
        .await
        .expect(200)
        .page();
    assert!(!sent.has(".join-steps") && !sent.has("[data-saved]") && sent.has(".join-preview"));
    assert!(sent.has(&format!("main .eyebrow a[href='/fr/joining/{draft}']")));
    let states = app
        .list("SELECT state || ' ' || title FROM case_file ORDER BY number")
        .await;
    assert_eq!(states, ["withdrawn Atelier Nova", "open Atelier Nova 2"]);
}

async fn two_windows(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let old = version(&client, &draft, "identity").await;
    fill(&client, &draft, "identity", &[("name", "From one window")])
        .await
        .expect(303);
    let path = format!("/fr/joining/{draft}/identity");
    let late = client
        .post_form(&path, &[("version", &old), ("name", "From the other")])
        .await
        .expect(409)
        .page();
    assert_eq!(late.attribute("input[name=name]", "value"), "From the other");
    assert!(late.text("#name-other").contains("From one window"));
    let new = late.attribute("input[name=version]", "value");
    client
        .post_form(&path, &[("version", &new), ("name", "From the other")])
        .await
        .expect(303);
    let kept = client.get(&path).await.expect(200).page();
    assert_eq!(kept.attribute("input[name=name]", "value"), "From the other");
}

async fn a_form_that_saves_itself(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let old = version(&client, &draft, "activity").await;
    let path = format!("/fr/joining/{draft}/activity");
    let island = client.clone().with("accept", "application/json");
    let half = [("version", old.as_str()), ("email", "half@")];
    let kept = island.post_form(&path, &half).await.expect(200).json();
    assert_eq!(kept["version"].as_i64().unwrap(), old.parse::<i64>().unwrap() + 1);
    island.post_form(&path, &half).await.expect(409);
    let page = client.get(&path).await.expect(200).page();
    assert_eq!(page.attribute("input[name=email]", "value"), "half@");
}
