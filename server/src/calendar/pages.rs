//! The file at the private address.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

use super::deadlines;
use crate::accounts;
use crate::app::App;
use crate::platform::feeds::Calendar;
use crate::platform::web::{Cache, Error, Kind, Lang, Params, Result, tagged};

/// `GET /{lang}/calendar/{token}`
pub(super) async fn show(
    State(app): State<App>,
    lang: Lang,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let actor = accounts::by_calendar(&app, token).await?.ok_or(Error::NotFound)?;
    let calendar = Calendar {
        name: lang.t.get("calendar-name").into_owned(),
        language: lang.locale(),
        host: host(&app.web.identity.public_url).to_owned(),
        deadlines: deadlines(&app, &lang, &actor).await?,
    };
    let mut response = tagged(calendar.write().into_bytes(), "text/calendar; charset=utf-8", Kind::Api);
    let headers = response.headers_mut();
    Cache::Private.apply(headers);
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// The name in an address, without a port.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', ':']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_named_without_its_port() {
        assert_eq!(host("https://passerelle.example"), "passerelle.example");
        assert_eq!(host("http://localhost:8080"), "localhost");
        assert_eq!(host("https://passerelle.example/x"), "passerelle.example");
    }
}
