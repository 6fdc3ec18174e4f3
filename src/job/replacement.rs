//! Files of the annexes' folder that a new set would replace although no earlier run on the
//! same plan made them.

use super::files::read_plain_file;
use super::make::AnnexSet;
use crate::digest::Digest;
use crate::file_name::FileName;
use crate::manifest::{self, Manifest};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Maximum size of a file that is compared with its record, in bytes; a larger one is no annex.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// File that a new set would replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileAtRisk {
    /// Name of the file.
    pub name: String,
    /// Reason why it is not replaced unasked.
    pub risk: ReplacementRisk,
}

/// Reason why a file is not replaced unasked; it displays as the end of an Italian sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplacementRisk {
    /// No manifest beside it lists the file.
    Unlisted,
    /// The file has the name of the manifest and is none.
    NotAManifest,
    /// The manifest lists it with other bytes: someone signed or edited it.
    Changed,
    /// The manifest is that of another plan, with this title.
    OtherPlan(String),
    /// The list of digests names this file, which is none of the set.
    OtherDigests(String),
    /// The manifest says that its set varies that of this manifest; the new one does not.
    LostLink(FileName),
    /// This manifest names the set as the one that it varies.
    Varied(String),
}

impl fmt::Display for ReplacementRisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReplacementRisk::Unlisted => f.write_str("non risulta fatto da allegati"),
            ReplacementRisk::NotAManifest => f.write_str("non è un manifesto che si legge"),
            ReplacementRisk::Changed => {
                f.write_str("è stato firmato o cambiato dopo che allegati l'ha scritto")
            }
            ReplacementRisk::OtherDigests(name) => {
                write!(f, "ha le impronte anche di altri file, per esempio «{name}»")
            }
            ReplacementRisk::OtherPlan(title) => write!(f, "è di un altro piano, «{title}»"),
            ReplacementRisk::Varied(name) => {
                write!(f, "è quello che «{name}» dice di modificare, e rifatto sarebbe un altro")
            }
            ReplacementRisk::LostLink(name) => write!(
                f,
                "dice che gli allegati modificano quelli di «{}», e quello nuovo non lo direbbe: ripetere il comando con --modifica",
                name.as_str()
            ),
        }
    }
}

/// Returns the files in `folder` that `set` would replace and that the manifest beside them does
/// not record as made from the same plan, unchanged.
pub fn files_at_risk(folder: &Path, set: &AnnexSet) -> Vec<FileAtRisk> {
    let recorded = recorded_set(folder, set);
    let annexes = set.files.iter().filter_map(|file| {
        let name = file.name(&set.name);
        let path = folder.join(&name);
        path.symlink_metadata().ok()?;
        // `None` for what cannot be read as an annex.
        let there = read_plain_file(&path, MOST_BYTES).ok().map(|bytes| Digest::of(&bytes));
        // The same bytes once more replace nothing.
        let risk = recorded.risk(&name, there, set).filter(|_| there != Some(file.digest))?;
        Some((risk, name))
    });
    let of_annexes = annexes.map(|(risk, name)| FileAtRisk { name, risk });
    of_annexes.chain(recorded.own_risk(set)).collect()
}

/// Returns the list of digests `list` in `folder` if it names files that are none of `set`, whose
/// digests would be lost.
pub fn digests_at_risk(folder: &Path, list: &str, set: &AnnexSet) -> Option<FileAtRisk> {
    let path = folder.join(list);
    path.symlink_metadata().ok()?;
    let own: Vec<String> = set.files.iter().map(|file| file.name(&set.name)).collect();
    let is_own = |name: &&str| own.iter().any(|own| own == name) || *name == set.manifest_name();
    let risk = match read_plain_file(&path, manifest::MOST_BYTES).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let names = text.lines().filter_map(|line| line.split_once(' '));
            // `sha256sum` writes a blank or an asterisk before the name.
            let mut names = names.map(|(_, name)| name.trim_start_matches([' ', '*']));
            ReplacementRisk::OtherDigests(names.find(|name| !is_own(name))?.to_owned())
        }
        _ => ReplacementRisk::Unlisted,
    };
    Some(FileAtRisk { name: list.to_owned(), risk })
}

/// Set that an earlier run recorded in the folder.
enum RecordedSet {
    /// The folder has no manifest of that name.
    Absent,
    /// A file of that name is no manifest.
    Unreadable,
    /// The manifest.
    Read(Box<Manifest>),
}

