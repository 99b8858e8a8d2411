//! What names a side that is not to be named yet: its texts before it is accepted, and what is said of it where few are like it.

use passerelle::introductions::Office;
use passerelle::introductions::actions::{self, Ask, IntroductionError, Whom};
use passerelle::organisations::model::Kind;
use testkit::{App, organisation, suite};

use super::{Two, ask, row, seen};
use crate::opportunities::{actor as by_chamber, beginning, publish, whole};

suite!(a_request_names_nobody, reasons_name_nobody, what_few_are_is_not_said,);

macro_rules! office {
    ($app:expr, $region:expr, $actor:expr) => {
        Office {
            journal: $app.journal(),
            region: &$region,
            actor: $actor,
        }
    };
}

/// The passages that stand in the way.
fn passages(error: &IntroductionError) -> Vec<&str> {
    match error {
        IntroductionError::Identifying(found, _) => found.iter().map(|one| one.passage.text.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

fn unnamed(two: &Two, message: &str, looked: bool) -> Ask {
    let mut asked = two.asks("Surveillance de haubans");
    asked.said.unnamed = true;
    asked.said.looked = looked;
    asked.said.message = message.into();
    asked
}

async fn a_request_names_nobody(app: App) {
    let two = Two::make(&app).await;
    for (message, looked, expected) in [
        (
            "Nous, Ponts et Haubans, cherchons des capteurs.",
            true,
            "Ponts et Haubans SA",
        ),
        (
            "Écrivez-nous : travaux@ponts.example, merci.",
            true,
            "travaux@ponts.example",
        ),
        ("Appelez-nous au +33 3 87 00 00 00, merci.", true, "+33 3 87 00 00 00"),
        ("Appelez-nous au 03 87 00 00 00, merci bien.", false, "03 87 00 00 00"),
    ] {
        let refused = ask(&app, &two.asker, &unnamed(&two, message, looked))
            .await
            .unwrap_err();
        assert_eq!(passages(&refused), [expected], "{message}");
    }
    assert_eq!(app.count("SELECT count(*) FROM introduction").await, 0);
    let dated = "Du 01/02/2027 08:00 au 15.03.2027 12 capteurs, sur deux ponts.";
    let id = ask(&app, &two.asker, &unnamed(&two, dated, false)).await.unwrap();
    let region = testkit::region();
    actions::withdraw(office!(app, region, &two.asker), id, None, "")
        .await
        .unwrap();
    let looked = "La pièce 03 87 00 00 00 est à surveiller.";
    ask(&app, &two.asker, &unnamed(&two, looked, true)).await.unwrap();
}

async fn reasons_name_nobody(app: App) {
    let two = Two::make(&app).await;
    let region = testkit::region();
    let text = "Ponts et Haubans a changé de projet.";
    let id = ask(&app, &two.asker, &unnamed(&two, "Nous cherchons des capteurs.", false))
        .await
        .unwrap();
    two.offer(&app, id).await;
    let before = row(&app, id).await;
    let refused = actions::withdraw(office!(app, region, &two.asker), id, None, text).await;
    assert_eq!(passages(&refused.unwrap_err()), ["Ponts et Haubans SA"]);
    assert_eq!(row(&app, id).await, before);
    // Whoever answers names whom they like.
    let declined = actions::decline(office!(app, region, &two.answerer), id, None, ("other", text)).await;
    declined.unwrap();
    assert_eq!(row(&app, id).await.0, "declined");

    // The other way round: whoever is behind an anonymous opportunity says no, or its chamber does.
    let reviewer = by_chamber(app.person("reviewer@example.org").make().await, &[], &["ihk-saarland"]);
    let content = whole("Sensoren für Brücken");
    let about = publish(&app, &two.answerer, &reviewer, beginning(two.target, content, true)).await;
    let asked = Ask {
        whom: Whom::Opportunity(about),
        ..two.asks("Sensoren für Brücken")
    };
    let id = ask(&app, &two.asker, &asked).await.unwrap();
    let no = ("other", "Saarkorr Sensorik hat gerade keine Leute.");
    actions::screen(office!(app, region, &two.sender), id, None)
        .await
        .unwrap();
    actions::forward(office!(app, region, &two.sender), id, None)
        .await
        .unwrap();
    refuses(&actions::refuse(office!(app, region, &two.receiver), id, None, no).await);
    actions::offer(office!(app, region, &two.receiver), id, None)
        .await
        .unwrap();
    refuses(&actions::decline(office!(app, region, &two.answerer), id, None, no).await);
    let plain = ("other", "Wir haben gerade keine Leute.");
    actions::decline(office!(app, region, &two.answerer), id, None, plain)
        .await
        .unwrap();
}

fn refuses(done: &Result<(), IntroductionError>) {
    assert_eq!(passages(done.as_ref().unwrap_err()), ["Saarkorr Sensorik GmbH"]);
}

async fn what_few_are_is_not_said(app: App) {
    let two = Two::make(&app).await;
    let like = |name: &str| organisation(name).territory("LOR").kind("research").activity("72.19");
    app.tamper("UPDATE organisation SET kind = 'research', division = '72' WHERE name LIKE 'Ponts%'")
        .await
        .unwrap();
    let id = ask(&app, &two.asker, &unnamed(&two, "Nous cherchons des capteurs.", false))
        .await
        .unwrap();
    two.offer(&app, id).await;
    let told = async || {
        let one = seen(&app, &two.answerer, id).await.unwrap();
        assert!(one.requester.named.is_none());
        assert_eq!(one.requester, one.requester_told);
        (one.requester.kind, one.requester.division)
    };
    assert_eq!(told().await, (None, None), "it alone is that");
    app.add(["Deux", "Trois", "Quatre"].map(like)).await;
    assert_eq!(told().await, (None, None), "four are too few");
    app.add([organisation("Cinq").territory("LOR").kind("research").activity("62.10")])
        .await;
    assert_eq!(
        told().await,
        (Some(Kind::Research), None),
        "five are research, four of that sector"
    );
    app.add([like("Six")]).await;
    assert_eq!(told().await, (Some(Kind::Research), Some("72".to_owned())));
    // Its own chambers know it all the same.
    let known = seen(&app, &two.receiver, id).await.unwrap();
    assert!(known.requester.named.is_some() && known.requester_told.named.is_none());
}
