//! Five hundred anonymous opportunities, each of an organisation whose name, domain, telephone, street and number are words that
//! occur nowhere else: found by its own people and in its row, and in nothing that a stranger is shown.

use std::collections::HashSet;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use passerelle::attachments::Laid;
use passerelle::opportunities::OpportunityId;
use passerelle::opportunities::actions;
use passerelle::opportunities::model::Content;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Role};
use passerelle::platform::database::Sql;
use passerelle::platform::files::FileKind;
use testkit::{App, Backend, Client, organisation, suite};

use super::{CHAMBER, actor, beginning, good, hands, sql_id, whole};

suite!(a_stranger_finds_no_canary, who_was_introduced_sees_the_name);

const MANY: usize = 500;
/// Of these so many are written as people write them.
const WRITTEN: usize = 25;

/// All that is logged in this process, of the program and of what it is built of, once [`listen`] was called.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Logs as an operator does who wants every request in the log.
fn listen() {
    let filter = "warn,passerelle=info,access=info";
    let built = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(|| Log);
    let _ = built.try_init();
}

fn logged() -> String {
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&log).into_owned()
}

/// A document as an office program writes it: with who wrote it, and for whom.
fn document(number: usize) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<< /Author (Zanovax{number:03} Werke) /Company (zanovax{number:03}.example) >>\nendobj\n"
    )
    .into_bytes()
}

/// What names one of them.
struct Canary {
    name: String,
    organisation: OrganisationId,
    id: OpportunityId,
    /// A file of those that were written.
    file: Option<String>,
    words: Vec<String>,
}

/// The same row for another organisation: what writing one takes was seen with the first of them.
async fn copy(app: &App, of: OpportunityId, organisation: OrganisationId, number: usize) -> OpportunityId {
    let sql = Sql::both(
        "INSERT INTO opportunity (id, version, organisation_id, chamber, territory, author, kind, state, public, anonymous,
                                  interest, language, title, content, concepts, words, reviewer, created_at, changed_at,
                                  submitted_at, published_at, expires_at, extended, reminded, ended_at, deadline)
         SELECT $2, version, $3, chamber, territory, author, kind, state, public, anonymous, interest, language,
                replace(title, 'Los 000', $4), replace(content, 'Los 000', $4), concepts, words, reviewer, created_at,
                changed_at, submitted_at, $5, $5 + 31536000000000, extended, reminded, ended_at, deadline
         FROM opportunity WHERE id = $1",
    );
    let id = app.clock().id();
    let lot = format!("Los {number:03}");
    let values = vec![
        of.0.into(),
        id.into(),
        organisation.0.into(),
        lot.into(),
        app.clock().now().into(),
    ];
    sql.run(app.database().maintenance(), values).await.unwrap();
    OpportunityId(id)
}

fn name(number: usize) -> String {
    format!("Zanovax{number:03} Werke")
}

async fn canaries(app: &App, many: usize) -> (Vec<Canary>, Client) {
    let all = (0..many).map(|number| {
        organisation(&name(number))
            .declared(
                "website",
                None,
                &format!("https://www.zanovax{number:03}.example"),
                "2026-10-01",
            )
            .declared("phone", None, &format!("+49 681 77{number:03}55"), "2026-10-01")
            .declared("email", None, &format!("post@zanovax{number:03}.example"), "2026-10-01")
    });
    app.add(all).await;
    let mut person = app.person("editor@example.org");
    let mut roles = Vec::new();
    for number in 0..many {
        let id = app.id(&name(number)).await;
        person = person.role(id, Role::Editor);
        roles.push((id, Role::Editor));
    }
    let person = person.make().await;
    // An organisation is no secret: whose an opportunity is would be.
    listen();
    let editor = actor(person, &roles, &[]);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    let mut canaries: Vec<Canary> = Vec::new();
    for (number, (organisation, _)) in roles.iter().enumerate() {
        let mut file = None;
        let id = match canaries.first() {
            Some(first) if number >= WRITTEN => copy(app, first.id, *organisation, number).await,
            _ => {
                let content = Content {
                    deadline: None,
                    ..whole(&format!("Sensoren für Brücken, Los {number:03}"))
                };
                let id = actions::begin(hands(app, &editor), beginning(*organisation, content, true));
                let id = id.await.unwrap();
                let laid = Laid {
                    name: format!("Preise {number:03}.pdf"),
                    kind: FileKind::Pdf,
                    bytes: document(number),
                };
                let laid = actions::attach(hands(app, &editor), &app.state.files, id, laid).await;
                file = Some(laid.unwrap().to_string());
                actions::send(hands(app, &editor), id, None, false).await.unwrap();
                actions::take(hands(app, &adviser), id, None, false).await.unwrap();
                actions::judge(hands(app, &adviser), id, &good()).await.unwrap();
                id
            }
        };
        app.clock().advance(1_000_000);
        let sql = sql_id(app, organisation.0);
        let number_of_it = app
            .ask(&format!(
                "SELECT number FROM register_record WHERE organisation_id = {sql}"
            ))
            .await;
        canaries.push(Canary {
            name: name(number),
            organisation: *organisation,
            id,
            file,
            words: vec![
                format!("Zanovax{number:03}"),
                format!("zanovax{number:03}"),
                format!("77{number:03}55"),
                organisation.to_string(),
                number_of_it,
            ],
        });
    }
    app.settle().await;
    (canaries, app.signed_in(person, Level::Two).await)
}

