//! Metrics for Prometheus, on an address of their own.

use std::fmt;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// There is one recorder a process.
#[derive(Debug)]
pub struct NotInstalled(String);

impl fmt::Display for NotInstalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "metrics cannot be recorded: {}", self.0)
    }
}

impl std::error::Error for NotInstalled {}

const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Records metrics from now on; once a process. Call `run_upkeep` of the handle every few seconds.
pub fn install() -> Result<PrometheusHandle, NotInstalled> {
    let fault = |error: metrics_exporter_prometheus::BuildError| NotInstalled(error.to_string());
    let matcher = Matcher::Suffix("_seconds".to_owned());
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(matcher, &BUCKETS)
        .map_err(fault)?;
    builder.install_recorder().map_err(fault)
}

/// `GET /metrics`.
pub fn routes(handle: PrometheusHandle) -> Router {
    let show = move || {
        let text = handle.render();
        async move {
            (
                [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
                text,
            )
        }
    };
    Router::new().route("/metrics", get(show))
}
