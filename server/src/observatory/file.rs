//! `/{lang}/observatory.csv`: a figure as it was published, byte by byte, so that its hash can be computed again. Codes and numbers
//! only; nothing of what anybody typed is in it.

use axum::extract::State;
use axum::response::Response;

use super::queries::{AskedFigure, year};
use crate::app::App;
use crate::platform::web::{Error, Lang, Params, Result, file};

/// The file.
pub(super) async fn csv(State(app): State<App>, _: Lang, Params(asked): Params<AskedFigure>) -> Result<Response> {
    let found = year(&app, &asked.of).await?;
    let mut shown = found.shown.into_iter();
    let one = shown
        .find(|one| one.table.figure == asked.figure)
        .ok_or(Error::NotFound)?;
    let name = format!(
        "observatory-{}-{}-{}.csv",
        asked.figure.code(),
        one.table.year,
        one.table.published
    );
    Ok(file::csv(one.body.into_bytes(), &name))
}
