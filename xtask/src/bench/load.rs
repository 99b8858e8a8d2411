//! Loops. A closed one: eight clients, each on a connection of its own, each sends its next request when the last one was
//! answered whole. An open one: requests come at their own pace. An answer that is not 200 is an error and never a figure.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use serde_json::{Value, json};

use crate::http::Client;

/// Clients at a time.
pub const CLIENTS: usize = 8;
/// Connections of an open loop: enough that none is missing as long as answers come within a second or so.
const MANY: usize = 64;

/// An address to ask for, with the class its time counts in.
#[derive(Debug, Clone)]
pub struct Target {
    /// A number below the number of classes.
    pub class: usize,
    /// The path.
    pub path: String,
}

/// What a loop found: times of good answers in microseconds by class, ordered, and what was not good.
#[derive(Debug)]
pub struct Loop {
    /// What was asked for.
    pub name: String,
    times: Vec<Vec<u64>>,
    seconds: f64,
    /// Bytes of all good answers on the wire, without their headers.
    bytes: usize,
    errors: Vec<String>,
}

/// Asks for all targets in turn until the time is over and each was asked for once.
///
/// # Errors
/// When a client fails; an answer that is not good is none.
pub fn run(name: &str, address: SocketAddr, targets: &[Target], classes: usize, time: Duration) -> Result<Loop> {
    let (next, begun) = (AtomicUsize::new(0), Instant::now());
    let slot = || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        (number < targets.len() || begun.elapsed() < time).then(|| (number, Instant::now()))
    };
    asked(name, address, (targets, classes), CLIENTS, slot)
}

/// An open loop: so many requests a second come whether those before were answered or not, each on one of many connections, and
/// the time of each counts from when it was due. What a server cannot keep up with shows here, not in a closed loop.
///
/// # Errors
/// When a client fails; an answer that is not good is none.
pub fn open(
    name: &str,
    address: SocketAddr,
    targets: &[Target],
    classes: usize,
    (rate, time): (f64, Duration),
) -> Result<Loop> {
    let (next, begun) = (AtomicU32::new(0), Instant::now());
    let slot = || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let due = Duration::from_secs_f64(f64::from(number) / rate);
        if due >= time {
            return None;
        }
        thread::sleep(due.saturating_sub(begun.elapsed()));
        Some((usize::try_from(number).ok()?, begun + due))
    };
    asked(name, address, (targets, classes), MANY, slot)
}

/// Asks for what `slot` gives: the number of a target, and since when its time counts.
fn asked(
    name: &str,
    address: SocketAddr,
    (targets, classes): (&[Target], usize),
    clients: usize,
    slot: impl Fn() -> Option<(usize, Instant)> + Sync,
) -> Result<Loop> {
    let bytes = AtomicUsize::new(0);
    let all = Mutex::new((vec![Vec::new(); classes], Vec::new()));
    let begun = Instant::now();
    let client = || {
        let mut client = Client::new(address, true);
        let mut own = (Vec::new(), Vec::new());
        while let Some((number, since)) = slot() {
            let target = &targets[number % targets.len()];
            match client.get(&target.path) {
                Ok(answer) if answer.status == 200 => {
                    own.0.push((target.class, since.elapsed()));
                    bytes.fetch_add(answer.body.len(), Ordering::Relaxed);
                }
                Ok(answer) => own.1.push(format!("status {}: {}", answer.status, target.path)),
                Err(error) => own.1.push(format!("{error:#}: {}", target.path)),
            }
        }
        let Ok(mut all) = all.lock() else { return };
        for (class, time) in own.0 {
            all.0[class].push(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
        }
        all.1.extend(own.1);
    };
    thread::scope(|scope| (0..clients).for_each(|_| drop(scope.spawn(client))));
    let seconds = begun.elapsed().as_secs_f64();
    let (mut times, errors) = all.into_inner().map_err(|_| anyhow!("a client failed"))?;
    times.iter_mut().for_each(|times| times.sort_unstable());
    Ok(Loop {
        name: name.to_owned(),
        times,
        seconds,
        bytes: bytes.into_inner(),
        errors,
    })
}

/// The time below which that share of ordered times lies, in milliseconds.
#[must_use]
pub fn percentile(ordered: &[u64], percent: usize) -> f64 {
    let place = (ordered.len() * percent).div_ceil(100).saturating_sub(1);
    let micros = ordered.get(place).copied().unwrap_or(0);
    f64::from(u32::try_from(micros).unwrap_or(u32::MAX)) / 1000.0
}

impl Loop {
    /// How many answers were not good.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors.len()
    }

    /// Good answers a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        let good: usize = self.times.iter().map(Vec::len).sum();
        f64::from(u32::try_from(good).unwrap_or(u32::MAX)) / self.seconds
    }

    /// The time below which that share of all good answers lies, in milliseconds.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> f64 {
        percentile(&self.all(), percent)
    }

    fn all(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.times.iter().flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// Prints a line, and one a class where there are several.
    pub fn print(&self, classes: &[&str]) {
        let all = self.all();
        println!("{}", row(&self.name, Some(self.rate()), &all, self.errors.len()));
        println!("  {} bytes an answer, gzip", self.bytes / all.len().max(1));
        if self.times.len() > 1 {
            for (class, times) in classes.iter().zip(&self.times) {
                println!("{}", row(&format!("  {class}"), None, times, 0));
            }
        }
        for error in self.errors.iter().take(3) {
            println!("  error: {error}");
        }
    }

    /// The same as JSON; without times where an answer was not good.
    #[must_use]
    pub fn json(&self, classes: &[&str]) -> Value {
        if !self.errors.is_empty() {
            return json!({ "name": self.name, "errors": self.errors.len() });
        }
        let figures = |times: &[u64]| {
            json!({ "requests": times.len(), "p50": percentile(times, 50), "p95": percentile(times, 95),
                "p99": percentile(times, 99) })
        };
        let by_class: serde_json::Map<_, _> = classes
            .iter()
            .zip(&self.times)
            .map(|(class, times)| ((*class).to_owned(), figures(times)))
            .collect();
        json!({ "name": self.name, "perSecond": self.rate(), "milliseconds": figures(&self.all()),
            "byClass": by_class })
    }
}

fn row(name: &str, rate: Option<f64>, times: &[u64], errors: usize) -> String {
    if errors > 0 {
        return format!("{name:<34} {errors} errors, {} good answers: no figures", times.len());
    }
    let rate = rate.map_or_else(String::new, |rate| format!("{rate:.0}"));
    let [a, b, c] = [50, 95, 99].map(|percent| percentile(times, percent));
    format!("{name:<34} {rate:>8} {a:>9.2} {b:>9.2} {c:>9.2} {:>9}", times.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Vec<u64> = (1..=200).map(|n| n * 1000).collect();
        let found = [50, 99, 100].map(|percent| percentile(&times, percent));
        assert_eq!(format!("{found:?}"), "[100.0, 198.0, 200.0]");
        assert_eq!(percentile(&[], 99).to_bits(), 0.0_f64.to_bits());
    }
}
