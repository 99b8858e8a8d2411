//! What somebody chose for the columns, before it is looked at.

use crate::chamber_files::model::{Column, Mapping};
use crate::organisations::model::Kind;

/// A choice as it came in: a code for each column, empty where it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedMapping {
    /// By the columns of the file.
    pub columns: Vec<String>,
    /// Code of the kind.
    pub kind: String,
}

/// What is wrong with a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingFault {
    /// No column holds the name.
    NoName,
    /// Two columns hold the same; the place of the second.
    Twice(usize, Column),
    /// No such field.
    Unknown(usize),
    /// What the organisations are is not said.
    NoKind,
}

impl TypedMapping {
    /// The mapping, where it is one.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn check(&self, width: usize) -> Result<Mapping, Vec<MappingFault>> {
        let mut faults = Vec::new();
        let mut columns: Vec<Option<Column>> = Vec::new();
        for place in 0..width {
            let code = self.columns.get(place).map_or("", String::as_str);
            let column = Column::from_code(code);
            if column.is_none() && !code.is_empty() {
                faults.push(MappingFault::Unknown(place));
            }
            match column {
                Some(twice) if columns.contains(&column) => faults.push(MappingFault::Twice(place, twice)),
                _ => {}
            }
            columns.push(column);
        }
        if !columns.contains(&Some(Column::Name)) {
            faults.push(MappingFault::NoName);
        }
        let kind = Kind::from_code(&self.kind);
        match kind {
            Some(kind) if faults.is_empty() => Ok(Mapping { columns, kind }),
            Some(_) => Err(faults),
            None => {
                faults.push(MappingFault::NoKind);
                Err(faults)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(columns: &[&str], kind: &str) -> TypedMapping {
        TypedMapping {
            columns: columns.iter().map(|code| (*code).to_owned()).collect(),
            kind: kind.to_owned(),
        }
    }

    #[test]
    fn a_name_once_and_nothing_twice() {
        let mapping = typed(&["name", "", "siren"], "sme").check(4).unwrap();
        assert_eq!(mapping.columns, [Some(Column::Name), None, Some(Column::Siren), None]);
        for (columns, kind, faults) in [
            (&["siren"][..], "sme", vec![MappingFault::NoName]),
            (&["name", "name"], "sme", vec![MappingFault::Twice(1, Column::Name)]),
            (
                &["name", "cmd"],
                "",
                vec![MappingFault::Unknown(1), MappingFault::NoKind],
            ),
        ] {
            assert_eq!(typed(columns, kind).check(2), Err(faults), "{columns:?}");
        }
    }
}
