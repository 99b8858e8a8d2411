//! Somebody who is everywhere: a word of their own stands in every column, file and letter that can be about a person.

use passerelle::accounts::PersonId;
use passerelle::app::KnownCases;
use passerelle::opportunities::Scores;
use passerelle::opportunities::actions::{self, Judged};
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::database::Sql;
use passerelle::platform::journal::{self, Entry, Part};
use passerelle::platform::mail::{self, Letter};
use passerelle::platform::personal::Hands;
use passerelle::platform::texts::Locale;
use passerelle::{cases, notices};
use testkit::{App, Client, organisation};

use crate::joining::{ready, send};
use crate::opportunities::{actor, beginning, hands, whole};

/// A person, their word and their browser.
pub(crate) struct Somebody {
    pub(crate) id: PersonId,
    pub(crate) word: &'static str,
    pub(crate) client: Client,
    /// The organisation they own alone.
    pub(crate) organisation: OrganisationId,
    /// The case that was refused.
    pub(crate) refused: String,
}

impl Somebody {
    /// Makes them; `word` is small letters and nothing else has it.
    pub(crate) async fn everywhere(app: &App, word: &'static str) -> Self {
        let mail = format!("anna@{word}.example");
        let company = format!("Brückenbau {}", word.len() + usize::from(word.as_bytes()[2]));
        let one = organisation(&company)
            .territory("SAR")
            .declared("email", None, &mail, "2026-10-01")
            .declared("phone", None, &format!("+352 {word}"), "2026-10-01")
            .declared(
                "summary",
                Some("de"),
                &format!("Von Anna {word} gegründet."),
                "2026-10-01",
            );
        app.add([one]).await;
        let organisation = app.id(&company).await;
        let id = app
            .person(&mail)
            .name(&format!("Anna {word}"))
            .role(organisation, Role::Owner)
            .make()
            .await;
        let client = app.signed_in(id, Level::Two).await;
        keys(app, id, word, &mail).await;
        let refused = applications(app, &client, word).await;
        reports(app, organisation, word, &mail).await;
        letters(app, id, word, &mail).await;
        asked(app, id, organisation).await;
        offered(app, id, organisation, word).await;
        told(app, id, organisation, word).await;
        tell(app).await;
        app.settle().await;
        Self {
            id,
            word,
            client,
            organisation,
            refused,
        }
    }

    pub(crate) fn mail(&self) -> String {
        format!("anna@{}.example", self.word)
    }
}

/// A letter asked them whether what is known of their organisation still holds.
async fn asked(app: &App, id: PersonId, organisation: OrganisationId) {
    let sql = Sql::both(
        "INSERT INTO reconfirmation (id, organisation_id, person_id, due_on, stage, facts, created_at, expires_at)
         VALUES ($1, $2, $3, 1, 0, $4, $5, $5)",
    );
    let (row, now) = (app.clock().id(), app.clock().now());
    let values = vec![
        row.into(),
        organisation.0.into(),
        id.0.into(),
        vec![1_u8].into(),
        now.into(),
    ];
    sql.run(app.database().maintenance(), values).await.unwrap();
}

/// What they wrote for it, and what an adviser said of that: both name them.
async fn offered(app: &App, id: PersonId, organisation: OrganisationId, word: &str) {
    let writer = actor(id, &[(organisation, Role::Owner)], &[]);
    let adviser = app
        .person(&format!("reader{}@ihk.example", organisation.0.simple()))
        .make()
        .await;
    let adviser = actor(adviser, &[], &["ihk-saarland"]);
    let mut content = whole(&format!("Sensoren von Anna {word}"));
    content
        .description
        .push_str(&format!(" Fragen an Anna {word} (anna@{word}.example)."));
    let one = actions::begin(hands(app, &writer), beginning(organisation, content, false))
        .await
        .unwrap();
    actions::send(hands(app, &writer), one, None, false).await.unwrap();
    actions::take(hands(app, &adviser), one, None, false).await.unwrap();
    let held = Judged {
        version: None,
        scores: Scores::of([5, 0, 5, 5]).unwrap(),
        expected: None,
        why: format!("Bitte ohne den Namen von Anna {word}."),
    };
    actions::judge(hands(app, &adviser), one, &held).await.unwrap();
}