/// Words of all of them that stand in a text, each as a word of its own; what all names have in common wherever it stands.
struct Words(HashSet<String>);

impl Words {
    fn of(canaries: &[Canary]) -> Self {
        Self(canaries.iter().flat_map(|one| one.words.iter().cloned()).collect())
    }

    fn hits<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words
            .filter(|word| word.contains("anovax") || self.0.contains(*word))
            .collect()
    }
}

/// Every address of a list, page by page: what they say, and the next one's.
async fn follow(
    client: &Client,
    first: &str,
    mut next: impl FnMut(&testkit::Answer) -> Option<String>,
) -> (Vec<String>, usize) {
    let (mut texts, mut at, mut pages) = (Vec::new(), Some(first.to_owned()), 0);
    while let Some(path) = at {
        let answer = client.get(&path).await.expect(200);
        texts.push(answer.text());
        pages += 1;
        at = next(&answer);
    }
    (texts, pages)
}

/// The address of a feed's next page, as Atom or as JSON Feed has it.
fn next_of_feed(text: &str) -> Option<String> {
    let address = match serde_json::from_str::<serde_json::Value>(text) {
        Ok(feed) => feed["next_url"].as_str()?.to_owned(),
        Err(_) => {
            let read = feed_rs::parser::parse(text.as_bytes()).unwrap();
            let next = read.links.into_iter().find(|link| link.rel.as_deref() == Some("next"));
            next?.href
        }
    };
    Some(address.replace("https://passerelle.example", ""))
}

