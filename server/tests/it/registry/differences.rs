//! What a register says otherwise than before: told on the page, to the owners and the home chamber, and a case where the
//! chamber vouches for it.

use passerelle::app::KnownCases;
use passerelle::cases::reports;
use passerelle::notices;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::clock::DAY;
use registers::LegalStatus;
use testkit::{App, Client, organisation, suite};

suite!(
    a_difference_is_shown_mailed_and_looked_at,
    a_later_one_joins_the_case_and_reading_again_changes_nothing,
    what_the_chamber_does_not_vouch_for_makes_no_case,
    a_new_number_is_another_identity,
);

const NAME: &str = "Alpha GmbH";

struct Place {
    app: App,
    adviser: Client,
}

async fn place(app: App) -> Place {
    app.add([organisation(NAME).attested("name", None, "Alpha", "2026-10-01")])
        .await;
    let id = app.id(NAME).await;
    app.person("owner@alpha.example").role(id, Role::Owner).make().await;
    app.clock().advance(DAY);
    let adviser = app
        .person("anna@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    Place { app, adviser }
}

impl Place {
    /// What the register says of it from now on.
    async fn says(&self, name: &str) {
        let told = organisation(NAME).registered().name(name, None).as_of("2026-11-20");
        self.app.add([told]).await;
        self.read().await;
    }

    async fn read(&self) {
        let (app, region) = (&self.app, testkit::region());
        app.journal().settle().await.unwrap();
        while reports::read(app.journal(), &region).await.unwrap().read > 0 {}
        app.journal().settle().await.unwrap();
        let cases = KnownCases(app.state.web.clone());
        while notices::read(app.journal(), &app.state.web, &cases).await.unwrap().read > 0 {}
    }

    async fn cases(&self) -> Vec<String> {
        let sql = "SELECT kind || ' ' || state || ' ' || title FROM case_file ORDER BY opened_at";
        self.app.list(sql).await
    }

    /// The address of the case at the desk, while it waits there.
    async fn at_the_desk(&self) -> String {
        let desk = self.adviser.get("/de/desk").await.expect(200).page();
        let href = desk.attribute(".queue ol a", "href");
        href.split('?').next().unwrap().to_owned()
    }

    async fn act(&self, case: &str, verb: &str, decision: &str) {
        let version = self.app.ask("SELECT CAST(version AS TEXT) FROM case_file").await;
        let fields = [("version", version.as_str()), ("decision", decision)];
        self.adviser
            .post_form(&format!("{case}/{verb}"), &fields)
            .await
            .expect(303);
    }
}

async fn page(app: &App, name: &str) -> testkit::Page {
    let id = app.id(name).await;
    let path = passerelle::organisations::path(id, name);
    app.client().get(&format!("/de{path}")).await.expect(200).page()
}

async fn a_difference_is_shown_mailed_and_looked_at(app: App) {
    let place = place(app).await;
    place.says("Beta GmbH").await;
    let app = &place.app;
    let told = page(app, "Beta GmbH").await.text(".changes");
    assert!(told.contains("Neuer Name: Alpha GmbH → Beta GmbH"), "{told}");
    assert_eq!(place.cases().await, ["register_change open Beta GmbH"]);
    let letters = app.letters("owner@alpha.example").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].kind, "organisation_changed");
    assert!(
        letters[0].text.contains("Neuer Name: Alpha GmbH → Beta GmbH"),
        "{}",
        letters[0].text
    );
    assert!(letters[0].text.contains("20.11.2026"), "{}", letters[0].text);
    let kinds: Vec<String> = app
        .letters("anna@ihk.example")
        .await
        .into_iter()
        .map(|one| one.kind)
        .collect();
    assert_eq!(
        kinds,
        ["case_opened"],
        "the chamber reads of the difference in the morning"
    );
    let noticed = app
        .list("SELECT kind || CASE WHEN digest_at IS NULL THEN '' ELSE ' daily' END FROM notice WHERE kind = 'organisation_changed' ORDER BY 1")
        .await;
    assert_eq!(noticed, ["organisation_changed", "organisation_changed daily"]);

    let case = &place.at_the_desk().await;
    let desk = place.adviser.get(case).await.expect(200).page().text(".diff");
    for text in ["Alpha", "Alpha GmbH", "Beta GmbH", "20.11.2026"] {
        assert!(desk.contains(text), "{text} in {desk}");
    }
    place.act(case, "decide", "approved").await;
    let in_force = "SELECT value FROM fact WHERE field = 'name' AND superseded_at IS NULL";
    assert_eq!(
        app.list(in_force).await,
        [""; 0],
        "the register is right, the attested name gives way"
    );
    place.act(case, "undo", "").await;
    assert_eq!(app.list(in_force).await, ["Alpha"]);
    place.act(case, "decide", "no_action").await;
    assert_eq!(app.list(in_force).await, ["Alpha"], "both stay");
    let also = page(app, "Beta GmbH").await.text(".facts");
    assert!(also.contains("Beta GmbH") && also.contains("Alpha"), "{also}");
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
}

