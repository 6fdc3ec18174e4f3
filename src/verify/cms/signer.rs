//! Names and times of signers, as signatures and certificates state them, and the digests that they signed.

use super::{BerReader, ClaimedSigner, Element, IDENTIFIER, INTEGER, SEQUENCE, SET};
use crate::diag::suspects;
use crate::digest::is_digest_of;
use rasn::prelude::*;
use rasn_cms::SignerIdentifier;
use rasn_pkix::{AttributeTypeAndValue, Certificate, DirectoryString, Name, Time};

/// Longest subject that is reported, in characters: a line of the report.
const LONGEST_SUBJECT: usize = 120;
/// Most certificates, or signers, that are decoded; a chain has three or four.
const MOST_MEMBERS: usize = 64;
/// Largest certificate, or part of a signature, that is decoded, in bytes; decoded it may take
/// a hundred times its size in memory.
const LARGEST_PART: usize = 16 * 1024;
/// Identifier of the attribute Signing Time (RFC 5652, 11.3).
const SIGNING_TIME: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05";
/// Identifier of the attribute Message Digest (RFC 5652, 11.2).
const MESSAGE_DIGEST: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04";
/// Name of a signer whose certificate is missing or has no name.
const NAMELESS: &str = "firmatario senza nome";

/// Signer of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageSigner {
    /// Signer as the signature names them.
    pub claimed: ClaimedSigner,
    /// Digest of the content that they signed; `None` if the signature states none.
    digest: Option<Vec<u8>>,
}

impl MessageSigner {
    /// Returns `true` if the signature states no digest: it is of the content itself (RFC 5652, 5.4).
    pub fn states_no_digest(&self) -> bool {
        self.digest.is_none()
    }

    /// Returns `true` if the signature states the digest of a content, given in parts.
    pub fn has_signed(&self, content: &[&[u8]]) -> bool {
        self.digest.as_ref().is_some_and(|digest| is_digest_of(digest, content))
    }
}

/// Reads the signers of a set, with the names in a set of certificates.
pub(super) fn read(
    ber: &mut BerReader<'_>,
    certificates: Option<Element>,
    signers: Element,
) -> Vec<MessageSigner> {
    let certificates = certificates.map(|set| members(ber, set)).unwrap_or_default();
    let certificates: Vec<Certificate> =
        certificates.iter().filter_map(|one| decoded(ber.at(&one.whole))).collect();
    let signers = members(ber, signers);
    signers.iter().map(|signer| message_signer(ber, signer, &certificates)).collect()
}

/// Splits a set into its members, up to the first that is malformed or [`MOST_MEMBERS`].
fn members(ber: &mut BerReader<'_>, set: Element) -> Vec<Element> {
    // One by one: a single malformed certificate must not cost the names of all signers.
    let mut rest = set.body;
    let members = std::iter::from_fn(|| ber.next(&mut rest));
    members.take(MOST_MEMBERS).collect()
}

/// Decodes bytes up to [`LARGEST_PART`].
fn decoded<T: Decode>(bytes: &[u8]) -> Option<T> {
    if bytes.len() > LARGEST_PART { None } else { rasn::ber::decode(bytes).ok() }
}

/// Reads the signer of a `SignerInfo` (RFC 5652, 5.3).
fn message_signer(
    ber: &mut BerReader<'_>,
    signer: &Element,
    certificates: &[Certificate],
) -> MessageSigner {
    let mut rest = signer.body.clone();
    let identifier = ber.take(&mut rest, INTEGER).and_then(|_| ber.next(&mut rest));
    let identifier = identifier.and_then(|identifier| decoded(ber.at(&identifier.whole)));
    let certificate = identifier.and_then(|identifier| certificate_of(&identifier, certificates));
    let subject = certificate.and_then(|certificate| subject(&certificate.tbs_certificate.subject));
    ber.take(&mut rest, SEQUENCE);
    let attributes = ber.take(&mut rest, 0xA0).map(|set| members(ber, set)).unwrap_or_default();
    let claimed = ClaimedSigner {
        subject: subject.unwrap_or_else(|| NAMELESS.to_owned()),
        declared: signing_time(ber, &attributes),
    };
    let digest = attribute(ber, &attributes, MESSAGE_DIGEST);
    MessageSigner { claimed, digest: digest.map(|digest| ber.at(&digest.body).to_vec()) }
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

/// Reads the time that the signed attributes declare, as RFC 3339.
fn signing_time(ber: &mut BerReader<'_>, attributes: &[Element]) -> Option<String> {
    let value = attribute(ber, attributes, SIGNING_TIME)?;
    Some(match decoded(ber.at(&value.whole))? {
        Time::Utc(time) => time.to_rfc3339(),
        Time::General(time) => time.to_rfc3339(),
    })
}

/// Returns the first value of an attribute.
fn attribute(ber: &mut BerReader<'_>, attributes: &[Element], kind: &[u8]) -> Option<Element> {
    attributes.iter().find_map(|attribute| {
        let mut rest = attribute.body.clone();
        let identifier = ber.take(&mut rest, IDENTIFIER)?;
        let values = ber.take(&mut rest, SET)?;
        if ber.at(&identifier.body) == kind { ber.next(&mut values.body.clone()) } else { None }
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
    let text = match decoded(part.value.as_bytes())? {
        DirectoryString::Utf8(text) => text,
        DirectoryString::Printable(text) => lossy(text.as_bytes()),
        DirectoryString::Bmp(text) => {
            let units = text.to_bytes();
            let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        // Certificates that are met have Latin 1 under this name.
        DirectoryString::Teletex(text) => text.to_bytes().iter().map(|b| char::from(*b)).collect(),
        DirectoryString::Universal(_) => return None,
    };
    printable(&text)
}

/// Reduces `text` to one line of printable characters, of bounded length; `None` if nothing
/// is left.
fn printable(text: &str) -> Option<String> {
    let suspects = suspects(text);
    let line: String = text
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() || c.is_control() => " ".to_owned(),
            // Characters that nobody sees could make one name look like another in the report.
            c if suspects.contains(&c) => format!("[U+{:04X}]", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    let line: String = line.trim().chars().take(LONGEST_SUBJECT).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_one_line_and_deceive_nobody() {
        assert_eq!(printable(" Mario\n\u{202E}Rossi\0 ").as_deref(), Some("Mario [U+202E]Rossi"));
        assert_eq!(printable("Niccolò  d'Àlba").as_deref(), Some("Niccolò  d'Àlba"));
        assert_eq!(printable("\u{200B} ").as_deref(), Some("[U+200B]"));
        assert_eq!(printable("\0\n "), None);
        assert_eq!(printable(&"è".repeat(500)).map(|t| t.chars().count()), Some(LONGEST_SUBJECT));
    }
}
