//! Who may what: `access_table.csv`, written by hand, against `decide`, cell by cell; and what a hidden organisation is to
//! everybody who may not know of it.

use passerelle::platform::access::{Action, Actor, Node, Ownership, Purpose, Refusal, Subject, decide, scope};
use testkit::{App, form, organisation, report, suite};
use uuid::Uuid;

const TABLE: &str = include_str!("../access_table.csv");

struct Thing {
    public: bool,
}

impl Subject for Thing {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: Uuid::from_u128(1),
            version: 3,
            public: self.public,
            organisation: Some(Uuid::from_u128(1)),
            ..Ownership::default()
        }
    }
}

fn answer(actor: &Actor, action: Action, relation: &str) -> &'static str {
    let decided = match relation {
        "public" => decide(actor, action, &Thing { public: true }),
        "hidden" => decide(actor, action, &Thing { public: false }),
        _ => decide(actor, action, &Node),
    };
    match decided {
        Ok(grant) => {
            assert_eq!((grant.action(), grant.actor()), (action, actor));
            "yes"
        }
        Err(Refusal::Forbidden) => "no",
        Err(Refusal::Hidden) => "hidden",
        Err(Refusal::SignIn) => "signin",
        Err(Refusal::StepUp(_)) => "stepup",
    }
}

#[test]
fn decide_says_what_the_table_says() {
    let rows: Vec<Vec<&str>> = TABLE.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut used = vec![false; rows.len()];
    let actors = [
        Actor::guest(),
        Actor::system(Purpose::Import),
        Actor::system(Purpose::Demo),
        Actor::system(Purpose::Maintenance),
        Actor::system(Purpose::Operator),
    ];
    for action in Action::ALL.iter().copied() {
        for actor in &actors {
            for relation in ["public", "hidden", "node"] {
                let name = actor.to_string();
                let cell = [action.code(), name.as_str(), relation];
                let fits = |row: &Vec<&str>| row.iter().zip(cell).all(|(word, of)| *word == "*" || *word == of);
                let found: Vec<usize> = (0..rows.len()).filter(|place| fits(&rows[*place])).collect();
                let [row] = found.as_slice() else {
                    panic!("{cell:?} is in {} rows of the table", found.len())
                };
                used[*row] = true;
                assert_eq!(answer(actor, action, relation), rows[*row][3], "{cell:?}");
            }
        }
    }
    let idle: Vec<_> = rows.iter().zip(used).filter(|(_, used)| !used).collect();
    assert!(idle.is_empty(), "rows that speak of nothing: {idle:?}");
}

#[test]
fn a_scope_sees_what_decide_allows_to_read() {
    for actor in [Actor::guest(), Actor::system(Purpose::Maintenance)] {
        for public in [true, false] {
            let thing = Thing { public };
            let allowed = decide(&actor, Action::ReadOrganisation, &thing).is_ok();
            let seen = scope(&actor, Action::ReadOrganisation).sees(&thing.ownership());
            assert_eq!(allowed, seen, "{actor} {public}");
        }
    }
}

suite!(a_hidden_organisation_is_nowhere);

async fn a_hidden_organisation_is_nowhere(app: App) {
    app.add([organisation("Sichtbar"), organisation("Verborgen")]).await;
    let id = app.id("Verborgen").await;
    app.tamper("UPDATE organisation SET public = false, version = version + 1 WHERE name = 'Verborgen'")
        .await
        .unwrap();
    app.rebuild().await;
    let client = app.client();
    for path in [
        format!("/fr/organisations/{id}"),
        format!("/fr/organisations/{id}/verborgen"),
        format!("/fr/organisations/{id}/report"),
        format!("/fr/organisations/{id}/report/{id}"),
        format!("/api/v1/organisations/{id}"),
    ] {
        let answer = client.get(&path).await;
        answer.assert_problem("notFound");
        assert!(!answer.text().contains("Verborgen"), "{path}");
    }
    let said = report("It is somewhere else");
    client
        .post_form(&format!("/fr/organisations/{id}/report"), &form(&said))
        .await
        .assert_problem("notFound");
    let body = serde_json::to_value(&said).unwrap();
    client
        .post_json(&format!("/api/v1/organisations/{id}/reports"), &body)
        .await
        .assert_problem("notFound");
    assert_eq!(app.count("SELECT count(*) FROM report").await, 0);
    for path in [
        "/api/v1/organisations?standing=all&territory=all&age=all",
        "/api/v1/organisations?q=Verborgen&standing=all",
        "/fr/organisations.csv?standing=all",
    ] {
        let answer = client.get(path).await.expect(200);
        assert!(
            !answer.text().contains("\"Verborgen\"") && !answer.text().contains(";Verborgen"),
            "{path}"
        );
    }
    let facets = client.get("/api/v1/facets?standing=all").await.json();
    assert_eq!(facets["total"], 1, "hidden ones are not counted either");
}
