//! Opportunities with the field names of the Enterprise Europe Network's partnering database, in and out, so that an adviser can
//! carry one there and back. The network has no open format of exchange: names and values are as its pages write them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Content, Ipr, Partnership, Size, Stage, Type};
use super::queries::{By, Public};
use super::vocabulary;
use crate::platform::clock::day;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// A profile as the network's pages name its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[schema(as = EenProfile)]
pub struct Profile {
    /// POD Reference: here the address of the opportunity's id.
    pub pod_reference: String,
    /// Profile type: `Business offer`, `Business request`, `Technology offer`, `Technology request`,
    /// `Research & Development Request`; or their letters BO, BR, TO, TR, RDR.
    pub profile_type: String,
    /// Profile status: `Published`, `Unpublished`.
    pub profile_status: String,
    /// Company's country, here the territory's ISO 3166-1 code.
    pub company_country: String,
    /// Company's name; empty where the opportunity is anonymous.
    pub company_name: String,
    /// Language of the texts: `fr`, `de`, `en`.
    pub language: String,
    /// Title.
    pub title: String,
    /// Short summary.
    pub short_summary: String,
    /// Full description.
    pub full_description: String,
    /// Advantages and innovations.
    pub advantages_and_innovations: String,
    /// Technical specification or expertise sought.
    pub technical_specification_or_expertise_sought: String,
    /// Stage of development.
    pub stage_of_development: String,
    /// IPR status.
    pub ipr_status: String,
    /// Expected role of a partner.
    pub expected_role_of_a_partner: String,
    /// Type and size of partner.
    pub type_and_size_of_partner: Vec<String>,
    /// Type of partnership.
    pub type_of_partnership: Vec<String>,
    /// Technology keywords, here codes of concepts.
    pub technology_keywords: Vec<String>,
    /// Market keywords, here codes of concepts.
    pub market_keywords: Vec<String>,
    /// Targeted countries, here codes of territories.
    pub targeted_countries: Vec<String>,
    /// Sustainable development goals: `Goal 9`.
    pub sustainable_development_goals: Vec<String>,
    /// Deadline: a day.
    pub deadline: String,
    /// Profile published: a day.
    pub profile_published: String,
}

/// The columns of a file, as the network's pages name them.
pub const COLUMNS: [&str; 22] = [
    "POD Reference",
    "Profile type",
    "Profile status",
    "Company's Country",
    "Company's name",
    "Language",
    "Title",
    "Short summary",
    "Full description",
    "Advantages and innovations",
    "Technical specification or expertise sought",
    "Stage of development",
    "IPR Status",
    "Expected role of a partner",
    "Type and size of partner",
    "Type of partnership",
    "Technology keywords",
    "Market keywords",
    "Targeted countries",
    "Sustainable Development goals",
    "Deadline",
    "Profile published",
];

const TYPES: [(Type, &str); 5] = [
    (Type::BusinessOffer, "Business offer"),
    (Type::BusinessRequest, "Business request"),
    (Type::TechnologyOffer, "Technology offer"),
    (Type::TechnologyRequest, "Technology request"),
    (Type::ResearchRequest, "Research & Development Request"),
];
const STAGES: [(Stage, &str); 5] = [
    (Stage::Concept, "Concept stage"),
    (Stage::InDevelopment, "Under development"),
    (Stage::LabTested, "Lab tested"),
    (Stage::Demonstrable, "Available for demonstration"),
    (Stage::OnTheMarket, "Already on the market"),
];
const IPRS: [(Ipr, &str); 8] = [
    (Ipr::None, "No IPR applied"),
    (Ipr::Secret, "Secret know-how"),
    (Ipr::Applied, "IPR applied but not yet granted"),
    (Ipr::Granted, "IPR granted"),
    (Ipr::Copyright, "Copyright"),
    (Ipr::Design, "Design Rights"),
    (Ipr::Trademark, "Trade Marks"),
    (Ipr::Licensed, "Exclusive Rights"),
];
const PARTNERSHIPS: [(Partnership, &str); 6] = [
    (Partnership::Commercial, "Commercial agreement"),
    (Partnership::Investment, "Investment agreement"),
    (Partnership::Outsourcing, "Outsourcing agreement"),
    (Partnership::Supplier, "Supplier agreement"),
    (Partnership::Research, "Research and development cooperation agreement"),
    (Partnership::Assisted, "Commercial agreement with technical assistance"),
];
const SIZES: [(Size, &str); 7] = [
    (Size::Micro, "SME <=10"),
    (Size::Small, "SME 11-49"),
    (Size::Medium, "SME 50 - 249"),
    (Size::Large, "Big company"),
    (Size::Research, "R&D Institution"),
    (Size::University, "University"),
    (Size::Other, "Other"),
];

