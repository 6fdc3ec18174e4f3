//! Head rows: where they stand, over how many rows, and what their cells say.

use super::vocabulary::{Rank, Role, Vocabulary};
use super::words::letters;
use crate::office::{CellKind, GridCell, GridRow};
use crate::raw::Words;
use crate::text::folded;
use std::collections::BTreeSet;
use std::ops::Range;

/// The most rows that a head takes.
const MOST_ROWS: usize = 4;
/// How many cells without meaning begin a row that is no head.
const MOST_STRANGE: usize = 24;

/// A cell of the head, perhaps of several cells one above another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadCell {
    /// The columns it stands over.
    pub columns: Range<u32>,
    /// What it says, on one line.
    pub text: Words,
    /// What that means.
    pub meaning: Option<(Role, Rank)>,
}

/// A head: how many of the grid's rows it takes, and its cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    pub rows: usize,
    pub cells: Vec<HeadCell>,
}

impl Head {
    /// The fields it names, each once.
    pub fn fields(&self) -> BTreeSet<&Role> {
        let known = self.cells.iter().filter_map(|cell| cell.meaning.as_ref());
        known.map(|(role, _)| role).collect()
    }

    /// Whether it tells of objectives: the description and something else.
    fn is_sound(&self) -> bool {
        let fields = self.fields();
        let sure = self.sure();
        fields.contains(&Role::Description)
            && fields.len() >= 2
            && sure >= 1
            && sure + 1 >= fields.len().min(3)
    }

    fn sure(&self) -> usize {
        let sure = |cell: &&HeadCell| {
            cell.meaning.as_ref().is_some_and(|(_, rank)| *rank < Rank::FirstWord)
        };
        self.cells.iter().filter(sure).count()
    }

    /// Whether it says the same in the same columns.
    pub fn repeats(&self, other: &Head) -> bool {
        let same = |(a, b): (&HeadCell, &HeadCell)| {
            a.columns.start == b.columns.start && letters(&a.text.value) == letters(&b.text.value)
        };
        self.cells.len() == other.cells.len() && self.cells.iter().zip(&other.cells).all(same)
    }
}

/// The head that begins at row `at`, if one does.
pub(super) fn head_at(rows: &[GridRow], at: usize, vocabulary: &Vocabulary) -> Option<Head> {
    let first = &rows[at];
    if !may_be_head(first, vocabulary) {
        return None;
    }
    let own = height(rows, at);
    let mut best: Option<Head> = None;
    for height in own..=MOST_ROWS {
        let Some(block) = rows.get(at..at + height) else { break };
        if height > own && !continues(block, vocabulary) {
            break;
        }
        let head = read(block, vocabulary);
        let known = best.as_ref().map_or(0, |head| head.fields().len());
        if head.is_sound() && head.fields().len() > known {
            best = Some(head);
        }
    }
    // A cell may reach down further than the head does.
    best.or_else(|| Some(as_head(first, vocabulary)).filter(|head| own > 1 && head.is_sound()))
}

/// What row `at` says, were it a head: for the message that there is none.
pub(super) fn as_head(row: &GridRow, vocabulary: &Vocabulary) -> Head {
    read(std::slice::from_ref(row), vocabulary)
}

/// Sure enough to look closer: some of the first cells mean something.
fn may_be_head(row: &GridRow, vocabulary: &Vocabulary) -> bool {
    let words = row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty());
    let mut seen = words.take(MOST_STRANGE);
    row.cells.len() > 1 && seen.any(|cell| vocabulary.of(&cell.text.value).is_some())
}

/// How many of the rows from `at` the cells of its first row reach into.
fn height(rows: &[GridRow], at: usize) -> usize {
    let spans = rows[at].cells.iter().map(|cell| cell.row_span).max().unwrap_or(1);
    let end = rows[at].index.saturating_add(spans);
    let reached = rows[at..].iter().take(MOST_ROWS).take_while(|row| row.index < end).count();
    reached.max(1)
}

/// Whether the last row of `block` may still belong to the head above it.
fn continues(block: &[GridRow], vocabulary: &Vocabulary) -> bool {
    let [.., before, last] = block else { return true };
    let short = |cell: &GridCell| cell.kind == CellKind::Text && cell.text.value.len() <= 60;
    last.index == before.index + 1
        && last.cells.iter().all(short)
        // A head of its own begins a table of its own, unless the layout has such heads.
        && (!read(std::slice::from_ref(last), vocabulary).is_sound()
            || is_printed(block, vocabulary))
}

/// Whether the layout prints what the rows of `block` say together more than what any of
/// them says alone.
fn is_printed(block: &[GridRow], vocabulary: &Vocabulary) -> bool {
    let printed = |rows: &[GridRow]| {
        let cells = read(rows, vocabulary).cells;
        let known = |cell: &&HeadCell| matches!(cell.meaning, Some((_, Rank::Layout)));
        cells.iter().filter(known).count()
    };
    block.chunks(1).all(|row| printed(block) > printed(row))
}

/// The cells of a head over `rows`: where cells are merged, each column has the words of
/// all cells over it.
fn read(rows: &[GridRow], vocabulary: &Vocabulary) -> Head {
    let starts: BTreeSet<u32> = rows.iter().flat_map(|row| &row.cells).map(|c| c.column).collect();
    let ends = rows.iter().flat_map(|row| &row.cells).map(|c| c.column.saturating_add(c.col_span));
    let end = ends.max().unwrap_or(0);
    let bounds: Vec<u32> = starts.into_iter().chain([end]).collect();
    let mut columns: Vec<Vec<&GridCell>> = vec![Vec::new(); bounds.len() - 1];
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let first = bounds.partition_point(|&start| start < cell.column);
        let behind = cell.column.saturating_add(cell.col_span);
        let over = bounds[first..].iter().take_while(|&&start| start < behind).count();
        for column in columns.iter_mut().skip(first).take(over) {
            column.push(cell);
        }
    }
    let cells = bounds.windows(2).zip(columns).filter_map(|(bound, stack)| {
        let last = stack.last()?;
        // A cell ends where it ends, though the next begins further on.
        let wide = last.column.saturating_add(last.col_span).min(bound[1]).max(bound[0] + 1);
        let text = stack.iter().map(|cell| cell.text.value.as_str()).collect::<Vec<_>>().join(" ");
        let text = Words::new(folded(&text), last.text.span);
        let whole = vocabulary.of(&text.value);
        let lowest = vocabulary.of(&last.text.value).filter(|_| stack.len() > 1);
        let meaning = whole.into_iter().chain(lowest).min_by_key(|(_, rank)| *rank);
        Some(HeadCell { columns: bound[0]..wide, text, meaning })
            .filter(|c| !c.text.value.is_empty())
    });
    Head { rows: rows.len(), cells: cells.collect() }
}
