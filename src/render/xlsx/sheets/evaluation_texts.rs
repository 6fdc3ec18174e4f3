//! Cells of «Valutazione» that follow «Dati»: its texts, and whether an objective still stands where it
//! is judged.

use super::evaluation_columns::EvaluationTable;
use super::write::{MOST_TEXT, NOTHING};
use crate::dataset::{
    EvaluationColumn as Column, EvaluationEntry, Key, indicator_weight, own_manager,
    stated_indicators,
};

/// Mark of an objective whose number «Dati» does not have, or has twice, or in another group.
pub(super) const NOT_FOUND: &str = "✗ vedi «Dati»";
/// Excel's limit on the length of a formula, in characters.
const MOST_FORMULA: usize = 8_192;

impl EvaluationTable<'_> {
    /// Returns a formula for the value of a column of «Dati» in the row of the objective of `row`.
    pub(super) fn found(&self, column: usize, row: u32) -> String {
        let (range, number) = (self.book.names.range(column), self.cell(Column::Number, row));
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

    /// Returns a formula for the weight of the entry in `row`, a number: of one of several indicators, the
    /// part that its own weight gives it, or an equal one.
    pub(super) fn own_weight(&self, row: u32, entry: &EvaluationEntry<'_>) -> String {
        let data = self.book.dataset;
        let whole = self.found(data.weights(entry.year).unwrap_or(0), row);
        let Some(own) = entry.indicator else { return whole };
        let places = stated_indicators(data, entry.record);
        let weight = |place: &usize| Some(self.found(indicator_weight(data, *place)?, row));
        let weights: Option<Vec<String>> = places.iter().map(weight).collect();
        let equal = format!("{whole}/{}", places.len());
        match (weights, weight(&own)) {
            (Some(weights), Some(own)) => {
                let (all, count) = (weights.join(","), places.len());
                format!(
                    "IF(AND(COUNT({all})={count},SUM({all})>0),{whole}*{own}/SUM({all}),{equal})"
                )
            }
            _ => equal,
        }
    }

    /// Returns the ranges of «Dati» by which the sums in `row` may be counted there, each with the cell
    /// that they must equal; `None` if its periods do not say the years of each objective.
    pub(super) fn criteria_in_data(&self, row: u32) -> Option<Vec<(String, String)>> {
        // Rows of indicators are not objectives.
        if self.by_indicator() {
            return None;
        }
        let data = self.book.dataset;
        let states = |key| move |record| !data.text(record, key).is_empty();
        let dated =
            [Key::Period, Key::Years].into_iter().all(|key| data.records.iter().all(states(key)));
        let groups = self.groups();
        let by_period = data.column(Key::Period).is_some_and(|period| groups.contains(&period));
        let of_data =
            |group: usize| (self.book.names.range(group), self.cell(Column::Group(group), row));
        (dated && by_period).then(|| groups.into_iter().map(of_data).collect())
    }

    /// Returns the range of «Dati» with the weights of `year`.
    pub(super) fn weights_in_data(&self, year: Option<u16>) -> String {
        self.book
            .dataset
            .weights(year)
            .map_or(String::new(), |weights| self.book.names.range(weights))
    }

    /// Returns a formula that says what «Dati» says in a column of texts; `None` if the column is none
    /// of those, or `text`, the result, cannot be stored beside a formula.
    pub(super) fn text_formula(
        &self,
        kind: Column,
        row: u32,
        (text, entry): (&str, &EvaluationEntry<'_>),
    ) -> Option<String> {
        if !is_stored_as_text(text) {
            return None;
        }
        let sources = self.sources(kind, entry);
        let found: Vec<String> = sources.iter().map(|column| self.found(*column, row)).collect();
        let is_apart = matches!(kind, Column::Indicator | Column::ExpectedResult);
        let said = match found.as_slice() {
            [] => return None,
            // Who leads the area, where nobody is named for the objective.
            [own, of_area] if kind == Column::Manager => {
                format!("IF({own}=\"\",{of_area}&\"\",{own}&\"\")")
            }
            [one] => format!("{one}&\"\""),
            // Each on a line of its own, without the line break before the first.
            several if is_apart => {
                let line = |text| format!("IF({text}=\"\",\"\",CHAR(10)&{text})");
                let lines: Vec<String> = several.iter().map(line).collect();
                format!("MID({},2,{MOST_TEXT})", lines.join("&"))
            }
            several => several.join("&"),
        };
        let formula = format!("=IFERROR(IF({said}=\"\",\"{NOTHING}\",{said}),\"{NOT_FOUND}\")");
        (formula.chars().count() < MOST_FORMULA).then_some(formula)
    }

    /// Returns the columns of «Dati» that a column of texts repeats in the row of `entry`.
    fn sources(&self, kind: Column, entry: &EvaluationEntry<'_>) -> Vec<usize> {
        let data = self.book.dataset;
        let keys: &[Key] = match kind {
            Column::Manager => {
                return own_manager(data).into_iter().chain(data.column(Key::Manager)).collect();
            }
            Column::Assignment => &[Key::Service, Key::CrossCutting],
            Column::Objective => &[Key::Description],
            Column::ExpectedResult => &[Key::ExpectedResult],
            Column::Indicator => return entry.indicator_columns(data).collect(),
            _ => &[],
        };
        let of_year = entry.year.map(|year| format!("{}.{year}", Key::ExpectedResult.name()));
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
