//! Paragraphs, lists and their labels.

use super::twips;
use crate::annex::{Annex, Block, ListItem, Paragraphs, Pt, StyleName, Styles, Table};
use docx_rs::{
    AbstractNumbering, BreakType, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering,
    NumberingId, Numberings, Paragraph, Run, SpecialIndentType, Start,
};
use quick_xml::escape::escape;

/// docx-rs always writes a list of its own under the number 1, which is taken out again.
const FIRST_ID: usize = 2;

/// The labels of the annex's lists, in order of first appearance: each a list of its own,
/// with the deepest level at which it stands.
pub struct Labels<'a>(Vec<(&'a str, usize)>);

impl<'a> Labels<'a> {
    /// Those that `annex` uses.
    pub fn of(annex: &'a Annex) -> Labels<'a> {
        let mut labels = Labels(Vec::new());
        for block in &annex.blocks {
            match block {
                Block::Heading(_) | Block::Picture(_) => {}
                Block::Text(text) => labels.add(&text.content),
                Block::Table(table) => all_cells(table).for_each(|content| labels.add(content)),
            }
        }
        labels
    }

    /// Whether the annex has no list.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lists' definitions (ECMA-376-1, 17.9): items hang by a letter's width, those
    /// inside others further to the right.
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
                match self.0.iter_mut().find(|(label, _)| *label == item.label) {
                    Some((_, deepest)) => *deepest = depth.max(*deepest),
                    None => self.0.push((&item.label, depth)),
                }
            }
        }
    }

    fn id(&self, label: &str) -> NumberingId {
        let known = self.0.iter().position(|(known, _)| *known == label);
        NumberingId::new(FIRST_ID + known.expect("the labels were taken from the same annex"))
    }
}

fn all_cells(table: &Table) -> impl Iterator<Item = &Vec<Paragraphs>> {
    let bodies = table.bodies.iter().flat_map(|b| [&b.bands, &b.rows, &b.totals]);
    let groups = std::iter::once(&table.head).chain(bodies).chain([&table.foot]);
    groups.flatten().flat_map(|row| &row.cells).map(|cell| &cell.content)
}

/// 17.9.6; docx-rs does not escape the label. A label of several letters hangs by more, or
/// Word would push the text to its next tab stop.
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

/// The paragraphs of `content`, without a style yet.
pub fn paragraphs(content: &[Paragraphs], labels: &Labels) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for paragraphs in content {
        match paragraphs {
            Paragraphs::Paragraph(lines) => out.push(Paragraph::new().add_run(lines_of(lines))),
            Paragraphs::List(items) => {
                out.extend(ListItem::flat(items).into_iter().map(|(depth, item)| {
                    Paragraph::new()
                        .numbering(labels.id(&item.label), IndentLevel::new(depth))
                        .add_run(words(Run::new(), &item.text))
                }));
            }
        }
    }
    out
}

/// Lines that the author broke by hand (17.3.3.1).
fn lines_of(lines: &[String]) -> Run {
    lines.iter().enumerate().fold(Run::new(), |run, (i, line)| {
        let run = if i > 0 { run.add_break(BreakType::TextWrapping) } else { run };
        words(run, line)
    })
}

/// Adds `text` to `run`; a tab is an element of its own (17.3.3.32).
pub fn words(run: Run, text: &str) -> Run {
    text.split('\t').enumerate().fold(run, |run, (i, words)| {
        let run = if i > 0 { run.add_tab() } else { run };
        if words.is_empty() { run } else { run.add_text(words) }
    })
}

/// How high a line of `style`'s letters is, from base line to base line.
pub fn line_height(styles: &Styles, name: StyleName) -> Pt {
    let style = &styles[name];
    Pt(style.size.0 * style.leading)
}
