//! RangeNames of the ranges that formulas use, and formulas that select by names of areas and periods.

use super::data_columns::DataColumns;
use crate::dataset::{Dataset, Key, WorkbookSheet};
use rust_xlsxwriter::utility::column_number_to_name;
use std::collections::{BTreeSet, HashSet};

/// The columns of «Dati» that formulas use.
const USED: [Key; 5] = [Key::Position, Key::Area, Key::Period, Key::Description, Key::Weight];
/// Rows below the last objective that exact comparisons take in; more would take seconds.
const SPARE_ROWS: usize = 1_000;
/// Most comparisons of a sum's name with a row of «Dati»; after an edit LibreOffice makes so
/// many in a second.
const MOST_COMPARISONS: usize = 150_000;

/// Row of «Pesi» with the expected total.
pub(super) const EXPECTED_ROW: u32 = 2;

/// Names of ranges of «Dati», and the functions that formulas select rows by.
///
/// Ranges are whole columns: a row that is added below the last one, inserted above the first or
/// sorted counts in every program, where references to the table would follow it in Excel only.
pub(super) struct RangeNames {
    /// Name and range of each column of «Dati».
    columns: Vec<(String, String)>,
    /// Letters of each column of the data in «Dati».
    letters: Vec<String>,
    /// Condition that holds for the objectives of «Dati» alone: neither for its head nor for blank
    /// rows.
    is_objective: String,
    /// Last row that exact comparisons take in, from 1.
    last: usize,
    /// `true` if rows are selected by SUMIFS and COUNTIFS, which take capitals for small letters:
    /// there are too many to compare letter by letter, and no two names differ in capitals alone.
    plain: bool,
}

