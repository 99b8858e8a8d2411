//! Tests of the server from outside, one binary. Files mirror the tree of the source.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod region;
mod serve;
mod web;
