//! A chamber's shared address may be somebody's own.

use crate::platform::database::{Connections, DatabaseError, Doing, Sql, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

const THEIRS: Sql = Sql::both("SELECT code FROM chamber WHERE lower(mail) = $1 ORDER BY code");
const FORGET: Sql = Sql::both("UPDATE chamber SET mail = NULL WHERE lower(mail) = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[THEIRS, FORGET];

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "chambers"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            FORGET.run(tx.connection(), vec![whose.mail.clone().into()]).await?;
            Ok(Erased::default())
        })
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let rows = THEIRS.all(db, vec![whose.mail.clone().into()]).await?;
    let codes = rows.iter().map(|row| row.try_get_by_index::<String>(0));
    let codes: Vec<String> = codes.collect::<Result<_, _>>()?;
    share.data.insert("sharedAddressOf".into(), codes.into());
    Ok(share)
}
