//! Files of a signed container that each of its signatures covers (ETSI EN 319 162-1, 4.4 and A.4).

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// Largest list that is read; each file takes some hundreds of bytes.
const LARGEST: usize = 256 * 1024;

/// List of the files that a signature of a container covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CoverageList {
    /// List as it is written, which is what its signature signs.
    pub bytes: Vec<u8>,
    /// Name of the member with the signature or the time stamp.
    pub signature: String,
    /// Digests of the files by their names; empty for one that cannot be read.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Reads a list; `None` if it is none, or not well formed.
pub(super) fn read(bytes: &[u8]) -> Option<CoverageList> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LARGEST)?;
    let mut reader = Reader::from_str(text);
    let (mut list, mut signatures, mut is_list) =
        (CoverageList { bytes: bytes.to_vec(), ..CoverageList::default() }, 0, false);
    let (mut file, mut is_digest) = (None, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "ASiCManifest" => is_list = true,
                "SigReference" => {
                    signatures += 1;
                    list.signature = address(&tag)?;
                }
                "DataObjectReference" => {
                    let name = file.insert(address(&tag)?);
                    // Of two entries one could be right, and the other be read.
                    if list.files.insert(name.clone(), Vec::new()).is_some() {
                        return None;
                    }
                }
                name => is_digest = name == "DigestValue",
            },
            Event::Text(text) if is_digest => {
                let digest = BASE64_STANDARD.decode(text.xml10_content().trim_ascii());
                if let Some(known) = file.as_ref().and_then(|name| list.files.get_mut(name)) {
                    *known = digest.unwrap_or_default();
                }
            }
            Event::End(_) => is_digest = false,
            Event::Eof => return (is_list && signatures == 1).then_some(list),
            _ => {}
        }
    }
}

/// Returns the address of a file, without its escapes (RFC 3986, 2.1).
fn address(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = tag.try_get_attribute("URI").ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    let mut pieces = value.trim_start_matches("./").split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_name_a_signature_and_its_files() {
        let list = r#"<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"><asic:SigReference URI="META-INF/signature1.p7s"/><asic:DataObjectReference URI="Piano%20obiettivi.pdf"><ds:DigestMethod/><ds:DigestValue> AAEC </ds:DigestValue></asic:DataObjectReference><asic:DataObjectReference URI="b.xlsx"/></asic:ASiCManifest>"#;
        let read_list = read(list.as_bytes()).expect("a list");
        assert_eq!(read_list.signature, "META-INF/signature1.p7s");
        let files: Vec<_> = read_list.files.iter().map(|(n, d)| (n.as_str(), &d[..])).collect();
        assert_eq!(files, [("Piano obiettivi.pdf", &[0, 1, 2][..]), ("b.xlsx", &[])]);
        let twice = list.replace("b.xlsx", "Piano%20obiettivi.pdf");
        assert_eq!(read(twice.as_bytes()), None);
        for wrong in [&list.replace("%20", "%2"), &list[..80], "<x/>"] {
            assert_eq!(read(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
