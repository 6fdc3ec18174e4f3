//! `guida`: the guide, which the program carries with it.

#![expect(clippy::disallowed_methods, reason = "the user's folder is known by the environment")]

use super::ExitOutcome;
use super::args::GuideArgs;
use super::failure;
use super::terminal::{fail, harmless, print};
use crate::guide::guide_html;
use crate::publish::{self, Output};
use std::path::{Path, PathBuf};

/// Name of the guide's file.
const NAME: &str = "guida-allegati.html";

/// Writes the guide, opens it in the browser, and says where it is.
pub(crate) fn run(args: &GuideArgs) -> ExitOutcome {
    let path = args.target.clone().unwrap_or_else(|| cache_folder().join(NAME));
    let name = path.file_name().map_or_else(|| NAME.into(), |name| name.to_string_lossy());
    let output = Output { name: name.into_owned(), bytes: guide_html().into_bytes() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Err(error) = publish::publish(folder.unwrap_or(Path::new(".")), &[output]) {
        return fail(&failure::message(&error, " con -o"));
    }
    if !args.without_browser {
        show(&path);
    }
    let path = harmless(&path.display().to_string());
    print(
        &format!("La guida è in {path}\nSi apre con il browser, anche senza rete.\n"),
        ExitOutcome::Done,
    )
}

/// Opens the browser; without one the person opens the file that the message names.
#[cfg(feature = "web")]
fn show(path: &Path) {
    _ = open::that_detached(path);
}

#[cfg(not(feature = "web"))]
fn show(_: &Path) {}

/// Returns the folder of files that can be made again.
fn cache_folder() -> PathBuf {
    let set = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else {
        set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))
    };
    folder.unwrap_or_else(std::env::temp_dir).join("allegati")
}
