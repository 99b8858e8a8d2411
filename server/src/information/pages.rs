//! One handler a page; all show the same template.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::platform::region::Page;
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "information/page.html")]
struct InformationPage<'a> {
    layout: Layout,
    page: &'a Page,
    updated: String,
}

/// `/{lang}/about`
pub(super) async fn about(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, "about")
}

/// `/{lang}/verification`
pub(super) async fn verification(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, "verification")
}

/// `/{lang}/legal`
pub(super) async fn legal(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, "legal")
}

/// `/{lang}/privacy`
pub(super) async fn privacy(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, "privacy")
}

/// `/{lang}/accessibility`
pub(super) async fn accessibility(lang: Lang, _: Params<()>) -> Result<Response> {
    show(&lang, "accessibility")
}

fn show(lang: &Lang, name: &str) -> Result<Response> {
    let text = lang.web.pages.get(name, lang.locale()).ok_or(Error::NotFound)?;
    let layout = lang.layout(&text.title).description(&text.summary).current(name);
    let updated = lang.t.date_long(text.updated);
    page(
        &InformationPage {
            layout,
            page: text,
            updated,
        },
        StatusCode::OK,
        Cache::Public,
    )
}
