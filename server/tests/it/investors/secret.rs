//! A canary: what a start-up says for professional investors, first found where it was said and where it may be read, and then
//! looked for in everything all others get: pages, API, tables to take away, letters, notices.

use passerelle::app::KnownCases;
use passerelle::investors::model::Stage;
use passerelle::notices;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::clock::DAY;
use testkit::{App, Client, suite};

use super::{cast, investor, said, say};
use crate::access::rows;

suite!(band_and_purpose_never_leave);

const ROUTES: &str = include_str!("../../routes.csv");

/// As codes and as words of the three languages.
const CANARIES: [&str; 8] = [
    "1m_3m",
    "approval",
    "1 bis 3 Mio",
    "Zertifizierung und Zulassung",
    "€1 million to €3 million",
    "Certification and approval",
    "de 1 à 3 millions",
    "Certification et homologation",
];

/// What the API says of its words, and the texts of pages that say what a token is, tell nothing of anybody.
fn is_of_nobody(path: &str) -> bool {
    path.starts_with("/api/openapi") || path.ends_with("/api")
}

/// Every address that is read, filled with the start-up and the fund.
fn addresses(young: &str, fund: &str) -> Vec<String> {
    let mut all = Vec::new();
    for row in rows(ROUTES).into_iter().filter(|row| row[0] == "get") {
        for language in ["fr", "de", "en"] {
            for id in [young, fund] {
                let path = row[1]
                    .replace("{lang}", language)
                    .replace("{id}", id)
                    .replace("{slug}", "bruckenohr");
                if !path.contains('{') && !is_of_nobody(&path) {
                    all.push(path);
                }
            }
        }
    }
    for query in ["q=Br%C3%BCckenohr", "kind=startup&view=table", "q=approval", "q=1m_3m"] {
        all.push(format!("/de/organisations?{query}"));
        all.push(format!("/api/v1/organisations?{query}"));
        all.push(format!("/de/organisations.csv?{query}"));
    }
    for path in [
        "/fr/startups/compare",
        "/de/startups/compare",
        "/en/startups/compare",
        "/api/v1/startups/comparison",
    ] {
        all.push(format!("{path}?id={young}"));
    }
    all.push("/api/v1/startups?stage=pilot".into());
    all.sort();
    all.dedup();
    all
}

/// What a text has of them, but for the address that was asked and the words of the form's own lists.
fn found(text: &str, asked: &str) -> Vec<&'static str> {
    let text = text.replace(asked, "").replace("q=approval", "").replace("q=1m_3m", "");
    CANARIES.into_iter().filter(|canary| text.contains(canary)).collect()
}

async fn seen_by(client: &Client, paths: &[String]) -> (usize, Vec<String>) {
    let (mut read, mut seen) = (0, Vec::new());
    for path in paths {
        let answer = client.get(path).await;
        read += usize::from(answer.status.is_success());
        // What somebody searched by is in the box they typed it into.
        let text = answer
            .text()
            .replace("value=\"approval\"", "")
            .replace("value=\"1m_3m\"", "");
        let of_search = path.contains("q=approval") || path.contains("q=1m_3m");
        for canary in found(&text, path)
            .into_iter()
            .filter(|_| !of_search || text.contains("Mio"))
        {
            seen.push(format!("{canary} in {path}"));
        }
    }
    (read, seen)
}

async fn band_and_purpose_never_leave(app: App) {
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(Stage::Pilot)).await;
    app.settle().await;
    let (young, fund) = (cast.young.to_string(), cast.fund.to_string());
    let paths = addresses(&young, &fund);
    assert!(paths.len() > 150, "{}", paths.len());
    // It is there: where it was said, and where it may be read.
    let owner = app
        .person("o@young.example")
        .role(cast.young, Role::Owner)
        .signed_in(Level::Two)
        .await;
    let own = owner.get(&format!("/de/own/{young}/funding")).await.expect(200).page();
    assert!(own.has("option[value='1m_3m'][selected]") && own.has("option[value=approval][selected]"));
    let reader = investor(&app, cast.fund).await;
    for path in [
        "/de/startups".to_owned(),
        format!("/de/startups/compare?id={young}"),
        format!("/de/organisations/{young}/bruckenohr"),
    ] {
        let text = reader.get(&path).await.expect(200).text();
        assert!(
            text.contains("1 bis 3 Mio") && text.contains("Zertifizierung und Zulassung"),
            "{path}"
        );
    }
    // The fund's other people follow the start-up and are told that its stage has changed.
    let list = format!("/de/own/{fund}/watchlist");
    let add = [("organisation", young.as_str()), ("do", "add")];
    reader.post_form(&list, &add).await.expect(303);
    let plain = app
        .person("plain@fund.example")
        .role(cast.fund, Role::Owner)
        .make()
        .await;
    app.clock().advance(DAY);
    say(&app, cast.young, 1, said(Stage::Market)).await;
    super::changes::read(&app).await;
    let cases = KnownCases(app.state.web.clone());
    while notices::read(app.journal(), &app.state.web, &cases).await.unwrap().read > 0 {}
    app.clock().advance(DAY);
    notices::send_digests(app.journal(), &app.state.web).await.unwrap();
    let person = |mail: &str| app.person(mail);
    let others = [
        ("guest", app.client()),
        ("somebody", person("a@example.org").signed_in(Level::Two).await),
        ("of the fund, not professional", app.signed_in(plain, Level::Two).await),
        (
            "professional by one factor",
            person("b@example.org")
                .role(cast.fund, Role::Owner)
                .professional()
                .signed_in(Level::One)
                .await,
        ),
        (
            "professional of no investor",
            person("c@example.org")
                .role(cast.other, Role::Owner)
                .professional()
                .signed_in(Level::Two)
                .await,
        ),
        (
            "adviser",
            person("d@example.org")
                .mandate("ihk-saarland", Mandate::Adviser)
                .signed_in(Level::Two)
                .await,
        ),
        (
            "head",
            person("e@example.org")
                .mandate("ihk-saarland", Mandate::Head)
                .signed_in(Level::Two)
                .await,
        ),
        ("admin", person("f@example.org").admin().signed_in(Level::Two).await),
        (
            "viewer of the start-up",
            person("g@example.org")
                .role(cast.young, Role::Viewer)
                .signed_in(Level::Two)
                .await,
        ),
    ];
    for (name, client) in others {
        let (read, seen) = seen_by(&client, &paths).await;
        // The form of a start-up of one's own has the lists: of that nobody else is an editor here.
        assert!(seen.is_empty(), "{name}: {seen:#?}");
        assert!(read > 60, "{name} read only {read}");
    }
    for sql in [
        "SELECT subject || text_body || coalesce(html_body, '') FROM mail",
        "SELECT kind || subject || reference || path FROM notice",
        "SELECT field || value FROM fact",
        "SELECT filters FROM saved_search",
    ] {
        let rows = app.list(sql).await;
        let seen: Vec<_> = rows.iter().filter(|row| !found(row, "").is_empty()).collect();
        assert!(seen.is_empty(), "{sql}: {seen:?}");
    }
    assert!(
        !app.letters("plain@fund.example").await.is_empty(),
        "letters were written"
    );
}
