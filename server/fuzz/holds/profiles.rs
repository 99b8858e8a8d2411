//! Opportunities with the field names of the Enterprise Europe Network: in as JSON, out as JSON and as a table.

use passerelle::opportunities::OpportunityId;
use passerelle::opportunities::een::{COLUMNS, Profile};
use passerelle::opportunities::model::Content;
use passerelle::opportunities::queries::{By, Public};
use passerelle::platform::region::ConceptKind;
use passerelle::platform::spreadsheet;
use passerelle::platform::texts::Locale;

use super::region;

/// A profile as JSON: a draft takes over only words this platform has; published and taken in again it is the same; as a row
/// of a table it says what it says, and no cell is a formula.
pub fn een_profile(bytes: &[u8]) {
    let Ok(profile) = serde_json::from_slice::<Profile>(bytes) else {
        return;
    };
    let said = serde_json::to_string(&profile).unwrap_or_default();
    assert_eq!(
        serde_json::from_str::<Profile>(&said).ok().as_ref(),
        Some(&profile),
        "{said}"
    );
    let (kind, language, content) = profile.read(region());
    known(&content);
    let language = language.unwrap_or(Locale::Fr);
    let public = Public {
        id: OpportunityId(uuid::Uuid::nil()),
        version: 1,
        kind,
        territory: "LU".to_owned(),
        by: By::Anonymous,
        interest: true,
        language,
        version_of: None,
        content,
        published_at: 1_795_521_600_000_000,
        expires_at: 1_827_057_600_000_000,
        changed_at: 1_795_521_600_000_000,
    };
    let published = Profile::of(&public, region());
    assert_eq!(published.company_name, "");
    assert_eq!(published.read(region()), (kind, Some(language), public.content));
    table(&published);
    table(&profile);
}

fn known(content: &Content) {
    for (codes, kind) in [
        (&content.technologies, ConceptKind::Technology),
        (&content.markets, ConceptKind::Market),
    ] {
        for code in codes {
            let concept = region().concepts().get(code);
            assert!(concept.is_some_and(|concept| concept.kind == kind), "{code:?}");
        }
    }
    for code in &content.territories {
        assert!(region().territory(code).is_some(), "{code:?}");
    }
}

fn table(profile: &Profile) {
    let rows = [COLUMNS.map(str::to_owned).to_vec(), profile.cells()];
    let Ok(written) = spreadsheet::csv(&rows) else {
        panic!("no table: {profile:?}");
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(written.as_slice());
    let read: Result<Vec<csv::StringRecord>, csv::Error> = reader.records().collect();
    let Ok([_, read]) = read.as_deref() else {
        panic!("not two rows: {profile:?}");
    };
    assert_eq!(read.len(), COLUMNS.len());
    for (read, cell) in read.iter().zip(&rows[1]) {
        assert!(
            !read.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{read:?}"
        );
        assert!(read == cell || read.strip_prefix('\'') == Some(cell), "{read:?}");
    }
}
