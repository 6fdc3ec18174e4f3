//! Layouts in folders on disk.

use super::disk::{cause, contained, read_bounded};
use super::files::{LayerFiles, SETTINGS, TextFile};
use crate::diag::{Code, Diagnostic, Findings};
use crate::digest::Digest;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// Maximum size of a text file of a layout in bytes; the longest that is shipped has some KB.
const MOST_TEXT: u64 = 256 * 1024;
/// Maximum number of templates of a layout; four for each text, since a folder named by
/// mistake may hold thousands of files.
const MOST_TEMPLATES: usize = 64;

/// Reads the layout in `folder`; `None` after an error.
pub(super) fn read(
    folder: &Path,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<LayerFiles> {
    let settings = text(&folder.join(SETTINGS), sources, findings);
    let templates = templates(folder, sources, findings);
    Some(LayerFiles { settings: settings?, templates: templates? })
}

fn templates(
    folder: &Path,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<BTreeMap<String, TextFile>> {
    let mut all = BTreeMap::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "hbs"))
        .collect();
    // The order of a directory differs between systems, that of findings must not.
    paths.sort();
    if paths.len() > MOST_TEMPLATES {
        let message = format!("contiene {} modelli, al massimo {MOST_TEMPLATES}", paths.len());
        let hint = "Togliere dalla cartella i file .hbs che il layout non usa.";
        trouble(folder, "", 0, message, hint, sources, findings);
        return None;
    }
    let mut sound = true;
    for path in paths {
        if let Err(error) = contained(folder, path.file_name().unwrap_or_default().as_ref()) {
            unreadable(&path, cause(&error), sources, findings);
            sound = false;
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match text(&path, sources, findings) {
            Some(file) => {
                all.insert(name, file);
            }
            None => sound = false,
        }
    }
    sound.then_some(all)
}

fn text(path: &Path, sources: &mut SourceMap, findings: &mut Findings) -> Option<TextFile> {
    let name = path.display().to_string();
    let bytes = read_bounded(path, MOST_TEXT);
    let digest = bytes.as_deref().map(Digest::of).ok();
    match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => {
            // Editors of Windows add both, and neither belongs to a text of the act. The digest is
            // that of the bytes as they are, which `sha256sum` gives as well.
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
            return Some(TextFile { name, text, digest: digest? });
        }
        Ok(Err(error)) => {
            let first_bad = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            let message = "non è scritto in UTF-8".to_owned();
            trouble(path, &text, first_bad, message, SAVE_AS_UTF8, sources, findings);
        }
        Err(error) if error.kind() == std::io::ErrorKind::Other => {
            let hint = "Controllare che il file sia quello giusto: un modello è di poche righe.";
            trouble(path, "", 0, error.to_string(), hint, sources, findings);
        }
        Err(error) => unreadable(path, cause(&error), sources, findings),
    }
    None
}

const SAVE_AS_UTF8: &str = "Aprire il file con il Blocco note, scegliere File, Salva con nome e, in basso, Codifica: UTF-8.";
const WHAT_TO_NAME: &str = "Con --layout si indica il nome di un layout del programma (li mostra «allegati layout elenca») o una cartella con dentro un file layout.toml.";

fn unreadable(path: &Path, cause: String, sources: &mut SourceMap, findings: &mut Findings) {
    trouble(path, "", 0, cause, WHAT_TO_NAME, sources, findings);
}

/// Reports the file or folder at `path`, at byte `at` of its `text` if that is known.
fn trouble(
    path: &Path,
    text: &str,
    at: usize,
    cause: String,
    hint: &str,
    sources: &mut SourceMap,
    findings: &mut Findings,
) {
    let name = path.display().to_string();
    let end = at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let place = Span::new(sources.add(name.clone(), text), at..end);
    let message = format!("Layout: «{name}» {cause}.");
    findings.push(Diagnostic::new(Code::Unreadable, place, message).hint(hint));
}
