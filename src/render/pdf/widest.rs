//! Words that surely have room, without shaping them.

use crate::annex::{Cell, Paragraphs, Style};
use crate::typeset::{FIRST_MARK, Typesetter};

/// How much wider than the advances of its letters a word may be: kerning and the hyphen
/// make it wider by less, if at all.
pub(super) const MARGIN: f32 = 1.25;

/// Advances of characters, in ems, by weight, as far as was asked.
pub(super) struct Widest {
    advances: Box<[[Option<f32>; FIRST_MARK]; 2]>,
}

impl Default for Widest {
    fn default() -> Self {
        Widest { advances: Box::new([[None; FIRST_MARK]; 2]) }
    }
}

impl Widest {
    /// Whether no word of `cell` is wider than `width` points. False says nothing.
    pub(super) fn fits(
        &mut self,
        cell: &Cell,
        style: &Style,
        width: f32,
        setter: &Typesetter<'_>,
    ) -> bool {
        let most = width / style.size.0 / MARGIN;
        cell.content.iter().all(|part| match part {
            Paragraphs::Paragraph(lines) => {
                lines.iter().all(|line| self.has_room(line, style, most, setter))
            }
            // Its items are indented.
            Paragraphs::List(_) => false,
        })
    }

    fn has_room(&mut self, line: &str, style: &Style, most: f32, setter: &Typesetter<'_>) -> bool {
        let mut word = 0.0;
        let mut before = ' ';
        let mut chars = line.chars().peekable();
        while let Some(ch) = chars.next() {
            if ch == ' '
                && may_end(before)
                && chars.peek().is_none_or(|next| next.is_alphanumeric())
            {
                word = 0.0;
                continue;
            }
            let Some(advance) = self.advance(ch, style, setter) else { return false };
            word += advance;
            if word > most {
                return false;
            }
            before = ch;
        }
        true
    }

    /// In ems; nothing for a character that may not stand for itself.
    fn advance(&mut self, ch: char, style: &Style, setter: &Typesetter<'_>) -> Option<f32> {
        let known = self.advances[style.weight as usize].get_mut(ch as usize)?;
        Some(*known.get_or_insert_with(|| {
            let shaped = setter.shape(ch.encode_utf8(&mut [0; 4]), style.weight);
            shaped.width as f32 * setter.scale(style) / style.size.0
        }))
    }
}

/// Whether a line may end behind `ch` where a blank and a letter or figure follow: not behind
/// what opens something, nor before what closes it (UAX #14, LB 13 to 17).
fn may_end(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '.' | ',' | ';' | ':' | ')' | '%' | '!' | '?')
}
