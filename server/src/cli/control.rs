//! Commands that write. They open the database themselves; where a server on SQLite holds its folder, they are handed to
//! that server over `control.sock` in it, one JSON document a line: the order goes in, steps and one answer come out.
//!
//! The socket is open to the user the server runs as and to nobody else. An order whose command is gone is given up at the
//! next batch, as if the command had been killed while it wrote itself.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::erase;
use super::import;
use super::node::Node;
use super::objection;
use super::region;
use super::runs;
use super::staff;
use crate::platform::database::{Access, DatabaseError};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::platform::settings::Settings;
use crate::registry::Step;

const SOCKET: &str = "control.sock";
/// What a command says that is to stop.
const STOP: &[u8] = b"stop\n";
/// Bytes of an order, at most.
const LONGEST: u64 = 1 << 20;

/// What can be handed over.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Order {
    /// `import`
    Import(import::Arguments),
    /// `runs cancel`
    Cancel(runs::CancelOrder),
    /// `chamber add`, `mandate grant`, `mandate revoke`, `setup`
    Staff(staff::StaffOrder),
    /// `region places`, `region recompute`
    Region(region::RegionOrder),
    /// `erase`, `mail release`
    Privacy(erase::PrivacyOrder),
    /// `objection add`, `objection lift`
    Objection(objection::ObjectionOrder),
}

/// What the server says of an order: any number of steps, then one of the others.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Step(Step),
    Done(Value),
    Refused(String),
}

/// Who wants to know how far it is.
pub(super) type Watch<'a> = &'a (dyn Fn(Step) + Send + Sync);
/// The same, and what stops it behind the batch it is at.
pub(super) type Reins<'a> = (Watch<'a>, &'a CancellationToken);

impl Order {
    /// Does it with a database this process may write.
    async fn carry_out(&self, journal: &Journal, region: &Arc<Region>, reins: Reins<'_>) -> Result<Value> {
        match self {
            Self::Import(arguments) => import::carry_out(arguments, journal, region, reins).await,
            Self::Cancel(order) => runs::carry_out(order, journal).await,
            Self::Staff(order) => staff::carry_out(order, journal, region).await,
            Self::Region(order) => region::carry_out(order, journal, region, reins.0).await,
            Self::Privacy(order) => erase::carry_out(order, journal).await,
            Self::Objection(order) => objection::carry_out(order, journal).await,
        }
    }
}

/// Carries an order out here, or has the server do it that holds the folder.
pub(super) async fn give(settings: Settings, order: &Order) -> Result<Value> {
    give_watched(settings, order, (&|_| (), &CancellationToken::new())).await
}

/// The same for what takes long.
pub(super) async fn give_watched(settings: Settings, order: &Order, reins: Reins<'_>) -> Result<Value> {
    let folder = settings.data.clone();
    match Node::open(settings, Access::Write).await {
        Ok(node) => {
            // Here nobody else decides anything meanwhile; a server that carries an import out keeps few pages.
            if matches!(order, Order::Import(_)) {
                node.database().prepare_for_bulk().await?;
            }
            let done = order.carry_out(&node.journal, &node.region, reins).await;
            node.database().clone().close().await?;
            done
        }
        Err(error) if matches!(error.downcast_ref(), Some(DatabaseError::InUse { .. })) => {
            match UnixStream::connect(folder.join(SOCKET)).await {
                Ok(stream) => hand_over(stream, order, reins).await,
                // Who holds the folder takes no orders: another command, or a server that is just starting.
                Err(_) => Err(error),
            }
        }
        Err(error) => Err(error),
    }
}

async fn hand_over(stream: UnixStream, order: &Order, (watch, stop): Reins<'_>) -> Result<Value> {
    let (read, mut write) = stream.into_split();
    write.write_all(&line(order)?).await?;
    let mut lines = BufReader::new(read).lines();
    let mut told = false;
    loop {
        let said = tokio::select! {
            said = lines.next_line() => said?,
            () = stop.cancelled(), if !told => {
                told = true;
                write.write_all(STOP).await?;
                continue;
            }
        };
        let Some(said) = said else { break };
        match serde_json::from_str(&said)? {
            Told::Step(step) => watch(step),
            Told::Done(value) => return Ok(value),
            Told::Refused(reason) => bail!("{reason}"),
        }
    }
    bail!("the server stopped before it was done; the same command goes on from there")
}

