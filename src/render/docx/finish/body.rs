//! Repairs to the body: paragraphs, rows, tables, the section.

use super::hole::{HOLE, XmlFrame};
use super::order::in_schema_order;
use super::xml::{XmlElement, XmlNode, parse};
use crate::render::RenderError;

/// Properties of a table that `docx-rs` cannot express.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct TableFacts {
    /// Set if a caption describes the table to assistive technology.
    pub has_caption: bool,
    /// Set if a description names the columns to assistive technology.
    pub has_description: bool,
    /// Set if the first row heads the columns.
    pub first_row: bool,
    /// Set if the first column heads the rows.
    pub first_column: bool,
}

/// Repairs a paragraph written by `docx-rs`.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn paragraph(xml: &[u8]) -> Result<XmlFrame, RenderError> {
    Ok(XmlFrame::of(&repaired(xml)?))
}

/// Repairs a paragraph with a picture written by `docx-rs`, and gives the picture its `number` in
/// the document and its alternative `text` (20.4.2.5, `docPr`).
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn picture(xml: &[u8], number: usize, text: &str) -> Result<String, RenderError> {
    let mut paragraph = repaired(xml)?;
    let id = number.to_string();
    let name = format!("Figura {number}");
    paragraph.walk(&mut |element| {
        // `docx-rs` gives every picture the same number and no text. Both elements name the
        // same picture and must agree.
        if matches!(&*element.name, "wp:docPr" | "pic:cNvPr") {
            let facts = [("id", &*id), ("name", &*name), ("descr", text)];
            *element = XmlElement::new(&element.name, &facts);
        }
    });
    Ok(paragraph.to_xml())
}

/// Repairs a row written by `docx-rs` without cells and opens a hole for them; `repeats` makes it
/// a head row.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn row(xml: &[u8], repeats: bool) -> Result<XmlFrame, RenderError> {
    let mut row = repaired(xml)?;
    if repeats {
        mark_as_head(&mut row);
    }
    Ok(with_hole(row))
}

/// Repairs a cell written by `docx-rs`; the first hole of an `identified` cell is for the name of
/// its content control.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn cell(xml: &[u8], identified: bool) -> Result<XmlFrame, RenderError> {
    let mut cell = repaired(xml)?;
    if identified {
        identify(&mut cell);
    }
    Ok(XmlFrame::of(&cell))
}

/// Repairs a cell written by `docx-rs` and opens a hole for paragraphs in place of its own.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn open_cell(xml: &[u8]) -> Result<XmlFrame, RenderError> {
    let mut cell = repaired(xml)?;
    cell.retain(|element| element.name != "w:p");
    Ok(with_hole(cell))
}

/// Repairs a table written by `docx-rs` without rows, and opens holes for caption and description,
/// if it has them, and for the rows.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn table(xml: &[u8], facts: &TableFacts) -> Result<XmlFrame, RenderError> {
    let mut table = repaired(xml)?;
    table.walk(&mut untyped_grid_column);
    let properties = table.child_mut("w:tblPr");
    remove_direct_look(properties);
    describe(properties, facts);
    // The properties that were added stand at the end so far.
    in_schema_order(properties);
    Ok(with_hole(table))
}

/// Repairs a document part written by `docx-rs` without blocks and opens a hole for them.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn document(xml: &[u8]) -> Result<XmlFrame, RenderError> {
    let mut document = repaired(xml)?;
    document.child_mut("w:body").children.insert(0, XmlNode::Raw(HOLE.to_owned()));
    Ok(XmlFrame::of(&document))
}

/// Opens a hole at the end of `element`.
fn with_hole(mut element: XmlElement) -> XmlFrame {
    element.children.push(XmlNode::Raw(HOLE.to_owned()));
    XmlFrame::of(&element)
}

/// Repairs a numbering part written by `docx-rs` (17.9.1, 17.9.15).
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn numbering(xml: &[u8]) -> Result<XmlElement, RenderError> {
    let mut numbering = repaired(xml)?;
    // `docx-rs` always defines a decimal list of its own as number 1.
    let is_its_own =
        |e: &XmlElement| ["w:abstractNumId", "w:numId"].iter().any(|k| e.attribute(k) == Some("1"));
    numbering.retain(|e| !is_its_own(e));
    Ok(numbering)
}

/// Applies the repairs that every part written by `docx-rs` needs.
///
/// # Errors
/// [`RenderError::Backend`] if it is not well-formed.
pub(crate) fn repaired(xml: &[u8]) -> Result<XmlElement, RenderError> {
    let mut element = parse(xml)?;
    element.walk(&mut |e| {
        without_paragraph_ids(e);
        without_empty_properties(e);
        in_schema_order(e);
    });
    Ok(element)
}

/// Removes paragraph identifiers ([MS-DOCX], `paraId`), which are optional.
fn without_paragraph_ids(element: &mut XmlElement) {
    // `docx-rs` takes them from a counter that lives as long as the thread, so that a second
    // rendering would differ.
    element.attributes.retain(|(key, _)| key != "w14:paraId");
}

/// Removes empty property elements (17.3.1.26, 17.3.2.28, 17.4.81), which are optional.
fn without_empty_properties(element: &mut XmlElement) {
    // `docx-rs` writes them for every paragraph, run and row.
    let removable = |e: &XmlElement| matches!(&*e.name, "w:pPr" | "w:rPr" | "w:trPr");
    element.retain(|e| !(removable(e) && e.children.is_empty() && e.attributes.is_empty()));
}

