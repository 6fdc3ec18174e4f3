//! `[xlsx]`: the sheets of the workbook.

use super::fields::{Fields, Section};
use super::keys;
use super::node::Value;
use crate::dataset::WorkbookSheet;

/// The sheets that the layout asks for; all of them where it says nothing.
pub(super) fn sheets(fields: &mut Fields<'_>, root: Section<'_>) -> Option<Vec<WorkbookSheet>> {
    if !root.has("xlsx") {
        return Some(WorkbookSheet::ALL.to_vec());
    }
    let section = fields.section(root, "xlsx")?;
    fields.known(section, keys::XLSX);
    let value = fields.value(section, "fogli")?;
    let place = value.place;
    let names: Vec<&str> = WorkbookSheet::ALL.iter().map(|sheet| sheet.name()).collect();
    let want = format!("un elenco di fogli fra: {}", names.join(", "));
    let Value::List(list) = &value.value else {
        return fields.wrong("fogli", place, &want);
    };
    let mut sheets = Vec::new();
    for entry in list.iter() {
        let named = match &entry.value {
            Value::Text(name) => WorkbookSheet::ALL.into_iter().find(|sheet| sheet.name() == name),
            _ => None,
        };
        let place = entry.place;
        match named {
            Some(sheet) if !sheets.contains(&sheet) => sheets.push(sheet),
            Some(_) => return fields.wrong("fogli", place, "ogni foglio una volta sola"),
            None => return fields.wrong("fogli", place, &want),
        }
    }
    if sheets.is_empty() {
        return fields.wrong("fogli", place, &want);
    }
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
