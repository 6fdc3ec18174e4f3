//! Outlines of text, for drawings: a picture has no fonts.

use super::Typesetter;
use super::face::ShapingFace;
use crate::annex::Style;
use std::fmt::Write;
use ttf_parser::OutlineBuilder;

impl Typesetter<'_> {
    /// Returns the outlines of a line of text as commands of an SVG path (SVG 2, 9.3), in points; its base
    /// line begins at `x` and `y`, which grows downwards.
    pub fn outlines(&self, line: &str, style: &Style, (x, y): (f32, f32)) -> String {
        let word = self.shape(line, style.weight);
        let scale = self.scale(style);
        let mut path = OutlinePath { commands: String::new(), origin: (x, y), scale };
        let mut pen = 0;
        for glyph in &word.glyphs {
            let face = self.face_of(glyph.fallback, style);
            let own = style.size.0 / face.metrics.units_per_em as f32;
            let at = (x + (pen + glyph.dx) as f32 * scale, y - glyph.dy as f32 * scale);
            (path.origin, path.scale) = (at, own);
            face.outline(glyph.id, &mut path);
            pen += glyph.advance;
        }
        path.commands
    }

    fn face_of(&self, is_fallback: bool, style: &Style) -> &ShapingFace<'_> {
        let fallback = self.fallback.as_ref().filter(|_| is_fallback);
        &fallback.unwrap_or(&self.faces)[style.weight as usize]
    }
}

/// Commands of a path so far.
struct OutlinePath {
    commands: String,
    /// Origin of the glyph, in points.
    origin: (f32, f32),
    /// Length of a unit of the font, in points.
    scale: f32,
}

impl OutlinePath {
    fn push(&mut self, command: char, points: &[(f32, f32)]) {
        self.commands.push(command);
        for (x, y) in points {
            let (x, y) = (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale);
            // Writing to a string cannot fail.
            let _ = write!(self.commands, "{x:.3} {y:.3} ");
        }
    }
}

impl OutlineBuilder for OutlinePath {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.push('Z', &[]);
    }
}
