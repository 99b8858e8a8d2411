//! The folder of an index on disk: made, recognised, checked, wiped. Everything that can be
//! wrong with it becomes an error that names the folder here.

use std::fs;
use std::io;
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::{IndexSettings, TantivyError};

use crate::error::OpenError;
use crate::schema::schema;

const META: &str = "meta.json";

/// Whether there is nothing in a folder, or no folder.
pub(crate) fn is_empty(folder: &Path) -> Result<bool, OpenError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(unwritable(folder, &error)),
    }
}

/// Makes an empty index.
pub(crate) fn create(folder: &Path, fingerprint: &str) -> Result<tantivy::Index, OpenError> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let failed = |error: TantivyError| unwritable(folder, &error);
    let directory = MmapDirectory::open(folder).map_err(|error| failed(error.into()))?;
    let index = tantivy::Index::create(directory, schema().0, IndexSettings::default()).map_err(failed)?;
    // An empty commit, so that the folder says from the beginning what it is for.
    let mut writer = index
        .writer_with_num_threads::<tantivy::TantivyDocument>(1, crate::writer::MEMORY)
        .map_err(failed)?;
    let mut commit = writer.prepare_commit().map_err(failed)?;
    commit.set_payload(&payload(fingerprint, None));
    commit.commit().map_err(failed)?;
    writer.wait_merging_threads().map_err(failed)?;
    Ok(index)
}

/// Opens and checks what lies in a folder.
pub(crate) fn open(folder: &Path, fingerprint: &str) -> Result<tantivy::Index, OpenError> {
    let corrupt = |error: TantivyError| damaged(folder, &error.to_string());
    if !folder.join(META).is_file() {
        return Err(damaged(folder, "there are files but no meta.json"));
    }
    let directory = MmapDirectory::open(folder).map_err(|error| corrupt(error.into()))?;
    let index = match tantivy::Index::open(directory) {
        Ok(index) => index,
        Err(TantivyError::IncompatibleIndex(reason)) => {
            return Err(other_make(folder, &format!("{reason:?}"), fingerprint));
        }
        Err(error) => return Err(corrupt(error)),
    };
    let found = index.load_metas().map_err(corrupt)?.payload.unwrap_or_default();
    let found = found.split_once(' ').map_or("unknown", |(found, _)| found);
    if found != fingerprint || index.schema() != schema().0 {
        return Err(other_make(folder, found, fingerprint));
    }
    let broken = index.validate_checksum().map_err(corrupt)?;
    match broken.iter().min() {
        Some(file) => Err(damaged(
            folder,
            &format!("{} does not match its checksum", file.display()),
        )),
        None => Ok(index),
    }
}

/// Reads all files of an index that must be there, as [`open`] does.
pub(crate) fn check(folder: &Path, fingerprint: &str) -> Result<(), OpenError> {
    if is_empty(folder)? {
        return Err(damaged(folder, "its files are gone"));
    }
    open(folder, fingerprint).map(|_| ())
}

/// Removes the files of an index.
pub(crate) fn wipe(folder: &Path) -> Result<(), OpenError> {
    let failed = |error: io::Error| unwritable(folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && is_ours(&path) {
            fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}

/// Whether a file belongs to an index: a folder given by mistake must survive a wipe.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let is_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    matches!(name, META | ".managed.json") || name.starts_with(".tantivy-") || is_segment
}

/// What a commit carries besides the documents.
pub(crate) fn payload(fingerprint: &str, position: Option<u64>) -> String {
    let position = position.map_or_else(|| "-".to_owned(), |position| position.to_string());
    format!("{fingerprint} {position}")
}

/// The position in what a commit carries.
pub(crate) fn position(payload: Option<&str>) -> Option<u64> {
    payload?.split_once(' ')?.1.parse().ok()
}

fn unwritable(folder: &Path, error: &dyn std::fmt::Display) -> OpenError {
    OpenError::Unwritable {
        folder: folder.to_path_buf(),
        reason: error.to_string(),
    }
}

pub(crate) fn damaged(folder: &Path, reason: &str) -> OpenError {
    OpenError::Damaged {
        folder: folder.to_path_buf(),
        reason: reason.to_owned(),
    }
}

fn other_make(folder: &Path, found: &str, wanted: &str) -> OpenError {
    let (found, wanted) = (found.to_owned(), wanted.to_owned());
    OpenError::OtherMake {
        folder: folder.to_path_buf(),
        found,
        wanted,
    }
}
