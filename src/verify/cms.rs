//! Signed data in the Cryptographic Message Syntax (RFC 5652): its content, and the names of
//! its signers.
//!
//! Only the frame must be sound for the content to come out; a certificate or a signature
//! that cannot be read costs the name of its signer and no more. Nothing is checked: neither
//! digests nor signatures nor certificates.

use super::ClaimedSigner;
use crate::diag::suspects;
use rasn::prelude::*;
use rasn_cms::{CONTENT_SIGNED_DATA, SIGNING_TIME, SignerIdentifier, SignerInfo};
use rasn_pkix::{AttributeTypeAndValue, Certificate, DirectoryString, Name, Time};

/// Longest subject that is reported, in characters: a line of the report.
const LONGEST_SUBJECT: usize = 120;
/// Most certificates, or signers, that are decoded; a chain has three or four.
const MOST_MEMBERS: usize = 256;
/// Largest certificate or signature that is decoded, in bytes; a signature may hold lists of
/// revoked certificates.
const LARGEST_MEMBER: usize = 4 * 1024 * 1024;
/// Name of a signer whose certificate is missing or has no name.
const NAMELESS: &str = "firmatario senza nome";

/// Enclosed bytes, shared instead of copied because they may be many.
pub type SignedContent = OctetString;

/// Signed data as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Enclosed bytes; `None` in a detached signature.
    pub content: Option<SignedContent>,
    /// Signers in the order of the file.
    pub signers: Vec<ClaimedSigner>,
    /// Number of input bytes that the message takes.
    pub length: usize,
}

/// Reason why bytes are no [`Signed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSigned {
    /// Message of another kind, for instance an encrypted one.
    OtherKind,
    /// Bytes in another syntax, cut short, or damaged.
    Damaged,
}

/// `ContentInfo` (RFC 5652, 3) that holds [`SignedData`].
#[derive(AsnType, Debug, Decode)]
struct ContentInfo {
    _content_type: ObjectIdentifier,
    #[rasn(tag(explicit(0)))]
    content: SignedData,
}

/// `ContentInfo` of any message, read to tell its kind.
#[derive(AsnType, Debug, Decode)]
struct AnyContentInfo {
    content_type: ObjectIdentifier,
    #[rasn(tag(explicit(0)))]
    _content: Any,
}

/// `SignedData` (RFC 5652, 5.1) with its sets undecoded: an open type under a tag takes
/// everything under it.
#[derive(AsnType, Debug, Decode)]
struct SignedData {
    _version: Integer,
    #[rasn(tag(universal, 17))]
    _digest_algorithms: Any,
    encapsulated: Encapsulated,
    #[rasn(tag(0))]
    certificates: Option<Any>,
    #[rasn(tag(1))]
    _crls: Option<Any>,
    #[rasn(tag(universal, 17))]
    signers: Any,
}

/// `EncapsulatedContentInfo` (RFC 5652, 5.2).
#[derive(AsnType, Debug, Decode)]
struct Encapsulated {
    _content_type: ObjectIdentifier,
    #[rasn(tag(explicit(0)))]
    content: Option<SignedContent>,
}

/// Reads signed data in DER or BER; bytes after the message are ignored.
///
/// # Errors
/// Returns the cause as [`NotSigned`].
pub fn read(bytes: &[u8]) -> Result<Signed, NotSigned> {
    // BER takes DER too; RFC 5652 allows both, and large files are signed in BER, whose
    // lengths need not be known beforehand.
    let Ok((info, rest)) = rasn::ber::decode_with_remainder::<ContentInfo>(bytes) else {
        return Err(kind(bytes));
    };
    let certificates = info.content.certificates.as_ref().map(members).unwrap_or_default();
    let certificates: Vec<_> = certificates.iter().filter_map(decoded).collect();
    let signers = members(&info.content.signers);
    let signers = signers.iter().map(|signer| claimed_signer(signer, &certificates));
    Ok(Signed {
        content: info.content.encapsulated.content,
        signers: signers.collect(),
        length: bytes.len() - rest.len(),
    })
}

/// Tells a message of another kind from a damaged one.
fn kind(bytes: &[u8]) -> NotSigned {
    match rasn::ber::decode::<AnyContentInfo>(bytes) {
        Ok(info) if info.content_type != *CONTENT_SIGNED_DATA => NotSigned::OtherKind,
        _ => NotSigned::Damaged,
    }
}

/// Splits a set into its members, up to the first that is malformed or [`MOST_MEMBERS`].
fn members(set: &Any) -> Vec<Any> {
    // One by one: a single malformed certificate must not cost the names of all signers.
    let mut rest = set.as_bytes();
    let mut members = Vec::new();
    while let Ok((member, after)) = rasn::ber::decode_with_remainder::<Any>(rest)
        && members.len() < MOST_MEMBERS
    {
        members.push(member);
        rest = after;
    }
    members
}

/// Decodes a member of a set up to [`LARGEST_MEMBER`]: decoded it may take a hundred times
/// its size in memory.
fn decoded<T: Decode>(value: &Any) -> Option<T> {
    let bytes = Some(value.as_bytes()).filter(|bytes| bytes.len() <= LARGEST_MEMBER)?;
    rasn::ber::decode(bytes).ok()
}

