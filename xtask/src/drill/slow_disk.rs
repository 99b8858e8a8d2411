//! `drill slow-disk`: each flush to the disk takes a fifth of a second, as on a disk that fails or is shared by too many. Reports are
//! kept, only slower; whoever reads notices nothing; and once the disk is as before, so is the pace.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::crash::compare_answers;
use super::crowd::Crowd;
use super::{Findings, slow};
use crate::bench::load::percentile;
use crate::chance::Chance;
use crate::needs;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["milliseconds", "seconds", "seed"];

const REPORTERS: usize = 4;
/// A page that took longer was kept waiting by the disk.
const P99: f64 = 200.0;

/// Carries the drill out; false where something was lost, or readers were kept waiting.
///
/// # Errors
/// When the product does not start, or `strace` is missing.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let milliseconds = options.number("milliseconds", 200)?;
    let time = Duration::from_secs(u64::try_from(options.number("seconds", 10)?)?);
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.fill(2000)?;
    let server = node.serve()?;
    let crowd = Crowd::start(server.address, REPORTERS, &mut chance)?;
    let mut findings = Findings::default();
    let before = measure("before", server.address, &crowd, time, &mut findings)?;
    let mut brake = Brake::on(&server, milliseconds)?;
    sleep(Duration::from_secs(1));
    let during = measure(
        &format!("each flush takes {milliseconds} ms more"),
        server.address,
        &crowd,
        time,
        &mut findings,
    )?;
    brake.off()?;
    sleep(Duration::from_secs(1));
    let after = measure("afterwards", server.address, &crowd, time, &mut findings)?;
    findings.check(
        "slower meanwhile, so the brake works",
        during < before / 4.0,
        during < before / 4.0,
    );
    findings.check("kept meanwhile", during > 0.0, during > 0.0);
    findings.check(
        "of the pace before, afterwards, at least half",
        after / before,
        after > before / 2.0,
    );
    let came = crowd.end()?;
    findings.check("tries without an acknowledgement", came.tries, came.tries == 0);
    server.kill()?;
    came.acknowledged.compare(&node, &mut findings)?;
    findings.holds(&node)?;
    compare_answers(&node, &mut findings)?;
    Ok(findings.print())
}

/// Pages and reports for a while; reports a second.
fn measure(name: &str, address: SocketAddr, crowd: &Crowd, time: Duration, findings: &mut Findings) -> Result<f64> {
    let (kept, begun) = (crowd.acknowledged(), Instant::now());
    let pages = slow::pages(address, time, &AtomicBool::new(false))?;
    let rate = (crowd.acknowledged() - kept) as f64 / begun.elapsed().as_secs_f64();
    let p99 = percentile(&pages, 99);
    findings.check(
        &format!("{name}: reports a second, a page's p99 ms (at most {P99})"),
        format!("{rate:.1}, {p99:.1} of {}", pages.len()),
        p99 <= P99,
    );
    Ok(rate)
}

/// `strace` holds each flush of a process up.
struct Brake(Option<Child>);

impl Brake {
    fn on(server: &Server, milliseconds: usize) -> Result<Self> {
        let strace = needs::or_debian("strace", "strace", || needs::program("strace"))?;
        let delay = format!("inject=fsync,fdatasync:delay_enter={}", milliseconds * 1000);
        let holding = Command::new(strace)
            .args([
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                &delay,
            ])
            .args(["-p", &server.process().to_string()])
            .stderr(Stdio::null())
            .spawn()
            .context("strace")?;
        Ok(Self(Some(holding)))
    }

    /// Hears the signal and lets go of the server.
    fn off(&mut self) -> Result<()> {
        if let Some(mut holding) = self.0.take() {
            Command::new("kill").arg(holding.id().to_string()).status()?;
            holding.wait()?;
        }
        Ok(())
    }
}

impl Drop for Brake {
    fn drop(&mut self) {
        // Where the drill ends early; it may be gone already.
        let _ = self.off();
    }
}
