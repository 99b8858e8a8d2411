//! Sorting more rows than fit into memory: runs of sorted bytes in the scratch folder, merged.
//! Rows are plain bytes in the order of their bytes; what they mean is the caller's business.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::ReadError;

/// Runs merged at a time: bounds open files and read buffers.
const FAN_IN: usize = 64;
const BUFFER: usize = 16 << 10;

/// Takes rows in any order.
pub(crate) struct Sorter {
    scratch: PathBuf,
    limit: usize,
    held: Held,
    /// Sorted runs by how often their rows were merged; each level has fewer than `FAN_IN`.
    levels: Vec<Vec<File>>,
    /// Rows taken.
    pub(crate) rows: u64,
}

/// Rows in memory: their bytes end to end, and where each lies.
#[derive(Default)]
struct Held {
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
}

impl Held {
    /// What a row costs beside its bytes.
    const SPAN: usize = size_of::<(usize, usize)>();

    fn size_with(&self, row: usize) -> usize {
        self.bytes.len() + row + (self.spans.len() + 1) * Self::SPAN
    }

    fn push(&mut self, row: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(row);
        self.spans.push((start, self.bytes.len()));
    }

    fn row(&self, at: usize) -> Option<&[u8]> {
        self.spans.get(at).and_then(|&(start, end)| self.bytes.get(start..end))
    }

    fn sort(&mut self) {
        let Self { bytes, spans } = self;
        spans.sort_unstable_by(|&(a, b), &(c, d)| bytes.get(a..b).cmp(&bytes.get(c..d)));
    }
}

impl Sorter {
    /// Proves that the scratch folder can be written before anything is read.
    pub(crate) fn new(scratch: &Path, limit: usize) -> Result<Self, ReadError> {
        let sorter = Self {
            scratch: scratch.to_owned(),
            limit: limit.max(16 << 10),
            held: Held::default(),
            levels: Vec::new(),
            rows: 0,
        };
        let probe = tempfile::tempfile_in(scratch).and_then(|mut file| file.write_all(b"probe"));
        probe.map_err(|error| fault(scratch, error))?;
        Ok(sorter)
    }

    pub(crate) fn push(&mut self, row: &[u8]) -> Result<(), ReadError> {
        if self.held.size_with(row.len()) > self.limit && !self.held.spans.is_empty() {
            self.spill()?;
        }
        self.held.push(row);
        self.rows += 1;
        Ok(())
    }

    /// Writes what is held as one run, and merges a level that is full into the next.
    fn spill(&mut self) -> Result<(), ReadError> {
        self.held.sort();
        let held = &self.held;
        let rows = (0..held.spans.len()).filter_map(|at| held.row(at));
        let run = write_run(&self.scratch, |out| rows.into_iter().try_for_each(|row| put(out, row)));
        self.add(0, run.map_err(|error| fault(&self.scratch, error))?);
        self.held.bytes.clear();
        self.held.spans.clear();
        let mut level = 0;
        while self.levels.get(level).is_some_and(|runs| runs.len() >= FAN_IN) {
            let runs = self.levels.get_mut(level).map(std::mem::take).unwrap_or_default();
            let merged = merge_to_run(&self.scratch, runs);
            self.add(level + 1, merged.map_err(|error| fault(&self.scratch, error))?);
            level += 1;
        }
        Ok(())
    }

    fn add(&mut self, level: usize, run: File) {
        while self.levels.len() <= level {
            self.levels.push(Vec::new());
        }
        if let Some(runs) = self.levels.get_mut(level) {
            runs.push(run);
        }
    }

    /// The rows in order.
    pub(crate) fn finish(mut self) -> Result<Sorted, ReadError> {
        let rows = if self.levels.is_empty() {
            self.held.sort();
            Rows::Held(self.held, 0)
        } else {
            self.spill()?;
            let runs = self.levels.drain(..).flatten().collect();
            Rows::Runs(Merge::new(runs).map_err(|error| fault(&self.scratch, error))?)
        };
        Ok(Sorted {
            scratch: self.scratch,
            rows,
            given: 0,
        })
    }
}

/// Gives rows in the order of their bytes.
pub(crate) struct Sorted {
    scratch: PathBuf,
    rows: Rows,
    /// Rows given so far.
    pub(crate) given: u64,
}

enum Rows {
    Held(Held, usize),
    Runs(Merge),
}

impl Sorted {
    pub(crate) fn next(&mut self) -> Result<Option<&[u8]>, ReadError> {
        let row = match &mut self.rows {
            Rows::Held(held, at) => {
                *at += 1;
                held.row(*at - 1)
            }
            Rows::Runs(merge) => {
                let more = merge.advance().map_err(|error| fault(&self.scratch, error))?;
                more.then_some(merge.current.as_slice())
            }
        };
        self.given += u64::from(row.is_some());
        Ok(row)
    }
}

