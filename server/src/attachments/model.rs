//! The words of an attachment.

use uuid::Uuid;

use crate::platform::files::FileKind;

crate::id_type! {
    /// An attachment.
    AttachmentId
}

/// What it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// An opportunity.
    Opportunity(Uuid),
    /// An introduction.
    Introduction(Uuid),
}

/// A checked file.
#[derive(Clone, Debug)]
pub struct Laid {
    /// As it was called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// What is kept of it.
    pub bytes: Vec<u8>,
}

/// A file that lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// As it was called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How many bytes.
    pub bytes: u64,
    /// Where they are.
    pub sha256: Vec<u8>,
    /// Who laid it in; none where they were erased.
    pub person: Option<Uuid>,
    /// Microseconds.
    pub at: i64,
}

/// Most files of one thing.
pub const MOST: u64 = 10;
