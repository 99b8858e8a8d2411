//! Country names as the KBO writes them, in French and Dutch, to ISO 3166-1.
//! The extract has no country codes; a name that is not here stays a name.

/// French, Dutch, code. Remarks in brackets (`(Rép.féd.)`, `/Principauté/`) are left out.
const COUNTRIES: [(&str, &str, &str); 45] = [
    ("allemagne", "duitsland", "DE"),
    ("australie", "australië", "AU"),
    ("autriche", "oostenrijk", "AT"),
    ("belgique", "belgië", "BE"),
    ("brésil", "brazilië", "BR"),
    ("bulgarie", "bulgarije", "BG"),
    ("canada", "canada", "CA"),
    ("chypre", "cyprus", "CY"),
    ("croatie", "kroatië", "HR"),
    ("danemark", "denemarken", "DK"),
    ("emirats arabes unis", "verenigde arabische emiraten", "AE"),
    ("espagne", "spanje", "ES"),
    ("estonie", "estland", "EE"),
    ("etats-unis d'amérique", "verenigde staten van amerika", "US"),
    ("finlande", "finland", "FI"),
    ("france", "frankrijk", "FR"),
    ("grande-bretagne", "groot-brittannië", "GB"),
    ("grèce", "griekenland", "GR"),
    ("hongrie", "hongarije", "HU"),
    ("inde", "india", "IN"),
    ("irlande", "ierland", "IE"),
    ("islande", "ijsland", "IS"),
    ("israël", "israël", "IL"),
    ("italie", "italië", "IT"),
    ("japon", "japan", "JP"),
    ("lettonie", "letland", "LV"),
    ("liban", "libanon", "LB"),
    ("liechtenstein", "liechtenstein", "LI"),
    ("lituanie", "litouwen", "LT"),
    ("luxembourg", "luxemburg", "LU"),
    ("malte", "malta", "MT"),
    ("maroc", "marokko", "MA"),
    ("monaco", "monaco", "MC"),
    ("norvège", "noorwegen", "NO"),
    ("pays-bas", "nederland", "NL"),
    ("pologne", "polen", "PL"),
    ("portugal", "portugal", "PT"),
    ("roumanie", "roemenië", "RO"),
    ("royaume-uni", "verenigd koninkrijk", "GB"),
    ("slovaquie", "slowakije", "SK"),
    ("slovénie", "slovenië", "SI"),
    ("suède", "zweden", "SE"),
    ("suisse", "zwitserland", "CH"),
    ("tchéquie", "tsjechië", "CZ"),
    ("turquie", "turkije", "TR"),
];

/// The code of a country by either name.
pub(crate) fn code(french: &str, dutch: &str) -> Option<&'static str> {
    let (french, dutch) = (bare(french), bare(dutch));
    let known = |&&(fr, nl, _): &&(&str, &str, &str)| fr == french || nl == dutch;
    COUNTRIES.iter().find(known).map(|(_, _, code)| *code)
}

/// A name that [`code`] knows by a country's code; nothing for Belgium, which needs none.
pub(crate) fn name(code: &str) -> &'static str {
    let known = COUNTRIES.iter().find(|(_, _, known)| *known == code && code != "BE");
    known.map_or("", |(french, _, _)| french)
}

/// Lower case, without a remark after the name.
fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    let end = lower.find(['(', '/']).unwrap_or(lower.len());
    lower.get(..end).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_extract() {
        for (french, dutch, expected) in [
            ("Allemagne (Rép.féd.)", "Duitsland (Bondsrep.)", Some("DE")),
            ("Luxembourg (Grand-Duché)", "Luxemburg (Groot-Hertogdom)", Some("LU")),
            ("Monaco /Principauté/", "Monaco /Vorstendom/", Some("MC")),
            ("", "Nederland", Some("NL")),
            ("Congo (Rép. dém.)", "Congo (Dem. Rep.)", None),
            (
                "Yougoslavie (Serbie-Montenegro)",
                "Joegoslavië (Servië-Montenegro)",
                None,
            ),
            ("", "", None),
        ] {
            assert_eq!(code(french, dutch), expected, "{french}");
        }
    }
}
