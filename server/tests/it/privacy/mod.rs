//! A person's own data: taken along whole, and gone for good.
#![allow(clippy::print_stdout, reason = "the counts before and after are what is to be shown")]

mod archive;
mod columns;
mod erasure;
mod objections;
mod pages;
mod restore;
mod retention;
mod somebody;

use std::path::Path;

use passerelle::app;
use passerelle::platform::clock::DAY;
use passerelle::platform::database::tables;
use passerelle::platform::hash::hex;
use passerelle::privacy::{Eraser, Ledger};
use testkit::App;

/// What the server erases with.
pub(crate) fn eraser(app: &App) -> Eraser {
    Eraser {
        journal: app.journal().clone(),
        region: testkit::region(),
        files: app.state.files.clone(),
        ledger: Ledger::open(app.folder(), app.clock()).unwrap(),
        personal: app::PERSONAL,
        directory: Some(app.state.directory.clone()),
    }
}

/// Lets the days of grace pass and erases who asked for it; how many.
pub(crate) async fn a_week_later(app: &App) -> usize {
    app.clock().advance(7 * DAY);
    let done = eraser(app).run_due().await.unwrap();
    app.settle().await;
    done
}

/// The rows of all tables that hold a word, in text or in bytes; each with the name of its table.
pub(crate) async fn rows_with(app: &App, word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let bytes = hex(word.as_bytes());
    let mut found = Vec::new();
    for table in tables::names(app.database()).await.unwrap() {
        for row in tables::rows(app.database(), &table).await.unwrap() {
            let lower = row.to_lowercase();
            // Bytes of texts with capitals are others: each needle is written small where it stands in bytes.
            if lower.contains(&word) || lower.contains(&bytes) {
                found.push(format!("{table}: {row}"));
            }
        }
    }
    found
}

/// The files below a folder that hold a word, upper or lower case.
pub(crate) fn files_with(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                let text = String::from_utf8_lossy(&bytes).to_lowercase();
                if text.contains(&word.to_lowercase()) {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    found.sort();
    found
}
