//! Colleagues: invited by mail, given another role, removed, leaving; the last owner stays; an owner's second factor.

use passerelle::accounts::PersonId;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::clock::DAY;
use testkit::{App, Client, organisation, suite};

suite!(
    invited_by_mail_and_in,
    who_has_an_account_answers_in_their_space,
    an_invitation_is_its_addresses_alone,
    sent_twice_sent_again_taken_back,
    roles_change_and_end,
    the_last_owner_stays,
    foreign_ones_are_not_there,
    what_is_wrong_is_named_and_kept,
    a_sign_in_of_an_hour_ago,
    an_owner_without_a_second_factor,
);

const MINUTE: i64 = 60_000_000;

struct Firm {
    id: OrganisationId,
    base: String,
    owner: PersonId,
    client: Client,
}

async fn firm(app: &App) -> Firm {
    app.add([organisation("Brückenbau Saar")]).await;
    let id = app.id("Brückenbau Saar").await;
    let owner = app
        .person("olga@example.org")
        .name("Olga")
        .role(id, Role::Owner)
        .make()
        .await;
    Firm {
        id,
        base: format!("/de/own/{id}"),
        owner,
        client: app.signed_in(owner, Level::One).await,
    }
}

impl Firm {
    async fn invite(&self, mail: &str, role: &str) {
        let fields = [("mail", mail), ("role", role)];
        let sent = self.client.post_form(&format!("{}/members", self.base), &fields).await;
        sent.assert_redirect(&format!("{}/members", self.base));
    }

    /// The address of the first open invitation's forms.
    async fn invitation(&self) -> String {
        let page = self
            .client
            .get(&format!("{}/members", self.base))
            .await
            .expect(200)
            .page();
        let resend = page.attribute(".invitations form", "action");
        resend.trim_end_matches("/resend").to_owned()
    }
}

async fn invited_by_mail_and_in(app: App) {
    let firm = firm(&app).await;
    firm.invite(" Erna@Example.ORG ", "editor").await;
    let letter = app.letters("erna@example.org").await.remove(0);
    assert!(
        letter.text.contains("Olga") && letter.text.contains("Brückenbau Saar"),
        "{}",
        letter.text
    );
    let new = app.client();
    let link = letter.path();
    new.get(&link).await.expect(200);
    assert_eq!(
        app.count("SELECT count(*) FROM membership").await,
        1,
        "looking changes nothing"
    );
    let entered = new.post_form(&link, &[("name", "Erna")]).await.expect(303);
    let invitation = entered.header("location");
    assert!(invitation.starts_with("/de/invitations/"), "{invitation}");
    let erna = app.list("SELECT mail FROM person WHERE name = 'Erna'").await;
    assert_eq!(erna, ["erna@example.org"]);
    // A browser that came by the link has a session of its own, and its pages their token.
    let page = new.get(&invitation).await.expect(200).page();
    assert!(page.text(".lead").contains("Bearbeitung"), "{}", page.text("main"));
    let token = page.attribute("main input[name=_csrf]", "value");
    let new = new.form_token(Some(&token));
    let base = &firm.base;
    new.post_form(&invitation, &[("answer", "accept")])
        .await
        .assert_redirect(base);
    new.get(base).await.expect(200);
    new.get(&format!("{base}/edit")).await.expect(200);
    new.get(&format!("{base}/change")).await.assert_problem("forbidden");
    // Once more is no second time.
    new.post_form(&invitation, &[("answer", "accept")])
        .await
        .assert_redirect(&invitation);
    assert_eq!(
        app.list("SELECT role FROM membership ORDER BY role").await,
        ["editor", "owner"]
    );
    assert!(app.verify().await.valid);
}

async fn who_has_an_account_answers_in_their_space(app: App) {
    let firm = firm(&app).await;
    let erna = app.person("erna@example.org").signed_in(Level::One).await;
    firm.invite("erna@example.org", "viewer").await;
    let page = erna.get("/fr/joining").await.expect(200).page();
    let invitation = page.attribute("#invitations a", "href");
    erna.post_form(&invitation, &[("answer", "decline")])
        .await
        .assert_redirect("/fr/joining");
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 1);
    assert!(!erna.get("/fr/joining").await.page().has("#invitations"));
    assert!(
        !firm
            .client
            .get(&format!("{}/members", firm.base))
            .await
            .page()
            .has(".invitations")
    );
}

