//! RangeNames of the ranges that formulas use, and formulas that select by names of areas and periods.

use crate::dataset::{Dataset, Key, WorkbookSheet};
use rust_xlsxwriter::utility::column_number_to_name;
use std::collections::{BTreeSet, HashSet};

/// The columns of «Dati» that formulas use.
const USED: [Key; 4] = [Key::Position, Key::Area, Key::Period, Key::Weight];

/// Row of «Pesi» with the expected total.
pub(super) const EXPECTED_ROW: u32 = 2;

pub(super) struct RangeNames {
    /// Name and range of each column of «Dati».
    columns: Vec<(String, String)>,
    /// Last row of «Dati», from 1.
    last: usize,
    /// `true` if SUMIFS and COUNTIFS can distinguish all areas and periods.
    plain: bool,
}

impl RangeNames {
    pub(super) fn of(data: &Dataset) -> Self {
        let last = data.records.len() + 1;
        let range = |key: &Key| {
            let letter = column_number_to_name(u16::try_from(data.column(*key)?).ok()?);
            Some((format!("Dati_{}", key.name()), format!("=Dati!${letter}$2:${letter}${last}")))
        };
        let columns = USED.iter().filter_map(range).collect();
        let labels = |i: usize| -> Vec<String> {
            let labels = data.groups.iter().map(|group| group.labels[i].clone());
            labels.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let plain = all_plain(&data.areas)
            && all_plain(&data.periods)
            && (0..data.rule.columns.len()).all(|i| all_plain(&labels(i)));
        RangeNames { columns, plain, last }
    }

    /// Returns the cells of a column of «Dati», for a formula.
    pub(super) fn range(&self, column: usize) -> String {
        let letter = column_number_to_name(u16::try_from(column).unwrap_or(0));
        format!("Dati!${letter}$2:${letter}${}", self.last)
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

    /// Returns a formula that adds up `values` where all `criteria` (a range and the cell that it
    /// must equal) hold.
    pub(super) fn sum(&self, values: &str, criteria: &[(&str, String)]) -> String {
        if criteria.is_empty() {
            format!("SUM({values})")
        } else if self.plain {
            format!("SUMIFS({values},{})", joined(criteria))
        } else {
            // The values come as an array of their own: texts in it count as nothing.
            format!("SUMPRODUCT({}*ISNUMBER({values}),{values})", exact(criteria))
        }
    }

    /// Returns a formula that counts the rows for which all `criteria` hold; `all` is a range
    /// without blanks.
    pub(super) fn count(&self, all: &str, criteria: &[(&str, String)]) -> String {
        if criteria.is_empty() {
            format!("COUNTA({all})")
        } else if self.plain {
            format!("COUNTIFS({})", joined(criteria))
        } else {
            format!("SUMPRODUCT({})", exact(criteria))
        }
    }

    /// Returns a formula that counts the numbers of `values` where all `criteria` hold.
    pub(super) fn count_numbers(&self, values: &str, criteria: &[(&str, String)]) -> String {
        if criteria.is_empty() {
            format!("COUNT({values})")
        } else if self.plain {
            format!("COUNTIFS({},{values},\">=0\")", joined(criteria))
        } else {
            format!("SUMPRODUCT({}*ISNUMBER({values}))", exact(criteria))
        }
    }
}

fn joined(criteria: &[(&str, String)]) -> String {
    let parts: Vec<_> = criteria.iter().map(|(range, cell)| format!("{range},{cell}")).collect();
    parts.join(",")
}

fn exact(criteria: &[(&str, String)]) -> String {
    let parts: Vec<_> =
        criteria.iter().map(|(range, cell)| format!("EXACT({range},{cell})")).collect();
    parts.join("*")
}

/// Returns `true` if SUMIFS takes every name literally: it takes some signs for wildcards and
/// comparisons, figures for numbers, capitals for small letters, and nothing over 255
/// characters (Excel's help, «SUMIFS function»).
fn all_plain(names: &[String]) -> bool {
    let mut folded = HashSet::new();
    names.iter().all(|name| is_plain(name) && folded.insert(name.to_lowercase()))
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
        let names = |plain| RangeNames { columns: vec![], plain, last: 2 };
        let criteria = [("Dati_area", "$A6".to_owned()), ("Dati_periodo", "B$4".to_owned())];
        assert_eq!(
            names(true).sum("Dati_peso", &criteria),
            "SUMIFS(Dati_peso,Dati_area,$A6,Dati_periodo,B$4)"
        );
        assert_eq!(
            names(false).sum("Dati_peso", &criteria[..1]),
            "SUMPRODUCT(EXACT(Dati_area,$A6)*ISNUMBER(Dati_peso),Dati_peso)"
        );
        assert_eq!(names(true).count("Dati_n", &[]), "COUNTA(Dati_n)");
        assert_eq!(
            names(true).count_numbers("Dati_peso", &criteria[..1]),
            "COUNTIFS(Dati_area,$A6,Dati_peso,\">=0\")"
        );
    }
}
