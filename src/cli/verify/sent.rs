//! What was sent, as the manifests say it, and where its bytes can be had again.

use super::read;
use super::remake::{Remade, remake};
use crate::cli::args::VerifyArgs;
use crate::digest::Digest;
use crate::manifest::{ENDING, MOST_BYTES, Made, Manifest, Unreadable};
use crate::verify::judge::{Originals, Sent, SentKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The files of one manifest or more.
pub struct Sending<'a> {
    job: &'a VerifyArgs,
    lists: Vec<List>,
    /// Each file by its manifest and its place there.
    files: Vec<(usize, usize)>,
}

/// A manifest, and what has been made anew from it.
struct List {
    manifest: Manifest,
    folder: PathBuf,
    remade: Option<Result<Remade, String>>,
}

impl<'a> Sending<'a> {
    /// Reads the manifest that the user names, or all those of the folder.
    ///
    /// # Errors
    /// What to say where there is none, or one that cannot be read.
    pub fn open(job: &'a VerifyArgs) -> Result<Self, String> {
        let mut lists = Vec::new();
        for path in manifests(&job.manifest)? {
            let manifest = manifest(&path)?;
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            lists.push(List { manifest, folder, remade: None });
        }
        let places =
            |(i, list): (usize, &List)| (0..list.manifest.files.len()).map(move |j| (i, j));
        let files = lists.iter().enumerate().flat_map(places).collect();
        Ok(Sending { job, lists, files })
    }

    /// The files, for the judge.
    pub fn sent(&self) -> Vec<Sent> {
        let sent = |index| {
            let made = self.made(index);
            Sent { kind: kind(made), size: made.size, digest: made.fingerprint.0 }
        };
        (0..self.files.len()).map(sent).collect()
    }

    /// What the manifest says of a file.
    pub fn made(&self, index: usize) -> &Made {
        let (list, file) = self.files[index];
        &self.lists[list].manifest.files[file]
    }

    /// What is to be said of files that were made anew.
    pub fn notes(&self) -> Vec<String> {
        let remade = self.lists.iter().filter_map(|list| list.remade.as_ref()?.as_ref().ok());
        remade.filter_map(|remade| remade.note.clone()).collect()
    }
}

impl Originals for Sending<'_> {
    fn original(&mut self, index: usize) -> Result<Rc<[u8]>, String> {
        let (list, file) = self.files[index];
        let list = &mut self.lists[list];
        let made = &list.manifest.files[file];
        let path = list.folder.join(made.name.as_str());
        if let Ok(bytes) = read(&path, made.size)
            && Digest::of(&bytes) == made.fingerprint.0
        {
            return Ok(bytes.into());
        }
        let (manifest, folder) = (&list.manifest, &list.folder);
        let remade = list.remade.get_or_insert_with(|| remake(manifest, folder, self.job));
        match remade {
            Ok(remade) => Ok(remade.files[file].clone()),
            Err(why) => Err(format!(
                "«{}» non c'è più com'era e non si può rifare: {why}",
                made.name.as_str()
            )),
        }
    }
}

fn kind(made: &Made) -> SentKind {
    match made.format.media_type.as_str() {
        "application/pdf" => SentKind::Pdf,
        other if other.ends_with("spreadsheetml.sheet") => SentKind::Workbook,
        _ => SentKind::Document,
    }
}

/// The manifests that the user means, in the order of their names.
fn manifests(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let is_one = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
    };
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries.map(|entry| entry.path()).filter(is_one).collect();
    found.sort();
    if found.is_empty() {
        return Err(format!(
            "Nella cartella «{}» non c'è un manifesto: il suo nome finisce con «{ENDING}», e lo scrive «genera» accanto agli allegati.",
            path.display()
        ));
    }
    Ok(found)
}

fn manifest(path: &Path) -> Result<Manifest, String> {
    let name = path.display();
    let bytes = read(path, MOST_BYTES)
        .map_err(|cause| format!("Il manifesto «{name}» non si può leggere: {cause}."))?;
    Manifest::read(&bytes).map_err(|error| match error {
        Unreadable::NotAManifest => format!(
            "«{name}» non è un manifesto: per primo si indica il file «{ENDING}», o la sua cartella, poi i file da controllare."
        ),
        Unreadable::OtherVersion(version) => format!(
            "Il manifesto «{name}» è di una versione che questo programma non conosce ({version}): serve una versione più recente."
        ),
    })
}
