//! Cases: the desk through the real router, their effects on organisations, and walks of the actions.

mod api;
mod refusals;
mod stories;
mod walks;
mod words;

use passerelle::accounts::PersonId;
use passerelle::cases::{self, CaseId, Kind, Opening};
use passerelle::organisations::Dossier;
use passerelle::organisations::dossier::{Number, Said, Seat};
use passerelle::platform::access::{Action, Actor, Level, Mandate, Node, Purpose, decide};
use passerelle::platform::texts::Locale;
use testkit::{Answer, App, Client};

/// A company nobody knows yet, in Saarbrücken.
pub(crate) fn dossier(name: &str, number: Option<&str>) -> Dossier {
    Dossier {
        name: name.into(),
        kind: passerelle::organisations::model::Kind::from_code("startup"),
        chamber: "ihk-saarland".into(),
        number: number.map(|value| Number {
            scheme: "be_enterprise".into(),
            value: value.into(),
        }),
        founded: number.is_some(),
        seat: Seat {
            street: "Mainzer Straße 1".into(),
            postal_code: "66111".into(),
            municipality: "Saarbrücken".into(),
            country: "DE".into(),
        },
        languages: vec!["de".into()],
        facts: vec![Said {
            field: "summary".into(),
            language: Some("de".into()),
            value: "Sensoren für Korrosion an Brücken".into(),
            ..Said::default()
        }],
        ..Dossier::default()
    }
}

/// Opens a case as the feature that needs it would.
pub(crate) async fn open(app: &App, kind: Kind, applicant: Option<PersonId>, asked: serde_json::Value) -> CaseId {
    let region = testkit::region();
    let about = asked["organisation"].as_str().and_then(|id| id.parse().ok());
    let opening = &Opening {
        kind,
        chamber: "ihk-saarland".into(),
        territory: "SAR".into(),
        organisation: about,
        applicant: applicant.map(|person| person.0),
        language: Locale::De,
        title: asked["name"].as_str().unwrap_or("Ein Vorgang").to_owned(),
        dossier: asked.clone(),
    };
    let region = &region;
    app.journal()
        .write(|tx| async move {
            let grant = decide(&Actor::system(Purpose::Demo), Action::StartJoining, &Node).unwrap();
            cases::open(&tx, app.clock(), region, grant, opening).await
        })
        .await
        .unwrap()
}

/// Somebody of the chamber at whose desk the cases of these tests lie, signed in with two factors.
pub(crate) async fn staff(app: &App, mail: &str, mandate: Mandate) -> Client {
    let person = app.person(mail).mandate("ihk-saarland", mandate);
    person.signed_in(Level::Two).await
}

/// Sends a form of the desk.
pub(crate) async fn act(client: &Client, case: CaseId, verb: &str, fields: &[(&str, &str)]) -> Answer {
    client.post_form(&format!("/de/desk/{case}/{verb}"), fields).await
}

/// Version of the newest case.
async fn version(app: &App) -> String {
    app.ask("SELECT CAST(version AS TEXT) FROM case_file ORDER BY opened_at DESC, id DESC LIMIT 1")
        .await
}

/// State of the newest case.
async fn state(app: &App) -> String {
    app.ask("SELECT state FROM case_file ORDER BY opened_at DESC, id DESC LIMIT 1")
        .await
}
