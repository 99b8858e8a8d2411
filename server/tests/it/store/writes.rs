//! Transactions: lost races run again, errors of the database are told apart, nothing outlives its transaction.

use std::sync::atomic::{AtomicU32, Ordering};

use passerelle::platform::database::DatabaseError;
use sea_orm::ConnectionTrait;
use testkit::{App, Backend, organisation, suite};

use super::append;

suite!(
    a_lost_race_runs_again,
    not_for_ever,
    constraints_have_names,
    readers_cannot_write,
    a_kept_transaction_is_not_committed
);

/// Fails as a lost race of that database does.
async fn lose(app: &App, tx: &passerelle::platform::database::Tx) -> Result<(), DatabaseError> {
    let sql = match app.backend() {
        Backend::Postgres => "DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$",
        // There is no way to be busy inside BEGIN IMMEDIATE; the schema cannot raise its code either.
        Backend::Sqlite => return Ok(()),
    };
    tx.connection().execute_unprepared(sql).await?;
    Ok(())
}

async fn a_lost_race_runs_again(app: App) {
    let tries = AtomicU32::new(0);
    let done = app.journal().write(|tx| {
        let (app, tries) = (&app, &tries);
        async move {
            let receipt = append(app, &tx, "once", None).await?;
            if tries.fetch_add(1, Ordering::SeqCst) < 2 {
                lose(app, &tx).await?;
            }
            Ok::<_, DatabaseError>((receipt, ()))
        }
    });
    done.await.unwrap();
    let expected = if app.backend() == Backend::Postgres { 3 } else { 1 };
    assert_eq!(tries.load(Ordering::SeqCst), expected);
    assert_eq!(app.verify().await.entries, 1, "the tries that were lost left nothing");
}

async fn not_for_ever(app: App) {
    if app.backend() == Backend::Sqlite {
        return;
    }
    let tries = AtomicU32::new(0);
    let lost = app.journal().write(|tx| {
        let (app, tries) = (&app, &tries);
        async move {
            tries.fetch_add(1, Ordering::SeqCst);
            lose(app, &tx).await?;
            Ok::<_, DatabaseError>((append(app, &tx, "never", None).await?, ()))
        }
    });
    assert!(lost.await.unwrap_err().is_conflict());
    assert_eq!(tries.load(Ordering::SeqCst), 3);
}

async fn constraints_have_names(app: App) {
    app.add([organisation("Testwerk")]).await;
    let same = "INSERT INTO identifier SELECT 'x', 'y', id, 'demo' FROM organisation";
    app.tamper(same).await.unwrap();
    let twice: DatabaseError = app.tamper(same).await.unwrap_err().into();
    assert!(twice.broken_constraint().is_some());
    assert!(!twice.is_conflict() && !twice.is_unavailable());
    let word: DatabaseError = app
        .tamper("UPDATE organisation SET standing = 'boss'")
        .await
        .unwrap_err()
        .into();
    assert!(word.broken_constraint().is_some(), "{word}");
}

async fn readers_cannot_write(app: App) {
    if app.backend() == Backend::Postgres {
        return;
    }
    let refused = app.database().reader().execute_unprepared("DELETE FROM reader").await;
    assert!(refused.is_err());
}

async fn a_kept_transaction_is_not_committed(app: App) {
    let kept = std::sync::Mutex::new(None);
    let done = app.journal().write(|tx| {
        let (app, kept) = (&app, &kept);
        async move {
            let receipt = append(app, &tx, "never", None).await?;
            *kept.lock().unwrap() = Some(tx);
            Ok::<_, DatabaseError>((receipt, ()))
        }
    });
    assert!(done.await.unwrap_err().to_string().contains("kept beyond its end"));
    drop(kept);
    assert_eq!(app.verify().await.entries, 0);
}
