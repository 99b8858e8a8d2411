//! The hand-written parts, read from the `demo/` folder of the region pack and checked as a whole:
//! a trade that loads can be written about in three languages without an empty slot.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::shapes::{ClosingFile, TerritoryFile, TownFile, TradeFile, closing, fault, file, read, trade};
use super::template::Template;
use super::{KINDS, PartsError};

/// The languages of the parts, in the order in which everything by language is kept.
pub(super) const LANGUAGES: [&str; 3] = ["fr", "de", "en"];

/// All hand-written parts. [`Parts::load`] is the only way to get them, so holding them means they fit.
#[derive(Clone, Debug)]
pub struct Parts {
    pub(super) trades: Vec<Trade>,
    pub(super) closings: Vec<Closing>,
    pub(super) towns: Vec<Town>,
    pub(super) territories: Vec<Territory>,
    pub(super) names: Names,
}

/// A business model with its sentences by language.
#[derive(Clone, Debug)]
pub(super) struct Trade {
    pub(super) code: String,
    pub(super) nace: String,
    pub(super) kinds: Vec<String>,
    pub(super) stems: Vec<String>,
    pub(super) label: Trio,
    pub(super) noun: Option<Trio>,
    pub(super) title: Option<[Template; 3]>,
    pub(super) sentences: [Vec<Template>; 3],
}

impl Trade {
    /// Whether it makes, builds or programs something that is tried before it is sold.
    pub(super) fn technical(&self) -> bool {
        if self.nace.starts_with("72.2") {
            // The humanities publish; they have no benches to let.
            return false;
        }
        let division = self.nace.get(..2).and_then(|digits| digits.parse::<u8>().ok());
        division.is_some_and(|division| matches!(division, 20..=39 | 62..=63 | 71..=72))
    }

    /// Whether one of its sentences is filled with this value.
    pub(super) fn speaks_of(&self, value: &str) -> bool {
        self.sentences
            .iter()
            .flatten()
            .any(|sentence| sentence.speaks_of(value))
    }
}

impl Closing {
    /// Whether it is filled with this value, in any language.
    pub(super) fn speaks_of(&self, value: &str) -> bool {
        self.sentence.iter().any(|sentence| sentence.speaks_of(value))
    }
}

/// A sentence that ends a description.
#[derive(Clone, Debug)]
pub(super) struct Closing {
    pub(super) kinds: Vec<String>,
    /// Whether it speaks of trials, patents or industrial customers.
    pub(super) technical: bool,
    pub(super) sentence: [Template; 3],
}

/// A text in three languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trio {
    pub(super) fr: String,
    pub(super) de: String,
    pub(super) en: String,
}

impl Trio {
    /// The text in a language of [`LANGUAGES`].
    pub(super) fn get(&self, language: usize) -> &str {
        match language {
            0 => &self.fr,
            1 => &self.de,
            _ => &self.en,
        }
    }
}

/// A town with one of its postal codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Town {
    pub(super) territory: String,
    pub(super) country: String,
    pub(super) name: String,
    fr: Option<String>,
    de: Option<String>,
    en: Option<String>,
    pub(super) postal: String,
    pub(super) point: (f64, f64),
    pub(super) chamber: String,
    #[serde(default)]
    pub(super) court: String,
}

impl Town {
    /// What the town is called in a language of [`LANGUAGES`].
    pub(super) fn name(&self, language: usize) -> &str {
        let own = match language {
            0 => &self.fr,
            1 => &self.de,
            _ => &self.en,
        };
        own.as_deref().unwrap_or(&self.name)
    }
}

/// What the demonstration needs to know of a territory beyond `region.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Territory {
    pub(super) code: String,
    pub(super) share: u64,
    pub(super) languages: BTreeMap<String, u64>,
    #[serde(default)]
    pub(super) crafts: String,
    #[serde(rename = "in")]
    pub(super) within: Trio,
}

/// Endings of names, streets and legal forms.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) after_consonant: Vec<String>,
    pub(super) after_vowel: Vec<String>,
    pub(super) streets: BTreeMap<String, Vec<String>>,
    pub(super) form: Vec<Form>,
}

