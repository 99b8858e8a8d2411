//! The hand-written parts, read from the `demo/` folder of the region pack and checked as a whole:
//! a trade that loads can be written about in three languages without an empty slot.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

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
    fr: String,
    de: String,
    en: String,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TradeFile {
    trade: Vec<RawTrade>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTrade {
    code: String,
    nace: String,
    kinds: Vec<String>,
    stems: Vec<String>,
    label: Trio,
    noun: Option<Trio>,
    title: Option<Trio>,
    fr: String,
    de: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosingFile {
    closing: Vec<RawClosing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClosing {
    kinds: Vec<String>,
    #[serde(default)]
    technical: bool,
    fr: String,
    de: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TownFile {
    town: Vec<Town>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TerritoryFile {
    territory: Vec<Territory>,
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

fn fault<T>(place: String, fault: String) -> Result<T, PartsError> {
    Err(PartsError::Value { place, fault })
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

fn file<T: DeserializeOwned>(files: &BTreeMap<String, String>, path: &str) -> Result<T, PartsError> {
    let text = files
        .get(path)
        .ok_or_else(|| PartsError::Missing { file: path.to_owned() })?;
    read(path, text)
}

fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, PartsError> {
    toml::from_str(text).map_err(|error| PartsError::Shape {
        file: path.to_owned(),
        error: Box::new(error),
    })
}

fn trade(raw: RawTrade) -> Result<Trade, PartsError> {
    let place = format!("trade {}", raw.code);
    if raw.stems.is_empty() || raw.kinds.is_empty() || (raw.noun.is_none() && raw.title.is_none()) {
        return fault(place, "needs stems, kinds, and a noun or a title".into());
    }
    if let Some(kind) = raw
        .kinds
        .iter()
        .find(|kind| KINDS.iter().all(|(known, _)| known != kind))
    {
        return fault(place, format!("there is no kind {kind:?}"));
    }
    let class = raw.nace.split_once('.');
    if !class.is_some_and(|(division, rest)| division.len() == 2 && rest.len() == 2) {
        return fault(place, format!("{:?} is no NACE class; write it like 62.10", raw.nace));
    }
    let texts = [&raw.fr, &raw.de, &raw.en].map(|text| text.trim().lines().map(str::to_owned).collect());
    let sentences = alike(&place, texts)?;
    let title = raw
        .title
        .map(|title| alike(&place, [vec![title.fr], vec![title.de], vec![title.en]]))
        .transpose()?;
    Ok(Trade {
        title: title.and_then(single),
        code: raw.code,
        nace: raw.nace,
        kinds: raw.kinds,
        stems: raw.stems,
        label: raw.label,
        noun: raw.noun,
        sentences,
    })
}

fn closing(raw: RawClosing) -> Result<Closing, PartsError> {
    let place = format!("closing {:?}", raw.en.chars().take(40).collect::<String>());
    let sentence = alike(&place, [vec![raw.fr], vec![raw.de], vec![raw.en]])?;
    match single(sentence) {
        Some(sentence) => Ok(Closing {
            kinds: raw.kinds,
            technical: raw.technical,
            sentence,
        }),
        None => fault(place, "needs one sentence a language".into()),
    }
}

fn single(sentences: [Vec<Template>; 3]) -> Option<[Template; 3]> {
    let [fr, de, en] = sentences.map(|list| list.into_iter().next());
    Some([fr?, de?, en?])
}

/// Parses the sentences of three languages and checks that they are as many, with the same slots.
fn alike(place: &str, texts: [Vec<String>; 3]) -> Result<[Vec<Template>; 3], PartsError> {
    let mut shapes = Vec::new();
    let mut parsed: [Vec<Template>; 3] = Default::default();
    for ((language, lines), out) in LANGUAGES.iter().zip(&texts).zip(&mut parsed) {
        let mut shape = [0; super::template::CHOICES];
        for line in lines {
            let template = Template::parse(line).map_err(|fault| PartsError::Slot {
                place: format!("{place}, {language}"),
                fault,
            })?;
            for (all, own) in shape.iter_mut().zip(template.shape()) {
                *all = own.max(*all);
            }
            out.push(template);
        }
        shapes.push((lines.len(), shape));
    }
    if shapes.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(PartsError::Slot {
            place: place.to_owned(),
            fault: format!("sentences and wordings by slot differ between fr, de and en: {shapes:?}"),
        });
    }
    Ok(parsed)
}
