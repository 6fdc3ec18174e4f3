//! Grids that are not read: what a message says of them.

use super::grid_scope::GridScope;
use super::table_head::{TableHead, as_head};
use super::table_rows::{lone, texts};
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Key;
use crate::office::GridRow;

/// Rows of a grid without a head that are compared with heads, for the message: a head
/// stands near the top.
const MOST_COMPARED: usize = 60;

/// Keeps the row that is most like a head, for the message that there is none.
pub(super) fn compare_rows(scope: &mut GridScope<'_, '_>) {
    let rows = scope.grid.rows.iter().filter(|row| lone(row).is_none());
    for row in rows.take(MOST_COMPARED) {
        let head = as_head(row, &scope.context.vocabulary);
        scope.found.heads.compare(head, scope.account.name(), row.index as usize + 1);
    }
}

/// Returns `true` for a row that names what objectives have, and lacks their description.
fn resembles_head(head: &TableHead) -> bool {
    let roles = head.roles();
    let has = |key: Key| roles.contains(&ColumnRole::Key(key));
    let measures = [Key::ExpectedResult, Key::Indicator, Key::Weight];
    measures.into_iter().filter(|key| has(*key)).count() > 1 && !has(Key::Description)
}

/// Reports that the grid was not read.
pub(super) fn report_skipped(is_of_others: bool, scope: &mut GridScope<'_, '_>) {
    // Below the last table of a document stand paragraphs alone.
    if scope.grid.rows.is_empty() {
        return;
    }
    // «Area | Tecnica» and «Responsabile | ing. Riva» were read, and hold for the table below.
    let has_statements = scope.bands.area_name().is_some() || scope.bands.manager_name().is_some();
    if scope.grid.name.is_none() && scope.loose.is_empty() && has_statements {
        return;
    }
    let name = scope.account.name();
    let why = if is_of_others { "non è di obiettivi" } else { "senza riga di testata" };
    scope.report.lines.push(format!("{name}: {why}, lasciata fuori."));
    let rows: Vec<&GridRow> = scope.grid.rows.iter().filter(|row| lone(row).is_none()).collect();
    let Some(first) = rows.first().and_then(|row| texts(row).next()) else { return };
    let why = if is_of_others {
        "la testata non è di obiettivi"
    } else {
        "non c'è una riga di testata"
    };
    let message = format!("{name}: {why}, e le sue righe ({}) non entrano nel piano.", rows.len());
    let mut finding = Diagnostic::new(Code::SheetSkipped, first.text.span, message)
        .hint("Se sono obiettivi, ripetere sopra di essi la riga con i nomi delle colonne.");
    let vocabulary = &scope.context.vocabulary;
    if rows.iter().take(MOST_COMPARED).any(|row| resembles_head(&as_head(row, vocabulary))) {
        // An area left out is worse than a file that stops.
        finding.severity = Severity::Error;
        finding = finding.hint(
            "La prima riga somiglia a quella degli obiettivi: se lo è, indicare la colonna della descrizione con --mappa \"descrizione=…\"; se no, togliere la tabella dal file.",
        );
    }
    scope.report.withhold_finding(finding);
}
