//! Envelopes that signing programs put around a file (CAdES, `.p7m`; time stamps, `.tsd`),
//! removed until the file itself comes out.

mod armour;
mod residue;

use super::cms::{self, EnvelopeKind, MessageSigner, NotSigned, Signed, signer_faults};
use super::{ClaimedSigner, Reason, Verdict};
use crate::italian::quotation::quote_name;
use armour::Surplus;
use memchr::memmem;
use residue::HiddenFile;
pub(super) use residue::{archive_sign, hidden_file};
use std::borrow::Cow;
use std::ops::Range;

/// Most envelopes one in the other; offices have been seen to reach four.
const DEEPEST: usize = 16;
/// Most bytes that fill up the end of a file: a block of a disk or of a program.
const MOST_FILLING: usize = 4096;
/// Smallest piece of a content that is signed in a stream, but for the last; programs take a
/// thousand bytes or more.
const SMALLEST_PIECE: usize = 500;

/// File taken out of its envelopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peeled<'b> {
    /// Content of the innermost envelope; the bytes that were given if there was none.
    content: Cow<'b, [u8]>,
    /// Number of envelopes with signatures.
    pub envelopes: usize,
    /// Number of envelopes with a time stamp.
    pub stamps: usize,
    /// Signers in the order of signing: those of the innermost envelope first.
    pub signers: Vec<ClaimedSigner>,
    /// Reasons that concern the envelopes.
    pub reasons: Vec<Reason>,
}

impl Peeled<'_> {
    /// Returns the bytes of the file.
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

/// Opens envelopes until a file comes out that is none.
///
/// # Errors
/// Returns the reason why an envelope cannot be opened.
pub fn peel(bytes: &[u8]) -> Result<Peeled<'_>, Reason> {
    let mut peeled = Peeled {
        content: Cow::Borrowed(bytes),
        envelopes: 0,
        stamps: 0,
        signers: Vec::new(),
        reasons: Vec::new(),
    };
    while peeled.open()? {
        // A bound against files made to keep the program busy: each layer is parsed.
        if peeled.envelopes + peeled.stamps > DEEPEST {
            return Err(unknown(format!(
                "è chiuso in più di {DEEPEST} buste di firma, una nell'altra"
            )));
        }
    }
    Ok(peeled)
}

impl Peeled<'_> {
    /// Opens the outermost envelope; returns `false` if there is none.
    ///
    /// # Errors
    /// Returns the reason why it cannot be opened.
    fn open(&mut self) -> Result<bool, Reason> {
        if !is_message(&self.content) {
            let Some(armoured) = armour::open(&self.content) else { return Ok(false) };
            let message = armoured.message.ok_or_else(|| damaged(false))?;
            self.reasons.extend(armoured.surplus.map(around));
            self.content = Cow::Owned(message);
        }
        let signed = match cms::read(&self.content) {
            Ok(signed) => signed,
            Err(cause) => return Err(refusal(cause, &self.content)),
        };
        let pieces = signed.content.as_ref().ok_or_else(detached)?;
        self.reasons.extend(remarks(&self.content, &signed, pieces));
        match signed.kind {
            EnvelopeKind::Signature => self.envelopes += 1,
            EnvelopeKind::TimeStamp => self.stamps += 1,
            EnvelopeKind::Statement => return Err(time_stamp_alone()),
        }
        let content: Vec<_> = pieces.iter().map(|piece| &self.content[piece.clone()]).collect();
        let (own, foreign) = divided(&signed.signers, &content);
        self.reasons.extend(foreign);
        // Opened from the outside in, but signed from the inside out.
        self.signers.splice(0..0, own);
        self.content = joined(std::mem::take(&mut self.content), pieces);
        Ok(true)
    }
}

