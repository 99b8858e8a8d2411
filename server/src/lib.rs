//! Passerelle: the virtual incubator of a cross-border region, one binary.
//!
//! Features are folders of this crate and meet in [`app`]; what they all stand on is [`platform`], which knows no
//! feature. What is hard and pure (identifiers, registers, search) is a crate of its own.

pub mod accounts;
pub mod app;
pub mod attachments;
pub mod calendar;
pub mod cases;
pub mod chamber_files;
pub mod chambers;
pub mod cli;
pub mod decay;
pub mod demo;
pub mod directory;
pub mod home;
pub mod information;
pub mod introductions;
pub mod investors;
mod jobs;
pub mod joining;
pub mod notices;
pub mod observatory;
pub mod opportunities;
pub mod organisations;
pub mod outcomes;
pub mod platform;
pub mod practices;
pub mod privacy;
pub mod reference;
pub mod registry;
pub mod transparency;
pub mod webhooks;
