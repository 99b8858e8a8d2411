//! Feeds: what is published is in them once it is, in each language, and leaves with it; read by a program of others.

use passerelle::introductions::Office;
use passerelle::opportunities::actions;
use passerelle::opportunities::round;
use passerelle::outcomes::{self, Typed};
use passerelle::platform::access::{Mandate, Role};
use passerelle::platform::clock::DAY;
use passerelle::platform::texts::Locale;
use testkit::{Answer, App, Client, organisation, suite};

use crate::introductions::{Two, adviser as introducer};
use crate::opportunities::{CHAMBER, actor, beginning, hands, publish, whole};
use crate::practices;

suite!(
    an_opportunity_comes_and_goes,
    an_anonymous_one_is_nobodys,
    many_are_read_page_by_page,
    practices_are_news,
    outcomes_are_told_with_both_names_or_not_at_all,
);

/// Both formats of a list, as another program reads them.
async fn read(client: &Client, list: &str) -> [feed_rs::model::Feed; 2] {
    let mut read = Vec::new();
    for ending in [".atom", ".feed.json"] {
        let answer = client.get(&format!("{list}{ending}")).await.expect(200);
        read.push(feed_rs::parser::parse(answer.text().as_bytes()).unwrap());
    }
    read.try_into().unwrap()
}

fn title(entry: &feed_rs::model::Entry) -> &str {
    entry.title.as_ref().map_or("", |title| title.content.as_str())
}

/// Whether nobody is named but who publishes the whole.
pub(crate) fn is_unnamed(entry: &feed_rs::model::Entry) -> bool {
    let mut named = entry.authors.iter().filter_map(|author| author.name.as_deref());
    named.all(|name| name == "Testbetrieb & Co")
}

fn is_for_everybody(answer: &Answer) {
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
    assert!(answer.header("cache-control").starts_with("public"));
    assert!(answer.header("content-security-policy").contains("sandbox"));
}

