//! Spellings that programs read in different ways: what `look` reads as one thing, another
//! program shows as another.

use super::tree::XmlTree;
use crate::office::format_codes::is_within_limits;

/// Elements that hold several of the same name.
const LISTS: [&str; 18] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "tableStyle",
    "indexedColors",
    "mruColors",
    "gradientFill",
    "fontScheme",
    "majorFont",
    "minorFont",
    "extLst",
    "is",
];
/// Elements whose attribute `val` is true or false (ECMA-376-1, 18.8 and 18.4).
const TOGGLES: [&str; 7] = ["b", "i", "strike", "outline", "shadow", "condense", "extend"];
/// Attributes that are true or false.
const FLAGS: [&str; 25] = [
    "hidden",
    "customHeight",
    "customFormat",
    "customWidth",
    "collapsed",
    "wrapText",
    "shrinkToFit",
    "justifyLastLine",
    "diagonalUp",
    "diagonalDown",
    "auto",
    "applyFont",
    "applyFill",
    "applyNumberFormat",
    "showZeros",
    "showFormulas",
    "rightToLeft",
    "zeroHeight",
    "date1904",
    "differentFirst",
    "differentOddEven",
    "useFirstPageNumber",
    "fitToPage",
    "vbProcedure",
    "function",
];
/// Attributes that are whole numbers.
const NUMBERS: [&str; 14] = [
    "theme",
    "indexed",
    "fontId",
    "fillId",
    "borderId",
    "numFmtId",
    "xfId",
    "dxfId",
    "textRotation",
    "indent",
    "readingOrder",
    "min",
    "max",
    "s",
];
/// Attributes that are decimal numbers.
const MEASURES: [&str; 5] = ["ht", "width", "tint", "defaultRowHeight", "firstPageNumber"];
/// Attributes of which a colour has one.
const COLORS: [&str; 4] = ["rgb", "theme", "indexed", "auto"];

/// Returns the names of the elements of a part, or of an element of one, that are written in a way
/// that no program is known to write.
pub(super) fn irregular(root: &XmlTree) -> Vec<&str> {
    let (mut found, mut left) = (Vec::new(), vec![root]);
    while let Some(element) = left.pop() {
        let is_list = LISTS.contains(&element.name.as_str());
        if !is_list {
            found.extend(element.doubled().into_iter().filter(|_| is_single(&element.name)));
        }
        if !is_regular(element) {
            found.push(element.name.as_str());
        }
        // Extensions are for programs that know them, and are compared elsewhere.
        left.extend(element.children.iter().filter(|child| child.name != "extLst"));
    }
    found
}

/// Returns `true` for the parts of a style: each stands once in the one above it.
fn is_single(name: &str) -> bool {
    ["font", "r", "rPr", "fill", "patternFill", "border", "xf", "dxf"].contains(&name)
}

fn is_regular(element: &XmlTree) -> bool {
    let colors = COLORS.iter().filter(|name| element.attribute(name).is_some()).count();
    colors <= 1
        && !has_odd_cell_attribute(element)
        && element.attributes.iter().all(|(name, value)| {
            let is_toggle = name == "val" && TOGGLES.contains(&element.name.as_str());
            match name.as_str() {
                name if is_toggle || FLAGS.contains(&name) => is_flag(value),
                name if NUMBERS.contains(&name) => is_number(value),
                name if MEASURES.contains(&name) => is_measure(value),
                "val" if element.name == "sz" => is_measure(value),
                "formatCode" => is_within_limits(value),
                "rgb" => value.len() == 8 && is_hex(value),
                _ => true,
            }
        })
}

/// Returns `true` if a cell or a row states its place or its kind otherwise than every program does.
fn has_odd_cell_attribute(element: &XmlTree) -> bool {
    /// Kinds of cells (ECMA-376-1, 18.18.11).
    const KINDS: [&str; 7] = ["b", "d", "e", "inlineStr", "n", "s", "str"];
    let is_odd = |name: &str, is_usual: fn(&str) -> bool| {
        element.attribute(name).is_some_and(|value| !is_usual(value))
    };
    match element.name.as_str() {
        "c" => is_odd("t", |kind| KINDS.contains(&kind)) || is_odd("r", is_cell_name),
        "row" => is_odd("r", is_number),
        _ => false,
    }
}

/// Returns `true` for the name of a cell as programs write it: «C12».
fn is_cell_name(name: &str) -> bool {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    (1..=3).contains(&letters)
        && name[letters..].starts_with(|c| c != '0')
        && is_number(&name[letters..])
}

fn is_flag(value: &str) -> bool {
    matches!(value, "0" | "1" | "true" | "false")
}

fn is_number(value: &str) -> bool {
    let is_plain = value == "0" || !value.starts_with('0');
    (1..=10).contains(&value.len()) && is_plain && value.bytes().all(|b| b.is_ascii_digit())
}

/// Returns `true` for a decimal number, with the exponent that Excel writes of small ones.
fn is_measure(value: &str) -> bool {
    let (number, exponent) = value.split_once("E-").unwrap_or((value, "1"));
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let has_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    value.len() <= 25 && is_number(whole) && has_digits(fraction) && is_number(exponent)
}

