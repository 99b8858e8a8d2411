//! Papers: what is taken, what is not, and who may have it.

use axum::body::Body;
use axum::http::Method;
use passerelle::platform::access::{Level, Mandate};
use testkit::{Answer, App, Client, suite};

use super::{founder, ready, send};

suite!(a_paper_and_who_may_read_it, what_is_not_taken, sixty_megabytes);

const PDF: &[u8] = b"%PDF-1.7 the articles";

/// Sends a file as a browser does.
async fn upload(app: &App, client: &Client, draft: &str, name: &str, kind: &str, bytes: &[u8]) -> Answer {
    let page = client
        .get(&format!("/fr/joining/{draft}/documents"))
        .await
        .expect(200)
        .page();
    let token = page.attribute("form[enctype] input[name=_csrf]", "value");
    assert!(!token.is_empty() && app.count("SELECT count(*) FROM draft").await > 0);
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let own = client.clone().with("sec-fetch-site", "same-origin");
    let path = format!("/fr/joining/{draft}/documents/add");
    own.send(
        Method::POST,
        &path,
        Some("multipart/form-data; boundary=x"),
        Body::from(body),
    )
    .await
}

async fn a_paper_and_who_may_read_it(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    upload(&app, &client, &draft, "Entwurf Satzung.pdf", "application/pdf", PDF)
        .await
        .expect(303);
    let page = client
        .get(&format!("/fr/joining/{draft}/documents"))
        .await
        .expect(200)
        .page();
    assert!(page.text(".join-papers").contains("Entwurf Satzung.pdf"));
    let path = page.attribute(".join-papers a", "href");
    let paper = client.get(&path).await.expect(200);
    assert_eq!(paper.text().as_bytes(), PDF);
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert_eq!(paper.header("content-security-policy"), "default-src 'none'; sandbox");
    assert!(
        paper
            .header("content-disposition")
            .starts_with("attachment; filename*=UTF-8''Entwurf%20Satzung")
    );
    assert_eq!(paper.header("cache-control"), "no-store");
    send(&client, &draft).await.expect(303);
    let chamber = app.list("SELECT chamber FROM case_file").await.remove(0);
    let adviser = app
        .person("a@cci.example")
        .mandate(&chamber, Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    adviser.get(&path).await.expect(200);
    let elsewhere = app
        .person("b@cci.example")
        .mandate("cc-luxembourg", Mandate::Head)
        .signed_in(Level::Two)
        .await;
    elsewhere.get(&path).await.assert_problem("notFound");
    app.person("c@example.org")
        .signed_in(Level::Two)
        .await
        .get(&path)
        .await
        .assert_problem("notFound");
    let led = app.client().get(&path).await;
    assert!(led.header("location").contains("/sign-in"));
}

async fn what_is_not_taken(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    for (name, kind, bytes) in [
        ("virus.pdf", "application/pdf", &b"MZ\x90\0"[..]),
        ("run.exe", "application/octet-stream", &b"MZ"[..]),
        ("logo.png", "image/png", &b"\x89PNG\r\n\x1a\nnothing"[..]),
        ("empty.pdf", "application/pdf", &b""[..]),
    ] {
        let page = upload(&app, &client, &draft, name, kind, bytes)
            .await
            .expect(422)
            .page();
        assert!(page.text(".error-summary").contains(name), "{name}");
    }
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
    let other = app.person("other@example.org").signed_in(Level::One).await;
    let path = format!("/fr/joining/{draft}/documents/add");
    let own = other.with("sec-fetch-site", "same-origin");
    let body = Body::from("--x--\r\n");
    own.send(Method::POST, &path, Some("multipart/form-data; boundary=x"), body)
        .await
        .assert_problem("notFound");
}

async fn sixty_megabytes(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let mut bytes = vec![b'x'; 60 * 1024 * 1024];
    bytes[..5].copy_from_slice(b"%PDF-");
    let page = upload(&app, &client, &draft, "scan.pdf", "application/pdf", &bytes)
        .await
        .expect(422)
        .page();
    assert!(page.text(".error-summary").contains("scan.pdf"));
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
    // The rest of the draft is as it was.
    let kept = client
        .get(&format!("/fr/joining/{draft}/identity"))
        .await
        .expect(200)
        .page();
    assert_eq!(kept.attribute("#name", "value"), "Atelier Nova");
}