/// A practice they wrote and what a chamber said of it; and what they took up of another: all of it names them.
async fn told(app: &App, id: PersonId, organisation: OrganisationId, word: &str) {
    use passerelle::practices::actions as verbs;
    use passerelle::practices::model::{Sayer, Verdict};

    use crate::practices::{HOME, OTHER, adopting, beginning, good, hands, publish, whole};

    let writer = actor(id, &[(organisation, Role::Owner)], &[]);
    let of_chamber = async |place: &str| {
        let mail = format!("{place}{}@chamber.example", organisation.0.simple());
        actor(app.person(&mail).make().await, &[], &[HOME, OTHER])
    };
    let (first, second) = (of_chamber("first").await, of_chamber("second").await);
    let mut content = whole(&format!("Erfahrungen von Anna {word}"));
    content
        .difficulties
        .push_str(&format!(" Fragen an Anna {word} (anna@{word}.example)."));
    let own = verbs::begin(hands(app, &writer), beginning(organisation, content))
        .await
        .unwrap();
    verbs::send(hands(app, &writer), own, None).await.unwrap();
    let returned = verbs::Judged {
        verdict: Verdict::Returned,
        why: format!("Bitte ohne den Namen von Anna {word}."),
        ..good()
    };
    verbs::judge(hands(app, &first), own, &returned).await.unwrap();
    // What others did, and they took up.
    let of = format!("Vorbild {}", organisation.0.simple());
    app.add([testkit::organisation(&of)]).await;
    let of = app.id(&of).await;
    let editor = app.person(&format!("editor{}@example.org", of.0.simple())).make().await;
    let editor = actor(editor, &[(of, Role::Editor)], &[]);
    let practice = publish(app, &editor, of, [&first, &second], whole("Ein Lotse für zwei Seiten")).await;
    let mut taken = adopting(practice, organisation, Sayer::Adopter);
    taken.taken.changed = format!("Anna {word} macht es selbst.");
    verbs::adopt(hands(app, &writer), taken).await.unwrap();
}

/// How they sign in, or did: rows as the actions write them.
async fn keys(app: &App, id: PersonId, word: &str, mail: &str) {
    let bytes = |what: &str| format!("{word}-{what}").into_bytes();
    let (now, clock) = (app.clock().now(), app.clock());
    let later = now + 30 * passerelle::platform::clock::DAY;
    let run = async |sql: &'static str, values: Vec<sea_orm::Value>| {
        Sql::both(sql).run(app.database().maintenance(), values).await.unwrap();
    };
    run(
        "UPDATE person SET password_hash = $2, totp_secret = $3, totp_since = $4 WHERE id = $1",
        vec![
            id.0.into(),
            format!("$argon2id${word}").into(),
            bytes("totp").into(),
            now.into(),
        ],
    )
    .await;
    run(
        "UPDATE session SET agent = $2, prefix = $2 WHERE person_id = $1",
        vec![id.0.into(), format!("Firefox {word}").into()],
    )
    .await;
    run(
        "INSERT INTO sign_in_link (token_hash, person_id, mail, purpose, path, stay, created_at, expires_at)
         VALUES ($1, $2, $3, 'sign_in', '', false, $4, $5)",
        vec![bytes("link").into(), id.0.into(), mail.into(), now.into(), later.into()],
    )
    .await;
    run(
        "INSERT INTO recovery_code (person_id, hash) VALUES ($1, $2)",
        vec![id.0.into(), bytes("code").into()],
    )
    .await;
    run(
        "INSERT INTO passkey (id, person_id, credential, name, data, created_at) VALUES ($1, $2, $3, $4, $4, $5)",
        vec![
            clock.id().into(),
            id.0.into(),
            bytes("key").into(),
            format!("Key of {word}").into(),
            now.into(),
        ],
    )
    .await;
    run(
        "INSERT INTO passkey_challenge (id_hash, person_id, state, expires_at) VALUES ($1, $2, $3, $4)",
        vec![bytes("challenge").into(), id.0.into(), word.into(), later.into()],
    )
    .await;
    run(
        "INSERT INTO token (id, person_id, name, hash, scopes, level, created_at, expires_at)
         VALUES ($1, $2, $3, $4, 'read', 1, $5, $6)",
        vec![
            clock.id().into(),
            id.0.into(),
            format!("Program of {word}").into(),
            bytes("token").into(),
            now.into(),
            later.into(),
        ],
    )
    .await;
    run(
        "INSERT INTO claim (id, organisation_id, person_id, way, secret_hash, attempts, created_at, expires_at)
         SELECT $1, id, $2, 'mail', $3, 0, $4, $5 FROM organisation LIMIT 1",
        vec![
            clock.id().into(),
            id.0.into(),
            bytes("claim").into(),
            now.into(),
            later.into(),
        ],
    )
    .await;
    run(
        "INSERT INTO invitation (id, organisation_id, mail, role, invited_by, created_at, expires_at)
         SELECT $1, id, $2, 'viewer', $3, $4, $5 FROM organisation LIMIT 1",
        vec![
            clock.id().into(),
            mail.into(),
            clock.id().into(),
            now.into(),
            later.into(),
        ],
    )
    .await;
}

