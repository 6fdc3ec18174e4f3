//! Spans of parts of texts in the source, which may have folded a text over several lines,
//! indented it or quoted it.

use crate::model::Text;
use crate::source::{SourceMap, Span};
use std::ops::Range;

/// Returns the span of the bytes `part` of `text`; that of the whole text if the source
/// writes it in a way that cannot be followed.
pub(super) fn place(sources: &SourceMap, text: &Text, part: Range<usize>) -> Span {
    // A block's header or a quotation mark may come first, but not more than that.
    const HEAD: usize = 200;
    let source = sources.text(text.span);
    let found = source
        .char_indices()
        .take(HEAD)
        .find_map(|(start, _)| follow(&text.value, &source[start..], &part).map(|r| (start, r)));
    match found {
        Some((start, range)) => text.span.part(start + range.start..start + range.end),
        None => text.span,
    }
}

/// Compares `value` and `source`, ignoring white space and the doubled or escaped quotation
/// marks of YAML and JSON, and returns the bytes of `source` for `part`.
fn follow(value: &str, source: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let mut rest = source.char_indices().peekable();
    let mut start = None;
    let mut end = None;
    for (at, c) in value.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        // The source may indent, fold and escape; the value has the words only.
        let skipped = |s: char| s.is_whitespace() || (s != c && matches!(s, '\\' | '\''));
        while rest.next_if(|&(_, s)| skipped(s)).is_some() {}
        let (place, _) = rest.next_if(|&(_, s)| s == c)?;
        if c == '\'' {
            rest.next_if(|&(_, s)| s == c);
        }
        if part.contains(&at) {
            start = start.or(Some(place));
            end = Some(place + c.len_utf8());
        }
    }
    Some(start?..end?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, value: &str, word: &str) -> String {
        let mut sources = SourceMap::default();
        let file = sources.add("p.yaml", source);
        let text = Text::new(value.into(), Span::new(file, 0..source.len()));
        let at = value.find(word).expect("the test asks for a word of the value");
        sources.text(place(&sources, &text, at..at + word.len())).to_owned()
    }

    #[test]
    fn the_words_are_found_in_every_spelling_of_the_source() {
        assert_eq!(shown("un campione di almento", "un campione di almento", "almento"), "almento");
        assert_eq!(shown(">-\n   uno\n   due tre\n", "uno due tre", "due"), "due");
        assert_eq!(shown("uno\n   due tre", "uno due tre", "uno due"), "uno\n   due");
        assert_eq!(shown("'dell''ente è'", "dell'ente è", "ente è"), "ente è");
        assert_eq!(
            shown(r#""il \"fondo\" ciretri""#, "il \"fondo\" ciretri", "ciretri"),
            "ciretri"
        );
        assert_eq!(shown("l’ente ente", "l’ente ente", "te e"), "te e");
    }

    #[test]
    fn a_text_that_cannot_be_followed_is_shown_whole() {
        assert_eq!(shown(r#""caff\u00e8 nero""#, "caffè nero", "nero"), r#""caff\u00e8 nero""#);
    }
}
