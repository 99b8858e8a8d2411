//! A form as data: what is known already, what is asked, how it is asked. One template writes all of it.

/// Something the registers know, and what is asked beside it.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Shown and not asked again.
    pub known: Vec<Known>,
    /// Words of a fold around the inputs: they are only for who knows better.
    pub fold: Option<String>,
    /// Whether the fold is open: something is wrong in it, or was typed.
    pub open: bool,
    /// What is asked.
    pub inputs: Vec<Input>,
}

/// A value of a register.
#[derive(Debug)]
pub(super) struct Known {
    pub label: String,
    pub value: String,
    /// What was verified of it.
    pub check: Option<String>,
    /// Name and date of the register.
    pub source: Option<String>,
}

/// Something that is asked.
#[derive(Debug, Default)]
pub struct Input {
    /// Name in the form, and the id of its control.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// How to answer.
    pub hint: Option<String>,
    /// Whether it may stay empty though others may not.
    pub optional: bool,
    /// Language of what is typed, where it is not the page's.
    pub lang: Option<String>,
    /// What was said.
    pub value: String,
    /// Longest value in characters, where people may come near to it.
    pub limit: Option<usize>,
    /// How it is asked.
    pub what: What,
    /// What stands in another window, where it differs.
    pub other: Option<String>,
    /// The text it is a version of, and its language.
    pub original: Option<(String, String)>,
    /// Set where a version's original has changed since: the words of the check that it still holds.
    pub stale: Option<(String, String)>,
}

/// How it is asked.
#[derive(Debug, Default)]
pub enum What {
    /// One line: the input's type and what a browser may fill in.
    Line(&'static str, &'static str),
    /// A short line.
    Short(&'static str, &'static str),
    /// So many lines.
    Area(usize),
    /// One of these.
    Radio(Vec<Choice>),
    /// Some of these.
    Checks(Vec<Choice>),
    /// One of these groups' entries.
    Select(Vec<(String, Vec<Choice>)>),
    /// Yes or no.
    Tick,
    /// Only said.
    #[default]
    Nothing,
}

/// Something that can be chosen.
#[derive(Debug)]
pub struct Choice {
    /// Its value.
    pub code: String,
    /// Its words.
    pub name: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

impl Input {
    /// Ids of what describes it.
    #[must_use]
    pub fn described(&self, wrong: bool) -> String {
        let parts = [
            self.hint.as_ref().map(|_| format!("{}-hint", self.name)),
            wrong.then(|| format!("{}-error", self.name)),
            self.other.as_ref().map(|_| format!("{}-other", self.name)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Whether it is a group of controls, with a legend instead of a label.
    #[must_use]
    pub const fn is_group(&self) -> bool {
        matches!(self.what, What::Radio(_) | What::Checks(_))
    }

    /// What would be read aloud of it: for telling two windows apart.
    pub(super) fn shown(&self) -> String {
        let chosen = |choices: &[Choice]| {
            let names = choices
                .iter()
                .filter(|choice| choice.chosen)
                .map(|choice| choice.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        match &self.what {
            What::Radio(choices) | What::Checks(choices) => chosen(choices),
            What::Select(groups) => groups.iter().map(|(_, choices)| chosen(choices)).collect(),
            _ => self.value.clone(),
        }
    }
}
