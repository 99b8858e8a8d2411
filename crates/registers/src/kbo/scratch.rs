//! The rows that are sorted: keys in front whose bytes sort as their numbers do, then what the row
//! says, its fields joined by a character that no cleaned value holds.

use super::numbers::Number;

const SEPARATOR: char = '\u{1f}';

/// What a row is about; the order within one enterprise or unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Of an update: the rows of a table go; `said` names it by [`Kind::table`].
    Gone,
    /// The enterprise, establishment or branch itself.
    Entry,
    /// A denomination.
    Name,
    /// An address.
    Address,
    /// A telephone number, mail or web address.
    Contact,
    /// An activity.
    Activity,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Gone,
        Self::Entry,
        Self::Name,
        Self::Address,
        Self::Contact,
        Self::Activity,
    ];

    /// What a row says whose table's rows go.
    pub(crate) const fn table(self) -> &'static str {
        match self {
            Self::Gone => "",
            Self::Entry => "entry",
            Self::Name => "name",
            Self::Address => "address",
            Self::Contact => "contact",
            Self::Activity => "activity",
        }
    }

    /// The table that a row of the kind [`Gone`](Self::Gone) names.
    pub(crate) fn of_table(said: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.table() == said)
    }

    fn of(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }
}

/// A row of either sort.
///
/// The sort of units has the unit as `first` and nothing as `second`; the sort of enterprises has
/// the enterprise and then the unit, 0 for what is the enterprise's own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) first: Number,
    pub(crate) second: Number,
    pub(crate) kind: Kind,
    pub(crate) said: &'a str,
}

impl<'a> Row<'a> {
    /// Writes it into `out` in place of what was there.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(&self.first.0.to_be_bytes());
        out.extend_from_slice(&self.second.0.to_be_bytes());
        let kind = Kind::ALL.iter().position(|kind| *kind == self.kind);
        out.push(kind.and_then(|at| u8::try_from(at).ok()).unwrap_or(0));
        out.extend_from_slice(self.said.as_bytes());
    }

    /// Reads back what [`write`](Self::write) wrote; nothing if the scratch folder garbled it.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk()?;
        let (second, rest) = rest.split_first_chunk()?;
        let (kind, said) = rest.split_first()?;
        Some(Self {
            first: Number(u64::from_be_bytes(*first)),
            second: Number(u64::from_be_bytes(*second)),
            kind: Kind::of(*kind)?,
            said: std::str::from_utf8(said).ok()?,
        })
    }

    /// The fields; those that are missing are empty.
    pub(crate) fn fields<const N: usize>(&self) -> [&'a str; N] {
        let mut fields = self.said.split(SEPARATOR);
        std::array::from_fn(|_| fields.next().unwrap_or(""))
    }
}

/// What a row says, from cleaned fields.
pub(crate) fn join(fields: &[&str]) -> String {
    let mut said = String::with_capacity(fields.iter().map(|f| f.len() + 1).sum());
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            said.push(SEPARATOR);
        }
        said.push_str(field);
    }
    said
}
