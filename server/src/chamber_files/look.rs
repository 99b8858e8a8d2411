//! The rows of a file, read from the plain table that is kept, and what they would do as things stand.

use std::sync::Arc;

use super::actions::FileError;
use super::queries::{File, there};
use super::reading::{Sheet, from_kept};
use super::rules::{CellFault, Entry, Here, Judged, judge, read_rows};
use crate::platform::database::Database;
use crate::platform::files::Files;
use crate::platform::region::Region;

/// A row as it was read.
pub(super) type Row = Result<Entry, Vec<CellFault>>;

/// The plain table.
pub(super) async fn sheet(files: &Files, file: &File) -> Result<Sheet, FileError> {
    if file.sha256.is_empty() {
        return Err(FileError::Gone);
    }
    let bytes = files.read(&file.sha256).await?.ok_or(FileError::Gone)?;
    Ok(from_kept(&bytes)?)
}

/// The rows by the mapping of the file, off the threads that serve.
pub(super) async fn rows(files: &Files, region: &Arc<Region>, file: &File) -> Result<(Sheet, Vec<Row>), FileError> {
    let sheet = sheet(files, file).await?;
    let (mapping, region, dated) = (file.mapping.clone(), Arc::clone(region), file.dated);
    let country = country(&region, &file.chamber).to_owned();
    let work = tokio::task::spawn_blocking(move || {
        let here = Here {
            region: &region,
            country: &country,
            dated,
        };
        let rows = read_rows(&sheet, &mapping, here);
        (sheet, rows)
    });
    work.await
        .map_err(|error| FileError::Table(std::io::Error::other(error).into()))
}

/// The country of a chamber.
fn country<'a>(region: &'a Region, chamber: &str) -> &'a str {
    let territory = region.chamber(chamber).map_or("", |chamber| &chamber.territory);
    region.territory(territory).map_or("", |territory| &territory.country)
}

/// What each row would do. Nothing is written.
pub(super) async fn dry_run(
    database: &Database,
    files: &Files,
    region: &Arc<Region>,
    file: &File,
) -> Result<(Sheet, Vec<Judged>), FileError> {
    let (sheet, rows) = rows(files, region, file).await?;
    let entries = rows.iter().filter_map(|row| row.as_ref().ok());
    let there = there(database.reader(), &file.chamber, entries).await?;
    let judged = rows.into_iter().enumerate();
    let judged = judged.map(|(place, row)| judge(place, row, &there, (&file.mapping, &file.chamber)));
    Ok((sheet, judged.collect()))
}
