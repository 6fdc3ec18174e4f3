//! Parts of signed data that no signing program writes (RFC 5652, 5; ETSI EN 319 122-1): who opens the
//! message with another program could take them for its content.

use super::stamp::is_stamp;
use super::validation::{ValidationKind, is_validation_data};
use super::{BerReader, Element, IDENTIFIER, INTEGER, OCTETS, SEQUENCE, SET};
use super::{EnvelopeKind, MessageParts};

/// Levels of the values of attributes; certificates in references take fewer than twenty.
const DEEPEST_VALUE: usize = 32;
/// Largest member of the certificates or of the revocation lists.
const LARGEST_CERTIFICATE: usize = 16 * 1024;

/// Attributes that a signer signs: those of PKCS #9 and S/MIME (RFC 5652, 11; RFC 8551; RFC 5035; RFC 5126;
/// RFC 6211), of ETSI, of Adobe and of Microsoft.
const SIGNED: [&[u8]; 24] = [
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0f",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x34",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x04",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x07",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0a",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0b",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0f",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x10",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x11",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x12",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x13",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x14",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f",
    b"\x04\x00\x8d\x45\x02\x01",
    b"\x04\x00\x8d\x45\x02\x04",
    b"\x04\x00\x95\x32\x01\x01",
    b"\x2a\x86\x48\x86\xf7\x2f\x01\x01\x08",
    b"\x2b\x06\x01\x04\x01\x82\x37\x10\x04",
    b"\x2b\x06\x01\x04\x01\x82\x37\x02\x01\x0b",
    b"\x2b\x06\x01\x04\x01\x82\x37\x02\x01\x0c",
];
/// Attributes that are added to a signature: signatures of it, references to what validates it, and that
/// itself.
const ADDED: [&[u8]; 7] = [
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x06",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x15",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x16",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x17",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x18",
    b"\x04\x00\x8d\x45\x02\x02",
    b"\x04\x00\x8d\x45\x02\x05",
];
/// Attributes whose values are time stamps: of a signature, of its references, of all of it.
const STAMPS: [&[u8]; 6] = [
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x19",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x1a",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x1b",
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x30",
    b"\x04\x00\x8d\x45\x02\x04",
];
/// Content that is a file (RFC 5652, 4), and a time stamp by itself.
const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
/// NULL.
const NULL: u8 = 0x05;

/// Returns `true` if a message holds something besides its content and what signatures need; `stamps` bounds
/// the time stamps in one another.
pub(super) fn has_surplus(ber: &mut BerReader<'_>, parts: &MessageParts, stamps: usize) -> bool {
    is_plain(ber, parts, stamps).is_none()
}

fn is_plain(ber: &mut BerReader<'_>, parts: &MessageParts, stamps: usize) -> Option<()> {
    let is_known = parts.kind != EnvelopeKind::Signature || ber.at(&parts.content_type) == DATA;
    holds(is_known && (parts.kind != EnvelopeKind::Statement || is_statement(ber, parts)))?;
    for algorithm in all(ber, parts.algorithms.as_ref())? {
        algorithm_identifier(ber, &algorithm)?;
    }
    for certificate in all(ber, parts.certificates.as_ref())? {
        let bytes = ber.at(&certificate.whole);
        // A certificate of attributes (RFC 5755) has the frame of one.
        let is_one = match certificate.tag {
            SEQUENCE => is_validation_data(ValidationKind::Certificate, bytes),
            0xA2 => certificate.whole.len() <= LARGEST_CERTIFICATE && is_value(bytes),
            _ => false,
        };
        holds(is_one)?;
    }
    for list in all(ber, parts.revocations.as_ref())? {
        revocation(ber, &list)?;
    }
    for signer in all(ber, parts.signers.as_ref())? {
        signer_info(ber, &signer, stamps)?;
    }
    Some(())
}

/// Returns `true` if the content of a time stamp is a statement in one piece (RFC 3161, 2.4.2).
fn is_statement(ber: &mut BerReader<'_>, parts: &MessageParts) -> bool {
    match parts.content.as_deref() {
        Some([statement]) => is_value(ber.at(statement)),
        _ => false,
    }
}

/// Splits a set into its members; none if there is no set, `None` if one is malformed.
fn all(ber: &mut BerReader<'_>, set: Option<&Element>) -> Option<Vec<Element>> {
    let mut rest = set.map_or(0..0, |set| set.body.clone());
    let mut members = Vec::new();
    while !rest.is_empty() {
        members.push(ber.next(&mut rest)?);
    }
    Some(members)
}

