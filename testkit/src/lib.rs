//! A whole node for tests: [`App::spawn`] gives the real router over a database of its own on SQLite or PostgreSQL, with a
//! clock that stands until it is moved and ids in a fixed order. Nothing is shared between tests, so they have no order.
//!
//! [`suite!`] runs each test on both back ends, in modules named `sqlite` and `postgres`.
//! Everything here fails by panicking: a test has nobody to hand an error to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail by panicking"
)]

use std::io::Write;

mod answer;
mod app;
mod backend;
mod build;
mod client;
mod page;
mod people;
mod s3;
mod smtp;

pub use answer::Answer;
pub use app::{App, Setup, region, web};
pub use backend::{Backend, Store};
pub use build::{Builder, form, organisation, report};
pub use client::Client;
pub use page::Page;
pub use people::{Mailed, PersonBuilder};
pub use s3::{S3, S3_SECRET};
pub use smtp::{Mood, Smtp, Taken};
pub use xtask::proxy::Proxy;

/// Midday of the day on which every test begins, in microseconds: 24 November 2026.
pub const NOW: i64 = 1_795_521_600_000_000;

/// Runs a test on a fresh node, or says that it is left out where its back end is not there.
pub async fn run<F, Fut>(backend: Backend, test: F)
where
    F: FnOnce(App) -> Fut,
    Fut: Future<Output = ()>,
{
    if backend.is_there() {
        test(App::spawn(backend).await).await;
    } else {
        skipped(&format!("set {} to run it", backend::POSTGRES));
    }
}

/// Says that the running test is left out, and what it needs. Not by `eprintln!`, which `cargo test` keeps to itself.
pub fn skipped(needs: &str) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a test");
    let mut out = std::io::stderr().lock();
    writeln!(out, "SKIPPED {name}: {needs}").unwrap();
}

/// Makes a test of each function on each back end. The functions are `async fn name(app: App)`.
#[macro_export]
macro_rules! suite {
    ($($test:ident),+ $(,)?) => {
        $crate::suite!(@ sqlite Sqlite $($test)+);
        $crate::suite!(@ postgres Postgres $($test)+);
    };
    (@ $module:ident $backend:ident $($test:ident)+) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    $crate::run($crate::Backend::$backend, super::$test).await;
                }
            )+
        }
    };
}
