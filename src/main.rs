//! The command line of `allegati`.

use std::process::ExitCode;

/// An annex is made of many small pieces, which the system's own allocator takes longer for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The consoles of Windows leave patterns such as `piani\\*.yaml` to the program.
    allegati::cli::run(wild::args_os()).into()
}
