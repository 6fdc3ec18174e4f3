//! Paragraphs, lists and list labels.

use super::shape::ParagraphShape;
use super::twips;
use crate::annex::{Annex, Block, ListItem, Paragraphs, Pt, StyleName, Styles};
use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelText, NumberFormat, Numbering, Numberings, Run,
    RunChild, SpecialIndentType, Start, Text,
};
use indexmap::IndexMap;
use quick_xml::escape::escape;

/// First number of our lists: `docx-rs` always defines a list of its own as number 1, which
/// `finish` removes.
const FIRST_ID: usize = 2;

/// Labels of the annex's lists in order of first appearance, each a list of its own, with the
/// deepest level of its items.
pub struct ListLabels<'a>(IndexMap<&'a str, usize>);

impl<'a> ListLabels<'a> {
    /// Collects the labels of `annex`.
    pub fn of(annex: &'a Annex) -> ListLabels<'a> {
        let mut labels = ListLabels(IndexMap::new());
        for block in &annex.blocks {
            match block {
                Block::Heading(_) | Block::Picture(_) => {}
                Block::Text(text) => labels.add(&text.content),
                Block::Table(table) => table.cells().for_each(|cell| labels.add(&cell.content)),
            }
        }
        labels
    }

    /// Returns `true` if the annex has no list.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the list definitions (ECMA-376-1, 17.9): items hang by the width of a letter,
    /// nested ones further to the right.
    pub fn numberings(&self, styles: &Styles) -> Numberings {
        let letter = twips(styles[StyleName::Cell].size);
        let each = self.0.iter().enumerate();
        each.fold(Numberings::new(), |all, (i, (label, deepest))| {
            let id = FIRST_ID + i;
            let levels = (0..=*deepest).map(|depth| level(label, depth, letter));
            let list = levels.fold(AbstractNumbering::new(id), AbstractNumbering::add_level);
            all.add_abstract_numbering(list).add_numbering(Numbering::new(id, id))
        })
    }

    fn add(&mut self, content: &'a [Paragraphs]) {
        for paragraphs in content {
            let Paragraphs::List(items) = paragraphs else { continue };
            for (depth, item) in ListItem::flat(items) {
                let deepest = self.0.entry(&item.label).or_default();
                *deepest = depth.max(*deepest);
            }
        }
    }

    fn id(&self, label: &str) -> usize {
        let known = self.0.get_index_of(label);
        FIRST_ID + known.expect("the labels were taken from the same annex")
    }
}

/// Returns a level of a list (17.9.6). A label of several letters hangs by more, or Word would
/// push the text to its next tab stop.
fn level(label: &str, depth: usize, letter: i32) -> Level {
    let text = LevelText::new(escape(label));
    let [depth_letters, label_letters] =
        [depth, label.chars().count()].map(|n| i32::try_from(n).unwrap_or(i32::MAX));
    let hang = letter * label_letters.saturating_add(1) / 2;
    // A bullet of several letters loses all but the first in LibreOffice (17.18.59).
    let format = NumberFormat::new(if label_letters > 1 { "none" } else { "bullet" });
    Level::new(depth, Start::new(1), format, text, LevelJc::new("left")).indent(
        Some(depth_letters * letter + hang),
        Some(SpecialIndentType::Hanging(hang)),
        None,
        None,
    )
}

/// Returns the paragraphs of `content`, each with its lines.
pub fn paragraphs<'a>(
    content: &'a [Paragraphs],
    style: &'static str,
    labels: &ListLabels,
) -> Vec<(ParagraphShape, &'a [String])> {
    let mut out = Vec::new();
    for paragraphs in content {
        match paragraphs {
            Paragraphs::Paragraph(lines) => {
                out.push((ParagraphShape::of(style, lines), &lines[..]))
            }
            Paragraphs::List(items) => {
                out.extend(ListItem::flat(items).into_iter().map(|(depth, item)| {
                    let lines = std::slice::from_ref(&item.text);
                    let mut shape = ParagraphShape::of(style, lines);
                    shape.list = Some((labels.id(&item.label), depth));
                    (shape, lines)
                }));
            }
        }
    }
    out
}

/// Returns the texts of `lines` between their tabs, escaped as `docx-rs` escapes them.
pub fn words(lines: &[String]) -> impl Iterator<Item = String> {
    let words = lines.iter().flat_map(|line| line.split('\t')).filter(|words| !words.is_empty());
    words.map(|words| text(words).text)
}

/// Makes a text of one line: `docx-rs` does not turn line breaks in a text into elements.
fn text(words: &str) -> Text {
    Text::new(words.replace('\n', ""))
}

/// Adds `line` to `run`, with `text` making each stretch between tabs; a tab is an element of its
/// own (17.3.3.32).
pub fn add_line(run: Run, line: &str, text: impl Fn(&str) -> Text) -> Run {
    line.split('\t').enumerate().fold(run, |run, (i, words)| {
        let mut run = if i > 0 { run.add_tab() } else { run };
        if !words.is_empty() {
            run.children.push(RunChild::Text(text(words)));
        }
        run
    })
}

/// Makes a run of `line`.
pub fn line(line: &str) -> Run {
    add_line(Run::new(), line, text)
}

/// Returns the distance of two base lines in a style.
pub fn line_height(styles: &Styles, name: StyleName) -> Pt {
    let style = &styles[name];
    Pt(style.size.0 * style.leading)
}
