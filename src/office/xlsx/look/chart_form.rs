//! Form of a chart as a reader sees it (ECMA-376-1, 21.2 and 20.1): what programs write by
//! themselves is known, and everything else is named.

use super::chart_words::{KNOWN, kind};
use super::color::{RgbColor, WHITE, hex};
use super::fact::{LookFact, LookKind};
use super::tree::XmlTree;
use crate::office::contrast::contrast;
use crate::office::symbol_fonts::is_symbol_font;

/// Elements that show nothing by themselves, or whose content is read elsewhere.
const SILENT: [&str; 113] = [
    "chartSpace",
    "chart",
    "plotArea",
    "layout",
    "title",
    "tx",
    "rich",
    "bodyPr",
    "lstStyle",
    "p",
    "pPr",
    "r",
    "t",
    "endParaRPr",
    "defRPr",
    "rPr",
    "ser",
    "idx",
    "order",
    "cat",
    "val",
    "xVal",
    "yVal",
    "strRef",
    "numRef",
    "multiLvlStrRef",
    "strCache",
    "numCache",
    "multiLvlStrCache",
    "lvl",
    "f",
    "ptCount",
    "pt",
    "v",
    "formatCode",
    "barDir",
    "grouping",
    "varyColors",
    "gapWidth",
    "axId",
    "scaling",
    "axPos",
    "majorTickMark",
    "minorTickMark",
    "majorGridlines",
    "minorGridlines",
    "crossAx",
    "auto",
    "lblAlgn",
    "lblOffset",
    "noMultiLvlLbl",
    "marker",
    "symbol",
    "size",
    "smooth",
    "dLbls",
    "txPr",
    "separator",
    "showLeaderLines",
    "hiLowLines",
    "legendPos",
    "plotVisOnly",
    "dispBlanksAs",
    "printSettings",
    "headerFooter",
    "pageMargins",
    "pageSetup",
    "spPr",
    "ln",
    "round",
    "bevel",
    "miter",
    "noFill",
    "solidFill",
    "srgbClr",
    "schemeClr",
    "lumMod",
    "lumOff",
    "effectLst",
    "extLst",
    "ext",
    "uniqueId",
    "lang",
    "latin",
    "ea",
    "cs",
    "prstDash",
    "headEnd",
    "tailEnd",
    "prstGeom",
    "avLst",
    "dLblPos",
    "legendEntry",
    "trendlineType",
    "errValType",
    "errBarType",
    "errDir",
    "noEndCap",
    "showHorzBorder",
    "showVertBorder",
    "showOutline",
    "showKeys",
    "builtInUnit",
    "custUnit",
    "x",
    "y",
    "w",
    "h",
    "xMode",
    "yMode",
    "wMode",
    "hMode",
    "layoutTarget",
];
/// Elements that change nothing with one of these values.
const USUAL: [(&str, &[&str]); 20] = [
    ("showDLblsOverMax", &["0", "false"]),
    ("roundedCorners", &["0", "false"]),
    ("date1904", &["0", "false"]),
    ("autoTitleDeleted", &["0", "false"]),
    ("overlay", &["0", "false"]),
    ("invertIfNegative", &["0", "false"]),
    ("showLegendKey", &["0", "false"]),
    ("showVal", &["0", "false"]),
    ("showCatName", &["0", "false"]),
    ("showSerName", &["0", "false"]),
    ("showPercent", &["0", "false"]),
    ("showBubbleSize", &["0", "false"]),
    ("delete", &["0", "false"]),
    ("orientation", &["minMax"]),
    ("tickLblPos", &["nextTo"]),
    ("crosses", &["autoZero"]),
    ("crossBetween", &["between"]),
    ("style", &["2", "102"]),
    ("dispNaAsBlank", &["0", "1"]),
    ("dataDisplayOptions16", &[""]),
];
/// Elements that hold several of the same name.
const LISTS: [&str; 7] = ["plotArea", "p", "rich", "txPr", "gsLst", "dLbls", "extLst"];
/// Contrast with the background below which nothing can be read or told apart (WCAG 2.2, 1.4.11,
/// asks for 3).
const READABLE: f64 = 3.0;
const VISIBLE: f64 = 1.3;

