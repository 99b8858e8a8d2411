//! What a page weighs on the wire: its HTML, and the style sheets and scripts it names, all compressed with gzip.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::http::Client;

/// Bytes of a page on the wire.
#[derive(Debug, Default)]
pub struct Weight {
    /// The page itself.
    pub html: usize,
    /// Its style sheets.
    pub css: usize,
    /// Its scripts.
    pub js: usize,
}

/// Fetches a page and what it names under `/static/`.
///
/// # Errors
/// When one of them is not there.
pub fn page(plain: &mut Client, gzip: &mut Client, path: &str) -> Result<Weight> {
    let page = plain.get(path)?;
    let mut weight = Weight {
        html: length(gzip, path)?,
        ..Weight::default()
    };
    for name in named(&String::from_utf8_lossy(&page.body)) {
        if name.ends_with(".css") {
            weight.css += length(gzip, &name)?;
        } else if name.ends_with(".js") {
            weight.js += length(gzip, &name)?;
        }
    }
    Ok(weight)
}

fn length(client: &mut Client, path: &str) -> Result<usize> {
    let answer = client.get(path)?;
    if answer.status != 200 {
        bail!("{path}: status {}", answer.status);
    }
    Ok(answer.body.len())
}

/// The addresses under `/static/` in a text.
fn named(html: &str) -> BTreeSet<String> {
    let parts = html.split(['"', '\'', ' ', '<', '>', '(', ')', ',']);
    parts
        .filter(|part| part.starts_with("/static/"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_counts_once() {
        let html = r#"<link href="/static/a.css"><script src='/static/b.js'></script><a href="/static/a.css">"#;
        assert_eq!(
            named(html).into_iter().collect::<Vec<_>>(),
            ["/static/a.css", "/static/b.js"]
        );
    }
}
