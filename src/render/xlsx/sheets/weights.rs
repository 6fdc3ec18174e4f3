//! «Pesi»: the weights added up over «Dati», areas down and periods across.

use super::formats::WordFormats;
use super::names::EXPECTED_ROW;
use super::row_heights::fit_title;
use super::write::{exact_digits, formula, words};
use super::{DataSheets, SheetHead, WIDEST, WIDEST_ON_A3};
use crate::annex::Number;
use crate::dataset::workbook_words::TOTAL_HEAD;
use crate::dataset::{Dataset, GroupIndex, GroupTotal, WeightSum};
use crate::render::RenderError;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ConditionalFormatFormula, Worksheet};
use std::collections::HashMap;

/// The row with the periods' labels; the heads of columns stand below it.
pub(super) const LABEL_ROW: u32 = 4;
pub(super) const FIRST_ROW: u32 = LABEL_ROW + 2;
/// Width of a column with names of rows, in characters.
const LABEL_WIDTH: f64 = 30.0;

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn weights(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let matrix = Matrix::of(book.dataset);
    let plain = book.formats.plain();
    sheet.write_string_with_format(0, 0, "Pesi", &book.formats.title())?;
    fit_title(sheet, 0)?;
    let about = if book.dataset.is_weighted() {
        "Somme calcolate sul foglio «Dati»: si aggiornano quando cambia un peso e quando si aggiunge o si toglie una riga."
    } else {
        "Il piano non ha pesi da sommare: qui si contano gli obiettivi."
    };
    sheet.write_string_with_format(1, 0, about, &plain)?;
    if let Some(expected) = matrix.expected() {
        sheet.write_string_with_format(EXPECTED_ROW, 0, TOTAL_HEAD, &plain)?;
        let format = book.formats.open_number(expected.scale);
        sheet.write_number_with_format(EXPECTED_ROW, 1, expected.to_f64(), &format)?;
    }
    let labels = matrix.labels();
    for (c, head) in (0..).zip(&labels) {
        sheet.set_column_width(c, LABEL_WIDTH)?;
        sheet.write_string_with_format(LABEL_ROW, c, "", &book.formats.head())?;
        sheet.write_string_with_format(LABEL_ROW + 1, c, *head, &book.formats.head())?;
    }
    for (r, names) in (FIRST_ROW..).zip(matrix.rows()) {
        for (c, name) in (0..).zip(&names) {
            words(sheet, (r, c), name, book.formats.words(), None)?;
        }
        book.heights.fit(sheet, r, names.into_iter().map(|name| (name, LABEL_WIDTH)))?;
    }
    for (block, label) in matrix.blocks().iter().enumerate() {
        matrix.block(book, sheet, block, label)?;
    }
    matrix.rest(book, sheet)?;
    matrix.chart(sheet)?;
    let columns = u16::try_from(labels.len()).unwrap_or(1);
    let block: f64 = matrix.parts.iter().map(|(part, _)| part.width()).sum();
    let names = f64::from(columns) * LABEL_WIDTH;
    let width = names + matrix.blocks().len() as f64 * block;
    Ok(SheetHead {
        head: Some(LABEL_ROW + 1),
        columns,
        wide: width > WIDEST,
        // The names of the rows stand on each page.
        across: ((width - names) / (WIDEST_ON_A3 - names).max(block)).ceil().max(1.0) as u16,
        ..SheetHead::default()
    })
}

/// Content of a column of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WeightsColumn {
    Sum,
    Expected,
    Excess,
    Count,
    Without,
    Verdict,
}

impl WeightsColumn {
    /// Returns the width of the column, in characters.
    const fn width(self) -> f64 {
        match self {
            WeightsColumn::Verdict => 20.0,
            _ => 11.0,
        }
    }
}

const ALL: [(WeightsColumn, &str); 6] = [
    (WeightsColumn::Sum, "Peso totale"),
    (WeightsColumn::Expected, "Atteso"),
    (WeightsColumn::Excess, "Differenza"),
    (WeightsColumn::Count, "Obiettivi"),
    (WeightsColumn::Without, "Senza peso"),
    (WeightsColumn::Verdict, "Esito"),
];

pub(super) struct Matrix<'a> {
    pub(super) data: &'a Dataset,
    /// The totals by area and period.
    totals: HashMap<GroupIndex, &'a WeightSum>,
    /// The columns of each block.
    parts: Vec<(WeightsColumn, &'static str)>,
    decimals: u32,
    /// Digits after the decimal point up to which sums are exact.
    pub(super) digits: usize,
}

impl<'a> Matrix<'a> {
    fn of(data: &'a Dataset) -> Self {
        let compares = |part| {
            matches!(part, WeightsColumn::Expected | WeightsColumn::Excess | WeightsColumn::Verdict)
        };
        let expected = data.rule.expected.filter(|_| data.is_weighted());
        let stands = |part| match part {
            WeightsColumn::Count => true,
            part => data.is_weighted() && (expected.is_some() || !compares(part)),
        };
        let parts = ALL.into_iter().filter(|(part, _)| stands(*part));
        let decimals = data.rule.decimals.max(expected.map_or(0, |expected| expected.scale));
        let totals = data.totals.iter().map(|total| (total.group, &total.weights));
        let of_groups = data.groups.iter().flat_map(|group| &group.weights);
        let sums = data.totals.iter().map(|total| &total.weights).chain(of_groups);
        let sums = sums.map(|weights| weights.sum).chain(expected);
        let digits = exact_digits(sums.map(|sum| sum.to_f64().abs()).fold(0.0, f64::max));
        Matrix { data, totals: totals.collect(), parts: parts.collect(), decimals, digits }
    }