impl Sorted {
    /// The error of a row that is not what was written.
    pub(crate) fn garbled(&self) -> ReadError {
        let error = io::Error::new(io::ErrorKind::InvalidData, "a row came back garbled");
        fault(&self.scratch, error)
    }
}

/// Sorted runs, read side by side.
struct Merge {
    runs: Vec<BufReader<File>>,
    next: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
    current: Vec<u8>,
}

impl Merge {
    fn new(files: Vec<File>) -> io::Result<Self> {
        let mut runs = Vec::with_capacity(files.len());
        let mut next = BinaryHeap::with_capacity(files.len());
        for mut file in files {
            file.rewind()?;
            let mut run = BufReader::with_capacity(BUFFER, file);
            let mut row = Vec::new();
            if get(&mut run, &mut row)? {
                next.push(Reverse((row, runs.len())));
                runs.push(run);
            }
        }
        Ok(Self {
            runs,
            next,
            current: Vec::new(),
        })
    }

    /// Makes the smallest row the current one; its place is refilled from its run.
    fn advance(&mut self) -> io::Result<bool> {
        let Some(mut top) = self.next.peek_mut() else {
            return Ok(false);
        };
        let Reverse((row, run)) = &mut *top;
        std::mem::swap(&mut self.current, row);
        let more = match self.runs.get_mut(*run) {
            Some(run) => get(run, row)?,
            None => false,
        };
        if !more {
            PeekMut::pop(top);
        }
        Ok(true)
    }
}

fn merge_to_run(scratch: &Path, runs: Vec<File>) -> io::Result<File> {
    let mut merge = Merge::new(runs)?;
    write_run(scratch, |out| {
        while merge.advance()? {
            put(out, &merge.current)?;
        }
        Ok(())
    })
}

fn write_run(scratch: &Path, fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<File> {
    let file = tempfile::tempfile_in(scratch)?;
    let mut out = BufWriter::with_capacity(BUFFER, file);
    fill(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)
}

/// A row in a run: its length in four bytes, then itself.
fn put(out: &mut impl Write, row: &[u8]) -> io::Result<()> {
    let length = u32::try_from(row.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(row)
}

/// Reads a row into `row`; false at the end of the run.
fn get(run: &mut impl Read, row: &mut Vec<u8>) -> io::Result<bool> {
    row.clear();
    let mut length = [0; 4];
    let mut have = 0;
    while have < length.len() {
        match length.get_mut(have..).map_or(Ok(0), |rest| run.read(rest))? {
            0 if have == 0 => return Ok(false),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => have += read,
        }
    }
    let wanted = u64::from(u32::from_be_bytes(length));
    let read = run.take(wanted).read_to_end(row)?;
    if u64::try_from(read).ok() != Some(wanted) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(true)
}

fn fault(scratch: &Path, error: io::Error) -> ReadError {
    ReadError::Scratch {
        path: scratch.to_owned(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers in a fixed disorder, as rows of different lengths.
    fn disorder(count: u64) -> Vec<Vec<u8>> {
        let mut rows = Vec::new();
        for i in 0..count {
            let mixed = i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
            rows.push(format!("{:0width$}", mixed, width = 1 + mixed as usize % 30).into_bytes());
        }
        rows
    }

    fn sorted(rows: &[Vec<u8>], limit: usize) -> Vec<Vec<u8>> {
        let scratch = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(scratch.path(), limit).unwrap();
        for row in rows {
            sorter.push(row).unwrap();
        }
        let mut sorted = sorter.finish().unwrap();
        let mut out = Vec::new();
        while let Some(row) = sorted.next().unwrap() {
            out.push(row.to_vec());
        }
        assert_eq!(sorted.given, rows.len() as u64);
        out
    }

    #[test]
    fn runs_give_the_order_of_memory() {
        // 120,000 rows in runs of 16 KiB are some 280 runs: the levels are merged in between.
        for count in [0, 1, 1_000, 120_000] {
            let rows = disorder(count);
            let mut expected = rows.clone();
            expected.sort();
            assert_eq!(sorted(&rows, 0), expected, "{count} in runs");
            assert_eq!(sorted(&rows, 1 << 30), expected, "{count} in memory");
        }
    }

    #[test]
    fn a_full_disk_is_named() {
        let full = |out: &mut BufWriter<File>| {
            out.write_all(b"x")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        let scratch = tempfile::tempdir().unwrap();
        let error = write_run(scratch.path(), full)
            .map_err(|e| fault(scratch.path(), e))
            .unwrap_err();
        assert_eq!(error.code(), "scratch");
        assert!(error.to_string().contains("room"), "{error}");
    }

    #[test]
    fn a_torn_run_is_an_error_not_an_end() {
        let mut row = Vec::new();
        assert!(get(&mut &[0, 0, 0, 9, b'x'][..], &mut row).is_err());
        assert!(get(&mut &[0, 0][..], &mut row).is_err());
        assert!(!get(&mut &[][..], &mut row).unwrap());
    }
}
