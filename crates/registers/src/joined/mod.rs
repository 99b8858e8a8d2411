//! What registers have in common whose rows are checked one by one, sorted by the number of the
//! organisation they are about, and put together: one external sort, then one pass.
//!
//! A [`Recipe`] says what is a register's own: its columns, what a row says, how a record is made.

mod files;
mod scratch;

use std::collections::{BTreeMap, VecDeque};

pub(crate) use files::{File, Wanted, find};
pub(crate) use scratch::{Row, fields, join};

pub(crate) use crate::item::Refused;
use crate::reader::Format;
use crate::sort::{Sorted, Sorter};
use crate::table::{Columns, Step, Table};
use crate::values::excerpt;
use crate::{ENTRY_LIMIT, Item, Options, ReadError, Reject, RowCounts, Skip};

/// The place of a row among those of its organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The organisation.
    pub(crate) first: u64,
    /// What within it the row is about; 0 for itself.
    pub(crate) second: u64,
    /// What kind of row it is, for the recipe to tell apart.
    pub(crate) kind: u8,
}

/// The kind of a person's rows; a recipe never gets to see them.
const PERSON: u8 = u8::MAX;

/// What becomes of a row.
pub(crate) enum Verdict {
    /// It is part of a record: where it belongs, while the text holds what it says.
    Used(Place),
    /// It is about a natural person, of whom nothing is kept but that the row was there.
    Dropped,
    /// It is the natural person.
    Person,
    /// A row of a natural person, of whom only the number is sorted, so that several are one.
    PersonAt(u64),
}

/// What is a register's own.
pub(crate) trait Recipe: Send {
    /// An organisation in the making.
    type Entry: Send;

    /// Whether what an organisation in the making holds is bounded whatever its rows are.
    const BOUNDED: bool = false;

    /// The columns of a kind of file.
    fn columns(&self, kind: u8) -> Columns;

    /// Checks the present row, and says it in fields joined by [`join`].
    fn take(&mut self, kind: u8, table: &Table, said: &mut String) -> Result<Verdict, Refused>;

    /// A new organisation.
    fn begin(&self, first: u64) -> Self::Entry;

    /// Adds a row; they come in order of `second`, kind, file and line.
    fn add(&self, entry: &mut Self::Entry, row: &Row<'_>) -> Result<(), Refused>;

    /// The number under which the organisation is left out; nothing for a natural person.
    fn number(&self, first: u64) -> Option<String>;

    /// The record, or why there is none.
    fn finish(&self, entry: Self::Entry) -> Item;
}

/// The reader of such a register.
pub(crate) struct Joined<R: Recipe> {
    recipe: R,
    files: Vec<File>,
    row_limit: usize,
    stage: Stage<R::Entry>,
    rows: BTreeMap<String, RowCounts>,
    ignored: Vec<String>,
    fingerprint: [u8; 32],
    total: u64,
    /// Bytes of the files that are read to the end.
    finished: u64,
    /// What is ready and waits for its turn.
    ready: VecDeque<Item>,
}

enum Stage<E> {
    Scan {
        sorter: Box<Sorter>,
        /// The file that is read, counted from 0.
        at: usize,
        table: Option<Box<Table>>,
    },
    Join {
        rows: Box<Sorted>,
        total: u64,
        present: Option<Present<E>>,
    },
    Done,
}

/// The organisation whose rows come now.
struct Present<E> {
    first: u64,
    /// Nothing once its rows are too large.
    entry: Option<E>,
    bytes: usize,
}

/// What a row costs beside its text.
const ROW: usize = 256;

impl<R: Recipe> Joined<R> {
    /// Looks at every header and at the scratch folder; reads no row yet.
    pub(crate) fn open(
        recipe: R,
        files: Vec<File>,
        ignored: Vec<String>,
        options: &Options,
    ) -> Result<Self, ReadError> {
        let mut rows = BTreeMap::new();
        for file in &files {
            file.table(&recipe.columns(file.kind), options.row_limit)?;
            rows.insert(file.name.clone(), RowCounts::default());
        }
        let fingerprint = files::fingerprint(&files)?;
        let total = files.iter().map(|file| file.size).sum();
        let sorter = Box::new(Sorter::new(&options.scratch, options.run_bytes)?);
        Ok(Self {
            recipe,
            files,
            row_limit: options.row_limit,
            stage: Stage::Scan {
                sorter,
                at: 0,
                table: None,
            },
            rows,
            ignored,
            fingerprint,
            total,
            finished: 0,
            ready: VecDeque::new(),
        })
    }

    /// Reads one row of the present file, or goes to the next file.
    fn scan(&mut self) -> Result<Option<Item>, ReadError> {
        let Stage::Scan { sorter, at, table } = &mut self.stage else {
            return Ok(None);
        };
        let Some(file) = self.files.get(*at) else {
            return self.begin_join().map(|()| None);
        };
        let table = match table {
            Some(table) => table,
            none => none.insert(Box::new(file.table(&self.recipe.columns(file.kind), self.row_limit)?)),
        };
        let item = match table.advance()? {
            Step::End => {
                self.finished += file.size;
                *at += 1;
                if let Stage::Scan { table, .. } = &mut self.stage {
                    *table = None;
                }
                return Ok(None);
            }
            Step::Rejected(reject) => Some(Item::Rejected(reject)),
            Step::Row => take(&mut self.recipe, file.kind, *at, table, sorter)?,
        };
        if let Some(counts) = self.rows.get_mut(&file.name) {
            *counts = table.counts;
        }
        Ok(item)
    }

