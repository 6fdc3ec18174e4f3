//! Looks of paragraphs, cells, rows and tables: what their properties come to
//! (ECMA-376-1, 17.3.1, 17.4).

use super::aspect::{Aspects, GapSide, IndentSide, LookAspect};
use crate::office::docx::properties::DocxProperties;
use std::collections::BTreeSet;

/// DocxProperties of paragraphs that no reader sees or hears, or that are read elsewhere.
const UNSEEN_IN_PARAGRAPH: [&str; 22] = [
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "suppressAutoHyphens",
    "suppressLineNumbers",
    "suppressOverlap",
    "contextualSpacing",
    "snapToGrid",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "adjustRightInd",
    "textAlignment",
    "cnfStyle",
    "divId",
    "mirrorIndents",
    "numPr",
    "shd",
];
/// DocxProperties of tables that no reader sees or hears, or that are read elsewhere.
const UNSEEN_IN_TABLE: [&str; 12] = [
    "tblStyle",
    "tblW",
    "tblLayout",
    "tblLook",
    "tblOverlap",
    "tblStyleRowBandSize",
    "tblStyleColBandSize",
    "tblBorders",
    "tblCellMar",
    "shd",
    "jc",
    "cnfStyle",
];
/// DocxProperties of rows that no reader sees or hears.
const UNSEEN_IN_ROW: [&str; 6] = ["cantSplit", "cnfStyle", "divId", "jc", "wBefore", "wAfter"];
/// DocxProperties of cells that no reader sees or hears, or that are read elsewhere.
const UNSEEN_IN_CELL: [&str; 6] = ["tcW", "noWrap", "hideMark", "cnfStyle", "tcMar", "shd"];

/// Property of a paragraph that begins a page.
pub(super) const PAGE_START: &str = "pageBreakBefore";

/// Adds the aspects of a paragraph; `has_tab` if its text holds tabs.
pub(super) fn add_paragraph(paragraph: &DocxProperties, has_tab: bool, aspects: &mut Aspects) {
    add_indents(paragraph, aspects);
    add_spacing(paragraph, aspects);
    let seen = |name: &str| {
        let head = name.split('/').next().unwrap_or(name);
        // Tabs of the kind «bar» draw a line, with a tab in the text or without (17.18.84).
        let is_tab_seen = has_tab || paragraph.get(name, "val") == Some("bar");
        !UNSEEN_IN_PARAGRAPH.contains(&head) && (head != "tabs" || is_tab_seen)
    };
    for (name, value) in paragraph.all().filter(|(name, _)| seen(name)) {
        let word = paragraph.get(name, "val").unwrap_or_default();
        let is_on = paragraph.switch(name) == Some(true);
        let known = match name {
            "ind" | "spacing" => continue,
            "jc" => match word {
                "left" | "start" => continue,
                "end" => (LookAspect::Alignment, "right".to_owned()),
                word => (LookAspect::Alignment, word.to_owned()),
            },
            "outlineLvl" if word == "9" => continue,
            "outlineLvl" => (LookAspect::Outline, word.to_owned()),
            "bidi" if is_on => (LookAspect::RightToLeft, "1".to_owned()),
            "bidi" | PAGE_START if !is_on => continue,
            PAGE_START => (LookAspect::Other(PAGE_START.to_owned()), "sì".to_owned()),
            "textDirection" if matches!(word, "lrTb" | "tb") => continue,
            _ if name.starts_with("pBdr") && matches!(word, "none" | "nil" | "") => continue,
            _ if name.starts_with("pBdr") => (LookAspect::Borders, value),
            _ => (LookAspect::Other(name.to_owned()), value),
        };
        aspects.extend([known]);
    }
}

