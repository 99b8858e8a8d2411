//! Reads the command line, nothing else.

fn main() -> std::process::ExitCode {
    passerelle::cli::main()
}
