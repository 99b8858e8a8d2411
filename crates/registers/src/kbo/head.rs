//! What holds for the whole extract: the day it describes (`meta.csv`) and the labels of the legal
//! forms (`code.csv`).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::codes;
use super::scan::Verdict;
use crate::values::{clean, day, padded};
use crate::{LegalForm, RejectReason};

/// Labels kept; the register has some 450.
const LABELS: usize = 10_000;
/// Bytes of a label.
const LABEL: usize = 1_000;

/// See the module.
pub(crate) struct Head {
    /// The day the operator gives, else that of the extract.
    pub(crate) as_of: Option<NaiveDate>,
    forms: BTreeMap<String, BTreeMap<String, String>>,
    labels: usize,
}

impl Head {
    pub(crate) fn new(as_of: Option<NaiveDate>) -> Self {
        Self {
            as_of,
            forms: BTreeMap::new(),
            labels: 0,
        }
    }

    /// A row of `meta.csv`.
    pub(crate) fn meta(&mut self, cells: [&str; 2]) -> Verdict {
        let [variable, value] = cells.map(|cell| clean(cell).unwrap_or_default());
        if variable == "SnapshotDate" {
            match day(&value) {
                Some(day) => self.as_of = self.as_of.or(Some(day)),
                None => return Verdict::Rejected(RejectReason::Date { column: "SnapshotDate" }, value),
            }
        }
        Verdict::Used
    }

    /// A row of `code.csv`; only the labels of legal forms are kept.
    pub(crate) fn code(&mut self, cells: [&str; 4]) -> Verdict {
        let [category, code, language, label] = cells.map(|cell| clean(cell).unwrap_or_default());
        if category != "JuridicalForm" {
            return Verdict::Used;
        }
        let Some(language) = codes::label_language(&language) else {
            return Verdict::Rejected(RejectReason::UnknownCode { column: "Language" }, language);
        };
        if code.is_empty() || code.len() > 3 {
            return Verdict::Rejected(RejectReason::UnknownCode { column: "Code" }, code);
        }
        if label.is_empty() {
            return Verdict::Rejected(RejectReason::Empty { column: "Description" }, code);
        }
        if label.len() > LABEL {
            return Verdict::Rejected(RejectReason::TooLong { limit: LABEL }, label);
        }
        if self.labels >= LABELS {
            return Verdict::Rejected(RejectReason::TooMany { limit: LABELS }, code);
        }
        let form = self.forms.entry(padded(&code, 3)).or_default();
        if form.contains_key(language) {
            return Verdict::Rejected(RejectReason::Duplicate, code);
        }
        form.insert(language.to_owned(), label);
        self.labels += 1;
        Verdict::Used
    }

    /// A legal form with its labels, if the extract has any.
    pub(crate) fn form(&self, code: &str) -> LegalForm {
        let labels = self.forms.get(code).cloned().unwrap_or_default();
        LegalForm {
            code: code.to_owned(),
            labels,
        }
    }
}
