//! Practices: the actions on both databases, walks of them, adoptions, and the pages.

mod adoptions;
mod pages;
mod verbs;
mod walks;

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Actor, Role};
use passerelle::platform::texts::Locale;
use passerelle::platform::web::Hands;
use passerelle::practices::PracticeId;
use passerelle::practices::actions::{self, Adopting, Beginning, Judged};
use passerelle::practices::model::{Content, Cost, Grade, Need, Precondition, Sayer, Taken, Verdict};
use testkit::App;

use crate::opportunities::{actor, sql_id};

/// The chamber that looks first, at an organisation of the Saarland.
pub(crate) const HOME: &str = "ihk-saarland";
/// One whose expert looks second.
pub(crate) const OTHER: &str = "cc-luxembourg";

/// A practice nothing is missing of.
pub(crate) fn whole(title: &str) -> Content {
    Content {
        title: title.to_owned(),
        summary: "Ein gemeinsamer Lotse zweier Kammern begleitet Auszubildende in den ersten Monaten über die Grenze."
            .into(),
        done: "Zwei Kammern haben eine Stelle geteilt. Der Lotse sitzt montags hier und donnerstags dort, kennt beide \
               Ausbildungsordnungen und geht mit zum ersten Gespräch."
            .into(),
        resources: "Eine halbe Stelle über zwei Jahre und ein Fahrkostenbudget.".into(),
        evidence: "Von 41 begleiteten Auszubildenden sind 36 nach einem Jahr noch im Betrieb.".into(),
        difficulties:
            "Im ersten Jahr wusste niemand, wer die Versicherung zahlt; drei Verträge sind daran gescheitert.".into(),
        transfer: "Es braucht nur zwei Kammern, die sich eine Stelle teilen wollen.".into(),
        grade: Some(Grade::OutputData),
        territory: "SAR".into(),
        municipality: "Dillingen".into(),
        from: "2025-03-01".parse().ok(),
        preconditions: vec![Precondition {
            territory: "LU".into(),
            kind: Need::Legal,
            text: "Eine Vereinbarung über die Versicherung der Auszubildenden.".into(),
        }],
        ..Content::default()
    }
}

/// What is said by somebody who took one up.
pub(crate) fn taken() -> Taken {
    Taken {
        territory: "LU".into(),
        municipality: "Esch-sur-Alzette".into(),
        since: "2026-09-01".parse().ok(),
        changed: "Der Lotse spricht auch Portugiesisch und kommt in die Schule.".into(),
        cost: Some(Cost::Small),
        cost_text: String::new(),
        result: "Zwölf Auszubildende im ersten Jahr, keiner hat abgebrochen.".into(),
    }
}

/// The hands of an actor.
pub(crate) fn hands<'a>(app: &'a App, actor: &'a Actor) -> Hands<'a> {
    app.state.hands(actor)
}

/// What a draft of that organisation begins with.
pub(crate) fn beginning(organisation: OrganisationId, content: Content) -> Beginning {
    Beginning {
        organisation,
        language: Locale::De,
        content,
    }
}

/// What the first says who finds it good.
pub(crate) fn good() -> Judged {
    Judged {
        version: None,
        verdict: Verdict::Good,
        expert: Some(OTHER.to_owned()),
        why: String::new(),
    }
}

/// The same with a reason that it is not.
pub(crate) fn not(verdict: Verdict) -> Judged {
    Judged {
        verdict,
        why: "Bitte sagen Sie, wie viele abgebrochen haben.".into(),
        ..good()
    }
}

/// That an organisation took one up.
pub(crate) fn adopting(practice: PracticeId, adopter: OrganisationId, said_by: Sayer) -> Adopting {
    Adopting {
        practice,
        adopter,
        said_by,
        language: Locale::De,
        taken: taken(),
    }
}

/// One that everybody sees: begun by an editor, found good by two.
pub(crate) async fn publish(
    app: &App,
    editor: &Actor,
    of: OrganisationId,
    two: [&Actor; 2],
    content: Content,
) -> PracticeId {
    let id = actions::begin(hands(app, editor), beginning(of, content))
        .await
        .unwrap();
    actions::send(hands(app, editor), id, None).await.unwrap();
    for actor in two {
        actions::judge(hands(app, actor), id, &good()).await.unwrap();
    }
    id
}

/// State, version and adoptions of one, as text.
pub(crate) async fn row(app: &App, id: PracticeId) -> String {
    let id = sql_id(app, id.0);
    app.ask(&format!(
        "SELECT state || '|' || CAST(version AS TEXT) || '|' || CAST(adoptions AS TEXT) || '|' || coalesce(expert, '')
         FROM practice WHERE id = {id}"
    ))
    .await
}

/// A draft of an organisation, begun by somebody who writes for it.
pub(crate) async fn draft_of(app: &App, organisation: OrganisationId) -> PracticeId {
    let editor = app.person("teller@example.org").role(organisation, Role::Editor);
    let editor = actor(editor.make().await, &[(organisation, Role::Editor)], &[]);
    let content = whole("Un texte que personne ne doit lire");
    actions::begin(hands(app, &editor), beginning(organisation, content))
        .await
        .unwrap()
}
