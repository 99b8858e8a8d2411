//! Reads the command line of `cargo xtask`, nothing else.

use std::process::ExitCode;

use xtask::{Command, run, usage};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(command) = Command::read(&words) else {
        eprintln!("{}", usage());
        return ExitCode::from(2);
    };
    match run(&command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
