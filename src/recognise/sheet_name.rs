//! Area and period that the name of a sheet gives.

use super::area_lines::period_at_end;
use super::area_parts::AreaParts;
use super::cell_value::slice;
use super::lone_line::{LoneLine, lone_line};
use super::period_lines::period_within;
use super::word_forms::{letters, words};
use crate::raw::Words;
use crate::source::offset_in;
use std::ops::Range;

/// Beginnings of sheet names that name no area: those that programs give, and those of the
/// plan itself.
const NO_AREAS: &str =
    "foglio sheet tabella table piano obiettivi obiettivo dati pdo peg piao elenco";
/// Names of sheets of other things, perhaps with a year behind them.
const OTHERS: [&str; 10] = [
    "monitoraggio",
    "istruzioni",
    "legenda",
    "riepilogo",
    "esempio",
    "rendicontazione",
    "consuntivo",
    "copertina",
    "indice",
    "valutazione",
];

/// Names from a sheet's name, used where neither band nor column gives one.
#[derive(Default)]
pub(super) struct SheetName {
    /// Area; `None` if the name gives none.
    pub area: Option<Words>,
    /// Period; `None` if the name gives none.
    pub period: Option<Words>,
    /// Person who leads the area; `None` if the name gives none.
    pub manager: Option<Words>,
    /// `true` once the report has stated that a name was taken from here.
    pub is_reported: bool,
}

impl SheetName {
    /// Reads a sheet's name.
    pub(crate) fn new(name: &Words) -> Self {
        let name = &slice(name, 0, end_before_copy(&name.value).unwrap_or(name.value.len()));
        let mut names = SheetName::default();
        match lone_line(&name.value) {
            LoneLine::Period => names.period = Some(name.clone()),
            LoneLine::AreaWith(AreaParts { area, period, manager, .. })
            | LoneLine::NameWith(AreaParts { area, period, manager, .. }) => {
                names.area = Some(slice(name, area.start, area.len()));
                names.period = period.map(|period| slice(name, period.start, period.len()));
                names.manager = manager.map(|person| slice(name, person.start, person.len()));
            }
            LoneLine::Area | LoneLine::Name | LoneLine::Dated | LoneLine::Entity => {
                let first = letters(&name.value);
                // By beginnings: programs number their sheets, «Foglio1», «Sheet2».
                let is_area = !NO_AREAS.split(' ').any(|word| first.starts_with(word))
                    && !OTHERS.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()));
                let part = |range: Range<usize>| slice(name, range.start, range.len());
                // «Tecnica 2025» is an area and a year, though no sign separates them.
                let parts = period_at_end(&name.value)
                    .or_else(|| period_at_start(&name.value))
                    .filter(|_| is_area && !is_version(&name.value));
                names.period = parts.clone().map(|(_, period)| part(period));
                let area = parts.map_or_else(|| name.clone(), |(area, _)| part(area));
                names.area = (is_area && !is_version(&name.value)).then_some(area);
            }
            _ => {}
        }
        names
    }
}

/// Returns the ranges of an area and of the year before it: «2026 Demografici».
fn period_at_start(name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let period = period_within(name).filter(|period| period.start == 0)?;
    let area = name[period.end..].trim();
    let start = offset_in(name, area);
    let is_apart = name[period.end..].starts_with(char::is_whitespace);
    let is_name = area.starts_with(char::is_alphabetic);
    (is_apart && is_name).then(|| (start..start + area.len(), period))
}

/// Returns the end of the name that Excel copied: «Area Tecnica» in «Area Tecnica (2)»; `None` for
/// any other name.
pub(super) fn end_before_copy(name: &str) -> Option<usize> {
    let (original, number) = name.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && !original.trim().is_empty()).then(|| original.trim_end().len())
}

/// Returns `true` for a name that says which version the sheet is: «rev. 12-01-2025», «bozza 2».
fn is_version(name: &str) -> bool {
    let versions = ["rev", "revisione", "bozza", "versione", "ver", "v", "copia", "definitivo"];
    words(name).first().is_some_and(|first| versions.contains(&first.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{GridPosition, SourceMap};

    #[test]
    fn sheets_name_an_area_a_period_or_both() {
        for (name, area, period) in [
            ("Area Tecnica 2025", Some("Area Tecnica"), Some("2025")),
            ("Tecnica 2026", Some("Tecnica"), Some("2026")),
            ("Polizia locale anno 2025", Some("Polizia locale"), Some("anno 2025")),
            ("2026 Demografici", Some("Demografici"), Some("2026")),
            ("Area 1", Some("Area 1"), None),
            ("Tecnica", Some("Tecnica"), None),
            ("ANNO 2025", None, Some("ANNO 2025")),
            ("rev. 12-01-2025", None, None),
            ("bozza 2024", None, None),
            ("Obiettivi 2025", None, None),
        ] {
            let mut sources = SourceMap::default();
            let file = sources.add("p.xlsx", "");
            let span = sources.add_cell(file, GridPosition::Paragraph(1), name);
            let names = SheetName::new(&Words::new(name.to_owned(), span));
            let text = |words: &Option<Words>| words.as_ref().map(|words| words.value.clone());
            assert_eq!(text(&names.area).as_deref(), area, "{name}");
            assert_eq!(text(&names.period).as_deref(), period, "{name}");
        }
    }
}
