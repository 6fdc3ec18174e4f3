//! Content stream of a page (ISO 32000-1, 7.8.2), written operator by operator.

use crate::annex::Rgb;
use std::io::Write;

/// Element of a shown text: a code of the font, or a move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ShowItem {
    /// Code that joins the string of its neighbours.
    Code(u16),
    /// Code that needs a string of its own.
    Alone(u16),
    /// Move to the left, in thousandths of the em.
    Move(f32),
}

/// Operators of a page, one on each line.
#[derive(Debug, Default)]
pub(super) struct ContentStream {
    bytes: Vec<u8>,
}

impl ContentStream {
    /// Returns the bytes of the stream.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes an operator after its operands.
    pub(super) fn operator(&mut self, operands: &[f32], name: &str) {
        self.line();
        for operand in operands {
            self.number(*operand);
            self.bytes.push(b' ');
        }
        self.word(name);
    }

    /// Selects a font, in points.
    pub(super) fn font(&mut self, name: &str, size: f32) {
        self.line();
        self.words(&["/", name, " "]);
        self.number(size);
        self.word(" Tf");
    }

    /// Shows a text.
    pub(super) fn show(&mut self, items: &[ShowItem]) {
        self.line();
        // `Tj` shows a single string, `TJ` strings and moves (ISO 32000-1, Table 109).
        let is_plain = items.iter().all(|item| matches!(item, ShowItem::Code(_)));
        if !is_plain {
            self.bytes.push(b'[');
        }
        let mut is_open = false;
        for (i, item) in items.iter().enumerate() {
            if is_open && !matches!(item, ShowItem::Code(_)) {
                self.bytes.push(b'>');
            }
            match *item {
                ShowItem::Code(code) => {
                    self.word(if is_open { "" } else { "<" });
                    self.code(code);
                }
                ShowItem::Alone(code) => {
                    self.bytes.push(b'<');
                    self.code(code);
                    self.bytes.push(b'>');
                }
                ShowItem::Move(units) => {
                    self.word(if i > 0 { " " } else { "" });
                    self.number(units);
                }
            }
            is_open = matches!(item, ShowItem::Code(_));
        }
        self.word(if is_open { ">" } else { "" });
        self.word(if is_plain { " Tj" } else { "] TJ" });
    }

    fn code(&mut self, code: u16) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let digit = |shift: u16| DIGITS[usize::from(code >> shift & 0xF)];
        self.bytes.extend_from_slice(&[12, 8, 4, 0].map(digit));
    }

    /// Sets the fill or stroke colour, as the operator `name` says.
    pub(super) fn color(&mut self, Rgb(r, g, b): Rgb, name: &str) {
        // Three decimals tell all 256 levels of a channel apart.
        let part = |channel| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0;
        self.operator(&[part(r), part(g), part(b)], name);
    }

    /// Draws a picture from its bottom left corner.
    pub(super) fn picture(&mut self, name: &str, corner: [f32; 2], [width, height]: [f32; 2]) {
        self.operator(&[], "q");
        self.operator(&[width, 0.0, 0.0, height, corner[0], corner[1]], "cm");
        self.line();
        self.words(&["/", name, " Do"]);
        self.operator(&[], "Q");
    }

    /// Begins marked content with a marked-content identifier.
    pub(super) fn begin_numbered(&mut self, tag: &str, mcid: usize) {
        self.line();
        let _ = write!(self.bytes, "/{tag} <</MCID {mcid}>> BDC");
    }

    /// Begins marked content with names as properties.
    pub(super) fn begin(&mut self, tag: &str, properties: &[(&str, &str)]) {
        self.line();
        self.words(&["/", tag, " <<"]);
        for (key, value) in properties {
            self.words(&["/", key, "/", value]);
        }
        self.word(">> BDC");
    }

    fn word(&mut self, word: &str) {
        self.bytes.extend_from_slice(word.as_bytes());
    }

    fn words(&mut self, words: &[&str]) {
        words.iter().for_each(|word| self.word(word));
    }

    fn line(&mut self) {
        if !self.bytes.is_empty() {
            self.bytes.push(b'\n');
        }
    }

    /// Writes a number in its shortest form.
    fn number(&mut self, value: f32) {
        // Below this bound three decimals are the shortest form that reads back as the value.
        const EXACT: f32 = 8_192.0;
        let thousandths = (value * 1_000.0).round();
        let is_exact = value.abs() < EXACT && thousandths / 1_000.0 == value;
        if !is_exact || value == 0.0 {
            let _ = write!(self.bytes, "{value}");
            return;
        }
        if value < 0.0 {
            self.bytes.push(b'-');
        }
        let thousandths = thousandths.abs() as u32;
        self.whole(thousandths / 1_000);
        let mut rest = thousandths % 1_000;
        if rest > 0 {
            self.bytes.push(b'.');
        }
        while rest > 0 {
            self.digit(rest / 100);
            rest = rest % 100 * 10;
        }
    }

    fn whole(&mut self, value: u32) {
        if value > 9 {
            self.whole(value / 10);
        }
        self.digit(value % 10);
    }

    fn digit(&mut self, value: u32) {
        self.bytes.push(b'0' + (value % 10) as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut ContentStream)) -> String {
        let mut content = ContentStream::default();
        write(&mut content);
        String::from_utf8(content.bytes).expect("ASCII")
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let hundredths = (-900_000..900_000).step_by(7).map(|n| n as f32 / 100.0);
        for value in hundredths.chain([0.0, -0.0, 0.851, 0.001, -0.5, 8191.99, 9000.01, 1e9]) {
            assert_eq!(written(|content| content.number(value)), value.to_string());
        }
    }

    #[test]
    fn a_text_is_one_string_unless_something_parts_it() {
        use ShowItem::{Alone, Code, Move};
        let shown = |items: &[ShowItem]| written(|content| content.show(items));
        assert_eq!(shown(&[Code(1), Code(0xABCD)]), "<0001ABCD> Tj");
        assert_eq!(
            shown(&[Code(1), Move(-12.21), Code(2), Alone(3), Alone(4), Code(5)]),
            "[<0001> -12.21<0002><0003><0004><0005>] TJ"
        );
        assert_eq!(shown(&[Move(3.0), Move(4.5), Code(1)]), "[3 4.5<0001>] TJ");
        assert_eq!(shown(&[Alone(7)]), "[<0007>] TJ");
    }

    #[test]
    fn each_operator_has_a_line() {
        let page = written(|content| {
            content.begin("Artifact", &[("Subtype", "Footer"), ("Type", "Pagination")]);
            content.operator(&[], "BT");
            content.font("R", 8.0);
            content.operator(&[], "ET");
            content.begin_numbered("P", 12);
            content.color(Rgb(217, 0, 255), "rg");
            content.picture("Im0", [10.0, 20.0], [20.5, 20.0]);
        });
        assert_eq!(
            page,
            "/Artifact <</Subtype/Footer/Type/Pagination>> BDC\nBT\n/R 8 Tf\nET\n\
             /P <</MCID 12>> BDC\n0.851 0 1 rg\nq\n20.5 0 0 20 10 20 cm\n/Im0 Do\nQ"
        );
    }
}