/// Checks an `AlgorithmIdentifier` (RFC 5280, 4.1.1.2), whose parameters are none, or numbers and identifiers.
fn algorithm_identifier(ber: &mut BerReader<'_>, algorithm: &Element) -> Option<()> {
    holds(algorithm.tag == SEQUENCE)?;
    let mut rest = algorithm.body.clone();
    ber.take(&mut rest, IDENTIFIER)?;
    if !rest.is_empty() {
        let parameters = ber.next(&mut rest)?;
        let is_null = parameters.tag == NULL && parameters.body.is_empty();
        let is_sequence = parameters.tag == SEQUENCE && is_value(ber.at(&parameters.whole));
        holds(rest.is_empty() && (is_null || is_sequence))?;
    }
    Some(())
}

/// Checks a list of revoked certificates (RFC 5280, 5.1) or an answer about one in its place (RFC 5940).
fn revocation(ber: &mut BerReader<'_>, list: &Element) -> Option<()> {
    /// Times (UTCTime, GeneralizedTime).
    const TIMES: [u8; 2] = [0x17, 0x18];
    if list.tag == 0xA1 {
        let mut rest = list.body.clone();
        ber.take(&mut rest, IDENTIFIER)?;
        let answer = ber.take(&mut rest, SEQUENCE)?;
        let is_answer = is_validation_data(ValidationKind::StatusAnswer, ber.at(&answer.whole));
        return holds(rest.is_empty() && is_answer);
    }
    holds(is_validation_data(ValidationKind::RevocationList, ber.at(&list.whole)))?;
    let mut rest = ber.next(&mut list.body.clone())?.body;
    ber.take(&mut rest, INTEGER);
    let algorithm = ber.take(&mut rest, SEQUENCE)?;
    algorithm_identifier(ber, &algorithm)?;
    ber.take(&mut rest, SEQUENCE)?;
    let this_update = ber.next(&mut rest)?;
    holds(TIMES.contains(&this_update.tag))?;
    TIMES.iter().find_map(|time| ber.take(&mut rest, *time));
    ber.take(&mut rest, SEQUENCE);
    ber.take(&mut rest, 0xA0);
    holds(rest.is_empty() && is_value(ber.at(&list.whole)))
}

/// Checks a `SignerInfo` (RFC 5652, 5.3).
fn signer_info(ber: &mut BerReader<'_>, signer: &Element, stamps: usize) -> Option<()> {
    holds(signer.tag == SEQUENCE)?;
    let mut rest = signer.body.clone();
    ber.take(&mut rest, INTEGER)?;
    let identifier = ber.next(&mut rest)?;
    holds(matches!(identifier.tag, SEQUENCE | 0x80) && is_value(ber.at(&identifier.whole)))?;
    let digest = ber.take(&mut rest, SEQUENCE)?;
    algorithm_identifier(ber, &digest)?;
    let signed = ber.take(&mut rest, 0xA0);
    for attribute in all(ber, signed.as_ref())? {
        let (kind, values) = parts_of(ber, &attribute)?;
        holds(SIGNED.contains(&kind) || STAMPS.contains(&kind))?;
        for value in values {
            holds(is_value(ber.at(&value.whole)))?;
        }
    }
    let algorithm = ber.take(&mut rest, SEQUENCE)?;
    algorithm_identifier(ber, &algorithm)?;
    ber.take(&mut rest, OCTETS)?;
    let added = ber.take(&mut rest, 0xA1);
    for attribute in all(ber, added.as_ref())? {
        let (kind, values) = parts_of(ber, &attribute)?;
        for value in values {
            let bytes = ber.at(&value.whole);
            holds(if STAMPS.contains(&kind) {
                is_stamp(bytes, stamps)
            } else {
                ADDED.contains(&kind) && value.tag == SEQUENCE && is_value(bytes)
            })?;
        }
    }
    holds(rest.is_empty())
}

/// Returns the identifier and the values of an attribute.
fn parts_of<'b>(ber: &mut BerReader<'b>, attribute: &Element) -> Option<(&'b [u8], Vec<Element>)> {
    let mut rest = attribute.body.clone();
    let kind = ber.take(&mut rest, IDENTIFIER)?;
    let values = ber.take(&mut rest, SET)?;
    let values = all(ber, Some(&values)).filter(|_| rest.is_empty() && attribute.tag == SEQUENCE);
    Some((ber.at(&kind.body), values?))
}

