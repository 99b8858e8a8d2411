//! Templates: each is used, and none has script or style of its own, which the content security
//! policy would block.

use std::collections::BTreeSet;

use super::Finding;
use crate::source::{Source, line_of};
use crate::tree::{File, Tree};

const FOLDER: &str = "server/src/";

fn templates(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.under(FOLDER).filter(|file| file.is("html"))
}

/// Templates that no `template(path = "…")` names and no other template takes in.
#[must_use]
pub fn unused_templates(tree: &Tree) -> Vec<Finding> {
    let mut used = BTreeSet::new();
    for file in tree.under(FOLDER).filter(|file| file.is("rs")) {
        let texts = Source::of(&file.text).texts;
        used.extend(texts.into_iter().map(|(_, text)| text));
    }
    for file in templates(tree) {
        let folder = file.path[FOLDER.len()..].rsplit_once('/').map(|(f, _)| f);
        for name in taken_in(&file.text) {
            if let Some(folder) = folder {
                used.insert(format!("{folder}/{name}"));
            }
            used.insert(name);
        }
    }
    templates(tree)
        .filter(|file| !used.contains(&file.path[FOLDER.len()..]))
        .map(|file| Finding::new(&file.path, 1, "no page and no template uses this"))
        .collect()
}

/// What `extends`, `include` and `import` name.
fn taken_in(text: &str) -> Vec<String> {
    let blocks = text.split("{%").skip(1);
    blocks
        .filter_map(|block| {
            let block = block.split("%}").next()?;
            let words = block.trim_start_matches(['-', '+', '~']).trim_start();
            let verb = words.split_whitespace().next()?;
            let name = words.split('"').nth(1)?;
            ["extends", "include", "import"]
                .contains(&verb)
                .then(|| name.to_owned())
        })
        .collect()
}

/// `style=`, `on…=` and scripts written into a page.
#[must_use]
pub fn inline_code(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in templates(tree) {
        for (at, tag) in tags(&file.text) {
            let line = line_of(&file.text, at);
            if let Some(message) = fault(&tag) {
                found.push(Finding::new(&file.path, line, message));
            }
        }
    }
    found
}

/// Each opening tag with its place, in lower case, spaces made even.
fn tags(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let tag = text[at..].split('>').next()?;
        let is_open = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let words: Vec<_> = tag.split_whitespace().collect();
        is_open.then(|| (at, words.join(" ").to_lowercase()))
    })
}

fn fault(tag: &str) -> Option<String> {
    if tag.starts_with("<style") {
        return Some("styles are in web/styles; the policy blocks them here".to_owned());
    }
    let is_data = tag.contains("json\"");
    if tag.starts_with("<script") && !tag.contains(" src=") && !is_data {
        return Some("scripts are islands in web/islands; the policy blocks them here".to_owned());
    }
    let attribute = tag.split(' ').skip(1).find_map(|word| {
        let name = word.split_once('=')?.0;
        let is_handler = name.len() > 3 && name.starts_with("on");
        (name == "style" || is_handler).then_some(name)
    })?;
    Some(format!(
        "`{attribute}=` is blocked by the policy: use a class or an island"
    ))
}
