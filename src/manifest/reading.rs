//! Reading of manifests, and what is wrong with a damaged one.

use super::{AnnexFormat, MadeFile, Manifest, VERSION};
use serde::Deserialize;
use serde_json::error::Category;
use std::collections::BTreeSet;

/// Most files of a manifest: a set has one of each format.
const MOST_FILES: usize = 100;

/// Cause why a manifest cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadableManifest {
    /// File of another kind; with what is wrong with it as a manifest, in Italian.
    NotAManifest(String),
    /// Manifest that is damaged: what and where, in Italian, without a full stop.
    Damaged(String),
    /// Version of the form, when it is not [`VERSION`].
    OtherVersion(u32),
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`UnreadableManifest`] by cause.
    pub fn read(bytes: &[u8]) -> Result<Self, UnreadableManifest> {
        #[derive(Deserialize)]
        struct VersionOnly {
            manifesto: u32,
        }
        // Windows editors put a byte order mark before UTF-8.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let unreadable = |error: serde_json::Error| {
            if names_version(bytes) {
                UnreadableManifest::Damaged(cause(&error))
            } else {
                UnreadableManifest::NotAManifest(cause(&error))
            }
        };
        if bytes.trim_ascii().is_empty() {
            return Err(UnreadableManifest::NotAManifest("il file è vuoto".to_owned()));
        }
        // A later version may have other keys: its number comes first.
        let found: VersionOnly = serde_json::from_slice(bytes).map_err(unreadable)?;
        if found.manifesto != VERSION {
            return Err(UnreadableManifest::OtherVersion(found.manifesto));
        }
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(unreadable)?;
        match fault(&manifest.files) {
            None => Ok(manifest),
            Some(fault) => Err(UnreadableManifest::Damaged(fault)),
        }
    }
}

/// Returns `true` if the file begins as a manifest does.
fn names_version(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"\"manifesto\"";
    // Programs that sort keys put others before it.
    const EXAMINED: usize = 64 * 1024;
    let start = &bytes[..bytes.len().min(EXAMINED)];
    start.trim_ascii_start().starts_with(b"{") && start.windows(KEY.len()).any(|part| part == KEY)
}

/// Returns what is wrong with the files of a manifest that has the right form.
fn fault(files: &[MadeFile]) -> Option<String> {
    if files.is_empty() {
        return Some("l'elenco «file» è vuoto".to_owned());
    }
    if files.len() > MOST_FILES {
        return Some(format!("l'elenco «file» ha più di {MOST_FILES} voci"));
    }
    let mut names = BTreeSet::new();
    files.iter().enumerate().find_map(|(index, file)| {
        let name = file.name.as_str();
        let what = if !names.insert(name.to_lowercase()) {
            "ha il nome di un'altra"
        } else if !AnnexFormat::is_media_type(&file.format.media_type) {
            "ha un tipo («formato») che non è di un PDF, un XLSX o un DOCX"
        } else if file.size == 0 {
            "ha «dimensione» zero"
        } else {
            return None;
        };
        Some(format!("la voce {} di «file», «{name}», {what}", index + 1))
    })
}

/// Returns what is wrong with a text, in Italian, with its place.
fn cause(error: &serde_json::Error) -> String {
    let english = error.to_string();
    let key = || english.split('`').nth(1).unwrap_or_default();
    let what = match error.classify() {
        Category::Io => "non si legge".to_owned(),
        Category::Eof => "il testo si interrompe prima della fine".to_owned(),
        Category::Syntax => "il testo non è JSON".to_owned(),
        Category::Data if english.starts_with("missing field") => {
            format!("manca il campo «{}»", key())
        }
        Category::Data if english.starts_with("duplicate field") => {
            format!("il campo «{}» è scritto due volte", key())
        }
        Category::Data if english.starts_with("not a plain file name") => {
            "un nome di file non è un nome semplice, senza cartelle".to_owned()
        }
        Category::Data if english.starts_with("not 64") => {
            "un'impronta non è di 64 cifre esadecimali minuscole".to_owned()
        }
        Category::Data if english.starts_with("the two spellings") => {
            "le due grafie di un'impronta non sono la stessa".to_owned()
        }
        Category::Data => "un valore non è quello che un manifesto ha in quel posto".to_owned(),
    };
    format!("{what} (riga {}, colonna {})", error.line(), error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_told_from_damaged_manifests() {
        for (bytes, is_damaged) in [
            (&b""[..], false),
            (b"%PDF-1.7", false),
            (b"[1]", false),
            (b"{\"plan\": 1}", false),
            (b"{\"manifesto\": 1,", true),
            (b"\xEF\xBB\xBF {\"manifesto\": \"uno\"}", true),
            (b"{\"manifesto\": 1}", true),
        ] {
            match Manifest::read(bytes) {
                Err(UnreadableManifest::Damaged(_)) => assert!(is_damaged, "{bytes:?}"),
                Err(UnreadableManifest::NotAManifest(_)) => assert!(!is_damaged, "{bytes:?}"),
                other => panic!("{bytes:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn damage_has_its_place() {
        for (text, said) in [
            (
                "{\n\"manifesto\": 1,",
                "il testo si interrompe prima della fine (riga 2, colonna 15)",
            ),
            ("{\"manifesto\": 1} x", "il testo non è JSON (riga 1, colonna 18)"),
            ("{\"manifesto\": 1}", "manca il campo «programma» (riga 1, colonna 16)"),
            (
                "{\"manifesto\": 1, \"manifesto\": 1}",
                "il campo «manifesto» è scritto due volte (riga 1, colonna 28)",
            ),
        ] {
            let wanted = Err(UnreadableManifest::Damaged(said.to_owned()));
            assert_eq!(Manifest::read(text.as_bytes()).map(|_| ()), wanted);
        }
        let other = UnreadableManifest::OtherVersion(2);
        assert_eq!(Manifest::read(b"{\"manifesto\": 2}"), Err(other));
    }
}
