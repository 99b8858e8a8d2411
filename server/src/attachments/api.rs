//! Files for programs: what goes out of them, and how one is laid in. The feature they belong to says who may.

use std::future::Future;

use axum::extract::Request;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::{Attachment, AttachmentId, Laid, Of};
use super::queries::find;
use super::web::laid;
use crate::platform::files::receive;
use crate::platform::web::once::{Done, Keyed, made};
use crate::platform::web::{Cache, Error, FieldError, Hands, Result, Web, answered, json, located};

/// The files of something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attachments)]
pub struct AttachmentsDto {
    /// The oldest first.
    items: Vec<AttachmentDto>,
}

/// A file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attachment)]
pub struct AttachmentDto {
    /// Its id.
    id: String,
    /// Its own name for those it belongs to and their chamber; for everybody else one that tells nothing.
    name: String,
    /// What it is, as found in its bytes.
    media_type: &'static str,
    /// How many bytes.
    bytes: u64,
    /// Whether the token's person laid it in.
    mine: bool,
    /// Where it is.
    href: String,
}

/// Where a file is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct OfAttachment {
    /// Id of what it belongs to
    pub id: String,
    /// Id of the file
    pub attachment: String,
}

/// What is sent: a form with one file.
#[derive(ToSchema)]
#[allow(dead_code, reason = "read by the description only")]
pub struct NewAttachment {
    /// PDF, PNG, JPEG or WebP, at most 10 MiB
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

fn address(web: &Web, base: &str, id: AttachmentId) -> String {
    web.absolute(&format!("{base}/attachments/{id}"))
}

fn dto(one: &Attachment, (web, base): (&Web, &str), reader: Option<Uuid>) -> AttachmentDto {
    AttachmentDto {
        id: one.id.to_string(),
        name: one.name.clone(),
        media_type: one.kind.media_type(),
        bytes: one.bytes,
        mine: reader.is_some() && one.person == reader,
        href: address(web, base, one.id),
    }
}

/// Files as they go out to a reader; `base` is the address of what they belong to.
pub fn dtos(found: &[Attachment], place: (&Web, &str), reader: Option<Uuid>) -> Vec<AttachmentDto> {
    found.iter().map(|one| dto(one, place, reader)).collect()
}

/// The answer that lists them.
///
/// # Errors
/// When they cannot be written as JSON.
pub fn listed(found: &[Attachment], place: (&Web, &str), reader: Option<Uuid>) -> Result<Response> {
    let mut response = json(&AttachmentsDto {
        items: dtos(found, place, reader),
    })?;
    Cache::Private.apply(response.headers_mut());
    Ok(response)
}

/// Lays the file of a form in, once for the key of the request, and answers with where it is. That `person` may is asked before.
///
/// # Errors
/// What is no form with a file that can be taken, and what `lay` is refused with.
pub async fn lay_once<F>(
    hands: Hands<'_>,
    person: Uuid,
    (of, base): (Of, &str),
    request: Request,
    lay: impl FnOnce(Laid) -> F,
) -> Result<Response>
where
    F: Future<Output = Result<AttachmentId>>,
{
    let headers = request.headers().clone();
    let file = laid(receive(request).await?).await?;
    let file = file.map_err(|detail| Error::Validation(vec![FieldError::new("file", "file", detail)]))?;
    let sum = Sha256::digest(&file.bytes);
    let what: [&[u8]; 4] = [b"attachments", base.as_bytes(), file.name.as_bytes(), &sum];
    let keyed = Keyed::of(&headers, person, &what)?;
    let database = hands.journal.database();
    let now = hands.journal.clock().now();
    let (id, replayed) = made(database, now, keyed.as_ref(), || lay(file)).await?;
    // Whoever lays it in knows its name, with a token that was not made for reading too.
    let found = find(database.reader(), of, id).await?;
    let (_, found) = found.ok_or(Error::NotFound)?;
    let mut response = answered(&Done {
        status: 201,
        version: 0,
        body: serde_json::to_string(&dto(&found, (hands.web, base), Some(person))).map_err(anyhow::Error::new)?,
        replayed,
    });
    located(&mut response, &address(hands.web, base, id));
    Ok(response)
}
