//! Report for people in brief: findings of one cause together, in a few lines each.

use super::cause::{CauseGroup, group_by_cause};
use super::full::visible;
use super::places::places_text;
use super::wrapping::wrapped;
use super::{Code, Diagnostic, Findings, Label, Severity};
use crate::italian::plural::{counted_unless_zero, enumeration};
use crate::source::{FileId, SourceMap, Span};
use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE};
use indexmap::IndexMap;

/// Terminal that a report is written for.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Width in columns.
    pub width: usize,
    /// `true` for colours, which are terminal escapes.
    pub color: bool,
}

/// Indentation below the first line of a group.
const INDENT: &str = "  ";
/// Maximum number of lines of notes: a screen, less the count that follows. Errors and warnings are
/// all shown.
const MOST_NOTE_LINES: usize = 22;
/// Maximum number of places, or of names with their places, that a note shows.
const MOST_IN_NOTE: usize = 6;
/// Maximum number of characters of a quotation that was cut: half a line.
const LONGEST_QUOTATION: usize = 36;

/// Writes findings for people, grouped by kind and cause, the gravest first.
pub fn brief_report(findings: &Findings, sources: &SourceMap, terminal: Terminal) -> String {
    let report = BriefReport { sources, terminal, file: only_file(findings) };
    let groups = group_by_cause(findings);
    let mut out = report.head();
    let (mut note_lines, mut left_out) = (0, findings.left_out());
    for (i, group) in groups.iter().enumerate() {
        let text = report.group(group, remedies(group, groups.get(i + 1)));
        if group.first().severity == Severity::Note {
            note_lines += text.lines().count();
            if note_lines > MOST_NOTE_LINES {
                left_out += group.count();
                continue;
            }
        }
        out.push_str(&text);
    }
    match left_out {
        0 => {}
        1 => out.push_str("… e un'altra segnalazione.\n"),
        more => out.push_str(&format!("… e altre {more} segnalazioni.\n")),
    }
    out
}

/// Counts findings by severity: «1 errore e 2 note»; `None` if there are none.
pub fn count_words(findings: &Findings) -> Option<String> {
    let counted = |severity, singular, plural| {
        counted_unless_zero(findings.count(severity), singular, plural)
    };
    let parts = [
        counted(Severity::Error, "errore", "errori"),
        counted(Severity::Warning, "avviso", "avvisi"),
        counted(Severity::Note, "nota", "note"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| enumeration(&parts))
}

/// Findings of one kind and cause, as a page lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingGroup {
    /// Severity of all.
    pub severity: Severity,
    /// Kind of all.
    pub code: Code,
    /// Number of findings.
    pub count: usize,
    /// Message that stands for all.
    pub message: String,
    /// Places, each with the names that the messages differ in; empty lines are left out.
    pub places: Vec<String>,
    /// Remedies.
    pub remedies: Vec<String>,
}

/// Groups findings by kind and cause, the gravest first.
pub fn finding_groups(findings: &Findings, sources: &SourceMap) -> Vec<FindingGroup> {
    let report =
        BriefReport { sources, terminal: Terminal { width: usize::MAX, color: false }, file: None };
    let group = |group: &CauseGroup<'_>| {
        let Diagnostic { severity, code, message, .. } = group.first();
        let mut places = report.place_lines(group);
        places.retain(|line| !line.is_empty());
        FindingGroup {
            severity: *severity,
            code: *code,
            count: group.count(),
            message: message.clone(),
            places,
            remedies: remedies(group, None).to_vec(),
        }
    };
    group_by_cause(findings).iter().map(group).collect()
}

/// Returns the file of all findings, if it is one.
fn only_file(findings: &Findings) -> Option<FileId> {
    let labels = || findings.iter().flat_map(|finding| &finding.labels);
    let file = labels().next()?.span.file();
    labels().all(|label| label.span.file() == file).then_some(file)
}