/// Names the signer of a `SignerInfo` (RFC 5652, 5.3).
fn claimed_signer(signer: &Any, certificates: &[Certificate]) -> ClaimedSigner {
    let info: Option<SignerInfo> = decoded(signer);
    let certificate = info.as_ref().and_then(|info| certificate_of(&info.sid, certificates));
    let subject = certificate.and_then(|certificate| subject(&certificate.tbs_certificate.subject));
    ClaimedSigner {
        subject: subject.unwrap_or_else(|| NAMELESS.to_owned()),
        declared: info.as_ref().and_then(signing_time),
    }
}

/// Finds the certificate that a `SignerIdentifier` names, by issuer and number or by key.
fn certificate_of<'c>(
    signer: &SignerIdentifier,
    certificates: &'c [Certificate],
) -> Option<&'c Certificate> {
    certificates.iter().find(|certificate| {
        let fields = &certificate.tbs_certificate;
        match signer {
            SignerIdentifier::IssuerAndSerialNumber(id) => {
                id.issuer == fields.issuer && id.serial_number == fields.serial_number
            }
            SignerIdentifier::SubjectKeyIdentifier(id) => {
                key_identifier(certificate) == Some(id.clone())
            }
        }
    })
}

/// Reads the extension Subject Key Identifier (RFC 5280, 4.2.1.2).
fn key_identifier(certificate: &Certificate) -> Option<OctetString> {
    let extensions = certificate.tbs_certificate.extensions.as_ref()?;
    let identifier = Oid::JOINT_ISO_ITU_T_DS_CERTIFICATE_EXTENSION_SUBJECT_KEY_IDENTIFIER;
    let extension = extensions.iter().find(|extension| extension.extn_id == *identifier)?;
    rasn::ber::decode(&extension.extn_value).ok()
}

/// Reads the attribute Signing Time (RFC 5652, 11.3) as RFC 3339.
fn signing_time(info: &SignerInfo) -> Option<String> {
    let attributes = info.signed_attrs.as_ref()?.to_vec();
    let time = attributes.iter().find(|attribute| attribute.r#type == *SIGNING_TIME)?;
    let value: Time = decoded(time.values.to_vec().first()?)?;
    Some(match value {
        Time::Utc(time) => time.to_rfc3339(),
        Time::General(time) => time.to_rfc3339(),
    })
}

/// Writes a name as an office reads it: «Mario Rossi (Comune di Esempio)».
fn subject(name: &Name) -> Option<String> {
    let Name::RdnSequence(parts) = name;
    let parts: Vec<_> = parts.iter().flat_map(|part| part.to_vec()).cloned().collect();
    let text_of = |kind: &Oid| attribute_text(parts.iter().find(|part| part.r#type == *kind)?);
    let person = match (
        text_of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_GIVEN_NAME),
        text_of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_SURNAME),
    ) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        _ => None,
    };
    let organisation = text_of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_ORGANISATION_NAME);
    // Certificates of persons have a common name (ETSI EN 319 412-2, 4.2.4), but not all
    // that are met follow that profile.
    match (text_of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_COMMON_NAME).or(person), organisation) {
        (Some(name), Some(organisation)) => Some(format!("{name} ({organisation})")),
        (name, organisation) => name.or(organisation),
    }
}

/// Decodes one attribute of a name and keeps what is safe to show.
fn attribute_text(part: &AttributeTypeAndValue) -> Option<String> {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let text = match decoded(&part.value)? {
        DirectoryString::Utf8(text) => text,
        DirectoryString::Printable(text) => lossy(text.as_bytes()),
        DirectoryString::Bmp(text) => {
            let units = text.to_bytes();
            let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        DirectoryString::Teletex(text) => lossy(&text.to_bytes()),
        DirectoryString::Universal(_) => return None,
    };
    printable(&text)
}

/// Reduces `text` to one line of printable characters, of bounded length; `None` if nothing
/// is left.
fn printable(text: &str) -> Option<String> {
    let suspects = suspects(text);
    // Bidirectional controls could make one name look like another in the report.
    let visible: String = text.chars().filter(|c| !suspects.contains(c)).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().take(LONGEST_SUBJECT).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_one_line_and_deceive_nobody() {
        assert_eq!(printable(" Mario\n\u{202E}Rossi\0 ").as_deref(), Some("Mario Rossi"));
        assert_eq!(printable("\u{200B} "), None);
        assert_eq!(printable(&"è".repeat(500)).map(|t| t.chars().count()), Some(LONGEST_SUBJECT));
    }

    #[test]
    fn what_is_no_message_is_told_apart_from_one_of_another_kind() {
        for damaged in [&b""[..], b"%PDF-1.7", b"\x30\x80", b"\x30\x03\x06\x01"] {
            assert_eq!(read(damaged), Err(NotSigned::Damaged), "{damaged:?}");
        }
        // ContentInfo of envelopedData with an empty sequence.
        let enveloped = b"\x30\x0f\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x02\x30\x00";
        assert_eq!(read(enveloped), Err(NotSigned::OtherKind));
    }
}
