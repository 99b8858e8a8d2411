//! Confirming signed in: an organisation's people what it says, its chamber what that attested; and a chamber's list.

use passerelle::platform::access::{Level, Mandate, Role};
use testkit::{App, organisation, suite};

use super::{Firm, NAME};

suite!(
    an_editor_confirms_what_is_shown,
    who_may_not,
    an_adviser_attests_anew,
    a_chambers_list,
    own_pages_say_what_is_next,
);

async fn an_editor_confirms_what_is_shown(app: App) {
    let firm = Firm::new(app).await;
    let at = format!("/de/own/{}/facts", firm.id);
    let editor = firm.app.person("eda@example.org").role(firm.id, Role::Editor);
    firm.on("2026-12-01");
    let editor = editor.signed_in(Level::One).await;
    let page = editor.get(&at).await.expect(200).page();
    let seen = page.attribute("#declared input[name=seen]", "value");
    let again = [("class", "declared"), ("seen", seen.as_str())];
    editor
        .post_form(&at, &again)
        .await
        .assert_redirect(&format!("{at}?done=1"));
    let day = passerelle::organisations::days("2026-12-01".parse().unwrap());
    assert!(firm.said().await.iter().all(|said| said.ends_with(&day.to_string())));
    assert!(editor.get(&format!("{at}?done=1")).await.page().has("#confirmed"));
    // What was seen is no longer what there is.
    firm.on("2026-12-02");
    let page = editor.post_form(&at, &again).await.expect(409).page();
    assert!(page.has("[role=alert]") && page.has("#declared"));
    editor
        .post_form(&at, &[("class", "register"), ("seen", "")])
        .await
        .assert_problem("malformed");
    assert!(firm.app.verify().await.valid);
    assert_eq!(firm.app.broken().await, [""; 0]);
}

async fn who_may_not(app: App) {
    let firm = Firm::new(app).await;
    let at = format!("/de/own/{}/facts", firm.id);
    let before = firm.said().await;
    let viewer = firm.app.person("vera@example.org").role(firm.id, Role::Viewer);
    let viewer = viewer.signed_in(Level::One).await;
    assert!(!viewer.get(&at).await.expect(200).page().has("main form"));
    let form = [("class", "declared"), ("seen", "")];
    viewer.post_form(&at, &form).await.assert_problem("forbidden");
    let other = firm.app.person("cc@cc.example").mandate("cc-luxembourg", Mandate::Head);
    let other = other.signed_in(Level::Two).await;
    other.get(&at).await.assert_problem("notFound");
    other
        .post_form(&at, &[("class", "attested"), ("seen", "")])
        .await
        .assert_problem("notFound");
    // A chamber says nothing in an organisation's name, and an owner attests nothing.
    let adviser = firm
        .app
        .person("a@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    adviser.post_form(&at, &form).await.assert_problem("forbidden");
    let owner = firm.app.signed_in(firm.owner, Level::One).await;
    owner
        .post_form(&at, &[("class", "attested"), ("seen", "")])
        .await
        .assert_problem("forbidden");
    assert_eq!(firm.said().await, before);
}

async fn an_adviser_attests_anew(app: App) {
    let one = organisation(NAME)
        .listed()
        .attested("website", None, "https://bruecken.example", "2026-01-10");
    app.add([one]).await;
    let id = app.id(NAME).await;
    let adviser = app.person("a@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    let at = format!("/de/own/{id}/facts");
    let page = adviser.get(&at).await.expect(200).page();
    let seen = page.attribute("#attested input[name=seen]", "value");
    assert!(!page.has("#declared"));
    adviser
        .post_form(&at, &[("class", "attested"), ("seen", &seen)])
        .await
        .expect(303);
    let rows =
        "SELECT class || ' ' || source || ' ' || (valid_until - stated_at) FROM fact WHERE superseded_at IS NULL";
    assert_eq!(app.list(rows).await, ["attested ihk-saarland 365"]);
    assert_eq!(app.count("SELECT count(*) FROM fact").await, 2);
    app.journal().settle().await.unwrap();
    let told = "SELECT count(*) FROM entry WHERE action = 'decay.confirmed' AND actor LIKE 'person:%'";
    assert_eq!(app.count(told).await, 1);
}

async fn a_chambers_list(app: App) {
    app.add([
        organisation("Frischwerk"),
        organisation("Baldwerk").as_of("2025-12-10"),
        organisation("Altwerk").as_of("2025-01-10").listed(),
        organisation("Fernwerk").as_of("2025-01-10").territory("LOR"),
        organisation("Registerwerk").as_of("2025-01-10").registered(),
    ])
    .await;
    let adviser = app.person("a@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    let page = adviser.get("/en/desk/ageing").await.expect(200).page();
    assert_eq!(page.texts("#ageing tbody th a"), ["Altwerk", "Baldwerk"]);
    assert_eq!(page.count("#ageing tr.is-stale"), 1);
    assert!(
        page.text("#ageing").contains("stale since 11 Jan 2026"),
        "{}",
        page.text("#ageing")
    );
    let lead = page.text(".lead");
    assert!(
        lead.starts_with("1 organisation of your chamber is stale; 1 will be"),
        "{lead}"
    );
    let desk = adviser.get("/en/desk").await.expect(200).page();
    assert!(
        desk.text(".queue-ways").contains("Stale: 1 · soon: 1"),
        "{}",
        desk.text(".queue-ways")
    );
    let to = page.attribute("#ageing a", "href");
    adviser.get(&to).await.expect(200);
    let nobody = app.person("n@example.org").signed_in(Level::One).await;
    nobody.get("/en/desk/ageing").await.assert_problem("notFound");
}

async fn own_pages_say_what_is_next(app: App) {
    let firm = Firm::new(app).await;
    let owner = firm.app.signed_in(firm.owner, Level::One).await;
    let base = format!("/en/own/{}", firm.id);
    let page = owner.get(&base).await.expect(200).page();
    let known = page.text("#known");
    assert!(known.contains("First to run out: contact, on 1 May 2027"), "{known}");
    firm.on("2027-05-02");
    let owner = firm.app.signed_in(firm.owner, Level::One).await;
    let known = owner.get(&base).await.expect(200).page().text("#known");
    assert!(known.contains("Stale: contact (since 2 May 2027)"), "{known}");
    let page = owner.get(&format!("{base}/facts")).await.expect(200).page();
    assert_eq!(page.count(".block .fact.is-stale"), 4, "{}", page.text("main"));
}
