//! Signatures: the bytes that they cover, and the signers that they name.

use super::inertness::is_inert;
use super::signature_record::SignatureRecord;
use super::signature_value::SignatureValue;
use super::view::RevisionView;
use crate::italian::quotation::quote_name;
use crate::verify::ClaimedSigner;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::parse::Parser;
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::revision::MOST_LINE_ENDS;
use crate::verify::pdf::text_string::characters;
use std::collections::BTreeSet;
use std::ops::Range;

/// Keys of a signature (ISO 32000-1, table 252; Adobe's build properties).
const SIGNATURE: [&str; 19] = [
    "Type",
    "Filter",
    "SubFilter",
    "Contents",
    "Cert",
    "ByteRange",
    "Reference",
    "Changes",
    "Name",
    "M",
    "Location",
    "Reason",
    "ContactInfo",
    // As endesive spells it.
    "Contact",
    "R",
    "V",
    "Prop_Build",
    "Prop_AuthTime",
    "Prop_AuthType",
];
/// Names of the programs that signatures are made for.
const HANDLERS: [&str; 5] =
    ["Adobe.PPKLite", "Adobe.PPKMS", "Entrust.PPKEF", "CICI.SignIt", "VeriSign.PPKVS"];
/// Names of the encodings of signatures and of time stamps.
const ENCODINGS: [&str; 5] = [
    "ETSI.CAdES.detached",
    "ETSI.RFC3161",
    "adbe.pkcs7.detached",
    "adbe.pkcs7.sha1",
    "adbe.x509.rsa_sha1",
];
/// Keys of a signature reference dictionary (ISO 32000-1, table 253).
const REFERENCE: [&str; 7] = [
    "Type",
    "TransformMethod",
    "TransformParams",
    "Data",
    "DigestMethod",
    "DigestValue",
    "DigestLocation",
];

/// Judges the signatures of the fields; returns their signers in the order of the file.
///
/// `ends` are the ends of the original and of each revision.
pub(super) fn judge_signatures(
    view: &RevisionView<'_>,
    ends: &[usize],
    fields: &[Object],
    record: &mut SignatureRecord,
    reasons: &mut ReasonList,
) -> Vec<ClaimedSigner> {
    let (mut places, mut values) = (Vec::new(), BTreeSet::new());
    for field in fields {
        let Some(field) = view.now.dictionary(field) else { continue };
        let Some(value) = field.get("V") else { continue };
        let name = field_name(view, &field);
        // Two fields with one signature would let one signer stand for two.
        let number = value.as_reference().filter(|number| values.insert(*number));
        let Some((at, signature)) = number.and_then(|number| sound_signature(view, ends, number))
        else {
            let text = format!("il campo di firma {name} non contiene una firma regolare");
            reasons.changed(None, text);
            continue;
        };
        let value = record.values.entry(at).or_insert_with(|| {
            SignatureValue::read(&signature, &covered_bytes(view.now.bytes, &signature))
        });
        value.report(&name, reasons);
        places.push(at);
    }
    places.sort_unstable();
    places.iter().flat_map(|at| record.values[at].signers.clone()).collect()
}

/// Quotes the field's name.
fn field_name(view: &RevisionView<'_>, field: &Dictionary) -> String {
    /// Names that programs and people give are shorter.
    const LONGEST: usize = 40;
    let name = view.now.get(field, "T");
    let name = name.as_text().map(characters).unwrap_or_default();
    quote_name(&name.chars().take(LONGEST).collect::<String>())
}

/// Returns the offset and the dictionary of a signature; `None` if it does not cover its
/// revision, or holds anything that a signature does not have.
fn sound_signature(
    view: &RevisionView<'_>,
    ends: &[usize],
    number: u32,
) -> Option<(usize, Dictionary)> {
    let at = view.now.offset(number).filter(|_| !view.now.is_original(number))?;
    // Read from the bytes and not from the state: the range of `Contents` is compared with
    // `ByteRange`.
    let read = Parser::new(view.now.bytes, at).indirect().ok()?;
    let Object::Dictionary(signature) = read.value else { return None };
    let end = ends.iter().copied().find(|end| *end > at).unwrap_or_default();
    let is_sound = covers_revision(view.now.bytes, &signature, end, &read.contents?)
        && signature.unlisted_key(&SIGNATURE).is_none()
        && has_known_kind(&signature)
        && signature.get("Contents").and_then(Object::as_text).is_some_and(has_blank_padding)
        && is_harmless(view, &signature);
    is_sound.then_some((at, signature))
}

