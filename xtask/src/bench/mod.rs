//! `bench`: what the product does under load. Organisations are generated, imported and indexed, the server is
//! started as anybody would start it, and eight clients on the same machine ask for pages and answers.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::drill::crash::ids;
use crate::drill::reporters::{self, Report};
use crate::http::{Client, encoded};
use crate::node::{self, Node, Server};
use crate::options::Options;

pub mod journal;
pub mod load;
pub mod observatory;
pub mod places;
pub mod program;
pub mod queries;
pub mod registers;
pub mod typing;
pub mod weight;
pub mod work;

use load::Target;

/// What it can be told.
pub const OPTIONS: &[&str] = &["organisations", "seconds", "seed", "json", "database"];
/// The demonstration's number of organisations.
const FEW: usize = 1500;
const FEEDS: [&str; 3] = ["/fr/opportunities.atom", "/de/practices.feed.json", "/en/outcomes.atom"];
/// Organisations whose pages are asked for.
const PAGES: usize = 1000;

/// Measures and prints; false where an answer was not good.
///
/// # Errors
/// When the product does not build, start or take the data.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let organisations = options.number("organisations", 100_000)?;
    let seconds = u64::try_from(options.number("seconds", 5)?)?;
    let seed = u64::try_from(options.number("seed", 1)?)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    let mut figures = Figures::default();
    figures.add("binary, MiB", mib(fs::metadata(&binary)?.len()));
    let cluster = Postgres::asked(options, Postgres::durable)?;
    let make = |name: &str| -> Result<Node> {
        let mut node = Node::new(&binary, &folder.path().join(name));
        node.database = cluster.as_ref().map(|cluster| cluster.database(name)).transpose()?;
        Ok(node)
    };
    let few = make("few")?;
    fill(&few, &folder.path().join("few.jsonl"), FEW, &mut figures)?;
    drop(start(&few, FEW, &mut figures)?);
    let many = make("many")?;
    let file = folder.path().join("many.jsonl");
    fill(&many, &file, organisations, &mut figures)?;
    let server = start(&many, organisations, &mut figures)?;
    let words = queries::Words::read(&file)?;
    figures.add("words in 1 % of documents", f64::from(u32::try_from(words.frequent())?));
    weigh(server.address, &mut figures)?;
    let loops = loops(server.address, &words, seed, Duration::from_secs(seconds), &mut figures)?;
    figures.add("memory after the load, MiB", server.memory().map_or(0.0, mib));
    figures.add("of it without files, MiB", server.own_memory().map_or(0.0, mib));
    print(&figures, &loops);
    if let Some(path) = options.text("json") {
        fs::write(path, format!("{:#}\n", as_json(&figures, &loops))).with_context(|| path.to_owned())?;
    }
    Ok(loops.iter().all(|found| found.errors() == 0))
}

/// Names and figures in the order they were found.
#[derive(Debug, Default)]
struct Figures(Vec<(String, f64)>);

impl Figures {
    fn add(&mut self, name: &str, value: f64) {
        println!("{name:<34} {value:>10.2}");
        self.0.push((name.to_owned(), value));
    }
}

fn mib(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}

/// Generates, imports, indexes.
fn fill(node: &Node, file: &Path, organisations: usize, figures: &mut Figures) -> Result<()> {
    let count = f64::from(u32::try_from(organisations)?);
    node.write(&["generate", "--organisations", &organisations.to_string()], file)?;
    let begun = Instant::now();
    node.run(&["import", "jsonl", &file.display().to_string(), "--json"])?;
    let seconds = begun.elapsed().as_secs_f64();
    figures.add(&format!("import of {organisations}, s"), seconds);
    figures.add(&format!("import of {organisations}, rows/s"), count / seconds);
    let begun = Instant::now();
    node.run(&["index", "rebuild"])?;
    figures.add(
        &format!("index of {organisations}, documents/s"),
        count / begun.elapsed().as_secs_f64(),
    );
    Ok(())
}

/// Starts the server, and looks at its memory when it has come to rest.
fn start(node: &Node, organisations: usize, figures: &mut Figures) -> Result<Server> {
    let server = node.serve()?;
    figures.add(&format!("start with {organisations}, s"), server.start.as_secs_f64());
    thread::sleep(Duration::from_secs(1));
    figures.add(
        &format!("memory with {organisations}, MiB"),
        server.memory().map_or(0.0, mib),
    );
    Ok(server)
}

fn weigh(address: SocketAddr, figures: &mut Figures) -> Result<()> {
    let (mut plain, mut gzip) = (Client::new(address, false), Client::new(address, true));
    for (name, path) in [("home", "/fr"), ("directory", "/fr/organisations?standing=all")] {
        let weight = weight::page(&mut plain, &mut gzip, path)?;
        for (part, bytes) in [("HTML", weight.html), ("CSS", weight.css), ("JS", weight.js)] {
            figures.add(
                &format!("{name} {part}, gzip, KiB"),
                f64::from(u32::try_from(bytes)?) / 1024.0,
            );
        }
    }
    Ok(())
}

