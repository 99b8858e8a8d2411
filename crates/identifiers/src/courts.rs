//! The German courts that keep, or kept, a register: their XJustiz codes and names.
//! What a register number looks like is in `germany`; here is only who is who.

/// A register court.
///
/// The code is the one of the XJustiz list of courts, as it stands before the underscore in
/// OffeneRegister's numbers (2018 to 2019) and after `DE` in a EUID. Several are former courts
/// whose registers another court has taken over; their numbers are still found on paper.
#[derive(Debug)]
pub(crate) struct Court {
    pub(crate) code: &'static str,
    /// The name in canonical texts, as the Länder's common register portal spells it.
    pub(crate) name: &'static str,
    /// The name people write, where it is another.
    short: &'static str,
    /// Further spellings that are understood.
    also: &'static [&'static str],
}

impl Court {
    /// The court with this code, in upper or lower case.
    pub(crate) fn by_code(code: &str) -> Option<&'static Court> {
        COURTS.iter().find(|court| court.code.eq_ignore_ascii_case(code))
    }

    /// The court with this name in any of its spellings; case, blanks and punctuation do not
    /// matter, and `ae` may stand for `ä`.
    pub(crate) fn by_name(name: &str) -> Option<&'static Court> {
        Self::by_words(&[name])
    }

    /// The court whose name these words are, one after the other.
    pub(crate) fn by_words(words: &[&str]) -> Option<&'static Court> {
        let asked = || words.iter().flat_map(|word| folded(word));
        let first = asked().next()?;
        // The first letters, which are ASCII in all of the table, differ for nearly all of it.
        let starts = |known: &str| known.starts_with(|letter: char| letter.to_ascii_lowercase() == first);
        let is_it = |known: &str| starts(known) && folded(known).eq(asked());
        COURTS
            .iter()
            .find(|court| is_it(court.name) || is_it(court.short) || court.also.iter().any(|known| is_it(known)))
    }

    /// The name people write.
    pub(crate) const fn spoken(&self) -> &'static str {
        if self.short.is_empty() { self.name } else { self.short }
    }
}

/// Letters of a name in lower case, umlauts written out; any other character but a digit is dropped.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .flat_map(|character| {
            let (first, second) = match character {
                'ä' => ('a', Some('e')),
                'ö' => ('o', Some('e')),
                'ü' => ('u', Some('e')),
                'ß' => ('s', Some('s')),
                other => (other, None),
            };
            std::iter::once(first).chain(second)
        })
}

const fn court(code: &'static str, name: &'static str) -> Court {
    called(code, name, "", &[])
}

