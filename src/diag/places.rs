//! Places of findings in few words: «righe 12, 15, 18-22», «Foglio1!C12, D3:D9».

use crate::italian::plural::noun;
use crate::source::{FileId, GridPosition, SourceMap, Span, column_letters};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Part of a file whose places are written one after the other.
#[derive(PartialEq, Eq, Hash)]
enum PlaceScope<'s> {
    /// The file as a whole.
    File,
    /// Lines of a text.
    Lines,
    /// Sheet of a workbook.
    Sheet(&'s str),
    /// Column of a table of a document; both from 1.
    Table(u32, u32),
    /// Paragraphs of a document.
    Paragraphs,
}

/// Row, line or paragraph in a [`PlaceScope`], from 1, behind the column in a sheet, from 0.
type ScopedPlace = (u32, usize);

/// Writes places in their order, each once. The name of a file precedes its places unless it is
/// `known`.
pub(super) fn places_text(
    spans: impl IntoIterator<Item = Span>,
    sources: &SourceMap,
    known: Option<FileId>,
) -> String {
    let spans: BTreeSet<Span> = spans.into_iter().collect();
    let mut scopes: IndexMap<(FileId, PlaceScope<'_>), BTreeSet<ScopedPlace>> = IndexMap::new();
    for span in spans {
        let (scope, place) = place(span, sources);
        scopes.entry((span.file(), scope)).or_default().insert(place);
    }
    let mut file_before = known;
    let text = |((file, scope), places)| {
        let name = sources.file(file).name();
        let is_known = file_before.replace(file) == Some(file);
        match (scope_text(&scope, &places), is_known) {
            (text, true) => text,
            (text, false) if text.is_empty() => name.to_owned(),
            (text, false) => format!("{name}, {text}"),
        }
    };
    let texts: Vec<_> = scopes.into_iter().map(text).filter(|text| !text.is_empty()).collect();
    texts.join("; ")
}

fn place(span: Span, sources: &SourceMap) -> (PlaceScope<'_>, ScopedPlace) {
    let file = sources.file(span.file());
    match file.cell(span.range().start) {
        Some(GridPosition::Sheet { sheet, row, column }) => {
            (PlaceScope::Sheet(sheet), (*column, *row as usize + 1))
        }
        Some(GridPosition::Table { table, row, column }) => {
            (PlaceScope::Table(*table, *column), (0, *row as usize))
        }
        Some(GridPosition::Paragraph(number)) => (PlaceScope::Paragraphs, (0, *number as usize)),
        None if file.text().is_empty() || file.has_cells() => (PlaceScope::File, (0, 1)),
        None => (PlaceScope::Lines, (0, sources.position(span).line)),
    }
}

fn scope_text(scope: &PlaceScope<'_>, places: &BTreeSet<ScopedPlace>) -> String {
    let listed = |first: &dyn Fn(u32) -> String, until: &str| {
        let run = |(column, from, to): (u32, usize, usize)| match to - from {
            0 => format!("{}{from}", first(column)),
            _ => format!("{0}{from}{until}{0}{to}", first(column)),
        };
        runs(places).into_iter().map(run).collect::<Vec<_>>().join(", ")
    };
    let numbers = |one, many| {
        format!("{} {}", noun(places.len(), one, many), listed(&|_| String::new(), "-"))
    };
    match scope {
        PlaceScope::File => String::new(),
        PlaceScope::Lines => numbers("riga", "righe"),
        PlaceScope::Sheet(name) => format!("{name}!{}", listed(&column_letters, ":")),
        PlaceScope::Table(table, column) => {
            format!("tabella {table}, colonna {column}, {}", numbers("riga", "righe"))
        }
        PlaceScope::Paragraphs => numbers("paragrafo", "paragrafi"),
    }
}

/// Returns the runs of consecutive rows in each column: column, first and last row.
fn runs(places: &BTreeSet<ScopedPlace>) -> Vec<(u32, usize, usize)> {
    let mut runs: Vec<(u32, usize, usize)> = Vec::new();
    for &(column, row) in places {
        match runs.last_mut() {
            Some((of, _, last)) if *of == column && row == *last + 1 => *last = row,
            _ => runs.push((column, row, row)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_once_and_runs_by_their_ends() {
        let mut sources = SourceMap::default();
        let file = sources.add("piano.yaml", "a\nb\nc\nd\ne\nf\n");
        let span = |line: usize| Span::new(file, 2 * line - 2..2 * line - 1);
        let text = |lines: &[usize], known| {
            places_text(lines.iter().map(|line| span(*line)), &sources, known)
        };
        assert_eq!(text(&[6, 1, 2, 3, 3], Some(file)), "righe 1-3, 6");
        assert_eq!(text(&[4, 4], Some(file)), "riga 4");
        assert_eq!(text(&[4], None), "piano.yaml, riga 4");
    }

    #[test]
    fn cells_are_named_by_sheet_and_column() {
        let mut sources = SourceMap::default();
        let file = sources.add("piano.xlsx", "");
        let sheet =
            |sheet: &str, row, column| GridPosition::Sheet { sheet: sheet.into(), row, column };
        let places = [
            sheet("Zona 2", 0, 2),
            sheet("Zona 2", 0, 3),
            sheet("Zona 2", 1, 2),
            sheet("Area", 4, 27),
            GridPosition::Table { table: 3, row: 5, column: 2 },
            GridPosition::Table { table: 3, row: 6, column: 2 },
            GridPosition::Paragraph(8),
        ];
        let mut spans: Vec<_> =
            places.into_iter().map(|place| sources.add_cell(file, place, "x")).collect();
        let want = "Zona 2!C1:C2, D1; Area!AB5; tabella 3, colonna 2, righe 5-6; paragrafo 8";
        assert_eq!(places_text(spans.clone(), &sources, Some(file)), want);
        spans.insert(0, Span::new(file, 0..0));
        let other = sources.add("layout.toml", "a");
        spans.push(Span::new(other, 0..1));
        let all = format!("piano.xlsx; {want}; layout.toml, riga 1");
        assert_eq!(places_text(spans.clone(), &sources, None), all);
        assert_eq!(places_text([spans[0]], &sources, Some(file)), "");
        assert_eq!(places_text([spans[0]], &sources, None), "piano.xlsx");
    }
}
