//! Settings and font table. `docx-rs` fills both for East Asian documents and has few options, so
//! they are written anew.

use super::valued;
use super::xml::XmlElement;
use crate::annex::{Annex, Fonts};

/// Namespace of WordprocessingML.
pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Names of the theme's colours in documents (17.15.1.20).
const COLOURS: [(&str, &str); 12] = [
    ("w:bg1", "light1"),
    ("w:t1", "dark1"),
    ("w:bg2", "light2"),
    ("w:t2", "dark2"),
    ("w:accent1", "accent1"),
    ("w:accent2", "accent2"),
    ("w:accent3", "accent3"),
    ("w:accent4", "accent4"),
    ("w:accent5", "accent5"),
    ("w:accent6", "accent6"),
    ("w:hyperlink", "hyperlink"),
    ("w:followedHyperlink", "followedHyperlink"),
];

/// Returns the settings (17.15.1.78), in the order of their schema.
pub(crate) fn settings(annex: &Annex) -> XmlElement {
    let mut settings = XmlElement::new("w:settings", &[("xmlns:w", MAIN)])
        .with(XmlElement::new("w:zoom", &[("w:percent", "100")]))
        .with(valued("w:defaultTabStop", "708"));
    // Word hyphenates by its own dictionary, so line ends may differ from the PDF.
    if annex.styles.hyphenate {
        settings = settings.with(valued("w:autoHyphenation", "1"));
    }
    settings =
        settings.with(valued("w:characterSpacingControl", "doNotCompress")).with(compatibility());
    if !annex.meta.language.is_empty() {
        settings = settings.with(valued("w:themeFontLang", &annex.meta.language));
    }
    settings
        .with(XmlElement::new("w:clrSchemeMapping", &COLOURS))
        .with(valued("w:decimalSymbol", ","))
        .with(valued("w:listSeparator", ";"))
}

/// Returns the compatibility settings ([MS-DOCX], `compatibilityMode`): the behaviour of Word 2013
/// and later.
fn compatibility() -> XmlElement {
    // Without them Word opens the file in compatibility mode.
    let modes = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
        ("useWord2013TrackBottomHyphenation", "0"),
    ];
    modes.into_iter().fold(XmlElement::new("w:compat", &[]), |compat, (name, value)| {
        let uri = "http://schemas.microsoft.com/office/word";
        let attributes = [("w:name", name), ("w:uri", uri), ("w:val", value)];
        compat.with(XmlElement::new("w:compatSetting", &attributes))
    })
}

/// Returns the font table (17.8.3.11).
pub(crate) fn font_table(fonts: &Fonts) -> XmlElement {
    let family = &fonts.main;
    let mut font = XmlElement::new("w:font", &[("w:name", &family.office_name)]);
    // A computer without the office's family shows the free one of the same widths (17.8.3.1).
    if family.name != family.office_name {
        font = font.with(valued("w:altName", &family.name));
    }
    let font = font
        .with(valued("w:charset", "00"))
        .with(valued("w:family", "swiss"))
        .with(valued("w:pitch", "variable"));
    XmlElement::new("w:fonts", &[("xmlns:w", MAIN)]).with(font)
}
