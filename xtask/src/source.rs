//! Rust source without a parser: which bytes are code, which comments, which texts, and which
//! lines only tests see. Enough for the questions of `tidy` and `measure`, and it never fails:
//! what it does not understand it takes for code.

/// A source split into its layers, line numbers kept.
#[derive(Debug)]
pub struct Source {
    /// The code, with comments and the insides of texts blanked out.
    pub code: String,
    /// Each text literal with its line, escapes as written.
    pub texts: Vec<(usize, String)>,
}

impl Source {
    /// Splits a source.
    ///
    /// ```
    /// let source = xtask::source::Source::of("let a = \"b\"; // c");
    /// assert_eq!(source.code, "let a = \" \";     ");
    /// assert_eq!(source.texts, [(1, "b".to_owned())]);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut scanner = Scanner {
            rest: text,
            line: 1,
            out: Self {
                code: String::with_capacity(text.len()),
                texts: Vec::new(),
            },
        };
        while !scanner.rest.is_empty() {
            scanner.step();
        }
        scanner.out
    }

    /// Lines that belong to items under `#[cfg(test)]`, counted from 1.
    #[must_use]
    pub fn test_lines(&self) -> Vec<usize> {
        let mut lines = Vec::new();
        let mut from = 0;
        while let Some(at) = self.code[from..].find("#[cfg(test)]") {
            let start = from + at;
            let end = start + item_length(&self.code[start..]);
            let first = line_of(&self.code, start);
            lines.extend(first..=line_of(&self.code, end));
            from = end.max(start + 1);
        }
        lines
    }

    /// The code without what only tests see.
    #[must_use]
    pub fn product_code(&self) -> String {
        let test = self.test_lines();
        let lines = self.code.lines().enumerate();
        lines
            .map(|(index, line)| if test.contains(&(index + 1)) { "" } else { line })
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The line a byte is in, from 1.
#[must_use]
pub fn line_of(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().iter().take(byte);
    1 + before.filter(|byte| **byte == b'\n').count()
}

/// Bytes of the item an attribute stands on: to its closing brace, or to its semicolon.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in code.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth <= 1 => return at,
            '}' => depth -= 1,
            ';' if depth == 0 => return at,
            _ => {}
        }
    }
    code.len()
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    out: Source,
}

impl Scanner<'_> {
    fn step(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            self.blank(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.blank(block_comment(rest));
        } else if let Some((open, body, close)) = text_literal(rest) {
            self.keep(open);
            self.out.texts.push((self.line, self.rest[..body].to_owned()));
            self.blank(body);
            self.keep(close);
        } else if let Some(length) = char_literal(rest) {
            self.blank(length);
        } else {
            self.keep(word(rest));
        }
    }

    fn keep(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.out.code.push_str(taken);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        let blanks = taken.chars().map(|c| if c == '\n' { c } else { ' ' });
        self.out.code.extend(blanks);
        self.rest = rest;
    }
}

/// A whole word, so that the `r` of `for"` is not taken for the start of a raw text; else a letter.
fn word(rest: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    match rest.find(|c| !is_part(c)) {
        Some(0) => rest.chars().next().map_or(1, char::len_utf8),
        Some(length) => length,
        None => rest.len(),
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Lengths of opening, inside and closing of the text literal that starts here.
fn text_literal(rest: &str) -> Option<(usize, usize, usize)> {
    let prefix = ["br", "cr", "b", "c", "r", ""]
        .iter()
        .find(|prefix| {
            rest.strip_prefix(**prefix)
                .is_some_and(|after| after.starts_with(['"', '#']))
        })?
        .len();
    let is_raw = rest[..prefix].ends_with('r');
    let after = &rest[prefix..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    if (hashes > 0 && !is_raw) || !after[hashes..].starts_with('"') {
        return None;
    }
    let open = prefix + hashes + 1;
    let inside = &rest[open..];
    let body = if is_raw {
        inside.find(&format!("\"{}", "#".repeat(hashes)))
    } else {
        end_of_escaped(inside)
    };
    Some(match body {
        Some(body) => (open, body, 1 + hashes),
        None => (open, inside.len(), 0),
    })
}

fn end_of_escaped(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.char_indices().find_map(|(at, letter)| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// Length of a character literal; a lifetime is none.
fn char_literal(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let mut letters = inside.char_indices();
    match letters.next()?.1 {
        '\\' => inside.get(2..)?.find('\'').map(|at| at + 4),
        _ => match letters.next()? {
            (at, '\'') => Some(at + 2),
            _ => None,
        },
    }
}
