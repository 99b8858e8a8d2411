//! The files of the parts as they are written, and the way from there to checked parts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::parts::{Closing, LANGUAGES, Territory, Town, Trade, Trio};
use super::template::{CHOICES, Template};
use super::{KINDS, PartsError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TradeFile {
    pub(super) trade: Vec<RawTrade>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTrade {
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
pub(super) struct ClosingFile {
    pub(super) closing: Vec<RawClosing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClosing {
    kinds: Vec<String>,
    #[serde(default)]
    technical: bool,
    fr: String,
    de: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TownFile {
    pub(super) town: Vec<Town>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TerritoryFile {
    pub(super) territory: Vec<Territory>,
}

pub(super) fn fault<T>(place: String, fault: String) -> Result<T, PartsError> {
    Err(PartsError::Value { place, fault })
}

pub(super) fn file<T: DeserializeOwned>(files: &BTreeMap<String, String>, path: &str) -> Result<T, PartsError> {
    let text = files
        .get(path)
        .ok_or_else(|| PartsError::Missing { file: path.to_owned() })?;
    read(path, text)
}

pub(super) fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, PartsError> {
    toml::from_str(text).map_err(|error| PartsError::Shape {
        file: path.to_owned(),
        error: Box::new(error),
    })
}

pub(super) fn trade(raw: RawTrade) -> Result<Trade, PartsError> {
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

pub(super) fn closing(raw: RawClosing) -> Result<Closing, PartsError> {
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
pub(super) fn alike(place: &str, texts: [Vec<String>; 3]) -> Result<[Vec<Template>; 3], PartsError> {
    let mut shapes = Vec::new();
    let mut parsed: [Vec<Template>; 3] = Default::default();
    for ((language, lines), out) in LANGUAGES.iter().zip(&texts).zip(&mut parsed) {
        let mut shape = [0; CHOICES];
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
