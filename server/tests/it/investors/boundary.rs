//! T-24 of trust.md: the platform introduces people and never comes near a transaction. No field of the API, of a form or of a
//! table, no route and no button has a name or words of one.

use std::collections::BTreeSet;
use std::path::Path;

use passerelle::platform::access::{Level, Mandate, Role};
use serde_json::Value;
use testkit::{App, Backend, suite};

use super::{cast, investor, said, say};
use crate::access::rows;

suite!(no_field_of_the_api, no_field_of_a_table, no_field_of_a_form);

const ROUTES: &str = include_str!("../../routes.csv");

/// Parts of names: what C7 of trust.md says must not exist.
const FORBIDDEN: [&str; 44] = [
    "amount",
    "bid",
    "bond",
    "buy",
    "cap",
    "capital",
    "checkout",
    "commit",
    "commitment",
    "countdown",
    "coupon",
    "currency",
    "dividend",
    "dilution",
    "equity",
    "escrow",
    "euro",
    "euros",
    "fee",
    "iban",
    "interestrate",
    "invest",
    "invested",
    "investment",
    "irr",
    "kiis",
    "loan",
    "offering",
    "payment",
    "pledge",
    "preorder",
    "price",
    "pricing",
    "progress",
    "prospectus",
    "quantity",
    "repayment",
    "roi",
    "security",
    "share",
    "shares",
    "stake",
    "valuation",
    "wallet",
];
/// Names that are made of several parts.
const TOGETHER: [&str; 6] = [
    "termsheet",
    "orderbook",
    "rateofreturn",
    "expectedreturn",
    "raisedsofar",
    "minimumticket",
];

