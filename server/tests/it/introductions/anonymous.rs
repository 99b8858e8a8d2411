//! An introduction asked for on an anonymous opportunity: its organisation is named to those who ask when it accepts, not before.

use passerelle::accounts::PersonId;
use passerelle::introductions::actions::{self, Ask, Office, Whom};
use passerelle::introductions::{ByAccepting, IntroductionError};
use passerelle::opportunities::actions::{begin, set_open};
use passerelle::opportunities::{Introduced, OpportunityId};
use passerelle::platform::access::Level;
use testkit::{App, suite};

use super::{Two, ask, seen};
use crate::opportunities::{actor as by_chamber, beginning, hands, publish, whole};

suite!(named_when_it_accepts, none_without_interest);

const NAME: &str = "Saarkorr";

async fn anonymous(app: &App, two: &Two) -> OpportunityId {
    let mail = format!("reviewer-{}@example.org", app.clock().now());
    app.clock().advance(1);
    let reviewer = app.person(&mail).make().await;
    let reviewer = by_chamber(reviewer, &[], &["ihk-saarland"]);
    let content = whole("Sensoren für Brücken");
    publish(app, &two.answerer, &reviewer, beginning(two.target, content, true)).await
}

async fn named_when_it_accepts(app: App) {
    let two = Two::make(&app).await;
    let about = anonymous(&app, &two).await;
    let asked = Ask {
        whom: Whom::Opportunity(about),
        ..two.asks("Sensoren für Brücken")
    };
    let id = ask(&app, &two.asker, &asked).await.unwrap();
    let again = ask(&app, &two.asker, &asked).await.unwrap_err();
    assert!(matches!(again, IntroductionError::Twice), "{again}");

    let asker = PersonId(two.asker.person_id().unwrap());
    let browser = app.signed_in(asker, Level::Two).await;
    let pages = [
        format!("/fr/opportunities/{about}"),
        format!("/fr/opportunities/{about}/introduce"),
        format!("/fr/introductions/{id}"),
        "/fr/introductions".to_owned(),
    ];
    let told = async || {
        let mut told = Vec::new();
        for page in &pages {
            told.push(browser.get(page).await.expect(200).text().contains(NAME));
        }
        told
    };
    let open = async || {
        ByAccepting
            .identity_open_for(app.database(), &two.asker, about)
            .await
            .unwrap()
    };
    for offered in [false, true] {
        if offered {
            two.offer(&app, id).await;
        }
        assert_eq!(told().await, [false; 4], "offered: {offered}");
        assert!(!open().await);
        let target = seen(&app, &two.asker, id).await.unwrap().target;
        assert!(target.named.is_none() && target.kind.is_none() && target.division.is_none());
        assert_eq!(target.territory, "SAR");
        assert!(
            seen(&app, &two.answerer, id)
                .await
                .is_none_or(|one| one.target.named.is_some())
        );
    }
    let region = testkit::region();
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor: &two.answerer,
    };
    actions::accept(office, id, None).await.unwrap();
    assert_eq!(told().await, [true, false, true, true]);
    assert!(open().await);
    let stranger = app.client().get(&pages[0]).await.expect(200);
    assert!(!stranger.text().contains(NAME));
}

async fn none_without_interest(app: App) {
    let two = Two::make(&app).await;
    let about = anonymous(&app, &two).await;
    let asked = Ask {
        whom: Whom::Opportunity(about),
        ..two.asks("Sensoren für Brücken")
    };
    // The clock closes it some minutes after its last day, 1 June 2027; nobody gets in between.
    let other = anonymous(&app, &two).await;
    let late = Ask {
        whom: Whom::Opportunity(other),
        ..two.asks("Sensoren für Brücken")
    };
    set_open(hands(&app, &two.answerer), about, None, false).await.unwrap();
    let refused = ask(&app, &two.asker, &asked).await.unwrap_err();
    assert!(matches!(refused, IntroductionError::Shut), "{refused}");
    let draft = beginning(two.target, whole("Nur ein Entwurf"), true);
    let draft = begin(hands(&app, &two.answerer), draft).await.unwrap();
    let hidden = Ask {
        whom: Whom::Opportunity(draft),
        ..asked
    };
    let refused = ask(&app, &two.asker, &hidden).await.unwrap_err();
    assert!(matches!(refused, IntroductionError::Hidden), "{refused}");
    app.clock().advance(190 * passerelle::platform::clock::DAY);
    let refused = ask(&app, &two.asker, &late).await.unwrap_err();
    assert!(matches!(refused, IntroductionError::Shut), "{refused}");
}
