//! Pages: asking for an introduction, the list of one's own, one introduction with what can be done, the desk's list, the letter to
//! a target nobody of which is here.

mod act;
mod ask;
mod beside;
mod desk;
mod files;
mod letter;
mod list;
mod show;
mod words;

pub(in crate::introductions) use act::act;
pub(in crate::introductions) use ask::{form, form_about, send, send_about};
pub(in crate::introductions) use desk::desk;
pub(in crate::introductions) use files::{file, lay_file, take_file};
pub(in crate::introductions) use letter::letter;
pub(in crate::introductions) use list::list;
pub(in crate::introductions) use show::show;
