//! The words of an opportunity: types, states, fields and limits, as domain.md has them (after the Enterprise Europe Network).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::platform::clock::DAY;

crate::id_type! {
    /// An opportunity.
    OpportunityId
}

crate::words! {
    /// What is offered or looked for.
    Type {
        /// Business offer.
        BusinessOffer = "BO",
        /// Business request.
        BusinessRequest = "BR",
        /// Technology offer.
        TechnologyOffer = "TO",
        /// Technology request.
        TechnologyRequest = "TR",
        /// Research and development request.
        ResearchRequest = "RDR",
    }
}

impl Type {
    /// Whether something is offered: then it says what is better about it, how far it is and whose it is.
    #[must_use]
    pub const fn is_offer(self) -> bool {
        matches!(self, Self::BusinessOffer | Self::TechnologyOffer)
    }

    /// The types that answer it.
    #[must_use]
    pub const fn answers(self) -> &'static [Self] {
        match self {
            Self::BusinessOffer => &[Self::BusinessRequest],
            Self::BusinessRequest => &[Self::BusinessOffer, Self::TechnologyOffer],
            Self::TechnologyOffer => &[Self::TechnologyRequest, Self::BusinessRequest, Self::ResearchRequest],
            Self::TechnologyRequest => &[Self::TechnologyOffer],
            Self::ResearchRequest => &[Self::ResearchRequest, Self::TechnologyOffer],
        }
    }
}

crate::words! {
    /// Where an opportunity stands.
    State {
        /// Being written; its organisation's alone.
        Draft = "draft",
        /// With the chamber, nobody has it yet.
        Submitted = "submitted",
        /// An adviser looks at it.
        UnderReview = "under_review",
        /// Everybody sees it.
        Published = "published",
        /// The chamber says what is missing.
        OnHold = "on_hold",
        /// The chamber does not publish it.
        Rejected = "rejected",
        /// Its time is over.
        Expired = "expired",
        /// Its organisation took it back.
        Withdrawn = "withdrawn",
        /// Two years after it was published.
        Archived = "archived",
    }
}

impl State {
    /// Whether its organisation writes it.
    #[must_use]
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::OnHold)
    }

    /// Whether an adviser must act.
    #[must_use]
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Submitted | Self::UnderReview)
    }
}

crate::words! {
    /// How far what is offered is.
    Stage {
        /// An idea.
        Concept = "concept",
        /// Being developed.
        InDevelopment = "in_development",
        /// Shown to work in a laboratory.
        LabTested = "lab_tested",
        /// Can be shown.
        Demonstrable = "demonstrable",
        /// Sold.
        OnTheMarket = "on_the_market",
    }
}

crate::words! {
    /// Whose it is.
    Ipr {
        /// No right was asked for.
        None = "none",
        /// Known to few.
        Secret = "secret",
        /// A patent was applied for.
        Applied = "applied",
        /// A patent was granted.
        Granted = "granted",
        /// Protected as a work.
        Copyright = "copyright",
        /// Protected as a design.
        Design = "design",
        /// Protected as a mark.
        Trademark = "trademark",
        /// Somebody else's, with the sole right to use it.
        Licensed = "licensed",
    }
}

crate::words! {
    /// What partners would agree on.
    Partnership {
        /// To sell.
        Commercial = "commercial",
        /// To invest.
        Investment = "investment",
        /// To have it done by others.
        Outsourcing = "outsourcing",
        /// To supply.
        Supplier = "supplier",
        /// To research and develop together.
        Research = "rd_cooperation",
        /// To sell with help in its use.
        Assisted = "commercial_assisted",
    }
}

crate::words! {
    /// Which partner is looked for.
    Size {
        /// Up to ten people.
        Micro = "sme_10",
        /// Eleven to 49.
        Small = "sme_49",
        /// Fifty to 249.
        Medium = "sme_249",
        /// 250 and more.
        Large = "large",
        /// A research organisation.
        Research = "research",
        /// A university.
        University = "university",
        /// Another one: an association, a public body.
        Other = "other",
    }
}

crate::words! {
    /// What an adviser gives 0 to 5 for.
    Criterion {
        /// Is there an advantage, and is it said what is better?
        Advantage = "advantage",
        /// Does somebody of the trade understand it?
        Clarity = "clarity",
        /// Is it said who should do what with whom?
        Cooperation = "cooperation",
        /// Is it well written?
        Language = "language",
    }
}

