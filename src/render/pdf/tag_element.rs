//! Elements of the tag tree, and their dump as text.

use super::marks::Mark;
use super::rules::Edges;
use std::fmt::Write;

/// Element of the tag tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TagElement {
    /// Structure type.
    pub(super) tag: &'static str,
    /// Attributes and alternative text.
    pub(super) attributes: TagAttributes,
    /// Elements, marked content and fields in reading order.
    pub(super) kids: Vec<TagKid>,
}

/// Attributes of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TagAttributes {
    /// Identifier by which cells refer to a head; absent for cells that are no heads.
    pub(super) id: Option<String>,
    /// Direction of a head; absent for cells that are no heads.
    pub(super) scope: Option<HeaderScope>,
    /// Number of columns of a cell.
    pub(super) col_span: usize,
    /// Number of rows of a cell.
    pub(super) row_span: usize,
    /// Identifiers of the cells that head this one.
    pub(super) headers: Vec<String>,
    /// Content of a table in words.
    pub(super) summary: Option<String>,
    /// Content of a picture, or of words whose looks say something, in words.
    pub(super) alternative: Option<String>,
    /// Stroke through or below words.
    pub(super) decoration: Option<&'static str>,
    /// Left, bottom, right and top of a picture.
    pub(super) edges: Option<Edges>,
    /// Numbering of the labels of a list.
    pub(super) numbering: Option<&'static str>,
}

/// Cells that a head belongs to (ISO 32000-1, Table 349).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderScope {
    Column,
    Row,
}

impl HeaderScope {
    /// Returns the name of the scope in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            HeaderScope::Column => "Column",
            HeaderScope::Row => "Row",
        }
    }
}

/// Kid of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TagKid {
    /// Element below this one.
    Element(TagElement),
    /// Marked content of a page.
    Mark(Mark),
    /// Form field with this index.
    Field(usize),
}

impl TagElement {
    /// Returns an element without attributes and kids.
    pub(super) fn new(tag: &'static str) -> Self {
        TagElement { tag, ..TagElement::default() }
    }

    /// Appends `kids`.
    pub(super) fn with(mut self, kids: impl IntoIterator<Item = TagElement>) -> Self {
        self.kids.extend(kids.into_iter().map(TagKid::Element));
        self
    }
}

/// Writes the tree as text: an element on each line, indented by depth, with its attributes and
/// the pages and identifiers of its marked content.
pub(super) fn dump_tags(element: &TagElement) -> String {
    let mut out = String::new();
    dump_element(&mut out, element, 0);
    out
}

fn dump_element(out: &mut String, element: &TagElement, depth: usize) {
    let _ = write!(out, "{:width$}{}", "", element.tag, width = 2 * depth);
    let attributes = &element.attributes;
    if let Some(id) = &attributes.id {
        let _ = write!(out, " id={id}");
    }
    if let Some(scope) = attributes.scope {
        let _ = write!(out, " scope={}", scope.name());
    }
    for (name, span) in [("colonne", attributes.col_span), ("righe", attributes.row_span)] {
        if span > 1 {
            let _ = write!(out, " {name}={span}");
        }
    }
    if !attributes.headers.is_empty() {
        let _ = write!(out, " heads={}", attributes.headers.join(","));
    }
    if let Some(text) = &attributes.alternative {
        let _ = write!(out, " «{text}»");
    }
    for kid in &element.kids {
        match kid {
            TagKid::Mark(mark) => _ = write!(out, " [{}.{}]", mark.page + 1, mark.mcid),
            TagKid::Field(field) => _ = write!(out, " campo {}", field + 1),
            TagKid::Element(_) => {}
        }
    }
    out.push('\n');
    for kid in &element.kids {
        if let TagKid::Element(kid) = kid {
            dump_element(out, kid, depth + 1);
        }
    }
}
