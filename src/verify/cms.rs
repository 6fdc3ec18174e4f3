//! Signed data in the Cryptographic Message Syntax (RFC 5652) and files with a time stamp
//! (RFC 5544): where their content stands, and the names of their signers.
//!
//! Only the frame must be sound for the content to come out; a certificate or a signature
//! that cannot be read costs the name of its signer and no more. Of signatures only the digest
//! is compared that says which content they are for; neither they nor certificates are validated.

#[cfg(test)]
pub(crate) mod sample;
mod signer;
mod stamp;
mod surplus;
mod validation;

use super::ClaimedSigner;
use super::ber::{
    BerReader, Element, IDENTIFIER, INTEGER, OCTETS, OCTETS_IN_PIECES, SEQUENCE, SET,
};
use crate::digest::is_digest_of;
use std::ops::Range;

pub use signer::{MessageSigner, signer_faults};
pub(crate) use validation::{ValidationKind, is_validation_data};

/// Most levels of strings in pieces; no program writes more than one.
const DEEPEST_PIECES: usize = 4;

/// Identifiers of the kinds of messages (RFC 5652, 4 to 9; RFC 3274; RFC 5083; RFC 5544).
mod kind {
    pub(super) const SIGNED: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    pub(super) const TIME_STAMPED: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x1f";
    pub(super) const ENCRYPTED: [&[u8]; 4] = [
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x04",
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06",
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17",
    ];
    /// Content of a time stamp by itself (RFC 3161, 2.4.2).
    pub(super) const TIME_STAMP: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";
}

/// Kind of a message that encloses a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeKind {
    /// Signed data (`.p7m`).
    Signature,
    /// File with a time stamp (`.tsd`).
    TimeStamp,
    /// Time stamp without the file that it is for (`.tst`), signed by an authority.
    Statement,
}

/// Message as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Kind of the message.
    pub kind: EnvelopeKind,
    /// Pieces that make up the enclosed bytes, in their order, none in another; `None` in a
    /// detached signature.
    pub content: Option<Vec<Range<usize>>>,
    /// Signers in the order of the file.
    pub signers: Vec<MessageSigner>,
    /// Digest of the file that a [`EnvelopeKind::Statement`] is for.
    imprint: Option<Vec<u8>>,
    /// Number of input bytes that the message takes.
    pub length: usize,
    /// Set if it holds something besides its content and what signatures need.
    pub has_surplus: bool,
    /// Set for a time stamp, or a file with one, that is for something else or cannot be read.
    pub has_false_stamp: bool,
}

impl Signed {
    /// Returns `true` for a time stamp of a content, given in parts.
    pub fn stamps(&self, content: &[&[u8]]) -> bool {
        self.imprint.as_ref().is_some_and(|imprint| is_digest_of(imprint, content))
    }
}

/// Reason why bytes are no [`Signed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSigned {
    /// Encrypted message.
    Encrypted,
    /// Reply of an authority with a time stamp, without the file that it is for.
    TimeStampReply,
    /// Message of another kind, for instance a compressed one.
    OtherKind,
    /// Bytes in another syntax, cut short, or damaged.
    Damaged,
}

/// Reads a message in DER or BER; bytes after the message are ignored.
///
/// # Errors
/// Returns the cause as [`NotSigned`].
pub fn read(bytes: &[u8]) -> Result<Signed, NotSigned> {
    read_within(bytes, stamp::DEEPEST)
}

/// Reads a message in which time stamps may be in one another down to `stamps` levels.
fn read_within(bytes: &[u8], stamps: usize) -> Result<Signed, NotSigned> {
    let mut ber = BerReader::new(bytes);
    let mut rest = 0..bytes.len();
    let message = ber.take(&mut rest, SEQUENCE).ok_or(NotSigned::Damaged)?;
    let mut parts = message.body.clone();
    let Some(identifier) = ber.take(&mut parts, IDENTIFIER) else {
        return Err(time_stamp_reply(&mut ber, &message));
    };
    let content = ber.take(&mut parts, 0xA0).and_then(|content| ber.only(&content, SEQUENCE));
    let content = content.filter(|_| parts.is_empty()).ok_or(NotSigned::Damaged)?;
    let identifier = ber.at(&identifier.body);
    let parts = match identifier {
        kind::SIGNED => signed_parts(&mut ber, &content),
        kind::TIME_STAMPED => stamped_parts(&mut ber, &content),
        _ if kind::ENCRYPTED.contains(&identifier) => return Err(NotSigned::Encrypted),
        _ => return Err(NotSigned::OtherKind),
    };
    let parts = parts.ok_or(NotSigned::Damaged)?;
    let has_surplus = surplus::has_surplus(&mut ber, &parts, stamps);
    let has_false_evidence = parts.evidence.as_ref().is_some_and(|evidence| {
        let pieces = parts.content.as_deref().unwrap_or_default();
        !stamp::is_evidence(&mut ber, evidence, parts.metadata.as_ref(), pieces)
    });
    let signers = parts.signers.map(|set| signer::read(&mut ber, parts.certificates, set));
    let signers = signers.unwrap_or_default();
    let statement = match (parts.kind, parts.content.as_deref()) {
        (EnvelopeKind::Statement, Some([statement])) => Some(statement),
        _ => None,
    };
    // An authority signs what it states.
    let is_stated = |signer: &MessageSigner| {
        statement.is_none_or(|statement| signer.has_signed(&[ber.at(statement)]))
    };
    let has_false_stamp = has_false_evidence || !signers.iter().all(is_stated);
    Ok(Signed {
        kind: parts.kind,
        imprint: statement.and_then(|statement| stamp::imprint(&mut ber, statement)),
        content: parts.content,
        signers,
        length: message.whole.end,
        has_surplus,
        has_false_stamp,
    })
}

