//! The files that were sent, as their manifests describe them, and their bytes.

use super::VerifyOptions;
use super::cell_labels::label_cells;
use super::remake::{RemadeFiles, remake};
use super::versions::{EarlierSet, VersionChain, follow};
use crate::digest::Digest;
use crate::job::files::FileStore;
use crate::manifest::{AnnexFormat, ENDING, MOST_BYTES, MadeFile, Manifest, UnreadableManifest};
use crate::verify::judge::{Originals, Sent};
use crate::verify::office::CellLabeller;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Files of one manifest or several.
pub(super) struct SentFiles<'a> {
    options: &'a VerifyOptions<'a>,
    sets: Vec<SentSet>,
    /// Index of the set and index in its manifest, for each file.
    files: Vec<(usize, usize)>,
    misses_manifest: bool,
}

/// A manifest with its folder.
struct SentSet {
    /// Name of the manifest.
    name: String,
    manifest: Manifest,
    /// Digest of the manifest.
    digest: Digest,
    folder: PathBuf,
    /// Versions from here back to the first; `None` for a set that the user does not name, nor its folder.
    chain: Option<VersionChain>,
    /// Set for an earlier version of another one.
    is_earlier: bool,
    /// Files made again, or why that fails; `None` until a file is missed.
    remade: Option<Result<RemadeFiles, String>>,
}

impl<'a> SentFiles<'a> {
    /// Reads the manifest that the user names, or all those of the folder; `unread` takes the
    /// message on each that cannot be read if another one can.
    ///
    /// # Errors
    /// The message if there is none, or none that can be read.
    pub(super) fn open(
        options: &'a VerifyOptions<'a>,
        unread: &dyn Fn(&str),
    ) -> Result<Self, String> {
        let (mut sets, mut failures) = (Vec::new(), Vec::new());
        for path in manifest_paths(options)? {
            match read_manifest(options.files, &path) {
                Ok((manifest, digest)) => {
                    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    let name = name.into_owned();
                    let chain = Some(follow(options.files, &folder, &name, &manifest));
                    let (is_earlier, remade) = (false, None);
                    sets.push(SentSet {
                        name,
                        manifest,
                        digest,
                        folder,
                        chain,
                        is_earlier,
                        remade,
                    });
                }
                Err(message) => failures.push(message),
            }
        }
        if sets.is_empty() {
            return Err(failures.join(" "));
        }
        failures.iter().for_each(|message| unread(message));
        add_earlier_sets(&mut sets);
        let indices =
            |(i, set): (usize, &SentSet)| (0..set.manifest.files.len()).map(move |j| (i, j));
        let files = sets.iter().enumerate().flat_map(indices).collect();
        Ok(SentFiles { options, sets, files, misses_manifest: !failures.is_empty() })
    }

    /// Returns `true` if one of several manifests could not be read.
    pub(super) fn misses_manifest(&self) -> bool {
        self.misses_manifest
    }

    /// Returns the files in the form that the judge takes.
    pub(super) fn sent(&self) -> Vec<Sent> {
        let sent = |index| {
            let made = self.made(index);
            let kind = AnnexFormat::of_media_type(&made.format.media_type);
            let is_named = self.sets[self.files[index].0].chain.is_some();
            Sent { kind, size: made.size, digest: made.fingerprint.0, is_named }
        };
        (0..self.files.len()).map(sent).collect()
    }

    /// Returns the manifest's entry for a file.
    pub(super) fn made(&self, index: usize) -> &MadeFile {
        let (set, file) = self.files[index];
        &self.sets[set].manifest.files[file]
    }

    /// Returns the name of the manifest of a file that is of an earlier version.
    pub(super) fn earlier_set(&self, index: usize) -> Option<&str> {
        let set = &self.sets[self.files[index].0];
        set.is_earlier.then_some(set.name.as_str())
    }

    /// Returns the chains of the versions; those that are part of another one are left out.
    pub(super) fn chains(&self) -> Vec<&VersionChain> {
        let chains: Vec<&VersionChain> =
            self.sets.iter().filter_map(|set| set.chain.as_ref()).collect();
        let is_part = |at: usize, chain: &VersionChain| {
            let longer = |(other, longer): (usize, &VersionChain)| {
                let (own, all) = (&chain.notes, &longer.notes);
                all.ends_with(own) && (all.len() > own.len() || other < at)
            };
            chains.iter().enumerate().any(|(other, chain)| other != at && longer((other, chain)))
        };
        let whole = chains.iter().enumerate().filter(|(at, chain)| !is_part(*at, chain));
        whole.map(|(_, chain)| *chain).collect()
    }

