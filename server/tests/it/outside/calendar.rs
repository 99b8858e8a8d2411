//! Somebody's deadlines at a private address: what they may see and no more, until they end it.

use passerelle::introductions::Office;
use passerelle::introductions::actions as introductions;
use passerelle::platform::access::{Level, Mandate, Role};
use testkit::{App, Client, organisation, suite};

use crate::introductions::Two;
use crate::opportunities::{CHAMBER, actor, beginning, publish, whole};

suite!(
    an_owner_reads_what_is_due,
    the_address_ends,
    an_adviser_needs_two_factors_for_the_chamber,
    it_goes_with_the_account,
    nobody_guesses_one,
);

/// Makes an address and gives its path.
async fn made(browser: &Client) -> String {
    browser
        .post_form("/fr/account/calendar", &[])
        .await
        .assert_redirect("/fr/account?saved=1#calendar");
    let page = browser.get("/fr/account").await.expect(200).page();
    let address = page.attribute("#calendar-address", "value");
    assert!(page.attribute("#calendar p a", "href").starts_with("webcal://"));
    address.replace("https://passerelle.example", "")
}

/// The lines of a calendar, each whole.
async fn lines(client: &Client, path: &str) -> Vec<String> {
    let answer = client.get(path).await.expect(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-robots-tag"), "noindex");
    let text = answer.text().replace("\r\n ", "");
    text.split("\r\n").map(str::to_owned).collect()
}

fn value<'a>(lines: &'a [String], key: &str) -> Vec<&'a str> {
    let of_key = |line: &'a String| {
        let (name, value) = line.split_once(':')?;
        (name.split(';').next() == Some(key)).then_some(value)
    };
    lines.iter().filter_map(of_key).collect()
}

async fn an_owner_reads_what_is_due(app: App) {
    let two = Two::make(&app).await;
    let browser = app
        .signed_in(
            two.answerer.person_id().map(passerelle::accounts::PersonId).unwrap(),
            Level::One,
        )
        .await;
    let (path, anyone) = (made(&browser).await, app.client());
    assert!(value(&lines(&anyone, &path).await, "UID").is_empty());
    let adviser = actor(app.person("reviewer@example.org").make().await, &[], &[CHAMBER]);
    let content = whole("Sensoren; für, Brücken");
    let one = publish(&app, &two.answerer, &adviser, beginning(two.target, content, true)).await;
    // One that has not come to it yet is not in it.
    let id = two.sent(&app).await;
    let early = lines(&anyone, &path).await;
    assert_eq!(value(&early, "UID"), [format!("opportunity-{one}@passerelle.example")]);
    assert_eq!(value(&early, "DTSTART"), ["20271124"]);
    assert_eq!(
        value(&early, "SUMMARY"),
        ["Opportunité «\u{a0}Sensoren\\; für\\, Brücken\u{a0}»\u{a0}: dernier jour"]
    );
    two.offer(&app, id).await;
    let offered = lines(&anyone, &path).await;
    let uid = format!("introduction-{id}@passerelle.example");
    assert_eq!(value(&offered, "UID")[0], uid);
    // Five working days after Tuesday.
    assert_eq!(value(&offered, "DTSTART")[0], "20261201");
    let sequence: u32 = value(&offered, "SEQUENCE")[0].parse().unwrap();
    assert!(value(&offered, "SUMMARY")[0].contains("à vous d’agir"), "{offered:?}");
    // Nothing that was written in private.
    let said = offered.join("\n");
    assert!(
        !said.contains("haubans") && !said.contains("corrosion") && !said.contains("Ponts"),
        "{said}"
    );
    let known = anyone.get(&path).await.header("etag");
    anyone
        .clone()
        .with("if-none-match", &known)
        .get(&path)
        .await
        .expect(304);
    app.clock().advance(3_600_000_000);
    let region = testkit::region();
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor: &two.answerer,
    };
    introductions::accept(office, id, None).await.unwrap();
    let accepted = lines(&anyone, &path).await;
    assert_eq!(value(&accepted, "UID")[0], uid, "the same thing keeps its name");
    assert!(value(&accepted, "SEQUENCE")[0].parse::<u32>().unwrap() > sequence);
    assert!(value(&accepted, "DTSTAMP")[0] > value(&offered, "DTSTAMP")[0]);
    // In another language it is the same.
    let german = lines(&anyone, &path.replace("/fr/", "/de/")).await;
    assert_eq!(value(&german, "UID"), value(&accepted, "UID"));
    assert!(value(&german, "SUMMARY")[1].contains("letzter Tag"));
    assert!(app.verify().await.valid);
}

