//! What the columns of a file may hold: by their names in French, German and English, then by what stands in them.

use identifiers::Scheme;
use sha2::{Digest, Sha256};

use super::row::country_of;
use crate::chamber_files::model::Column;
use crate::chamber_files::reading::Sheet;
use crate::organisations::{looks_like_mail, looks_like_postal_code, slug};
use crate::platform::hash::hex;
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};

/// Names of columns as slugs, the surest first: a header that is one of them, or has all words of one.
const NAMES: &[(Column, &str)] = &[
    (
        Column::Name,
        "name nom firma company company-name raison-sociale denomination firmenname unternehmen \
         entreprise organisation bezeichnung societe",
    ),
    (Column::Siren, "siren siret"),
    (
        Column::Kbo,
        "bce kbo zdu numero-d-entreprise numero-bce unternehmensnummer enterprise-number",
    ),
    (Column::LuRcs, "rcs rcsl rcs-luxembourg rcs-number"),
    (
        Column::DeRegister,
        "hrb hra handelsregister handelsregisternummer registernummer register-number",
    ),
    (
        Column::Court,
        "gericht amtsgericht registergericht court tribunal register-court",
    ),
    (
        Column::Vat,
        "tva numero-de-tva n-tva mwst ust-idnr ust-id umsatzsteuer-id vat vat-number vat-id",
    ),
    (Column::Lei, "lei"),
    (
        Column::Number,
        "numero-officiel identifiant amtliche-nummer official-number registration-number immatriculation",
    ),
    (
        Column::Kind,
        "type type-d-organisation art kind kategorie categorie category",
    ),
    (
        Column::Street,
        "rue adresse strasse street address strasse-und-hausnummer voie anschrift",
    ),
    (
        Column::PostalCode,
        "code-postal cp plz postleitzahl postal-code postcode zip zip-code",
    ),
    (
        Column::Municipality,
        "commune ville localite ort stadt gemeinde city town municipality",
    ),
    (Column::Country, "pays land country staat"),
    (
        Column::Website,
        "site-web site site-internet url web website webseite homepage internet",
    ),
    (
        Column::Email,
        "email e-mail mail courriel adresse-e-mail e-mail-adresse adresse-electronique",
    ),
    (Column::Phone, "telephone tel telefon telefonnummer phone phone-number"),
    (
        Column::Activity,
        "activite secteur branche tatigkeit activity sector industry nace naf",
    ),
    (
        Column::SummaryFr,
        "resume presentation resume-fr resume-francais kurztext-fr kurztext-franzosisch summary-fr \
         summary-french",
    ),
    (
        Column::SummaryDe,
        "kurztext kurzbeschreibung kurztext-de kurztext-deutsch resume-de resume-allemand summary-de \
         summary-german",
    ),
    (
        Column::SummaryEn,
        "summary short-text summary-en summary-english resume-en resume-anglais kurztext-en \
         kurztext-englisch",
    ),
    (
        Column::DescriptionFr,
        "description description-fr beschreibung-fr description-francais",
    ),
    (Column::DescriptionDe, "beschreibung description-de beschreibung-de"),
    (
        Column::DescriptionEn,
        "description-en beschreibung-en description-english",
    ),
    (
        Column::Employees,
        "effectif effectifs salaries mitarbeiter beschaftigte employees headcount staff",
    ),
    (
        Column::Founded,
        "annee-de-creation date-de-creation creation grundungsjahr gegrundet grundung founded \
         year-founded founded-in",
    ),
];

/// Cells of a column that are looked at.
const LOOK: usize = 200;

/// A proposal for each column, no field twice.
#[must_use]
pub fn guess(sheet: &Sheet, region: &Region, language: &str) -> Vec<Option<Column>> {
    let mut found: Vec<Option<Column>> = vec![None; sheet.header.len()];
    let header = |place: usize| sheet.header.get(place).map_or("", String::as_str);
    fill(&mut found, |place, _| of_template(header(place)));
    fill(&mut found, |place, free| {
        by_name(header(place), language, is_called, free)
    });
    fill(&mut found, |place, free| {
        by_name(header(place), language, is_called_like, free)
    });
    fill(&mut found, |place, _| by_content(sheet, place, region));
    found
}

/// Fills what is open yet, without giving a field twice.
fn fill(found: &mut [Option<Column>], propose: impl Fn(usize, &dyn Fn(Column) -> bool) -> Option<Column>) {
    for place in 0..found.len() {
        let free = |column: Column| !found.contains(&Some(column));
        let proposed = propose(place, &free).filter(|column| free(*column));
        if let Some(open) = found.get_mut(place).filter(|open| open.is_none()) {
            *open = proposed;
        }
    }
}

fn by_name(header: &str, language: &str, is: fn(&str, &str) -> bool, free: &dyn Fn(Column) -> bool) -> Option<Column> {
    let header = slug(header);
    let mut columns = NAMES
        .iter()
        .filter(|(_, names)| names.split(' ').any(|name| is(&header, name)))
        .map(|(column, _)| of_language(*column, &header, language));
    columns.find(|column| free(*column))
}

/// The column the template calls so, in one of the languages.
fn of_template(header: &str) -> Option<Column> {
    let is = |column: &Column| {
        let mut locales = Locale::ALL.iter();
        locales.any(|locale| T::new(*locale).term("chamber-column", column.code()) == header)
    };
    Column::ALL.iter().copied().find(is)
}

fn is_called(header: &str, name: &str) -> bool {
    header == name
}

