//! Running lines: text and the numbers of pages.

use crate::annex::Piece;

/// Stand for the page number and the page count until pages exist. Noncharacters:
/// no text of a plan can hold them, since the loader refuses them.
pub(super) const PAGE_NUMBER: char = '\u{FDD0}';
pub(super) const PAGE_COUNT: char = '\u{FDD1}';

/// Splits a rendered line at the stand-ins for page numbers.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    // A part ends with one stand-in at most, or with none at the end of the line.
    for part in text.split_inclusive([PAGE_NUMBER, PAGE_COUNT]) {
        let words = part.trim_end_matches([PAGE_NUMBER, PAGE_COUNT]);
        if !words.is_empty() {
            out.push(Piece::Text(words.to_owned()));
        }
        match part.chars().next_back() {
            Some(PAGE_NUMBER) => out.push(Piece::PageNumber),
            Some(PAGE_COUNT) => out.push(Piece::PageCount),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_lines_fall_into_pieces() {
        let text = format!("Pag. {PAGE_NUMBER} di {PAGE_COUNT}");
        let want = [
            Piece::Text("Pag. ".into()),
            Piece::PageNumber,
            Piece::Text(" di ".into()),
            Piece::PageCount,
        ];
        assert_eq!(pieces(&text), want);
        assert_eq!(pieces(""), []);
    }
}
