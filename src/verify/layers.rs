//! Envelopes that signing programs put around a file (CAdES, `.p7m`), removed until the
//! file itself comes out.

use super::cms::{self, NotSigned, SignedContent};
use super::{ClaimedSigner, Reason, Verdict};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

/// Most envelopes one in the other; offices have been seen to reach four.
const DEEPEST: usize = 16;
/// Base64 decoder that accepts any last bits and any padding, as mail programs produce them.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// File taken out of its envelopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peeled<'b> {
    /// Bytes that were given.
    given: &'b [u8],
    /// Content of the innermost envelope; `None` if there was no envelope.
    enclosed: Option<SignedContent>,
    /// Number of envelopes.
    pub envelopes: usize,
    /// Signers in the order of signing: those of the innermost envelope first.
    pub signers: Vec<ClaimedSigner>,
    /// Reasons that concern the envelopes.
    pub reasons: Vec<Reason>,
}

impl Peeled<'_> {
    /// Returns the bytes of the file.
    pub fn content(&self) -> &[u8] {
        self.enclosed.as_deref().unwrap_or(self.given)
    }
}

/// Opens envelopes until a file comes out that is none.
///
/// # Errors
/// Returns the reason why an envelope cannot be opened.
pub fn peel(bytes: &[u8]) -> Result<Peeled<'_>, Reason> {
    let mut peeled = Peeled {
        given: bytes,
        enclosed: None,
        envelopes: 0,
        signers: Vec::new(),
        reasons: Vec::new(),
    };
    while let Some(envelope) = envelope(peeled.content()) {
        // A bound against files made to keep the program busy: each layer is copied and parsed.
        if peeled.envelopes == DEEPEST {
            return Err(unknown(format!(
                "è chiuso in più di {DEEPEST} buste di firma, una nell'altra"
            )));
        }
        let Envelope { bytes: envelope, is_followed } = envelope;
        let signed = cms::read(&envelope).map_err(|cause| refusal(cause, &envelope))?;
        let mut warnings = Vec::new();
        if is_followed || !is_filling(&envelope[signed.length..]) {
            warnings.push("dopo la fine della busta di firma c'è altro, che nessuna firma copre");
        }
        let content = signed.content.ok_or_else(detached)?;
        // Lenient readers search the whole file for a PDF and show the last one they find.
        if pdf_ends(&envelope) > pdf_ends(&content) {
            warnings.push("la busta di firma contiene anche un altro PDF, che certi programmi mostrano al posto di quello firmato");
        }
        let look =
            |text: &str| Reason { verdict: Verdict::Look, text: text.to_owned(), page: None };
        peeled.reasons.extend(warnings.into_iter().map(look));
        // Opened from the outside in, but signed from the inside out.
        peeled.signers.splice(0..0, signed.signers);
        peeled.envelopes += 1;
        peeled.enclosed = Some(content);
    }
    Ok(peeled)
}

/// Envelope that makes up a file.
struct Envelope<'b> {
    /// Bytes of the message, decoded if they were in base64.
    bytes: Cow<'b, [u8]>,
    /// Set if something follows the base64.
    is_followed: bool,
}

impl<'b> From<Cow<'b, [u8]>> for Envelope<'b> {
    fn from(bytes: Cow<'b, [u8]>) -> Self {
        Envelope { bytes, is_followed: false }
    }
}

/// Counts the ends of PDF files near the end of `bytes`, where readers look for one.
fn pdf_ends(bytes: &[u8]) -> usize {
    /// Readers search the last kilobyte; lenient ones search further.
    const TAIL: usize = 1 << 16;
    const MARK: &[u8] = b"startxref";
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    tail.windows(MARK.len()).filter(|part| *part == MARK).count()
}

/// Recognises an envelope by its first bytes; `None` if the file is none.
fn envelope(bytes: &[u8]) -> Option<Envelope<'_>> {
    match bytes {
        // SEQUENCE with a length of two bytes or more, or none (X.690, 8.1.3).
        [0x30, 0x80..=0x84, ..] => Some(Cow::Borrowed(bytes).into()),
        // The same after a program took it for text: U+FFFD in the place of the length.
        [0x30, 0xEF, 0xBF, 0xBD, ..] => Some(Cow::Borrowed(bytes).into()),
        // «-----BEGIN PKCS7-----», or the base64 of a SEQUENCE, blanks before it or not.
        _ => unarmoured(bytes),
    }
}

/// Decodes an envelope in base64, with or without the lines of PEM (RFC 7468).
fn unarmoured(bytes: &[u8]) -> Option<Envelope<'static>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    let mut is_followed = false;
    let body = match text.strip_prefix(b"-----BEGIN ") {
        None => text,
        Some(rest) => {
            // Keys and certificates have such lines too.
            let is_message = rest.starts_with(b"PKCS") || rest.starts_with(b"CMS");
            let start = rest.iter().position(|b| *b == b'\n').filter(|_| is_message)?;
            let body = &rest[start..];
            let end = body.windows(8).position(|part| part == b"-----END").unwrap_or(body.len());
            let behind = body[end..].iter().position(|b| *b == b'\n').map(|at| &body[end + at..]);
            is_followed = behind.is_some_and(|behind| !is_filling(behind));
            &body[..end]
        }
    };
    // «M» encodes the first bits of 0x30; a large file of another kind need not be copied.
    if !body.trim_ascii_start().starts_with(b"M") {
        return None;
    }
    let letters: Vec<u8> = body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    let decoded = FORGIVING.decode(letters).ok().filter(|bytes| bytes.first() == Some(&0x30))?;
    Some(Envelope { bytes: Cow::Owned(decoded), is_followed })
}

/// Returns `true` if `bytes` hold line ends, or zeros that fill up a block, and nothing else.
fn is_filling(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b'\r' | b'\n' | b'\0' | b' ' | 0x1A))
}

/// Explains why an envelope cannot be read.
fn refusal(cause: NotSigned, envelope: &[u8]) -> Reason {
    if cause == NotSigned::OtherKind {
        return unknown(
            "è in una busta crittografica che non è di firma: forse è cifrato".to_owned(),
        );
    }
    let as_text = "la busta di firma è rovinata: è passata da un programma che l'ha trattata come un testo e ne ha cambiato gli a capo; va rimandata com'era, per esempio in un archivio .zip";
    let damaged =
        "la busta di firma è incompleta o rovinata: va rimandata, per esempio in un archivio .zip";
    unknown(if was_text(envelope) { as_text } else { damaged }.to_owned())
}

/// Returns `true` if a program has treated the envelope as text: it is whole without the
/// carriage returns before line feeds, or bytes of no encoding have become U+FFFD.
fn was_text(envelope: &[u8]) -> bool {
    // A few such bytes may occur by chance in a sound signature; many do not.
    let replaced = envelope.windows(3).filter(|part| part == b"\xEF\xBF\xBD").count();
    replaced > 8 || cms::read(&without_returns(envelope)).is_ok()
}

fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let kept = |i: &usize| !(bytes[*i] == b'\r' && bytes.get(i + 1) == Some(&b'\n'));
    (0..bytes.len()).filter(kept).map(|i| bytes[i]).collect()
}

fn detached() -> Reason {
    unknown("contiene solo una firma staccata (.p7s), senza il documento: serve il file firmato che lo contiene".to_owned())
}

fn unknown(text: String) -> Reason {
    Reason { verdict: Verdict::Unknown, text, page: None }
}

#[cfg(test)]
mod tests;