/// All words of the name are words of the header.
fn is_called_like(header: &str, name: &str) -> bool {
    name.split('-').all(|word| header.split('-').any(|found| found == word))
}

/// A description that does not say its language is in that of whoever brings the file.
fn of_language(column: Column, header: &str, language: &str) -> Column {
    match (header, language) {
        ("description" | "beschreibung", "fr") => Column::DescriptionFr,
        ("description" | "beschreibung", "de") => Column::DescriptionDe,
        ("description" | "beschreibung", "en") => Column::DescriptionEn,
        _ => column,
    }
}

/// Whether a cell is of a kind.
type Test<'a> = &'a dyn Fn(&str) -> bool;

/// What nearly all cells of a column are.
fn by_content(sheet: &Sheet, place: usize, region: &Region) -> Option<Column> {
    let cells = sheet.rows.iter().take(LOOK);
    let cells: Vec<&str> = cells
        .filter_map(|row| row.cells.get(place))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let nearly_all = |is: Test<'_>| {
        let hits = cells.iter().filter(|cell| is(cell)).count();
        hits > 0 && hits * 5 >= cells.len() * 4
    };
    let schemes = |wanted: &'static [Scheme]| {
        move |cell: &str| identifiers::guess(cell).iter().any(|id| wanted.contains(&id.scheme()))
    };
    let tests: [(Column, Test<'_>); 9] = [
        (Column::Email, &looks_like_mail),
        (Column::Website, &|cell| {
            cell.starts_with("http") || cell.starts_with("www.")
        }),
        (Column::Country, &|cell| country_of(cell, region).is_some()),
        (Column::Lei, &schemes(&[Scheme::Lei])),
        (Column::Kbo, &schemes(&[Scheme::BeEnterprise])),
        (Column::Siren, &schemes(&[Scheme::FrSiren, Scheme::FrSiret])),
        (
            Column::Vat,
            &schemes(&[Scheme::LuVat, Scheme::DeVat, Scheme::BeVat, Scheme::FrVat]),
        ),
        (Column::DeRegister, &schemes(&[Scheme::DeRegister])),
        (Column::PostalCode, &|cell| {
            ["FR", "LU"].iter().any(|country| looks_like_postal_code(country, cell))
        }),
    ];
    tests
        .into_iter()
        .find(|(_, is)| nearly_all(is))
        .map(|(column, _)| column)
}

/// By which a header is known again: its names, however they are written.
#[must_use]
pub fn shape(header: &[String]) -> String {
    let names: Vec<String> = header.iter().map(|name| slug(name)).collect();
    hex(&Sha256::digest(names.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chamber_files::reading::SheetRow;
    use crate::platform::region::Source;

    fn sheet(header: &[&str], rows: &[&[&str]]) -> Sheet {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        Sheet {
            header: texts(header),
            rows: rows
                .iter()
                .map(|row| SheetRow {
                    line: 2,
                    cells: texts(row),
                })
                .collect(),
        }
    }

    #[test]
    fn headers_of_three_languages() {
        use Column::*;
        let region = Region::load(Source::Embedded).unwrap();
        for (language, header, expected) in [
            (
                "fr",
                &[
                    "Raison sociale",
                    "SIREN",
                    "Rue",
                    "Code postal",
                    "Ville",
                    "Pays",
                    "Site web",
                    "Téléphone",
                    "Effectif",
                ][..],
                &[
                    Name,
                    Siren,
                    Street,
                    PostalCode,
                    Municipality,
                    Country,
                    Website,
                    Phone,
                    Employees,
                ][..],
            ),
            (
                "de",
                &[
                    "Firma",
                    "Registergericht",
                    "Handelsregister-Nr.",
                    "Straße",
                    "PLZ",
                    "Ort",
                    "Land",
                    "E-Mail",
                    "Gründungsjahr",
                ],
                &[
                    Name,
                    Court,
                    DeRegister,
                    Street,
                    PostalCode,
                    Municipality,
                    Country,
                    Email,
                    Founded,
                ],
            ),
            (
                "en",
                &[
                    "Company name",
                    "VAT number",
                    "Address",
                    "Postcode",
                    "City",
                    "Country",
                    "Industry",
                    "Description",
                ],
                &[
                    Name,
                    Vat,
                    Street,
                    PostalCode,
                    Municipality,
                    Country,
                    Activity,
                    DescriptionEn,
                ],
            ),
        ] {
            let found = guess(&sheet(header, &[]), &region, language);
            let expected: Vec<Option<Column>> = expected.iter().map(|column| Some(*column)).collect();
            assert_eq!(found, expected, "{header:?}");
        }
    }

    #[test]
    fn what_stands_in_a_column() {
        let region = Region::load(Source::Embedded).unwrap();
        let table = sheet(
            &["A", "B", "C", "D", "E"],
            &[&[
                "info@une.example",
                "https://une.example",
                "Belgique",
                "0203.201.340",
                "57000",
            ]],
        );
        let expected = [
            Column::Email,
            Column::Website,
            Column::Country,
            Column::Kbo,
            Column::PostalCode,
        ];
        assert_eq!(guess(&table, &region, "fr"), expected.map(Some));
    }

    #[test]
    fn a_header_is_known_again() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            shape(&names(&["Téléphone", "Nom"])),
            shape(&names(&["TELEPHONE", "nom "]))
        );
        assert_ne!(
            shape(&names(&["Nom", "Téléphone"])),
            shape(&names(&["Téléphone", "Nom"]))
        );
    }
}
