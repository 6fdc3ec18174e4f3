//! Signatures and time stamps of a signed container, and the files that each of them is for.

use super::coverage::{self, CoverageList};
use crate::digest::is_digest_of;
use crate::italian::quotation::quote_name;
use crate::verify::cms::{self, EnvelopeKind, Signed};
use crate::verify::layers::{divided, hides_a_file};
use crate::verify::{ClaimedSigner, Reason, Verdict};

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

/// Signature or time stamp of a container.
struct ContainerSignature {
    message: Signed,
    /// List of the files that it covers; `None` for the one file of its container.
    list: Option<CoverageList>,
}

/// Signatures and time stamps of one file of a container.
#[derive(Default)]
pub(crate) struct FileRecords {
    /// Signers in the order of their signatures.
    pub signers: Vec<ClaimedSigner>,
    /// Number of time stamps.
    pub stamps: usize,
    /// Reasons that concern the file.
    pub reasons: Vec<Reason>,
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
            let signature =
                signed.and_then(|signed| container_signature(bytes, signed, list.cloned()));
            let name = quote_name(name);
            match signature {
                // Without a list, a signature is for the one file of its container.
                Some(signature) if signature.list.is_none() && files > 1 => {
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

    /// Returns the signatures and time stamps of a file; its content is `None` if it cannot be unpacked.
    pub(crate) fn of(&self, file: &str, content: Option<&[u8]>) -> FileRecords {
        let mut records = FileRecords::default();
        for signature in self.signatures.iter().filter(|signature| signature.covers(file)) {
            let (signers, reasons) = signature.judged(file, content);
            records.signers.extend(signers);
            records.stamps += usize::from(signature.is_stamp());
            records.reasons.extend(reasons);
        }
        if self.is_container && self.signatures.is_empty() && self.reasons.is_empty() {
            records.reasons.push(look("nel contenitore non c'è nessuna firma".to_owned()));
        }
        let mut signatures = self.signatures.iter().filter(|signature| !signature.is_stamp());
        if signatures.next().is_some()
            && !self.signatures.iter().any(|one| !one.is_stamp() && one.covers(file))
        {
            let text = "nessuna delle firme del contenitore è per questo file";
            records.reasons.push(look(text.to_owned()));
        }
        records
    }
}

impl ContainerSignature {
    fn is_stamp(&self) -> bool {
        self.message.kind == EnvelopeKind::Statement
    }

    fn covers(&self, file: &str) -> bool {
        self.list.as_ref().is_none_or(|list| list.files.contains_key(file))
    }

    /// Returns the signers of a file that it covers, and the reasons against it.
    fn judged(&self, file: &str, content: Option<&[u8]>) -> (Vec<ClaimedSigner>, Vec<Reason>) {
        let stated = self.list.as_ref().and_then(|list| list.files.get(file));
        let is_another =
            stated.zip(content).is_some_and(|(stated, bytes)| !is_digest_of(stated, &[bytes]));
        let mut reasons: Vec<_> = is_another.then(|| {
            look("l'elenco dei file firmati dà di questo file un'altra impronta (SHA-2), o nessuna: la firma non è per questo file".to_owned())
        }).into_iter().collect();
        // With a list, that is what is signed (ETSI EN 319 162-1, 4.4.4.2).
        let list = self.list.as_ref().map(|list| list.bytes.as_slice());
        let Some(signed) = list.or(content) else { return (Vec::new(), reasons) };
        if self.is_stamp() {
            if !self.message.stamps(&[signed]) || self.message.has_false_stamp {
                let text = "la marca temporale del contenitore è per un altro contenuto";
                reasons.push(look(text.to_owned()));
            }
            return (Vec::new(), reasons);
        }
        let (signers, foreign) = divided(&self.message.signers, &[signed]);
        reasons.extend(foreign);
        (signers, reasons)
    }
}

/// Returns a message of a container as its signature or time stamp; `None` if it holds something else, or
/// something follows it.
fn container_signature(
    bytes: &[u8],
    message: Signed,
    list: Option<CoverageList>,
) -> Option<ContainerSignature> {
    let is_alone = bytes[message.length..].iter().all(|byte| *byte == 0);
    let is_known = match message.kind {
        EnvelopeKind::Signature => message.content.is_none() && is_alone,
        EnvelopeKind::Statement => true,
        EnvelopeKind::TimeStamp => false,
    };
    (is_known && !message.has_surplus).then_some(ContainerSignature { message, list })
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
    Reason::new(Verdict::Look, text)
}
