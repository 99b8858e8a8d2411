//! `drill sign-in-storm`: wrong passwords come in from everywhere while people read pages and somebody signs in. Pages stay
//! quick, memory stays bounded, the one who is attacked gets in by a link, and nobody learns which addresses are known.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use super::Findings;
use super::browser::{Browser, hidden, text};
use super::letters::Letters;
use crate::bench::load::percentile;
use crate::cluster::Postgres;
use crate::node::{self, Node, Server};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["attempts", "a-second", "database", "organisations", "timings"];

/// Connections of the storm.
const LINES: usize = 64;
/// Within which 99 of 100 public pages are answered during the storm, milliseconds.
const P99: f64 = 100.0;
/// How much longer an answer about a known address may take than about an unknown one, or shorter: of a hundred.
const APART: f64 = 15.0;
/// More memory than that is too much, MiB.
const MEMORY: u64 = 512;
/// Between two guesses of the comparison, so that on a quick machine they are no storm (fifty a second).
const PAUSE: Duration = Duration::from_millis(25);
const MAIL: &str = "victim@example.org";
const PASSWORD: &str = "vierzig blaue kühe tanzen";

/// Carries the drill out; false where pages were slow or somebody was locked out.
///
/// # Errors
/// When the product does not start, or the victim cannot sign up.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let attempts = options.number("attempts", 10_000)?;
    let rate = options.number("a-second", 500)?;
    let timings = options.number("timings", 200)?;
    let cluster = Postgres::asked(options, Postgres::start)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let letters = Letters::start()?;
    let mut node = Node::new(&binary, &folder.path().join("data"));
    node.database = cluster.as_ref().map(Postgres::url);
    node.settings = vec![
        ("PASSERELLE_SMTP_URL", letters.url()),
        ("PASSERELLE_CONTACT", "drill@example.org".to_owned()),
        // So that the storm seems to come from everywhere.
        ("PASSERELLE_PROXIES", "127.0.0.1".to_owned()),
    ];
    let file = folder.path().join("organisations.jsonl");
    let organisations = options.number("organisations", 10_000)?.to_string();
    node.write(&["generate", "--organisations", &organisations], &file)?;
    node.run(&["import", "jsonl", &file.display().to_string()])?;
    let server = node.serve()?;
    let mut findings = Findings::default();
    sign_up(server.address, &letters)?;
    compare_times(server.address, timings, &mut findings)?;
    // The failures of the comparison are no storm any more.
    sleep(Duration::from_secs(12));
    storm(&server, &letters, attempts, rate, &mut findings)?;
    after(server.address, &mut findings)?;
    let verified = node.run(&["journal", "verify"])?;
    findings.check("journal verify", verified.trim(), verified.contains("all hold"));
    Ok(findings.print())
}

/// An address of a network of its own each.
fn afar(number: usize) -> String {
    format!("10.{}.{}.1", (number >> 8) & 0xff, number & 0xff)
}

/// Signs in by a link that is asked for, from that browser.
fn by_link(browser: &mut Browser, letters: &Letters, fields: &[(&str, &str)]) -> Result<()> {
    let seen = letters.count();
    let asked = browser.post("/fr/sign-in/link", &[("mail", MAIL)])?;
    if asked.status != 303 {
        bail!("no link: {} {:.600}", asked.status, text(&asked));
    }
    let path = letters.path(MAIL, seen)?;
    let entered = browser.post(&path, fields)?;
    if entered.status != 303 {
        bail!("the link does not let in: {} {:.600}", entered.status, text(&entered));
    }
    let account = browser.get("/fr/account")?;
    if account.status != 200 {
        bail!("nobody is signed in: {}", account.status);
    }
    Ok(())
}

/// The victim makes an account by a link and sets a password.
fn sign_up(address: SocketAddr, letters: &Letters) -> Result<()> {
    let mut browser = Browser::new(address).from("198.51.100.1");
    by_link(&mut browser, letters, &[("name", "Victim")])?;
    let page = text(&browser.get("/fr/account")?);
    let token = hidden(&page, "_csrf")
        .context("no token in the account's forms")?
        .to_owned();
    let set = browser.post("/fr/account/password", &[("_csrf", &token), ("password", PASSWORD)])?;
    if set.status != 303 {
        bail!("no password: {} {:.600}", set.status, text(&set));
    }
    Ok(())
}

