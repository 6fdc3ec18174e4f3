//! Signature fields that signers add.

use super::appearance::{has_known_state, is_drawing};
use super::drawing::rectangle;
use super::form::{is_original_name, original_names};
use super::key_message::{report_key, report_wrong_keys};
use super::speech::{is_known_title, is_known_value, is_plain_name, quoted, sounds_like};
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::state::PdfState;
use crate::verify::pdf::text_string::{certain_characters, characters};
use std::collections::{BTreeMap, BTreeSet};

/// Most fields that signers may add: far more than a municipality has officers, and few
/// enough to judge each of them after each revision.
pub(super) const MOST_ADDED: usize = 200;

/// Subject of messages about an added field.
pub(super) const PLACE: &str = "campo di firma aggiunto";
const LIST: &str = "campi di firma";

/// Keys of a signature field with its one widget (ISO 32000-1, tables 164, 188, 220, 232).
const FIELD: [&str; 25] = [
    "Type",
    "Subtype",
    "FT",
    "T",
    "TU",
    "Ff",
    "F",
    "Rect",
    "P",
    "V",
    "DV",
    "AP",
    "AS",
    "MK",
    "DA",
    "BS",
    "Border",
    "Lock",
    "SV",
    "M",
    "NM",
    "StructParent",
    "Kids",
    "H",
    "DR",
];
/// Keys of a widget that is an object of its own below its field.
const WIDGET: [&str; 15] = [
    "Type",
    "Subtype",
    "F",
    "Rect",
    "P",
    "AP",
    "MK",
    "DA",
    "BS",
    "Border",
    "M",
    "NM",
    "StructParent",
    "Parent",
    "H",
];
/// Keys of a field whose widget is an object of its own.
const GROUP: [&str; 11] = ["Type", "FT", "T", "TU", "Ff", "V", "DV", "Lock", "SV", "DR", "Kids"];
/// Flags that a widget may have: Hidden, Print, `NoRotate`, Locked (ISO 32000-1, table 165).
const FLAGS: i64 = 2 | 4 | 16 | 128;

/// Returns the signed fields that stand on a page of the original, and not in the form, behind the
/// annotations that were there: poppler adds its fields so, without an area.
pub(super) fn loose_fields(view: &RevisionView<'_>, listed: &[Object]) -> Vec<Object> {
    let mut loose = Vec::new();
    for page in view.original.pages.iter().filter(|page| view.now.changed.contains_key(page)) {
        let annotations = |file: &PdfState<'_>| {
            let page = file.dictionary(&Object::Reference(*page)).unwrap_or_default();
            file.array_at(&page, "Annots")
        };
        let known = annotations(view.before).len();
        let others = annotations(view.now).into_iter().skip(known).take(MOST_ADDED);
        loose.extend(
            others.filter(|widget| !listed.contains(widget) && is_loose_field(view, widget)),
        );
    }
    loose.truncate(MOST_ADDED);
    loose
}

fn is_loose_field(view: &RevisionView<'_>, widget: &Object) -> bool {
    let is_own = widget.as_reference().is_some_and(|number| !view.now.is_original(number));
    let Some(field) = view.now.dictionary(widget).filter(|_| is_own) else { return false };
    field.has_name("FT", "Sig")
        && field.get("V").is_some()
        && ["Parent", "Kids"].iter().all(|key| field.get(key).is_none())
        && rectangle(&view.now.get(&field, "Rect")).is_some_and(|sides| sides == [0.0; 4])
}

/// Widgets of the fields that signers added.
#[derive(Debug, Default)]
pub(super) struct AddedWidgets {
    /// Dictionaries of the widgets by their object numbers.
    pub(super) widgets: BTreeMap<u32, Dictionary>,
    /// Names of the fields.
    names: BTreeSet<String>,
    /// Pages whose annotations hold a widget, by the widget's number.
    pub(super) pages: BTreeMap<u32, u32>,
}

/// Checks that the original's fields come first in `fields`, and judges the others.
pub(super) fn judge_added_fields(
    view: &RevisionView<'_>,
    fields: &[Object],
    reasons: &mut ReasonList,
) -> AddedWidgets {
    let mut added = AddedWidgets::default();
    let numbers: Vec<_> = fields.iter().map(Object::as_reference).collect();
    let prepared: Vec<_> = view.original.fields.iter().copied().map(Some).collect();
    let Some(others) = numbers.strip_prefix(prepared.as_slice()) else {
        report_key(reasons, None, LIST, "Fields");
        return added;
    };
    // Each field costs a search through the original: a file made on purpose could have millions.
    if others.len() > MOST_ADDED {
        reasons.changed(None, "sono stati aggiunti più campi di quanti firmatari ci siano");
        return added;
    }
    let mut seen = BTreeSet::new();
    for number in others {
        let number = number.filter(|number| !view.now.is_original(*number));
        match number.map(|number| (number, view.now.load(number))) {
            Some((number, Object::Dictionary(field))) if seen.insert(number) => {
                judge_added_field(view, number, field, &mut added, reasons);
            }
            _ => report_key(reasons, None, LIST, "Fields"),
        }
    }
    added
}

