//! Data by which validators judge a signature later: certificates, revocation lists, answers about a
//! certificate, time stamps (RFC 5280; RFC 6960; RFC 3161).

use super::{BerReader, IDENTIFIER, OCTETS, SEQUENCE};
use rasn_pkix::Certificate;

/// Largest certificate that is decoded, in bytes: most have one or two thousand.
const LARGEST_CERTIFICATE: usize = 16 * 1024;

/// Kind of data for validators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValidationKind {
    /// Certificate.
    Certificate,
    /// List of revoked certificates.
    RevocationList,
    /// Answer of an authority about a certificate.
    StatusAnswer,
    /// Time stamp.
    TimeStamp,
}

/// Returns `true` if `bytes` are data of this kind from the first to the last.
pub(crate) fn is_validation_data(kind: ValidationKind, bytes: &[u8]) -> bool {
    match kind {
        ValidationKind::Certificate => {
            // Decoded it may take a hundred times its size in memory.
            is_signed_form(bytes)
                && bytes.len() <= LARGEST_CERTIFICATE
                && rasn::ber::decode::<Certificate>(bytes).is_ok()
        }
        // Lists of revoked certificates may have millions of entries.
        ValidationKind::RevocationList => is_signed_form(bytes),
        ValidationKind::StatusAnswer => is_answer(bytes),
        ValidationKind::TimeStamp => {
            super::read(bytes).is_ok_and(|read| read.length == bytes.len())
        }
    }
}

/// Returns `true` for a statement, an algorithm and a signature (RFC 5280, 4.1 and 5.1).
fn is_signed_form(bytes: &[u8]) -> bool {
    const BITS: u8 = 0x03;
    let mut reader = BerReader::new(bytes);
    let mut rest = 0..bytes.len();
    let Some(whole) = reader.take(&mut rest, SEQUENCE) else { return false };
    let mut parts = whole.body;
    let is_taken =
        [SEQUENCE, SEQUENCE, BITS].iter().all(|tag| reader.take(&mut parts, *tag).is_some());
    is_taken && rest.is_empty() && parts.is_empty()
}

/// Returns `true` for an `OCSPResponse` (RFC 6960, 4.2.1): a status, and an answer of a known kind.
fn is_answer(bytes: &[u8]) -> bool {
    const ENUMERATED: u8 = 0x0A;
    let mut reader = BerReader::new(bytes);
    let mut rest = 0..bytes.len();
    let Some(answer) = reader.take(&mut rest, SEQUENCE) else { return false };
    let mut parts = answer.body;
    let status = reader.take(&mut parts, ENUMERATED);
    let content = reader.take(&mut parts, 0xA0).and_then(|part| reader.only(&part, SEQUENCE));
    let Some(content) = content.filter(|_| status.is_some() && parts.is_empty()) else {
        return false;
    };
    let mut parts = content.body;
    let kind = reader.take(&mut parts, IDENTIFIER);
    let octets = reader.take(&mut parts, OCTETS);
    rest.is_empty() && kind.is_some() && octets.is_some() && parts.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_for_validators_are_nothing_else() {
        let signature = include_bytes!("../../../tests/suite/fixtures/buste/staccata.p7s");
        assert!(is_validation_data(ValidationKind::TimeStamp, signature));
        assert!(!is_validation_data(ValidationKind::Certificate, signature));
        let answer = b"\x30\x12\x0A\x01\x00\xA0\x0D\x30\x0B\x06\x01\x2A\x04\x06PK\x03\x04ab";
        assert!(is_validation_data(ValidationKind::StatusAnswer, answer));
        for kind in [
            ValidationKind::Certificate,
            ValidationKind::RevocationList,
            ValidationKind::StatusAnswer,
            ValidationKind::TimeStamp,
        ] {
            for bytes in [&b"PK\x03\x04"[..], b"<html>", b"", b"\x30\0", &answer[..19]] {
                assert!(!is_validation_data(kind, bytes), "{kind:?} {bytes:?}");
            }
        }
    }
}
