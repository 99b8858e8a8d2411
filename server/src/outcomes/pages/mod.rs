//! Pages: what came of an introduction, the link of a letter, and what an organisation's own page shows of it.

mod feed;
mod link;
mod panel;
mod show;

pub(in crate::outcomes) use feed::{atom, json_feed};
pub(in crate::outcomes) use link::{answer, link};
pub use panel::{Confirmed, line};
pub(in crate::outcomes) use show::{act, show};
