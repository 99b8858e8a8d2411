//! Any bytes, read as `offeneregister_packed`: what must hold stands in `../holds.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../holds.rs"]
mod holds;

fuzz_target!(|data: &[u8]| holds::any_bytes("offeneregister_packed", data));
