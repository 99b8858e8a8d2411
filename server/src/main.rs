//! Reads the command line, nothing else.

/// An import makes records on one thread and lets go of them on another: the system's allocator then waits for itself, and
/// a second reading of a register took 16 s of which 7 were that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    passerelle::cli::main()
}
