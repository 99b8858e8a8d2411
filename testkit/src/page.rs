//! A page as selectors see it.

use scraper::{ElementRef, Html, Selector};

/// A page that was read.
#[derive(Debug)]
pub struct Page(Html);

impl Page {
    /// Reads the text of a page.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(Html::parse_document(text))
    }

    #[track_caller]
    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let read = Selector::parse(selector).unwrap_or_else(|_| panic!("{selector} is no selector"));
        self.0.select(&read).collect()
    }

    #[track_caller]
    fn first(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector).into_iter().next();
        found.unwrap_or_else(|| panic!("nothing on the page is {selector}: {}", self.0.html()))
    }

    /// The text of the first element, white space folded.
    #[must_use]
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        fold(self.first(selector))
    }

    /// The texts of all elements.
    #[must_use]
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(fold).collect()
    }

    /// Whether there is such an element.
    #[must_use]
    #[track_caller]
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// How many there are.
    #[must_use]
    #[track_caller]
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// An attribute of the first element; empty where it has none.
    #[must_use]
    #[track_caller]
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        self.first(selector).value().attr(name).unwrap_or_default().to_owned()
    }
}

fn fold(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
