//! Settings, relationships and properties of a document that change what a reader sees
//! (ECMA-376-1, 17.15; ECMA-376-2, 9).

use crate::office::properties::SHOWN;
use crate::office::relationships::PartLink;
use crate::office::xml_tree::PartNode;
use std::collections::BTreeMap;

/// Facts by subject and name.
pub(super) type Facts = BTreeMap<(String, String), String>;

/// Settings that change nothing a reader sees or hears, or that are read elsewhere.
const UNSEEN: [&str; 65] = [
    "zoom",
    "view",
    "rsids",
    "compat",
    "proofState",
    "themeFontLang",
    "clrSchemeMapping",
    "shapeDefaults",
    "hdrShapeDefaults",
    "decimalSymbol",
    "listSeparator",
    "defaultTabStop",
    "autoHyphenation",
    "hyphenationZone",
    "consecutiveHyphenLimit",
    "doNotHyphenateCaps",
    "characterSpacingControl",
    "footnotePr",
    "endnotePr",
    "removePersonalInformation",
    "removeDateAndTime",
    "doNotDisplayPageBoundaries",
    "displayBackgroundShape",
    "printPostScriptOverText",
    "printFractionalCharacterWidth",
    "embedTrueTypeFonts",
    "embedSystemFonts",
    "saveSubsetFonts",
    "saveFormsData",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "hideSpellingErrors",
    "hideGrammaticalErrors",
    "activeWritingStyle",
    "formsDesign",
    "stylePaneFormatFilter",
    "stylePaneSortMethod",
    "documentType",
    "revisionView",
    "trackRevisions",
    "doNotTrackMoves",
    "doNotTrackFormatting",
    "autoFormatOverride",
    "styleLockTheme",
    "styleLockQFSet",
    "evenAndOddHeaders",
    "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing",
    "displayHorizontalDrawingGridEvery",
    "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin",
    "drawingGridHorizontalOrigin",
    "drawingGridVerticalOrigin",
    "doNotShadeFormData",
    "noLineBreaksAfter",
    "noLineBreaksBefore",
    "savePreviewPicture",
    "doNotValidateAgainstSchema",
    "saveInvalidXml",
    "ignoreMixedContent",
    "alwaysShowPlaceholderText",
    "doNotDemarcateInvalidXml",
    "showXMLTags",
    "uiCompat97To2003",
];
/// Relationships of a document to parts that programs write.
const USUAL_LINKS: [&str; 21] = [
    "styles",
    "stylesWithEffects",
    "settings",
    "webSettings",
    "fontTable",
    "theme",
    "numbering",
    "footnotes",
    "endnotes",
    "header",
    "footer",
    "image",
    "hyperlink",
    "customXml",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "glossaryDocument",
    "printerSettings",
];
/// Relationships that lead to one part only.
const SINGLE_LINKS: [&str; 7] =
    ["styles", "settings", "fontTable", "theme", "numbering", "footnotes", "endnotes"];

/// Settings that are worth a name in Italian.
const KNOWN: [(&str, &str); 14] = [
    ("documentProtection", "protezione del documento"),
    ("writeProtection", "protezione contro le modifiche"),
    ("mirrorMargins", "margini a specchio"),
    ("gutterAtTop", "rilegatura in alto"),
    ("bookFoldPrinting", "stampa a libretto"),
    ("bookFoldRevPrinting", "stampa a libretto da destra"),
    ("printTwoOnOne", "due pagine per foglio"),
    ("attachedTemplate", "modello collegato"),
    ("linkStyles", "stili presi dal modello"),
    ("updateFields", "campi ricalcolati all'apertura"),
    ("mailMerge", "stampa unione"),
    ("docVars", "variabili del documento"),
    ("captions", "didascalie automatiche"),
    ("readModeInkLockDown", "pagine di misura fissa a schermo"),
];

/// Names a property that has no name in Italian.
pub(super) fn unknown_property(name: &str) -> String {
    let name = name.rsplit(['}', ':']).next().unwrap_or(name);
    format!("una proprietà che qui non si conosce («{name}»)")
}

/// Adds settings that change what a reader sees.
pub(super) fn add_settings(settings: Option<&PartNode>, facts: &mut Facts) {
    for node in settings.into_iter().flat_map(|node| &node.children) {
        // Identifiers and settings of newer versions are in namespaces of their own.
        if UNSEEN.contains(&node.name.as_str()) || node.name.contains([':', '}']) {
            continue;
        }
        let is_off = matches!(node.value(), Some("0" | "false" | "off"));
        let words = node.attributes.iter().map(|(name, value)| format!("{name}={value}"));
        let words: Vec<_> =
            words.chain(node.children.iter().map(|c| format!("{}=", c.name))).collect();
        if !is_off {
            let known = KNOWN.iter().find(|(name, _)| *name == node.name);
            let name =
                known.map_or_else(|| unknown_property(&node.name), |(_, words)| (*words).into());
            let subject = ("impostazioni".to_owned(), name);
            let words = if words.is_empty() { "sì".to_owned() } else { words.join(" ") };
            facts.insert(subject, words);
        }
    }
}

/// Adds relationships that no annex has, external ones above all.
pub(super) fn add_links(subject: &str, links: &[PartLink], facts: &mut Facts) {
    for link in links {
        let is_outside = link.is_external && link.kind != "hyperlink";
        if is_outside || !USUAL_LINKS.contains(&link.kind.as_str()) {
            let name = format!("rimando di tipo «{}»", link.kind);
            facts.insert((subject.to_owned(), name), link.target.clone());
        }
    }
    for kind in SINGLE_LINKS {
        let targets: Vec<_> = links.iter().filter(|link| link.kind == kind).collect();
        if targets.len() > 1 {
            let name = format!("rimandi di tipo «{kind}»");
            facts.insert((subject.to_owned(), name), targets.len().to_string());
        }
    }
}

/// Adds the relationships of the package that lead elsewhere.
pub(super) fn add_package_links(links: &[PartLink], facts: &mut Facts) {
    let main: Vec<_> = links.iter().filter(|link| link.kind == "officeDocument").collect();
    if main.len() > 1 {
        let names: Vec<_> = main.iter().map(|link| link.target.as_str()).collect();
        facts.insert(("file".into(), "parti principali".into()), names.join(" e "));
    }
    for link in links.iter().filter(|link| link.is_external) {
        let name = format!("rimando di tipo «{}»", link.kind);
        facts.insert(("file".into(), name), link.target.clone());
    }
}

/// Adds the properties of the document that are shown; title and language are read aloud when it opens.
pub(super) fn add_properties(core: Option<&PartNode>, facts: &mut Facts) {
    for (name, _, words) in SHOWN {
        let text = core.and_then(|node| node.child(name)).map(|node| node.text.trim());
        let text = text.filter(|text| !text.is_empty()).map(str::to_owned);
        facts.extend(text.map(|text| (("proprietà".to_owned(), words.to_owned()), text)));
    }
}
