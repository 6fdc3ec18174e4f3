//! Blocks, rows and cells of two documents as those of one.

use super::super::finish::xml::{XmlElement, XmlNode};
use super::super::skeleton::style;
use super::alignment::{AlignedEntry, align};
use super::pieces::{lone_paragraph, merged_paragraphs, text};
use super::revision::{RevisionFate, Revisions};

/// Least hundredths of words that two rows or paragraphs share if they are one that changed.
const SAME_TEXT: usize = 35;
/// Least hundredths of words that two tables share if they are one that changed.
const SAME_TABLE: usize = 20;

/// Merges the blocks of both documents.
pub(super) fn merged(
    revisions: &mut Revisions,
    old: &[XmlElement],
    new: &[XmlElement],
) -> Vec<XmlElement> {
    let [olds, news] = [old, new].map(|blocks| blocks.iter().map(block_entry).collect::<Vec<_>>());
    let mut out: Vec<XmlElement> = Vec::new();
    for pair in align(&olds, &news, SAME_TABLE) {
        let block = match pair {
            (Some(before), Some(after)) => {
                let (before, after) = (&old[before], &new[after]);
                if is_table(after) {
                    merged_table(revisions, before, after)
                } else {
                    merged_paragraphs(revisions, &[before], &[after]).swap_remove(0)
                }
            }
            (Some(before), None) => lone_block(revisions, &old[before], RevisionFate::Deleted),
            (None, Some(after)) => lone_block(revisions, &new[after], RevisionFate::Inserted),
            (None, None) => continue,
        };
        if is_table(&block) && out.last().is_some_and(is_table) {
            // Word joins tables with nothing between them.
            out.push(
                XmlElement::new("w:p", &[]).with(
                    XmlElement::new("w:pPr", &[])
                        .with(XmlElement::new("w:pStyle", &[("w:val", style::AFTER_TABLE)])),
                ),
            );
        }
        out.push(block);
    }
    out
}

fn is_table(block: &XmlElement) -> bool {
    block.name == "w:tbl"
}

fn block_entry(block: &XmlElement) -> AlignedEntry {
    if !is_table(block) {
        let style = block.elements().find(|element| element.name == "w:pPr");
        let style = style.into_iter().flat_map(XmlElement::elements);
        let style = style.filter(|element| element.name == "w:pStyle").map(XmlElement::to_xml);
        return AlignedEntry::new(style.collect(), &text(block));
    }
    let grid = block.elements().find(|element| element.name == "w:tblGrid");
    let columns = grid.map_or(0, |grid| grid.elements().count());
    let rows = rows(block).map(row_text).collect::<Vec<_>>();
    AlignedEntry::new(format!("{columns} colonne"), &rows.join("\n"))
}

fn rows(table: &XmlElement) -> impl Iterator<Item = &XmlElement> {
    table.elements().filter(|element| element.name == "w:tr")
}

fn cells(row: &XmlElement) -> impl Iterator<Item = &XmlElement> {
    row.elements().filter(|element| element.name == "w:tc")
}

/// Returns the paragraphs of a cell; those of a content control are its own.
fn paragraphs(cell: &XmlElement) -> Vec<&XmlElement> {
    let mut found = Vec::new();
    for element in cell.elements() {
        match element.name.as_str() {
            "w:p" => found.push(element),
            "w:sdt" | "w:sdtContent" => found.extend(paragraphs(element)),
            _ => {}
        }
    }
    found
}

fn row_text(row: &XmlElement) -> String {
    let cell = |cell| paragraphs(cell).into_iter().map(text).collect::<Vec<_>>().join("\n");
    cells(row).map(cell).collect::<Vec<_>>().join("\t")
}

