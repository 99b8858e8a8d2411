//! Sentences with slots. `{1:oak|beech}` takes one of several wordings, the same one in every language;
//! `{name}` and the like are filled by value. In French, `de` and `que` before a vowel are elided.

use super::chance::Chance;

/// Values that can stand in a sentence.
pub(super) const VALUES: [&str; 6] = ["name", "place", "year", "staff", "in", "other"];

/// The most slots with wordings a text may have.
pub(super) const CHOICES: usize = 4;

/// A sentence, taken apart once when the parts are loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Choice(usize, Vec<String>),
    Value(usize),
}

/// What fills the slots of one organisation in one language, in the order of [`VALUES`].
#[derive(Clone, Debug, Default)]
pub(super) struct Filling<'a> {
    /// Texts by value.
    pub(super) values: [&'a str; VALUES.len()],
    /// Which wording of which numbered slot.
    pub(super) choices: [usize; CHOICES],
    /// Whether French elision applies.
    pub(super) french: bool,
}

/// Draws the wordings of one organisation.
pub(super) fn choices(chance: &mut Chance) -> [usize; CHOICES] {
    std::array::from_fn(|_| chance.place(60))
}

impl Template {
    /// Takes a sentence apart.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, behind) = after
                .split_once('}')
                .ok_or_else(|| format!("the slot {{{after} has no end; write {{…}}"))?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(piece(slot)?);
            rest = behind;
        }
        if rest.contains('}') {
            return Err(format!("a brace is closed and never opened in {rest:?}"));
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// Number of wordings by numbered slot, 0 where there is no such slot.
    pub(super) fn shape(&self) -> [usize; CHOICES] {
        let mut shape = [0; CHOICES];
        for piece in &self.0 {
            if let Piece::Choice(slot, wordings) = piece
                && let Some(count) = shape.get_mut(*slot)
            {
                *count = wordings.len();
            }
        }
        shape
    }

    /// Whether the sentence is filled with one of [`VALUES`].
    pub(super) fn speaks_of(&self, value: &str) -> bool {
        let place = VALUES.iter().position(|name| *name == value);
        let own = |piece: &Piece| matches!(piece, Piece::Value(own) if Some(*own) == place);
        self.0.iter().any(own)
    }

    /// The sentence with its slots filled.
    pub(super) fn fill(&self, filling: &Filling<'_>, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Choice(slot, wordings) => {
                    let chosen = filling.choices.get(*slot).copied().unwrap_or(0);
                    let place = chosen.checked_rem(wordings.len()).unwrap_or(0);
                    push(out, wordings.get(place).map_or("", String::as_str), filling);
                }
                Piece::Value(value) => {
                    push(out, filling.values.get(*value).copied().unwrap_or(""), filling);
                }
            }
        }
    }
}

fn piece(slot: &str) -> Result<Piece, String> {
    if let Some(value) = VALUES.iter().position(|name| *name == slot) {
        return Ok(Piece::Value(value));
    }
    let unknown = || {
        format!(
            "nothing fills {{{slot}}}; known are {} and {{1:…|…}}",
            VALUES.join(", ")
        )
    };
    let (number, wordings) = slot.split_once(':').ok_or_else(unknown)?;
    let number: usize = number.parse().map_err(|_| unknown())?;
    let wordings: Vec<String> = wordings.split('|').map(str::to_owned).collect();
    if !(1..=CHOICES).contains(&number) || wordings.len() < 2 || wordings.iter().any(|w| w.trim().is_empty()) {
        return Err(format!(
            "{{{slot}}} needs a number from 1 to {CHOICES} and two wordings or more, none empty"
        ));
    }
    Ok(Piece::Choice(number - 1, wordings))
}

/// Appends a filling, eliding a French `de`, `que`, `le` or `la` before it.
fn push(out: &mut String, text: &str, filling: &Filling<'_>) {
    let vowel = text
        .chars()
        .next()
        .and_then(|first| first.to_lowercase().next())
        .is_some_and(|first| "aeiouyàâéèêëîïôœùûü".contains(first));
    if filling.french && vowel {
        for article in ["de ", "De ", "que ", "Que "] {
            if out.ends_with(article) && ends_a_word(out, article) {
                out.truncate(out.len() - 2);
                out.push('’');
                break;
            }
        }
    }
    out.push_str(text);
}

/// Whether the article at the end is a word of its own.
fn ends_a_word(out: &str, article: &str) -> bool {
    let before = out.strip_suffix(article).and_then(|rest| rest.chars().last());
    before.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, name: &str, french: bool) -> String {
        let mut out = String::new();
        let filling = Filling {
            values: [name, "Metz", "2020", "7", "", ""],
            choices: [1, 0, 0, 0],
            french,
        };
        Template::parse(text).unwrap().fill(&filling, &mut out);
        out
    }

    #[test]
    fn slots_are_filled_and_french_elides() {
        assert_eq!(
            filled("{name} scie {1:du pin|du hêtre}.", "Chesna", true),
            "Chesna scie du hêtre."
        );
        assert_eq!(
            filled("La ligne de {name} attend.", "Oscila", true),
            "La ligne d’Oscila attend."
        );
        assert_eq!(
            filled("Le code de {name} attend.", "Lignia", true),
            "Le code de Lignia attend."
        );
        assert_eq!(filled("Le monde {name}", "Oscila", true), "Le monde Oscila");
        assert_eq!(filled("the line of {name}", "Oscila", false), "the line of Oscila");
    }

    #[test]
    fn faults_name_the_slot() {
        for text in ["{nom}", "{1:one}", "{9:a|b}", "{1:a|}", "open {name", "shut }"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
        assert!(Template::parse("{nom}").unwrap_err().contains("{nom}"));
    }
}
