//! Headings and bands of a layout that groups by other levels than area and period: what
//! they name is told by their depth, or by how many stand one under the other.

use super::columns::Columns;
use super::further::put_printed;
use super::line::{Line, line};
use super::plan::Entry;
use super::row::Fields;
use super::value::slice;
use super::vocabulary::Role;
use super::walk::Walk;
use crate::model::{Key, LevelHead};
use crate::raw::{Field, RawIndicator, Words};

/// The groups that hold where a walk stands.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnLevels {
    /// The group of each level, outermost first.
    groups: Vec<Option<Words>>,
    /// Lines since the last row, which name the groups of the next.
    pending: Vec<Words>,
}

impl OwnLevels {
    /// Lines below which no row came.
    pub fn unused(self) -> Vec<Words> {
        self.pending
    }

    /// The group of level `at` begins; those further in end.
    fn begin(&mut self, at: usize, words: Words) {
        self.groups.truncate(at);
        self.groups.resize(at, None);
        self.groups.push(Some(words));
    }

    /// Gives the lines since the last row to the innermost of `levels`; a line that is a
    /// period or an area by its words goes to that level. Gives back what no level takes.
    fn settle(&mut self, levels: &[LevelHead]) -> Vec<Words> {
        let mut lines = std::mem::take(&mut self.pending);
        let named = |kind: &Line| match kind {
            Line::Period | Line::Dated => levels.iter().position(|level| level.name == "periodo"),
            Line::Area => levels.iter().position(|level| level.name == "area"),
            _ => None,
        };
        if let [only] = lines.as_slice()
            && let Some(at) = named(&line(&only.value))
        {
            self.begin(at, only.clone());
            return Vec::new();
        }
        let most = lines.len().min(levels.len());
        let taken = lines.split_off(lines.len() - most);
        for (at, words) in (levels.len() - most..).zip(taken) {
            self.begin(at, words);
        }
        lines
    }
}

/// The name of a group without what its level writes around it.
fn own_name(words: &Words, level: &LevelHead) -> Words {
    let LevelHead { before, after, .. } = level;
    let inner =
        words.value.strip_prefix(before.as_str()).and_then(|w| w.strip_suffix(after.as_str()));
    match inner {
        Some(name) if !name.trim().is_empty() => slice(words, before.len(), name.len()),
        _ => words.clone(),
    }
}

impl Walk<'_, '_, '_> {
    /// Tells apart the lines above a head: headings by their depth, the first of which is the
    /// title's, others by their words.
    pub(super) fn own_above(&mut self, lines: Vec<Words>) {
        let grid = self.grid;
        let depth = |words: &Words| {
            let at = grid.paragraphs.iter().position(|own| own.span == words.span)?;
            grid.heading_depths.get(at).copied().filter(|depth| *depth > 0)
        };
        for words in lines {
            match depth(&words) {
                Some(1) => self.title(&words),
                Some(depth) => self.place.own.begin(usize::from(depth) - 2, words),
                None if grid.name.is_none() => {
                    self.own_paragraph(words, grid.heading_depths.contains(&1))
                }
                None => {
                    let kind = line(&words.value);
                    self.own_line(&words, kind);
                }
            }
        }
    }

    /// A paragraph of a document that is no heading names no group, nor a document whose
    /// title is a heading.
    fn own_paragraph(&mut self, words: Words, titled: bool) {
        match line(&words.value) {
            Line::Title if !titled => self.title(&words),
            kind @ (Line::Manager(_) | Line::PageNumber) => drop(self.take_line(&words, kind)),
            kind @ Line::Entity => self.first_line(words, kind),
            _ => self.leave(words),
        }
    }

    /// A line that stands alone: a group's, unless its words are those of something else.
    pub(super) fn own_line(&mut self, words: &Words, kind: Line) -> bool {
        match kind {
            Line::Prose => self.leave(words.clone()),
            Line::Title if self.reading.title.is_none() => self.title(words),
            Line::Title if self.reading.is_title(words) => self.title(words),
            Line::Manager(_) => drop(self.take_line(words, kind)),
            _ => self.place.own.pending.push(words.clone()),
        }
        true
    }

    /// Takes a row whose description is that of the row above, in one cell, as one more
    /// indicator of that objective; `false` if it is none.
    pub(super) fn further_indicator(&mut self, fields: &Fields<'_>, columns: &Columns) -> bool {
        let role = |at: &usize| &columns.get(*at).role;
        let shared = fields.merged.keys().any(|at| *role(at) == Role::Description);
        let of_indicator =
            |at: &usize| matches!(role(at), Role::Indicator | Role::Weight | Role::Extra(_));
        let own = fields.own.keys().any(|at| *role(at) == Role::Indicator);
        let Some(entry) = self
            .reading
            .entries
            .last_mut()
            .filter(|_| shared && own && fields.own.keys().all(of_indicator))
        else {
            return false;
        };
        let mut indicator = RawIndicator {
            span: entry.objective.span,
            text: Field::Absent,
            weight: Field::Absent,
            extra: Vec::new(),
        };
        for (at, cell) in &fields.own {
            let (value, heading) = (Field::Given(cell.text.clone()), &columns.get(*at).heading);
            match role(at) {
                Role::Indicator => {
                    indicator.span = cell.text.span;
                    indicator.text = value;
                }
                Role::Weight => indicator.weight = value,
                Role::Extra(key) => {
                    put_printed(&mut indicator, Words::new(key.clone(), heading.span), value);
                }
                _ => {}
            }
        }
        let all = entry.objective.indicators.get_or_insert_default();
        if let Field::Given(text) = std::mem::take(&mut entry.objective.fields[Key::Indicator]) {
            let (weight, extra) = (Field::Absent, Vec::new());
            all.push(RawIndicator { span: text.span, text: Field::Given(text), weight, extra });
        }
        all.push(indicator);
        true
    }

    /// The groups of a row: what its columns say, else the lines above.
    pub(super) fn own_place(&mut self, levels: &[LevelHead], entry: &mut Entry) {
        let lost = self.place.own.settle(levels);
        lost.into_iter().for_each(|words| self.leave(words));
        let column = |role| self.last.get(&role).cloned().map_or(Field::Absent, Field::Given);
        entry.area = column(Role::Area);
        entry.period = column(Role::Period);
        for (level, words) in levels.iter().zip(&self.place.own.groups) {
            let Some(words) = words.as_ref().map(|words| own_name(words, level)) else { continue };
            let field = match level.name.as_str() {
                "area" => &mut entry.area,
                "periodo" => &mut entry.period,
                "servizio" => &mut entry.objective.fields[Key::Service],
                name => {
                    let key = Words::new(name.to_owned(), words.span);
                    entry.objective.levels.push((key, Field::Given(words)));
                    continue;
                }
            };
            if *field == Field::Absent {
                *field = Field::Given(words);
            }
        }
    }
}
