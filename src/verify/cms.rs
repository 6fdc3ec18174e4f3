//! Signed data in the Cryptographic Message Syntax (RFC 5652): what it encloses, and who
//! it says has signed.
//!
//! Only the frame must be sound for the content to come out; a certificate or a signature
//! that cannot be read costs no more than the name of its signer. Nothing is checked:
//! neither digests nor signatures nor certificates.

use super::ClaimedSigner;
use crate::diag::suspects;
use rasn::prelude::*;
use rasn_cms::{CONTENT_SIGNED_DATA, SIGNING_TIME, SignerIdentifier, SignerInfo};
use rasn_pkix::{AttributeTypeAndValue, Certificate, DirectoryString, Name, Time};

/// The longest subject that is repeated, in characters.
const LONGEST_SUBJECT: usize = 120;
/// How many certificates, or signers, are looked at.
const MOST_MEMBERS: usize = 256;
/// The largest certificate or signature that is looked into, in bytes; a signature may hold
/// lists of revoked certificates.
const LARGEST_MEMBER: usize = 4 * 1024 * 1024;
/// What a signer is called whose certificate is not there, or names nobody.
const NAMELESS: &str = "firmatario senza nome";

/// Enclosed bytes, which may be many: shared, not copied.
pub type SignedContent = OctetString;

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What is enclosed, byte for byte; nothing in a detached signature.
    pub content: Option<SignedContent>,
    /// Who signed, in the order of the file.
    pub signers: Vec<ClaimedSigner>,
    /// How many bytes of the input it takes.
    pub length: usize,
}

/// Why there is no [`Signed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSigned {
    /// A message of another kind, for instance an encrypted one.
    OtherKind,
    /// Not in this syntax, cut short, or damaged.
    Damaged,
}

/// `ContentInfo` (RFC 5652, 3) that holds [`SignedData`].
#[derive(AsnType, Debug, Decode)]
struct ContentInfo {
    _content_type: ObjectIdentifier,
    #[rasn(tag(explicit(0)))]
    content: SignedData,
}

/// The same before anybody knows what it holds.
#[derive(AsnType, Debug, Decode)]
struct AnyContentInfo {
    content_type: ObjectIdentifier,
    #[rasn(tag(explicit(0)))]
    _content: Any,
}

/// `SignedData` (RFC 5652, 5.1), its sets not yet looked into: an open type under a tag
/// is all that stands under it.
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

/// Reads signed data in DER or BER; what stands behind it in `bytes` is left alone.
///
/// # Errors
/// [`NotSigned`] by cause.
pub fn read(bytes: &[u8]) -> Result<Signed, NotSigned> {
    let Ok((info, rest)) = rasn::ber::decode_with_remainder::<ContentInfo>(bytes) else {
        return Err(kind(bytes));
    };
    let certificates = info.content.certificates.as_ref().map(members).unwrap_or_default();
    let certificates: Vec<_> = certificates.iter().filter_map(decoded).collect();
    let signers = members(&info.content.signers);
    let signers = signers.iter().map(|signer| signed_by(signer, &certificates));
    Ok(Signed {
        content: info.content.encapsulated.content,
        signers: signers.collect(),
        length: bytes.len() - rest.len(),
    })
}

/// What bytes are that are no signed data.
fn kind(bytes: &[u8]) -> NotSigned {
    match rasn::ber::decode::<AnyContentInfo>(bytes) {
        Ok(info) if info.content_type != *CONTENT_SIGNED_DATA => NotSigned::OtherKind,
        _ => NotSigned::Damaged,
    }
}

