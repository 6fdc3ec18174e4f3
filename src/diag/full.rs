//! Report for people in full: the defect, the line with a caret under the word, the remedy.

use super::{Diagnostic, Findings, Label, Severity};
use crate::source::SourceMap;
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// Maximum number of findings that are shown: more than a person reads, while a file that is no
/// plan may have millions.
const MOST_SHOWN: usize = 1_000;

/// Writes findings for people in their order, with a blank line after each.
///
/// Control characters of the sources are made visible; colours are terminal escapes and
/// are written only if `color` is set.
pub fn full_report(findings: &Findings, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings.iter().take(MOST_SHOWN) {
        out.push_str(&block(finding, sources, &renderer));
        out.push_str("\n\n");
    }
    match findings.iter().len().saturating_sub(MOST_SHOWN) + findings.left_out() {
        0 => {}
        1 => out.push_str("… e un'altra segnalazione.\n\n"),
        more => out.push_str(&format!("… e altre {more} segnalazioni.\n\n")),
    }
    out
}

fn block(finding: &Diagnostic, sources: &SourceMap, renderer: &Renderer) -> String {
    let lines: Vec<_> = finding.labels.iter().map(|label| LabelLine::of(label, sources)).collect();
    let title = level(finding.severity).primary_title(visible(&finding.message));
    let mut group =
        title.id(finding.code.name()).elements(Vec::<Snippet<'_, Annotation<'_>>>::new());
    for (i, line) in lines.iter().enumerate() {
        group = if line.is_whole_file {
            // An empty file has no line to show.
            group.element(Origin::path(line.path.as_str()))
        } else {
            group.element(snippet((i, line)))
        };
    }
    for hint in &finding.hints {
        group = group.element(Level::HELP.with_name("rimedio").message(visible(hint)));
    }
    lines.iter().fold(renderer.render(&[group]), |report, line| true_place(&report, line))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name("errore"),
        Severity::Warning => Level::WARNING.with_name("avviso"),
        Severity::Note => Level::NOTE.with_name("nota"),
    }
}

fn snippet<'l>((i, line): (usize, &'l LabelLine)) -> Snippet<'l, Annotation<'l>> {
    let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(line.caret.clone());
    let annotation =
        if line.note.is_empty() { annotation } else { annotation.label(line.note.as_str()) };
    Snippet::source(line.text.as_str())
        .path(line.path.as_str())
        .line_start(line.number)
        .annotation(annotation)
}

/// Replaces the place that the renderer prints by that of the file or the name of the cell.
// The renderer counts columns in the line as shown, which may be shortened.
fn true_place(report: &str, line: &LabelLine) -> String {
    let shown = line.text[..line.caret.start].chars().count() + 1;
    // The first occurrence only: a quoted line below may have the same form.
    report.replacen(&format!("{}:{}:{shown}", line.path, line.number), &line.place, 1)
}

/// Line that a label begins on; a longer label is shown up to the end of the line.
struct LabelLine {
    path: String,
    /// Number of the line, or of the row of the cell, from 1.
    number: usize,
    /// Path, line and column, or path and cell.
    place: String,
    text: String,
    caret: Range<usize>,
    note: String,
    /// `true` if the place is the whole of a file without lines.
    is_whole_file: bool,
}

impl LabelLine {
    fn of(label: &Label, sources: &SourceMap) -> Self {
        let file = sources.file(label.span.file());
        let at = file.position(label.span.range().start);
        let line = file.line(at.line);
        let start = line.char_indices().nth(at.column - 1).map_or(line.len(), |(i, _)| i);
        // Lines and not texts are shown: a place of many lines would fill the screen.
        let end = (start + label.span.range().len()).min(line.len());
        // Each part is made visible on its own, so that the caret stays under the word although
        // escapes are longer than the characters they show.
        let before = visible(&end_of(line.get(..start).unwrap_or(line)));
        let marked = visible(&beginning_of(line.get(start..end).unwrap_or("")));
        let after = visible(&beginning_of(line.get(end..).unwrap_or("")));
        let caret = before.len()..before.len() + marked.len();
        let path = visible(file.name());
        let cell = file.cell(label.span.range().start);
        let is_whole_file = file.text().is_empty() || file.has_cells() && cell.is_none();
        let (number, place) = match cell {
            Some(cell) => (cell.line(), format!("{path}{}", visible(&cell.to_string()))),
            None => (at.line, format!("{path}:{}:{}", at.line, at.column)),
        };
        LabelLine {
            path,
            number,
            place,
            text: before + &marked + &after,
            caret,
            note: visible(&label.note),
            is_whole_file,
        }
    }
}

