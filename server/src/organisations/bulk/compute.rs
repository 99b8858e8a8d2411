//! The new rows of one organisation from what was known and what came in. Pure but for the ids it takes from the clock.

use std::collections::BTreeSet;

use chrono::Months;
use uuid::Uuid;

use super::load::{Before, known_fact};
use super::save::Rows;
use super::{Change, Context, Incoming, Said, told};
use crate::organisations::model::{Class, Kind, Listing, Standing, Stated, field_of};
use crate::organisations::rules::{self, Known, KnownRecord, PlaceRow, RowValues};
use crate::organisations::tables::{fact, identifier, organisation, place, register_record, register_unit};
use crate::platform::region::{Position, Region};

/// What the journal must know of an organisation that was written.
pub(super) struct Done {
    pub(super) standing: String,
    pub(super) changes: Vec<Change>,
}

/// Adds all rows of the organisation to `rows`.
pub(super) fn organisation(
    context: Context<'_>,
    now: i64,
    id: Uuid,
    before: Option<Before>,
    said: Said<'_>,
    rows: &mut Rows,
) -> Done {
    let Said { items, listing, source } = said;
    let (mut known, old, facts) = match before {
        Some(before) => (before.known, Some(before.row), before.facts),
        None => (Known::default(), None, Vec::new()),
    };
    let mut changes = Vec::new();
    let is_new = old.is_none();
    // Nobody is told of those that are only registered.
    let numbers = old.as_ref().filter(|old| super::is_visible(&old.standing));
    let numbers = numbers.and_then(|_| told::identity(&known));
    for (item, record_id) in items {
        let record = KnownRecord {
            register: item.record.register.code().to_owned(),
            as_of: item.as_of,
            record: item.record.clone(),
        };
        rows.records.push(record_row(context, id, item, *record_id));
        known
            .records
            .retain(|other| (&other.register, &other.record.number) != (&record.register, &record.record.number));
        known.records.push(record);
    }
    known.sort(context.region);
    told::compare_identity(numbers, &known, &mut changes);
    let came = items.iter().map(|(item, _)| item.record.register.code()).collect();
    add_of_registers(context.region, id, &known, &came, is_new, rows);
    if let Some(listing) = listing {
        state_facts(context, now, id, (listing, source), &facts, rows, &mut changes);
        replace_facts(&mut known, rows, id, &facts);
    }
    if let Some(place) = rules::declared_seat(&known, context.region, context.today()) {
        rows.places.push(place_row(id, rules::DECLARED, 0, place));
    }
    let values = rules::row_values(&known, context.region, context.today());
    let row = row(now, id, old.as_ref(), listing, values);
    if let Some(old) = &old {
        compare(old, &row, &mut changes);
    }
    let standing = row.standing.clone();
    rows.organisations.push(row);
    Done {
        standing,
        changes: if is_new { Vec::new() } else { changes },
    }
}

/// Adds the row and places of an organisation about which nothing came in, as the rules compute them now.
pub(super) fn anew(context: Context<'_>, now: i64, before: &Before, rows: &mut Rows) {
    let Before { row: old, known, .. } = before;
    let registers = known.records.iter().map(|record| record.register.as_str()).collect();
    add_of_registers(context.region, old.id, known, &registers, false, rows);
    let today = context.clock.today();
    if let Some(place) = rules::declared_seat(known, context.region, today) {
        rows.places.push(place_row(old.id, rules::DECLARED, 0, place));
    }
    let values = rules::row_values(known, context.region, today);
    rows.organisations.push(row(now, old.id, Some(old), None, values));
}

fn record_row(context: Context<'_>, id: Uuid, item: &Incoming, record_id: Option<Uuid>) -> register_record::Model {
    register_record::Model {
        id: record_id.unwrap_or_else(|| context.clock.id()),
        register: item.record.register.code().to_owned(),
        number: item.record.number.clone(),
        organisation_id: id,
        run_id: context.run,
        as_of: rules::days(item.as_of),
        content_hash: item.hash.to_vec(),
        bytes: item.text.clone().into_bytes(),
    }
}

