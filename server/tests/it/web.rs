//! The platform's layers around the real routes: headers, languages, errors, limits.

use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use passerelle::app::{self, App};
use passerelle::platform::region::{Region, Source};
use passerelle::platform::web::{
    Entry, FormBody, FromPairs, Identity, JsonBody, Limits, Menu, Options, Pairs, Rate, Result, Web, assemble,
};
use tower::ServiceExt;

static REGION: LazyLock<Arc<Region>> = LazyLock::new(|| Arc::new(Region::load(Source::Embedded).unwrap()));

pub fn web(public_url: &str) -> Arc<Web> {
    let identity = Identity {
        public_url: public_url.into(),
        demo: true,
        operator: "Testbetrieb & Co".into(),
        contact: "mail@example.org".into(),
        address: "1 rue du Test".into(),
        secret: b"a secret of a test".to_vec(),
    };
    let menu = Menu {
        head: &[Entry {
            name: "chambers",
            text: "chambers-title",
            path: "/chambers",
        }],
        foot: &[],
    };
    Arc::new(Web::new(REGION.clone(), identity, menu).unwrap())
}

fn server() -> Router {
    app::router(
        App {
            web: web("https://passerelle.example/"),
        },
        &Options::default(),
    )
}

struct Answer {
    status: StatusCode,
    head: Response<()>,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> String {
        let values = self.head.headers().get_all(name).iter();
        values
            .map(|value| value.to_str().unwrap())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

async fn send(router: Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer {
        status: parts.status,
        head: Response::from_parts(parts, ()),
        text,
    }
}

async fn ask(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(server(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn pages_carry_the_exact_headers() {
    let answer = ask("/de/chambers", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default; upgrade-insecure-requests"
    );
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=63072000; includeSubDomains"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert_eq!(
        answer.header("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)"
    );
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(answer.header("x-frame-options"), "DENY");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=60, stale-while-revalidate=300"
    );
    assert!(answer.header("vary").contains("Cookie, Accept-Language"));
    assert!(answer.header("set-cookie").is_empty());
    let again = ask("/de/chambers", &[("if-none-match", &answer.header("etag"))]).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
}

#[tokio::test]
async fn plain_http_promises_no_tls() {
    let router = app::router(
        App {
            web: web("http://localhost:8080"),
        },
        &Options::default(),
    );
    let answer = send(router, Request::get("/fr/about").body(Body::empty()).unwrap()).await;
    assert!(answer.header("strict-transport-security").is_empty());
    assert!(
        !answer
            .header("content-security-policy")
            .contains("upgrade-insecure-requests")
    );
}

#[tokio::test]
async fn the_api_carries_its_own_headers() {
    let answer = ask("/api/v1/chambers?territory=SAR", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    );
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let body: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body["self"], "https://passerelle.example/api/v1/chambers?territory=SAR");
    assert_eq!(body["total"], 2);
    assert_eq!(body["items"][0]["territory"], "SAR");
    assert!(body["items"][0]["targetDays"].is_number());
    let known = ask("/api/v1/chambers", &[("authorization", "Bearer x")]).await;
    assert!(known.header("access-control-allow-origin").is_empty());
}

#[tokio::test]
async fn errors_have_two_faces() {
    let page = ask("/de/nothing?x=1", &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text.contains("<html lang=\"de\">") && page.text.contains("href=\"/fr/nothing?x=1\""));
    assert_eq!(page.header("cache-control"), "no-store");
    let unknown = ask("/xx/chambers", &[("accept-language", "en")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text.contains("<html lang=\"en\">"));

    let api = ask("/api/v1/nothing", &[("accept-language", "de")]).await;
    assert_eq!(api.header("content-type"), "application/problem+json");
    assert_eq!(api.header("content-language"), "de");
    let body: serde_json::Value = serde_json::from_str(&api.text).unwrap();
    assert_eq!(body["type"], "https://passerelle.example/problems/notFound");
    assert_eq!(body["status"], 404);
    assert_eq!(body["title"], "There is nothing at this address");
    assert_eq!(body["instance"], format!("urn:uuid:{}", api.header("x-request-id")));
}

#[tokio::test]
async fn bad_input_is_named() {
    let detail = |answer: &Answer| {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
        let body: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
        body["detail"].as_str().unwrap().to_owned()
    };
    let english = [("accept-language", "en")];
    assert!(detail(&ask("/api/v1/chambers?x=1", &english).await).contains("“x”"));
    assert!(detail(&ask("/api/v1/chambers?territory=A&territory=B", &english).await).contains("only once"));
    assert!(detail(&ask("/api/v1/chambers?territory=XX", &english).await).contains("“XX”"));
    let many = "territory=A&".repeat(201);
    assert!(detail(&ask(&format!("/api/v1/chambers?{many}"), &english).await).contains("200"));
    let long = "x".repeat(9000);
    assert!(detail(&ask(&format!("/api/v1/chambers?q={long}"), &english).await).contains("9,019"));
    let page = ask("/en/chambers?%3Cscript%3E=1", &[]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(!page.text.contains("<script>"));
}

#[tokio::test]
async fn the_root_leads_to_the_readers_language() {
    let answer = ask("/", &[("accept-language", "nl, de;q=0.8, fr;q=0.2")]).await;
    assert_eq!(
        (answer.status, answer.header("location").as_str()),
        (StatusCode::FOUND, "/de")
    );
    assert!(answer.header("vary").contains("Accept-Language"));
    assert_eq!(ask("/", &[]).await.header("location"), "/fr");
    assert_eq!(
        ask("/problems/notFound", &[]).await.header("location"),
        "/fr/problems/notFound"
    );
    assert_eq!(ask("/problems/none", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_reads_in_three_languages() {
    let mut paths: Vec<String> = ["about", "verification", "legal", "privacy", "accessibility", "chambers"]
        .map(String::from)
        .into();
    paths.extend(
        passerelle::platform::web::PROBLEMS
            .iter()
            .map(|problem| format!("problems/{}", problem.code)),
    );
    for path in paths {
        for lang in ["fr", "de", "en"] {
            let answer = ask(&format!("/{lang}/{path}"), &[]).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang} {path}");
            for other in ["fr", "de", "en"] {
                assert!(
                    answer.text.contains(&format!("href=\"/{other}/{path}\"")),
                    "{lang} {path}"
                );
            }
            assert_eq!(answer.text.matches("<h1").count(), 1);
            assert!(!answer.text.contains("style="));
        }
    }
    assert_eq!(passerelle::platform::texts::missing(), Vec::<String>::new());
}

#[tokio::test]
async fn static_files_are_compressed_and_kept() {
    let page = ask("/en/about", &[]).await;
    let sheet = page.text.split('"').find(|part| part.ends_with(".css")).unwrap();
    let plain = ask(sheet, &[]).await;
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    let brotli = ask(sheet, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(brotli.header("content-encoding"), "br");
    assert!(brotli.header("content-length").parse::<usize>().unwrap() < plain.text.len() / 3);
    let font = plain
        .text
        .split("url(")
        .find_map(|part| part.strip_prefix("\"./").or(part.strip_prefix("./")))
        .unwrap();
    let font = font.split(['"', ')']).next().unwrap();
    assert_eq!(ask(&format!("/static/{font}"), &[]).await.status, StatusCode::OK);
    assert_eq!(ask("/static/none.css", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ask("/favicon.ico", &[]).await.status, StatusCode::PERMANENT_REDIRECT);
    assert!(
        ask("/.well-known/security.txt", &[])
            .await
            .text
            .contains("mailto:mail@example.org")
    );
    let packed = ask("/en/about", &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
}

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
struct Body1 {
    what: String,
    inner: Vec<u8>,
}

fn special(options: &Options) -> Router {
    let routes = Router::new()
        .route("/fr/panic", get(async || -> &'static str { panic!("a secret") }))
        .route(
            "/fr/slow",
            get(async || tokio::time::sleep(std::time::Duration::from_secs(60)).await),
        )
        .route("/fr/form", post(async |_: FormBody<Form>| "ok"))
        .route("/api/v1/body", post(async |_: JsonBody<Body1>| "ok"));
    assemble(routes, web("http://localhost"), options)
}

#[tokio::test(start_paused = true)]
async fn a_panic_and_a_slow_handler_become_pages() {
    let router = special(&Options::default());
    let panic = send(router.clone(), Request::get("/fr/panic").body(Body::empty()).unwrap()).await;
    assert_eq!(panic.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!panic.text.contains("a secret"));
    assert!(panic.text.contains(&panic.header("x-request-id").replace('-', "")[..8]));
    let slow = send(router, Request::get("/fr/slow").body(Body::empty()).unwrap()).await;
    assert_eq!(slow.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(slow.header("retry-after"), "2");
}

#[tokio::test]
async fn too_many_at_a_time_or_a_minute_are_sent_away() {
    let limits = Limits {
        concurrency: 0,
        ..Limits::default()
    };
    let full = special(&Options {
        limits,
        ..Options::default()
    });
    let answer = send(full, Request::get("/fr/panic").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (answer.status, answer.header("retry-after").as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "2")
    );

    let rate = Some(Rate {
        per_minute: NonZeroU32::new(2).unwrap(),
    });
    let router = app::router(
        App {
            web: web("http://localhost"),
        },
        &Options {
            rate,
            ..Options::default()
        },
    );
    let ask = || Request::get("/api/v1/chambers").body(Body::empty()).unwrap();
    let first = send(router.clone(), ask()).await;
    assert_eq!(first.header("ratelimit-policy"), "\"default\";q=2;w=60");
    assert!(first.header("ratelimit").starts_with("\"default\";r=1;t="));
    send(router.clone(), ask()).await;
    let third = send(router, ask()).await;
    assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(third.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[tokio::test]
async fn forms_count_only_from_own_pages() {
    let post = |headers: &[(&str, &str)], body: &'static str| {
        let mut request = Request::post("/fr/form").header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        send(special(&Options::default()), request.body(Body::from(body)).unwrap())
    };
    assert_eq!(
        post(&[("sec-fetch-site", "same-origin")], "what=a").await.status,
        StatusCode::OK
    );
    assert_eq!(
        post(&[("origin", "http://localhost"), ("host", "localhost")], "what=a")
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        post(&[("sec-fetch-site", "cross-site")], "what=a").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        post(&[("origin", "https://evil.example"), ("host", "localhost")], "")
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(post(&[], "what=a").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        post(&[("sec-fetch-site", "same-origin")], "other=a").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn json_is_refused_with_its_place() {
    let post = |kind: &'static str, body: String| {
        let request = Request::post("/api/v1/body")
            .header("content-type", kind)
            .header("accept-language", "en");
        send(special(&Options::default()), request.body(Body::from(body)).unwrap())
    };
    let json = "application/json; charset=utf-8";
    assert_eq!(
        post(json, r#"{"what":"a","inner":[1]}"#.into()).await.status,
        StatusCode::OK
    );
    let wrong = post(json, r#"{"what":"a","inner":[1,"x"]}"#.into()).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(
        wrong.text.contains("#/inner[1]") || wrong.text.contains("#/inner/1"),
        "{}",
        wrong.text
    );
    assert_eq!(
        post("text/plain", "{}".into()).await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(
        post(json, " ".repeat(70_000)).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let method = ask("/api/v1/chambers", &[]).await;
    assert_eq!(method.status, StatusCode::OK);
    let delete = Request::delete("/api/v1/chambers").body(Body::empty()).unwrap();
    let refused = send(server(), delete).await;
    assert_eq!(
        (refused.status, refused.header("allow").as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD")
    );
}
