//! Which firms of the commercial register's part A are natural persons. It holds sole traders,
//! partnerships and a few bodies of public law side by side, and only the name tells them apart.

/// The rule by which a firm is known to be a natural person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The addition a sole trader must have (HGB section 19 (1) no. 1): `e.K.`, `e.Kfm.`, `e.Kfr.`
    SoleTrader,
    /// An owner is named, and no company is behind the word: `Radio Lauster, Inh. F. Lauster`.
    OwnerNamed,
    /// Nothing in the name speaks of a company. A partnership had to show that it is one, also
    /// before the additions of 1998; what shows nothing is one person: `Heinrich Biermann`.
    NoCompany,
}

impl Rule {
    pub(crate) const ALL: [Self; 3] = [Self::SoleTrader, Self::OwnerNamed, Self::NoCompany];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::SoleTrader => "sole_trader",
            Self::OwnerNamed => "owner_named",
            Self::NoCompany => "no_company",
        }
    }
}

/// Forms as whole words, in lower case and without stops.
const FORMS: [&str; 34] = [
    "ag",
    "bv",
    "cie",
    "co",
    "comp",
    "compagnie",
    "eg",
    "ev",
    "ewiv",
    "gbr",
    "gmbh",
    "inc",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "ltd",
    "mbb",
    "mbh",
    "nv",
    "ohg",
    "partg",
    "partner",
    "partners",
    "plc",
    "sa",
    "sagl",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
    "ug",
];

/// Parts of words that only companies, cooperatives, foundations and public bodies have.
const BODIES: [&str; 22] = [
    "gesellschaft",
    "genossenschaft",
    "stiftung",
    "sparkasse",
    "stadtwerk",
    "gemeindewerk",
    "wasserwerk",
    "eigenbetrieb",
    "kurbetrieb",
    "wirtschaftsbetrieb",
    "zweckverband",
    "öffentlichen rechts",
    "städtisch",
    "kommunal",
    "landkreis",
    "gemeinde",
    "konsortium",
    "syndikat",
    "aktienverein",
    "kirche",
    "versicherungsverein",
    "kommandit",
];

/// Signs and words of more than one person. `und` also stands in `An- und Verkauf`, so a name with
/// it is not plainly that of one person, and stays.
const SEVERAL: [&str; 15] = [
    "&",
    "+",
    "und",
    "u",
    "gebr",
    "gebrüder",
    "gebrueder",
    "geschwister",
    "geschw",
    "söhne",
    "sohn",
    "tochter",
    "erben",
    "nachf",
    "nachfolger",
];

/// The rule that makes `name`, which stands in part A, that of a natural person.
pub(crate) fn rule(name: &str) -> Option<Rule> {
    plain(name).or_else(|| (!of_company(name) && !of_several(name)).then_some(Rule::NoCompany))
}

/// The rules that hold in any register, so also for a former name: those that go by the word.
pub(crate) fn plain(name: &str) -> Option<Rule> {
    if is_sole_trader(name) {
        return Some(Rule::SoleTrader);
    }
    let behind = behind_owner(name)?;
    (!of_company(behind)).then_some(Rule::OwnerNamed)
}

/// `e.K.`, `e. Kfm.`, `eK`, `eingetragene Kauffrau`, but not `EK`.
fn is_sole_trader(name: &str) -> bool {
    let spelled = name.contains("eingetr") && (name.contains("Kauf") || name.contains("kauf"));
    let mut letters = name.char_indices().filter(|(_, c)| *c == 'e').map(|(at, _)| at);
    spelled
        || letters.any(|at| {
            let begins = !name.get(..at).is_some_and(|head| head.ends_with(char::is_alphanumeric));
            begins && name.get(at + 1..).is_some_and(ends_sole_trader)
        })
}

/// What may follow the `e` of a sole trader's addition.
fn ends_sole_trader(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['.', ' ']);
    let Some(rest) = rest.strip_prefix('K') else {
        return false;
    };
    let rest = ["fm", "fr"]
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))
        .unwrap_or(rest);
    !rest.starts_with(char::is_alphanumeric)
}

/// What stands behind `Inh.`, `Inhaber` or `Inhaberin`.
fn behind_owner(name: &str) -> Option<&str> {
    let (at, _) = name.match_indices("Inh").find(|(at, _)| {
        !name
            .get(..*at)
            .is_some_and(|head| head.ends_with(char::is_alphanumeric))
    })?;
    let rest = name.get(at + 3..)?;
    let rest = ["aberin", "aber"]
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .unwrap_or(rest);
    (!rest.starts_with(char::is_alphabetic)).then_some(rest)
}

fn of_company(name: &str) -> bool {
    let name = name.to_lowercase();
    BODIES.iter().any(|body| name.contains(body)) || words(&name).any(|word| FORMS.contains(&word.as_str()))
}

fn of_several(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains(['&', '+']) || words(&name).any(|word| SEVERAL.contains(&word.as_str()) || has_several(&word))
}

/// `Schmidt-Söhne`, `Nachf`.
fn has_several(word: &str) -> bool {
    ["söhne", "gebrüder", "geschwister", "nachfolg"]
        .iter()
        .any(|part| word.contains(part))
}

/// Words without stops, so that `K.G.` and `m.b.H.` are `kg` and `mbh`; glued ones (`HaftungmbH`,
/// `VermietungsKG`) are of their last letters too.
fn words(name: &str) -> impl Iterator<Item = String> {
    let split = |c: char| !(c.is_alphanumeric() || c == '.');
    name.split(split).filter(|word| !word.is_empty()).flat_map(|word| {
        let parts = word
            .split('.')
            .filter(|part| part.chars().count() > 1)
            .map(str::to_owned);
        let joined: String = word.chars().filter(|c| *c != '.').collect();
        let glued = ["gmbh", "mbh", "ohg"]
            .iter()
            .find(|end| joined.ends_with(*end))
            .map(|end| (*end).to_owned());
        parts.chain(glued).chain(std::iter::once(joined)).collect::<Vec<_>>()
    })
}
