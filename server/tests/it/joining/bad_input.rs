//! What may not be: wrong digits, the same company twice, changed hidden fields, drafts of others.

use passerelle::platform::access::Level;
use testkit::{App, organisation, suite};

use super::{draft_of, fill, founder, ready, send, version};

suite!(
    a_wrong_check_digit,
    a_number_the_registers_know,
    the_same_company_twice_at_once,
    changed_hidden_fields,
    a_foreign_draft_is_not_there,
    an_unfinished_draft_is_not_sent,
    nobody_without_an_account,
    a_listed_one_is_claimed,
);

async fn a_wrong_check_digit(app: App) {
    let client = founder(&app).await;
    let page = client.get("/de/join?q=404+833+047").await.expect(422).page();
    assert!(page.text(".field-error").contains("Prüfziffer"));
    assert_eq!(page.attribute("#q", "value"), "404 833 047");
    let draft = draft_of(&client.post_form("/fr/join", &[]).await.expect(303));
    let typed = [("name", "Moselle Mesures"), ("number", "404 833 047")];
    let page = fill(&client, &draft, "identity", &typed).await.expect(422).page();
    assert!(page.text("#number-error").contains("SIREN"));
    assert_eq!(page.attribute("#number", "value"), "404 833 047");
    // It is kept all the same.
    let page = client
        .get(&format!("/fr/joining/{draft}/identity"))
        .await
        .expect(200)
        .page();
    assert_eq!(page.attribute("#number", "value"), "404 833 047");
    let send = client
        .get(&format!("/fr/joining/{draft}/send"))
        .await
        .expect(200)
        .page();
    assert!(!send.has("button[value=send]"), "nothing to send with");
}

async fn a_number_the_registers_know(app: App) {
    app.add([organisation("Pont Neuf")
        .registered()
        .identifier("fr_siren", "552008443")])
        .await;
    let client = founder(&app).await;
    let draft = ready(&client, "Other name").await;
    fill(
        &client,
        &draft,
        "identity",
        &[("name", "Other name"), ("number", "552 008 443")],
    )
    .await
    .expect(303);
    let page = send(&client, &draft).await.expect(422).page();
    assert!(page.text(".error-summary").contains("registre"));
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 0);
}

async fn the_same_company_twice_at_once(app: App) {
    let one = founder(&app).await;
    let two = app.person("partner@example.org").signed_in(Level::One).await;
    let (first, second) = (ready(&one, "Atelier Nova").await, ready(&two, "ATELIER-NOVA").await);
    let (a, b) = tokio::join!(send(&one, &first), send(&two, &second));
    let (loser, draft) = if a.header("location").is_empty() {
        (a, (&one, &first))
    } else {
        (b, (&two, &second))
    };
    let page = loser.expect(409).page();
    assert!(page.has("button[value=dispute]"));
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 1);
    fill(draft.0, draft.1, "send", &[("go", "dispute")]).await.expect(303);
    let kinds = app.list("SELECT kind FROM case_file ORDER BY number").await;
    assert_eq!(kinds, ["new_organisation", "dispute"]);
}

async fn changed_hidden_fields(app: App) {
    app.add([organisation("Pont Neuf")
        .registered()
        .identifier("fr_siren", "552008443")])
        .await;
    let client = founder(&app).await;
    let id = app.id("Pont Neuf").await.to_string();
    let draft = draft_of(&client.post_form("/fr/join", &[("organisation", &id)]).await.expect(303));
    let before = app.list("SELECT content FROM draft").await;
    fill(&client, &draft, "identity", &[("name", "Taken over")])
        .await
        .expect(422);
    fill(&client, &draft, "seat", &[("summary", "x")]).await.expect(422);
    fill(&client, &draft, "seat", &[("boss", "1")])
        .await
        .assert_problem("malformed");
    client
        .post_form(&format!("/fr/joining/{draft}/nothing"), &[])
        .await
        .assert_problem("notFound");
    client
        .post_form("/fr/join", &[("organisation", &draft)])
        .await
        .assert_problem("notFound");
    assert_eq!(app.list("SELECT content FROM draft").await, before);
    // A form without the token of its session was made elsewhere.
    let bare = client.clone().form_token(None);
    let version = version(&client, &draft, "identity").await;
    bare.post_form(&format!("/fr/joining/{draft}/identity"), &[("version", &version)])
        .await
        .expect(403);
}

async fn a_foreign_draft_is_not_there(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let before = app.list("SELECT content || version FROM draft").await;
    let other = app.person("other@example.org").signed_in(Level::Two).await;
    let base = format!("/fr/joining/{draft}");
    for step in ["", "/identity", "/documents", "/preview", "/send"] {
        other.get(&format!("{base}{step}")).await.assert_problem("notFound");
    }
    for verb in ["identity", "send", "withdraw", "discard"] {
        let fields: &[(&str, &str)] = if verb.len() > 6 && verb != "identity" {
            &[]
        } else {
            &[("version", "4")]
        };
        other
            .post_form(&format!("{base}/{verb}"), fields)
            .await
            .assert_problem("notFound");
    }
    assert_eq!(app.list("SELECT content || version FROM draft").await, before);
    let mine = other.get("/fr/joining").await.expect(200);
    assert!(!mine.text().contains("Atelier Nova"));
}

async fn an_unfinished_draft_is_not_sent(app: App) {
    let client = founder(&app).await;
    let draft = draft_of(&client.post_form("/fr/join", &[("name", "Nova")]).await.expect(303));
    let fields = [("version", "1"), ("go", "send")];
    let page = client
        .post_form(&format!("/fr/joining/{draft}/send"), &fields)
        .await
        .expect(422)
        .page();
    assert!(page.count(".error-summary li") > 3);
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 0);
}

async fn nobody_without_an_account(app: App) {
    let guest = app.client();
    guest.get("/fr/join").await.expect(200);
    guest.post_form("/fr/join", &[]).await.assert_problem("unauthenticated");
    let led = guest.get("/fr/joining").await;
    assert!(led.header("location").starts_with("/fr/sign-in?to="));
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
}

async fn a_listed_one_is_claimed(app: App) {
    app.add([organisation("Pont Neuf").listed()]).await;
    let client = founder(&app).await;
    let id = app.id("Pont Neuf").await.to_string();
    let led = client.post_form("/fr/join", &[("organisation", &id)]).await.expect(303);
    assert_eq!(led.header("location"), format!("/fr/organisations/{id}/claim"));
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
}
