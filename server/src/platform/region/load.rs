//! Reads a pack file by file and checks what refers to something else. Faults name the file and the field.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use arc_swap::ArcSwap;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::model::{
    Bounds, Chamber, City, Credit, Division, Estimate, Localized, Reconfirm, Register, River, ShelfLife, Territory,
};
use super::places::{Ground, Places, stored};
use super::{Region, calendar, concepts, nace, postal, shapes};
use crate::platform::built;
use crate::platform::texts::Locale;

/// The pack of this repository.
static REGION: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../regions/greater-region");

/// Where a pack is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The pack built into the binary.
    Embedded,
    /// A folder of the same shape; `map.json` and `places.tsv` may lie beside its files, else the built-in ones serve.
    Folder(PathBuf),
}

/// What is wrong with a pack.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file cannot be read.
    #[error("region pack: {file} cannot be read: {reason}")]
    File {
        /// Its name within the pack.
        file: String,
        /// Why.
        reason: String,
    },
    /// A file is not what its format says; the reason names line and field.
    #[error("region pack: {file} is not as README.md of the pack says: {reason}")]
    Syntax {
        /// Its name within the pack.
        file: String,
        /// Why.
        reason: String,
    },
    /// A value cannot be.
    #[error("region pack: {file}: {field}: {reason}")]
    Field {
        /// Its name within the pack.
        file: String,
        /// The field, with the code of the entry.
        field: String,
        /// Why.
        reason: String,
    },
}

impl LoadError {
    pub(super) fn field(file: &str, field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Field {
            file: file.to_owned(),
            field: field.into(),
            reason: reason.into(),
        }
    }