impl RangeNames {
    pub(super) fn of(data: &Dataset, columns: &DataColumns) -> Self {
        let labels = |i: usize| -> Vec<String> {
            let labels = data.groups.iter().map(|group| group.labels[i].clone());
            labels.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let is_head = |name: &String| {
            let mut heads = (0..data.columns.len()).map(|column| data.head(column));
            heads.any(|head| head.to_lowercase() == name.to_lowercase())
        };
        let levels = data.groups.iter().flat_map(|group| &group.labels);
        let count = data.records.len();
        let last = 1 + count + count.max(SPARE_ROWS);
        let plain = sums(data) * last > MOST_COMPARISONS
            && all_plain(&data.areas)
            && all_plain(&data.periods)
            && (0..data.rule.columns.len()).all(|i| all_plain(&labels(i)))
            // The head of «Dati» lies within the ranges.
            && !data.areas.iter().chain(&data.periods).chain(levels).any(is_head);
        let letter = |index| column_number_to_name(columns.position(index).unwrap_or(0));
        let number = data.column(Key::Position).map_or("", |column| data.head(column));
        let mut names = RangeNames {
            columns: vec![],
            letters: (0..data.columns.len()).map(letter).collect(),
            is_objective: format!(
                "*(Dati_n<>\"{}\")*(Dati_descrizione<>\"\")",
                number.replace('"', "\"\"")
            ),
            plain,
            last,
        };
        let range = |key: &Key| {
            let range = names.range(data.column(*key)?);
            Some((format!("Dati_{}", key.name()), format!("={range}")))
        };
        names.columns = USED.iter().filter_map(range).collect();
        names
    }

    /// Returns the cells of a column of «Dati», for a formula.
    pub(super) fn range(&self, column: usize) -> String {
        let letter = self.letters.get(column).map_or("A", String::as_str);
        match self.plain {
            true => self.whole(column),
            false => format!("Dati!${letter}$1:${letter}${}", self.last),
        }
    }

    /// Returns a formula that counts the cells of a column of «Dati» that `function` counts, however far
    /// down they stand; the head is none of them.
    pub(super) fn count_all(&self, function: &str, column: usize) -> String {
        let head = if function == "COUNTA" { "-1" } else { "" };
        format!("{function}({}){head}", self.whole(column))
    }

    /// Returns a formula that counts the numbers of a column of «Dati» for which `condition` holds,
    /// however far down they stand.
    pub(super) fn count_where(&self, column: usize, condition: &str) -> String {
        format!("COUNTIF({},\"{condition}\")", self.whole(column))
    }

    /// Returns a column of «Dati» as a whole, beside which rows may not be matched: a row inserted above
    /// moves ranges and leaves whole columns where they are.
    fn whole(&self, column: usize) -> String {
        let letter = self.letters.get(column).map_or("A", String::as_str);
        format!("Dati!${letter}:${letter}")
    }

    /// Returns the condition that holds for the rows of objectives, as a factor; `None` where the ranges are
    /// whole columns, of which a program would compare every cell.
    pub(super) fn is_objective(&self) -> Option<&str> {
        (!self.plain).then(|| self.is_objective.trim_start_matches('*'))
    }

    /// Returns the last row of «Dati» that sums take in, from 1; `None` if they take in all.
    pub(super) fn last_row(&self) -> Option<usize> {
        (!self.plain).then_some(self.last)
    }

    pub(super) fn definitions(&self, sheets: &[WorkbookSheet]) -> Vec<(String, String)> {
        let mut names = Vec::new();
        if sheets.contains(&WorkbookSheet::Data) {
            names.extend(self.columns.iter().cloned());
        }
        if sheets.contains(&WorkbookSheet::Weights) {
            let row = EXPECTED_ROW + 1;
            names.push(("Totale_atteso".to_owned(), format!("=Pesi!$B${row}")));
        }
        names
    }

    /// Returns a formula that adds up the numbers of `values` where all `criteria` (a range and
    /// the cell that it must equal) hold; without criteria, those of all objectives of «Dati».
    pub(super) fn sum(&self, values: &str, criteria: &[(&str, String)]) -> String {
        if criteria.is_empty() {
            format!("SUMIFS({values},{ANY})")
        } else if self.plain {
            format!("SUMIFS({values},{})", joined(criteria))
        } else {
            // The values come as an array of their own: texts in it count as nothing.
            format!("SUMPRODUCT({}*ISNUMBER({values}),{values})", self.exact(criteria))
        }
    }

    /// Returns a formula that counts the rows for which all `criteria` hold; without criteria,
    /// all objectives of «Dati».
    pub(super) fn count(&self, criteria: &[(&str, String)]) -> String {
        if criteria.is_empty() {
            format!("(COUNTIFS({ANY})-1)")
        } else if self.plain {
            format!("COUNTIFS({})", joined(criteria))
        } else {
            format!("SUMPRODUCT({})", self.exact(criteria))
        }
    }

    /// Returns a formula that counts the numbers of `values` where all `criteria` hold.
    pub(super) fn count_numbers(&self, values: &str, criteria: &[(&str, String)]) -> String {
        if criteria.is_empty() {
            format!("COUNTIFS({ANY},{values},{NUMBER})")
        } else if self.plain {
            format!("COUNTIFS({},{values},{NUMBER})", joined(criteria))
        } else {
            format!("SUMPRODUCT({}*ISNUMBER({values}))", self.exact(criteria))
        }
    }

    /// Returns a formula that adds up the numbers of `values` where `rated` holds a number and all
    /// `criteria` hold.
    pub(super) fn sum_rated(
        &self,
        values: &str,
        rated: &str,
        criteria: &[(&str, String)],
    ) -> String {
        if self.plain {
            format!("SUMIFS({values},{},{rated},{NUMBER})", joined(criteria))
        } else {
            let numbers = format!("ISNUMBER({values})*ISNUMBER({rated})");
            format!("SUMPRODUCT({}*{numbers},{values})", self.exact(criteria))
        }
    }

    /// Returns a formula that counts texts and negative numbers in `values` where all `criteria`
    /// hold: neither is a weight.
    pub(super) fn count_wrong(&self, values: &str, criteria: &[(&str, String)]) -> String {
        // LibreOffice takes «?*» for numbers as well: texts are what is filled and no number.
        let wrong = |criteria: &str, head: &str| {
            let count = |condition| format!("COUNTIFS({criteria},{values},{condition})");
            let (filled, numbers, negative) = (count("\"<>\""), count(NUMBER), count("\"<0\""));
            format!("({filled}-{numbers}+{negative}{head})")
        };
        if criteria.is_empty() {
            wrong(ANY, "-1")
        } else if self.plain {
            wrong(&joined(criteria), "")
        } else {
            let text = format!("ISTEXT({values})*({values}<>\"\")");
            let negative = format!("ISNUMBER({values})*({values}<0)");
            format!("SUMPRODUCT({}*({text}+{negative}))", self.exact(criteria))
        }
    }

    /// Joins conditions that compare letter by letter; years are compared as texts, for LibreOffice
    /// finds no number in a range equal to another.
    fn exact(&self, criteria: &[(&str, String)]) -> String {
        let condition = |(range, cell): &(&str, String)| format!("EXACT({range}&\"\",{cell}&\"\")");
        let parts: Vec<_> = criteria.iter().map(condition).collect();
        let in_data = criteria.iter().any(|(range, _)| range.starts_with("Dati"));
        parts.join("*") + if in_data { &self.is_objective } else { "" }
    }
}

/// Criteria that hold for every objective of «Dati», and for its head.
const ANY: &str = "Dati_descrizione,\"?*\"";
/// Criterion that holds for numbers and for nothing else.
const NUMBER: &str = "\"<1E+300\"";

fn joined(criteria: &[(&str, String)]) -> String {
    let parts: Vec<_> = criteria.iter().map(|(range, cell)| format!("{range},{cell}")).collect();
    parts.join(",")
}

/// Returns the number of groups that weights are added up for.
fn sums(data: &Dataset) -> usize {
    data.areas.len().max(1) * data.periods.len().max(1) + data.groups.len()
}

/// Returns `true` if SUMIFS takes every name literally: it takes some signs for wildcards and
/// comparisons, figures for numbers, capitals for small letters, and nothing over 255
/// characters (Excel's help, «SUMIFS function»).
fn all_plain(names: &[String]) -> bool {
    let mut folded = HashSet::new();
    names.iter().all(|name| is_plain(name) && folded.insert(name.to_lowercase()))
}

/// Returns `true` if MATCH tells all names apart: it takes some signs for wildcards, capitals for small
/// letters, and nothing over 255 characters (Excel's help, «MATCH function»).
pub(super) fn all_matched(names: &[String]) -> bool {
    let mut folded = HashSet::new();
    names.iter().all(|name| {
        !name.contains(['*', '?', '~'])
            && name.chars().count() <= 255
            && folded.insert(name.to_lowercase())
    })
}

fn is_plain(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.trim_end() == name
        && name.chars().count() <= 200
        && !name.contains(|c: char| "*?~<>=\"".contains(c) || c.is_control())
        && !["vero", "falso", "true", "false"].contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sumifs_would_take_for_more_are_compared_exactly() {
        let plain = |names: &[&str]| {
            all_plain(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        assert!(plain(&["AREA AFFARI GENERALI", "SERVIZI/RAGIONERIA", "Città (1)"]));
        for odd in ["2024", "=A", "A*", "B?", "a~b", "VERO", " A", "A ", "A\nB", ">5", ""] {
            assert!(!plain(&["AREA", odd]), "{odd:?}");
        }
        assert!(!plain(&["Area", "AREA"]));
        assert!(!plain(&[&"x".repeat(201)]));
    }

    #[test]
    fn formulas_ask_for_one_row_a_criterion() {
        let names = |plain| RangeNames {
            columns: vec![],
            letters: vec![],
            is_objective: "*(Dati_n<>\"N.\")*(Dati_descrizione<>\"\")".to_owned(),
            plain,
            last: 2,
        };
        let criteria = [("Dati_area", "$A6".to_owned()), ("Dati_periodo", "B$4".to_owned())];
        assert_eq!(
            names(true).sum("Dati_peso", &criteria),
            "SUMIFS(Dati_peso,Dati_area,$A6,Dati_periodo,B$4)"
        );
        assert_eq!(
            names(false).sum("Dati_peso", &criteria[..1]),
            "SUMPRODUCT(EXACT(Dati_area&\"\",$A6&\"\")*(Dati_n<>\"N.\")*(Dati_descrizione<>\"\")*ISNUMBER(Dati_peso),Dati_peso)"
        );
        assert_eq!(names(true).count(&[]), "(COUNTIFS(Dati_descrizione,\"?*\")-1)");
        assert_eq!(
            names(true).count_numbers("Dati_peso", &criteria[..1]),
            "COUNTIFS(Dati_area,$A6,Dati_peso,\"<1E+300\")"
        );
    }
}
