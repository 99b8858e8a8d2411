//! People among the beneficiaries: farmers, freelances. Kohesio has no mark for them, so a name that
//! could be a person's is one unless a word in it is only said of organisations.

/// Words (lower case, without stops) that no person's name holds. Parts of compounds are in [`PARTS`].
const WORDS: [&str; 120] = [
    "ab",
    "ag",
    "agence",
    "agency",
    "aisbl",
    "amt",
    "as",
    "asbl",
    "association",
    "associazione",
    "bank",
    "banque",
    "bv",
    "caisse",
    "cci",
    "center",
    "centre",
    "centrum",
    "chambre",
    "city",
    "club",
    "cnrs",
    "co",
    "college",
    "collège",
    "comité",
    "comite",
    "commune",
    "communauté",
    "communaute",
    "company",
    "conseil",
    "consortium",
    "coop",
    "cooperative",
    "coopérative",
    "council",
    "crédit",
    "département",
    "departement",
    "direction",
    "ecole",
    "école",
    "earl",
    "entreprise",
    "ets",
    "eurl",
    "ev",
    "e.v",
    "federation",
    "fédération",
    "fondation",
    "fonds",
    "forem",
    "foundation",
    "gaec",
    "gbr",
    "gemeinde",
    "gie",
    "gip",
    "gmbh",
    "groupe",
    "group",
    "handwerkskammer",
    "hospital",
    "hôpital",
    "hochschule",
    "inc",
    "institut",
    "institute",
    "inra",
    "inrae",
    "inserm",
    "kg",
    "kgaa",
    "kreis",
    "land",
    "landkreis",
    "lda",
    "limited",
    "ltd",
    "lycée",
    "lycee",
    "mairie",
    "metropole",
    "métropole",
    "ministerium",
    "ministry",
    "ministère",
    "ministere",
    "mission",
    "musée",
    "nv",
    "office",
    "ohg",
    "oy",
    "parc",
    "plc",
    "préfecture",
    "province",
    "région",
    "region",
    "sa",
    "sarl",
    "sas",
    "scop",
    "se",
    "service",
    "société",
    "societe",
    "spa",
    "srl",
    "stadt",
    "stiftung",
    "syndicat",
    "universität",
    "université",
    "university",
    "verein",
    "ville",
];

/// Beginnings and ends of compound words of organisations.
const PARTS: [&str; 14] = [
    "gesellschaft",
    "verband",
    "universit",
    "ministeri",
    "institut",
    "genossenschaft",
    "kammer",
    "zentrum",
    "werke",
    "technolog",
    "handels",
    "hochschul",
    "verwaltung",
    "intercommunal",
];

/// Words of a name that is a person's at most.
const LONGEST: usize = 5;

/// Whether a name may be that of a natural person.
///
/// It has two to five words of letters, and none of them is one that only organisations have. A
/// single word, a digit or an ampersand is no person. What is not sure counts as a person: an
/// organisation lost here is in the register of its country.
pub(crate) fn is_person(name: &str) -> bool {
    let lower = name.to_lowercase();
    if lower
        .chars()
        .any(|c| c.is_numeric() || c == '&' || c == '+' || c == '"')
    {
        return false;
    }
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || ",;/()".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let organisation = |word: &&str| {
        let bare = word.replace('.', "");
        WORDS.contains(&bare.as_str()) || PARTS.iter().any(|part| bare.contains(part))
    };
    (2..=LONGEST).contains(&words.len()) && !words.iter().any(organisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_be_a_person() {
        for name in [
            "Muster Erika",
            "Frau Dr. Erika Muster",
            "MUSTER, ERIKA",
            "Jean-Pierre de l'Exemple",
            "Ferme Muster",
        ] {
            assert!(is_person(name), "{name}");
        }
        for name in [
            "Exemple S.A.R.L.",
            "Université de Lorraine",
            "Muster & Sohn",
            "Landkreis Merzig-Wadern",
            "LUXINNOVATION",
            "Handwerkskammer des Saarlandes",
            "Muster Verwaltungsgesellschaft mbH",
            "Agence de développement économique du territoire",
        ] {
            assert!(!is_person(name), "{name}");
        }
    }
}
