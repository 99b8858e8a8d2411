//! Who may what: `access_table.csv`, written by hand, against `decide`, cell by cell; and what a hidden organisation is to
//! everybody who may not know of it. In the table `|` stands between words, `*` for the rest of one or all of them.

use passerelle::platform::access::{
    Action, Actor, Assurance, Level, Mandate, Node, Ownership, Purpose, Refusal, Role, Standing, TokenScopes, decide,
    scope,
};
use testkit::{App, form, organisation, report, suite};
use uuid::Uuid;

const TABLE: &str = include_str!("../access_table.csv");

/// The one who asks, in all actors with an account but `person`, who has nothing to do with anything.
const SELF: Uuid = Uuid::from_u128(0xA);
const STRANGER: Uuid = Uuid::from_u128(0xB);
/// Whose the other things are.
const OTHER: Uuid = Uuid::from_u128(0xC);
const HOME_ORGANISATION: Uuid = Uuid::from_u128(0x1);
const FAR_ORGANISATION: Uuid = Uuid::from_u128(0x2);
/// The row `own`, about which the actor `link` holds a link.
const OWN: Uuid = Uuid::from_u128(0x11);

/// By name, what is asked about: where it lies, not what may be done with it.
fn things() -> Vec<(&'static str, Ownership)> {
    let row = |id: Uuid, organisation, chamber: Option<&str>, person| Ownership {
        id,
        version: 3,
        public: false,
        organisation,
        chamber: chamber.map(str::to_owned),
        person: Some(person),
    };
    let id = Uuid::from_u128;
    let far = row(id(0x12), Some(FAR_ORGANISATION), Some("far"), OTHER);
    let public = Ownership {
        public: true,
        ..far.clone()
    };
    vec![
        ("public", public),
        ("hidden", far),
        ("own", row(OWN, None, None, SELF)),
        // A case of the chamber that the person asked for.
        ("asked", row(id(0x13), None, Some("home"), SELF)),
        ("member", row(id(0x14), Some(HOME_ORGANISATION), Some("far"), OTHER)),
        ("chamber", row(id(0x15), Some(FAR_ORGANISATION), Some("home"), OTHER)),
        ("both", row(id(0x16), Some(HOME_ORGANISATION), Some("home"), OTHER)),
        ("node", Ownership::default()),
    ]
}

fn standing(role: Option<Role>, mandate: Option<Mandate>, level: Level, fresh: bool) -> Standing {
    Standing {
        memberships: role.map(|role| (HOME_ORGANISATION, role)).into_iter().collect(),
        mandates: mandate
            .map(|mandate| ("home".to_owned(), mandate))
            .into_iter()
            .collect(),
        assurance: Assurance { level, fresh },
        ..Standing::default()
    }
}

/// By name, who asks. People sign in by one factor, those with a mandate by two, all of them just now unless it is said.
fn actors() -> Vec<(&'static str, Actor)> {
    use {Level::One, Level::Two, Mandate::*, Role::*};
    let person = |standing| Actor::person(SELF, standing);
    let member = |role| person(standing(Some(role), None, One, true));
    let staff = |mandate| person(standing(None, Some(mandate), Two, true));
    let token = |read, join, cases| {
        let scopes = TokenScopes { read, join, cases };
        let of = standing(Some(Owner), Some(Adviser), Two, false);
        Actor::token(Uuid::from_u128(0xD), SELF, scopes, of)
    };
    let professional = Standing {
        professional: true,
        ..standing(Some(Viewer), None, Two, true)
    };
    let admin = Standing {
        admin: true,
        ..standing(None, None, Two, true)
    };
    vec![
        ("guest", Actor::guest()),
        ("link", Actor::link(OWN)),
        ("person", Actor::person(STRANGER, standing(None, None, One, true))),
        ("self", person(standing(None, None, One, true))),
        ("viewer", member(Viewer)),
        ("investor", person(professional)),
        ("editor", member(Editor)),
        ("owner", member(Owner)),
        ("owner:not-fresh", person(standing(Some(Owner), None, One, false))),
        ("adviser", staff(Adviser)),
        ("moderator", staff(Moderator)),
        ("head", staff(Head)),
        ("head:one-factor", person(standing(None, Some(Head), One, true))),
        ("head:not-fresh", person(standing(None, Some(Head), Two, false))),
        ("owner+adviser", person(standing(Some(Owner), Some(Adviser), Two, true))),
        ("admin", person(admin)),
        ("token:read", token(true, false, false)),
        ("token:join", token(false, true, false)),
        ("token:cases", token(false, false, true)),
        ("system:import", Actor::system(Purpose::Import)),
        ("system:demo", Actor::system(Purpose::Demo)),
        ("system:maintenance", Actor::system(Purpose::Maintenance)),
        ("system:operator", Actor::system(Purpose::Operator)),
        ("system:decay", Actor::system(Purpose::Decay)),
    ]
}

