//! The pages through the real router: asking, the track, buttons, what was typed, no step by address, and what a masked page says.

use passerelle::accounts::PersonId;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use testkit::{App, Client, organisation, suite};

use super::{REQUESTER_CHAMBER, TARGET_CHAMBER, row};

suite!(
    a_story_by_forms,
    no_step_is_skipped_by_address,
    what_was_typed_comes_back,
    an_unnamed_requester_is_in_no_page,
    a_letter_for_a_target_without_members,
    it_is_told_from_the_organisations_page,
    the_menu_leads_to_ones_own,
    a_colleague_is_shown_who_has_it,
);

struct Browsers {
    requester: OrganisationId,
    target: OrganisationId,
    asker: Client,
    answerer: Client,
    sender: Client,
    receiver: Client,
    receiver_id: PersonId,
}

impl Browsers {
    async fn make(app: &App) -> Self {
        app.add([
            organisation("Ponts et Haubans SA").territory("LOR"),
            organisation("Saarkorr Sensorik GmbH").territory("SAR"),
        ])
        .await;
        let requester = app.id("Ponts et Haubans SA").await;
        let target = app.id("Saarkorr Sensorik GmbH").await;
        let owner = async |mail: &str, of| app.person(mail).role(of, Role::Owner).signed_in(Level::Two).await;
        let sender = app
            .person("sender@example.org")
            .mandate(REQUESTER_CHAMBER, Mandate::Adviser);
        let receiver = app
            .person("receiver@example.org")
            .mandate(TARGET_CHAMBER, Mandate::Adviser);
        let receiver_id = receiver.make().await;
        Self {
            requester,
            target,
            asker: owner("asker@example.org", requester).await,
            answerer: owner("answerer@example.org", target).await,
            sender: sender.signed_in(Level::Two).await,
            receiver: app.signed_in(receiver_id, Level::Two).await,
            receiver_id,
        }
    }

    /// Asks and says where the introduction is, after the language.
    async fn ask(&self, more: &[(&str, &str)]) -> String {
        let requester = self.requester.to_string();
        let mut fields = vec![
            ("requester", requester.as_str()),
            ("subject", "Surveillance de la corrosion de haubans"),
            ("message", "Nous exploitons deux ponts et cherchons des capteurs."),
            ("language", "fr"),
            ("go", "send"),
        ];
        fields.extend(more);
        let path = format!("/fr/organisations/{}/introduce", self.target);
        let answer = self.asker.post_form(&path, &fields).await.expect(303);
        answer.header("location").trim_start_matches("/fr").to_owned()
    }
}

async fn step(client: &Client, path: &str, verb: &str) {
    let version = version(client, path).await;
    let fields = [("version", version.as_str())];
    client
        .post_form(&format!("/de{path}/{verb}"), &fields)
        .await
        .expect(303);
}

/// The version a page carries in its forms.
async fn version(client: &Client, path: &str) -> String {
    let page = client.get(&format!("/de{path}")).await.expect(200).page();
    page.attribute("input[name=version]", "value")
}

async fn a_story_by_forms(app: App) {
    let all = Browsers::make(&app).await;
    let path = all.ask(&[]).await;
    let mine = all.asker.get("/fr/introductions").await.expect(200).page();
    assert!(mine.text("#open table").contains("Surveillance de la corrosion"));
    for (client, verb) in [
        (&all.sender, "screen"),
        (&all.sender, "forward"),
        (&all.receiver, "offer"),
    ] {
        let desk = client.get("/de/desk/introductions").await.expect(200).page();
        assert!(desk.text("#desk-introductions").contains("Surveillance"), "{verb}");
        step(client, &path, verb).await;
    }
    let offered = all.answerer.get(&format!("/de{path}")).await.expect(200).page();
    assert!(offered.has("#decline") && !offered.has("#messages"));
    assert!(offered.text(".introduction-track .now").starts_with("Zugesagt"));
    step(&all.answerer, &path, "accept").await;
    let body = [("body", "Für einen Test brauchen wir Zugang zu zwei Seilen.")];
    all.answerer
        .post_form(&format!("/de{path}/message"), &body)
        .await
        .expect(303);
    let read = all.asker.get(&format!("/fr{path}")).await.expect(200).page();
    assert!(read.text("#messages").contains("zwei Seilen"));
    assert_eq!(read.attribute(".introduction-said p", "lang"), "de");
    let note = [("body", "Preis noch offen"), ("side", "target")];
    all.receiver
        .post_form(&format!("/de{path}/note"), &note)
        .await
        .expect(303);
    let noted = all.receiver.get(&format!("/de{path}")).await.expect(200);
    assert!(noted.text().contains("Preis noch offen"));
    for other in [&all.asker, &all.answerer, &all.sender] {
        let page = other.get(&format!("/de{path}")).await.expect(200);
        assert!(!page.text().contains("Preis noch offen"), "a note of the other chamber");
    }
    let now = version(&all.asker, &path).await;
    let plan = [
        ("version", now.as_str()),
        ("next", "Visite du pont"),
        ("on", "2026-12-10"),
    ];
    all.asker.post_form(&format!("/fr{path}/plan"), &plan).await.expect(303);
    let planned = all.asker.get(&format!("/fr{path}")).await.expect(200).page();
    assert!(planned.text("#next").contains("Visite du pont"));
    for (client, verb) in [
        (&all.asker, "meet"),
        (&all.answerer, "negotiate"),
        (&all.receiver, "close"),
    ] {
        step(client, &path, verb).await;
    }
    let ended = all.asker.get(&format!("/fr{path}")).await.expect(200).page();
    assert!(ended.has("#ended") && !ended.has("#next") && !ended.has("#withdraw"));
    assert_eq!(ended.count(".introduction-track .done"), 8);
}

