//! What people read at the desk is words of their language, never a code.

use passerelle::cases::Kind;
use passerelle::organisations::model::ReportSubject;
use passerelle::platform::access::Mandate;
use passerelle::platform::texts::{Locale, T};
use serde_json::json;
use testkit::{App, organisation, suite};

use super::{open, staff};

suite!(what_is_asked_for_is_told_in_words);

async fn what_is_asked_for_is_told_in_words(app: App) {
    app.add([organisation("Testwerk")]).await;
    let id = app.id("Testwerk").await;
    let moderator = staff(&app, "m@ihk.example", Mandate::Moderator).await;
    let shown = async |kind: Kind, mut asked: serde_json::Value| {
        asked["organisation"] = json!(id);
        let case = open(&app, kind, None, asked).await;
        let page = moderator.get(&format!("/fr/desk/{case}")).await.expect(200).page();
        page.texts(".case-facts dd")
    };
    let said = json!({ "subject": "identity", "place": "website", "reason": "Le numéro est faux." });
    assert_eq!(
        shown(Kind::Report, said).await,
        ["Le nom ou un numéro officiel", "Site web"]
    );
    let said = json!({ "subject": "content", "place": "en bas de la page", "reason": "Une insulte." });
    assert_eq!(
        shown(Kind::Content, said).await,
        ["Un texte qui ne devrait pas être affiché", "en bas de la page"]
    );
    let change = json!({ "kind": "sme", "chamber": "cci-moselle", "identity": "0403.101.811" });
    let region = testkit::region();
    let chamber = region.chamber("cci-moselle").unwrap().name.get(Locale::Fr);
    let told = shown(Kind::ProtectedChange, change).await;
    assert!(told.contains(&"PME".to_owned()), "{told:?}");
    assert!(told.contains(&chamber.to_owned()), "{told:?}");
    assert!(told.contains(&"0403.101.811".to_owned()), "{told:?}");
    assert!(
        told.iter().all(|text| text != "sme" && text != "cci-moselle"),
        "{told:?}"
    );
}

/// Each entry these actions write is a line of a case's history, and each subject of a report stands on a page.
#[test]
fn every_step_and_every_subject_has_its_words() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cases/actions");
    let mut steps = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let rest = text.split("\"cases.").skip(1);
        steps.extend(rest.map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    assert!(steps.len() > 12, "{steps:?}");
    let subjects = ReportSubject::ALL
        .iter()
        .map(|subject| ("report-subject", subject.code().to_owned()));
    let steps = steps.into_iter().map(|step| ("case-did", step));
    for (family, code) in steps.chain(subjects) {
        let id = format!("{family}-{}", code.replace('_', "-"));
        for locale in Locale::ALL {
            assert!(T::new(locale).find(&id).is_some(), "{id} in {locale}");
        }
    }
}