fn guess(browser: &mut Browser, mail: &str, password: &str) -> Result<u16> {
    let answer = browser.post("/fr/sign-in/password", &[("mail", mail), ("password", password)])?;
    Ok(answer.status)
}

/// Wrong passwords of the known address and of unknown ones in turns; after four the known one signs in, so that nobody has
/// to wait.
fn compare_times(address: SocketAddr, count: usize, findings: &mut Findings) -> Result<()> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..count {
        let other = format!("nobody{}@example.org", number / 4);
        for (mail, times) in [(MAIL, &mut known), (other.as_str(), &mut unknown)] {
            let mut browser = Browser::new(address).from(&afar(40_000 + number));
            let begun = Instant::now();
            let status = guess(&mut browser, mail, "falsch geraten ist auch")?;
            times.push(u64::try_from(begun.elapsed().as_micros())?);
            sleep(PAUSE);
            if status != 422 {
                bail!("a wrong password of {mail} is answered with {status}");
            }
        }
        if number % 4 == 3 {
            let mut browser = Browser::new(address).from(&afar(50_000 + number));
            let status = guess(&mut browser, MAIL, PASSWORD)?;
            if status != 303 {
                bail!("the right password is answered with {status}");
            }
        }
    }
    known.sort_unstable();
    unknown.sort_unstable();
    let (a, b) = (percentile(&known, 50), percentile(&unknown, 50));
    let apart = (a - b).abs() * 100.0 / a.min(b);
    findings.tell("wrong password, known / unknown, median ms", format!("{a:.2} / {b:.2}"));
    findings.check(
        &format!("apart, % (less than {APART}, n = {count})"),
        format!("{apart:.1}"),
        apart < APART,
    );
    Ok(())
}

/// Who is tried from where: one account from everywhere, one network at many, the rest at many from everywhere.
fn target(number: usize) -> (String, String) {
    match number % 5 {
        0 => (MAIL.to_owned(), afar(number)),
        1 => (format!("somebody{number}@example.org"), "203.0.113.7".to_owned()),
        _ => (format!("somebody{number}@example.org"), afar(number)),
    }
}

fn storm(server: &Server, letters: &Letters, attempts: usize, rate: usize, findings: &mut Findings) -> Result<()> {
    let address = server.address;
    let before = pages(address, &AtomicBool::new(false), Duration::from_secs(5))?;
    findings.tell(
        "a public page before, p99 ms",
        format!("{:.1}", percentile(&before, 99)),
    );
    let at_rest = server.memory().unwrap_or(0) >> 20;
    let (next, over, most) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicU64::new(0));
    let begun = Instant::now();
    let (statuses, during, entered) = thread::scope(|scope| {
        let guessers: Vec<_> = (0..LINES)
            .map(|_| scope.spawn(|| guesser(address, &next, attempts, rate, begun)))
            .collect();
        let readers: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| pages(address, &over, Duration::from_secs(3600))))
            .collect();
        let watch = scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(server.memory().unwrap_or(0) >> 20, Ordering::Relaxed);
                sleep(Duration::from_millis(50));
            }
        });
        // In the midst of it the victim, who has tried the password in vain, asks for a link.
        while next.load(Ordering::Relaxed) < attempts / 2 {
            sleep(Duration::from_millis(20));
        }
        let entered = victim(address, letters);
        let statuses: Vec<Result<BTreeMap<u16, usize>>> = guessers.into_iter().map(joined).collect();
        let seconds = begun.elapsed().as_secs_f64();
        over.store(true, Ordering::Relaxed);
        let during: Vec<Result<Vec<u64>>> = readers.into_iter().map(joined).collect();
        let _ = watch.join();
        println!("storm of {attempts} in {seconds:.1} s");
        (statuses, during, entered)
    });
    let mut all: BTreeMap<u16, usize> = BTreeMap::new();
    for statuses in statuses {
        for (status, count) in statuses? {
            *all.entry(status).or_default() += count;
        }
    }
    let mut during: Vec<u64> = during.into_iter().collect::<Result<Vec<_>>>()?.concat();
    during.sort_unstable();
    let sent: usize = all.values().sum();
    findings.check("attempts", sent, sent == attempts);
    for (status, count) in &all {
        let word = match status {
            422 => "looked at, and wrong",
            429 => "not looked at, told to wait",
            _ => "answers that must not be",
        };
        findings.check(&format!("{word} ({status})"), count, matches!(status, 422 | 429));
    }
    findings.tell("public pages read meanwhile", during.len());
    findings.tell(
        "a public page meanwhile, p50 ms",
        format!("{:.1}", percentile(&during, 50)),
    );
    let p99 = percentile(&during, 99);
    findings.check(
        &format!("a public page meanwhile, p99 ms (at most {P99})"),
        format!("{p99:.1}"),
        p99 <= P99,
    );
    let most = most.into_inner();
    findings.tell("memory at rest, MiB", at_rest);
    findings.check(&format!("memory at most, MiB (below {MEMORY})"), most, most < MEMORY);
    match entered {
        Ok((status, took)) => {
            findings.tell("the victim's own password meanwhile", status);
            findings.tell("the victim signed in by link, s", format!("{:.2}", took.as_secs_f64()));
        }
        Err(error) => findings.check("the victim signed in by link", format!("{error:#}"), false),
    }
    Ok(())
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, Result<T>>) -> Result<T> {
    thread.join().map_err(|_| anyhow!("a client failed"))?
}

