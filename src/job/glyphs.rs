//! Findings on characters that no font of the layout can show.

use super::complaints::place_of;
use crate::annex::Annex;
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceMap, Span};
use crate::typeset::{self, MissingGlyph};

/// Returns a finding for each missing character in each place.
pub(super) fn missing_glyphs(annex: &Annex, sources: &SourceMap) -> Vec<Diagnostic> {
    let font = &annex.fonts.main.name;
    let missing = typeset::missing_glyphs(annex);
    missing.iter().map(|glyph| missing_glyph(glyph, font, sources)).collect()
}

fn missing_glyph(missing: &MissingGlyph, font: &str, sources: &SourceMap) -> Diagnostic {
    let (ch, place) = (missing.ch, glyph_place(missing, sources));
    if missing.is_private() {
        let number = u32::from(ch);
        let message = format!(
            "Il carattere U+{number:04X} non ha un significato stabilito: ogni tipo di carattere ne fa un segno diverso."
        );
        Diagnostic::new(Code::Glyph, place, message)
            .hint("Sostituirlo: di solito è un simbolo venuto da Word, come il punto di un elenco.")
    } else {
        let number = u32::from(ch);
        let message =
            format!("Il carattere «{ch}» (U+{number:04X}) manca nel tipo di carattere «{font}».");
        Diagnostic::new(Code::Glyph, place, message)
            .hint("Sostituirlo, o scegliere nel layout un tipo di carattere che lo comprende.")
    }
}

/// Returns the place of the character itself, as near as the sources allow.
fn glyph_place(missing: &MissingGlyph, sources: &SourceMap) -> Span {
    let (ch, place) = (missing.ch, place_of(missing.origin, sources));
    let start = sources.text(place).find(ch);
    let exact = start.map(|start| place.part(start..start + ch.len_utf8()));
    // The template of a text may have the character where the plan's own text has not.
    exact.or_else(|| sources.find(ch.encode_utf8(&mut [0; 4]))).unwrap_or(place)
}
