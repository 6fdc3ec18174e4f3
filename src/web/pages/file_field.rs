//! Fields for files, on which files can be dropped.

use super::home::ENDINGS;
use maud::{Markup, html};

/// Field for one file, or for several.
pub(super) struct FileField<'a> {
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    pub(super) is_required: bool,
    pub(super) is_multiple: bool,
}

impl FileField<'_> {
    /// Returns the field with its label.
    pub(super) fn markup(&self) -> Markup {
        let FileField { name, label, hint, is_required, is_multiple } = self;
        let hint_id = format!("{name}-aiuto");
        html! {
            div class="field drop" {
                label for=(name) { (label) }
                p id=(hint_id) class="hint" { (hint) }
                input type="file" id=(name) name=(name) multiple[*is_multiple] required[*is_required] accept=(ENDINGS) aria-describedby=(hint_id);
            }
        }
    }
}
