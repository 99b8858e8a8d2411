//! `fsck`: the invariants of the database, and hashes that tell whether two of them say the same.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::Common;
use super::node::Node;
use crate::introductions;
use crate::organisations;
use crate::organisations::fsck::Check;
use crate::platform::database::{Access, tables};
use crate::platform::journal::{tally, verify};
use crate::privacy::named_files;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print a hash instead: of what is said of organisations, or of each table whole
    #[arg(long, value_enum)]
    hash: Option<Hash>,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Hash {
    /// Organisations by register and number: values, class, source, places; no ids, times, runs
    Content,
    /// Each table with all its columns
    Rows,
}

pub(super) async fn run(common: &Common, arguments: Arguments) -> Result<ExitCode> {
    let node = Node::open(common.settings(&[])?, Access::Read).await?;
    match arguments.hash {
        Some(Hash::Content) => say!("{}", organisations::fsck::content_hash(node.database()).await?),
        Some(Hash::Rows) => {
            for (table, rows, hash) in tables::hash_rows(node.database()).await? {
                say!("{table}\t{rows}\t{hash}");
            }
        }
        None => return check(&node, arguments.json).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Bytes nobody's row names are told and no fault: somebody may be laying them in just now.
async fn files(node: &Node) -> Result<Check> {
    let named = named_files(node.database().reader()).await?;
    let there: BTreeSet<Vec<u8>> = node.files()?.all().await?.into_iter().collect();
    let missing = named.difference(&there).count();
    let idle = there.difference(&named).count();
    Ok(Check {
        id: "each document has its bytes",
        ok: missing == 0,
        detail: format!("{} files, {missing} missing, {idle} that nobody names", named.len()),
    })
}

/// Prints what holds and what does not.
pub(super) async fn check(node: &Node, json: bool) -> Result<ExitCode> {
    let mut checks = organisations::fsck::checks(node.database(), &node.region).await?;
    checks.extend(introductions::fsck::checks(node.database()).await?);
    checks.extend(crate::outcomes::checks(node.database()).await?);
    checks.extend(crate::practices::fsck::checks(node.database()).await?);
    let verified = verify(node.database().reader()).await?;
    checks.push(Check {
        id: "the journal's chain holds",
        ok: verified.valid,
        detail: verified
            .first_bad
            .map_or(format!("{} entries", verified.entries), |bad| format!("entry {bad}")),
    });
    let (counted, entries) = tally::recount(node.database()).await?;
    checks.push(Check {
        id: "counts are what counting again gives",
        ok: counted == entries,
        detail: format!("{counted} counted, {entries} entries"),
    });
    let now = node.journal.clock().now();
    let compared = crate::observatory::compare(node.database(), &node.region, now).await?;
    checks.push(Check {
        id: "the observatory is what counting again gives",
        ok: compared.as_ref().is_none_or(Vec::is_empty),
        detail: compared.map_or_else(
            || "its reader has not read the whole journal yet".to_owned(),
            |found| format!("{} counts differ", found.len()),
        ),
    });
    checks.push(files(node).await?);
    let all_hold = checks.iter().all(|check| check.ok);
    if json {
        say!("{}", serde_json::json!({ "checks": checks }));
    } else {
        for check in checks {
            say!(
                "{}  {}: {}",
                if check.ok { "ok " } else { "BAD" },
                check.id,
                check.detail
            );
        }
    }
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