/// Returns `true` for one element whose parts are elements, down to a depth.
pub(super) fn is_value(bytes: &[u8]) -> bool {
    let mut ber = BerReader::new(bytes);
    let mut open = vec![(0..bytes.len(), 0)];
    let mut is_first = true;
    while let Some((mut rest, depth)) = open.pop() {
        while !rest.is_empty() {
            let Some(element) = ber.next(&mut rest).filter(|_| depth < DEEPEST_VALUE) else {
                return false;
            };
            // Behind the value itself nothing may follow.
            if std::mem::take(&mut is_first) && !rest.is_empty() {
                return false;
            }
            if element.tag & 0x20 != 0 {
                open.push((element.body, depth + 1));
            }
        }
    }
    !is_first
}

fn holds(condition: bool) -> Option<()> {
    condition.then_some(())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let body = parts.concat();
        let length = u16::try_from(body.len()).expect("short").to_be_bytes();
        [&[tag, 0x82][..], &length, &body].concat()
    }

    fn identifier(kind: &[u8]) -> Vec<u8> {
        element(IDENTIFIER, &[kind])
    }

    /// Makes a message with a content of a kind, members of its sets, and attributes of its signer.
    fn message(kind: &[u8], certificates: &[u8], lists: &[u8], attributes: [&[u8]; 2]) -> Vec<u8> {
        let version = element(INTEGER, &[b"\x01"]);
        let algorithm = element(SEQUENCE, &[&identifier(b"\x60"), b"\x05\0"]);
        let content = element(0xA0, &[&element(OCTETS, &[b"file"])]);
        let signer = element(
            SEQUENCE,
            &[
                &version,
                &element(0x80, &[b"key"]),
                &algorithm,
                &element(0xA0, &[attributes[0]]),
                &algorithm,
                &element(OCTETS, &[b"signature"]),
                &element(0xA1, &[attributes[1]]),
            ],
        );
        let data = element(
            SEQUENCE,
            &[
                &version,
                &element(SET, &[&algorithm]),
                &element(SEQUENCE, &[&identifier(kind), &content]),
                &element(0xA0, &[certificates]),
                &element(0xA1, &[lists]),
                &element(SET, &[&signer]),
            ],
        );
        element(SEQUENCE, &[&identifier(super::super::kind::SIGNED), &element(0xA0, &[&data])])
    }

    fn attribute(kind: &[u8], value: &[u8]) -> Vec<u8> {
        element(SEQUENCE, &[&identifier(kind), &element(SET, &[value])])
    }

    #[track_caller]
    fn surplus(message: &[u8], expected: bool) {
        assert_eq!(read(message).map(|read| read.has_surplus), Ok(expected));
    }

    #[test]
    fn messages_hold_what_signatures_need_and_no_more() {
        let text = element(0x0C, &[b"<html>Il peso vale 90</html>"]);
        let certificate = include_bytes!("../../../tests/suite/fixtures/buste/der.p7m");
        assert_eq!(read(certificate).map(|read| read.has_surplus), Ok(false));
        let time = attribute(SIGNED[2], &element(0x17, &[b"261128200000Z"]));
        let values = attribute(ADDED[3], &element(SEQUENCE, &[]));
        surplus(&message(DATA, b"", b"", [&time, &values]), false);
        let unknown = attribute(b"\x2a\x03\x04", &text);
        let said = attribute(ADDED[3], &text);
        let stamp = attribute(STAMPS[0], &element(SEQUENCE, &[&text]));
        let file = message(DATA, b"", b"", [b"", b""]);
        let enclosing = attribute(STAMPS[0], &file);
        for other in [
            message(b"\x2a\x03\x04", b"", b"", [&time, b""]),
            message(DATA, &text, b"", [&time, b""]),
            message(DATA, &element(0xA1, &[&text]), b"", [&time, b""]),
            message(DATA, b"", &text, [&time, b""]),
            message(DATA, b"", &element(SEQUENCE, &[&text]), [&time, b""]),
            message(DATA, b"", b"", [&unknown, b""]),
            message(DATA, b"", b"", [&time, &unknown]),
            message(DATA, b"", b"", [&time, &said]),
            message(DATA, b"", b"", [&time, &stamp]),
            message(DATA, b"", b"", [&time, &enclosing]),
            message(DATA, b"", b"", [&time, b"Il peso vale 90"]),
        ] {
            surplus(&other, true);
        }
    }

    #[test]
    fn values_nest_within_bounds() {
        let nested =
            |depth: usize| (0..depth).fold(vec![5, 0], |value, _| element(0x30, &[&value]));
        assert!(is_value(&nested(20)));
        assert!(!is_value(&nested(1_000)));
        assert!(!is_value(b"\x05\0\x05\0"));
        assert!(!is_value(b""));
    }
}
