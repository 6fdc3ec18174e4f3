//! Spans of years that cannot be: «biennio 2022-2016», «triennio 2024-2025».

use super::{Basis, texts_of};
use crate::diag::{Code, Diagnostic};
use crate::italian::years::parse_year;
use crate::model::{Plan, Text};
use std::ops::Range;

/// Words for a number of years.
const LENGTHS: [(&str, u16); 4] =
    [("biennio", 2), ("triennio", 3), ("quadriennio", 4), ("quinquennio", 5)];
/// Other words that two years joined by a stroke follow.
const YEARS: [&str; 5] = ["anni", "anno", "periodo", "esercizi", "piano"];

/// Two years that a text joins.
struct YearSpan<'t> {
    /// Word in front of them, in small letters.
    word: &'t str,
    first: u16,
    last: u16,
    /// Bytes of the text.
    range: Range<usize>,
}

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for text in texts(basis.plan) {
        let lower = text.value.to_lowercase();
        // Some capitals have longer small letters: places would not be those of the text.
        if lower.len() == text.value.len() {
            for span in spans(&lower) {
                findings.extend(wrong(basis, text, &span));
            }
        }
    }
    findings
}

/// Returns every text of the plan that is read as a sentence or a name.
fn texts(plan: &Plan) -> Vec<&Text> {
    let head = [Some(&plan.title), plan.premise.as_ref(), plan.closing.as_ref()];
    let groups = plan.groups.iter().flat_map(|group| [&group.premise, &group.closing]);
    let areas = plan.areas.iter().map(|area| &area.name);
    let periods = plan.periods.iter().map(|period| &period.label);
    let optional = groups.chain(areas).chain(periods).filter_map(Option::as_ref);
    let rows = plan.objectives.iter().flat_map(texts_of);
    head.into_iter().flatten().chain(optional).chain(rows).collect()
}

/// Finds the years that `text`, in small letters, joins by a stroke.
fn spans(text: &str) -> Vec<YearSpan<'_>> {
    let starts = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    starts.filter_map(|at| span_at(text, at)).collect()
}

fn span_at(text: &str, start: usize) -> Option<YearSpan<'_>> {
    let year = |at: usize| text.get(at..at + 4).and_then(parse_year);
    let first = year(start)?;
    let joined = text[start + 4..].trim_start_matches(' ');
    let stroke = joined.chars().next().filter(|c| "-–—/".contains(*c))?;
    let rest = joined[stroke.len_utf8()..].trim_start_matches(' ');
    let at = text.len() - rest.len();
    let last = year(at)?;
    let (before, after) = (&text[..start], &text[at + 4..]);
    // Parts of a date, of a protocol number or of a longer row of figures.
    let is_part = |c: char| c.is_alphanumeric() || "-–—/.".contains(c);
    let goes_on = after.chars().next().is_some_and(|c| c.is_alphanumeric() || "-–—/".contains(c));
    if before.ends_with(is_part) || goes_on {
        return None;
    }
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_named = YEARS.contains(&word) || LENGTHS.iter().any(|(name, _)| *name == word);
    // «2022/2016» alone is the number of an act more often than a span.
    (is_named || stroke != '/').then_some(YearSpan { word, first, last, range: start..at + 4 })
}

/// Reports a span that runs backwards, or that has another number of years than its word says.
fn wrong(basis: &Basis, text: &Text, span: &YearSpan<'_>) -> Option<Diagnostic> {
    let words = &text.value[span.range.clone()];
    let named = LENGTHS.iter().find(|(name, _)| *name == span.word);
    let message = if span.first > span.last {
        format!("Gli anni «{words}» vanno all'indietro.")
    } else {
        let count = span.last - span.first + 1;
        let (name, _) = named.filter(|(_, length)| *length != count)?;
        format!("Gli anni «{words}» sono {count}, ma il testo dice {name}.")
    };
    let place = basis.place(text, span.range.clone());
    let finding = Diagnostic::new(Code::YearSpan, place, message);
    Some(finding.hint("Correggere uno dei due anni; negli allegati il testo resta com'è scritto."))
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn years_are_joined_by_strokes() {
        let found = |text: &str| -> Vec<(u16, u16)> {
            spans(text).iter().map(|span| (span.first, span.last)).collect()
        };
        assert_eq!(found("biennio 2022-2016 e triennio 2020 – 2022"), [(2022, 2016), (2020, 2022)]);
        assert_eq!(found("anni 2024/2026"), [(2024, 2026)]);
        for none in [
            "direttiva 2019/1937",
            "12022-2016",
            "31.12.2022-2016",
            "2022-2016-01",
            "2022 e 2016",
            "è2",
        ] {
            assert_eq!(found(none), [], "{none}");
        }
    }
}