    pub(super) fn expected(&self) -> Option<Number> {
        self.data.rule.expected.filter(|_| self.data.is_weighted())
    }

    /// Returns the heads of the columns with the names of the rows.
    pub(super) fn labels(&self) -> Vec<&'a str> {
        match self.data.rule.columns.as_slice() {
            [] if self.has_groups() => vec!["Piano"],
            [] => vec!["Area"],
            columns => columns.iter().map(|c| self.data.head(*c)).collect(),
        }
    }

    /// Returns the names of each row.
    pub(super) fn rows(&self) -> Vec<Vec<&'a str>> {
        let rule = &self.data.rule;
        if self.has_groups() && rule.columns.is_empty() {
            return vec![vec!["Tutti gli obiettivi"]];
        }
        if self.has_groups() {
            let names = |group: &'a GroupTotal| group.labels.iter().map(String::as_str).collect();
            return self.data.groups.iter().map(names).collect();
        }
        if rule.by_area {
            self.data.areas.iter().map(|area| vec![area.as_str()]).collect()
        } else {
            vec![vec!["Tutte le aree"]]
        }
    }

    /// Returns `true` if the rows are groups by the columns of the rule: by its levels, or by all of
    /// them where the blocks are years.
    pub(super) fn has_groups(&self) -> bool {
        !self.data.rule.columns.is_empty() || !self.data.rule.years.is_empty()
    }

    /// Returns the labels of the blocks: years, periods, or one for all.
    pub(super) fn blocks(&self) -> Vec<String> {
        let rule = &self.data.rule;
        if !rule.years.is_empty() {
            return rule.years.iter().map(|(year, _)| format!("Anno {year}")).collect();
        }
        match (self.has_groups(), rule.by_period) {
            (true, _) => vec!["Tutto il gruppo".to_owned()],
            (false, true) => self.data.periods.clone(),
            (false, false) => vec!["Tutti i periodi".to_owned()],
        }
    }

    pub(super) fn total(&self, row: usize, block: usize) -> Option<&'a WeightSum> {
        let rule = &self.data.rule;
        if self.has_groups() {
            return self.data.groups.get(row).and_then(|group| group.weights.get(block));
        }
        let (area, period) = (rule.by_area.then_some(row), rule.by_period.then_some(block));
        self.totals.get(&GroupIndex { area, period }).copied()
    }

    /// Returns the first column of a block.
    pub(super) fn start(&self, block: usize) -> u16 {
        u16::try_from(self.labels().len() + block * self.parts.len()).unwrap_or(u16::MAX)
    }

    pub(super) fn column(&self, block: usize, part: WeightsColumn) -> u16 {
        let at = self.parts.iter().position(|(other, _)| *other == part).unwrap_or(0);
        self.start(block).saturating_add(u16::try_from(at).unwrap_or(0))
    }

    fn block(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
        block: usize,
        label: &str,
    ) -> Result<(), RenderError> {
        let (first, head) = (self.start(block), book.formats.head());
        let last = first + u16::try_from(self.parts.len() - 1).unwrap_or(0);
        if first < last {
            sheet.merge_range(LABEL_ROW, first, LABEL_ROW, last, "", &head)?;
        }
        words(sheet, (LABEL_ROW, first), label, &WordFormats::of(head.clone()), None)?;
        for (c, (part, name)) in (first..).zip(&self.parts) {
            sheet.write_string_with_format(LABEL_ROW + 1, c, *name, &head)?;
            sheet.set_column_width(c, part.width())?;
        }
        for row in 0..self.rows().len() {
            self.cells(book, sheet, row, block)?;
        }
        self.mark(book, sheet, block)
    }

    /// Writes the cells of a row in a block: formulas and their results.
    fn cells(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
        row: usize,
        block: usize,
    ) -> Result<(), RenderError> {
        let total = self.total(row, block);
        let r = FIRST_ROW + u32::try_from(row).unwrap_or(0);
        for (part, _) in &self.parts {
            let c = self.column(block, *part);
            let text = self.formula(book, *part, r, block);
            let outcome = self.outcome(*part, total);
            let format = match part {
                WeightsColumn::Sum | WeightsColumn::Expected | WeightsColumn::Excess => {
                    book.formats.open_number(self.decimals)
                }
                WeightsColumn::Count | WeightsColumn::Without => book.formats.number(0),
                WeightsColumn::Verdict => book.formats.words().blank.clone(),
            };
            formula(sheet, (r, c), &text, &outcome, &format)?;
        }
        Ok(())
    }

    /// Colours totals that do not add up; the verdict has words and a sign as well.
    fn mark(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
        block: usize,
    ) -> Result<(), RenderError> {
        let rows = u32::try_from(self.rows().len()).unwrap_or(0);
        if self.expected().is_none() || rows == 0 {
            return Ok(());
        }
        let excess = self.column(block, WeightsColumn::Excess);
        let cell = format!("${}{}", column_number_to_name(excess), FIRST_ROW + 1);
        let verdict = self.column(block, WeightsColumn::Verdict);
        let verdict = format!("${}{}", column_number_to_name(verdict), FIRST_ROW + 1);
        let rule = ConditionalFormatFormula::new()
            .set_rule(
                format!("=OR(AND(ISNUMBER({cell}),{cell}<>0),LEFT({verdict},1)=\"✗\")").as_str(),
            )
            .set_format(book.formats.wrong());
        for c in [excess, self.column(block, WeightsColumn::Verdict)] {
            sheet.add_conditional_format(FIRST_ROW, c, FIRST_ROW + rows - 1, c, &rule)?;
        }
        Ok(())
    }
}
