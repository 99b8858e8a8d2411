//! The words of a practice: states, grades, preconditions, adoptions, fields and limits, as domain.md has them (after the
//! Interreg Europe database).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::outcomes::OutcomeId;
use crate::platform::clock::DAY;

crate::id_type! {
    /// A practice.
    PracticeId
}

crate::id_type! {
    /// That somebody took a practice up.
    AdoptionId
}

crate::words! {
    /// Where a practice stands.
    State {
        /// Being written; its organisation's alone.
        Draft = "draft",
        /// With the home chamber.
        Submitted = "submitted",
        /// The home chamber finds it good; with the expert of another.
        Validated = "validated",
        /// Everybody sees it.
        Published = "published",
        /// A chamber says what is missing.
        Returned = "returned",
        /// A chamber does not publish it.
        Refused = "refused",
        /// Its organisation took it back.
        Withdrawn = "withdrawn",
        /// Two years after it was taken back.
        Archived = "archived",
    }
}

impl State {
    /// Whether its organisation writes it.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether a chamber must act.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Submitted | Self::Validated)
    }
}

crate::words! {
    /// What a chamber says of a practice.
    Verdict {
        /// It is good: goes on to the expert, or to everybody.
        Good = "good",
        /// Something is missing.
        Returned = "returned",
        /// It is not published.
        Refused = "refused",
    }
}

crate::words! {
    /// What shows that it worked, the weakest first.
    Grade {
        /// Its organisation says so.
        SelfReported = "self_reported",
        /// What was done is counted.
        OutputData = "output_data",
        /// Compared with before, or with others.
        Comparison = "comparison",
        /// Somebody from outside looked at it.
        ExternalEvaluation = "external_evaluation",
    }
}

impl Grade {
    /// Its place in the order: the stronger, the higher.
    #[must_use]
    pub fn rank(self) -> i64 {
        let place = Self::ALL.iter().position(|grade| *grade == self);
        place.and_then(|place| i64::try_from(place).ok()).unwrap_or_default()
    }
}

crate::words! {
    /// What must be there before it can be done elsewhere.
    Need {
        /// A law, a permission.
        Legal = "legal",
        /// A language.
        Language = "language",
        /// Money.
        Money = "money",
    }
}

crate::words! {
    /// What taking it up cost.
    Cost {
        /// Nothing beside people's time.
        Nothing = "nothing",
        /// Below 10,000 euros.
        Tiny = "under_10k",
        /// To 50,000.
        Small = "10k_50k",
        /// To 250,000.
        Middle = "50k_250k",
        /// More.
        Large = "over_250k",
    }
}

crate::words! {
    /// Where an adoption stands.
    AdoptionState {
        /// Said, and not yet confirmed by the adopter.
        Proposed = "proposed",
        /// The adopter says so: it counts.
        Confirmed = "confirmed",
        /// The adopter says it is not so.
        Declined = "declined",
        /// Whoever said it took it back.
        Withdrawn = "withdrawn",
    }
}

crate::words! {
    /// Who says that it was taken up.
    Sayer {
        /// The organisation of the practice.
        Owner = "owner",
        /// The organisation that took it up.
        Adopter = "adopter",
    }
}

/// What must be there in a territory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PracticePrecondition)]
pub struct Precondition {
    /// Code of the territory.
    pub territory: String,
    /// `legal`, `language` or `money`.
    #[schema(value_type = String)]
    pub kind: Need,
    /// In words.
    pub text: String,
}

/// What a practice says. A draft keeps anything, also what is incomplete or too long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[schema(as = PracticeContent)]
pub struct Content {
    /// One line.
    pub title: String,
    /// What it is, in a paragraph.
    pub summary: String,
    /// What was done.
    pub done: String,
    /// What it took: people, money, time.
    pub resources: String,
    /// What shows that it worked.
    pub evidence: String,
    /// What failed, and what was learned.
    pub difficulties: String,
    /// Why it could work elsewhere.
    pub transfer: String,
    /// How strong the evidence is.
    #[schema(value_type = Option<String>)]
    pub grade: Option<Grade>,
    /// Code of the territory where it was done.
    pub territory: String,
    /// And the municipality.
    pub municipality: String,
    /// Since when.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<NaiveDate>,
    /// Until when; none: it goes on.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<NaiveDate>,
    /// What must be there, by territory.
    pub preconditions: Vec<Precondition>,
    /// Organisations that took part: their ids, or the addresses of their pages.
    pub organisations: Vec<String>,
    /// Confirmed outcomes of its organisation.
    #[schema(value_type = Vec<String>)]
    pub outcomes: Vec<OutcomeId>,
    /// The programme it was part of.
    pub programme: String,
    /// Where that can be read.
    pub programme_link: String,
}

