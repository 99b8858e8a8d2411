//! The options behind a command, `--name VALUE`, each with what holds where it is not given.

/// What was typed, or nothing where a word is unknown or a value is missing.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Options(Vec<(String, String)>);

impl Options {
    /// Reads the words behind a command that knows these names.
    #[must_use]
    pub fn read(words: &[&str], known: &[&str]) -> Option<Self> {
        let mut pairs = Vec::new();
        for pair in words.chunks(2) {
            let [name, value] = pair else { return None };
            let name = name.strip_prefix("--").filter(|name| known.contains(name))?;
            pairs.push((name.to_owned(), (*value).to_owned()));
        }
        Some(Self(pairs))
    }

    /// The text of an option; the last one given counts.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The number of an option, `otherwise` where it is not given.
    ///
    /// # Errors
    /// When what was given is no number.
    pub fn number(&self, name: &str, otherwise: usize) -> anyhow::Result<usize> {
        match self.text(name) {
            None => Ok(otherwise),
            Some(text) => text
                .parse()
                .map_err(|_| anyhow::anyhow!("--{name} {text}: a whole number is expected")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_with_values_are_read() {
        assert_eq!(Options::read(&["--rounds"], &["rounds"]), None);
        assert_eq!(Options::read(&["--turns", "3"], &["rounds"]), None);
        let read = Options::read(&["--rounds", "3"], &["rounds"]).unwrap_or_default();
        assert_eq!(read.number("rounds", 50).ok(), Some(3));
        assert_eq!(read.number("seconds", 5).ok(), Some(5));
    }
}
