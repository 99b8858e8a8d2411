//! When two values say the same though they are not written the same.

use search::fold as words;

/// Legal forms say how a company is made, not which one it is.
const FORMS: [&str; 22] = [
    "sa", "sarl", "sas", "sasu", "eurl", "sprl", "srl", "bv", "nv", "asbl", "vzw", "scrl", "gmbh", "ug", "ag", "kg",
    "ohg", "gbr", "ev", "eg", "sci", "snc",
];

/// The same name but for case, accents, punctuation and the legal form.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    let bare = |text: &str| -> Vec<String> {
        let all = words(text);
        let kept: Vec<String> = all
            .iter()
            .filter(|word| !FORMS.contains(&word.as_str()))
            .cloned()
            .collect();
        if kept.is_empty() { all } else { kept }
    };
    bare(one) == bare(other)
}

/// The same words in any order: addresses are written in many.
#[must_use]
pub fn same_words(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut all = words(text);
        all.retain(|word| !["https", "http", "www"].contains(&word.as_str()));
        all.sort_unstable();
        all
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_only_a_form_is_compared_as_it_is() {
        assert!(same_name("UG", "ug") && !same_name("UG", "AG"));
    }
}
