//! Parts of a package: those that no annex has, and relationships and types by which programs
//! would show other parts than the ones that were compared.

use super::content::OfficeContent;
use super::wording::{changed, quote};
use crate::office::{FaultyPart, PackageLink, PartFault};
use crate::verify::Reason;
use std::collections::BTreeSet;

/// Parts that no annex has, by a piece of their names, with their name in Italian.
const FOREIGN: [(&str, &str); 10] = [
    ("vbaproject", "delle macro"),
    ("/activex/", "dei controlli ActiveX"),
    ("/embeddings/", "degli oggetti incorporati"),
    ("/externallinks/", "dei collegamenti ad altri file"),
    ("xl/media/", "delle immagini"),
    ("word/media/", "delle immagini"),
    ("xl/comments", "dei commenti"),
    ("xl/threadedcomments/", "dei commenti"),
    ("word/comments", "dei commenti"),
    ("xl/connections", "delle connessioni a dati esterni"),
];

/// Parts that any program may write when it saves or signs an annex, by the beginning of their
/// names; drawings and charts are compared by what they show.
const USUAL: [&str; 40] = [
    "[content_types].xml",
    "[trash]/",
    "_rels/",
    "_xmlsignatures/",
    "package/services/metadata/",
    "docprops/",
    "customxml/",
    "word/document.xml",
    "word/styles",
    "word/settings.xml",
    "word/fonttable.xml",
    "word/websettings.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/header",
    "word/footer",
    "word/theme/",
    "word/people.xml",
    "word/_rels/",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedstrings.xml",
    "xl/calcchain.xml",
    "xl/metadata.xml",
    "xl/theme/",
    "xl/worksheets/",
    "xl/tables/",
    "xl/drawings/",
    "xl/charts/chart",
    "xl/charts/style",
    "xl/charts/colors",
    "xl/charts/_rels/",
    "xl/_rels/",
    "xl/persons/",
    "xl/printersettings/",
    "xl/richdata/",
    "xl/featurepropertybag/",
    "xl/customproperty",
    "docmetadata/",
];

/// Compares the parts and how they lead to one another.
pub(super) fn compare(before: &OfficeContent, after: &OfficeContent, reasons: &mut Vec<Reason>) {
    // A set: ten pictures are one sentence.
    let mut words = BTreeSet::new();
    names(before, after, &mut words);
    let known_kinds: BTreeSet<_> = before.inventory.links.iter().map(|link| &link.kind).collect();
    for link in &after.inventory.links {
        words.extend(link_words(link, after));
        let kind = last_word(&link.kind);
        if !known_kinds.contains(&link.kind) && !HARMLESS.contains(&kind) {
            words.insert(foreign_words(kind, &link.target));
        }
    }
    words.extend(doubled(&after.inventory.links));
    let has_main = |content: &OfficeContent| {
        let is_main =
            |link: &&PackageLink| link.from.is_empty() && last_word(&link.kind) == "officeDocument";
        content.inventory.links.iter().any(|link| is_main(&link))
    };
    if has_main(before) && !has_main(after) {
        words.insert(
            "non dice qual è la sua parte principale: i programmi non lo aprono".to_owned(),
        );
    }
    let (known, asking) =
        (&before.inventory.digests.unreadable, &after.inventory.digests.unreadable);
    words.extend(asking.difference(known).map(|part| {
        format!(
            "la parte {} chiede linguaggi che i programmi non conoscono, o che non dichiara: Word ed Excel non aprono il file",
            quote(part)
        )
    }));
    words.extend(after.inventory.faults.iter().map(faulty_words));
    if after.inventory.holds_pdf && !before.inventory.holds_pdf {
        words.insert("contiene anche un PDF, o un suo pezzo, che i lettori di PDF mostrano al posto del file".to_owned());
    }
    if after.inventory.types.has_duplicates {
        words.insert("una parte è dichiarata due volte".to_owned());
    }
    let known = |link: &&PackageLink| before.inventory.links.iter().any(|l| same_address(l, link));
    let external = after.inventory.links.iter().filter(|link| link.is_external);
    let external = external.filter(|link| last_word(&link.kind) != "hyperlink");
    for link in external.filter(|link| !known(link)) {
        let what = last_word(&link.kind);
        let text =
            format!("va a prendere qualcosa in un altro file, {} ({what})", quote(&link.target));
        reasons.push(changed(text));
    }
    reasons.extend(words.into_iter().map(changed));
}

