//! What a later revision may no longer touch: signatures, and what they show.

use super::Judge;
use crate::verify::pdf::object::Object;
use std::collections::BTreeMap;

/// Signatures as they were in earlier revisions.
#[derive(Debug, Default)]
pub(in super::super) struct Frozen {
    /// By the number of the field: its value, its appearance, its place and its flags.
    fields: BTreeMap<u32, Vec<Object>>,
    /// What value and appearance lead to, by number.
    objects: BTreeMap<u32, Object>,
}

impl Frozen {
    /// Holds the signatures of now against those of before, and keeps the new ones.
    pub(super) fn hold(&mut self, judge: &mut Judge<'_>, fields: &[Object]) {
        let there = |number: &u32| fields.contains(&Object::Reference(*number));
        let gone = self.fields.keys().any(|number| !there(number));
        let mut touched =
            judge.fresh.keys().filter_map(|number| self.objects.get_key_value(number));
        let other = touched.any(|(number, value)| judge.now.load(*number) != *value);
        let moved =
            self.fields.iter().any(|(number, kept)| signed(judge, *number).as_ref() != Some(kept));
        if gone || other || moved {
            judge
                .findings
                .changed(None, "una firma è stata tolta o cambiata dopo essere stata messa");
        }
        for number in fields.iter().filter_map(Object::as_reference) {
            if self.fields.contains_key(&number) {
                continue;
            }
            if let Some(values) = signed(judge, number) {
                self.keep(judge, &values);
                self.fields.insert(number, values);
            }
        }
    }

    fn keep(&mut self, judge: &Judge<'_>, values: &[Object]) {
        let mut open = values.to_vec();
        while let Some(value) = open.pop() {
            match value {
                Object::Reference(number) if judge.now.ours(number) => {}
                Object::Reference(number) if self.objects.contains_key(&number) => {}
                Object::Reference(number) => {
                    let value = judge.now.load(number);
                    self.objects.insert(number, value.clone());
                    open.push(value);
                }
                value => open.extend(value.parts().into_iter().cloned()),
            }
        }
    }
}

/// What is kept of a field if it is signed.
fn signed(judge: &Judge<'_>, field: u32) -> Option<Vec<Object>> {
    let field = judge.now.dictionary(&Object::Reference(field))?;
    field.get("V")?;
    let keys = ["V", "AP", "Rect", "F"];
    Some(keys.map(|key| field.get(key).cloned().unwrap_or(Object::Null)).to_vec())
}
