//! The pages: one's own endpoints, and one of them with what it was told.

mod list;
mod owners;
mod show;
mod typed;

pub(super) use list::{list, register};
pub(super) use show::{act, replay, show};