fn answer(actor: &Actor, action: Action, thing: &Ownership) -> &'static str {
    let decided = if thing.id.is_nil() {
        decide(actor, action, &Node)
    } else {
        decide(actor, action, thing)
    };
    match decided {
        Ok(grant) => {
            assert_eq!((grant.action(), grant.actor()), (action, actor));
            assert_eq!((grant.id(), grant.version()), (thing.id, thing.version));
            "yes"
        }
        Err(Refusal::Forbidden) => "no",
        Err(Refusal::Hidden) => "hidden",
        Err(Refusal::SignIn) => "signin",
        Err(Refusal::StepUp(_)) => "stepup",
    }
}

/// The rows of a table of words, without its head.
pub(crate) fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).map(|line| line.split(',').collect()).collect()
}

fn means(pattern: &str, word: &str) -> bool {
    pattern.split('|').any(|one| match one.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => one == word,
    })
}

/// The number of the one row that speaks of a cell.
fn row_of(rows: &[Vec<&str>], cell: [&str; 3]) -> usize {
    let fits = |row: &[&str]| row.iter().zip(cell).all(|(pattern, word)| means(pattern, word));
    let found: Vec<usize> = (0..rows.len()).filter(|place| fits(&rows[*place])).collect();
    match found.as_slice() {
        [row] => *row,
        _ => panic!("{cell:?} is in the rows {found:?} of the table"),
    }
}

#[test]
fn decide_says_what_the_table_says() {
    let rows = rows(TABLE);
    assert!(rows.len() <= 400, "{} rows are too many to read", rows.len());
    let (actors, things) = (actors(), things());
    let (mut used, mut wrong, mut cells) = (vec![false; rows.len()], Vec::new(), 0);
    for action in Action::ALL.iter().copied() {
        for (name, actor) in &actors {
            for (relation, thing) in &things {
                let row = row_of(&rows, [action.code(), name, relation]);
                (used[row], cells) = (true, cells + 1);
                let (said, expected) = (answer(actor, action, thing), rows[row][3]);
                if said != expected {
                    wrong.push(format!("{},{name},{relation}: {said}, not {expected}", action.code()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cells are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(cells, Action::ALL.len() * actors.len() * things.len());
    let idle: Vec<_> = rows.iter().zip(used).filter(|(_, used)| !used).collect();
    assert!(idle.is_empty(), "rows that speak of nothing: {idle:?}");
    println!("{cells} cells in {} rows", rows.len());
}

/// What the table answers, for the test of the routes.
pub(crate) fn table_says(action: &str, actor: &str, relation: &str) -> &'static str {
    let rows = rows(TABLE);
    rows[row_of(&rows, [action, actor, relation])][3]
}

#[test]
fn a_scope_sees_nothing_that_the_table_refuses() {
    // What changes a row is asked of `decide` once more; what only reads hangs on the scope alone.
    let reads = [
        Action::ReadOrganisation,
        Action::ReadOpportunity,
        Action::ReadPractice,
        Action::EditOpportunity,
        Action::EditPractice,
        Action::ReadCase,
        Action::ReadPrivate,
        Action::ReadIntroduction,
        Action::ReadChamber,
        Action::ReadWorkspace,
        Action::EditWorkspace,
        Action::ManageWebhooks,
        Action::EditDraft,
        Action::WorkCase,
    ];
    let mut wrong = Vec::new();
    for action in reads {
        for (name, actor) in actors() {
            let scope = scope(&actor, action);
            for (relation, thing) in things() {
                let said = table_says(action.code(), name, relation);
                if scope.sees(&thing) && said != "yes" {
                    wrong.push(format!("{},{name},{relation} is {said} and seen", action.code()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
