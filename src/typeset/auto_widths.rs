//! Column widths that make tables as short as possible.
//!
//! Widths are found once for all formats, and once for all tables with the same columns, so that
//! equal columns line up across tables. Lines are counted the way a spreadsheet fills them, which
//! finds the same widths as optimal line breaks at a fraction of the cost.

use super::breakable_words::{SplitKind, words};
use super::{Typesetter, column_widths};
use crate::annex::{
    Annex, Block, Cell, Column, FontWeight, ListItem, Paragraphs, PlacedCell, Pt, Row, Table, Width,
};

/// Steps by which width moves from one column to another, as parts of the whole width.
// Coarse first, so that few moves are needed.
const STEPS: [f32; 6] = [0.08, 0.04, 0.02, 0.01, 0.005, 0.0025];
/// Maximum number of moves of one step.
// More than tables of a hundred columns ever took.
const MOST_MOVES: usize = 400;

/// Gives every `auto` column of `annex` the share with which its tables are shortest. Columns with
/// shares keep their proportions to each other.
///
/// Columns stay as they are if nothing can be divided; [`column_widths`] then reports why.
pub fn resolve_auto_widths(annex: &mut Annex) {
    let resolved = resolved(annex);
    for block in &mut annex.blocks {
        let Block::Table(table) = block else { continue };
        if let Some((_, found)) = resolved.iter().find(|(auto, _)| auto == table.columns()) {
            table.set_widths(found.iter().map(|column| column.width));
        }
    }
}

/// Returns each set of columns with an `auto` width, and the same columns resolved.
fn resolved(annex: &Annex) -> Vec<(Vec<Column>, Vec<Column>)> {
    let open = |table: &&Table| table.columns().iter().any(|column| column.width == Width::Auto);
    let open: Vec<&Table> = tables(annex).filter(open).collect();
    let mut resolved: Vec<(Vec<Column>, Vec<Column>)> = Vec::new();
    // Fonts are parsed only if a column needs it.
    let Some(Ok(setter)) = open.first().map(|_| Typesetter::new(&annex.fonts)) else {
        return resolved;
    };
    for columns in open.into_iter().map(Table::columns) {
        if !resolved.iter().any(|(auto, _)| auto == columns) {
            let found = WidthSearch::new(annex, columns, &setter).map(WidthSearch::into_columns);
            resolved.extend(found.map(|found| (columns.to_vec(), found)));
        }
    }
    resolved
}

