//! Which feature of the server may know which other: the fenced list `dependencies` in
//! ARCHITECTURE.md is the law, and it has no circle. Platform knows no feature; `tables` are
//! private to their feature; the command line and `app` may use all features, tables excepted, and
//! features know of `app` only its state.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::uses::crate_paths;
use crate::source::Source;
use crate::tree::Tree;

const LIST: &str = "ARCHITECTURE.md";
const FOLDER: &str = "server/src/";

/// Modules of the server that are not features, and may use any.
const TOP: &[&str] = &["app", "cli", "lib", "main"];

/// What handlers take from `app`.
const STATE: &str = "App";

type Allowed = BTreeMap<String, BTreeSet<String>>;

/// Uses of a feature that the list does not allow, and faults of the list itself.
#[must_use]
pub fn dependencies(tree: &Tree) -> Vec<Finding> {
    let features = features(tree);
    if features.is_empty() {
        return Vec::new();
    }
    let (allowed, start) = match tree.file(LIST).and_then(|file| list(&file.text)) {
        Some(read) => read,
        None => return vec![Finding::new(LIST, 1, "no fenced list ```dependencies")],
    };
    let mut found = Vec::new();
    for feature in features.iter().filter(|name| !allowed.contains_key(**name)) {
        let message = format!("feature `{feature}` has no line in the list of dependencies");
        found.push(Finding::new(LIST, start, message));
    }
    if let Some(circle) = circle(&allowed) {
        let message = format!("features know each other in a circle: {circle}");
        found.push(Finding::new(LIST, start, message));
    }
    for file in tree.under(FOLDER).filter(|file| file.is("rs")) {
        let here = module(&file.path);
        for named in crate_paths(&Source::of(&file.text).code) {
            if let Some(message) = fault(here, &named.parts, &features, &allowed) {
                found.push(Finding::new(&file.path, named.line, message));
            }
        }
    }
    found
}

fn fault(here: &str, parts: &[String], features: &BTreeSet<&str>, allowed: &Allowed) -> Option<String> {
    let there = parts.first()?.as_str();
    if here == there {
        return None;
    }
    let is_state = parts.get(1).is_some_and(|part| part == STATE);
    let is_above = there == "cli" || (there == "app" && (here == "platform" || !is_state));
    if is_above && !TOP.contains(&here) {
        return Some(format!("`{here}` uses `{there}`, which stands above it"));
    }
    if !features.contains(there) {
        return None;
    }
    if parts.get(1).is_some_and(|part| part == "tables") {
        return Some(format!(
            "the tables of `{there}` are its own: use what its mod.rs offers"
        ));
    }
    if here == "platform" {
        return Some(format!("platform knows no feature, but uses `{there}`"));
    }
    let is_allowed = TOP.contains(&here) || allowed.get(here).is_some_and(|a| a.contains(there));
    (!is_allowed).then(|| format!("`{here}` uses `{there}`; {LIST} does not list that direction"))
}

/// The top module a file of the server belongs to.
fn module(path: &str) -> &str {
    let name = &path[FOLDER.len()..];
    let name = name.split('/').next().unwrap_or(name);
    name.strip_suffix(".rs").unwrap_or(name)
}

fn features(tree: &Tree) -> BTreeSet<&str> {
    tree.under(FOLDER)
        .filter(|file| file.is("rs"))
        .map(|file| module(&file.path))
        .filter(|name| *name != "platform" && !TOP.contains(name))
        .collect()
}

/// The fenced list and its line.
fn list(text: &str) -> Option<(Allowed, usize)> {
    let lines: Vec<_> = text.lines().collect();
    let start = lines.iter().position(|line| line.trim() == "```dependencies")?;
    let mut allowed = Allowed::new();
    for line in lines[start + 1..].iter().take_while(|line| !line.starts_with("```")) {
        if let Some((feature, others)) = line.split_once("->") {
            let others = others.split_whitespace().filter(|name| *name != "(none)");
            allowed.insert(feature.trim().to_owned(), others.map(str::to_owned).collect());
        }
    }
    Some((allowed, start + 1))
}

/// Features that can be reached from themselves: those left when all without an open use are taken away.
fn circle(allowed: &Allowed) -> Option<String> {
    let mut left = allowed.clone();
    loop {
        let names: BTreeSet<_> = left.keys().cloned().collect();
        let before = left.len();
        left.retain(|_, others| others.iter().any(|other| names.contains(other)));
        if left.is_empty() {
            return None;
        }
        if left.len() == before {
            return Some(left.into_keys().collect::<Vec<_>>().join(", "));
        }
    }
}
