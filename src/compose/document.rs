//! The document: its properties, its page, and its blocks in order.

use super::composer::Composer;
use super::format::{one_line, trimmed_lines};
use super::origin::origin;
use super::scope::HeadingScope;
use super::signatures;
use super::texts::ComposeResult;
use super::totals::Closing;
use super::totals_apart::{TotalScope, last_with_tables};
use crate::annex::{
    Annex, Block, Date, HeadingBlock, Meta, Page, StyleName, TextBlock, plain_text,
};
use crate::group::{Group, GroupTree};
use crate::layout::{LevelPlace, Slot};
use crate::model::Text;
use crate::source::Span;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// The program's name and version, for the files' properties.
const PRODUCER: &str = concat!("allegati ", env!("CARGO_PKG_VERSION"));

impl<'a> Composer<'a> {
    /// Composes the document; `date` is the only date that its files may bear.
    pub(crate) fn annex(
        &self,
        tree: &GroupTree<'a>,
        date: Option<NaiveDate>,
    ) -> ComposeResult<Annex> {
        let title = self.texts.plain(Slot::Title)?;
        let caption = self.texts.plain(Slot::Caption)?;
        let (mut blocks, masthead) = self.opening(&title, &caption)?;
        blocks.extend(self.block(self.plan.premise.as_ref())?);
        blocks.extend(self.slot(Slot::Start, &self.texts.plain(Slot::Start)?)?);
        self.groups(tree, &mut blocks)?;
        blocks.extend(self.slot(Slot::End, &self.texts.plain(Slot::End)?)?);
        blocks.extend(self.block(self.plan.closing.as_ref())?);
        identify_once(&mut blocks);
        part_from_headings(&mut blocks);
        Ok(Annex {
            meta: self.meta(&title, &caption, date),
            page: self.page()?,
            styles: self.layout.styles.clone(),
            fonts: self.layout.fonts.clone(),
            blocks,
            masthead,
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
            header_first: setup.header_first,
            footer: self.texts.running(Slot::Footer)?,
        })
    }

    fn block(&self, text: Option<&Text>) -> ComposeResult<Vec<Block>> {
        let blocks =
            |text: &Text| self.text_blocks(StyleName::Paragraph, &text.value, Some(text.span));
        text.map_or(Ok(Vec::new()), blocks)
    }

    /// Headings and tables, in the order of the tree, between the blocks of the document.
    fn groups(&self, tree: &GroupTree<'a>, blocks: &mut Vec<Block>) -> ComposeResult<()> {
        let levels = &self.layout.levels;
        let headings = levels.iter().filter(|l| l.place == LevelPlace::Heading).count();
        let whole = self.whole(tree);
        let all: Vec<_> = self.plan.objectives.iter().collect();
        let scope = HeadingScope {
            level: None,
            name: &self.plan.title.value,
            above: &[],
            manager: "",
            common: &self.shared("Nel piano", &all)?,
            groups: &tree.roots,
            loose: &tree.loose,
            depth: 0,
            closing: &whole,
            own: whole.len(),
        };
        // The total of the whole plan ends the last table, unless a table shows the whole plan.
        let ends_last_table = !self.adds_up_whole(&scope);
        let total = TotalScope { level: None, groups: &tree.roots, ends_last_table };
        let asked = whole.first().filter(|_| self.layout.grand_total);
        let apart = asked.map(|closing| self.totals_apart(closing, total)).transpose()?.flatten();
        if headings == 0 {
            self.innermost(&scope, blocks)?;
            blocks.extend(apart);
            return Ok(());
        }
        self.beside_groups(&scope, false, blocks)?;
        let last = last_with_tables(&tree.roots).filter(|_| ends_last_table);
        for (at, group) in tree.roots.iter().enumerate() {
            let closing = if Some(at) == last { whole.as_slice() } else { &[] };
            let place = HeadingPlace { depth: 0, headings, first: at == 0, above: &[] };
            self.headed(group, place, closing, blocks)?;
        }
        blocks.extend(apart);
        self.beside_groups(&scope, true, blocks)
    }

