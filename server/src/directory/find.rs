//! Answering: the index finds ids within the scope, rows come by id, facets with their counts, the next page sealed.

use std::time::{Duration, Instant};

use search::{After, SearchError, Why};
use uuid::Uuid;

use super::Directory;
use super::asked::Asked;
use super::facets::{ALL, Facet, UNSTATED};
use crate::organisations::queries::{Summary, summaries};
use crate::platform::access::{self, Action, Actor, Scope};
use crate::platform::database::Database;
use crate::platform::region::Region;
use crate::platform::web::{Cursor, Detail, Error, filter_hash};

/// An answer of the directory.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there are in all.
    pub total: u64,
    /// The hits of this page with what was found where.
    pub hits: Vec<Hit>,
    /// Every facet with its values.
    pub facets: Vec<FacetCounts>,
    /// Words that were read otherwise: as typed, as searched.
    pub corrected: Vec<(String, String)>,
    /// The sealed position of the next page.
    pub next: Option<String>,
    /// How long it took.
    pub took: Duration,
}

/// A hit.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The organisation.
    pub row: Summary,
    /// Which word was found where.
    pub why: Vec<Why>,
    /// How well it fits; only comparable within one answer.
    pub score: f32,
}

/// The values of a facet and how many hits have each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which.
    pub facet: Facet,
    /// Code, count, whether chosen; in the order of the region.
    pub values: Vec<(String, u64, bool)>,
}

impl From<SearchError> for Error {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::TooLong { .. } | SearchError::TooManyWords { .. } => {
                Self::Malformed(Detail::new("directory-query-too-long"))
            }
            SearchError::After => Self::Malformed(Detail::new("directory-cursor")),
            SearchError::Limit { .. } | SearchError::TooManyFilters | SearchError::BBox => {
                Self::Malformed(Detail::new("directory-query"))
            }
            other => Self::busy(anyhow::Error::new(other)),
        }
    }
}

impl Directory {
    /// Answers a question within a scope.
    ///
    /// # Errors
    /// `malformed` for unknown codes, a forged cursor or too long a text; `unavailable` when index or database are.
    pub async fn find(&self, scope: &Scope, database: &Database, secret: &[u8], asked: &Asked) -> Result<Found, Error> {
        let begun = Instant::now();
        let region = self.region();
        asked.check(region)?;
        let filters = filter_hash(&asked.first_page().query_string());
        let mut query = asked.query(region, scope);
        if let Some(cursor) = &asked.cursor {
            let bytes = Cursor::open(cursor, secret, &filters)?;
            query.after = Some(After::from_bytes(&bytes)?);
        }
        let limit = query.limit;
        let answer = self.index().search(&query)?;
        let ids: Vec<Uuid> = answer.hits.iter().map(|hit| Uuid::from_bytes(hit.id)).collect();
        let rows = summaries(scope, database, &ids).await?;
        let next = answer.hits.last().filter(|_| answer.hits.len() == limit);
        let next = next.map(|hit| Cursor::seal(&hit.after.to_bytes(), secret, &filters));
        let facets = Facet::ALL.into_iter().zip(&answer.counts);
        let facets = facets
            .map(|(facet, counts)| facet_counts(facet, region, asked, counts))
            .collect();
        // A row that went between index and database is simply missing; the others keep their order.
        let mut found = answer.hits.into_iter().map(|hit| (Uuid::from_bytes(hit.id), hit));
        let hits = rows
            .into_iter()
            .filter_map(|row| {
                let (_, hit) = found.by_ref().find(|(id, _)| *id == row.id.0)?;
                Some(Hit {
                    row,
                    why: hit.why,
                    score: hit.score,
                })
            })
            .collect();
        Ok(Found {
            total: answer.total,
            hits,
            facets,
            corrected: answer.corrected.unwrap_or_default(),
            next,
            took: begun.elapsed(),
        })
    }
}

