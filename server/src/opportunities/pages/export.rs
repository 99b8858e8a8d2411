//! The list as a file: CSV and JSON with the field names of the Enterprise Europe Network.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use crate::app::App;
use crate::opportunities::een::{COLUMNS, Profile};
use crate::opportunities::queries;
use crate::opportunities::query::View;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::spreadsheet;
use crate::platform::web::{Lang, Params, Result, file};

/// Opportunities of a file; who needs more takes the API.
const MOST: u64 = 2000;

async fn profiles(app: &App, view: &View) -> Result<Vec<Profile>> {
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let found = queries::exported(&scope, app.journal.database(), &view.asked, MOST).await?;
    Ok(found.iter().map(|one| Profile::of(one, &app.web.region)).collect())
}

/// `GET /{lang}/opportunities.csv`
pub(in crate::opportunities) async fn csv(
    State(app): State<App>,
    _: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    rows.extend(profiles(&app, &view).await?.iter().map(Profile::cells));
    let bytes = spreadsheet::csv(&rows)?;
    Ok(file::csv(bytes, "opportunities.csv"))
}

/// `GET /{lang}/opportunities.json`
pub(in crate::opportunities) async fn json(
    State(app): State<App>,
    _: Lang,
    Params(view): Params<View>,
) -> Result<Response> {
    let all = json!({ "profiles": profiles(&app, &view).await? });
    Ok(file::of(
        all.to_string().into_bytes(),
        "application/json",
        "opportunities.json",
    ))
}
