//! Tests of styles and settings.

use super::annexes::{cell, empty, heading, reference, row, table};
use super::{File, XmlElement, all, has, val};
use crate::annex::*;

fn style<'a>(styles: &'a XmlElement, id: &str) -> &'a XmlElement {
    let all = all(styles, "w:style");
    let found = all.into_iter().find(|style| style.attribute("w:styleId") == Some(id));
    found.unwrap_or_else(|| panic!("no style {id}"))
}

#[test]
fn built_in_styles_keep_their_reserved_names() {
    let styles = File::of(&reference()).part("word/styles.xml");
    for (id, name) in [
        ("Normal", "Normal"),
        ("Heading1", "heading 1"),
        ("Heading2", "heading 2"),
        ("BodyText", "Body Text"),
        ("Caption", "caption"),
        ("Header", "header"),
        ("Footer", "footer"),
    ] {
        let style = style(&styles, id);
        assert_eq!(val(style, "w:name"), Some(name));
        assert_eq!(style.attribute("w:customStyle"), None);
    }
    for id in ["TableHead", "TableBand", "TableText", "TableTotal", "AnnexTable", "AfterTable"] {
        assert_eq!(style(&styles, id).attribute("w:customStyle"), Some("1"));
    }
    assert_eq!(style(&styles, "Normal").attribute("w:default"), Some("1"));
}

#[test]
fn every_style_that_is_used_is_defined() {
    let mut annex = reference();
    annex.blocks.push(heading(4, "QUARTO"));
    // Word has nine levels: a deeper heading must take the last style, not an undefined one.
    annex.blocks.push(heading(200, "SENZA FONDO"));
    let file = File::of(&annex);
    let styles = file.part("word/styles.xml");
    for part in ["document", "header1", "header2", "footer1", "footer2"] {
        let part = file.part(&format!("word/{part}.xml"));
        for name in ["w:pStyle", "w:tblStyle"] {
            for used in all(&part, name) {
                style(&styles, used.attribute("w:val").expect("a style's identifier"));
            }
        }
    }
    assert_eq!(val(style(&styles, "Heading9"), "w:outlineLvl"), Some("8"));
}

#[test]
fn looks_are_those_of_the_annex() {
    let mut annex = reference();
    annex.styles.table[StyleName::Footer as usize].color = Rgb(0x12, 0x34, 0xAB);
    let styles = File::of(&annex).part("word/styles.xml");
    let title = style(&styles, "Heading1");
    assert_eq!((val(title, "w:sz"), val(title, "w:jc")), (Some("28"), Some("center")));
    assert!(has(title, "w:b"));
    let spacing = all(title, "w:spacing")[0];
    assert_eq!(spacing.attribute("w:after"), Some("120"));
    // 1.2 times the size, where the lines of Carlito are 1.2207 times it apart.
    assert_eq!(spacing.attribute("w:line"), Some("236"));
    assert_eq!(spacing.attribute("w:lineRule"), Some("auto"));
    let text = style(&styles, "TableText");
    assert!(!has(text, "w:b") && !has(text, "w:color"));
    assert_eq!(val(style(&styles, "Footer"), "w:color"), Some("1234AB"));
    let defaults = all(&styles, "w:docDefaults")[0];
    assert_eq!(all(defaults, "w:rFonts")[0].attribute("w:ascii"), Some("Calibri"));
    assert_eq!(val(defaults, "w:lang"), Some("it-IT"));
}

#[test]
fn the_table_style_has_rules_padding_and_the_heads_fill() {
    let styles = File::of(&reference()).part("word/styles.xml");
    let table = style(&styles, "AnnexTable");
    let borders: Vec<_> = all(table, "w:tblBorders")[0].elements().collect();
    assert_eq!(borders.len(), 6);
    for border in borders {
        assert_eq!(border.attribute("w:sz"), Some("4"));
        assert_eq!(border.attribute("w:color"), Some("808080"));
    }
    let margins: Vec<_> =
        all(table, "w:tblCellMar")[0].elements().map(|e| e.attribute("w:w")).collect();
    assert_eq!(margins, [Some("50"), Some("60"), Some("50"), Some("60")]);
    let first = all(table, "w:tblStylePr")[0];
    assert_eq!(first.attribute("w:type"), Some("firstRow"));
    assert_eq!(all(first, "w:shd")[0].attribute("w:fill"), Some("D9D9D9"));
}

