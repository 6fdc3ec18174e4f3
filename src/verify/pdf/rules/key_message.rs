//! Sentences about keys that a signature has no reason to change.

use crate::verify::pdf::reasons::ReasonList;

/// Reports that `key` of the object described by `place` is not as a signature leaves it.
pub(super) fn report_key(reasons: &mut ReasonList, page: Option<u32>, place: &str, key: &str) {
    let meaning = key_meaning(key);
    reasons.changed(page, format!("{place}: {meaning} ({key})"));
}

/// Reports each key of `checks` whose flag is set, in their order.
pub(super) fn report_wrong_keys<const N: usize>(
    reasons: &mut ReasonList,
    page: Option<u32>,
    place: &str,
    checks: [(&str, bool); N],
) {
    for (key, _) in checks.into_iter().filter(|(_, is_wrong)| *is_wrong) {
        report_key(reasons, page, place, key);
    }
}

/// Explains what the presence or the new value of `key` means for the document.
fn key_meaning(key: &str) -> &'static str {
    match key {
        "Pages" => "l'elenco delle pagine è un altro",
        "OpenAction" | "AA" | "A" => "c'è un'azione che parte da sola",
        "Names" => "ci sono nomi nuovi, che possono portare programmi o allegati",
        "OCProperties" | "OC" => "ci sono livelli che mostrano o nascondono parti",
        "NeedAppearances" => "si chiede al lettore di ridisegnare i campi",
        "XFA" => "c'è un modulo di un altro tipo, che copre il documento",
        "Contents" => "il contenuto è un altro",
        "Resources" => "i caratteri o le risorse sono altri",
        "CropBox" | "MediaBox" | "TrimBox" => "il ritaglio è un altro",
        "Rotate" => "il verso del foglio è un altro",
        "UserUnit" => "la scala è un'altra",
        "Annots" => {
            "ci sono segni, note o collegamenti che non sono firme, o i campi non ci sono più"
        }
        "Fields" => "i campi non sono più quelli preparati, o sono in un altro ordine",
        "Kids" => "il campo ha parti che una firma non ha",
        "Rect" => "la posizione è un'altra",
        "F" => "si vede o si stampa in un altro modo",
        "AP" => "il disegno non è quello di una firma",
        "T" | "TU" => "il nome è un altro",
        "FT" => "il campo non è più di firma",
        "Title" => "il titolo è un altro",
        "Lang" => "la lingua è un'altra",
        "Outlines" => "i segnalibri sono altri",
        "OutputIntents" => "il profilo dei colori è un altro",
        "Perms" => "ci sono diritti che non vengono da una certificazione",
        "DSS" => "i dati per convalidare le firme portano anche ad altro",
        "ParentTree" | "K" => "gli elementi sono altri, o in un altro ordine",
        _ => "c'è una voce che una firma non tocca",
    }
}
