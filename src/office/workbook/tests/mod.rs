//! Workbooks of other programs, and files that nobody would want to open.

mod hostile;
mod offices;
mod seen;
mod workbook;

use super::{WorkbookFormat, read_workbook};
use crate::diag::Findings;
use crate::source::SourceMap;

/// Result of reading a file as text: a line for each cell and for each finding.
struct Reading {
    cells: Vec<String>,
    findings: Vec<String>,
}

/// Reads a file under the name that it would have.
fn read(bytes: &[u8], kind: WorkbookFormat) -> Reading {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let grids = read_workbook("f", bytes, kind, true, &mut sources, &mut findings);
    let mut cells = Vec::new();
    for grid in grids.iter().flatten() {
        for row in &grid.rows {
            for cell in &row.cells {
                let spans = match (cell.row_span, cell.col_span) {
                    (1, 1) => String::new(),
                    (rows, columns) => format!(" {rows}×{columns}"),
                };
                let span = cell.text.span;
                assert_eq!(sources.text(span), cell.text.value, "the span is that of the text");
                let file = sources.file(span.file());
                let place = file.cell(span.range().start).expect("a cell has its place");
                assert_eq!(
                    (place.line(), place.column()),
                    (row.index as usize + 1, cell.column as usize + 1)
                );
                cells.push(format!(
                    "{} {:?}{spans} {:?}",
                    &place.to_string()[1..],
                    cell.kind,
                    cell.text.value
                ));
            }
        }
    }
    let line = |finding: &crate::diag::Diagnostic| {
        let span = finding.span();
        let place = sources.file(span.file()).cell(span.range().start);
        let place = place.map_or("file".to_owned(), |place| place.to_string()[1..].to_owned());
        format!("{} {place}: {}", finding.code.name(), finding.message)
    };
    Reading { cells, findings: findings.iter().map(line).collect() }
}