/// Divides the signers of a content, given in parts, from the reasons against those who signed another.
pub(super) fn divided(
    signers: &[MessageSigner],
    content: &[&[u8]],
) -> (Vec<ClaimedSigner>, Vec<Reason>) {
    let (own, foreign): (Vec<_>, Vec<_>) =
        signers.iter().partition(|signer| signer.has_signed(content));
    let faults = signer_faults(&own, &foreign).into_iter();
    let reasons = faults
        .map(|(signer, fault)| {
            look(&format!("la firma di {} {fault}", quote_name(&signer.subject)))
        })
        .collect();
    (own.into_iter().map(|signer| signer.claimed.clone()).collect(), reasons)
}

/// Returns `true` for the first bytes of a message in DER or BER.
fn is_message(bytes: &[u8]) -> bool {
    // SEQUENCE with a length of two bytes or more, or none (X.690, 8.1.3); or the same after a
    // program took it for text: U+FFFD in the place of the length.
    matches!(bytes, [0x30, 0x80..=0x84, ..] | [0x30, 0xEF, 0xBF, 0xBD, ..])
}

/// Returns the pieces of `bytes` as one, without a copy where that is possible.
fn joined<'b>(bytes: Cow<'b, [u8]>, pieces: &[Range<usize>]) -> Cow<'b, [u8]> {
    match (bytes, pieces) {
        (Cow::Borrowed(bytes), [piece]) => Cow::Borrowed(&bytes[piece.clone()]),
        (Cow::Borrowed(bytes), _) => {
            let parts: Vec<&[u8]> = pieces.iter().map(|piece| &bytes[piece.clone()]).collect();
            Cow::Owned(parts.concat())
        }
        (Cow::Owned(mut bytes), _) => {
            let mut length = 0;
            for piece in pieces {
                bytes.copy_within(piece.clone(), length);
                length += piece.len();
            }
            bytes.truncate(length);
            Cow::Owned(bytes)
        }
    }
}

/// Returns what is wrong with an envelope that can be opened.
fn remarks(envelope: &[u8], signed: &Signed, pieces: &[Range<usize>]) -> Vec<Reason> {
    if let Some((kind, at)) = hidden_file(envelope, pieces) {
        return vec![hidden(kind, at)];
    }
    let mut reasons = Vec::new();
    if !is_filling(&envelope[signed.length..]) {
        reasons.push(look("dopo la fine della busta di firma c'è altro, che nessuna firma copre"));
    }
    if signed.kind == EnvelopeKind::Signature && signed.signers.is_empty() {
        reasons.push(look("la busta di firma è senza firme"));
    }
    if signed.has_false_stamp {
        reasons
            .push(look("la marca temporale della busta non si legge, o è per un altro contenuto"));
    }
    if signed.has_surplus {
        reasons.push(look(
            "la busta di firma contiene anche altro, che i programmi di firma non vi scrivono",
        ));
    }
    if !is_regular(pieces) {
        reasons.push(look("la busta di firma divide il file in pezzi, e non come fanno i programmi di firma: un altro programma potrebbe leggerli in un altro modo"));
    }
    reasons
}

/// Returns `true` if a content is in one piece, or in pieces as programs make them: of one size,
/// but for the last.
fn is_regular(pieces: &[Range<usize>]) -> bool {
    match pieces {
        [] | [_] => true,
        [first, middle @ .., last] => {
            let size = first.len();
            size >= SMALLEST_PIECE
                && middle.iter().all(|piece| piece.len() == size)
                && last.len() <= size
        }
    }
}

/// Returns `true` if `bytes` hold line ends, or zeros that fill up a block, and nothing else.
fn is_filling(bytes: &[u8]) -> bool {
    bytes.len() <= MOST_FILLING
        && bytes.iter().all(|b| matches!(b, b'\r' | b'\n' | b'\t' | b'\0' | b' ' | 0x1A))
}

/// Returns the reason against bytes that belong to a signature, if they hold the sign of a file.
pub(super) fn hides_a_file(bytes: &[u8]) -> Option<Reason> {
    hidden_file(bytes, &[]).map(|(kind, at)| hidden_in_archive(kind, at))
}

