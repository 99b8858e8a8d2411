//! What `build.rs` made of `web/`: files handed out under `/static`, outlines, places and names of NACE divisions.

/// A file handed out under `/static`.
#[derive(Debug)]
pub struct File {
    /// Its name in `web/`'s output: `passerelle.css`.
    pub name: &'static str,
    /// Its address, with a hash of its bytes.
    pub address: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// A strong entity tag, quoted.
    pub etag: &'static str,
    /// The bytes as they are.
    pub bytes: &'static [u8],
    /// The bytes as gzip, where that is worth while.
    pub gzip: Option<&'static [u8]>,
    /// The bytes as brotli, where that is worth while.
    pub brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/web.rs"));
