//! What time does: a reminder once, an end, a year more, the archive; and how long it is kept.

use passerelle::opportunities::actions::{self, OpportunityError};
use passerelle::opportunities::round;
use passerelle::platform::access::Role;
use passerelle::platform::clock::DAY;
use testkit::{App, organisation, suite};

use super::{CHAMBER, actor, beginning, hands, publish, row, whole};

suite!(a_year_and_one_more, two_nodes_do_it_once);

async fn a_year_and_one_more(app: App) {
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let owner = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let owner = actor(owner, &[(id, Role::Owner)], &[]);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    let mut content = whole("Sensoren für Brücken");
    content.deadline = chrono::NaiveDate::from_ymd_opt(2027, 3, 1);
    let one = publish(&app, &owner, &adviser, beginning(id, content, false)).await;
    let other = publish(
        &app,
        &owner,
        &adviser,
        beginning(id, whole("Sensoren für Tunnel"), false),
    )
    .await;
    let go = async |days: i64| {
        app.clock().advance(days * DAY);
        round(app.journal(), &app.state.web).await.unwrap()
    };
    let letters = async || {
        let all = app.letters("owner@example.org").await;
        all.iter().filter(|letter| letter.kind == "opportunity_ends").count()
    };
    assert_eq!(go(0).await, 0);
    let early = actions::extend(hands(&app, &owner), one, None).await;
    assert!(matches!(early, Err(OpportunityError::Step(_))), "{early:?}");
    // 1 March 2027 is the last day on which interest can be shown.
    assert_eq!(go(97).await, 0);
    assert_eq!(go(1).await, 1);
    assert!(row(&app, one).await.starts_with("published|5|shut|"));
    let again = actions::set_open(hands(&app, &owner), one, None, true).await;
    assert_eq!(again.unwrap_err().to_string(), "its last day is over");
    assert!(row(&app, one).await.starts_with("published|5|shut|"));
    assert_eq!(
        (go(365 - 98 - 31).await, letters().await),
        (1, 0),
        "the other's day in June"
    );
    assert_eq!((go(1).await, letters().await), (2, 2));
    assert_eq!((go(1).await, letters().await), (0, 2), "reminded once");
    actions::extend(hands(&app, &owner), one, None).await.unwrap();
    let again = actions::extend(hands(&app, &owner), one, None).await;
    assert!(matches!(again, Err(OpportunityError::Step(_))), "{again:?}");
    assert_eq!(go(29).await, 1);
    assert!(row(&app, other).await.starts_with("expired|"));
    assert!(row(&app, one).await.starts_with("published|"));
    assert_eq!(
        (go(365 - 30).await, letters().await),
        (1, 3),
        "reminded of the second end, too"
    );
    assert_eq!(go(30).await, 3, "one ends and both are archived: two years are over");
    assert!(row(&app, one).await.starts_with("archived|"));
    assert!(row(&app, other).await.starts_with("archived|"));
    assert!(app.verify().await.valid);
}

async fn two_nodes_do_it_once(app: App) {
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let owner = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let owner = actor(owner, &[(id, Role::Owner)], &[]);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    for number in 0..5 {
        let content = whole(&format!("Sensoren für Brücken {number}"));
        publish(&app, &owner, &adviser, beginning(id, content, true)).await;
    }
    app.clock().advance(340 * DAY);
    let (one, other) = tokio::join!(
        round(app.journal(), &app.state.web),
        round(app.journal(), &app.state.web)
    );
    // A reminder each, and the day in June that is over.
    assert_eq!(one.unwrap() + other.unwrap(), 10);
    let letters = app
        .count("SELECT count(*) FROM mail WHERE kind = 'opportunity_ends'")
        .await;
    assert_eq!(letters, 5);
}
