//! Every address of the router, with what it asks for (`routes.csv`, written by hand); and strangers at each of those that
//! belong to somebody: what the access table says of their kind, and no row of any table changed.

use std::path::Path;

use axum::body::Body;
use axum::http::Method;
use passerelle::accounts::PersonId;
use passerelle::platform::access::{Action, Level, Mandate, Role};
use passerelle::platform::database::Sql;
use passerelle::platform::database::tables::hash_rows;
use serde_json::json;
use sha2::{Digest, Sha256};
use testkit::{Answer, App, Client, organisation, suite};

use super::access::{rows, table_says};
use super::cases::dossier;
use super::joining::{ready, send};
use super::opportunities::draft_of;
use super::sent::{body, fields};

const ROUTES: &str = include_str!("../routes.csv");

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// What stands between a call's parentheses, which are open already.
fn inside(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &text[..end.unwrap()]
}

/// Method and path of each route that the sources lay down.
fn laid_down() -> Vec<String> {
    let mut texts = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut texts);
    let mut routes = Vec::new();
    for text in &texts {
        for other in [".nest(", ".nest_service(", ".route_service(", "MethodRouter", "any("] {
            let of_router = text.contains("axum::routing") && text.contains(other);
            assert!(!of_router, "{other} lays down routes this test does not read");
        }
        for call in text.split(".route(").skip(1) {
            let call = inside(call);
            let (_, rest) = call.split_once('"').unwrap();
            let (path, verbs) = rest.split_once('"').unwrap();
            for method in ["get", "post", "put", "patch", "delete"] {
                let begins = |before: char| !before.is_alphanumeric() && before != '_' && before != ':';
                let verb = format!("{method}(");
                let mut places = verbs.match_indices(&verb).map(|(at, _)| at);
                if places.any(|at| verbs[..at].chars().next_back().is_none_or(begins)) {
                    routes.push(format!("{method},{path}"));
                }
            }
        }
    }
    routes.sort();
    routes
}

#[test]
fn each_route_is_in_the_list() {
    let mut listed: Vec<String> = rows(ROUTES).iter().map(|row| row[..2].join(",")).collect();
    listed.sort();
    assert_eq!(listed, laid_down(), "left: server/tests/routes.csv, right: the sources");
    for row in rows(ROUTES) {
        let known = row[2] == "-" || Action::ALL.iter().any(|action| action.code() == row[2]);
        assert!(known && row.len() == 4, "{row:?}");
    }
}

suite!(strangers_find_nothing_and_change_nothing);

/// Things of somebody the strangers have nothing to do with.
struct Foreign {
    draft: String,
    paper: String,
    case: String,
    organisation: String,
    /// One of which they are nothing.
    closed: String,
    /// A paper that went to the chamber with the case.
    sent: String,
    /// A draft of an opportunity of the closed one.
    opportunity: String,
    /// A draft of a practice of the closed one.
    practice: String,
    /// Where the closed one is told.
    webhook: String,
    /// Between two organisations, one of which a stranger belongs to: it has not come to that yet.
    introduction: String,
}

impl Foreign {
    async fn make(app: &App) -> (Self, Client) {
        app.add([organisation("Ouverte"), organisation("Fermée").listed()])
            .await;
        let founder = app.person("founder@example.org").signed_in(Level::One).await;
        let first = ready(&founder, "Atelier Nova").await;
        let sent = paper_of(&founder, &first).await;
        send(&founder, &first).await.expect(303);
        let draft = ready(&founder, "Atelier Secret").await;
        let paper = paper_of(&founder, &draft).await;
        let told = founder.get(&format!("/api/v1/drafts/{first}")).await.json();
        let case = told["case"].as_str().unwrap().to_owned();
        let organisation = app.id("Ouverte").await.to_string();
        let closed = app.id("Fermée").await.to_string();
        let opportunity = draft_of(app, app.id("Fermée").await).await.to_string();
        let practice = super::practices::draft_of(app, app.id("Fermée").await)
            .await
            .to_string();
        let introduction = introduced(app).await;
        let webhook = super::outside::endpoint(app, app.id("Fermée").await).await.to_string();
        let foreign = Self {
            opportunity,
            practice,
            introduction,
            webhook,
            closed,
            draft,
            paper,
            case,
            organisation,
            sent,
        };
        (foreign, founder)
    }