fn recorded_set(folder: &Path, set: &AnnexSet) -> RecordedSet {
    let path = folder.join(set.manifest_name());
    if path.symlink_metadata().is_err() {
        return RecordedSet::Absent;
    }
    let bytes = read_plain_file(&path, manifest::MOST_BYTES);
    match bytes.map(|bytes| Manifest::read(&bytes)) {
        Ok(Ok(manifest)) => RecordedSet::Read(Box::new(manifest)),
        _ => RecordedSet::Unreadable,
    }
}

impl RecordedSet {
    /// Returns the risk of replacing a file of that name; `None` if it is the one recorded.
    fn risk(&self, name: &str, there: Option<Digest>, set: &AnnexSet) -> Option<ReplacementRisk> {
        let RecordedSet::Read(manifest) = self else { return Some(ReplacementRisk::Unlisted) };
        let mut files = manifest.files.iter();
        let Some(made) = files.find(|made| made.name.as_str() == name) else {
            return Some(ReplacementRisk::Unlisted);
        };
        if there != Some(made.fingerprint.0) {
            return Some(ReplacementRisk::Changed);
        }
        other_plan(manifest, set)
    }

    /// Returns the manifest itself if replacing it would lose something.
    fn own_risk(&self, set: &AnnexSet) -> Option<FileAtRisk> {
        let risk = match self {
            RecordedSet::Absent => None,
            RecordedSet::Unreadable => Some(ReplacementRisk::NotAManifest),
            RecordedSet::Read(manifest) => {
                other_plan(manifest, set).or_else(|| lost_link(manifest, set))
            }
        };
        risk.map(|risk| FileAtRisk { name: set.manifest_name(), risk })
    }
}

/// Returns the risk that `manifest` is of another plan than `set`: its title or its body is
/// another. The plan's bytes do not tell, since every correction changes them.
fn other_plan(manifest: &Manifest, set: &AnnexSet) -> Option<ReplacementRisk> {
    let (old, new) = (&manifest.document, &set.manifest.document);
    let is_same = old.subject == new.subject && old.body() == new.body();
    (!is_same).then(|| ReplacementRisk::OtherPlan(old.subject.clone()))
}

/// Returns the risk that a link to the set which `manifest` varies is lost.
fn lost_link(manifest: &Manifest, set: &AnnexSet) -> Option<ReplacementRisk> {
    let old = manifest.varies.as_ref()?;
    let is_kept = set.manifest.varies.as_ref().is_some_and(|new| new.name == old.name);
    (!is_kept).then(|| ReplacementRisk::LostLink(old.name.clone()))
}

/// Manifests of a folder by their digests, each with its name.
fn manifests(folder: &Path) -> BTreeMap<Digest, (String, Manifest)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let read = |name: String| {
        let bytes = read_plain_file(&folder.join(&name), manifest::MOST_BYTES).ok()?;
        Some((Digest::of(&bytes), (name, Manifest::read(&bytes).ok()?)))
    };
    names.filter(|name| name.ends_with(manifest::ENDING)).filter_map(read).collect()
}

/// Returns `true` if `set` varies, by itself or by those that it varies, the very set in `folder` that it would
/// replace: the manifest that they name would be gone.
pub fn varies_itself(folder: &Path, set: &AnnexSet) -> bool {
    let Some(varied) = &set.manifest.varies else { return false };
    let known = manifests(folder);
    let (name, mut next) = (set.manifest_name(), Some(varied.sha256));
    // Digests that lead to one another cannot go round.
    while let Some((other, manifest)) = next.and_then(|digest| known.get(&digest)) {
        if *other == name {
            return true;
        }
        next = manifest.varies.as_ref().map(|varied| varied.sha256);
    }
    false
}

/// Returns the risk that another set in `folder` varies the one that `set` would replace.
pub fn varied_at_risk(folder: &Path, set: &AnnexSet) -> Option<FileAtRisk> {
    let name = set.manifest_name();
    let there = read_plain_file(&folder.join(&name), manifest::MOST_BYTES).ok()?;
    // The same bytes once more leave the link as it is; a large batch need not read the others' manifests.
    if there == set.manifest.write() {
        return None;
    }
    let own = Digest::of(&there);
    let names_it =
        |manifest: &Manifest| manifest.varies.as_ref().is_some_and(|varied| varied.sha256 == own);
    let known = manifests(folder);
    let (varying, _) = known.values().find(|(_, manifest)| names_it(manifest))?;
    Some(FileAtRisk { name, risk: ReplacementRisk::Varied(varying.clone()) })
}
