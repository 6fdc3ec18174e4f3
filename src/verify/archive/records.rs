//! Signatures and time stamps of a signed container, and the files that each of them is for.

use super::coverage;
use crate::digest::is_digest_of;
use crate::italian::quotation::quote_name;
use crate::verify::cms::{self, EnvelopeKind, Signed};
use crate::verify::layers::hides_a_file;
use crate::verify::{ClaimedSigner, Reason, Verdict};
use std::collections::BTreeMap;

/// Folder of the signatures of a signed container.
const SIGNATURES: &str = "META-INF/";

/// Statements of a signed container.
#[derive(Default)]
pub(crate) struct ContainerRecords {
    /// Set for a signed container, and not for a plain archive.
    pub(super) is_container: bool,
    /// Signatures and time stamps that can be read.
    signatures: Vec<ContainerSignature>,
    /// Reasons that concern the container.
    pub reasons: Vec<Reason>,
}

/// Signature of a container, or time stamp without signers.
struct ContainerSignature {
    signers: Vec<ClaimedSigner>,
    /// Digests of the files that it covers, by their names; `None` for all files.
    files: Option<BTreeMap<String, Vec<u8>>>,
    is_stamp: bool,
}

impl ContainerRecords {
    /// Reads the signatures and time stamps of a container with a number of files, by the names and the
    /// contents of its records.
    pub(super) fn read(contents: &[(String, Vec<u8>)], files: usize) -> Self {
        let lists = contents.iter().filter(|(name, _)| is_manifest(name));
        let lists: Vec<_> = lists.filter_map(|(_, bytes)| coverage::read(bytes)).collect();
        let mut records = ContainerRecords::default();
        for (name, bytes) in contents {
            // What hides a file is reported by the archive.
            if !(is_message(name) || is_xades(name)) || hides_a_file(bytes).is_some() {
                continue;
            }
            let list = lists.iter().find(|list| list.signature == *name);
            let signed = is_message(name).then(|| cms::read(bytes)).and_then(Result::ok);
            let signature = signed.and_then(|signed| {
                container_signature(bytes, signed, list.map(|list| list.files.clone()))
            });
            let name = quote_name(name);
            match signature {
                // Without a list, a signature is for the one file of its container.
                Some(signature) if signature.files.is_none() && files > 1 => {
                    records.reasons.push(look(format!("nel contenitore ci sono più file, e non si legge quali copre la firma ({name})")));
                }
                Some(signature) => records.signatures.push(signature),
                None => records.reasons.push(look(format!(
                    "nel contenitore c'è una firma che qui non si legge ({name})"
                ))),
            }
        }
        records
    }

    /// Returns the signers of a file, and the number of its time stamps.
    pub(crate) fn of(&self, file: &str) -> (Vec<ClaimedSigner>, usize) {
        let covers = |signature: &&ContainerSignature| {
            signature.files.as_ref().is_none_or(|files| files.contains_key(file))
        };
        let own: Vec<_> = self.signatures.iter().filter(covers).collect();
        let signers = own.iter().flat_map(|signature| signature.signers.clone()).collect();
        (signers, own.iter().filter(|signature| signature.is_stamp).count())
    }

    /// Returns the reason against a file with this content that none of the signatures covers.
    pub(crate) fn uncovered(&self, file: &str, content: Option<&[u8]>) -> Option<Reason> {
        let has_signature = self.signatures.iter().any(|signature| !signature.is_stamp);
        if self.is_container && self.signatures.is_empty() && self.reasons.is_empty() {
            return Some(look("nel contenitore non c'è nessuna firma".to_owned()));
        }
        if has_signature && self.of(file).0.is_empty() {
            return Some(look("nessuna delle firme del contenitore è per questo file".to_owned()));
        }
        let mut lists =
            self.signatures.iter().filter_map(|signature| signature.files.as_ref()?.get(file));
        let is_another =
            |stated: &Vec<u8>| content.is_some_and(|bytes| !is_digest_of(stated, bytes));
        lists.any(is_another).then(|| {
            look("l'elenco dei file firmati dà di questo file un'altra impronta (SHA-2), o nessuna: la firma non è per questo file".to_owned())
        })
    }
}

/// Returns a message of a container as its signature or time stamp; `None` if it holds something else, or
/// something follows it.
fn container_signature(
    bytes: &[u8],
    signed: Signed,
    files: Option<BTreeMap<String, Vec<u8>>>,
) -> Option<ContainerSignature> {
    let is_apart = signed.content.is_none() && bytes[signed.length..].iter().all(|byte| *byte == 0);
    match signed.kind {
        _ if signed.has_surplus => None,
        EnvelopeKind::Signature if is_apart => {
            Some(ContainerSignature { signers: signed.signers, files, is_stamp: false })
        }
        EnvelopeKind::Statement => {
            Some(ContainerSignature { signers: Vec::new(), files, is_stamp: true })
        }
        _ => None,
    }
}

/// Returns `true` for the name of a signature, a time stamp or a list of what they cover.
pub(super) fn is_record(name: &str) -> bool {
    let inner = name.strip_prefix(SIGNATURES).filter(|inner| !inner.contains('/'));
    inner.is_some_and(|inner| [".p7s", ".tst", ".xml"].iter().any(|end| inner.ends_with(end)))
}

pub(super) fn is_manifest(name: &str) -> bool {
    name.to_lowercase().contains("manifest")
}

/// Returns `true` for the name of a signature in XML.
fn is_xades(name: &str) -> bool {
    name.ends_with(".xml") && !is_manifest(name)
}

/// Returns `true` for the name of a signature or a time stamp in CMS.
fn is_message(name: &str) -> bool {
    name.ends_with(".p7s") || name.ends_with(".tst")
}

fn look(text: String) -> Reason {
    Reason { verdict: Verdict::Look, text, page: None }
}