fn is_hex(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Names of the colours of a theme, in the order in which cells count them.
pub(super) const THEME: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
];

/// Returns the names of the colours of a theme that are not written plainly: as six digits, or as
/// the colours of windows with the digits that they have everywhere.
pub(super) fn irregular_theme(theme: &XmlTree) -> Vec<&str> {
    let elements = theme.child("themeElements");
    let schemes: Vec<_> = theme.below().into_iter().filter(|e| e.name == "clrScheme").collect();
    let Some((elements, [scheme])) = elements.zip(schemes.first_chunk::<1>()) else {
        return vec!["clrScheme"];
    };
    let mut found = elements.doubled();
    found.extend(scheme.doubled());
    if schemes.len() > 1 || elements.child("clrScheme").is_none() {
        found.push("clrScheme");
    }
    let of_place = |name: &&str| !scheme.child(name).is_some_and(is_plain_color);
    found.extend(THEME.iter().filter(|name| of_place(name)));
    found
}

fn is_plain_color(place: &XmlTree) -> bool {
    let [color] = place.children.as_slice() else { return false };
    let value = |name| color.attribute(name).unwrap_or_default();
    let is_same = match color.name.as_str() {
        "srgbClr" => value("val").len() == 6 && is_hex(value("val")),
        "sysClr" => {
            [("windowText", "000000"), ("window", "FFFFFF")].iter().any(|(name, digits)| {
                value("val") == *name && value("lastClr").eq_ignore_ascii_case(digits)
            })
        }
        _ => false,
    };
    is_same && color.children.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> XmlTree {
        XmlTree::root(text.as_bytes()).expect("a part")
    }

    #[test]
    fn what_programs_write_is_regular() {
        for text in [
            r#"<font><b/><sz val="9"/><color theme="1" tint="-4.9989318521683403E-2"/></font>"#,
            r#"<font><b val="true"/><i val="false"/><sz val="10.5"/><color rgb="FF000000"/></font>"#,
            r#"<c r="XFD1048576" t="inlineStr"/>"#,
            r#"<row r="7" ht="75.05" customHeight="1" hidden="false"/>"#,
            r#"<xf numFmtId="0" fontId="5" fillId="0" borderId="1"><alignment wrapText="true"/></xf>"#,
            r#"<fonts><font><sz val="1"/></font><font><sz val="1"/></font></fonts>"#,
            r#"<fill><patternFill><fgColor indexed="64"/><bgColor auto="1"/></patternFill></fill>"#,
        ] {
            assert_eq!(irregular(&tree(text)), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_programs_read_in_different_ways_is_named() {
        for (text, name) in [
            (r#"<font><color rgb="FF000000" theme="0"/></font>"#, "color"),
            (r#"<font><color auto="1" rgb="FFFFFFFF"/></font>"#, "color"),
            (r#"<font><color rgb="FF000000"/><color rgb="FFFFFFFF"/></font>"#, "color"),
            (r#"<font><sz val="9"/><sz val="1"/></font>"#, "sz"),
            (r#"<font><strike val="2"/></font>"#, "strike"),
            (r#"<font><sz val="9pt"/></font>"#, "sz"),
            (r#"<font><color theme="+0"/></font>"#, "color"),
            (r#"<font><color rgb="000000"/></font>"#, "color"),
            (r#"<row ht="1e1"/>"#, "row"),
            (r#"<row hidden="yes"/>"#, "row"),
            (r#"<c s="007"/>"#, "c"),
            (r#"<c t="S"/>"#, "c"),
            (r#"<c t="s "/>"#, "c"),
            (r#"<c r="$C$5"/>"#, "c"),
            (r#"<c r="C05"/>"#, "c"),
            (r#"<c r="c5"/>"#, "c"),
            (r#"<row r="+5"/>"#, "row"),
            (r#"<xf><alignment wrapText="1"/><alignment/></xf>"#, "alignment"),
        ] {
            assert_eq!(irregular(&tree(text)), [name], "{text}");
        }
    }

    #[test]
    fn a_theme_has_plain_colors() {
        let theme = |dark: &str| {
            let others = THEME.iter().filter(|name| **name != "dk1");
            let others = others.map(|name| format!("<{name}><srgbClr val='1F497D'/></{name}>"));
            let others: String = others.collect();
            let dark = format!("<dk1>{dark}</dk1>");
            let scheme = format!("<clrScheme>{dark}{others}</clrScheme>");
            tree(&format!("<theme><themeElements>{scheme}</themeElements></theme>"))
        };
        let plain = theme("<sysClr val='windowText' lastClr='000000'/>");
        assert_eq!(irregular_theme(&plain), [""; 0]);
        for dark in [
            "<prstClr val='white'/>",
            "<scrgbClr r='100000' g='100000' b='100000'/>",
            "<srgbClr val='000000'><lumOff val='100000'/></srgbClr>",
            "<sysClr val='window' lastClr='000000'/>",
            "<srgbClr val='000000'/><srgbClr val='FFFFFF'/>",
            "",
        ] {
            assert_eq!(irregular_theme(&theme(dark)), ["dk1"], "{dark}");
        }
        assert_eq!(irregular_theme(&tree("<theme/>")), ["clrScheme"]);
    }
}
