//! What was declared beside what the register says: agrees, differs, missing. An adviser looks at what differs first.

use crate::organisations::dossier::Dossier;
use crate::organisations::{Value, same_name, same_words};

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same but for case, accents, punctuation and the legal form.
    Agrees,
    /// Both say something, and not the same.
    Differs,
    /// Only the register says something.
    NotDeclared,
    /// Only the applicant does.
    NotRegistered,
}

impl Verdict {
    /// The stable code: of the message and the style.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::NotDeclared => "not_declared",
            Self::NotRegistered => "not_registered",
        }
    }
}

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Code of the field.
    pub field: &'static str,
    /// What was declared.
    pub declared: String,
    /// What the register says.
    pub register: String,
    /// How they stand to each other.
    pub verdict: Verdict,
}

/// What a register knows, as far as it can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// Names, the shown one first.
    pub names: Vec<String>,
    /// Canonical numbers.
    pub numbers: Vec<String>,
    /// The seat on one line.
    pub seat: String,
    /// Values by field: founded, activity, website, mail, phone.
    pub values: Vec<(&'static str, String)>,
}

impl Registered {
    /// Values of a register among all that is known.
    #[must_use]
    pub fn of(values: &[Value], numbers: Vec<String>, seat: String) -> Self {
        let by_register = |value: &&Value| value.class == crate::organisations::model::Class::Register;
        let names = values.iter().filter(by_register).filter(|value| value.field == "name");
        let others = values
            .iter()
            .filter(by_register)
            .filter(|value| FURTHER.contains(&value.field));
        Self {
            names: names.map(|value| value.value.clone()).collect(),
            numbers,
            seat,
            values: others.map(|value| (value.field, value.value.clone())).collect(),
        }
    }
}

/// Fields after name, number and seat that both sides may state.
const FURTHER: [&str; 5] = ["activity", "website", "email", "phone", "employees"];

/// The comparison, in the order of the page; fields neither side states are left out.
#[must_use]
pub fn compare(dossier: &Dossier, registered: &Registered) -> Vec<Compared> {
    let number = dossier
        .number
        .as_ref()
        .map(|number| number.value.clone())
        .unwrap_or_default();
    let mut lines = vec![
        line("name", &dossier.name, &registered.names, same_name),
        line("identity", &number, &registered.numbers, |a, b| a == b),
        line(
            "seat",
            &dossier.seat.on_one_line(),
            std::slice::from_ref(&registered.seat),
            same_words,
        ),
    ];
    for field in FURTHER {
        let said = dossier.facts.iter().find(|said| said.field == field);
        let known: Vec<String> = registered
            .values
            .iter()
            .filter(|(code, _)| *code == field)
            .map(|(_, value)| value.clone())
            .collect();
        // An activity in words and a code of a nomenclature are not compared by letters: the adviser reads both.
        let same = if field == "activity" {
            |_: &str, _: &str| true
        } else {
            same_words
        };
        lines.push(line(field, said.map_or("", |said| said.value.as_str()), &known, same));
    }
    lines.into_iter().flatten().collect()
}

fn line(field: &'static str, declared: &str, known: &[String], same: fn(&str, &str) -> bool) -> Option<Compared> {
    let known: Vec<&String> = known.iter().filter(|value| !value.trim().is_empty()).collect();
    let declared = declared.trim();
    let found = known.iter().find(|value| same(declared, value));
    let verdict = match (declared.is_empty(), known.is_empty(), found) {
        (true, true, _) => return None,
        (true, false, _) => Verdict::NotDeclared,
        (false, true, _) => Verdict::NotRegistered,
        (false, false, Some(_)) => Verdict::Agrees,
        (false, false, None) => Verdict::Differs,
    };
    let register = found.or(known.first()).map_or("", |value| value.as_str());
    Some(Compared {
        field,
        declared: declared.to_owned(),
        register: register.to_owned(),
        verdict,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisations::dossier::{Number, Said, Seat};

    fn dossier(name: &str, street: &str) -> Dossier {
        Dossier {
            name: name.into(),
            number: Some(Number {
                scheme: "be_enterprise".into(),
                value: "0765218251".into(),
            }),
            seat: Seat {
                street: street.into(),
                postal_code: "6900".into(),
                municipality: "Marche".into(),
                country: "BE".into(),
            },
            facts: vec![Said {
                field: "website".into(),
                value: "https://www.ardenne.example/".into(),
                ..Said::default()
            }],
            ..Dossier::default()
        }
    }

    fn registered() -> Registered {
        Registered {
            names: vec!["ARDENNE ROBOTICS".into()],
            numbers: vec!["0765218251".into()],
            seat: "Rue de la Station 3, 6900 Marche, BE".into(),
            values: vec![
                ("website", "ardenne.example".into()),
                ("phone", "+32 84 00 00 00".into()),
            ],
        }
    }

    #[test]
    fn an_adviser_sees_what_differs() {
        let lines = compare(&dossier("Ardenne Robotics SRL", "Rue du Parc 12"), &registered());
        let found: Vec<_> = lines.iter().map(|line| (line.field, line.verdict)).collect();
        assert_eq!(
            found,
            [
                ("name", Verdict::Agrees),
                ("identity", Verdict::Agrees),
                ("seat", Verdict::Differs),
                ("website", Verdict::Agrees),
                ("phone", Verdict::NotDeclared),
            ]
        );
        let same = compare(&dossier("Ardenne-Robotics", "Station 3, rue de la"), &registered());
        assert!(same.iter().all(|line| line.verdict != Verdict::Differs), "{same:?}");
    }

    #[test]
    fn one_no_register_knows() {
        let lines = compare(&dossier("Neu", "Weg 1"), &Registered::default());
        assert!(lines.iter().all(|line| line.verdict == Verdict::NotRegistered));
    }
}
