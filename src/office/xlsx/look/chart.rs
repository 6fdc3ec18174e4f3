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