/// What an opportunity says. A draft keeps anything, also what is incomplete or too long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[schema(as = OpportunityContent)]
pub struct Content {
    /// One line.
    pub title: String,
    /// What it is, in a paragraph.
    pub summary: String,
    /// All of it.
    pub description: String,
    /// What is better about it.
    pub advantages: String,
    /// Technical specification, or the expertise that is looked for.
    pub specification: String,
    /// What the partner would do.
    pub role: String,
    /// How far it is.
    #[schema(value_type = Option<String>)]
    pub stage: Option<Stage>,
    /// Whose it is.
    #[schema(value_type = Option<String>)]
    pub ipr: Option<Ipr>,
    /// One to three.
    #[schema(value_type = Vec<String>)]
    pub partnerships: Vec<Partnership>,
    /// Which partners.
    #[schema(value_type = Vec<String>)]
    pub sizes: Vec<Size>,
    /// Codes of technology concepts, at most five.
    pub technologies: Vec<String>,
    /// Codes of market concepts, at most five.
    pub markets: Vec<String>,
    /// Codes of territories in which partners are looked for; none: anywhere.
    pub territories: Vec<String>,
    /// Sustainable development goals, 1 to 17.
    #[schema(value_type = Vec<u32>)]
    pub goals: Vec<u8>,
    /// The last day on which interest can be shown.
    #[schema(value_type = Option<String>, format = Date)]
    pub deadline: Option<NaiveDate>,
}

impl Content {
    /// A text by the name of its field.
    #[must_use]
    pub fn text(&self, field: Text) -> &str {
        match field {
            Text::Title => &self.title,
            Text::Summary => &self.summary,
            Text::Description => &self.description,
            Text::Advantages => &self.advantages,
            Text::Specification => &self.specification,
            Text::Role => &self.role,
        }
    }

    /// The same to be written.
    pub const fn text_mut(&mut self, field: Text) -> &mut String {
        match field {
            Text::Title => &mut self.title,
            Text::Summary => &mut self.summary,
            Text::Description => &mut self.description,
            Text::Advantages => &mut self.advantages,
            Text::Specification => &mut self.specification,
            Text::Role => &mut self.role,
        }
    }

    /// Its texts alone.
    #[must_use]
    pub fn texts(&self) -> Self {
        let mut texts = Self::default();
        for text in Text::ALL {
            self.text(*text).clone_into(texts.text_mut(*text));
        }
        texts
    }

    /// The same with the texts of another.
    #[must_use]
    pub fn saying(mut self, texts: &Self) -> Self {
        for text in Text::ALL {
            texts.text(*text).clone_into(self.text_mut(*text));
        }
        self
    }

    /// All concepts.
    pub fn concepts(&self) -> impl Iterator<Item = &str> {
        self.technologies.iter().chain(&self.markets).map(String::as_str)
    }
}

crate::words! {
    /// The texts of an opportunity.
    Text {
        /// One line.
        Title = "title",
        /// A paragraph.
        Summary = "summary",
        /// All of it.
        Description = "description",
        /// What is better.
        Advantages = "advantages",
        /// Technical specification or expertise.
        Specification = "specification",
        /// What the partner does.
        Role = "role",
    }
}

impl Text {
    /// Longest in characters.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Title => 150,
            Self::Summary => 500,
            Self::Description | Self::Role => 4000,
            Self::Advantages | Self::Specification => 2000,
        }
    }

    /// Shortest in characters where it is asked for.
    #[must_use]
    pub const fn least(self) -> usize {
        match self {
            Self::Title => 10,
            Self::Summary => 40,
            Self::Description => 100,
            Self::Advantages | Self::Specification | Self::Role => 20,
        }
    }
}

/// What a draft keeps of a text that is too long, so that it can be shortened: in characters.
pub const KEPT_LIMIT: usize = 20_000;
/// Most concepts of one kind.
pub const CONCEPTS: usize = 5;
/// Most partnership types.
pub const PARTNERSHIPS: usize = 3;
/// Highest score of a criterion.
pub const SCORE: u8 = 5;
/// How long it is published, and how much longer once more: microseconds.
pub const LIFE: i64 = 365 * DAY;
/// How long before its end its organisation is reminded, and may extend it: microseconds.
pub const REMINDER: i64 = 30 * DAY;
/// When it is archived, after it was published: microseconds.
pub const ARCHIVE: i64 = 730 * DAY;
/// Drafts of one organisation.
pub const DRAFTS: u64 = 50;
/// Shortest text of a hold or a rejection in characters.
pub const WHY_LEAST: usize = 20;
/// Longest text of a review in characters.
pub const WHY_LIMIT: usize = 4000;
