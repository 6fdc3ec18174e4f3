//! Heads of tables: the rows they take, and the meaning of their cells.

use super::head_times::{are_times, name_months};
use super::labels::placed_line;
use super::lone_line::LoneLine;
use super::split_heads::{GroupedMeaning, completes, meaning_in_group, splits_columns};
use super::table_rows::lone;
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{letters, words};
use crate::italian::years::parse_year;
use crate::model::Key;
use crate::office::{CellKind, GridCell, GridRow};
use crate::raw::Words;
use crate::text::folded;
use std::collections::BTreeSet;
use std::ops::Range;

/// Rows that a head takes: rows further down are those of objectives.
const MOST_ROWS: usize = 4;
/// Cells at the beginning of a row that are looked up before it is taken for no head.
const MOST_LOOKED_UP: usize = 24;

/// Heading of a column, perhaps of several cells one above another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadCell {
    /// Grid columns under it.
    pub columns: Range<u32>,
    /// Words on one line.
    pub text: Words,
    /// Field that the words name and how sure that is; `None` if they name none.
    pub meaning: Option<(ColumnRole, HeadingRank)>,
}

/// Head of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableHead {
    /// Rows of the grid that it takes.
    pub rows: usize,
    /// Headings, from the left.
    pub cells: Vec<HeadCell>,
}

impl TableHead {
    /// Returns the fields it names, each once.
    pub(crate) fn roles(&self) -> BTreeSet<&ColumnRole> {
        let known = self.cells.iter().filter_map(|cell| cell.meaning.as_ref());
        known.map(|(role, _)| role).collect()
    }

    /// Returns `true` if it is the head of objectives: it names the description and another
    /// field, and not by first words alone, which running text shares.
    fn is_sound(&self) -> bool {
        let roles = self.roles();
        let known = self.cells.iter().filter_map(|cell| cell.meaning.as_ref());
        let sure = known.filter(|(_, rank)| *rank < HeadingRank::FirstWord).count();
        let description = ColumnRole::Key(Key::Description);
        let is_given = self
            .cells
            .iter()
            .filter_map(|cell| cell.meaning.as_ref())
            .any(|meaning| *meaning == (description.clone(), HeadingRank::User));
        roles.contains(&ColumnRole::Key(Key::Description))
            && roles.len() >= 2
            && sure >= 1
            // Two fields need one sure heading, three or more need two: «Obiettivo» and «Peso» open
            // sentences as well, but hardly a whole row of cells.
            && (is_given || sure + 1 >= roles.len().min(3))
    }

    /// Takes its meaning from each result, indicator or weight of a year before `first`, that of the
    /// plan: «Risultato 2025» beside «Risultato atteso 2026» is no result that is expected.
    pub(crate) fn forget_past(&mut self, first: u16) {
        for cell in &mut self.cells {
            let of_years = [Key::ExpectedResult, Key::Indicator, Key::Weight].map(ColumnRole::Key);
            let may_be_past = cell
                .meaning
                .as_ref()
                .is_some_and(|(role, rank)| of_years.contains(role) && *rank > HeadingRank::Layout);
            let years: Vec<u16> =
                words(&cell.text.value).iter().filter_map(|word| parse_year(word)).collect();
            if may_be_past && !years.is_empty() && years.iter().all(|year| *year < first) {
                cell.meaning = None;
            }
        }
    }

    /// Returns `true` if `other` has the same headings over the same columns.
    pub(crate) fn repeats(&self, other: &TableHead) -> bool {
        let same = |(a, b): (&HeadCell, &HeadCell)| {
            a.columns.start == b.columns.start && letters(&a.text.value) == letters(&b.text.value)
        };
        self.cells.len() == other.cells.len() && self.cells.iter().zip(&other.cells).all(same)
    }
}

