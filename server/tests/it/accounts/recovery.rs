//! A lost second factor: two moderators, a day's wait, letters, objection; and all who may not.

use passerelle::accounts::{AccountError, PersonId, recover_admin};
use passerelle::platform::access::{Actor, Level, Mandate, Purpose};
use passerelle::platform::clock::DAY;
use testkit::{App, Client, suite};

use super::{MINUTE, set_password, set_up_app};

suite!(
    two_moderators_and_a_day,
    whoever_reads_the_mail_objects,
    nobody_alone,
    whom_it_may_not_touch,
    links_that_are_no_good,
    the_operator_lets_an_admin_in,
);

const SEEN: [(&str, &str); 3] = [
    ("mail", "anna@example.org"),
    ("proof", "in_person"),
    ("chamber", "ihk-saarland"),
];

/// Anna has a password and an app.
async fn anna(app: &App) -> (PersonId, Client) {
    let anna = app.person("anna@example.org").make().await;
    let client = app.signed_in(anna, Level::One).await;
    set_password(&client).await;
    set_up_app(app, &client).await;
    (anna, client)
}

async fn moderator(app: &App, mail: &str) -> Client {
    let moderator = app.person(mail).mandate("ihk-saarland", Mandate::Moderator);
    moderator.signed_in(Level::Two).await
}

async fn action(client: &Client, verb: &str) -> String {
    let page = client.get("/de/recoveries").await.expect(200).page();
    page.attribute(&format!(".recoveries form[action$='/{verb}']"), "action")
}

const APPS: &str = "SELECT count(*) FROM person WHERE totp_since IS NOT NULL";

async fn two_moderators_and_a_day(app: App) {
    let (_, before) = anna(&app).await;
    let (one, two) = (
        moderator(&app, "m1@ihk.example").await,
        moderator(&app, "m2@ihk.example").await,
    );
    one.post_form("/de/recoveries", &SEEN)
        .await
        .assert_redirect("/de/recoveries");
    one.post_form("/de/recoveries", &SEEN).await.expect(422);
    let link = app.letters("anna@example.org").await.last().unwrap().path();
    let nobody = app.client();
    assert!(!nobody.get(&link).await.expect(200).page().has("#take-away"));
    nobody.post_form(&link, &[]).await.expect(410);
    let approve = action(&two, "approve").await;
    two.post_form(&approve, &[]).await.assert_redirect("/de/recoveries");
    two.post_form(&approve, &[]).await.assert_redirect("/de/recoveries");
    nobody.post_form(&link, &[]).await.expect(410);
    let told = app.letters("anna@example.org").await;
    assert_eq!(
        told.iter().filter(|letter| letter.kind.starts_with("recovery")).count(),
        3
    );
    let ready = app
        .list("SELECT CAST(not_before - created_at AS TEXT) FROM mail WHERE kind = 'recovery_ready'")
        .await;
    assert_eq!(ready, [DAY.to_string()]);
    assert_eq!(app.count(APPS).await, 1);
    app.clock().advance(DAY);
    assert!(nobody.get(&link).await.expect(200).page().has("#take-away"));
    assert_eq!(app.count(APPS).await, 1, "looking changes nothing");
    nobody.post_form(&link, &[]).await.expect(200);
    assert_eq!(app.count(APPS).await, 0);
    assert_eq!(app.count("SELECT count(*) FROM recovery_code").await, 0);
    before.get("/de/account").await.expect(303);
    nobody.post_form(&link, &[]).await.expect(410);
    assert!(app.verify().await.valid);
}

async fn whoever_reads_the_mail_objects(app: App) {
    anna(&app).await;
    let (one, two) = (
        moderator(&app, "m1@ihk.example").await,
        moderator(&app, "m2@ihk.example").await,
    );
    one.post_form("/de/recoveries", &SEEN).await.expect(303);
    two.post_form(&action(&two, "approve").await, &[]).await.expect(303);
    let link = app.letters("anna@example.org").await.last().unwrap().path();
    let reader = app.client();
    reader.post_form(&link, &[("answer", "object")]).await.expect(200);
    let waiting = "SELECT count(*) FROM mail WHERE kind = 'recovery_ready'";
    assert_eq!(app.count(waiting).await, 0, "its letter does not leave");
    app.clock().advance(DAY);
    reader.post_form(&link, &[]).await.expect(410);
    assert_eq!(app.count(APPS).await, 1);
    assert_eq!(app.list("SELECT outcome FROM recovery").await, ["objected"]);
}

