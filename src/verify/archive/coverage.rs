//! Files of a signed container that each of its signatures covers (ETSI EN 319 162-1, 4.4 and A.4).

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeSet;

/// Largest list that is read; each file takes some hundreds of bytes.
const LARGEST: usize = 256 * 1024;

/// List of the files that a signature of a container covers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CoverageList {
    /// Name of the member with the signature or the time stamp.
    pub signature: String,
    /// Names of the files.
    pub files: BTreeSet<String>,
}

/// Reads a list; `None` if it is none, or not well formed.
pub(super) fn read(bytes: &[u8]) -> Option<CoverageList> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LARGEST)?;
    let mut reader = Reader::from_str(text);
    let (mut list, mut signatures, mut is_list) = (CoverageList::default(), 0, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "ASiCManifest" => is_list = true,
                "SigReference" => {
                    signatures += 1;
                    list.signature = address(&tag)?;
                }
                "DataObjectReference" => _ = list.files.insert(address(&tag)?),
                _ => {}
            },
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
        let list = r#"<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"><asic:SigReference URI="META-INF/signature1.p7s"/><asic:DataObjectReference URI="Piano%20obiettivi.pdf"/><asic:DataObjectReference URI="b.xlsx"/></asic:ASiCManifest>"#;
        let read_list = read(list.as_bytes()).expect("a list");
        assert_eq!(read_list.signature, "META-INF/signature1.p7s");
        let files: Vec<_> = read_list.files.iter().map(String::as_str).collect();
        assert_eq!(files, ["Piano obiettivi.pdf", "b.xlsx"]);
        for wrong in [&list.replace("%20", "%2"), &list[..80], "<x/>"] {
            assert_eq!(read(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
