//! Parts of a package as trees, with the same name for an element whatever its prefix is.

use super::package::PackageError;
use super::xml::{Xml, text};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use std::io::BufRead;

/// NamespacePrefixes that programs write, with their usual prefixes (ECMA-376-1, A; ECMA-376-4, A).
///
/// Names of WordprocessingML, of relationships between parts and of parts have no prefix here.
const NAMESPACES: [(&str, &str); 19] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", ""),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", ""),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("http://schemas.openxmlformats.org/package/2006/content-types", ""),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r:"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r:"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic:"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14:"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", "wp14:"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps:"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m:"),
    ("http://purl.org/dc/elements/1.1/", "dc:"),
    ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp:"),
    ("http://www.w3.org/XML/1998/namespace", "xml:"),
    ("urn:schemas-microsoft-com:vml", "v:"),
    ("urn:schemas-microsoft-com:office:office", "o:"),
];

/// Most elements of a tree: styles have some thousands, a paragraph some hundreds; each takes
/// a hundred bytes or more of memory.
const MOST_NODES: usize = 200_000;

/// Element with what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PartNode {
    /// Name with the usual prefix of its namespace.
    pub name: String,
    /// Attributes in their order, by name; `:val` has no namespace.
    pub attributes: Vec<(String, String)>,
    /// Elements inside, in order.
    pub children: Vec<PartNode>,
    /// Text directly inside.
    pub text: String,
}

impl PartNode {
    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the attribute `val`.
    pub(crate) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// Returns the first element of a name directly inside.
    pub(crate) fn child(&self, name: &str) -> Option<&PartNode> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Calls `visit` for the node and everything inside, in order.
    pub(crate) fn walk(&self, visit: &mut impl FnMut(&PartNode)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }

    /// Returns all written text inside, on one line.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        self.walk(&mut |node| match node.name.as_str() {
            "t" | "delText" | "a:t" => words.push_str(&node.text),
            "p" | "a:p" => words.push(' '),
            _ => {}
        });
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Event of a part that is read element by element.
pub(super) enum PartStep {
    /// An element begins; it has no children yet.
    Start(PartNode),
    /// The innermost open element ends.
    End,
    /// The part ends.
    Eof,
}

/// Reader of a part of which some elements are read as a whole.
pub(super) struct PartTrees<R> {
    xml: Xml<R>,
    namespaces: NamespacePrefixes,
    /// Number of open elements.
    depth: usize,
    /// Set after the start of an element without content.
    is_empty: bool,
}

impl<R: BufRead> PartTrees<R> {
    pub(crate) fn new(source: R) -> Self {
        PartTrees {
            xml: Xml::new(source),
            namespaces: NamespacePrefixes::default(),
            depth: 0,
            is_empty: false,
        }
    }

    /// Reads the whole part.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn root(source: R) -> Result<PartNode, PackageError> {
        let mut trees = PartTrees::new(source);
        match trees.step()? {
            PartStep::Start(root) => trees.rest(root),
            PartStep::End | PartStep::Eof => Err(PackageError::Damaged),
        }
    }

    /// Reads up to the next start or end of an element.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn step(&mut self) -> Result<PartStep, PackageError> {
        self.next(&mut String::new())
    }

    /// Reads up to the next start or end of an element and adds the text before it to `words`.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn step_with(&mut self, words: &mut String) -> Result<PartStep, PackageError> {
        self.next(words)
    }

    /// Returns `true` if what has been read asks for a language that programs do not know, or uses
    /// a prefix that is declared nowhere.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.namespaces.is_unreadable
    }

    /// Reads the rest of an element that has just begun.
    ///
    /// # Errors
    /// [`PackageError`] if the part is damaged or too large.
    pub(crate) fn rest(&mut self, mut node: PartNode) -> Result<PartNode, PackageError> {
        let (mut open, mut count) = (Vec::new(), 0);
        loop {
            match self.next(&mut node.text)? {
                PartStep::Start(_) if count == MOST_NODES => return Err(PackageError::TooLarge),
                PartStep::Start(child) => {
                    count += 1;
                    open.push(std::mem::replace(&mut node, child));
                }
                PartStep::End => match open.pop() {
                    Some(mut parent) => {
                        parent.children.push(node);
                        node = parent;
                    }
                    None => return Ok(node),
                },
                PartStep::Eof => return Err(PackageError::Damaged),
            }
        }
    }

    fn next(&mut self, words: &mut String) -> Result<PartStep, PackageError> {
        if std::mem::take(&mut self.is_empty) {
            return Ok(self.end());
        }
        loop {
            let node = match self.xml.event()? {
                Event::Start(tag) => self.namespaces.node(&tag, self.depth)?,
                Event::Empty(tag) => {
                    self.is_empty = true;
                    self.namespaces.node(&tag, self.depth)?
                }
                Event::End(_) => return Ok(self.end()),
                Event::Eof => return Ok(PartStep::Eof),
                // Neither may stand in a package (ECMA-376-2, 8.1.4), and a program that reads
                // them all the same shows other letters or attributes.
                Event::DocType(_) => return Err(PackageError::Damaged),
                Event::Decl(declaration) if !is_unicode(&declaration) => {
                    return Err(PackageError::Encoding);
                }
                event => {
                    words.push_str(&text(&event)?.unwrap_or_default());
                    continue;
                }
            };
            self.depth += 1;
            return Ok(PartStep::Start(node));
        }
    }

    fn end(&mut self) -> PartStep {
        self.depth = self.depth.saturating_sub(1);
        self.namespaces.leave(self.depth);
        PartStep::End
    }
}

