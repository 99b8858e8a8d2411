//! What the machine and the settings offer: addresses, secret, folder, room, backups, and whether a server answers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use super::{Finding, span};
use crate::cli::backup::newest;
use crate::cli::serve::{is_local, missing_for_public};
use crate::platform::clock::DAY;
use crate::platform::settings::Settings;

const HOUR: i64 = DAY / 24;
/// Room that must be there whatever the size of the database.
const ROOM: u64 = 1 << 30;
/// How long a server on this machine has to answer.
const ANSWER: Duration = Duration::from_secs(3);

pub(super) fn look(settings: &Settings, now: i64) -> Vec<Finding> {
    let mut found = vec![address(settings), folder(&settings.data)];
    found.extend(secret(settings));
    found.extend(proxies(settings));
    found.extend(room(&settings.data));
    found.push(backups(settings, now));
    found.push(server(settings.address));
    found
}

fn address(settings: &Settings) -> Finding {
    let missing = missing_for_public(settings);
    if missing.is_empty() {
        return Finding::ok("address", format!("{} at {}", settings.public_url, settings.address));
    }
    Finding::wrong(
        "address",
        format!("{} at {} is public", settings.public_url, settings.address),
        format!(
            "set {}, or run `passerelle setup`: `serve` refuses to start",
            missing.join(", ")
        ),
    )
}

/// Several machines must have the same secret, and a machine that is lost must not take it along.
fn secret(settings: &Settings) -> Option<Finding> {
    if !settings.secret.is_empty() {
        return Some(Finding::ok("secret", "set"));
    }
    let says = "lies in the data folder of this machine";
    settings.database.as_ref().map(|_| {
        Finding::note(
            "secret",
            says,
            "set `secret` before a second machine serves: each would make one of its own",
        )
    })
}

/// Behind a proxy that is not known all readers come from one address.
fn proxies(settings: &Settings) -> Option<Finding> {
    let behind = settings.public_url.starts_with("https://") && !is_local(&settings.public_url);
    (behind && settings.proxies.is_empty()).then(|| {
        Finding::wrong(
            "proxies",
            "readers come by TLS, so by way of a proxy, and none is named",
            "set `proxies` to its network, as 127.0.0.0/8; without it all readers count as one and are soon too many",
        )
    })
}

fn folder(data: &Path) -> Finding {
    let id = "data folder";
    let shown = data.display();
    let Ok(about) = std::fs::metadata(data) else {
        return Finding::wrong(
            id,
            format!("there is no {shown}"),
            "name the node with --config or --data; where it was lost, put a backup back with `passerelle restore`; where there was none, `passerelle setup`",
        );
    };
    if rustix::fs::access(data, rustix::fs::Access::WRITE_OK).is_err() {
        return Finding::wrong(
            id,
            format!("{shown} cannot be written by this user"),
            "run this as the user of the server",
        );
    }
    if about.permissions().mode() & 0o007 != 0 {
        return Finding::note(
            id,
            format!("{shown} is open to all users of the machine"),
            format!("chmod 700 {shown}"),
        );
    }
    Finding::ok(id, shown.to_string())
}

fn room(data: &Path) -> Option<Finding> {
    let about = rustix::fs::statvfs(data).ok()?;
    let free = about.f_bavail.saturating_mul(about.f_frsize);
    let size = std::fs::metadata(data.join("passerelle.sqlite")).map_or(0, |file| file.len());
    Some(room_for(free, size))
}

fn room_for(free: u64, size: u64) -> Finding {
    let says = format!("{} MiB free, the database has {}", free >> 20, size >> 20);
    if free < size.max(ROOM) {
        let advice = "make room: a backup, an import and a new index need as much as the database has, 1 GiB at least";
        return Finding::wrong("disk", says, advice);
    }
    Finding::ok("disk", says)
}

fn backups(settings: &Settings, now: i64) -> Finding {
    let id = "backups";
    let Some(folder) = &settings.backup_folder else {
        return Finding::note(
            id,
            "the server makes none by itself",
            "set `backup_folder`, or see to the cron job",
        );
    };
    let every = i64::from(settings.backup_hours) * HOUR;
    match newest(folder, now) {
        None => Finding::wrong(
            id,
            format!("none in {}", folder.display()),
            "the first is made within a minute of the server's start; its log says why it is not",
        ),
        Some((at, _)) if now - at > every + HOUR => Finding::wrong(
            id,
            format!("the newest in {} is {} old", folder.display(), span(now - at)),
            "the server's log says why (`no backup`); is it running, is there room?",
        ),
        Some((at, newest)) => Finding::ok(id, format!("{}, {} old", newest.display(), span(now - at))),
    }
}

/// Whether a server answers where the settings say it listens.
fn server(address: SocketAddr) -> Finding {
    let id = "server";
    match ready(address) {
        Err(error) => Finding::note(
            id,
            format!("nobody answers at {address} ({error})"),
            "start it: systemctl start passerelle; journalctl -u passerelle says why it does not run",
        ),
        Ok(answer) if answer.starts_with("HTTP/1.1 200") => {
            Finding::ok(id, format!("answers at {address} and is ready"))
        }
        Ok(answer) => {
            let body = answer.rsplit("\r\n\r\n").next().unwrap_or_default();
            Finding::wrong(
                id,
                format!("answers at {address} and is not ready: {body}"),
                "the body names what is missing; the log says why",
            )
        }
    }
}

fn ready(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, ANSWER)?;
    stream.set_read_timeout(Some(ANSWER))?;
    stream.write_all(b"GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(64 << 10).read_to_string(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn room_for_a_copy_of_the_database() {
        for (free, size, state) in [
            (2 << 30, 0, State::Ok),
            (1 << 29, 0, State::Wrong),
            (3 << 30, 4 << 30, State::Wrong),
            (5 << 30, 4 << 30, State::Ok),
        ] {
            assert_eq!(room_for(free, size).state, state, "{free} {size}");
        }
    }
}
