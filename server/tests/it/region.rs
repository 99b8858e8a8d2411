//! The region pack of this repository: postal codes, places, activities, pages.

use passerelle::platform::region::{Class, LoadError, Region, Source, Variables};
use passerelle::platform::texts::{Locale, T};

fn region() -> Region {
    Region::load(Source::Embedded).unwrap()
}

#[test]
fn postal_codes_lead_to_territories() {
    let region = region();
    for (country, code, territory) in [
        ("LU", "L-1019", Some("LU")),
        ("LU", "4050", Some("LU")),
        ("FR", "54001 CEDEX", Some("LOR")),
        ("FR", "67000", None),
        ("DE", "66111", Some("SAR")),
        ("DE", "66482", Some("RLP")),
        ("DE", "66840", Some("RLP")),
        ("DE", "54290", Some("RLP")),
        ("DE", "55246", None),
        ("BE", "4700", Some("DG")),
        ("BE", "4702", Some("WAL")),
        ("BE", "1000", None),
        ("BE", "13000", None),
        ("NL", "4700", None),
        ("BE", "", None),
        ("BE", "no digits", None),
        ("BE", "99999999999999999999999999", None),
    ] {
        assert_eq!(region.territory_for(country, code), territory, "{country} {code}");
    }
}

#[test]
fn activities_lead_to_divisions() {
    let region = region();
    let code = |version, code| {
        let division = region.division(version, code)?;
        Some(region.divisions[usize::from(division)].code.as_str())
    };
    assert_eq!(code("2.1", "62.10"), Some("62"));
    assert_eq!(code("2", "62010"), Some("62"));
    assert_eq!(code("2", "62.01Z"), Some("62"));
    assert_eq!(code("2", "84130"), Some("84"));
    assert_eq!(code("1", "72300"), None);
    assert_eq!(code("2.1", "00"), None);
    assert_eq!(code("2", ""), None);
    assert_eq!(code("2", "é"), None);
}

#[test]
fn registers_have_rank_and_shelf_life() {
    let region = region();
    assert!(region.rank("kbo") < region.rank("ror"));
    assert_eq!(region.rank("none"), u32::MAX);
    assert_eq!(region.shelf_life(Class::Register, "name", Some("kbo")), 12);
    assert_eq!(region.shelf_life(Class::Declared, "website", None), 6);
    assert_eq!(region.reconfirm.days_before, [30, 14, 3]);
    assert_eq!(region.reconfirm.link_days, 60);
    assert_eq!(region.territory_index("outside"), Some(region.territories.len()));
    assert_eq!(region.territory_name("outside", Locale::De), "Außerhalb der Großregion");
}

#[test]
fn chambers_are_listed_in_the_order_of_the_language() {
    let region = region();
    for territory in &region.territories {
        assert!(!region.chambers_of(&territory.code, T::new(Locale::Fr)).is_empty());
    }
}

#[test]
fn pages_hold_the_operators_data_and_no_html_of_their_source() {
    let variables = Variables {
        operator: "Chambre <b>X</b>".into(),
        contact: "mail@example.org".into(),
        address: "1 rue Y".into(),
    };
    let pages = region().pages(&variables).unwrap();
    for name in ["about", "verification", "legal", "privacy", "accessibility"] {
        for locale in Locale::ALL {
            let page = pages.get(name, locale).unwrap();
            assert!(!page.title.is_empty() && !page.summary.is_empty(), "{name} {locale}");
            assert!(!page.html.contains("<b>"), "{name} {locale}");
            for variable in ["{operator}", "{contact}", "{address}"] {
                assert!(!page.html.contains(variable), "{name} {locale}: {variable}");
            }
            for heading in &page.contents {
                let anchor = format!("<h2 id=\"{}\">", heading.id);
                assert_eq!(page.html.matches(&anchor).count(), 1, "{name} {locale}: {anchor}");
            }
        }
    }
}

/// A copy of the pack with one file changed, which is at fault then.
fn damaged(file: &str, change: impl Fn(String) -> String) -> LoadError {
    changed(file, change).unwrap_err()
}

