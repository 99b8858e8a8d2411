//! The private PostgreSQL: it answers, and nothing of it stays.

use std::net::TcpStream;
use std::process::Command;

use xtask::cluster::Postgres;
use xtask::needs;

#[test]
fn starts_answers_and_leaves_nothing() {
    let Some(bin) = needs::postgres() else {
        println!("skipped: no PostgreSQL on this machine");
        return;
    };
    let postgres = Postgres::start(&bin).unwrap();
    let url = postgres.url();
    let folder = postgres.folder().to_path_buf();
    let asked = Command::new(bin.join("psql"))
        .args([&url, "-Atc", "SELECT 6 * 7, current_setting('fsync')"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&asked.stdout), "42|off\n", "{asked:?}");

    drop(postgres);
    let address = url.trim_start_matches("postgres://passerelle@");
    let address = address.trim_end_matches("/postgres");
    assert!(TcpStream::connect(address).is_err(), "{address} still answers");
    assert!(!folder.exists());
}
