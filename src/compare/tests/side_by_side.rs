//! Both texts side by side, as a plan.

use super::*;
use crate::model::Key;

/// Returns the rows of a comparison: area, number, objective, field, old text, new text, change.
fn rows(before: &Plan, after: &Plan, shown: Shown) -> Vec<Vec<String>> {
    let plan = comparison_plan(before, after, &compare_plans(before, after, &[]), shown);
    let value = |extra: &[crate::model::Extra], key: &str| {
        let own = extra.iter().find(|extra| extra.key.value == key).and_then(|extra| extra.one());
        own.map_or_else(String::new, |datum| datum.written.value.clone())
    };
    let row = |o: &crate::model::Objective, i: &crate::model::Indicator| {
        vec![
            plan.areas[o.area].words().to_owned(),
            value(&o.extra, "numero"),
            o.description.value.clone(),
            i.text.value.clone(),
            value(&i.extra, "vigente"),
            value(&i.extra, "modificato"),
            value(&i.extra, "cambiamento"),
        ]
    };
    plan.objectives.iter().flat_map(|o| o.indicators.iter().map(move |i| row(o, i))).collect()
}

fn versions() -> (Plan, Plan) {
    let head = "titolo: PIANO\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n";
    let row = |service: &str, text: &str, weight: &str| {
        format!(
            "          - servizio: {service}\n            descrizione: {text}\n            peso: {weight}\n"
        )
    };
    let kept = row("STRADE", "Manutenzione delle strade comunali", "60");
    let old = head.to_owned()
        + &kept
        + &row("VERDE", "Censimento degli alberi nei parchi pubblici", "40");
    let new =
        head.to_owned() + &kept + &row("VERDE", "Censimento annuale degli alberi nei parchi", "40");
    (plan(&old), plan(&new))
}

#[test]
fn a_row_holds_the_words_of_both_plans() {
    let (old, new) = versions();
    assert_eq!(
        rows(&old, &new, Shown::Changes),
        [[
            "TECNICA, ANNO 2024",
            "2",
            "Censimento annuale degli alberi nei parchi",
            Key::Description.label(),
            "Censimento degli alberi nei parchi pubblici",
            "Censimento annuale degli alberi nei parchi",
            "aggiunto «annuale»\ntolto «pubblici»",
        ]]
    );
}

#[test]
fn all_rows_are_shown_on_demand() {
    let (old, new) = versions();
    let all = rows(&old, &new, Shown::All);
    // The total of the weights, and three fields of each objective.
    assert_eq!(all.len(), 1 + 2 * 3);
    assert_eq!(all[0][3..], ["Totale", "100", "100", "uguale"]);
    assert_eq!(all[1][3..], ["Servizio organizzativo", "STRADE", "STRADE", "uguale"]);
}

#[test]
fn a_removed_objective_stands_in_its_group_under_the_new_name() {
    let yaml = |area: &str, rows: &[&str]| {
        let rows = rows
            .iter()
            .map(|text| format!("          - servizio: S\n            descrizione: {text}\n"));
        let rows: String = rows.collect();
        plan(&format!(
            "titolo: PIANO\naree:\n  - nome: {area}\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n{rows}"
        ))
    };
    let kept = ["Manutenzione delle strade comunali", "Censimento degli alberi nei parchi"];
    let old = yaml("TECNICA", &[kept[0], kept[1], "Acquisto di arredi"]);
    let new = yaml("LAVORI PUBBLICI", &kept);
    let rows = rows(&old, &new, Shown::Changes);
    let removed = rows.iter().find(|row| row[6] == "obiettivo tolto").expect("a removed objective");
    assert_eq!(removed[..2], ["LAVORI PUBBLICI, ANNO 2024", "(era 3)"]);
}

#[test]
fn orders_and_mergers_are_no_words_removed_and_added() {
    let of = |signers: [&str; 2], areas: &[(&str, &str)]| {
        let signer = |name: &str| format!("  - {{nome: {name}, qualifica: Capo}}\n");
        let objectives = |area: &str| {
            let own = areas.iter().filter(|(name, _)| *name == area);
            own.map(|(_, text)| format!("          - {{servizio: S, descrizione: {text}}}\n"))
                .collect::<String>()
        };
        let names: std::collections::BTreeSet<&str> = areas.iter().map(|(name, _)| *name).collect();
        let area = |name: &str| {
            format!(
                "  - nome: {name}\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n{}",
                objectives(name)
            )
        };
        plan(&format!(
            "titolo: PIANO\nfirmatari:\n{}aree:\n{}",
            signers.map(signer).concat(),
            names.into_iter().map(area).collect::<String>()
        ))
    };
    let [roads, school] =
        ["Manutenzione delle strade comunali", "Apertura della biblioteca per gli alunni"];
    let old = of(["Rossi", "Verdi"], &[("A", roads), ("B", school)]);
    let new = of(["Verdi", "Rossi"], &[("A E B", roads), ("A E B", school)]);
    let rows = rows(&old, &new, Shown::Changes);
    let told = |label: &str| {
        let row = rows.iter().find(|row| row[3] == label).expect("a row");
        [row[4].clone(), row[5].clone(), row[6].clone()]
    };
    assert_eq!(
        told("Ordine dei firmatari"),
        ["Rossi, Capo; Verdi, Capo", "Verdi, Capo; Rossi, Capo", "in un altro ordine"]
    );
    assert_eq!(told("Gruppi riuniti (area)"), ["A\nB", "A E B", "riuniti in uno solo"]);
    assert!(!rows.iter().any(|row| row[3] == "Nome (area)"), "{rows:?}");
}