async fn no_step_is_skipped_by_address(app: App) {
    let all = Browsers::make(&app).await;
    let path = all.ask(&[]).await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let verbs = [
        "submit",
        "forward",
        "offer",
        "accept",
        "decline",
        "meet",
        "negotiate",
        "close",
        "plan",
    ];
    let before = row(&app, id).await;
    let (mut refused, mut unseen) = (0, 0);
    for client in [&all.asker, &all.sender, &all.receiver, &all.answerer] {
        for verb in verbs {
            let fields = [
                ("version", "1"),
                ("reason", "timing"),
                ("next", "Un rendez-vous"),
                ("on", "2026-12-01"),
            ];
            let answer = client.post_form(&format!("/de{path}/{verb}"), &fields).await;
            match answer.status.as_u16() {
                403 | 409 => refused += 1,
                404 => unseen += 1,
                other => panic!("{verb}: {other}"),
            }
            assert_eq!(row(&app, id).await, before, "{verb} left a trace");
        }
    }
    assert_eq!(
        (refused, unseen),
        (18, 18),
        "those it has come to are told, the others see nothing"
    );
    all.sender
        .post_form(&format!("/de{path}/screen"), &[("version", "7")])
        .await
        .expect(409);
    all.sender
        .post_form(&format!("/de{path}/leap"), &[("version", "1")])
        .await
        .expect(404);
}

async fn what_was_typed_comes_back(app: App) {
    let all = Browsers::make(&app).await;
    let path = format!("/fr/organisations/{}/introduce", all.target);
    let requester = all.requester.to_string();
    let long = "x".repeat(151);
    let fields = [
        ("requester", requester.as_str()),
        ("subject", long.as_str()),
        (
            "message",
            "Appelez-nous au 03 87 00 00 00, nous cherchons des capteurs.",
        ),
        ("unnamed", "1"),
        ("language", "fr"),
        ("go", "send"),
    ];
    let page = all.asker.post_form(&path, &fields).await.expect(422).page();
    assert_eq!(page.attribute("#subject", "value"), long);
    assert!(page.text("#message").contains("03 87 00 00 00"));
    assert!(page.has("#subject-error") && page.has("#message-error") && page.has("#unnamed[checked]"));
    assert_eq!(app.count("SELECT count(*) FROM introduction").await, 0);
    let path = all.ask(&[]).await;
    let refuse = [("version", "1"), ("reason", "other"), ("text", "kurz")];
    let page = all
        .sender
        .post_form(&format!("/de{path}/refuse"), &refuse)
        .await
        .expect(422)
        .page();
    assert!(page.has("#refuse[open]") && page.has("#refuse-text-error"));
    assert_eq!(page.text("#refuse-text").trim(), "kurz");
    all.asker
        .post_form(&format!("/de{path}/withdraw"), &[("version", "1"), ("text", "")])
        .await
        .expect(303);
    // Withdrawn meanwhile: what was typed stands on the page though its form has gone.
    let refuse = [
        ("version", "1"),
        ("reason", "other"),
        ("text", "Das passt nicht zueinander."),
    ];
    let page = all
        .sender
        .post_form(&format!("/de{path}/refuse"), &refuse)
        .await
        .expect(409)
        .page();
    assert!(page.text(".error-summary").contains("Das passt nicht zueinander."));
    let twice = Browsers::ask(&all, &[]).await;
    let requester = all.requester.to_string();
    let again = [
        ("requester", requester.as_str()),
        ("subject", "Encore une fois"),
        ("message", "Nous cherchons toujours des capteurs."),
        ("go", "send"),
    ];
    let path = format!("/fr/organisations/{}/introduce", all.target);
    let page = all.asker.post_form(&path, &again).await.expect(409).page();
    assert_eq!(page.attribute("#subject", "value"), "Encore une fois");
    assert!(!twice.is_empty());
}

