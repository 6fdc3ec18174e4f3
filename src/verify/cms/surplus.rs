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

/// Rule about the values of an attribute.
struct AttributeRule {
    /// Identifier of the attribute.
    kind: &'static [u8],
    /// Tags of its value.
    tags: &'static [u8],
    /// Most bytes of its value: more would be room for something else.
    most: usize,
}

const fn rule(kind: &'static [u8], tags: &'static [u8], most: usize) -> AttributeRule {
    AttributeRule { kind, tags, most }
}

/// Attributes that a signer signs: those of PKCS #9 and S/MIME (RFC 5652, 11; RFC 8551; RFC 5035; RFC 5126;
/// RFC 6211), of ETSI, of Adobe and of Microsoft.
const SIGNED: [AttributeRule; 22] = [
    // Content type, message digest, signing time, capabilities, protected algorithms.
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03", &[IDENTIFIER], 20),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04", &[OCTETS], 66),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05", &TIMES, 32),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0f", &[SEQUENCE], 1024),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x34", &[SEQUENCE], 512),
    // Request of a receipt, identifier of the content, reference to another, certificate of the signer.
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x01", &[SEQUENCE], 512),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x07", &[OCTETS], 128),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0a", &[SEQUENCE], 512),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0b", &[SEQUENCE], 1024),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c", &[SEQUENCE], 4096),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f", &[SEQUENCE], 4096),
    // Policy, commitment, place and roles of the signer.
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0f", &[SEQUENCE], 512),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x10", &[SEQUENCE], 256),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x11", &[SEQUENCE], 256),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x12", &[SEQUENCE], LARGEST_CERTIFICATE),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x13", &[SEQUENCE], 512),
    rule(b"\x04\x00\x8d\x45\x02\x01", &[UTF8], 80),
    rule(b"\x04\x00\x95\x32\x01\x01", &[SEQUENCE], 4096),
    rule(REVOCATION_INFO, &[SEQUENCE], usize::MAX),
    rule(b"\x2b\x06\x01\x04\x01\x82\x37\x10\x04", &[SEQUENCE, 0xA0], 512),
    rule(b"\x2b\x06\x01\x04\x01\x82\x37\x02\x01\x0b", &[SEQUENCE], 64),
    rule(b"\x2b\x06\x01\x04\x01\x82\x37\x02\x01\x0c", &[SEQUENCE], 256),
];
/// Attributes that are added to a signature: signatures of it, references to what validates it, and that
/// itself.
const ADDED: [AttributeRule; 7] = [
    rule(COUNTERSIGNATURE, &[SEQUENCE], usize::MAX),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x15", &[SEQUENCE], 8192),
    rule(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x16", &[SEQUENCE], 8192),
    rule(CERTIFICATES, &[SEQUENCE], usize::MAX),
    rule(REVOCATIONS, &[SEQUENCE], usize::MAX),
    rule(b"\x04\x00\x8d\x45\x02\x02", &[SEQUENCE], 8192),
    rule(b"\x04\x00\x8d\x45\x02\x05", &[SEQUENCE], 8192),
];
const COUNTERSIGNATURE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x06";
const CERTIFICATES: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x17";
const REVOCATIONS: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x18";
/// Lists of revoked certificates and answers about one, of Adobe.
const REVOCATION_INFO: &[u8] = b"\x2a\x86\x48\x86\xf7\x2f\x01\x01\x08";
/// BIT STRING.
const BITS: u8 = 0x03;
/// UTF8String.
const UTF8: u8 = 0x0C;
/// UTCTime and GeneralizedTime.
const TIMES: [u8; 2] = [0x17, 0x18];
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
    let algorithms = all(ber, parts.algorithms.as_ref())?;
    for algorithm in &algorithms {
        algorithm_identifier(ber, algorithm)?;
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
    let signers = all(ber, parts.signers.as_ref())?;
    for signer in &signers {
        signer_info(ber, signer, stamps)?;
    }
    // Each signer took one of the algorithms (RFC 5652, 5.1).
    holds(signers.is_empty() || !algorithms.is_empty())
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
        for value in values {
            if STAMPS.contains(&kind) {
                holds(is_stamp(ber.at(&value.whole), stamps))?;
            } else {
                attribute_value(ber, &SIGNED, kind, &value, stamps)?;
            }
        }
    }
    let algorithm = ber.take(&mut rest, SEQUENCE)?;
    algorithm_identifier(ber, &algorithm)?;
    ber.take(&mut rest, OCTETS)?;
    let added = ber.take(&mut rest, 0xA1);
    for attribute in all(ber, added.as_ref())? {
        let (kind, values) = parts_of(ber, &attribute)?;
        for value in values {
            if STAMPS.contains(&kind) {
                holds(is_stamp(ber.at(&value.whole), stamps))?;
            } else {
                attribute_value(ber, &ADDED, kind, &value, stamps)?;
            }
        }
    }
    holds(rest.is_empty())
}

