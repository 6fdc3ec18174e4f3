//! Reads the file that the user names, or standard input.

use super::plan_files::only_plan;
use super::terminal::{harmless, print_error};
use crate::job::{PlanInput, read_cause};
use crate::source::MOST_BYTES;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result as IoResult};
use std::path::{Path, PathBuf};

/// Reads the files of one plan; if the user names none, the only plan in the working folder.
///
/// # Errors
/// The message, if there are several and the user does not say that they are one plan: `others`
/// names a further way to give several; or if the folder has no plan, or more than one.
pub(crate) fn read_plan_inputs(
    paths: &[PathBuf],
    together: bool,
    others: &str,
) -> Result<Vec<PlanInput>, String> {
    match paths {
        [] => {
            let plan = only_plan(Path::new("."))?;
            print_error(&format!("Piano: {}\n", harmless(&plan.display().to_string())));
            Ok(vec![read_plan_input(&plan)])
        }
        [_, second, ..] if !together => Err(format!(
            "«{}» è di troppo: un nome con spazi va fra virgolette, per esempio \"il mio piano.yaml\"; più file che fanno un piano solo si danno con --insieme{others}.",
            second.display()
        )),
        paths => Ok(paths.iter().map(|path| read_plan_input(path)).collect()),
    }
}

/// Returns the plan in the file `path`, «-» being standard input.
pub(crate) fn read_plan_input(path: &Path) -> PlanInput {
    let bytes = read_input(path).map_err(|error| read_cause(&error));
    if is_standard_input(path) {
        PlanInput::of_standard_input(bytes)
    } else {
        PlanInput::of_file(path, bytes)
    }
}

/// Reads all of a file, «-» being standard input.
///
/// # Errors
/// The error of the system, or one of ours for what is not a file.
pub(crate) fn read_input(path: &Path) -> IoResult<Vec<u8>> {
    // One byte more than the reader takes is enough for it to report a file that is too large.
    let limit = MOST_BYTES + 1;
    let mut bytes = Vec::new();
    if is_standard_input(path) {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        // Reading a pipe could wait for ever.
        return Err(Error::other("non è un file; per leggere da un altro programma si scrive «-»"));
    }
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}
