//! Signature fields: ours, and those that signers add.

use super::appearance::rectangle;
use super::{Added, Judge};
use crate::verify::pdf::object::{Dictionary, Object, shown};
use std::collections::BTreeSet;

const NEW: &str = "campo di firma aggiunto";

/// Keys of a signature field with its one widget (ISO 32000-1, tables 164, 188, 220, 232).
const FIELD: [&str; 24] = [
    "Type",
    "Subtype",
    "FT",
    "T",
    "TU",
    "TM",
    "Ff",
    "F",
    "Rect",
    "P",
    "V",
    "AP",
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
/// Keys of a widget that stands by itself below its field.
const WIDGET: [&str; 16] = [
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
    "Lang",
    "H",
];
/// How many fields signers may add.
const MOST_ADDED: usize = 200;
/// Flags that a widget may have: Hidden, Print, Locked (ISO 32000-1, table 165).
const FLAGS: i64 = 2 | 4 | 128;

impl Judge<'_> {
    /// A field that was prepared for a signature.
    pub(super) fn judge_own_field(&mut self, new: &Dictionary, old: &Dictionary) {
        const PLACE: &str = "campo preparato per una firma";
        const FREE: [&str; 8] = ["V", "AP", "F", "MK", "DA", "Lock", "M", "Rect"];
        let page = old.get("P").and_then(Object::as_reference);
        let page = page.and_then(|page| self.original.page_number(page));
        if let Some(key) = self.differing(new, old, &FREE) {
            self.changed_key(page, PLACE, &key);
        }
        let plain = |key| new.get(key).is_none_or(|value| self.is_plain(value));
        let rectangle = rectangle(&self.now.get(new, "Rect"));
        let same =
            |key| new.get(key).zip(old.get(key)).is_some_and(|(new, old)| self.same(new, old));
        let flags = self.now.get(new, "F").as_integer();
        let drawing =
            new.get("AP").is_some_and(|appearance| self.is_drawing(appearance, old.get("AP")));
        // What looks like a signature must be one.
        let signed = new.get("V").is_some() || same("AP");
        let wrong = [
            ("AP", !drawing || !signed),
            ("F", !matches!(flags, Some(4 | 132))),
            ("Rect", !same("Rect") && rectangle != Some([0.0; 4])),
            ("MK", !plain("MK")),
            ("DA", !plain("DA")),
            ("Lock", !plain("Lock")),
            ("M", !plain("M")),
        ];
        for (key, _) in wrong.into_iter().filter(|(_, wrong)| *wrong) {
            self.changed_key(page, PLACE, key);
        }
    }

    /// Holds the list of fields against ours, which come first; judges the others.
    pub(super) fn added_fields(&mut self, fields: &[Object]) -> Added {
        let mut added = Added::default();
        let numbers: Vec<_> = fields.iter().map(Object::as_reference).collect();
        let own: Vec<_> = self.original.fields.iter().copied().map(Some).collect();
        if !numbers.starts_with(&own) {
            self.changed_key(None, "campi di firma", "Fields");
            return added;
        }
        if numbers.len() - own.len() > MOST_ADDED {
            self.findings
                .changed(None, "sono stati aggiunti più campi di quanti firmatari ci siano");
            return added;
        }
        let mut names = BTreeSet::new();
        for number in &numbers[own.len()..] {
            let Some(number) = number.filter(|number| !self.now.ours(*number)) else {
                self.changed_key(None, "campi di firma", "Fields");
                continue;
            };
            match self.now.load(number) {
                Object::Dictionary(field) if names.insert(number) => {
                    self.judge_new_field(number, field, &mut added);
                }
                _ => self.changed_key(None, "campi di firma", "Fields"),
            }
        }
        added
    }

    fn judge_new_field(&mut self, number: u32, field: Dictionary, added: &mut Added) {
        if !field.has_name("FT", "Sig") {
            self.findings.changed(None, "è stato aggiunto un campo che non è di firma");
            return;
        }
        if let Some(key) = field.stranger(&FIELD) {
            self.changed_key(None, NEW, &key);
        }
        if field.get("T").is_none_or(|name| self.is_own_name(&self.now.resolve(name))) {
            self.changed_key(None, NEW, "T");
        }
        for key in ["T", "TU", "TM", "Ff", "Lock", "SV", "DR"] {
            self.judge_plain(&field, key);
        }
        let kids = self.now.array_at(&field, "Kids");
        match kids.as_slice() {
            [] => self.judge_new_widget(number, field, added),
            [Object::Reference(kid)] if !self.now.ours(*kid) && field.get("Rect").is_none() => {
                let widget = self.now.dictionary(&kids[0]).unwrap_or_default();
                let parent = widget.get("Parent").and_then(Object::as_reference);
                if parent != Some(number) || widget.stranger(&WIDGET).is_some() {
                    self.changed_key(None, NEW, "Kids");
                }
                self.judge_new_widget(*kid, widget, added);
            }
            _ => self.changed_key(None, NEW, "Kids"),
        }
    }

    fn judge_plain(&mut self, dictionary: &Dictionary, key: &str) {
        if dictionary.get(key).is_some_and(|value| !self.is_plain(value)) {
            self.changed_key(None, NEW, key);
        }
    }

    fn judge_new_widget(&mut self, number: u32, widget: Dictionary, added: &mut Added) {
        for key in ["F", "Rect", "MK", "DA", "BS", "Border", "M", "NM", "StructParent", "H"] {
            self.judge_plain(&widget, key);
        }
        let flags = self.now.get(&widget, "F").as_integer().unwrap_or_default();
        let page = widget.get("P").and_then(Object::as_reference);
        let wrong = [
            ("Subtype", !widget.has_name("Subtype", "Widget")),
            ("F", flags & !FLAGS != 0),
            ("Rect", rectangle(&self.now.get(&widget, "Rect")).is_none()),
            ("AP", widget.get("AP").is_some_and(|drawing| !self.is_drawing(drawing, None))),
            (
                "P",
                widget.get("P").is_some()
                    && page.and_then(|p| self.original.page_number(p)).is_none(),
            ),
            ("StructParent", !self.is_new_key(&widget)),
        ];
        for (key, _) in wrong.into_iter().filter(|(_, wrong)| *wrong) {
            self.changed_key(None, NEW, key);
        }
        added.widgets.insert(number, widget);
    }

    /// Says where added widgets show something, which may cover text.
    pub(super) fn judge_marks(&mut self, added: &Added) {
        for (number, widget) in &added.widgets {
            let stated = widget.get("P").and_then(Object::as_reference);
            let held = added.pages.get(number).copied();
            if held.is_some() && stated.is_some() && held != stated {
                self.changed_key(None, NEW, "P");
            }
            let page = held.or(stated);
            if self.is_invisible(widget) {
                continue;
            }
            let number = page.and_then(|page| self.original.page_number(page));
            let place = rectangle(&self.now.get(widget, "Rect"));
            let place = place.map(|place| self.measured(place, page)).unwrap_or_default();
            self.findings.look(
                number,
                format!(
                    "un segno di firma è fuori dai campi preparati e può coprire il testo{place}"
                ),
            );
        }
    }

    /// A rectangle as someone with a ruler finds it on the page.
    fn measured(&self, [left, bottom, right, top]: [f64; 4], page: Option<u32>) -> String {
        let millimetres = |points: f64| (points * 25.4 / 72.0).round();
        let page = page.and_then(|page| self.before.dictionary(&Object::Reference(page)));
        let sheet = page.and_then(|page| rectangle(&self.before.get(&page, "MediaBox")));
        let [sheet_left, .., sheet_top] = sheet.unwrap_or_default();
        format!(
            ": a {} mm dal bordo sinistro e a {} mm dal bordo superiore, largo {} mm e alto {} mm",
            millimetres(left - sheet_left),
            millimetres(sheet_top - top),
            millimetres(right - left),
            millimetres(top - bottom),
        )
    }

    /// The name of a field as it may stand in a message.
    pub(super) fn field_name(&self, field: &Dictionary) -> String {
        let name = self.now.get(field, "T");
        let text = name.as_text().map(crate::verify::pdf::object::characters).unwrap_or_default();
        shown(text.as_bytes())
    }
}
