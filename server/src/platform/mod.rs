//! What every feature stands on. No module here knows a feature.

pub mod built;
pub mod region;
pub mod texts;
pub mod web;
