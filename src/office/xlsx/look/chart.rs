//! Charts: texts, ranges, values and forms (ECMA-376-1, 21.2).

use super::chart_form::form;
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
            _ => {}
        }
    }
    facts.extend(form(chart));
    let plot = chart.child("chart").and_then(|chart| chart.child("plotArea"));
    facts.extend(plot.into_iter().flat_map(losses));
    caches
}

/// Names what a chart does not show for want of a part.
fn losses(plot: &XmlTree) -> Vec<LookFact> {
    let value = |element: &XmlTree| element.attribute("val").unwrap_or_default().to_owned();
    let axes = plot.children.iter().filter(|child| child.name.ends_with("Ax"));
    let axes: Vec<String> = axes.filter_map(|axis| axis.child("axId").map(value)).collect();
    let mut words = Vec::new();
    for group in plot.children.iter().filter(|child| child.name.ends_with("Chart")) {
        let is_round = ["pie", "doughnut", "ofPie"].iter().any(|kind| group.name.starts_with(kind));
        let own: Vec<String> = group.all("axId").map(value).collect();
        if !is_round && (own.len() < 2 || !own.iter().all(|axis| axes.contains(axis))) {
            words.push("i valori non hanno i loro assi".to_owned());
        }
        let bare = group
            .all("ser")
            .enumerate()
            .filter(|(_, series)| !["cat", "xVal"].iter().any(|name| series.child(name).is_some()));
        words.extend(bare.map(|(i, _)| format!("la serie {} non ha i nomi dei valori", i + 1)));
    }
    words.into_iter().map(|words| LookFact::new(LookKind::ChartLoss, words)).collect()
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
