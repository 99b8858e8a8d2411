//! Notices as they are read: the list in the app, and the letters of a demonstration.

use passerelle::notices;
use passerelle::platform::access::{Level, Role};
use testkit::{App, suite};

use super::place;

suite!(
    the_list_is_ones_own,
    the_list_names_what_it_is_about,
    letters_of_a_demonstration_are_read,
);

async fn the_list_is_ones_own(app: App) {
    let place = place(app).await;
    let case = place.open().await;
    place.read().await;
    let guest = place.app.client().get("/fr/notices").await;
    assert!(
        guest.status.is_redirection() || guest.status.as_u16() == 401,
        "{}",
        guest.status
    );
    let anna = place.app.signed_in(place.adviser, Level::Two).await;
    let shown = anna.get("/fr/notices").await.expect(200).text();
    assert!(
        shown.contains(&format!("/fr/desk/{case}")) && shown.contains("1 avis non lu"),
        "{shown}"
    );
    let founder = place.app.signed_in(place.founder, Level::One).await;
    let shown = founder.get("/de/notices").await.expect(200).text();
    assert!(!shown.contains("/desk/"), "{shown}");
    founder
        .post_form("/de/notices/read", &[])
        .await
        .assert_redirect("/de/notices");
    let db = place.app.database().reader();
    assert_eq!(notices::unread(db, place.adviser.0).await.unwrap(), 1);
    anna.post_form("/fr/notices/read", &[])
        .await
        .assert_redirect("/fr/notices");
    assert_eq!(notices::unread(db, place.adviser.0).await.unwrap(), 0);
    // Without the session's token nothing is marked.
    let forged = anna.form_token(None);
    forged
        .post_form("/fr/notices/letters", &[("letters", "stop")])
        .await
        .expect(403);
}

async fn the_list_names_what_it_is_about(app: App) {
    let place = place(app).await;
    place.open().await;
    let app = &place.app;
    app.add([testkit::organisation("Brückenbau Saar")]).await;
    let firm = app.id("Brückenbau Saar").await;
    let owner = app.person("olga@example.org").role(firm, Role::Owner);
    let owner = owner.signed_in(Level::One).await;
    let invite = [("mail", "founder@example.org"), ("role", "editor")];
    let members = format!("/de/own/{firm}/members");
    owner.post_form(&members, &invite).await.assert_redirect(&members);
    place.read().await;
    let list = async |person, level| {
        let client = app.signed_in(person, level).await;
        client.get("/de/notices").await.expect(200).page().text(".notices")
    };
    let shown = list(place.adviser, Level::Two).await;
    assert!(
        shown.contains("Neuer Vorgang 2026-") && shown.contains("Testwerk"),
        "{shown}"
    );
    let shown = list(place.founder, Level::One).await;
    assert!(shown.contains("Brückenbau Saar"), "{shown}");
    // With one factor a mandate is none; and who has the case no more is told its number, not its name.
    let shown = list(place.adviser, Level::One).await;
    assert!(
        shown.contains("Neuer Vorgang 2026-") && !shown.contains("Testwerk"),
        "{shown}"
    );
    app.tamper("UPDATE case_file SET chamber = 'cc-luxembourg'")
        .await
        .unwrap();
    let shown = list(place.adviser, Level::Two).await;
    assert!(!shown.contains("Testwerk"), "{shown}");
}

async fn letters_of_a_demonstration_are_read(app: App) {
    let place = place(app).await;
    place.open().await;
    place.read().await;
    let client = place.app.client();
    let list = client.get("/fr/demo/mail").await.expect(200).text();
    assert!(list.contains("anna@ihk.example") && list.contains("Testwerk"), "{list}");
    let path = list.split('"').find(|word| word.starts_with("/fr/demo/mail/")).unwrap();
    let letter = client.get(path).await.expect(200).text();
    assert!(letter.contains("https://passerelle.example/de/desk/"), "{letter}");
    client.get("/fr/demo/mail/none").await.expect(404);
}