/// Removes `w:type` from a `gridCol`, which has a width and nothing else (17.4.16).
fn untyped_grid_column(element: &mut XmlElement) {
    if element.name == "w:gridCol" {
        element.attributes.retain(|(key, _)| key != "w:type");
    }
}

/// Removes direct borders and alignment (17.4.38, 17.4.28).
fn remove_direct_look(properties: &mut XmlElement) {
    // `docx-rs` always writes them, and they would hide those of the table style.
    properties.retain(|e| !matches!(&*e.name, "w:tblBorders" | "w:jc"));
}

/// Adds `tblLook` (17.4.55), `tblCaption` (17.4.40) and `tblDescription` (17.4.46).
fn describe(properties: &mut XmlElement, facts: &TableFacts) {
    // `docx-rs` has none of them. The flags stand twice: as attributes, and as a bit mask for older programs.
    let flag = |on: bool| if on { "1" } else { "0" };
    let columns = if facts.first_column { 0x80 } else { 0 };
    let value = 0x0600 | columns | if facts.first_row { 0x20 } else { 0 };
    let look = XmlElement::new(
        "w:tblLook",
        &[
            ("w:val", &*format!("{value:04X}")),
            ("w:firstRow", flag(facts.first_row)),
            ("w:lastRow", "0"),
            ("w:firstColumn", flag(facts.first_column)),
            ("w:lastColumn", "0"),
            ("w:noHBand", "1"),
            ("w:noVBand", "1"),
        ],
    );
    properties.children.push(XmlNode::Element(look));
    let texts = [("w:tblCaption", facts.has_caption), ("w:tblDescription", facts.has_description)];
    for (name, _) in texts.into_iter().filter(|(_, has)| *has) {
        properties.children.push(XmlNode::Element(with_val_hole(name)));
    }
}

/// Makes an element with a hole for its `w:val`.
fn with_val_hole(name: &str) -> XmlElement {
    // Not by `XmlElement::new`, which escapes values and would make the hole a text.
    let attributes = vec![("w:val".into(), HOLE.into())];
    XmlElement { attributes, ..XmlElement::new(name, &[]) }
}

/// Marks a row as one that repeats at the top of every page (`tblHeader`, 17.4.49).
fn mark_as_head(row: &mut XmlElement) {
    // `docx-rs` cannot express it.
    let head = XmlElement::new("w:tblHeader", &[]);
    row.child_mut("w:trPr").children.push(XmlNode::Element(head));
}

/// Wraps the content of a cell in a content control with a tag (17.5.2.34, 17.5.2.42).
fn identify(cell: &mut XmlElement) {
    // `docx-rs` writes only the title of a control, which people see. The control goes inside the cell, so that the row keeps its cells.
    let is_property = |node: &XmlNode| node.element().is_some_and(|e| e.name == "w:tcPr");
    let (properties, content) =
        std::mem::take(&mut cell.children).into_iter().partition(is_property);
    cell.children = properties;
    let named = XmlElement::new("w:sdtPr", &[]).with(with_val_hole("w:tag"));
    let held = XmlElement { children: content, ..XmlElement::new("w:sdtContent", &[]) };
    cell.children.push(XmlNode::Element(XmlElement::new("w:sdt", &[]).with(named).with(held)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(xml: &str) -> XmlFrame {
        XmlFrame::of(&parse(xml.as_bytes()).unwrap())
    }

    #[test]
    fn head_rows_repeat_and_ids_and_empty_properties_go() {
        let xml = br#"<w:tr><w:trPr/><w:tc><w:p w14:paraId="0000002a"><w:pPr><w:rPr /></w:pPr></w:p></w:tc></w:tr>"#;
        let body = "<w:tc><w:p/></w:tc>&words;</w:tr>";
        assert_eq!(row(xml, false).unwrap(), frame(&format!("<w:tr>{body}")));
        let head = row(xml, true).unwrap();
        assert_eq!(head, frame(&format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{body}")));
    }

    #[test]
    fn a_cell_with_an_identity_holds_its_text_in_a_control_of_that_name() {
        let xml = b"<w:tc><w:tcPr/><w:p>&words;</w:p><w:p/></w:tc>";
        assert_eq!(cell(xml, false).unwrap(), frame(&String::from_utf8_lossy(xml)));
        assert_eq!(
            cell(xml, true).unwrap(),
            frame(
                "<w:tc><w:tcPr/><w:sdt><w:sdtPr><w:tag w:val=\"&words;\"/></w:sdtPr>\
                 <w:sdtContent><w:p>&words;</w:p><w:p/></w:sdtContent></w:sdt></w:tc>"
            )
        );
    }

    #[test]
    fn a_table_takes_its_look_from_its_style_and_says_what_it_holds() {
        let xml = br#"<w:tbl><w:tblPr><w:tblW w:w="9"/><w:jc/><w:tblBorders/><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid><w:gridCol w:w="9" w:type="dxa"/></w:tblGrid></w:tbl>"#;
        let facts = TableFacts {
            has_caption: true,
            has_description: false,
            first_row: true,
            first_column: true,
        };
        assert_eq!(
            table(xml, &facts).unwrap(),
            frame(
                r#"<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblW w:w="9"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="&words;"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>&words;</w:tbl>"#
            )
        );
    }

    #[test]
    fn blocks_stand_before_the_section() {
        let xml = b"<w:document><w:body><w:sectPr><w:pgSz/></w:sectPr></w:body></w:document>";
        assert_eq!(
            document(xml).unwrap(),
            frame(
                "<w:document><w:body>&words;<w:sectPr><w:pgSz/></w:sectPr></w:body></w:document>"
            )
        );
    }
}
