//! Tests of the crate through its public face, one module a question.

#![allow(clippy::expect_used, clippy::print_stdout)] // also in the helpers of tests

mod bridging;
mod forms;
mod fuzzed;
mod german_register;
mod guessing;
mod properties;
mod reasons;
mod samples;
mod stdnum;
mod vectors;
