//! Premises and signatures around the tables, which are proposed and never taken unasked.

use super::sample::Sample;
use crate::diag::{Code, Severity};
use crate::plan_file::plan_yaml_with;

const TABLE: &str = "AREA A\nServizio|Obiettivo|Peso\nANNO 2025\nUrp|D1|100\nTOTALE||100";
const PREMISE: &str = "Il presente piano assegna gli obiettivi ai responsabili per il triennio, a norma del regolamento.";

fn lines() -> String {
    format!(
        "PIANO 2025\n{PREMISE}\n{TABLE}\n\nValdoro, lì 15/01/2025\n\
         F.to Il Segretario comunale|IL RESPONSABILE DEL SERVIZIO\ndott. Tal dei Tali|(rag. Anna Verdi)"
    )
}

#[test]
fn premise_and_signers_are_proposed_with_lines_to_copy() {
    let read = Sample::sheet("F", &lines()).read();
    assert_eq!(read.codes(), [Code::NotPlaced, Code::Proposal, Code::Proposal]);
    assert!(read.findings.iter().all(|finding| finding.severity == Severity::Warning));
    assert_eq!(read.findings[0].labels.len(), 1, "only place and date are left out");
    let hint = &read.findings[1].hints[0];
    assert!(hint.contains(&format!("--imposta \"premessa={PREMISE}\"")), "{hint}");
    let hint = &read.findings[2].hints[0];
    for option in [
        "--imposta \"firmatari.1.qualifica=Il Segretario comunale\"",
        "--imposta \"firmatari.1.nome=dott. Tal dei Tali\"",
        "--imposta \"firmatari.2.qualifica=IL RESPONSABILE DEL SERVIZIO\"",
        "--imposta \"firmatari.2.nome=rag. Anna Verdi\"",
    ] {
        assert!(hint.contains(option), "{hint}");
    }
    let plan = read.plan();
    assert!(plan.premise.is_none() && plan.signers.is_empty());
}

#[test]
fn what_was_confirmed_is_not_proposed_again() {
    let read = Sample::sheet("F", &lines())
        .given("premessa", PREMISE)
        .given("firmatari.1.qualifica", "Il Segretario comunale")
        .given("firmatari.1.nome", "dott. Tal dei Tali")
        .read();
    assert_eq!(read.codes(), [Code::NotPlaced, Code::NotPlaced]);
    // The other signer does not vanish in silence.
    assert_eq!(read.findings[1].labels.len(), 2);
    assert_eq!(read.plan().signers.len(), 1);
}

#[test]
fn signatures_in_one_cell_or_in_a_table_of_a_document_are_seen() {
    let table = "Servizio|Obiettivo|Peso\nUrp|D1|100";
    let read = Sample::new()
        .and_table(&["PIANO 2025", "AREA A"], table)
        .and_table(&[], "Il Segretario comunale|Il Sindaco\ndott. Ugo Blu|Anna Verdi")
        .read();
    assert_eq!(read.codes(), [Code::Proposal]);
    assert_eq!(read.findings[0].labels.len(), 4);
    let read = Sample::new()
        .and_table(&["PIANO 2025", "AREA A"], table)
        .and_table(&["Il Segretario comunale / dott. Ugo Blu"], "")
        .read();
    assert_eq!(read.codes(), [Code::Proposal]);
    assert!(read.findings[0].hints[0].contains("firmatari.1.nome=dott. Ugo Blu"));
}

#[test]
fn the_imported_plan_has_the_proposals_as_comments() {
    let read = Sample::sheet("F", &lines()).read();
    let (plan, proposed) = read.raw.expect("a plan");
    let yaml = plan_yaml_with(&plan, &proposed, "p.yaml");
    let block =
        "# firmatari:\n#   - nome: dott. Tal dei Tali\n#     qualifica: Il Segretario comunale\n";
    assert!(yaml.contains(block), "{yaml}");
    assert!(yaml.contains("# premessa:"), "{yaml}");
    let plain: String = yaml.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(!plain.contains("firmatari") && !plain.contains("premessa"), "{yaml}");
}

#[test]
fn an_objective_of_the_secretary_is_no_signature() {
    let row = "Segretario comunale|Piano Anticorruzione";
    let read = Sample::sheet("F", &format!("PIANO 2025\n{TABLE}\n\n{row}")).read();
    assert_eq!(read.short()[1], "AREA A/ANNO 2025/Segretario comunale/Piano Anticorruzione/");
    // Apart from the others and without a weight, the row is read and doubted.
    assert_eq!(read.codes(), [Code::DoubtfulRows]);
}

#[test]
fn notes_and_captions_are_no_premise() {
    for line in [
        "(allegato alla deliberazione di G.C. n. 12 del giorno 31 gennaio 2025, parte B)",
        "Legenda: CDC è il centro di costo, RD la raccolta differenziata, S lo sviluppo",
        "Obiettivi assegnati ai responsabili.",
    ] {
        let read = Sample::sheet("F", &format!("PIANO 2025\n{line}\n{TABLE}")).read();
        assert!(!read.codes().contains(&Code::Proposal), "{line}: {:?}", read.findings);
    }
}
