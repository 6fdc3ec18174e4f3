//! `nuovo`: fills a folder with an example plan, a form and a layout.

#![expect(clippy::disallowed_methods, reason = "the folder of a new plan is made here")]

use super::ExitOutcome;
use super::failure;
use super::layout::write_layout;
use super::terminal::{harmless, print, print_error};
use crate::cli::args::NewArgs;
use crate::layout::{DEFAULT, shipped_files};
use crate::plan_file::{SCHEMA, SCHEMA_NAME};
use crate::publish::{self, Output, PublishError};
use crate::render::xlsx;
use std::fs;
use std::io;
use std::path::Path;

const PLAN: &str = "piano.yaml";
const FORM: &str = "modulo-obiettivi.xlsx";
const README: &str = "LEGGIMI.txt";
const LAYOUT: &str = "layout";

/// Fills the folder if it is empty or does not exist.
pub(crate) fn run(args: &NewArgs) -> ExitOutcome {
    match fill(&args.folder) {
        Ok(()) => print(&report(&args.folder), ExitOutcome::Done),
        Err(message) => {
            print_error(&format!("errore: {}\n", harmless(&message)));
            ExitOutcome::Failed
        }
    }
}

fn fill(folder: &Path) -> Result<(), String> {
    let is_new = is_new(folder)?;
    let form = xlsx::form().map_err(|e| format!("Il modulo non si può comporre: {e}."))?;
    write(folder, form).map_err(|error| {
        clear(folder, is_new);
        failure::message(&error, "")
    })
}

/// Returns `true` if the folder does not exist, `false` if it is empty.
///
/// # Errors
/// The message if it contains anything or cannot be read.
fn is_new(folder: &Path) -> Result<bool, String> {
    let name = folder.display();
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(false),
        Ok(false) => Err(format!(
            "La cartella «{name}» non è vuota e non è stata toccata. Indicare una cartella nuova, per esempio: allegati nuovo piano-2026"
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(format!(
            "«{name}» è un file, non una cartella. Indicare una cartella nuova, per esempio: allegati nuovo piano-2026"
        )),
        Err(error) => Err(format!("La cartella «{name}» non si può leggere: {error}.")),
    }
}

/// Writes the layout, then the files of the folder itself.
fn write(folder: &Path, form: Vec<u8>) -> Result<(), PublishError> {
    let layout = shipped_files(DEFAULT).expect("the default layout is inside the program");
    write_layout(&folder.join(LAYOUT), &layout)?;
    let text = |name: &str, text: &str| Output { name: name.to_owned(), bytes: text.into() };
    // The plan is the last file: where it exists, all others do.
    let files = [
        Output { name: FORM.to_owned(), bytes: form },
        text(README, include_str!("new_plan/LEGGIMI.txt")),
        text(SCHEMA_NAME, SCHEMA),
        text(PLAN, include_str!("new_plan/piano.yaml")),
    ];
    publish::publish(folder, &files).map(drop)
}

/// Removes the files that a failed attempt wrote into an empty folder, and the folder if it is new.
fn clear(folder: &Path, is_new: bool) {
    // The failure that led here is the one to report; a second would hide it.
    let _ = fs::remove_dir_all(folder.join(LAYOUT));
    if is_new {
        // `remove_dir` spares a folder into which another program has written meanwhile.
        let _ = fs::remove_dir(folder);
    }
}

fn report(folder: &Path) -> String {
    let path = |name: &str| harmless(&folder.join(name).display().to_string());
    format!(
        "{}  il modulo da compilare con Excel o LibreOffice\n\
         {}  un piano di esempio, come testo\n\
         {}  il layout da adattare\n\
         Da dove cominciare lo dice {}.\n",
        path(FORM),
        path(PLAN),
        path(LAYOUT),
        path(README)
    )
}
