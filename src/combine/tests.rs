//! Plans of several files, joined.

use super::combine;
use crate::diag::Findings;
use crate::job::{PlanFormat, read_plan};
use crate::model::Plan;
use crate::source::SourceMap;
use crate::validate::validate_plan;

/// Joins plans in YAML; returns the plan, and the findings as «errore codice file «words»».
fn joined(files: &[(&str, &str)]) -> (Plan, Vec<String>) {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let parts = files.iter().map(|(name, text)| {
        let bytes = text.as_bytes().to_vec();
        read_plan(name, bytes, PlanFormat::YAML, &mut sources, &mut findings).expect("a plan")
    });
    let parts = parts.collect();
    let plan = combine(parts, &sources, &mut findings).expect("several files");
    let plan = validate_plan(plan, &sources, &mut findings).plan;
    let said = findings.iter().map(|finding| {
        let (span, severity) = (finding.span(), finding.severity.name());
        let words = sources.text(span).lines().next().unwrap_or_default();
        format!("{severity} {} {} «{words}»", finding.code.name(), sources.file(span.file()).name())
    });
    let said = said.collect();
    (plan, said)
}

/// Returns each objective as area/period/description.
fn told(plan: &Plan) -> Vec<String> {
    let one = |o: &crate::model::Objective| {
        let (area, period) = (plan.areas[o.area].words(), plan.periods[o.period].words());
        format!("{area}/{period}/{}", o.description.value)
    };
    plan.objectives.iter().map(one).collect()
}

fn area(title: &str, area: &str, period: &str, description: &str) -> String {
    format!(
        "titolo: {title}\naree:\n  - nome: {area}\n    periodi:\n      - etichetta: {period}\n        obiettivi:\n          - {{servizio: S, descrizione: {description}, peso: 100}}\n"
    )
}

#[test]
fn areas_follow_one_another_in_the_order_of_the_files() {
    let b = area("PDO 2025 - AREA B", "AREA B", "ANNO 2025", "Fare");
    let a = area("PDO 2025 - AREA A", "AREA A", "ANNO 2025", "Dire");
    let (plan, said) = joined(&[("b.yaml", &b), ("a.yaml", &a)]);
    assert_eq!(plan.title.value, "PDO 2025");
    assert_eq!(told(&plan), ["AREA B/ANNO 2025/Fare", "AREA A/ANNO 2025/Dire"]);
    assert_eq!(said, ["nota file-discordi a.yaml «PDO 2025 - AREA A»"]);
}

#[test]
fn an_area_with_another_period_goes_on_and_one_with_the_same_is_an_error() {
    let first = area("PDO", "AREA A", "ANNO 2025", "Fare");
    let later = area("PDO", "AREA A", "ANNO 2026", "Dire");
    let (plan, said) = joined(&[("a.yaml", &first), ("b.yaml", &later)]);
    assert_eq!(told(&plan), ["AREA A/ANNO 2025/Fare", "AREA A/ANNO 2026/Dire"]);
    assert_eq!(plan.areas.len(), 1);
    assert_eq!(
        said,
        ["avviso file-discordi b.yaml «ANNO 2026»", "avviso area-ripetuta b.yaml «AREA A»"]
    );
    let again = area("PDO", "AREA A", "ANNO 2025", "Dire");
    let (plan, said) = joined(&[("a.yaml", &first), ("b.yaml", &again)]);
    assert_eq!(told(&plan), ["AREA A/ANNO 2025/Fare", "AREA A/ANNO 2025/Dire"]);
    assert_eq!(said, ["errore periodo-ripetuto b.yaml «ANNO 2025»"]);
}

#[test]
fn rows_of_one_file_make_rows_of_all_so_that_the_order_stays() {
    let nested = area("PDO", "AREA A", "ANNO 2025", "Fare")
        .replace("    periodi", "    responsabile: Riva\n    premessa: Testo\n    periodi");
    let flat = "titolo: PDO\nobiettivi:\n  - {area: AREA B, periodo: ANNO 2025, servizio: S, descrizione: Dire, peso: 1}\n  - {area: AREA A, periodo: ANNO 2025, servizio: S, descrizione: Poi, peso: 1}\n";
    let (plan, said) = joined(&[("a.yaml", &nested), ("b.yaml", flat)]);
    let order = ["AREA A/ANNO 2025/Fare", "AREA B/ANNO 2025/Dire", "AREA A/ANNO 2025/Poi"];
    assert_eq!(told(&plan), order);
    assert_eq!(plan.areas[0].manager.as_ref().map(|m| m.value.as_str()), Some("Riva"));
    assert_eq!(
        said,
        ["errore periodo-ripetuto b.yaml «ANNO 2025»", "avviso testo-non-collocato a.yaml «Testo»"]
    );
}

