//! Heights of rows and widths of columns in which texts cannot be read.

use crate::office::{CellLook, CellValue, LookKind, SheetLook};
use std::collections::{BTreeMap, BTreeSet};

/// Size in points or characters below which a row or a column counts as hidden, and has been
/// reported as such.
const HIDDEN: f64 = 0.3;
/// Part of a height or a width that programs keep when they save: a smaller one may cut a line off.
const KEPT: f64 = 0.95;
/// Part of a height below which it has not been fitted anew to the same lines.
const FITTED: f64 = 0.5;
/// Size of the font in points for which widths of columns are stated.
const USUAL_FONT: f64 = 11.0;

/// Returns the new indices of rows that have become so low that their texts cannot be read.
///
/// `map` holds the new index of each row.
pub(super) fn low_rows(old: &SheetLook, new: &SheetLook, map: &BTreeMap<u32, u32>) -> Vec<u32> {
    let merged = merged_rows(new);
    let is_low = |(row, now): &(&u32, &u32)| {
        let Some((height, is_set)) = new.heights.get(now).filter(|(height, _)| *height >= HIDDEN)
        else {
            return false;
        };
        let cells = new.cells.range((**now, 0)..=(**now, u32::MAX));
        let is_merged = merged.contains(now);
        let needs = cells.map(|(at, cell)| {
            let font = cell.style.font.size;
            // Calc states the usual height for rows that it has not measured.
            let is_one = is_merged || !is_set;
            let lines = if is_one { 1 } else { lines(cell, width(new, at.1)) };
            // Programs that measure letters come to other numbers of lines than this estimate.
            if lines > 2 { 0.5 * f64::from(lines) * font } else { 0.7 * font }
        });
        match old.heights.get(row) {
            Some((was, _)) if *is_set => *height < KEPT * was,
            // Programs fit a row that nobody has set to its lines, as they measure them.
            Some((was, _)) => *height < FITTED * was,
            None => *height < needs.fold(0.0, f64::max),
        }
    };
    map.iter().filter(is_low).map(|(_, now)| *now).collect()
}

/// Returns the rows with merged cells, whose texts have more room than their column.
fn merged_rows(sheet: &SheetLook) -> BTreeSet<u32> {
    /// Most rows of merged cells that are listed.
    const MOST: usize = 100_000;
    let merges = sheet.facts.iter().filter(|fact| fact.kind == LookKind::Merge);
    let ranges = merges.flat_map(|merge| &merge.area.0);
    ranges.flat_map(|(first, last)| first.0..=last.0).take(MOST).collect()
}

/// Estimates the number of lines that the text of a cell takes.
fn lines(cell: &CellLook, width: f64) -> u32 {
    if !cell.style.wraps {
        return 1;
    }
    let fitting = (width * USUAL_FONT / cell.style.font.size.max(1.0)).max(1.0);
    let of_line = |line: &str| (line.chars().count() as f64 / fitting).ceil().max(1.0) as u32;
    cell.shown.lines().map(of_line).fold(0, u32::saturating_add)
}

/// Returns the columns that have become so narrow that their texts cannot be read.
pub(super) fn narrow_columns(old: &SheetLook, new: &SheetLook) -> Vec<u32> {
    let columns: BTreeSet<u32> = old.cells.keys().map(|(_, column)| *column).collect();
    let mut numbers: BTreeMap<u32, f64> = BTreeMap::new();
    for ((_, column), cell) in &new.cells {
        if matches!(cell.value, CellValue::Number(_)) {
            let needed = cell.shown.chars().count() as f64 * cell.style.font.size / USUAL_FONT;
            let widest = numbers.entry(*column).or_default();
            *widest = widest.max(needed);
        }
    }
    let is_narrow = |column: &u32| {
        let (was, is) = (width(old, *column), width(new, *column));
        // Numbers that do not fit show as «####».
        let number = numbers.get(column).copied().unwrap_or(0.0);
        is >= HIDDEN && (is < KEPT * was || is < number && number <= was)
    };
    columns.into_iter().filter(is_narrow).collect()
}

/// Returns the columns with texts that have become far wider.
pub(super) fn wide_columns(old: &SheetLook, new: &SheetLook) -> Vec<u32> {
    /// Characters by which a column grows that somebody widens to read it.
    const USUAL_GROWTH: f64 = 40.0;
    let columns: BTreeSet<u32> = old.cells.keys().map(|(_, column)| *column).collect();
    let is_wide = |column: &u32| {
        let (was, is) = (width(old, *column), width(new, *column));
        is > 2.0 * was && is - was > USUAL_GROWTH
    };
    columns.into_iter().filter(is_wide).collect()
}

/// Returns the width of a column in characters.
fn width(sheet: &SheetLook, column: u32) -> f64 {
    /// Width of columns that state none.
    const USUAL: f64 = 8.43;
    let found = sheet.widths.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
    found.map_or(USUAL, |(_, _, width)| *width)
}
