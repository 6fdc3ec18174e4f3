//! Small XML parts as trees: styles, drawings, charts and settings of sheets.

use crate::office::package::PackageError;
use crate::office::xml::{Xml, text};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::BufRead;

/// Element with its attributes, its text and its children; names without prefixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct XmlTree {
    pub name: String,
    /// Prefix of the name; empty if it has none.
    pub prefix: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<XmlTree>,
    /// Text directly in the element.
    pub text: String,
}

/// Checks what stands before the root of a part.
///
/// # Errors
/// [`PackageError::Damaged`] for a type of document, which no office program declares, and
/// [`PackageError::Encoding`] for another encoding than UTF-8.
pub(super) fn check_head(event: &Event<'_>) -> Result<(), PackageError> {
    match event {
        Event::DocType(_) => Err(PackageError::Damaged),
        Event::Decl(declaration) => match declaration.encoding() {
            Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
            Some(_) => Err(PackageError::Encoding),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

impl XmlTree {
    /// Reads a part and returns its root.
    ///
    /// # Errors
    /// [`PackageError`] if the part is not well formed or exceeds a limit.
    pub(crate) fn root(part: impl BufRead) -> Result<Self, PackageError> {
        let mut xml = Xml::new(part);
        loop {
            match xml.event()? {
                Event::Start(tag) => {
                    let root = XmlTree::of(&tag);
                    return root.with_content(&mut xml);
                }
                Event::Empty(tag) => return Ok(XmlTree::of(&tag)),
                Event::Eof => return Err(PackageError::Damaged),
                event => check_head(&event)?,
            }
        }
    }

    /// Returns the element of a tag, without content.
    pub(crate) fn of(tag: &BytesStart<'_>) -> Self {
        let mut all = tag.attributes();
        let attributes = all.with_checks(false).flatten().filter_map(|attribute| {
            let name = match attribute.key.as_ref().split_once(':') {
                None => attribute.key.as_ref(),
                // Of relationships and of white space; programs pass over those of other languages.
                Some(("r" | "xml", local)) => local,
                Some(_) => return None,
            };
            let name = name.to_owned();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((name, value.into_owned()))
        });
        let full = tag.name();
        let (prefix, name) = full.as_ref().split_once(':').unwrap_or(("", full.as_ref()));
        let (name, prefix) = (name.to_owned(), prefix.to_owned());
        XmlTree { name, prefix, attributes: attributes.collect(), ..XmlTree::default() }
    }

    /// Reads the content of an element whose start has just been read.
    ///
    /// # Errors
    /// [`PackageError`] if the part is not well formed or exceeds a limit.
    pub(crate) fn with_content<R: BufRead>(self, xml: &mut Xml<R>) -> Result<Self, PackageError> {
        let (mut open, mut current) = (Vec::new(), self);
        loop {
            let event = xml.event()?;
            match &event {
                Event::Start(tag) => open.push(std::mem::replace(&mut current, XmlTree::of(tag))),
                Event::Empty(tag) => current.children.push(XmlTree::of(tag)),
                Event::End(_) => match open.pop() {
                    Some(parent) => {
                        let child = std::mem::replace(&mut current, parent);
                        current.children.push(child);
                    }
                    None => return Ok(current),
                },
                Event::Eof => return Err(PackageError::Damaged),
                event => current.text.push_str(&text(event)?.unwrap_or_default()),
            }
        }
    }

    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns an attribute that is a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Returns a Boolean attribute (`xsd:boolean`).
    pub(crate) fn truth(&self, name: &str) -> Option<bool> {
        self.attribute(name).map(|value| matches!(value.trim(), "1" | "true" | "on"))
    }

    /// Returns the first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&XmlTree> {
        self.all(name).next()
    }

    /// Returns all children of a name.
    pub(crate) fn all<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t XmlTree> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Returns all elements below this one, each before its children.
    pub(crate) fn below(&self) -> Vec<&XmlTree> {
        let mut found = Vec::new();
        let mut left: Vec<&XmlTree> = self.children.iter().rev().collect();
        while let Some(element) = left.pop() {
            found.push(element);
            left.extend(element.children.iter().rev());
        }
        found
    }

    /// Returns the names of elements below this one that have another prefix: programs that do not
    /// know their language pass over them. Places that are meant for them are left out.
    pub(crate) fn strangers(&self) -> Vec<&str> {
        /// Elements for content of later versions, and the one that Excel writes without them.
        const PLACES: [&str; 2] = ["extLst", "revisionPtr"];
        // Excel keeps the folder of a workbook as an alternative to nothing.
        let is_place = |element: &XmlTree| {
            let has_folder = || element.below().iter().any(|inner| inner.name == "absPath");
            PLACES.contains(&element.name.as_str())
                || element.name == "AlternateContent" && has_folder()
        };
        let (mut found, mut left) = (Vec::new(), vec![self]);
        while let Some(element) = left.pop() {
            for child in element.children.iter().filter(|child| !is_place(child)) {
                if child.prefix != self.prefix || child.attribute("xmlns").is_some() {
                    found.push(child.name.as_str());
                } else {
                    left.push(child);
                }
            }
        }
        found
    }

    /// Returns the names of children that stand twice: programs read the first or the last.
    pub(crate) fn doubled(&self) -> Vec<&str> {
        let mut names = BTreeSet::new();
        let again = self.children.iter().filter(|child| !names.insert(child.name.as_str()));
        again.map(|child| child.name.as_str()).collect()
    }

    /// Returns the texts of all elements of a name below this one, joined.
    pub(crate) fn texts(&self, name: &str) -> String {
        let elements = self.below().into_iter().filter(|element| element.name == name);
        elements.map(|element| element.text.as_str()).collect()
    }
}
