//! Figures of the code itself, to be reported with a change: how long files are, how much is tests
//! and documentation, how long an incremental check takes. Judges nothing.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::source::Source;
use crate::steps::succeeds;
use crate::tidy;
use crate::tree::{File, Tree};

/// Lines of some files, by what they are.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Lengths of the files, shortest first.
    pub lengths: Vec<usize>,
    /// Lines only tests see.
    pub tests: usize,
    /// Lines of documentation, outside of tests.
    pub documentation: usize,
}

impl Figures {
    /// Counts these files.
    pub fn of<'a>(files: impl Iterator<Item = &'a File>) -> Self {
        let mut figures = Self::default();
        for file in files {
            let lines = file.text.lines().count();
            figures.lengths.push(lines);
            if file.is_test() {
                figures.tests += lines;
                continue;
            }
            let test = Source::of(&file.text).test_lines();
            figures.tests += test.len();
            let product = file
                .text
                .lines()
                .enumerate()
                .filter(|(index, _)| !test.contains(&(index + 1)));
            figures.documentation += product.filter(|(_, line)| is_documentation(line)).count();
        }
        figures.lengths.sort_unstable();
        figures
    }

    /// All lines.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.lengths.iter().sum()
    }

    /// The length that this share of the files, in percent, does not exceed.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> usize {
        let last = self.lengths.len().saturating_sub(1);
        self.lengths.get((last * percent).div_ceil(100)).copied().unwrap_or(0)
    }

    fn row(&self, name: &str) -> String {
        let longest = self.lengths.last().copied().unwrap_or(0);
        let product = self.lines() - self.tests;
        format!(
            "{name:<22} {:>5} {:>7} {:>7} {:>5} {longest:>5} {:>6} {:>6}",
            self.lengths.len(),
            self.lines(),
            self.percentile(50),
            self.percentile(90),
            share(self.tests, self.lines()),
            share(self.documentation, product),
        )
    }
}

fn is_documentation(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("///") || line.starts_with("//!")
}

/// A share in whole percent.
fn share(part: usize, whole: usize) -> String {
    match (part * 100).checked_div(whole) {
        Some(percent) => format!("{percent} %"),
        None => "–".to_owned(),
    }
}

/// Prints the figures.
///
/// # Errors
/// When the tree cannot be read or the server does not build.
pub fn run(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    println!(
        "{:<22} {:>5} {:>7} {:>7} {:>5} {:>5} {:>6} {:>6}",
        ".rs files", "files", "lines", "median", "p90", "max", "tests", "doc"
    );
    println!("{}", Figures::of(tree.rust()).row("all"));
    for part in parts(&tree) {
        let files = tree.rust().filter(|file| part_of(&file.path) == Some(part.as_str()));
        println!("{}", Figures::of(files).row(&part));
    }
    println!("doc: share of documentation in the lines that are not tests\n");
    println!("unwrap and expect outside of tests: {}\n", tidy::panics(&tree).len());
    println!("longest files");
    for (lines, path) in longest(&tree, 10) {
        println!("{lines:>5}  {path}");
    }
    println!(
        "\nincremental cargo check of the server: {:.1} s",
        incremental_check(root, &tree)?
    );
    Ok(true)
}

fn parts(tree: &Tree) -> Vec<String> {
    let mut parts: Vec<_> = tree
        .rust()
        .filter_map(|file| part_of(&file.path))
        .map(str::to_owned)
        .collect();
    parts.dedup();
    parts
}

/// The crate a file belongs to: `crates/name`, or its first folder.
fn part_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("crates/");
    let length = match inside {
        Some(inside) => "crates/".len() + inside.find('/')?,
        None => path.find('/')?,
    };
    path.get(..length)
}

fn longest(tree: &Tree, count: usize) -> Vec<(usize, &str)> {
    let mut files: Vec<_> = tree
        .rust()
        .map(|file| (file.text.lines().count(), file.path.as_str()))
        .collect();
    files.sort_by(|a, b| b.cmp(a));
    files.truncate(count);
    files
}

/// Seconds of a check after one file in the middle of the server was saved again.
fn incremental_check(root: &Path, tree: &Tree) -> Result<f64> {
    let mut check = needs::command("cargo");
    check
        .args(["check", "--quiet", "--locked", "--package", "passerelle"])
        .current_dir(root);
    if !succeeds(&mut check)? {
        bail!("the server does not build");
    }
    let files: Vec<_> = tree.under("server/src/").filter(|file| file.is("rs")).collect();
    let usual = files.iter().find(|file| file.path.ends_with("/actions.rs"));
    let file = usual.or(files.first()).context("no file in server/src")?;
    fs::write(root.join(&file.path), &file.text)?; // the same text, a new time
    let since = Instant::now();
    succeeds(&mut check)?;
    Ok(since.elapsed().as_secs_f64())
}
