//! Folders that cannot be used: each is refused by a typed error that names it.

use std::fs;
use std::path::{Path, PathBuf};

use search::{Definition, Facet, Index, OpenError};
use tempfile::TempDir;

use crate::support::{MEMORY, definition, named};

fn filled() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), definition()).unwrap();
    let mut writer = index.writer(MEMORY).unwrap();
    for number in 0..20 {
        writer.upsert(&named(number, &format!("Nummer {number}"))).unwrap();
    }
    writer.commit(1).unwrap();
    folder
}

fn error(folder: &Path) -> OpenError {
    Index::open(folder, definition()).err().expect("an error")
}

fn segment_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.file_stem().is_some_and(|stem| stem.len() == 32))
        .collect()
}

#[test]
fn every_file_missing_or_cut_or_changed() {
    let source = filled();
    let names = segment_files(source.path());
    assert!(names.len() >= 4);
    let spoil: [fn(&Path); 4] = [
        |path| fs::remove_file(path).unwrap(),
        |path| fs::write(path, "").unwrap(),
        |path| {
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        },
        |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes[0] ^= 0xff;
            fs::write(path, bytes).unwrap();
        },
    ];
    for name in &names {
        for (kind, spoil) in spoil.iter().enumerate() {
            let copy = tempfile::tempdir().unwrap();
            for file in fs::read_dir(source.path()).unwrap() {
                let file = file.unwrap().path();
                fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
            }
            spoil(&copy.path().join(name.file_name().unwrap()));
            let error = error(copy.path());
            assert!(matches!(error, OpenError::Damaged { .. }), "{name:?} {kind}: {error:?}");
            let message = error.to_string();
            assert!(message.contains("rebuild") && message.contains(copy.path().to_str().unwrap()));
        }
    }
}

#[test]
fn meta() {
    for content in ["", "garbage", "{}", "{\"segments\": 1}", "[]"] {
        let folder = filled();
        fs::write(folder.path().join("meta.json"), content).unwrap();
        assert!(matches!(error(folder.path()), OpenError::Damaged { .. }), "{content:?}");
        fs::remove_file(folder.path().join("meta.json")).unwrap();
        assert!(matches!(error(folder.path()), OpenError::Damaged { .. }), "missing");
    }
    let folder = filled();
    fs::write(folder.path().join(".managed.json"), "garbage").unwrap();
    assert!(matches!(error(folder.path()), OpenError::Damaged { .. }));
}

#[test]
fn another_make() {
    let folder = filled();
    let mut other = definition();
    other.facets.push(Facet::one("new", 2));
    let error = Index::open(folder.path(), other).err().unwrap();
    assert!(matches!(error, OpenError::OtherMake { .. }), "{error:?}");
    let mut other = definition();
    other.facets[0].values = 5;
    assert!(matches!(
        Index::open(folder.path(), other),
        Err(OpenError::OtherMake { .. })
    ));
    let mut other = definition();
    other.synonyms.clear();
    assert!(Index::open(folder.path(), other).is_ok(), "synonyms are not on disk");
}

#[test]
fn no_folder_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(
        matches!(error(&file), OpenError::Unwritable { .. }),
        "{:?}",
        error(&file)
    );
    assert!(matches!(error(&file.join("below")), OpenError::Unwritable { .. }));
    assert!(matches!(
        error(Path::new("/proc/none/index")),
        OpenError::Unwritable { .. }
    ));
}

#[test]
fn impossible_facets() {
    for values in [0, 129] {
        let definition = Definition {
            facets: vec![Facet::one("x", values)],
            synonyms: vec![],
        };
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            Index::open(folder.path(), definition),
            Err(OpenError::Facet { .. })
        ));
    }
}

#[test]
fn wiping_takes_only_what_is_ours() {
    let folder = filled();
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    assert!(matches!(
        Index::create_in(folder.path(), definition()),
        Err(OpenError::Exists { .. })
    ));
    Index::wipe(folder.path()).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(left, ["letter.txt"]);
    fs::remove_file(folder.path().join("letter.txt")).unwrap();
    assert_eq!(Index::create_in(folder.path(), definition()).unwrap().position(), None);
    Index::wipe(folder.path().join("missing")).unwrap();
}
