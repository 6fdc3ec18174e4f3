//! Rules for cells: conditional formats and validations (ECMA-376-1, 18.3.1.18 and 18.3.1.32), in
//! Italian words.

use super::fact::{LookFact, LookKind};
use super::style::StyleTable;
use super::tree::XmlTree;

/// Returns the rules of a conditional format, each with its effect.
pub(super) fn conditions(element: &XmlTree, styles: &StyleTable) -> Vec<LookFact> {
    let area = element.attribute("sqref").unwrap_or_default();
    let rules = element.all("cfRule").map(|rule| {
        let effect = rule.number::<usize>("dxfId").and_then(|id| styles.conditional.get(id));
        let effect = effect.map(|effect| format!(" → {effect}")).unwrap_or_default();
        let scales =
            ["colorScale", "dataBar", "iconSet"].iter().filter_map(|name| rule.child(name));
        let written = scales.map(written).collect::<Vec<_>>().join(", ");
        LookFact::new(LookKind::Condition, condition(rule) + &effect).with(written).at(area)
    });
    rules.collect()
}

/// Describes when a rule holds.
fn condition(rule: &XmlTree) -> String {
    let formulas: Vec<_> = rule.all("formula").map(|formula| spelled(&formula.text)).collect();
    let formula = formulas.join(" e ");
    let value = |name: &str| rule.attribute(name).unwrap_or_default();
    let is_on = |name: &str| rule.truth(name) == Some(true);
    match value("type") {
        "expression" => format!("se è vera la formula {formula}"),
        "cellIs" => format!("se il valore {} {formula}", comparison(value("operator"))),
        "containsText" => format!("se il testo contiene «{}»", value("text")),
        "notContainsText" => format!("se il testo non contiene «{}»", value("text")),
        "beginsWith" => format!("se il testo comincia con «{}»", value("text")),
        "endsWith" => format!("se il testo finisce con «{}»", value("text")),
        "containsBlanks" => "se la cella è vuota".to_owned(),
        "notContainsBlanks" => "se la cella non è vuota".to_owned(),
        "containsErrors" => "se c'è un errore".to_owned(),
        "notContainsErrors" => "se non c'è un errore".to_owned(),
        "duplicateValues" => "se il valore è ripetuto".to_owned(),
        "uniqueValues" => "se il valore non è ripetuto".to_owned(),
        "top10" => {
            let which = if is_on("bottom") { "più bassi" } else { "più alti" };
            let unit = if is_on("percent") { "% dei valori" } else { "valori" };
            format!("se è tra i {} {unit} {which}", value("rank"))
        }
        "aboveAverage" => {
            let is_below = rule.truth("aboveAverage") == Some(false);
            let side = if is_below { "sotto" } else { "sopra" };
            let equal = if is_on("equalAverage") { " o uguale" } else { "" };
            let deviation = match value("stdDev") {
                "" => String::new(),
                number => format!(" di {number} deviazioni standard"),
            };
            format!("se è {side} la media{equal}{deviation}")
        }
        "timePeriod" => format!("se la data è in un certo periodo («{}»)", value("timePeriod")),
        "colorScale" => "una scala di colori".to_owned(),
        "dataBar" => format!("una barra dietro al valore{}", hiding(rule.child("dataBar"))),
        "iconSet" => format!("un'icona accanto al valore{}", hiding(rule.child("iconSet"))),
        other => format!("una condizione che qui non si conosce («{other}»)"),
    }
}

/// Describes a bar or an icon in place of the value (18.3.1.28 and 18.3.1.49).
fn hiding(scale: Option<&XmlTree>) -> &'static str {
    let is_alone = scale.is_some_and(|scale| scale.truth("showValue") == Some(false));
    if is_alone { ", che non si vede" } else { "" }
}

/// Returns the words of an operator (18.18.15 and 18.18.20).
fn comparison(operator: &str) -> String {
    let words = match operator {
        "between" => "è tra",
        "notBetween" => "non è tra",
        "equal" => "è",
        "notEqual" => "non è",
        "greaterThan" => "è maggiore di",
        "greaterThanOrEqual" => "è almeno",
        "lessThan" => "è minore di",
        "lessThanOrEqual" => "è al più",
        other => return format!("sta in un rapporto che qui non si conosce («{other}») con"),
    };
    words.to_owned()
}

/// Returns a formula in capitals, as programs spell it; texts in quotes stay as they are.
fn spelled(formula: &str) -> String {
    let pieces = formula.split('"').enumerate();
    let pieces =
        pieces.map(|(i, piece)| if i % 2 == 0 { piece.to_uppercase() } else { piece.into() });
    pieces.collect::<Vec<String>>().join("\"")
}

