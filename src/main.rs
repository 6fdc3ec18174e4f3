//! The command line of `allegati`.

use std::process::ExitCode;

fn main() -> ExitCode {
    allegati::cli::run(std::env::args_os()).into()
}
