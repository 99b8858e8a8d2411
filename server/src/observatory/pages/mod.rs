//! The page: what crosses, what is in the way, how far introductions come; read from what was published and nothing else.

mod figures;
mod show;

pub(super) use figures::{definition, query, title};
pub(super) use show::show;