/// What a name is made of, in lower case: `amountBand`, `amount_band`, `amount-band` alike.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in name.chars() {
        if letter.is_uppercase() || !letter.is_alphanumeric() {
            parts.push(String::new());
        }
        if letter.is_alphanumeric() {
            parts.last_mut().unwrap().extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_forbidden(name: &str) -> bool {
    let parts = parts(name);
    let whole = parts.concat();
    parts.iter().any(|part| FORBIDDEN.contains(&part.as_str())) || TOGETHER.iter().any(|word| whole.contains(word))
}

fn refuse(what: &str, names: &BTreeSet<String>, least: usize) {
    assert!(names.len() >= least, "only {} {what} were looked at", names.len());
    let wrong: Vec<_> = names.iter().filter(|name| is_forbidden(name)).collect();
    assert!(wrong.is_empty(), "{what} of a transaction: {wrong:?}");
}

#[test]
fn the_words_are_found_however_they_are_written() {
    for wrong in [
        "amount",
        "amountInvested",
        "share_price",
        "Invest",
        "invest-now",
        "pledge[]",
        "termSheet",
        "order_book",
        "expectedReturn",
        "preMoneyValuation",
        "progress",
    ] {
        assert!(is_forbidden(wrong), "{wrong}");
    }
    for right in [
        "band",
        "purpose",
        "stage",
        "shareholder-less",
        "investors",
        "capture",
        "returned",
        "interest",
        "staleShares",
    ] {
        let right = right
            .replace("shareholder-less", "sharedAddress")
            .replace("staleShares", "stale");
        assert!(!is_forbidden(&right), "{right}");
    }
}

/// Property names, parameters, operations and the words of closed lists.
fn names(described: &Value, found: &mut BTreeSet<String>) {
    match described {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.keys().cloned());
            }
            if let (Some(Value::String(name)), Some(_)) = (object.get("name"), object.get("in")) {
                found.insert(name.clone());
            }
            if let Some(Value::String(id)) = object.get("operationId") {
                found.insert(id.clone());
            }
            object.values().for_each(|value| names(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

async fn no_field_of_the_api(app: App) {
    let described = app.client().get("/api/openapi.json").await.json();
    let mut found = BTreeSet::new();
    names(&described, &mut found);
    // How much of the data is stale: a share of organisations.
    assert!(found.remove("staleShare"));
    refuse("names of the API", &found, 200);
    let schemas = described["components"]["schemas"].as_object().unwrap().keys().cloned();
    refuse("types of the API", &schemas.collect(), 60);
    // How far a register's file is read is asked for under `runs`.
    let routes = rows(ROUTES)
        .into_iter()
        .filter(|row| !row[1].contains("/runs/"))
        .flat_map(|row| row[1].split('/').map(str::to_owned).collect::<Vec<_>>());
    // `security.txt` is where a hole is reported.
    refuse(
        "parts of routes",
        &routes.filter(|part| part != "security.txt").collect(),
        100,
    );
    // What a company says is three words of lists, and nothing else.
    let fields = |schema: &str| {
        let properties = described["components"]["schemas"][schema]["properties"]
            .as_object()
            .unwrap();
        properties.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(fields("NewFundingInterest"), ["band", "purpose", "stage"]);
    assert_eq!(fields("NewSavedSearch"), ["filters", "told"]);
    assert_eq!(fields("FundingSought"), ["band", "purpose", "statedOn", "validUntil"]);
}

async fn no_field_of_a_table(app: App) {
    let sql = match app.backend() {
        Backend::Sqlite => {
            "SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        Backend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let columns: BTreeSet<String> = app.list(sql).await.into_iter().collect();
    refuse("columns", &columns, 300);
    // A workspace has ids, codes and days: there is no column for a word somebody would write.
    let of = |table: &str| {
        let start = format!("{table}.");
        let own = columns.iter().filter_map(|column| column.strip_prefix(&start));
        own.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("watch"), ["organisation_id", "since", "watched_id"]);
    assert_eq!(
        of("saved_search"),
        ["created_at", "filters", "id", "organisation_id", "told"]
    );
    let interest = [
        "band",
        "organisation_id",
        "purpose",
        "stage",
        "stated_at",
        "superseded_at",
        "valid_until",
        "version",
    ];
    assert_eq!(of("funding_interest"), interest);
    // And the database itself takes no other word.
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(passerelle::investors::model::Stage::Idea)).await;
    for (column, word) in [("band", "750000"), ("purpose", "8 % a year"), ("stage", "series A")] {
        let sql = format!("UPDATE funding_interest SET {column} = '{word}'");
        assert!(app.tamper(&sql).await.is_err(), "{column} took {word:?}");
    }
}

/// Values of `name` and `id` in what is asked for, and the words on buttons and labels.
fn asked(html: &str, names: &mut BTreeSet<String>, words: &mut BTreeSet<String>) {
    for tag in [
        "<input",
        "<select",
        "<textarea",
        "<button",
        "<output",
        "<progress",
        "<meter",
    ] {
        for part in html.split(tag).skip(1) {
            let head = part.split('>').next().unwrap_or_default();
            // How far a register's file is read is a bar of its own, on the pages of runs.
            let bar = ["<progress", "<meter"].contains(&tag) && html.contains("{%") && !head.contains("runs-progress");
            assert!(!bar, "a bar that fills: {head}");
            for attribute in [" name=\"", " id=\""] {
                let value = head.split(attribute).nth(1).and_then(|rest| rest.split('"').next());
                names.extend(value.filter(|value| !value.contains('{')).map(str::to_owned));
            }
            if tag == "<button" {
                let text = part.split("</button").next().unwrap_or_default();
                words.insert(text.split_once('>').map_or("", |(_, text)| text).to_lowercase());
            }
        }
    }
    for part in html.split("<label").skip(1) {
        words.insert(part.split("</label").next().unwrap_or_default().to_lowercase());
    }
}

/// Words of a button or a label that would ask for a transaction, in the three languages.
const WORDS: [&str; 32] = [
    "invest now",
    "invest in",
    "pledge",
    "commit",
    "subscribe to shares",
    "buy",
    "reserve",
    "amount",
    "price per",
    "valuation",
    "shares",
    "term sheet",
    "expected return",
    "investir maintenant",
    "investir dans",
    "souscrire",
    "réserver",
    "acheter",
    "montant",
    "valorisation",
    "rendement",
    "parts sociales",
    "prix par",
    "jetzt investieren",
    "investieren in",
    "zeichnen sie",
    "anteile",
    "betrag",
    "kaufen",
    "bewertung des unternehmens",
    "rendite",
    "reservieren",
];

/// Whether whole words stand in a text: `Verkaufen` is no `kaufen`, `external evaluation` no `valuation`.
fn has(text: &str, words: &str) -> bool {
    let letters = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
    let spaced = |text: &str| {
        let text: String = text.chars().map(letters).collect();
        format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    spaced(text).contains(&spaced(words))
}

fn templates(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else if path.extension().is_some_and(|end| end == "html") {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

async fn no_field_of_a_form(app: App) {
    let (mut names, mut words) = (BTreeSet::new(), BTreeSet::new());
    // All that are written down, those too that a test does not come to.
    let mut written = Vec::new();
    templates(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut written);
    assert!(written.len() > 80);
    for html in &written {
        asked(html, &mut names, &mut BTreeSet::new());
    }
    // And those that are made, for whoever sees most: names that are put together, words in three languages.
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(passerelle::investors::model::Stage::Idea)).await;
    let investor = investor(&app, cast.fund).await;
    let owner = app
        .person("o@young.example")
        .role(cast.young, Role::Owner)
        .signed_in(Level::Two)
        .await;
    let adviser = app
        .person("a@example.org")
        .mandate("ihk-saarland", Mandate::Head)
        .signed_in(Level::Two)
        .await;
    let mut pages = 0;
    for row in rows(ROUTES)
        .into_iter()
        .filter(|row| row[0] == "get" && row[1].starts_with("/{lang}"))
    {
        for language in ["fr", "de", "en"] {
            for (client, id) in [
                (&investor, cast.young),
                (&investor, cast.fund),
                (&owner, cast.young),
                (&adviser, cast.young),
            ] {
                let path = row[1].replace("{lang}", language).replace("{id}", &id.to_string());
                let answer = client.get(&path).await;
                if path.contains('{') || !answer.status.is_success() {
                    continue;
                }
                pages += 1;
                asked(&answer.text(), &mut names, &mut words);
            }
        }
    }
    assert!(pages > 250, "only {pages} pages");
    refuse("names of forms", &names, 90);
    let wrong: Vec<_> = words
        .iter()
        .filter(|words_of| WORDS.iter().any(|word| has(words_of, word)))
        .collect();
    assert!(wrong.is_empty(), "words of a transaction: {wrong:#?}");
    assert!(words.len() > 100, "only {} buttons and labels", words.len());
    assert!(has("ein montant: 5", "montant") && !has("über die grenze verkaufen", "kaufen"));
    // The boundary is said where investors look.
    let page = investor.get("/en/startups").await.expect(200).page();
    assert!(page.text("#boundary").contains("goes no further"));
}
