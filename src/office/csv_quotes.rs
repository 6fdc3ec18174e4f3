//! Quotation marks of text tables that do not follow RFC 4180, and how people mean them.

use super::delimited::CsvFields;
use crate::diag::{Code, Diagnostic};
use crate::italian::plural::counted;
use crate::source::Span;

/// Cells and rows whose quotation marks are not written as they should be.
#[derive(Default)]
pub(super) struct OddQuotes {
    /// Cells between quotation marks that hold others.
    pub cells: Vec<Span>,
    first_row: Option<Span>,
    rows: usize,
}

impl OddQuotes {
    /// Adds a row that stands between quotation marks as a whole.
    pub(crate) fn add_row(&mut self, place: Span) {
        self.first_row.get_or_insert(place);
        self.rows += 1;
    }

    /// Returns the findings, one on cells and one on rows.
    pub(crate) fn findings(self) -> impl Iterator<Item = Diagnostic> {
        /// Most further cells that the finding points at.
        const MOST: usize = 10;
        let cells = self.cells.split_first().map(|(first, others)| {
            let more = match others.len() {
                0 => String::new(),
                more => format!(" Così {}.", counted(more, "altra cella", "altre celle")),
            };
            let message = format!(
                "Il testo è fra virgolette e ne contiene altre, scritte una volta sola: sono state lette come parte del testo.{more}"
            );
            let finding = Diagnostic::new(Code::DoubtfulQuotes, *first, message).hint(
                "Controllare il testo; le virgolette dentro una cella si scrivono due volte (\"\").",
            );
            others.iter().take(MOST).fold(finding, |finding, place| finding.also(*place, ""))
        });
        let rows = self.first_row.map(|first| {
            let what = match self.rows {
                1 => "Questa riga sta tutta fra virgolette, come una sola cella: è stata letta".to_owned(),
                many => format!("Da qui in poi {many} righe stanno tutte fra virgolette, come una sola cella: sono state lette"),
            };
            let message = format!("{what} come se le virgolette non ci fossero.");
            Diagnostic::new(Code::DoubtfulQuotes, first, message)
                .hint("Controllare che ogni testo sia nella sua colonna, o esportare di nuovo la tabella.")
        });
        cells.into_iter().chain(rows)
    }
}

/// Returns the text of a quoted cell that holds quotation marks written once: `"Progetto "A" bis"`;
/// `None` if its marks are in order, or if they may be those of several cells.
pub(super) fn with_inner_quotes(raw: &str, delimiter: u8) -> Option<String> {
    if !raw.starts_with('"') {
        return None;
    }
    // Without a mark at the end, those at the beginning are part of the text: `"Piano" casa`.
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if inner.is_none() && raw.matches('"').count() % 2 == 1 {
        return None;
    }
    let inner = inner.unwrap_or(raw);
    let lone = inner.replace("\"\"", "\u{0}");
    let bytes = lone.as_bytes();
    let ends_cell = |byte: Option<&u8>| {
        byte.is_some_and(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'))
    };
    let marks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(at, _)| at);
    let mut is_odd = false;
    for at in marks {
        is_odd = true;
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if ends_cell(before) || ends_cell(bytes.get(at + 1)) {
            return None;
        }
    }
    is_odd.then(|| lone.replace('\u{0}', "\""))
}

/// Returns the text of `="007"`, which programs write so that Excel keeps the zeros.
pub(super) fn formula_text(value: &str) -> Option<String> {
    let inner = value.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    let text = inner.replace("\"\"", "\u{0}");
    (!text.contains('"')).then(|| text.replace('\u{0}', "\""))
}

/// Returns the cells of a row that stands between quotation marks as a whole; `None` if its text
/// has not as many as the other rows, `usual`.
pub(super) fn unfolded(value: &str, delimiter: u8, usual: usize) -> Option<Vec<String>> {
    if !value.as_bytes().contains(&delimiter) {
        return None;
    }
    let fields = CsvFields::new(value, 0, delimiter);
    let mut ends = 0;
    let cells: Vec<String> = fields
        .map(|field| {
            ends += usize::from(field.ends_record);
            field.value
        })
        .collect();
    (ends <= 1 && cells.len() >= 3 && (usual < 2 || cells.len() == usual)).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_written_once_are_part_of_the_text() {
        for (raw, text) in [
            ("\"Progetto \"Comune\" fase 2\"", Some("Progetto \"Comune\" fase 2")),
            ("\"Monitor da 24\" per uffici\"", Some("Monitor da 24\" per uffici")),
            ("\"Piano\" casa", Some("\"Piano\" casa")),
            ("\"in \"\"ordine\"\" qui\"", None),
            ("\"d\ne;\"f\"", None),
            ("Monitor da 24\"", None),
        ] {
            assert_eq!(with_inner_quotes(raw, b';').as_deref(), text, "{raw}");
        }
    }

    #[test]
    fn formulas_of_texts_are_texts() {
        assert_eq!(formula_text("=\"007\"").as_deref(), Some("007"));
        assert_eq!(formula_text("=\"a \"\"b\"\"\"").as_deref(), Some("a \"b\""));
        assert_eq!(formula_text("=A1&\"x\""), None);
        assert_eq!(formula_text("=\"a\"&\"b\""), None);
    }

    #[test]
    fn whole_rows_between_marks_are_rows() {
        let cells = |value, usual| unfolded(value, b';', usual);
        assert_eq!(cells("a;b;c", 3), Some(vec!["a".into(), "b".into(), "c".into()]));
        assert_eq!(cells("a;\"b;c\";d", 3).map(|cells| cells[1].clone()), Some("b;c".into()));
        assert_eq!(cells("uno; due", 3), None);
        assert_eq!(cells("uno", 3), None);
    }
}
