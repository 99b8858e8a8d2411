//! `search QUERY`: the directory from a terminal.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use super::Common;
use super::node::Node;
use crate::directory::asked::Asked;
use crate::directory::facets::Facet;
use crate::directory::{Directory, DirectoryError, Found};
use crate::platform::access::{self, Action, Actor};
use crate::platform::database::Access;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Words
    query: String,
    /// A filter, as territory=SAR; may be given several times
    #[arg(long = "where", value_name = "FACET=CODE")]
    filters: Vec<String>,
    /// registered, listed, member or all
    #[arg(long)]
    standing: Option<String>,
    /// Language of the texts that are shown
    #[arg(long, default_value = "fr")]
    language: String,
    /// How many hits
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(common: &Common, arguments: Arguments) -> Result<ExitCode> {
    let node = Node::open(common.settings(&[])?, Access::Read).await?;
    let directory = node.directory()?;
    catch_up(&directory).await?;
    let asked = asked(&arguments)?;
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let found = directory.find(&scope, node.database(), &[0; 16], &asked).await;
    let found = match found {
        Ok(found) => found,
        Err(error) => bail!(
            "{}",
            error.detail().map_or_else(
                || format!("{error:?}"),
                |detail| { detail.text(crate::platform::texts::T::new(crate::platform::texts::Locale::En)) }
            )
        ),
    };
    if arguments.json {
        say!("{}", answer(&found, &arguments.language))
    } else {
        print(&found)
    }
    Ok(ExitCode::SUCCESS)
}

/// Beside a running server its index is read as it is: that one keeps it up to date.
async fn catch_up(directory: &Directory) -> Result<()> {
    match directory.catch_up().await {
        Ok(()) | Err(DirectoryError::Write(search::WriteError::Busy { .. })) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn asked(arguments: &Arguments) -> Result<Asked> {
    let mut asked = Asked {
        text: arguments.query.clone(),
        limit: Some(arguments.limit),
        ..Asked::default()
    };
    let standing = arguments.standing.as_deref().map(|code| ("standing", code));
    let filters = arguments
        .filters
        .iter()
        .map(|filter| filter.split_once('=').unwrap_or((filter, "")));
    for (name, code) in filters.chain(standing) {
        let Some(facet) = Facet::from_code(name) else {
            bail!(
                "{name} is no facet; these are: {}",
                Facet::ALL.map(Facet::code).join(" ")
            );
        };
        asked = asked.toggled(facet, code);
    }
    Ok(asked)
}

fn answer(found: &Found, language: &str) -> serde_json::Value {
    let hits: Vec<_> = found
        .hits
        .iter()
        .map(|hit| {
            let text = hit.row.text(language);
            json!({
                "id": hit.row.id, "name": hit.row.name, "language": hit.row.name_language,
                "territory": hit.row.territory, "territories": hit.row.territories, "municipality": hit.row.municipality,
                "summary": text.map(|text| &text.value), "score": hit.score,
                "why": hit.why.iter().map(|why| format!("{} {:?} {:?}", why.word, why.field, why.how)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let facets: serde_json::Map<String, serde_json::Value> = found
        .facets
        .iter()
        .map(|facet| {
            let counts: serde_json::Map<_, _> = facet
                .values
                .iter()
                .map(|(code, count, _)| (code.clone(), json!(count)))
                .collect();
            (facet.facet.code().to_owned(), counts.into())
        })
        .collect();
    json!({ "total": found.total, "hits": hits, "facets": facets, "corrected": found.corrected })
}

fn print(found: &Found) {
    say!("{} found", found.total);
    for (typed, read) in &found.corrected {
        say!("{typed} read as {read}");
    }
    for hit in &found.hits {
        let place = hit.row.municipality.as_deref().unwrap_or("-");
        say!("{}  {}  ({place}, {})", hit.row.id, hit.row.name, hit.row.territory);
    }
}
