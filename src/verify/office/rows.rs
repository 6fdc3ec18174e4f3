//! Which row of the one table is which of the other.

use crate::office::GridRow;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A row that is the same, was changed, is gone or is new; by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Both say the same.
    Same(usize, usize),
    /// The one became the other.
    Changed(usize, usize),
    /// Only before.
    Gone(usize),
    /// Only after.
    New(usize),
}

/// The fates of all rows, in the order of the tables.
pub(super) fn fates(before: &[GridRow], after: &[GridRow]) -> Vec<Fate> {
    let (old, new): (Vec<_>, Vec<_>) = (texts(before), texts(after));
    let mut fates = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                fates.extend((0..len).map(|i| Fate::Same(old_index + i, new_index + i)));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                fates.extend((old_index..old_index + old_len).map(Fate::Gone));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                fates.extend((new_index..new_index + new_len).map(Fate::New));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let olds = old_index..old_index + old_len;
                pair(&old, &new, olds, new_index..new_index + new_len, &mut fates);
            }
        }
    }
    fates
}

/// What the cells of a row say, each with its column.
type Texts<'r> = Vec<(u32, &'r str)>;

fn texts(rows: &[GridRow]) -> Vec<Texts<'_>> {
    fn of_row(row: &GridRow) -> Texts<'_> {
        row.cells.iter().map(|cell| (cell.column, cell.text.value.as_str())).collect()
    }
    rows.iter().map(of_row).collect()
}

/// Pairs changed rows in their order: as many against as many one by one, else each with
/// the next that has a cell in common.
fn pair(
    old: &[Texts<'_>],
    new: &[Texts<'_>],
    olds: std::ops::Range<usize>,
    mut news: std::ops::Range<usize>,
    fates: &mut Vec<Fate>,
) {
    if olds.len() == news.len() {
        return fates.extend(olds.zip(news).map(|(a, b)| Fate::Changed(a, b)));
    }
    for a in olds {
        let alike = |b: &usize| new[*b].iter().any(|cell| old[a].contains(cell));
        match news.clone().take(FAR).find(alike) {
            Some(b) => {
                fates.extend((news.start..b).map(Fate::New));
                fates.push(Fate::Changed(a, b));
                news.start = b + 1;
            }
            None => fates.push(Fate::Gone(a)),
        }
    }
    fates.extend(news.map(Fate::New));
}

/// How far the row is looked for that another one became.
const FAR: usize = 100;
