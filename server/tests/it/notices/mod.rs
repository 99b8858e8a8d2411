//! Notices: each entry tells each person once; undone in time it is told to nobody; letters at once, each morning, or none.

use passerelle::accounts::PersonId;
use passerelle::app::KnownCases;
use passerelle::cases::actions::{ask, decide, take, undo};
use passerelle::cases::model::{Decision, Ground, Statement};
use passerelle::cases::{CaseId, Desk, Kind};
use passerelle::notices::{self, stop_token};
use passerelle::platform::access::{Actor, Assurance, Level, Mandate, Standing};
use passerelle::platform::clock::DAY;
use passerelle::platform::texts::Locale;
use testkit::{App, suite};

mod read;

suite!(
    each_entry_tells_each_person_once,
    two_nodes_tell_once,
    what_is_undone_is_told_to_nobody,
    a_refusal_says_why_and_how_to_appeal,
    the_letter_of_the_day_comes_at_seven,
    one_click_stops_letters_but_not_decisions,
    whose_letters_come_back_gets_none,
);

const MINUTE: i64 = 60_000_000;

struct Place {
    app: App,
    adviser: PersonId,
    founder: PersonId,
}

async fn place(app: App) -> Place {
    let adviser = app
        .person("anna@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .make()
        .await;
    app.person("head@ihk.example")
        .mandate("ihk-saarland", Mandate::Head)
        .make()
        .await;
    app.person("other@cc.example")
        .mandate("cc-luxembourg", Mandate::Adviser)
        .make()
        .await;
    let founder = app.person("founder@example.org").language(Locale::Fr).make().await;
    Place { app, adviser, founder }
}

impl Place {
    async fn open(&self) -> CaseId {
        let asked = super::cases::dossier("Testwerk", None);
        let asked = serde_json::to_value(asked).unwrap();
        super::cases::open(&self.app, Kind::NewOrganisation, Some(self.founder), asked).await
    }

    async fn read(&self) {
        self.app.journal().settle().await.unwrap();
        let cases = KnownCases(self.app.state.web.clone());
        while notices::read(self.app.journal(), &self.app.state.web, &cases)
            .await
            .unwrap()
            .read
            > 0
        {}
    }

    async fn work<T>(&self, act: impl AsyncFnOnce(Desk<'_>) -> T) -> T {
        let region = testkit::region();
        let standing = Standing {
            mandates: vec![("ihk-saarland".into(), Mandate::Adviser)],
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        };
        let actor = Actor::person(self.adviser.0, standing);
        act(Desk {
            journal: self.app.journal(),
            region: &region,
            actor: &actor,
        })
        .await
    }

    async fn refuse(&self, case: CaseId) {
        let said = Statement {
            ground: Some(Ground::Duplicate),
            facts: "Testwerk est répertoriée depuis 2024 sous un autre nom.".into(),
            remedy: "Demandez à rejoindre la fiche existante.".into(),
        };
        self.work(async |desk| {
            take(desk, case, None, false).await.unwrap();
            decide(desk, case, None, Decision::Refused, &said).await.unwrap();
        })
        .await;
    }

    async fn letters(&self) -> Vec<String> {
        self.app
            .list("SELECT address || ' ' || kind FROM mail ORDER BY address, kind")
            .await
    }

    async fn notices(&self) -> Vec<String> {
        let sql =
            "SELECT p.mail || ' ' || n.kind FROM notice n JOIN person p ON p.id = n.person_id ORDER BY p.mail, n.kind";
        self.app.list(sql).await
    }

    async fn daily(&self, mail: &str) {
        let sql = format!("UPDATE person SET digest = 'daily' WHERE mail = '{mail}'");
        self.app.tamper(&sql).await.unwrap();
    }
}

async fn each_entry_tells_each_person_once(app: App) {
    let place = place(app).await;
    let case = place.open().await;
    place.read().await;
    let both = ["anna@ihk.example case_opened", "head@ihk.example case_opened"];
    assert_eq!(place.letters().await, both);
    assert_eq!(place.notices().await, both);
    // The reader's place is lost: it reads all again and writes nothing new.
    place
        .app
        .tamper("UPDATE reader SET cursor = 0 WHERE name = 'notices'")
        .await
        .unwrap();
    place.read().await;
    assert_eq!((place.letters().await.len(), place.notices().await.len()), (2, 2));
    place
        .work(async |desk| {
            take(desk, case, None, false).await.unwrap();
            ask(desk, case, None, "Quel est le numéro du dépôt ?").await.unwrap();
        })
        .await;
    place.read().await;
    let letters = place.app.letters("founder@example.org").await;
    assert_eq!((letters.len(), letters[0].kind.as_str()), (1, "case_asked"));
    assert!(
        letters[0].text.contains("Quel est le numéro du dépôt ?"),
        "{}",
        letters[0].text
    );
    assert!(
        letters[0]
            .text
            .contains(&format!("https://passerelle.example/fr/cases/{case}"))
    );
    assert!(letters[0].subject.starts_with("Une question sur votre dossier 2026-"));
    // Who did it is not told of it; who holds a mandate elsewhere is told nothing.
    assert!(
        !place
            .notices()
            .await
            .iter()
            .any(|notice| notice.contains("asked") && !notice.starts_with("founder"))
    );
    assert!(place.app.letters("other@cc.example").await.is_empty());
    assert!(place.app.verify().await.valid);
}

async fn two_nodes_tell_once(app: App) {
    let place = place(app).await;
    for _ in 0..8 {
        place.open().await;
    }
    tokio::join!(place.read(), place.read(), place.read());
    place.read().await;
    assert_eq!((place.letters().await.len(), place.notices().await.len()), (16, 16));
}

async fn what_is_undone_is_told_to_nobody(app: App) {
    let place = place(app).await;
    let case = place.open().await;
    // Read in time: written, waiting, and taken back.
    place.refuse(case).await;
    place.read().await;
    assert!(
        place
            .letters()
            .await
            .contains(&"founder@example.org case_decided".to_owned())
    );
    let leaves = place
        .app
        .count("SELECT not_before FROM mail WHERE kind = 'case_decided'")
        .await;
    assert_eq!(leaves, place.app.clock().now() + 10 * MINUTE);
    place.app.clock().advance(5 * MINUTE);
    place.work(async |desk| undo(desk, case, None).await.unwrap()).await;
    place.read().await;
    let about_decision = |all: Vec<String>| all.into_iter().filter(|line| line.contains("decided")).count();
    assert_eq!(
        about_decision(place.letters().await) + about_decision(place.notices().await),
        0
    );
    // Read late: decided and undone before the reader woke.
    place
        .work(async |desk| {
            decide(desk, case, None, Decision::Approved, &Statement::default())
                .await
                .unwrap()
        })
        .await;
    place.app.clock().advance(MINUTE);
    place.work(async |desk| undo(desk, case, None).await.unwrap()).await;
    place.app.clock().advance(DAY);
    place.read().await;
    assert_eq!(
        about_decision(place.letters().await) + about_decision(place.notices().await),
        0
    );
}

async fn a_refusal_says_why_and_how_to_appeal(app: App) {
    let place = place(app).await;
    let case = place.open().await;
    place.refuse(case).await;
    place.read().await;
    let letter = &place.app.letters("founder@example.org").await[0];
    for part in [
        "a refusé «\u{a0}Testwerk\u{a0}»",
        "déjà répertoriée",
        "sous un autre nom",
        "rejoindre la fiche",
        "six mois",
        "/fr/appeal/",
    ] {
        assert!(letter.text.contains(part), "{part} is not in {}", letter.text);
    }
    let appeal = letter
        .text
        .split_whitespace()
        .find(|word| word.contains("/fr/appeal/"))
        .unwrap();
    let path = appeal.strip_prefix("https://passerelle.example").unwrap();
    place.app.client().get(path).await.expect(200);
    // It is part of the procedure: no way out of it.
    assert_eq!(
        place
            .app
            .count("SELECT count(*) FROM mail WHERE kind = 'case_decided' AND unsubscribe IS NULL")
            .await,
        1
    );
}

async fn the_letter_of_the_day_comes_at_seven(app: App) {
    let place = place(app).await;
    place.daily("anna@ihk.example").await;
    let (journal, web) = (place.app.journal().clone(), place.app.state.web.clone());
    place.open().await;
    place.open().await;
    place.read().await;
    assert_eq!(place.letters().await, ["head@ihk.example case_opened"; 2]);
    // 24 November, noon UTC; seven in the morning there is six in UTC.
    place.app.clock().advance(18 * 60 * MINUTE - 1);
    assert_eq!(notices::send_digests(&journal, &web).await.unwrap(), 0);
    place.app.clock().advance(1);
    let (one, two) = tokio::join!(
        notices::send_digests(&journal, &web),
        notices::send_digests(&journal, &web)
    );
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let letters = place.app.letters("anna@ihk.example").await;
    assert_eq!((letters.len(), letters[0].kind.as_str()), (1, "digest"));
    assert_eq!(letters[0].text.matches("/de/desk/").count(), 2, "{}", letters[0].text);
    place.app.clock().advance(DAY);
    assert_eq!(
        notices::send_digests(&journal, &web).await.unwrap(),
        0,
        "nothing new, no letter"
    );
    // What was read in the list meanwhile needs no letter.
    place.open().await;
    place.read().await;
    let anna = place.app.signed_in(place.adviser, Level::Two).await;
    anna.post_form("/de/notices/read", &[])
        .await
        .assert_redirect("/de/notices");
    place.app.clock().advance(DAY);
    assert_eq!(notices::send_digests(&journal, &web).await.unwrap(), 0);
}

async fn one_click_stops_letters_but_not_decisions(app: App) {
    let place = place(app).await;
    place.open().await;
    place.read().await;
    let way_out = place
        .app
        .list("SELECT unsubscribe FROM mail WHERE address = 'anna@ihk.example'")
        .await;
    let path = way_out[0].strip_prefix("https://passerelle.example").unwrap();
    assert_eq!(
        path,
        format!(
            "/api/v1/notices/stop/{}",
            stop_token(&place.app.state.web.identity.secret, place.adviser.0)
        )
    );
    // As a mail provider sends it: no origin, no cookie.
    let provider = place.app.client();
    let kind = Some("application/x-www-form-urlencoded");
    let click = async |path: &str| {
        let body = axum::body::Body::from("List-Unsubscribe=One-Click");
        provider.send(axum::http::Method::POST, path, kind, body).await
    };
    click(path).await.expect(204);
    click(path).await.expect(204);
    click(&format!("{path}0")).await.expect(404);
    assert_eq!(
        place
            .app
            .count("SELECT count(*) FROM entry WHERE action = 'notices.stopped'")
            .await,
        1
    );
    place.open().await;
    place.read().await;
    assert_eq!(place.app.letters("anna@ihk.example").await.len(), 1);
    assert_eq!(
        place
            .notices()
            .await
            .iter()
            .filter(|notice| notice.starts_with("anna"))
            .count(),
        2
    );
    // The founder stops them too and still gets the decision.
    let stop = format!(
        "/fr/notices/stop/{}",
        stop_token(&place.app.state.web.identity.secret, place.founder.0)
    );
    let page = place.app.client();
    page.get(&stop).await.expect(200);
    assert_eq!(
        place.app.count("SELECT count(*) FROM notice_stop").await,
        1,
        "a look changes nothing"
    );
    page.post_form(&stop, &[("letters", "stop")])
        .await
        .assert_redirect(&stop);
    let case = place.open().await;
    place
        .work(async |desk| {
            take(desk, case, None, false).await.unwrap();
            ask(desk, case, None, "Quel est le numéro du dépôt ?").await.unwrap();
        })
        .await;
    place.read().await;
    let kinds = async || {
        let letters = place.app.letters("founder@example.org").await;
        letters.into_iter().map(|letter| letter.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds().await, ["case_asked"], "a question the case waits for");
    let case = place.open().await;
    place.refuse(case).await;
    place.read().await;
    assert_eq!(kinds().await.len(), 2);
    page.post_form(&stop, &[("letters", "resume")])
        .await
        .assert_redirect(&stop);
    assert_eq!(place.app.count("SELECT count(*) FROM notice_stop").await, 1);
    assert!(place.app.verify().await.valid);
}

async fn whose_letters_come_back_gets_none(app: App) {
    let place = place(app).await;
    place
        .app
        .tamper("INSERT INTO mail_bounce (address, since, error) VALUES ('anna@ihk.example', 1, 'nobody')")
        .await
        .unwrap();
    place.open().await;
    place.read().await;
    assert_eq!(place.letters().await, ["head@ihk.example case_opened"]);
    let anna = place.app.signed_in(place.adviser, Level::Two).await;
    let page = anna.get("/fr/notices").await.expect(200).text();
    assert!(page.contains("Nos courriels nous reviennent"), "{page}");
}
