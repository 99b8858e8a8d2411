//! Accounts from outside: links, passwords, second factors, sessions, tokens, on both databases.

mod authenticator;
mod link;
mod passkey;
mod password;
mod profile;
mod recovery;
mod reset;
mod second;
mod storm;
mod tokens;

use passerelle::accounts::totp;
use testkit::{App, Client};

const MINUTE: i64 = 60_000_000;
/// Good enough alone.
const PASSWORD: &str = "vierzig blaue kühe tanzen";

/// Sets the password of whoever is signed in with this browser.
async fn set_password(client: &Client) {
    let set = client
        .post_form("/de/account/password", &[("password", PASSWORD)])
        .await;
    set.assert_redirect("/de/account?saved=1#password-part");
}

/// What an app on a phone holds.
struct Phone {
    secret: String,
    codes: Vec<String>,
}

impl Phone {
    /// The code of now.
    fn code(&self, app: &App) -> String {
        totp::code_at(&self.secret, app.clock().now()).unwrap()
    }
}

/// Sets up an app as the second factor of whoever is signed in with this browser.
async fn set_up_app(app: &App, client: &Client) -> Phone {
    client
        .post_form("/de/account/second-factor", &[])
        .await
        .assert_redirect("/de/account?saved=1#second-factor");
    let page = client.get("/de/account").await.expect(200).page();
    assert!(page.has("svg.qr path") && page.attribute("svg.qr", "style").is_empty());
    let mut phone = Phone {
        secret: page.text("#secret"),
        codes: Vec::new(),
    };
    let code = phone.code(app);
    let confirmed = client
        .post_form("/de/account/second-factor/confirm", &[("code", &code)])
        .await
        .expect(200);
    phone.codes = confirmed.page().texts(".secret-codes code");
    assert_eq!(phone.codes.len(), 10);
    phone
}

/// Types address and password into the sign-in page.
async fn type_password(client: &Client, password: &str) -> testkit::Answer {
    let typed = [("mail", "anna@example.org"), ("password", password)];
    client.post_form("/de/sign-in/password", &typed).await
}

/// The same up to the question for the second factor; gives what its form carries.
async fn type_good_password(client: &Client) -> String {
    let asked = type_password(client, PASSWORD).await.expect(200).page();
    asked.attribute("input[name=token]", "value")
}

async fn type_code(client: &Client, token: &str, code: &str) -> testkit::Answer {
    let typed = [("token", token), ("code", code)];
    client.post_form("/de/sign-in/second", &typed).await
}
