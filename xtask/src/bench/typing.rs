//! `bench typing`: people write opportunities, word by word, beside a directory of many; after each word the draft is kept and who
//! answers already is asked for, as the form does. How long that panel takes, over HTTP.

use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;

use super::load::{CLIENTS, percentile};
use super::program::Program;
use crate::drill::browser::text;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["organisations", "seconds"];

/// Milliseconds in which 99 of 100 panels shall be there.
const AIM: f64 = 100.0;

/// What is typed: type, language, technology, title and summary.
const TYPED: [(&str, &str, &str, &str, &str); 8] = [
    (
        "TO",
        "de",
        "corrosion-monitoring",
        "Sensoren, die Korrosion in Brücken hören",
        "Wir bauen drahtlose Messboxen für Schrägseile und suchen Betreiber von Brücken für einen Versuch.",
    ),
    (
        "TR",
        "fr",
        "bridge-monitoring",
        "Suivre la fatigue d’un pont métallique",
        "Nous cherchons une instrumentation légère pour mesurer vibrations et déformations entre deux inspections.",
    ),
    (
        "BR",
        "fr",
        "cold-chain",
        "Livrer des produits frais de l’autre côté de la frontière",
        "Nous cherchons un transporteur qui reprenne nos tournées et garde la température jusqu’au client.",
    ),
    (
        "BO",
        "de",
        "timber-construction",
        "Holzmodule für Schulen und Wohnungen",
        "Module aus heimischer Buche, in der Werkstatt fertig gebaut, mit Elektrik und Fenstern.",
    ),
    (
        "TO",
        "en",
        "computer-vision",
        "Camera inspection of hollow glass",
        "A camera and a small computer learn what a good bottle is and sort the others out at the pace of the line.",
    ),
    (
        "RDR",
        "de",
        "hydrogen-combustion",
        "Schmelzofen mit Wasserstoff beheizen",
        "Gesucht werden Partner für Flammenmessung, Steuerung und Sicherheit an einem Versuchsofen.",
    ),
    (
        "TR",
        "en",
        "vineyard-technology",
        "Weeding steep vineyards without herbicide",
        "We look for a light machine and a soil map fine enough to guide it between narrow rows.",
    ),
    (
        "BR",
        "fr",
        "printed-circuit-boards",
        "Second fournisseur pour cartes de commande",
        "Nous dépendons d’une source lointaine et voulons une alternative pour l’électronique de nos machines.",
    ),
];

/// Times in microseconds.
#[derive(Debug, Default)]
struct Times {
    panels: Vec<u64>,
    kept: Vec<u64>,
    /// Panels that showed somebody.
    answered: usize,
}

/// Fills, types, prints; false where the aim is missed.
///
/// # Errors
/// When the product does not build, start or take what is typed.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let organisations = options.number("organisations", 100_000)?;
    let seconds = u64::try_from(options.number("seconds", 15)?)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    let node = Node::new(&binary, &folder.path().join("data"));
    let server = node.demo_among(organisations, &[])?;
    let log = server.log()?;
    let link = node::link(&log, "owner")?;
    let times = all(server.address, &link, Duration::from_secs(seconds))?;
    let line = |name: &str, times: &[u64]| {
        let of = |percent| percentile(times, percent);
        println!(
            "{name:<34} {:>8} {:>9.1} {:>9.1} {:>9.1}",
            times.len(),
            of(50),
            of(95),
            of(99)
        );
    };
    println!(
        "{organisations} organisations, {CLIENTS} people typing; {} of {} panels named somebody",
        times.answered,
        times.panels.len()
    );
    println!(
        "{:<34} {:>8} {:>9} {:>9} {:>9}",
        "", "requests", "p50 ms", "p95 ms", "p99 ms"
    );
    line("answers shown while typing", &times.panels);
    line("a draft kept", &times.kept);
    let p99 = percentile(&times.panels, 99);
    println!("answers p99 {p99:.1} ms (aim {AIM:.0})");
    // Panels that name nobody cost nothing.
    Ok(p99 <= AIM && times.answered * 2 > times.panels.len())
}

fn all(address: SocketAddr, link: &str, time: Duration) -> Result<Times> {
    let begun = Instant::now();
    let found = thread::scope(|scope| {
        let typists: Vec<_> = (0..CLIENTS)
            .map(|place| scope.spawn(move || typist(address, link, place, (begun, time))))
            .collect();
        let joined = typists
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow!("somebody failed"))?);
        joined.collect::<Result<Vec<Times>>>()
    })?;
    let mut all = Times::default();
    for times in found {
        all.panels.extend(times.panels);
        all.kept.extend(times.kept);
        all.answered += times.answered;
    }
    all.panels.sort_unstable();
    all.kept.sort_unstable();
    Ok(all)
}

/// The organisation somebody acts for, as their page of joining links it.
fn own(program: &mut Program) -> Result<String> {
    let page = text(&program.browser.get("/de/joining")?);
    let own = page.find("/de/own/").map(|at| &page[at + "/de/own/".len()..]);
    let organisation = own.and_then(|rest| rest.split(['/', '"', '?']).next());
    Ok(organisation.context("no organisation of one's own")?.to_owned())
}

fn typist(address: SocketAddr, link: &str, place: usize, (begun, time): (Instant, Duration)) -> Result<Times> {
    let mut typist = Program::enter(address, link)?;
    let organisation = own(&mut typist)?;
    let mut times = Times::default();
    let begin = json!({ "organisation": organisation });
    let (made, mut version) = typist.send("POST", "/api/v1/opportunities", "", &begin)?;
    let id = made["id"].as_str().context("no draft")?.to_owned();
    let (path, panel) = (
        format!("/api/v1/opportunities/{id}"),
        format!("/de/own/{organisation}/opportunities/{id}/answers"),
    );
    let micros = |since: Instant| u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
    for (kind, language, technology, title, summary) in TYPED.iter().cycle().skip(place) {
        let words: Vec<&str> = summary.split(' ').collect();
        for many in 1..=words.len() {
            if begun.elapsed() >= time {
                return Ok(times);
            }
            // Topics are chosen once the text is half there.
            let technologies = if many * 2 > words.len() {
                vec![*technology]
            } else {
                Vec::new()
            };
            let content = json!({ "title": title, "summary": words[..many].join(" "), "technologies": technologies });
            let body = json!({ "type": kind, "language": language, "content": content });
            let since = Instant::now();
            (_, version) = typist.send("PUT", &path, &version, &body)?;
            times.kept.push(micros(since));
            let since = Instant::now();
            let answer = typist.browser.get(&panel)?;
            times.panels.push(micros(since));
            if answer.status != 200 {
                bail!("{panel}: {}", answer.status);
            }
            times.answered += usize::from(text(&answer).contains("<li"));
        }
    }
    Ok(times)
}
