//! `drill deciders`: people at the desks of all chambers decide cases over HTTP as advisers do: open the queue, take up a
//! case, think, decide, go on. Nobody may decide what somebody else has decided, nothing that was acknowledged may be lost,
//! and a decision answers within half a second; also while an import runs beside them.

mod report;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::Findings;
use super::browser::{Browser, between, hidden, text};
use super::pace::Pace;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::node::{self, Node};
use crate::options::Options;

use report::entries;
pub(super) use report::{compare, tell};

/// What it can be told.
pub const OPTIONS: &[&str] = &["database", "people", "cases", "beside-import", "after", "seed"];

/// Within which 99 of 100 decisions are answered, milliseconds.
const P99: f64 = 500.0;
/// Somebody thinks between so many milliseconds and as many more.
const THINKS: (u64, usize) = (1000, 2001);

/// How many numbers the import leaves to the demonstration. With 0 it calls thousands of members otherwise than they call
/// themselves, and each is a case more.
const BEYOND: usize = 20_000;

/// What the deciders share.
pub(crate) struct Shared {
    /// The cases that were there at the beginning; an import beside them opens cases of its own, where a register calls a
    /// member otherwise than before.
    pub(super) cases: HashSet<String>,
    pub(super) pace: Pace,
}

impl Shared {
    /// The cases that are open in a node.
    pub(super) fn of(node: &Node) -> Result<Self> {
        // Everybody was told of what was opened before the server answered: it came over days.
        let opened = entries(node)?.into_iter().filter(|(verb, _)| verb == "cases.opened");
        let cases: HashSet<String> = opened.map(|(_, case)| case).collect();
        let pace = Pace::of(cases.len());
        Ok(Self { cases, pace })
    }

    /// Of people who go on until their time is over, whatever they decide.
    pub(crate) fn endless() -> Self {
        let (cases, pace) = (HashSet::new(), Pace::endless());
        Self { cases, pace }
    }

    fn count(&self, case: &str) {
        if !self.cases.contains(case) {
            return;
        }
        self.pace.step(1);
    }
}

/// What one of them did.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Cases the server said were decided by this person.
    decided: Vec<String>,
    proposed: usize,
    /// Sent to a node that was gone before it answered: taken or not.
    pub(super) unanswered: usize,
    /// Somebody else was quicker.
    met: usize,
    /// Microseconds of a decision.
    pub(crate) times: Vec<u64>,
    /// Microseconds of a page of the desk.
    pub(crate) pages: Vec<u64>,
    /// Cases where the last answer was not taken.
    stuck: HashSet<String>,
    pub(super) odd: Vec<String>,
}

/// Carries the drill out; false where something was lost, done twice or slow.
///
/// # Errors
/// When the product does not start or take the cases.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let (people, cases) = (options.number("people", 200)?, options.number("cases", 5000)?);
    let beside = options.number("beside-import", 0)?;
    let after = options.number("after", BEYOND)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let cluster = Postgres::asked(options, Postgres::start)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let mut node = Node::new(&binary, &folder.path().join("data"));
    node.database = cluster.as_ref().map(Postgres::url);
    let file = (beside > 0).then(|| folder.path().join("more.jsonl"));
    if let Some(file) = &file {
        generate(&node, beside, after, file)?;
    }
    let server = node.demo(&["--crowd", &people.to_string(), "--cases", &cases.to_string()])?;
    println!(
        "{cases} cases and {people} deciders made in {:.1} s",
        server.start.as_secs_f64()
    );
    let links = node::links(&server.log()?, "crowd");
    if links.len() != people {
        bail!("{} links for {people} deciders:\n{}", links.len(), server.log()?);
    }
    let shared = Shared::of(&node)?;
    let over = AtomicBool::new(false);
    let (done, imports, seconds) = thread::scope(|scope| {
        let import = file
            .as_ref()
            .map(|file| scope.spawn(|| keep_importing(&node, file, (beside, after), &over)));
        let workers: Vec<_> = links
            .iter()
            .map(|link| {
                let (shared, seed) = (&shared, chance.bits());
                scope.spawn(move || worker(server.address, link, shared, seed))
            })
            .collect();
        let done: Vec<Result<Done>> = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("a decider failed"))?)
            .collect();
        let seconds = shared.pace.seconds();
        over.store(true, Ordering::Relaxed);
        let imports = import.map(|import| import.join().map_err(|_| anyhow!("the import failed"))?);
        (done, imports, seconds)
    });
    let done = done.into_iter().collect::<Result<Vec<_>>>()?;
    let mut findings = Findings::default();
    findings.tell("deciders", people);
    let all = shared.cases.len();
    findings.check("cases to decide", all, all == cases);
    findings.tell(
        "memory of the server, MiB",
        server.memory().map_or(0, |bytes| bytes >> 20),
    );
    if let Some(imports) = imports.transpose()? {
        findings.check("records imported beside them", imports, imports >= beside);
    }
    // Whatever was acknowledged must be on the disk.
    server.kill()?;
    tell(&done, &shared.cases, seconds, &mut findings);
    compare(&node, &done, &shared.cases, &mut findings)?;
    Ok(findings.print())
}

