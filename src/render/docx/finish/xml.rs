//! Tree of XML elements, for repairs that must see a whole element.
//!
//! Text and attribute values stay escaped as they were read, so that unrepaired parts come out
//! unchanged. This file knows nothing of WordprocessingML.

use crate::render::RenderError;
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

/// Element with its attributes in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct XmlElement {
    /// Qualified name, for instance `w:p`.
    pub name: String,
    /// Qualified names with escaped values.
    pub attributes: Vec<(String, String)>,
    /// Content in order.
    pub children: Vec<XmlNode>,
}

/// Content of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum XmlNode {
    /// Child element.
    Element(XmlElement),
    /// Escaped text, or serialised elements.
    Raw(String),
}

impl XmlElement {
    /// Makes an empty element, escaping the values of `attributes`.
    pub(crate) fn new(name: &str, attributes: &[(&str, &str)]) -> XmlElement {
        let escaped = |(key, value): &(&str, &str)| (key.to_string(), escape(*value).into_owned());
        XmlElement {
            name: name.to_owned(),
            attributes: attributes.iter().map(escaped).collect(),
            children: Vec::new(),
        }
    }

    /// Appends a child.
    pub(crate) fn with(mut self, child: XmlElement) -> XmlElement {
        self.children.push(XmlNode::Element(child));
        self
    }

    /// Appends `text`, escaping it.
    pub(crate) fn with_text(mut self, text: &str) -> XmlElement {
        self.children.push(XmlNode::Raw(escape(text).into_owned()));
        self
    }

    /// Returns the escaped value of an attribute.
    pub(crate) fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    /// Returns the child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &XmlElement> {
        self.children.iter().filter_map(XmlNode::element)
    }

    /// Returns the first child of that name, inserting one at the front if there is none.
    pub(crate) fn child_mut(&mut self, name: &str) -> &mut XmlElement {
        let is_it = |node: &XmlNode| node.element().is_some_and(|e| e.name == name);
        let at = self.children.iter().position(is_it).unwrap_or_else(|| {
            // Children that may be missing are properties, which the schema wants first.
            self.children.insert(0, XmlNode::Element(XmlElement::new(name, &[])));
            0
        });
        match &mut self.children[at] {
            XmlNode::Element(element) => element,
            XmlNode::Raw(_) => unreachable!("the place found or made holds an element"),
        }
    }

    /// Removes the child elements for which `keep` returns `false`; text stays.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&XmlElement) -> bool) {
        self.children.retain(|node| node.element().is_none_or(&mut keep));
    }

    /// Calls `repair` on all elements below this one, the inner ones first, then on this one.
    pub(crate) fn walk(&mut self, repair: &mut impl FnMut(&mut XmlElement)) {
        for child in &mut self.children {
            if let XmlNode::Element(element) = child {
                element.walk(repair);
            }
        }
        repair(self);
    }

    /// Serialises the element, without a declaration.
    pub(crate) fn to_xml(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.extend(["<", &self.name]);
        for (key, value) in &self.attributes {
            out.extend([" ", key, "=\"", value, "\""]);
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                XmlNode::Element(element) => element.write(out),
                XmlNode::Raw(xml) => out.push_str(xml),
            }
        }
        out.extend(["</", &self.name, ">"]);
    }
}

impl XmlNode {
    /// Returns the child element; `None` for text.
    pub(crate) fn element(&self) -> Option<&XmlElement> {
        match self {
            XmlNode::Element(element) => Some(element),
            XmlNode::Raw(_) => None,
        }
    }
}

/// Parses the one element of `xml`; a declaration before it is dropped.
///
/// # Errors
/// [`RenderError::Backend`] if `xml` is not one well-formed element, or holds a character that XML
/// 1.0 (2.2) does not allow.
pub(crate) fn parse(xml: &[u8]) -> Result<XmlElement, RenderError> {
    let text = std::str::from_utf8(xml).map_err(broken)?;
    let mut reader = Reader::from_str(checked(text)?);
    let mut open = vec![XmlElement::new("", &[])];
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => append(&mut open, XmlNode::Element(element(&start)?))?,
            Event::End(_) => {
                let done = open.pop().ok_or_else(|| broken("an end without a start"))?;
                append(&mut open, XmlNode::Element(done))?;
            }
            Event::Text(text) => append(&mut open, XmlNode::Raw(text.to_string()))?,
            // Kept as read: text stays escaped, and a hole is written like a reference.
            Event::GeneralRef(name) => {
                append(&mut open, XmlNode::Raw(format!("&{};", &*name)))?;
            }
            // Comments and instructions, which are skipped, mean nothing to Word.
            Event::Eof => break,
            _ => {}
        }
    }
    let whole = open.pop().filter(|_| open.is_empty());
    let nodes = whole.into_iter().flat_map(|document| document.children);
    let mut roots = nodes.filter(|node| node.element().is_some());
    match (roots.next(), roots.next()) {
        (Some(XmlNode::Element(root)), None) => Ok(root),
        _ => Err(broken("not one element")),
    }
}

/// Returns `text` if XML 1.0 (2.2) allows all of its characters.
///
/// # Errors
/// [`RenderError::Backend`] otherwise.
pub(crate) fn checked(text: &str) -> Result<&str, RenderError> {
    // All other bytes belong to characters that it has; a fold, as it looks at many at a time.
    if !text.bytes().fold(false, |odd, b| odd | (b < b' ') | (b == 0xEF)) {
        return Ok(text);
    }
    match text.chars().find(|c| !is_xml_char(*c)) {
        Some(c) => Err(broken(format!("U+{:04X} cannot stand in XML", u32::from(c)))),
        None => Ok(text),
    }
}

fn append(open: &mut [XmlElement], node: XmlNode) -> Result<(), RenderError> {
    let parent = open.last_mut().ok_or_else(|| broken("content after the end"))?;
    parent.children.push(node);
    Ok(())
}

fn element(start: &BytesStart) -> Result<XmlElement, RenderError> {
    let mut element = XmlElement::new(start.name().as_ref(), &[]);
    for attribute in start.attributes() {
        let attribute = attribute.map_err(broken)?;
        let key = attribute.key.as_ref().to_owned();
        element.attributes.push((key, attribute.value.into_owned()));
    }
    Ok(element)
}

/// Makes the error of a part that cannot be written.
pub(crate) fn broken(why: impl std::fmt::Display) -> RenderError {
    RenderError::Backend(format!("docx: {why}"))
}

/// Returns `true` for a character of XML 1.0 (2.2, production 2).
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_repaired_comes_out_as_it_came_in() {
        let xml = r#"<a x="1 &amp; &quot;2&quot;"><b> &lt;tag&gt; è&#xA;</b><c/>due</a>"#;
        assert_eq!(parse(xml.as_bytes()).unwrap().to_xml(), xml);
    }

    #[test]
    fn text_and_values_given_are_escaped() {
        let made = XmlElement::new("a", &[("x", "\"&")]).with_text("<b>");
        assert_eq!(made.to_xml(), r#"<a x="&quot;&amp;">&lt;b&gt;</a>"#);
    }

    #[test]
    fn what_is_not_xml_is_an_error() {
        for xml in [
            "",
            "<a>",
            "</a>",
            "text",
            "<a>\u{1}</a>",
            "<a>\u{FFFE}</a>",
            "<a>è\u{FFFF}</a>",
            "<a x=1/>",
        ] {
            assert!(parse(xml.as_bytes()).is_err(), "{xml:?}");
        }
    }
}