/// Maximum number of characters shown on either side of the place, and of the place itself: a
/// plan that a program wrote may be one line of a megabyte.
const MOST_CHARS: usize = 160;

fn beginning_of(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_CHARS) {
        Some((cut, _)) => Cow::Owned(format!("{}…", &text[..cut])),
        None => Cow::Borrowed(text),
    }
}

fn end_of(text: &str) -> Cow<'_, str> {
    match text.char_indices().rev().nth(MOST_CHARS) {
        Some((cut, c)) => Cow::Owned(format!("…{}", &text[cut + c.len_utf8()..])),
        None => Cow::Borrowed(text),
    }
}

/// Makes characters visible that are invisible or that control a terminal. Soft hyphens and
/// joiners stay, as they are part of the spelling.
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            // Marks of direction could make a line show other words than the file has
            // (CVE-2021-42574).
            || matches!(c, '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    let shown = |c: char| match c {
        // A tab has no fixed width, and the caret would miss its word.
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
    fn a_place_far_into_a_long_line_is_shown_with_what_stands_around_it() {
        let mut sources = SourceMap::default();
        let text = format!("{}\u{1b}molto{}", "è".repeat(500_000), "x".repeat(500_000));
        let file = sources.add("piano.json", text);
        let mut findings = Findings::default();
        let place = Span::new(file, 1_000_001..1_000_006);
        findings.push(Diagnostic::new(Code::WeightNotANumber, place, "Non è un numero."));
        let report = full_report(&findings, &sources, false);
        assert!(report.contains(" --> piano.json:1:500002\n"), "{report}");
        let shown = report.lines().nth(3).expect("the line");
        assert!(shown.starts_with("1 | ...è") && shown.ends_with("x..."), "{shown}");
        let marks = report.lines().nth(4).expect("the marks");
        let column = marks.chars().position(|c| c == '^').expect("a mark");
        assert_eq!(shown.chars().skip(column).take(5).collect::<String>(), "molto");
        assert!(report.len() < 2_000);
    }

    #[test]
    fn a_place_in_a_workbook_is_its_cell() {
        use crate::source::GridPosition;
        let mut sources = SourceMap::default();
        let file = sources.add("piano.xlsx", "");
        let place = GridPosition::Sheet { sheet: "Foglio 1".into(), row: 11, column: 5 };
        let span = sources.add_cell(file, place, "molto");
        let mut findings = Findings::default();
        findings.push(Diagnostic::new(Code::WeightNotANumber, span, "Non è un numero."));
        let report = full_report(&findings, &sources, false);
        assert!(report.contains("--> piano.xlsx!Foglio 1!F12\n"), "{report}");
        assert!(report.contains("\n12 | molto\n   | ^^^^^"), "{report}");
    }

    #[test]
    fn what_nobody_would_read_is_counted() {
        let mut sources = SourceMap::default();
        let file = sources.add("piano.yaml", "x".repeat(2_000));
        let mut findings = Findings::default();
        let finding = |i| Diagnostic::new(Code::WeightNotANumber, Span::new(file, i..i + 1), "No.");
        findings.extend((0..1_500).map(finding));
        let report = full_report(&findings, &sources, false);
        assert_eq!(report.matches("errore[").count(), 1_000);
        assert!(report.ends_with("… e altre 500 segnalazioni.\n\n"));
    }

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
        assert_eq!(full_report(&findings, &sources, false), want);
    }
}
