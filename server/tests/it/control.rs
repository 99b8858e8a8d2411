//! Commands beside a running server on SQLite: the real program, two processes, one folder.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_passerelle");

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn passerelle(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--data").arg(data).args(words);
    command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

fn run(data: &Path, words: &[&str]) -> Output {
    passerelle(data, words).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// A server that takes orders; it chooses its port itself.
fn serve(data: &Path) -> Server {
    let server = Server(
        passerelle(data, &["serve", "--address", "127.0.0.1:0"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let begun = Instant::now();
    while !data.join("control.sock").exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the server took no orders");
        std::thread::sleep(Duration::from_millis(20));
    }
    server
}

fn lines(folder: &Path, organisations: &str) -> String {
    let file = folder.join(format!("{organisations}.jsonl"));
    let printed = run(folder, &["generate", "--organisations", organisations]);
    std::fs::write(&file, printed.stdout).unwrap();
    file.display().to_string()
}

#[test]
fn an_import_beside_a_server_is_done_by_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let file = lines(folder.path(), "300");
    let data = folder.path().join("data");
    let server = serve(&data);
    let mode = std::fs::metadata(data.join("control.sock"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let first = json(&run(&data, &["import", "jsonl", &file, "--json"]));
    assert_eq!((&first["read"], &first["created"]), (&300.into(), &300.into()));
    let again = json(&run(&data, &["import", "jsonl", &file, "--json"]));
    assert_eq!(again["unchanged"], 300);
    drop(server);
    let fsck = run(&data, &["fsck"]);
    assert!(fsck.status.success(), "{}", String::from_utf8_lossy(&fsck.stdout));
}

#[test]
fn what_the_server_refuses_is_said_by_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let _server = serve(&data);
    let refused = run(&data, &["import", "jsonl", "/nowhere/at/all.jsonl"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("/nowhere/at/all.jsonl"), "{said}");
}

#[test]
fn what_the_server_cannot_reach_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = lines(folder.path(), "10");
    let data = folder.path().join("data");
    let _server = serve(&data);
    let told = |words: &[&str]| String::from_utf8_lossy(&run(&data, words).stderr).into_owned();
    let absent = told(&["import", "jsonl", "/nowhere/at/all.jsonl"]);
    assert!(absent.contains("there is no /nowhere/at/all.jsonl"), "{absent}");
    let rejects = told(&["import", "jsonl", &file, "--rejects", "/nowhere/rejects.tsv"]);
    assert!(rejects.contains("cannot write in /nowhere"), "{rejects}");
    assert!(run(&data, &["import", "jsonl", &file]).status.success());
    // A file with nothing in it fails, and the list says why.
    let empty = folder.path().join("empty.jsonl");
    std::fs::write(&empty, "").unwrap();
    assert!(
        !run(&data, &["import", "jsonl", &empty.display().to_string()])
            .status
            .success()
    );
    let list = run(&data, &["runs", "list"]);
    let list = String::from_utf8_lossy(&list.stdout);
    assert!(list.starts_with("ID ") && list.contains("failed"), "{list}");
    assert_eq!(
        list.matches("empty.jsonl").count(),
        2,
        "the file, and the reason: {list}"
    );
}

#[test]
fn a_command_that_is_killed_leaves_a_run_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = lines(folder.path(), "6000");
    let data = folder.path().join("data");
    let _server = serve(&data);
    let mut command = passerelle(&data, &["import", "jsonl", &file]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(700));
    command.kill().unwrap();
    command.wait().unwrap();
    let rest = json(&run(&data, &["import", "jsonl", &file, "--json"]));
    let count = |key: &str| rest[key].as_u64().unwrap();
    assert_eq!(rest["read"], 6000);
    assert_eq!(count("created") + count("unchanged"), 6000, "{rest}");
}

/// The run that stands so, once one does.
fn until(data: &Path, state: &str) -> String {
    for _ in 0..600 {
        let lines = json(&run(data, &["runs", "list", "--json"]));
        if let Some(line) = lines.as_array().unwrap().iter().find(|line| line["state"] == state) {
            return line["id"].as_str().unwrap().to_owned();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no run is {state}");
}

#[test]
fn an_import_is_stopped_by_another_command_and_by_an_interrupt() {
    let folder = tempfile::tempdir().unwrap();
    let file = lines(folder.path(), "9000");
    let data = folder.path().join("data");
    let _server = serve(&data);
    let command = passerelle(&data, &["import", "jsonl", &file]).spawn().unwrap();
    let id = until(&data, "running");
    assert!(run(&data, &["runs", "cancel", &id]).status.success());
    let stopped = command.wait_with_output().unwrap();
    assert_eq!(stopped.status.code(), Some(1));
    let said = String::from_utf8_lossy(&stopped.stderr).into_owned();
    assert!(said.contains("goes on from there"), "{said}");
    assert_eq!(until(&data, "cancelled"), id);
    assert!(!run(&data, &["runs", "cancel", &id]).status.success(), "it has stopped");
    // The same command goes on; this time its person has had enough.
    let command = passerelle(&data, &["import", "jsonl", &file]).spawn().unwrap();
    assert_eq!(until(&data, "running"), id);
    let interrupt = Command::new("kill").args(["-INT", &command.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    assert_eq!(command.wait_with_output().unwrap().status.code(), Some(1));
    assert_eq!(until(&data, "cancelled"), id);
    let rest = json(&run(&data, &["import", "jsonl", &file, "--json"]));
    assert_eq!((&rest["read"], &rest["created"]), (&9000.into(), &9000.into()));
}

#[test]
fn a_folder_of_a_dead_server_is_taken_and_a_stale_socket_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = lines(folder.path(), "50");
    let data = folder.path().join("data");
    drop(serve(&data));
    assert!(data.join("control.sock").exists(), "a killed server leaves its socket");
    assert!(run(&data, &["import", "jsonl", &file]).status.success());
    std::fs::remove_file(data.join("control.sock")).unwrap();
    drop(serve(&data));
}
