//! One beneficiary at one place put together from its operations.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::ALL;
use crate::joined::{Refused, Row, fields};
use crate::values::{decimal, iso_country, point, present, stated};
use crate::{Address, Item, Name, NameKind, Record, Register, RejectReason, Skip, Texts};

/// Operations kept in a record, the last by identifier; all are counted.
const OPERATIONS: usize = 200;

/// The record in the making.
pub(crate) struct Assembly {
    number: u64,
    as_of: Option<NaiveDate>,
    operations: BTreeMap<String, String>,
    count: u64,
    last: String,
}

impl Assembly {
    pub(crate) fn new(number: u64, as_of: Option<NaiveDate>) -> Self {
        Self {
            number,
            as_of,
            operations: BTreeMap::new(),
            count: 0,
            last: String::new(),
        }
    }

    /// Adds a row; those of one operation come one after the other.
    pub(crate) fn add(&mut self, row: &Row<'_>) -> Result<(), Refused> {
        let [operation] = fields(row.said);
        if self.last == operation {
            return Err((RejectReason::Duplicate, operation.to_owned()));
        }
        operation.clone_into(&mut self.last);
        self.count += 1;
        self.operations.insert(operation.to_owned(), row.said.to_owned());
        if self.operations.len() > OPERATIONS {
            self.operations.pop_first();
        }
        Ok(())
    }

    /// The record, or why there is none. The place is that of the last operation.
    pub(crate) fn finish(self) -> Item {
        let Some(last) = self.operations.values().next_back() else {
            return Item::Skipped {
                reason: Skip::NaturalPerson,
                number: None,
            };
        };
        let cells: [&str; ALL] = fields(last);
        let mut record = Record::new(Register::Kohesio, format!("{:016x}", self.number));
        record.as_of = self.as_of;
        record.names.push(Name {
            value: cells[1].to_owned(),
            language: None,
            kind: NameKind::Label,
        });
        let address = Address {
            postal_code: stated(cells[2]),
            municipality: stated(cells[16])
                .map(|town| ("und".to_owned(), town))
                .into_iter()
                .collect::<Texts>(),
            country: country(cells[15]),
            point: point(cells[17]),
            ..Address::default()
        };
        record.seat = (address != Address::default()).then_some(address);
        let operations: Vec<Value> = self.operations.values().map(|said| operation(fields(said))).collect();
        record.other = BTreeMap::from([
            ("placeOf".to_owned(), json!("operation")),
            ("operationCount".to_owned(), json!(self.count)),
            ("operations".to_owned(), Value::Array(operations)),
        ]);
        record
            .other
            .extend(stated(cells[15]).map(|code| ("nutsCode".to_owned(), code.into())));
        Item::Record(Box::new(record))
    }
}

/// The country of a NUTS code, which is ISO 3166-1 but for Greece and the United Kingdom.
fn country(nuts: &str) -> Option<String> {
    let code = nuts
        .get(..2)
        .filter(|code| code.bytes().all(|b| b.is_ascii_uppercase()))?;
    Some(iso_country(code).to_owned())
}

fn operation(cells: [&str; ALL]) -> Value {
    let amount = |text: &str| decimal(text).map(Value::from).or_else(|| stated(text).map(Value::from));
    let text = |text: &str| stated(text).map(Value::from);
    let all = [
        ("id", text(cells[0])),
        ("nameEnglish", text(cells[3])),
        ("name", text(cells[4])),
        ("summaryEnglish", text(cells[5])),
        ("summary", text(cells[6])),
        ("start", text(cells[7])),
        ("end", text(cells[8])),
        ("eligibleExpenditure", amount(cells[9])),
        ("euBudget", amount(cells[10])),
        ("category", text(cells[11])),
        ("fund", text(cells[12])),
        ("programmeCode", text(cells[13])),
        ("programme", text(cells[14])),
    ];
    Value::Object(present(all).collect::<Map<String, Value>>())
}
