//! Files under `/static`: embedded, addressed by a hash of their bytes, compressed when the binary was built.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::page::Packed;
use super::{Cache, Error, Kind};
use crate::platform::built::{FILES, File};

/// The address of a file by its name; of a font by the beginning of it. `/static/` where there is none.
pub fn asset(name: &str) -> &'static str {
    let found = FILES.iter().find(|file| file.name == name);
    let font = || {
        FILES
            .iter()
            .find(|file| file.name.ends_with(".woff2") && file.name.starts_with(name))
    };
    found.or_else(font).map_or("/static/", |file| file.address)
}

/// `GET /static/NAME.HASH.ENDING`. The plain name is served as well, for a short time.
pub(super) async fn serve(Path(name): Path<String>) -> Result<Response, Error> {
    let address = format!("/static/{name}");
    if let Some(file) = FILES.iter().find(|file| file.address == address) {
        return Ok(response(file, Cache::Immutable));
    }
    let file = FILES.iter().find(|file| file.name == name).ok_or(Error::NotFound)?;
    Ok(response(file, Cache::Public))
}

fn response(file: &'static File, cache: Cache) -> Response {
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::ETAG, HeaderValue::from_static(file.etag));
    cache.apply(headers);
    let extensions = response.extensions_mut();
    extensions.insert(Kind::Static);
    if let (Some(gzip), Some(brotli)) = (file.gzip, file.brotli) {
        extensions.insert(Packed {
            gzip: gzip.into(),
            brotli: brotli.into(),
        });
    }
    response
}
