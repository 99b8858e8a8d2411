//! Files on the shared page: from *accepted* on, for both sides and their advisers and nobody else.

use passerelle::accounts::PersonId;
use passerelle::attachments::Laid;
use passerelle::introductions::Office;
use passerelle::introductions::actions::{self, IntroductionError};
use passerelle::platform::access::{Actor, Level};
use passerelle::platform::files::FileKind;
use testkit::{App, suite};

use super::{Two, row, seen};
use crate::opportunities::attachments::upload;

suite!(both_sides_share_files, forms_lay_them_in);

macro_rules! office {
    ($app:expr, $region:expr, $actor:expr) => {
        Office {
            journal: $app.journal(),
            region: &$region,
            actor: $actor,
        }
    };
}

fn file(name: &str) -> Laid {
    Laid {
        name: name.into(),
        kind: FileKind::Pdf,
        bytes: format!("%PDF-1.7 {name}").into_bytes(),
    }
}

async fn both_sides_share_files(app: App) {
    let two = Two::make(&app).await;
    let id = two.offered(&app).await;
    let region = testkit::region();
    let lay = async |who: &Actor, name: &str| {
        actions::lay_file(office!(app, region, who), &app.state.files, id, file(name)).await
    };
    let early = lay(&two.asker, "zu früh.pdf").await;
    assert!(matches!(early, Err(IntroductionError::Step(_))), "{early:?}");
    let foreign = lay(&two.stranger, "fremd.pdf").await;
    assert!(matches!(foreign, Err(IntroductionError::Hidden)), "{foreign:?}");
    assert!(app.state.files.all().await.unwrap().is_empty());
    actions::accept(office!(app, region, &two.answerer), id, None)
        .await
        .unwrap();
    let before = row(&app, id).await;
    let plan = lay(&two.asker, "Plan du pont.pdf").await.unwrap();
    lay(&two.receiver, "Vertrag.pdf").await.unwrap();
    assert_eq!(row(&app, id).await, before, "a file is no step");
    for who in [&two.asker, &two.answerer, &two.sender, &two.receiver] {
        let files = seen(&app, who, id).await.unwrap().files;
        let names: Vec<&str> = files.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Plan du pont.pdf", "Vertrag.pdf"]);
    }
    let theirs = actions::take_file(office!(app, region, &two.answerer), id, plan).await;
    assert!(matches!(theirs, Err(IntroductionError::Step(_))), "{theirs:?}");
    actions::take_file(office!(app, region, &two.asker), id, plan)
        .await
        .unwrap();
    let again = actions::take_file(office!(app, region, &two.asker), id, plan).await;
    assert!(matches!(again, Err(IntroductionError::Hidden)), "{again:?}");
    actions::withdraw(office!(app, region, &two.asker), id, None, "")
        .await
        .unwrap();
    let late = lay(&two.asker, "zu spät.pdf").await;
    assert!(matches!(late, Err(IntroductionError::Step(_))), "{late:?}");
    assert_eq!(
        seen(&app, &two.answerer, id).await.unwrap().files.len(),
        1,
        "what was shared stays"
    );
    assert!(app.verify().await.valid);
}

async fn forms_lay_them_in(app: App) {
    let two = Two::make(&app).await;
    let id = two.accepted(&app).await;
    let browser = async |who: &Actor| app.signed_in(PersonId(who.person_id().unwrap()), Level::Two).await;
    let (asker, answerer, stranger) = (
        browser(&two.asker).await,
        browser(&two.answerer).await,
        browser(&two.stranger).await,
    );
    let page = format!("/fr/introductions/{id}");
    let form = format!("{page}/files");
    upload(&asker, (&page, &form), "plan.pdf", b"%PDF-1.7 plan")
        .await
        .expect(303);
    let wrong = upload(&asker, (&page, &form), "plan.pdf", b"MZ")
        .await
        .expect(422)
        .page();
    assert!(wrong.has("#file-error") && wrong.text(".error-summary").contains("plan.pdf"));
    let shown = answerer.get(&page).await.expect(200).page();
    let path = shown.attribute("#files ul a", "href");
    assert_eq!(answerer.get(&path).await.expect(200).text(), "%PDF-1.7 plan");
    stranger.get(&path).await.expect(404);
    assert!(!shown.has("#files ul form"), "who did not lay it in cannot take it out");
    answerer.post_form(&format!("{path}/remove"), &[]).await.expect(409);
    asker.post_form(&format!("{path}/remove"), &[]).await.expect(303);
    answerer.get(&path).await.expect(404);
}