/// Returns `true` if the signature is of a kind that validators know (ISO 32000-2, table 255).
fn has_known_kind(signature: &Dictionary) -> bool {
    let is_one_of = |key, names: &[&str]| names.iter().any(|name| signature.has_name(key, name));
    (signature.get("Type").is_none() || is_one_of("Type", &["Sig", "DocTimeStamp"]))
        && is_one_of("Filter", &HANDLERS)
        && is_one_of("SubFilter", &ENCODINGS)
        && (!is_one_of("Type", &["DocTimeStamp"]) || is_one_of("SubFilter", &["ETSI.RFC3161"]))
}

/// Returns `true` if the signature covers its revision, which ends at `end`, from the first
/// byte to the last except its own value at `contents` (ISO 32000-1, 12.8.1).
fn covers_revision(
    bytes: &[u8],
    signature: &Dictionary,
    end: usize,
    contents: &Range<usize>,
) -> bool {
    let range = signature.get("ByteRange").and_then(Object::as_indices).unwrap_or_default();
    let [start, first, second, length] = *range.as_slice() else { return false };
    let covered_end = second.checked_add(length).unwrap_or_default();
    // Some programs sign the line ends after `%%EOF` as well.
    let after = bytes.get(end..covered_end);
    start == 0
        && first == contents.start
        && second == contents.end
        && covered_end >= end
        && after.is_some_and(are_few_line_ends)
        && bytes.get(contents.clone()).is_some_and(is_hexadecimal)
}

/// Returns the two parts of the file that a sound signature covers.
fn covered_bytes<'b>(bytes: &'b [u8], signature: &Dictionary) -> [&'b [u8]; 2] {
    let range = signature.get("ByteRange").and_then(Object::as_indices).unwrap_or_default();
    let [_, first, second, length] = *range.as_slice() else { return [&[], &[]] };
    [&bytes[..first], &bytes[second..second + length]]
}

/// Returns `true` for the line ends that may follow `%%EOF`.
fn are_few_line_ends(bytes: &[u8]) -> bool {
    let mut cursor = Parser::of_signers(bytes, 0).cursor;
    (0..=MOST_LINE_ENDS).for_each(|_| _ = cursor.passes_line_end());
    cursor.rest().is_empty()
}

/// Returns `true` if nothing in the signature acts by itself; its references may name the
/// catalog as the object that they cover.
fn is_harmless(view: &RevisionView<'_>, signature: &Dictionary) -> bool {
    let catalog = Object::Reference(view.original.catalog);
    let is_harmless_reference = |reference: &Object| {
        let Some(mut reference) = view.now.dictionary(reference) else { return false };
        if reference.get("Data") == Some(&catalog) {
            reference.0.remove(b"Data".as_slice());
        }
        let method = reference.get("TransformMethod").and_then(Object::as_name);
        matches!(method, Some(b"DocMDP" | b"FieldMDP" | b"Identity"))
            && reference.unlisted_key(&REFERENCE).is_none()
            && is_inert(view, &Object::Dictionary(reference))
    };
    let mut rest = signature.clone();
    rest.0.remove(b"Reference".as_slice());
    view.now.array_at(signature, "Reference").iter().all(is_harmless_reference)
        && is_inert(view, &Object::Dictionary(rest))
}

/// Returns `true` if nothing but zeros follows the signature in `contents`. One in BER says its
/// length nowhere (X.690, 8.1.3.6).
fn has_blank_padding(contents: &[u8]) -> bool {
    let [_, first, rest @ ..] = contents else { return true };
    let count = usize::from(first & 0x7F);
    let length = match first {
        0x80 => return true,
        0..0x80 => count,
        _ => {
            let octets = rest.get(..count).unwrap_or_default();
            octets.iter().fold(0_usize, |sum, octet| sum.saturating_mul(256) + usize::from(*octet))
                + count
        }
    };
    rest.get(length..).unwrap_or_default().iter().all(|byte| *byte == 0)
}

/// Returns `true` for a string of hexadecimal digits in its delimiters: white space in it
/// would be bytes that no signature covers.
fn is_hexadecimal(string: &[u8]) -> bool {
    match string {
        [b'<', digits @ .., b'>'] => digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::has_blank_padding;

    #[test]
    fn only_zeros_follow_a_signature() {
        let long = [&[0x30, 0x81, 0x02, 0xAA, 0xBB][..], &[0; 9]].concat();
        assert!(has_blank_padding(&long));
        assert!(has_blank_padding(&[0x30, 0x01, 0xAA, 0, 0]));
        assert!(!has_blank_padding(&[0x30, 0x01, 0xAA, 0, 7]));
        assert!(!has_blank_padding(&[&long[..], b"%PDF-"].concat()));
        // In BER the end is found by reading, which the envelope's reader does.
        assert!(has_blank_padding(&[0x30, 0x80, 1, 2]));
    }
}
