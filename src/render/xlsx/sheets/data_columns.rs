//! The columns of «Dati» in their order: first those that are printed, then the rest.

use super::WIDEST;
use crate::dataset::{Dataset, Key, ObjectiveRecord, RecordValue};

/// Width of a column without values, in characters: its head fits.
const EMPTY_WIDTH: f64 = 13.0;
/// Greatest width of a column, in characters (Excel's limit).
const WIDEST_COLUMN: f64 = 255.0;
/// Lines of a row of the greatest height, 409 points, in letters of 9 points.
const MOST_LINES: f64 = 30.0;
/// Columns that every plan has and that are printed, if they have values.
const PRINTED: [Key; 9] = [
    Key::Area,
    Key::Period,
    Key::Service,
    Key::CrossCutting,
    Key::Kind,
    Key::Description,
    Key::ExpectedResult,
    Key::Indicator,
    Key::Weight,
];

/// A column of «Dati».
pub(super) struct DataColumn {
    /// Index of the column in the data.
    pub(super) index: usize,
    /// Width in characters.
    pub(super) width: f64,
}

/// Columns of «Dati» from the left.
pub(super) struct DataColumns {
    pub(super) list: Vec<DataColumn>,
    /// Number of columns that are printed.
    pub(super) printed: usize,
}

impl DataColumns {
    pub(super) fn of(data: &Dataset) -> Self {
        let count = data.columns.len();
        let mut list: Vec<DataColumn> =
            chosen(data).into_iter().map(|index| column(data, index)).collect();
        let mut printed = list.len();
        let mut width: f64 = list.iter().map(|column| column.width).sum();
        let is_there = |list: &[DataColumn], index| list.iter().any(|c| c.index == index);
        let rest: Vec<usize> = (0..count).filter(|index| !is_there(&list, *index)).collect();
        let (filled, empty): (Vec<usize>, Vec<usize>) =
            rest.into_iter().partition(|index| !is_empty(data, *index));
        for column in filled.into_iter().map(|index| column(data, index)) {
            width += column.width;
            // Those that follow one without room are left to the screen, however narrow.
            printed += usize::from(width <= WIDEST);
            list.push(column);
        }
        list.extend(empty.into_iter().map(|index| column(data, index)));
        DataColumns { list, printed }
    }

    /// Returns `true` if the printed columns are legible only on a larger paper.
    pub(super) fn is_wide(&self) -> bool {
        self.list[..self.printed].iter().map(|column| column.width).sum::<f64>() > WIDEST
    }

    /// Returns the place of a column of the data, from the left.
    pub(super) fn position(&self, index: usize) -> Option<u16> {
        let at = self.list.iter().position(|column| column.index == index)?;
        u16::try_from(at).ok()
    }
}

/// Returns the columns that are printed in any case: the number, the levels by which weights add up,
/// and what an objective says.
fn chosen(data: &Dataset) -> Vec<usize> {
    let mut chosen: Vec<usize> = data.column(Key::Position).into_iter().collect();
    let levels = data.rule.columns.iter().copied();
    let usual = PRINTED.into_iter().filter_map(|key| data.column(key));
    let weights = data.rule.years.iter().map(|(_, column)| *column);
    for column in levels.chain(usual.filter(|column| !is_empty(data, *column))).chain(weights) {
        if !chosen.contains(&column) {
            chosen.push(column);
        }
    }
    chosen
}

fn column(data: &Dataset, index: usize) -> DataColumn {
    DataColumn { index, width: width(data, index) }
}

fn is_empty(data: &Dataset, column: usize) -> bool {
    let is_empty = |record: &ObjectiveRecord| {
        record.values.get(column).is_none_or(|value| *value == RecordValue::Empty)
    };
    data.records.iter().all(is_empty)
}

/// Returns the width of a column, in characters: the usual one, or so much more that its longest text
/// fits a row.
fn width(data: &Dataset, column: usize) -> f64 {
    if is_empty(data, column) {
        return EMPTY_WIDTH;
    }
    let usual = usual_width(data, column);
    let texts = data.records.iter().filter_map(|record| match record.values.get(column) {
        Some(RecordValue::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    fitting(usual, texts)
}

/// Returns the least width from `usual` on, in characters, at which each text fits a row of the greatest
/// height; the greatest width where none does.
pub(super) fn fitting<'t>(usual: f64, texts: impl Iterator<Item = &'t str>) -> f64 {
    // Letters are narrower than the digits that widths are measured in, but words leave ends of
    // lines empty.
    let lines = |text: &str, width: f64| -> f64 {
        text.split('\n').map(|line| (line.chars().count() as f64 / width).ceil().max(1.0)).sum()
    };
    texts.fold(usual, |mut width, text| {
        while width < WIDEST_COLUMN && lines(text, width) > MOST_LINES {
            width += usual;
        }
        width.min(WIDEST_COLUMN)
    })
}

fn usual_width(data: &Dataset, column: usize) -> f64 {
    let name = data.columns[column].as_str();
    // Each indicator after the first has a column of its own: `indicatore.2`.
    let indicator = name.strip_prefix(Key::Indicator.name());
    let number = indicator.and_then(|rest| rest.strip_prefix('.'));
    if number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit())) {
        return 26.0;
    }
    match Key::named(name) {
        Some(Key::Position) => 6.0,
        Some(Key::Period | Key::Kind) => 11.0,
        Some(Key::Weight) => 12.0,
        Some(Key::Description) => 34.0,
        Some(Key::ExpectedResult | Key::Indicator) => 26.0,
        Some(Key::Years) => 10.0,
        _ => 15.0,
    }
}
