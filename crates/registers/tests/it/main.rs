//! Tests of the crate through its public face, one module a question.

#![allow(clippy::expect_used, clippy::print_stdout)] // also in the helpers of tests

mod anything;
mod bad_files;
mod cordis;
mod damage;
mod extract;
mod fuzzed;
mod gleif;
mod golden;
mod inputs;
mod kbo_persons;
mod kbo_records;
mod kbo_rows;
mod kbo_update;
mod kohesio;
mod memory;
mod offeneregister;
mod order;
mod parquet;
mod ror_records;
mod ror_rows;
mod samples;
mod sirene;