    pub(super) fn syntax(file: &str, reason: impl ToString) -> Self {
        Self::Syntax {
            file: file.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl Source {
    /// The text of a file of the pack.
    pub(super) fn read(&self, file: &str) -> Result<String, LoadError> {
        let fault = |reason: String| LoadError::File {
            file: file.to_owned(),
            reason,
        };
        match self {
            Source::Embedded => {
                let found = REGION.get_file(file).and_then(|found| found.contents_utf8());
                found
                    .map(str::to_owned)
                    .ok_or_else(|| fault("it is not in the binary".to_owned()))
            }
            Source::Folder(folder) => {
                std::fs::read_to_string(folder.join(file)).map_err(|error| fault(error.to_string()))
            }
        }
    }

    /// A file of the pack's folder, else what `web/` built for the pack of the binary.
    fn read_or(&self, file: &str, built: &str) -> Result<String, LoadError> {
        match self {
            Source::Folder(folder) if folder.join(file).exists() => self.read(file),
            _ => Ok(built.to_owned()),
        }
    }

    pub(super) fn toml<R: DeserializeOwned>(&self, file: &str) -> Result<R, LoadError> {
        toml::from_str(&self.read(file)?).map_err(|error| LoadError::syntax(file, error))
    }
}

impl Region {
    /// The files of the pack's folder `demo`, by their path in it: the parts of fictional organisations.
    ///
    /// # Errors
    /// When a file of a pack on disk cannot be read.
    pub fn demo_parts(folder: Option<&Path>) -> Result<BTreeMap<String, String>, LoadError> {
        let mut parts = BTreeMap::new();
        match folder {
            None => embedded(REGION.get_dir("demo"), &mut parts),
            Some(folder) => on_disk(&folder.join("demo"), Path::new(""), &mut parts)?,
        }
        Ok(parts)
    }
}

fn embedded(folder: Option<&Dir<'_>>, parts: &mut BTreeMap<String, String>) {
    let Some(folder) = folder else { return };
    for file in folder.files() {
        let path = file.path().strip_prefix("demo").unwrap_or(file.path());
        if let Some(text) = file.contents_utf8() {
            parts.insert(path.display().to_string(), text.to_owned());
        }
    }
    for inner in folder.dirs() {
        embedded(Some(inner), parts);
    }
}

fn on_disk(root: &Path, inner: &Path, parts: &mut BTreeMap<String, String>) -> Result<(), LoadError> {
    let folder = root.join(inner);
    let fault = |error: std::io::Error| LoadError::File {
        file: folder.display().to_string(),
        reason: error.to_string(),
    };
    for entry in std::fs::read_dir(&folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let path = inner.join(entry.file_name());
        if entry.path().is_dir() {
            on_disk(root, &path, parts)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(entry.path()).map_err(fault)?;
            parts.insert(path.display().to_string(), text);
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionFile {
    code: String,
    name: Localized,
    languages: Vec<Locale>,
    time_zone: String,
    bounds: Bounds,
    estimate: Estimate,
    outside: OutsideEntry,
    country_names: BTreeMap<String, Localized>,
    territory: Vec<Territory>,
}

#[derive(Deserialize)]
struct OutsideEntry {
    name: Localized,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChambersFile {
    chamber: Vec<Chamber>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NaceFile {
    division: Vec<Division>,
    rev2: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistersFile {
    shelf_life_months: ShelfLife,
    #[serde(default)]
    reconfirm: Reconfirm,
    register: Vec<Register>,
    #[serde(default)]
    credit: Vec<Credit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RiversFile {
    river: Vec<River>,
    city: Vec<City>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExonymsFile {
    place: Vec<Exonym>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exonym {
    canonical: String,
    names: Vec<String>,
}

/// Reads all of a pack but its pages.
pub(super) fn region(source: Source) -> Result<Region, LoadError> {
    let file: RegionFile = source.toml("region.toml")?;
    let chambers: ChambersFile = source.toml("chambers.toml")?;
    let nace: NaceFile = source.toml("nace.toml")?;
    let registers: RegistersFile = source.toml("registers.toml")?;
    let rivers: RiversFile = source.toml("rivers.toml")?;
    let exonyms: ExonymsFile = source.toml("exonyms.toml")?;
    check_region(&file)?;
    check_chambers(&chambers.chamber, &file.territory)?;
    unique(
        "registers.toml",
        "register",
        registers.register.iter().map(|register| register.code.as_str()),
    )?;
    check_decay(&registers)?;
    let zone = calendar::Zone::named(&file.time_zone)?;
    let calendars = calendar::Calendars::new(zone, source.toml(calendar::FILE)?, &file.territory)?;
    let postal = postal::Index::new(&file.territory)?;
    let rev2 = nace::Bridge::new(&nace.division, nace.rev2)?;
    let map = shapes::MapShapes::parse(&source.read_or("map.json", built::MAP)?)?;
    map.check(&file.territory)?;
    let exonyms: Vec<Vec<String>> = exonyms.place.into_iter().map(group).collect();
    let places = places(&source, None, &file.territory, &map, &exonyms)?;
    let named = exonyms.iter().flatten().map(String::as_str);
    let concepts = concepts::Concepts::new(source.toml(concepts::FILE)?, named)?;
    Ok(Region {
        code: file.code,
        name: file.name,
        languages: file.languages,
        zone,
        calendars,
        concepts,
        bounds: file.bounds,
        estimate: file.estimate,
        outside: file.outside.name,
        country_names: file.country_names,
        territories: file.territory,
        chambers: chambers.chamber,
        divisions: nace.division,
        registers: registers.register,
        credits: registers.credit,
        shelf_life: registers.shelf_life_months,
        reconfirm: registers.reconfirm,
        rivers: rivers.river,
        cities: rivers.city,
        exonyms,
        map,
        source,
        postal,
        places: ArcSwap::from_pointee(places),
        rev2,
    })
}

/// The places of the pack or the binary; in the place of either kind what that folder of data keeps.
pub(super) fn places(
    source: &Source,
    data: Option<&Path>,
    territories: &[Territory],
    map: &shapes::MapShapes,
    exonyms: &[Vec<String>],
) -> Result<Places, LoadError> {
    let file = "places.tsv";
    let packed = source.read_or(file, built::PLACES)?;
    let kept = data.map(stored::kept).transpose()?.unwrap_or_default();
    let of = |kind| kept.iter().find(|kept| kept.provenance.kind == kind);
    let named = match of(stored::Kind::Names) {
        Some(kept) => stored::named("places/names.tsv", kept.lines())?,
        None => stored::named(file, packed.lines().skip(1))?,
    };
    let coded = match of(stored::Kind::Codes) {
        Some(kept) => stored::coded("places/codes.tsv", kept.lines())?,
        None => Vec::new(),
    };
    let ground = Ground {
        territories,
        map,
        exonyms,
    };
    let mut places = Places::build(ground, &named, &coded);
    places.provenance = kept.iter().map(|kept| kept.provenance.clone()).collect();
    Ok(places)
}

/// All names of one place, the canonical one first and no other twice.
fn group(place: Exonym) -> Vec<String> {
    let mut names = vec![place.canonical];
    for name in place.names {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A century is enough for any value, and no sum of months leaves the calendar.
const MONTHS: std::ops::RangeInclusive<u32> = 1..=1200;

fn check_decay(file: &RegistersFile) -> Result<(), LoadError> {
    let fault = |field: &str, reason: &str| Err(LoadError::field("registers.toml", field, reason));
    let life = &file.shelf_life_months;
    let classes = [life.register, life.attested, life.declared];
    let fields = life.fields.values();
    let fields = fields.flat_map(|field| [field.register, field.attested, field.declared].into_iter().flatten());
    let registers = file.register.iter().map(|register| register.shelf_life_months);
    if !classes
        .into_iter()
        .chain(fields)
        .chain(registers)
        .all(|months| MONTHS.contains(&months))
    {
        return fault("shelf_life_months", "between 1 and 1200 months");
    }
    let days = &file.reconfirm.days_before;
    if days.is_empty() || days.len() > 9 || days.last() == Some(&0) || !days.is_sorted_by(|one, next| one > next) {
        return fault(
            "reconfirm.days_before",
            "one to nine numbers of days, each smaller than the one before",
        );
    }
    if file.reconfirm.link_days == 0 {
        return fault("reconfirm.link_days", "a link is good for a day at least");
    }
    Ok(())
}

fn check_region(file: &RegionFile) -> Result<(), LoadError> {
    let fault = |field: &str, reason: &str| Err(LoadError::field("region.toml", field, reason));
    if file.languages.is_empty() {
        return fault("languages", "at least one language is needed");
    }
    if file.territory.is_empty() || file.territory.len() > 100 {
        return fault("territory", "between 1 and 100 territories are needed");
    }
    if file.bounds.south >= file.bounds.north || file.bounds.west >= file.bounds.east {
        return fault("bounds", "south lies below north and west before east");
    }
    unique(
        "region.toml",
        "territory",
        file.territory.iter().map(|territory| territory.code.as_str()),
    )?;
    for territory in &file.territory {
        let field = |name: &str| format!("territory {}.{name}", territory.code);
        if territory.code == super::OUTSIDE {
            return fault(&field("code"), "this code means what no territory claims");
        }
        if !file.country_names.contains_key(&territory.country) {
            return fault(&field("country"), "country_names lacks it");
        }
        for (name, point) in [("label", territory.label), ("seat.point", territory.seat.point)] {
            if !(-90.0..=90.0).contains(&point.lat) || !(-180.0..=180.0).contains(&point.lon) {
                return fault(&field(name), "latitude comes first, both in degrees");
            }
        }
    }
    Ok(())
}

fn check_chambers(chambers: &[Chamber], territories: &[Territory]) -> Result<(), LoadError> {
    let file = "chambers.toml";
    unique(file, "chamber", chambers.iter().map(|chamber| chamber.code.as_str()))?;
    for chamber in chambers {
        let fault = |field: &str, reason: String| {
            Err(LoadError::field(
                file,
                format!("chamber {}.{field}", chamber.code),
                reason,
            ))
        };
        if !territories.iter().any(|territory| territory.code == chamber.territory) {
            return fault(
                "territory",
                format!("no territory {:?} in region.toml", chamber.territory),
            );
        }
        if chamber.languages.is_empty() {
            return fault("languages", "at least one language is needed".to_owned());
        }
        if !chamber.website.starts_with("https://") && !chamber.website.starts_with("http://") {
            return fault("website", format!("{:?} is no address of the web", chamber.website));
        }
    }
    Ok(())
}

fn unique<'a>(file: &str, kind: &str, codes: impl Iterator<Item = &'a str>) -> Result<(), LoadError> {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !seen.insert(code) {
            return Err(LoadError::field(file, format!("{kind} {code}"), "it occurs twice"));
        }
    }
    Ok(())
}
