//! Kinds of what a package holds besides texts, as a reader would name them.

/// Kind of what a part of a package holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// Charts.
    Charts,
    /// Objects over the cells.
    Drawings,
    /// Pictures.
    Pictures,
    /// Styles of cells or of text.
    Styles,
    /// Colours and fonts of the theme.
    Theme,
    /// Numbering of lists.
    Lists,
    /// Rows, columns and cells of a sheet, without their texts.
    Cells,
    /// Pages of a sheet as they are printed.
    Printing,
    /// Protection of a sheet and rules for what is typed.
    Rules,
    /// Conditional formats.
    Conditions,
    /// Views and other elements of a sheet.
    Views,
    /// Tables of a workbook.
    Tables,
    /// Names and settings of a workbook.
    Workbook,
    /// Body of a document.
    Body,
    /// Headers, footers and notes of a document.
    RunningTexts,
    /// Settings and fonts of a document.
    Settings,
    /// Comments.
    Comments,
    /// Preview and added properties of the file, which folders show.
    Properties,
    /// Relationships and types of parts.
    Links,
    /// Parts that programs add for themselves.
    Others,
}

/// Beginnings of the names of parts with their kinds; `None` for parts whose content is compared by
/// what it shows, or shows nothing.
const KINDS: [(&str, Option<PartKind>); 32] = [
    ("docprops/thumbnail", Some(PartKind::Properties)),
    ("docprops/custom", Some(PartKind::Properties)),
    ("docprops/", None),
    ("[trash]/", None),
    ("xl/sharedstrings", None),
    ("xl/calcchain", None),
    ("[content_types].xml", Some(PartKind::Links)),
    ("xl/charts/", Some(PartKind::Charts)),
    ("xl/drawings/", Some(PartKind::Drawings)),
    ("xl/media/", Some(PartKind::Pictures)),
    ("word/media/", Some(PartKind::Pictures)),
    ("xl/styles", Some(PartKind::Styles)),
    ("word/styles", Some(PartKind::Styles)),
    ("xl/theme/", Some(PartKind::Theme)),
    ("word/theme/", Some(PartKind::Theme)),
    ("word/numbering", Some(PartKind::Lists)),
    ("xl/worksheets/", Some(PartKind::Views)),
    ("xl/chartsheets/", Some(PartKind::Charts)),
    ("xl/printersettings/", Some(PartKind::Printing)),
    ("xl/tables/", Some(PartKind::Tables)),
    ("xl/workbook", Some(PartKind::Workbook)),
    ("xl/comments", Some(PartKind::Comments)),
    ("xl/threadedcomments", Some(PartKind::Comments)),
    ("word/comments", Some(PartKind::Comments)),
    ("word/document", Some(PartKind::Body)),
    ("word/header", Some(PartKind::RunningTexts)),
    ("word/footer", Some(PartKind::RunningTexts)),
    ("word/footnotes", Some(PartKind::RunningTexts)),
    ("word/endnotes", Some(PartKind::RunningTexts)),
    ("word/settings", Some(PartKind::Settings)),
    ("word/websettings", Some(PartKind::Settings)),
    ("word/fonttable", Some(PartKind::Settings)),
];

/// Returns the kind of a part by its name in lower case; `None` if it says nothing that is not
/// compared elsewhere.
pub(super) fn kind_of(part: &str) -> Option<PartKind> {
    if part.ends_with('/') {
        return None;
    }
    if part.ends_with(".rels") {
        return Some(PartKind::Links);
    }
    let known = KINDS.iter().find(|(start, _)| part.starts_with(start));
    known.map_or(Some(PartKind::Others), |(_, kind)| *kind)
}

/// Returns the kind of an element of a sheet by its name.
pub(super) fn kind_of_sheet_element(name: &str) -> PartKind {
    match name {
        "sheetData" | "cols" | "sheetFormatPr" | "mergeCells" | "dimension" => PartKind::Cells,
        "pageMargins" | "pageSetup" | "printOptions" | "headerFooter" | "rowBreaks"
        | "colBreaks" => PartKind::Printing,
        "sheetProtection" | "protectedRanges" | "dataValidations" => PartKind::Rules,
        "conditionalFormatting" => PartKind::Conditions,
        "drawing" | "legacyDrawing" => PartKind::Drawings,
        "tableParts" => PartKind::Tables,
        _ => PartKind::Views,
    }
}
