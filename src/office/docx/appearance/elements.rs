//! Italian names of elements and attributes that annexes do not have.

use super::extras::TextExtra;
use crate::office::xml_tree::PartNode;

/// Elements that are worth a name in Italian.
const KNOWN: [(&str, &str); 21] = [
    ("m:oMath", "una formula"),
    ("m:oMathPara", "una formula"),
    ("m:r", "una parte di una formula"),
    ("m:t", "un testo di una formula"),
    ("ruby", "una lettura sopra il testo"),
    ("ptab", "una tabulazione"),
    ("delText", "un testo eliminato"),
    ("contentPart", "un disegno a mano"),
    ("subDoc", "un altro documento"),
    ("altChunk", "un altro documento"),
    ("background", "uno sfondo della pagina"),
    ("customXml", "dei dati di un altro programma"),
    ("smartTag", "un segno di un altro programma"),
    ("smartTagPr", "delle proprietà di un altro programma"),
    ("pgNum", "un numero di pagina"),
    ("dayShort", "un giorno che si ricalcola"),
    ("dayLong", "un giorno che si ricalcola"),
    ("monthShort", "un mese che si ricalcola"),
    ("monthLong", "un mese che si ricalcola"),
    ("yearShort", "un anno che si ricalcola"),
    ("yearLong", "un anno che si ricalcola"),
];

/// Returns the name of an element or an attribute without its namespace.
fn local(name: &str) -> &str {
    name.rsplit('}').next().unwrap_or(name)
}

/// Names an element that no annex has.
pub(super) fn unknown(node: &PartNode) -> TextExtra {
    let words = node.words();
    let words = if words.is_empty() { String::new() } else { format!(" («{words}»)") };
    let known = KNOWN.iter().find(|(name, _)| *name == node.name);
    TextExtra::other(match known {
        Some((_, what)) => format!("{what}{words}"),
        None => {
            let name = local(&node.name);
            format!("un elemento che gli allegati non hanno, «{name}»{words}")
        }
    })
}

/// Names the attributes of an element of the text that no program writes there.
pub(super) fn attributes(node: &PartNode) -> Option<TextExtra> {
    let is_usual = |name: &str| {
        // Marks of sessions and identifiers (17.3.2.25; [MS-DOCX], paraId).
        name.starts_with("rsid") || matches!(name, "xml:space" | "w14:paraId" | "w14:textId")
    };
    let (name, value) = node.attributes.iter().find(|(name, _)| !is_usual(name))?;
    let (name, of) = (local(name), local(&node.name));
    Some(TextExtra::other(format!(
        "un attributo che gli allegati non hanno, «{name}» con il valore «{value}» (di «{of}»)"
    )))
}

/// Names what a content control does besides holding text (17.5.2).
pub(super) fn control(properties: Option<&PartNode>) -> Vec<TextExtra> {
    let is_plain = |name: &str| {
        matches!(
            name,
            "rPr" | "tag" | "id" | "lock" | "placeholder" | "text" | "richText" | "group"
        ) || name.ends_with("}appearance")
            || name.ends_with("}color")
    };
    let children = properties.into_iter().flat_map(|node| &node.children);
    let special = children.filter(|child| !is_plain(&child.name));
    let named = special.map(|child| {
        let what = match local(&child.name) {
            "dataBinding" => "legato a dati del file",
            "dropDownList" | "comboBox" => "con un elenco da cui scegliere",
            "date" => "con una data",
            "picture" => "con un'immagine",
            "checkbox" | "w14:checkbox" => "con una casella",
            "alias" => "con un nome suo",
            "showingPlcHdr" => "con un testo segnaposto",
            "docPartObj" | "docPartList" => "con un testo pronto",
            other => {
                return TextExtra::other(format!("un controllo che può mostrare altro, «{other}»"));
            }
        };
        TextExtra::other(format!("un controllo che può mostrare altro, {what}"))
    });
    named.collect()
}