async fn the_address_ends(app: App) {
    let browser = app.person("anna@example.org").signed_in(Level::One).await;
    let anyone = app.client();
    let first = made(&browser).await;
    anyone.get(&first).await.expect(200);
    let second = made(&browser).await;
    assert_ne!(first, second);
    anyone.get(&first).await.expect(404);
    anyone.get(&second).await.expect(200);
    // It reads and does nothing else: it is no token of the API, and no session.
    let token = second.rsplit('/').next().unwrap().trim_end_matches(".ics").to_owned();
    let program = anyone.clone().with("authorization", &format!("Bearer {token}"));
    program.get("/api/v1/drafts").await.expect(401);
    browser
        .post_form("/fr/account/calendar/end", &[])
        .await
        .assert_redirect("/fr/account?saved=1#calendar");
    anyone.get(&second).await.expect(404);
    let gone = browser.post_form("/fr/account/calendar/end", &[]).await;
    assert!(gone.status.is_client_error());
    // What changes how somebody signs in ends it as it ends tokens.
    let third = made(&browser).await;
    app.clock().advance(20 * 60 * 1_000_000);
    let stale = browser.post_form("/fr/account/calendar", &[]).await.expect(303);
    assert!(
        stale.header("location").contains("/sign-in/again"),
        "a sign-in of the last minutes is asked for"
    );
    anyone.get(&third).await.expect(200);
    assert!(app.verify().await.valid);
}

async fn an_adviser_needs_two_factors_for_the_chamber(app: App) {
    let two = Two::make(&app).await;
    let id = two.sent(&app).await;
    let sender = passerelle::accounts::PersonId(two.sender.person_id().unwrap());
    let anyone = app.client();
    let weak = made(&app.signed_in(sender, Level::One).await).await;
    assert!(
        value(&lines(&anyone, &weak).await, "UID").is_empty(),
        "a mandate counts with two factors only"
    );
    let strong = app.signed_in(sender, Level::Two).await;
    let path = made(&strong).await;
    let due = lines(&anyone, &path).await;
    assert_eq!(value(&due, "UID"), [format!("introduction-{id}@passerelle.example")]);
    // Whoever comes by one factor is not shown the address of more.
    let page = app
        .signed_in(sender, Level::One)
        .await
        .get("/fr/account")
        .await
        .expect(200)
        .page();
    assert!(page.has("#calendar") && !page.has("#calendar-address"));
    // Another chamber's adviser sees it when it has come to them, and with the mandate goes what it showed.
    let receiver = passerelle::accounts::PersonId(two.receiver.person_id().unwrap());
    let theirs = made(&app.signed_in(receiver, Level::Two).await).await;
    assert!(value(&lines(&anyone, &theirs).await, "UID").is_empty());
    two.offer(&app, id).await;
    app.tamper("DELETE FROM mandate").await.unwrap();
    for path in [&path, &theirs] {
        assert!(value(&lines(&anyone, path).await, "UID").is_empty());
    }
}

async fn it_goes_with_the_account(app: App) {
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let person = app
        .person("owner@example.org")
        .role(id, Role::Owner)
        .mandate("cc-luxembourg", Mandate::Adviser)
        .make()
        .await;
    let path = made(&app.signed_in(person, Level::Two).await).await;
    let anyone = app.client();
    anyone.get(&path).await.expect(200);
    app.tamper("UPDATE person SET erased_at = 1").await.unwrap();
    anyone.get(&path).await.expect(404);
}

async fn nobody_guesses_one(app: App) {
    let browser = app.person("anna@example.org").signed_in(Level::One).await;
    let path = made(&browser).await;
    let anyone = app.client();
    let (rest, seal) = path.split_once('.').unwrap();
    let flipped: String = seal.chars().rev().collect();
    for other in [
        rest.to_owned(),
        format!("{rest}.ics"),
        format!("{rest}.{flipped}"),
        format!("{rest}.{}", &seal[1..]),
        "/fr/calendar/x.ics".to_owned(),
    ] {
        anyone.get(&other).await.assert_problem("notFound");
    }
    anyone.get(&path.replace(".ics", "")).await.expect(200);
    let address = path.replace("/fr/", "/xx/");
    anyone.get(&address).await.expect(404);
}