fn judge_added_field(
    view: &RevisionView<'_>,
    number: u32,
    field: Dictionary,
    added: &mut AddedWidgets,
    reasons: &mut ReasonList,
) {
    if !field.has_name("FT", "Sig") {
        reasons
            .changed(None, "è stato aggiunto un campo che non è di firma, o che ne contiene altri");
        return;
    }
    if let Some(key) = field.unlisted_key(&FIELD) {
        report_key(reasons, None, PLACE, &key);
    }
    judge_names(view, &field, added, reasons);
    // LibreOffice gives the signature as the value to return to as well.
    if field
        .get("DV")
        .is_some_and(|value| value.as_reference().is_none() || Some(value) != field.get("V"))
    {
        report_key(reasons, None, PLACE, "DV");
    }
    if !has_known_state(view, &field) {
        report_key(reasons, None, PLACE, "AS");
    }
    judge_known_values(view, &field, &["Ff", "Lock", "SV", "DR"], reasons);
    let kids = view.now.array_at(&field, "Kids");
    match kids.as_slice() {
        [] => judge_widget(view, number, field, added, reasons),
        // One widget apart from its field; more would be one signature on several pages.
        [Object::Reference(kid)] if !view.now.is_original(*kid) => {
            let widget = view.now.dictionary(&kids[0]).unwrap_or_default();
            let parent = widget.get("Parent").and_then(Object::as_reference);
            let is_widget_too = field.unlisted_key(&GROUP).is_some();
            if parent != Some(number) || is_widget_too || widget.unlisted_key(&WIDGET).is_some() {
                report_key(reasons, None, PLACE, "Kids");
            }
            judge_widget(view, *kid, widget, added, reasons);
        }
        _ => report_key(reasons, None, PLACE, "Kids"),
    }
}

/// Judges the name of a field and its name for people, which screen readers say.
fn judge_names(
    view: &RevisionView<'_>,
    field: &Dictionary,
    added: &mut AddedWidgets,
    reasons: &mut ReasonList,
) {
    let Object::Text(text) = view.now.get(field, "T") else {
        return report_key(reasons, None, PLACE, "T");
    };
    let name = characters(&text);
    // Readers that do not know an encoding read other letters.
    let is_certain = |text: &[u8]| certain_characters(text).is_some();
    if !is_certain(&text) {
        report_key(reasons, None, PLACE, "T");
    }
    // Two fields of one name share their value (ISO 32000-1, 12.7.3.2).
    if is_original_name(view, &Object::Text(text)) || !added.names.insert(name.clone()) {
        report_key(reasons, None, PLACE, "T");
    } else if let Some(own) = original_names(view).find(|own| sounds_like(own, &name)) {
        let (name, own) = (quoted(&name), quoted(&own));
        reasons.look(None, format!("{PLACE}: il suo nome, {name}, si sente come quello di {own}"));
    }
    if !is_plain_name(&name) {
        let text =
            format!("{PLACE}: il suo nome, che viene letto ad alta voce, è {}", quoted(&name));
        reasons.look(None, text);
    }
    match view.now.get(field, "TU") {
        Object::Null => {}
        Object::Text(title) if is_certain(&title) && is_known_title(&characters(&title), &name) => {
        }
        Object::Text(title) => {
            let title = quoted(&characters(&title));
            reasons.changed(None, format!("{PLACE}: chi non vede sente leggere {title} (TU)"));
        }
        _ => report_key(reasons, None, PLACE, "TU"),
    }
}

fn judge_known_values(
    view: &RevisionView<'_>,
    dictionary: &Dictionary,
    keys: &[&str],
    reasons: &mut ReasonList,
) {
    for key in keys {
        if dictionary.get(key).is_some_and(|value| !is_known_value(view, key, value)) {
            report_key(reasons, None, PLACE, key);
        }
    }
}

fn judge_widget(
    view: &RevisionView<'_>,
    number: u32,
    widget: Dictionary,
    added: &mut AddedWidgets,
    reasons: &mut ReasonList,
) {
    const KNOWN: [&str; 10] =
        ["F", "Rect", "MK", "DA", "BS", "Border", "M", "NM", "StructParent", "H"];
    judge_known_values(view, &widget, &KNOWN, reasons);
    let bounds = view.now.get(&widget, "Rect");
    let flags = view.now.get(&widget, "F").as_integer().unwrap_or_default();
    let checks = [
        ("Subtype", !widget.has_name("Subtype", "Widget")),
        ("F", flags & !FLAGS != 0),
        ("Rect", rectangle(&bounds).is_none()),
        ("AP", widget.get("AP").is_some_and(|drawing| !is_drawing(view, drawing, None, &bounds))),
        ("P", widget.get("P").is_some_and(|page| !view.is_original_page(page))),
        ("StructParent", !has_new_parent_key(view, &widget)),
    ];
    report_wrong_keys(reasons, None, PLACE, checks);
    added.widgets.insert(number, widget);
}

/// Returns `true` if the widget has no key into the parent tree, or one that the original
/// does not use: with one of ours it would take the place of another element.
fn has_new_parent_key(view: &RevisionView<'_>, widget: &Dictionary) -> bool {
    let root = view.original.structure.map(|root| view.before.load(root));
    let next = root.as_ref().and_then(|root| root.as_dictionary()?.get("ParentTreeNextKey"));
    let next = next.and_then(Object::as_integer).unwrap_or_default();
    match view.now.get(widget, "StructParent") {
        Object::Null => true,
        key => key.as_integer().is_some_and(|key| key >= next),
    }
}
