//! `drill introductions`: people at the desks of all chambers move introductions over HTTP from *submitted* to *closed*, all at once and
//! often the same one. None may be lost, no step taken twice, nothing that was acknowledged missing, no letter written twice.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::Findings;
use super::browser::{Browser, between, hidden, text};
use super::pace::Pace;
use crate::bench::load::percentile;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["database", "people", "introductions", "seed"];

/// The steps from where they begin to their end.
const STEPS: [(&str, &str); 7] = [
    ("screen", "introductions.screened"),
    ("forward", "introductions.forwarded"),
    ("offer", "introductions.offered"),
    ("accept", "introductions.accepted"),
    ("meet", "introductions.met"),
    ("negotiate", "introductions.negotiating"),
    ("close", "introductions.closed"),
];
/// What one of them did.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Introduction and verb of each step the server took.
    pub(super) taken: Vec<(String, &'static str)>,
    /// Somebody else was quicker, or is its adviser.
    met: usize,
    /// Microseconds of a step.
    pub(crate) times: Vec<u64>,
    odd: Vec<String>,
}

/// Carries the drill out; false where something was lost or done twice.
///
/// # Errors
/// When the product does not start or make the introductions.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let (people, all) = (options.number("people", 50)?, options.number("introductions", 1000)?);
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let cluster = Postgres::asked(options, Postgres::start)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut node = Node::new(&binary, &folder.path().join("data"));
    node.database = cluster.as_ref().map(Postgres::url);
    let server = node.demo(&["--crowd", &people.to_string(), "--introductions", &all.to_string()])?;
    let links = node::links(&server.log()?, "crowd");
    if links.len() != people {
        bail!("{} links for {people} people:\n{}", links.len(), server.log()?);
    }
    let begun = submitted(&node)?;
    let pace = Pace::of(begun);
    let done = thread::scope(|scope| {
        let workers: Vec<_> = links
            .iter()
            .map(|link| {
                let (pace, seed) = (&pace, chance.bits());
                scope.spawn(move || worker(server.address, link, pace, seed))
            })
            .collect();
        let joined = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("somebody failed")));
        joined.collect::<Result<Vec<Done>>>()
    })?;
    let mut findings = Findings::default();
    findings.tell("people", people);
    findings.check("introductions to move", begun, begun == all);
    let seconds = pace.seconds();
    // Letters are written by a reader of the journal, which may be a moment behind.
    sleep(Duration::from_secs(5));
    // Whatever was acknowledged must be on the disk.
    server.kill()?;
    tell(&done, seconds, &mut findings);
    compare(&node, &done, begun, &mut findings)?;
    Ok(findings.print())
}

fn worker(address: SocketAddr, link: &str, pace: &Pace, seed: u64) -> Done {
    let mut done = Done::default();
    let mut chance = Chance::new(seed);
    let mut browser = Browser::new(address);
    let worked = browser
        .enter(link, "/fr/desk/introductions")
        .and_then(|()| work(&mut browser, &mut chance, pace, &mut done));
    if let Err(error) = worked {
        pace.fail();
        done.odd.push(format!("{error:#}"));
    }
    done
}

fn work(browser: &mut Browser, chance: &mut Chance, pace: &Pace, done: &mut Done) -> Result<()> {
    while !pace.is_over() {
        if !turn(browser, chance, pace, done)? {
            sleep(Duration::from_millis(300));
        }
    }
    Ok(())
}

/// Takes a step of an introduction of the desk; false where there is none to take.
pub(crate) fn turn(browser: &mut Browser, chance: &mut Chance, pace: &Pace, done: &mut Done) -> Result<bool> {
    let desk = open(browser, "/fr/desk/introductions")?;
    let lines = lines(&desk);
    // Some always take the first of the list, and meet there; most choose.
    let chosen = if chance.below(4) == 0 {
        lines.first()
    } else {
        chance.one(&lines)
    };
    let Some(id) = chosen.map(|id| (*id).to_owned()) else {
        return Ok(false);
    };
    let page = open(browser, &format!("/fr/introductions/{id}"))?;
    let offered = STEPS
        .iter()
        .find(|(verb, _)| page.contains(&format!("/fr/introductions/{id}/{verb}\"")));
    let Some((verb, _)) = offered else { return Ok(true) };
    let fields = [
        ("_csrf", hidden(&page, "_csrf").context("a page without a token")?),
        ("version", hidden(&page, "version").unwrap_or_default()),
    ];
    let begun = Instant::now();
    let said = browser.post(&format!("/fr/introductions/{id}/{verb}"), &fields)?;
    done.times
        .push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
    match said.status {
        303 => {
            done.taken.push((id, verb));
            pace.step(usize::from(*verb == "close"));
        }
        // Somebody was quicker, or is its adviser.
        409 => done.met += 1,
        status => bail!("{verb} of {id}: {status} {}", text(&said)),
    }
    Ok(true)
}