/// Returns the remedies to print with `group`: those that it shares with the next group of its kind
/// are printed there.
fn remedies<'g>(group: &'g CauseGroup<'_>, next: Option<&CauseGroup<'_>>) -> &'g [String] {
    let first = group.first();
    let shared = next.is_some_and(|next| {
        let kind = next.first();
        (kind.severity, kind.code) == (first.severity, first.code)
            && next.remedies == group.remedies
    });
    // Without the names that it is about, a remedy says nothing that the message does not.
    let is_vague = group.remedies.iter().any(|remedy| remedy.contains("«…»"));
    if shared || is_vague || first.severity == Severity::Note { &[] } else { &group.remedies }
}

struct BriefReport<'a> {
    sources: &'a SourceMap,
    terminal: Terminal,
    /// File of all findings, which is named once.
    file: Option<FileId>,
}

impl BriefReport<'_> {
    /// Returns the lines of a paragraph; none if it is empty.
    fn paragraph(&self, text: &str, first: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        wrapped(&visible(&with_short_quotations(text)), self.terminal.width, first, INDENT)
    }

    fn head(&self) -> String {
        let name = self.file.map(|file| self.sources.file(file).name());
        name.map(|name| self.paragraph(&format!("In {name}:"), "")).unwrap_or_default()
    }

    fn group(&self, group: &CauseGroup<'_>, remedies: &[String]) -> String {
        let first = group.first();
        let kind = format!("{}[{}]", first.severity.name(), first.code.name());
        let times = match group.count() {
            1 => String::new(),
            count => format!(" ×{count}"),
        };
        let mut title = format!("{kind}{times}: {}", first.message);
        let mut lines = self.place_lines(group);
        if first.severity == Severity::Note {
            let places = lines.pop().filter(|places| !places.is_empty());
            let places = places.map(|places| format!(" ({places}).")).unwrap_or_default();
            title = title.trim_end_matches('.').to_owned() + &places;
        } else {
            // One list of places and its remedy stand in a line; several places, a line each.
            let places = lines.pop_if(|_| group.variants.len() == 1);
            lines.push(sentences(places.iter().chain(remedies)));
        }
        let title = self.paragraph(&title, "");
        let body = lines.iter().map(|line| self.paragraph(line, INDENT));
        self.colored(&kind, first.severity) + &title[kind.len()..] + &body.collect::<String>()
    }

    fn colored(&self, text: &str, severity: Severity) -> String {
        let style = match severity {
            Severity::Error => DEFAULT_ERROR_STYLE,
            Severity::Warning => DEFAULT_WARNING_STYLE,
            Severity::Note => DEFAULT_NOTE_STYLE,
        };
        if self.terminal.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// Returns the places of a group, by the names that its messages differ in: a line for each, for
    /// a note all in one.
    fn place_lines(&self, group: &CauseGroup<'_>) -> Vec<String> {
        let is_note = group.first().severity == Severity::Note;
        let line = |(names, findings): (&Vec<&str>, &Vec<&Diagnostic>)| {
            let places =
                if is_note { self.first_places(findings) } else { self.all_places(findings) };
            let names: Vec<_> = names.iter().map(|name| format!("«{name}»")).collect();
            let parts = [names.join(", "), places];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
        };
        let lines: Vec<_> = group.variants.iter().map(line).collect();
        if is_note { vec![some_of(&lines)] } else { lines }
    }

    /// Returns the places of a note.
    fn first_places(&self, findings: &[&Diagnostic]) -> String {
        let spans: Vec<_> = findings.iter().flat_map(|finding| culprits(finding)).collect();
        let shown = &spans[..spans.len().min(MOST_IN_NOTE)];
        with_rest(self.places(shown.iter().copied(), self.file), spans.len() - shown.len())
    }

    /// Returns the places of errors or warnings. Those that explain a warning are left out where
    /// there are several.
    fn all_places(&self, findings: &[&Diagnostic]) -> String {
        let explained = |finding: &&Diagnostic| {
            let all = finding.labels.len();
            let others = all - culprits(finding).count();
            others > 0 && (all == 2 || finding.severity == Severity::Error)
        };
        if findings.iter().any(explained) {
            self.explained_places(findings)
        } else {
            self.places(findings.iter().flat_map(|finding| culprits(finding)), self.file)
        }
    }

    /// Returns all places of findings with what is said of each.
    fn explained_places(&self, findings: &[&Diagnostic]) -> String {
        let mut by_note: IndexMap<&str, Vec<Span>> = IndexMap::new();
        for finding in findings {
            let first = finding.labels[0].note.as_str();
            let mut note = first;
            for label in &finding.labels {
                note = match label.note.as_str() {
                    // A label without a note is like the one before it.
                    "" => note,
                    _ if is_culprit(label) => first,
                    other => other,
                };
                by_note.entry(note).or_default().push(label.span);
            }
        }
        let mut known = self.file;
        let part = |(note, spans): (&str, Vec<Span>)| {
            let file = spans[0].file();
            let places = self.places(spans, known.replace(file));
            if note.is_empty() { places } else { format!("{places} ({note})") }
        };
        by_note.into_iter().map(part).collect::<Vec<_>>().join("; ")
    }

    fn places(&self, spans: impl IntoIterator<Item = Span>, known: Option<FileId>) -> String {
        places_text(spans, self.sources, known)
    }
}

