//! A run from its first row to its last: this process takes hold of it, tells how far it is, and writes how it ended.

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::model::{Failure, ImportError, Outcome, Request, RunState, Step};
use super::pulse::{News, Pulse, SILENT};
use super::tables::{self, Run, Start};
use crate::organisations::bulk::BulkError;
use crate::organisations::days;
use crate::platform::access::{self, Action, Actor, Grant, Node};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{self, Entry, Journal, Receipt};

/// A run while this process drives it; of a dry run there is none.
pub(super) struct Course<'a> {
    journal: &'a Journal,
    actor: &'a Actor,
    request: &'a Request,
    held: Option<(Run, Pulse)>,
    /// Set by the request's own, by whoever cancels the run, or by another process that took it.
    stop: CancellationToken,
}

impl<'a> Course<'a> {
    /// Takes hold of the run that was made for the request, if one was.
    pub(super) async fn begin(
        journal: &'a Journal,
        actor: &'a Actor,
        request: &'a Request,
    ) -> Result<Self, ImportError> {
        let mut course = Self {
            journal,
            actor,
            request,
            held: None,
            stop: request.stop.child_token(),
        };
        if let Some(id) = request.run {
            let holder = journal.clock().id();
            let hold = |tx| async move { Ok::<_, ImportError>(tables::hold_run(&tx, id, holder).await?) };
            let held = journal.database().batch(journal.clock().now(), hold).await?;
            let (run, _) = held.ok_or(ImportError::TakenOver)?;
            course.hold(run);
        }
        Ok(course)
    }

    fn hold(&mut self, run: Run) {
        let pulse = Pulse::begin(self.journal.clone(), run, self.stop.clone());
        self.held = Some((run, pulse));
    }

    /// The input is open: goes on with what an interrupted run of it wrote, or begins.
    pub(super) async fn opened(&mut self, fingerprint: &str) -> Result<Run, ImportError> {
        let clock = self.journal.clock();
        if self.request.dry_run {
            return Ok(Run::new(clock.id(), Uuid::nil()));
        }
        let own = self.held.as_ref().map(|(run, _)| *run);
        let register = self.request.kind.code();
        let not = own.map_or(Uuid::nil(), |run| run.id);
        let db = self.journal.database().maintenance();
        let since = clock.now() - SILENT;
        match (
            own,
            tables::find_unfinished(db, (register, fingerprint), not, since).await?,
        ) {
            (Some(run), None) => self.named(run, fingerprint).await,
            // A page leads on to the one that goes on; whoever typed a command takes over from what was killed just now.
            (Some(run), Some((other, true))) => {
                self.join(run, other, false).await?;
                Err(ImportError::Joined(other))
            }
            (Some(run), Some((other, false))) => {
                if run.position > 0 {
                    return self.named(run, fingerprint).await;
                }
                self.join(run, other, true).await?;
                self.resume(other).await
            }
            (None, Some((other, _))) => {
                self.revive(other).await?;
                self.resume(other).await
            }
            (None, None) => self.create(fingerprint).await,
        }
    }

    /// The run that was made beforehand is about this input.
    async fn named(&self, run: Run, fingerprint: &str) -> Result<Run, ImportError> {
        let path = &self.request.path;
        let name = |tx| async move {
            let (held, before) = tables::hold_run(&tx, run.id, run.holder)
                .await?
                .ok_or(ImportError::TakenOver)?;
            if !before.is_empty() && before != fingerprint {
                return Err(ImportError::OtherInput(path.clone()));
            }
            tables::name_run(&tx, &held, fingerprint).await?;
            Ok(held)
        };
        self.journal.database().batch(self.journal.clock().now(), name).await
    }

    async fn create(&mut self, fingerprint: &str) -> Result<Run, ImportError> {
        let id = self.journal.clock().id();
        let (journal, request, actor) = (self.journal, self.request, self.actor);
        journal
            .write(|tx| async move {
                let receipt = create(&tx, journal, id, request, fingerprint, granted(actor)?).await?;
                Ok::<_, ImportError>((receipt, ()))
            })
            .await?;
        self.resume(id).await
    }

    /// What was asked for goes on as the run that had begun it.
    async fn join(&mut self, own: Run, other: Uuid, revives: bool) -> Result<(), ImportError> {
        self.held = None;
        let (journal, actor) = (self.journal, &self.actor.to_string());
        let grant = || granted(self.actor);
        journal
            .batch(|tx| async move {
                tables::join_run(&tx, own.id, other).await?;
                if revives {
                    tables::revive_run(&tx, other, actor).await?;
                }
                let says = json!({ "as": crate::platform::id::encode(other) });
                let entry = entry("registry.join", own.id, &says);
                Ok((journal::append(&tx, journal.clock(), grant()?, entry).await?, ()))
            })
            .await
    }

    async fn revive(&self, run: Uuid) -> Result<(), ImportError> {
        let (journal, actor) = (self.journal, &self.actor.to_string());
        let grant = || granted(self.actor);
        journal
            .write(|tx| async move {
                tables::revive_run(&tx, run, actor).await?;
                let entry = entry("registry.resume", run, &json!({}));
                Ok((journal::append(&tx, journal.clock(), grant()?, entry).await?, ()))
            })
            .await
    }

    async fn resume(&mut self, run: Uuid) -> Result<Run, ImportError> {
        let holder = self.journal.clock().id();
        let hold = |tx| async move { Ok::<_, ImportError>(tables::hold_run(&tx, run, holder).await?) };
        let held = self.journal.database().batch(self.journal.clock().now(), hold).await?;
        let (run, _) = held.ok_or(ImportError::TakenOver)?;
        self.hold(run);
        Ok(run)
    }