/// Tells the reply of a time stamping authority (RFC 3161, 2.4.2) from a damaged message.
fn time_stamp_reply(ber: &mut BerReader<'_>, message: &Element) -> NotSigned {
    let mut parts = message.body.clone();
    let mut is_reply = || {
        let status = ber.take(&mut parts, SEQUENCE)?;
        ber.take(&mut status.body.clone(), INTEGER)?;
        let token = ber.take(&mut parts, SEQUENCE)?;
        let identifier = ber.take(&mut token.body.clone(), IDENTIFIER)?;
        (ber.at(&identifier.body) == kind::SIGNED).then_some(())
    };
    match is_reply() {
        Some(()) => NotSigned::TimeStampReply,
        None => NotSigned::Damaged,
    }
}

/// Parts of a message that matter here.
struct MessageParts {
    kind: EnvelopeKind,
    /// Identifier of the kind of the content; empty for a file with a time stamp.
    content_type: Range<usize>,
    content: Option<Vec<Range<usize>>>,
    algorithms: Option<Element>,
    certificates: Option<Element>,
    revocations: Option<Element>,
    signers: Option<Element>,
    /// Description of a file with a time stamp.
    metadata: Option<Element>,
    /// Time stamps of a file.
    evidence: Option<Element>,
}

/// Reads `SignedData` (RFC 5652, 5.1), its sets left as they are.
fn signed_parts(ber: &mut BerReader<'_>, data: &Element) -> Option<MessageParts> {
    let mut rest = data.body.clone();
    ber.take(&mut rest, INTEGER)?;
    let algorithms = Some(ber.take(&mut rest, SET)?);
    let encapsulated = ber.take(&mut rest, SEQUENCE)?;
    let certificates = ber.take(&mut rest, 0xA0);
    let revocations = ber.take(&mut rest, 0xA1);
    let signers = ber.take(&mut rest, SET)?;
    let mut inner = encapsulated.body;
    let content_type = ber.take(&mut inner, IDENTIFIER)?;
    let content = match ber.take(&mut inner, 0xA0) {
        Some(content) => {
            let mut string = content.body;
            let pieces = pieces(ber, &mut string)?;
            string.is_empty().then_some(Some(pieces))?
        }
        None => None,
    };
    // Elements that the standard does not know could be a file of their own to other readers.
    let is_whole = rest.is_empty() && inner.is_empty();
    let kind = match ber.at(&content_type.body) {
        kind::TIME_STAMP => EnvelopeKind::Statement,
        _ => EnvelopeKind::Signature,
    };
    let signers = Some(signers);
    let content_type = content_type.body;
    is_whole.then_some(MessageParts {
        kind,
        content_type,
        content,
        algorithms,
        certificates,
        revocations,
        signers,
        metadata: None,
        evidence: None,
    })
}

/// Reads `TimeStampedData` (RFC 5544, 2), its evidence left as it is.
fn stamped_parts(ber: &mut BerReader<'_>, data: &Element) -> Option<MessageParts> {
    const ADDRESS: u8 = 0x16;
    let mut rest = data.body.clone();
    ber.take(&mut rest, INTEGER)?;
    ber.take(&mut rest, ADDRESS);
    let metadata = ber.take(&mut rest, SEQUENCE);
    let is_enclosed = matches!(ber.at(&rest).first(), Some(&(OCTETS | OCTETS_IN_PIECES)));
    let content = if is_enclosed { Some(pieces(ber, &mut rest)?) } else { None };
    let evidence = ber.next(&mut rest)?;
    let is_whole = rest.is_empty() && (0xA0..=0xA2).contains(&evidence.tag);
    let kind = EnvelopeKind::TimeStamp;
    is_whole.then_some(MessageParts {
        kind,
        content_type: 0..0,
        content,
        algorithms: None,
        certificates: None,
        revocations: None,
        signers: None,
        metadata,
        evidence: Some(evidence),
    })
}

/// Takes a string off `rest` and returns its pieces.
fn pieces(ber: &mut BerReader<'_>, rest: &mut Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut pieces = Vec::new();
    let string = ber.next(rest)?;
    add_pieces(ber, string, DEEPEST_PIECES, &mut pieces)?;
    Some(pieces)
}

fn add_pieces(
    ber: &mut BerReader<'_>,
    string: Element,
    depth: usize,
    pieces: &mut Vec<Range<usize>>,
) -> Option<()> {
    match string.tag {
        OCTETS => pieces.push(string.body),
        OCTETS_IN_PIECES => {
            let mut rest = string.body;
            while !rest.is_empty() {
                let piece = ber.next(&mut rest)?;
                add_pieces(ber, piece, depth.checked_sub(1)?, pieces)?;
            }
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_told_apart_from_one_of_another_kind() {
        for damaged in [&b""[..], b"%PDF-1.7", b"\x30\x80", b"\x30\x03\x06\x01"] {
            assert_eq!(read(damaged), Err(NotSigned::Damaged), "{damaged:?}");
        }
        let message = |identifier: &[u8]| {
            let inner = [&[0x06, identifier.len() as u8], identifier, b"\xa0\x02\x30\x00"].concat();
            [&[0x30, inner.len() as u8], &inner[..]].concat()
        };
        for identifier in kind::ENCRYPTED {
            assert_eq!(read(&message(identifier)), Err(NotSigned::Encrypted));
        }
        let compressed = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09";
        assert_eq!(read(&message(compressed)), Err(NotSigned::OtherKind));
        assert_eq!(read(&message(kind::SIGNED)), Err(NotSigned::Damaged));
    }
}
