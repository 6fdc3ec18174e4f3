//! Lines that begin as a total does, with what stands behind the word: a sum to compare, or a text that is
//! no total, «Somma disponibile per il premio: € 4.500,00».

use super::cell_value::slice;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::total_lines::names_sum;
use super::weight_sums::decimal;
use super::word_forms::{is_year, words};
use crate::raw::Words;
use std::ops::Range;

/// Text that begins as a total does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TotalText {
    /// Label without a figure: «TOTALE AREA TECNICA», «Totale anno 2026».
    Label,
    /// Label of a sum of weights with its figure: ranges of both.
    Sum(Range<usize>, Range<usize>),
    /// Text with other figures: «Totale obiettivi: 2».
    Other,
}

/// Returns what a text that begins as a total does is.
pub(super) fn total_text(text: &str) -> TotalText {
    let has_figure = words(text)
        .iter()
        .any(|word| word.contains(|c: char| c.is_ascii_digit()) && !is_year(word));
    let trimmed = text.trim_end();
    let figure = figure_at_end(trimmed);
    let Some(figure) = figure.filter(|range| has_figure || !is_year(&trimmed[range.clone()]))
    else {
        return if has_figure { TotalText::Other } else { TotalText::Label };
    };
    let label = text[..figure.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let spelled = words(label);
    let has_other_figure =
        spelled.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()) && !is_year(word));
    // «Totale obiettivi: 2» counts them.
    let is_count = spelled.iter().any(|word| word.starts_with("obiettiv"))
        && !spelled.iter().any(|word| word.starts_with("pes") || word.starts_with("punt"));
    let is_sum = names_sum(label) || sums_weights(&spelled);
    if is_sum && !has_other_figure && !is_count {
        TotalText::Sum(0..label.len(), figure)
    } else {
        TotalText::Other
    }
}

/// Returns the range of the figure that a text ends with, its unit included: «100 %», «100/100».
fn figure_at_end(text: &str) -> Option<Range<usize>> {
    let is_start = |c: char| c.is_whitespace() || ":=".contains(c);
    let is_figure = |text: &str| !text.starts_with(char::is_whitespace) && is_weight(text);
    let starts = text.char_indices().filter(|(_, c)| is_start(*c));
    let mut starts = starts.map(|(at, c)| at + c.len_utf8());
    starts.find_map(|start| is_figure(&text[start..]).then_some(start..text.len()))
}

/// Returns `true` for a figure with its unit, and nothing else.
fn is_weight(text: &str) -> bool {
    let plain = text.trim_end_matches([' ', '%']).trim_end_matches("/100").trim_end();
    decimal(plain).is_some()
}

fn sums_weights(words: &[String]) -> bool {
    words.first().is_some_and(|word| word.starts_with("pes") || word.starts_with("punt"))
}

/// Returns `true` for the bare label of a total, «TOTALE», «Totale generale»: beside it stand figures and
/// remarks, and no objective.
pub(super) fn is_bare_total(text: &str) -> bool {
    const BEHIND: [&str; 10] = [
        "generale",
        "complessivo",
        "parziale",
        "peso",
        "pesi",
        "punti",
        "punteggio",
        "punteggi",
        "percentuale",
        "pesature",
    ];
    let spelled = words(text);
    let Some((first, rest)) = spelled.split_first() else { return false };
    matches!(first.as_str(), "totale" | "totali" | "tot" | "somma" | "sommano" | "subtotale")
        && rest.iter().all(|word| BEHIND.contains(&word.as_str()))
}

impl GridScope<'_, '_> {
    /// Takes a line that begins as a total does: a sum is compared with the weights above it, and what is
    /// no plain total is reported as left out.
    pub(crate) fn take_total_text(&mut self, line: &Words) {
        match total_text(&line.value) {
            TotalText::Label => self.account_for(TakenAs::Total, line),
            TotalText::Sum(label, figure) if self.sums.is_begun() => {
                self.account_for(TakenAs::Total, line);
                let written = slice(line, figure.start, figure.len());
                if self.context.levels.is_none() {
                    let difference = self.sums.difference(&line.value[label], &written);
                    self.report.findings.extend(difference);
                }
            }
            TotalText::Sum(..) | TotalText::Other => self.leave_out(line.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_texts_that_begin_alike() {
        for text in ["TOTALE", "Totale area tecnica", "Totale anno 2026", "Σ", "Peso totale"] {
            assert_eq!(total_text(text), TotalText::Label, "{text}");
        }
        for (text, label, figure) in [
            ("Totale: 100", "Totale", "100"),
            ("TOTALE 100%", "TOTALE", "100%"),
            ("Totale area tecnica: 90", "Totale area tecnica", "90"),
            ("Totale anno 2026: 100 %", "Totale anno 2026", "100 %"),
            ("Peso complessivo: 40%", "Peso complessivo", "40%"),
        ] {
            let TotalText::Sum(l, f) = total_text(text) else { panic!("{text}") };
            assert_eq!((&text[l], &text[f]), (label, figure), "{text}");
        }
        for text in [
            "Totale 100 di cui 20 da obiettivi trasversali",
            "Totale obiettivi: 2",
            "Somma disponibile per il premio: € 4.500,00",
            "Totale risorse assegnate: € 120.000",
        ] {
            assert_eq!(total_text(text), TotalText::Other, "{text}");
        }
    }
}
