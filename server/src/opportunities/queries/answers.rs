//! Who answers already, while somebody writes: organisations of the directory and published opportunities, each with the words
//! that they share with the draft. No percentage: what is the same is said.

use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect};

use super::asked::in_order;
use super::public::{Public, named_with};
use super::{Own, visible};
use crate::directory::Directory;
use crate::opportunities::rules::{Term, terms};
use crate::opportunities::tables::opportunity::Column;
use crate::opportunities::vocabulary;
use crate::organisations::queries::{FEWEST, Summary};
use crate::platform::access::{self, Action, Actor};
use crate::platform::database::Database;
use crate::platform::database::words::needles;
use crate::platform::texts::Locale;
use crate::platform::web::Result;

/// Terms that are looked for: each is a question to the index.
const TERMS: usize = 12;
/// Organisations, and opportunities, that are shown.
const SHOWN: usize = 5;
/// Opportunities that are looked at, the newest of them.
const LOOKED: u64 = 200;

/// What answers a draft.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Published opportunities with the words they share.
    pub opportunities: Vec<(Public, Vec<String>)>,
    /// Organisations with the words they share.
    pub organisations: Vec<(Summary, Vec<String>)>,
}

impl Answers {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.opportunities.is_empty() && self.organisations.is_empty()
    }
}

/// What answers a draft that was read from within. Of an anonymous opportunity a word is not said that fewer than five
/// organisations of its territory have: with the territory it would name one.
///
/// # Errors
/// When index or database are away.
pub async fn answers(database: &Database, directory: &Directory, of: &Own, reader: Locale) -> Result<Answers> {
    let region = directory.region();
    let mut names = Vec::new();
    for code in of.content.concepts() {
        names.extend(vocabulary::name(region, code, reader));
        names.extend(vocabulary::name(region, code, of.language).filter(|_| reader != of.language));
    }
    let terms = terms(&of.content, &names, TERMS);
    if terms.is_empty() {
        return Ok(Answers::default());
    }
    let asked: Vec<String> = terms.iter().map(|term| term.words.join(" ")).collect();
    let found = directory.any_of(database, &asked, SHOWN + 1).await?;
    let others = found.into_iter().filter(|(row, _)| row.id != of.organisation);
    let organisations = others
        .map(|(row, places)| (row, shown(&terms, places.into_iter())))
        .take(SHOWN)
        .collect();
    Ok(Answers {
        organisations,
        opportunities: opportunities(database, directory, of, &terms).await?,
    })
}

fn shown(terms: &[Term], places: impl Iterator<Item = usize>) -> Vec<String> {
    places
        .filter_map(|place| Some(terms.get(place)?.shown.clone()))
        .collect()
}

async fn opportunities(
    database: &Database,
    directory: &Directory,
    of: &Own,
    terms: &[Term],
) -> Result<Vec<(Public, Vec<String>)>> {
    let mut any = Condition::any();
    for term in terms {
        let mut all = Condition::all();
        for needle in needles(&term.words.join(" ")) {
            all = all.add(Column::Words.like(needle));
        }
        any = any.add(all);
    }
    let scope = access::scope(&Actor::guest(), Action::ReadOpportunity);
    let query = visible(&scope)
        .filter(Column::Kind.is_in(of.kind.answers().iter().map(|kind| kind.code())))
        .filter(Column::OrganisationId.ne(of.organisation.0))
        .filter(any)
        .limit(LOOKED);
    let mut found: Vec<(Public, Vec<usize>)> = Vec::new();
    for (public, words) in named_with(database, in_order(query, None)).await? {
        let places: Vec<usize> = (0..terms.len())
            .filter(|place| terms.get(*place).is_some_and(|term| term.is_in(&words)))
            .collect();
        if !places.is_empty() {
            found.push((public, places));
        }
    }
    // Stable: of two that share as much the newer one comes first.
    found.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    found.truncate(SHOWN);
    let mut answers = Vec::new();
    for (public, places) in found {
        let said = match public.is_anonymous() {
            true => many(directory, &public, terms, &places)?,
            false => places,
        };
        answers.push((public, shown(terms, said.into_iter())));
    }
    Ok(answers)
}

/// The terms that enough organisations of its territory have.
fn many(directory: &Directory, public: &Public, terms: &[Term], places: &[usize]) -> Result<Vec<usize>> {
    let mut kept = Vec::new();
    for place in places {
        let Some(term) = terms.get(*place) else { continue };
        if directory.count(&public.territory, &term.words.join(" "))? >= FEWEST {
            kept.push(*place);
        }
    }
    Ok(kept)
}
