//! What the deciders were told, in figures, and set against the journal.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use serde_json::Value;

use super::{Done, P99};
use crate::bench::load::percentile;
use crate::drill::Findings;
use crate::node::Node;

/// How many, how fast.
pub(in crate::drill) fn tell(done: &[Done], cases: &HashSet<String>, seconds: usize, findings: &mut Findings) {
    let sum = |of: fn(&Done) -> usize| done.iter().map(of).sum::<usize>();
    let ordered = |of: fn(&Done) -> &Vec<u64>| {
        let mut all: Vec<u64> = done.iter().flat_map(of).copied().collect();
        all.sort_unstable();
        all
    };
    let (decisions, pages) = (ordered(|done| &done.times), ordered(|done| &done.pages));
    let (own, others): (Vec<&String>, Vec<&String>) = done
        .iter()
        .flat_map(|done| &done.decided)
        .partition(|case| cases.contains(*case));
    let unanswered = sum(|done| done.unanswered);
    findings.check(
        "of these decided, as they were told",
        own.len(),
        own.len() <= cases.len() && own.len() + unanswered >= cases.len(),
    );
    findings.tell("decided of those an import opened", others.len());
    let decided = own.len() + others.len();
    findings.tell("proposed for a second person", sum(|done| done.proposed));
    findings.tell("met a colleague, and were told so", sum(|done| done.met));
    let rate = f64::from(u32::try_from(decided).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX));
    findings.tell("decided a second", format!("{rate:.1} in {seconds} s"));
    let p99 = percentile(&decisions, 99);
    findings.tell(
        "a decision, p50 / p95 ms",
        format!("{:.0} / {:.0}", percentile(&decisions, 50), percentile(&decisions, 95)),
    );
    findings.check(
        &format!("a decision, p99 ms (at most {P99})"),
        format!("{p99:.0}"),
        p99 <= P99,
    );
    findings.tell("a decision, slowest ms", format!("{:.0}", percentile(&decisions, 100)));
    findings.tell(
        "a page of the desk, p50 / p99 ms",
        format!("{:.0} / {:.0}", percentile(&pages, 50), percentile(&pages, 99)),
    );
    let odd: Vec<&String> = done.iter().flat_map(|done| &done.odd).collect();
    for text in odd.iter().take(5) {
        println!("not as it must be: {text:.600}");
    }
    findings.check("answers not as they must be", odd.len(), odd.is_empty());
}

/// What the deciders were told, set against the journal.
pub(in crate::drill) fn compare(
    node: &Node,
    done: &[Done],
    cases: &HashSet<String>,
    findings: &mut Findings,
) -> Result<()> {
    let mut kept: HashMap<String, usize> = HashMap::new();
    for (verb, case) in entries(node)? {
        if verb == "cases.decided" {
            *kept.entry(case).or_default() += 1;
        }
    }
    let mut told: HashMap<&String, usize> = HashMap::new();
    for case in done.iter().flat_map(|done| &done.decided) {
        *told.entry(case).or_default() += 1;
    }
    let lost = told.keys().filter(|case| !kept.contains_key(**case)).count();
    let twice = kept.values().filter(|count| **count > 1).count();
    let both = told.values().filter(|count| **count > 1).count();
    let open = cases.iter().filter(|case| !kept.contains_key(*case)).count();
    findings.check("of these not decided in the journal", open, open == 0);
    findings.check("acknowledged and not in the journal", lost, lost == 0);
    findings.check("decided twice in the journal", twice, twice == 0);
    findings.check("two people told they had decided", both, both == 0);
    // What was sent and not answered may have been kept.
    let unanswered: usize = done.iter().map(|done| done.unanswered).sum();
    let untold = kept.len().saturating_sub(told.len());
    findings.check("cases decided in the journal", kept.len(), untold <= unanswered);
    findings.holds(node)?;
    Ok(())
}

/// What was done with cases, as the journal has it: the verb and the case.
pub(super) fn entries(node: &Node) -> Result<Vec<(String, String)>> {
    let export = node.run(&["journal", "export"])?;
    let of_cases = export.lines().filter(|line| line.contains("\"cases."));
    let entries = of_cases.map(|line| {
        let entry: Value = serde_json::from_str(line)?;
        let text = |key: &str| entry[key].as_str().unwrap_or_default();
        let case = text("subject").strip_prefix("case:").unwrap_or_default();
        Ok((text("action").to_owned(), case.to_owned()))
    });
    entries.collect()
}
