//! What can be wrong with the hand-written parts, naming file, place and mend.

/// A fault in the parts of the demonstration.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PartsError {
    /// A file is not there.
    #[error("demo/{file} is missing in the region pack; restore it or copy it from the built-in pack")]
    Missing {
        /// Path below `demo/`.
        file: String,
    },
    /// A file is not UTF-8.
    #[error("demo/{file} is not UTF-8; save it as UTF-8")]
    Encoding {
        /// Path below `demo/`.
        file: String,
    },
    /// A file is not TOML, or not of the shape the README of the folder describes.
    #[error("demo/{file}: {error}")]
    Shape {
        /// Path below `demo/`.
        file: String,
        /// What the parser says, with line and column.
        error: Box<toml::de::Error>,
    },
    /// A sentence with a slot that nothing fills.
    #[error("demo: {place}: {fault}")]
    Slot {
        /// The trade or closing and the language.
        place: String,
        /// What is wrong with which slot.
        fault: String,
    },
    /// A value that does not fit the others.
    #[error("demo: {place}: {fault}")]
    Value {
        /// Where it stands.
        place: String,
        /// What is wrong and what would be right.
        fault: String,
    },
}
