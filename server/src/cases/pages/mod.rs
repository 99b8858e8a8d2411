//! The pages of this feature: the desk of a chamber, a case as its applicant sees it, an appeal by link.

mod applicant;
mod case;
mod desk;
mod desk_forms;
mod differing;
mod heading;
mod link;
mod said;
mod typed;
mod words;

pub(super) use applicant::{act as act_as_applicant, show as show_to_applicant};
pub(super) use desk::{empty, figures, show};
pub(super) use desk_forms::act;
pub(super) use link::{send as send_by_link, show as show_link};