/// Returns the places of the fault itself, without those that explain it.
fn culprits(finding: &Diagnostic) -> impl Iterator<Item = Span> {
    let others = finding.labels[1..].iter().filter(|label| is_culprit(label));
    finding.labels[..1].iter().chain(others).map(|label| label.span)
}

/// Returns `true` for a further place of the same fault: «anche qui», or a text like the first.
fn is_culprit(label: &Label) -> bool {
    label.note.starts_with("anche ") || label.note.starts_with('«')
}

/// Joins sentences, of which some lack their full stop.
fn sentences<'t>(parts: impl Iterator<Item = &'t String>) -> String {
    let parts = parts.filter(|part| !part.is_empty());
    let stopped = parts.map(|part| format!("{}.", part.trim_end_matches('.')));
    stopped.collect::<Vec<_>>().join(" ")
}

/// Shortens quotations that are cut anyway («Redazione del …»); whole ones stay, as their end may
/// be the difference.
fn with_short_quotations(text: &str) -> String {
    let short = |part: &str| match part.split_once(" …»") {
        Some((quoted, rest)) if quoted.chars().count() > LONGEST_QUOTATION => {
            let start: String = quoted.chars().take(LONGEST_QUOTATION).collect();
            let words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
            format!("{words} …»{rest}")
        }
        _ => part.to_owned(),
    };
    text.split('«').map(short).collect::<Vec<_>>().join("«")
}

fn some_of(lines: &[String]) -> String {
    let shown = &lines[..lines.len().min(MOST_IN_NOTE)];
    with_rest(shown.join("; "), lines.len() - shown.len())
}