/// A copy of the pack with one file changed.
fn changed(file: &str, change: impl Fn(String) -> String) -> Result<Region, LoadError> {
    let from = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions/greater-region");
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let path = folder.path().join(file);
    std::fs::write(&path, change(std::fs::read_to_string(&path).unwrap())).unwrap();
    Region::load(Source::Folder(folder.path().to_path_buf()))
}

#[test]
fn a_field_may_have_a_shelf_life_of_its_own() {
    let own = "declared = 6\nfields.website.declared = 3\nfields.name.register = 24";
    let region = changed("registers.toml", |t| t.replacen("declared = 6", own, 1)).unwrap();
    for (class, field, register, months) in [
        (Class::Declared, "website", None, 3),
        (Class::Attested, "website", None, 12),
        (Class::Declared, "email", None, 6),
        // Before what its register says.
        (Class::Register, "name", Some("kbo"), 24),
        (Class::Register, "seat", Some("kbo"), 12),
    ] {
        assert_eq!(region.shelf_life(class, field, register), months, "{class:?} {field}");
    }
}

#[test]
fn faults_name_file_and_field() {
    let text = |error: LoadError| error.to_string();
    let overlap = damaged("region.toml", |t| t.replace("\"66000-66459\"", "\"66000-66520\""));
    assert!(text(overlap).contains("region.toml: territory SAR.postal"));
    let twice = damaged("chambers.toml", |t| {
        t.replace("\"cdm-luxembourg\"", "\"cc-luxembourg\"")
    });
    assert!(text(twice).contains("chambers.toml: chamber cc-luxembourg"));
    let unknown = damaged("chambers.toml", |t| {
        t.replace("territory = \"SAR\"", "territory = \"XX\"")
    });
    assert!(text(unknown).contains("chamber ihk-saarland.territory"));
    let missing = damaged("region.toml", |t| t.replacen("time_zone", "zone", 1));
    assert!(
        text(missing).contains("time_zone")
            || matches!(
                damaged("region.toml", |t| t.replacen("time_zone", "zone", 1)),
                LoadError::Syntax { .. }
            )
    );
    let division = damaged("nace.toml", |t| t.replace("\"99\" = \"99\"", "\"99\" = \"04\""));
    assert!(text(division).contains("nace.toml: rev2.99"));
    let range = damaged("region.toml", |t| t.replace("\"1000-9999\"", "\"9999-1000\""));
    assert!(text(range).contains("lower one first"));
    let holiday = damaged("holidays.toml", |t| t.replacen("\"12-25\"", "\"25-12\"", 1));
    assert!(text(holiday).contains("holidays.toml: holiday christmas.date"));
    let unnamed = damaged("holidays.toml", |t| {
        t.replacen("\"easter-monday\", ", "\"easter-sunday\", ", 1)
    });
    assert!(text(unnamed).contains("calendar LU.holidays: there is no holiday \"easter-sunday\""));
    let without = damaged("holidays.toml", |t| {
        t.replace("territory = \"DG\"", "territory = \"outside\"")
    });
    assert!(text(without).contains("calendar DG: this territory has none"));
    for (from, to, field) in [
        ("declared = 6", "declared = 0", "shelf_life_months"),
        (
            "declared = 6",
            "declared = 6\nfields.name.declared = 99999999",
            "shelf_life_months",
        ),
        ("[30, 14, 3]", "[3, 14]", "reconfirm.days_before"),
        ("[30, 14, 3]", "[]", "reconfirm.days_before"),
        ("link_days = 60", "link_days = 0", "reconfirm.link_days"),
    ] {
        let error = text(damaged("registers.toml", |t| t.replacen(from, to, 1)));
        assert!(error.contains(&format!("registers.toml: {field}")), "{error}");
    }
    let zone = damaged("region.toml", |t| t.replace("Europe/Luxembourg", "Europe/Esch"));
    assert!(text(zone).contains("region.toml: time_zone"));
    let gone = Region::load(Source::Folder("/nowhere".into())).unwrap_err();
    assert!(matches!(gone, LoadError::File { .. }));
}
