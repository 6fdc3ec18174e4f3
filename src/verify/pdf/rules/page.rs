//! Pages: a signature adds its widget to the annotations, and that is all.

use super::{Added, Judge};
use crate::verify::pdf::object::{Dictionary, Object};

impl Judge<'_> {
    pub(super) fn judge_page(
        &mut self,
        number: u32,
        new: &Dictionary,
        old: &Dictionary,
        added: &mut Added,
    ) {
        const PLACE: &str = "diversa dall'originale";
        let page = self.original.page_number(number);
        if let Some(key) = self.differing(new, old, &["Annots"]) {
            self.changed_key(page, PLACE, &key);
        }
        let (now, before) = (self.now.array_at(new, "Annots"), self.before.array_at(old, "Annots"));
        let ours_first = now.starts_with(&before);
        let mut widgets = now.iter().skip(before.len());
        let all_widgets = widgets.all(|annotation| {
            let known = annotation.as_reference().filter(|id| added.widgets.contains_key(id));
            // A widget belongs to one page, and once.
            known.is_some_and(|widget| added.pages.insert(widget, number).is_none())
        });
        let absent = new.get("Annots").is_some() && now.is_empty() && !before.is_empty();
        if !ours_first || !all_widgets || absent || self.strange_annotations(new) {
            self.changed_key(page, PLACE, "Annots");
        }
    }

    /// Whether the annotations are no array, or one of ours under another name.
    fn strange_annotations(&self, page: &Dictionary) -> bool {
        match page.get("Annots") {
            None => false,
            Some(Object::Reference(number)) if self.now.ours(*number) => true,
            Some(value) => self.now.resolve(value).as_array().is_none(),
        }
    }
}
