//! The page of jobs: what waits and what was given up, without who it was to; and letters tried again or dropped.

use passerelle::platform::access::{Level, Mandate};
use testkit::{App, Client, suite};

suite!(
    operators_and_heads_look_and_operators_act,
    a_letter_that_was_given_up_is_tried_again_or_dropped,
);

async fn admin(app: &App) -> Client {
    let person = app.person("betrieb@example.org").admin().make().await;
    app.signed_in(person, Level::Two).await
}

/// A letter nobody tries to send any more.
async fn given_up(app: &App, address: &str) {
    let id = app.clock().id().simple().to_string();
    let id = match app.backend() {
        testkit::Backend::Sqlite => format!("x'{id}'"),
        testkit::Backend::Postgres => format!("'{id}'"),
    };
    app.tamper(&format!(
        "INSERT INTO mail (id, address, kind, language, subject, text_body, html_body, created_at, not_before, tries, failed_at, held, error)
         VALUES ({id}, '{address}', 'notice', 'de', 'Ein Vorgang', 'Guten Tag', '<p>Guten Tag', 1, 1, 12, 2, false,
                 '550 <{address}> is not known here')"
    ))
    .await
    .unwrap();
}

async fn operators_and_heads_look_and_operators_act(app: App) {
    given_up(&app, "anna.muster@firma.example").await;
    let head = app
        .person("head@ihk.example")
        .mandate("ihk-saarland", Mandate::Head)
        .make()
        .await;
    let head = app.signed_in(head, Level::Two).await;
    for client in [admin(&app).await, head] {
        let page = client.get("/de/jobs").await.expect(200).text();
        assert!(
            page.contains("…@firma.example") && page.contains("550 &#60;…&#62; is not known here"),
            "{page}"
        );
        assert!(
            !page.contains("anna.muster") && !page.contains("Ein Vorgang"),
            "who, and what it says, is not shown"
        );
    }
    let adviser = app
        .person("adviser@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .make()
        .await;
    app.signed_in(adviser, Level::Two)
        .await
        .get("/de/jobs")
        .await
        .expect(403);
    app.client().get("/de/jobs").await.expect(303);
}

async fn a_letter_that_was_given_up_is_tried_again_or_dropped(app: App) {
    for address in ["one@a.example", "two@b.example", "three@c.example"] {
        given_up(&app, address).await;
    }
    let client = admin(&app).await;
    let waiting = "SELECT count(*) FROM mail WHERE failed_at IS NULL AND sent_at IS NULL AND tries = 0";
    let all = "SELECT count(*) FROM mail";
    let page = client.get("/fr/jobs").await.expect(200).text();
    let forms: Vec<&str> = page
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let of = |verb: &str| forms.iter().find(|form| form.ends_with(verb)).copied().unwrap();

    client.post_form(of("/again"), &[]).await.expect(303);
    assert_eq!((app.count(waiting).await, app.count(all).await), (1, 3));
    client.post_form(of("/again"), &[]).await.expect(404);
    let dropped = forms.iter().rfind(|form| form.ends_with("/drop")).unwrap();
    client.post_form(dropped, &[]).await.expect(303);
    assert_eq!((app.count(waiting).await, app.count(all).await), (1, 2));
    client.post_form(dropped, &[]).await.expect(404);
    client
        .post_form(&dropped.replace("/drop", "/forget"), &[])
        .await
        .expect(404);
    for left in [2, 2] {
        client.post_form("/fr/jobs/letters", &[]).await.expect(303);
        assert_eq!(app.count(waiting).await, left);
    }
    let told = app
        .list("SELECT action FROM entry WHERE action LIKE 'jobs.%' ORDER BY seq")
        .await;
    assert_eq!(
        told,
        ["jobs.letters_again", "jobs.letter_dropped", "jobs.letters_again"]
    );
    assert!(
        client
            .get("/fr/jobs")
            .await
            .expect(200)
            .text()
            .contains("Aucune lettre n’a été abandonnée.")
    );
}
