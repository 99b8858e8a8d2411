//! What must hold of anything that strangers send, a parser of the server each. Run by the fuzz targets, and on stable by
//! `tests/it/fuzzed.rs` over the committed corpus. Nothing here has a database.

mod addresses;
mod calendars;
mod pages;
mod profiles;
mod requests;
mod sheets;
mod uploads;

use std::sync::{Arc, OnceLock};

use passerelle::platform::region::{Region, Source};
use tokio::runtime::{Builder, Runtime};

/// A target: its name, and what panics where something does not hold for the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 12] = [
    ("accept_language", requests::accept_language),
    ("calendar", calendars::calendar),
    ("cursor", addresses::cursor),
    ("directory_query", addresses::directory_query),
    ("een_profile", profiles::een_profile),
    ("json_body", requests::json_body),
    ("markdown", pages::markdown),
    ("multipart", requests::multipart),
    ("sheet_csv", sheets::csv),
    ("sheet_xlsx", sheets::workbook),
    ("sheet_xlsx_parts", sheets::workbook_of_parts),
    ("upload", uploads::upload),
];

/// Panics where something does not hold for the bytes.
pub fn any_bytes(name: &str, bytes: &[u8]) {
    let Some((_, holds)) = TARGETS.iter().find(|(target, _)| *target == name) else {
        panic!("no target {name}");
    };
    holds(bytes);
}

/// The region that is built in.
fn region() -> &'static Arc<Region> {
    static REGION: OnceLock<Arc<Region>> = OnceLock::new();
    REGION.get_or_init(|| match Region::load(Source::Embedded) {
        Ok(region) => Arc::new(region),
        Err(error) => panic!("{error}"),
    })
}

/// What waits for bytes runs on this thread; files are written on another.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => panic!("{error}"),
    })
}

/// The first line, and what comes behind it.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}
