//! Once a day what is of no more use goes, by the rules of each feature. Again it takes nothing: a second node does no harm.

use std::time::Duration;

use serde_json::json;

use super::model::PrivacyError;
use super::named_files;
use crate::platform::access::{self, Action, Node};
use crate::platform::clock::DAY;
use crate::platform::database::Tx;
use crate::platform::files::Files;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::personal::maintenance;
use crate::platform::retention::{How, Rule, Swept};

/// Between two rounds.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// After the start, which has enough to do.
const FIRST: Duration = Duration::from_secs(60);

/// What taking away takes.
#[derive(Clone)]
pub struct Keeper {
    /// Rows and their journal.
    pub journal: Journal,
    /// What people laid in.
    pub files: Files,
    /// Every feature's rules.
    pub rules: &'static [&'static [Rule]],
}

/// Goes round until the process ends.
pub async fn keep(keeper: Keeper) {
    tokio::time::sleep(FIRST).await;
    loop {
        keeper.round().await;
        tokio::time::sleep(EVERY).await;
    }
}

impl Keeper {
    /// All rules once: what each took away, where it did. One that fails does not keep the others.
    pub async fn round(&self) -> Vec<(&'static str, u64)> {
        let mut all = Vec::new();
        for rules in self.rules {
            for rule in *rules {
                match self.carry_out(rule).await {
                    Ok(0) => {}
                    Ok(rows) => {
                        tracing::info!(rule = rule.name, rows, "what was old is gone");
                        all.push((rule.name, rows));
                    }
                    Err(error) => {
                        tracing::error!(rule = rule.name, %error, "what is old could not go; it is tried again")
                    }
                }
            }
        }
        all
    }

    /// Step by step, so that people who write wait for one step at most.
    async fn carry_out(&self, rule: &Rule) -> Result<u64, PrivacyError> {
        let before = self.journal.clock().now() - rule.days * DAY;
        let mut rows = 0;
        loop {
            let step = self
                .journal
                .batch(|tx| async move { self.step(&tx, rule, before).await });
            match step.await {
                Ok(swept) => {
                    rows += swept.rows;
                    self.forget(&swept.files).await?;
                }
                // Nothing is left, and nothing was written.
                Err(PrivacyError::Absent) => return Ok(rows),
                Err(error) => return Err(error),
            }
        }
    }

    async fn step(&self, tx: &Tx, rule: &Rule, before: i64) -> Result<(Receipt, Swept), PrivacyError> {
        let swept = match rule.how {
            How::Hook(hook) => hook(tx, before).await?,
            How::Rows(sql) => Swept {
                rows: sql.run(tx.connection(), vec![before.into()]).await?,
                files: Vec::new(),
            },
        };
        if swept.rows == 0 {
            return Err(PrivacyError::Absent);
        }
        let grant = access::decide(&maintenance(), Action::Maintain, &Node)?;
        let says = json!({ "rule": rule.name, "days": rule.days, "rows": swept.rows });
        let entry = Entry::of("privacy.swept", format!("retention:{}", rule.name), None, &says);
        Ok((journal::append(tx, self.journal.clock(), grant, entry).await?, swept))
    }

    /// Bytes no row names any more.
    async fn forget(&self, hashes: &[Vec<u8>]) -> Result<(), PrivacyError> {
        if hashes.is_empty() {
            return Ok(());
        }
        let named = named_files(self.journal.database().reader()).await?;
        for hash in hashes.iter().filter(|hash| !named.contains(*hash)) {
            self.files.remove(hash).await?;
        }
        Ok(())
    }
}