/// Returns the head that begins at row `at`, if one does.
pub(super) fn head_at(
    rows: &[GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<TableHead> {
    let first = &rows[at];
    if !may_be_head(first, vocabulary) {
        return None;
    }
    // A cell merged downwards belongs to all the rows it covers, so the head has at least these.
    let least = height(rows, at);
    let mut best: Option<TableHead> = None;
    // The height with most fields wins: a head of two rows names more than its first alone.
    for height in least..=MOST_ROWS {
        let Some(block) = rows.get(at..at + height) else { break };
        if height > least && !continues(block, vocabulary) {
            break;
        }
        let head = read(block, vocabulary);
        let known = best.as_ref().map_or(0, |head| head.roles().len());
        let count = head.roles().len();
        let is_whole = || splits_columns(block, vocabulary) || completes(block, vocabulary);
        if head.is_sound() && (count > known || count == known && is_whole()) {
            best = Some(head);
        }
    }
    // A cell may be merged with the blank rows below the head.
    let head = best
        .or_else(|| Some(as_head(first, vocabulary)).filter(|head| least > 1 && head.is_sound()))?;
    Some(with_times(&rows[at..], head.rows, vocabulary).unwrap_or(head))
}

/// Returns the head of `height` rows together with the years or months below it. Their heading is
/// merged over them, or stands over the first of them alone: text files have no merged cells, and
/// workbooks often lack them.
fn with_times(
    rows: &[GridRow],
    height: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<TableHead> {
    let is_filled = |cell: &&GridCell| !cell.text.value.trim().is_empty();
    let (last, below) = (rows.get(height - 1)?, rows.get(height)?);
    let times: Vec<&GridCell> = below.cells.iter().filter(is_filled).collect();
    if below.index != last.index + 1 || times.is_empty() || !are_times(&times) {
        return None;
    }
    let times_at: Vec<u32> = times.iter().map(|cell| cell.column).collect();
    let is_below_merged = |column: &u32| {
        let mut above = rows[..height].iter().flat_map(|row| &row.cells).filter(is_filled);
        above.any(|cell| cell.col_span > 1 && (cell.column..end(cell)).contains(column))
    };
    let all_are_merged = times_at.len() > 1 && times_at.iter().all(is_below_merged);
    let mut block = rows[..=height].to_vec();
    block[height - 1].cells.retain(|cell| is_filled(&cell));
    let is_headed = |column: &u32| {
        let mut above = rows[..height].iter().flat_map(|row| &row.cells).filter(is_filled);
        above.any(|cell| (cell.column..end(cell)).contains(column))
    };
    let alone: Vec<u32> = times_at.iter().copied().filter(|column| !is_headed(column)).collect();
    for &column in &alone {
        let heading = block[height - 1].cells.iter_mut().find(|cell| end(cell) == column)?;
        heading.col_span += 1;
        if !times_at.contains(&heading.column) {
            return None;
        }
    }
    let goes_on = !alone.is_empty() || all_are_merged;
    Some(read(&block, vocabulary)).filter(|head| goes_on && head.is_sound())
}

/// Returns the column after a cell.
fn end(cell: &GridCell) -> u32 {
    cell.column.saturating_add(cell.col_span)
}

/// Reads `row` as if it were a head, for the message that there is none.
pub(super) fn as_head(row: &GridRow, vocabulary: &HeadingVocabulary) -> TableHead {
    read(std::slice::from_ref(row), vocabulary)
}

/// Returns `true` if one of the first cells names a field, so that a closer look is worth its time.
fn may_be_head(row: &GridRow, vocabulary: &HeadingVocabulary) -> bool {
    let texts = row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty());
    let mut first = texts.take(MOST_LOOKED_UP);
    row.cells.len() > 1 && first.any(|cell| vocabulary.of(&cell.text.value).is_some())
}

/// Counts the rows from `at` that the cells of its first row reach into.
fn height(rows: &[GridRow], at: usize) -> usize {
    let spans = rows[at].cells.iter().map(|cell| cell.row_span).max().unwrap_or(1);
    let end = rows[at].index.saturating_add(spans);
    let reached = rows[at..].iter().take(MOST_ROWS).take_while(|row| row.index < end).count();
    reached.max(1)
}

/// Returns `true` if the last row of `block` may still belong to the head above it.
fn continues(block: &[GridRow], vocabulary: &HeadingVocabulary) -> bool {
    let [.., before, last] = block else { return true };
    let short = |cell: &GridCell| cell.kind == CellKind::Text && cell.text.value.len() <= 60;
    // «OBIETTIVI 2026 – AREA SOCIALE» below a row begins another table.
    let begins_other = |cell: &GridCell| {
        matches!(
            placed_line(&cell.text.value),
            LoneLine::Title | LoneLine::Area | LoneLine::AreaWith(_)
        )
    };
    // A blank row ends a head.
    last.index == before.index + 1
        && !lone(last).is_some_and(begins_other)
        && last.cells.iter().all(short)
        // A head of its own begins a table of its own, unless the layout has such heads.
        && (!read(std::slice::from_ref(last), vocabulary).is_sound()
            || is_printed(block, vocabulary)
            || splits_columns(block, vocabulary)
            || completes(block, vocabulary))
}

/// Returns `true` if the layout prints more headings of the rows of `block` together than of any
/// of them alone.
fn is_printed(block: &[GridRow], vocabulary: &HeadingVocabulary) -> bool {
    let printed = |rows: &[GridRow]| {
        let cells = read(rows, vocabulary).cells;
        let known = |cell: &&HeadCell| matches!(cell.meaning, Some((_, HeadingRank::Layout)));
        cells.iter().filter(known).count()
    };
    block.chunks(1).all(|row| printed(block) > printed(row))
}

/// Reads `rows` as a head: where cells are merged, each column has the words of all cells
/// over it.
fn read(rows: &[GridRow], vocabulary: &HeadingVocabulary) -> TableHead {
    let starts: BTreeSet<u32> = rows.iter().flat_map(|row| &row.cells).map(|c| c.column).collect();
    let ends = rows.iter().flat_map(|row| &row.cells).map(|c| c.column.saturating_add(c.col_span));
    let end = ends.max().unwrap_or(0);
    // Every cell's left edge begins a column, so that merged cells above are split as those below.
    let bounds: Vec<u32> = starts.into_iter().chain([end]).collect();
    let mut columns: Vec<Vec<&GridCell>> = vec![Vec::new(); bounds.len() - 1];
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let first = bounds.partition_point(|&start| start < cell.column);
        let after = cell.column.saturating_add(cell.col_span);
        let over = bounds[first..].iter().take_while(|&&start| start < after).count();
        for column in columns.iter_mut().skip(first).take(over) {
            column.push(cell);
        }
    }
    let cells = bounds.windows(2).zip(columns).filter_map(|(bound, stack)| {
        let last = stack.last()?;
        // Between this cell and the next there may be columns without a heading.
        let wide = last.column.saturating_add(last.col_span).min(bound[1]).max(bound[0] + 1);
        let text = stack.iter().map(|cell| cell.text.value.as_str()).collect::<Vec<_>>().join(" ");
        let text = Words::new(folded(&text), last.text.span);
        // «S» above «M» are the kinds of two objectives, and no heading «S/M».
        let is_kinds =
            stack.len() > 1 && stack.iter().all(|cell| cell.text.value.trim().len() == 1);
        let whole = vocabulary.of(&text.value).filter(|_| !is_kinds);
        let lowest = vocabulary.of(&last.text.value).filter(|_| stack.len() > 1);
        // «OBIETTIVO» over «DESCRIZIONE»: together or by its lowest cell, the surer counts.
        let is_printed = whole.as_ref().is_some_and(|(_, rank)| *rank <= HeadingRank::Layout)
            || lowest.as_ref().is_some_and(|(_, rank)| *rank == HeadingRank::User);
        let meaning = whole.into_iter().chain(lowest).min_by_key(|(_, rank)| *rank);
        let meaning = match meaning_in_group(&stack, vocabulary) {
            GroupedMeaning::Field(role, rank) if !is_printed => Some((role, rank)),
            GroupedMeaning::Further if !is_printed => None,
            _ => meaning,
        };
        Some(HeadCell { columns: bound[0]..wide, text, meaning })
            .filter(|c| !c.text.value.is_empty())
    });
    let mut cells: Vec<HeadCell> = cells.collect();
    name_months(&mut cells);
    TableHead { rows: rows.len(), cells }
}
