//! Pages: the list, the way out of letters, and the letters of a demonstration.

mod demo_mail;
mod list;
mod stop;

pub(super) use demo_mail::{demo_letter, demo_list};
pub(super) use list::{choose, list, mark_read};
pub(super) use stop::{one_click, stop, stop_form, to_form};
