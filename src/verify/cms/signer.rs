//! Names and times of signers, as signatures and certificates state them, and the digests that they signed.

use super::{BerReader, ClaimedSigner, Element, IDENTIFIER, INTEGER, OCTETS, SEQUENCE, SET};
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
/// Identifiers of the attributes Signing Certificate, by SHA-1 and by any digest (RFC 5035, 3 and 4).
const SIGNING_CERTIFICATE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c";
const SIGNING_CERTIFICATE_V2: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f";
/// Identifiers of SHA-1 (RFC 3370, 2.1), SHA-256, SHA-384, SHA-512 and SHA-224 (RFC 5754, 2).
const KNOWN_DIGESTS: [&[u8]; 5] = [
    b"\x2b\x0e\x03\x02\x1a",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x01",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x02",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x03",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x04",
];
/// Name of a signer whose certificate is missing or has no name.
const NAMELESS: &str = "firmatario senza nome";

/// Signer of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageSigner {
    /// Signer as the signature names them.
    pub claimed: ClaimedSigner,
    /// Digest of the content that they signed; `None` if the signature states none.
    digest: Option<Vec<u8>>,
    /// `true` if the digest is by an algorithm that is reckoned here.
    has_known_algorithm: bool,
    /// `true` if the signature states the digest of another certificate than the one that it names.
    is_of_other_certificate: bool,
}

impl MessageSigner {
    /// Returns `true` if the signature states no digest: it is of the content itself (RFC 5652, 5.4).
    pub fn states_no_digest(&self) -> bool {
        self.digest.is_none()
    }

    /// Returns what keeps a signature from being one of a content that it was not found to be of.
    fn fault(&self) -> &'static str {
        match self.digest {
            None => "non dice per quale contenuto è",
            Some(_) if self.has_known_algorithm => "è per un altro contenuto",
            Some(_) => {
                "ha un'impronta che qui non si calcola: se è di questo contenuto lo dice un programma di firma"
            }
        }
    }

    /// Returns `true` if the signature states the digest of a content, given in parts.
    pub fn has_signed(&self, content: &[&[u8]]) -> bool {
        self.digest.as_ref().is_some_and(|digest| is_digest_of(digest, content))
    }
}

/// Returns the faults of signers, each behind the words «la firma di …»: of those that signed a content, and of
/// those that did not.
pub fn signer_faults<'s>(
    own: &[&'s MessageSigner],
    foreign: &[&'s MessageSigner],
) -> Vec<(&'s ClaimedSigner, &'static str)> {
    let foreign = foreign.iter().map(|signer| (&signer.claimed, signer.fault()));
    let disputed = own.iter().filter(|signer| signer.is_of_other_certificate);
    let disputed = disputed.map(|signer| {
        (
            &signer.claimed,
            "dice di essere fatta con un altro certificato: il nome di chi ha firmato non è certo",
        )
    });
    foreign.chain(disputed).collect()
}

/// Reads the signers of a set, with the names in a set of certificates.
pub(super) fn read(
    ber: &mut BerReader<'_>,
    certificates: Option<Element>,
    signers: Element,
) -> Vec<MessageSigner> {
    let certificates = certificates.map(|set| members(ber, set)).unwrap_or_default();
    let certificates: Vec<(Certificate, Element)> = certificates
        .into_iter()
        .filter_map(|one| Some((decoded(ber.at(&one.whole))?, one)))
        .collect();
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
    certificates: &[(Certificate, Element)],
) -> MessageSigner {
    let mut rest = signer.body.clone();
    let identifier = ber.take(&mut rest, INTEGER).and_then(|_| ber.next(&mut rest));
    let identifier = identifier.and_then(|identifier| decoded(ber.at(&identifier.whole)));
    let certificate = identifier.and_then(|identifier| certificate_of(&identifier, certificates));
    let subject =
        certificate.and_then(|(certificate, _)| subject(&certificate.tbs_certificate.subject));
    let algorithm = ber.take(&mut rest, SEQUENCE);
    let algorithm =
        algorithm.and_then(|algorithm| ber.take(&mut algorithm.body.clone(), IDENTIFIER));
    let has_known_algorithm = algorithm.is_some_and(|id| KNOWN_DIGESTS.contains(&ber.at(&id.body)));
    let attributes = ber.take(&mut rest, 0xA0).map(|set| members(ber, set)).unwrap_or_default();
    let claimed = ClaimedSigner {
        subject: subject.unwrap_or_else(|| NAMELESS.to_owned()),
        declared: signing_time(ber, &attributes),
    };
    let digest = attribute(ber, &attributes, MESSAGE_DIGEST);
    let digest = digest.map(|digest| ber.at(&digest.body).to_vec());
    let stated = certificate_digest(ber, &attributes);
    let is_of_other_certificate = certificate.zip(stated).is_some_and(|((_, named), stated)| {
        !is_digest_of(ber.at(&stated.body), &[ber.at(&named.whole)])
    });
    MessageSigner { claimed, digest, has_known_algorithm, is_of_other_certificate }
}

/// Returns the digest of the signer's certificate that the signed attributes state (RFC 5035, 3 and 4).
fn certificate_digest(ber: &mut BerReader<'_>, attributes: &[Element]) -> Option<Element> {
    let kinds = [SIGNING_CERTIFICATE_V2, SIGNING_CERTIFICATE];
    let value = kinds.into_iter().find_map(|kind| attribute(ber, attributes, kind))?;
    let list = ber.take(&mut value.body.clone(), SEQUENCE)?;
    let mut first = ber.take(&mut list.body.clone(), SEQUENCE)?.body;
    // The algorithm is left out if it is SHA-256.
    ber.take(&mut first, SEQUENCE);
    ber.take(&mut first, OCTETS)
}

/// Finds the certificate that a `SignerIdentifier` names, by issuer and number or by key.
fn certificate_of<'c>(
    signer: &SignerIdentifier,
    certificates: &'c [(Certificate, Element)],
) -> Option<&'c (Certificate, Element)> {
    certificates.iter().find(|(certificate, _)| {
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
