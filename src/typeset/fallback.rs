//! Shaping of words with characters that the main family lacks.

use super::face::ShapingFace;
use super::shaped_word::{Glyph, ShapedWord};
use unicode_normalization::char::is_combining_mark;

/// Shapes `text`, which must be in normal form C: in `main` as far as it has the characters, in
/// `other` the rest.
pub(super) fn shape(main: &ShapingFace<'_>, other: &ShapingFace<'_>, text: &str) -> ShapedWord {
    // Kerning holds inside a run only, so words that need no second family stay whole.
    if text.chars().all(|ch| main.draws(ch)) {
        return main.shape(text);
    }
    let scale = main.metrics.units_per_em as f32 / other.metrics.units_per_em as f32;
    let mut glyphs = Vec::new();
    for (start, run, is_other) in runs(main, other, text) {
        let shaped = if is_other { other.shape(run) } else { main.shape(run) };
        let placed = shaped.glyphs.into_iter().map(|glyph| Glyph {
            text: glyph.text.start + start..glyph.text.end + start,
            ..if is_other { scaled(glyph, scale) } else { glyph }
        });
        glyphs.extend(placed);
    }
    let width = glyphs.iter().map(|glyph| glyph.advance).sum();
    ShapedWord { text: text.into(), glyphs, width }
}

/// Scales a glyph of the other family to units of the main one.
fn scaled(glyph: Glyph, scale: f32) -> Glyph {
    let unit = |length: i32| (length as f32 * scale).round() as i32;
    Glyph {
        advance: unit(glyph.advance),
        natural: unit(glyph.natural),
        dx: unit(glyph.dx),
        dy: unit(glyph.dy),
        fallback: true,
        ..glyph
    }
}

/// Splits `text` into stretches of one family each, with their first byte; `true` stands for the
/// other family.
fn runs<'t>(
    main: &ShapingFace<'_>,
    other: &ShapingFace<'_>,
    text: &'t str,
) -> Vec<(usize, &'t str, bool)> {
    let all = |face: &ShapingFace<'_>, cluster: &str| cluster.chars().all(|ch| face.draws(ch));
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (start, cluster) in clusters(text) {
        let end = start + cluster.len();
        // What neither family has stays in the main one, whose missing glyph is reported.
        let is_other = !all(main, cluster) && all(other, cluster);
        match runs.last_mut() {
            Some((_, last, same)) if *same == is_other => *last = end,
            _ => runs.push((start, end, is_other)),
        }
    }
    runs.into_iter().map(|(start, end, is_other)| (start, &text[start..end], is_other)).collect()
}

/// Splits `text` into letters with the marks that follow them, each with its first byte.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // A cluster must not be split between families: marks are placed by the tables of one font.
    let begins = |(at, ch): &(usize, char)| *at == 0 || !is_combining_mark(*ch);
    let mut starts = text.char_indices().filter(begins).map(|(at, _)| at).peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        Some((start, &text[start..starts.peek().copied().unwrap_or(text.len())]))
    })
}
