//! One organisation with all that is known of it.

use chrono::{Months, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::lists::codes;
use super::{COLUMNS, position};
use crate::organisations::bulk::{known_fact, known_record};
use crate::organisations::differences::{ChangeNote, Differences};
use crate::organisations::dossier::Seat;
use crate::organisations::model::{Class, Kind, LegalStatus, OUTSIDE, OrganisationId, ReportId, Standing};
use crate::organisations::rules::{Core, DECLARED, Known, Value, core, court_of, from_days, values};
use crate::organisations::tables::{fact, identifier, organisation, place, register_record, report};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::journal::readers::entries_about;
use crate::platform::region::{Position, Region};

/// What an id leads to.
#[derive(Clone, Debug)]
pub enum Found {
    /// An organisation.
    Here(Box<Organisation>),
    /// It was merged into this one.
    Moved(OrganisationId),
    /// It was erased.
    Erased,
}

/// An organisation, its numbers, values, places and what changed.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Grows with each change: the ETag.
    pub version: i64,
    /// How it stands to the platform.
    pub standing: Standing,
    /// What it is, where that is known.
    pub kind: Option<Kind>,
    /// Whether it lives in the eyes of its register.
    pub legal_status: LegalStatus,
    /// Code of its home chamber.
    pub home_chamber: Option<String>,
    /// Shown name.
    pub name: String,
    /// Its language.
    pub name_language: Option<String>,
    /// Code of the territory of its seat.
    pub territory: String,
    /// Codes of all territories it counts in, that of its seat first.
    pub territories: Vec<String>,
    /// Municipality of its seat.
    pub municipality: Option<String>,
    /// ISO code of its seat's country.
    pub country: Option<String>,
    /// Codes of the languages it works in.
    pub languages: Vec<String>,
    /// NACE 2.1 division of its main activity.
    pub division: Option<String>,
    /// Of the newest core fact.
    pub as_of: NaiveDate,
    /// When the last core fact becomes stale.
    pub stale_at: NaiveDate,
    /// Scheme and canonical number, with the register that says so.
    pub identifiers: Vec<(String, String, String)>,
    /// Registers that know it, with number and date.
    pub records: Vec<(String, String, NaiveDate)>,
    /// What each register says of its life, where it says anything: register and date with it.
    pub statuses: Vec<(String, LegalStatus, NaiveDate)>,
    /// Every value, conflicting ones too.
    pub values: Vec<Value>,
    /// The best register's first, of each the seat first.
    pub places: Vec<PlaceView>,
    /// Newest first.
    pub changes: Vec<ChangeNote>,
    /// Microseconds.
    pub changed_at: i64,
}

impl Organisation {
    /// Its core facts as they are shown today.
    #[must_use]
    pub fn core(&self, region: &Region, today: NaiveDate) -> Vec<Core> {
        let seat = self.places.iter().find(|place| place.role == "seat");
        let seat = seat.filter(|place| place.register != DECLARED).and_then(|place| {
            let (register, _, as_of) = self.records.iter().find(|(code, ..)| *code == place.register)?;
            let months = region.shelf_life(Class::Register.into(), "seat", Some(register));
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            let typed = Seat {
                street: part(&place.street),
                postal_code: part(&place.postal_code),
                municipality: part(&place.municipality),
                country: part(&place.country),
            };
            Some(Core {
                code: "seat",
                value: typed.to_value(),
                class: Class::Register,
                source: register.clone(),
                as_of: *as_of,
                valid_until: *as_of + Months::new(months),
            })
        });
        core(&self.values, seat, today)
    }

    /// The court that registers it, where that is all that is known of its seat.
    #[must_use]
    pub fn court(&self) -> Option<&'static str> {
        let tells = |place: &PlaceView| place.postal_code.is_some() || place.municipality.is_some();
        let unknown =
            self.territory != OUTSIDE && !self.places.iter().any(|place| place.role == "seat" && tells(place));
        let numbers = self
            .identifiers
            .iter()
            .map(|(scheme, value, _)| (scheme.as_str(), value.as_str()));
        court_of(numbers).filter(|_| unknown).map(|(_, name)| name)
    }
}

/// A place of an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceView {
    /// Code of the register that says so.
    pub register: String,
    /// `seat`, `establishment` or `branch`.
    pub role: String,
    /// Name of the establishment.
    pub name: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// As written.
    pub postal_code: Option<String>,
    /// Municipality.
    pub municipality: Option<String>,
    /// ISO code.
    pub country: Option<String>,
    /// Code of the territory.
    pub territory: String,
    /// Where it lies, and how well that is known.
    pub position: Option<Position>,
}

/// How many entries of the journal are looked through for changes.
const CHANGES: i64 = 20;

