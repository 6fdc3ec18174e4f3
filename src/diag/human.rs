//! Findings for people: what is wrong, the line with a caret under the very word, the remedy.

use super::{Diagnostic, Findings, Label, Severity};
use crate::source::SourceMap;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::ops::Range;

/// Findings as people read them, in the order of `findings`, a blank line after each.
///
/// Control characters of the sources are made visible; colours are terminal escapes and
/// come only where `color` asks for them.
pub fn human_report(findings: &Findings, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings.iter() {
        out.push_str(&block(finding, sources, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn block(finding: &Diagnostic, sources: &SourceMap, renderer: &Renderer) -> String {
    let lines: Vec<_> = finding.labels.iter().map(|label| Line::of(label, sources)).collect();
    let title = level(finding.severity).primary_title(visible(&finding.message));
    let mut group = title.id(finding.code.name()).elements(lines.iter().enumerate().map(snippet));
    for hint in &finding.hints {
        group = group.element(Level::HELP.with_name("rimedio").message(visible(hint)));
    }
    renderer.render(&[group])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name("errore"),
        Severity::Warning => Level::WARNING.with_name("avviso"),
        Severity::Note => Level::NOTE.with_name("nota"),
    }
}

fn snippet<'l>((i, line): (usize, &'l Line)) -> Snippet<'l, annotate_snippets::Annotation<'l>> {
    let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(line.caret.clone());
    let annotation =
        if line.note.is_empty() { annotation } else { annotation.label(line.note.as_str()) };
    Snippet::source(line.text.as_str())
        .path(line.path.as_str())
        .line_start(line.number)
        .annotation(annotation)
}

/// The line that a label begins on. A label that goes on below is shown to its line's end.
struct Line {
    path: String,
    number: usize,
    text: String,
    caret: Range<usize>,
    note: String,
}

impl Line {
    fn of(label: &Label, sources: &SourceMap) -> Self {
        let file = sources.file(label.span.file());
        let at = file.position(label.span.range().start);
        let line = file.line(at.line);
        let start = line.char_indices().nth(at.column - 1).map_or(line.len(), |(i, _)| i);
        let end = (start + label.span.range().len()).min(line.len());
        let before = visible(line.get(..start).unwrap_or(line));
        let marked = visible(line.get(start..end).unwrap_or(""));
        let after = visible(line.get(end..).unwrap_or(""));
        let caret = before.len()..before.len() + marked.len();
        Line {
            path: visible(file.name()),
            number: at.line,
            text: before + &marked + &after,
            caret,
            note: visible(&label.note),
        }
    }
}

/// `text` with control and direction characters made visible.
fn visible(text: &str) -> String {
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(hidden) {
        return text.to_owned();
    }
    let shown = |c: char| match c {
        '\t' => "    ".to_owned(),
        c if hidden(c) => format!("<U+{:04X}>", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::Span;

    #[test]
    fn a_finding_shows_its_line_with_the_caret_under_the_word() {
        let mut sources = SourceMap::default();
        let file =
            sources.add("piano.yaml", "titolo: Piano\nente: \u{1b}Comune di È\npeso: molto\n");
        let mut findings = Findings::default();
        let finding = Diagnostic::new(
            Code::WeightNotANumber,
            Span::new(file, 40..45),
            "Il peso «molto» non è un numero.",
        )
        .also(Span::new(file, 20..26), "qui")
        .hint("Scriverlo in cifre.");
        findings.push(finding);
        let want = "\
errore[peso-non-numerico]: Il peso «molto» non è un numero.
 --> piano.yaml:3:7
  |
3 | peso: molto
  |       ^^^^^
  |
 ::: piano.yaml:2:7
  |
2 | ente: <U+001B>Comune di È
  |       ------------- qui
  |
  = rimedio: Scriverlo in cifre.

";
        assert_eq!(human_report(&findings, &sources, false), want);
    }
}
