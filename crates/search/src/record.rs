//! The packed form of what is filtered, counted and sorted by: one stored value a document,
//! read once, in order, when a segment is opened.

use crate::definition::Facet;
use crate::document::{Document, MAX_SORT_NAME, Values};

/// A record as read back.
pub(crate) struct Record<'a> {
    pub id: [u8; 16],
    pub version: u64,
    pub newest: i64,
    pub as_of: i32,
    /// NaN, NaN when there is none.
    pub point: (f32, f32),
    pub sort_name: &'a [u8],
}

/// Packs a document that was checked.
pub(crate) fn pack(document: &Document) -> Vec<u8> {
    let name = &document.sort_name[..document.sort_name.len().min(MAX_SORT_NAME)];
    let (lat, lon) = document.point.unwrap_or((f32::NAN, f32::NAN));
    let mut bytes = Vec::with_capacity(64 + 16 * document.facets.len() + name.len());
    bytes.extend(document.id);
    bytes.extend(document.version.to_le_bytes());
    bytes.extend(document.newest.to_le_bytes());
    bytes.extend(document.as_of.to_le_bytes());
    bytes.extend(lat.to_le_bytes());
    bytes.extend(lon.to_le_bytes());
    for values in &document.facets {
        match values {
            Values::One(value) => bytes.push(*value),
            Values::Many(set) => bytes.extend(set.to_le_bytes()),
        }
    }
    bytes.extend(name);
    bytes
}

/// Reads a record and hands each facet's values to `facet`; `None` when it is cut off.
pub(crate) fn unpack<'a>(
    mut bytes: &'a [u8],
    facets: &[Facet],
    mut facet: impl FnMut(usize, Values),
) -> Option<Record<'a>> {
    let id = take(&mut bytes)?;
    let version = u64::from_le_bytes(take(&mut bytes)?);
    let newest = i64::from_le_bytes(take(&mut bytes)?);
    let as_of = i32::from_le_bytes(take(&mut bytes)?);
    let lat = f32::from_le_bytes(take(&mut bytes)?);
    let lon = f32::from_le_bytes(take(&mut bytes)?);
    for (number, definition) in facets.iter().enumerate() {
        facet(
            number,
            match definition.many {
                true => Values::Many(u128::from_le_bytes(take(&mut bytes)?)),
                false => Values::One(take::<1>(&mut bytes)?[0]),
            },
        );
    }
    Some(Record {
        id,
        version,
        newest,
        as_of,
        point: (lat, lon),
        sort_name: bytes,
    })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}
