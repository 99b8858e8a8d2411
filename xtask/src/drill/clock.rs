//! `drill clock-jumps`: the clock of a running node is set a day on and back, a day back and on, and to nights in which clocks change,
//! while readers report mistakes and an adviser is signed in. Pages answer, the journal's time never runs backwards, nobody stays
//! signed in for longer than they may, and nothing is lost.

use std::net::SocketAddr;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Findings;
use super::browser::Browser;
use super::crowd::Crowd;
use super::moved::{DAY, Moved, until};
use crate::chance::Chance;
use crate::http::Client;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["seed"];

const REPORTERS: usize = 2;
/// 2027-03-28 and 2027-10-31, ten seconds before clocks change in Central Europe, in seconds since 1970.
const SPRING: i64 = 1_806_195_590;
const AUTUMN: i64 = 1_824_944_390;
const PAGES: [&str; 8] = [
    "/fr",
    "/de/organisations?q=conseil",
    "/fr/opportunities",
    "/de/transparency",
    "/fr/observatory",
    "/fr/practices",
    "/api/v1/organisations?limit=5",
    "/health/ready",
];

/// Carries the drill out; false where a page failed, somebody stayed for too long, or something was lost.
///
/// # Errors
/// When the product does not start, or its clock cannot be moved.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let clock = Moved::new(folder.path())?;
    let mut node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.settings = clock.settings();
    let server = node.demo(&["--crowd", "6"])?;
    let links = node::links(&server.log()?, "crowd");
    let mut people = links.iter().map(|link| signed_in(&server, link));
    let mut next = || -> Result<Browser> { people.next().context("the demonstration has too few people")? };
    let mut drill = Drill {
        clock,
        address: server.address,
        crowd: Crowd::start(server.address, REPORTERS, &mut chance)?,
        chance,
        findings: Findings::default(),
    };
    let mut first = next()?;
    drill.jump("a day on", DAY)?;
    drill.person("a day on: who was idle that long", &mut first, false)?;
    let mut later = next()?;
    drill.jump("and back", 0)?;
    drill.person("and back: who signed in a day on", &mut later, false)?;
    let mut now = next()?;
    drill.jump("a day back", -DAY)?;
    drill.person("a day back: who had signed in before", &mut now, false)?;
    let mut early = next()?;
    drill.person("a day back: who signs in", &mut early, true)?;
    drill.jump("and on", 0)?;
    for (name, moment) in [("a night of March", SPRING), ("a night of October", AUTUMN)] {
        drill.jump(name, until(moment)?)?;
        // Over the change itself.
        sleep(Duration::from_secs(12));
        drill.look(&format!("{name}, the hour after"))?;
    }
    drill.jump("today", 0)?;
    let (came, mut findings) = (drill.crowd.end()?, drill.findings);
    findings.check("tries without an acknowledgement", came.tries, came.tries == 0);
    server.stop()?;
    came.acknowledged.compare(&node, &mut findings)?;
    in_order(&node, &mut findings)?;
    findings.holds(&node)?;
    Ok(findings.print())
}

/// Readers and reporters at a node whose clock jumps.
struct Drill {
    clock: Moved,
    address: SocketAddr,
    crowd: Crowd,
    chance: Chance,
    findings: Findings,
}

impl Drill {
    fn jump(&mut self, name: &str, seconds: i64) -> Result<()> {
        let organisation = self.chance.one(&self.crowd.organisations).cloned().unwrap_or_default();
        self.clock.set(seconds, self.address, &organisation, &mut self.chance)?;
        let before = self.crowd.acknowledged();
        self.look(name)?;
        sleep(Duration::from_secs(2));
        let kept = self.crowd.acknowledged() - before;
        self.findings.check(&format!("{name}: reports kept"), kept, kept > 0);
        Ok(())
    }

    fn look(&mut self, name: &str) -> Result<()> {
        let (mut client, mut bad) = (Client::new(self.address, false), Vec::new());
        for path in PAGES {
            let status = client.get(path)?.status;
            if status != 200 {
                bad.push(format!("{path} {status}"));
            }
        }
        self.findings
            .check(&format!("{name}: pages not served"), format!("{bad:?}"), bad.is_empty());
        Ok(())
    }

    /// Whether somebody is signed in, and must be.
    fn person(&mut self, name: &str, browser: &mut Browser, must: bool) -> Result<()> {
        let is = is_in(browser)?;
        let told = if is { "is signed in" } else { "is asked to sign in" };
        self.findings.check(name, told, is == must);
        Ok(())
    }
}

fn signed_in(server: &Server, link: &str) -> Result<Browser> {
    let mut browser = Browser::new(server.address);
    browser.enter(link, "/fr/desk")?;
    if !is_in(&mut browser)? {
        bail!("{link} signs nobody in");
    }
    Ok(browser)
}

fn is_in(browser: &mut Browser) -> Result<bool> {
    Ok(browser.get("/fr/desk")?.status == 200)
}

/// The times of the journal's entries in their order.
fn in_order(node: &Node, findings: &mut Findings) -> Result<()> {
    let export = node.run(&["journal", "export"])?;
    let (mut last, mut entries, mut backwards) = (String::new(), 0, 0);
    for line in export.lines() {
        let entry: serde_json::Value = serde_json::from_str(line)?;
        let at = entry["at"].as_str().context("an entry without its time")?.to_owned();
        backwards += usize::from(at < last);
        entries += 1;
        last = at;
    }
    findings.check(
        "entries earlier than the one before",
        format!("{backwards} of {entries}"),
        backwards == 0,
    );
    Ok(())
}