#[test]
fn what_the_files_say_of_the_whole_is_said_where_it_differs() {
    let head = "ente: COMUNE A\npesi: {unita: punti}\nfirmatari: [{nome: Riva, qualifica: RESP}]\npremessa: Prima\n";
    let other = "ente: COMUNE B\nfirmatari: [{nome: Neri, qualifica: RESP}]\npremessa: Altra\n";
    let a = head.to_owned() + &area("PDO", "AREA A", "ANNO 2025", "Fare");
    let b = other.to_owned()
        + &area("PDO", "AREA B", "ANNO 2025", "Dire")
            .replace("servizio", "altro: {Note: x}, servizio");
    let (plan, said) = joined(&[("a.yaml", &a), ("b.yaml", &b)]);
    assert_eq!(plan.entity.as_ref().map(|e| e.value.as_str()), Some("COMUNE A"));
    assert_eq!(plan.signers.len(), 2);
    assert_eq!(plan.premise, None);
    let premises = plan.groups.iter().filter_map(|g| Some(g.premise.as_ref()?.value.as_str()));
    assert_eq!(premises.collect::<Vec<_>>(), ["Prima", "Altra"]);
    assert_eq!(
        said,
        [
            "nota file-discordi b.yaml «Note»",
            "errore file-discordi b.yaml «100»",
            "avviso file-discordi b.yaml «COMUNE B»",
        ]
    );
}

#[test]
fn a_field_that_a_file_lacks_is_said_once() {
    let a = area("PDO", "AREA A", "ANNO 2025", "Fare");
    let without = |name| area("PDO", name, "ANNO 2025", "Dire").replace(", peso: 100", "");
    let files = [("a.yaml", a), ("b.yaml", without("AREA B")), ("c.yaml", without("AREA C"))];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (_, said) = joined(&files);
    assert_eq!(said, ["avviso file-discordi b.yaml «S»"]);
}

#[test]
fn groups_that_files_share_are_joined_and_keep_their_own_fields() {
    let file = |manager: &str, description: &str| {
        format!(
            "titolo: PDO\nlivelli: [missione, programma]\ngruppi:\n  - missione: M\n    gruppi:\n      - programma: P\n        responsabile: {manager}\n        obiettivi:\n          - {{descrizione: {description}}}\n"
        )
    };
    let (plan, said) =
        joined(&[("a.yaml", &file("Riva", "Fare")), ("b.yaml", &file("Neri", "Dire"))]);
    let managers = plan.objectives.iter().map(|objective| {
        let manager = objective.extra.iter().find(|extra| extra.key.value == "responsabile");
        manager.and_then(|extra| Some(extra.one()?.written.value.as_str()))
    });
    assert_eq!(managers.collect::<Vec<_>>(), [Some("Riva"), Some("Neri")]);
    assert_eq!(said, ["avviso gruppo-ripetuto b.yaml «P»"]);
    let other = "titolo: PDO\nlivelli: [programma]\ngruppi:\n  - programma: P\n    obiettivi:\n      - {descrizione: Fare}\n";
    let (_, said) = joined(&[("a.yaml", &file("Riva", "Fare")), ("b.yaml", other)]);
    assert!(said.contains(&"errore file-discordi b.yaml «programma»".to_owned()), "{said:?}");
}

#[test]
fn the_same_years_in_other_words_are_one_period_and_titles_lose_their_own_area() {
    let first = area("PDO anno 2025 AREA A", "AREA A", "ANNO 2025", "Fare");
    let later = area("PDO Anno 2025 - AREA B", "AREA B", "\"2025\"", "Dire");
    let (plan, said) = joined(&[("a.yaml", &first), ("b.yaml", &later)]);
    assert_eq!(plan.title.value, "PDO anno 2025");
    assert_eq!(told(&plan), ["AREA A/ANNO 2025/Fare", "AREA B/ANNO 2025/Dire"]);
    assert_eq!(
        said,
        [
            "nota file-discordi b.yaml «\"2025\"»",
            "nota file-discordi b.yaml «PDO Anno 2025 - AREA B»"
        ]
    );
}