const fn called(code: &'static str, name: &'static str, short: &'static str, also: &'static [&'static str]) -> Court {
    Court {
        code,
        name,
        short,
        also,
    }
}

/// By Land, then by code.
const COURTS: &[Court] = &[
    // Baden-Württemberg
    called("B1204", "Freiburg", "", &["Freiburg im Breisgau", "Freiburg i. Br."]),
    court("B8534", "Stuttgart"),
    court("B8535", "Mannheim"),
    court("B8537", "Ulm"),
    // Bayern
    court("D2102V", "Augsburg"),
    court("D2201V", "Deggendorf"),
    called("D2304V", "Kempten (Allgäu)", "Kempten", &[]),
    court("D2404V", "Landshut"),
    court("D2505V", "Memmingen"),
    court("D2601V", "München"),
    court("D2803V", "Passau"),
    court("D2910V", "Traunstein"),
    court("D3101V", "Amberg"),
    court("D3201V", "Ansbach"),
    court("D3304V", "Fürth"),
    court("D3310V", "Nürnberg"),
    court("D3410V", "Regensburg"),
    court("D3413V", "Straubing"),
    called(
        "D3508V",
        "Weiden i. d. OPf.",
        "",
        &["Weiden in der Oberpfalz", "Weiden"],
    ),
    court("D4102V", "Aschaffenburg"),
    court("D4201V", "Bamberg"),
    court("D4301V", "Bayreuth"),
    court("D4401V", "Coburg"),
    court("D4501V", "Hof"),
    court("D4608V", "Schweinfurt"),
    court("D4708V", "Würzburg"),
    court("D5701V", "Ingolstadt"),
    // Berlin
    called(
        "F1103R",
        "Berlin (Charlottenburg)",
        "Charlottenburg",
        &["Berlin", "Charlottenburg (Berlin)"],
    ),
    // Brandenburg
    court("G1103", "Cottbus"),
    called(
        "G1207",
        "Frankfurt/Oder",
        "Frankfurt (Oder)",
        &["Frankfurt an der Oder"],
    ),
    court("G1309", "Neuruppin"),
    court("G1312", "Potsdam"),
    // Bremen
    court("H1101", "Bremen"),
    // Hamburg
    court("K1101R", "Hamburg"),
    // Hessen
    court("M1103", "Darmstadt"),
    called("M1114", "Offenbach am Main", "", &["Offenbach", "Offenbach a. M."]),
    called(
        "M1201",
        "Frankfurt am Main",
        "",
        &["Frankfurt", "Frankfurt a. M.", "Frankfurt/Main"],
    ),
    called(
        "M1202",
        "Bad Homburg v.d.H.",
        "",
        &["Bad Homburg vor der Höhe", "Bad Homburg"],
    ),
    called("M1203", "Königstein", "", &["Königstein im Taunus"]),
    court("M1301", "Fulda"),
    court("M1305", "Bad Hersfeld"),
    called("M1405", "Friedberg", "", &["Friedberg (Hessen)"]),
    court("M1406", "Gießen"),
    court("M1502", "Hanau"),
    court("M1602", "Eschwege"),
    court("M1603", "Fritzlar"),
    court("M1607", "Kassel"),
    court("M1608", "Korbach"),
    called("M1706", "Limburg", "", &["Limburg an der Lahn", "Limburg a. d. Lahn"]),
    court("M1710", "Wetzlar"),
    court("M1809", "Marburg"),
    court("M1906", "Wiesbaden"),
    // Mecklenburg-Vorpommern
    court("N1105V", "Neubrandenburg"),
    court("N1206V", "Rostock"),
    court("N1209V", "Stralsund"),
    court("N1308V", "Schwerin"),
    // Niedersachsen
    court("P1103", "Braunschweig"),
    court("P2106", "Stadthagen"),
    court("P2204", "Göttingen"),
    court("P2305", "Hannover"),
    court("P2408", "Hildesheim"),
    court("P2507", "Lüneburg"),
    court("P2613", "Tostedt"),
    court("P2716", "Walsrode"),
    court("P3101", "Aurich"),
    called("P3210", "Oldenburg (Oldenburg)", "Oldenburg", &[]),
    court("P3313", "Osnabrück"),
    // Nordrhein-Westfalen
    court("R1101", "Düsseldorf"),
    court("R1102", "Neuss"),
    court("R1105", "Langenfeld"),
    court("R1202", "Duisburg"),
    court("R1304", "Kleve"),
    court("R1402", "Krefeld"),
    court("R1504", "Mönchengladbach"),
    court("R1608", "Wuppertal"),
    court("R1901", "Arnsberg"),
    court("R2101", "Bielefeld"),
    court("R2103", "Gütersloh"),
    court("R2108", "Bad Oeynhausen"),
    court("R2201", "Bochum"),
    court("R2204", "Recklinghausen"),
    court("R2307", "Lemgo"),
    court("R2402", "Dortmund"),
    court("R2404", "Hamm"),
    court("R2503", "Essen"),
    court("R2507", "Gelsenkirchen"),
    court("R2602", "Hagen"),
    court("R2604", "Iserlohn"),
    court("R2706", "Steinfurt"),
    court("R2707", "Coesfeld"),
    court("R2713", "Münster"),
    court("R2809", "Paderborn"),
    court("R2909", "Siegen"),
    court("R3101", "Aachen"),
    court("R3103", "Düren"),
    court("R3201", "Bonn"),
    court("R3208", "Siegburg"),
    court("R3306", "Köln"),
    // Rheinland-Pfalz
    court("T2101V", "Bad Kreuznach"),
    court("T2210V", "Koblenz"),
    court("T2214V", "Montabaur"),
    court("T2304V", "Mainz"),
    court("T2408V", "Wittlich"),
    called(
        "T3104V",
        "Ludwigshafen a.Rhein (Ludwigshafen)",
        "Ludwigshafen",
        &["Ludwigshafen am Rhein", "Ludwigshafen a. Rhein"],
    ),
    court("T3201V", "Kaiserslautern"),
    called("T3304V", "Landau", "", &["Landau in der Pfalz", "Landau i. d. Pfalz"]),
    court("T3403V", "Zweibrücken"),
    // Sachsen
    court("U1104", "Dresden"),
    court("U1206", "Chemnitz"),
    court("U1308", "Leipzig"),
    // Saarland
    called("V1102", "Homburg", "", &["Homburg (Saar)"]),
    court("V1103", "Lebach"),
    court("V1104", "Merzig"),
    called("V1105", "Neunkirchen", "", &["Neunkirchen (Saar)"]),
    court("V1107", "Ottweiler"),
    court("V1109", "Saarbrücken"),
    court("V1110", "Saarlouis"),
    called("V1111", "St. Ingbert (St Ingbert)", "St. Ingbert", &["Sankt Ingbert"]),
    called("V1112", "St. Wendel (St Wendel)", "St. Wendel", &["Sankt Wendel"]),
    court("V1115", "Völklingen"),
    // Sachsen-Anhalt
    court("W1215", "Stendal"),
    // Schleswig-Holstein
    court("X1112R", "Flensburg"),
    court("X1321R", "Pinneberg"),
    court("X1517R", "Kiel"),
    court("X1721R", "Lübeck"),
    // Thüringen
    court("Y1105", "Eisenach"),
    court("Y1106", "Erfurt"),
    court("Y1109", "Heilbad Heiligenstadt"),
    court("Y1111", "Nordhausen"),
    court("Y1113", "Sondershausen"),
    court("Y1205", "Greiz"),
    court("Y1206", "Jena"),
    called("Y1211", "Rudolstadt Zweigstelle Saalfeld", "", &["Saalfeld"]),
    court("Y1214", "Stadtroda"),
    court("Y1301", "Bad Salzungen"),
    court("Y1302", "Hildburghausen"),
    court("Y1304", "Meiningen"),
    court("Y1308", "Suhl"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_leads_to_its_court() {
        for court in COURTS {
            let spellings = [court.name, court.short].into_iter().chain(court.also.iter().copied());
            for spelling in spellings.filter(|spelling| !spelling.is_empty()) {
                assert!(spelling.starts_with(|c: char| c.is_ascii_alphabetic()), "{spelling}");
                let found = Court::by_name(spelling).map(|found| found.code);
                assert_eq!(found, Some(court.code), "{spelling}");
            }
        }
    }
}
