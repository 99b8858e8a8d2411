//! The server of Passerelle.

pub mod demo;
pub mod registry;
