//! The facts of an XMP packet (ISO 16684-1), whichever way RDF writes them down.

use crate::verify::pdf::object::shown;
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

/// What stands between the names of a path, and in none of them.
const BETWEEN: char = '\n';
/// How deep elements may nest.
const DEEPEST: usize = 60;

/// An element on the way down, and how many items it has had.
struct XmpElement {
    name: String,
    items: usize,
}

/// Every value with the path of names that leads to it; without those that a signer may
/// write. Nothing for what is not XML, or has a document type.
pub(super) fn facts(packet: &[u8]) -> Option<BTreeSet<(String, String)>> {
    let text = std::str::from_utf8(packet).ok()?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
    let (mut facts, mut path, mut value) =
        (BTreeSet::new(), Vec::<XmpElement>::new(), String::new());
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(tag) => {
                tell(&mut facts, &path, &mut value);
                open(&reader, tag, &mut path, &mut facts)?;
            }
            Event::Empty(tag) => {
                open(&reader, tag, &mut path, &mut facts)?;
                tell_empty(&mut facts, &path);
                path.pop();
            }
            Event::End(_) => {
                tell(&mut facts, &path, &mut value);
                tell_empty(&mut facts, &path);
                path.pop();
            }
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::CData(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => value.push(character),
                Ok(None) => value.push_str(resolve_predefined_entity(name)?),
                Err(_) => return None,
            },
            Event::DocType(_) => return None,
            Event::Eof => return path.is_empty().then_some(facts),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

/// Adds what was read of the text of an element.
fn tell(facts: &mut BTreeSet<(String, String)>, path: &[XmpElement], value: &mut String) {
    if !value.trim().is_empty() {
        add(facts, joined(path), value.trim());
    }
    value.clear();
}

/// A property without a value is one as well, of which archives may have their own view.
fn tell_empty(facts: &mut BTreeSet<(String, String)>, path: &[XmpElement]) {
    let own = joined(path);
    let has_value = facts.range((own.clone(), String::new())..).next();
    let said = has_value.is_some_and(|(name, _)| name.starts_with(&own));
    if !own.is_empty() && !said {
        add(facts, own, "");
    }
}

/// Goes down into an element; its attributes are facts as well.
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
        // Items are told apart by their place.
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
        let says_nothing = (name == format!("{RDF}about") && value.is_empty())
            || name == format!("{RDF}parseType")
            || name == format!("{META}xmptk");
        match name.strip_prefix(RDF) {
            // An address is written as an attribute or as text.
            Some("resource") => add(facts, joined(path), &value),
            _ if says_nothing => {}
            _ => add(facts, format!("{}{BETWEEN}{name}", joined(path)), &value),
        }
    }
    Some(())
}

/// Namespace and local name in one.
fn full_name((namespace, _): (ResolveResult<'_>, impl Sized), name: QName<'_>) -> String {
    let namespace = match namespace {
        ResolveResult::Bound(Namespace(namespace)) => namespace,
        _ => Default::default(),
    };
    format!("{namespace}{}", name.local_name().as_ref())
}

/// The path without the elements that only hold others together.
fn joined(path: &[XmpElement]) -> String {
    let frame = [format!("{RDF}RDF"), format!("{RDF}Description"), format!("{META}xmpmeta")];
    let names = path.iter().map(|level| level.name.as_str());
    let names = names.filter(|name| !frame.iter().any(|frame| frame == name));
    names.map(|name| format!("{BETWEEN}{name}")).collect()
}

fn add(facts: &mut BTreeSet<(String, String)>, path: String, value: &str) {
    let free = [format!("{XMP}ModifyDate"), format!("{XMP}MetadataDate"), format!("{PDF}Producer")];
    let own = path.trim_start_matches(BETWEEN);
    if !free.iter().any(|free| free == own) && !own.starts_with(MEDIA) {
        facts.insert((path, value.to_owned()));
    }
}

/// The property that a path begins with, printable and without its namespace.
pub(super) fn property(path: &str) -> String {
    let first = path.split(BETWEEN).find(|name| !name.is_empty()).unwrap_or_default();
    let name = first.rsplit(['/', '#']).next().unwrap_or_default();
    shown(name.as_bytes())
}
