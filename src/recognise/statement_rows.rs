//! Rows of «Dati» that the statements of «Leggimi» mean, also where they were moved.

use super::entry::{ObjectiveEntry, name_of};
use super::group_outline::label;
use super::group_statements::GroupStatement;
use crate::model::Key;
use crate::raw::Words;
use crate::source::Span;
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Groups of a row, outermost first: level and name.
type RowPath = Vec<(String, String)>;

/// Returns the groups of each row.
fn paths(entries: &[ObjectiveEntry], levels: Option<&[Words]>) -> Vec<RowPath> {
    let default = |key: Key, place: Span| Words::new(key.name().to_owned(), place);
    let path = |entry: &ObjectiveEntry| {
        let usual = [Key::Area, Key::Period].map(|key| default(key, entry.objective.span));
        let levels = levels.unwrap_or(&usual).iter();
        let named = |level: &Words| Some((level.value.clone(), name_of(label(level, entry)?)?));
        levels.filter_map(named).collect()
    };
    entries.iter().map(path).collect()
}

/// Brings the rows of each group together, in the order of their first: texts and totals of groups need that.
/// Returns the line that reports it.
pub(super) fn gather(
    entries: &mut Vec<ObjectiveEntry>,
    levels: Option<&[Words]>,
) -> Option<String> {
    let paths = paths(entries, levels);
    // A row that does not name its group has no place among them.
    let least = if levels.is_some() { 1 } else { 2 };
    if paths.iter().any(|path| path.len() < least) {
        return None;
    }
    let mut first: IndexMap<&[(String, String)], usize> = IndexMap::new();
    for (at, path) in paths.iter().enumerate() {
        (1..=path.len()).for_each(|depth| _ = first.entry(&path[..depth]).or_insert(at));
    }
    let place = |at: usize| -> Vec<usize> {
        (1..=paths[at].len()).map(|depth| first[&paths[at][..depth]]).collect()
    };
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&at| place(at));
    if order.is_sorted() {
        return None;
    }
    let mut rows: Vec<Option<ObjectiveEntry>> = entries.drain(..).map(Some).collect();
    entries.extend(order.into_iter().filter_map(|at| rows[at].take()));
    Some("Le righe di «Dati» dello stesso gruppo stanno insieme, perché il piano ha testi o totali di gruppi.".to_owned())
}

/// Gives each statement the rows of its group by the numbers that rows have kept: most of those that it names
/// stand there, and most of the rows there are of it. Statements on no such group get no rows. Without numbers
/// they are taken as they stand.
pub(super) fn follow(
    statements: &mut [GroupStatement],
    entries: &[ObjectiveEntry],
    levels: Option<&[Words]>,
) {
    if entries.iter().all(|entry| entry.made_number.is_none()) {
        return;
    }
    let paths = paths(entries, levels);
    let mut by_number: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let made = |at: usize| entries[at].made_number?.checked_sub(1);
    for at in 0..entries.len() {
        made(at).into_iter().for_each(|number| by_number.entry(number).or_default().push(at));
    }
    let groups = groups(&paths, |at| made(at).is_some());
    for statement in statements {
        let Some(named) = statement.rows.take().filter(|rows| !rows.is_empty()) else { continue };
        let Some(level) = name_of(&statement.level) else { continue };
        let rows = || by_number.range(named.clone()).flat_map(|(_, rows)| rows.iter().copied());
        let mut kept: IndexMap<&[(String, String)], usize> = IndexMap::new();
        for at in rows() {
            let depth = paths[at].iter().position(|(own, _)| *own == level);
            depth.into_iter().for_each(|at_level| {
                *kept.entry(&paths[at][..=at_level]).or_default() += 1;
            });
        }
        let meant = rows().count();
        let is_own = |(path, kept): &(&[(String, String)], usize)| {
            2 * kept > meant && 2 * kept > groups[path].made
        };
        let own = kept.into_iter().find(is_own);
        statement.rows = own.map(|(path, _)| groups[path].rows.clone());
    }
}

/// Rows of a group.
struct GroupRows {
    /// All rows from the first to the last.
    rows: Range<usize>,
    /// Number of the rows that the workbook had when it was made.
    made: usize,
}

/// Returns the rows of each group.
fn groups(
    paths: &[RowPath],
    is_made: impl Fn(usize) -> bool,
) -> HashMap<&[(String, String)], GroupRows> {
    let mut groups: HashMap<&[(String, String)], GroupRows> = HashMap::new();
    for (at, path) in paths.iter().enumerate() {
        for depth in 1..=path.len() {
            let blank = GroupRows { rows: at..at, made: 0 };
            let group = groups.entry(&path[..depth]).or_insert(blank);
            group.rows.end = at + 1;
            group.made += usize::from(is_made(at));
        }
    }
    groups
}
