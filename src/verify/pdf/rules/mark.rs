//! Visible marks of added fields, which may cover text.

use super::added_field::{AddedWidgets, PLACE};
use super::appearance::is_invisible;
use super::drawing::rectangle;
use super::key_message::report_key;
use super::view::RevisionView;
use crate::verify::pdf::object::Object;
use crate::verify::pdf::reasons::ReasonList;

/// Reports where added widgets show something.
pub(super) fn judge_marks(view: &RevisionView<'_>, added: &AddedWidgets, reasons: &mut ReasonList) {
    for (number, widget) in &added.widgets {
        let named_page = widget.get("P").and_then(Object::as_reference);
        let holding_page = added.pages.get(number).copied();
        // Readers differ in which of the two they believe.
        if holding_page.is_some() && named_page.is_some() && holding_page != named_page {
            report_key(reasons, None, PLACE, "P");
        }
        if is_invisible(view.now, widget) {
            continue;
        }
        let page = holding_page.or(named_page);
        let bounds = rectangle(&view.now.get(widget, "Rect"));
        let mark = bounds.map(|bounds| on_sheet(view, bounds, page));
        let bounds = mark.map(measures).unwrap_or_default();
        let text = if widget.get("V").is_some() {
            format!("un segno di firma è fuori dai campi preparati e può coprire il testo{bounds}")
        } else {
            format!(
                "un campo di firma ancora vuoto è fuori dai campi preparati, e firmato può coprire il testo{bounds}"
            )
        };
        let page = page.and_then(|page| view.original.page_number(page));
        reasons.look_at(page, mark.map(|edges| edges.map(whole)), text);
    }
}

/// Returns a rectangle in points from the upper left corner of its page: left, top, right, bottom.
fn on_sheet(
    view: &RevisionView<'_>,
    [left, bottom, right, top]: [f64; 4],
    page: Option<u32>,
) -> [f64; 4] {
    let page = page.and_then(|page| view.before.dictionary(&Object::Reference(page)));
    let sheet = page.and_then(|page| rectangle(&view.before.get(&page, "MediaBox")));
    let [sheet_left, .., sheet_top] = sheet.unwrap_or_default();
    [left - sheet_left, sheet_top - top, right - sheet_left, sheet_top - bottom]
}

/// Describes a rectangle as a person with a ruler finds it on the printed page.
fn measures([left, top, right, bottom]: [f64; 4]) -> String {
    let millimetres = |points: f64| (points * 25.4 / 72.0).round();
    format!(
        ": a {} mm dal bordo sinistro e a {} mm dal bordo superiore, largo {} mm e alto {} mm",
        millimetres(left),
        millimetres(top),
        millimetres(right - left),
        millimetres(bottom - top),
    )
}

#[expect(clippy::cast_possible_truncation, reason = "numbers beyond are cut to the largest")]
fn whole(points: f64) -> i32 {
    points.round() as i32
}
