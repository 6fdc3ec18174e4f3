//! Order of child elements, which `docx-rs` does not keep.
//!
//! Element declarations are `xsd:sequence`s (ECMA-376-1, Annex A.1): a child out of its place
//! makes the part invalid, and Word may refuse the file.

use super::xml::{XmlElement, XmlNode};

/// Sorts the children of `element` if the schema fixes their order. Children of one name keep
/// their order.
pub(crate) fn in_schema_order(element: &mut XmlElement) {
    let Some(order) = sequence(&element.name) else { return };
    let place = |node: &XmlNode| {
        let name = node.element().map_or("", |e| e.name.trim_start_matches("w:"));
        // A child that the schema does not know goes last, where it separates no others.
        order.iter().position(|known| *known == name).unwrap_or(order.len())
    };
    element.children.sort_by_cached_key(place);
}

/// Returns the sequence of children of an element.
fn sequence(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:tblPr" => TABLE,
        "w:tcPr" => CELL,
        "w:sectPr" => SECTION,
        "w:style" => STYLE,
        "w:lvl" => LEVEL,
        "w:numPr" => LIST,
        _ => return None,
    })
}

/// Children of `CT_PPr` (17.3.1.26).
#[rustfmt::skip]
const PARAGRAPH: &[&str] = &[
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
];

/// Children of `EG_RPrBase` (17.3.2.28).
#[rustfmt::skip]
const RUN: &[&str] = &[
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
    "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
    "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr",
    "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
];

/// Children of `CT_TblPr` (17.4.59).
#[rustfmt::skip]
const TABLE: &[&str] = &[
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
    "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
    "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
];

/// Children of `CT_TcPr` (17.4.69).
#[rustfmt::skip]
const CELL: &[&str] = &[
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
    "textDirection", "tcFitText", "vAlign", "hideMark",
];

/// Children of `CT_SectPr` (17.6.17).
#[rustfmt::skip]
const SECTION: &[&str] = &[
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
];

/// Children of `CT_Style` (17.7.4.17).
#[rustfmt::skip]
const STYLE: &[&str] = &[
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
    "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
    "personalReply", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
];

/// Children of `CT_Lvl` (17.9.6).
#[rustfmt::skip]
const LEVEL: &[&str] = &[
    "start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlPicBulletId",
    "legacy", "lvlJc", "pPr", "rPr",
];

/// Children of `CT_NumPr` (17.3.1.19).
const LIST: &[&str] = &["ilvl", "numId", "numberingChange", "ins"];

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    fn ordered(xml: &str) -> String {
        let mut element = parse(xml.as_bytes()).unwrap();
        element.walk(&mut in_schema_order);
        element.to_xml()
    }

    #[test]
    fn children_come_in_the_order_of_the_schema() {
        assert_eq!(
            ordered("<w:pPr><w:rPr/><w:pStyle/><w:jc/><w:spacing/><w:keepNext/></w:pPr>"),
            "<w:pPr><w:pStyle/><w:keepNext/><w:spacing/><w:jc/><w:rPr/></w:pPr>"
        );
        assert_eq!(
            ordered("<w:lvl><w:pPr/><w:suff/><w:start/></w:lvl>"),
            "<w:lvl><w:start/><w:suff/><w:pPr/></w:lvl>"
        );
        assert_eq!(
            ordered(
                "<w:sectPr><w:pgSz/><w:headerReference x=\"1\"/><w:headerReference/></w:sectPr>"
            ),
            "<w:sectPr><w:headerReference x=\"1\"/><w:headerReference/><w:pgSz/></w:sectPr>"
        );
    }

    #[test]
    fn elements_without_a_fixed_order_stay() {
        let xml = "<w:p><w:r><w:br/><w:t/><w:br/></w:r><w:pPr/></w:p>";
        assert_eq!(ordered(xml), xml);
    }
}