async fn an_opportunity_comes_and_goes(app: App) {
    app.add([organisation("Sonotec & Söhne")]).await;
    let id = app.id("Sonotec & Söhne").await;
    let owner = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let owner = actor(owner, &[(id, Role::Owner)], &[]);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    let guest = app.client();
    let empty = guest.get("/fr/opportunities.atom").await.expect(200);
    assert_eq!(empty.header("content-type"), "application/atom+xml; charset=utf-8");
    is_for_everybody(&empty);
    let known = empty.header("etag");

    let one = publish(
        &app,
        &owner,
        &adviser,
        beginning(id, whole("Sensoren <für> Brücken"), false),
    )
    .await;
    let mut ids = Vec::new();
    for language in ["fr", "de", "en"] {
        for read in read(&guest, &format!("/{language}/opportunities")).await {
            assert_eq!(read.entries.len(), 1);
            let entry = &read.entries[0];
            assert_eq!(title(entry), "Sensoren <für> Brücken");
            assert_eq!(entry.authors[0].name.as_deref(), Some("Sonotec & Söhne"));
            let page = format!("https://passerelle.example/{language}/opportunities/{one}");
            assert_eq!(entry.links[0].href, page);
            assert_eq!(read.language.as_deref(), Some(language));
            ids.push(entry.id.clone());
            guest
                .get(page.trim_start_matches("https://passerelle.example"))
                .await
                .expect(200);
        }
    }
    ids.dedup();
    assert_eq!(
        ids,
        [format!("urn:uuid:{}", one.0.hyphenated())],
        "the same in each language and format"
    );

    let again = guest.clone().with("if-none-match", &known);
    let answer = again.get("/fr/opportunities.atom").await.expect(200);
    assert_eq!(answer.header("last-modified"), "Tue, 24 Nov 2026 12:00:00 GMT");
    let known = answer.header("etag");
    guest
        .clone()
        .with("if-none-match", &known)
        .get("/fr/opportunities.atom")
        .await
        .expect(304);

    // The list's page says where it is to be subscribed to, with its filters.
    let page = guest.get("/fr/opportunities?type=TO&limit=5").await.expect(200).page();
    let atom = page.attribute("link[type='application/atom+xml']", "href");
    assert_eq!(atom, "/fr/opportunities.atom?type=TO");
    assert_eq!(
        page.attribute("link[type='application/feed+json']", "href"),
        "/fr/opportunities.feed.json?type=TO"
    );
    let filtered = guest.get(&atom).await.expect(200).text();
    assert_eq!(feed_rs::parser::parse(filtered.as_bytes()).unwrap().entries.len(), 1);
    let other = guest.get("/fr/opportunities.atom?type=BR").await.expect(200).text();
    assert!(feed_rs::parser::parse(other.as_bytes()).unwrap().entries.is_empty());
    guest.get("/fr/opportunities.atom?typ=BR").await.expect(400);
    assert_eq!(
        guest.get("/fr").await.page().count("link[type='application/atom+xml']"),
        3
    );

    // A change is seen, and what is taken back is gone at once.
    app.clock().advance(DAY);
    actions::set_open(hands(&app, &owner), one, None, false).await.unwrap();
    let [atom, json] = read(&guest, "/fr/opportunities").await;
    assert_eq!(atom.updated.unwrap().timestamp_micros(), app.clock().now());
    assert_eq!(
        json.entries[0].published.unwrap().timestamp_micros(),
        app.clock().now() - DAY
    );
    actions::withdraw(hands(&app, &owner), one, None).await.unwrap();
    for read in read(&guest, "/fr/opportunities").await {
        assert!(read.entries.is_empty());
    }
    // So is what has expired.
    publish(&app, &owner, &adviser, beginning(id, whole("Noch einer"), false)).await;
    assert_eq!(read(&guest, "/de/opportunities").await[0].entries.len(), 1);
    app.clock().advance(366 * DAY);
    round(app.journal(), &app.state.web).await.unwrap();
    assert!(read(&guest, "/de/opportunities").await[1].entries.is_empty());
}

async fn an_anonymous_one_is_nobodys(app: App) {
    app.add([organisation("Zanovax Werke")]).await;
    let id = app.id("Zanovax Werke").await;
    let owner = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let browser = app.signed_in(owner, passerelle::platform::access::Level::Two).await;
    let owner = actor(owner, &[(id, Role::Owner)], &[]);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    publish(
        &app,
        &owner,
        &adviser,
        beginning(id, whole("Sensoren für Brücken"), true),
    )
    .await;
    // Not even its own people are shown more in a feed.
    for client in [app.client(), browser] {
        for read in read(&client, "/de/opportunities").await {
            assert_eq!(read.entries.len(), 1);
            assert!(is_unnamed(&read.entries[0]));
        }
        for ending in ["atom", "feed.json"] {
            let text = client.get(&format!("/de/opportunities.{ending}")).await.text();
            assert!(!text.contains("anovax") && !text.contains(&id.to_string()), "{text}");
        }
    }
}

async fn many_are_read_page_by_page(app: App) {
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let owner = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let owner = actor(owner, &[(id, Role::Owner)], &[]);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    for number in 0..5 {
        let content = whole(&format!("Sensoren {number}"));
        publish(&app, &owner, &adviser, beginning(id, content, false)).await;
        app.clock().advance(1_000_000);
    }
    let (guest, mut next, mut titles) = (
        app.client(),
        Some("/fr/opportunities.atom?limit=2".to_owned()),
        Vec::new(),
    );
    while let Some(path) = next {
        let text = guest.get(&path).await.expect(200).text();
        let read = feed_rs::parser::parse(text.as_bytes()).unwrap();
        titles.extend(read.entries.iter().map(|entry| title(entry).to_owned()));
        let link = read.links.iter().find(|link| link.rel.as_deref() == Some("next"));
        next = link.map(|link| link.href.replace("https://passerelle.example", ""));
    }
    assert_eq!(
        titles,
        ["Sensoren 4", "Sensoren 3", "Sensoren 2", "Sensoren 1", "Sensoren 0"]
    );
}

