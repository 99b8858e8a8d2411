//! What would name the organisation behind an anonymous opportunity, in which of its texts.

use crate::opportunities::model::{Content, Text};
use crate::organisations::{Passage, Traces, passages};

/// A passage that names the organisation, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which text.
    pub field: Text,
    /// The passage.
    pub passage: Passage,
}

/// All passages of an opportunity that would name its organisation, in the order of the form.
#[must_use]
pub fn findings(content: &Content, known: &Traces) -> Vec<Finding> {
    let mut found = Vec::new();
    for field in Text::ALL.iter().copied() {
        let passages = passages(content.text(field), known);
        found.extend(passages.into_iter().map(|passage| Finding { field, passage }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisations::Trace;

    #[test]
    fn every_text_is_looked_at() {
        let known = Traces {
            places: vec!["Dillingen/Saar".into()],
            ..Traces::default()
        };
        let content = Content {
            title: "Dillingen Saar, Dillingen/Saar".into(),
            role: "a@b.example a@b.example".into(),
            ..Content::default()
        };
        let all = findings(&content, &known);
        let fields: Vec<_> = all.iter().map(|one| (one.field, one.passage.what)).collect();
        assert_eq!(fields, [(Text::Title, Trace::Place), (Text::Role, Trace::Mail)]);
    }
}