fn add_indents(paragraph: &DocxProperties, aspects: &mut Aspects) {
    let number = |name| paragraph.number("ind", name);
    let first = number("firstLine").or_else(|| number("hanging").map(|by| -by));
    let sides = [
        (IndentSide::Left, number("left").or_else(|| number("start"))),
        (IndentSide::Right, number("right").or_else(|| number("end"))),
        (IndentSide::First, first),
    ];
    for (side, by) in sides {
        aspects.insert(LookAspect::Indent(side), by.unwrap_or(0).to_string());
    }
    for name in
        ["leftChars", "rightChars", "firstLineChars", "hangingChars", "startChars", "endChars"]
    {
        let by = number(name).filter(|by| *by != 0);
        aspects.extend(by.map(|by| (LookAspect::Other("ind".to_owned()), by.to_string())));
    }
}

fn add_spacing(paragraph: &DocxProperties, aspects: &mut Aspects) {
    // A space that programs choose by themselves is that of a line of text (17.3.1.33).
    let gap = |name: &str, automatic: &str| match paragraph.get("spacing", automatic) {
        Some("1" | "true" | "on") => 280,
        _ => paragraph.number("spacing", name).unwrap_or(0),
    };
    // In hundredths of a line (17.3.1.33), which count before points.
    for name in ["beforeLines", "afterLines"] {
        let lines = paragraph.number("spacing", name).filter(|lines| *lines != 0);
        let aspect = LookAspect::Other(name.to_owned());
        aspects.extend(lines.map(|lines| (aspect, lines.to_string())));
    }
    let above = gap("before", "beforeAutospacing");
    let below = gap("after", "afterAutospacing");
    aspects.insert(LookAspect::Gap(GapSide::Above), above.to_string());
    aspects.insert(LookAspect::Gap(GapSide::Below), below.to_string());
    let height = paragraph.number("spacing", "line").unwrap_or(240);
    match paragraph.get("spacing", "lineRule").unwrap_or("auto") {
        "auto" if height == 240 => {}
        rule => _ = aspects.insert(LookAspect::LineHeight, format!("{rule} {height}")),
    }
}

/// Adds the aspects of a table.
pub(super) fn add_table(table: &DocxProperties, aspects: &mut Aspects) {
    if let Some(width) = table.number("tblW", "w").filter(|width| *width != 0)
        && table.get("tblW", "type") != Some("auto")
    {
        aspects.insert(LookAspect::TableWidth, width.to_string());
    }
    let indent = table.number("tblInd", "w").unwrap_or(0);
    aspects.insert(LookAspect::TableIndent, indent.to_string());
    let seen = |name: &str| {
        let head = name.split('/').next().unwrap_or(name);
        !UNSEEN_IN_TABLE.contains(&head) && head != "tblInd"
    };
    for (name, value) in table.all().filter(|(name, _)| seen(name)) {
        let words = || table.get(name, "val").unwrap_or_default().to_owned();
        match name {
            "tblCaption" => aspects.extend(filled(LookAspect::Caption, words())),
            "tblDescription" => aspects.extend(filled(LookAspect::Description, words())),
            "bidiVisual" if table.switch(name) != Some(true) => {}
            "tblCellSpacing" if table.number(name, "w") == Some(0) => {}
            _ => _ = aspects.insert(LookAspect::Other(name.to_owned()), value),
        }
    }
}

fn filled(aspect: LookAspect, words: String) -> Option<(LookAspect, String)> {
    (!words.is_empty()).then_some((aspect, words))
}

/// Adds the aspects of a row.
pub(super) fn add_row(row: &DocxProperties, aspects: &mut Aspects) {
    for (name, value) in row.all().filter(|(name, _)| !UNSEEN_IN_ROW.contains(name)) {
        let is_on = row.switch(name) == Some(true);
        match name {
            "hidden" if is_on => _ = aspects.insert(LookAspect::Hidden, "1".to_owned()),
            "tblHeader" if is_on => _ = aspects.insert(LookAspect::HeadRow, "1".to_owned()),
            "hidden" | "tblHeader" => {}
            "trHeight" => {
                let height = row.number(name, "val").unwrap_or(0).to_string();
                let is_fixed = row.get(name, "hRule") == Some("exact");
                let aspect =
                    if is_fixed { LookAspect::FixedHeight } else { LookAspect::LeastHeight };
                aspects.insert(aspect, height);
            }
            "gridBefore" | "gridAfter" if row.number(name, "val") == Some(0) => {}
            "tblCellSpacing" if row.number(name, "w") == Some(0) => {}
            _ => _ = aspects.insert(LookAspect::Other(name.to_owned()), value),
        }
    }
}

