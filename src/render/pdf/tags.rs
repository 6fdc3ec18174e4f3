//! The structure tree (ISO 32000-1, 14.7 and 14.8): what the marks on the pages mean, in
//! reading order. Built while painting, written by `archive`.

use std::fmt::Write;

/// An element by its place in the [`Tree`].
pub(super) type ElementId = usize;

/// What hangs below an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    Element(ElementId),
    /// Marked content: the page by number from 0, and its mark on it.
    Content {
        page: usize,
        mcid: i64,
    },
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    /// A standard structure type (14.8.4).
    pub tag: &'static str,
    /// The element that it hangs below; the document's own is itself.
    pub parent: ElementId,
    pub kids: Vec<Kid>,
    pub table: Option<CellTag>,
    /// `ListNumbering` None: the label is the author's own text (table 347).
    pub list: bool,
    pub id: Option<String>,
    /// `Summary` of a table (table 349).
    pub summary: Option<String>,
}

/// Attributes of a table cell (table 349).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CellTag {
    pub scope: Option<&'static str>,
    pub col_span: u16,
    pub row_span: u16,
    pub headers: Vec<String>,
}

/// The tree; element 0 is the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tree {
    pub elements: Vec<Element>,
}

impl Tree {
    pub fn new() -> Self {
        Tree { elements: vec![element("Document", 0)] }
    }

    /// Adds an element below `parent`.
    pub fn add(&mut self, parent: ElementId, tag: &'static str) -> ElementId {
        let id = self.elements.len();
        self.elements.push(element(tag, parent));
        self.elements[parent].kids.push(Kid::Element(id));
        id
    }

    /// The tree as stable text: one line an element, with its attributes.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        self.dump_element(0, 0, &mut out);
        out
    }

    fn dump_element(&self, id: ElementId, depth: usize, out: &mut String) {
        let element = &self.elements[id];
        let _ = write!(out, "{:width$}{}", "", element.tag, width = depth * 2);
        if let Some(id) = &element.id {
            let _ = write!(out, " id={id}");
        }
        if let Some(cell) = &element.table {
            let _ = write!(
                out,
                " scope={:?} colonne={} righe={} intestazioni={:?}",
                cell.scope, cell.col_span, cell.row_span, cell.headers
            );
        }
        let marks: Vec<_> = element
            .kids
            .iter()
            .filter_map(|kid| match kid {
                Kid::Content { page, mcid } => Some(format!("{}:{mcid}", page + 1)),
                Kid::Element(_) => None,
            })
            .collect();
        let _ = writeln!(out, " {}", marks.join(" "));
        for kid in &element.kids {
            if let Kid::Element(id) = kid {
                self.dump_element(*id, depth + 1, out);
            }
        }
    }
}

fn element(tag: &'static str, parent: ElementId) -> Element {
    Element { tag, parent, kids: Vec::new(), table: None, list: false, id: None, summary: None }
}
