//! Cells as lines, and columns as widths.

use super::Typesetter;
use super::breaks::Measure;
use super::face::shown;
use crate::annex::{Align, Paragraphs, Pt, Style, Table, Width};

/// A line as it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words, without a hyphen that line breaking adds.
    pub text: String,
    /// Whether line breaking adds a hyphen.
    pub hyphen: bool,
    /// Distance from the left edge of the column.
    pub indent: Pt,
    /// Which paragraph or list item it belongs to, from 0.
    pub part: usize,
    /// The mark of a list item, on its first line, set at the left edge.
    pub label: Option<String>,
    /// Whether a blank or a line break of the author's stands at its end.
    pub blank: bool,
    /// Base line, from the top of the content.
    pub baseline: Pt,
}

/// A text broken into lines.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Measured {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Distance between base lines.
    pub leading: Pt,
    /// Height of it all.
    pub height: Pt,
}

/// Why columns have no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the columns need more width than there is")]
pub struct NoRoom;

/// Share of the leading that lies above the base line.
const ABOVE: f32 = 0.78;
/// Space between paragraphs, in leadings.
const GAP: f32 = 0.35;

impl Typesetter<'_> {
    /// Breaks `content` into lines of `width`, set in `style`.
    pub fn measure(
        &self,
        content: &[Paragraphs],
        style: &Style,
        width: Pt,
        hyphenate: bool,
    ) -> Measured {
        let leading = Pt(style.size.0 * style.leading);
        let mut out = Measured { leading, ..Measured::default() };
        let mut part = 0;
        for (i, block) in content.iter().enumerate() {
            if i > 0 && !joins(&content[i - 1], block) {
                out.height.0 += leading.0 * GAP;
            }
            match block {
                Paragraphs::Paragraph(lines) => {
                    for line in lines {
                        self.add(&mut out, line, style, width, hyphenate, part, None);
                    }
                    part += 1;
                }
                Paragraphs::List(items) => {
                    for item in items {
                        self.add(
                            &mut out,
                            &item.text,
                            style,
                            width,
                            hyphenate,
                            part,
                            Some(&item.label),
                        );
                        part += 1;
                    }
                }
            }
        }
        out
    }

    /// The lines of one line of the author's.
    #[allow(clippy::too_many_arguments)]
    fn add(
        &self,
        out: &mut Measured,
        text: &str,
        style: &Style,
        width: Pt,
        hyphenate: bool,
        part: usize,
        label: Option<&str>,
    ) {
        let face = self.face(style.weight);
        let label = label.map(shown);
        let indent =
            label.as_ref().map_or(0.0, |label| face.width(&format!("{label} "), style.size).0);
        let room = Pt((width.0 - indent).max(1.0));
        let broken = Measure { face, size: style.size, width: room, hyphenate }.lines(&shown(text));
        let count = broken.len();
        for (i, line) in broken.into_iter().enumerate() {
            out.lines.push(Line {
                text: line.text,
                hyphen: line.hyphen,
                indent: Pt(indent),
                part,
                label: label.clone().filter(|_| i == 0),
                blank: line.blank || i + 1 == count,
                baseline: Pt(out.height.0 + out.leading.0 * ABOVE),
            });
            out.height.0 += out.leading.0;
        }
    }

    /// Where a line of `width` begins in a column of `room`.
    pub fn start(align: Align, width: Pt, room: Pt) -> Pt {
        match align {
            Align::Left => Pt(0.0),
            Align::Center => Pt((room.0 - width.0) / 2.0),
            Align::Right => Pt(room.0 - width.0),
        }
    }
}

/// A list belongs to the paragraph that announces it.
fn joins(before: &Paragraphs, after: &Paragraphs) -> bool {
    matches!((before, after), (Paragraphs::Paragraph(_), Paragraphs::List(_)))
}

/// The widths of a table's columns, which together fill `available`.
///
/// # Errors
/// [`NoRoom`] where fixed columns leave a shared one less than a centimetre's tenth.
pub fn column_widths(table: &Table, available: Pt) -> Result<Vec<Pt>, NoRoom> {
    let fixed = |w: Width| if let Width::Fixed(mm) = w { Pt::from(mm).0 } else { 0.0 };
    let share = |w: Width| if let Width::Share(n) = w { n } else { 0.0 };
    let taken: f32 = table.columns.iter().map(|c| fixed(c.width)).sum();
    let shares: f32 = table.columns.iter().map(|c| share(c.width)).sum();
    let left = available.0 - taken;
    let width = |w: Width| match w {
        Width::Fixed(_) => fixed(w),
        Width::Share(n) => left * n / shares,
    };
    let widths: Vec<Pt> = table.columns.iter().map(|c| Pt(width(c.width))).collect();
    let narrow = widths.iter().any(|w| w.0.is_nan() || w.0 < 2.8);
    if widths.is_empty() || narrow || left < -0.5 { Err(NoRoom) } else { Ok(widths) }
}
