//! Envelopes in base64, with or without the lines of PEM (RFC 7468).

use super::residue::{HiddenFile, hidden_file};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem;
use std::ops::Range;

/// Base64 decoder that accepts any last bits and any padding, as mail programs produce them.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Beginning of the first line of PEM.
const BEGIN: &[u8] = b"-----BEGIN ";
/// Beginning of the last line of PEM.
const END: &[u8] = b"-----END ";

/// Envelope that was in base64.
pub(super) struct Armoured {
    /// Decoded message; `None` if it is no base64.
    pub message: Option<Vec<u8>>,
    /// Something besides the lines of PEM, the base64 and white space.
    pub surplus: Option<Surplus>,
}

/// Text around an envelope in base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surplus {
    /// File by its signs, with their position.
    File(HiddenFile, usize),
    /// Another envelope.
    Envelope,
    /// Something else, or too many blanks.
    Other,
}

/// Decodes an envelope in base64; `None` if the file is none.
pub(super) fn open(bytes: &[u8]) -> Option<Armoured> {
    let frame = Frame::of(bytes)?;
    // «M» encodes the first bits of 0x30; a large file of another kind need not be copied.
    let is_message = bytes[frame.base64.clone()].trim_ascii_start().starts_with(b"M");
    let message = is_message.then(|| decoded(&bytes[frame.base64.clone()])).flatten();
    let message = message.filter(|message| message.first() == Some(&0x30));
    // Without the lines of PEM only the decoding tells base64 from a text.
    if message.is_none() && !frame.is_pem {
        return None;
    }
    Some(Armoured { message, surplus: frame.surplus(bytes) })
}

/// Frame of the base64 in a file.
struct Frame {
    is_pem: bool,
    /// Range of the base64 and white space.
    base64: Range<usize>,
    /// Set if the lines around it are as they must be.
    is_regular: bool,
}

impl Frame {
    fn of(bytes: &[u8]) -> Option<Self> {
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let blanks = bytes[mark..].len() - bytes[mark..].trim_ascii_start().len();
        let start = mark + blanks;
        let Some(rest) = bytes[start..].strip_prefix(BEGIN) else {
            let is_regular = super::is_filling(&bytes[mark..start]);
            return Some(Frame { is_pem: false, base64: start..bytes.len(), is_regular });
        };
        // Keys and certificates have such lines too.
        if !rest.starts_with(b"PKCS") && !rest.starts_with(b"CMS") {
            return None;
        }
        let first = line(bytes, start);
        let label = bytes[start..first.end].strip_prefix(BEGIN).unwrap_or_default();
        let end = find(bytes, END, first.end).unwrap_or(bytes.len());
        let last = line(bytes, end);
        let is_regular = label.trim_ascii_end().strip_suffix(b"-----").is_some_and(is_label)
            && bytes[end..last.end]
                .strip_prefix(END)
                .is_some_and(|l| l.trim_ascii_end() == label.trim_ascii_end())
            && super::is_filling(&bytes[mark..start])
            && super::is_filling(&bytes[last.end..]);
        Some(Frame { is_pem: true, base64: first.end..end, is_regular })
    }

    /// Returns the text that does not belong around the base64.
    fn surplus(&self, bytes: &[u8]) -> Option<Surplus> {
        if let Some((kind, at)) = hidden_file(bytes, std::slice::from_ref(&self.base64)) {
            return Some(Surplus::File(kind, at));
        }
        if find(bytes, BEGIN, self.base64.end).is_some() {
            return Some(Surplus::Envelope);
        }
        (!self.is_regular).then_some(Surplus::Other)
    }
}

fn is_label(label: &[u8]) -> bool {
    label.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b" #".contains(b))
}

/// Returns the line that begins at `start`; a line feed, a carriage return or both end it.
fn line(bytes: &[u8], start: usize) -> Range<usize> {
    let end = bytes[start..].iter().position(|b| matches!(b, b'\r' | b'\n'));
    start..end.map_or(bytes.len(), |end| start + end)
}

fn find(bytes: &[u8], wanted: &[u8], start: usize) -> Option<usize> {
    let at = memmem::find(&bytes[start..], wanted)?;
    Some(start + at)
}

/// Decodes lines of base64.
fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    /// Letters that are decoded at once, four for three bytes, so that the letters of a large
    /// file are not all copied.
    const AT_ONCE: usize = 64 * 1024;
    let mut letters = text.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n' | b'\t' | b' '));
    let mut message = Vec::with_capacity(text.len() / 4 * 3);
    loop {
        let some: Vec<u8> = letters.by_ref().take(AT_ONCE).collect();
        let is_last = some.len() < AT_ONCE;
        // Letters behind a padding would be read by some programs and not by others.
        if !is_last && some.ends_with(b"=") && letters.clone().next().is_some() {
            return None;
        }
        FORGIVING.decode_vec(some, &mut message).ok()?;
        if is_last {
            return Some(message);
        }
    }
}
