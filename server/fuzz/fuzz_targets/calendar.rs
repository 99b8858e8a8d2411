//! Any bytes, read as `calendar`: what must hold stands in `../holds/`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../holds/mod.rs"]
mod holds;

fuzz_target!(|data: &[u8]| holds::any_bytes("calendar", data));
