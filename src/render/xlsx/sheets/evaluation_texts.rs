//! Cells of «Valutazione» that follow «Dati»: its texts, and whether an objective still stands where it
//! is judged.

use super::evaluation::FIRST_ROW;
use super::evaluation_columns::{EvaluationColumn as Column, EvaluationTable};
use super::evaluation_entries::EvaluationEntry;
use super::write::{MOST_TEXT, NOTHING};
use crate::dataset::Key;
use rust_xlsxwriter::utility::column_number_to_name;

/// Mark of an objective whose number «Dati» does not have, or has twice, or in another group.
pub(super) const NOT_FOUND: &str = "✗ vedi «Dati»";
/// Excel's limit on the length of a formula, in characters.
const MOST_FORMULA: usize = 8_192;

impl EvaluationTable<'_> {
    /// Returns a formula for the value of a column of «Dati» in the row of the objective of `row`.
    pub(super) fn found(&self, column: usize, row: u32) -> String {
        let (range, number) = (self.book.names.whole(column), self.cell(Column::Number, row));
        // Looked up by the objective's number and not by its row: «Dati» may be sorted anew.
        format!("INDEX({range},MATCH({number},Dati_n,0))")
    }

    /// Returns a condition that holds if «Dati» has the objective of `row` once, described, in the groups
    /// and the year in which it is added up here.
    pub(super) fn is_here(&self, row: u32, entry: &EvaluationEntry<'_>) -> String {
        let mut conditions = vec![format!("COUNTIF(Dati_n,{})=1", self.cell(Column::Number, row))];
        let data = self.book.dataset;
        let description = data.column(Key::Description);
        conditions.extend(description.map(|c| format!("{}<>\"\"", self.found(c, row))));
        conditions.extend(self.groups().into_iter().map(|group| {
            let label = self.cell(Column::Group(group), row);
            format!("EXACT({}&\"\",{label}&\"\")", self.found(group, row))
        }));
        // Years that no period states are those that the objective has values of.
        let years =
            data.column(Key::Years).filter(|_| !data.text(entry.record, Key::Years).is_empty());
        conditions.extend(years.zip(entry.year).map(|(years, _)| {
            format!("ISNUMBER(SEARCH({},{}))", self.cell(Column::Year, row), self.found(years, row))
        }));
        format!("IFERROR(AND({}),FALSE)", conditions.join(","))
    }

    /// Returns formulas for the objectives of «Dati», and for the weights of each year, that no row
    /// here judges.
    pub(super) fn missing(&self) -> Vec<String> {
        let (data, names) = (self.book.dataset, &self.book.names);
        let numbers = column_number_to_name(self.at(Column::Number));
        let last = self.last_row().unwrap_or(FIRST_ROW);
        let (rows, above) = ((FIRST_ROW + 1, last + 1), (FIRST_ROW, last));
        let range = |(first, last)| format!("${numbers}${first}:${numbers}${last}");
        let mark = if self.weighted { Column::Weight } else { Column::Score };
        // The rows of an objective's years follow one another: the first of them counts.
        let here = format!(
            "SUMPRODUCT(({}<>{})*({}<>\"{NOT_FOUND}\"))",
            range(rows),
            range(above),
            self.range(mark)
        );
        let all = data.column(Key::Description).map(|c| names.count_all("COUNTA", c));
        let objectives = all.map(|all| format!("{all}-{here}"));
        let years = data.rule.years.iter().map(|(year, column)| {
            let judged =
                format!("{},{year},{},\">=0\"", self.range(Column::Year), self.range(mark));
            format!("{}-COUNTIFS({judged})", names.count_where(*column, ">=0"))
        });
        objectives.into_iter().chain(years.filter(|_| self.weighted)).collect()
    }

    /// Returns a formula that says what «Dati» says in a column of texts; `None` if the column is none
    /// of those, or `text`, the result, cannot be stored beside a formula.
    pub(super) fn text_formula(
        &self,
        kind: Column,
        row: u32,
        (text, year): (&str, Option<u16>),
    ) -> Option<String> {
        if !is_stored_as_text(text) {
            return None;
        }
        let sources = self.sources(kind, year);
        let found: Vec<String> = sources.iter().map(|column| self.found(*column, row)).collect();
        let is_apart = matches!(kind, Column::Indicator | Column::ExpectedResult);
        let said = match found.as_slice() {
            [] => return None,
            [one] => format!("{one}&\"\""),
            // Each on a line of its own, without the line break before the first.
            several if is_apart => {
                let line = |text| format!("IF({text}=\"\",\"\",CHAR(10)&{text})");
                let lines: Vec<String> = several.iter().map(line).collect();
                format!("MID({},2,{MOST_TEXT})", lines.join("&"))
            }
            several => several.join("&"),
        };
        let number = self.cell(Column::Number, row);
        let formula = format!(
            "=IF(COUNTIF(Dati_n,{number})=0,\"{NOT_FOUND}\",IF({said}=\"\",\"{NOTHING}\",{said}))"
        );
        (formula.chars().count() < MOST_FORMULA).then_some(formula)
    }

    /// Returns the columns of «Dati» that a column of texts repeats in a row of `year`.
    fn sources(&self, kind: Column, year: Option<u16>) -> Vec<usize> {
        let data = self.book.dataset;
        let keys: &[Key] = match kind {
            Column::Manager => &[Key::Manager],
            Column::Assignment => &[Key::Service, Key::CrossCutting],
            Column::Objective => &[Key::Description],
            Column::ExpectedResult => &[Key::ExpectedResult],
            Column::Indicator => return data.indicator_columns().collect(),
            _ => &[],
        };
        let of_year = year.map(|year| format!("{}.{year}", Key::ExpectedResult.name()));
        let of_year = of_year.filter(|_| kind == Column::ExpectedResult);
        let of_year = data.columns.iter().position(|name| Some(name) == of_year.as_ref());
        keys.iter().filter_map(|key| data.column(*key)).chain(of_year).collect()
    }
}

/// Returns `true` if the file can hold `text` as the result of a formula: what looks like a number, a
/// truth or an error would be stored as one, and programs read other signs in other ways.
fn is_stored_as_text(text: &str) -> bool {
    text.parse::<f64>().is_err()
        && !["TRUE", "FALSE"].contains(&text)
        && !text.starts_with('#')
        && text.trim() == text
        && !text.contains("_x")
        && !text.chars().any(|c| c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_text_is_stored_beside_a_formula() {
        assert!(
            is_stored_as_text("Strade\n- due")
                && is_stored_as_text("")
                && is_stored_as_text("2 km")
        );
        for odd in ["2024", "1E5", "TRUE", "#N/A", " a", "_x0041_", "a\tb", "inf"] {
            assert!(!is_stored_as_text(odd), "{odd:?}");
        }
    }
}
