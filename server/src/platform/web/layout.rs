//! The frame of every page: what `layout.html` shows around a page's own part.

use axum::http::Uri;

use super::{Entry, Visitor, Web, asset};
use crate::platform::access::Mandate;
use crate::platform::texts::{Locale, T};

/// A link with its text.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether the reader is there.
    pub current: bool,
}

/// The same page in another language.
#[derive(Debug, Clone)]
pub struct Alternate {
    /// The language.
    pub locale: Locale,
    /// Path and query, for the switch.
    pub href: String,
    /// Absolute address, for the head.
    pub url: String,
}

/// What a page is to be subscribed to by.
#[derive(Debug, Clone)]
pub struct Subscribed {
    /// Its media type.
    pub media: &'static str,
    /// Path and query.
    pub href: String,
    /// What it is called.
    pub title: String,
}

/// Everything `platform/web/layout.html` needs. Templates have it as their field `layout`.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The texts.
    pub t: T,
    /// Title of the page; the head adds the product's name.
    pub title: String,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// Absolute address of the page.
    pub canonical: String,
    /// The page in all languages, this one included.
    pub alternates: Vec<Alternate>,
    /// Where the same is to be subscribed to.
    pub feeds: Vec<Subscribed>,
    /// Beside the wordmark.
    pub navigation: Vec<Link>,
    /// At the foot.
    pub footer: Vec<Link>,
    /// Whether all data are invented.
    pub demo: bool,
    /// Whether search engines should leave it.
    pub hidden: bool,
    /// Whether `map.js` is loaded.
    pub map: bool,
    /// Who runs this node.
    pub operator: String,
    /// How the person is called who is signed in.
    pub person: Option<String>,
    /// Whether that person works for a chamber.
    pub desk: bool,
    /// Whether that person may look at imports.
    pub runs: bool,
    /// Whether organisations of that person are being introduced.
    pub introductions: bool,
    /// What each form of this session carries.
    pub form_token: Option<String>,
    menu: super::Menu,
    public_url: String,
}

impl Layout {
    /// The frame of the page at `uri`.
    pub fn new(web: &Web, locale: Locale, uri: &Uri, title: String) -> Self {
        let mut layout = Self {
            t: T::new(locale),
            title,
            description: None,
            canonical: web.absolute(uri.path()),
            alternates: Vec::new(),
            feeds: Vec::new(),
            navigation: Vec::new(),
            footer: Vec::new(),
            demo: web.identity.demo,
            hidden: false,
            map: false,
            operator: web.identity.operator.clone(),
            person: None,
            desk: false,
            runs: false,
            introductions: false,
            form_token: None,
            menu: web.menu,
            public_url: web.identity.public_url.clone(),
        };
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let rest = after_language(uri.path());
        layout.switch_to(|_| format!("{rest}{query}"));
        layout.current("")
    }

    /// Tells the frame who reads the page.
    pub fn visitor(mut self, visitor: &Visitor) -> Self {
        if visitor.is_signed_in() {
            self.person = visitor.name.clone();
            let is_head = |(_, mandate): &(String, Mandate)| *mandate == Mandate::Head;
            self.runs = visitor.actor.is_admin() || visitor.actor.mandates().iter().any(is_head);
            self.introductions = visitor.introductions;
            self.desk = !visitor.actor.mandates().is_empty();
            self.form_token = visitor.form_token.clone();
        }
        self
    }

    /// Marks the entry of the menus with this name as where the reader is.
    pub fn current(mut self, name: &str) -> Self {
        let locale = self.t.locale;
        let t = self.t;
        let links = |entries: &[Entry]| -> Vec<Link> {
            let link = |entry: &Entry| Link {
                href: format!("/{locale}{}", entry.path),
                text: t.get(entry.text).into_owned(),
                current: entry.name == name,
            };
            entries.iter().map(link).collect()
        };
        self.navigation = links(self.menu.head);
        self.footer = links(self.menu.foot);
        self
    }

    /// Sets the sentence for search engines.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Says in the head where the same is to be subscribed to.
    pub fn feed(mut self, media: &'static str, href: String, title: &str) -> Self {
        let title = title.to_owned();
        self.feeds.push(Subscribed { media, href, title });
        self
    }

    /// Loads the script of the map.
    pub fn with_map(mut self) -> Self {
        self.map = true;
        self
    }

    /// Keeps search engines out: results of a search, errors.
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Sets the path that stands for this page, from the root on, where it is not the request's.
    pub fn canonical(mut self, path: &str) -> Self {
        self.canonical = format!("{}{path}", self.public_url);
        self
    }

    /// Sets what follows the language in the other languages' addresses, where it differs (a translated slug).
    pub fn alternates(mut self, path: impl Fn(Locale) -> String) -> Self {
        self.switch_to(path);
        self
    }

    fn switch_to(&mut self, path: impl Fn(Locale) -> String) {
        self.alternates = Locale::ALL
            .map(|locale| {
                let href = format!("/{locale}{}", path(locale));
                Alternate {
                    locale,
                    url: format!("{}{href}", self.public_url),
                    href,
                }
            })
            .into();
    }

    /// The address of a file built by `web/`, for templates.
    pub fn asset(&self, name: &str) -> &'static str {
        asset(name)
    }

    /// The upright text font, needed at once on every page.
    pub fn fonts(&self) -> Vec<&'static str> {
        ["source-sans-3-latin-wght-normal", "source-serif-4-latin-wght-normal"]
            .map(asset)
            .to_vec()
    }

    /// Whether this language is the page's.
    pub fn is(&self, locale: &Locale) -> bool {
        self.t.locale == *locale
    }
}

/// `/organisations/x` of `/fr/organisations/x`; nothing where no language begins the path.
fn after_language(path: &str) -> &str {
    match super::lang::locale_of_path(path) {
        Some(locale) => path.get(locale.code().len() + 1..).unwrap_or(""),
        None => "",
    }
}
