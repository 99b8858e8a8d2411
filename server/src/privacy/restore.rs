//! What a restored copy needs before anybody opens it: who was erased since is erased again, nobody is signed in, no letter
//! leaves a second time, and no bytes lie there that belong to nobody.

use serde_json::json;

use super::erase::Eraser;
use super::ledger::Ledger;
use super::model::PrivacyError;
use super::named_files;
use crate::accounts;
use crate::platform::database::wipe::wipe;
use crate::platform::journal::{self, Entry, head};
use crate::platform::mail;
use crate::platform::personal::Hands;

/// What was done to a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Settled {
    /// People erased again.
    pub erased: usize,
    /// Sessions ended.
    pub sessions: u64,
    /// Links to sign in that are no longer good.
    pub links: u64,
    /// Letters that are held.
    pub letters: u64,
    /// Files nobody's row names.
    pub files: usize,
    /// Organisations erased again that had objected.
    pub objections: usize,
}

/// Settles a copy nobody else has open. `others` are ledgers beside the node's own: the copy's, or one given by the operator.
///
/// # Errors
/// See [`PrivacyError`]; doing it again goes on from there.
pub async fn settle(eraser: &Eraser, others: &[Ledger]) -> Result<Settled, PrivacyError> {
    let mut settled = Settled::default();
    let journal = &eraser.journal;
    journal.settle().await?;
    let own = eraser.ledger.marks()?;
    let mut foreign = Vec::new();
    for ledger in others {
        foreign.push((ledger, ledger.marks()?));
    }
    let mut texts = Vec::new();
    for (person, is_there) in accounts::personal::everybody(journal.database().reader()).await? {
        let is_in =
            |ledger: &Ledger, marks: &std::collections::BTreeMap<_, _>| marks.contains_key(&ledger.mark(person));
        if is_in(&eraser.ledger, &own) || foreign.iter().any(|(ledger, marks)| is_in(ledger, marks)) {
            texts.extend(eraser.erase(person, None).await?.texts);
            settled.erased += usize::from(is_there);
        }
    }
    settled.objections = eraser.replay_objections().await?;
    journal.settle().await?;
    let until = head(journal.database().reader()).await?;
    let hands = Hands {
        clock: journal.clock(),
        region: &eraser.region,
    };
    let (sessions, links, letters) = journal
        .write(|tx| async move {
            let (sessions, links) = accounts::personal::end_everything(&tx).await?;
            let letters = mail::hold::hold(&tx, until).await?;
            let says = json!({ "sessions": sessions, "links": links, "letters": letters });
            let entry = Entry::of("privacy.restored", "node:restored".to_owned(), None, &says);
            let receipt = journal::append(&tx, hands.clock, hands.grant()?, entry).await?;
            Ok::<_, PrivacyError>((receipt, (sessions, links, letters)))
        })
        .await?;
    (settled.sessions, settled.links, settled.letters) = (sessions, links, letters);
    let named = named_files(journal.database().reader()).await?;
    for hash in eraser.files.all().await?.iter().filter(|hash| !named.contains(*hash)) {
        eraser.files.remove(hash).await?;
        settled.files += 1;
    }
    wipe(journal.database(), &texts).await?;
    Ok(settled)
}