/// Returns what is unusual in a chart.
pub(super) fn form(chart: &XmlTree) -> Vec<LookFact> {
    let mut words = Vec::new();
    visit(chart, "", &mut words);
    words.into_iter().map(|words| LookFact::new(LookKind::ChartForm, words)).collect()
}

fn visit(element: &XmlTree, parent: &str, words: &mut Vec<String>) {
    let name = element.name.as_str();
    words.extend(own(element, parent));
    if !has_series_in_order(element) {
        words.push("le serie in un altro ordine".to_owned());
    }
    if name.ends_with("Cache") {
        return;
    }
    let is_list = LISTS.contains(&name) || name.ends_with("Chart");
    let doubled = element.doubled().into_iter().filter(|_| !is_list);
    words.extend(doubled.map(|name| format!("«{name}» due volte")));
    element.children.iter().for_each(|child| visit(child, name, words));
}

/// Returns `true` unless the series of a part of a chart are shown in another order than they are written.
fn has_series_in_order(element: &XmlTree) -> bool {
    let order = |series: &XmlTree| series.child("order")?.number::<u32>("val");
    element.all("ser").map(order).is_sorted_by(|a, b| a.is_none() || b.is_none() || a < b)
}

/// Describes what an element changes; `None` for what programs write by themselves.
fn own(element: &XmlTree, parent: &str) -> Option<String> {
    let name = element.name.as_str();
    let value = element.attribute("val");
    let inner = |name: &str| element.child(name).and_then(|child| child.attribute("val"));
    match name {
        "defRPr" | "rPr" | "endParaRPr" => return text(element),
        "spPr" => return shape(element, parent),
        "latin" => {
            let font = element.attribute("typeface").unwrap_or_default();
            return is_symbol_font(font).then(|| format!("il carattere di simboli «{font}»"));
        }
        "chart" => return None,
        // Columns hide one another where they overlap by more than a part.
        "overlap" => {
            let is_wide = element.number("val").is_some_and(|percent: i32| percent > 25);
            return is_wide.then(|| "le colonne una davanti all'altra".to_owned());
        }
        _ if name.ends_with("Chart") => {
            return Some(kind(name, inner("barDir"), inner("grouping")));
        }
        "min" | "max" | "logBase" => {
            let value = value.unwrap_or_default();
            let value = value.parse::<f64>().map_or(value.to_owned(), |value| value.to_string());
            return Some(match name {
                "min" => format!("il minimo dell'asse {value}"),
                "max" => format!("il massimo dell'asse {value}"),
                _ => format!("una scala logaritmica ({value})"),
            });
        }
        "legend" => return Some("legenda".to_owned()),
        "numFmt" => {
            let code = element.attribute("formatCode").unwrap_or_default();
            // A format that is linked to the cells is theirs.
            let is_own = element.truth("sourceLinked") != Some(true);
            let is_other = is_own && !code.eq_ignore_ascii_case("general") && !code.is_empty();
            return is_other.then(|| format!("formato «{code}»"));
        }
        // Alternatives for programs of other years: what is in them counts.
        "catAx" | "valAx" | "dateAx" | "AlternateContent" | "Choice" | "Fallback" => return None,
        _ if SILENT.contains(&name) => return None,
        _ => {}
    }
    let usual = USUAL.iter().find(|(usual, _)| *usual == name);
    // `c:delete` and its kin are true without a value.
    let is_usual = usual.is_some_and(|(_, values)| values.contains(&value.unwrap_or_default()));
    if is_usual {
        return None;
    }
    Some(match (name, parent) {
        ("delete", "legendEntry") => "una voce della legenda nascosta".to_owned(),
        ("delete", "dLbl") => "un'etichetta nascosta".to_owned(),
        // Labels that are taken away are those that nobody has asked for.
        ("delete", "dLbls") => return None,
        ("majorUnit" | "minorUnit", _) => {
            format!("il passo dell'asse {}", value.unwrap_or_default())
        }
        ("style", _) => format!("uno stile, il numero {}", value.unwrap_or_default()),
        _ => match KNOWN.iter().find(|(known, _)| *known == name) {
            Some((_, words)) => (*words).to_owned(),
            None => format!("una proprietà che qui non si conosce («{name}»)"),
        },
    })
}