async fn practices_are_news(app: App) {
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let editor = app.person("editor@example.org").role(id, Role::Editor).make().await;
    let editor = actor(editor, &[(id, Role::Editor)], &[]);
    let home = actor(app.person("home@example.org").make().await, &[], &[practices::HOME]);
    let other = actor(app.person("other@example.org").make().await, &[], &[practices::OTHER]);
    let content = practices::whole("Ein Lotse für zwei Kammern");
    let one = practices::publish(&app, &editor, id, [&home, &other], content).await;
    let guest = app.client();
    for read in read(&guest, "/fr/practices").await {
        let entry = &read.entries[0];
        assert_eq!(title(entry), "Ein Lotse für zwei Kammern");
        assert_eq!(entry.id, format!("urn:uuid:{}", one.0.hyphenated()));
        assert_eq!(entry.authors[0].name.as_deref(), Some("Sonotec"));
    }
    let page = guest.get("/fr/practices").await.expect(200).page();
    assert_eq!(
        page.attribute("link[type='application/atom+xml']", "href"),
        "/fr/practices.atom"
    );
    passerelle::practices::actions::withdraw(practices::hands(&app, &editor), one, None)
        .await
        .unwrap();
    for read in read(&guest, "/fr/practices").await {
        assert!(read.entries.is_empty());
    }
}

async fn outcomes_are_told_with_both_names_or_not_at_all(app: App) {
    let two = Two::make(&app).await;
    introducer(&app, "head@example.org", "cc-luxembourg", Mandate::Head).await;
    let (region, guest) = (testkit::region(), app.client());
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    let typed = Typed {
        kind: "pilot".into(),
        band: "10k_50k".into(),
        on: Some("2026-11-20".parse().unwrap()),
        evidence: "Rapport d’essai du pont de Metz".into(),
        names: true,
        ..Typed::default()
    };
    for (named, told) in [(false, 0), (true, 1)] {
        let id = two.accepted(&app).await;
        passerelle::introductions::actions::meet(by(&two.asker), id, None)
            .await
            .unwrap();
        passerelle::introductions::actions::negotiate(by(&two.answerer), id, None)
            .await
            .unwrap();
        outcomes::record(by(&two.asker), id, &typed, Locale::Fr).await.unwrap();
        assert_eq!(
            read(&guest, "/fr/outcomes").await[0].entries.len(),
            0,
            "one side alone says nothing"
        );
        outcomes::confirm(by(&two.answerer), id, Some(1), named).await.unwrap();
        for read in read(&guest, "/fr/outcomes").await {
            assert_eq!(read.entries.len(), told);
        }
    }
    let [atom, json] = read(&guest, "/de/outcomes").await;
    for read in [&atom, &json] {
        let said = title(&read.entries[0]);
        assert!(
            said.contains("Ponts et Haubans SA") && said.contains("Saarkorr Sensorik GmbH"),
            "{said}"
        );
        // The day, and neither the hour nor how much it is about.
        assert_eq!(read.entries[0].updated.unwrap().timestamp() % 3600, 0);
    }
    let text = guest.get("/fr/outcomes.feed.json").await.text();
    assert!(!text.contains("10k") && !text.contains("Rapport"), "{text}");
    let page = guest.get("/fr/observatory").await.expect(200).page();
    assert_eq!(
        page.attribute("link[type='application/atom+xml']", "href"),
        "/fr/outcomes.atom"
    );
    // One that is no longer shown takes with it what it did with the other.
    app.tamper("UPDATE organisation SET public = false, version = version + 1 WHERE name = 'Ponts et Haubans SA'")
        .await
        .unwrap();
    assert!(read(&guest, "/fr/outcomes").await[0].entries.is_empty());
}
