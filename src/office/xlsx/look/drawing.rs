//! Objects over the cells of a sheet, tables and comments (ECMA-376-1, 18.5, 18.7, 20.5).

use super::element::criteria;
use super::fact::{LookFact, LookKind};
use super::text::RichString;
use super::tree::XmlTree;
use std::collections::{BTreeMap, BTreeSet};

/// Rectangle of cells that an object covers: first and last row and column.
pub(super) type Covered = ((u32, u32), (u32, u32));

/// Reads the objects of a drawing and the cells that they cover.
///
/// `charts` are the identifiers of the charts that show something.
pub(super) fn read_drawing(
    drawing: &XmlTree,
    charts: &BTreeSet<String>,
    facts: &mut Vec<LookFact>,
) -> Vec<Covered> {
    let mut covered = Vec::new();
    for anchor in drawing.below() {
        if !anchor.name.ends_with("Anchor") {
            continue;
        }
        let area = anchored(anchor);
        for object in anchor.below() {
            let Some(words) = object_words(object, charts) else { continue };
            let words = words + limits(anchor, area);
            let fact = LookFact::new(LookKind::Object, words);
            facts.push(match area {
                Some((first, _)) => fact.at_cell(first.0, first.1),
                None => fact,
            });
        }
        facts.extend(anchor.below().into_iter().filter_map(alternative_text));
        covered.extend(area);
    }
    covered
}

/// Returns what keeps an object from being seen.
fn limits(anchor: &XmlTree, cells: Option<Covered>) -> &'static str {
    let below = anchor.below();
    let is_so = |name: &str, attribute: &str, value: bool| {
        below.iter().any(|e| e.name == name && e.truth(attribute) == Some(value))
    };
    let corners = cells.filter(|_| anchor.child("to").is_some());
    // Smaller than a row or a column, an object cannot be read.
    let is_tiny = corners.is_some_and(|(first, last)| first.0 > last.0 || first.1 > last.1);
    let is_small = corners.is_some_and(|(first, last)| {
        last.0.saturating_sub(first.0) < 4 || last.1 <= first.1.saturating_add(1)
    });
    let is_hidden = below.iter().filter(|e| e.name == "cNvPr").any(|e| {
        // Programs take any other word for true.
        e.attribute("hidden").is_some_and(|hidden| !matches!(hidden, "0" | "false"))
    });
    let has_macro = below.iter().any(|e| e.attribute("macro").is_some_and(|name| !name.is_empty()));
    if cells.is_none() && anchor.name != "absoluteAnchor" {
        ", in un posto che non si legge"
    } else if is_hidden {
        ", che non si vede"
    } else if is_so("clientData", "fPrintsWithSheet", false) {
        ", che non si stampa"
    } else if is_so("decorative", "val", true) {
        ", segnato come decorativo"
    } else if below.iter().any(|e| is_turned(e)) {
        ", girato o rovesciato"
    } else if below.iter().any(|e| e.name == "hlinkClick" || e.name == "hlinkHover") {
        ", con un collegamento"
    } else if has_macro {
        ", con una macro"
    } else if is_tiny || is_out_of_place(anchor) {
        ", tanto piccolo che non si vede"
    } else if is_small {
        ", piccolo: prende poche celle"
    } else {
        ""
    }
}

/// Returns `true` for an object that is rotated or mirrored.
fn is_turned(element: &XmlTree) -> bool {
    element.name == "xfrm"
        && (element.attribute("rot").is_some_and(|angle| angle != "0")
            || element.truth("flipH") == Some(true)
            || element.truth("flipV") == Some(true))
}

/// Returns `true` for a corner that lies before its own cell: programs put it at other places.
fn is_out_of_place(anchor: &XmlTree) -> bool {
    let offsets = anchor.below().into_iter().filter(|e| e.name == "rowOff" || e.name == "colOff");
    offsets.into_iter().any(|offset| offset.text.trim().starts_with('-'))
}

fn object_words(object: &XmlTree, charts: &BTreeSet<String>) -> Option<String> {
    let text = || object.child("txBody").map(|body| body.texts("t")).unwrap_or_default();
    Some(match object.name.as_str() {
        "sp" if text().is_empty() => "una forma".to_owned(),
        "sp" => format!("una casella con il testo «{}»", text()),
        "pic" => "un'immagine".to_owned(),
        "cxnSp" => "una linea".to_owned(),
        "graphicFrame" => {
            let data = object.below().into_iter().find(|element| element.name == "graphicData");
            match data.and_then(|data| data.attribute("uri")?.rsplit('/').next()) {
                Some("chart") => {
                    let below = object.below();
                    let mut ids = below.iter().filter_map(|element| element.attribute("id"));
                    let words = if ids.any(|id| charts.contains(id)) {
                        "un grafico"
                    } else {
                        "il posto di un grafico, vuoto"
                    };
                    words.to_owned()
                }
                None => "un oggetto di un tipo che il file non dice".to_owned(),
                other => format!("un oggetto «{}»", other.unwrap_or_default()),
            }
        }
        "contentPart" => "un disegno a mano".to_owned(),
        _ => return None,
    })
}

fn alternative_text(element: &XmlTree) -> Option<LookFact> {
    let words = ["title", "descr"].into_iter().filter_map(|name| element.attribute(name));
    let words: Vec<_> = words.filter(|words| !words.trim().is_empty()).collect();
    let is_object = element.name == "cNvPr" && !words.is_empty();
    is_object.then(|| LookFact::new(LookKind::AltText, words.join(": ")))
}

