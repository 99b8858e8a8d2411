//! Brought, named, looked at, taken in; again without change; for nobody else.

use passerelle::platform::access::{Level, Mandate};
use testkit::{App, organisation, suite};

use super::{CHAMBER, adviser, bring, brought, counted, import, name_columns, order, work};

suite!(
    a_list_comes_in,
    rows_that_are_wrong,
    what_is_there_already,
    for_the_chamber_alone,
    names_are_kept_for_the_next,
    the_template_comes_back,
);

const LIST: &str = "Nom;SIREN;Rue;Code postal;Commune;Pays;Site web;Année de création
Ateliers du Pont;303265045;1 rue du Pont;57000;Metz;France;ateliers.example;2019
Forge Neuve;;2 rue du Pont;57100;Thionville;FR;;
";

async fn a_list_comes_in(app: App) {
    let client = adviser(&app).await;
    let path = brought(&client, LIST).await;
    let page = client.get(&path).await.expect(200).page();
    assert_eq!(page.attribute("#column-1 option[selected]", "value"), "siren");
    assert!(page.text(".sheet-columns").contains("303265045"));
    name_columns(&client, &path).await;
    assert_eq!(counted(&client, &format!("{path}/check"), "new").await, "2");
    assert_eq!(
        app.count("SELECT count(*) FROM organisation").await,
        0,
        "nothing is written yet"
    );
    order(&client, &path).await;
    assert!(
        client.get(&path).await.header("refresh") == "3",
        "the page renews itself"
    );
    work(&app).await;
    assert_eq!(counted(&client, &path, "created").await, "2");
    assert_eq!(client.get(&path).await.header("refresh"), "");
    let found = app.list("SELECT name || ' ' || standing || ' ' || home_chamber || ' ' || territory || ' ' || coalesce(founded, '') FROM organisation ORDER BY name").await;
    assert_eq!(
        found,
        [
            format!("Ateliers du Pont listed {CHAMBER} LOR 2019"),
            format!("Forge Neuve listed {CHAMBER} LOR ")
        ]
    );
    let guest = app.client();
    let page = guest
        .get("/fr/organisations?q=Ateliers+du+Pont")
        .await
        .expect(200)
        .page();
    assert!(page.text("main").contains("Ateliers du Pont"));
    let id = app.id("Ateliers du Pont").await;
    let page = guest
        .get(&format!("/fr/organisations/{id}/ateliers-du-pont"))
        .await
        .expect(200)
        .page();
    let text = page.text("main");
    assert!(
        text.contains("https://ateliers.example") || text.contains("ateliers.example"),
        "{text}"
    );
    assert!(
        text.contains("dans son propre tableau") && text.contains("20"),
        "{text}"
    );
    // The same list again says nothing new.
    let again = import(&app, &client, LIST).await;
    assert_ne!(again, path);
    assert_eq!(counted(&client, &again, "unchanged").await, "2");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 2);
    assert_eq!(
        app.count("SELECT count(*) FROM fact WHERE superseded_at IS NOT NULL")
            .await,
        0
    );
    assert!(app.verify().await.valid);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn rows_that_are_wrong(app: App) {
    let client = adviser(&app).await;
    let list = "Nom;SIREN;Code postal;Commune;Pays;Site web;Courriel;Année de création;Effectif
Bonne;303265045;57000;Metz;France;;;;
;;57000;Metz;France;;;;
Fausse;303265046;57000;Metz;France;;;;
Ailleurs;;57000;Metz;Atlantide;;;;
Demain;;57000;Metz;France;;;2031;
Bonne encore;303 265 045;57000;Metz;France;;;;
Postale;;570;Metz;France;;;;
Toile;;57000;Metz;France;nulle part;;;
Lettre;;57000;Metz;France;;nulle part;;
Gens;;57000;Metz;France;;;;beaucoup
=cmd();;57000;Metz;Atlantide;;;;
";
    let path = brought(&client, list).await;
    name_columns(&client, &path).await;
    let page = client.get(&format!("{path}/check")).await.expect(200).page();
    assert_eq!(
        (page.text("#count-new"), page.text("#count-wrong")),
        ("1".into(), "10".into())
    );
    let text = page.text(".sheet-wrong");
    for part in [
        "Ligne 3",
        "il manque : Nom",
        "303265046 la clé de contrôle ne correspond pas au reste",
        "Atlantide aucun pays ne s’appelle ainsi",
        "2031 est postérieur à la date de la liste",
        "la même organisation qu’à la ligne 2",
        "570 les codes postaux de ce pays ont une autre forme",
        "pas une adresse web",
        "pas une adresse e-mail",
        "beaucoup un nombre entier est attendu",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let csv = client.get(&format!("{path}/wrong.csv")).await.expect(200);
    let text = csv.text();
    assert_eq!(text.lines().count(), 11, "{text}");
    assert!(text.contains("'=cmd()"), "no formula leaves the house: {text}");
    assert!(csv.header("content-disposition").starts_with("attachment"));
    order(&client, &path).await;
    work(&app).await;
    assert_eq!(counted(&client, &path, "wrong").await, "10");
    assert_eq!(app.list("SELECT name FROM organisation").await, ["Bonne"]);
}

async fn what_is_there_already(app: App) {
    let siren = |value: &str, name: &str| organisation(name).identifier("fr_siren", value);
    app.add([
        siren("303265045", "Connue du registre").registered(),
        siren("552008443", "Ailleurs").listed(),
        siren("542051180", "Membre"),
    ])
    .await;
    app.tamper("UPDATE organisation SET home_chamber = 'cc-luxembourg' WHERE name = 'Ailleurs'")
        .await
        .unwrap();
    let client = adviser(&app).await;
    let path = brought(
        &client,
        "Nom;SIREN;Site web\nConnue;303265045;https://connue.example\nA;552008443;\nB;542051180;\n",
    )
    .await;
    name_columns(&client, &path).await;
    let page = client.get(&format!("{path}/check")).await.expect(200).page();
    assert_eq!(
        (page.text("#count-attaches"), page.text("#count-wrong")),
        ("1".into(), "2".into())
    );
    let text = page.text("main");
    assert!(
        text.contains("Connue du registre") && text.contains("Ailleurs est déjà inscrite par une autre chambre"),
        "{text}"
    );
    order(&client, &path).await;
    work(&app).await;
    let rows = "SELECT name || ' ' || standing || ' ' || home_chamber FROM organisation ORDER BY name";
    let found = app.list(rows).await;
    assert!(
        found.contains(&format!("Connue du registre listed {CHAMBER}")),
        "{found:?}"
    );
    assert!(found.contains(&"Ailleurs listed cc-luxembourg".to_owned()), "{found:?}");
    // A year later one value is another: what would change is shown beside what was.
    let path = brought(&client, "Nom;SIREN;Site web\nConnue;303265045;https://neuve.example\n").await;
    name_columns(&client, &path).await;
    let page = client.get(&format!("{path}/check")).await.expect(200).page();
    assert_eq!(page.text("#count-changes"), "1");
    assert_eq!(page.text("main del"), "https://connue.example");
    assert_eq!(page.text("main ins"), "https://neuve.example");
}

async fn for_the_chamber_alone(app: App) {
    let client = adviser(&app).await;
    let path = brought(&client, LIST).await;
    name_columns(&client, &path).await;
    let elsewhere = app
        .person("b@cci.example")
        .mandate("cc-luxembourg", Mandate::Head)
        .signed_in(Level::Two)
        .await;
    let nobody = app.person("c@example.org").signed_in(Level::Two).await;
    for stranger in [&elsewhere, &nobody] {
        for rest in ["", "/check", "/wrong.csv"] {
            stranger.get(&format!("{path}{rest}")).await.expect(404);
        }
        for rest in ["", "/import", "/undo", "/discard"] {
            let fields = [("version", "2"), ("kind", "sme"), ("column-0", "name")];
            let fields = match rest {
                "" => &fields[1..],
                "/import" => &fields[..1],
                _ => &[],
            };
            stranger.post_form(&format!("{path}{rest}"), fields).await.expect(404);
        }
        bring(stranger, "liste.csv", LIST.as_bytes()).await.expect(404);
    }
    let weak = app
        .person("d@cci.example")
        .mandate(CHAMBER, Mandate::Head)
        .signed_in(Level::One)
        .await;
    // To the second factor first.
    weak.get(&path).await.expect(303);
    app.client().get(&path).await.expect(303);
    assert!(
        !elsewhere
            .get("/fr/chamber-files")
            .await
            .expect(200)
            .text()
            .contains("liste.csv")
    );
    work(&app).await;
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 0);
}

