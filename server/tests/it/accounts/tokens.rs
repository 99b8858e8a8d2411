//! Tokens for programs: shown once, good for what they were made for, until they end.

use axum::Router;
use axum::extract::Path;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use passerelle::accounts;
use passerelle::platform::access::{Action, Actor, Chamber, Level, Mandate, Node, Ownership, Subject, decide};
use passerelle::platform::web::Error;
use testkit::{Answer, App, Client, suite};
use uuid::Uuid;

use super::set_password;

suite!(
    is_shown_once_and_hashed,
    does_what_it_was_made_for,
    ends_by_time_and_by_hand,
    names_what_is_missing,
    ends_with_a_change_of_password,
);

const DAY: i64 = 86_400_000_000;

async fn make(client: &Client, scope: &str, days: &str) -> String {
    let fields = [("token", "Unsere Website"), ("scope", scope), ("days", days)];
    let made = client.post_form("/de/account/tokens", &fields).await.expect(200);
    made.page().text("#once code")
}

/// What a handler of the API is told of the program that asks with a token: the layer of the node around a route that asks
/// access about one action of each scope.
async fn use_it(app: &App, token: &str, what: &str) -> Answer {
    let asks = from_fn_with_state(app.state.clone(), accounts::identify);
    let router = Router::new().route("/api/v1/try/{what}", get(try_it)).layer(asks);
    let program = Client::new(router).with("authorization", &format!("Bearer {token}"));
    program.get(&format!("/api/v1/try/{what}")).await
}

async fn try_it(actor: Actor, Path(what): Path<String>) -> Result<String, Error> {
    let done = match what.as_str() {
        "read" => decide(&actor, Action::ReadOrganisation, &Public),
        "join" => decide(&actor, Action::StartJoining, &Node),
        "cases" => decide(&actor, Action::WorkCase, &Chamber("ihk-saarland")),
        "mandates" => decide(&actor, Action::GrantMandate, &Chamber("ihk-saarland")),
        _ => decide(&actor, Action::ManageAccount, &Own(actor.person_id())),
    };
    done.map(|grant| grant.actor().to_string()).map_err(Error::from)
}

struct Public;
impl Subject for Public {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: Uuid::from_u128(1),
            public: true,
            ..Ownership::default()
        }
    }
}

struct Own(Option<Uuid>);
impl Subject for Own {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.0.unwrap_or_default(),
            person: self.0,
            ..Ownership::default()
        }
    }
}

async fn is_shown_once_and_hashed(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let token = make(&client, "read", "365").await;
    assert!(
        token.starts_with("pas_pat_") && token.len() == "pas_pat_".len() + 43,
        "{token}"
    );
    let page = client.get("/de/account").await.expect(200);
    assert!(!page.text().contains(&token));
    assert_eq!(page.page().count("#tokens .held li"), 1);
    assert!(app.verify().await.valid);
}

async fn does_what_it_was_made_for(app: App) {
    let anna = app
        .person("anna@example.org")
        .mandate("ihk-saarland", Mandate::Head)
        .make()
        .await;
    let client = app.signed_in(anna, Level::Two).await;
    for made_for in ["read", "join", "cases"] {
        let token = make(&client, made_for, "30").await;
        for used_for in ["read", "join", "cases", "mandates", "account"] {
            // What everybody may read a token may read as well, whatever it was made for.
            let expected = if made_for == used_for || used_for == "read" {
                200
            } else {
                403
            };
            let answer = use_it(&app, &token, used_for).await;
            assert_eq!(answer.status, expected, "{made_for} {used_for}");
            if expected == 200 {
                assert!(answer.text().starts_with("token:"), "the journal names no person");
            }
        }
        let page = app.client().with("authorization", &format!("Bearer {token}"));
        page.get("/de/account").await.expect(303);
    }
    for nothing in ["pas_pat_nothing", "nothing", ""] {
        use_it(&app, nothing, "read").await.expect(401);
    }
    assert_eq!(
        app.count("SELECT count(*) FROM token WHERE used_at IS NOT NULL").await,
        3
    );
    // As strong as the sign-in that made it: a mandate asks for two factors.
    let weak = app.signed_in(anna, Level::One).await;
    let token = make(&weak, "cases", "30").await;
    use_it(&app, &token, "cases").await.expect(403);
}

async fn ends_by_time_and_by_hand(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let client = app.signed_in(anna, Level::One).await;
    let (short, long) = (make(&client, "read", "1").await, make(&client, "read", "30").await);
    app.clock().advance(DAY - 1);
    use_it(&app, &short, "read").await.expect(200);
    app.clock().advance(1);
    use_it(&app, &short, "read").await.expect(401);
    use_it(&app, &long, "read").await.expect(200);
    let client = app.signed_in(anna, Level::One).await;
    let page = client.get("/de/account").await.page();
    let end = page.attribute("#tokens .held form", "action");
    let stranger = app.person("otto@example.org").signed_in(Level::One).await;
    stranger.post_form(&end, &[]).await.assert_problem("notFound");
    client
        .post_form(&end, &[])
        .await
        .assert_redirect("/de/account?saved=1#tokens");
    use_it(&app, &long, "read").await.expect(401);
    client.post_form(&end, &[]).await.expect(404);
}

async fn names_what_is_missing(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    for (fields, wrong) in [
        (vec![("token", ""), ("scope", "read"), ("days", "9")], "token"),
        (vec![("token", "x"), ("days", "9")], "scopes"),
        (vec![("token", "x"), ("scope", "everything"), ("days", "9")], "scopes"),
        (vec![("token", "x"), ("scope", "read"), ("days", "366")], "days"),
        (vec![("token", "x"), ("scope", "read"), ("days", "0")], "days"),
    ] {
        let page = client.post_form("/de/account/tokens", &fields).await.expect(422).page();
        assert!(page.has(&format!(".error-summary a[href='#{wrong}']")), "{fields:?}");
    }
    let kept = [("token", "Unsere Website"), ("scope", "cases"), ("days", "9999")];
    let page = client.post_form("/de/account/tokens", &kept).await.expect(422).page();
    assert_eq!(page.attribute("#token", "value"), "Unsere Website");
    assert!(page.has("input[value=cases][checked]") && !page.has("input[value=read][checked]"));
    assert_eq!(app.count("SELECT count(*) FROM token").await, 0);
}

async fn ends_with_a_change_of_password(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let token = make(&client, "read", "30").await;
    use_it(&app, &token, "read").await.expect(200);
    set_password(&client).await;
    use_it(&app, &token, "read").await.expect(401);
}
