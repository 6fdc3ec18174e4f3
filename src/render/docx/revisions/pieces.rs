//! Text of paragraphs in pieces: words, breaks and the marks that end paragraphs, so that a difference
//! may join or part paragraphs as well.

use super::super::finish::xml::{XmlElement, XmlNode};
use super::revision::{RevisionFate, Revisions};
use quick_xml::escape::unescape;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Piece of the text of paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TextPiece {
    /// Properties of its run, serialised.
    look: String,
    content: PieceContent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PieceContent {
    /// Word or white space.
    Word(String),
    /// Break, tab or picture, serialised.
    Element(String),
    /// End of a paragraph that another one follows, with the properties of the paragraph.
    End(Option<XmlElement>),
}

impl TextPiece {
    /// Returns what two equal pieces share. Paragraphs may look different.
    fn key(&self) -> (&str, &str) {
        let content = match &self.content {
            PieceContent::Word(text) | PieceContent::Element(text) => text,
            PieceContent::End(_) => "\n",
        };
        (content, &self.look)
    }
}

/// Merges the paragraphs of a cell, or two paragraphs of the body, of which either may be none. The
/// end of the last one is that of both.
pub(super) fn merged_paragraphs(
    revisions: &mut Revisions,
    old: &[&XmlElement],
    new: &[&XmlElement],
) -> Vec<XmlElement> {
    let last = new.last().or(old.last()).and_then(|last| properties(last));
    let [old, new] = [old, new].map(pieces);
    let keys = |pieces: &'_ [TextPiece]| {
        pieces
            .iter()
            .map(|piece| (piece.key().0.to_owned(), piece.key().1.to_owned()))
            .collect::<Vec<_>>()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new));
    let mut writer = ParagraphWriter { revisions, done: Vec::new(), runs: Vec::new() };
    for stretch in stretches(&ops, &new) {
        let (old, new) = (&old[stretch.old], &new[stretch.new]);
        if stretch.is_kept {
            new.iter().for_each(|piece| writer.add(piece, RevisionFate::Kept));
        } else {
            old.iter().for_each(|piece| writer.add(piece, RevisionFate::Deleted));
            new.iter().for_each(|piece| writer.add(piece, RevisionFate::Inserted));
        }
    }
    writer.end(last, RevisionFate::Kept);
    writer.done
}

/// Pieces of both texts that are kept, or replaced one by the other.
struct Stretch {
    old: Range<usize>,
    new: Range<usize>,
    is_kept: bool,
}

/// Joins the differences between which there are only blanks: nobody reads words that take turns.
fn stretches(ops: &[DiffOp], new: &[TextPiece]) -> Vec<Stretch> {
    let is_blank = |piece: &TextPiece| match &piece.content {
        PieceContent::Word(text) => text.trim().is_empty(),
        PieceContent::Element(_) | PieceContent::End(_) => false,
    };
    let mut found: Vec<Stretch> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        let is_between = 0 < at && at + 1 < ops.len();
        let is_equal = matches!(op, DiffOp::Equal { .. });
        let is_kept = is_equal && !(is_between && new[new_range.clone()].iter().all(is_blank));
        match found.last_mut() {
            Some(last) if !last.is_kept && !is_kept => {
                (last.old.end, last.new.end) = (old_range.end, new_range.end);
            }
            _ => found.push(Stretch { old: old_range, new: new_range, is_kept }),
        }
    }
    found
}

/// Returns a paragraph of the body that only one of the annexes has.
pub(super) fn lone_paragraph(
    revisions: &mut Revisions,
    paragraph: &XmlElement,
    fate: RevisionFate,
) -> XmlElement {
    let mut writer = ParagraphWriter { revisions, done: Vec::new(), runs: Vec::new() };
    pieces(&[paragraph]).iter().for_each(|piece| writer.add(piece, fate));
    writer.end(properties(paragraph), fate);
    writer.done.swap_remove(0)
}

/// Returns the text of a paragraph.
pub(super) fn text(paragraph: &XmlElement) -> String {
    let text = |piece: TextPiece| match piece.content {
        PieceContent::Word(word) => word,
        PieceContent::Element(_) | PieceContent::End(_) => "\n".to_owned(),
    };
    pieces(&[paragraph]).into_iter().map(text).collect()
}