async fn an_unnamed_requester_is_in_no_page(app: App) {
    let all = Browsers::make(&app).await;
    let path = all.ask(&[("unnamed", "1")]).await;
    for (client, verb) in [
        (&all.sender, "screen"),
        (&all.sender, "forward"),
        (&all.receiver, "offer"),
    ] {
        step(client, &path, verb).await;
    }
    let canaries = [
        "Ponts et Haubans",
        &all.requester.to_string(),
        "ponts-et-haubans",
        "CCI Moselle",
        "sender",
    ];
    let seen = async |client: &Client, path: &str| client.get(path).await.expect(200).text();
    for page in [
        format!("/de{path}"),
        "/de/introductions".to_owned(),
        "/de/notices".to_owned(),
    ] {
        let text = seen(&all.answerer, &page).await;
        for canary in canaries {
            assert!(!text.contains(canary), "{canary} in {page}");
        }
    }
    let cases = passerelle::app::KnownCases(app.state.web.clone());
    while passerelle::notices::read(app.journal(), &app.state.web, &cases)
        .await
        .unwrap()
        .read
        > 0
    {}
    for letter in app.letters("answerer@example.org").await {
        let text = format!("{} {}", letter.subject, letter.text);
        assert!(!canaries.iter().any(|canary| text.contains(canary)), "{text}");
    }
    assert_eq!(app.letters("answerer@example.org").await.len(), 1);
    step(&all.answerer, &path, "accept").await;
    assert!(
        seen(&all.answerer, &format!("/de{path}"))
            .await
            .contains("Ponts et Haubans")
    );
}

async fn a_letter_for_a_target_without_members(app: App) {
    let all = Browsers::make(&app).await;
    app.add([organisation("Stille Werke").territory("SAR").listed()]).await;
    let silent = app.id("Stille Werke").await;
    let all = Browsers { target: silent, ..all };
    let form = all
        .asker
        .get(&format!("/fr/organisations/{silent}/introduce"))
        .await
        .expect(200)
        .page();
    assert!(form.has(".notice"), "it is said that nobody of it is here");
    let path = all.ask(&[("unnamed", "1")]).await;
    for (client, verb) in [
        (&all.sender, "screen"),
        (&all.sender, "forward"),
        (&all.receiver, "offer"),
    ] {
        step(client, &path, verb).await;
    }
    let letter = all
        .receiver
        .get(&format!("/de{path}/letter?language=de"))
        .await
        .expect(200);
    assert!(letter.text().contains("Stille Werke") && letter.text().contains("receiver"));
    assert!(
        !letter.text().contains("Ponts et Haubans"),
        "who stays unnamed is not in the letter"
    );
    all.sender.get(&format!("/de{path}/letter")).await.expect(404);
    step(&all.receiver, &path, "accept").await;
    all.receiver.get(&format!("/de{path}/letter")).await.expect(404);
    assert!(!all.receiver_id.0.is_nil());
}

async fn it_is_told_from_the_organisations_page(app: App) {
    let all = Browsers::make(&app).await;
    let guest = app.client();
    let page = guest.get(&format!("/de/organisations/{}", all.target)).await;
    let to = page.header("location");
    let page = guest.get(&to).await.expect(200).page();
    let form = page.attribute("#introduce a", "href");
    let answer = guest.get(&form).await;
    assert!(answer.header("location").contains("/sign-in"), "{}", answer.status);
    let nobody = app.person("nobody@example.org").signed_in(Level::One).await;
    let page = nobody.get(&form).await.expect(200).page();
    assert!(page.has("#introduce-none"));
    all.asker.get(&form).await.expect(200);
}

async fn the_menu_leads_to_ones_own(app: App) {
    let all = Browsers::make(&app).await;
    let leads = async |client: &Client| {
        let page = client.get("/de").await.expect(200).page();
        page.has(".site-person a[href='/de/introductions']")
    };
    assert!(!leads(&all.asker).await, "nobody has any");
    let path = all.ask(&[]).await;
    assert!(leads(&all.asker).await);
    for (client, has) in [(&all.answerer, false), (&all.sender, false), (&app.client(), false)] {
        assert_eq!(leads(client).await, has);
    }
    for (client, verb) in [
        (&all.sender, "screen"),
        (&all.sender, "forward"),
        (&all.receiver, "offer"),
    ] {
        step(client, &path, verb).await;
    }
    assert!(leads(&all.answerer).await, "it has come to them");
}

async fn a_colleague_is_shown_who_has_it(app: App) {
    let all = Browsers::make(&app).await;
    let path = all.ask(&[]).await;
    let colleague = app
        .person("colleague@example.org")
        .mandate(REQUESTER_CHAMBER, Mandate::Head);
    let colleague = colleague.signed_in(Level::Two).await;
    let address = format!("/de{path}");
    let page = async || colleague.get(&address).await.expect(200).page();
    assert!(page().await.has(&format!("form[action='{address}/screen']")));
    step(&all.sender, &path, "screen").await;
    let held = page().await;
    assert!(!held.has(&format!("form[action='{address}/forward']")));
    assert!(held.text("#take-over").contains("sender"));
    let fields = ["version", "side", "person"]
        .map(|name| (name, held.attribute(&format!("#take-over input[name={name}]"), "value")));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    colleague
        .post_form(&format!("{address}/name"), &fields)
        .await
        .expect(303);
    let mine = page().await;
    assert!(!mine.has("#take-over") && mine.has(&format!("form[action='{address}/forward']")));
}