/// Imports until it is over, at least once; how many records were read.
fn keep_importing(
    node: &Node,
    first: &Path,
    (organisations, mut after): (usize, usize),
    over: &AtomicBool,
) -> Result<usize> {
    let mut records = 0;
    let mut file: PathBuf = first.to_owned();
    loop {
        let begun = Instant::now();
        let words = ["import", "jsonl", &file.display().to_string(), "--json"];
        let output = node.command(&words).stderr(Stdio::piped()).output()?;
        if !output.status.success() {
            bail!("import: {}", String::from_utf8_lossy(&output.stderr));
        }
        let outcome: Value = serde_json::from_slice(&output.stdout)?;
        let read = outcome["read"].as_u64().unwrap_or(0);
        println!("{read} records imported in {:.1} s", begun.elapsed().as_secs_f64());
        records += usize::try_from(read)?;
        if over.load(Ordering::Relaxed) {
            return Ok(records);
        }
        after += organisations;
        file = first.with_file_name(format!("after-{after}.jsonl"));
        generate(node, organisations, after, &file)?;
    }
}

/// A register's file of organisations whose numbers begin after so many.
fn generate(node: &Node, organisations: usize, after: usize, file: &Path) -> Result<()> {
    let (organisations, after) = (organisations.to_string(), after.to_string());
    node.write(
        &["generate", "--organisations", &organisations, "--after", &after],
        file,
    )
}

fn worker(address: SocketAddr, link: &str, shared: &Shared, seed: u64) -> Result<Done> {
    let mut done = Done::default();
    let mut chance = Chance::new(seed);
    let mut browser = Browser::new(address);
    let worked = browser
        .enter(link, "/fr/desk")
        .and_then(|()| work(&mut browser, &mut chance, shared, &mut done));
    if let Err(error) = worked {
        shared.pace.fail();
        done.odd.push(format!("{error:#}"));
    }
    Ok(done)
}

fn work(browser: &mut Browser, chance: &mut Chance, shared: &Shared, done: &mut Done) -> Result<()> {
    // Two hundred people do not sit down in the same moment.
    think(chance);
    let mut desk = open(browser, "/fr/desk", done)?;
    while !shared.pace.is_over() {
        desk = turn(browser, &desk, (chance, think), shared, done)?;
    }
    Ok(())
}

/// Takes a case of the desk and decides it, after a thought; the page on which one goes on.
pub(crate) fn turn(
    browser: &mut Browser,
    desk: &str,
    (chance, think): (&mut Chance, impl Fn(&mut Chance)),
    shared: &Shared,
    done: &mut Done,
) -> Result<String> {
    let lines = lines(desk);
    // Some always take the first of the queue, and meet there; most choose.
    let chosen = if chance.below(20) == 0 {
        lines.first()
    } else {
        chance.one(&lines)
    };
    let Some(case) = chosen.map(|id| (*id).to_owned()) else {
        sleep(Duration::from_millis(500));
        return open(browser, "/fr/desk", done);
    };
    let page = open(browser, &format!("/fr/desk/{case}"), done)?;
    let says_no = chance.below(8) == 0 || done.stuck.contains(&case);
    let Some((verb, fields)) = answer(&page, &case, says_no)? else {
        // Decided meanwhile, or their own proposal: its page has the queue as well.
        sleep(Duration::from_millis(100));
        return Ok(page);
    };
    think(chance);
    decide(browser, &case, verb, &fields, shared, done)
}