/// Returns the cells that an object covers by more than half; its last ones stand before its first
/// if it is smaller than one.
fn anchored(anchor: &XmlTree) -> Option<Covered> {
    /// Half a row of the usual height, and half a column of the usual width, in EMU.
    const HALF: (i64, i64) = (95_000, 300_000);
    let corner = |name: &str| {
        let corner = anchor.child(name)?;
        let value = |name: &str| corner.child(name)?.text.trim().parse::<i64>().ok();
        let offset = (value("rowOff").unwrap_or(0), value("colOff").unwrap_or(0));
        Some(((value("row")?, value("col")?), offset))
    };
    let (from, offset) = corner("from")?;
    let first = (
        from.0.saturating_add(i64::from(offset.0 > HALF.0)),
        from.1.saturating_add(i64::from(offset.1 > HALF.1)),
    );
    let last = match corner("to") {
        Some((to, offset)) => (
            to.0.saturating_sub(i64::from(offset.0 < HALF.0)),
            to.1.saturating_sub(i64::from(offset.1 < HALF.1)),
        ),
        None if anchor.name == "twoCellAnchor" => return None,
        // Of objects with a size of their own the first cell is known.
        None => first,
    };
    let cell =
        |(row, column): (i64, i64)| Some((u32::try_from(row).ok()?, u32::try_from(column).ok()?));
    Some((cell(first)?, cell((last.0.max(0), last.1.max(0)))?))
}

/// Reads shapes of the language that Excel 97 wrote (VML); comments have a text of their own.
pub(super) fn read_vml(drawing: &XmlTree) -> Vec<LookFact> {
    let shapes = drawing.children.iter().filter(|shape| {
        let client = shape.child("ClientData");
        let is_note = client.and_then(|c| c.attribute("ObjectType")) == Some("Note");
        !is_note && shape.name != "shapelayout" && shape.name != "shapetype"
    });
    let words = shapes.map(|shape| {
        let texts = shape.below().into_iter().map(|element| element.text.trim());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let words = words.map(|words| match words.as_str() {
        "" => "una forma".to_owned(),
        words => format!("una casella con il testo «{words}»"),
    });
    words.map(|words| LookFact::new(LookKind::Object, words)).collect()
}

/// Reads a table.
///
/// `styles` are the styles of tables that the workbook defines itself.
pub(super) fn read_table(table: &XmlTree, styles: &BTreeMap<String, String>) -> Vec<LookFact> {
    let area = table.attribute("ref").unwrap_or_default();
    let name = table.attribute("displayName").unwrap_or_default();
    let mut facts =
        vec![LookFact::new(LookKind::TableHead, format!("la tabella «{name}»")).at(area)];
    let mut head = |words: String| facts.push(LookFact::new(LookKind::TableHead, words));
    if table.attribute("headerRowCount") == Some("0") {
        head("una tabella senza intestazione".to_owned());
    }
    if table.number("totalsRowCount").is_some_and(|count: u32| count > 0) {
        head("una tabella con una riga del totale".to_owned());
    }
    let columns = table.child("tableColumns").into_iter().flat_map(|list| list.all("tableColumn"));
    let mut fillings = Vec::new();
    for column in columns {
        if let Some(formula) = column.child("calculatedColumnFormula") {
            let name = column.attribute("name").unwrap_or_default();
            fillings.push(format!(
                "una formula per le righe nuove della colonna «{name}» della tabella, «{}»",
                formula.text.trim()
            ));
        }
        head(format!(
            "la colonna «{}» della tabella",
            column.attribute("name").unwrap_or_default()
        ));
        if let Some(label) = column.attribute("totalsRowLabel") {
            head(format!("un testo nella riga del totale, «{label}»"));
        }
        let function = column.attribute("totalsRowFunction").filter(|name| *name != "none");
        function.into_iter().for_each(|name| head(total(name)));
    }
    facts.extend(fillings.into_iter().map(|words| LookFact::new(LookKind::Extra, words)));
    let note = table.attribute("comment").filter(|note| !note.trim().is_empty());
    facts.extend(note.map(|note| {
        LookFact::new(LookKind::Extra, format!("una nota alla tabella «{name}», «{note}»"))
    }));
    facts.extend(table.child("autoFilter").into_iter().flat_map(criteria));
    let style = table.child("tableStyleInfo").and_then(|style| style.attribute("name"));
    facts.extend(style.map(|style| {
        let own = styles.get(style).map(|own| format!("{style}: {own}"));
        LookFact::new(LookKind::TableStyle, own.unwrap_or_else(|| style.to_owned()))
    }));
    let texts = table.below().into_iter().filter(|element| element.name == "table");
    let texts = texts.flat_map(|t| ["altText", "altTextSummary"].map(|name| t.attribute(name)));
    facts.extend(texts.flatten().map(|text| LookFact::new(LookKind::AltText, text)));
    facts
}

/// Names the result below a column of a table (18.18.91).
fn total(function: &str) -> String {
    let what = match function {
        "sum" => "la somma",
        "average" => "la media",
        "count" | "countNums" => "il numero dei valori",
        "min" => "il minimo",
        "max" => "il massimo",
        "stdDev" => "la deviazione standard",
        "var" => "la varianza",
        "custom" => "una formula",
        other => return format!("un totale che qui non si conosce («{other}»)"),
    };
    format!("{what} nella riga del totale")
}

/// Reads the comments of a sheet, also those with answers.
pub(super) fn read_comments(part: &XmlTree) -> Vec<LookFact> {
    let comments = part.below().into_iter().filter(|element| element.attribute("ref").is_some());
    let facts = comments.filter_map(|comment| {
        let text = comment.child("text")?;
        let rich = RichString::new(text).text;
        let words = if rich.is_empty() { text.text.clone() } else { rich };
        Some(LookFact::new(LookKind::Comment, words).at(comment.attribute("ref")?))
    });
    facts.collect()
}