/// The version of the newest case.
async fn version(app: &App) -> String {
    app.ask("SELECT CAST(version AS TEXT) FROM case_file ORDER BY opened_at DESC, id DESC LIMIT 1")
        .await
}

/// A draft with a paper; a case that waits for an answer and one that was refused and appealed against. The chamber writes
/// their name, as people do. The refused one's number.
async fn applications(app: &App, client: &Client, word: &str) -> String {
    let adviser = app
        .person("adviser@cci.example")
        .mandate("cci-moselle", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let kept = ready(client, &format!("Entwurf {word}")).await;
    let paper = format!("%PDF-1.7 paper of {word}");
    let path = format!("/fr/joining/{kept}/documents/add");
    client
        .post_file(&path, &format!("{word}.pdf"), "application/pdf", paper.as_bytes())
        .await
        .expect(303);
    let sent = ready(client, &format!("Antrag {word}")).await;
    let path = format!("/fr/joining/{sent}/documents/add");
    let other = format!("%PDF-1.7 another paper of {word}");
    client
        .post_file(
            &path,
            &format!("statuts {word}.pdf"),
            "application/pdf",
            other.as_bytes(),
        )
        .await
        .expect(303);
    send(client, &sent).await.expect(303);
    let told = client.get(&format!("/api/v1/drafts/{sent}")).await.json();
    let case = told["case"].as_str().unwrap().to_owned();
    let act = async |verb: &str, body: &str| {
        let version = version(app).await;
        let fields = [("version", version.as_str()), ("body", body)];
        adviser
            .post_form(&format!("/fr/desk/{case}/{verb}"), &fields)
            .await
            .expect(303);
    };
    act("note", &format!("Phoned Anna {word}, who was friendly.")).await;
    act("ask", &format!("Chère Anna {word}, y a-t-il des statuts ?")).await;
    let answer = format!("The statutes lie there. {word}");
    client
        .post_form(&format!("/fr/cases/{case}/answer"), &[("body", &answer)])
        .await
        .expect(303);
    act("ask", &format!("Anna {word}, und der Mietvertrag?")).await;
    // Another one is refused, with reasons that name her, and appealed against.
    let second = ready(client, &format!("Zweiter {word}")).await;
    send(client, &second).await.expect(303);
    let told = client.get(&format!("/api/v1/drafts/{second}")).await.json();
    let refused = told["case"].as_str().unwrap().to_owned();
    let version = version(app).await;
    let facts = format!("Anna {word} (anna@{word}.example) hat nicht gezeigt, dass sie für das Unternehmen spricht.");
    let said = [
        ("version", version.as_str()),
        ("decision", "refused"),
        ("ground", "identity_not_shown"),
        ("facts", &facts),
        ("remedy", &format!("Anna {word} kann eine Vollmacht einreichen.")),
    ];
    adviser
        .post_form(&format!("/fr/desk/{refused}/decide"), &said)
        .await
        .expect(303);
    app.tamper("UPDATE case_file SET appeal_facts = facts WHERE state = 'decided' AND appeal_facts IS NULL")
        .await
        .unwrap();
    Sql::both("UPDATE case_file SET appeal_reason = $1 WHERE state = 'decided' AND appeal_reason IS NULL")
        .run(
            app.database().maintenance(),
            vec![format!("Das stimmt nicht, {word}!").into()],
        )
        .await
        .unwrap();
    refused
}

async fn reports(app: &App, organisation: OrganisationId, word: &str, mail: &str) {
    let body = serde_json::json!({
        "subject": "contact", "place": format!("bei Anna {word}"), "mail": mail,
        "reason": format!("Ich bin Anna {word} und nicht mehr dort; {mail}"),
    });
    let key = app.clock().id().to_string();
    let reader = app.client().with("idempotency-key", &key);
    let path = format!("/api/v1/organisations/{organisation}/reports");
    reader.post_json(&path, &body).await.expect(201);
    cases::reports::read(app.journal(), &testkit::region()).await.unwrap();
}

/// Letters to them and to others about them, what their mail server said, and a chamber's shared address that is theirs.
async fn letters(app: &App, id: PersonId, word: &str, mail: &str) {
    let letter = |to: &str, recipient: Option<PersonId>, kind: &'static str| Letter {
        to: to.into(),
        recipient: recipient.map(|id| id.0),
        language: Locale::De,
        kind,
        subject: format!("Anna {word}"),
        paragraphs: vec![format!("Anna {word} hat geantwortet ({mail}).")],
        button: None,
        foot: Vec::new(),
        entry: None,
        about: None,
        not_before: app.clock().now(),
    };
    let letters = &[
        letter(mail, Some(id), "to_them"),
        letter(mail, None, "to_their_address"),
        letter("colleague@example.org", None, "to_another"),
    ];
    let (clock, region) = (app.clock(), &testkit::region());
    app.journal()
        .write(|tx| async move {
            for letter in letters {
                mail::queue(&tx, clock, letter).await?;
            }
            let entry = Entry {
                action: "test.written",
                subject: format!("person:{id}"),
                parts: vec![Part {
                    about: Some(id.0),
                    bytes: format!("{{\"said\":\"{word}\"}}").into_bytes(),
                }],
            };
            let grant = Hands { clock, region }.grant()?;
            Ok::<_, passerelle::platform::database::DatabaseError>((
                journal::append(&tx, clock, grant, entry).await?,
                (),
            ))
        })
        .await
        .unwrap();
    let now = app.clock().now();
    Sql::both("INSERT INTO mail_bounce (address, since, error) VALUES ($1, $2, $3)")
        .run(
            app.database().maintenance(),
            vec![mail.into(), now.into(), format!("no {word}").into()],
        )
        .await
        .unwrap();
    Sql::both("INSERT INTO chamber (code, since, target_days, mail) VALUES ($1, $2, 5, $3)")
        .run(
            app.database().maintenance(),
            vec![format!("c-{}", word.len()).into(), now.into(), mail.into()],
        )
        .await
        .unwrap();
}

/// Everybody is told what the journal has for them.
pub(crate) async fn tell(app: &App) {
    app.journal().settle().await.unwrap();
    let known = KnownCases(app.state.web.clone());
    while notices::read(app.journal(), &app.state.web, &known).await.unwrap().read > 0 {}
}
