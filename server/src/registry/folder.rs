//! The folder whose files an operator may import from a page: names only. What is chosen lies directly in it; no name leads
//! out of it, not even through a link.

use std::fs;
use std::path::{Path, PathBuf};

/// Names that are listed; a folder with more is no folder for imports.
const MOST: usize = 200;

/// A file or folder that can be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: String,
    /// Of a file.
    pub(super) bytes: Option<u64>,
}

/// What lies there, by name. A folder that cannot be read has nothing in it.
pub(super) fn list(folder: &Path) -> Vec<Listed> {
    let mut found: Vec<Listed> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            let there = fs::metadata(find(folder, &name)?).ok()?;
            let bytes = there.is_file().then_some(there.len());
            Some(Listed { name, bytes })
        })
        .collect();
    found.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    found.truncate(MOST);
    found
}

/// The path of a name that lies there; none of what is hidden, elsewhere, or neither file nor folder.
pub(super) fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
        return None;
    }
    let folder = fs::canonicalize(folder).ok()?;
    let path = fs::canonicalize(folder.join(name)).ok()?;
    let there = fs::metadata(&path).ok()?;
    let lies_here = path.parent() == Some(&folder);
    (lies_here && (there.is_file() || there.is_dir())).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("import");
        fs::create_dir_all(folder.join("kbo/inner")).unwrap();
        fs::write(folder.join("b.jsonl"), "{}").unwrap();
        fs::write(folder.join(".hidden"), "").unwrap();
        fs::write(outside.path().join("secret"), "s").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret"), folder.join("link")).unwrap();
        std::os::unix::fs::symlink(folder.join("b.jsonl"), folder.join("same")).unwrap();
        let names: Vec<_> = list(&folder).into_iter().map(|one| (one.name, one.bytes)).collect();
        let expected = [
            ("b.jsonl".to_owned(), Some(2)),
            ("kbo".to_owned(), None),
            ("same".to_owned(), Some(2)),
        ];
        assert_eq!(names, expected);
        for name in [
            "",
            ".",
            "..",
            "../secret",
            "kbo/inner",
            "link",
            ".hidden",
            "/etc/passwd",
            "a\\b",
            "none",
        ] {
            assert_eq!(find(&folder, name), None, "{name}");
        }
        assert!(find(&folder, "kbo").is_some());
    }
}
