//! An update extract: its rows find the enterprise they change, and what was stored of it becomes the new record.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::error::Error;
use std::path::Path;

use super::change::Change;
use super::extract::extract_of;
use super::files;
use super::head::Head;
use super::numbers::Number;
use super::scan::Scan;
use super::scanning::Scanning;
use super::scratch::{Kind, Row, join};
use crate::reader::Format;
use crate::sort::{Sorted, Sorter};
use crate::{ENTRY_LIMIT, Item, Options, ReadError, Record, RowCounts, Skip};

/// What was read of the register before, which an update changes.
///
/// It is asked for some hundred numbers at a time, in ascending order.
pub trait Known: Send {
    /// Whose these establishments and branches are: pairs of unit and enterprise, none for one nobody has.
    ///
    /// # Errors
    /// When it cannot be looked up; the reading stops.
    fn owners(&mut self, units: &[String]) -> Result<Vec<(String, String)>, Box<dyn Error + Send + Sync>>;

    /// The records of these enterprises, as far as there are any.
    ///
    /// # Errors
    /// When they cannot be looked up; the reading stops.
    fn records(&mut self, numbers: &[String]) -> Result<Vec<Record>, Box<dyn Error + Send + Sync>>;
}

/// Units and enterprises asked for at a time.
const AT_ONCE: usize = 200;
/// Bytes of their rows.
const BYTES: usize = 4 << 20;

/// The reader of an update.
pub(crate) struct Update {
    scanning: Scanning,
    known: Box<dyn Known>,
    stage: Stage,
    /// What is ready and waits for its turn.
    ready: VecDeque<Item>,
}

enum Stage {
    Scan,
    Changes(Box<Changes>),
    Done,
}

/// Rows by enterprise, in order of the numbers.
struct Changes {
    rows: Sorted,
    total: u64,
    head: Head,
    /// The first of the next enterprise.
    begun: Option<Change>,
}

impl Update {
    /// Looks at the files, at every header and at the scratch folder; reads no row yet.
    pub(crate) fn open(path: &Path, options: &Options, known: Box<dyn Known>) -> Result<Self, ReadError> {
        if !extract_of(path)?.is_some_and(|extract| extract.is_update) {
            return Err(ReadError::NoUpdate { path: path.to_owned() });
        }
        Ok(Self {
            scanning: Scanning::open(files::update(path)?, options, true)?,
            known,
            stage: Stage::Scan,
            ready: VecDeque::new(),
        })
    }

    fn begin_changes(&mut self, scan: Scan) -> Result<Changes, ReadError> {
        let Scan {
            mut entries,
            units,
            head,
            ..
        } = scan;
        let strangers = bring_home(units.finish()?, &mut entries, self.known.as_mut())?;
        for _ in 0..strangers {
            let (reason, number) = (Skip::UnknownEntry, None);
            self.ready.push_back(Item::Skipped { reason, number });
        }
        Ok(Changes {
            total: entries.rows,
            rows: entries.finish()?,
            head,
            begun: None,
        })
    }
}

impl Format for Update {
    fn advance(&mut self) -> Result<Option<Item>, ReadError> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Ok(Some(item));
            }
            match &mut self.stage {
                Stage::Scan => {
                    if let Some(item) = self.scanning.advance()? {
                        return Ok(Some(item));
                    }
                    self.stage = match self.scanning.finish() {
                        Some(scan) => Stage::Changes(Box::new(self.begin_changes(*scan)?)),
                        None => Stage::Done,
                    };
                }
                Stage::Changes(changes) => {
                    let batch = changes.batch()?;
                    if batch.is_empty() {
                        self.stage = Stage::Done;
                    } else {
                        self.ready = applied(batch, &changes.head, self.known.as_mut())?;
                    }
                }
                Stage::Done => return Ok(None),
            }
        }
    }

    fn rows(&self) -> &BTreeMap<String, RowCounts> {
        &self.scanning.rows
    }

    fn ignored(&self) -> &[String] {
        &self.scanning.ignored
    }

    fn fingerprint(&self) -> [u8; 32] {
        self.scanning.fingerprint
    }

    fn progress(&self) -> (u64, u64) {
        self.scanning.progress(match &self.stage {
            Stage::Scan => None,
            Stage::Changes(changes) => Some(changes.rows.given * 1000 / changes.total.max(1)),
            Stage::Done => Some(1000),
        })
    }

    fn stop(&mut self) {
        self.scanning.stop();
        self.stage = Stage::Done;
    }
}

