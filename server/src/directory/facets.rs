//! The facets of the directory: which there are, their values as numbers of the index, and what is chosen by default.

use search::{Definition, Facet as IndexFacet, Filter};

use crate::organisations::model::{Age, Kind, LegalStatus, OUTSIDE, Standing};
use crate::platform::access::Scope;
use crate::platform::region::Region;

/// The code of "not stated" in an address.
pub const UNSTATED: &str = "unstated";
/// The code that lifts what is chosen by default.
pub const ALL: &str = "all";

/// A facet; its place is its number in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Territories of the seat and of each open establishment.
    Territory,
    /// What it is.
    Kind,
    /// Languages it works in.
    Language,
    /// NACE 2.1 division of its main activity.
    Nace,
    /// How it stands to the platform.
    Standing,
    /// Whether it lives.
    Status,
    /// How old what is known of it is.
    Age,
}

/// The place of "everybody may see it", which no reader chooses.
const PUBLIC: usize = 7;

/// Languages an organisation can work in; any other counts as the last.
pub const LANGUAGES: [&str; 6] = ["fr", "de", "en", "lb", "nl", "other"];

impl Facet {
    /// All of them, in the order of the index.
    pub const ALL: [Self; 7] = [
        Self::Territory,
        Self::Kind,
        Self::Language,
        Self::Nace,
        Self::Standing,
        Self::Status,
        Self::Age,
    ];

    /// The name in addresses and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Territory => "territory",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Nace => "nace",
            Self::Standing => "standing",
            Self::Status => "status",
            Self::Age => "age",
        }
    }

    /// The facet with that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.code() == code)
    }

    /// Its number in the index.
    #[must_use]
    pub const fn number(self) -> usize {
        match self {
            Self::Territory => 0,
            Self::Kind => 1,
            Self::Language => 2,
            Self::Nace => 3,
            Self::Standing => 4,
            Self::Status => 5,
            Self::Age => 6,
        }
    }

    /// Whether an organisation may leave it open.
    #[must_use]
    pub const fn can_be_unstated(self) -> bool {
        matches!(self, Self::Kind | Self::Language | Self::Nace)
    }

    /// The codes of its values in the order of the index.
    #[must_use]
    pub fn codes(self, region: &Region) -> Vec<String> {
        let own = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        match self {
            Self::Territory => {
                let inside = region.territories.iter().map(|territory| territory.code.clone());
                inside.chain([OUTSIDE.to_owned()]).collect()
            }
            Self::Kind => Kind::ALL.iter().map(|kind| kind.code().to_owned()).collect(),
            Self::Language => own(&LANGUAGES),
            Self::Nace => region.divisions.iter().map(|division| division.code.clone()).collect(),
            Self::Standing => Standing::ALL
                .iter()
                .map(|standing| standing.code().to_owned())
                .collect(),
            Self::Status => LegalStatus::ALL.iter().map(|status| status.code().to_owned()).collect(),
            Self::Age => Age::ALL.iter().map(|age| age.code().to_owned()).collect(),
        }
    }

    /// The codes that hold where nothing is chosen; empty: all of them. Ceased ones, those outside the region and those whose
    /// core facts are all stale stay out of sight until asked for, and so do companies that are only registered.
    #[must_use]
    pub fn default_codes(self, region: &Region) -> Vec<String> {
        let all_but = |left_out: &str| self.codes(region).into_iter().filter(|code| code != left_out).collect();
        match self {
            Self::Territory => all_but(OUTSIDE),
            Self::Standing => vec![Standing::Listed.code().to_owned(), Standing::Member.code().to_owned()],
            Self::Status => all_but(LegalStatus::Ceased.code()),
            Self::Age => all_but(Age::Stale.code()),
            Self::Kind | Self::Language | Self::Nace => Vec::new(),
        }
    }

    /// The codes `all` stands for; empty: no filter. Suspended and withdrawn ones are never listed.
    fn all_codes(self) -> Vec<String> {
        match self {
            Self::Standing => [Standing::Registered, Standing::Listed, Standing::Member]
                .iter()
                .map(|standing| standing.code().to_owned())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The filter of the index for the chosen codes. `None`: no filter.
    #[must_use]
    pub fn filter(self, region: &Region, chosen: &[String]) -> Option<Filter> {
        let codes = match chosen {
            [] => self.default_codes(region),
            [only] if only == ALL => self.all_codes(),
            some => some.to_vec(),
        };
        if codes.is_empty() {
            return None;
        }
        let numbers = codes.iter().filter_map(|code| self.position(region, code));
        let mut filter = Filter::any(self.number(), numbers.filter_map(|number| u8::try_from(number).ok()));
        filter.not_stated = codes.iter().any(|code| code == UNSTATED);
        Some(filter)
    }

    /// The number of a code; `u8::MAX`, not stated, where it is none. Asked for each facet of each document.
    #[must_use]
    pub fn value(self, region: &Region, code: Option<&str>) -> u8 {
        let number = code.and_then(|code| self.position(region, code));
        number.and_then(|number| u8::try_from(number).ok()).unwrap_or(u8::MAX)
    }

    /// Place of a code in [`Facet::codes`].
    fn position(self, region: &Region, code: &str) -> Option<usize> {
        match self {
            Self::Territory => region.territory_index(code),
            Self::Kind => Kind::ALL.iter().position(|kind| kind.code() == code),
            Self::Language => LANGUAGES.iter().position(|language| *language == code),
            Self::Nace => region.divisions.iter().position(|division| division.code == code),
            Self::Standing => Standing::ALL.iter().position(|standing| standing.code() == code),
            Self::Status => LegalStatus::ALL.iter().position(|status| status.code() == code),
            Self::Age => Age::ALL.iter().position(|age| age.code() == code),
        }
    }
}

/// What the index is made for.
#[must_use]
pub fn definition(region: &Region) -> Definition {
    let mut facets: Vec<IndexFacet> = Facet::ALL
        .into_iter()
        .map(|facet| {
            let values = facet.codes(region).len();
            let make = if matches!(facet, Facet::Territory | Facet::Language) {
                IndexFacet::many
            } else {
                IndexFacet::one
            };
            make(facet.code().to_owned(), values)
        })
        .collect();
    facets.push(IndexFacet::one("public".to_owned(), 2));
    Definition {
        facets,
        synonyms: region.exonyms.clone(),
    }
}

/// What a scope lets through, as filters of the index that no count lifts.
#[must_use]
pub fn scope_filters(scope: &Scope) -> Vec<Filter> {
    if scope.public_only() {
        vec![Filter::any(PUBLIC, [1])]
    } else {
        Vec::new()
    }
}
