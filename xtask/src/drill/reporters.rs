//! Readers who report mistakes without pause, half of them through the page and half through the API, until the
//! server is gone. What was answered is remembered; what was sent but never answered is sent again next time with
//! the same key, as a careful program would.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::chance::Chance;
use crate::http::{Answer, Client};

/// A report with the key that names it for ever.
#[derive(Debug, Clone)]
pub struct Report {
    /// Of which organisation.
    pub organisation: String,
    /// Sent twice with the same key, it must be kept once.
    pub key: String,
    /// By the form of the page, or by the API.
    pub by_page: bool,
}

/// What one reporter did in one round.
#[derive(Debug, Default)]
pub struct Done {
    /// Report and the reference the server gave.
    pub acknowledged: Vec<(Report, String)>,
    /// Sent, but not answered.
    pub open: Option<Report>,
    /// Answers that say the report was kept before.
    pub replayed: usize,
    /// Answers that are neither: what they said.
    pub refused: Vec<String>,
}

/// Starts a reporter; it goes on until a connection breaks or `stop` is set.
#[must_use]
pub fn start(
    address: SocketAddr,
    organisations: Arc<Vec<String>>,
    by_page: bool,
    begin_with: Option<Report>,
    seed: u64,
    stop: Arc<AtomicBool>,
) -> JoinHandle<Done> {
    thread::spawn(move || {
        let mut chance = Chance::new(seed);
        let mut client = Client::new(address, true);
        let mut done = Done::default();
        let mut next = begin_with;
        while !stop.load(Ordering::Relaxed) {
            let report = next.take().unwrap_or_else(|| Report {
                organisation: chance.one(&organisations).cloned().unwrap_or_default(),
                key: chance.key(),
                by_page,
            });
            match send(&mut client, &report) {
                Err(_) => {
                    done.open = Some(report);
                    break;
                }
                Ok(answer) => match reference(&answer) {
                    Ok(reference) => {
                        done.replayed += usize::from(answer.header("idempotency-replayed").is_some());
                        done.acknowledged.push((report, reference));
                    }
                    Err(error) => done.refused.push(format!("{error:#}")),
                },
            }
        }
        done
    })
}

/// What somebody did who sends each report until it is acknowledged.
#[derive(Debug, Default)]
pub struct Insisted {
    /// Report and the reference the server gave.
    pub acknowledged: Vec<(Report, String)>,
    /// Tries that were refused or not answered.
    pub tries: usize,
    /// Acknowledgements of what had been kept before.
    pub replayed: usize,
}

impl Insisted {
    /// Sends a report until it is acknowledged, with pauses as a careful program makes.
    pub fn insist(&mut self, client: &mut Client, report: Report, stop: &AtomicBool, told: impl Fn()) {
        while !stop.load(Ordering::Relaxed) {
            match send(client, &report) {
                Ok(answer) => {
                    if let Ok(reference) = reference(&answer) {
                        self.replayed += usize::from(answer.header("idempotency-replayed").is_some());
                        self.acknowledged.push((report, reference));
                        told();
                        return;
                    }
                    self.tries += 1;
                }
                Err(_) => self.tries += 1,
            }
            sleep(Duration::from_millis(200));
        }
    }
}

/// Starts so many who send each report to a node until it is acknowledged, half of them by page, until `stop` is set; `told` is
/// called at each acknowledgement.
#[must_use]
pub fn insisting(
    address: SocketAddr,
    reporters: usize,
    organisations: &Arc<Vec<String>>,
    chance: &mut Chance,
    stop: &Arc<AtomicBool>,
    told: impl Fn() + Clone + Send + 'static,
) -> Vec<JoinHandle<Insisted>> {
    let start = |number: usize| {
        let (organisations, stop, told) = (Arc::clone(organisations), Arc::clone(stop), told.clone());
        let (mut chance, mut client) = (Chance::new(chance.bits()), Client::new(address, true));
        thread::spawn(move || {
            let mut done = Insisted::default();
            while !stop.load(Ordering::Relaxed) {
                let report = Report {
                    organisation: chance.one(&organisations).cloned().unwrap_or_default(),
                    key: chance.key(),
                    by_page: number.is_multiple_of(2),
                };
                done.insist(&mut client, report, &stop, &told);
            }
            done
        })
    };
    (0..reporters).map(start).collect()
}

/// Sends one report.
///
/// # Errors
/// When no whole answer came.
pub fn send(client: &mut Client, report: &Report) -> Result<Answer> {
    send_in(client, report, "fr")
}

/// Sends one report as a reader of that language.
///
/// # Errors
/// When no whole answer came.
pub fn send_in(client: &mut Client, report: &Report, language: &str) -> Result<Answer> {
    let Report {
        organisation,
        key,
        by_page,
    } = report;
    if *by_page {
        let path = format!("/{language}/organisations/{organisation}/report");
        let body = format!("subject=place&place=Rue+2&reason=Le+bureau+a+change+d%27adresse&mail=&key={key}&homepage=");
        let kind = ("content-type", "application/x-www-form-urlencoded");
        client.send(
            "POST",
            &path,
            &[kind, ("sec-fetch-site", "same-origin")],
            body.as_bytes(),
        )
    } else {
        let path = format!("/api/v1/organisations/{organisation}/reports");
        let body = r#"{"subject":"contact","place":"","reason":"The telephone number is that of somebody else."}"#;
        let kind = ("content-type", "application/json");
        let headers = [kind, ("idempotency-key", key), ("accept-language", language)];
        client.send("POST", &path, &headers, body.as_bytes())
    }
}

/// The reference at the end of the receipt's address.
///
/// # Errors
/// When the report was not taken.
pub fn reference(answer: &Answer) -> Result<String> {
    if !matches!(answer.status, 201 | 303) {
        bail!(
            "status {}: {:.200}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
    }
    let location = answer.header("location").context("no location")?;
    let reference = location.rsplit('/').next().filter(|last| last.len() == 26);
    reference
        .map(str::to_owned)
        .with_context(|| format!("no reference in {location}"))
}