async fn an_invitation_is_its_addresses_alone(app: App) {
    let firm = firm(&app).await;
    firm.invite("erna@example.org", "owner").await;
    let id = firm.invitation().await.rsplit('/').next().unwrap().to_owned();
    let path = format!("/de/invitations/{id}");
    let other = app.person("other@example.org").signed_in(Level::Two).await;
    other.get(&path).await.assert_problem("notFound");
    other
        .post_form(&path, &[("answer", "accept")])
        .await
        .assert_problem("notFound");
    let erna = app.person("erna@example.org").signed_in(Level::One).await;
    app.clock().advance(14 * DAY);
    let erna_late = app
        .signed_in(PersonId(person_of(&app, "erna@example.org").await), Level::One)
        .await;
    drop(erna);
    let page = erna_late.get(&path).await.expect(200).page();
    assert!(!page.has("main button"), "it has run out");
    erna_late
        .post_form(&path, &[("answer", "accept")])
        .await
        .assert_redirect(&path);
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 1);
}

async fn person_of(app: &App, mail: &str) -> uuid::Uuid {
    let db = app.database().reader();
    passerelle::accounts::find_by_mail(db, mail)
        .await
        .unwrap()
        .unwrap()
        .id
        .0
}

async fn sent_twice_sent_again_taken_back(app: App) {
    let firm = firm(&app).await;
    firm.invite("erna@example.org", "editor").await;
    firm.invite("erna@example.org", "editor").await;
    assert_eq!(app.letters("erna@example.org").await.len(), 1);
    assert_eq!(app.count("SELECT count(*) FROM invitation").await, 1);
    let path = firm.invitation().await;
    let soon = firm
        .client
        .post_form(&format!("{path}/resend"), &[])
        .await
        .expect(409)
        .page();
    assert!(soon.has("#refused"));
    app.clock().advance(61 * MINUTE);
    let fresh = app.signed_in(firm.owner, Level::One).await;
    fresh.post_form(&format!("{path}/resend"), &[]).await.expect(303);
    assert_eq!(app.letters("erna@example.org").await.len(), 2);
    fresh.post_form(&format!("{path}/end"), &[]).await.expect(303);
    fresh.post_form(&format!("{path}/end"), &[]).await.expect(303);
    fresh.post_form(&format!("{path}/resend"), &[]).await.expect(409);
    let erna = app.person("erna@example.org").signed_in(Level::One).await;
    let invitation = format!("/de/invitations/{}", path.rsplit('/').next().unwrap());
    assert!(!erna.get(&invitation).await.expect(200).page().has("main button"));
}

async fn roles_change_and_end(app: App) {
    let firm = firm(&app).await;
    let erna = app.person("erna@example.org").role(firm.id, Role::Viewer).make().await;
    let client = app.signed_in(erna, Level::One).await;
    let member = format!("{}/members/{erna}", firm.base);
    client
        .get(&format!("{}/edit", firm.base))
        .await
        .assert_problem("forbidden");
    firm.client
        .post_form(&format!("{member}/role"), &[("role", "editor")])
        .await
        .expect(303);
    client.get(&format!("{}/edit", firm.base)).await.expect(200);
    for verb in ["role", "remove"] {
        let own = format!("{}/members/{}/{verb}", firm.base, firm.owner);
        client
            .post_form(&own, &[("role", "viewer")])
            .await
            .assert_problem("forbidden");
    }
    firm.client
        .post_form(&format!("{member}/role"), &[("role", "king")])
        .await
        .assert_problem("notFound");
    let nobody = format!("{}/members/{}/role", firm.base, firm.id);
    firm.client
        .post_form(&nobody, &[("role", "owner")])
        .await
        .assert_problem("notFound");
    firm.client
        .post_form(&format!("{member}/remove"), &[])
        .await
        .expect(303);
    client.get(&firm.base).await.assert_problem("notFound");
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 1);
    assert!(app.verify().await.valid);
}

async fn the_last_owner_stays(app: App) {
    let firm = firm(&app).await;
    let leave = format!("{}/leave", firm.base);
    let refused = firm.client.post_form(&leave, &[]).await.expect(409).page();
    assert!(
        refused.text("#refused").contains("anderen Inhaber"),
        "{}",
        refused.text("#refused")
    );
    let own = format!("{}/members/{}/role", firm.base, firm.owner);
    firm.client.post_form(&own, &[("role", "viewer")]).await.expect(409);
    let erna = app.person("erna@example.org").role(firm.id, Role::Owner).make().await;
    firm.client.post_form(&leave, &[]).await.assert_redirect("/de/joining");
    firm.client.get(&firm.base).await.assert_problem("notFound");
    firm.client.post_form(&leave, &[]).await.assert_problem("notFound");
    let erna = app.signed_in(erna, Level::One).await;
    erna.post_form(&leave, &[]).await.expect(409);
    assert_eq!(app.list("SELECT role FROM membership").await, ["owner"]);
}