/// A legal form and where it is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) country: String,
    #[serde(default)]
    pub(super) territory: String,
    pub(super) kinds: Vec<String>,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) series: String,
}

impl Parts {
    /// Reads the parts from files by their path below `demo/`: `towns.toml`, `trades/food.toml` …
    ///
    /// # Errors
    /// The first fault found, naming file, place and mend.
    pub fn load(files: &BTreeMap<String, String>) -> Result<Self, PartsError> {
        let mut trades = Vec::new();
        for (path, text) in files {
            if path.starts_with("trades/") && path.ends_with(".toml") {
                let file: TradeFile = read(path, text)?;
                for raw in file.trade {
                    trades.push(trade(raw)?);
                }
            }
        }
        let closings: ClosingFile = file(files, "closings.toml")?;
        let closings = closings.closing.into_iter().map(closing).collect::<Result<_, _>>()?;
        let towns: TownFile = file(files, "towns.toml")?;
        let territories: TerritoryFile = file(files, "territories.toml")?;
        let parts = Self {
            trades,
            closings,
            towns: towns.town,
            territories: territories.territory,
            names: file(files, "names.toml")?,
        };
        parts.check()?;
        Ok(parts)
    }

    /// Reads the parts from the `demo` folder of an embedded region pack.
    ///
    /// # Errors
    /// As [`Parts::load`].
    pub fn from_dir(demo: &include_dir::Dir<'_>) -> Result<Self, PartsError> {
        let mut files = BTreeMap::new();
        gather(demo, demo, &mut files)?;
        Self::load(&files)
    }

    /// Number of trades.
    #[must_use]
    pub fn trade_count(&self) -> usize {
        self.trades.len()
    }

    /// Code, NACE class and French label of every trade, in the order of the files.
    pub fn trades(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.trades
            .iter()
            .map(|trade| (trade.code.as_str(), trade.nace.as_str(), trade.label.get(0)))
    }

    /// What must hold between the files.
    fn check(&self) -> Result<(), PartsError> {
        let mut codes: Vec<&str> = self.trades.iter().map(|trade| trade.code.as_str()).collect();
        codes.sort_unstable();
        if let Some(code) = codes
            .windows(2)
            .find_map(|pair| (pair[0] == pair[1]).then_some(pair[0]))
        {
            return fault(format!("trade {code}"), "occurs twice; give each its own code".into());
        }
        for (kind, _) in KINDS {
            if !self.trades.iter().any(|trade| trade.kinds.iter().any(|k| k == kind)) {
                return fault(format!("kind {kind}"), "has no trade; add one below trades/".into());
            }
            if !self
                .closings
                .iter()
                .any(|closing| closing.kinds.iter().any(|k| k == kind))
            {
                return fault(
                    format!("kind {kind}"),
                    "has no sentence in closings.toml; add one".into(),
                );
            }
        }
        for territory in &self.territories {
            if !self.towns.iter().any(|town| town.territory == territory.code) {
                return fault(
                    format!("territory {}", territory.code),
                    "has no town in towns.toml".into(),
                );
            }
            if !territory
                .languages
                .keys()
                .any(|code| LANGUAGES.contains(&code.as_str()))
            {
                return fault(
                    format!("territory {}", territory.code),
                    "has no language of fr, de, en".into(),
                );
            }
        }
        if self.territories.len() < 2 {
            return fault("territories.toml".into(), "two territories or more are needed".into());
        }
        Ok(())
    }
}

fn gather(
    root: &include_dir::Dir<'_>,
    folder: &include_dir::Dir<'_>,
    files: &mut BTreeMap<String, String>,
) -> Result<(), PartsError> {
    for file in folder.files() {
        let path = file.path().strip_prefix(root.path()).unwrap_or(file.path());
        let path = path.to_string_lossy().replace('\\', "/");
        let Some(text) = file.contents_utf8() else {
            return Err(PartsError::Encoding { file: path });
        };
        files.insert(path, text.to_owned());
    }
    folder.dirs().try_for_each(|inner| gather(root, inner, files))
}
