//! Charts: texts, ranges, values and forms (ECMA-376-1, 21.2).

use super::fact::{LookFact, LookKind};
use super::tree::XmlTree;

/// Values that a chart keeps of a range.
pub(super) struct ChartCache {
    /// Range as the chart names it, without signs: «Pesi!B7:B11».
    pub range: String,
    /// Values by their index in the range.
    pub values: Vec<(u32, String)>,
}

/// Reads the part of a chart.
pub(super) fn read_chart(chart: &XmlTree, facts: &mut Vec<LookFact>) -> Vec<ChartCache> {
    let below = chart.below();
    let mut caches = Vec::new();
    for element in &below {
        match element.name.as_str() {
            "rich" => facts.push(LookFact::new(LookKind::ChartText, element.texts("t"))),
            "tx" => facts.extend(
                element.child("v").map(|v| LookFact::new(LookKind::ChartText, v.text.as_str())),
            ),
            "strRef" | "numRef" | "multiLvlStrRef" => reference(element, facts, &mut caches),
            _ => facts.extend(form(element)),
        }
    }
    caches
}

fn reference(element: &XmlTree, facts: &mut Vec<LookFact>, caches: &mut Vec<ChartCache>) {
    let range = element.child("f").map(|f| f.text.trim()).unwrap_or_default();
    let caches_of = element.children.iter().filter(|child| child.name.ends_with("Cache"));
    let points = caches_of.flat_map(|cache| cache.below()).filter(|point| point.name == "pt");
    let value = |point: &XmlTree| {
        let text = point.child("v").map(|v| v.text.clone()).unwrap_or_default();
        (point.number("idx").unwrap_or(0), text)
    };
    let values: Vec<_> = points.map(value).collect();
    if range.starts_with('"') {
        // Calc writes the text of a series as a reference to itself.
        let texts = values.into_iter().map(|(_, text)| LookFact::new(LookKind::ChartText, text));
        return facts.extend(texts);
    }
    let range = range.replace(['$', '\''], "");
    facts.push(LookFact::new(LookKind::ChartRange, range.as_str()));
    caches.push(ChartCache { range, values });
}

/// Returns what an element changes in the form of a chart; `None` for what programs write freely.
fn form(element: &XmlTree) -> Option<LookFact> {
    let value = element.attribute("val").unwrap_or_default();
    let inner = |name: &str| element.child(name).and_then(|child| child.attribute("val"));
    let words = match element.name.as_str() {
        // The chart that holds all of it is no kind of chart.
        "chart" => return None,
        name if name.ends_with("Chart") => {
            let kind = [Some(name), inner("barDir"), inner("grouping")];
            kind.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        "min" | "max" | "logBase" => {
            let value = value.parse::<f64>().map_or(value.to_owned(), |value| value.to_string());
            format!("{} {value}", element.name)
        }
        "orientation" if value == "maxMin" => "assi al rovescio".to_owned(),
        "delete" if value == "1" || value == "true" => "un asse nascosto".to_owned(),
        "legend" => "legenda".to_owned(),
        "showVal" if value == "1" || value == "true" => "valori accanto alle colonne".to_owned(),
        "dispUnits" => "valori divisi per l'unità dell'asse".to_owned(),
        "trendline" | "errBars" | "userShapes" | "filteredBarSeries" | "filteredLineSeries" => {
            element.name.clone()
        }
        "numFmt" => {
            let code = element.attribute("formatCode").unwrap_or_default();
            // A format that is linked to the cells is theirs.
            let is_own = element.truth("sourceLinked") != Some(true);
            return (is_own && !code.eq_ignore_ascii_case("general") && !code.is_empty())
                .then(|| LookFact::new(LookKind::ChartForm, format!("formato «{code}»")));
        }
        "ser" => {
            // Calc writes an invisible line around columns; a series of lines has a marker.
            let is_line = element.child("marker").is_some();
            let is_blank = element.child("spPr").is_some_and(|shape| {
                let line = shape.child("ln").filter(|_| is_line);
                shape.child("noFill").is_some()
                    || line.is_some_and(|line| line.child("noFill").is_some())
            });
            return is_blank.then(|| LookFact::new(LookKind::ChartForm, "una serie invisibile"));
        }
        _ => return None,
    };
    Some(LookFact::new(LookKind::ChartForm, words))
}
