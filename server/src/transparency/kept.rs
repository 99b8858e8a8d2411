//! Keeps the report of each year for as long as it is true: until the journal moves on or a day begins. Who asks while one is
//! made waits for it, so that a change costs one set of queries, whatever the load.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use tokio::sync::Mutex;

use super::make;
use super::model::Report;
use crate::app::App;
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Result};

type Made = (u64, NaiveDate, Arc<Report>);

/// The reports that were made; cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Kept(Arc<Mutex<BTreeMap<i32, Made>>>);

impl Kept {
    /// The report of a year; of this one where none is named. A year without cases before or after it is refused.
    pub(super) async fn report(&self, app: &App, asked: &Asked) -> Result<Arc<Report>> {
        let (database, region, now) = (app.journal.database(), &app.web.region, app.journal.clock().now());
        let (position, today) = (app.directory.position(), region.zone.day(now));
        let year = asked.year.unwrap_or_else(|| today.year());
        let mut kept = self.0.lock().await;
        if let Some((at, day, report)) = kept.get(&year)
            && (*at, *day) == (position, today)
        {
            return Ok(Arc::clone(report));
        }
        let years = make::years(database, region.zone, now).await?;
        if !years.contains(&year) {
            return Err(Error::Malformed(
                Detail::new("error-parameter-value").with("name", "year"),
            ));
        }
        let report = Arc::new(make::report(database, region, years, (year, now)).await?);
        kept.insert(year, (position, today, Arc::clone(&report)));
        Ok(report)
    }
}

/// The query of all three faces.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    year: Option<i32>,
}

impl FromPairs for Asked {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            year: pairs.parsed("year")?,
        })
    }
}
