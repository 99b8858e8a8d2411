//! The headers of every kind of answer, exactly as the security design lists them.

use testkit::{App, Setup, suite};

suite!(pages, plain_http, api, errors_are_not_kept, not_modified, head);

async fn pages(app: App) {
    let answer = app.client().get("/de/chambers").await.expect(200);
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default; upgrade-insecure-requests",
        ),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        (
            "permissions-policy",
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
        ),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cache-control", "public, max-age=60, stale-while-revalidate=300"),
        ("set-cookie", ""),
        ("server", ""),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert!(answer.header("vary").contains("Cookie, Accept-Language"));
    assert_eq!(answer.header("x-request-id").len(), 36);
}

async fn plain_http(app: App) {
    let setup = Setup {
        public_url: Some("http://localhost:8080".into()),
        ..Setup::default()
    };
    let plain = App::spawn_with(app.backend(), setup).await;
    let answer = plain.client().get("/fr/about").await.expect(200);
    assert_eq!(answer.header("strict-transport-security"), "");
    assert!(
        !answer
            .header("content-security-policy")
            .contains("upgrade-insecure-requests")
    );
}

async fn api(app: App) {
    let client = app.client();
    let answer = client.get("/api/v1/chambers").await.expect(200);
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let known = client.with("authorization", "Bearer x").get("/api/v1/chambers").await;
    assert_eq!(known.header("access-control-allow-origin"), "");
}

async fn errors_are_not_kept(app: App) {
    let client = app.client();
    for path in ["/fr/nothing", "/api/v1/nothing", "/fr/organisations/nothing"] {
        let answer = client.get(path).await;
        answer.assert_problem("notFound");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_ne!(answer.header("content-security-policy"), "", "{path}");
    }
}

async fn not_modified(app: App) {
    for path in ["/fr/about", "/de/chambers", "/api/v1/chambers", "/api/openapi.json"] {
        let first = app.client().get(path).await.expect(200);
        let tag = first.header("etag");
        assert_ne!(tag, "", "{path}");
        let again = app.client().with("if-none-match", &tag).get(path).await.expect(304);
        assert!(again.bytes.is_empty());
        assert_eq!(
            (again.header("etag"), again.header("vary")),
            (tag, first.header("vary"))
        );
        app.client()
            .with("if-none-match", "\"another\"")
            .get(path)
            .await
            .expect(200);
    }
}

async fn head(app: App) {
    for path in ["/fr/about", "/api/v1/chambers", "/health/live"] {
        let whole = app.client().get(path).await.expect(200);
        let head = app.client().head(path).await.expect(200);
        assert!(head.bytes.is_empty(), "{path}");
        assert_eq!(head.header("content-type"), whole.header("content-type"), "{path}");
    }
}
