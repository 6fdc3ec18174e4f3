//! `[xlsx]`: the sheets of the workbook.

use super::fields::{SettingsReader, SettingsSection};
use super::keys;
use super::node::{TomlNode, TomlValue};
use crate::dataset::WorkbookSheet;

/// Reads the sheets that the layout asks for; by default all of them.
pub(super) fn sheets(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
) -> Option<Vec<WorkbookSheet>> {
    if !root.has("xlsx") {
        return Some(WorkbookSheet::ALL.to_vec());
    }
    let section = fields.section(root, "xlsx")?;
    fields.known(section, keys::XLSX);
    let value = fields.value(section, "fogli")?;
    let place = value.place;
    let names: Vec<&str> = WorkbookSheet::ALL.iter().map(|sheet| sheet.name()).collect();
    let want = format!("un elenco di fogli fra: {}", names.join(", "));
    let TomlValue::List(list) = &value.value else {
        return fields.wrong("fogli", place, &want);
    };
    let mut sheets = Vec::new();
    for entry in list {
        match named_sheet(entry) {
            Some(sheet) if !sheets.contains(&sheet) => sheets.push(sheet),
            // Excel refuses a workbook with two sheets of one name.
            Some(_) => return fields.wrong("fogli", entry.place, "ogni foglio una volta sola"),
            None => return fields.wrong("fogli", entry.place, &want),
        }
    }
    if sheets.is_empty() {
        return fields.wrong("fogli", place, &want);
    }
    // The formulas of these sheets refer to cells of «Dati».
    let calculates = |sheet: &&WorkbookSheet| {
        matches!(sheet, WorkbookSheet::Weights | WorkbookSheet::Evaluation)
    };
    if let Some(sheet) = sheets.iter().find(calculates)
        && !sheets.contains(&WorkbookSheet::Data)
    {
        let want = format!("anche «Dati»: «{}» fa i suoi conti su quel foglio", sheet.name());
        return fields.wrong("fogli", place, &want);
    }
    Some(sheets)
}

fn named_sheet(node: &TomlNode) -> Option<WorkbookSheet> {
    let TomlValue::Text(name) = &node.value else { return None };
    WorkbookSheet::ALL.into_iter().find(|sheet| sheet.name() == name)
}
