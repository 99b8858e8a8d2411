//! The description as JSON, and as a page: every operation with its parameters and answers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::platform::web::{Cache, Lang, Layout, Params, Result, json, page};

#[derive(Template)]
#[template(path = "reference/show.html")]
struct ReferencePage {
    layout: Layout,
    operations: Vec<Operation>,
    base: String,
}

/// An operation as the page shows it.
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    parameters: Vec<(String, String)>,
    answers: Vec<(String, String)>,
}

/// `/api/openapi.json`
pub(super) async fn description(Params(()): Params<()>) -> Result<Response> {
    json(&super::description())
}

/// `/{lang}/api`
pub(super) async fn show(lang: Lang, Params(()): Params<()>) -> Result<Response> {
    let described = serde_json::to_value(super::description()).map_err(anyhow::Error::new)?;
    let base = lang.web.identity.public_url.clone();
    let layout = lang
        .layout(lang.t.get("reference-title"))
        .current("api")
        .description(lang.t.get("reference-lead"));
    page(
        &ReferencePage {
            layout,
            operations: operations(&described),
            base,
        },
        StatusCode::OK,
        Cache::Public,
    )
}

fn operations(described: &serde_json::Value) -> Vec<Operation> {
    let paths = described["paths"].as_object().into_iter().flatten();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object()
            .into_iter()
            .flatten()
            .map(move |(method, operation)| (path, method, operation))
    });
    methods
        .map(|(path, method, operation)| Operation {
            id: text(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.clone(),
            summary: text(&operation["summary"]),
            parameters: operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|parameter| (text(&parameter["name"]), text(&parameter["description"])))
                .collect(),
            answers: operation["responses"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(status, answer)| (status.clone(), text(&answer["description"])))
                .collect(),
        })
        .collect()
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
