//! Facts of an XMP packet (ISO 16684-1), independent of the way in which RDF writes them.
//!
//! Packets are read by the grammar that XMP toolkits write: no comments, no document type, no
//! `CDATA`, no second root, no mixed content. All else is no packet.

use super::xmp_element::{META, RDF, XmpElement, XmpKind, is_plain_name};
use crate::verify::pdf::object::printable_name;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use std::collections::BTreeSet;

const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
const MEDIA: &str = "http://ns.adobe.com/xap/1.0/mm/";
const EVENT: &str = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#";
const REFERENCE: &str = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#";

/// Separator of the names of a path; no name holds a line feed.
const SEPARATOR: char = '\n';
/// Most bytes of a packet: ours takes three thousand, and toolkits pad it by four thousand.
pub(super) const MOST_BYTES: usize = 128 << 10;
/// Most elements and attributes of a packet, some twenty times as many as ours has: each may
/// cost a search through the declared namespaces.
const MOST_NODES: usize = 1_000;
/// Depth down to which elements may nest; XMP that programs write stays under fifteen.
const DEEPEST: usize = 20;
/// Longest name with its namespace in bytes: every path repeats the names above it.
const LONGEST_NAME: usize = 200;

/// Values of a packet with the paths of names that lead to them.
#[derive(Default)]
pub(super) struct XmpFacts {
    /// Values that stay as they are.
    pub(super) fixed: BTreeSet<(String, String)>,
    /// Texts that a signer may write: names of programs, marks of versions.
    pub(super) free: BTreeSet<(String, String)>,
}

/// Reads every value with the path of names that leads to it, but for dates that a signer may write;
/// `None` if the packet is not one that a toolkit writes.
pub(super) fn facts(packet: &[u8]) -> Option<XmpFacts> {
    // The reader passes one mark of byte order; a second would be text.
    let text = std::str::from_utf8(packet).ok().filter(|text| text.len() <= MOST_BYTES)?;
    let mut reader = NsReader::from_str(text);
    let mut packet = XmpPacket::default();
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(tag) => packet.open(&reader, tag)?,
            Event::Empty(tag) => {
                packet.open(&reader, tag)?;
                packet.close()?;
            }
            Event::End(_) => packet.close()?,
            Event::Text(text) => packet.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref().ok()? {
                Some(character) => packet.text.push(character),
                None => packet.text.push_str(resolve_predefined_entity(name)?),
            },
            Event::Decl(declaration) => packet.declare(declaration)?,
            Event::PI(instruction) => packet.wrap(instruction)?,
            Event::Eof => return packet.finish(),
            // A document type could define entities, and programs that search for packets
            // without reading XML find them in comments.
            Event::CData(_) | Event::DocType(_) | Event::Comment(_) => return None,
        }
    }
}

/// Packet as far as it was read.
#[derive(Default)]
struct XmpPacket {
    facts: XmpFacts,
    path: Vec<XmpElement>,
    /// Text since the last tag.
    text: String,
    /// Elements and attributes so far.
    nodes: usize,
    /// Set once the root was opened.
    has_root: bool,
    has_declaration: bool,
    /// Set by the instruction that begins the packet, and cleared by the one that ends it.
    is_wrapped: bool,
}

impl XmpPacket {
    /// Accepts an XML declaration in front, for the encoding that the packet is read in.
    fn declare(&mut self, declaration: &BytesDecl<'_>) -> Option<()> {
        let encoding = declaration.encoding().transpose().ok()?;
        let is_utf8 = encoding.is_none_or(|name| name.eq_ignore_ascii_case("utf-8"));
        let is_first = self.text.is_empty() && !self.has_root && !self.is_wrapped;
        let is_sound = is_utf8 && is_first && !self.has_declaration;
        self.has_declaration = true;
        is_sound.then_some(())
    }

    /// Accepts the instructions around the packet (ISO 16684-1, 7.3.2) and no others.
    fn wrap(&mut self, instruction: &str) -> Option<()> {
        let instruction = instruction.trim_end().replace('\'', "\"");
        let is_begin = [
            "xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"",
            "xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"",
        ]
        .contains(&instruction.as_str());
        let is_end = ["xpacket end=\"w\"", "xpacket end=\"r\""].contains(&instruction.as_str());
        let is_sound = if is_begin {
            !self.has_root && !self.is_wrapped
        } else {
            is_end && self.has_root && self.is_wrapped
        };
        self.is_wrapped = is_begin;
        (is_sound && self.path.is_empty()).then_some(())
    }

