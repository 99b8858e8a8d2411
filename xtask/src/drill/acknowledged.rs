//! What a server promised, set against what its journal holds: every reference that was given to a reader must
//! stand in it once, and each key must have led to one reference only.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use serde_json::Value;

use super::Findings;
use super::reporters::Report;
use crate::node::Node;

/// Reports that were acknowledged, over all rounds.
#[derive(Debug, Default)]
pub struct Acknowledged {
    references: HashSet<String>,
    by_key: HashMap<String, HashSet<String>>,
    by_page: usize,
    by_api: usize,
}

impl Acknowledged {
    /// Remembers an answer.
    pub fn add(&mut self, report: Report, reference: String) {
        self.by_key.entry(report.key).or_default().insert(reference.clone());
        if self.references.insert(reference) {
            if report.by_page {
                self.by_page += 1;
            } else {
                self.by_api += 1;
            }
        }
    }

    /// Compares with the journal and the table of reports.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn compare(&self, node: &Node, findings: &mut Findings) -> Result<()> {
        let kept = kept(&node.run(&["journal", "export"])?);
        let tables = node.run(&["fsck", "--hash", "rows"])?;
        let rows = tables.lines().find_map(|line| line.strip_prefix("report\t"));
        let rows: usize = rows.and_then(|rest| rest.split('\t').next()?.parse().ok()).unwrap_or(0);
        let lost = self
            .references
            .iter()
            .filter(|reference| !kept.contains_key(*reference))
            .count();
        let twice = kept.values().filter(|count| **count > 1).count();
        let split = self.by_key.values().filter(|references| references.len() > 1).count();
        let entries: usize = kept.values().sum();
        findings.check("acknowledged by page", self.by_page, self.by_page > 0);
        findings.check("acknowledged by API", self.by_api, self.by_api > 0);
        findings.check("acknowledged and lost", lost, lost == 0);
        findings.check("in the journal twice", twice, twice == 0);
        findings.check("keys that led to two references", split, split == 0);
        findings.check(
            "reports in journal and table",
            format!("{entries} and {rows}"),
            entries == rows,
        );
        findings.tell(
            "kept, but the answer was cut off",
            entries.saturating_sub(self.references.len()),
        );
        Ok(())
    }
}

/// References of reports in an exported journal, and how often each is there.
pub(super) fn kept(export: &str) -> HashMap<String, usize> {
    let mut kept = HashMap::new();
    for line in export.lines().filter(|line| line.contains("\"organisations.report\"")) {
        let Ok(entry) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let parts = entry["says"].as_array().into_iter().flatten();
        for reference in parts.filter_map(|part| part["report"].as_str()) {
            *kept.entry(reference.to_owned()).or_default() += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_counted_in_the_journal() {
        let line = r#"{"seq":1,"action":"organisations.report","says":[{"report":"r1"},{"reason":"x"}]}"#;
        let other = r#"{"seq":2,"action":"organisations.import","says":[{"report":"r2"}]}"#;
        let kept = kept(&format!("{line}\n{other}\n{line}\n"));
        assert_eq!(kept, HashMap::from([("r1".to_owned(), 2)]));
    }
}
