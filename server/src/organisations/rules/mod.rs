//! Pure decisions of this feature: which value is shown, how old an organisation is, what a report must hold.
//! No database, no clock: what is known and today come in, values and reasons go out.

mod age;
mod report;
mod row;
mod shown;
mod slug;

pub use age::{AGEING_AFTER, age, days, from_days};
pub use report::{Fault, ReportInput, check_report, looks_like_mail};
pub use row::{
    DECLARED, PlaceRow, RowValues, court_of, court_territory, declared_seat, located, places_of, row_values,
    territory_of,
};
pub use shown::{Known, KnownFact, KnownRecord, Value, best, best_text, descriptions, values};
pub use slug::slug;
