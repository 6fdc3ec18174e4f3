//! Italian words for elements and kinds of charts (ECMA-376-1, 21.2).

/// Elements that are worth a name in Italian.
pub(super) const KNOWN: [(&str, &str); 25] = [
    ("orientation", "assi al rovescio"),
    ("delete", "un asse nascosto"),
    ("showVal", "valori accanto alle colonne"),
    ("showCatName", "nomi accanto alle colonne"),
    ("showSerName", "nomi delle serie accanto alle colonne"),
    ("showPercent", "percentuali accanto alle colonne"),
    ("showBubbleSize", "grandezze accanto alle bolle"),
    ("showLegendKey", "segni della legenda accanto alle colonne"),
    ("dispUnits", "valori divisi per l'unità dell'asse"),
    ("tickLblPos", "etichette degli assi altrove o nascoste"),
    ("tickLblSkip", "etichette degli assi saltate"),
    ("manualLayout", "una parte messa altrove"),
    ("dPt", "una colonna di aspetto diverso"),
    ("dLbl", "un'etichetta di aspetto diverso"),
    ("overlay", "il titolo o la legenda sopra le colonne"),
    ("trendline", "una linea di tendenza"),
    ("errBars", "delle barre d'errore"),
    ("userShapes", "dei disegni sopra il grafico"),
    ("externalData", "i dati di un altro file"),
    ("dTable", "una tabella dei dati sotto il grafico"),
    ("roundedCorners", "gli angoli arrotondati"),
    ("clrMapOvr", "altri colori del tema"),
    ("autoTitleDeleted", "il titolo tolto"),
    ("crosses", "gli assi che si incrociano altrove"),
    ("invertIfNegative", "i valori negativi a colori rovesciati"),
];

/// Names the kind of a chart (21.2.2).
pub(super) fn kind(name: &str, direction: Option<&str>, grouping: Option<&str>) -> String {
    let plain = name.trim_end_matches("Chart").trim_end_matches("3D");
    let kind = match (plain, direction) {
        ("bar", Some("bar")) => "a barre",
        ("bar", _) => "a colonne",
        ("line", _) => "a linee",
        ("area", _) => "ad area",
        ("pie", _) => "a torta",
        ("ofPie", _) => "a torta con una parte accanto",
        ("doughnut", _) => "ad anello",
        ("scatter", _) => "a punti",
        ("bubble", _) => "a bolle",
        ("radar", _) => "a rete",
        ("stock", _) => "di borsa",
        ("surface", _) => "a superficie",
        _ => return format!("un tipo che qui non si conosce («{name}»)"),
    };
    let depth = if name.contains("3D") { " in rilievo" } else { "" };
    let grouped = match grouping {
        Some("clustered") => ", una accanto all'altra",
        Some("stacked") => ", una sopra l'altra",
        Some("percentStacked") => ", una sopra l'altra in percentuale",
        _ => "",
    };
    format!("{kind}{depth}{grouped}")
}