fn properties(paragraph: &XmlElement) -> Option<XmlElement> {
    paragraph.elements().find(|element| element.name == "w:pPr").cloned()
}

/// Returns the pieces of paragraphs, without the end of the last.
fn pieces(paragraphs: &[&XmlElement]) -> Vec<TextPiece> {
    let mut found = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at > 0 {
            let content = PieceContent::End(properties(paragraphs[at - 1]));
            found.push(TextPiece { look: String::new(), content });
        }
        for run in paragraph.elements().filter(|element| element.name == "w:r") {
            add_run(run, &mut found);
        }
    }
    found
}

fn add_run(run: &XmlElement, found: &mut Vec<TextPiece>) {
    let look = run.elements().find(|element| element.name == "w:rPr");
    let look = look.map(XmlElement::to_xml).unwrap_or_default();
    let piece = |content| TextPiece { look: look.clone(), content };
    for part in run.elements().filter(|element| element.name != "w:rPr") {
        if part.name != "w:t" {
            found.push(piece(PieceContent::Element(part.to_xml())));
            continue;
        }
        let raw = part.children.iter().filter_map(|node| match node {
            XmlNode::Raw(text) => Some(text.as_str()),
            XmlNode::Element(_) => None,
        });
        let raw: String = raw.collect();
        // Our own writer escaped it: it can be read.
        let text = unescape(&raw).map_or_else(|_| raw.clone(), |text| text.into_owned());
        let words = text.split_word_bounds().map(|word| PieceContent::Word(word.to_owned()));
        found.extend(words.map(piece));
    }
}

/// Writer of paragraphs, piece by piece.
struct ParagraphWriter<'r> {
    revisions: &'r mut Revisions,
    done: Vec<XmlElement>,
    /// Runs of the open paragraph.
    runs: Vec<OpenRun>,
}

/// Run under construction.
struct OpenRun {
    fate: RevisionFate,
    look: String,
    contents: Vec<PieceContent>,
}

impl ParagraphWriter<'_> {
    fn add(&mut self, piece: &TextPiece, fate: RevisionFate) {
        if let PieceContent::End(properties) = &piece.content {
            return self.end(properties.clone(), fate);
        }
        let goes_on = |run: &&mut OpenRun| run.fate == fate && run.look == piece.look;
        if self.runs.last_mut().filter(goes_on).is_none() {
            self.runs.push(OpenRun { fate, look: piece.look.clone(), contents: Vec::new() });
        }
        let contents = &mut self.runs.last_mut().expect("one was just made sure of").contents;
        match (contents.last_mut(), &piece.content) {
            (Some(PieceContent::Word(text)), PieceContent::Word(word)) => text.push_str(word),
            (_, content) => contents.push(content.clone()),
        }
    }

    /// Ends the open paragraph, whose mark has this fate.
    fn end(&mut self, mut properties: Option<XmlElement>, fate: RevisionFate) {
        self.revisions.paragraph_mark(fate, &mut properties);
        let mut paragraph = XmlElement::new("w:p", &[]);
        paragraph.children.extend(properties.map(XmlNode::Element));
        for run in std::mem::take(&mut self.runs) {
            let element = run.element();
            let element = self.revisions.run(run.fate, element);
            paragraph.children.push(XmlNode::Element(element));
        }
        self.done.push(paragraph);
    }
}

impl OpenRun {
    fn element(&self) -> XmlElement {
        let mut run = XmlElement::new("w:r", &[]);
        run.children.push(XmlNode::Raw(self.look.clone()));
        // 17.3.3.7: the text of a deleted run has an element of its own.
        let name = if self.fate == RevisionFate::Deleted { "w:delText" } else { "w:t" };
        for content in &self.contents {
            run.children.push(match content {
                PieceContent::Word(text) => XmlNode::Element(
                    XmlElement::new(name, &[("xml:space", "preserve")]).with_text(text),
                ),
                PieceContent::Element(xml) => XmlNode::Raw(xml.clone()),
                PieceContent::End(_) => continue,
            });
        }
        run
    }
}