fn with_rest(text: String, rest: usize) -> String {
    match rest {
        0 => text,
        1 => format!("{text} e un altro"),
        rest => format!("{text} e altri {rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn line_span(file: FileId, line: usize) -> Span {
        Span::new(file, 2 * line - 2..2 * line - 1)
    }

    /// Returns the report on findings in a plan of 90 lines, each given by its severity, its
    /// wording, its line and, for some, a further line.
    fn report(drawn: &[(usize, usize, usize, Option<usize>)], width: usize) -> String {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let file = sources.add("piano.yaml", "x\n".repeat(90));
        for &(severity, wording, line, other) in drawn {
            let name = ["peso", "un nome di parecchie parole che non sta in una riga", "è"];
            let name = name[wording % 3];
            let (message, remedy) = [
                (format!("Il valore «{name}» non va bene qui."), format!("Togliere «{name}».")),
                (format!("La voce {name} manca."), String::from("Aggiungerla dove serve.")),
            ][wording / 3 % 2]
                .clone();
            let code = Code::ALL[wording % Code::ALL.len()];
            let mut finding = Diagnostic::new(code, line_span(file, line), message).hint(remedy);
            finding.severity = severities[severity];
            if let Some(other) = other {
                let note = ["anche qui", "la prima volta qui"][wording % 2];
                finding = finding.also(line_span(file, other), note);
            }
            findings.push(finding);
        }
        brief_report(&findings, &sources, Terminal { width, color: false })
    }

    /// Returns the findings that the report counts: those of its groups and those left out.
    fn counted_in(report: &str) -> usize {
        let words: Vec<_> = report.split_whitespace().collect();
        let kinds = ["errore[", "avviso[", "nota["];
        let heads =
            words.iter().enumerate().filter(|(_, word)| kinds.iter().any(|k| word.starts_with(k)));
        let times = heads.map(|(i, _)| {
            let times = words[i + 1].strip_prefix('×');
            times.map_or(1, |times| times.trim_end_matches(':').parse().expect("a count"))
        });
        let rest = words.iter().position(|word| *word == "…").filter(|i| words[*i + 1] == "e");
        let rest = rest.map_or(0, |i| words.get(i + 3).map_or(0, |n| n.parse().unwrap_or(1)));
        times.sum::<usize>() + rest
    }

    /// Returns all lines that the report names, runs included.
    fn lines_in(report: &str) -> BTreeSet<usize> {
        let numbers = report.split(|c: char| !c.is_ascii_digit() && c != '-');
        let runs = numbers.filter_map(|run| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            Some(first.parse().ok()?..=last.parse().ok()?)
        });
        runs.flatten().collect()
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(
            drawn in prop::collection::vec(
                (0..3_usize, 0..40_usize, 1..90_usize, prop::option::of(1..90_usize)), 0..60),
            width in 40..120_usize,
        ) {
            let report = report(&drawn, width);
            prop_assert_eq!(counted_in(&report), drawn.len(), "{}", report);
            let named = lines_in(&report);
            for (severity, _, line, _) in &drawn {
                prop_assert!(*severity == 2 || named.contains(line), "{}: {}", line, report);
            }
            for line in report.lines() {
                let is_word = !line.trim().contains(' ');
                prop_assert!(line.chars().count() <= width || is_word, "{}", line);
            }
            let severity = |line: &str| ["errore[", "avviso[", "nota["].iter().position(|k| line.starts_with(k));
            let order: Vec<_> = report.lines().filter_map(severity).collect();
            prop_assert!(order.is_sorted());
        }
    }

    #[test]
    fn findings_of_one_cause_are_one_group() {
        let mut sources = SourceMap::default();
        let mut findings = Findings::default();
        let file = sources.add("piano.yaml", "x\n".repeat(90));
        for (line, name) in [(3, "Note"), (4, "Note"), (9, "Scadenza")] {
            let message = format!("Il nome «{name}» non va bene.");
            let finding = Diagnostic::new(Code::UnknownKey, line_span(file, line), message);
            findings.push(finding.hint(format!("Togliere «{name}»: \"campo={name}\".")));
        }
        let twice = Diagnostic::new(Code::RepeatedArea, line_span(file, 8), "L'area è ripetuta.");
        let twice = twice.at("di nuovo qui").also(line_span(file, 2), "la prima volta qui");
        findings.push(twice.hint("Riunirle."));
        let want = "\
In piano.yaml:
errore[chiave-sconosciuta] ×3: Il nome «Note» non va bene.
  «Note»: righe 3-4
  «Scadenza»: riga 9
errore[area-ripetuta]: L'area è ripetuta.
  riga 8 (di nuovo qui); riga 2 (la prima volta qui). Riunirle.
";
        let terminal = Terminal { width: 80, color: false };
        assert_eq!(brief_report(&findings, &sources, terminal), want);
    }

    #[test]
    fn notes_stop_after_a_screen_and_are_counted() {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let file = sources.add("piano.yaml", "x\n".repeat(90));
        for line in 1..=30 {
            let message = format!("Nota {}.", "n".repeat(line));
            findings.push(Diagnostic::new(Code::MacrosIgnored, line_span(file, line), message));
        }
        let report = brief_report(&findings, &sources, Terminal { width: 80, color: false });
        assert_eq!(report.lines().count(), 1 + 22 + 1, "{report}");
        assert!(report.ends_with("… e altre 8 segnalazioni.\n"), "{report}");
    }
}
