//! A letter's two bodies.

use super::Letter;

/// The plain text.
pub(super) fn text(letter: &Letter) -> String {
    let mut parts: Vec<String> = letter.paragraphs.clone();
    if let Some((words, address)) = &letter.button {
        parts.push(format!("{words}:\n{address}"));
    }
    let mut body = parts.join("\n\n");
    if !letter.foot.is_empty() {
        body.push_str("\n\n-- \n");
        body.push_str(&letter.foot.join("\n"));
    }
    body.push('\n');
    body
}

/// The same as HTML, plain enough for every mail program.
pub(super) fn html(letter: &Letter) -> String {
    let mut body = format!(
        "<!doctype html><html lang=\"{}\"><body style=\"font-family:sans-serif;color:#16212b;max-width:36em\">",
        letter.language.code()
    );
    for paragraph in &letter.paragraphs {
        body.push_str(&format!("<p>{}</p>", lines(paragraph)));
    }
    if let Some((words, address)) = &letter.button {
        let address = escaped(address);
        body.push_str(&format!(
            "<p><a href=\"{address}\" style=\"color:#fff;background:#a63d2a;padding:0.6em 1em\">{}</a></p><p>{address}</p>",
            escaped(words)
        ));
    }
    if !letter.foot.is_empty() {
        body.push_str("<hr>");
        for line in &letter.foot {
            body.push_str(&format!("<p style=\"color:#55616c\">{}</p>", lines(line)));
        }
    }
    body.push_str("</body></html>\n");
    body
}

fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