#[test]
fn headings_heads_and_bands_stay_with_what_follows() {
    let file = File::of(&reference());
    let styles = file.part("word/styles.xml");
    for id in ["Heading1", "Heading2", "TableHead", "TableBand"] {
        assert!(has(style(&styles, id), "w:keepNext"), "{id}");
    }
    for id in ["TableText", "TableTotal", "BodyText"] {
        assert!(!has(style(&styles, id), "w:keepNext"), "{id}");
    }
    assert!(!has(&file.document(), "w:keepNext"));
}

#[test]
fn rows_before_a_total_stay_with_it() {
    let mut annex = empty("PIANO");
    let body = Body {
        rows: vec![row([cell("a")]), row([cell("b")])],
        totals: vec![row([cell("totale")])],
        ..Body::default()
    };
    annex.blocks.push(Block::Table(TableParts { bodies: vec![body], ..table("AREA") }.table()));
    let document = File::of(&annex).document();
    let kept: Vec<_> =
        all(&document, "w:tr").into_iter().map(|row| has(row, "w:keepNext")).collect();
    assert_eq!(kept, [false, false, true, false]);
}

#[test]
fn settings_are_those_of_current_word_in_italian() {
    let mut annex = reference();
    let settings = File::of(&annex).part("word/settings.xml");
    let modes = all(&settings, "w:compatSetting");
    assert_eq!(modes[0].attribute("w:name"), Some("compatibilityMode"));
    assert_eq!(modes[0].attribute("w:val"), Some("15"));
    assert_eq!(val(&settings, "w:autoHyphenation"), Some("1"));
    assert_eq!(val(&settings, "w:themeFontLang"), Some("it-IT"));
    assert_eq!(val(&settings, "w:decimalSymbol"), Some(","));
    annex.styles.hyphenate = false;
    assert!(!has(&File::of(&annex).part("word/settings.xml"), "w:autoHyphenation"));
}

#[test]
fn names_of_fonts_are_escaped() {
    let mut annex = reference();
    annex.fonts.main.office_name = "A & \"B\" <C>".into();
    let file = File::of(&annex);
    let escaped = Some("A &amp; &quot;B&quot; &lt;C&gt;");
    let styles = file.part("word/styles.xml");
    assert_eq!(all(&styles, "w:rFonts")[0].attribute("w:hAnsi"), escaped);
    assert_eq!(all(&file.part("word/fontTable.xml"), "w:font")[0].attribute("w:name"), escaped);
    let theme = file.part("word/theme/theme1.xml");
    assert_eq!(all(&theme, "a:latin")[0].attribute("typeface"), escaped);
}

#[test]
fn a_table_stays_whole_and_with_what_it_introduces() {
    let mut annex = empty("PIANO");
    let body = Body { rows: vec![row([cell("a")]), row([cell("b")])], ..Body::default() };
    let parts = TableParts { bodies: vec![body], ..table("AREA") };
    let bound = TableParts { whole: true, introduces: true, ..parts.clone() };
    annex.blocks = vec![Block::Table(bound.table()), Block::Table(parts.table())];
    let document = File::of(&annex).document();
    let kept: Vec<_> =
        all(&document, "w:tr").into_iter().map(|row| has(row, "w:keepNext")).collect();
    assert_eq!(kept, [true, true, true, false, false, false]);
    let is_after = |p: &&XmlElement| {
        all(p, "w:pStyle").iter().any(|style| style.attribute("w:val") == Some("AfterTable"))
    };
    let after = all(&document, "w:p").into_iter().filter(is_after);
    assert_eq!(after.map(|p| has(p, "w:keepNext")).collect::<Vec<_>>(), [true, false]);
}
