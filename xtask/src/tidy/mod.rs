//! What clippy cannot see: rules about files, messages and features that hold over the whole
//! repository. Each check is a function of the tree; none reads the disk or stops at the first fault.

use std::fmt;
use std::path::Path;

use anyhow::Result;

use crate::tree::Tree;

mod dependencies;
mod files;
mod leftovers;
mod messages;
mod metrics;
mod migrations;
mod panics;
mod templates;
mod uses;

pub use dependencies::dependencies;
pub use files::{headers, lengths, long_files};
pub use leftovers::leftovers;
pub use messages::messages;
pub use metrics::metrics;
pub use migrations::migrations;
pub use panics::panics;
pub use templates::{inline_code, unused_templates};

/// One fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// File, from the root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Finding {
    /// A fault at a line of a file.
    pub fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        let path = path.to_owned();
        let message = message.into();
        Self { path, line, message }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Every fault of the tree, ordered by place.
#[must_use]
pub fn findings(tree: &Tree) -> Vec<Finding> {
    let checks: &[fn(&Tree) -> Vec<Finding>] = &[
        lengths,
        headers,
        migrations,
        messages,
        metrics,
        unused_templates,
        inline_code,
        dependencies,
        panics,
        leftovers,
    ];
    let mut found: Vec<_> = checks.iter().flat_map(|check| check(tree)).collect();
    found.sort();
    found.dedup();
    found
}

/// Prints the faults and the long files; true when there is no fault.
///
/// # Errors
/// When the tree cannot be read.
pub fn run(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let found = findings(&tree);
    for (path, lines) in long_files(&tree) {
        println!("note: {path} has {lines} lines: is it still one room?");
    }
    for finding in &found {
        println!("{finding}");
    }
    println!("tidy: {} files, {} faults", tree.all().count(), found.len());
    Ok(found.is_empty())
}
