//! Lines between the tables of a document: headings by their depth, and lines that may be either a
//! heading or a remark.

use super::area_lines::begins_area;
use super::doubtful_rows::names_service;
use super::grid_scope::GridScope;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::raw::Words;

/// Returns the depth of a line among the headings of a document, 0 for a paragraph; `None` in a
/// sheet, and for lines of a table.
pub(super) fn depth_of(line: &Words, scope: &GridScope<'_, '_>) -> Option<u8> {
    let grid = scope.grid;
    let starts = |paragraph: &Words| {
        paragraph.span.file() == line.span.file() && paragraph.span.contains(line.span)
    };
    let at = grid.paragraphs.iter().position(starts).filter(|_| grid.name.is_none())?;
    grid.heading_depths.get(at).copied()
}

/// Returns `true` for a line that names a service, or for a heading of the depth of one.
pub(super) fn is_service_heading(line: &Words, scope: &GridScope<'_, '_>) -> bool {
    let depth = depth_of(line, scope).filter(|depth| *depth > 0);
    names_service(&line.value) || depth.is_some() && depth == scope.bands.service_depth
}

/// Returns `true` for a heading of the depth of those that named areas above.
pub(super) fn is_heading_of_area(line: &Words, scope: &GridScope<'_, '_>) -> bool {
    let depth = depth_of(line, scope).filter(|depth| *depth > 0);
    depth.is_some() && depth == scope.bands.area_depth
}

/// Returns `true` for a line between two tables of a document that does not say to be an area, unlike
/// the one that `held` above it.
pub(super) fn is_unlike(line: &Words, held: &str, scope: &GridScope<'_, '_>) -> bool {
    begins_area(held) && !is_heading_of_area(line, scope)
}

/// Returns the finding on a line between two tables that is read as an area.
pub(super) fn possible_remark(line: &Words) -> Diagnostic {
    let message = format!(
        "Il testo {} fra due tabelle si legge come l'area della seconda, ma non dice di esserlo.",
        quote_start(&line.value)
    );
    Diagnostic::new(Code::DoubtfulLine, line.span, message).hint(
        "Se non è un'area ma una nota o una firma, toglierlo o scriverlo dopo «Nota:»; se è un'area, niente.",
    )
}

/// Returns the finding on who leads an area, between a table and the name of the next area.
pub(super) fn possible_signature(line: &Words) -> Diagnostic {
    let message = format!(
        "Il testo {} sta fra una tabella e l'area seguente: si legge come il responsabile di questa.",
        quote_start(&line.value)
    );
    Diagnostic::new(Code::DoubtfulLine, line.span, message).hint(
        "Se è la firma sotto la tabella sopra, toglierlo; se è il responsabile dell'area di sopra, scriverlo sotto il suo nome.",
    )
}
