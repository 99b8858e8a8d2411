//! Files of the interface and the addresses programs look for.

use testkit::{App, suite};

suite!(sheets_fonts_and_scripts, wellknown, pages_are_compressed);

async fn sheets_fonts_and_scripts(app: App) {
    let client = app.client();
    let page = client.get("/en/about").await.expect(200).page();
    let sheet = page.attribute("link[rel=stylesheet]", "href");
    let plain = client.get(&sheet).await.expect(200);
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(plain.header("cross-origin-resource-policy"), "same-origin");
    let brotli = client
        .clone()
        .with("accept-encoding", "gzip, br")
        .get(&sheet)
        .await
        .expect(200);
    assert_eq!(brotli.header("content-encoding"), "br");
    assert!(brotli.bytes.len() < plain.bytes.len() / 3);
    let text = plain.text();
    let fonts = text.split("url(").skip(1).filter_map(|part| part.split(')').next());
    for font in fonts.filter(|font| !font.contains("data:")) {
        let name = font.trim_matches('"').trim_start_matches("./");
        client.get(&format!("/static/{name}")).await.expect(200);
    }
    client.get("/static/none.css").await.assert_problem("notFound");
    client.get("/static/..%2FCargo.toml").await.assert_problem("notFound");
}

async fn wellknown(app: App) {
    let client = app.client();
    let icon = client.get("/favicon.ico").await.expect(308);
    client.get(&icon.header("location")).await.expect(200);
    let security = client.get("/.well-known/security.txt").await.expect(200).text();
    assert!(security.contains("Contact: mailto:mail@example.org"));
    // A demonstration's organisations are invented.
    assert_eq!(
        client.get("/robots.txt").await.expect(200).text(),
        "User-agent: *\nDisallow: /\n"
    );
}

async fn pages_are_compressed(app: App) {
    let client = app.client();
    let plain = client.get("/en/about").await;
    assert_eq!(plain.header("content-encoding"), "");
    let packed = client.with("accept-encoding", "gzip").get("/en/about").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.bytes.len() < plain.bytes.len());
    assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
}