crate::words! {
    /// The texts of a practice.
    Text {
        /// One line.
        Title = "title",
        /// A paragraph.
        Summary = "summary",
        /// What was done.
        Done = "done",
        /// What it took.
        Resources = "resources",
        /// What shows it.
        Evidence = "evidence",
        /// What failed.
        Difficulties = "difficulties",
        /// Why it could work elsewhere.
        Transfer = "transfer",
    }
}

impl Text {
    /// Longest in characters.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Title => 100,
            Self::Summary => 600,
            Self::Done => 4000,
            Self::Resources | Self::Evidence | Self::Difficulties | Self::Transfer => 2000,
        }
    }

    /// Shortest in characters.
    #[must_use]
    pub const fn least(self) -> usize {
        match self {
            Self::Title => 10,
            Self::Summary | Self::Difficulties => 40,
            Self::Done => 100,
            Self::Resources | Self::Evidence | Self::Transfer => 20,
        }
    }
}

impl Content {
    /// A text by the name of its field.
    #[must_use]
    pub fn text(&self, field: Text) -> &str {
        match field {
            Text::Title => &self.title,
            Text::Summary => &self.summary,
            Text::Done => &self.done,
            Text::Resources => &self.resources,
            Text::Evidence => &self.evidence,
            Text::Difficulties => &self.difficulties,
            Text::Transfer => &self.transfer,
        }
    }

    /// The same to be written.
    pub const fn text_mut(&mut self, field: Text) -> &mut String {
        match field {
            Text::Title => &mut self.title,
            Text::Summary => &mut self.summary,
            Text::Done => &mut self.done,
            Text::Resources => &mut self.resources,
            Text::Evidence => &mut self.evidence,
            Text::Difficulties => &mut self.difficulties,
            Text::Transfer => &mut self.transfer,
        }
    }

    /// All that people wrote, to be searched and to be cleaned.
    pub fn written_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let preconditions = self.preconditions.iter_mut().map(|one| &mut one.text);
        let texts = [
            &mut self.title,
            &mut self.summary,
            &mut self.done,
            &mut self.resources,
            &mut self.evidence,
            &mut self.difficulties,
            &mut self.transfer,
            &mut self.municipality,
            &mut self.programme,
            &mut self.programme_link,
        ];
        texts.into_iter().chain(preconditions).chain(&mut self.organisations)
    }
}

/// What is said of an adoption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Code of the territory.
    pub territory: String,
    /// The municipality.
    pub municipality: String,
    /// Since when.
    pub since: Option<NaiveDate>,
    /// What was changed.
    pub changed: String,
    /// What it cost.
    pub cost: Option<Cost>,
    /// And in words.
    pub cost_text: String,
    /// What came of it.
    pub result: String,
}

/// What a draft keeps of a text that is too long, so that it can be shortened: in characters.
pub const KEPT_LIMIT: usize = 20_000;
/// Longest municipality in characters.
pub const PLACE_LIMIT: usize = 100;
/// Most preconditions.
pub const PRECONDITIONS: usize = 8;
/// Shortest precondition in characters.
pub const PRECONDITION_LEAST: usize = 10;
/// Longest precondition in characters.
pub const PRECONDITION_LIMIT: usize = 400;
/// Most organisations and outcomes it is linked with.
pub const LINKS: usize = 10;
/// Longest name of a programme in characters.
pub const PROGRAMME_LIMIT: usize = 150;
/// Longest address.
pub const LINK_LIMIT: usize = 500;
/// Drafts of one organisation.
pub const DRAFTS: u64 = 50;
/// Shortest reason in characters.
pub const WHY_LEAST: usize = 20;
/// Longest reason in characters.
pub const WHY_LIMIT: usize = 4000;
/// Shortest text of an adoption in characters.
pub const TAKEN_LEAST: usize = 20;
/// Longest text of an adoption in characters.
pub const TAKEN_LIMIT: usize = 2000;
/// Longest words of a cost in characters.
pub const COST_LIMIT: usize = 300;
/// When one is archived, after it was taken back: microseconds.
pub const ARCHIVE: i64 = 730 * DAY;