/// Places and numbers of the registers that came in. A register may know one organisation by several records: all of them
/// are written anew together, or one would take away what the other says.
fn add_of_registers(region: &Region, id: Uuid, known: &Known, came: &BTreeSet<&str>, is_new: bool, rows: &mut Rows) {
    for register in came.iter().copied() {
        if !is_new {
            rows.replaced_places.push((id, register.to_owned()));
        }
        let records = || known.records.iter().filter(|record| record.register == register);
        let places = records().flat_map(|record| rules::places_of(record, region));
        for (position, place) in (0_i64..).zip(places) {
            rows.places.push(place_row(id, register, position, place));
        }
        records().for_each(|record| add_units(id, record, rows));
    }
    // Those of all registers: a number is kept for the first that states it, and another may still state what it leaves out now.
    for record in &known.records {
        add_identifiers(id, record, rows);
    }
}

fn place_row(id: Uuid, register: &str, position: i64, place: PlaceRow) -> place::Model {
    place::Model {
        organisation_id: id,
        register: register.to_owned(),
        position,
        role: place.role.to_owned(),
        name: place.name,
        street: place.street,
        postal_code: place.postal_code,
        municipality: place.municipality,
        country: place.country,
        territory: place.territory,
        latitude: place.position.map(|position| position.point.lat),
        longitude: place.position.map(|position| position.point.lon),
        precision: precision(place.position),
    }
}

fn precision(position: Option<Position>) -> Option<String> {
    position.map(|position| position.precision.code().to_owned())
}

fn add_identifiers(id: Uuid, record: &KnownRecord, rows: &mut Rows) {
    for (scheme, value) in &record.record.identifiers {
        rows.identifiers.push(identifier::Model {
            scheme: scheme.clone(),
            value: value.clone(),
            organisation_id: id,
            register: record.register.clone(),
        });
    }
}

/// Only the KBO's updates name an establishment without its enterprise.
fn add_units(id: Uuid, record: &KnownRecord, rows: &mut Rows) {
    if record.register != registers::Register::Kbo.code() {
        return;
    }
    for unit in &record.record.establishments {
        rows.units.push(register_unit::Model {
            register: record.register.clone(),
            unit: unit.number.clone(),
            number: record.record.number.clone(),
            organisation_id: id,
        });
    }
}

/// Values that say something new supersede those of the same field, language and source; equal ones stay.
fn state_facts(
    context: Context<'_>,
    now: i64,
    id: Uuid,
    (listing, source): (&Listing, Option<&str>),
    current: &[fact::Model],
    rows: &mut Rows,
    changes: &mut Vec<Change>,
) {
    for stated in &listing.facts {
        let Some(field) = field_of(&stated.field) else { continue };
        let new = fact_row(context, id, (listing, source), stated);
        let old = current
            .iter()
            .find(|old| (&old.field, &old.language, &old.source) == (&new.field, &new.language, &new.source));
        if let Some(old) = old {
            if (&old.value, old.stated_at, &old.class) == (&new.value, new.stated_at, &new.class) {
                continue;
            }
            rows.facts.push(fact::Model {
                superseded_at: Some(now),
                ..old.clone()
            });
        }
        if old.is_none_or(|old| old.value != new.value) {
            changes.push((
                field.code.to_owned(),
                old.map(|old| old.value.clone()),
                Some(new.value.clone()),
            ));
        }
        rows.facts.push(new);
    }
}

fn fact_row(
    context: Context<'_>,
    id: Uuid,
    (listing, source): (&Listing, Option<&str>),
    stated: &Stated,
) -> fact::Model {
    let months = Months::new(context.region.shelf_life(stated.class.into(), &stated.field, None));
    let source = if stated.class == Class::Attested {
        source.unwrap_or(&listing.chamber)
    } else {
        "organisation"
    };
    fact::Model {
        id: context.clock.id(),
        organisation_id: id,
        field: stated.field.clone(),
        class: stated.class.code().to_owned(),
        language: stated.language.clone(),
        value: stated.value.clone(),
        source: source.to_owned(),
        stated_at: rules::days(stated.on),
        valid_until: rules::days(stated.on + months),
        superseded_at: None,
        state: stated.state.map(|state| state.code().to_owned()),
    }
}

