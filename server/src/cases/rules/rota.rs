//! Which chamber looks at a case where the one it is meant for does not operate here; and which one at an appeal: never the first, the one that owes the fewest answers, then the one whose turn is
//! longest ago, then by code, so that everybody can tell why.

/// A chamber that could take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its code.
    pub chamber: String,
    /// Appeals it has not decided yet.
    pub open: u64,
    /// When it last got one, microseconds; never where absent.
    pub last: Option<i64>,
}

/// The code of the chamber whose turn it is; `None` where there is no other.
#[must_use]
pub fn choose<'a>(candidates: &'a [Candidate], first: &str, involved: &[String]) -> Option<&'a str> {
    let free = candidates
        .iter()
        .filter(|candidate| candidate.chamber != first && !involved.contains(&candidate.chamber));
    free.min_by_key(|candidate| (candidate.open, candidate.last, candidate.chamber.as_str()))
        .map(|candidate| candidate.chamber.as_str())
}

/// The chamber that looks at a new case: the one it is meant for, where it operates; else one of its territory; else the first
/// that does, because nobody would ever see it with the others. `here`: code and territory of those that operate.
#[must_use]
pub fn acting<'a>(meant: &'a str, territory: &str, here: &[(&'a str, &str)]) -> &'a str {
    if here.iter().any(|(code, _)| *code == meant) {
        return meant;
    }
    let near = here.iter().find(|(_, of)| *of == territory);
    near.or(here.first()).map_or(meant, |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(chamber: &str, open: u64, last: Option<i64>) -> Candidate {
        Candidate {
            chamber: chamber.to_owned(),
            open,
            last,
        }
    }

    #[test]
    fn never_the_first_and_by_turns() {
        let all = [
            candidate("a", 0, Some(5)),
            candidate("b", 0, Some(3)),
            candidate("c", 1, None),
        ];
        assert_eq!(choose(&all, "b", &[]), Some("a"));
        assert_eq!(choose(&all, "a", &[]), Some("b"));
        assert_eq!(choose(&all, "c", &[]), Some("b"));
        assert_eq!(choose(&all, "b", &["a".to_owned()]), Some("c"));
        assert_eq!(choose(&all[..1], "a", &[]), None);
        let fresh = [candidate("a", 0, Some(5)), candidate("z", 0, None)];
        assert_eq!(choose(&fresh, "b", &[]), Some("z"), "who never had one comes first");
    }

    #[test]
    fn a_case_goes_where_somebody_looks() {
        let here = [("cc-luxembourg", "LU"), ("hwk-saarland", "SAR")];
        assert_eq!(acting("hwk-saarland", "SAR", &here), "hwk-saarland");
        assert_eq!(acting("ihk-saarland", "SAR", &here), "hwk-saarland");
        assert_eq!(acting("cci-vosges", "LOR", &here), "cc-luxembourg");
        assert_eq!(acting("cci-vosges", "LOR", &[]), "cci-vosges");
    }
}