async fn names_are_kept_for_the_next(app: App) {
    let client = adviser(&app).await;
    let path = brought(&client, "Wer;Wo\nEins;57000\n").await;
    let page = client.get(&path).await.expect(200).page();
    assert!(!page.has("#column-0 option[selected]"));
    // What is wrong is said, and what was chosen stays chosen.
    let fields = [("column-0", "name"), ("column-1", "name"), ("kind", "startup")];
    let page = client.post_form(&path, &fields).await.expect(422).page();
    assert_eq!(page.attribute("#column-1 option[selected]", "value"), "name");
    assert!(page.text(".error-summary").contains("deux colonnes"));
    let fields = [("column-0", "name"), ("column-1", "postal_code"), ("kind", "startup")];
    client.post_form(&path, &fields).await.expect(303);
    client
        .post_form(&format!("{path}/discard"), &[])
        .await
        .assert_redirect("/fr/chamber-files");
    client.get(&path).await.expect(404);
    let next = brought(&client, "WER;wo\nZwei;57100\n").await;
    let page = client.get(&next).await.expect(200).page();
    assert_eq!(page.attribute("#column-0 option[selected]", "value"), "name");
    assert_eq!(page.attribute("#kind option[selected]", "value"), "startup");
}

async fn the_template_comes_back(app: App) {
    let client = adviser(&app).await;
    for language in ["fr", "de", "en"] {
        for (end, name) in [("csv", "vorlage.csv"), ("xlsx", "vorlage.xlsx")] {
            let file = client
                .get(&format!("/{language}/chamber-files/template.{end}"))
                .await
                .expect(200);
            let answer = bring(&client, name, &file.bytes).await.expect(303);
            let path = answer.header("location");
            let page = client.get(&path).await.expect(200).page();
            let columns = page.count("select[name^=column-]");
            assert_eq!(
                columns,
                page.count("select[name^=column-] option[selected]"),
                "{language} {end}"
            );
            name_columns(&client, &path).await;
            let page = client.get(&format!("{path}/check")).await.expect(200).page();
            assert_eq!(page.text("#count-wrong"), "1", "the example is no organisation");
        }
    }
}
