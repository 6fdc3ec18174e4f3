//! Conditional formats of Excel since 2010, which hold their format themselves and name their cells
//! behind it (\[MS-XLSX\], 2.6.3).

use super::reference::cell_range;
use super::styles::DifferentialFormat;
use crate::office::package::PackageError;
use crate::office::workbook::conditional::RuleEffects;
use crate::office::workbook::sheet::CellRange;
use crate::office::workbook::value::append;
use quick_xml::events::BytesStart;

/// Conditional format while it is read.
#[derive(Default)]
pub(super) struct ExtendedRules {
    /// Format that is open.
    open: Option<DifferentialFormat>,
    /// Effects of the rules whose cells are not known yet.
    effects: Vec<RuleEffects>,
    /// Names of the cells; `None` outside their element.
    ranges: Option<String>,
}

impl ExtendedRules {
    /// Reads the start of an element.
    pub(crate) fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "dxf" => self.open = Some(DifferentialFormat::default()),
            "sqref" => self.ranges = Some(String::new()),
            _ => _ = self.open.as_mut().map(|format| format.note(tag)),
        }
    }

    /// Reads a text.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), PackageError> {
        self.ranges.as_mut().map_or(Ok(()), |ranges| append(ranges, text))
    }

    /// Reads the end of an element; returns the cells of the rules that end, with their effects.
    pub(crate) fn end(&mut self, name: &str) -> Vec<(CellRange, RuleEffects)> {
        match name {
            "dxf" => self.effects.extend(self.open.take().map(|format| format.effects)),
            "conditionalFormatting" => self.effects.clear(),
            "sqref" => {
                let effects = std::mem::take(&mut self.effects);
                let names = self.ranges.take().unwrap_or_default();
                let ranges = names.split_whitespace().filter_map(cell_range);
                return ranges
                    .flat_map(|range| effects.iter().map(move |effects| (range, *effects)))
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }
}
