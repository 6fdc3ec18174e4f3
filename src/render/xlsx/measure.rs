//! Height of text in a cell of a spreadsheet.
//!
//! A spreadsheet sets text in its own way: letter by letter without kerning, each
//! line filled as far as it goes, no hyphenation, and at widths that are rounded
//! to pixels on the screen and differ on paper. So lines are counted here as it
//! would make them, in cells a little narrower than they are: a row is then rather
//! a line too high than a line too low.

use crate::annex::{FontWeight, Fonts, Style};
use crate::render::RenderError;
use ttf_parser::Face;

/// Points to the pixel.
pub(super) const PT: f32 = 0.75;
/// Pixels of a cell's width that Excel keeps free of text: two at each side and
/// one for the grid line (ECMA-376 Part 1, 18.3.1.13).
const PADDING: f32 = 5.0;
/// The part of the rest that lines are counted for, against the rounding of widths.
const SAFE: f32 = 0.94;

/// The characters that nearly all of a text consists of: Latin-1 (U+0000 to U+00FF).
const COMMON: usize = 0x100;

/// Measures text in the annex's fonts.
pub(super) struct Ruler<'a> {
    regular: Advances<'a>,
    bold: Advances<'a>,
}

/// Widths of the letters of a font.
struct Advances<'a> {
    face: Face<'a>,
    /// Widths of the common characters, in the font's units.
    common: [Option<u16>; COMMON],
}

impl<'a> Advances<'a> {
    fn of(face: Face<'a>) -> Self {
        // Every number below that is a character.
        let common = std::array::from_fn(|i| advance(&face, char::from(i as u8)));
        Advances { face, common }
    }

    fn get(&self, c: char) -> Option<u16> {
        self.common.get(c as usize).map_or_else(|| advance(&self.face, c), |known| *known)
    }
}

fn advance(face: &Face, c: char) -> Option<u16> {
    face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph))
}

impl<'a> Ruler<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Result<Self, RenderError> {
        let face =
            |data| Face::parse(data, 0).map_err(|e| RenderError::Backend(format!("font: {e}")));
        let family = &fonts.main;
        let advances = |data| face(data).map(Advances::of);
        Ok(Ruler { regular: advances(&family.regular.data)?, bold: advances(&family.bold.data)? })
    }

    /// Height of one line, in points: the letters' in whole pixels and one more,
    /// as Excel has it (Calibri 9, 10, 11, 12: 12, 12.75, 15, 15.75 points).
    pub(super) fn line_height(&self, style: &Style) -> f32 {
        let face = &self.advances(style).face;
        let units = f32::from(face.ascender()) - f32::from(face.descender());
        let units = units + f32::from(face.line_gap());
        let letters = (style.size.0 / PT).round();
        ((units / f32::from(face.units_per_em()) * letters).ceil() + 1.0) * PT
    }

    /// Counts the lines of `text` in a cell `width` pixels wide.
    pub(super) fn lines(&self, text: &str, style: &Style, width: u32) -> usize {
        let advances = self.advances(style);
        let em = style.size.0 / PT;
        let scale = em / f32::from(advances.face.units_per_em());
        // A letter of another font: no wider than its height, as a rule.
        let advance = |c: char| advances.get(c).map_or(em, |units| f32::from(units) * scale);
        let room = (width as f32 - PADDING) * SAFE;
        text.split('\n').map(|line| lines(line, room, advance)).sum()
    }

    /// Returns the length of the longest line of `text`, in points, where only the author breaks
    /// lines.
    pub(super) fn length(&self, text: &str, style: &Style) -> f32 {
        let advances = self.advances(style);
        let scale = style.size.0 / f32::from(advances.face.units_per_em());
        let advance =
            |c: char| advances.get(c).map_or(style.size.0, |units| f32::from(units) * scale);
        let lengths = text.split('\n').map(|line| line.chars().map(advance).sum::<f32>());
        (lengths.fold(0.0, f32::max) + PADDING * PT) / SAFE
    }

    fn advances(&self, style: &Style) -> &Advances<'a> {
        match style.weight {
            FontWeight::Regular => &self.regular,
            FontWeight::Bold => &self.bold,
        }
    }
}

/// Lines of a text without line breaks: broken at blanks, and inside a word only
/// if it is wider than the line.
fn lines(text: &str, room: f32, advance: impl Fn(char) -> f32) -> usize {
    let (mut lines, mut x) = (1, 0.0);
    for word in text.split_inclusive(' ') {
        let ink = word.trim_end_matches(' ');
        let width: f32 = ink.chars().map(&advance).sum();
        if x > 0.0 && x + width > room {
            (lines, x) = (lines + 1, 0.0);
        }
        if width <= room {
            x += width;
        } else {
            for step in ink.chars().map(&advance) {
                if x > 0.0 && x + step > room {
                    (lines, x) = (lines + 1, 0.0);
                }
                x += step;
            }
        }
        // Blanks at the end of a line hang over it.
        x += (word.len() - ink.len()) as f32 * advance(' ');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{Align, Pt, Rgb};

    #[test]
    fn lines_are_as_high_as_in_excel() {
        let data = include_bytes!("../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
        let advances = || Advances::of(Face::parse(data, 0).unwrap());
        let ruler = Ruler { regular: advances(), bold: advances() };
        let style = |size| Style {
            weight: FontWeight::Regular,
            size: Pt(size),
            leading: 1.0,
            color: Rgb(0, 0, 0),
            fill: None,
            align: Align::Left,
            space_before: Pt(0.0),
            space_after: Pt(0.0),
        };
        let heights =
            [8.0, 9.0, 10.0, 11.0, 12.0, 14.0].map(|size| ruler.line_height(&style(size)));
        assert_eq!(heights, [11.25, 12.0, 12.75, 15.0, 15.75, 18.75]);
    }

    #[test]
    fn letters_are_as_wide_as_the_font_says_common_or_not() {
        let data = include_bytes!("../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
        let advances = Advances::of(Face::parse(data, 0).unwrap());
        let found = [' ', 'i', 'M', 'à', 'ÿ', 'Ā', '€', '\u{7F}', '漢'].map(|c| advances.get(c));
        let units = [463, 470, 1751, 981, 927, 1185, 1038].map(Some);
        assert_eq!(found[..7], units);
        assert_eq!(found[7..], [None, None]);
    }

    #[test]
    fn lines_break_at_blanks_and_inside_long_words_only() {
        let count = |text| lines(text, 10.0, |_| 1.0);
        assert_eq!(count(""), 1);
        assert_eq!(count("0123456789"), 1);
        assert_eq!(count("0123456789 "), 1);
        assert_eq!(count("01234 6789 1234"), 2);
        assert_eq!(count("01 0123456789"), 2);
        assert_eq!(count("01 012345678901"), 3);
        assert_eq!(count(&"x".repeat(35)), 4);
    }
}