/// Describes how a text differs from dark letters of a usual size.
fn text(properties: &XmlTree) -> Option<String> {
    let is_small = properties.number("sz").is_some_and(|size: u32| size < 600);
    let is_large = properties.number("sz").is_some_and(|size: u32| size > 3000);
    let is_struck = properties.attribute("strike").is_some_and(|strike| strike != "noStrike");
    let is_raised = properties.attribute("baseline").is_some_and(|line| !line.starts_with('0'));
    let is_capital = properties.attribute("cap").is_some_and(|cap| cap != "none");
    let fill = properties.children.iter().find(|child| child.name.ends_with("Fill"));
    let is_faint =
        fill.is_some_and(|fill| !fill_color(fill).is_some_and(|c| contrast(c, WHITE) >= READABLE));
    let words = [
        (is_small || is_large, "testi di grandezza insolita"),
        (is_struck, "testi barrati"),
        (is_raised, "testi in apice o in pedice"),
        (is_capital, "testi in maiuscolo"),
        (is_faint, "testi di un colore che non si legge"),
    ];
    let found: Vec<_> = words.into_iter().filter(|(is_so, _)| *is_so).map(|(_, w)| w).collect();
    (!found.is_empty()).then(|| found.join(", "))
}

/// Describes the fill of a shape: a series must be seen, everything else must not hide texts.
fn shape(properties: &XmlTree, parent: &str) -> Option<String> {
    let fill = properties.children.iter().find(|child| child.name.ends_with("Fill"));
    let line = properties.child("ln");
    let line = line.and_then(|ln| ln.children.iter().find(|child| child.name.ends_with("Fill")));
    let color = fill.and_then(fill_color);
    if parent == "ser" {
        // A series of lines has a line; columns have a fill.
        let is_seen =
            |fill: &XmlTree| fill_color(fill).is_some_and(|c| contrast(c, WHITE) >= VISIBLE);
        let shown = [fill, line].into_iter().flatten().any(is_seen);
        return (fill.or(line).is_some() && !shown).then(|| "una serie invisibile".to_owned());
    }
    let is_blank = fill.is_none_or(|fill| fill.name == "noFill");
    let is_light = color.is_some_and(|color| contrast(color, WHITE) < VISIBLE);
    (!is_blank && !is_light).then(|| "uno sfondo colorato".to_owned())
}

