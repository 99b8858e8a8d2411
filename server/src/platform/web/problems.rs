//! The pages that explain the kinds of problem: what `type` of a problem+json leads to.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{Cache, Error, Lang, Layout, Problem, Result, Web, lang, page, wellknown};

#[derive(Template)]
#[template(path = "platform/web/problem.html")]
struct ProblemPage {
    layout: Layout,
    lead: String,
    explain: String,
    problem: Problem,
}

/// `/{lang}/problems/{code}`
pub(super) async fn show(lang: Lang, Path((_, code)): Path<(String, String)>) -> Result<Response> {
    let problem = Problem::of_code(&code).ok_or(Error::NotFound)?;
    let text = |part: &str| {
        lang.t
            .term("problem", &format!("{}-{part}", problem.slug()))
            .into_owned()
    };
    let layout = lang.layout(text("title"));
    page(
        &ProblemPage {
            layout,
            lead: text("lead"),
            explain: text("explain"),
            problem,
        },
        StatusCode::OK,
        Cache::Public,
    )
}

/// `/problems/{code}`, the address in `type`.
pub(super) async fn redirect(
    Extension(web): Extension<Arc<Web>>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response> {
    let problem = Problem::of_code(&code).ok_or(Error::NotFound)?;
    let locale = lang::accepted(&headers, &web);
    Ok(wellknown::to(
        &format!("/{locale}/problems/{}", problem.code),
        StatusCode::FOUND,
    ))
}