/// Reports a file that hides in an envelope.
fn hidden(kind: HiddenFile, at: usize) -> Reason {
    let text = format!(
        "la busta di firma contiene anche {}, che certi programmi mostrano al posto del file firmato (byte {at} della busta)",
        hidden_words(kind)
    );
    Reason::new(Verdict::Changed, text)
}

/// Reports a file that hides in an archive, apart from the files that it delivers.
pub(super) fn hidden_in_archive(kind: HiddenFile, at: usize) -> Reason {
    let text = format!(
        "l'archivio contiene anche {}, che certi programmi mostrano al posto dei suoi file (al byte {at})",
        hidden_words(kind)
    );
    Reason::new(Verdict::Changed, text)
}

fn hidden_words(kind: HiddenFile) -> &'static str {
    match kind {
        HiddenFile::Pdf => "un altro PDF, o un suo pezzo",
        HiddenFile::Archive => {
            "un altro archivio (come un .zip, un .xlsx o un .docx), o un suo pezzo"
        }
    }
}

/// Reports text around the base64 of an envelope.
fn around(surplus: Surplus) -> Reason {
    match surplus {
        Surplus::File(kind, at) => hidden(kind, at),
        Surplus::Envelope => Reason::new(
            Verdict::Changed,
            "dopo la busta di firma ce n'è un'altra, che certi programmi aprono al posto della prima",
        ),
        Surplus::Other => look("attorno alla busta di firma c'è altro, che nessuna firma copre"),
    }
}

/// Explains why an envelope cannot be read.
fn refusal(cause: NotSigned, envelope: &[u8]) -> Reason {
    match cause {
        NotSigned::Encrypted => unknown("è in una busta che non è di firma ma di cifratura: va decifrato da chi ne ha la chiave, poi si controlla il file che ne esce".to_owned()),
        NotSigned::TimeStampReply => time_stamp_alone(),
        NotSigned::OtherKind => unknown("è in una busta crittografica che non è di firma: va estratto con il programma che l'ha fatta, poi si controlla il file che ne esce".to_owned()),
        NotSigned::Damaged => damaged(was_text(envelope)),
    }
}

fn damaged(was_text: bool) -> Reason {
    let as_text = "la busta di firma è rovinata: è passata da un programma che l'ha trattata come un testo e ne ha cambiato gli a capo; va rimandata com'era, per esempio in un archivio .zip";
    let damaged =
        "la busta di firma è incompleta o rovinata: va rimandata, per esempio in un archivio .zip";
    unknown(if was_text { as_text } else { damaged }.to_owned())
}

/// Returns `true` if a program has treated the envelope as text: it is whole without the
/// carriage returns before line feeds, or bytes of no encoding have become U+FFFD.
fn was_text(envelope: &[u8]) -> bool {
    // A few such bytes may occur by chance in a sound signature; many do not.
    let replaced = memmem::find_iter(envelope, b"\xEF\xBF\xBD").count();
    replaced > 8 || cms::read(&without_returns(envelope)).is_ok()
}

fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let mut kept = bytes.to_vec();
    let mut next = bytes.iter().skip(1);
    kept.retain(|b| {
        let next = next.next();
        !(*b == b'\r' && next == Some(&b'\n'))
    });
    kept
}

fn detached() -> Reason {
    unknown("contiene solo una firma staccata (.p7s), senza il documento: serve il file firmato che lo contiene".to_owned())
}

fn time_stamp_alone() -> Reason {
    unknown("contiene solo una marca temporale (.tsr, .tst), senza il documento: serve il file a cui si riferisce".to_owned())
}

fn look(text: &str) -> Reason {
    Reason::new(Verdict::Look, text)
}

fn unknown(text: String) -> Reason {
    Reason::new(Verdict::Unknown, text)
}

#[cfg(test)]
mod tests;
