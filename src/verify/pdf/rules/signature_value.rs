//! Value of a signature (`Contents`, ISO 32000-1, table 252): its signers, and what it is for.

use super::speech::is_date;
use crate::digest::is_digest_of;
use crate::italian::quotation::quote_name;
use crate::verify::ClaimedSigner;
use crate::verify::cms::{self, EnvelopeKind, MessageSigner, Signed, signer_faults};
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::text_string::characters;

/// Value of a signature, held against the bytes that it covers.
#[derive(Debug, Default)]
pub(super) struct SignatureValue {
    /// Signers of those bytes, in the order of the value.
    pub signers: Vec<ClaimedSigner>,
    /// Subjects of signers with their faults: those of other bytes, and those whose name is not certain.
    faults: Vec<(String, &'static str)>,
    /// Set if it encloses a document of its own.
    encloses_document: bool,
    /// Set if it holds something that no signature needs.
    has_surplus: bool,
    /// Time in the dictionary, if it is none.
    odd_time: Option<String>,
}

impl SignatureValue {
    /// Reads the value of a signature that covers `parts` of a file.
    pub(super) fn read(signature: &Dictionary, parts: &[&[u8]]) -> Self {
        let text = |key| signature.get(key).and_then(Object::as_text).unwrap_or_default();
        let contents = text("Contents");
        let Ok(message) = cms::read(contents) else { return SignatureValue::default() };
        let content = content(contents, &message);
        let (own, foreign): (Vec<_>, Vec<_>) = message
            .signers
            .iter()
            .partition(|signer| is_for(signature, &message, signer, content.as_deref(), parts));
        let faults = signer_faults(&own, &foreign).into_iter();
        let faults = faults.map(|(signer, fault)| (signer.subject.clone(), fault)).collect();
        let time = characters(text("M"));
        let odd_time = Some(time.clone()).filter(|time| !is_date(time));
        let time = date(&time);
        let signers = own.into_iter().map(|signer| claimed(signature, signer, time.as_deref()));
        SignatureValue {
            signers: signers.collect(),
            faults,
            encloses_document: message.kind == EnvelopeKind::Signature
                && content.is_some_and(|content| !is_digest(signature, &content)),
            has_surplus: message.has_surplus,
            odd_time,
        }
    }

    /// Reports what is wrong with it in the field `name`.
    pub(super) fn report(&self, name: &str, reasons: &mut ReasonList) {
        if self.signers.is_empty() && self.faults.is_empty() {
            let text = format!(
                "la firma nel campo {name} non si può leggere: va controllata con un programma di firma"
            );
            reasons.look(None, text);
        }
        for (subject, fault) in &self.faults {
            let text = format!("la firma di {} nel campo {name} {fault}", quote_name(subject));
            reasons.look(None, text);
        }
        if let Some(time) = &self.odd_time {
            let text = format!("la firma nel campo {name} ha per data {}", quote_name(time));
            reasons.look(None, text);
        }
        if self.encloses_document {
            let text = format!(
                "la firma nel campo {name} contiene un altro documento, oltre a quello in cui sta"
            );
            reasons.changed(None, text);
        }
        if self.has_surplus {
            let text = format!(
                "la firma nel campo {name} contiene anche altro, che i programmi di firma non vi scrivono"
            );
            reasons.look(None, text);
        }
    }
}

/// Returns what a message encloses; `None` if it is detached.
fn content(message: &[u8], read: &Signed) -> Option<Vec<u8>> {
    let pieces = read.content.as_ref()?.iter();
    Some(pieces.flat_map(|piece| &message[piece.clone()]).copied().collect())
}

/// Returns `true` if a signer signed `parts`: by themselves, by the time stamp for them, or by their digest.
fn is_for(
    signature: &Dictionary,
    message: &Signed,
    signer: &MessageSigner,
    content: Option<&[u8]>,
    parts: &[&[u8]],
) -> bool {
    match content {
        None => signer.has_signed(parts),
        Some(_) if message.kind == EnvelopeKind::Statement => {
            message.stamps(parts) && !message.has_false_stamp
        }
        Some(content) if is_digest(signature, content) => {
            // OpenPDF signs the digest without stating it once more.
            let is_of_content = signer.states_no_digest() || signer.has_signed(&[content]);
            is_digest_of(content, parts) && is_of_content
        }
        Some(content) => signer.has_signed(&[content]),
    }
}

/// Returns `true` for the content of a signature of the digest by SHA-1 (ISO 32000-1, 12.8.3.3.1).
fn is_digest(signature: &Dictionary, content: &[u8]) -> bool {
    /// Bytes of a digest by SHA-1.
    const DIGEST: usize = 20;
    signature.has_name("SubFilter", "adbe.pkcs7.sha1") && content.len() == DIGEST
}

/// Returns a signer; the time is the dictionary's where the signature declares none.
fn claimed(signature: &Dictionary, signer: &MessageSigner, time: Option<&str>) -> ClaimedSigner {
    let mut claimed = signer.claimed.clone();
    if signature.has_name("Type", "DocTimeStamp") {
        claimed.subject = format!("marca temporale: {}", claimed.subject);
    }
    claimed.declared = claimed.declared.or_else(|| time.map(str::to_owned));
    claimed
}

/// Converts a date (ISO 32000-1, 7.9.4) to RFC 3339; `None` unless it goes down to seconds.
fn date(text: &str) -> Option<String> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let zone = text.get(14..)?.replace('\'', "");
    let zone = if matches!(zone.as_str(), "" | "Z" | "Z0000") { "+0000" } else { &zone };
    let whole = format!("{}{zone}", text.get(..14)?);
    chrono::DateTime::parse_from_str(&whole, "%Y%m%d%H%M%S%z").ok().map(|time| time.to_rfc3339())
}