/// What holds after the statements: the current ones that were not superseded, and the new ones.
fn replace_facts(known: &mut Known, rows: &Rows, id: Uuid, current: &[fact::Model]) {
    let mine = || rows.facts.iter().filter(|fact| fact.organisation_id == id);
    let superseded: Vec<Uuid> = mine()
        .filter(|fact| fact.superseded_at.is_some())
        .map(|fact| fact.id)
        .collect();
    let kept = current.iter().filter(|fact| !superseded.contains(&fact.id));
    known.facts = kept
        .chain(mine().filter(|fact| fact.superseded_at.is_none()))
        .map(known_fact)
        .collect();
}

fn row(
    now: i64,
    id: Uuid,
    old: Option<&organisation::Model>,
    listing: Option<&Listing>,
    values: RowValues,
) -> organisation::Model {
    let standing = match (listing, old) {
        (Some(listing), _) => listing.standing.code().to_owned(),
        (None, Some(old)) => old.standing.clone(),
        (None, None) => Standing::Registered.code().to_owned(),
    };
    let kind = listing
        .map(|listing| listing.kind.code().to_owned())
        .or_else(|| old.and_then(|old| old.kind.clone()))
        .or_else(|| values.research.then(|| Kind::Research.code().to_owned()));
    let seat = values.seat.as_ref();
    let position = seat.and_then(|seat| seat.position);
    organisation::Model {
        id,
        version: old.map_or(1, |old| old.version + 1),
        root_id: old.map_or(id, |old| old.root_id),
        public: old.is_none_or(|old| old.public),
        standing,
        kind,
        legal_status: values.legal_status.code().to_owned(),
        home_chamber: listing
            .map(|listing| listing.chamber.clone())
            .or_else(|| old.and_then(|old| old.home_chamber.clone())),
        name: values.name,
        name_language: values.name_language,
        country: seat.and_then(|seat| seat.country.clone()),
        postal_code: seat.and_then(|seat| seat.postal_code.clone()),
        municipality: seat.and_then(|seat| seat.municipality.clone()),
        territory: values.territories.first().cloned().unwrap_or_default(),
        territories: values.territories.join(" "),
        latitude: position.map(|position| position.point.lat),
        longitude: position.map(|position| position.point.lon),
        precision: precision(position),
        languages: listing
            .map(|listing| listing.languages.join(" "))
            .or_else(|| old.map(|old| old.languages.clone()))
            .unwrap_or_default(),
        division: values.division,
        founded: values.founded,
        as_of: rules::days(values.as_of),
        stale_at: rules::days(values.stale_at),
        listed_at: listing
            .map(|listing| crate::platform::clock::start_of(listing.listed_on))
            .or_else(|| old.and_then(|old| old.listed_at)),
        created_at: old.map_or(now, |old| old.created_at),
        changed_at: now,
        erased_at: old.and_then(|old| old.erased_at),
    }
}

/// What a reader of the page would see changing.
fn compare(old: &organisation::Model, new: &organisation::Model, changes: &mut Vec<Change>) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let seat = |row: &organisation::Model| {
        let parts = [row.postal_code.as_deref(), row.municipality.as_deref()];
        some(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    for (field, before, after) in [
        ("name", some(&old.name), some(&new.name)),
        ("seat", seat(old), seat(new)),
        ("legal-status", some(&old.legal_status), some(&new.legal_status)),
        ("standing", some(&old.standing), some(&new.standing)),
        ("kind", old.kind.clone(), new.kind.clone()),
        ("founded", old.founded.clone(), new.founded.clone()),
    ] {
        if before != after {
            changes.push((field.to_owned(), before, after));
        }
    }
}
