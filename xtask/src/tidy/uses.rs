//! Which paths a Rust source names: `crate::a::{b, c::d}` becomes `a b` and `a c d`.

use crate::source::line_of;

/// A path after `crate::`, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its parts, without `crate`.
    pub parts: Vec<String>,
    /// Where it stands.
    pub line: usize,
}

/// Every path that starts with `crate::`, groups spread out.
pub fn crate_paths(code: &str) -> Vec<Named> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        spread(code, at + start.len(), &[], &mut found);
    }
    found
}

/// Reads one branch of a use tree from `at` and returns where it ends.
fn spread(code: &str, at: usize, before: &[String], found: &mut Vec<Named>) -> usize {
    let mut at = skip_blank(code, at);
    let mut parts = before.to_vec();
    let line = line_of(code, at);
    loop {
        if code[at..].starts_with('{') {
            at += 1;
            loop {
                at = skip_blank(code, at);
                match code[at..].chars().next() {
                    None => return at,
                    Some('}') => return at + 1,
                    Some(',') => at += 1,
                    Some(_) => {
                        let end = spread(code, at, &parts, found);
                        if end == at {
                            return at;
                        }
                        at = end;
                    }
                }
            }
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '*';
        let length = code[at..].find(|c| !is_part(c)).unwrap_or(code.len() - at);
        if length == 0 {
            break;
        }
        parts.push(code[at..at + length].to_owned());
        at += length;
        if let Some(after) = code[at..].strip_prefix("::") {
            at = code.len() - after.len();
            if after.starts_with('<') {
                break;
            }
        } else {
            break;
        }
    }
    if parts.len() > before.len() {
        found.push(Named { parts, line });
    }
    skip_alias(code, at)
}

fn skip_blank(code: &str, at: usize) -> usize {
    let rest = &code[at..];
    at + rest.len() - rest.trim_start().len()
}

/// Past ` as name`, if it stands here.
fn skip_alias(code: &str, at: usize) -> usize {
    let rest = code[at..].trim_start();
    match rest.strip_prefix("as ") {
        Some(name) => {
            let name = name.trim_start();
            let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            code.len() - name.len() + end.unwrap_or(name.len())
        }
        None => at,
    }
}
