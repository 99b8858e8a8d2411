//! When owners are written to, and who is not.

use passerelle::platform::access::Role;
use passerelle::platform::texts::Locale;
use testkit::{App, organisation, suite};

use super::{Firm, OWNER};

suite!(
    thirty_fourteen_three_days_and_once_after,
    a_node_that_was_down_writes_one_letter,
    two_nodes_write_once,
    who_is_not_written_to,
    what_was_confirmed_is_not_asked_again,
    in_the_readers_language,
);

async fn thirty_fourteen_three_days_and_once_after(app: App) {
    let firm = Firm::new(app).await;
    // The web address holds until the first of April.
    for (day, letters) in [
        ("2026-11-24", 0),
        ("2027-03-01", 0),
        ("2027-03-02", 1),
        ("2027-03-03", 0),
        ("2027-03-17", 0),
        ("2027-03-18", 1),
        ("2027-03-29", 1),
        ("2027-04-01", 0),
        ("2027-04-02", 1),
        ("2027-04-03", 0),
        ("2027-09-01", 0),
    ] {
        firm.on(day);
        assert_eq!(firm.round().await, letters, "{day}");
        assert_eq!(firm.round().await, 0, "{day}, once more");
    }
    let letters = firm.app.letters(OWNER).await;
    let subjects: Vec<_> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    let (before, after) = (
        "Brückenbau Saar: Stimmen diese Angaben noch?",
        "Brückenbau Saar: Ihre Angaben sind veraltet",
    );
    assert_eq!(subjects, [before, before, before, after]);
    assert!(letters[0].text.contains("1. April 2027"), "{}", letters[0].text);
    assert!(letters[0].text.contains("/notices/stop/"), "{}", letters[0].text);
    let told = "SELECT actor || ' ' || subject FROM entry WHERE action = 'decay.asked'";
    firm.app.journal().settle().await.unwrap();
    assert_eq!(
        firm.app.list(told).await,
        vec![format!("system:decay organisation:{}", firm.id); 4]
    );
    assert!(firm.app.verify().await.valid);
}

async fn a_node_that_was_down_writes_one_letter(app: App) {
    let firm = Firm::new(app).await;
    firm.on("2027-03-30");
    assert_eq!(firm.round().await, 1, "the last one before, not all three");
    firm.on("2027-04-01");
    assert_eq!(firm.round().await, 0);
}

async fn two_nodes_write_once(app: App) {
    let firm = Firm::new(app).await;
    firm.on("2027-03-05");
    let (one, two) = tokio::join!(firm.round(), firm.round());
    assert_eq!(one + two, 1);
    assert_eq!(firm.app.count("SELECT count(*) FROM mail").await, 1);
}

async fn who_is_not_written_to(app: App) {
    let firm = Firm::new(app).await;
    let others = firm.app.clone();
    others
        .person("eda@example.org")
        .role(firm.id, Role::Editor)
        .make()
        .await;
    others
        .person("stop@example.org")
        .role(firm.id, Role::Owner)
        .make()
        .await;
    others
        .person("back@example.org")
        .role(firm.id, Role::Owner)
        .make()
        .await;
    others
        .tamper("INSERT INTO notice_stop (person_id, since) SELECT id, 0 FROM person WHERE mail = 'stop@example.org'")
        .await
        .unwrap();
    others
        .tamper("INSERT INTO mail_bounce (address, since, error) VALUES ('back@example.org', 0, '')")
        .await
        .unwrap();
    // One that is only listed has a chamber to look after it, one out of sight nobody.
    others
        .add([organisation("Nur gelistet")
            .listed()
            .declared("website", None, "https://a.example", "2026-10-01")])
        .await;
    let listed = others.id("Nur gelistet").await;
    others
        .person("nobody@example.org")
        .role(listed, Role::Owner)
        .make()
        .await;
    firm.on("2027-03-05");
    assert_eq!(firm.round().await, 1);
    assert_eq!(others.list("SELECT address FROM mail").await, [OWNER]);
    others.tamper("UPDATE organisation SET public = false").await.unwrap();
    firm.on("2027-03-20");
    assert_eq!(firm.round().await, 0);
}

async fn what_was_confirmed_is_not_asked_again(app: App) {
    let firm = Firm::new(app).await;
    let link = firm.asked("2027-03-05").await;
    firm.app.client().post_form(&link, &[]).await.expect(303);
    for day in ["2027-03-20", "2027-04-02", "2027-08-05"] {
        firm.on(day);
        assert_eq!(firm.round().await, 0, "{day}");
    }
    // All was said on one day: one round of letters, half a year later.
    firm.on("2027-08-07");
    assert_eq!(firm.round().await, 1);
}

async fn in_the_readers_language(app: App) {
    let firm = Firm::new(app).await;
    let french = firm.app.person("luc@example.org").language(Locale::Fr);
    french.role(firm.id, Role::Owner).make().await;
    firm.on("2027-03-05");
    assert_eq!(firm.round().await, 2);
    let letter = firm.app.letters("luc@example.org").await.remove(0);
    assert!(letter.subject.contains("toujours exactes"), "{}", letter.subject);
    assert!(letter.path().starts_with("/fr/reconfirm/"), "{}", letter.path());
    let texts = "SELECT kind FROM notice ORDER BY kind";
    let cases = passerelle::app::KnownCases(firm.app.state.web.clone());
    firm.app.journal().settle().await.unwrap();
    while passerelle::notices::read(firm.app.journal(), &firm.app.state.web, &cases)
        .await
        .unwrap()
        .read
        > 0
    {}
    assert_eq!(
        firm.app.list(texts).await,
        ["confirm", "confirm"],
        "in their list as well"
    );
    let client = firm
        .app
        .signed_in(firm.owner, passerelle::platform::access::Level::One)
        .await;
    let list = client.get("/de/notices").await.expect(200);
    assert!(
        list.text().contains(&format!("/own/{}/facts", firm.id)),
        "{}",
        list.text()
    );
}