impl Changes {
    /// The changes of the next enterprises, bounded in number and bytes.
    fn batch(&mut self) -> Result<Vec<Change>, ReadError> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < AT_ONCE && bytes < BYTES {
            let Some(found) = self.rows.next()? else {
                batch.extend(self.begun.take());
                break;
            };
            let Some(row) = Row::read(found) else {
                return Err(self.rows.garbled());
            };
            match &mut self.begun {
                Some(begun) if begun.number == row.first => begun.add(&row),
                begun => {
                    let mut next = Change::new(row.first);
                    next.add(&row);
                    if let Some(done) = begun.replace(next) {
                        bytes += done.bytes;
                        batch.push(done);
                    }
                }
            }
        }
        Ok(batch)
    }
}

fn applied(batch: Vec<Change>, head: &Head, known: &mut dyn Known) -> Result<VecDeque<Item>, ReadError> {
    let wanted: BTreeSet<String> = batch.iter().flat_map(Change::wants).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    let records = known.records(&wanted).map_err(|error| ReadError::Known { error })?;
    let stored: BTreeMap<&str, &Record> = records.iter().map(|record| (record.number.as_str(), record)).collect();
    let of = |number: &str| stored.get(number).copied();
    Ok(batch.into_iter().map(|change| change.apply(of, head)).collect())
}

/// Rows about one unit.
struct Unit {
    number: Number,
    rows: Vec<(Kind, String)>,
    bytes: usize,
}

/// Brings rows about units to the enterprises that have them, or had them; how many units nobody has.
fn bring_home(mut units: Sorted, entries: &mut Sorter, known: &mut dyn Known) -> Result<u64, ReadError> {
    let (mut held, mut bytes, mut strangers): (Vec<Unit>, _, _) = (Vec::new(), 0, 0);
    while let Some(found) = units.next()? {
        let Some(row) = Row::read(found) else {
            return Err(units.garbled());
        };
        if held.last().is_none_or(|unit| unit.number != row.first) {
            if held.len() >= AT_ONCE || bytes > BYTES {
                strangers += settle(std::mem::take(&mut held), entries, known)?;
                bytes = 0;
            }
            held.push(Unit {
                number: row.first,
                rows: Vec::new(),
                bytes: 0,
            });
        }
        let Some(unit) = held.last_mut() else { continue };
        // One row beyond the limit is enough for its enterprise to be too large.
        if unit.bytes <= ENTRY_LIMIT {
            unit.bytes += row.said.len() + size_of::<(Kind, String)>();
            bytes += row.said.len();
            unit.rows.push((row.kind, row.said.to_owned()));
        }
    }
    Ok(strangers + settle(held, entries, known)?)
}

fn settle(units: Vec<Unit>, entries: &mut Sorter, known: &mut dyn Known) -> Result<u64, ReadError> {
    if units.is_empty() {
        return Ok(0);
    }
    let numbers: Vec<String> = units.iter().map(|unit| unit.number.to_string()).collect();
    let found = known.owners(&numbers).map_err(|error| ReadError::Known { error })?;
    let mut owners: BTreeMap<u64, Vec<Number>> = BTreeMap::new();
    for (unit, owner) in found {
        if let (Ok(unit), Ok(owner)) = (unit.parse(), owner.parse()) {
            owners.entry(unit).or_default().push(Number(owner));
        }
    }
    let mut strangers = 0;
    for unit in units {
        let had = owners.get(&unit.number.0).map_or(&[][..], Vec::as_slice);
        strangers += u64::from(!settle_one(&unit, had, entries)?);
    }
    Ok(strangers)
}

/// Writes the rows of a unit to its enterprise; false if it has none.
fn settle_one(unit: &Unit, had: &[Number], entries: &mut Sorter) -> Result<bool, ReadError> {
    let entry = unit.rows.iter().find(|(kind, _)| *kind == Kind::Entry);
    let entry = entry.and_then(|(_, said)| said.split_once('\u{1f}'));
    let told = entry.and_then(|(owner, _)| owner.parse().ok().map(Number));
    let mut out = Vec::new();
    let mut push = |owner: Number, kind: Kind, said: &str| {
        let row = Row {
            first: owner,
            second: unit.number,
            kind,
            said,
        };
        row.write(&mut out);
        entries.push(&out)
    };
    if let Some(told) = told {
        for former in had.iter().filter(|former| **former != told) {
            push(*former, Kind::Gone, Kind::Entry.table())?;
        }
    }
    let moved = had.iter().find(|former| Some(**former) != told);
    for owner in told.as_slice().iter().chain(had.iter().filter(|_| told.is_none())) {
        for (kind, said) in &unit.rows {
            match (kind, entry) {
                (Kind::Entry, Some((_, start))) => {
                    let former = moved.filter(|_| !had.contains(owner)).map(|n| n.to_string());
                    push(*owner, Kind::Entry, &join(&[start, &former.unwrap_or_default()]))?;
                }
                _ => push(*owner, *kind, said)?,
            }
        }
    }
    Ok(told.is_some() || !had.is_empty())
}