async fn a_later_one_joins_the_case_and_reading_again_changes_nothing(app: App) {
    let place = place(app).await;
    place.says("Beta GmbH").await;
    place.says("Gamma GmbH").await;
    let app = &place.app;
    assert_eq!(
        place.cases().await,
        ["register_change open Beta GmbH"],
        "one case, both differences"
    );
    let dossier = app.ask("SELECT dossier FROM case_file").await;
    let after = dossier.matches("\"after\"").count();
    assert!(after == 2 && dossier.contains("Gamma GmbH"), "{dossier}");
    let mails = app.count("SELECT count(*) FROM mail").await;
    for reader in ["reports", "notices"] {
        app.tamper(&format!("UPDATE reader SET cursor = 0 WHERE name = '{reader}'"))
            .await
            .unwrap();
    }
    place.read().await;
    assert_eq!(app.ask("SELECT dossier FROM case_file").await, dossier);
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM mail").await, mails);
    let case = place.at_the_desk().await;
    place.act(&case, "decide", "approved").await;
    app.tamper("UPDATE reader SET cursor = 0 WHERE name = 'reports'")
        .await
        .unwrap();
    place.read().await;
    assert_eq!(
        app.count("SELECT count(*) FROM case_file").await,
        1,
        "nor once it is decided"
    );
    place.says("Delta GmbH").await;
    assert_eq!(
        app.count("SELECT count(*) FROM case_file").await,
        2,
        "what comes after is looked at anew"
    );
}

async fn what_the_chamber_does_not_vouch_for_makes_no_case(app: App) {
    let place = place(app).await;
    let moved = organisation(NAME).registered().seat("DE", "66740", "Saarlouis");
    place.app.add([moved.legal_status(LegalStatus::Ceased)]).await;
    place.read().await;
    assert_eq!(place.cases().await, [""; 0]);
    let told = page(&place.app, NAME).await.text(".changes");
    assert!(
        told.contains("Umgezogen: 66111 Saarbrücken → 66740 Saarlouis"),
        "{told}"
    );
    assert!(told.contains("Aus dem Register gelöscht"), "{told}");
    assert_eq!(place.app.letters("owner@alpha.example").await.len(), 1);
}

async fn a_new_number_is_another_identity(app: App) {
    let of = |number| organisation(NAME).identifier("de_hr", number);
    app.add([of("Saarbrücken HRB 1")]).await;
    app.add([of("Saarbrücken HRB 1")
        .registered()
        .identifier("lei", "529900T8BM49AURSDO55")])
        .await;
    let told = "SELECT count(*) FROM entry WHERE action = 'organisations.change'";
    assert_eq!(app.count(told).await, 0, "one more number is no other identity");
    app.add([of("Saarbrücken HRB 2").registered()]).await;
    let told = page(&app, NAME).await.text(".changes");
    assert!(
        told.contains("Neue amtliche Nummer: Saarbrücken HRB 1 → Saarbrücken HRB 2"),
        "{told}"
    );
}
