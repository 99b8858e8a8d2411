//! How a file comes in with a form, and how it leaves.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::model::Laid;
use crate::platform::files::{FileFault, FileKind, Files, Received};
use crate::platform::texts::T;
use crate::platform::web::{Cache, Detail, Error, Kind, Result};

/// The file of a form, or why it is not taken.
///
/// # Errors
/// The disk's failure.
pub async fn laid(received: Received) -> Result<std::result::Result<Laid, Detail>> {
    let Some(file) = received.files.into_iter().next() else {
        return Ok(Err(Detail::new("join-file-none")));
    };
    let name = file.name.clone();
    Ok(match file.check().await? {
        Ok((kind, bytes)) => Ok(Laid { name, kind, bytes }),
        Err(fault) => Err(file_detail(&name, fault)),
    })
}

/// Why a file is not taken, and how to mend it.
#[must_use]
pub fn file_detail(name: &str, fault: FileFault) -> Detail {
    let key = match fault {
        FileFault::Empty => "join-file-empty",
        FileFault::TooLarge => "join-file-too-large",
        FileFault::Kind => "join-file-kind",
        FileFault::Renamed => "join-file-renamed",
        FileFault::Broken => "join-file-broken",
    };
    Detail::new(key).with("name", name)
}

/// How large it is, as people read it.
#[must_use]
pub fn size(t: T, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024);
    t.with("join-document-size", &[("kilobytes", kilobytes.into())])
        .into_owned()
}

/// What a file is called for those who are not to learn from its name whose it is.
#[must_use]
pub fn neutral_name(place: usize, kind: FileKind) -> String {
    format!("document-{place}.{}", kind.extension())
}

/// A file as a download: no browser shows or runs what somebody laid in.
///
/// # Errors
/// Where its bytes are gone, or the disk fails.
pub async fn download(files: &Files, hash: &[u8], media_type: &str, name: &str) -> Result<Response> {
    let bytes = files
        .read(hash)
        .await
        .map_err(|error| Error::from(anyhow::Error::new(error)))?;
    let mut response = bytes.ok_or(Error::NotFound)?.into_response();
    let headers = response.headers_mut();
    let text = |text: String| HeaderValue::try_from(text).map_err(|error| Error::from(anyhow::Error::new(error)));
    headers.insert(header::CONTENT_TYPE, text(media_type.to_owned())?);
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    headers.insert(
        header::CONTENT_DISPOSITION,
        text(format!("attachment; filename*=UTF-8''{name}"))?,
    );
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    Cache::Private.apply(headers);
    response.extensions_mut().insert(Kind::Static);
    Ok(response)
}