    /// The addresses of a route: one for each verb or step.
    fn addresses(&self, path: &str) -> Vec<String> {
        let id = match path {
            path if path.contains("opportunities/{id}") => &self.opportunity,
            path if path.contains("practices/{id}") => &self.practice,
            path if path.contains("/introductions/") => &self.introduction,
            path if path.contains("/webhooks/") => &self.webhook,
            path if path.contains("/desk/") || path.contains("/cases/") => &self.case,
            path if path.contains("/documents/{id}") => &self.sent,
            path if path.contains("/organisations/") => &self.organisation,
            path if ["/own/", "/workspaces/", "/startups/"]
                .iter()
                .any(|part| path.contains(part)) =>
            {
                &self.closed
            }
            _ => &self.draft,
        };
        let seal = format!("{}.AAAAAAAAAAAAAAAAAAAAAA", self.case);
        let filled = path
            .replace("{lang}", "fr")
            .replace("{id}", id)
            .replace("{document}", &self.paper)
            .replace("{attachment}", &self.paper)
            .replace("{language}", "en")
            .replace("{file}", &self.paper)
            .replace("{opportunity}", &self.opportunity)
            .replace("{practice}", &self.practice)
            .replace("{adoption}", &self.paper)
            .replace("{watched}", &self.organisation)
            .replace("{search}", &self.paper)
            .replace("{delivery}", &self.paper)
            .replace("{person}", &self.paper)
            .replace("{invitation}", &self.paper)
            .replace("{token}", &seal);
        let steps = "identity seat activity languages documents preview send";
        let desk = "take note undo return ask hand-over decide second review";
        let introductions = "submit screen refuse forward offer accept decline meet negotiate close withdraw name plan message note edit";
        let words = match path {
            path if path.contains("/desk/opportunities/") => "take score",
            path if path.contains("/opportunities/") => "withdraw extend open close discard copy",
            path if path.contains("/adoption/") => "confirm decline mend withdraw",
            path if path.contains("/practices/") => "withdraw discard copy",
            path if path.contains("{step}") => steps,
            path if path.contains("/outcome/") => "record correct confirm dispute remedy",
            path if path.contains("/introductions/") => introductions,
            path if path.contains("/webhooks/") => "change rotate remove ping replay",
            path if path.contains("/desk/") => desk,
            path if path.contains("/members/") => "role remove",
            path if path.contains("/invitations/") => "resend end",
            path if path.contains("/recoveries/") => "approve refuse",
            _ => "answer withdraw appeal",
        };
        if filled.contains("{step}") || filled.contains("{verb}") {
            let one = |word: &str| filled.replace("{step}", word).replace("{verb}", word);
            words.split(' ').map(one).collect()
        } else {
            vec![filled]
        }
    }
}

/// One that its requester's chamber looks at.
async fn introduced(app: &App) -> String {
    let (requester, target) = (app.id("Fermée").await, app.id("Ouverte").await);
    let asker = super::introductions::owner(app, "asker@example.org", requester).await;
    let asked = super::introductions::between(requester, target, "Une question d’outillage");
    let id = super::introductions::ask(app, &asker, &asked).await.unwrap();
    id.to_string()
}

async fn paper_of(client: &Client, draft: &str) -> String {
    let path = format!("/fr/joining/{draft}/documents");
    let kind = "application/pdf";
    client
        .post_file(&format!("{path}/add"), "statuts.pdf", kind, b"%PDF-1.7 articles")
        .await
        .expect(303);
    let page = client.get(&path).await.expect(200).page();
    let to = page.attribute(".join-papers a", "href");
    to.rsplit('/').next().unwrap().to_owned()
}

/// Somebody who asks: by browser, and in the API by a token that is made for everything.
struct Stranger {
    name: &'static str,
    /// An organisation they do not belong to.
    closed: String,
    browser: Client,
    program: Client,
}

impl Stranger {
    async fn new(app: &App, name: &'static str, person: PersonId) -> Self {
        let text = format!("pas_pat_{name}-of-a-test-that-is-long-enough-for-a-token");
        let sql = Sql::both(
            "INSERT INTO token (id, person_id, name, hash, scopes, level, created_at, expires_at, used_at) \
             VALUES ($1, $2, 'of a test', $3, 'read join cases', 2, $4, $5, $4)",
        );
        let (now, hash) = (app.clock().now(), Sha256::digest(text.as_bytes()).to_vec());
        let year = now + 365 * passerelle::platform::clock::DAY;
        let values = vec![
            app.clock().id().into(),
            person.0.into(),
            hash.into(),
            now.into(),
            year.into(),
        ];
        sql.run(app.database().maintenance(), values).await.unwrap();
        Self {
            name,
            closed: app.id("Fermée").await.to_string(),
            browser: app.signed_in(person, Level::Two).await,
            program: app.client().with("authorization", &format!("Bearer {text}")),
        }
    }

