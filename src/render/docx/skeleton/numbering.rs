//! List definitions (ECMA-376-1, 17.9).

use crate::annex::{StyleName, Styles};
use crate::render::docx::lengths::twips;
use crate::render::docx::list_labels::DocxListLabels;
use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelSuffixType, LevelText, NumberFormat, Numbering,
    Numberings, SpecialIndentType, Start,
};
use quick_xml::escape::escape;

/// Returns the list definitions: items hang by the width of a letter, nested ones further to
/// the right.
pub(crate) fn numberings(labels: &DocxListLabels<'_>, styles: &Styles) -> Numberings {
    let letter = twips(styles[StyleName::Cell].size);
    labels.lists().fold(Numberings::new(), |numberings, (id, label, deepest)| {
        let levels = (0..=deepest).map(|depth| level(label, depth, letter));
        let list = levels.fold(AbstractNumbering::new(id), AbstractNumbering::add_level);
        numberings.add_abstract_numbering(list).add_numbering(Numbering::new(id, id))
    })
}

/// Returns a level of a list (17.9.6).
fn level(label: &str, depth: usize, letter: i32) -> Level {
    // docx-rs writes a label as it is.
    let text = LevelText::new(escape(label));
    let [depth_letters, label_letters] =
        [depth, label.chars().count()].map(|n| i32::try_from(n).unwrap_or(i32::MAX));
    // A label of several letters hangs by more, or Word would push the text to its next tab stop.
    let hang = letter * label_letters.saturating_add(1) / 2;
    if label.is_empty() {
        // An item that goes on stands below the words of the usual item, «- …».
        let left = depth_letters * letter + letter;
        let level =
            Level::new(depth, Start::new(1), NumberFormat::new("none"), text, LevelJc::new("left"));
        return level.indent(Some(left), None, None, None).suffix(LevelSuffixType::Nothing);
    }
    // A bullet of several letters loses all but the first in LibreOffice (17.18.59).
    let format = NumberFormat::new(if label_letters > 1 { "none" } else { "bullet" });
    Level::new(depth, Start::new(1), format, text, LevelJc::new("left")).indent(
        Some(depth_letters * letter + hang),
        Some(SpecialIndentType::Hanging(hang)),
        None,
        None,
    )
}
