//! What a reader asks the directory for, as it stands in the address: every filter, the order, the view, the page.

use search::{BBox, Query, Sort};

use super::facets::{ALL, Facet, UNSTATED, scope_filters};
use crate::platform::access::Scope;
use crate::platform::region::Region;
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Result};

/// Hits of a page where nothing is said.
pub const PAGE: usize = 20;
/// Most hits of a page.
pub const MOST: u64 = 200;

/// The question of a reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Words.
    pub text: String,
    /// Chosen codes by facet, in the order of [`Facet::ALL`].
    pub chosen: [Vec<String>; 7],
    /// The order of the hits; none: by relevance where there are words, else by name.
    pub sort: Option<Order>,
    /// List or table.
    pub table: bool,
    /// South, west, north, east of the part of the map.
    pub bbox: Option<[f32; 4]>,
    /// Sealed position of the page.
    pub cursor: Option<String>,
    /// Hits of a page.
    pub limit: Option<usize>,
}

/// An order of the hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What fits best.
    Relevance,
    /// By name, as the language sorts.
    Name,
    /// What was listed last.
    Newest,
    /// What was confirmed last.
    Age,
}

impl Order {
    /// All, in the order of the choice.
    pub const ALL: [Self; 4] = [Self::Relevance, Self::Name, Self::Newest, Self::Age];

    /// The word in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Name => "name",
            Self::Newest => "newest",
            Self::Age => "age",
        }
    }

    /// The order with that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == code)
    }
}

impl FromPairs for Asked {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut asked = Self {
            text: pairs.one("q")?.unwrap_or_default().trim().to_owned(),
            ..Self::default()
        };
        for (facet, chosen) in Facet::ALL.into_iter().zip(&mut asked.chosen) {
            *chosen = pairs.many(facet.code());
            chosen.sort_unstable();
            chosen.dedup();
        }
        if let Some(code) = pairs.one("sort")? {
            asked.sort = Some(Order::from_code(&code).ok_or_else(|| refused("sort", &code))?);
        }
        if let Some(view) = pairs.one("view")? {
            asked.table = match view.as_str() {
                "table" => true,
                "list" => false,
                _ => return Err(refused("view", &view)),
            };
        }
        if let Some(text) = pairs.one("bbox")? {
            asked.bbox = Some(parse_box(&text).ok_or_else(|| refused("bbox", &text))?);
        }
        asked.cursor = pairs.one("cursor")?;
        asked.limit = pairs
            .number("limit", 1..=MOST)?
            .and_then(|limit| usize::try_from(limit).ok());
        Ok(asked)
    }
}

fn refused(name: &'static str, value: &str) -> Error {
    let value: String = value.chars().take(40).collect();
    Error::Malformed(
        Detail::new("directory-unknown-value")
            .with("name", name)
            .with("value", value),
    )
}

/// `west,south,east,north` in degrees, as GeoJSON has it; kept as south, west, north, east.
pub(super) fn parse_box(text: &str) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = text
        .split(',')
        .map(|number| number.trim().parse().ok())
        .collect::<Option<_>>()?;
    let [west, south, east, north] = numbers.try_into().ok()?;
    let fits = west <= east
        && south <= north
        && west.abs() <= 180.0
        && east.abs() <= 180.0
        && south.abs() <= 90.0
        && north.abs() <= 90.0;
    fits.then_some([south, west, north, east])
}

impl Asked {
    /// Refuses codes the region does not have.
    ///
    /// # Errors
    /// `malformed` with facet and code.
    pub fn check(&self, region: &Region) -> Result<()> {
        for (facet, chosen) in Facet::ALL.into_iter().zip(&self.chosen) {
            let known = facet.codes(region);
            let fits = |code: &String| {
                known.contains(code)
                    || (code == UNSTATED && facet.can_be_unstated())
                    || (code == ALL && chosen.len() == 1)
            };
            if let Some(code) = chosen.iter().find(|code| !fits(code)) {
                return Err(refused(facet.code(), code));
            }
        }
        Ok(())
    }

    /// The chosen codes of a facet.
    #[must_use]
    pub fn of(&self, facet: Facet) -> &[String] {
        self.chosen.get(facet.number()).map_or(&[], Vec::as_slice)
    }