async fn foreign_ones_are_not_there(app: App) {
    let firm = firm(&app).await;
    let stranger = app.person("x@example.org").signed_in(Level::Two).await;
    for page in ["", "/members", "/edit", "/languages", "/change", "/letter"] {
        stranger
            .get(&format!("{}{page}", firm.base))
            .await
            .assert_problem("notFound");
    }
    let led = app.client().get(&firm.base).await;
    assert!(led.header("location").contains("/sign-in"));
    // Its own chamber reads and changes nobody's role.
    let adviser = app.person("a@ihk.example").mandate("ihk-saarland", Mandate::Head);
    let adviser = adviser.signed_in(Level::Two).await;
    adviser.get(&format!("{}/members", firm.base)).await.expect(200);
    let fields = [("mail", "erna@example.org"), ("role", "owner")];
    let invited = adviser.post_form(&format!("{}/members", firm.base), &fields).await;
    invited.assert_problem("forbidden");
    assert_eq!(app.count("SELECT count(*) FROM invitation").await, 0);
}

async fn what_is_wrong_is_named_and_kept(app: App) {
    let firm = firm(&app).await;
    let members = format!("{}/members", firm.base);
    let page = firm
        .client
        .post_form(&members, &[("mail", "erna@"), ("role", "viewer")])
        .await
        .expect(422)
        .page();
    assert_eq!(page.attribute("#mail", "value"), "erna@");
    assert!(page.has("#mail-error") && page.has("#role input[value=viewer][checked]"));
    let own = [("mail", "olga@example.org"), ("role", "viewer")];
    assert!(
        firm.client
            .post_form(&members, &own)
            .await
            .expect(422)
            .page()
            .has("#mail-error")
    );
    let strange = [("mail", "erna@example.org"), ("role", "admin")];
    firm.client.post_form(&members, &strange).await.expect(422);
    assert_eq!(app.count("SELECT count(*) FROM invitation").await, 0);
}

async fn a_sign_in_of_an_hour_ago(app: App) {
    let firm = firm(&app).await;
    app.clock().advance(60 * MINUTE);
    let members = format!("{}/members", firm.base);
    let page = firm.client.get(&members).await.expect(200).page();
    assert!(
        !page.has("#mail")
            && page
                .attribute("#invite a", "href")
                .contains("/sign-in/again?level=aal1")
    );
    let fields = [("mail", "erna@example.org"), ("role", "viewer")];
    let refused = firm.client.post_form(&members, &fields).await.expect(403).page();
    assert!(refused.has("#meanwhile a[target=_blank]"));
    assert_eq!(
        refused.attribute("#mail", "value"),
        "erna@example.org",
        "nothing typed is lost"
    );
    assert_eq!(app.count("SELECT count(*) FROM invitation").await, 0);
}

async fn an_owner_without_a_second_factor(app: App) {
    let firm = firm(&app).await;
    let page = firm
        .client
        .get(&format!("{}/members", firm.base))
        .await
        .expect(200)
        .page();
    assert!(
        page.text("#second-due").contains("24. Dezember 2026"),
        "{}",
        page.text("#second-due")
    );
    assert!(firm.client.get("/de/account").await.page().has("#second-due"));
    app.clock().advance(30 * DAY + 1);
    let late = app.signed_in(firm.owner, Level::One).await;
    let members = format!("{}/members", firm.base);
    let page = late.get(&members).await.expect(200).page();
    assert!(page.text("#second-due").starts_with("Seit dem 24. Dezember 2026"));
    assert!(page.attribute("#invite a", "href").contains("level=aal2"));
    let fields = [("mail", "erna@example.org"), ("role", "viewer")];
    let refused = late.post_form(&members, &fields).await.expect(403).page();
    assert_eq!(refused.attribute("#mail", "value"), "erna@example.org");
    let led = late
        .get(&format!("{}/change", firm.base))
        .await
        .expect(303)
        .header("location");
    assert!(led.starts_with("/de/sign-in/again?level=aal2&to=%2Fde%2Fown"), "{led}");
    let again = late.get(&led).await.expect(303).header("location");
    assert!(again.starts_with("/de/account?to=%2Fde%2Fown"), "{again}");
    for verb in ["withdraw", "return"] {
        let sent = late.post_form(&format!("{}/{verb}", firm.base), &[]).await.expect(303);
        assert!(sent.header("location").contains("level=aal2"));
    }
    // What an editor may do an owner still does; with two factors, all.
    late.get(&format!("{}/edit", firm.base)).await.expect(200);
    let strong = app.signed_in(firm.owner, Level::Two).await;
    strong.post_form(&members, &fields).await.expect(303);
    assert_eq!(app.list("SELECT standing FROM organisation").await, ["member"]);
}
