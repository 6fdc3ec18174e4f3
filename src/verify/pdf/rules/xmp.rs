//! Facts of an XMP packet (ISO 16684-1), independent of the way in which RDF writes them.

use crate::verify::pdf::object::printable_name;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use std::collections::BTreeSet;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
const MEDIA: &str = "http://ns.adobe.com/xap/1.0/mm/";
const META: &str = "adobe:ns:meta/";

/// Separator of the names of a path; no name holds a line feed.
const SEPARATOR: char = '\n';
/// Depth down to which elements may nest; XMP that programs write stays under ten.
const DEEPEST: usize = 60;

/// Open element, and the number of list items read in it so far.
struct XmpElement {
    name: String,
    items: usize,
}

/// Reads every value with the path of names that leads to it, except those that a signer may
/// write; `None` if the packet is not XML.
pub(super) fn facts(packet: &[u8]) -> Option<BTreeSet<(String, String)>> {
    let text = std::str::from_utf8(packet).ok()?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
    let (mut facts, mut path, mut value) =
        (BTreeSet::new(), Vec::<XmpElement>::new(), String::new());
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(tag) => {
                add_text(&mut facts, &path, &mut value);
                open(&reader, tag, &mut path, &mut facts)?;
            }
            Event::Empty(tag) => {
                open(&reader, tag, &mut path, &mut facts)?;
                add_empty(&mut facts, &path);
                path.pop();
            }
            Event::End(_) => {
                add_text(&mut facts, &path, &mut value);
                add_empty(&mut facts, &path);
                path.pop();
            }
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::CData(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => value.push(character),
                Ok(None) => value.push_str(resolve_predefined_entity(name)?),
                Err(_) => return None,
            },
            // A document type could define entities, and so values that stand elsewhere.
            Event::DocType(_) => return None,
            Event::Eof => return path.is_empty().then_some(facts),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

/// Adds the text read of an element, unless it is blank.
fn add_text(facts: &mut BTreeSet<(String, String)>, path: &[XmpElement], value: &mut String) {
    if !value.trim().is_empty() {
        add(facts, joined(path), value.trim());
    }
    value.clear();
}

/// Adds an element without a value: it is a property too, and archives may judge it.
fn add_empty(facts: &mut BTreeSet<(String, String)>, path: &[XmpElement]) {
    let name = joined(path);
    let next = facts.range((name.clone(), String::new())..).next();
    let has_value = next.is_some_and(|(next, _)| next.starts_with(&name));
    if !name.is_empty() && !has_value {
        add(facts, name, "");
    }
}

/// Opens an element and adds its attributes, which are facts as well; `None` for bad XML.
fn open(
    reader: &NsReader<&[u8]>,
    tag: &BytesStart<'_>,
    path: &mut Vec<XmpElement>,
    facts: &mut BTreeSet<(String, String)>,
) -> Option<()> {
    if path.len() > DEEPEST {
        return None;
    }
    let name = full_name(reader.resolver().resolve_element(tag.name()), tag.name());
    let name = match path.last_mut() {
        // Items of a list have no name but their position.
        Some(list) if name == format!("{RDF}li") => {
            list.items += 1;
            format!("{}", list.items)
        }
        _ => name,
    };
    path.push(XmpElement { name, items: 0 });
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key;
        if key.as_namespace_binding().is_some() {
            continue;
        }
        let name = full_name(reader.resolver().resolve_attribute(key), key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let is_frame = (name == format!("{RDF}about") && value.is_empty())
            || name == format!("{RDF}parseType")
            || name == format!("{META}xmptk");
        match name.strip_prefix(RDF) {
            // RDF allows an address as an attribute or as text; both become the same fact.
            Some("resource") => add(facts, joined(path), &value),
            _ if is_frame => {}
            _ => add(facts, format!("{}{SEPARATOR}{name}", joined(path)), &value),
        }
    }
    Some(())
}

/// Joins namespace and local name, so that prefixes do not matter.
fn full_name((namespace, _): (ResolveResult<'_>, impl Sized), name: QName<'_>) -> String {
    let namespace = match namespace {
        ResolveResult::Bound(Namespace(namespace)) => namespace,
        _ => Default::default(),
    };
    format!("{namespace}{}", name.local_name().as_ref())
}

/// Joins the names of a path without the elements that only group others.
fn joined(path: &[XmpElement]) -> String {
    let frame = [format!("{RDF}RDF"), format!("{RDF}Description"), format!("{META}xmpmeta")];
    let names = path.iter().map(|level| level.name.as_str());
    let names = names.filter(|name| !frame.iter().any(|frame| frame == name));
    names.map(|name| format!("{SEPARATOR}{name}")).collect()
}

/// Adds a fact unless signers may write it: dates, the program, the media management.
fn add(facts: &mut BTreeSet<(String, String)>, path: String, value: &str) {
    let free = [format!("{XMP}ModifyDate"), format!("{XMP}MetadataDate"), format!("{PDF}Producer")];
    let name = path.trim_start_matches(SEPARATOR);
    if !free.iter().any(|free| free == name) && !name.starts_with(MEDIA) {
        facts.insert((path, value.to_owned()));
    }
}

/// Returns the property that a path begins with, printable and without its namespace.
pub(super) fn property(path: &str) -> String {
    let first = path.split(SEPARATOR).find(|name| !name.is_empty()).unwrap_or_default();
    let name = first.rsplit(['/', '#']).next().unwrap_or_default();
    printable_name(name.as_bytes())
}