    /// Sends a form or body that is good but for who sends it.
    async fn ask(&self, method: &str, path: &str, foreign: &Foreign) -> Answer {
        let program = self.program.clone().with("if-match", "\"1\"");
        let json = Some("application/json");
        match method {
            "get" if path.starts_with("/api/") => program.get(path).await,
            "get" => self.browser.get(path).await,
            "put" if path.contains("/versions/") => {
                let body = json!({ "texts": { "title": "Prise" } }).to_string();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            "put" if path.contains("/opportunities/") => {
                let body = json!({ "type": "BO", "language": "fr" }).to_string();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            "delete" => program.send(Method::DELETE, path, None, Body::empty()).await,
            "put" if path.contains("/workspaces/") => program.send(Method::PUT, path, None, Body::empty()).await,
            "put" if path.contains("/startups/") => {
                let body = json!({ "stage": "pilot" }).to_string();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            "put" if path.contains("/practices/") => {
                let body = json!({ "language": "fr" }).to_string();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            "put" if path.contains("/webhooks/") => {
                let body = body("/webhook", "").to_string();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            "put" if path.ends_with("/outcome") => {
                let body = body(path, "").to_string();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            "put" => {
                let body = serde_json::to_string(&dossier("Prise", None)).unwrap();
                program.send(Method::PUT, path, json, Body::from(body)).await
            }
            _ if path.starts_with("/api/") => program.post_json(path, &body(path, &foreign.closed)).await,
            _ if path.ends_with("/documents/add") => {
                let pdf = "application/pdf";
                self.browser.post_file(path, "a.pdf", pdf, b"%PDF-1.7 a").await
            }
            _ if path.ends_with("/introduce") => {
                let asked = "Une raison qui est assez longue";
                let asked = [
                    ("requester", self.closed.as_str()),
                    ("subject", asked),
                    ("message", asked),
                ];
                self.browser.post_form(path, &asked).await
            }
            _ => self.browser.post_form(path, fields(path)).await,
        }
    }
}

/// All tables but the counts of attempts. The clock of a test stands, so that nobody's session is seen later.
async fn state(app: &App) -> Vec<(String, usize, String)> {
    let mut all = hash_rows(app.database()).await.unwrap();
    all.retain(|(table, ..)| table != "attempt");
    all
}

/// Whether an answer is what the table says of a cell.
fn is_said(answer: &Answer, said: &str, relation: &str) -> bool {
    let status = answer.status.as_u16();
    match said {
        "signin" => status == 401 || (status == 303 && answer.header("location").contains("/sign-in")),
        // That there are chambers and the node is no secret; a private row is.
        "hidden" | "no" if relation != "hidden" => status == 403 || status == 404,
        "hidden" => status == 404,
        _ => false,
    }
}

async fn strangers_find_nothing_and_change_nothing(app: App) {
    let (foreign, founder) = Foreign::make(&app).await;
    let elsewhere = app
        .person("adviser@example.org")
        .mandate("cc-luxembourg", Mandate::Adviser);
    let other = app.id("Ouverte").await;
    let viewer = app.person("viewer@example.org").role(other, Role::Viewer);
    let nobody = app.person("nobody@example.org");
    let strangers = [
        Stranger {
            name: "guest",
            closed: foreign.closed.clone(),
            browser: app.client(),
            program: app.client(),
        },
        Stranger::new(&app, "person", nobody.make().await).await,
        Stranger::new(&app, "adviser", elsewhere.make().await).await,
        Stranger::new(&app, "viewer", viewer.make().await).await,
    ];
    // What strangers do not find is there.
    for path in [
        format!("/fr/joining/{}/identity", foreign.draft),
        format!("/fr/cases/{}", foreign.case),
        format!("/fr/documents/{}", foreign.sent),
        format!("/api/v1/drafts/{}", foreign.draft),
    ] {
        founder.get(&path).await.expect(200);
    }
    let before = state(&app).await;
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in rows(ROUTES).into_iter().filter(|row| row[2] != "-") {
        let (method, path, action, relation) = (row[0], row[1], row[2], row[3]);
        for stranger in &strangers {
            let name = stranger.name;
            let said = match relation {
                // Whoever has no link is told that there is none.
                "link" => "hidden",
                // Everybody with an account has one of their own.
                "own" if name != "guest" => "yes",
                _ => table_says(action, name, relation),
            };
            for address in foreign.addresses(path) {
                if said == "yes" {
                    continue;
                }
                let answer = stranger.ask(method, &address, &foreign).await;
                tried += 1;
                if !is_said(&answer, said, relation) {
                    wrong.push(format!("{name} {method} {address}: {}, not {said}", answer.status));
                }
            }
        }
        // All tables are read for it: once an address, not once a stranger.
        assert!(state(&app).await == before, "{method} {path} changed something");
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried >= 176, "only {tried} requests of strangers");
}