/// Sends a decision and reads the page it leads to.
fn decide(
    browser: &mut Browser,
    case: &str,
    verb: &str,
    fields: &[(String, String)],
    shared: &Shared,
    done: &mut Done,
) -> Result<String> {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let begun = Instant::now();
    let said = browser.post(&format!("/fr/desk/{case}/{verb}"), &fields)?;
    done.times.push(micros(begun));
    match said.status {
        303 => {
            let to = said.header("location").unwrap_or("/fr/desk").to_owned();
            let page = open(browser, &to, done)?;
            // A proposal leads on as a decision does; only a decision can be taken back.
            if page.contains(&format!("/fr/desk/{case}/undo")) {
                done.decided.push(case.to_owned());
                shared.count(case);
            } else {
                done.proposed += 1;
            }
            Ok(page)
        }
        409 => {
            done.met += 1;
            // Or it could not be carried out, as where the number is taken: next time the answer is no.
            done.stuck.insert(case.to_owned());
            open(browser, "/fr/desk", done)
        }
        status => bail!("{verb} of {case}: {status} {}", text(&said)),
    }
}

pub(crate) fn open(browser: &mut Browser, path: &str, done: &mut Done) -> Result<String> {
    let begun = Instant::now();
    let page = browser.get(path)?;
    done.pages.push(micros(begun));
    if page.status != 200 {
        bail!("{path}: {} {}", page.status, text(&page));
    }
    Ok(text(&page))
}

fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}

fn think(chance: &mut Chance) {
    let more = u64::try_from(chance.below(THINKS.1)).unwrap_or(0);
    sleep(Duration::from_millis(THINKS.0 + more));
}

/// The cases of the queue.
fn lines(page: &str) -> Vec<&str> {
    let list = between(page, "<ol>", "</ol>").unwrap_or("");
    let links = list.split("<a href=\"/fr/desk/").skip(1);
    links.filter_map(|rest| rest.get(..26)).collect()
}

/// A verb of the desk, and the fields of its form.
type Sent = (&'static str, Vec<(String, String)>);

/// What somebody answers to the case of a page: mostly yes, sometimes no with reasons. Nothing where there is nothing to say.
fn answer(page: &str, case: &str, says_no: bool) -> Result<Option<Sent>> {
    let offers = |decision: &str| page.contains(&format!("name=\"decision\" value=\"{decision}\""));
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![
        field("_csrf", hidden(page, "_csrf").context("a page without a token")?),
        field("version", hidden(page, "version").unwrap_or_default()),
    ];
    if page.contains(&format!("/fr/desk/{case}/second\"")) {
        return Ok(Some(("second", fields)));
    }
    let no = ["refused", "removed"].into_iter().find(|decision| offers(decision));
    let yes = ["approved", "no_action"].into_iter().find(|decision| offers(decision));
    match (yes, no) {
        (Some(yes), _) if !says_no => fields.push(field("decision", yes)),
        (_, Some(no)) => {
            let grounds = between(page, " name=\"ground\"", "</select>").and_then(|all| all.split_once("</option>"));
            let ground = grounds.and_then(|(_, known)| between(known, "value=\"", "\""));
            let ground = ground.context("a page that offers a refusal and no ground")?;
            fields.push(field("decision", no));
            fields.push(field("ground", ground));
            fields.push(field("facts", "Les pièces ne montrent pas qui engage la société."));
            fields.push(field("remedy", ""));
        }
        (Some(yes), None) => fields.push(field("decision", yes)),
        (None, None) => return Ok(None),
    }
    Ok(Some(("decide", fields)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "01kchn6ey2fvt8d4x7m9qwz3ab";

    #[test]
    fn the_queue_is_read_from_its_page() {
        let page = format!("<a href=\"/fr/desk/{CASE}\">no</a><ol>\n<li><a href=\"/fr/desk/{CASE}\">x</a></ol>");
        assert_eq!(lines(&page), [CASE]);
        assert!(lines("<p>nothing</p>").is_empty());
    }

    #[test]
    fn a_case_with_nothing_to_decide_is_left() -> Result<()> {
        let token =
            "<input type=\"hidden\" name=\"_csrf\" value=\"t\"><input type=\"hidden\" name=\"version\" value=\"1\">";
        assert!(answer(token, CASE, false)?.is_none());
        let second = format!("{token}<form action=\"/fr/desk/{CASE}/second\">");
        assert_eq!(answer(&second, CASE, false)?.map(|(verb, _)| verb), Some("second"));
        let no = format!("{token}<button name=\"decision\" value=\"refused\">");
        assert!(
            answer(&no, CASE, true).is_err(),
            "a form that is not read is no case to leave"
        );
        let grounds = "<select id=\"x\" name=\"ground\"><option value=\"\">?</option><option value=\"illegal\">";
        let (_, fields) = answer(&format!("{no}{grounds}</select>"), CASE, true)?.unwrap_or_default();
        assert!(
            fields.contains(&("ground".to_owned(), "illegal".to_owned())),
            "{fields:?}"
        );
        Ok(())
    }
}
