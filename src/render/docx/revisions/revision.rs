//! Marks of revisions: inserted and deleted runs, paragraph marks and rows (17.13.5).

use super::super::finish::xml::{XmlElement, XmlNode};
use crate::annex::Date;

/// Author of all revisions.
const AUTHOR: &str = "allegati";

/// Fate of a part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RevisionFate {
    /// In both annexes.
    Kept,
    /// In the new annex only.
    Inserted,
    /// In the old annex only.
    Deleted,
}

/// Revisions of a document, numbered in their order.
pub(super) struct Revisions {
    /// Day of the new annex's act, at midnight; without one the revisions have no date.
    date: Option<String>,
    last: usize,
}

impl Revisions {
    pub(super) fn of(date: Option<Date>) -> Self {
        let date = date
            .map(|Date { year, month, day }| format!("{year:04}-{month:02}-{day:02}T00:00:00Z"));
        Revisions { date, last: 0 }
    }

    /// Returns the mark of a revision; `None` for what both annexes have.
    pub(super) fn mark(&mut self, fate: RevisionFate) -> Option<XmlElement> {
        let name = match fate {
            RevisionFate::Kept => return None,
            RevisionFate::Inserted => "w:ins",
            RevisionFate::Deleted => "w:del",
        };
        self.last += 1;
        let id = self.last.to_string();
        let date = self.date.as_deref().map(|date| ("w:date", date));
        let attributes: Vec<_> =
            [("w:id", &*id), ("w:author", AUTHOR)].into_iter().chain(date).collect();
        Some(XmlElement::new(name, &attributes))
    }

    /// Puts a run of this fate into its revision.
    pub(super) fn run(&mut self, fate: RevisionFate, run: XmlElement) -> XmlElement {
        match self.mark(fate) {
            Some(mark) => mark.with(run),
            None => run,
        }
    }

    /// Marks the end of a paragraph with these properties.
    pub(super) fn paragraph_mark(
        &mut self,
        fate: RevisionFate,
        properties: &mut Option<XmlElement>,
    ) {
        let Some(mark) = self.mark(fate) else { return };
        let properties = properties.get_or_insert_with(|| XmlElement::new("w:pPr", &[]));
        // The properties of the mark come behind those of the paragraph, which have neither section nor
        // changes of their own (17.3.1.26).
        properties.children.push(XmlNode::Element(XmlElement::new("w:rPr", &[]).with(mark)));
    }

    /// Marks a row.
    pub(super) fn row_mark(&mut self, fate: RevisionFate, row: &mut XmlElement) {
        if let Some(mark) = self.mark(fate) {
            row.child_mut("w:trPr").children.push(XmlNode::Element(mark));
        }
    }
}