fn facet_counts(facet: Facet, region: &Region, asked: &Asked, counts: &[u64]) -> FacetCounts {
    let chosen = |code: &str| asked.of(facet).iter().any(|other| other == code);
    let mut codes = facet.codes(region);
    if facet.can_be_unstated() {
        // The index counts what is not stated behind the last value.
        codes.push(UNSTATED.to_owned());
    }
    let values = codes.into_iter().zip(counts.iter().copied());
    FacetCounts {
        facet,
        values: values
            .map(|(code, count)| (code.clone(), count, chosen(&code)))
            .collect(),
    }
}

impl Directory {
    /// Organisations of every standing whose name or text is like this: what might be the same.
    ///
    /// # Errors
    /// `unavailable` when index or database are.
    pub async fn alike(&self, database: &Database, name: &str, limit: usize) -> Result<Vec<Summary>, Error> {
        let mut asked = Asked {
            text: name.chars().take(100).collect(),
            limit: Some(limit),
            ..Asked::default()
        };
        for facet in [Facet::Standing, Facet::Territory, Facet::Status, Facet::Age] {
            asked = asked.choosing(facet, &[ALL]);
        }
        let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
        let answer = self.index().search(&asked.query(self.region(), &scope))?;
        let ids: Vec<Uuid> = answer.hits.iter().map(|hit| Uuid::from_bytes(hit.id)).collect();
        Ok(summaries(&scope, database, &ids).await?)
    }
}

impl Directory {
    /// Organisations of the default search in which any of these terms occurs, each with the places of those that did; those
    /// with most of them first. A term that occurs nowhere finds nothing, however like another it is.
    ///
    /// # Errors
    /// `unavailable` when index or database are.
    pub async fn any_of(
        &self,
        database: &Database,
        terms: &[String],
        limit: usize,
    ) -> Result<Vec<(Summary, Vec<usize>)>, Error> {
        let mut found: Vec<(Uuid, Vec<usize>, f32)> = Vec::new();
        for (place, term) in terms.iter().enumerate() {
            for hit in self.with_term(term, None, limit * 2)?.hits {
                let id = Uuid::from_bytes(hit.id);
                match found.iter_mut().find(|(other, ..)| *other == id) {
                    Some((_, places, score)) => {
                        places.push(place);
                        *score += hit.score;
                    }
                    None => found.push((id, vec![place], hit.score)),
                }
            }
        }
        found.sort_by(|one, other| {
            let most = other.1.len().cmp(&one.1.len());
            most.then(other.2.total_cmp(&one.2)).then(one.0.cmp(&other.0))
        });
        found.truncate(limit);
        let ids: Vec<Uuid> = found.iter().map(|(id, ..)| *id).collect();
        let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
        let rows = summaries(&scope, database, &ids).await?;
        let mut found = found.into_iter();
        let with = |row: Summary| {
            let (_, places, _) = found.by_ref().find(|(id, ..)| *id == row.id.0)?;
            Some((row, places))
        };
        Ok(rows.into_iter().filter_map(with).collect())
    }

    /// How many organisations of a territory have a term in the default search.
    ///
    /// # Errors
    /// `unavailable` when the index is.
    pub fn count(&self, territory: &str, term: &str) -> Result<u64, Error> {
        Ok(self.with_term(term, Some(territory), 1)?.total)
    }

    fn with_term(&self, term: &str, territory: Option<&str>, limit: usize) -> Result<search::Answer, Error> {
        let mut asked = Asked {
            // The space behind it: a whole word, not the beginning of one.
            text: format!("{} ", term.chars().take(100).collect::<String>()),
            limit: Some(limit),
            ..Asked::default()
        };
        if let Some(territory) = territory {
            asked = asked.choosing(Facet::Territory, &[territory]);
        }
        let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
        let mut query = asked.query(self.region(), &scope);
        query.counts = false;
        let answer = self.index().search(&query)?;
        Ok(match answer.corrected {
            // Read as another word: not what was written.
            Some(_) => search::Answer::default(),
            None => answer,
        })
    }
}
