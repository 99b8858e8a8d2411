//! Messages of the interface: the same ids with the same variables in every language, each used
//! somewhere, and each that is used there. A message counts as used when its id is a text literal
//! in the server's code or templates, when another message refers to it, or when its id starts
//! with a prefix given to `t.term("prefix", …)`.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::parser;

use super::Finding;
use crate::source::{Source, line_of};
use crate::tree::{File, Tree};

const LANGUAGES: [&str; 3] = ["fr", "de", "en"];
const CODE: &str = "server/src/";

/// A message, or one attribute of it, as one language has it.
#[derive(Debug)]
struct Message {
    path: String,
    line: usize,
    variables: BTreeSet<String>,
    refers_to: BTreeSet<String>,
}

/// The messages of one language by id; a term's id begins with `-`, an attribute's is `id.name`.
type Messages = BTreeMap<String, Message>;

/// What the code asks for.
#[derive(Debug, Default)]
struct Asked {
    literals: BTreeSet<String>,
    prefixes: BTreeSet<String>,
    /// Where a message or a prefix is certainly meant.
    calls: Vec<(String, usize, Call)>,
}

#[derive(Debug)]
enum Call {
    Message(String),
    Prefix(String),
}

/// Messages that differ between languages, that nobody uses, or that are not there.
#[must_use]
pub fn messages(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let all: Vec<Messages> = LANGUAGES
        .iter()
        .map(|language| read(tree, language, &mut found))
        .collect();
    compare(&all, &mut found);
    let asked = asked(tree);
    if let Some(first) = all.last() {
        unused(first, &asked, &mut found);
        missing(first, &asked, &mut found);
    }
    found
}

fn read(tree: &Tree, language: &str, found: &mut Vec<Finding>) -> Messages {
    let mut messages = Messages::new();
    let folder = format!("server/texts/{language}/");
    for file in tree.under(&folder).filter(|file| file.is("ftl")) {
        let resource = match parser::parse(file.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                found.extend(errors.iter().map(|error| {
                    let line = line_of(&file.text, error.pos.start);
                    Finding::new(&file.path, line, format!("not Fluent: {error}"))
                }));
                resource
            }
        };
        collect(file, &resource, &mut messages, found);
    }
    messages
}

fn collect(file: &File, resource: &Resource<&str>, messages: &mut Messages, found: &mut Vec<Finding>) {
    for entry in &resource.body {
        let (name, id, value, attributes) = match entry {
            Entry::Message(m) => (m.id.name, m.id.name.to_owned(), m.value.as_ref(), &m.attributes),
            Entry::Term(t) => (t.id.name, format!("-{}", t.id.name), Some(&t.value), &t.attributes),
            _ => continue,
        };
        let line = line_within(&file.text, name);
        let mut parts: Vec<(String, &Pattern<&str>)> = Vec::new();
        parts.extend(value.map(|pattern| (id.clone(), pattern)));
        parts.extend(attributes.iter().map(|a| (format!("{id}.{}", a.id.name), &a.value)));
        for (id, pattern) in parts {
            let mut message = Message {
                path: file.path.clone(),
                line,
                variables: BTreeSet::new(),
                refers_to: BTreeSet::new(),
            };
            look_into(pattern, &mut message);
            if let Some(other) = messages.get(&id) {
                let text = format!("`{id}` is in {} too", other.path);
                found.push(Finding::new(&file.path, line, text));
            }
            messages.insert(id, message);
        }
    }
}

/// The line of a name the parser cut out of this text.
fn line_within(text: &str, name: &str) -> usize {
    let at = name.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    line_of(text, at)
}

fn look_into(pattern: &Pattern<&str>, message: &mut Message) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            look_into_expression(expression, message);
        }
    }
}

fn look_into_expression(expression: &Expression<&str>, message: &mut Message) {
    match expression {
        Expression::Inline(inline) => look_into_inline(inline, message),
        Expression::Select { selector, variants } => {
            look_into_inline(selector, message);
            for variant in variants {
                look_into(&variant.value, message);
            }
        }
    }
}

fn look_into_inline(inline: &InlineExpression<&str>, message: &mut Message) {
    let arguments = match inline {
        InlineExpression::VariableReference { id } => {
            message.variables.insert(id.name.to_owned());
            return;
        }
        InlineExpression::MessageReference { id, .. } => {
            message.refers_to.insert(id.name.to_owned());
            return;
        }
        InlineExpression::Placeable { expression } => {
            return look_into_expression(expression, message);
        }
        InlineExpression::TermReference { id, arguments, .. } => {
            message.refers_to.insert(format!("-{}", id.name));
            arguments.as_ref()
        }
        InlineExpression::FunctionReference { arguments, .. } => Some(arguments),
        _ => None,
    };
    if let Some(arguments) = arguments {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for inline in arguments.positional.iter().chain(named) {
            look_into_inline(inline, message);
        }
    }
}