fn open(browser: &mut Browser, path: &str) -> Result<String> {
    let page = browser.get(path)?;
    if page.status != 200 {
        bail!("{path}: {} {}", page.status, text(&page));
    }
    Ok(text(&page))
}

/// The introductions of the list.
fn lines(page: &str) -> Vec<&str> {
    let list = between(page, "<tbody", "</tbody>").unwrap_or("");
    let links = list.split("<a href=\"/fr/introductions/").skip(1);
    links.filter_map(|rest| rest.get(..26)).collect()
}

/// How many, how fast.
pub(super) fn tell(done: &[Done], seconds: usize, findings: &mut Findings) {
    let taken: usize = done.iter().map(|done| done.taken.len()).sum();
    let mut times: Vec<u64> = done.iter().flat_map(|done| &done.times).copied().collect();
    times.sort_unstable();
    findings.tell("steps taken, as they were told", taken);
    findings.tell(
        "met a colleague, and were told so",
        done.iter().map(|done| done.met).sum::<usize>(),
    );
    let rate = f64::from(u32::try_from(taken).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX));
    findings.tell("steps a second", format!("{rate:.1} in {seconds} s"));
    findings.tell(
        "a step, p50 / p99 ms",
        format!("{:.0} / {:.0}", percentile(&times, 50), percentile(&times, 99)),
    );
    let odd: Vec<&String> = done.iter().flat_map(|done| &done.odd).collect();
    for text in odd.iter().take(5) {
        println!("not as it must be: {text:.600}");
    }
    findings.check("answers not as they must be", odd.len(), odd.is_empty());
}

/// What they were told, set against the journal: nothing lost, nothing twice.
pub(super) fn kept_once(kept: &HashMap<(String, String), usize>, done: &[Done], findings: &mut Findings) {
    let action = |verb: &str| {
        STEPS
            .iter()
            .find(|(one, _)| *one == verb)
            .map_or("", |(_, action)| action)
    };
    let mut told: HashMap<(String, String), usize> = HashMap::new();
    for (id, verb) in done.iter().flat_map(|done| &done.taken) {
        *told.entry((id.clone(), action(verb).to_owned())).or_default() += 1;
    }
    let lost = told.keys().filter(|step| !kept.contains_key(*step)).count();
    findings.check("steps acknowledged and not in the journal", lost, lost == 0);
    let twice = kept.values().filter(|count| **count > 1).count();
    findings.check("steps twice in the journal", twice, twice == 0);
    let both = told.values().filter(|count| **count > 1).count();
    findings.check("two people told they took the same step", both, both == 0);
}

/// The steps in a node's journal, by introduction and verb, and how often each is there.
pub(super) fn steps(node: &Node) -> Result<HashMap<(String, String), usize>> {
    let mut kept: HashMap<(String, String), usize> = HashMap::new();
    for (verb, id) in entries(node)? {
        *kept.entry((id, verb)).or_default() += 1;
    }
    Ok(kept)
}

/// All of it, where every introduction was moved to its end.
pub(super) fn compare(node: &Node, done: &[Done], all: usize, findings: &mut Findings) -> Result<()> {
    let kept = steps(node)?;
    kept_once(&kept, done, findings);
    for (_, action) in STEPS {
        let count = kept.keys().filter(|(_, verb)| verb == action).count();
        findings.check(action, count, count == all);
    }
    findings.holds(node)?;
    Ok(())
}

/// How many introductions were asked for.
pub(super) fn submitted(node: &Node) -> Result<usize> {
    let entries = entries(node)?;
    Ok(entries
        .iter()
        .filter(|(verb, _)| verb == "introductions.submitted")
        .count())
}

/// What was done with introductions, as the journal has it: the verb and the introduction.
fn entries(node: &Node) -> Result<Vec<(String, String)>> {
    let export = node.run(&["journal", "export"])?;
    let of_them = export.lines().filter(|line| line.contains("\"introductions."));
    let entries = of_them.map(|line| {
        let entry: Value = serde_json::from_str(line)?;
        let text = |key: &str| entry[key].as_str().unwrap_or_default();
        let id = text("subject").strip_prefix("introduction:").unwrap_or_default();
        Ok((text("action").to_owned(), id.to_owned()))
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_from_its_page() {
        let id = "01KCHN6EY2FVT8D4X7M9QWZ3AB";
        let page = format!(
            "<a href=\"/fr/introductions/x\">no</a><tbody role=\"rowgroup\"><tr><a href=\"/fr/introductions/{id}\">x</a></tbody>"
        );
        assert_eq!(lines(&page), [id]);
        assert!(lines("<p>nothing</p>").is_empty());
    }
}
