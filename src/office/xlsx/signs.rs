//! Signs «$» of references in formulas and names (ECMA-376-1, 18.17.2.3): they count where a formula
//! is copied, shared or named.

/// Reference to a cell, a whole column or a whole row as a formula writes it.
struct WrittenReference<'f> {
    /// Sign and letters of the column, if there is one.
    column: Option<(bool, &'f str)>,
    /// Sign and digits of the row, if there is one.
    row: Option<(bool, &'f str)>,
}

/// Returns a formula without signs before the columns and rows of its references.
#[must_use]
pub fn without_signs(formula: &str) -> String {
    mapped(formula, |reference| {
        let part =
            |part: Option<(bool, &str)>| part.map_or(String::new(), |(_, name)| name.to_owned());
        part(reference.column) + &part(reference.row)
    })
}

/// Returns `true` if a reference of a formula depends on the cell in which it stands.
pub(super) fn is_relative(formula: &str) -> bool {
    let mut found = false;
    mapped(formula, |reference| {
        let parts = [reference.column, reference.row];
        found |= parts.into_iter().flatten().any(|(is_fixed, _)| !is_fixed);
        String::new()
    });
    found
}

/// Returns a formula as a cell has it that lies so many rows and columns farther.
#[must_use]
pub fn shifted(formula: &str, rows: i64, columns: i64) -> String {
    mapped(formula, |reference| {
        let column = reference.column.map(|(is_fixed, letters)| match is_fixed {
            true => format!("${letters}"),
            false => letters_of(number_of(letters) + columns),
        });
        let row = reference.row.map(|(is_fixed, digits)| match is_fixed {
            true => format!("${digits}"),
            false => (digits.parse::<i64>().unwrap_or(0) + rows).to_string(),
        });
        column.unwrap_or_default() + &row.unwrap_or_default()
    })
}

/// Replaces the references of a formula; texts, names of sheets and columns of tables stay.
fn mapped(formula: &str, mut replace: impl FnMut(WrittenReference<'_>) -> String) -> String {
    let (mut out, mut rest, mut before) = (String::new(), formula, ' ');
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => closed_length(rest, first, first),
            '[' => closed_length(rest, '[', ']'),
            first if is_of_name(first) => rest.find(|c| !is_of_name(c)).unwrap_or(rest.len()),
            first => first.len_utf8(),
        };
        let (piece, left) = rest.split_at(length);
        let after = left.chars().next().unwrap_or(' ');
        let is_range = before == ':' || after == ':';
        let is_name = !is_of_name(first) || matches!(after, '(' | '!' | '[');
        match (!is_name).then(|| written_reference(piece, is_range)).flatten() {
            Some(reference) => out.push_str(&replace(reference)),
            None => out.push_str(piece),
        }
        before = piece.chars().next_back().unwrap_or(' ');
        rest = left;
    }
    out
}

/// Returns the length of what stands between two signs, them included.
fn closed_length(text: &str, open: char, close: char) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == close && (open != close || at > 0) {
            depth = if open == close { 0 } else { depth - 1 };
            if depth == 0 {
                return at + 1;
            }
        } else if c == open {
            depth += 1;
        }
    }
    text.len()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '.' | '\\' | '?')
}

/// Parses a reference; a column or a row alone is one only in a range.
fn written_reference(piece: &str, is_range: bool) -> Option<WrittenReference<'_>> {
    let part = |text: &'_ str, is_part: fn(u8) -> bool, longest: usize| {
        let name = text.strip_prefix('$').unwrap_or(text);
        let length = name.bytes().take_while(|byte| is_part(*byte)).count();
        let sign = text.len() - name.len();
        (1..=longest).contains(&length).then_some((sign, length))
    };
    let column = part(piece, |byte| byte.is_ascii_alphabetic(), 3);
    let (column, rest) = match column {
        Some((sign, length)) => {
            (Some((sign == 1, &piece[sign..sign + length])), &piece[sign + length..])
        }
        None => (None, piece),
    };
    let (row, rest) = match part(rest, |byte| byte.is_ascii_digit(), 7) {
        Some((sign, length)) => {
            (Some((sign == 1, &rest[sign..sign + length])), &rest[sign + length..])
        }
        None => (None, rest),
    };
    let is_whole =
        column.is_some() && row.is_some() || is_range && column.is_some() != row.is_some();
    (rest.is_empty() && is_whole).then_some(WrittenReference { column, row })
}

fn number_of(letters: &str) -> i64 {
    letters.bytes().fold(0, |number, letter| {
        26 * number + i64::from(letter.to_ascii_uppercase()) - i64::from(b'A') + 1
    })
}

/// Names a column; one before the first has no name.
fn letters_of(number: i64) -> String {
    let index = u32::try_from(number - 1).ok();
    index.map_or("?".to_owned(), crate::source::column_letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_count_only_in_references() {
        for (formula, plain) in [
            ("SUM($M$7:M$8)", "SUM(M7:M8)"),
            ("Dati$_descrizione", "Dati$_descrizione"),
            ("IF('A$1'!$B$2=\"$C$3\",LOG10($D4),$H:$H)", "IF('A$1'!B2=\"$C$3\",LOG10(D4),H:H)"),
            ("Obiettivi[[#This Row],[$A$1]]", "Obiettivi[[#This Row],[$A$1]]"),
            ("[", "["),
            ("\"", "\""),
        ] {
            assert_eq!(without_signs(formula), plain);
        }
    }

    #[test]
    fn references_without_signs_move() {
        for (formula, moved) in [
            ("A1+$B2*C$3+$D$4", "C6+$B7*E$3+$D$4"),
            ("SUM(H:H,$2:2)+Foglio1!Z9", "SUM(J:J,$2:7)+Foglio1!AB14"),
            ("PESO+LOG10(A1)", "PESO+LOG10(C6)"),
        ] {
            assert_eq!(shifted(formula, 5, 2), moved);
        }
        assert_eq!(shifted("A1", 0, -1), "?1");
    }

    #[test]
    fn a_name_stands_for_the_same_cells_everywhere_only_with_signs() {
        for (meaning, relative) in [
            ("Dati!$M$3:$M$9", false),
            ("Dati!M:M", true),
            ("Dati!$M:$M", false),
            ("Dati!$3:4", true),
            ("Dati!$B7", true),
            ("0.5*Tasso", false),
        ] {
            assert_eq!(is_relative(meaning), relative, "{meaning}");
        }
    }
}