fn called<V: Copy + PartialEq>(table: &[(V, &'static str)], value: V) -> String {
    let found = table.iter().find(|(known, _)| *known == value);
    found.map_or_else(String::new, |(_, name)| (*name).to_owned())
}

/// The value with that name, in upper or lower case.
fn read<V: Copy>(table: &[(V, &'static str)], name: &str) -> Option<V> {
    let found = table.iter().find(|(_, known)| known.eq_ignore_ascii_case(name.trim()));
    found.map(|(value, _)| *value)
}

impl Profile {
    /// A published opportunity as a profile.
    #[must_use]
    pub fn of(public: &Public, region: &Region) -> Self {
        let content = &public.content;
        let country = region.territory(&public.territory);
        Self {
            pod_reference: public.id.to_string(),
            profile_type: called(&TYPES, public.kind),
            profile_status: "Published".to_owned(),
            company_country: country.map_or_else(String::new, |one| one.country.clone()),
            company_name: match &public.by {
                By::Organisation(_, name, _) => name.clone(),
                By::Anonymous => String::new(),
            },
            language: public.language.code().to_owned(),
            title: content.title.clone(),
            short_summary: content.summary.clone(),
            full_description: content.description.clone(),
            advantages_and_innovations: content.advantages.clone(),
            technical_specification_or_expertise_sought: content.specification.clone(),
            stage_of_development: content.stage.map_or_else(String::new, |stage| called(&STAGES, stage)),
            ipr_status: content.ipr.map_or_else(String::new, |ipr| called(&IPRS, ipr)),
            expected_role_of_a_partner: content.role.clone(),
            type_and_size_of_partner: content.sizes.iter().map(|one| called(&SIZES, *one)).collect(),
            type_of_partnership: content
                .partnerships
                .iter()
                .map(|one| called(&PARTNERSHIPS, *one))
                .collect(),
            technology_keywords: content.technologies.clone(),
            market_keywords: content.markets.clone(),
            targeted_countries: content.territories.clone(),
            sustainable_development_goals: content.goals.iter().map(|goal| format!("Goal {goal}")).collect(),
            deadline: content.deadline.map_or_else(String::new, |day| day.to_string()),
            profile_published: day(public.published_at).to_string(),
        }
    }

    /// The cells of a row, in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let joined = |values: &[String]| values.join("; ");
        vec![
            self.pod_reference.clone(),
            self.profile_type.clone(),
            self.profile_status.clone(),
            self.company_country.clone(),
            self.company_name.clone(),
            self.language.clone(),
            self.title.clone(),
            self.short_summary.clone(),
            self.full_description.clone(),
            self.advantages_and_innovations.clone(),
            self.technical_specification_or_expertise_sought.clone(),
            self.stage_of_development.clone(),
            self.ipr_status.clone(),
            self.expected_role_of_a_partner.clone(),
            joined(&self.type_and_size_of_partner),
            joined(&self.type_of_partnership),
            joined(&self.technology_keywords),
            joined(&self.market_keywords),
            joined(&self.targeted_countries),
            joined(&self.sustainable_development_goals),
            self.deadline.clone(),
            self.profile_published.clone(),
        ]
    }

    /// What a draft takes over: type, language and what it says. A value this platform has no word for is left out; keywords
    /// may be codes or names in any language.
    #[must_use]
    pub fn read(&self, region: &Region) -> (Type, Option<Locale>, Content) {
        let kind = Type::from_code(self.profile_type.trim()).or_else(|| read(&TYPES, &self.profile_type));
        let keywords = |words: &[String], technology: bool| {
            let found = words
                .iter()
                .filter_map(|word| vocabulary::find(region, word, technology));
            found.collect::<Vec<_>>()
        };
        let goals = self.sustainable_development_goals.iter();
        let goals = goals.filter_map(|goal| goal.trim().trim_start_matches("Goal ").parse().ok());
        let content = Content {
            title: self.title.clone(),
            summary: self.short_summary.clone(),
            description: self.full_description.clone(),
            advantages: self.advantages_and_innovations.clone(),
            specification: self.technical_specification_or_expertise_sought.clone(),
            role: self.expected_role_of_a_partner.clone(),
            stage: read(&STAGES, &self.stage_of_development),
            ipr: read(&IPRS, &self.ipr_status),
            partnerships: self
                .type_of_partnership
                .iter()
                .filter_map(|one| read(&PARTNERSHIPS, one))
                .collect(),
            sizes: self
                .type_and_size_of_partner
                .iter()
                .filter_map(|one| read(&SIZES, one))
                .collect(),
            technologies: keywords(&self.technology_keywords, true),
            markets: keywords(&self.market_keywords, false),
            territories: self
                .targeted_countries
                .iter()
                .filter(|code| region.territory(code).is_some())
                .cloned()
                .collect(),
            goals: goals.collect(),
            deadline: self.deadline.trim().parse().ok(),
        };
        let language = Locale::from_code(self.language.trim());
        (kind.unwrap_or(Type::BusinessOffer), language, content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opportunities::OpportunityId;
    use crate::platform::region::Source;

    #[test]
    fn there_and_back_it_says_the_same() {
        let region = Region::load(Source::Embedded).unwrap();
        let technology = region
            .concepts()
            .all()
            .iter()
            .find(|one| one.kind.code() == "technology")
            .unwrap();
        for (number, kind) in (0_usize..).zip(Type::ALL) {
            let public = Public {
                id: OpportunityId(uuid::Uuid::from_u128(7)),
                version: 3,
                kind: *kind,
                territory: "LU".into(),
                by: By::Anonymous,
                interest: true,
                language: Locale::De,
                version_of: None,
                content: Content {
                    title: "Sensoren; \"für\" Brücken".into(),
                    summary: "s".into(),
                    description: "d\n\nd".into(),
                    advantages: "a".into(),
                    specification: "x".into(),
                    role: "r".into(),
                    stage: Stage::ALL.get(number).copied(),
                    ipr: Ipr::ALL.get(number).copied(),
                    partnerships: Partnership::ALL[number..].to_vec(),
                    sizes: Size::ALL[number..].to_vec(),
                    technologies: vec![technology.code.clone()],
                    markets: Vec::new(),
                    territories: vec!["LU".into(), "SAR".into()],
                    goals: vec![9, 13],
                    deadline: chrono::NaiveDate::from_ymd_opt(2027, 3, 1),
                },
                published_at: 1_795_521_600_000_000,
                expires_at: 1_827_057_600_000_000,
                changed_at: 1_795_521_600_000_000,
            };
            let profile = Profile::of(&public, &region);
            assert_eq!(profile.company_name, "");
            let said = serde_json::to_string(&profile).unwrap();
            let again: Profile = serde_json::from_str(&said).unwrap();
            assert_eq!(again.read(&region), (*kind, Some(Locale::De), public.content));
            assert_eq!(profile.cells().len(), COLUMNS.len());
        }
    }

    #[test]
    fn what_has_no_word_here_is_left_out() {
        let region = Region::load(Source::Embedded).unwrap();
        let profile = Profile {
            profile_type: "TR".into(),
            stage_of_development: "Somehow".into(),
            targeted_countries: vec!["Atlantis".into()],
            technology_keywords: vec!["no such thing at all".into()],
            sustainable_development_goals: vec!["Goal x".into()],
            ..Profile::default()
        };
        let (kind, language, content) = profile.read(&region);
        assert_eq!(
            (kind, language, content),
            (Type::TechnologyRequest, None, Content::default())
        );
    }
}
