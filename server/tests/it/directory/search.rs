//! Words and filters: what they find.

use testkit::{App, suite};

use super::{found, ten};

suite!(words, filters, orders, codes_nobody_knows);

async fn words(app: App) {
    app.add(ten()).await;
    for (query, first) in [
        ("L%C3%BCttich", "Éditions de Liège"),
        ("luettich", "Éditions de Liège"),
        ("Liege+robot", "Liège Robotique"),
        ("strassenbau", "Straßenbau Trier"),
        ("Strassenbao", "Straßenbau Trier"),
        ("Weinl", "Trierer Weinlabor"),
        ("editions", "Éditions de Liège"),
    ] {
        let (names, _) = found(&app, &format!("?q={query}")).await;
        assert!(names.iter().any(|name| name == first), "{query}: {names:?}");
    }
    assert_eq!(found(&app, "?q=Quantenschaum").await.0, [""; 0]);
    assert_eq!(
        found(&app, "?q=Registerwerk").await.0,
        [""; 0],
        "only registered ones are hidden unless asked for"
    );
    assert_eq!(found(&app, "?q=Registerwerk&standing=all").await.0, ["Registerwerk"]);
}

async fn filters(app: App) {
    app.add(ten()).await;
    for (query, names) in [
        ("territory=WAL", &["Éditions de Liège", "Liège Robotique"][..]),
        ("territory=WAL&kind=startup", &["Liège Robotique"]),
        (
            "kind=startup&kind=investor",
            &["Liège Robotique", "Lux Capital", "Metz Logiciels"],
        ),
        ("language=lb", &["Lux Capital"]),
        ("standing=listed", &["Eupener Werkstatt"]),
        ("nace=42", &["Brückenbau Saar", "Straßenbau Trier"]),
        ("territory=outside", &["Bruxelles Conseil"]),
        ("bbox=6.9,49.1,7.1,49.4", &["Brückenbau Saar"]),
    ] {
        let (mut got, answer) = found(&app, &format!("?{query}")).await;
        got.sort();
        let mut expected = names.to_vec();
        expected.sort_unstable();
        assert_eq!(got, expected, "{query}");
        assert_eq!(answer["total"], names.len(), "{query}");
    }
}

async fn orders(app: App) {
    app.add(ten()).await;
    let (names, _) = found(&app, "?sort=name").await;
    let expected = [
        "Brückenbau Saar",
        "Éditions de Liège",
        "Eupener Werkstatt",
        "Liège Robotique",
        "Lux Capital",
        "Metz Logiciels",
        "Straßenbau Trier",
        "Trierer Weinlabor",
    ];
    assert_eq!(names, expected, "as people sort, not as bytes do");
    for order in ["newest", "age", "relevance"] {
        assert_eq!(found(&app, &format!("?sort={order}")).await.0.len(), 8, "{order}");
    }
}

async fn codes_nobody_knows(app: App) {
    for query in [
        "territory=XX",
        "kind=zoo",
        "language=xx",
        "nace=00",
        "standing=boss",
        "status=x",
        "age=x",
        "sort=x",
        "view=x",
        "bbox=1,2,3",
        "bbox=9,9,1,1",
        "bbox=NaN,0,1,1",
        "limit=0",
        "limit=201",
        "limit=x",
        "territory=all&territory=SAR",
    ] {
        for path in ["/api/v1/organisations", "/fr/organisations", "/fr/organisations.csv"] {
            app.client()
                .get(&format!("{path}?{query}"))
                .await
                .assert_problem("malformed");
        }
    }
    let many = "territory=SAR&".repeat(1000);
    app.client()
        .get(&format!("/fr/organisations?{many}"))
        .await
        .assert_problem("malformed");
    app.client()
        .get(&format!("/fr/organisations?q={}", "x".repeat(60_000)))
        .await
        .assert_problem("malformed");
    app.client()
        .get(&format!("/fr/organisations?q={}", "x+".repeat(3_000)))
        .await
        .assert_problem("malformed");
}
