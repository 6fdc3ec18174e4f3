//! Fields that the user gives to headings with `--mappa`, held against those that exist.

use super::dotted_heads::below;
use super::report::RecognitionReport;
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic};
use crate::italian::nearest::nearest;
use crate::model::{Heading, Key, LevelHead};
use crate::source::Span;

/// Reports every field of `map` that neither a plan nor the layout has: a column under a name
/// that nothing reads would be lost.
pub(super) fn report_unknown(
    map: &[Heading],
    layout: &[Heading],
    levels: Option<&[LevelHead]>,
    place: Span,
    report: &mut RecognitionReport,
) {
    let plan = Key::DATA_COLUMNS.iter().map(|key| key.name()).chain([Key::Number.name()]);
    let levels = levels.unwrap_or_default().iter().map(|level| level.name.as_str());
    let layout = layout.iter().map(|heading| heading.field.as_str());
    let known: Vec<&str> = plan.chain(levels).chain(layout).collect();
    for Heading { field, words } in map {
        let is_known = below(field, Key::Extra).is_some()
            || matches!(ColumnRole::named(field), ColumnRole::Key(_))
            || known.contains(&field.as_str());
        if is_known {
            continue;
        }
        let further =
            format!("Per un campo in più: --mappa \"{}.{field}={words}\".", Key::Extra.name());
        let hint = match nearest(field, known.iter().copied()) {
            Some(near) => format!("Forse --mappa \"{near}={words}\". {further}"),
            None => further,
        };
        let message =
            format!("«{field}», indicato con --mappa, non è un campo del piano né del layout.");
        report.lacks.push(Diagnostic::new(Code::UnknownKey, place, message).hint(hint));
    }
}
