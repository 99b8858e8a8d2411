//! Tests of the server from outside, one binary. Files mirror the tree of addresses; `store` is what lies below all of them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod access;
mod accounts;
mod cases;
mod chamber_files;
mod concepts;
mod control;
mod decay;
mod demo;
mod directory;
mod fuzzed;
mod home;
mod http;
mod introductions;
mod investors;
mod jobs;
mod joining;
mod keeping;
mod layers;
mod mail;
mod market;
mod moving;
mod notices;
mod observatory;
mod opportunities;
mod organisations;
mod outcomes;
mod outside;
mod places;
mod practices;
mod privacy;
mod reference;
mod region;
mod registry;
mod routes;
mod sent;
mod serve;
mod setup;
mod store;
mod transparency;
mod walks;