    /// The total of the plan, where the layout asks for one.
    fn whole(&self, tree: &GroupTree<'a>) -> Vec<Closing<'a>> {
        let asked = self.layout.grand_total || (self.layout.totals && tree.levels.is_empty());
        let name = if tree.levels.is_empty() { "" } else { "GENERALE" };
        let objectives = self.plan.objectives.iter().collect();
        asked.then(|| Closing { name: name.to_owned(), objectives }).into_iter().collect()
    }

    /// Composes the blocks under the heading of `group`; the last table ends with the totals of
    /// `closing`.
    fn headed(
        &self,
        group: &Group<'a>,
        place: HeadingPlace<'_>,
        closing: &[Closing<'a>],
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let HeadingPlace { depth, headings, first, above } = place;
        let common = self.common(group)?;
        let text = self.group_name(group, depth)?;
        let line = one_line(&text);
        let named = group.label.is_some() && !line.is_empty();
        let path: Vec<_> = above.iter().chain(named.then_some(&line)).cloned().collect();
        // Objectives that say nothing at this level stand below the heading of the one above.
        if let Some(label) = group.label.filter(|_| named) {
            // The title has the first level, so the outermost groups have the second.
            let level = u8::try_from(depth + 2).unwrap_or(u8::MAX);
            // The first group of a group begins with that one: its page break would part them.
            let breaking = self.layout.levels[depth..headings].iter().any(|l| l.page_break);
            blocks.push(heading(level, &text, breaking && !first, label.span));
        }
        for premise in self.premises(group) {
            blocks.extend(self.block(Some(premise))?.into_iter().map(introducing));
        }
        let closing_of_group = self.closing(group, depth)?;
        let own = usize::from(closing_of_group.is_some());
        let totals: Vec<_> = closing_of_group.into_iter().chain(closing.iter().cloned()).collect();
        let scope = HeadingScope {
            level: Some(depth),
            name: &text,
            above: &path,
            manager: &self.manager(group)?,
            common: &common,
            groups: group.groups(),
            loose: group.direct_objectives(),
            depth: depth + 1,
            closing: &totals,
            own,
        };
        if depth + 1 == headings {
            if group.objectives().is_empty() {
                self.without_objectives(&scope, blocks)?;
                self.texts_inside(group, depth + 1, blocks)?;
            } else {
                self.innermost(&scope, blocks)?;
            }
        } else {
            let own_totals = HeadingScope { closing: &totals[..own], ..scope };
            self.beside_groups(&own_totals, false, blocks)?;
            let last = last_with_tables(group.groups());
            for (at, inner) in group.groups().iter().enumerate() {
                let totals = if Some(at) == last { totals.as_slice() } else { &[] };
                let place =
                    HeadingPlace { depth: depth + 1, headings, first: at == 0, above: &path };
                self.headed(inner, place, totals, blocks)?;
            }
            for closing in &totals[..own] {
                let groups = group.groups();
                let total = TotalScope { level: Some(depth), groups, ends_last_table: true };
                blocks.extend(self.totals_apart(closing, total)?);
            }
        }
        for closing in self.closings(group) {
            blocks.extend(self.block(Some(closing))?);
        }
        Ok(())
    }

    /// Composes the groups in `group`, none of which has objectives: without a table their names are
    /// headings.
    fn texts_inside(
        &self,
        group: &Group<'a>,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        for inner in group.groups() {
            let text = self.group_name(inner, depth)?;
            let level = u8::try_from(depth + 2).unwrap_or(u8::MAX);
            blocks.extend(inner.label.map(|label| heading(level, &text, false, label.span)));
            for premise in self.premises(inner) {
                blocks.extend(self.block(Some(premise))?.into_iter().map(introducing));
            }
            self.texts_inside(inner, depth + 1, blocks)?;
            for closing in self.closings(inner) {
                blocks.extend(self.block(Some(closing))?);
            }
        }
        Ok(())
    }

    /// The paragraphs that the template of `slot` gave.
    pub(crate) fn slot(&self, slot: Slot, text: &str) -> ComposeResult<Vec<Block>> {
        self.text_blocks(StyleName::Paragraph, text, Some(self.layout.templates.span(slot)))
    }
}

/// Leaves each identity to the first cell that has it: blocks may show an objective again.
fn identify_once(blocks: &mut [Block]) {
    let mut known = BTreeSet::new();
    for block in blocks {
        if let Block::Table(table) = block {
            table.keep_identities(|identity| known.insert(identity.to_owned()));
        }
    }
}

/// Parts from the next block the tables that introduce nothing: what follows is the end, or a heading
/// of no deeper level than their own.
fn part_from_headings(blocks: &mut [Block]) {
    let mut level = 0;
    for at in 0..blocks.len() {
        let is_followed = match blocks.get(at + 1) {
            Some(Block::Text(_) | Block::Table(_)) => true,
            Some(Block::Heading(next)) => next.level > level && !next.page_break,
            Some(Block::Picture(_)) | None => false,
        };
        match &mut blocks[at] {
            Block::Heading(heading) => level = heading.level,
            Block::Table(table) if !is_followed => table.set_introduces(false),
            Block::Table(_) | Block::Text(_) | Block::Picture(_) => {}
        }
    }
}

/// Place of a group's heading among the others.
struct HeadingPlace<'p> {
    /// Level of the group, counted from 0.
    depth: usize,
    /// Number of levels that have headings.
    headings: usize,
    /// `true` for the first group inside its own.
    first: bool,
    /// Headings in force above.
    above: &'p [String],
}

pub(super) fn heading(level: u8, text: &str, page_break: bool, place: Span) -> Block {
    Block::Heading(HeadingBlock {
        level,
        text: trimmed_lines(text),
        page_break,
        origin: Some(origin(place)),
    })
}

/// The block, kept with what it introduces unless it is so long that a page may end in it.
pub(super) fn introducing(block: Block) -> Block {
    // A text kept with the next block moves as a whole; a long one would leave a large blank
    // at the foot of the page before.
    const LONGEST: usize = 500;
    match block {
        Block::Text(text) => {
            let introduces = plain_text(&text.content).chars().count() <= LONGEST;
            Block::Text(TextBlock { introduces, ..text })
        }
        Block::Table(mut table) => {
            let letters: usize = table.cells().map(|cell| cell.text().chars().count()).sum();
            table.set_introduces(letters <= LONGEST);
            Block::Table(table)
        }
        other => other,
    }
}

fn document_date(date: NaiveDate) -> Option<Date> {
    let small = |n: u32| u8::try_from(n).ok();
    Some(Date {
        year: u16::try_from(date.year()).ok()?,
        month: small(date.month())?,
        day: small(date.day())?,
    })
}
