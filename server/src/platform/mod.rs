//! What every feature stands on. No module here knows a feature.

pub mod access;
pub mod built;
pub mod clock;
pub mod database;
pub mod disclosure;
pub mod feeds;
pub mod files;
pub mod hash;
pub mod id;
pub mod journal;
pub mod mail;
pub mod outbound;
pub mod personal;
pub mod region;
pub mod request;
pub mod retention;
pub mod seal;
pub mod settings;
pub mod spreadsheet;
pub mod texts;
pub mod web;
mod words;