/// Describes a part that Office and LibreOffice do not read as we do.
fn faulty_words(fault: &FaultyPart) -> String {
    let part = quote(&fault.part);
    let place = format!("riga {}, carattere {}", fault.line, fault.column);
    match &fault.kind {
        PartFault::Unsound => format!(
            "la parte {part} non è scritta secondo le regole dell'XML ({place}): i programmi non la aprono, o la leggono soltanto fin lì"
        ),
        PartFault::Divided => format!(
            "la parte {part} ha un commento o un'istruzione dentro un testo ({place}): alcuni programmi leggono il testo soltanto fin lì"
        ),
        PartFault::Foreign(name) => format!(
            "la parte {part} ha qualcosa in un linguaggio che non è il suo, {} ({place}): i programmi non lo trovano",
            quote(name)
        ),
    }
}

fn same_address(a: &PackageLink, b: &PackageLink) -> bool {
    (&a.kind, &a.target, a.is_external) == (&b.kind, &b.target, b.is_external)
}

fn names(before: &OfficeContent, after: &OfficeContent, words: &mut BTreeSet<String>) {
    let (old, new) = (&before.inventory.parts, &after.inventory.parts);
    // Some programs list folders as well.
    for part in new.difference(old).filter(|part| !part.ends_with('/')) {
        // Programs read signs of percent in names as other characters.
        let is_usual = !part.contains('%') && USUAL.iter().any(|usual| part.starts_with(usual));
        match FOREIGN.iter().find(|(piece, _)| part.contains(piece)) {
            Some((_, what)) => _ = words.insert(format!("contiene {what}")),
            None if is_usual => {}
            None => {
                let what =
                    format!("contiene una parte che gli allegati non hanno, {}", quote(part));
                words.insert(what);
            }
        }
    }
    if after.inventory.has_duplicates {
        let text =
            "contiene due parti con lo stesso nome: un programma mostra l'una, un altro l'altra";
        words.insert(text.to_owned());
    }
    if !after.is_regular {
        let text = "è un archivio con byte che non sono di nessuna parte, o con un indice che non dice il vero: un programma vi legge una cosa, un altro un'altra";
        words.insert(text.to_owned());
    }
}

/// Kinds of relationships by which what an annex shows is found, with the end of the content type
/// of the part at the other end.
const LEADING: [(&str, &str); 16] = [
    ("officeDocument", "main+xml"),
    ("worksheet", "worksheet+xml"),
    ("sharedStrings", "sharedstrings+xml"),
    ("styles", "styles+xml"),
    ("theme", "theme+xml"),
    ("drawing", "drawing+xml"),
    ("chart", "chart+xml"),
    ("table", "table+xml"),
    ("comments", "comments+xml"),
    ("header", "header+xml"),
    ("footer", "footer+xml"),
    ("footnotes", "footnotes+xml"),
    ("endnotes", "endnotes+xml"),
    ("numbering", "numbering+xml"),
    ("settings", "settings+xml"),
    ("fontTable", "fonttable+xml"),
];

