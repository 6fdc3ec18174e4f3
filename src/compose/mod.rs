//! A plan and a layout become an [`Annex`]: the only place where the two meet.

mod cells;
mod columns;
mod dataset;
mod dataset_columns;
mod dataset_findings;
mod facts;
mod fields;
mod format;
mod groups;
mod heads;
mod logo;
mod merged;
mod shown;
mod signatures;
mod tables;
mod texts;
mod totals;
mod unknown;

use crate::annex::{
    Annex, Block, Date, HeadingBlock, Meta, Page, StyleName, Table, TextBlock, paragraphs,
    plain_text,
};
pub use dataset_findings::dataset_findings;

use crate::dataset::Dataset;
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::file_name::{BadFileName, FileName};
use crate::group::{Group, GroupTree};
use crate::layout::{Layout, LevelPlace, Slot};
use crate::model::{Level, Plan, Text};
use crate::source::Span;
use chrono::{Datelike, NaiveDate};
use groups::Facts;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use texts::LayoutTexts;
use totals::Closing;

/// The program's name and version, for the files' properties.
const PRODUCER: &str = concat!("allegati ", env!("CARGO_PKG_VERSION"));

/// The levels that `layout` groups by, outermost first.
pub fn levels(layout: &Layout) -> Vec<Level> {
    layout.levels.iter().map(|setup| Level::named(&setup.field.value)).collect()
}

/// Returns the field of each column of `layout` with its headings, by which a reader finds the
/// columns of a table: a column may have several.
pub fn headings(layout: &Layout) -> Vec<(String, String)> {
    texts::usual_headings(layout)
}

/// Returns the name of each level of `layout` and the words that it writes before and after the
/// name of a group: a reader finds the groups of a document by them.
pub fn level_texts(layout: &Layout) -> Vec<(String, String, String)> {
    let names = levels(layout).into_iter().map(|level| level.name().to_owned());
    let texts = texts::around_names(layout).into_iter();
    names.zip(texts).map(|(name, (before, after))| (name, before, after)).collect()
}

/// A plan composed as a document and as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition {
    /// Document.
    pub annex: Annex,
    /// Content as data, without findings: those are known only when all checks have run
    /// ([`dataset_findings`]).
    pub dataset: Dataset,
}

