//! Tables for layouts that group by levels of their own.

use super::sample::Sample;
use crate::diag::Code;
use crate::raw::Field;

const LEVELS: [(&str, &str); 2] =
    [("missione", "MISSIONE "), ("strategico", "Obiettivo strategico: ")];

#[test]
fn columns_with_the_names_of_levels_hold_their_groups() {
    let table = "Piano della performance 2025\nMissione|Obiettivo strategico|Obiettivo operativo|Indicatore\n01 Servizi|Trasparenza|x|i\n01 Servizi|Conti|y|j\n09 Ambiente|Rifiuti|z|k";
    let all = Sample::sheet("Foglio1", table).grouped_by(&LEVELS).read();
    let (raw, _) = all.raw.as_ref().expect("a plan");
    let names: Vec<String> = raw
        .groups
        .iter()
        .map(|group| match &group.levels[0].1 {
            Field::Given(words) => format!("{}={}", group.levels[0].0.value, words.value),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(names, ["missione=01 Servizi", "missione=09 Ambiente"]);
    assert_eq!(raw.groups[0].groups.as_ref().map(Vec::len), Some(2));
    assert_eq!(all.plan().objectives.len(), 3);
}

#[test]
fn body_and_premise_above_the_table_are_no_groups() {
    let premise =
        "Il presente piano raccoglie gli obiettivi che la Giunta assegna per l'anno ai servizi.";
    let table = format!(
        "Comune di Riva\nPEG 2025\n{premise}\nServizio|Obiettivo|Peso\n3>Missione 1\na|x|60\nb|y|40"
    );
    let all = Sample::sheet("Foglio1", &table).grouped_by(&LEVELS[..1]).read();
    assert_eq!(all.plan().entity.as_ref().map(|name| name.value.as_str()), Some("Comune di Riva"));
    assert_eq!(all.plan().title.value, "PEG 2025");
    let (raw, proposed) = all.raw.as_ref().expect("a plan");
    assert_eq!(raw.groups.len(), 1);
    assert!(matches!(&proposed.premise, Field::Given(words) if words.value == premise));
    assert_eq!(all.codes(), [Code::Proposal], "{:?}", all.findings);
}
