//! The command line of `allegati`.

use std::process::ExitCode;

/// An annex is made of many small pieces, which the system's own allocator takes longer for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    allegati::cli::run(std::env::args_os()).into()
}
