//! Fields of forms, as LibreOffice takes them over from Word, and content controls.

use super::content::OdtReader;
use crate::office::xml::{attribute, flag};
use quick_xml::events::BytesStart;

/// Field of a form.
#[derive(Default)]
pub(super) struct FormMark {
    is_box: bool,
    is_checked: bool,
    entries: Vec<String>,
    chosen: usize,
}

impl OdtReader<'_> {
    /// Handles the fields of forms, as Word has them, and content controls.
    pub(super) fn start_in_form(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "fieldmark" => {
                let kind = attribute(tag, "type").unwrap_or_default();
                let is_box = kind.to_uppercase().contains("FORMCHECKBOX");
                self.form = Some(FormMark { is_box, ..FormMark::default() });
            }
            "param" => {
                let (Some(form), Some(value)) = (&mut self.form, attribute(tag, "value")) else {
                    return;
                };
                match attribute(tag, "name").unwrap_or_default().as_ref() {
                    "Checkbox_Checked" => form.is_checked = value == "true",
                    "Dropdown_ListEntry" => form.entries.push(value.into_owned()),
                    "Dropdown_Selected" => form.chosen = value.parse().unwrap_or(0),
                    _ => {}
                }
            }
            "content-control" => self.prompts.push(flag(tag, "showing-place-holder")),
            _ => {}
        }
    }

    /// Ends a field of a form, which shows its state or its choice.
    pub(super) fn end_form(&mut self) {
        let Some(mut form) = self.form.take() else { return };
        if form.is_box {
            self.push(if form.is_checked { "☒" } else { "☐" });
        } else if form.chosen < form.entries.len() {
            let entry = form.entries.swap_remove(form.chosen);
            self.push(&entry);
        }
    }
}