/// Adds the aspects of a cell in a table with these properties.
pub(super) fn add_cell(cell: &DocxProperties, table: &DocxProperties, aspects: &mut Aspects) {
    for side in ["top", "left", "bottom", "right"] {
        let inside =
            |outer: &str| table_margin(if outer == "tcMar" { cell } else { table }, outer, side);
        let margin = inside("tcMar").or_else(|| inside("tblCellMar"));
        aspects.extend(margin.map(|by| (LookAspect::Padding(side.to_owned()), by.to_string())));
    }
    let seen = |name: &str| !UNSEEN_IN_CELL.contains(&name.split('/').next().unwrap_or(name));
    for (name, value) in cell.all().filter(|(name, _)| seen(name)) {
        let word = cell.get(name, "val").unwrap_or_default();
        match name {
            "gridSpan" if cell.number(name, "val") == Some(1) => {}
            "gridSpan" if cell.number(name, "val").is_none_or(|columns| columns < 1) => {
                merge(aspects, "un numero di colonne impossibile");
            }
            "gridSpan" => merge(aspects, &format!("{word} colonne")),
            "vMerge" if word == "restart" => merge(aspects, "prima"),
            "vMerge" => merge(aspects, "seguito"),
            "vAlign" if word == "top" => {}
            "textDirection" if matches!(word, "lrTb" | "tb") => {}
            "tcFitText" if cell.switch(name) != Some(true) => {}
            _ if name.starts_with("tcBorders") => {}
            _ => _ = aspects.insert(LookAspect::Other(name.to_owned()), value),
        }
    }
}

fn merge(aspects: &mut Aspects, words: &str) {
    let merge = aspects.entry(LookAspect::Merge).or_default();
    *merge = format!("{merge} {words}").trim().to_owned();
}

fn table_margin(properties: &DocxProperties, outer: &str, side: &str) -> Option<i64> {
    let other = match side {
        "left" => "start",
        "right" => "end",
        side => side,
    };
    let of = |side| properties.number(&format!("{outer}/{side}"), "w");
    of(side).or_else(|| of(other))
}

/// Adds the kinds of borders that surround a cell, which stands at the upper or left edge or not.
///
/// Kinds and not sides: of two cells that share a border, programs give it to either.
pub(super) fn add_borders(
    cell: &DocxProperties,
    table: &DocxProperties,
    (is_top, is_left): (bool, bool),
    aspects: &mut Aspects,
) {
    let sides = [
        (["top", "top"], if is_top { "top" } else { "insideH" }),
        (["left", "start"], if is_left { "left" } else { "insideV" }),
        (["bottom", "bottom"], "insideH"),
        (["right", "end"], "insideV"),
        (["tl2br", "tl2br"], "tl2br"),
        (["tr2bl", "tr2bl"], "tr2bl"),
    ];
    let kinds: BTreeSet<_> = sides
        .into_iter()
        .filter_map(|(names, of_table)| {
            let own = names.iter().find_map(|name| border(cell, &format!("tcBorders/{name}")));
            own.or_else(|| border(table, &format!("tblBorders/{of_table}")))
        })
        .collect();
    let kinds: Vec<_> = kinds.into_iter().collect();
    aspects.insert(LookAspect::Borders, kinds.join(", "));
}

/// Returns kind, width and colour of a border.
fn border(properties: &DocxProperties, name: &str) -> Option<String> {
    let get = |attribute| properties.get(name, attribute).unwrap_or_default();
    match get("val") {
        "" => None,
        "nil" | "none" => Some("nessuno".to_owned()),
        kind => Some(format!("{kind} {} {}", get("sz"), get("color"))),
    }
}
