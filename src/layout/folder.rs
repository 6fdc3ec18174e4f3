//! A layout's files on disk, read within bounds. No path leaves the layout's folder.

use super::builtin::Builtin;
use super::picture;
use crate::diag::{Code, Diagnostic, Findings};
use crate::digest::Digest;
use crate::source::{SourceMap, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The most a text file of a layout may hold, in bytes.
const MOST_TEXT: u64 = 256 * 1024;
/// The most a font file may hold, in bytes.
const MOST_FONT: u64 = 32 * 1024 * 1024;
/// The most templates a layout may have.
const MOST_TEMPLATES: usize = 64;

/// A text file and the name that people know it by.
pub(super) struct TextFile {
    pub name: String,
    pub text: String,
    /// Of its bytes.
    pub digest: Digest,
}

/// A font or a picture.
pub(super) struct Contents {
    pub bytes: Cow<'static, [u8]>,
    /// Of the bytes.
    pub digest: Digest,
}

/// A layout as files.
pub(super) struct Files {
    /// `layout.toml`.
    pub settings: TextFile,
    /// `*.hbs`, by name without the extension.
    pub templates: BTreeMap<String, TextFile>,
    /// Where they lie.
    pub home: Home,
}

/// Where a layout lies.
#[derive(Clone)]
pub(super) enum Home {
    /// In a folder.
    Folder(PathBuf),
    /// Inside the program.
    Program(&'static Builtin),
}

impl Home {
    /// The font file that the layout calls `path`; nothing where it is not there.
    ///
    /// # Errors
    /// Why it cannot be had, in a few words of Italian.
    pub fn own_font(&self, path: &str) -> Result<Option<Contents>, String> {
        match self.file(path, MOST_FONT) {
            Ok(contents) => Ok(Some(contents)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(cause(&error)),
        }
    }

    /// The picture file that the layout calls `path`.
    ///
    /// # Errors
    /// As [`Home::own_font`].
    pub fn picture(&self, path: &str) -> Result<Contents, String> {
        self.file(path, picture::MOST_BYTES).map_err(|error| cause(&error))
    }

    /// The file at `path`, which may hold `most` bytes.
    fn file(&self, path: &str, most: u64) -> std::io::Result<Contents> {
        let relative = inside(path).ok_or_else(outside)?;
        match self {
            Home::Folder(folder) => {
                let bytes = bounded(&contained(folder, relative)?, most)?;
                let digest = Digest::of(&bytes);
                Ok(Contents { bytes: Cow::Owned(bytes), digest })
            }
            Home::Program(builtin) => {
                let missing = || std::io::ErrorKind::NotFound.into();
                builtin.contents(path).ok_or_else(missing)
            }
        }
    }

    /// The folder `name` beside this one, links followed; nothing if it is not there.
    pub fn beside(&self, name: &str) -> Option<PathBuf> {
        let Home::Folder(folder) = self else { return None };
        let relative = inside(name).filter(|path| path.components().count() == 1)?;
        let real = folder.canonicalize().ok()?;
        contained(real.parent()?, relative).ok().filter(|path| path.is_dir())
    }

    /// Whether both are the same place, links followed.
    pub fn is_same(&self, other: &Home) -> bool {
        match (self, other) {
            (Home::Folder(one), Home::Folder(two)) => {
                one.canonicalize().is_ok_and(|one| two.canonicalize().is_ok_and(|two| one == two))
            }
            (Home::Program(one), Home::Program(two)) => one.name == two.name,
            _ => false,
        }
    }
}

/// Reads the layout in `folder`.
pub(super) fn read(
    folder: &Path,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Files> {
    let settings = text(&folder.join("layout.toml"), sources, findings);
    let templates = templates(folder, sources, findings);
    Some(Files {
        settings: settings?,
        templates: templates?,
        home: Home::Folder(folder.to_owned()),
    })
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
            Some(file) => drop(all.insert(name, file)),
            None => sound = false,
        }
    }
    sound.then_some(all)
}

/// `path` if it is relative and never goes upwards.
fn inside(path: &str) -> Option<&Path> {
    let path = Path::new(path);
    path.components().all(|c| matches!(c, Component::Normal(_))).then_some(path)
}

/// `relative` in `folder`, if it still lies there once links are followed.
fn contained(folder: &Path, relative: &Path) -> std::io::Result<PathBuf> {
    let real = folder.join(relative).canonicalize()?;
    if real.starts_with(folder.canonicalize()?) { Ok(real) } else { Err(outside()) }
}

fn outside() -> std::io::Error {
    std::io::Error::other("esce dalla cartella del layout")
}

fn text(path: &Path, sources: &mut SourceMap, findings: &mut Findings) -> Option<TextFile> {
    let name = path.display().to_string();
    let bytes = bounded(path, MOST_TEXT);
    let digest = bytes.as_deref().map(Digest::of).ok();
    match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => {
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

/// The bytes of a file of at most `most` bytes; what is not a plain file is refused.
fn bounded(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let kind = |text: &str| std::io::Error::other(text.to_owned());
    if !std::fs::metadata(path)?.is_file() {
        return Err(kind("non è un file"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(kind(&format!("supera {} KB", most / 1024)));
    }
    Ok(bytes)
}

fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "non c'è".to_owned(),
        std::io::ErrorKind::PermissionDenied => "non si può leggere: mancano i permessi".to_owned(),
        std::io::ErrorKind::Other => error.to_string(),
        std::io::ErrorKind::NotADirectory => "non è una cartella".to_owned(),
        _ => "non si può leggere: il sistema non lo apre".to_owned(),
    }
}

const SAVE_AS_UTF8: &str = "Aprire il file con il Blocco note, scegliere File, Salva con nome e, in basso, Codifica: UTF-8.";
const WHAT_TO_NAME: &str = "Con --layout si indica il nome di un layout del programma (li mostra «allegati layout elenca») o una cartella con dentro un file layout.toml.";

fn unreadable(path: &Path, cause: String, sources: &mut SourceMap, findings: &mut Findings) {
    trouble(path, "", 0, cause, WHAT_TO_NAME, sources, findings);
}

/// A finding on the file or folder at `path`, at byte `at` of its `text` as far as it is known.
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
