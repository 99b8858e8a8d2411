//! What a chamber and the organisation add to the record: standing, home, texts, figures, and when each was said.

use registers::Record;

use super::chance::Chance;
use super::facts::{self, Story};
use super::generate::{Draft, Lines};
use super::parts::LANGUAGES;
use crate::registry::line::{FactClass, ListedStanding, Listing};

impl Lines<'_> {
    /// The listing of one organisation; two thirds are members, some speak two languages.
    pub(super) fn listing(
        &self,
        draft: &Draft<'_>,
        story: &Story<'_>,
        record: &Record,
        chance: &mut Chance,
    ) -> Listing {
        let standing = if chance.percent(60) {
            ListedStanding::Member
        } else {
            ListedStanding::Listed
        };
        let on = facts::day(self.today, chance).max(draft.founded);
        let bilingual = if draft.home.is_some_and(|home| home.languages.len() > 1) {
            60
        } else {
            28
        };
        let second = (draft.language + 1 + chance.place(2)) % LANGUAGES.len();
        let versions = if chance.percent(bilingual) {
            vec![draft.language, second]
        } else {
            vec![draft.language]
        };
        let mut facts = Vec::new();
        for language in &versions {
            let (summary, description) = story.tell(*language);
            facts.push(facts::fact(
                "summary",
                Some(*language),
                summary,
                FactClass::Declared,
                on,
            ));
            facts.push(facts::fact(
                "description",
                Some(*language),
                description,
                FactClass::Declared,
                on,
            ));
        }
        let class = |chance: &mut Chance| {
            let attested = standing == ListedStanding::Member && chance.percent(40);
            (
                if attested {
                    FactClass::Attested
                } else {
                    FactClass::Declared
                },
                facts::day(self.today, chance).max(draft.founded),
            )
        };
        if let Some(website) = record.websites.first() {
            let (class, on) = class(chance);
            facts.push(facts::fact("website", None, website.clone(), class, on));
        }
        if chance.percent(82) {
            let (class, on) = class(chance);
            facts.push(facts::fact("employees", None, draft.staff.to_string(), class, on));
        }
        let mut languages = versions;
        languages.extend((languages.len() == 1 && chance.percent(60)).then_some(second));
        let earliest = facts.iter().map(|fact| fact.on).min().unwrap_or(on);
        Listing {
            standing,
            kind: draft.kind.to_owned(),
            chamber: chamber(draft, chance),
            languages: languages
                .iter()
                .filter_map(|place| LANGUAGES.get(*place))
                .map(|code| (*code).to_owned())
                .collect(),
            listed_on: facts::before(earliest, chance.below(300)).max(draft.founded),
            facts,
        }
    }
}

/// The chamber of the town; small crafts go to the chamber of crafts where there is one.
fn chamber(draft: &Draft<'_>, chance: &mut Chance) -> String {
    let crafts = draft.home.map_or("", |home| home.crafts.as_str());
    let craft = ["10", "11", "16", "31", "41", "43", "95"]
        .iter()
        .any(|division| draft.trade.nace.starts_with(division));
    if craft && draft.kind == "sme" && !crafts.is_empty() && chance.percent(60) {
        return crafts.to_owned();
    }
    draft.town.chamber.clone()
}
