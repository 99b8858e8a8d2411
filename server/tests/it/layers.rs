//! The platform's layers around routes made for the purpose: what a real handler never does.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Method;
use axum::routing::{get, post};
use passerelle::platform::web::{FormBody, FromPairs, JsonBody, Limits, Options, Pairs, Rate, Result, assemble};
use testkit::{Answer, Client, web};

struct Form;

impl FromPairs for Form {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        pairs.one("what")?;
        Ok(Form)
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only read")]
struct Said {
    what: String,
    inner: Vec<u8>,
}

fn client(options: &Options) -> Client {
    let routes = Router::new()
        .route("/fr/panic", get(async || -> &'static str { panic!("a secret") }))
        .route(
            "/fr/slow",
            get(async || tokio::time::sleep(Duration::from_secs(60)).await),
        )
        .route("/fr/form", post(async |_: FormBody<Form>| "ok"))
        .route("/api/v1/nothing", get(async || "ok"))
        .route("/api/v1/body", post(async |_: JsonBody<Said>| "ok"));
    Client::new(assemble(routes, web("http://localhost"), options))
}

#[tokio::test(start_paused = true)]
async fn a_panic_and_a_slow_handler_become_pages() {
    let client = client(&Options::default());
    let panic = client.get("/fr/panic").await.expect(500);
    assert!(!panic.text().contains("a secret"));
    assert!(
        panic
            .text()
            .contains(&panic.header("x-request-id").replace('-', "")[..8])
    );
    let slow = client.get("/fr/slow").await.expect(503);
    assert_eq!(slow.header("retry-after"), "2");
}

#[tokio::test]
async fn too_many_at_a_time_are_sent_away() {
    let limits = Limits {
        concurrency: 0,
        ..Limits::default()
    };
    let full = client(&Options {
        limits,
        ..Options::default()
    });
    let answer = full.get("/fr/panic").await;
    answer.assert_problem("unavailable");
    assert_eq!(answer.header("retry-after"), "2");
}

#[tokio::test(start_paused = true)]
async fn a_page_waits_for_its_turn_and_what_is_sent_does_not() {
    let limits = Limits {
        pages: 1,
        ..Limits::default()
    };
    let client = client(&Options {
        limits,
        ..Options::default()
    });
    let (other, holds) = (client.clone(), client.clone());
    let holds = tokio::spawn(async move { holds.get("/fr/slow").await });
    tokio::task::yield_now().await;
    let waited = async |asks: std::pin::Pin<Box<dyn Future<Output = Answer> + '_>>| {
        let begun = tokio::time::Instant::now();
        asks.await.expect(200);
        begun.elapsed()
    };
    let sent = waited(Box::pin(client.post_form("/fr/form", &[("what", "x")]))).await;
    assert_eq!(sent, Duration::ZERO);
    let page = waited(Box::pin(other.get("/api/v1/nothing"))).await;
    assert_eq!(
        page.as_secs(),
        1,
        "a turn may be held for long where the database is away"
    );
    holds.await.unwrap().expect(503);
    let page = waited(Box::pin(other.get("/api/v1/nothing"))).await;
    assert_eq!(page, Duration::ZERO);
}

#[tokio::test]
async fn too_many_a_minute_are_sent_away() {
    let rate = NonZeroU32::new(2).map(|per_minute| Rate { per_minute });
    let client = client(&Options {
        rate,
        ..Options::default()
    });
    let first = client.get("/api/v1/nothing").await.expect(200);
    assert_eq!(first.header("ratelimit-policy"), "\"default\";q=2;w=60");
    assert!(first.header("ratelimit").starts_with("\"default\";r=1;t="));
    client.get("/api/v1/nothing").await.expect(200);
    let third = client.get("/api/v1/nothing").await;
    third.assert_problem("tooManyRequests");
    assert!(third.header("retry-after").parse::<u64>().unwrap() >= 1);
    // Another address counts for itself, one of the same /24 does not.
    client
        .clone()
        .from([192, 0, 2, 1])
        .get("/api/v1/nothing")
        .await
        .expect(200);
    client
        .clone()
        .from([127, 0, 0, 9])
        .get("/api/v1/nothing")
        .await
        .expect(429);
    // Files of the interface are free.
    client.get("/static/none.css").await.expect(404);
}

async fn form(headers: &[(&str, &str)], body: &'static str) -> u16 {
    let mut client = client(&Options::default());
    for (name, value) in headers {
        client = client.with(name, value);
    }
    let kind = Some("application/x-www-form-urlencoded");
    client
        .send(Method::POST, "/fr/form", kind, Body::from(body))
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn forms_count_only_from_own_pages() {
    for (headers, body, expected) in [
        (&[("sec-fetch-site", "same-origin")][..], "what=a", 200),
        (&[("origin", "http://localhost"), ("host", "localhost")], "what=a", 200),
        (&[("sec-fetch-site", "cross-site")], "what=a", 403),
        (&[("sec-fetch-site", "none")], "what=a", 403),
        (&[("origin", "https://evil.example"), ("host", "localhost")], "", 403),
        (&[("origin", "null"), ("host", "localhost")], "what=a", 403),
        (&[], "what=a", 403),
        (&[("sec-fetch-site", "same-origin")], "other=a", 400),
    ] {
        assert_eq!(form(headers, body).await, expected, "{headers:?} {body}");
    }
}

async fn json(kind: &str, body: String) -> Answer {
    let client = client(&Options::default()).with("accept-language", "en");
    client
        .send(Method::POST, "/api/v1/body", Some(kind), Body::from(body))
        .await
}

#[tokio::test]
async fn json_is_refused_with_its_place() {
    let kind = "application/json; charset=utf-8";
    json(kind, r#"{"what":"a","inner":[1]}"#.into()).await.expect(200);
    let wrong = json(kind, r#"{"what":"a","inner":[1,"x"]}"#.into()).await;
    let detail = wrong.assert_problem("malformed")["detail"].to_string();
    assert!(
        detail.contains("#/inner[1]") || detail.contains("#/inner/1"),
        "{detail}"
    );
    json(kind, r#"{"what":"a","inner":[1]} x"#.into())
        .await
        .assert_problem("malformed");
    json(kind, String::new()).await.assert_problem("malformed");
    json("text/plain", "{}".into())
        .await
        .assert_problem("unsupportedMediaType");
    json(kind, " ".repeat(70_000)).await.assert_problem("payloadTooLarge");
}

#[test]
fn names_of_towns_keep_clear_of_figures() {
    use passerelle::platform::region::{Point, Position, Precision};
    use passerelle::platform::texts::{Locale, T};
    use passerelle::platform::web::{Drawing, Island};
    let region = testkit::region();
    for locale in Locale::ALL {
        let mut drawing = Drawing::new(&region, T::new(locale)).towns();
        for territory in &region.territories {
            drawing = drawing.figure(&territory.code, 12_345, "?a=1&b=\"2\"");
        }
        let svg = drawing.render().unwrap();
        assert_eq!(svg.matches("class=\"map-figure\"").count(), region.territories.len());
        assert_eq!(svg.matches("class=\"map-spot\"").count(), region.map.points.len());
        assert!(svg.contains("map-town") && !svg.contains("?a=1&b"));
        assert!(svg.len() < 40_000);
        // Arlon lies beneath the figure of Luxembourg.
        assert!(!svg.contains(">Arlon<") && !svg.contains(">Arel<"));
    }
    let island = Island {
        points: Some("/points?q=a&b=c".into()),
        bbox: Some([6.1, 49.1, 7.4, 49.7]),
    };
    let place = Position {
        point: Point { lat: 49.35, lon: 6.72 },
        precision: Precision::Municipality,
    };
    let svg = Drawing::new(&region, T::new(Locale::En))
        .place(place, false)
        .island(island)
        .render()
        .unwrap();
    assert!(
        svg.contains("data-bbox=\"6.1,49.1,7.4,49.7\"") && svg.contains("map-place map-place-other map-approximate")
    );
    assert!(svg.contains("data-text-cluster=\"{count} organisations\""), "{svg}");
}