/// The organisation with that id, or where it went. `None`: there is none this scope may see.
///
/// # Errors
/// When the database refuses.
pub async fn find_organisation(
    scope: &Scope,
    database: &Database,
    region: &Region,
    id: OrganisationId,
) -> Result<Option<Found>, DatabaseError> {
    let db = database.reader();
    let found = organisation::Entity::find_by_id(id.0)
        .filter(scope.condition(COLUMNS))
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    if row.erased_at.is_some() {
        return Ok(Some(Found::Erased));
    }
    if row.root_id != row.id {
        return Ok(Some(Found::Moved(OrganisationId(row.root_id))));
    }
    let identifiers = identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.eq(id.0))
        .order_by_asc(identifier::Column::Scheme)
        .all(db)
        .await?;
    let records = register_record::Entity::find()
        .filter(register_record::Column::OrganisationId.eq(id.0))
        .all(db)
        .await?;
    let facts = fact::Entity::find()
        .filter(fact::Column::OrganisationId.eq(id.0))
        .filter(fact::Column::SupersededAt.is_null())
        .order_by_asc(fact::Column::Id)
        .all(db)
        .await?;
    let places = place::Entity::find()
        .filter(place::Column::OrganisationId.eq(id.0))
        .order_by_asc(place::Column::Register)
        .order_by_asc(place::Column::Position)
        .all(db)
        .await?;
    let mut known = Known {
        records: records.iter().filter_map(|record| known_record(record).ok()).collect(),
        facts: facts.iter().map(known_fact).collect(),
    };
    known.sort(region);
    let mut places = places;
    places.sort_by_key(|place| region.rank(&place.register));
    // What was declared gives way to what a register says since.
    if places
        .iter()
        .any(|place| place.role == "seat" && place.register != DECLARED)
    {
        places.retain(|place| place.register != DECLARED);
    }
    let changes = changes(database, id).await?;
    Ok(Some(Found::Here(Box::new(assemble(
        row,
        identifiers,
        &known,
        places,
        changes,
        region,
    )))))
}

fn assemble(
    row: organisation::Model,
    identifiers: Vec<identifier::Model>,
    known: &Known,
    places: Vec<place::Model>,
    changes: Vec<ChangeNote>,
    region: &Region,
) -> Organisation {
    Organisation {
        id: OrganisationId(row.id),
        version: row.version,
        standing: Standing::from_code(&row.standing).unwrap_or(Standing::Registered),
        kind: row.kind.as_deref().and_then(Kind::from_code),
        legal_status: LegalStatus::from_code(&row.legal_status).unwrap_or(LegalStatus::Unknown),
        home_chamber: row.home_chamber,
        name: row.name,
        name_language: row.name_language,
        territories: codes(&row.territories),
        territory: row.territory,
        municipality: row.municipality,
        country: row.country,
        languages: codes(&row.languages),
        division: row.division,
        as_of: from_days(row.as_of),
        stale_at: from_days(row.stale_at),
        identifiers: identifiers
            .into_iter()
            .map(|row| (row.scheme, row.value, row.register))
            .collect(),
        records: known
            .records
            .iter()
            .map(|record| (record.register.clone(), record.record.number.clone(), record.as_of))
            .collect(),
        statuses: known
            .records
            .iter()
            .map(|known| {
                (
                    known.register.clone(),
                    LegalStatus::from(known.record.legal_status),
                    known.as_of,
                )
            })
            .filter(|(_, status, _)| *status != LegalStatus::Unknown)
            .collect(),
        values: values(known, region),
        places: places.into_iter().map(place_view).collect(),
        changes,
        changed_at: row.changed_at,
    }
}

fn place_view(row: place::Model) -> PlaceView {
    PlaceView {
        register: row.register,
        role: row.role,
        name: row.name,
        street: row.street,
        postal_code: row.postal_code,
        municipality: row.municipality,
        country: row.country,
        territory: row.territory,
        position: position(row.latitude, row.longitude, row.precision.as_deref()),
    }
}

async fn changes(database: &Database, id: OrganisationId) -> Result<Vec<ChangeNote>, DatabaseError> {
    let entries = entries_about(database.reader(), &format!("organisation:{id}"), CHANGES).await?;
    let told = entries.iter().filter_map(Differences::of);
    Ok(told.flat_map(|told| told.changes).collect())
}

/// When the report with that reference about this organisation was taken. The organisation was read within a scope, and
/// the reference is the secret of its reader.
///
/// # Errors
/// When the database refuses.
pub async fn find_receipt(
    database: &Database,
    about: &Organisation,
    id: ReportId,
) -> Result<Option<i64>, DatabaseError> {
    let found = report::Entity::find_by_id(id.0)
        .filter(report::Column::OrganisationId.eq(about.id.0))
        .one(database.reader())
        .await?;
    Ok(found.map(|row| row.received_at))
}
