//! The text files of the repository, read once and handed to every check, so that a check is a
//! function of paths and texts and its tests need no disk.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Folders that hold nothing a person wrote.
const NOT_OURS: &[&str] = &[
    "target",
    "node_modules",
    "data",
    "demo-data",
    "test-results",
    "playwright-report",
    "screenshots",
];

/// One text file.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path from the root, with `/` on every system.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl File {
    /// Whether the path ends in this extension (without the dot).
    #[must_use]
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, last)| last == extension)
    }

    /// Whether the whole file is test code: under a folder `tests` or `benches`, in the test kit, or by its name, `tests.rs` or
    /// `…_test.rs`, which its parent declares for tests only.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.path.starts_with("testkit/")
            || self
                .path
                .split('/')
                .any(|part| matches!(part, "tests" | "benches" | "tests.rs"))
            || self.path.ends_with("_test.rs")
    }
}

/// All text files, ordered by path.
#[derive(Debug, Default)]
pub struct Tree {
    files: Vec<File>,
}

impl Tree {
    /// A tree made by hand, for tests.
    ///
    /// ```
    /// let tree = xtask::tree::Tree::of(&[("server/src/a.rs", "//! A."), ("README.md", "Hello")]);
    /// assert_eq!(tree.under("server/").count(), 1);
    /// ```
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut files: Vec<_> = files
            .iter()
            .map(|(path, text)| File {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// Reads every text file below `root`, but for what is built or fetched.
    ///
    /// # Errors
    /// When a folder or a file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let kind = entry.file_type()?;
                if kind.is_dir() && !is_left_out(&name) {
                    folders.push(entry.path());
                } else if kind.is_file()
                    && name != ".git" // in a worktree
                    && let Ok(text) = String::from_utf8(fs::read(entry.path())?)
                {
                    let path = relative(root, &entry.path());
                    files.push(File { path, text });
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// All files.
    pub fn all(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The files whose path starts so.
    pub fn under<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(start))
    }

    /// The Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is("rs"))
    }

    /// The file at exactly this path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

fn is_left_out(name: &str) -> bool {
    NOT_OURS.contains(&name) || (name.starts_with('.') && ![".ci", ".config"].contains(&name))
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// The root of the repository this program was built in.
///
/// # Errors
/// When it has moved since.
pub fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match here.parent() {
        Some(root) if root.join("Cargo.toml").is_file() => Ok(root.to_path_buf()),
        _ => bail!("{} is not in the repository any more", here.display()),
    }
}
