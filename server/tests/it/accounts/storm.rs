//! Storms of wrong passwords: what they cost, what they close, and that nobody is locked out by them.

use std::collections::BTreeMap;

use passerelle::platform::access::Level;
use testkit::{Answer, App, Client, suite};

use super::authenticator::Authenticator;
use super::passkey::{add, enter};
use super::{PASSWORD, set_password, type_password};

suite!(
    two_hundred_wrong_ones_at_one_account,
    two_thousand_from_one_network,
    from_everywhere_passwords_rest_and_nothing_else,
    people_are_no_storm,
);

/// Somebody of another network each.
fn from_afar(app: &App, number: usize) -> Client {
    let [high, low] = u16::try_from(number).unwrap().to_be_bytes();
    app.client().from([10, high, low, 1])
}

async fn guess(client: &Client, mail: &str) -> Answer {
    let typed = [("mail", mail), ("password", "falsch geraten ist auch")];
    client.post_form("/de/sign-in/password", &typed).await
}

/// Anna with a password and a passkey, in a browser of her own.
async fn victim(app: &App) -> Authenticator {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let mut key = Authenticator::new(7);
    add(&client, &mut key)
        .await
        .assert_redirect("/de/account?saved=1#passkeys");
    key
}

/// She still gets in by the ways that are not guessed.
async fn gets_in(app: &App, address: [u8; 4], key: &mut Authenticator) {
    let browser = app.client().from(address);
    enter(&browser, key, "/de/account").await.assert_redirect("/de/account");
    let client = app.client().from(address);
    let asked = client.post_form("/de/sign-in/link", &[("mail", "anna@example.org")]);
    asked.await.assert_redirect("/de/sign-in/sent");
    let path = app.letters("anna@example.org").await.last().unwrap().path();
    client.post_form(&path, &[]).await.assert_redirect("/de/account");
}

fn count(statuses: &mut BTreeMap<u16, usize>, answer: &Answer) {
    *statuses.entry(answer.status.as_u16()).or_default() += 1;
}

async fn two_hundred_wrong_ones_at_one_account(app: App) {
    let mut key = victim(&app).await;
    let mut statuses = BTreeMap::new();
    for number in 0..200 {
        // Some of them wait as they are told to, so that each wait is longer than the last.
        app.clock().advance(250_000);
        count(
            &mut statuses,
            &guess(&from_afar(&app, number), "anna@example.org").await,
        );
    }
    // Fifty seconds: five at once, then after 1, 2, 4, 8, 16 seconds.
    assert_eq!(statuses, BTreeMap::from([(422, 10), (429, 190)]));
    gets_in(&app, [10, 9, 99, 1], &mut key).await;
    assert!(app.verify().await.valid);
}

async fn two_thousand_from_one_network(app: App) {
    let mut key = victim(&app).await;
    let network = app.client().from([203, 0, 113, 9]);
    let mut statuses = BTreeMap::new();
    for number in 0..2000 {
        let mail = format!("nobody{number}@example.org");
        count(&mut statuses, &guess(&network, &mail).await);
    }
    assert_eq!(statuses, BTreeMap::from([(422, 20), (429, 1980)]));
    assert_eq!(
        app.count("SELECT count(*) FROM attempt").await,
        20,
        "no row for the rest"
    );
    // One network is no storm: others go on with their passwords, and she with her key even from the same one.
    type_password(&from_afar(&app, 1), PASSWORD)
        .await
        .assert_redirect("/de/account");
    gets_in(&app, [203, 0, 113, 77], &mut key).await;
    let wait = type_password(&app.client().from([203, 0, 113, 78]), PASSWORD).await;
    assert_eq!(wait.expect(429).header("retry-after"), "60");
}

async fn from_everywhere_passwords_rest_and_nothing_else(app: App) {
    let mut key = victim(&app).await;
    let mut statuses = BTreeMap::new();
    for number in 0..80 {
        let mail = format!("nobody{number}@example.org");
        count(&mut statuses, &guess(&from_afar(&app, number), &mail).await);
    }
    assert_eq!(statuses, BTreeMap::from([(422, 50), (429, 30)]));
    assert_eq!(
        app.count("SELECT count(*) FROM attempt").await,
        50,
        "no row for the rest"
    );
    let mut told = Vec::new();
    for (number, mail) in ["anna@example.org", "niemand@example.org"].into_iter().enumerate() {
        let typed = [("mail", mail), ("password", PASSWORD)];
        let rests = from_afar(&app, 500 + number)
            .post_form("/de/sign-in/password", &typed)
            .await
            .expect(429);
        assert_eq!(rests.header("retry-after"), "10");
        let page = rests.page();
        assert!(page.text(".error-summary").contains("ruht"), "{}", rests.text());
        assert_eq!(page.attribute("#mail", "value"), mail, "what was typed stays");
        assert!(page.has("#send-link") && page.has("#send-passkey"));
        told.push(rests.text().replace(mail, ""));
    }
    assert_eq!(told[0], told[1], "the same for known and unknown");
    gets_in(&app, [10, 9, 99, 1], &mut key).await;
    app.clock().advance(10_000_000);
    type_password(&from_afar(&app, 600), PASSWORD)
        .await
        .assert_redirect("/de/account");
}

async fn people_are_no_storm(app: App) {
    victim(&app).await;
    // Good passwords do not count, however many there are in a second.
    for number in 0..60 {
        type_password(&from_afar(&app, number), PASSWORD)
            .await
            .assert_redirect("/de/account");
    }
}
