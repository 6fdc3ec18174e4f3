//! Words that surely have room, without shaping them.

use crate::annex::{Cell, Paragraphs, Style};
use crate::typeset::Typesetter;

/// How much wider than the advances of its letters a word may be: kerning and the hyphen
/// make it wider by less, if at all.
const MARGIN: f32 = 1.25;
/// Characters up to the first combining mark, each of which has a glyph of its own.
const KNOWN: usize = 0x300;

/// Advances of characters, in ems, by weight, as far as was asked.
pub(super) struct Widest {
    advances: Box<[[Option<f32>; KNOWN]; 2]>,
}

impl Default for Widest {
    fn default() -> Self {
        Widest { advances: Box::new([[None; KNOWN]; 2]) }
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
        line.chars().all(|ch| {
            if ch == ' ' {
                word = 0.0;
                return true;
            }
            let known = &mut self.advances[style.weight as usize];
            let Some(advance) = known.get_mut(ch as usize) else { return false };
            let advance = advance.get_or_insert_with(|| {
                let shaped = setter.shape(ch.encode_utf8(&mut [0; 4]), style.weight);
                shaped.width as f32 * setter.scale(style) / style.size.0
            });
            word += *advance;
            word <= most
        })
    }
}
