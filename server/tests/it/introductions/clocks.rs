//! The clock: it runs out twice, over week-ends and holidays of whoever has the turn; the head is told once; an agreed day holds it.

use passerelle::app::KnownCases;
use passerelle::introductions::Office;
use passerelle::introductions::actions::{self, IntroductionError};
use passerelle::introductions::model::Turn;

use passerelle::notices;
use passerelle::platform::access::Mandate;
use passerelle::platform::clock::DAY;
use testkit::{App, suite};

use super::{REQUESTER_CHAMBER, TARGET_CHAMBER, Two, adviser, row, seen};

suite!(
    what_nobody_does_is_escalated_then_expires,
    an_agreed_day_holds_the_clock,
    each_is_told_once,
    whose_mandate_ended_is_told_nothing,
);

async fn round(app: &App) -> usize {
    actions::round(app.journal(), &testkit::region()).await.unwrap()
}

async fn tell(app: &App) {
    let cases = KnownCases(app.state.web.clone());
    while notices::read(app.journal(), &app.state.web, &cases).await.unwrap().read > 0 {}
}

/// Midday of the first day on which it is over.
fn after(app: &App, due: i64) -> i64 {
    due + DAY / 2 - app.clock().now()
}

async fn what_nobody_does_is_escalated_then_expires(app: App) {
    let two = Two::make(&app).await;
    adviser(&app, "head@example.org", REQUESTER_CHAMBER, Mandate::Head).await;
    let id = two.sent(&app).await;
    let due = seen(&app, &two.asker, id).await.unwrap().due_at.unwrap();
    let region = testkit::region();
    // From Tuesday 24 November: five working days of Lorraine.
    assert_eq!(region.zone.day(due).to_string(), "2026-12-01");
    app.clock().advance(due - app.clock().now());
    assert_eq!(round(&app).await, 0, "its last moment is theirs");
    app.clock().advance(after(&app, due));
    assert_eq!(round(&app).await, 1);
    assert_eq!(round(&app).await, 0, "once, however often one looks");
    let late = seen(&app, &two.asker, id).await.unwrap();
    assert_eq!((late.state.code(), late.turn), ("submitted", Turn::RequesterChamber));
    assert!(late.escalated_at.is_some());
    tell(&app).await;
    let letters = app.letters("head@example.org").await;
    assert_eq!(
        letters
            .iter()
            .filter(|letter| letter.kind == "introduction_late")
            .count(),
        1
    );
    app.clock().advance(after(&app, late.due_at.unwrap()));
    assert_eq!(round(&app).await, 1);
    assert_eq!(row(&app, id).await.0, "expired");
    tell(&app).await;
    let told = app.letters("asker@example.org").await;
    assert_eq!(
        told.iter().filter(|letter| letter.kind == "introduction_ended").count(),
        1
    );
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor: &two.sender,
    };
    let late = actions::screen(office, id, None).await;
    assert!(matches!(late, Err(IntroductionError::Step(_))), "{late:?}");
}

async fn an_agreed_day_holds_the_clock(app: App) {
    let two = Two::make(&app).await;
    let id = two.accepted(&app).await;
    let region = testkit::region();
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor: &two.asker,
    };
    for (day, good) in [
        ("2026-11-23", false),
        ("2027-11-24", false),
        ("2026-11-24", true),
        ("2026-12-21", true),
    ] {
        let on = day.parse().unwrap();
        let done = actions::plan(office, id, None, ("Visite du pont à Metz", Some(on))).await;
        assert_eq!(done.is_ok(), good, "{day}: {done:?}");
    }
    let planned = seen(&app, &two.answerer, id).await.unwrap();
    assert_eq!(planned.next_step.as_deref(), Some("Visite du pont à Metz"));
    assert_eq!(region.zone.day(planned.due_at.unwrap()).to_string(), "2026-12-21");
    app.clock().advance(20 * DAY);
    assert_eq!(round(&app).await, 0);
    actions::meet(office, id, None).await.unwrap();
    let met = seen(&app, &two.answerer, id).await.unwrap();
    assert_eq!(met.next_step, None, "what was agreed on has been");
    // From Monday 14 December, with both at work: Christmas does not come between.
    assert_eq!(region.zone.day(met.due_at.unwrap()).to_string(), "2026-12-21");
    assert_eq!(met.left, Some((5, false)));
}

async fn each_is_told_once(app: App) {
    let two = Two::make(&app).await;
    adviser(&app, "second@example.org", TARGET_CHAMBER, Mandate::Adviser).await;
    let id = two.sent(&app).await;
    let region = testkit::region();
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    tell(&app).await;
    actions::screen(by(&two.sender), id, None).await.unwrap();
    actions::forward(by(&two.sender), id, None).await.unwrap();
    tell(&app).await;
    actions::offer(by(&two.receiver), id, None).await.unwrap();
    tell(&app).await;
    actions::accept(by(&two.answerer), id, None).await.unwrap();
    tell(&app).await;
    tell(&app).await;
    let kinds = async |mail: &str| {
        let letters = app.letters(mail).await;
        letters.into_iter().map(|letter| letter.kind).collect::<Vec<_>>()
    };
    assert_eq!(
        kinds("sender@example.org").await,
        ["introduction_turn", "introduction_news"]
    );
    assert_eq!(
        kinds("receiver@example.org").await,
        ["introduction_turn", "introduction_news"]
    );
    assert_eq!(kinds("second@example.org").await, ["introduction_turn"]);
    assert_eq!(kinds("answerer@example.org").await, ["introduction_turn"]);
    assert_eq!(
        kinds("asker@example.org").await,
        ["introduction_news", "introduction_turn"]
    );
    assert_eq!(kinds("stranger@example.org").await, [""; 0]);
    actions::close(by(&two.asker), id, None).await.unwrap_err();
    tell(&app).await;
    assert_eq!(
        kinds("asker@example.org").await.len(),
        2,
        "what was refused is told to nobody"
    );
    let twice = app.count("SELECT count(*) FROM (SELECT entry_seq, address FROM mail WHERE entry_seq IS NOT NULL GROUP BY entry_seq, address HAVING count(*) > 1) AS d").await;
    assert_eq!(twice, 0);
}

async fn whose_mandate_ended_is_told_nothing(app: App) {
    let two = Two::make(&app).await;
    adviser(&app, "second@example.org", TARGET_CHAMBER, Mandate::Adviser).await;
    let id = two.offered(&app).await;
    tell(&app).await;
    let count = async |mail: &str| app.letters(mail).await.len();
    let before = (count("receiver@example.org").await, count("second@example.org").await);
    app.tamper("DELETE FROM mandate WHERE person_id IN (SELECT id FROM person WHERE mail = 'receiver@example.org')")
        .await
        .unwrap();
    let region = testkit::region();
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor: &two.answerer,
    };
    actions::accept(office, id, None).await.unwrap();
    tell(&app).await;
    let after = (count("receiver@example.org").await, count("second@example.org").await);
    assert_eq!(
        after,
        (before.0, before.1 + 1),
        "the others of the chamber are told instead"
    );
    assert_eq!(
        count("sender@example.org").await,
        2,
        "the other side's adviser as before"
    );
}