/// Returns the colour of a fill that is plain; text colours of a theme are dark, lightened at
/// most by half.
fn fill_color(fill: &XmlTree) -> Option<RgbColor> {
    let [color] = fill.children.as_slice() else { return None };
    let value = color.attribute("val")?;
    match color.name.as_str() {
        "srgbClr" if color.children.is_empty() => hex(value),
        "schemeClr" => {
            let change = |name: &str| color.child(name).and_then(|c| c.number::<u32>("val"));
            let is_known = color.children.iter().all(|c| c.name == "lumMod" || c.name == "lumOff");
            let lightened = change("lumOff").unwrap_or(0);
            match value {
                _ if !is_known => None,
                "tx1" | "dk1" | "tx2" | "dk2" if lightened <= 50_000 => Some([0x59; 3]),
                "bg1" | "lt1" if color.children.is_empty() => Some([0xFF; 3]),
                accent if accent.starts_with("accent") && lightened <= 40_000 => Some([0x80; 3]),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str) -> Vec<String> {
        let tree = XmlTree::root(xml.as_bytes()).expect("a part");
        form(&tree).into_iter().map(|fact| fact.text).collect()
    }

    #[test]
    fn what_calc_and_excel_write_by_themselves_is_nothing() {
        for xml in [
            "<title><tx><rich><p><pPr><defRPr sz='1800' strike='noStrike'><solidFill><srgbClr val='000000'/></solidFill><latin typeface='Calibri'/></defRPr></pPr></p></rich></tx><overlay val='0'/><spPr><noFill/><ln w='0'><noFill/></ln></spPr></title>",
            "<ser><spPr><solidFill><srgbClr val='4f81bd'/></solidFill><ln w='0'><noFill/></ln></spPr></ser>",
            "<txPr><p><pPr><defRPr sz='900' baseline='0'><solidFill><schemeClr val='tx1'><lumMod val='65000'/><lumOff val='35000'/></schemeClr></solidFill></defRPr></pPr></p></txPr>",
            "<catAx><delete val='0'/><tickLblPos val='nextTo'/><spPr><ln w='9360'><solidFill><srgbClr val='878787'/></solidFill></ln></spPr></catAx>",
            "<dLbls><dLblPos val='outEnd'/><showVal val='0'/></dLbls>",
            "<dLbls><delete val='1'/></dLbls>",
            "<overlap val='0'/>",
            "<plotArea><ser><order val='0'/></ser><ser><order val='3'/></ser></plotArea>",
            "<chartSpace><spPr><solidFill><schemeClr val='bg1'/></solidFill></spPr></chartSpace>",
        ] {
            assert_eq!(words(xml), [""; 0], "{xml}");
        }
    }

    #[test]
    fn what_hides_or_moves_a_part_is_named() {
        for (xml, said) in [
            ("<catAx><delete/></catAx>", "un asse nascosto"),
            ("<catAx><delete val='0'/><delete val='1'/></catAx>", "«delete» due volte"),
            ("<catAx><tickLblPos val='none'/></catAx>", "etichette degli assi altrove o nascoste"),
            ("<catAx><tickLblSkip val='5'/></catAx>", "etichette degli assi saltate"),
            ("<rPr sz='100'/>", "testi di grandezza insolita"),
            ("<rPr strike='sngStrike'/>", "testi barrati"),
            ("<defRPr><noFill/></defRPr>", "testi di un colore che non si legge"),
            (
                "<defRPr><solidFill><srgbClr val='FFFFFF'/></solidFill></defRPr>",
                "testi di un colore che non si legge",
            ),
            ("<rPr><latin typeface='Wingdings'/></rPr>", "il carattere di simboli «Wingdings»"),
            ("<layout><manualLayout/></layout>", "una parte messa altrove"),
            ("<ser><spPr><noFill/></spPr></ser>", "una serie invisibile"),
            (
                "<barChart><grouping val='clustered'/><ser><order val='1'/></ser><ser><order val='0'/></ser></barChart>",
                "a colonne, una accanto all'altra",
            ),
            ("<overlap val='100'/>", "le colonne una davanti all'altra"),
            (
                "<plotArea><ser><order val='1'/></ser><ser><order val='0'/></ser></plotArea>",
                "le serie in un altro ordine",
            ),
            ("<ser><dPt/></ser>", "una colonna di aspetto diverso"),
            (
                "<ser><spPr><solidFill><srgbClr val='FFFFFF'/></solidFill></spPr></ser>",
                "una serie invisibile",
            ),
            (
                "<chartSpace><spPr><solidFill><srgbClr val='000000'/></solidFill></spPr></chartSpace>",
                "uno sfondo colorato",
            ),
            ("<plotArea><dTable/></plotArea>", "una tabella dei dati sotto il grafico"),
            ("<legendEntry><delete val='1'/></legendEntry>", "una voce della legenda nascosta"),
            ("<valAx><foo/></valAx>", "una proprietà che qui non si conosce («foo»)"),
            (
                "<barChart><barDir val='bar'/><grouping val='percentStacked'/></barChart>",
                "a barre, una sopra l'altra in percentuale",
            ),
        ] {
            assert_eq!(words(xml).first().map(String::as_str), Some(said), "{xml}");
        }
    }
}