async fn nobody_alone(app: App) {
    anna(&app).await;
    let one = moderator(&app, "m1@ihk.example").await;
    one.post_form("/de/recoveries", &SEEN).await.expect(303);
    let page = one.get("/de/recoveries").await.expect(200).page();
    assert!(!page.has("form[action$='/approve']"));
    let approve = action(&one, "refuse").await.replace("/refuse", "/approve");
    one.post_form(&approve, &[]).await.assert_problem("forbidden");
    let adviser = app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    adviser.get("/de/recoveries").await.assert_problem("forbidden");
    adviser.post_form(&approve, &[]).await.assert_problem("forbidden");
    let elsewhere = app
        .person("m@cc.example")
        .mandate("cc-luxembourg", Mandate::Head)
        .signed_in(Level::Two)
        .await;
    elsewhere.post_form(&approve, &[]).await.assert_problem("notFound");
    assert!(
        !elsewhere
            .get("/de/recoveries")
            .await
            .expect(200)
            .page()
            .has(".recoveries")
    );
    elsewhere
        .post_form("/de/recoveries", &SEEN)
        .await
        .assert_problem("forbidden");
    app.clock().advance(11 * MINUTE);
    let led = one.get("/de/recoveries").await.expect(303);
    assert!(led.header("location").contains("/sign-in/again?level=aal2"));
    assert_eq!(
        app.count("SELECT count(*) FROM recovery WHERE approved_by IS NOT NULL")
            .await,
        0
    );
}

async fn whom_it_may_not_touch(app: App) {
    let one = moderator(&app, "m1@ihk.example").await;
    let seen = |mail| [("mail", mail), ("proof", "video"), ("chamber", "ihk-saarland")];
    app.person("plain@example.org").make().await;
    for mail in ["nobody@example.org", "plain@example.org", "m1@ihk.example"] {
        let page = one.post_form("/de/recoveries", &seen(mail)).await.expect(422).page();
        assert_eq!(page.attribute("#mail", "value"), mail);
    }
    let (anna, _) = anna(&app).await;
    app.tamper("UPDATE person SET admin = true WHERE mail = 'anna@example.org'")
        .await
        .unwrap();
    one.post_form("/de/recoveries", &SEEN).await.expect(422);
    app.tamper("UPDATE person SET admin = false").await.unwrap();
    // Who works for another chamber goes there.
    let far = app
        .person("anna@example.org")
        .mandate("cc-luxembourg", Mandate::Head)
        .make()
        .await;
    assert_eq!(far, anna);
    one.post_form("/de/recoveries", &SEEN).await.expect(422);
    one.post_form("/de/recoveries", &SEEN[..1]).await.expect(422);
    assert_eq!(app.count("SELECT count(*) FROM recovery").await, 0);
}

async fn links_that_are_no_good(app: App) {
    anna(&app).await;
    let (one, two) = (
        moderator(&app, "m1@ihk.example").await,
        moderator(&app, "m2@ihk.example").await,
    );
    one.post_form("/de/recoveries", &SEEN).await.expect(303);
    two.post_form(&action(&two, "approve").await, &[]).await.expect(303);
    let link = app.letters("anna@example.org").await.last().unwrap().path();
    app.clock().advance(DAY);
    let anybody = app.client();
    for bad in [
        "/de/sign-in/recovery/made-up".to_owned(),
        format!("{link}x"),
        link.replace('.', ""),
    ] {
        anybody.get(&bad).await.expect(410);
        anybody.post_form(&bad, &[]).await.expect(410);
    }
    app.clock().advance(8 * DAY);
    anybody.post_form(&link, &[]).await.expect(410);
    assert_eq!(app.count(APPS).await, 1, "it has run out");
}

async fn the_operator_lets_an_admin_in(app: App) {
    let admin = app.person("root@node.example").admin().make().await;
    let before = app.signed_in(admin, Level::One).await;
    set_password(&before).await;
    set_up_app(&app, &before).await;
    let (web, journal) = (testkit::web("http://localhost"), app.journal());
    let recover = async |actor, mail| recover_admin(journal, &Actor::system(actor), &web, mail).await;
    let refused = recover(Purpose::Import, "root@node.example").await;
    assert!(matches!(refused, Err(AccountError::Refused(_))), "{refused:?}");
    anna(&app).await;
    for nobody in ["anna@example.org", "nobody@example.org"] {
        let absent = recover(Purpose::Operator, nobody).await;
        assert!(matches!(absent, Err(AccountError::Absent)), "{absent:?}");
    }
    assert_eq!(app.count(APPS).await, 2);
    let link = recover(Purpose::Operator, "Root@node.example").await.unwrap();
    assert_eq!(app.count(APPS).await, 1, "anna's stays");
    before.get("/de/account").await.expect(303);
    let link = link.strip_prefix("http://localhost").unwrap();
    let again = app.client();
    again.get(link).await.expect(200);
    again.post_form(link, &[]).await.expect(303);
    again.get(link).await.expect(410);
    let told = app.letters("root@node.example").await;
    assert!(told.iter().any(|letter| letter.kind == "credentials_changed"));
    assert!(app.verify().await.valid);
}