fn tables(annex: &Annex) -> impl Iterator<Item = &Table> {
    annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// Columns that are widened and narrowed together.
struct ColumnUnit {
    /// Index of each column with its part of the unit's width.
    columns: Vec<(usize, f32)>,
    /// Width below which a word would break.
    least: f32,
    width: f32,
    /// Height of the highest cell in each row, at the present width.
    heights: Vec<f32>,
}

struct WidthSearch {
    columns: Vec<Column>,
    available: f32,
    /// Content of each column in every row of the tables; `None` where no cell of one column
    /// begins.
    rows: Vec<Vec<Option<MeasuredCell>>>,
    padding: f32,
    units: Vec<ColumnUnit>,
}

/// Words of a cell, in points.
struct MeasuredCell {
    line_height: f32,
    paragraphs: Vec<Vec<MeasuredWord>>,
}

/// Word, or the part of one up to a mark after which a line may end.
#[derive(Clone, Copy)]
struct MeasuredWord {
    ink: f32,
    blank: f32,
}

impl WidthSearch {
    fn new(annex: &Annex, columns: &[Column], setter: &Typesetter<'_>) -> Option<WidthSearch> {
        let available = Pt::from(annex.page.text_area().width);
        let tables: Vec<&Table> =
            tables(annex).filter(|table| table.columns() == columns).collect();
        let widths = column_widths(tables.first()?, available).ok()?;
        let stretches = tables.iter().flat_map(|table| stretches(table));
        let rows = stretches.flatten().map(|row| contents(row, columns.len(), annex, setter));
        let rows: Vec<_> = rows.collect();
        let padding = 2.0 * annex.styles.padding_x.0;
        let (columns, available) = (columns.to_vec(), available.0);
        let mut search = WidthSearch { columns, available, rows, padding, units: Vec::new() };
        search.units = search.units(&widths);
        // A single unit has no other to exchange width with.
        (search.units.len() > 1).then_some(search)
    }

    /// Makes a unit of every `auto` column, and one of all columns with shares.
    fn units(&self, widths: &[Pt]) -> Vec<ColumnUnit> {
        let shared = |i: &usize| matches!(self.columns[*i].width, Width::Share(_));
        let auto = |i: &usize| self.columns[*i].width == Width::Auto;
        let together: Vec<usize> = (0..widths.len()).filter(shared).collect();
        let groups = (0..widths.len()).filter(auto).map(|i| vec![i]).chain([together]);
        let unit = |group: Vec<usize>| {
            let width: f32 = group.iter().map(|i| widths[*i].0).sum();
            let columns: Vec<_> = group.iter().map(|i| (*i, widths[*i].0 / width)).collect();
            let least = columns.iter().map(|(i, part)| self.least(*i) / part).fold(0.0, f32::max);
            ColumnUnit { columns, least, width, heights: Vec::new() }
        };
        groups.filter(|group| !group.is_empty()).map(unit).collect()
    }

    /// Returns the width of the widest word of a column, with the white space around it.
    fn least(&self, column: usize) -> f32 {
        let contents = self.rows.iter().filter_map(|row| row[column].as_ref());
        let pieces = contents.flat_map(|content| content.paragraphs.iter().flatten());
        pieces.map(|piece| piece.ink).fold(0.0, f32::max) + self.padding
    }

    /// Searches the widths and returns the columns with them.
    fn into_columns(mut self) -> Vec<Column> {
        self.set_initial_widths();
        for step in STEPS {
            let step = step * self.available;
            let mut moves = 0;
            while moves < MOST_MOVES && self.shorten(step) {
                moves += 1;
            }
        }
        for unit in &self.units {
            for (column, part) in &unit.columns {
                self.columns[*column].width = Width::Share(unit.width * part);
            }
        }
        self.columns
    }

    /// Sets the initial widths: room for every word, and the rest in proportion to the length
    /// of the texts.
    fn set_initial_widths(&mut self) {
        let room: f32 = self.units.iter().map(|unit| unit.width).sum();
        let least: f32 = self.units.iter().map(|unit| unit.least).sum();
        let lengths: Vec<f32> = self.units.iter().map(|unit| self.text_length(unit)).collect();
        let whole: f32 = lengths.iter().sum();
        for (unit, length) in self.units.iter_mut().zip(lengths) {
            // Words may have no room even so: all units then give up the same part of theirs.
            unit.least *= (room / least).min(1.0);
            unit.width = unit.least + (room - least).max(0.0) * length / whole.max(1.0);
        }
        let heights: Vec<_> = self.units.iter().map(|u| self.heights(u, u.width)).collect();
        for (unit, heights) in self.units.iter_mut().zip(heights) {
            unit.heights = heights;
        }
    }

    /// Returns the length of all texts of a unit, on one line.
    fn text_length(&self, unit: &ColumnUnit) -> f32 {
        let cells = self.rows.iter().flat_map(|row| unit.columns.iter().map(|(i, _)| &row[*i]));
        let pieces = cells.flatten().flat_map(|content| content.paragraphs.iter().flatten());
        pieces.map(|piece| piece.ink + piece.blank).sum()
    }

    fn heights(&self, unit: &ColumnUnit, width: f32) -> Vec<f32> {
        let height = |row: &Vec<Option<MeasuredCell>>| {
            let cells = unit.columns.iter().filter_map(|(i, part)| Some((row[*i].as_ref()?, part)));
            let heights = cells.map(|(cell, part)| cell.height(width * part - self.padding));
            heights.fold(0.0, f32::max)
        };
        self.rows.iter().map(height).collect()
    }

    /// Moves `step` from one unit to another where that shortens the tables most; returns
    /// `true` if a move helped.
    fn shorten(&mut self, step: f32) -> bool {
        let change = |unit: &ColumnUnit, by: f32| self.heights(unit, unit.width + by);
        let wide: Vec<_> = self.units.iter().map(|unit| change(unit, step)).collect();
        let narrow: Vec<_> = self.units.iter().map(|unit| change(unit, -step)).collect();
        let now: Vec<Vec<f32>> = self.units.iter().map(|unit| unit.heights.clone()).collect();
        // A smaller gain could move width back and forth without end.
        let mut best = (total(&now, None) - 0.01, None);
        for (from, unit) in self.units.iter().enumerate() {
            if unit.width - step < unit.least {
                continue;
            }
            for to in (0..self.units.len()).filter(|to| *to != from) {
                let length = total(&now, Some([(from, &narrow[from]), (to, &wide[to])]));
                if length < best.0 {
                    best = (length, Some((from, to)));
                }
            }
        }
        let Some((from, to)) = best.1 else { return false };
        self.units[from].width -= step;
        self.units[from].heights.clone_from(&narrow[from]);
        self.units[to].width += step;
        self.units[to].heights.clone_from(&wide[to]);
        true
    }
}

/// Returns the height of all rows, with the heights of the `changed` units replaced.
fn total(heights: &[Vec<f32>], changed: Option<[(usize, &Vec<f32>); 2]>) -> f32 {
    let mut units: Vec<&Vec<f32>> = heights.iter().collect();
    for (unit, heights) in changed.into_iter().flatten() {
        units[unit] = heights;
    }
    let rows = units.first().map_or(0, |unit| unit.len());
    (0..rows).map(|row| units.iter().map(|unit| unit[row]).fold(0.0, f32::max)).sum()
}

impl MeasuredCell {
    /// Computes the height of the lines in a column with `room` for text.
    fn height(&self, room: f32) -> f32 {
        let lines: usize = self.paragraphs.iter().map(|pieces| lines(pieces, room)).sum();
        lines as f32 * self.line_height
    }
}

/// Counts lines that are each filled as far as they go; a wider word takes several.
fn lines(pieces: &[MeasuredWord], room: f32) -> usize {
    let room = room.max(1.0);
    let (mut lines, mut x) = (1, 0.0);
    for piece in pieces {
        if x > 0.0 && x + piece.ink > room {
            (lines, x) = (lines + 1, 0.0);
        }
        let more = ((piece.ink / room).ceil() as usize).saturating_sub(1);
        lines += more;
        x += piece.ink - more as f32 * room + piece.blank;
    }
    lines
}

/// Returns the stretches of rows that no cell spans beyond.
fn stretches(table: &Table) -> impl Iterator<Item = &[Row]> {
    let bodies = table.bodies().iter().flat_map(|b| [b.rows.as_slice(), &b.totals]);
    [table.head()].into_iter().chain(bodies).chain([table.foot()])
}

/// Measures the cells of `row` that take one column.
fn contents(
    row: &Row,
    columns: usize,
    annex: &Annex,
    setter: &Typesetter<'_>,
) -> Vec<Option<MeasuredCell>> {
    let mut contents: Vec<_> = (0..columns).map(|_| None).collect();
    // Wider cells are left out: bands and totals always have room.
    for PlacedCell { cell, columns, .. } in row.placed().filter(|at| at.columns.len() == 1) {
        contents[columns.start] = Some(content(cell, annex, setter));
    }
    contents
}

fn content(cell: &Cell, annex: &Annex, setter: &Typesetter<'_>) -> MeasuredCell {
    let style = &annex.styles[cell.style];
    if cell.rotated {
        return upright(cell, style.size.0 * style.leading);
    }
    let scale = setter.scale(style);
    let pieces = |text: &str| pieces(setter, text, style.weight, scale);
    let paragraphs = cell.content.iter().flat_map(|part| match part {
        Paragraphs::Paragraph(lines) | Paragraphs::Below(lines) => {
            lines.iter().map(|line| pieces(line)).collect::<Vec<_>>()
        }
        Paragraphs::List(items) => {
            let item = |(depth, item): (usize, &ListItem)| {
                item.typed(depth).split('\n').map(pieces).collect::<Vec<_>>()
            };
            ListItem::flat(items).into_iter().flat_map(item).collect()
        }
    });
    // A cell over several rows counts with an equal part in each.
    let line_height = style.size.0 * style.leading / f32::from(cell.row_span.max(1));
    MeasuredCell { line_height, paragraphs: paragraphs.collect() }
}

/// Measures a text that runs from the bottom to the top: a column is wide enough where its lines
/// stand side by side, and no width makes the row shorter.
fn upright(cell: &Cell, line_height: f32) -> MeasuredCell {
    let lines = cell.text().lines().count().max(1);
    let side_by_side = MeasuredWord { ink: lines as f32 * line_height, blank: 0.0 };
    MeasuredCell { line_height: 0.0, paragraphs: vec![vec![side_by_side]] }
}

fn pieces(
    setter: &Typesetter<'_>,
    text: &str,
    weight: FontWeight,
    scale: f32,
) -> Vec<MeasuredWord> {
    let mut out = Vec::new();
    for word in words(setter, text, weight, false) {
        let mut parts = word.shaped.prefixes();
        let mut before = 0;
        for split in word.splits.iter().filter(|split| split.kind == SplitKind::Mark) {
            let width = parts.up_to(split.at).width;
            out.push(MeasuredWord { ink: (width - before) as f32 * scale, blank: 0.0 });
            before = width;
        }
        let ink = (word.shaped.width - before) as f32 * scale;
        out.push(MeasuredWord { ink, blank: word.blanks.width as f32 * scale });
    }
    out
}