/// Returns the columns that each cell of a row takes, and whether it goes on from above.
fn row_shape(row: &XmlElement) -> String {
    let spans = |cell: &XmlElement| -> String {
        let properties = cell.elements().filter(|element| element.name == "w:tcPr");
        let spans = properties.flat_map(XmlElement::elements);
        let spans = spans.filter(|e| matches!(e.name.as_str(), "w:gridSpan" | "w:vMerge"));
        spans.map(XmlElement::to_xml).collect()
    };
    let properties = row.elements().filter(|element| element.name == "w:trPr");
    let heads = properties.flat_map(XmlElement::elements).filter(|e| e.name == "w:tblHeader");
    let heads: String = heads.map(XmlElement::to_xml).collect();
    heads + &cells(row).map(spans).collect::<Vec<_>>().join(";")
}

fn row_entry(row: &XmlElement) -> AlignedEntry {
    AlignedEntry::new(row_shape(row), &row_text(row))
}

fn merged_table(revisions: &mut Revisions, old: &XmlElement, new: &XmlElement) -> XmlElement {
    let [old_rows, new_rows] = [old, new].map(|table| rows(table).collect::<Vec<_>>());
    let [olds, news] = [&old_rows, &new_rows]
        .map(|rows| rows.iter().map(|row| row_entry(row)).collect::<Vec<_>>());
    let mut table = new.clone();
    table.retain(|element| element.name != "w:tr");
    for pair in align(&olds, &news, SAME_TEXT) {
        let row = match pair {
            (Some(before), Some(after)) => {
                merged_row(revisions, Some(old_rows[before]), new_rows[after])
            }
            (Some(before), None) => lone_row(revisions, old_rows[before], RevisionFate::Deleted),
            (None, Some(after)) => lone_row(revisions, new_rows[after], RevisionFate::Inserted),
            (None, None) => continue,
        };
        table.children.push(XmlNode::Element(row));
    }
    table
}

/// Returns `new` with what differs from `old`, a row of the same shape; without one, as it is but for
/// its content controls, whose names would stand in two rows.
fn merged_row(revisions: &mut Revisions, old: Option<&XmlElement>, new: &XmlElement) -> XmlElement {
    let old: Vec<&XmlElement> = old.into_iter().flat_map(cells).collect();
    let mut at = 0;
    with_cells(new, |cell| {
        let before = old.get(at).map(|cell| paragraphs(cell)).unwrap_or_default();
        at += 1;
        merged_paragraphs(revisions, &before, &paragraphs(cell))
    })
}

fn lone_row(revisions: &mut Revisions, row: &XmlElement, fate: RevisionFate) -> XmlElement {
    let mut lone = with_cells(row, |cell| {
        let own = paragraphs(cell);
        match fate {
            RevisionFate::Deleted => merged_paragraphs(revisions, &own, &[]),
            RevisionFate::Kept | RevisionFate::Inserted => merged_paragraphs(revisions, &[], &own),
        }
    });
    revisions.row_mark(fate, &mut lone);
    lone
}

/// Returns the row with other paragraphs in its cells; cells with tables inside stay as they are.
fn with_cells(
    row: &XmlElement,
    mut content: impl FnMut(&XmlElement) -> Vec<XmlElement>,
) -> XmlElement {
    let mut row = row.clone();
    for node in &mut row.children {
        let XmlNode::Element(cell) = node else { continue };
        if cell.name != "w:tc" || cell.elements().any(is_table) {
            continue;
        }
        let paragraphs = content(cell);
        cell.retain(|element| element.name == "w:tcPr");
        cell.children.extend(paragraphs.into_iter().map(XmlNode::Element));
    }
    row
}

fn lone_block(revisions: &mut Revisions, block: &XmlElement, fate: RevisionFate) -> XmlElement {
    if !is_table(block) {
        return lone_paragraph(revisions, block, fate);
    }
    let mut table = block.clone();
    for node in &mut table.children {
        if let XmlNode::Element(row) = node
            && row.name == "w:tr"
        {
            *row = lone_row(revisions, row, fate);
        }
    }
    table
}
