//! Texts of templates as they are written, and places in them.

use crate::source::{FileId, SourceMap, Span, Spanned};

/// Written form of a template.
#[derive(Debug)]
pub(super) enum TemplateSource {
    /// File of its own.
    File(FileId),
    /// Value of a key of `layout.toml`.
    Value(Spanned<String>),
}

impl TemplateSource {
    /// Returns the text without the line end that closes the file: an editor adds it, and in a
    /// document it would be an empty line.
    pub(crate) fn text<'t>(&'t self, sources: &'t SourceMap) -> &'t str {
        match self {
            TemplateSource::File(file) => {
                // Only one: further empty lines are the author's, as a gap between paragraphs.
                let text = sources.file(*file).text();
                let text = text.strip_suffix('\n').unwrap_or(text);
                text.strip_suffix('\r').unwrap_or(text)
            }
            // A text in `"""` ends with a line break before the closing quotes, which belongs to
            // the notation.
            TemplateSource::Value(value) => value.value.trim_matches('\n'),
        }
    }

    /// Returns the place of the whole template: the beginning of the file, or the value.
    pub(crate) fn span(&self) -> Span {
        match self {
            TemplateSource::File(file) => Span::new(*file, 0..0),
            TemplateSource::Value(value) => value.span,
        }
    }

    /// Returns the place of the expression at a line and column (both from 1), up to the end of
    /// its line.
    pub(crate) fn span_at(&self, sources: &SourceMap, line: usize, column: usize) -> Span {
        // Lines of a value are not lines of `layout.toml`: escapes and `"""` shift them.
        let TemplateSource::File(file) = self else { return self.span() };
        let text = sources.file(*file).text();
        let start = offset(text, line, column);
        let rest = &text[start..];
        let end = rest.find("}}").map_or(rest.len(), |i| i + 2);
        Span::new(*file, start..start + rest[..end].lines().next().map_or(0, str::len))
    }
}

/// Returns the byte offset of a line and column (both from 1) in `text`.
fn offset(text: &str, line: usize, column: usize) -> usize {
    // handlebars counts columns in characters, spans count bytes.
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(i, _)| i);
    start + within
}