/// Writes an element with all its attributes on one line.
pub(super) fn written(element: &XmlTree) -> String {
    let elements = std::iter::once(element).chain(element.below());
    let words = elements.map(|element| {
        let values = element.attributes.iter().map(|(name, value)| format!(" {name}={value}"));
        format!("{}{}", element.name, values.collect::<String>())
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Returns the rule for cells with the message that is shown beside them, and the message for
/// what breaks the rule.
///
/// `has_prompts` is `false` if the sheet shows no message before one types.
pub(super) fn validation(rule: &XmlTree, has_prompts: bool) -> Vec<LookFact> {
    let texts = |names: [&str; 2]| -> Vec<String> {
        let texts = names.into_iter().filter_map(|name| rule.attribute(name));
        let texts = texts.map(|text| text.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let is_on = |name: &str| rule.truth(name) == Some(true);
    let is_prompted = has_prompts && is_on("showInputMessage");
    let mut words = if is_prompted { texts(["promptTitle", "prompt"]) } else { Vec::new() };
    words.extend(allowed(rule).map(|allowed| allowed + &enforcement(rule)));
    let errors = texts(["errorTitle", "error"]);
    let errors = if is_on("showErrorMessage") { errors } else { Vec::new() };
    let messages = [(LookKind::Validation, words), (LookKind::ValidationError, errors)];
    let area = rule.attribute("sqref").unwrap_or_default();
    let said = messages.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(kind, words)| LookFact::new(kind, words.join(", ")).at(area)).collect()
}

/// Describes how a rule is less strict than one that refuses what breaks it.
fn enforcement(rule: &XmlTree) -> String {
    let is_on = |name: &str| rule.truth(name) == Some(true);
    let mut words = String::new();
    if !is_on("showErrorMessage") {
        words.push_str(", senza fermare chi scrive altro");
    } else if rule.attribute("errorStyle").is_some_and(|style| style != "stop") {
        words.push_str(", con un avviso soltanto");
    }
    // The attribute says the contrary of its name.
    if is_on("showDropDown") {
        words.push_str(", senza l'elenco da cui scegliere");
    }
    words
}

/// Describes what may be typed; `None` if anything may.
fn allowed(rule: &XmlTree) -> Option<String> {
    let formula = |name: &str| {
        let text = rule.child(name).map(|f| f.text.replace(['$', '\''], ""));
        text.unwrap_or_default()
    };
    let (first, second) = (formula("formula1"), formula("formula2"));
    let what = match rule.attribute("type").unwrap_or("none") {
        "none" => return None,
        "list" => return Some(format!("uno di {first}")),
        "custom" => return Some(format!("secondo la formula {first}")),
        "decimal" => "un numero che",
        "whole" => "un numero intero che",
        "date" => "una data che",
        "time" => "un'ora che",
        "textLength" => "un testo di un numero di lettere che",
        other => return Some(format!("un tipo che qui non si conosce («{other}») {first}")),
    };
    let operator = rule.attribute("operator").unwrap_or("between");
    let limits = if operator.ends_with("etween") { format!("{first} e {second}") } else { first };
    Some(format!("{what} {} {limits}", comparison(operator)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> XmlTree {
        XmlTree::root(text.as_bytes()).expect("a part")
    }

    #[test]
    fn conditions_are_told_in_words() {
        for (rule, words) in [
            (
                "<r type='expression'><formula>and(A1=\"b\",c2)</formula></r>",
                "se è vera la formula AND(A1=\"b\",C2)",
            ),
            (
                "<r type='cellIs' operator='between'><formula>1</formula><formula>2</formula></r>",
                "se il valore è tra 1 e 2",
            ),
            ("<r type='top10' rank='5' bottom='1'/>", "se è tra i 5 valori più bassi"),
            ("<r type='aboveAverage'/>", "se è sopra la media"),
            ("<r type='dataBar'><dataBar/></r>", "una barra dietro al valore"),
            (
                "<r type='iconSet'><iconSet showValue='0'/></r>",
                "un'icona accanto al valore, che non si vede",
            ),
            ("<r type='zz'/>", "una condizione che qui non si conosce («zz»)"),
        ] {
            assert_eq!(condition(&tree(rule)), words, "{rule}");
        }
    }

    #[test]
    fn what_may_be_typed_is_told_in_words() {
        for (rule, words) in [
            (
                "<r type='decimal'><formula1>0</formula1><formula2>100</formula2></r>",
                Some("un numero che è tra 0 e 100"),
            ),
            (
                "<r type='decimal' operator='notBetween'><formula1>0</formula1><formula2>100</formula2></r>",
                Some("un numero che non è tra 0 e 100"),
            ),
            (
                "<r type='whole' operator='greaterThan'><formula1>3</formula1></r>",
                Some("un numero intero che è maggiore di 3"),
            ),
            ("<r type='list'><formula1>\"S,M\"</formula1></r>", Some("uno di \"S,M\"")),
            ("<r/>", None),
        ] {
            assert_eq!(allowed(&tree(rule)).as_deref(), words, "{rule}");
        }
    }
}
