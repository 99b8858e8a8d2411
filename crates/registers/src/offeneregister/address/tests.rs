//! Addresses of the register as they are written: street, postal code and town, and what people stand behind them.
//! All lines are made up after the shapes of the real ones.

use super::*;

/// Street | number | extra | postal code | municipality, and the text that is kept.
fn parts(text: &str, office: &str) -> (String, String) {
    let (address, kept) = read(text, Some(office).filter(|office| !office.is_empty()));
    let one = |texts: &Texts| texts.get("de").cloned().unwrap_or_default();
    assert_eq!(address.country.as_deref(), Some("DE"));
    let fields = [
        one(&address.street),
        address.number.unwrap_or_default(),
        address.extra.unwrap_or_default(),
        address.postal_code.unwrap_or_default(),
        one(&address.municipality),
    ];
    (fields.join("|"), kept.unwrap_or_default())
}

#[test]
fn addresses_as_they_are_written() {
    for (text, fields) in [
        ("Königsstraße 43, 54538 Kinheim.", "Königsstraße|43||54538|Kinheim"),
        (
            "Am Burgunderweg 2 C, 79379 Müllheim.",
            "Am Burgunderweg|2 C||79379|Müllheim",
        ),
        (
            "Planiger Straße 139-147, 55543 Bad Kreuznach.",
            "Planiger Straße|139-147||55543|Bad Kreuznach",
        ),
        (
            "Straße des 17. Juni 135, 10623 Berlin",
            "Straße des 17. Juni|135||10623|Berlin",
        ),
        (
            "Kaiserplatz, 60311 Frankfurt am Main",
            "Kaiserplatz|||60311|Frankfurt am Main",
        ),
        ("S 6, 20, 68161 Mannheim.", "S 6|20||68161|Mannheim"),
        (
            "Technologie Park (TPO), In der Spöck 12, 77656 Offenburg.",
            "In der Spöck|12|Technologie Park (TPO)|77656|Offenburg",
        ),
        (
            "Hauptstraße 9, 06861 Dessau-Roßlau OT Rodleben.",
            "Hauptstraße|9|OT Rodleben|06861|Dessau-Roßlau",
        ),
        (
            "Markt 1, 91541 Rothenburg ob der Tauber",
            "Markt|1||91541|Rothenburg ob der Tauber",
        ),
        ("54538 Kinheim", "|||54538|Kinheim"),
        ("Bahnhofstr.", "Bahnhofstr.||||Sitz"),
        ("", "||||Sitz"),
    ] {
        assert_eq!(parts(text, "Sitz").0, fields, "{text}");
    }
}

#[test]
fn nobody_is_kept_with_the_address() {
    for (text, kept) in [
        (
            "Heckenweg 1 c, 21465 Wentorf Vorstand: Geschäftsführer:3) Muster, Max, *19.06.1980, Hamburg",
            "Heckenweg 1 c, 21465 Wentorf",
        ),
        (
            "Hebelstraße 22-24, 23566 Lübeck: Geschäftsführer:2) Muster, Max, *26.12.1977",
            "Hebelstraße 22-24, 23566 Lübeck",
        ),
        (
            "Steg 13, 22885 Barsbüttel Nicht mehr Geschäftsführer: Muster, Max.",
            "Steg 13, 22885 Barsbüttel",
        ),
        (
            "c/o Max Muster, Kreuzstraße 25, 40764 Langenfeld.",
            "Kreuzstraße 25, 40764 Langenfeld",
        ),
        (
            "Weg 1, 25337 Elmshorn Durch Beschluss der Versammlung vom 23.02.2010 wurde Max Muster",
            "Weg 1, 25337 Elmshorn",
        ),
        (
            "Ring 24, 15344 Strausberg.Persönlich haftender Gesellschafter:3) Muster, Max, *07.08.1956",
            "Ring 24, 15344 Strausberg",
        ),
        (
            "Weg 2, 25582 Hohenaspe, Prokura:1) Muster, Max",
            "Weg 2, 25582 Hohenaspe",
        ),
        ("Geschäftsführer: Max Muster, *1.1.1970", ""),
        ("c/o Max Muster", ""),
    ] {
        assert_eq!(parts(text, "").1, kept, "{text}");
    }
    // The label is none of the known ones: the seat the court gives is what is sure.
    let text = "Weg 1, 25337 Elmshorn Sonderbares Max Muster: Vertreter";
    assert_eq!(
        parts(text, "Elmshorn"),
        ("Weg|1||25337|Elmshorn".to_owned(), "Weg 1, 25337 Elmshorn".to_owned())
    );
    assert_eq!(parts(text, ""), ("Weg|1||25337|".to_owned(), "Weg 1, 25337".to_owned()));
}
