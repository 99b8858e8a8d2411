//! Filters: codes of a list each, in one order, so that the same search is the same text. A search says whether a young company
//! fits, and whether a change of one concerns it.

use crate::investors::model::{BAND, Band, PURPOSE, Purpose, STAGE, Stage};
use crate::organisations::model::Kind;

/// What is looked for; each field narrows further, the values of one widen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Start-ups, SMEs; both where nothing is said.
    pub kinds: Vec<Kind>,
    /// How far they have come.
    pub stages: Vec<Stage>,
    /// Codes of the territory of the seat.
    pub territories: Vec<String>,
    /// NACE 2.1 divisions of the main activity.
    pub divisions: Vec<String>,
    /// How much they look for; for professional investors.
    pub bands: Vec<Band>,
    /// What for; for professional investors.
    pub purposes: Vec<Purpose>,
}

/// What a search looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub kind: Option<Kind>,
    /// How far it has come.
    pub stage: Option<Stage>,
    /// Code of the territory of its seat.
    pub territory: String,
    /// NACE 2.1 division of its main activity.
    pub division: Option<String>,
    /// How much it looks for.
    pub band: Option<Band>,
    /// What for.
    pub purpose: Option<Purpose>,
}

fn has<V: PartialEq>(asked: &[V], value: Option<&V>) -> bool {
    asked.is_empty() || value.is_some_and(|value| asked.contains(value))
}

fn tidy<V: Ord>(values: &mut Vec<V>) {
    values.sort_unstable();
    values.dedup();
}

impl Search {
    /// The same in its one order.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy(&mut self.kinds);
        tidy(&mut self.stages);
        tidy(&mut self.territories);
        tidy(&mut self.divisions);
        tidy(&mut self.bands);
        tidy(&mut self.purposes);
        self
    }

    /// Whether nothing is asked for in particular.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it looks at what only professional investors may know.
    #[must_use]
    pub const fn is_for_professionals(&self) -> bool {
        !self.bands.is_empty() || !self.purposes.is_empty()
    }

    /// Name and code of each filter.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut add = |name, code: &str| pairs.push((name, code.to_owned()));
        self.kinds.iter().for_each(|one| add("kind", one.code()));
        self.stages.iter().for_each(|one| add(STAGE, one.code()));
        self.territories.iter().for_each(|code| add("territory", code));
        self.divisions.iter().for_each(|code| add("nace", code));
        self.bands.iter().for_each(|one| add(BAND, one.code()));
        self.purposes.iter().for_each(|one| add(PURPOSE, one.code()));
        pairs
    }

    /// As an address and a row keep it.
    #[must_use]
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.pairs())
            .finish()
    }

    /// Reads what [`Search::query`] wrote; what this version does not know is left out.
    #[must_use]
    pub fn of_query(query: &str) -> Self {
        let mut search = Self::default();
        for (name, code) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "kind" => search.kinds.extend(Kind::from_code(&code)),
                STAGE => search.stages.extend(Stage::from_code(&code)),
                "territory" => search.territories.push(code.into_owned()),
                "nace" => search.divisions.push(code.into_owned()),
                BAND => search.bands.extend(Band::from_code(&code)),
                PURPOSE => search.purposes.extend(Purpose::from_code(&code)),
                _ => {}
            }
        }
        search.tidy()
    }

    /// Whether a young company fits.
    #[must_use]
    pub fn fits(&self, one: &Facts) -> bool {
        has(&self.kinds, one.kind.as_ref())
            && has(&self.stages, one.stage.as_ref())
            && has(&self.territories, Some(&one.territory))
            && has(&self.divisions, one.division.as_ref())
            && has(&self.bands, one.band.as_ref())
            && has(&self.purposes, one.purpose.as_ref())
    }
}

impl Facts {
    /// The same as it was when a field said something else; of a field no search looks at nothing changes.
    fn when(&self, field: &str, code: Option<&str>) -> Self {
        let mut then = self.clone();
        match field {
            "kind" => then.kind = code.and_then(Kind::from_code),
            STAGE => then.stage = code.and_then(Stage::from_code),
            BAND => then.band = code.and_then(Band::from_code),
            PURPOSE => then.purpose = code.and_then(Purpose::from_code),
            _ => {}
        }
        then
    }
}

/// Whether a change concerns a search: what changed fits it now, or did before.
#[must_use]
pub fn concerns(search: &Search, now: &Facts, (field, before): (&str, Option<&str>)) -> bool {
    search.fits(now) || search.fits(&now.when(field, before))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::*;

    fn some<W: Copy + std::fmt::Debug + 'static>(of: &'static [W]) -> impl Strategy<Value = Vec<W>> {
        subsequence(of, 0..=of.len()).prop_map(|found| found.to_vec())
    }

    fn searches() -> impl Strategy<Value = Search> {
        (
            some(&[Kind::Startup, Kind::Sme]),
            some(Stage::ALL),
            prop::collection::vec("[A-Z]{2,3}", 0..3),
            prop::collection::vec("[0-9]{2}", 0..3),
            some(Band::ALL),
            some(Purpose::ALL),
        )
            .prop_map(|(kinds, stages, territories, divisions, bands, purposes)| {
                let search = Search {
                    kinds,
                    stages,
                    territories,
                    divisions,
                    bands,
                    purposes,
                };
                search.tidy()
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(search in searches()) {
            prop_assert_eq!(Search::of_query(&search.query()), search);
        }

        #[test]
        fn another_filter_never_finds_more(search in searches(), stage in prop::sample::select(Stage::ALL)) {
            let one = Facts { stage: Some(stage), kind: Some(Kind::Startup), ..Facts::default() };
            let wider = Search { stages: Vec::new(), ..search.clone() };
            prop_assert!(!search.fits(&one) || wider.fits(&one));
        }
    }

    fn company() -> Facts {
        Facts {
            kind: Some(Kind::Startup),
            stage: Some(Stage::Market),
            territory: "LU".into(),
            division: Some("62".into()),
            band: Some(Band::Large),
            purpose: Some(Purpose::Team),
        }
    }

    #[test]
    fn a_change_concerns_what_fits_now_or_did_before() {
        let stage = |stage| Search {
            stages: vec![stage],
            ..Search::default()
        };
        let now = company();
        for (search, change, told) in [
            (Search::default(), ("name", Some("Alpha")), true),
            (stage(Stage::Market), (STAGE, Some("pilot")), true),
            (stage(Stage::Pilot), (STAGE, Some("pilot")), true),
            (stage(Stage::Idea), (STAGE, Some("pilot")), false),
            (stage(Stage::Pilot), ("name", Some("Alpha")), false),
            (stage(Stage::Pilot), (STAGE, None), false),
        ] {
            assert_eq!(concerns(&search, &now, change), told, "{search:?} {change:?}");
        }
        let elsewhere = Search {
            territories: vec!["SAR".into()],
            ..stage(Stage::Pilot)
        };
        assert!(!concerns(&elsewhere, &now, (STAGE, Some("pilot"))));
    }

    #[test]
    fn what_nobody_said_fits_no_filter() {
        let silent = Facts {
            territory: "LU".into(),
            ..Facts::default()
        };
        assert!(Search::default().fits(&silent));
        for filters in ["kind=startup", "stage=idea", "nace=62", "band=1m_3m", "purpose=team"] {
            assert!(!Search::of_query(filters).fits(&silent), "{filters}");
        }
    }
}
