//! A form with files (`multipart/form-data`): streamed to a temporary file each, never held in memory as a whole. A file
//! that is too large is read to its end and forgotten, so that the browser gets an answer instead of a broken line.

use std::io::{Read, Seek, SeekFrom};

use axum::extract::Request;
use axum::http::header;
use futures::StreamExt;
use tokio::io::AsyncWriteExt;

use super::check::{FileFault, FileKind, check, file_name};
use crate::platform::web::{Detail, Error, TooSlow};

/// Largest file in bytes: 10 MiB.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// All of one form in bytes; beyond it nobody listens any more.
const BODY_LIMIT: usize = 128 * 1024 * 1024;
/// Longest value of a field that is no file.
const VALUE_LIMIT: usize = 64 * 1024;
/// Most parts of a form.
const MOST_PARTS: usize = 50;

/// A file that came in.
#[derive(Debug)]
pub struct Incoming {
    /// As it is called, cleaned.
    pub name: String,
    declared: String,
    /// Its bytes; none where there were too many.
    bytes: Option<std::fs::File>,
}

/// A form that came in.
#[derive(Debug, Default)]
pub struct Received {
    /// Its fields in their order.
    pub fields: Vec<(String, String)>,
    /// Its files in their order, without fields nobody filled.
    pub files: Vec<Incoming>,
}

impl Received {
    /// The value of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Incoming {
    /// What it is, and the bytes to keep.
    ///
    /// # Errors
    /// Why it is not taken; or the disk's failure.
    pub async fn check(self) -> Result<Result<(FileKind, Vec<u8>), FileFault>, Error> {
        self.look(|name, declared, bytes| match bytes {
            Some(bytes) => check(name, declared, bytes),
            None => Err(FileFault::TooLarge),
        })
        .await
    }

    /// What somebody else makes of its name, its declared type and its bytes (none where there were too many), on a thread
    /// that serves nobody.
    ///
    /// # Errors
    /// The disk's failure.
    pub async fn look<T: Send + 'static>(
        self,
        look: impl FnOnce(&str, &str, Option<Vec<u8>>) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let work = tokio::task::spawn_blocking(move || {
            let bytes = self.bytes.map(|mut file| {
                let mut bytes = Vec::new();
                file.seek(SeekFrom::Start(0))?;
                file.read_to_end(&mut bytes)?;
                Ok::<_, std::io::Error>(bytes)
            });
            Ok::<_, std::io::Error>(look(&self.name, &self.declared, bytes.transpose()?))
        });
        let read = work.await.map_err(|error| Error::from(anyhow::Error::new(error)))?;
        read.map_err(|error| Error::from(anyhow::Error::new(error)))
    }
}

/// Reads a form with files of at most [`FILE_LIMIT`].
///
/// # Errors
/// `malformed` for what is no such form, `payload too large` beyond all limits, or the disk's failure.
pub async fn receive(request: Request) -> Result<Received, Error> {
    receive_up_to(request, FILE_LIMIT).await
}

/// The same with another limit for one file, in bytes.
///
/// # Errors
/// As [`receive`].
pub async fn receive_up_to(request: Request, limit: usize) -> Result<Received, Error> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let boundary = kind.and_then(|kind| multer::parse_boundary(kind).ok());
    let boundary = boundary.ok_or(Error::UnsupportedMediaType("multipart/form-data"))?;
    let limits = multer::SizeLimit::new().whole_stream(BODY_LIMIT as u64);
    let stream = request.into_body().into_data_stream();
    let constraints = multer::Constraints::new().size_limit(limits);
    let mut parts = multer::Multipart::with_constraints(stream, boundary, constraints);
    let mut received = Received::default();
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(|error| unreadable(&error))? {
        count += 1;
        if count > MOST_PARTS {
            return Err(Error::Malformed(Detail::new("error-request")));
        }
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file) => {
                let declared = part.content_type().map(ToString::to_string).unwrap_or_default();
                let (bytes, size) = stream_to_disk(part, limit).await?;
                if !(file.is_empty() && size == 0) {
                    received.files.push(Incoming {
                        name: file_name(&file),
                        declared,
                        bytes,
                    });
                }
            }
            None => received.fields.push((name, text(part).await?)),
        }
    }
    Ok(received)
}

/// The bytes in a temporary file, or none where there are too many.
async fn stream_to_disk(mut part: multer::Field<'_>, limit: usize) -> Result<(Option<std::fs::File>, usize), Error> {
    let disk = |error: std::io::Error| Error::from(anyhow::Error::new(error));
    // Without a name: nothing is left of it, however the process ends.
    let file = tempfile::tempfile().map_err(disk)?;
    let mut out = tokio::fs::File::from_std(file.try_clone().map_err(disk)?);
    let mut size = 0;
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        size += chunk.len();
        if size <= limit {
            out.write_all(&chunk).await.map_err(disk)?;
        }
    }
    out.flush().await.map_err(disk)?;
    Ok(((size <= limit).then_some(file), size))
}

async fn text(mut part: multer::Field<'_>) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        bytes.extend_from_slice(&chunk.map_err(|error| unreadable(&error))?);
        if bytes.len() > VALUE_LIMIT {
            return Err(Error::PayloadTooLarge(VALUE_LIMIT));
        }
    }
    String::from_utf8(bytes).map_err(|_| Error::Malformed(Detail::new("error-request")))
}

fn unreadable(error: &multer::Error) -> Error {
    match error {
        multer::Error::StreamSizeExceeded { .. } => Error::PayloadTooLarge(FILE_LIMIT),
        multer::Error::StreamReadFailed(cause) if TooSlow::is_behind(&**cause) => {
            Error::Malformed(Detail::new("error-upload-slow"))
        }
        _ => Error::Malformed(Detail::new("error-request")),
    }
}
