//! Signatures themselves: what they cover, and who they name.

use super::Judge;
use crate::verify::ClaimedSigner;
use crate::verify::cms;
use crate::verify::pdf::object::{Dictionary, Object, characters};
use crate::verify::pdf::parse::Parser;
use std::collections::BTreeSet;
use std::ops::Range;

/// Keys of a signature (ISO 32000-1, table 252; Adobe's build properties).
const SIGNATURE: [&str; 18] = [
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
    "R",
    "V",
    "Prop_Build",
    "Prop_AuthTime",
    "Prop_AuthType",
];
/// Keys of what a signature says that it covers (ISO 32000-1, table 253).
const REFERENCE: [&str; 7] = [
    "Type",
    "TransformMethod",
    "TransformParams",
    "Data",
    "DigestMethod",
    "DigestValue",
    "DigestLocation",
];

impl Judge<'_> {
    /// Judges the signatures of the fields; gives their signers.
    pub(super) fn signatures(&mut self, fields: &[Object]) -> Vec<ClaimedSigner> {
        let (mut places, mut values) = (Vec::new(), BTreeSet::new());
        for field in fields {
            let Some(field) = self.now.dictionary(field) else { continue };
            let Some(value) = field.get("V") else { continue };
            let name = self.field_name(&field);
            let own = value.as_reference().filter(|number| values.insert(*number));
            let Some((at, signature)) = own.and_then(|number| self.signature(number)) else {
                let text = format!("il campo di firma «{name}» non contiene una firma regolare");
                self.findings.changed(None, text);
                continue;
            };
            let signers = self.signers.entry(at).or_insert_with(|| signers(&signature));
            if signers.is_empty() {
                let text = format!(
                    "la firma nel campo «{name}» non si può leggere: va controllata con un programma di firma"
                );
                self.findings.look(None, text);
            }
            places.push(at);
        }
        places.sort_unstable();
        places.iter().flat_map(|at| self.signers[at].clone()).collect()
    }

    /// A signature and where it stands; nothing if it does not cover the file as it was.
    fn signature(&self, number: u32) -> Option<(usize, Dictionary)> {
        let at = self.now.offset(number).filter(|_| !self.now.ours(number))?;
        let read = Parser::new(self.now.bytes, at).indirect().ok()?;
        let Object::Dictionary(signature) = read.value else { return None };
        let covers = self.covers(&signature, at, &read.contents?);
        let closed = signature.stranger(&SIGNATURE).is_none() && self.is_harmless(&signature);
        (covers && closed).then_some((at, signature))
    }

    /// Whether the signature covers its revision from the first byte to the last but for
    /// its own value, written in hexadecimal digits.
    fn covers(&self, signature: &Dictionary, at: usize, contents: &Range<usize>) -> bool {
        let range = signature.get("ByteRange").and_then(Object::as_array).unwrap_or_default();
        let number = |item: &Object| usize::try_from(item.as_integer()?).ok();
        let range: Option<Vec<usize>> = range.iter().map(number).collect();
        let Some([start, first, second, length]) =
            range.and_then(|r| <[usize; 4]>::try_from(r).ok())
        else {
            return false;
        };
        let own_end = self.ends.iter().copied().find(|end| *end > at).unwrap_or_default();
        let covered = second.checked_add(length).unwrap_or_default();
        let after = self.now.bytes.get(own_end..covered);
        start == 0
            && first == contents.start
            && second == contents.end
            && covered >= own_end
            && after.is_some_and(|after| matches!(after, b"" | b"\n" | b"\r" | b"\r\n"))
            && self.now.bytes.get(contents.clone()).is_some_and(is_hexadecimal)
    }

    /// Whether nothing in it does anything; the catalog may be named as what is covered.
    fn is_harmless(&self, signature: &Dictionary) -> bool {
        let catalog = Object::Reference(self.original.catalog);
        let reference = |reference: &Object| {
            let Some(mut reference) = self.now.dictionary(reference) else { return false };
            if reference.get("Data") == Some(&catalog) {
                reference.0.remove(b"Data".as_slice());
            }
            let method = reference.get("TransformMethod").and_then(Object::as_name);
            matches!(method, Some(b"DocMDP" | b"FieldMDP" | b"Identity"))
                && reference.stranger(&REFERENCE).is_none()
                && self.is_inert(&Object::Dictionary(reference))
        };
        let mut rest = signature.clone();
        rest.0.remove(b"Reference".as_slice());
        self.now.array_at(signature, "Reference").iter().all(reference)
            && self.is_inert(&Object::Dictionary(rest))
    }
}

/// Who signed; the dictionary says when if the signature itself does not.
fn signers(signature: &Dictionary) -> Vec<ClaimedSigner> {
    let text = |key| signature.get(key).and_then(Object::as_text).unwrap_or_default();
    let time = date(&characters(text("M")));
    let mut signers = cms::read(text("Contents")).map(|read| read.signers).unwrap_or_default();
    for signer in &mut signers {
        if signature.has_name("Type", "DocTimeStamp") {
            signer.subject = format!("marca temporale: {}", signer.subject);
        }
        signer.declared = signer.declared.take().or_else(|| time.clone());
    }
    signers
}

/// A date (ISO 32000-1, 7.9.4) as RFC 3339 writes it; nothing for one that is not whole.
fn date(text: &str) -> Option<String> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let zone = text.get(14..)?.replace('\'', "");
    let zone = if matches!(zone.as_str(), "" | "Z" | "Z0000") { "+0000" } else { &zone };
    let whole = format!("{}{zone}", text.get(..14)?);
    chrono::DateTime::parse_from_str(&whole, "%Y%m%d%H%M%S%z").ok().map(|time| time.to_rfc3339())
}

/// A string in hexadecimal digits and nothing else, delimiters included.
fn is_hexadecimal(string: &[u8]) -> bool {
    match string {
        [b'<', digits @ .., b'>'] => digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    }
}