/// Checks the value of an attribute by its rule: one without a bound is made of parts with rules of their own.
fn attribute_value(
    ber: &mut BerReader<'_>,
    rules: &[AttributeRule],
    kind: &[u8],
    value: &Element,
    stamps: usize,
) -> Option<()> {
    let rule = rules.iter().find(|rule| rule.kind == kind)?;
    let bytes = ber.at(&value.whole);
    holds(rule.tags.contains(&value.tag) && bytes.len() <= rule.most && is_value(bytes))?;
    match kind {
        // A signature of a signature may not be signed again and again.
        COUNTERSIGNATURE => signer_info(ber, value, stamps.checked_sub(1)?),
        CERTIFICATES => all(ber, Some(value))?.iter().try_for_each(|certificate| {
            let bytes = ber.at(&certificate.whole);
            holds(is_validation_data(ValidationKind::Certificate, bytes))
        }),
        REVOCATIONS | REVOCATION_INFO => revocation_values(ber, value),
        _ => holds(value.tag != UTF8 || is_media_type(ber.at(&value.body))),
    }
}

/// Checks lists of revoked certificates under 0 and answers about one under 1 (RFC 5126, 6.3.4).
fn revocation_values(ber: &mut BerReader<'_>, values: &Element) -> Option<()> {
    for part in all(ber, Some(values))? {
        let kind = match part.tag {
            0xA0 => ValidationKind::RevocationList,
            0xA1 => ValidationKind::StatusAnswer,
            _ => return None,
        };
        for list in all(ber, Some(&part))? {
            for one in all(ber, Some(&list))? {
                let is_one = is_validation_data(kind, ber.at(&one.whole));
                // CAdES has the answer without the frame of a reply, Adobe with it.
                let is_bare = kind == ValidationKind::StatusAnswer;
                holds(is_one || is_bare && bare_answer(ber, &one).is_some())?;
            }
        }
    }
    Some(())
}

/// Checks a `BasicOCSPResponse` (RFC 6960, 4.2.1): data, algorithm, signature, certificates.
fn bare_answer(ber: &mut BerReader<'_>, answer: &Element) -> Option<()> {
    holds(answer.tag == SEQUENCE)?;
    let mut rest = answer.body.clone();
    ber.take(&mut rest, SEQUENCE)?;
    let algorithm = ber.take(&mut rest, SEQUENCE)?;
    algorithm_identifier(ber, &algorithm)?;
    ber.take(&mut rest, BITS)?;
    if let Some(certificates) = ber.take(&mut rest, 0xA0) {
        let certificates = ber.only(&certificates, SEQUENCE)?;
        for certificate in all(ber, Some(&certificates))? {
            let bytes = ber.at(&certificate.whole);
            holds(is_validation_data(ValidationKind::Certificate, bytes))?;
        }
    }
    holds(rest.is_empty())
}

/// Returns `true` for the name of a kind of files, such as `application/pdf` (RFC 6838, 4.2).
fn is_media_type(bytes: &[u8]) -> bool {
    let is_name = |name: &[u8]| {
        !name.is_empty()
            && name.iter().all(|c| c.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(c))
    };
    let mut parts = bytes.split(|byte| *byte == b'/');
    matches!((parts.next(), parts.next(), parts.next()), (Some(a), Some(b), None) if is_name(a) && is_name(b))
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
        message_by(&algorithm(), kind, certificates, lists, attributes)
    }

    fn algorithm() -> Vec<u8> {
        element(SEQUENCE, &[&identifier(b"\x60"), b"\x05\0"])
    }

    /// Makes a message that names these algorithms besides.
    fn message_by(
        algorithms: &[u8],
        kind: &[u8],
        certificates: &[u8],
        lists: &[u8],
        attributes: [&[u8]; 2],
    ) -> Vec<u8> {
        let version = element(INTEGER, &[b"\x01"]);
        let algorithm = algorithm();
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
                &element(SET, &[algorithms]),
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
        let time = attribute(SIGNED[2].kind, &element(0x17, &[b"261128200000Z"]));
        let values = attribute(CERTIFICATES, &element(SEQUENCE, &[]));
        surplus(&message(DATA, b"", b"", [&time, &values]), false);
        let word = |text: &[u8]| attribute(SIGNED[16].kind, &element(UTF8, &[text]));
        surplus(&message(DATA, b"", b"", [&word(b"application/pdf"), b""]), false);
        let long_time = attribute(SIGNED[2].kind, &element(0x17, &[&[b'9'; 40]]));
        let page = attribute(CERTIFICATES, &element(SEQUENCE, &[&text]));
        let unknown = attribute(b"\x2a\x03\x04", &text);
        let said = attribute(CERTIFICATES, &text);
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
            message(DATA, b"", b"", [&long_time, b""]),
            message(DATA, b"", b"", [&word(b"text/html"), &page]),
            message(DATA, b"", b"", [&word(b"Il peso vale 90"), b""]),
            message(DATA, b"", b"", [&time, &stamp]),
            message(DATA, b"", b"", [&time, &enclosing]),
            message(DATA, b"", b"", [&time, b"Il peso vale 90"]),
        ] {
            surplus(&other, true);
        }
    }

    #[test]
    fn a_signer_takes_one_of_the_algorithms() {
        let by = |algorithms: &[u8]| message_by(algorithms, DATA, &[], &[], [&[], &[]]);
        surplus(&by(&algorithm()), false);
        surplus(&by(&[]), true);
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
