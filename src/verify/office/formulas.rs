//! Comparison of formulas, whose rows may have moved.

use super::content::OfficeContent;
use super::row_matching::RowMaps;
use super::wording::{cell_name, change, reason};
use crate::office::{Grid, SheetFormulas, shifted, without_signs};
use crate::verify::{Reason, Verdict};
use std::collections::BTreeMap;

/// Compares the formulas of every sheet that both workbooks have.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    let none = SheetFormulas::new();
    for grid in &after.grids {
        let Some(name) = grid.name.as_ref().map(|name| name.value.as_str()) else { continue };
        let Some(map) = rows.get(name) else { continue };
        let old = before.inventory.formulas.get(name).unwrap_or(&none);
        let new = after.inventory.formulas.get(name).unwrap_or(&none);
        let moved = old.iter().map(|(&(row, column), text)| {
            let place = (now(map, row), column);
            let follows = new.get(&place).filter(|is| follows_row(text, is, (row, place.0)));
            (place, follows.unwrap_or(text).clone())
        });
        of_sheet(name, &moved.collect(), new, grid, reasons);
    }
}

fn of_sheet(
    name: &str,
    old: &SheetFormulas,
    new: &SheetFormulas,
    grid: &Grid,
    reasons: &mut Vec<Reason>,
) {
    let gone = old.keys().filter(|place| !new.contains_key(*place));
    let (replaced, deleted): (Vec<_>, Vec<_>) = gone.partition(|place| shows(grid, **place));
    let added: Vec<_> = new.keys().filter(|place| !old.contains_key(*place)).collect();
    let other =
        old.iter().filter(|(place, text)| new.get(*place).is_some_and(|now| differs(text, now)));
    let other: Vec<_> = other.map(|(place, _)| place).collect();
    let mut report = |verdict, places: &[&(u32, u32)], one, many| {
        reasons.extend(describe(name, places, one, many).map(|text| reason(verdict, text)));
    };
    let one = "un valore ha preso il posto di una formula";
    report(Verdict::Changed, &replaced, one, "valori hanno preso il posto di formule");
    report(Verdict::Changed, &deleted, "una formula è stata tolta", "formule sono state tolte");
    report(Verdict::Changed, &added, "una cella è ora una formula", "celle sono ora formule");
    let one = "una formula è un'altra";
    report(Verdict::Changed, &other, one, "formule sono altre");
    // The first of them in full: a result that was kept does not show what it computes.
    if let (Some(place), Some(last)) = (other.first(), reasons.last_mut())
        && let (Some(was), Some(is)) = (old.get(*place), new.get(*place))
    {
        let change = change(was, is);
        let first =
            if other.len() > 1 { cell_name(place.0, place.1) + ": " } else { String::new() };
        last.text.push_str(&format!(": {first}{change}"));
    }
}

/// Returns `true` if the cell at a position shows something.
fn shows(grid: &Grid, (row, column): (u32, u32)) -> bool {
    let index = grid.rows.binary_search_by_key(&row, |row| row.index);
    index.is_ok_and(|i| grid.rows[i].cells.iter().any(|cell| cell.column == column))
}

/// Describes changed formulas: «foglio «Pesi»: 3 formule sono state tolte (C4, C5, C6)».
fn describe(sheet: &str, places: &[&(u32, u32)], one: &str, many: &str) -> Option<String> {
    // Enough to find the place by; a sheet may have thousands of formulas.
    const NAMED: usize = 8;
    let names: Vec<_> = places.iter().take(NAMED).map(|p| cell_name(p.0, p.1)).collect();
    let more = if places.len() > NAMED { ", …" } else { "" };
    let what = match places.len() {
        0 => return None,
        1 => one.to_owned(),
        n => format!("{n} {many}"),
    };
    Some(format!("foglio «{sheet}»: {what} ({}{more})", names.join(", ")))
}

/// Returns the new index of a row, by the nearest matched row at or above it.
pub(super) fn now(map: &BTreeMap<u32, u32>, row: u32) -> u32 {
    match map.range(..=row).next_back() {
        // Rows between two matched ones moved with the one above. The map is built from the same
        // file, but rows come from outside: saturate and do not overflow.
        Some((old, new)) => new.saturating_add(row - old),
        None => row,
    }
}

/// Returns `true` if a formula is the one that its cell had in another row, and refers to its own row as
/// before: programs write it so when they sort or insert rows.
pub(super) fn follows_row(was: &str, is: &str, (from, to): (u32, u32)) -> bool {
    let rows = i64::from(to) - i64::from(from);
    rows != 0 && !was.is_empty() && !is.is_empty() && !differs(&shifted(was, rows, 0), is)
}

/// Returns `true` if two formulas differ in more than spelling; an empty one is stated nowhere.
pub(super) fn differs(old: &str, new: &str) -> bool {
    !old.is_empty() && !new.is_empty() && normalised(old) != normalised(new)
}