/// Takes orders in a folder until the task is aborted. Orders wait for each other: each has the writer to itself.
pub(super) fn listen(folder: &Path, journal: Journal, region: Arc<Region>) -> Result<Listening> {
    let socket = folder.join(SOCKET);
    let listener = bind(folder, &socket).with_context(|| format!("{}: no orders can be taken", socket.display()))?;
    let turn = Arc::new(Mutex::new(()));
    let task = tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                // Out of descriptors: others have to end first.
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                continue;
            };
            let (journal, region, turn) = (journal.clone(), Arc::clone(&region), Arc::clone(&turn));
            tokio::spawn(async move {
                if let Err(error) = serve(stream, &journal, &region, &turn).await {
                    tracing::warn!(%error, "an order was given up");
                }
            });
        }
    });
    Ok(Listening { task, socket })
}

/// The open socket; dropped, it is closed and removed.
pub(super) struct Listening {
    task: JoinHandle<()>,
    socket: PathBuf,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
        // The next server replaces what is left.
        let _ = fs::remove_file(&self.socket);
    }
}

/// Bound where only this user looks and moved into place with its rights, so that nobody connects in between.
fn bind(folder: &Path, socket: &Path) -> Result<UnixListener> {
    let private = tempfile::Builder::new().prefix(".c").tempdir_in(folder)?;
    let first = private.path().join("s");
    let listener = UnixListener::bind(&first)?;
    fs::set_permissions(&first, Permissions::from_mode(0o600))?;
    fs::rename(&first, socket)?;
    Ok(listener)
}

async fn serve(stream: UnixStream, journal: &Journal, region: &Arc<Region>, turn: &Mutex<()>) -> Result<()> {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read.take(LONGEST));
    let mut asked = String::new();
    read.read_line(&mut asked).await?;
    let order: Order = match serde_json::from_str(&asked) {
        Ok(order) => order,
        Err(error) => {
            let told = Told::Refused(format!("an order this version does not know: {error}"));
            return Ok(write.write_all(&line(&told)?).await?);
        }
    };
    let (sender, mut steps) = mpsc::unbounded_channel();
    let watch = move |step| {
        // A step nobody reads any more is no loss.
        let _ = sender.send(step);
    };
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    if let Order::Import(arguments) = &order
        && let Err(error) = import::within_reach(arguments)
    {
        return Ok(write.write_all(&line(&Told::Refused(error.to_string()))?).await?);
    }
    let work = async move {
        // Who wants an import to stop does not wait for its end.
        let _turn = match order {
            Order::Cancel(_) => None,
            _ => Some(turn.lock().await),
        };
        let done = order.carry_out(journal, region, (&watch, &stopped)).await;
        match done {
            Ok(value) => Told::Done(value),
            Err(error) => Told::Refused(error.to_string()),
        }
    };
    tokio::pin!(work);
    loop {
        let told = tokio::select! {
            Some(step) = steps.recv() => Told::Step(step),
            told = &mut work => told,
            () = gone(&mut read, &stop) => return Err(anyhow!("the command is gone")),
        };
        write.write_all(&line(&told)?).await?;
        if !matches!(told, Told::Step(_)) {
            return Ok(());
        }
    }
}

/// Ends when the other side does: after its order it has nothing more to say than to stop.
async fn gone(read: &mut (impl AsyncReadExt + Unpin), stop: &CancellationToken) {
    let mut more = [0; 64];
    loop {
        match read.read(&mut more).await {
            Ok(0) => return,
            Err(error) if error.kind() != ErrorKind::Interrupted => return,
            Ok(_) => stop.cancel(),
            Err(_) => {}
        }
    }
}

fn line(said: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(said)?;
    bytes.push(b'\n');
    Ok(bytes)
}