fn loops(
    address: SocketAddr,
    words: &queries::Words,
    seed: u64,
    time: Duration,
    figures: &mut Figures,
) -> Result<Vec<load::Loop>> {
    let mut client = Client::new(address, false);
    let queries = queries::make(words, seed, |text| {
        let path = format!("/api/v1/organisations?standing=all&limit=20&q={}", encoded(text));
        queries::filters(&client.get(&path)?.json()?)
    })?;
    hits(&mut client, &queries, figures)?;
    let searches = |path: &str| -> Vec<Target> {
        let targets = queries.iter().map(|query| Target {
            class: query.class,
            path: format!("{path}?standing=all{}", query.rest),
        });
        targets.collect()
    };
    let ids = ids(&mut client, PAGES)?;
    let single = |path: &&str| Target {
        class: 0,
        path: (*path).to_owned(),
    };
    let home = [single(&"/fr")];
    let feeds: Vec<Target> = FEEDS.iter().map(single).collect();
    let pages = pages(&mut client, &ids)?;
    let classes = queries::CLASSES.len();
    let search = searches("/fr/organisations");
    let closed = load::run("search page", address, &search, classes, time)?;
    // Half of what it can: as much as it must bear on its worst day.
    let rate = closed.rate() / 2.0;
    let name = format!("search page, {rate:.0} a second whatever comes back");
    let open = load::open(&name, address, &search, classes, (rate, time))?;
    Ok(vec![
        with_edits(address, &ids, seed, || {
            load::run("home, an edit a second", address, &home, 1, time)
        })?,
        closed,
        open,
        load::run(
            "search as JSON",
            address,
            &searches("/api/v1/organisations"),
            classes,
            time,
        )?,
        load::run("organisation page", address, &pages, 1, time)?,
        load::run("feeds", address, &feeds, 1, time)?,
    ])
}

/// Queries that find nothing cost nothing: how many of a hundred find something, by class, and what an answer holds.
fn hits(client: &mut Client, queries: &[queries::Query], figures: &mut Figures) -> Result<()> {
    let mut asked = [0_u32; 5];
    let mut found = [0_u32; 5];
    let mut items = 0;
    for query in queries {
        let path = format!("/api/v1/organisations?standing=all{}", query.rest);
        let answer = client.get(&path)?.json()?;
        let total = answer["total"].as_u64().with_context(|| format!("{path}: {answer}"))?;
        asked[query.class] += 1;
        found[query.class] += u32::from(total > 0);
        items += answer["items"].as_array().map_or(0, Vec::len);
    }
    for (class, name) in classes().iter().enumerate() {
        let share = f64::from(found[class]) * 100.0 / f64::from(asked[class].max(1));
        figures.add(&format!("{name}: find something, %"), share);
    }
    let nothing = asked.iter().sum::<u32>() - found.iter().sum::<u32>();
    figures.add(
        "queries that find nothing, %",
        f64::from(nothing) * 100.0 / f64::from(asked.iter().sum::<u32>().max(1)),
    );
    figures.add(
        "organisations in an answer",
        f64::from(u32::try_from(items)?) / f64::from(asked.iter().sum::<u32>()),
    );
    Ok(())
}

/// Addresses of organisations as pages link them: where the short one leads to.
fn pages(client: &mut Client, ids: &[String]) -> Result<Vec<Target>> {
    let mut pages = Vec::new();
    for id in ids {
        let short = format!("/fr/organisations/{id}");
        let answer = client.get(&short)?;
        let moved = answer
            .header("location")
            .filter(|_| (300..400).contains(&answer.status));
        let path = moved.map_or(short, |to| {
            to.find("/fr/").map_or_else(|| to.to_owned(), |at| to[at..].to_owned())
        });
        pages.push(Target { class: 0, path });
    }
    Ok(pages)
}

/// Does the work while a report comes in every second, so that nothing stays cached for longer.
fn with_edits<T>(address: SocketAddr, ids: &[String], seed: u64, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let edits = scope.spawn(|| -> Result<()> {
            let mut chance = Chance::new(seed);
            let mut client = Client::new(address, false);
            while !over.load(Ordering::Relaxed) {
                let organisation = chance.one(ids).cloned().unwrap_or_default();
                let report = Report {
                    organisation,
                    key: chance.key(),
                    by_page: false,
                };
                reporters::reference(&reporters::send(&mut client, &report)?)?;
                thread::sleep(Duration::from_secs(1));
            }
            Ok(())
        });
        let done = work();
        over.store(true, Ordering::Relaxed);
        edits.join().map_err(|_| anyhow::anyhow!("the edits failed"))??;
        done
    })
}

fn classes() -> [&'static str; 5] {
    queries::CLASSES.map(|(name, _)| name)
}

fn print(figures: &Figures, loops: &[load::Loop]) {
    println!(
        "\n{} figures above; {} clients in a closed loop, gzip:",
        figures.0.len(),
        load::CLIENTS
    );
    println!(
        "{:<34} {:>8} {:>9} {:>9} {:>9} {:>9}",
        "", "a second", "p50 ms", "p95 ms", "p99 ms", "requests"
    );
    for found in loops {
        found.print(&classes());
    }
}

fn as_json(figures: &Figures, loops: &[load::Loop]) -> Value {
    let figures: serde_json::Map<_, _> = figures
        .0
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    let loops: Vec<_> = loops.iter().map(|found| found.json(&classes())).collect();
    json!({ "figures": figures, "loops": loops })
}