    fn begin_join(&mut self) -> Result<(), ReadError> {
        if let Stage::Scan { sorter, .. } = std::mem::replace(&mut self.stage, Stage::Done) {
            let total = sorter.rows;
            self.stage = Stage::Join {
                rows: Box::new(sorter.finish()?),
                total,
                present: None,
            };
        }
        Ok(())
    }

    /// Adds one row to its organisation; at the end nothing is left to do.
    fn join(&mut self) -> Result<(), ReadError> {
        let Stage::Join { rows, present, .. } = &mut self.stage else {
            return Ok(());
        };
        let Some(bytes) = rows.next()? else {
            let last = present.take();
            self.ready.extend(last.map(|last| finish(&self.recipe, last)));
            self.stage = Stage::Done;
            return Ok(());
        };
        let Some(row) = Row::read(bytes) else {
            return Err(rows.garbled());
        };
        if present.as_ref().is_none_or(|present| present.first != row.place.first) {
            let next = Present {
                first: row.place.first,
                entry: Some(self.recipe.begin(row.place.first)),
                bytes: 0,
            };
            let done = present.replace(next);
            self.ready.extend(done.map(|done| finish(&self.recipe, done)));
        }
        let Some(present) = present else { return Ok(()) };
        present.bytes = present.bytes.saturating_add(row.said.len() + ROW);
        if !R::BOUNDED && present.bytes > ENTRY_LIMIT {
            present.entry = None;
        }
        let added = match &mut present.entry {
            Some(entry) if row.place.kind != PERSON => self.recipe.add(entry, &row),
            _ => Ok(()),
        };
        if let Err((reason, value)) = added {
            let file = self.files.get(usize::from(row.file)).map(|file| file.name.clone());
            let file = file.unwrap_or_default();
            if let Some(counts) = self.rows.get_mut(&file) {
                counts.rejected += 1;
            }
            self.ready.push_back(Item::Rejected(Reject {
                file,
                line: row.line,
                reason,
                excerpt: excerpt(&value),
            }));
        }
        Ok(())
    }
}

/// What becomes of the present row of a file, told as an item if it is not used or dropped.
fn take<R: Recipe>(
    recipe: &mut R,
    kind: u8,
    file: usize,
    table: &mut Table,
    sorter: &mut Sorter,
) -> Result<Option<Item>, ReadError> {
    let mut said = String::new();
    let verdict = recipe.take(kind, table, &mut said);
    let place = match verdict {
        Ok(Verdict::Used(place)) => place,
        Ok(Verdict::PersonAt(first)) => {
            table.counts.dropped += 1;
            said.clear();
            let (second, kind) = (0, PERSON);
            Place { first, second, kind }
        }
        Ok(Verdict::Dropped) => {
            table.counts.dropped += 1;
            return Ok(None);
        }
        Ok(Verdict::Person) => {
            table.counts.dropped += 1;
            return Ok(Some(Item::Skipped {
                reason: Skip::NaturalPerson,
                number: None,
            }));
        }
        Err((reason, value)) => return Ok(Some(Item::Rejected(table.reject(reason, &value)))),
    };
    let mut row = Vec::with_capacity(said.len() + 32);
    let file = u16::try_from(file).unwrap_or(u16::MAX);
    let line = table.line();
    Row {
        place,
        file,
        line,
        said: &said,
    }
    .write(&mut row);
    sorter.push(&row)?;
    Ok(None)
}

fn finish<R: Recipe>(recipe: &R, present: Present<R::Entry>) -> Item {
    match present.entry {
        Some(entry) => recipe.finish(entry),
        None => Item::Skipped {
            reason: Skip::TooLarge,
            number: recipe.number(present.first),
        },
    }
}

impl<R: Recipe> Format for Joined<R> {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Ok(Some(item));
            }
            match self.stage {
                Stage::Scan { .. } => {
                    if let Some(item) = self.scan()? {
                        return Ok(Some(item));
                    }
                }
                Stage::Join { .. } => self.join()?,
                Stage::Done => return Ok(None),
            }
        }
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        &self.rows
    }

    fn ignored(&self) -> &[String] {
        &self.ignored
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// Reading is the first half of the way, joining the second.
    fn progress(&self) -> (u64, u64) {
        let done = match &self.stage {
            Stage::Scan { at, table, .. } => {
                let size = self.files.get(*at).map_or(0, |file| file.size);
                let present = table.as_ref().map_or(0, |table| table.bytes().min(size));
                (self.finished + present) / 2
            }
            Stage::Join { rows, total, .. } => {
                self.total / 2 + self.total / 2 * (rows.given * 1000 / (*total).max(1)) / 1000
            }
            Stage::Done => self.total,
        };
        (done.min(self.total), self.total)
    }

    fn stop(&mut self) {
        self.stage = Stage::Done;
    }
}