/// The victim's password, and then a link: its status, and how long the link took with its letter.
fn victim(address: SocketAddr, letters: &Letters) -> Result<(u16, Duration)> {
    let mut browser = Browser::new(address).from("198.51.100.2");
    let status = guess(&mut browser, MAIL, PASSWORD)?;
    let begun = Instant::now();
    by_link(&mut browser, letters, &[])?;
    Ok((status, begun.elapsed()))
}

/// Sends what is next at its time, until all were sent.
fn guesser(
    address: SocketAddr,
    next: &AtomicUsize,
    attempts: usize,
    rate: usize,
    begun: Instant,
) -> Result<BTreeMap<u16, usize>> {
    let mut statuses = BTreeMap::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= attempts {
            return Ok(statuses);
        }
        let at = Duration::from_secs_f64(f64::from(u32::try_from(number)?) / f64::from(u32::try_from(rate.max(1))?));
        sleep(at.saturating_sub(begun.elapsed()));
        let (mail, from) = target(number);
        let mut browser = Browser::new(address).from(&from);
        *statuses
            .entry(guess(&mut browser, &mail, "falsch geraten ist auch")?)
            .or_default() += 1;
    }
}

/// Reads public pages in turn, some fifty a second and reader; microseconds of each.
fn pages(address: SocketAddr, over: &AtomicBool, most: Duration) -> Result<Vec<u64>> {
    const PATHS: [&str; 4] = [
        "/fr",
        "/fr/organisations?standing=all&q=metz",
        "/de/organisations?standing=all",
        "/fr/about",
    ];
    let mut browser = Browser::new(address).from("192.0.2.1");
    let (begun, mut times) = (Instant::now(), Vec::new());
    while !over.load(Ordering::Relaxed) && begun.elapsed() < most {
        for path in PATHS {
            let since = Instant::now();
            let page = browser.get(path)?;
            if page.status != 200 {
                bail!("{path}: {}", page.status);
            }
            times.push(u64::try_from(since.elapsed().as_micros())?);
            sleep(Duration::from_millis(20));
        }
    }
    times.sort_unstable();
    Ok(times)
}

/// When it is over the password is good again, at the latest after the wait that it is told.
fn after(address: SocketAddr, findings: &mut Findings) -> Result<()> {
    let begun = Instant::now();
    loop {
        let mut browser = Browser::new(address).from("198.51.100.3");
        let answer = browser.post("/fr/sign-in/password", &[("mail", MAIL), ("password", PASSWORD)])?;
        match answer.status {
            303 => break,
            429 => {
                let wait = answer
                    .header("retry-after")
                    .and_then(|wait| wait.parse().ok())
                    .unwrap_or(1);
                if wait > 900 {
                    bail!("a wait of {wait} s");
                }
                findings.tell("told to wait after the storm, s", wait);
                if wait > 60 {
                    // The delay of the one account; a link goes round it, as was shown.
                    return Ok(());
                }
                sleep(Duration::from_secs(wait));
            }
            status => bail!("the right password is answered with {status}"),
        }
        if begun.elapsed() > Duration::from_secs(120) {
            bail!("the password is not taken after the storm");
        }
    }
    findings.tell(
        "the password is good again after, s",
        format!("{:.1}", begun.elapsed().as_secs_f64()),
    );
    Ok(())
}