/// Composes `plan`, grouped as `tree` (made with [`levels`]), in `layout`.
///
/// `date` is the only date that the files may bear. Adds to `findings` what cannot be composed;
/// `None` if an error is among it.
pub fn compose_plan(
    plan: &Plan,
    tree: &GroupTree<'_>,
    layout: &Layout,
    date: Option<NaiveDate>,
    findings: &mut Findings,
) -> Option<Composition> {
    findings.extend(shown::not_shown(plan, layout));
    let unknown = unknown::unknown_fields(plan, layout);
    let sound = unknown.iter().all(|finding| finding.severity != Severity::Error);
    findings.extend(unknown);
    let numbers = layout.identities.then(|| numbers(plan));
    let composer = Composer {
        plan,
        layout,
        texts: LayoutTexts::new(plan, layout),
        facts: Facts::of(plan),
        years: columns::years(plan),
        numbers,
    };
    let annex = composer.annex(tree, date);
    match annex {
        Ok(annex) => sound.then(|| Composition { annex, dataset: dataset::dataset(plan, layout) }),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

/// The name of the files without extension, by the layout's template; `stem` is the plan file's.
///
/// # Errors
/// A finding at the template where the name is no file name on every system.
pub fn file_name(plan: &Plan, layout: &Layout, stem: &str) -> Result<String, Box<Diagnostic>> {
    let name = LayoutTexts::new(plan, layout).file_name(stem)?;
    let Some(cause) = not_a_file_name(&name) else { return Ok(name) };
    let place = layout.templates.span(Slot::FileName);
    let message = format!("«{}» non può essere il nome di un file: {cause}.", name.escape_debug());
    let hint = "Correggere il modello file.hbs, o il testo del piano che usa: lettere, cifre, trattini e spazi; al massimo 100 caratteri.";
    Err(Box::new(Diagnostic::new(Code::FileName, place, message).hint(hint)))
}

/// Explains why `name` is no file name on every system, before an extension is added.
fn not_a_file_name(name: &str) -> Option<String> {
    const MOST: usize = 100;
    let bad = FileName::try_from(name).err();
    match bad {
        Some(BadFileName::Empty) => Some("è vuoto".to_owned()),
        _ if name.chars().count() > MOST => Some(format!("ha più di {MOST} caratteri")),
        Some(BadFileName::TooLong) => Some("occupa più di 255 byte".to_owned()),
        Some(BadFileName::Character(c)) => Some(format!("contiene «{}»", c.escape_debug())),
        // A point in front hides a file on Linux and macOS.
        _ if name.starts_with(['.', ' ']) || bad == Some(BadFileName::End) => {
            Some("comincia o finisce con un punto o uno spazio".to_owned())
        }
        Some(BadFileName::Reserved) => Some("Windows lo tiene per sé".to_owned()),
        _ => None,
    }
}

/// Result of composing; a text that cannot be composed ends the work with its finding.
type ComposeResult<T> = Result<T, Box<Diagnostic>>;

struct Composer<'a> {
    plan: &'a Plan,
    layout: &'a Layout,
    texts: LayoutTexts<'a>,
    /// Texts of the plan's own groups.
    facts: Facts<'a>,
    /// Years for which columns are repeated.
    years: BTreeSet<u16>,
    /// The index of each objective by its place, where the layout asks for identities.
    numbers: Option<HashMap<Span, usize>>,
}

/// Only looked up, never walked, so its order reaches nothing.
fn numbers(plan: &Plan) -> HashMap<Span, usize> {
    plan.objectives.iter().enumerate().map(|(i, objective)| (objective.span, i)).collect()
}

impl<'a> Composer<'a> {
    fn annex(&self, tree: &GroupTree<'a>, date: Option<NaiveDate>) -> ComposeResult<Annex> {
        let title = self.texts.plain(Slot::Title)?;
        let caption = self.texts.plain(Slot::Caption)?;
        let mut blocks = Vec::new();
        blocks.extend(logo::logo(self.layout, &self.texts)?);
        let caption_origin = self.plan.annex.as_ref().map(|t| t.span);
        blocks.extend(text_block(StyleName::Caption, &caption, caption_origin));
        blocks.push(heading(1, &title, self.plan.title.span));
        blocks.extend(self.block(StyleName::Paragraph, self.plan.premise.as_ref()));
        blocks.extend(self.slot(Slot::Start, &self.texts.plain(Slot::Start)?));
        self.groups(tree, &mut blocks)?;
        blocks.extend(self.slot(Slot::End, &self.texts.plain(Slot::End)?));
        blocks.extend(self.block(StyleName::Paragraph, self.plan.closing.as_ref()));
        Ok(Annex {
            meta: self.meta(&title, &caption, date),
            page: self.page()?,
            styles: self.layout.styles.clone(),
            fonts: self.layout.fonts.clone(),
            blocks,
            signatures: signatures::signatures(self.plan, self.layout),
        })
    }

    fn meta(&self, title: &str, caption: &str, date: Option<NaiveDate>) -> Meta {
        let caption = one_line(caption);
        Meta {
            title: one_line(title),
            language: "it-IT".to_owned(),
            author: self.plan.entity.as_ref().map(|t| one_line(&t.value)),
            subject: (!caption.is_empty()).then_some(caption),
            date: date.and_then(document_date),
            producer: PRODUCER.to_owned(),
        }
    }

    fn page(&self) -> ComposeResult<Page> {
        let setup = self.layout.page;
        Ok(Page {
            width: setup.width,
            height: setup.height,
            margins: setup.margins,
            header: self.texts.running(Slot::Header)?,
            footer: self.texts.running(Slot::Footer)?,
        })
    }

    fn block(&self, style: StyleName, text: Option<&Text>) -> Option<Block> {
        text.and_then(|t| text_block(style, &t.value, Some(t.span)))
    }

    /// Headings and tables, in the order of the tree.
    fn groups(&self, tree: &GroupTree<'a>, blocks: &mut Vec<Block>) -> ComposeResult<()> {
        let levels = &self.layout.levels;
        let headings = levels.iter().filter(|l| l.place == LevelPlace::Heading).count();
        let whole = self.whole(tree);
        if headings == 0 {
            let title = &self.plan.title.value;
            let table = self.table(&tree.roots, &tree.loose, 0, title, &whole)?;
            let beside = |slot| self.texts.beside(slot, title, "", &BTreeMap::new());
            return self.with_texts(table, beside, blocks);
        }
        for (at, group) in tree.roots.iter().enumerate() {
            let closing = if at + 1 == tree.roots.len() { whole.as_slice() } else { &[] };
            self.headed(group, 0, headings, closing, blocks)?;
        }
        Ok(())
    }

    /// The total of the plan, where the layout asks for one.
    fn whole(&self, tree: &GroupTree<'a>) -> Vec<Closing<'a>> {
        let asked = self.layout.grand_total || (self.layout.totals && tree.levels.is_empty());
        let name = if tree.levels.is_empty() { "" } else { "GENERALE" };
        let objectives = self.plan.objectives.iter().collect();
        asked.then(|| Closing { name: name.to_owned(), objectives }).into_iter().collect()
    }

    /// Composes the blocks under the heading of `group`, which is at `depth`; the last table ends
    /// with the totals of `closing`.
    fn headed(
        &self,
        group: &Group<'a>,
        depth: usize,
        headings: usize,
        closing: &[Closing<'a>],
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let common = self.common(group);
        let text = self.texts.group(group, depth, &common)?;
        // Objectives that say nothing at this level stand below the heading of the one above.
        if let Some(label) = group.label {
            let level = u8::try_from(depth + 2).unwrap_or(u8::MAX);
            blocks.push(heading(level, &text, label.span));
        }
        let paragraph = |text| self.block(StyleName::Paragraph, Some(text));
        blocks.extend(self.premises(group).filter_map(paragraph).map(introducing));
        let own = self.closing(group, depth)?;
        let totals: Vec<_> = own.into_iter().chain(closing.iter().cloned()).collect();
        if depth + 1 < headings {
            for (at, inner) in group.groups().iter().enumerate() {
                let last = at + 1 == group.groups().len();
                let totals = if last { totals.as_slice() } else { &[] };
                self.headed(inner, depth + 1, headings, totals, blocks)?;
            }
        } else {
            let loose = group.direct_objectives();
            let mut table = self.table(group.groups(), loose, depth + 1, &text, &totals)?;
            table.set_continued(self.texts.continued(&one_line(&text))?);
            let manager = self.manager(group);
            let beside = |slot| self.texts.beside(slot, &text, &manager, &common);
            self.with_texts(table, beside, blocks)?;
        }
        blocks.extend(self.closings(group).filter_map(paragraph));
        Ok(())
    }

    /// `table` between the texts that the layout writes before and after it.
    fn with_texts(
        &self,
        table: Table,
        text: impl Fn(Slot) -> ComposeResult<String>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        blocks.extend(self.slot(Slot::Before, &text(Slot::Before)?).map(introducing));
        blocks.push(Block::Table(table));
        blocks.extend(self.slot(Slot::After, &text(Slot::After)?));
        Ok(())
    }

    /// The paragraphs that the template of `slot` gave.
    fn slot(&self, slot: Slot, text: &str) -> Option<Block> {
        text_block(StyleName::Paragraph, text, Some(self.layout.templates.span(slot)))
    }
}

fn heading(level: u8, text: &str, place: Span) -> Block {
    Block::Heading(HeadingBlock { level, text: one_line(text), origin: Some(cells::origin(place)) })
}

fn text_block(style: StyleName, text: &str, place: Option<Span>) -> Option<Block> {
    let content = paragraphs(text);
    let origin = place.map(cells::origin);
    let text = TextBlock { style, content, introduces: false, origin };
    (!text.content.is_empty()).then_some(Block::Text(text))
}

/// The block, kept with what it introduces unless it is so long that a page may end in it.
fn introducing(block: Block) -> Block {
    const LONGEST: usize = 500;
    match block {
        Block::Text(text) => {
            let introduces = plain_text(&text.content).chars().count() <= LONGEST;
            Block::Text(TextBlock { introduces, ..text })
        }
        other => other,
    }
}

/// Line breaks become blanks: for places that hold one line.
fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
}

fn document_date(date: NaiveDate) -> Option<Date> {
    let small = |n: u32| u8::try_from(n).ok();
    Some(Date {
        year: u16::try_from(date.year()).ok()?,
        month: small(date.month())?,
        day: small(date.day())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_hold_on_every_system() {
        for good in ["piano-obiettivi-2020-2022", "Allegato A", "COMUNE", "è"] {
            assert_eq!(not_a_file_name(good), None, "{good:?}");
        }
        for bad in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "CON",
            "com1",
            "LPT9.x",
            "x ",
            "a:b",
            "\n",
            "-".repeat(101).as_str(),
        ] {
            assert!(not_a_file_name(bad).is_some(), "{bad:?}");
        }
    }
}