/// Returns `true` if a part declares no other encoding than the one that it is read in.
fn is_unicode(declaration: &BytesDecl<'_>) -> bool {
    let Some(encoding) = declaration.encoding() else { return true };
    encoding.is_ok_and(|name| {
        ["UTF-8", "US-ASCII"].iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}

/// Prefixes in force.
#[derive(Default)]
struct NamespacePrefixes {
    /// Depth of the element that declares, prefix declared, and the usual prefix of the namespace.
    declared: Vec<(usize, String, String)>,
    /// Set once an element asks for an unknown language or uses a prefix that is not declared.
    is_unreadable: bool,
}

impl NamespacePrefixes {
    fn node(&mut self, tag: &BytesStart<'_>, depth: usize) -> Result<PartNode, PackageError> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| PackageError::Damaged)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|_| PackageError::Damaged)?.into_owned();
            match attribute.key.into_inner() {
                "xmlns" => self.declare(depth, "", &value),
                key => match key.strip_prefix("xmlns:") {
                    Some(prefix) => self.declare(depth, prefix, &value),
                    None => attributes.push((key.to_owned(), value)),
                },
            }
        }
        for (key, value) in &mut attributes {
            *key = if key.contains(':') { self.name(key) } else { format!(":{key}") };
            self.is_unreadable |= self.is_demanding(key, value);
        }
        let name = self.name(tag.name().into_inner());
        Ok(PartNode { name, attributes, ..PartNode::default() })
    }

    fn declare(&mut self, depth: usize, prefix: &str, namespace: &str) {
        let usual = NAMESPACES.iter().find(|(name, _)| *name == namespace);
        let usual = usual.map(|(_, usual)| (*usual).to_owned());
        let name = usual.unwrap_or_else(|| format!("{{{namespace}}}"));
        self.declared.push((depth, prefix.to_owned(), name));
    }

    /// Returns `true` for an attribute by which programs may refuse to read an element (ECMA-376-3,
    /// 7.2 and 7.5): one that names a prefix that is not declared, or languages to understand.
    fn is_demanding(&self, key: &str, value: &str) -> bool {
        let is_declared = |prefix| self.declared.iter().any(|(_, declared, _)| declared == prefix);
        match key {
            "mc:Ignorable" => !value.split_whitespace().all(is_declared),
            "mc:MustUnderstand" => !value.trim().is_empty(),
            _ => false,
        }
    }

    fn name(&mut self, written: &str) -> String {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let found = self.declared.iter().rev().find(|(_, declared, _)| declared == prefix);
        match found {
            Some((_, _, usual)) => format!("{usual}{local}"),
            None => {
                self.is_unreadable |= !matches!(prefix, "" | "xml");
                format!("{prefix}:{local}")
            }
        }
    }

    fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared, ..)| *declared >= depth) {
            self.declared.pop();
        }
    }
}
