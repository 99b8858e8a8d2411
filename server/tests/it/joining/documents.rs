//! Papers: what is taken, what is not, and who may have it.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use futures::StreamExt;
use passerelle::platform::access::{Level, Mandate};
use passerelle::platform::web::Pace;
use testkit::{Answer, App, Backend, Client, Setup, suite};

use super::{founder, ready, send};

suite!(
    a_paper_and_who_may_read_it,
    what_is_not_taken,
    bombs_and_disguises,
    names_that_lead_elsewhere,
    more_than_a_form_holds,
    sixty_megabytes,
);

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

/// A picture of that size as it declares itself, with next to nothing in it.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(data);
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length, kind, data, &crc.sum().to_be_bytes()].concat()
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let mut pixels = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut pixels, &vec![0; 4 << 20]).unwrap();
    let pixels = pixels.finish().unwrap();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"IDAT", &pixels),
        chunk(b"IEND", b""),
    ]
    .concat()
}

async fn bombs_and_disguises(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0lying sizes \xff\xff\xff\xff 42.zip".to_vec();
    for (name, kind, bytes) in [
        ("42.zip", "application/zip", zip.clone()),
        (
            "statuts.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            zip.clone(),
        ),
        ("statuts.zip.pdf", "application/pdf", zip.clone()),
        ("statuts.pdf.zip", "application/pdf", zip.clone()),
        ("logo.png", "image/png", zip),
        (
            "page.pdf",
            "application/pdf",
            b"<html><script>alert(1)</script>".to_vec(),
        ),
        ("logo.svg", "image/svg+xml", b"<svg onload=\"alert(1)\"/>".to_vec()),
        ("logo.jpg", "image/jpeg", b"GIF89a".to_vec()),
        ("fifty-megapixels.png", "image/png", bomb(10_000, 5_000)),
        ("wide.png", "image/png", bomb(1_000_000, 1)),
        ("endless.png", "image/png", bomb(u32::MAX / 2, u32::MAX / 2)),
    ] {
        let begun = std::time::Instant::now();
        let page = upload(&app, &client, &draft, name, kind, &bytes)
            .await
            .expect(422)
            .page();
        assert!(page.text(".error-summary").contains(name), "{name}");
        assert!(begun.elapsed().as_secs() < 5, "{name} was unpacked");
    }
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
}

async fn names_that_lead_elsewhere(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    for name in ["../../../etc/cron.d/x.pdf", "C:\\Windows\\y.pdf", "/z.pdf", "a%00b.pdf"] {
        upload(&app, &client, &draft, name, "application/pdf", PDF)
            .await
            .expect(303);
    }
    let mut names = app.list("SELECT name FROM document").await;
    names.sort();
    assert_eq!(names, ["a%00b.pdf", "x.pdf", "y.pdf", "z.pdf"]);
}

async fn more_than_a_form_holds(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let path = format!("/fr/joining/{draft}/documents/add");
    let own = client.clone().with("sec-fetch-site", "same-origin");
    let part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
    let form = Some("multipart/form-data; boundary=x");
    let many = format!("{}--x--\r\n", format!("{part}1\r\n").repeat(60));
    own.send(Method::POST, &path, form, Body::from(many))
        .await
        .assert_problem("malformed");
    let long = format!("{part}{}\r\n--x--\r\n", "1".repeat(100_000));
    own.send(Method::POST, &path, form, Body::from(long))
        .await
        .assert_problem("payloadTooLarge");
    let cut = format!("{part}1");
    own.send(Method::POST, &path, form, Body::from(cut))
        .await
        .assert_problem("malformed");
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
}

/// Who only holds the line is cut off, and told why.
#[tokio::test]
async fn what_comes_too_slowly() {
    let pace = Pace {
        grace: Duration::from_millis(200),
        ..Pace::default()
    };
    let mut setup = Setup::default();
    setup.options.limits.upload = pace;
    let app = App::spawn_with(Backend::Sqlite, setup).await;
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-";
    let first = futures::stream::once(async move { Ok::<_, std::io::Error>(head) });
    let body = Body::from_stream(first.chain(futures::stream::pending()));
    let own = client.clone().with("sec-fetch-site", "same-origin");
    let path = format!("/fr/joining/{draft}/documents/add");
    let told = own
        .send(Method::POST, &path, Some("multipart/form-data; boundary=x"), body)
        .await;
    assert!(told.text().contains("trop lentement"), "{}", told.text());
    told.assert_problem("malformed");
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
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
