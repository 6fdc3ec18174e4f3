//! Chain of versions: the sets of annexes that others vary, back to the first.

use crate::digest::Digest;
use crate::italian::acts::act_of;
use crate::job::files::FileStore;
use crate::manifest::{Act, MOST_BYTES, Manifest, VariedSet};
use std::collections::BTreeSet;
use std::path::Path;

/// Most versions that are followed: more than a plan has in all its years.
const MOST_VERSIONS: usize = 100;

/// Account of a chain of versions.
pub(super) struct VersionChain {
    /// Sentence on each step.
    pub(super) notes: Vec<String>,
    /// `true` unless each manifest leads to the one that it names, and to none for a second time.
    pub(super) is_broken: bool,
}

/// Follows the sets that `manifest`, called `name`, varies; all lie in `folder`.
pub(super) fn follow(
    files: FileStore<'_>,
    folder: &Path,
    name: &str,
    manifest: &Manifest,
) -> VersionChain {
    let mut chain = VersionChain { notes: Vec::new(), is_broken: false };
    let mut seen = BTreeSet::from([name.to_owned()]);
    let (mut name, mut next) = (name.to_owned(), manifest.varies.clone());
    while let Some(varied) = next.take().filter(|_| seen.len() <= MOST_VERSIONS) {
        let VariedSet { name: other, sha256, act } = varied;
        let other = other.as_str().to_owned();
        let said =
            format!("«{name}» modifica gli allegati di «{other}»{}", act_words(act.as_ref()));
        if !seen.insert(other.clone()) {
            chain.is_broken = true;
            let note = format!(
                "{said}, che però viene dopo: le versioni girano in tondo, e uno dei manifesti nomina quello sbagliato."
            );
            chain.notes.push(note);
            break;
        }
        let Ok(bytes) = files.read(&folder.join(&other), MOST_BYTES) else {
            // A set need not lie beside the one that it varies.
            chain.notes.push(format!("{said}; quel manifesto non è in questa cartella: per seguire le versioni, metterli insieme."));
            break;
        };
        let read = Manifest::read(&bytes).ok();
        let is_same = Digest::of(&bytes) == sha256;
        chain.is_broken |= !is_same;
        chain.notes.push(match (is_same, &read) {
            (true, Some(_)) => format!("{said}."),
            _ => format!("{said}; quello che c'è in questa cartella è un altro."),
        });
        // Another manifest of that name may still lead back here.
        next = read.and_then(|manifest| manifest.varies);
        name = other;
    }
    chain
}

/// Returns «, deliberazione di Giunta n. 31 del 14.03.2024»; empty for no act.
fn act_words(act: Option<&Act>) -> String {
    let Some(Act { body, number, date }) = act else { return String::new() };
    let number = number.as_ref().map(|number| format!(" n. {number}"));
    let date = date.as_ref().map(|date| format!(" del {date}"));
    let act = act_of(body.as_deref().unwrap_or_default());
    format!(", {act}{}{}", number.unwrap_or_default(), date.unwrap_or_default())
}
