//! The commands people type in this repository: `cargo xtask test | check | tidy | gen | measure | fuzz | bench | drill`.
//! A library, so that its checks are tested over small fixtures; `main.rs` only reads the command
//! line. Nothing of the product is here, and the product knows nothing of it.

#![allow(clippy::print_stdout)] // speaking to a terminal is what this crate is for

use std::path::Path;

use anyhow::Result;

use crate::options::Options;

pub mod bench;
pub mod chance;
pub mod cluster;
pub mod drill;
pub mod fuzz;
pub mod generated;
pub mod http;
pub mod measure;
pub mod needs;
pub mod node;
pub mod options;
pub mod proxy;
pub mod release;
pub mod report;
pub mod source;
pub mod steps;
pub mod test;
pub mod tidy;
pub mod tree;

/// A command: the words it begins with, the options it takes, what it does in a line, and how.
#[derive(Debug)]
struct Known {
    words: &'static [&'static str],
    options: &'static [&'static str],
    about: &'static str,
    run: fn(&Path, &Options) -> Result<bool>,
}

/// Every command. Where one begins with the words of another, the longer one comes first.
const COMMANDS: &[Known] = &[
    Known {
        words: &["test"],
        options: &[],
        about: "formats, lints, tidy, all tests: rules, SQLite, PostgreSQL, HTTP, browser",
        run: |root, _| test::run(root, test::Extent::All),
    },
    Known {
        words: &["check"],
        options: &[],
        about: "the quick part of it: SQLite only, no browser",
        run: |root, _| test::run(root, test::Extent::Quick),
    },
    Known {
        words: &["tidy"],
        options: &[],
        about: "lengths, headers, migrations, messages, templates, dependencies",
        run: |root, _| tidy::run(root),
    },
    Known {
        words: &["gen"],
        options: &[],
        about: "rewrites docs/openapi.json and docs/settings.md from the code",
        run: |root, _| generated::run(root),
    },
    Known {
        words: &["measure"],
        options: &[],
        about: "figures of the code: lengths, tests, documentation, an incremental check",
        run: |root, _| measure::run(root),
    },
    Known {
        words: &["release"],
        options: &[],
        about: "builds what is handed out, with the list of its crates inside and beside it",
        run: |root, _| release::run(root),
    },
    Known {
        words: &["fuzz"],
        options: fuzz::OPTIONS,
        about: "the fuzz targets of all packages, two at a time: --seconds 120 --target NAME",
        run: fuzz::run,
    },
    Known {
        words: &["bench", "journal"],
        options: bench::journal::OPTIONS,
        about: "how fast a long journal is verified: --entries 1000000 --folder KEPT",
        run: bench::journal::run,
    },
    Known {
        words: &["bench", "observatory"],
        options: bench::observatory::OPTIONS,
        about: "the counts of a long journal, counted again, and their page: --entries 1000000 --database sqlite|postgres",
        run: bench::observatory::run,
    },
    Known {
        words: &["bench", "registers"],
        options: bench::registers::OPTIONS,
        about: "a whole register into both databases beside a bare load: --file FILE --database sqlite|postgres",
        run: bench::registers::run,
    },
    Known {
        words: &["bench", "typing"],
        options: bench::typing::OPTIONS,
        about: "who answers already, shown while people write: --organisations 100000 --seconds 15",
        run: bench::typing::run,
    },
    Known {
        words: &["bench", "work"],
        options: bench::work::OPTIONS,
        about: "joining, deciding, steps of introductions beside many: --organisations 100000 --seconds 10 --database sqlite|postgres",
        run: bench::work::run,
    },
    Known {
        words: &["bench"],
        options: bench::OPTIONS,
        about: "figures of the product under load: --organisations 100000 --seconds 5 --database sqlite|postgres --json FILE",
        run: bench::run,
    },
    Known {
        words: &["drill", "backup"],
        options: drill::backup::OPTIONS,
        about: "a backup under load, restored elsewhere: --seconds 10 --database sqlite|postgres --seed N",
        run: drill::backup::run,
    },
    Known {
        words: &["drill", "import-kill"],
        options: drill::import::OPTIONS,
        about: "kill -9 during an import: --organisations 100000 --kills 10 --database sqlite|postgres --seed N",
        run: drill::import::run,
    },
    Known {
        words: &["drill", "crash"],
        options: drill::crash::OPTIONS,
        about: "kill -9 under reports: --rounds 50 --database sqlite|postgres --seed N",
        run: drill::crash::run,
    },
    Known {
        words: &["drill", "disk-full"],
        options: drill::disk_full::OPTIONS,
        about: "a full disk under reports, as root: --rounds 3 --mebibytes 64 --seed N",
        run: drill::disk_full::run,
    },
    Known {
        words: &["drill", "deciders"],
        options: drill::deciders::OPTIONS,
        about: "people decide at all desks: --people 200 --cases 5000 --beside-import 100000 --database sqlite|postgres",
        run: drill::deciders::run,
    },
    Known {
        words: &["drill", "introductions"],
        options: drill::introductions::OPTIONS,
        about: "people move introductions at all desks: --people 50 --introductions 1000 --database sqlite|postgres",
        run: drill::introductions::run,
    },
    Known {
        words: &["drill", "sign-in-storm"],
        options: drill::storm::OPTIONS,
        about: "wrong passwords from everywhere: --attempts 10000 --a-second 500 --database sqlite|postgres",
        run: drill::storm::run,
    },
    Known {
        words: &["drill", "walks"],
        options: drill::walks::OPTIONS,
        about: "random walks through the actions on both databases: --walks 10000",
        run: drill::walks::run,
    },
    Known {
        words: &["drill", "nodes"],
        options: drill::nodes::OPTIONS,
        about: "1,000 introductions and 5,000 cases over two nodes, each killed once: --people 50 --introductions 1000 --cases 5000 --seed N",
        run: drill::nodes::run,
    },
    Known {
        words: &["drill", "mover"],
        options: drill::mover::OPTIONS,
        about: "the node that gives entries their place killed and frozen at it: --kills 5 --freezes 5 --seed N",
        run: drill::mover::run,
    },
    Known {
        words: &["drill", "failover"],
        options: drill::failover::OPTIONS,
        about: "the primary of two PostgreSQL killed, frozen, cut off under two nodes: --kills 10 --freezes 3 --cuts 3",
        run: drill::failover::run,
    },
    Known {
        words: &["drill", "rolling"],
        options: drill::rolling::OPTIONS,
        about: "three nodes on PostgreSQL stopped and started one by one under load: --rounds 3 --seed N",
        run: drill::rolling::run,
    },
    Known {
        words: &["drill", "upgrade"],
        options: drill::upgrade::OPTIONS,
        about: "two nodes of the version before the last change of the schema upgraded under load, back, and again: --before BINARY",
        run: drill::upgrade::run,
    },
    Known {
        words: &["drill", "slow-clients"],
        options: drill::slow::OPTIONS,
        about: "hundreds who send a head or a body a byte at a time, while others are served: --clients 400",
        run: drill::slow::run,
    },
    Known {
        words: &["drill", "api"],
        options: drill::scan::OF_API,
        about: "schemathesis as each role of the demonstration: --examples 25 --role NAME --kept FOLDER",
        run: drill::scan::api,
    },
    Known {
        words: &["drill", "scan"],
        options: drill::scan::OF_SCAN,
        about: "wapiti over the pages, signed in and not: --minutes 10 --role NAME --kept FOLDER",
        run: drill::scan::scan,
    },
    Known {
        words: &["drill", "slow-disk"],
        options: drill::slow_disk::OPTIONS,
        about: "each flush to the disk takes long, under reports and pages, SQLite: --milliseconds 200 --seconds 10",
        run: drill::slow_disk::run,
    },
    Known {
        words: &["drill", "clock-jumps"],
        options: drill::clock::OPTIONS,
        about: "the clock of a running node a day on, a day back, and over nights in which clocks change: --seed N",
        run: drill::clock::run,
    },
    Known {
        words: &["drill", "mail-away"],
        options: drill::mail_away::OPTIONS,
        about: "the mail server away for a day, by a moved clock: --hours 24 --seed N",
        run: drill::mail_away::run,
    },
    Known {
        words: &["drill", "connections"],
        options: drill::connections::OPTIONS,
        about: "others take all connections of PostgreSQL: --rounds 3 --seconds 8 --seed N",
        run: drill::connections::run,
    },
    Known {
        words: &["drill", "index-deleted"],
        options: drill::index_gone::OPTIONS,
        about: "the index of a running node taken away under searches: --rounds 3 --organisations 20000",
        run: drill::index_gone::run,
    },
    Known {
        words: &["drill", "migration"],
        options: drill::migration::OPTIONS,
        about: "a change of the schema killed at any moment, on both databases: --rounds 20 --before BINARY",
        run: drill::migration::run,
    },
    Known {
        words: &["drill", "soak"],
        options: drill::soak::OPTIONS,
        about: "mixed load for long, memory, open files and the log of the database looked at: --minutes 20 --database sqlite|postgres",
        run: drill::soak::run,
    },
    Known {
        words: &["drill", "power-loss"],
        options: drill::power::OPTIONS,
        about: "flushes before answers, and copies of a running SQLite that must open: --rounds 30 --seed N",
        run: drill::power::run,
    },
    Known {
        words: &["drill", "corruption"],
        options: drill::corruption::OPTIONS,
        about: "changed bytes in SQLite's file: a start that refuses, a backup that helps: --rounds 40 --seed N",
        run: drill::corruption::run,
    },
    Known {
        words: &["drill", "move"],
        options: drill::moving::OPTIONS,
        about: "to PostgreSQL and back, killed on the way: --organisations 100000 --kills 3 --seed N",
        run: drill::moving::run,
    },
];

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Command {
    known: &'static Known,
    options: Options,
}

impl Command {
    /// The command these words name, or nothing.
    #[must_use]
    pub fn read(words: &[&str]) -> Option<Self> {
        let known = COMMANDS.iter().find(|known| words.starts_with(known.words))?;
        let options = Options::read(words.get(known.words.len()..)?, known.options)?;
        Some(Self { known, options })
    }
}

/// The help text.
#[must_use]
pub fn usage() -> String {
    let mut text = "cargo xtask COMMAND\n".to_owned();
    for known in COMMANDS {
        text.push_str(&format!("\n{:<19} {}", known.words.join(" "), known.about));
    }
    text
}

/// Carries a command out; false when a check did not hold.
///
/// # Errors
/// When the command itself cannot work, for example outside of the repository.
pub fn run(command: &Command) -> Result<bool> {
    (command.known.run)(&tree::root()?, &command.options)
}
