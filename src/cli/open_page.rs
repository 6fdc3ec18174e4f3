//! `apri`: the local page, for people without a terminal.

use super::ExitOutcome;
use super::args::OpenArgs;
use super::office::Office;
use super::plan_input::read_plan_input;
use super::terminal::{fail, print};
use crate::job::PlanInput;
use crate::web::{ServeOptions, serve};
use std::path::PathBuf;

/// Name of the folder for the annexes.
const FOLDER: &str = "allegati";

/// Serves the page until it is closed.
pub(crate) fn run(mut args: OpenArgs) -> ExitOutcome {
    let mut office = match Office::of_files(&args.files) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_layout(&mut args.layout);
    let files = args.files.iter().map(|path| named_shortly(read_plan_input(path))).collect();
    let options = ServeOptions {
        port: args.port,
        files,
        folder: folder(&args.files, &mut office),
        layout: args.layout.clone(),
        formats: office.formats(),
        defaults: office.defaults(),
    };
    let opened = |address: &str| {
        let is_shown = !args.without_browser && open::that_detached(address).is_ok();
        let words = if is_shown {
            // On Windows a double click brings up a black window that says nothing else; on Linux nobody
            // says whether there is a browser.
            format!(
                "La pagina si apre nel browser e finisce con «Chiudi»; chiudere questa finestra la ferma.\nSe il browser non la mostra, copiarvi questo indirizzo: {address}\n"
            )
        } else {
            format!("La pagina si apre a questo indirizzo: {address}\n")
        };
        _ = print(&words, ExitOutcome::Done);
    };
    match serve(options, opened) {
        Ok(()) => ExitOutcome::Done,
        Err(error) => fail(&format!("{error}.")),
    }
}

/// Returns the folder for the annexes: that of the settings, or one beside the first file.
fn folder(files: &[PathBuf], office: &mut Office) -> Option<PathBuf> {
    let first = std::path::absolute(files.first()?).ok()?;
    match office.folder() {
        Some(folder) => std::path::absolute(folder).ok(),
        None => Some(first.parent()?.join(FOLDER)),
    }
}

/// Calls a file by its name alone, as one that was dropped on the page.
fn named_shortly(mut file: PlanInput) -> PlanInput {
    if let Some(name) = &file.file_name {
        file.label.clone_from(name);
    }
    file
}
