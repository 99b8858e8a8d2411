//! What an import may take in: records nobody objected to.

use std::borrow::Cow;
use std::collections::HashSet;

use super::marks::{self, Mark};
use super::tables;
use crate::organisations::bulk::{BulkError, Incoming};
use crate::platform::database::Tx;

/// A batch without the records that are left out.
#[derive(Debug)]
pub struct Passed<'a> {
    /// What is taken in.
    pub batch: Cow<'a, [Incoming]>,
    /// How many are not.
    pub objected: u64,
}

/// Leaves out what somebody objected to. Where nobody did, that is one look at an empty index and no hash.
///
/// # Errors
/// [`BulkError::OtherSecret`] where objections were written down with another key: they could not be kept to. Or the database
/// refuses.
pub async fn pass<'a>(tx: &Tx, key: &[u8], batch: &'a [Incoming]) -> Result<Passed<'a>, BulkError> {
    let all = Passed {
        batch: Cow::Borrowed(batch),
        objected: 0,
    };
    let Some(check) = tables::any(tx).await? else {
        return Ok(all);
    };
    if check != marks::check_of(key) {
        return Err(BulkError::OtherSecret);
    }
    let by_record: Vec<Vec<Mark>> = batch.iter().map(|item| marks::of_incoming(key, &item.record)).collect();
    let meant: HashSet<Mark> = tables::marked(tx, by_record.iter().flatten()).await?;
    if meant.is_empty() {
        return Ok(all);
    }
    let is_meant = |marks: &[Mark]| marks.iter().any(|mark| meant.contains(mark));
    let kept = batch.iter().zip(&by_record).filter(|(_, marks)| !is_meant(marks));
    let kept: Vec<Incoming> = kept.map(|(item, _)| item.clone()).collect();
    Ok(Passed {
        objected: u64::try_from(batch.len() - kept.len()).unwrap_or_default(),
        batch: Cow::Owned(kept),
    })
}
