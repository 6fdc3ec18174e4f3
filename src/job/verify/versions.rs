//! Chain of versions: the sets of annexes that others vary, back to the first.

use crate::digest::Digest;
use crate::italian::acts::act_of;
use crate::job::files::FileStore;
use crate::manifest::{Act, ENDING, MOST_BYTES, Manifest, VariedSet};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most versions that are followed: more than a plan has in all its years.
const MOST_VERSIONS: usize = 100;

/// Account of a chain of versions.
pub(super) struct VersionChain {
    /// Sentence on each step.
    pub(super) notes: Vec<String>,
    /// Manifests of the earlier sets that the folder has.
    pub(super) earlier: Vec<EarlierSet>,
    /// `true` unless each manifest leads to the one that it names, and to none for a second time.
    pub(super) is_broken: bool,
}

/// Manifest of an earlier set, as the folder has it.
pub(super) struct EarlierSet {
    /// Name of its file.
    pub(super) name: String,
    pub(super) manifest: Manifest,
    pub(super) digest: Digest,
}

/// Follows the sets that `manifest`, called `name`, varies; all lie in `folder`.
pub(super) fn follow(
    files: FileStore<'_>,
    folder: &Path,
    name: &str,
    manifest: &Manifest,
) -> VersionChain {
    let mut chain = VersionChain { notes: Vec::new(), earlier: Vec::new(), is_broken: false };
    let mut seen = BTreeSet::from([name.to_owned()]);
    let (mut name, mut next) = (name.to_owned(), manifest.varies.clone());
    for _ in 0..MOST_VERSIONS {
        let Some(varied) = next.take() else { break };
        let other = varied.name.as_str();
        let said = format!(
            "«{name}» modifica gli allegati di «{other}»{}",
            act_words(varied.act.as_ref())
        );
        let found = find(files, folder, &varied);
        let is_known = !seen.insert(other.to_owned());
        let note = match &found {
            FoundManifest::Named(here, _) if here == other => format!("{said}."),
            FoundManifest::Named(here, _) => format!("{said} (qui «{here}»)."),
            // A set need not lie beside the one that it varies, and may have its name elsewhere.
            FoundManifest::Absent => format!(
                "{said}; quel manifesto non è in questa cartella: per seguire le versioni, copiarlo qui."
            ),
            FoundManifest::Other(_) if other == name => format!(
                "{said}, uno con lo stesso nome che sta altrove: per seguire le versioni, copiarlo qui con un altro nome, che finisca anch'esso con «{ENDING}»."
            ),
            FoundManifest::Other(_) if is_known => format!(
                "{said}, che qui però viene dopo: le versioni girano in tondo, e uno dei manifesti nomina quello sbagliato; se è un altro con lo stesso nome, copiarlo qui con un altro nome."
            ),
            FoundManifest::Other(_) => {
                format!("{said}; quello che c'è in questa cartella è un altro.")
            }
        };
        chain.notes.push(note);
        let is_elsewhere = other == name;
        name = other.to_owned();
        next = match found {
            FoundManifest::Named(here, manifest) => {
                let next = manifest.varies.clone();
                name = here.clone();
                let digest = varied.sha256;
                chain.earlier.push(EarlierSet { name: here, manifest: *manifest, digest });
                next
            }
            FoundManifest::Absent => None,
            FoundManifest::Other(_) if is_elsewhere => None,
            FoundManifest::Other(manifest) => {
                chain.is_broken = true;
                // Another manifest of that name may still lead back here.
                manifest.filter(|_| !is_known).and_then(|manifest| manifest.varies)
            }
        };
    }
    chain
}

/// Manifest of a set that another one varies, as far as the folder has it.
enum FoundManifest {
    /// The one that is named, with the name that its file has here.
    Named(String, Box<Manifest>),
    /// Another file of that name, which may be no manifest.
    Other(Option<Box<Manifest>>),
    /// No file of that name.
    Absent,
}

/// Looks for the manifest that is named, which may have been given another name.
fn find(files: FileStore<'_>, folder: &Path, varied: &VariedSet) -> FoundManifest {
    let read = |path: &Path| files.read(path, MOST_BYTES).ok();
    let parsed = |bytes: &[u8]| Manifest::read(bytes).ok().map(Box::new);
    let is_manifest = |path: &PathBuf| path.to_string_lossy().ends_with(ENDING);
    let own = folder.join(varied.name.as_str());
    let mut manifests: Vec<PathBuf> =
        files.list(folder).unwrap_or_default().into_iter().filter(is_manifest).collect();
    manifests.sort();
    let candidates = std::iter::once(own.clone()).chain(manifests);
    let named = candidates.into_iter().find_map(|path| {
        let bytes = read(&path).filter(|bytes| Digest::of(bytes) == varied.sha256)?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some(FoundManifest::Named(name, parsed(&bytes)?))
    });
    let other = || read(&own).map(|bytes| FoundManifest::Other(parsed(&bytes)));
    named.or_else(other).unwrap_or(FoundManifest::Absent)
}

/// Returns «, deliberazione di Giunta n. 31 del 14.03.2024»; empty for no act.
fn act_words(act: Option<&Act>) -> String {
    let Some(Act { body, number, date }) = act else { return String::new() };
    let number = number.as_ref().map(|number| format!(" n. {number}"));
    let date = date.as_ref().map(|date| format!(" del {date}"));
    let act = act_of(body.as_deref().unwrap_or_default());
    format!(", {act}{}{}", number.unwrap_or_default(), date.unwrap_or_default())
}