    /// Opens an element and adds its attributes, which are facts as well.
    fn open(&mut self, reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Option<()> {
        // Text before a child would belong to two readings of its parent.
        if !is_blank(&self.text) || self.path.len() >= DEEPEST {
            return None;
        }
        self.text.clear();
        self.nodes += 1 + tag.attributes().with_checks(false).take(MOST_NODES).count();
        if self.nodes > MOST_NODES {
            return None;
        }
        let name = full_name(reader.resolver().resolve_element(tag.name()), tag.name())?;
        let is_second_root = self.path.is_empty() && self.has_root;
        let element = XmpElement::below(self.path.last_mut(), name, self.facts.fixed.len());
        self.path.push(element.filter(|_| !is_second_root)?);
        self.has_root = true;
        self.add_attributes(reader, tag)
    }

    fn add_attributes(&mut self, reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Option<()> {
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let name =
                full_name(reader.resolver().resolve_attribute(attribute.key), attribute.key)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let element = self.path.last_mut()?;
            match (name.strip_prefix(RDF), element.kind) {
                (Some("about"), XmpKind::Node) if value.is_empty() => {}
                (Some("parseType"), XmpKind::Property) if value == "Resource" => {
                    element.kind = XmpKind::Resource;
                }
                // RDF allows an address as an attribute or as text; both become the same fact.
                (Some("resource"), XmpKind::Property) => {
                    element.is_closed = true;
                    self.add(self.joined(), &value)?;
                }
                (None, XmpKind::Meta) if name.strip_prefix(META) == Some("xmptk") => {
                    self.facts.free.insert((name, value.into_owned()));
                }
                (None, XmpKind::Node | XmpKind::Property) => {
                    self.add(format!("{}{SEPARATOR}{name}", self.joined()), &value)?;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// Closes an element; one without a value is a property too, and archives may judge it.
    fn close(&mut self) -> Option<()> {
        let element = self.path.last()?;
        let is_leaf = element.kind == XmpKind::Property && !element.is_closed;
        let is_property =
            matches!(element.kind, XmpKind::Property | XmpKind::Resource | XmpKind::List);
        let is_empty = is_property && element.facts == self.facts.fixed.len();
        let text = std::mem::take(&mut self.text);
        if !is_blank(&text) {
            self.add(is_leaf.then(|| self.joined())?, text.trim_matches(is_white))?;
        } else if is_empty {
            self.add(self.joined(), "")?;
        }
        self.path.pop();
        Some(())
    }

    /// Returns the facts of a packet that was read to its end.
    fn finish(self) -> Option<XmpFacts> {
        let is_whole = self.path.is_empty() && self.has_root && !self.is_wrapped;
        (is_whole && is_blank(&self.text)).then_some(self.facts)
    }

    /// Joins the names of the open elements without those that only group others.
    fn joined(&self) -> String {
        let names = self.path.iter().filter(|element| element.is_named());
        names.map(|element| format!("{SEPARATOR}{}", element.name)).collect()
    }

    /// Adds a fact unless signers may write it; `None` if it is there already, as programs
    /// differ in which of two values of one property counts.
    fn add(&mut self, path: String, value: &str) -> Option<()> {
        let fact = (path.trim_start_matches(SEPARATOR).to_owned(), value.to_owned());
        if is_date(&fact.0, value) {
            return Some(());
        }
        // Lists of versions may say the same of several.
        if is_free(&fact.0) {
            self.facts.free.insert(fact);
            return Some(());
        }
        self.facts.fixed.insert((path, value.to_owned())).then_some(())
    }
}

/// Returns `true` for the dates that signers may write.
fn is_date(name: &str, value: &str) -> bool {
    /// Longest date.
    const LONGEST: usize = 40;
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '+' | '.' | 'T' | 'Z');
    let is_named = matches!(name.strip_prefix(XMP), Some("ModifyDate" | "MetadataDate"));
    is_named && value.len() <= LONGEST && value.chars().all(is_part)
}

/// Returns `true` for the program and the media management, which signers may write.
fn is_free(name: &str) -> bool {
    is_about_versions(name) || name.strip_prefix(PDF) == Some("Producer")
}

/// Returns `true` for a property of the media management (ISO 16684-1, 8.7) that tells versions apart: an
/// event, a reference to another file (8.2.2.9 and 8.2.2.10), a list or a position in one.
pub(super) fn is_about_versions(name: &str) -> bool {
    const VERSIONS: [&str; 7] = [
        "DocumentID",
        "InstanceID",
        "OriginalDocumentID",
        "VersionID",
        "RenditionClass",
        "History",
        "DerivedFrom",
    ];
    let is_position = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    let mut names = name.strip_prefix(MEDIA).unwrap_or_default().split(SEPARATOR);
    names.next().is_some_and(|first| VERSIONS.contains(&first))
        && names.all(|name| {
            is_position(name) || [EVENT, REFERENCE, RDF].iter().any(|space| name.starts_with(space))
        })
}

/// Joins namespace and local name, so that prefixes do not matter; `None` for a name that XML
/// or XMP does not have.
fn full_name((namespace, _): (ResolveResult<'_>, impl Sized), name: QName<'_>) -> Option<String> {
    let ResolveResult::Bound(Namespace(namespace)) = namespace else { return None };
    let local = name.local_name();
    let is_short = namespace.len() + local.as_ref().len() <= LONGEST_NAME;
    (is_short && is_plain_name(name)).then(|| format!("{namespace}{}", local.as_ref()))
}

/// Returns `true` for white space of XML.
fn is_white(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

fn is_blank(text: &str) -> bool {
    text.chars().all(is_white)
}

/// Returns the property that a path begins with, printable and without its namespace.
pub(super) fn property(path: &str) -> String {
    let first = path.split(SEPARATOR).find(|name| !name.is_empty()).unwrap_or_default();
    let name = first.rsplit(['/', '#']).next().unwrap_or_default();
    printable_name(name.as_bytes())
}
