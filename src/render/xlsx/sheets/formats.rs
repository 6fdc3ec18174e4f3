//! SheetFormats of the cells of these sheets: the annex's fonts and colours, plainly.

use crate::annex::{Annex, FontWeight, Rgb, StyleName};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

pub(super) struct SheetFormats {
    base: Format,
    head: Format,
    words: WordFormats,
    /// Size of letters, in points.
    pub(super) size: f64,
}

/// SheetFormats of a cell of words.
pub(super) struct WordFormats {
    /// Format of an empty cell.
    pub(super) blank: Format,
    /// Format of a cell with words, which stay words even when they are edited.
    pub(super) filled: Format,
}

impl WordFormats {
    pub(super) fn of(blank: Format) -> Self {
        WordFormats { filled: blank.clone().set_quote_prefix(), blank }
    }
}

/// Red on a light ground, for what does not add up; words say so as well.
const WRONG: (u32, u32) = (0x9C_0006, 0xFF_C7CE);
/// The colour of links, dark enough to be read on white.
const LINK: u32 = 0x05_63C1;
/// The ground of cells that are to be filled in.
const INPUT: u32 = 0xFF_F2CC;

impl SheetFormats {
    pub(super) fn of(annex: &Annex) -> Self {
        let cell = &annex.styles[StyleName::Cell];
        let size = f64::from(cell.size.0.max(9.0));
        let base = Format::new()
            .set_font_name(&annex.fonts.main.office_name)
            .set_font_size(size)
            .set_align(FormatAlign::Top);
        let style = &annex.styles[StyleName::Head];
        let head =
            base.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let head = head.set_text_wrap();
        let head = if style.weight == FontWeight::Bold { head.set_bold() } else { head };
        let head = match style.fill {
            Some(Rgb(r, g, b)) => head
                .set_background_color(Color::RGB(u32::from_be_bytes([0, r, g, b])))
                .set_font_color(Color::RGB(rgb(style.color))),
            None => head,
        };
        let words = WordFormats::of(base.clone().set_border(FormatBorder::Thin).set_text_wrap());
        SheetFormats { base, head, words, size }
    }

    /// Returns the format of the title of a sheet.
    pub(super) fn title(&self) -> Format {
        self.base.clone().set_bold().set_font_size(14)
    }

    /// Returns the format of explanations.
    pub(super) fn plain(&self) -> Format {
        self.base.clone()
    }

    /// Returns the format of the head of a column.
    pub(super) fn head(&self) -> Format {
        self.head.clone()
    }

    /// Returns the formats of words in a table.
    pub(super) fn words(&self) -> &WordFormats {
        &self.words
    }

    /// Returns the format of words that lead to another place.
    pub(super) fn link(&self) -> Format {
        let look = self.words.blank.clone().set_font_color(Color::RGB(LINK));
        look.set_underline(FormatUnderline::Single)
    }

    /// Returns the format of a number in a table, with its decimals.
    pub(super) fn number(&self, decimals: u32) -> Format {
        self.figures(&zeros("0", decimals))
    }

    /// Returns the format of a number that may be changed by hand: it has `decimals` at least, and
    /// shows all that it has. Of a whole number, «0.#» would show the comma as well.
    pub(super) fn open_number(&self, decimals: u32) -> Format {
        match decimals {
            0 => self.figures("General"),
            _ => self.figures(&format!("{}{}", zeros("0", decimals), "#".repeat(9))),
        }
    }

    /// Returns the format of a result that is typed in: 0.8 and 80 both show 80,0 %, and no decimal
    /// is hidden.
    pub(super) fn result(&self) -> Format {
        self.figures("[>1]0.0#######\"%\";0.0#######%")
    }

    /// Returns the format of a result in a sheet that is sent: a number shows as it is read when it comes back,
    /// 0.8 and 80 as 80,0 %, 1.2 as 120,0 %.
    pub(super) fn sent_result(&self) -> Format {
        self.figures("[>=10]0.0#######\"%\";0.0#######%")
    }

    /// Returns the format of a share, shown in hundredths.
    pub(super) fn share(&self, decimals: u32) -> Format {
        self.figures(&format!("{}%", zeros("0", decimals)))
    }

    /// Returns the format of euros in a table, with cents at least.
    pub(super) fn money(&self, decimals: u32) -> Format {
        self.figures(&format!("{} \"€\"", zeros("#,##0", decimals.max(2))))
    }

    /// Returns the format of hundredths in a table: the cell shows the number itself.
    pub(super) fn percent(&self, decimals: u32) -> Format {
        self.figures(&format!("{}\"%\"", zeros("0", decimals)))
    }

    /// Returns the format of a day in a table.
    pub(super) fn date(&self) -> Format {
        self.figures("dd/mm/yyyy")
    }

    fn figures(&self, shape: &str) -> Format {
        let base = self.base.clone().set_border(FormatBorder::Thin);
        base.set_align(FormatAlign::Right).set_indent(1).set_num_format(shape)
    }

    /// Returns `format` for a cell that is to be filled in.
    pub(super) fn input(&self, format: Format) -> Format {
        format.set_background_color(Color::RGB(INPUT)).set_unlocked()
    }

    /// Returns the format of a number that does not add up.
    pub(super) fn wrong(&self) -> Format {
        Format::new()
            .set_bold()
            .set_font_color(Color::RGB(WRONG.0))
            .set_background_color(Color::RGB(WRONG.1))
    }
}

/// Extends the number format `whole` by `decimals` (ECMA-376-1, 18.8.31).
fn zeros(whole: &str, decimals: u32) -> String {
    match decimals {
        0 => whole.to_owned(),
        _ => format!("{whole}.{}", "0".repeat(decimals as usize)),
    }
}

fn rgb(Rgb(r, g, b): Rgb) -> u32 {
    u32::from_be_bytes([0, r, g, b])
}
