//! Any text, read as a question to the index: what must hold stands in `../holds.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../holds.rs"]
mod holds;

fuzz_target!(|data: &[u8]| holds::any_query(&String::from_utf8_lossy(data)));
