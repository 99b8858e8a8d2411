//! Metrics: each that the code records is described in docs/metrics.md, each that is described is recorded, and the example
//! alerts ask for none that is not.

use std::collections::BTreeSet;

use super::Finding;
use crate::source::line_of;
use crate::tree::Tree;

const DOCS: &str = "docs/metrics.md";
const ALERTS: &str = "docs/alerts.yml";
const RECORDS: [&str; 3] = ["counter!(\"", "gauge!(\"", "histogram!(\""];

/// Metrics nobody describes, and described ones nobody records.
#[must_use]
pub fn metrics(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let (Some(docs), Some(alerts)) = (tree.file(DOCS), tree.file(ALERTS)) else {
        return found;
    };
    let described: BTreeSet<&str> = docs
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let mut recorded = BTreeSet::new();
    for file in tree.under("server/src/") {
        for record in RECORDS {
            for (at, _) in file.text.match_indices(record) {
                let rest = &file.text[at + record.len()..];
                let name = rest.split('"').next().unwrap_or_default();
                recorded.insert(name);
                if !described.contains(name) {
                    let message = format!("{name} is not described in {DOCS}");
                    found.push(Finding::new(&file.path, line_of(&file.text, at), message));
                }
            }
        }
    }
    for name in described.difference(&recorded) {
        found.push(Finding::new(
            DOCS,
            1,
            format!("{name} is described, and nobody records it"),
        ));
    }
    for word in alerts.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
        let base = word.strip_suffix("_bucket").unwrap_or(word);
        let looks_like_one = word.matches('_').count() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if looks_like_one && !recorded.contains(base) {
            found.push(Finding::new(ALERTS, 1, format!("{word} is recorded by nobody")));
        }
    }
    found
}
