//! Name, language, letters, keys.

use axum::extract::State;
use axum::response::Response;

use super::{Shown, done};
use crate::accounts::actions::profile::{Profile, change};
use crate::accounts::browser::Browser;
use crate::accounts::model::Digest;
use crate::app::App;
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FormBody, FromPairs, Lang, Pairs, Result, malformed};

/// What the form sends.
pub(in crate::accounts) struct ProfileForm(Profile);

impl FromPairs for ProfileForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let language = pairs.one("language")?.unwrap_or_default();
        let digest = pairs.one("digest")?.unwrap_or_default();
        Ok(Self(Profile {
            name: pairs.one("name")?.unwrap_or_default(),
            language: Locale::from_code(&language).ok_or_else(|| strange("language"))?,
            digest: Digest::from_code(&digest).ok_or_else(|| strange("digest"))?,
            professional: pairs.one("professional")?.is_some(),
            keys_off: pairs.one("keys")?.is_none(),
        }))
    }
}

fn strange(name: &str) -> Error {
    malformed(Detail::new("error-parameter-value").with("name", name.to_owned()))
}

/// `POST /{lang}/account`
pub(in crate::accounts) async fn save(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(ProfileForm(profile)): FormBody<ProfileForm>,
) -> Result<Response> {
    let changed = change(&app, &browser, &profile).await;
    let shown = Shown {
        typed: vec![("name", profile.name)],
        ..Shown::default()
    };
    done(&app, &lang, changed, ("profile", shown)).await
}