/// Kinds of relationships to parts that are compared, or that programs add when they save or sign.
const HARMLESS: [&str; 56] = [
    "officeDocument",
    "core-properties",
    "extended-properties",
    "custom-properties",
    "thumbnail",
    "origin",
    "signature",
    "certificate",
    "classificationlabels",
    "customXml",
    "customXmlProps",
    "customProperty",
    "printerSettings",
    "worksheet",
    "chartsheet",
    "dialogsheet",
    "xlMacrosheet",
    "styles",
    "stylesWithEffects",
    "theme",
    "themeOverride",
    "sharedStrings",
    "calcChain",
    "sheetMetadata",
    "person",
    "drawing",
    "vmlDrawing",
    "chart",
    "chartStyle",
    "chartColorStyle",
    "table",
    "comments",
    "threadedComment",
    "hyperlink",
    "image",
    "rdRichValue",
    "rdRichValueStructure",
    "rdRichValueTypes",
    "rdSupportingPropertyBag",
    "rdSupportingPropertyBagStructure",
    "rdArray",
    "richStyles",
    "FeaturePropertyBag",
    "settings",
    "webSettings",
    "fontTable",
    "numbering",
    "footnotes",
    "endnotes",
    "header",
    "footer",
    "people",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "attachedTemplate",
];

/// Names what a relationship of another kind leads to.
fn foreign_words(kind: &str, target: &str) -> String {
    let what = match kind {
        "vbaProject" => "delle macro",
        "oleObject" | "package" => "degli oggetti incorporati",
        "control" | "ctrlProp" | "activeXControlBinary" => "dei controlli",
        "externalLink" | "externalLinkPath" => "dei collegamenti ad altri file",
        "pivotTable" | "pivotCacheDefinition" | "pivotCacheRecords" => "delle tabelle pivot",
        "slicer" | "slicerCache" | "timeline" | "timelineCache" => "dei filtri a pulsanti",
        "connections" | "queryTable" => "delle connessioni a dati esterni",
        "webextensiontaskpanes" | "webextension" => "dei componenti aggiuntivi della rete",
        "aFChunk" | "subDocument" => "un altro documento",
        _ => {
            return format!(
                "contiene qualcosa che gli allegati non hanno ({kind}), {}",
                quote(target)
            );
        }
    };
    format!("contiene {what}")
}

/// Languages of those types: the usual form of the standard, and the strict one.
const STANDARD: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
];

/// Describes what is wrong with a relationship that leads to something shown.
fn link_words(link: &PackageLink, content: &OfficeContent) -> Option<String> {
    let kind = last_word(&link.kind);
    let (_, ending) = LEADING.iter().find(|(leading, _)| *leading == kind)?;
    let target = quote(&link.target);
    let is_standard = STANDARD.iter().any(|start| link.kind.strip_prefix(start) == Some(kind));
    if !is_standard || link.is_external {
        return Some(format!(
            "un rimando che alcuni programmi non seguono porta a {target} ({kind})"
        ));
    }
    if !content.inventory.parts.contains(&link.target) {
        return Some(format!("un rimando porta a una parte che non c'è, {target} ({kind})"));
    }
    if !link.is_exact {
        return Some(format!(
            "un rimando scrive il nome di una parte con altre maiuscole, {target} ({kind}): alcuni programmi non la trovano"
        ));
    }
    let declared = content.inventory.types.of(&link.target);
    let is_plain = !declared.contains("macroenabled") && !declared.contains("template");
    (!declared.ends_with(ending) || !is_plain)
        .then(|| format!("{target} è dichiarata di un altro tipo, {}", quote(declared)))
}

/// Finds parts that lead to two others where there can be only one.
fn doubled(links: &[PackageLink]) -> BTreeSet<String> {
    const SINGLE: [&str; 6] =
        ["officeDocument", "sharedStrings", "styles", "theme", "settings", "numbering"];
    let (mut ids, mut kinds, mut words) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for link in links {
        let kind = last_word(&link.kind);
        let is_second = SINGLE.contains(&kind) && !kinds.insert((&link.from, kind));
        if !ids.insert((&link.from, &link.id)) || is_second {
            let text = format!(
                "due rimandi dello stesso nome o tipo ({kind}): un programma mostra l'uno, un altro l'altro"
            );
            words.insert(text);
        }
    }
    words
}

fn last_word(kind: &str) -> &str {
    kind.rsplit('/').next().unwrap_or_default()
}