async fn a_stranger_finds_no_canary(app: App) {
    let (canaries, owner) = canaries(&app, MANY).await;
    // First each is found where it should be: by its own people, in its row, and as an organisation in the index.
    for (number, one) in canaries.iter().enumerate() {
        let own = owner
            .get(&format!("/api/v1/opportunities/{}", one.id))
            .await
            .expect(200)
            .json();
        assert_eq!(own["organisation"]["id"], one.organisation.to_string());
        if number % 20 == 0 {
            let path = format!("/de/own/{}/opportunities/{}", one.organisation, one.id);
            let own = owner.get(&path).await.expect(200).text();
            assert!(own.contains(&one.name), "{} is not in its owner's view", one.name);
        }
        let sql = format!(
            "SELECT count(*) FROM opportunity WHERE id = {} AND organisation_id = {} AND anonymous AND public",
            sql_id(&app, one.id.0),
            sql_id(&app, one.organisation.0)
        );
        assert_eq!(app.ask(&sql).await, "1");
    }
    let indexed = owner.get("/api/v1/organisations?q=Zanovax007").await.json();
    assert_eq!(indexed["items"].as_array().unwrap().len(), 1);

    let stranger = app.person("stranger@example.org").signed_in(Level::One).await;
    let guest = app.client();
    let mut seen = Vec::new();
    for (number, one) in canaries.iter().enumerate() {
        // A stranger with an account sees what a guest sees: every tenth of them is looked at by both.
        let clients = [&guest, &stranger];
        for client in clients.into_iter().take(if number % 10 == 0 { 2 } else { 1 }) {
            for path in [
                format!("/fr/opportunities/{}", one.id),
                format!("/api/v1/opportunities/{}", one.id),
            ] {
                seen.push(client.get(&path).await.expect(200).text());
            }
        }
        if number % 10 == 0 {
            let path = format!("/de/own/{}/opportunities/{}", one.organisation, one.id);
            stranger.get(&path).await.assert_problem("notFound");
        }
    }
    assert!(
        seen.iter().all(|text| text.contains("Sensoren für Brücken, Los ")),
        "nothing was shown"
    );
    let (lists, pages) = follow(&guest, "/de/opportunities", |answer| {
        let page = answer.page();
        page.has("a[rel=next]").then(|| page.attribute("a[rel=next]", "href"))
    })
    .await;
    assert_eq!(pages, MANY / 20);
    let (answers, _) = follow(&guest, "/api/v1/opportunities?limit=100", |answer| {
        let next = answer.json()["next"].as_str().map(str::to_owned);
        next.map(|next| next.replace("https://passerelle.example", ""))
    })
    .await;
    assert_eq!(answers.len(), MANY / 100);
    // A page of a feed has fifty entries, each anonymous.
    for (path, mark) in [
        ("/fr/opportunities.atom", "<entry>"),
        ("/de/opportunities.feed.json", "\"id\":\"urn:"),
    ] {
        let (feeds, pages) = follow(&guest, path, |answer| {
            let read = feed_rs::parser::parse(answer.text().as_bytes()).unwrap();
            let found = answer.text().split(mark).count() - 1;
            assert_eq!((found, read.entries.len()), (50, 50));
            assert!(read.entries.iter().all(crate::outside::feeds::is_unnamed));
            next_of_feed(&answer.text())
        })
        .await;
        assert_eq!(pages, MANY / 50);
        seen.extend(feeds);
    }
    seen.extend(lists);
    seen.extend(answers);
    for path in [
        "/fr/opportunities.csv",
        "/fr/opportunities.json",
        "/fr/opportunities?q=Sensoren&type=TO&territory=SAR",
        "/en/opportunities?concept=sensor-systems&interest=1",
        "/robots.txt",
        "/metrics",
    ] {
        let answer = guest.get(path).await;
        seen.push(answer.text());
    }
    // The name of its organisation finds none of them, nor does any other word of its own.
    for word in ["Zanovax007", "zanovax007.example", "7700755", "Saarbrücken"] {
        let found = guest
            .get(&format!("/api/v1/opportunities?q={word}"))
            .await
            .expect(200)
            .json();
        assert_eq!(found["total"], 0, "{word}");
    }
    let words = Words::of(&canaries);
    let named = format!("<p>{}</p>{}", canaries[7].name, canaries[7].organisation);
    assert_eq!(words.hits(&named).len(), 2, "the search finds what is there");
    for text in &seen {
        let found = words.hits(text);
        assert!(
            found.is_empty(),
            "{found:?} in {}",
            text.chars().take(300).collect::<String>()
        );
    }
    // The page of an organisation says nothing of what it looks for without its name; home shows the latest without theirs.
    for one in canaries.iter().step_by(50) {
        let page = guest
            .get(&format!("/api/v1/organisations/{}", one.organisation))
            .await
            .expect(200)
            .text();
        assert!(!page.contains("Sensoren für Brücken") && !page.contains(&one.id.to_string()));
        let path = format!("/de/organisations/{}", one.organisation);
        let to = guest.get(&path).await.header("location");
        let page = guest.get(&to).await.expect(200).text();
        assert!(!page.contains("Sensoren für Brücken") && !page.contains(&one.id.to_string()));
    }
    let home = guest.get("/de").await.expect(200).page();
    let latest = home.text("#opportunities");
    assert!(latest.contains("Los 499") && words.hits(&latest).is_empty(), "{latest}");
    letters_and_journal(&app, &canaries).await;
    files(&app, &canaries, &owner, &stranger).await;
    let log = logged();
    assert!(
        log.contains("/{lang}/opportunities/{id}"),
        "requests are logged: {:.400}",
        log
    );
    let found: Vec<&str> = log
        .lines()
        .filter(|line| !words.hits(line).is_empty())
        .take(3)
        .collect();
    assert!(found.is_empty(), "{found:#?} are in the log");
    // What would be written there would be found.
    tracing::info!(target: "passerelle", "{} is behind {}", canaries[7].name, canaries[7].id);
    assert_eq!(words.hits(&logged()).len(), 1);
}