    /// What is chosen of a facet, or follows from another: who asks for all registered companies means those outside too.
    pub(super) fn in_force(&self, facet: Facet) -> &[String] {
        let chosen = self.of(facet);
        let all = self.of(Facet::Standing);
        if facet == Facet::Territory && chosen.is_empty() && all == [ALL] {
            all
        } else {
            chosen
        }
    }

    /// The order in force.
    #[must_use]
    pub fn order(&self) -> Order {
        self.sort.unwrap_or(if self.text.is_empty() {
            Order::Name
        } else {
            Order::Relevance
        })
    }

    /// The question for the index.
    #[must_use]
    pub fn query(&self, region: &Region, scope: &Scope) -> Query {
        Query {
            text: self.text.clone(),
            filters: Facet::ALL
                .into_iter()
                .filter_map(|facet| facet.filter(region, self.in_force(facet)))
                .collect(),
            scope: scope_filters(scope),
            bbox: self.bbox.map(|[south, west, north, east]| BBox {
                south,
                west,
                north,
                east,
            }),
            sort: match self.order() {
                Order::Relevance => Sort::Relevance,
                Order::Name => Sort::Name,
                Order::Newest => Sort::Newest,
                Order::Age => Sort::Age,
            },
            limit: self.limit.unwrap_or(PAGE),
            after: None,
            counts: true,
        }
    }

    /// The same question without a place in its pages.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            cursor: None,
            ..self.clone()
        }
    }

    /// With or without one code of a facet.
    #[must_use]
    pub fn toggled(&self, facet: Facet, code: &str) -> Self {
        let mut next = self.first_page();
        if let Some(chosen) = next.chosen.get_mut(facet.number()) {
            if chosen.iter().any(|other| other == code) {
                chosen.retain(|other| other != code);
            } else {
                chosen.retain(|other| other != ALL);
                chosen.push(code.to_owned());
                chosen.sort_unstable();
            }
        }
        next
    }

    /// With exactly these codes of a facet.
    #[must_use]
    pub fn choosing(&self, facet: Facet, codes: &[&str]) -> Self {
        let mut next = self.first_page();
        if let Some(chosen) = next.chosen.get_mut(facet.number()) {
            *chosen = codes.iter().map(|code| (*code).to_owned()).collect();
        }
        next
    }

    /// Name and value of everything that is not as it is by default, in a fixed order; the cursor last.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        for (facet, chosen) in Facet::ALL.into_iter().zip(&self.chosen) {
            pairs.extend(chosen.iter().map(|code| (facet.code(), code.clone())));
        }
        if let Some(sort) = self.sort {
            pairs.push(("sort", sort.code().to_owned()));
        }
        if self.table {
            pairs.push(("view", "table".to_owned()));
        }
        if let Some([south, west, north, east]) = self.bbox {
            pairs.push(("bbox", format!("{west},{south},{east},{north}")));
        }
        if let Some(limit) = self.limit {
            pairs.push(("limit", limit.to_string()));
        }
        if let Some(cursor) = &self.cursor {
            pairs.push(("cursor", cursor.clone()));
        }
        pairs
    }

    /// The query of an address, with its `?`; empty where there is nothing to say.
    #[must_use]
    pub fn query_string(&self) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return String::new();
        }
        let text = form_urlencoded::Serializer::new(String::from("?"))
            .extend_pairs(pairs)
            .finish();
        text.replacen("?&", "?", 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes() {
        assert_eq!(parse_box("6,49,7,50"), Some([49.0, 6.0, 50.0, 7.0]));
        for text in [
            "",
            "1,2,3",
            "7,49,6,50",
            "6,49,7,500",
            "a,b,c,d",
            "NaN,1,2,3",
            "6,49,7,50,1",
        ] {
            assert_eq!(parse_box(text), None, "{text}");
        }
    }

    #[test]
    fn the_address_holds_everything() {
        let mut asked = Asked {
            text: "a & b".into(),
            table: true,
            sort: Some(Order::Age),
            ..Asked::default()
        };
        asked = asked.toggled(Facet::Territory, "SAR").toggled(Facet::Territory, "LOR");
        assert_eq!(
            asked.query_string(),
            "?q=a+%26+b&territory=LOR&territory=SAR&sort=age&view=table"
        );
        assert_eq!(asked.toggled(Facet::Territory, "LOR").of(Facet::Territory), ["SAR"]);
        assert_eq!(Asked::default().query_string(), "");
    }
}
