//! Nine thousand verdicts of python-stdnum 2.2 as a peer: the same answer, but for the listed
//! differences, each with its reason. The verdicts are sample data and not in the repository.

use std::collections::BTreeMap;

use identifiers::{Identifier, Reason, Scheme, parse};
use serde_json::Value;

use crate::samples::sample;

/// One line of the file.
struct Verdict {
    scheme: Scheme,
    input: String,
    /// The text in stdnum's form, if it holds.
    normalized: Option<String>,
}

type Ours = Result<Identifier, Reason>;

/// A deliberate difference: which verdicts it is about, with our answer to them.
struct Difference {
    name: &'static str,
    reason: &'static str,
    /// So many of the 9,218 verdicts.
    count: usize,
    applies: fn(&Verdict, &Ours) -> bool,
}

const DIFFERENCES: &[Difference] = &[
    Difference {
        name: "case of the register",
        reason: "stdnum keeps `hrb` and `b` as typed; one entry must have one canonical text",
        count: 134,
        applies: |verdict, ours| {
            let theirs = verdict.normalized.as_deref().unwrap_or_default();
            let same = |id: &Identifier| id.canonical().to_lowercase() == theirs.to_lowercase();
            verdict.scheme == Scheme::DeRegister && ours.as_ref().is_ok_and(same)
        },
    },
    Difference {
        name: "former court",
        reason: "stdnum drops `früher Höxter`; Paderborn HRB 90 and Paderborn früher Höxter HRB 90 \
                 are two companies",
        count: 4,
        applies: |verdict, ours| {
            let kept = |id: &Identifier| id.canonical().contains(" früher Höxter ");
            let dropped = verdict.normalized.as_deref().is_some_and(|n| !n.contains("früher"));
            let said = verdict.input.to_lowercase().contains("früher höxter");
            said && dropped && ours.as_ref().is_ok_and(kept)
        },
    },
    Difference {
        name: "digit in a court's name",
        reason: "stdnum skips what is no letter, and `Mannheim0` becomes Mannheim; a stray digit \
                 is a fault worth naming",
        count: 3,
        applies: |verdict, ours| {
            let stray = verdict.input.trim_end().ends_with('0');
            stray && verdict.normalized.is_some() && *ours == Err(Reason::UnknownCourt)
        },
    },
];

fn verdicts(text: &str) -> Vec<Verdict> {
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON lines");
            let field = |name: &str| line[name].as_str();
            let verdict = Verdict {
                scheme: field("type").and_then(|t| t.parse().ok()).expect("a scheme"),
                input: field("input").unwrap_or_default().to_owned(),
                normalized: field("normalized").map(str::to_owned),
            };
            assert_eq!(line["valid"] == true, verdict.normalized.is_some());
            verdict
        })
        .collect()
}

#[test]
fn same_answer_but_for_the_listed_differences() {
    let Some(text) = sample("identifiers/stdnum_vectors.jsonl") else {
        return;
    };
    let verdicts = verdicts(&text);
    let mut differences = BTreeMap::new();
    let mut unexplained = Vec::new();
    for verdict in &verdicts {
        let ours = parse(verdict.scheme, &verdict.input);
        let canonical = ours.as_ref().ok().map(|id| id.canonical());
        if canonical == verdict.normalized.as_deref() {
            continue;
        }
        match DIFFERENCES.iter().find(|d| (d.applies)(verdict, &ours)) {
            Some(known) => *differences.entry(known.name).or_insert(0_usize) += 1,
            None => unexplained.push((&verdict.input, &verdict.normalized, ours)),
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    for known in DIFFERENCES {
        let count = differences.get(known.name).copied().unwrap_or(0);
        assert_eq!(count, known.count, "verdicts that differ by: {}", known.name);
        println!("{count:4} {}: {}", known.name, known.reason);
    }
    assert_eq!(verdicts.len(), 9_218, "the file is whole");
}

/// Not among the verdicts, and refused by stdnum: what people copy from a letter-head.
#[test]
fn read_here_though_stdnum_refuses_it() {
    for text in [
        "Amtsgericht Mainz HRB 2940",
        "AG Mainz HRB 2940",
        "HRB 2940 Amtsgericht Mainz",
        "T2304V_HRB2940",
    ] {
        let ours = parse(Scheme::DeRegister, text);
        assert_eq!(ours.as_ref().map(Identifier::canonical), Ok("Mainz HRB 2940"), "{text}");
    }
}

#[test]
fn the_kind_of_fault_is_the_same() {
    let Some(text) = sample("identifiers/stdnum_vectors.jsonl") else {
        return;
    };
    let mut compared = 0;
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON lines");
        let scheme: Scheme = line["type"].as_str().and_then(|t| t.parse().ok()).expect("known");
        let expected = match line["error"].as_str() {
            Some("InvalidLength") => "length",
            Some("InvalidChecksum") => "checkDigit",
            _ => continue,
        };
        // A LEI has no length of its own in stdnum: a wrong one is a wrong check there.
        if scheme == Scheme::Lei {
            continue;
        }
        let input = line["input"].as_str().unwrap_or_default();
        let found = parse(scheme, input).map_err(|why| why.code());
        assert_eq!(found, Err(expected), "{scheme} {input:?}");
        compared += 1;
    }
    assert!(compared > 4_000, "{compared}");
}