/// A file says who wrote it: its people have it as it is, and nobody else has it by any name.
async fn files(app: &App, canaries: &[Canary], owner: &Client, stranger: &Client) {
    let (guest, words) = (app.client(), Words::of(canaries));
    for one in canaries.iter().filter(|one| one.file.is_some()) {
        let laid = one.file.as_deref().unwrap_or_default();
        let path = format!("/de/opportunities/{}/attachments/{laid}", one.id);
        let own = owner.get(&path).await.expect(200);
        assert_eq!(words.hits(&own.text()).len(), 2, "{}", own.text());
        assert!(own.header("content-disposition").contains("Preise"));
        for client in [&guest, stranger] {
            let page = client.get(&format!("/de/opportunities/{}", one.id)).await.expect(200);
            assert!(!page.page().has("#attachments"));
            let answer = client.get(&path).await.expect(404);
            assert!(words.hits(&answer.text()).is_empty() && answer.header("content-disposition").is_empty());
        }
    }
}

/// Letters go to its own people only; the journal's entries about it name it nowhere.
async fn letters_and_journal(app: &App, canaries: &[Canary]) {
    let words = Words::of(canaries);
    let others = app
        .list("SELECT text_body FROM mail WHERE address <> 'editor@example.org'")
        .await;
    for text in &others {
        assert!(words.hits(text).is_empty(), "{text}");
    }
    let own = app
        .count("SELECT count(*) FROM mail WHERE kind = 'opportunity_judged'")
        .await;
    assert_eq!(usize::try_from(own).unwrap(), WRITTEN);
    let text = match app.backend() {
        Backend::Sqlite => "CAST(entry_payload.bytes AS TEXT)",
        Backend::Postgres => "convert_from(entry_payload.bytes, 'UTF8')",
    };
    let said = app
        .list(&format!(
            "SELECT {text} FROM entry_payload JOIN entry ON entry.entry_id = entry_payload.entry_id
             WHERE entry.action LIKE 'opportunities.%'"
        ))
        .await;
    assert!(said.len() >= WRITTEN * 4, "{}", said.len());
    let subjects = app
        .list("SELECT subject FROM entry WHERE action LIKE 'opportunities.%'")
        .await;
    for text in said.iter().chain(&subjects) {
        let found = words.hits(text);
        assert!(found.is_empty(), "{found:?} in {text}");
    }
}

/// Says that everybody signed in was introduced.
struct Everybody;

impl passerelle::opportunities::Introduced for Everybody {
    fn identity_open_for<'a>(
        &'a self,
        _: &'a passerelle::platform::database::Database,
        actor: &'a passerelle::platform::access::Actor,
        _: OpportunityId,
    ) -> passerelle::platform::database::Doing<'a, bool> {
        let known = actor.person_id().is_some();
        Box::pin(async move { Ok(known) })
    }
}

async fn who_was_introduced_sees_the_name(app: App) {
    let (canaries, _) = canaries(&app, 1).await;
    let path = format!("/de/opportunities/{}", canaries[0].id);
    let person = app.person("introduced@example.org").make().await;
    let browser = app.signed_in(person, Level::One).await;
    assert!(!browser.get(&path).await.expect(200).text().contains("Zanovax"));
    let mut state = app.state.clone();
    state.introduced = &Everybody;
    let router = passerelle::app::router(state, &testkit::Setup::default().options);
    let guest = Client::new(router.clone());
    assert!(!guest.get(&path).await.expect(200).text().contains("Zanovax"));
    let cookie = app.state.accounts.cookie();
    let browser = Client::new(router).cookie(cookie, &browser.held(cookie).unwrap());
    let shown = browser.get(&path).await.expect(200).page();
    assert_eq!(shown.text("#by a"), "Zanovax000 Werke");
}