/// Every language against the union of all.
fn compare(all: &[Messages], found: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, &Message> = BTreeMap::new();
    for (id, message) in all.iter().rev().flatten() {
        seen.entry(id).or_insert(message);
    }
    for (id, first) in seen {
        for (language, messages) in LANGUAGES.iter().zip(all) {
            let Some(message) = messages.get(id) else {
                let text = format!("`{id}` is missing in {language}");
                found.push(Finding::new(&first.path, first.line, text));
                continue;
            };
            if message.variables != first.variables {
                let text = format!(
                    "`{id}` uses {} here and {} in {}",
                    names(&message.variables),
                    names(&first.variables),
                    first.path,
                );
                found.push(Finding::new(&message.path, message.line, text));
            }
        }
    }
}

fn names(variables: &BTreeSet<String>) -> String {
    let names: Vec<_> = variables.iter().map(|name| format!("${name}")).collect();
    if names.is_empty() {
        "no variable".to_owned()
    } else {
        names.join(", ")
    }
}

fn unused(messages: &Messages, asked: &Asked, found: &mut Vec<Finding>) {
    let referred: BTreeSet<_> = messages.values().flat_map(|m| &m.refers_to).collect();
    for (id, message) in messages {
        let base = id.split('.').next().unwrap_or(id);
        let has_prefix = asked.prefixes.iter().any(|prefix| has_prefix(base, prefix));
        if !has_prefix && !asked.literals.contains(base) && !referred.contains(&base.to_owned()) {
            let text = format!("nothing uses `{id}`");
            found.push(Finding::new(&message.path, message.line, text));
        }
    }
}

fn missing(messages: &Messages, asked: &Asked, found: &mut Vec<Finding>) {
    for (path, line, call) in &asked.calls {
        let text = match call {
            Call::Message(id) if !messages.contains_key(id) => {
                format!("there is no message `{id}`")
            }
            Call::Prefix(prefix) if !messages.keys().any(|id| has_prefix(id, prefix)) => {
                format!("there is no message `{prefix}-…`")
            }
            _ => continue,
        };
        found.push(Finding::new(path, *line, text));
    }
    let referring = messages.values();
    for (message, id) in referring.flat_map(|m| m.refers_to.iter().map(move |id| (m, id))) {
        if !messages.contains_key(id) {
            let text = format!("there is no message `{id}`");
            found.push(Finding::new(&message.path, message.line, text));
        }
    }
}

fn has_prefix(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-'))
}

fn asked(tree: &Tree) -> Asked {
    let mut asked = Asked::default();
    for file in tree.under(CODE) {
        if file.is("rs") {
            let source = Source::of(&file.text);
            take(&mut asked, file, &source, 0);
        } else if file.is("html") {
            for (at, block) in expressions(&file.text) {
                let lines_before = line_of(&file.text, at) - 1;
                take(&mut asked, file, &Source::of(block), lines_before);
            }
        }
    }
    asked
}

/// Notes a source's literals, and its calls of `t.get`, `t.with` and `t.term`.
fn take(asked: &mut Asked, file: &File, source: &Source, lines_before: usize) {
    // The n-th pair of quotes in the code is the n-th literal: their insides are blanked out.
    let mut quotes = source.code.split('"');
    for (line, text) in &source.texts {
        let before = quotes.next().unwrap_or_default();
        quotes.next();
        asked.literals.insert(text.clone());
        let place = |call| (file.path.clone(), line + lines_before, call);
        match called(before) {
            Some("get" | "with") => asked.calls.push(place(Call::Message(text.clone()))),
            Some("term") => {
                asked.prefixes.insert(text.clone());
                asked.calls.push(place(Call::Prefix(text.clone())));
            }
            _ => {}
        }
    }
}

/// The method of `t` that is about to be called where this code ends.
fn called(before: &str) -> Option<&str> {
    let call = before.trim_end().strip_suffix('(')?;
    let (receiver, method) = call.rsplit_once('.')?;
    let receiver = receiver.trim_end();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = &receiver[receiver.rfind(|c| !is_part(c)).map_or(0, |at| at + 1)..];
    (name == "t").then_some(method)
}

/// The insides of `{{ … }}` and `{% … %}`, with their places.
fn expressions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let openings = [("{{", "}}"), ("{%", "%}")];
    openings.into_iter().flat_map(move |(open, close)| {
        text.match_indices(open).filter_map(move |(at, _)| {
            let inside = &text[at + open.len()..];
            let length = inside.find(close)?;
            Some((at + open.len(), &inside[..length]))
        })
    })
}
