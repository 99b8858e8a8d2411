//! Pure decisions of this feature: which value is shown, how old an organisation is, what a report must hold.
//! No database, no clock: what is known and today come in, values and reasons go out.

mod age;
mod core;
mod difference;
mod identifying;
mod joining;
mod looks;
mod report;
mod row;
mod same;
mod shown;
mod slug;

pub use age::{AGEING_AFTER, age, days, from_days};
pub use core::{Core, core};
pub use difference::{OFFICIAL, difference, is_protected};
pub use identifying::{Passage, Trace, Traces, passages};
pub use joining::{add_national, owners_of};
pub use looks::{looks_like_phone, looks_like_postal_code, looks_like_url, web_address};
pub use report::{Fault, ReportInput, check_report, looks_like_mail};
pub use row::{
    DECLARED, PlaceRow, RowValues, court_of, court_territory, declared_seat, located, places_of, row_values,
    territory_of,
};
pub use same::{same_name, same_words};
pub use shown::{Known, KnownFact, KnownRecord, Value, best, best_text, descriptions, others, values};
pub use slug::slug;