    /// Returns the notes on files that were made again.
    pub(super) fn notes(&self) -> Vec<String> {
        let remade = self.sets.iter().filter_map(|set| set.remade.as_ref()?.as_ref().ok());
        remade.map(|remade| remade.note.clone()).collect()
    }
}

impl Originals for SentFiles<'_> {
    fn is_manifest(&self, bytes: &[u8]) -> bool {
        let digest = Digest::of(bytes);
        self.sets.iter().any(|set| set.digest == digest)
    }

    fn cell_labeller(&self) -> CellLabeller {
        label_cells
    }

    fn original(&mut self, index: usize) -> Result<Rc<[u8]>, String> {
        let (set, file) = self.files[index];
        let SentSet { manifest, folder, remade, .. } = &mut self.sets[set];
        let made = &manifest.files[file];
        let path = folder.join(made.name.as_str());
        // A file that is longer than the one sent need not be read to its end.
        if let Ok(bytes) = self.options.files.read(&path, made.size)
            && Digest::of(&bytes) == made.fingerprint.0
        {
            return Ok(bytes.into());
        }
        // Making a set again costs as much as making it: once for all its files.
        match remade.get_or_insert_with(|| remake(manifest, folder, self.options)) {
            Ok(remade) => Ok(remade.files[file].clone()),
            Err(cause) => Err(format!(
                "«{}» non c'è più com'era e non si può rifare: {cause}",
                made.name.as_str()
            )),
        }
    }
}

/// Marks the sets that are earlier versions of others, and adds those that the user does not name, as far as
/// the folders have them. They come last: of equal files the one in force counts.
fn add_earlier_sets(sets: &mut Vec<SentSet>) {
    let earlier = |set: &mut SentSet| {
        let of_chain = set.chain.iter_mut().flat_map(|chain| std::mem::take(&mut chain.earlier));
        of_chain.map(|earlier| (earlier, set.folder.clone())).collect::<Vec<_>>()
    };
    let found: Vec<(EarlierSet, PathBuf)> = sets.iter_mut().flat_map(earlier).collect();
    for (EarlierSet { name, manifest, digest }, folder) in found {
        let is_known = sets.iter().any(|known| known.digest == digest);
        if !is_known {
            let (chain, is_earlier, remade) = (None, true, None);
            sets.push(SentSet { name, manifest, digest, folder, chain, is_earlier, remade });
        }
        // A manifest may lie there twice.
        let same = sets.iter_mut().filter(|known| known.digest == digest);
        same.for_each(|known| known.is_earlier = true);
    }
    sets.sort_by_key(|set| set.is_earlier);
}

/// Returns the manifests that the user means, in the order of their names.
fn manifest_paths(options: &VerifyOptions<'_>) -> Result<Vec<PathBuf>, String> {
    let path = &options.manifest;
    let Some(mut found) = options.files.list(path) else { return Ok(vec![path.clone()]) };
    let is_manifest = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
    };
    found.retain(is_manifest);
    // Systems list a folder in different orders; the verdicts are the same on each.
    found.sort();
    if found.is_empty() {
        return Err(format!(
            "Nella cartella «{}» non c'è un manifesto: il suo nome finisce con «{ENDING}», e lo scrive «genera» accanto agli allegati.",
            path.display()
        ));
    }
    Ok(found)
}

fn read_manifest(files: FileStore<'_>, path: &Path) -> Result<(Manifest, Digest), String> {
    let name = path.display();
    let bytes = files
        .read(path, MOST_BYTES)
        .map_err(|cause| format!("Il manifesto «{name}» non si può leggere: {cause}."))?;
    let manifest = Manifest::read(&bytes).map_err(|error| match error {
        // By its name it was one, whatever has become of it.
        UnreadableManifest::NotAManifest(cause) if name.to_string().ends_with(ENDING) => {
            damaged(path, &cause)
        }
        UnreadableManifest::NotAManifest(_) => format!(
            "«{name}» non è un manifesto: per primo si indica il file «{ENDING}», o la sua cartella, poi i file da controllare."
        ),
        UnreadableManifest::Damaged(cause) => damaged(path, &cause),
        UnreadableManifest::OtherVersion(version) => format!(
            "Il manifesto «{name}» è di una versione che questo programma non conosce ({version}): serve una versione più recente."
        ),
    })?;
    Ok((manifest, Digest::of(&bytes)))
}

fn damaged(path: &Path, cause: &str) -> String {
    let name = path.display();
    format!(
        "Il manifesto «{name}» è rovinato: {cause}. Serve com'era, come lo ha scritto «genera» accanto agli allegati."
    )
}
