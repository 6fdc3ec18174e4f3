//! `apri`: the local page, for people without a terminal.

use super::ExitOutcome;
use super::args::OpenArgs;
use super::plan_input::read_plan_input;
use super::terminal::{fail, print};
use crate::job::PlanInput;
use crate::web::{ServeOptions, serve};
use std::path::PathBuf;

/// Name of the folder for the annexes.
const FOLDER: &str = "allegati";

/// Serves the page until it is closed.
pub(crate) fn run(args: &OpenArgs) -> ExitOutcome {
    let files = args.files.iter().map(|path| named_shortly(read_plan_input(path))).collect();
    let options = ServeOptions {
        port: args.port,
        files,
        folder: folder(&args.files),
        layout: args.layout.clone(),
    };
    let opened = |address: &str| {
        let is_shown = !args.without_browser && open::that_detached(address).is_ok();
        if !is_shown {
            _ = print(
                &format!("La pagina si apre a questo indirizzo: {address}\n"),
                ExitOutcome::Done,
            );
        }
    };
    match serve(options, opened) {
        Ok(()) => ExitOutcome::Done,
        Err(error) => fail(&format!("{error}.")),
    }
}

/// Returns the folder for the annexes, beside the first file.
fn folder(files: &[PathBuf]) -> Option<PathBuf> {
    let first = std::path::absolute(files.first()?).ok()?;
    Some(first.parent()?.join(FOLDER))
}

/// Calls a file by its name alone, as one that was dropped on the page.
fn named_shortly(mut file: PlanInput) -> PlanInput {
    if let Some(name) = &file.file_name {
        file.label.clone_from(name);
    }
    file
}