/// Normalises what programs spell differently; texts in quotes stay as they are.
fn normalised(formula: &str) -> String {
    // Signs of absolute references matter when a formula is copied, not for its result.
    let formula = without_signs(formula);
    let pieces = formula.split('"').enumerate();
    let pieces = pieces.map(|(i, piece)| match i % 2 {
        0 => normalised_code(piece),
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("\"")
}

/// Functions newer than the standard, which some programs write with a prefix (MS-XLSX, 2.2.2).
const NEW_FUNCTIONS: [&str; 30] = [
    "CONCAT",
    "TEXTJOIN",
    "IFS",
    "SWITCH",
    "MAXIFS",
    "MINIFS",
    "IFNA",
    "XLOOKUP",
    "XMATCH",
    "FILTER",
    "SORT",
    "SORTBY",
    "UNIQUE",
    "SEQUENCE",
    "LET",
    "LAMBDA",
    "NUMBERVALUE",
    "FORMULATEXT",
    "ISFORMULA",
    "SHEET",
    "SHEETS",
    "DAYS",
    "XOR",
    "UNICODE",
    "UNICHAR",
    "TEXTSPLIT",
    "TEXTBEFORE",
    "TEXTAFTER",
    "VSTACK",
    "HSTACK",
];

/// Normalises what stands outside of texts: blanks, capitals, prefixes of new functions, references to
/// the row of a table, and truth values.
fn normalised_code(formula: &str) -> String {
    let mut text = without_gaps(&formula.to_uppercase());
    // In the name of another function, or of a cell, a prefix is a name that no program knows.
    for function in NEW_FUNCTIONS {
        for prefix in ["_XLFN._XLWS.", "_XLFN."] {
            text = text.replace(&format!("{prefix}{function}("), &format!("{function}("));
        }
    }
    let text = text.replace("[#THIS ROW],", "").replace("[@", "[");
    let text = text.replace("[[", "[").replace("]]", "]");
    // Calc writes the truth values as functions.
    text.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")
}

/// Leaves out the blanks beside an operator; any other joins two references, or cuts a name in two.
fn without_gaps(code: &str) -> String {
    let is_gap = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let is_operator = |c: char| "+-*/^&=<>,;:".contains(c);
    let is_comparison = |c: char| "<>=".contains(c);
    let (mut out, mut is_quoted, mut depth) = (String::new(), false, 0_i32);
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        is_quoted ^= c == '\'';
        depth += i32::from(c == '[') - i32::from(c == ']');
        if is_quoted || depth > 0 || !is_gap(c) {
            out.push(c);
            continue;
        }
        while chars.next_if(|c| is_gap(*c)).is_some() {}
        let (before, after) = (out.chars().next_back(), chars.peek().copied());
        let is_beside = before.is_none_or(|c| is_operator(c) || matches!(c, '(' | '{'))
            || after.is_none_or(|c| is_operator(c) || matches!(c, ')' | '}'));
        let cuts_operator =
            before.zip(after).is_some_and(|(a, b)| is_comparison(a) && is_comparison(b));
        if !is_beside || cuts_operator {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{differs, follows_row};

    #[test]
    fn formulas_of_moved_rows_refer_to_their_own_row() {
        let was = "IF(E7=\"\",\"\",MATCH($A7,Dati!$A:$A,0))";
        assert!(follows_row(was, "IF(E6=\"\",\"\",MATCH($A6,Dati!$A:$A,0))", (6, 5)));
        for (is, rows) in [
            ("IF(E6=\"\",\"\",MATCH($A7,Dati!$A:$A,0))", (6, 5)),
            ("IF(E5=\"\",\"\",MATCH($A5,Dati!$A:$A,0))", (6, 5)),
            (was, (6, 6)),
            ("", (6, 5)),
        ] {
            assert!(!follows_row(was, is, rows), "{is}");
        }
    }

    #[test]
    fn truth_values_are_the_same_as_functions() {
        assert!(!differs("IFERROR(AND(A1),FALSE)", "IFERROR( AND(A1),false())"));
        assert!(differs("IFERROR(AND(A1),FALSE)", "IFERROR(AND(A1),TRUE())"));
        assert!(differs("IF(A1,\"FALSE\")", "IF(A1,\"FALSE()\")"));
    }

    #[test]
    fn blanks_that_cut_a_name_and_prefixes_of_other_names_count() {
        for (old, new) in [
            ("IF(K11=0,\"\",A1)", "if( K11 = 0 ,\n\"\" , A1 )"),
            ("CONCAT(A1,B2)", "_xlfn.CONCAT(A1, B2)"),
            ("SORT(A1:B2)", "_xlfn._xlws.SORT(A1:B2)"),
            ("SUM(Dati[[#This Row],[Peso netto]])", "SUM(Dati[@Peso netto])"),
            ("'Fogli o 1'!A1", "'Fogli o 1'!$A$1"),
        ] {
            assert!(!differs(old, new), "{old} {new}");
        }
        for (old, new) in [
            ("IF(K11=0,1)", "IF(K1 1=0,1)"),
            ("IF(K11=0,1)", "I F(K11=0,1)"),
            ("IF(K11=0,1)", "IF (K11=0,1)"),
            ("IF(K11=0,1)", "@IF(K11=0,1)"),
            ("IF(K11=0,1)", "_xlfn.IF(K11=0,1)"),
            ("IF(K11=0,1)", "_xlfn._xlws.IF(K11=0,1)"),
            ("IF(K11<=0,1)", "IF(K11< =0,1)"),
            ("IF(K11=0,1)", "IF(K11\u{A0}=0,1)"),
            ("ISNUMBER(Totale_atteso)", "ISNUMBER(Totale _atteso)"),
            ("ISNUMBER(Totale_atteso)", "ISNUMBER(_xlfn.Totale_atteso)"),
            ("'Foglio1'!A1", "'Foglio 1'!A1"),
        ] {
            assert!(differs(old, new), "{old} {new}");
        }
    }
}
