//! People of the demonstration: one for each way of using the platform, with a link that signs them in.

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

use super::error::PartsError;
use crate::accounts::demo::{DemoPerson, make};
use crate::accounts::{self, PersonId};
use crate::chambers;
use crate::platform::access::{Actor, Assurance, Level, Mandate, Purpose, Role, Standing};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

const FILE: &str = "people.toml";
/// Of those behind the cases: nobody signs in as one of them, they are there to be asked and told.
const APPLICANT: &str = "applicant";

/// The file of people as the pack has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cast {
    /// Codes of the chambers that operate in the demonstration; the first one's desk is filled.
    pub chambers: Vec<String>,
    person: Vec<Entry>,
    /// What they wrote, by what it is for and the code of its language.
    said: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    role: String,
    name: String,
    mail: String,
    language: String,
    /// The chamber a neighbour advises.
    chamber: Option<String>,
}

/// Somebody of the demonstration.
#[derive(Clone, Debug)]
pub struct Player {
    /// What they are there for: `founder`, `adviser` …
    pub role: String,
    /// Their account.
    pub id: PersonId,
    /// How they are called.
    pub name: String,
    /// Of their letters.
    pub language: Locale,
    mandates: Vec<(String, Mandate)>,
}

impl Player {
    /// Whether they hold a mandate in a chamber.
    #[must_use]
    pub fn holds(&self, chamber: &str) -> bool {
        self.mandates.iter().any(|(code, _)| code == chamber)
    }

    /// They at work, signed in with two factors just now.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let standing = Standing {
            mandates: self.mandates.clone(),
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        };
        Actor::person(self.id.0, standing)
    }
}

impl Cast {
    /// Reads the file among the parts of the demonstration.
    ///
    /// # Errors
    /// When it is missing or has another shape.
    pub fn load(files: &BTreeMap<String, String>) -> Result<Self, PartsError> {
        let text = files
            .get(FILE)
            .ok_or_else(|| PartsError::Missing { file: FILE.into() })?;
        toml::from_str(text).map_err(|error| PartsError::Shape {
            file: FILE.into(),
            error: Box::new(error),
        })
    }

    /// Lets the chambers operate, so that mandates can be given in them and appeals come to them.
    ///
    /// # Errors
    /// When the pack has no such chamber, or the database refuses.
    pub async fn open(&self, journal: &Journal, region: &Region) -> anyhow::Result<()> {
        let actor = Actor::system(Purpose::Demo);
        for code in &self.chambers {
            if chambers::find_operating(journal.database().reader(), code)
                .await?
                .is_none()
            {
                chambers::add(journal, region, &actor, code, None, None).await?;
            }
        }
        Ok(())
    }

    /// What somebody wrote, in a language; nothing where the pack has no such text.
    #[must_use]
    pub fn said(&self, what: &str, language: Locale) -> String {
        let texts = self.said.get(what);
        texts
            .and_then(|texts| texts.get(language.code()))
            .cloned()
            .unwrap_or_default()
    }

    /// Makes everybody who signs in and is not there yet. `owned`: the organisation of the owner, of the investor.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enter(&self, journal: &Journal, owned: [Option<Uuid>; 2]) -> anyhow::Result<Vec<Player>> {
        let mut players = Vec::new();
        for entry in self.person.iter().filter(|entry| entry.role != APPLICANT) {
            players.push(entry.player(journal, self.mandates(entry), owned).await?);
        }
        Ok(players)
    }

    /// Makes those behind the cases who are not there yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn applicants(&self, journal: &Journal) -> anyhow::Result<Vec<Player>> {
        let mut applicants = Vec::new();
        for entry in self.person.iter().filter(|entry| entry.role == APPLICANT) {
            applicants.push(entry.player(journal, Vec::new(), [None; 2]).await?);
        }
        Ok(applicants)
    }

    /// So many moderators more, by turns in all chambers; those that are there already are the same again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn crowd(&self, journal: &Journal, count: usize) -> anyhow::Result<Vec<Player>> {
        let mut players = Vec::new();
        for (place, chamber) in self.chambers.iter().cycle().take(count).enumerate() {
            let entry = Entry {
                role: "crowd".to_owned(),
                name: format!("Moderator {:03}", place + 1),
                mail: format!("moderator-{:03}@crowd.example", place + 1),
                language: "fr".to_owned(),
                chamber: None,
            };
            let mandates = vec![(chamber.clone(), Mandate::Moderator)];
            players.push(entry.player(journal, mandates, [None; 2]).await?);
        }
        Ok(players)
    }

    fn mandates(&self, entry: &Entry) -> Vec<(String, Mandate)> {
        let first = self.chambers.iter().take(1);
        let others = self.chambers.iter().skip(1);
        let all = |chambers: &mut dyn Iterator<Item = &String>, mandate| {
            chambers.map(|code| (code.clone(), mandate)).collect()
        };
        match entry.role.as_str() {
            "adviser" | "colleague" => all(&mut first.clone(), Mandate::Adviser),
            "moderator" => all(&mut first.clone(), Mandate::Moderator),
            "head" => all(&mut first.clone(), Mandate::Head),
            "reviewer" => all(&mut others.clone(), Mandate::Moderator),
            // Nobody accompanies both sides of an introduction: between two of the reviewer's chambers somebody else is needed.
            "neighbour" => all(&mut entry.chamber.iter(), Mandate::Adviser),
            _ => Vec::new(),
        }
    }
}

impl Entry {
    /// Makes them unless they are there.
    async fn player(
        &self,
        journal: &Journal,
        mandates: Vec<(String, Mandate)>,
        owned: [Option<Uuid>; 2],
    ) -> anyhow::Result<Player> {
        let language = Locale::from_code(&self.language).unwrap_or(Locale::Fr);
        let known = accounts::find_by_mail(journal.database().reader(), &self.mail).await?;
        let id = match known {
            Some(person) => person.id,
            None => make(journal, &person(self, language, &mandates, owned)).await?,
        };
        Ok(Player {
            role: self.role.clone(),
            id,
            name: self.name.clone(),
            language,
            mandates,
        })
    }
}

fn person(entry: &Entry, language: Locale, mandates: &[(String, Mandate)], owned: [Option<Uuid>; 2]) -> DemoPerson {
    let [company, fund] = owned;
    let own = match entry.role.as_str() {
        "owner" => company,
        "investor" => fund,
        _ => None,
    };
    DemoPerson {
        name: entry.name.clone(),
        mail: entry.mail.clone(),
        language,
        admin: entry.role == "admin",
        professional: entry.role == "investor",
        memberships: own.into_iter().map(|id| (id, Role::Owner)).collect(),
        mandates: mandates.to_vec(),
    }
}
