//! Italian words for properties that have no sentence of their own.

use crate::office::LookAspect;

/// Names a property, to stand behind «un altro aspetto,».
pub(super) fn property(aspect: &LookAspect, is: &str) -> String {
    let LookAspect::Other(name) = aspect else { return format!("«{aspect:?}»") };
    if let Some(region) = name.strip_prefix("tblStylePr ") {
        return format!("per lo stile di certe righe o colonne, «{region}»");
    }
    if let Some((_, words)) = KNOWN.iter().find(|(known, _)| name == known) {
        return (*words).to_owned();
    }
    if let Some((_, words)) = FAMILIES.iter().find(|(start, _)| name.starts_with(start)) {
        return (*words).to_owned();
    }
    let plain = name.trim_end_matches(['+', '?']);
    let named = local(plain);
    if name.contains('+') {
        format!("perché una proprietà è scritta due volte («{named}»)")
    } else if name.contains('?') {
        format!(
            "perché una proprietà è scritta in un modo che i programmi leggono diversamente («{named}»)"
        )
    } else if is.is_empty() {
        format!("senza più una proprietà che qui non si conosce («{named}»)")
    } else {
        format!("per una proprietà che qui non si conosce («{named}»)")
    }
}

/// Returns the name of a property without its namespace and what stands around it.
fn local(name: &str) -> &str {
    name.rsplit(['}', ':', '/']).next().unwrap_or(name)
}

/// Properties that are worth a name in Italian.
const KNOWN: [(&str, &str); 27] = [
    ("em", "per dei segni sopra le lettere"),
    ("effect", "per un'animazione"),
    ("cs", "perché vale come scrittura di un'altra famiglia"),
    ("numPr/aspetto", "per come si vede il numero o il segno davanti al testo"),
    ("textDirection", "per la direzione del testo"),
    ("vAlign", "per il posto del testo nell'altezza della cella"),
    ("framePr", "perché sta in un riquadro"),
    ("tblpPr", "perché la tabella sta fuori dal testo"),
    ("bidiVisual", "perché le colonne sono in ordine inverso"),
    ("tblCellSpacing", "per lo spazio tra le celle"),
    ("hMerge", "perché la cella è unita a quella prima"),
    ("tcFitText", "perché il testo è stretto nella larghezza della cella"),
    ("fitText", "perché il testo è stretto in una larghezza fissa"),
    ("webHidden", "perché è nascosto nella vista Web"),
    ("rPr/vanish", "perché la fine del capoverso è nascosta"),
    ("bdr", "per un bordo intorno"),
    ("emboss", "perché è in rilievo"),
    ("imprint", "perché è inciso"),
    ("outline", "perché è solo contornato"),
    ("shadow", "perché ha un'ombra"),
    ("gridAfter", "perché la riga finisce prima delle altre"),
    ("gridBefore", "perché la riga comincia dopo le altre"),
    ("ind", "per il rientro in caratteri"),
    ("beforeLines", "per lo spazio prima del testo"),
    ("afterLines", "per lo spazio dopo il testo"),
    ("rFonts", "per il carattere dei segni non latini"),
    ("pageBreakBefore", "perché comincia una pagina nuova"),
];
/// Properties that are worth a name in Italian, by the beginning of their names.
const FAMILIES: [(&str, &str); 11] = [
    ("tblPrEx", "perché la riga ha proprietà diverse da quelle della tabella"),
    ("eastAsianLayout", "per la disposizione dei segni orientali"),
    ("headers", "per le intestazioni a cui la cella rimanda"),
    ("w14:textFill", "per il riempimento delle lettere"),
    ("w14:textOutline", "per il contorno delle lettere"),
    ("w14:glow", "per un alone intorno alle lettere"),
    ("w14:shadow", "per un'ombra delle lettere"),
    ("w14:reflection", "per un riflesso delle lettere"),
    ("w14:props3d", "per un rilievo delle lettere"),
    ("w14:scene3d", "per un rilievo delle lettere"),
    ("tabs", "per le tabulazioni"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_named_without_their_tags() {
        for (name, is, words) in [
            ("w14:textFill/w14:noFill", "sì", "per il riempimento delle lettere"),
            ("tabs/tab+", "val=bar", "per le tabulazioni"),
            ("color+", "val=FFFFFF", "perché una proprietà è scritta due volte («color»)"),
            (
                "{http://x/y}collapsed",
                "sì",
                "per una proprietà che qui non si conosce («collapsed»)",
            ),
            ("foo", "", "senza più una proprietà che qui non si conosce («foo»)"),
            (
                "vanish?",
                "val=f",
                "perché una proprietà è scritta in un modo che i programmi leggono diversamente («vanish»)",
            ),
        ] {
            assert_eq!(property(&LookAspect::Other(name.to_owned()), is), words, "{name}");
        }
    }
}