    /// Keeps which extract is read, where it has a number and is read whole.
    pub(super) async fn numbered(&self, extract: Option<u32>) -> Result<(), ImportError> {
        let (Some(number), Some((run, _))) = (extract, &self.held) else {
            return Ok(());
        };
        let keep = |tx| async move { Ok::<_, ImportError>(tables::number_run(&tx, run, number).await?) };
        self.journal.database().batch(self.journal.clock().now(), keep).await
    }

    /// What stops it.
    pub(super) fn stop(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// How far it is.
    pub(super) fn tell(&self, step: Step, outcome: &Outcome) {
        if let Some((_, pulse)) = &self.held {
            pulse.tell(step, outcome);
        }
    }

    /// What the batches committed.
    pub(super) const fn moved(&mut self, to: Run) {
        if let Some((run, _)) = &mut self.held {
            *run = to;
        }
    }

    pub(super) fn reject(&self, reject: &registers::Reject) {
        if let Some((_, pulse)) = &self.held {
            pulse.reject(reject);
        }
    }

    /// Writes how it ended.
    pub(super) async fn end(self, done: Result<Outcome, ImportError>) -> Result<Outcome, ImportError> {
        let ended = match &done {
            Ok(outcome) if outcome.dry_run => return done,
            Ok(_) => (RunState::Finished, None),
            Err(ImportError::TakenOver | ImportError::Joined(_)) => return done,
            Err(ImportError::Cancelled(_)) => (RunState::Cancelled, None),
            Err(error) => (RunState::Failed, Some(Failure::of(error, &self.request.asked()))),
        };
        let written = match self.held {
            Some((run, pulse)) => {
                if let Ok(outcome) = &done {
                    pulse.done(outcome);
                }
                let news = pulse.end().await;
                write_end(self.journal, self.actor, &run, &news, &ended).await
            }
            None => refuse(self.journal, self.actor, self.request, &ended).await,
        };
        match (written, done) {
            (Ok(()), done) => done,
            // Who took it over stopped it.
            (Err(taken @ ImportError::TakenOver), Err(ImportError::Cancelled(_))) => Err(taken),
            // That it could not be written matters less than what had gone wrong.
            (Err(_), Err(error)) | (Err(error), Ok(_)) => Err(error),
        }
    }
}

/// The row of a run that begins, and its entry.
pub(super) async fn create(
    tx: &Tx,
    journal: &Journal,
    id: Uuid,
    request: &Request,
    fingerprint: &str,
    grant: Grant,
) -> Result<Receipt, DatabaseError> {
    let asked = serde_json::to_string(&request.asked()).unwrap_or_default();
    let start = Start {
        register: request.kind.code(),
        source: &request.path.display().to_string(),
        fingerprint,
        as_of: request.as_of.map(days),
        asked: &asked,
        actor: &grant.actor().to_string(),
    };
    tables::create_run(tx, id, &start).await?;
    let says = json!({ "register": start.register });
    journal::append(tx, journal.clock(), grant, entry("registry.start", id, &says)).await
}

/// An input that could not be opened: a run that failed before it began.
async fn refuse(
    journal: &Journal,
    actor: &Actor,
    request: &Request,
    ended: &(RunState, Option<Failure>),
) -> Result<(), ImportError> {
    let (id, holder) = (journal.clock().id(), journal.clock().id());
    let (run, news) = (&Run::new(id, holder), &News::default());
    journal
        .write(|tx| async move {
            let _begun = create(&tx, journal, id, request, "", granted(actor)?).await?;
            tables::hold_run(&tx, id, holder).await?;
            Ok((end(&tx, journal, actor, run, news, ended).await?, ()))
        })
        .await
}

async fn write_end(
    journal: &Journal,
    actor: &Actor,
    run: &Run,
    news: &News,
    ended: &(RunState, Option<Failure>),
) -> Result<(), ImportError> {
    journal
        .write(|tx| async move { Ok((end(&tx, journal, actor, run, news, ended).await?, ())) })
        .await
}

async fn end(
    tx: &Tx,
    journal: &Journal,
    actor: &Actor,
    run: &Run,
    news: &News,
    (state, failure): &(RunState, Option<Failure>),
) -> Result<Receipt, ImportError> {
    let sign = news.sign();
    if !tables::end_run(tx, run, &sign, (*state, failure.as_ref())).await? {
        return Err(ImportError::TakenOver);
    }
    let (action, says) = match (state, failure) {
        (_, Some(failure)) => ("registry.fail", json!(failure)),
        (RunState::Cancelled, _) => ("registry.stop", json!({ "written": run.position })),
        _ => ("registry.finish", json!(sign.outcome)),
    };
    Ok(journal::append(tx, journal.clock(), granted(actor)?, entry(action, run.id, &says)).await?)
}

fn granted(actor: &Actor) -> Result<Grant, ImportError> {
    Ok(access::decide(actor, Action::ImportOrganisations, &Node).map_err(BulkError::from)?)
}

/// An entry about a run.
pub(super) fn entry(action: &'static str, run: Uuid, says: &Value) -> Entry {
    Entry::of(action, subject(run), None, says)
}

/// As the journal names a run.
pub(super) fn subject(run: Uuid) -> String {
    format!("run:{}", crate::platform::id::encode(run))
}