/// The members of a set, as far as they can be told apart and up to [`MOST_MEMBERS`].
fn members(set: &Any) -> Vec<Any> {
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

/// A member of a set, unless it is larger than any that a program writes: taken apart it
/// may need a hundred times its size.
fn decoded<T: Decode>(value: &Any) -> Option<T> {
    let bytes = Some(value.as_bytes()).filter(|bytes| bytes.len() <= LARGEST_MEMBER)?;
    rasn::ber::decode(bytes).ok()
}

fn signed_by(signer: &Any, certificates: &[Certificate]) -> ClaimedSigner {
    let info: Option<SignerInfo> = decoded(signer);
    let certificate = info.as_ref().and_then(|info| certificate_of(&info.sid, certificates));
    let subject = certificate.and_then(|own| subject(&own.tbs_certificate.subject));
    ClaimedSigner {
        subject: subject.unwrap_or_else(|| NAMELESS.to_owned()),
        declared: info.as_ref().and_then(signing_time),
    }
}

fn certificate_of<'c>(
    signer: &SignerIdentifier,
    certificates: &'c [Certificate],
) -> Option<&'c Certificate> {
    certificates.iter().find(|certificate| {
        let own = &certificate.tbs_certificate;
        match signer {
            SignerIdentifier::IssuerAndSerialNumber(id) => {
                id.issuer == own.issuer && id.serial_number == own.serial_number
            }
            SignerIdentifier::SubjectKeyIdentifier(id) => {
                key_identifier(certificate) == Some(id.clone())
            }
        }
    })
}

/// The extension of that name (RFC 5280, 4.2.1.2).
fn key_identifier(certificate: &Certificate) -> Option<OctetString> {
    let extensions = certificate.tbs_certificate.extensions.as_ref()?;
    let identifier = Oid::JOINT_ISO_ITU_T_DS_CERTIFICATE_EXTENSION_SUBJECT_KEY_IDENTIFIER;
    let extension = extensions.iter().find(|extension| extension.extn_id == *identifier)?;
    rasn::ber::decode(&extension.extn_value).ok()
}

/// The time that the signature itself declares (RFC 5652, 11.3).
fn signing_time(info: &SignerInfo) -> Option<String> {
    let attributes = info.signed_attrs.as_ref()?.to_vec();
    let time = attributes.iter().find(|attribute| attribute.r#type == *SIGNING_TIME)?;
    let value: Time = decoded(time.values.to_vec().first()?)?;
    Some(match value {
        Time::Utc(time) => time.to_rfc3339(),
        Time::General(time) => time.to_rfc3339(),
    })
}

/// A name as an office reads it: «Mario Rossi (Comune di Esempio)».
fn subject(name: &Name) -> Option<String> {
    let Name::RdnSequence(parts) = name;
    let parts: Vec<_> = parts.iter().flat_map(|part| part.to_vec()).cloned().collect();
    let of = |kind: &Oid| words(parts.iter().find(|part| part.r#type == *kind)?);
    let person = match (
        of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_GIVEN_NAME),
        of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_SURNAME),
    ) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        _ => None,
    };
    let organisation = of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_ORGANISATION_NAME);
    match (of(Oid::JOINT_ISO_ITU_T_DS_ATTRIBUTE_TYPE_COMMON_NAME).or(person), organisation) {
        (Some(name), Some(organisation)) => Some(format!("{name} ({organisation})")),
        (name, organisation) => name.or(organisation),
    }
}

/// The words of a part of a name, without anything that could deceive who reads them.
fn words(part: &AttributeTypeAndValue) -> Option<String> {
    let bytes = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let text = match decoded(&part.value)? {
        DirectoryString::Utf8(text) => text,
        DirectoryString::Printable(text) => bytes(text.as_bytes()),
        DirectoryString::Bmp(text) => {
            let units = text.to_bytes();
            let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        DirectoryString::Teletex(text) => bytes(&text.to_bytes()),
        DirectoryString::Universal(_) => return None,
    };
    printable(&text)
}

/// `text` in one line, printable characters only, of bounded length; nothing if none is left.
fn printable(text: &str) -> Option<String> {
    let suspects = suspects(text);
    let seen: String = text.chars().filter(|c| !suspects.contains(c)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
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
