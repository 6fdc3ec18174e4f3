//! Tables in the shapes that offices send, which were understood wrongly or refused once.

use super::sample::Sample;
use crate::diag::{Code, Severity};
use crate::model::Plan;

const HEAD: &str = "Servizio|Obiettivo|Peso";

fn manager(plan: &Plan, area: usize) -> Option<&str> {
    plan.areas[area].manager.as_ref().map(|manager| manager.value.as_str())
}

fn extra<'p>(plan: &'p Plan, objective: usize, key: &str) -> Vec<&'p str> {
    let entries = plan.objectives[objective].extra.iter().filter(|entry| entry.key.value == key);
    entries.filter_map(|entry| entry.one().map(|datum| datum.written.value.as_str())).collect()
}

#[test]
fn area_and_manager_side_by_side_are_both_and_a_cost_centre_is_no_area() {
    let all = Sample::sheet(
        "Foglio1",
        &format!(
            "PEG 2025-2027\n2>AREA TECNICA|2>Responsabile: ing. Riva\nCentro di costo: 01.06\n{HEAD}\na|x|60\nb|y|40"
        ),
    )
    .read();
    assert_eq!((all.codes(), all.complaints.len()), (vec![], 0), "{:?}", all.complaints);
    assert_eq!(all.short(), ["AREA TECNICA/2025-2027/a/x/60", "AREA TECNICA/2025-2027/b/y/40"]);
    assert_eq!(manager(all.plan(), 0), Some("ing. Riva"));
    assert_eq!(extra(all.plan(), 1, "Centro di costo"), ["01.06"]);
    assert!(all.says("Il periodo viene dal titolo: «2025-2027»."), "{:?}", all.report);
}

#[test]
fn bands_of_two_cells_between_the_rows_are_bands() {
    let all = Sample::sheet(
        "Foglio1",
        &format!(
            "PIANO 2025\n{HEAD}\nAREA UNO|Responsabile: Anna Verdi\na|x|100\nAREA DUE|Dirigente: Ugo Blu\nCentro di costo: 7|\nb|y|100"
        ),
    )
    .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA UNO/2025/a/x/100", "AREA DUE/2025/b/y/100"]);
    assert_eq!([0, 1].map(|area| manager(all.plan(), area)), [Some("Anna Verdi"), Some("Ugo Blu")]);
    assert!(extra(all.plan(), 0, "Centro di costo").is_empty());
    assert_eq!(extra(all.plan(), 1, "Centro di costo"), ["7"]);
}

#[test]
fn area_and_manager_in_one_cell_are_apart() {
    let above = Sample::new().and_table(
        &["PIANO 2025", "AREA UNO – Responsabile dott. Rossi", "ANNO 2025"],
        &format!("{HEAD}\na|x|100"),
    );
    let between = Sample::sheet(
        "Foglio1",
        &format!("PIANO 2025\n{HEAD}\n3>AREA UNO - ANNO 2025 - Responsabile: dott. Rossi\na|x|100"),
    );
    for all in [above.read(), between.read()] {
        assert_eq!(all.codes(), [], "{:?}", all.findings);
        assert_eq!(all.short(), ["AREA UNO/ANNO 2025/a/x/100"]);
        assert_eq!(manager(all.plan(), 0), Some("dott. Rossi"));
    }
}

#[test]
fn objectives_of_a_year_are_the_title_and_later_a_period() {
    let sheet = |years: &str| format!("Comune di Valdoro\n{years}\n{HEAD}\na|x|100");
    let all = Sample::sheet("Tecnica", &sheet("OBIETTIVI ANNO 2025"))
        .and_sheet("Sociale", &sheet("OBIETTIVI ANNO 2025"))
        .and_sheet("Scuola", &sheet("OBIETTIVI ANNO 2026"))
        .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.plan().title.value, "OBIETTIVI ANNO 2025");
    assert_eq!(
        all.short(),
        ["Tecnica/ANNO 2025/a/x/100", "Sociale/ANNO 2025/a/x/100", "Scuola/ANNO 2026/a/x/100"]
    );
}

#[test]
fn the_heads_of_years_give_the_period_that_nothing_else_gives() {
    let all = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Peso|Target 2026|Target 2025\na|x|100|2|1",
    )
    .read();
    assert_eq!(all.short(), ["AREA UNO/ANNI 2025-2026/a/x/100"]);
    assert!(all.says("Il periodo viene dalle intestazioni delle colonne: «ANNI 2025-2026»."));
}

#[test]
fn a_service_alone_above_an_objective_is_an_incomplete_row() {
    let all = Sample::sheet(
        "Foglio1",
        &format!("PIANO 2025\nAREA UNO\n{HEAD}\na|x|50\nSegreteria\nb|y|50"),
    )
    .read();
    assert_eq!(all.codes(), [Code::LooseRow]);
    assert_eq!(all.first_place(), "!Foglio1!A5");
    assert!(all.short().iter().all(|row| row.starts_with("AREA UNO/")), "{:?}", all.short());
}

#[test]
fn a_footer_is_left_out_with_one_warning() {
    let rows = format!(
        "PIANO 2025\nAREA UNO\nN.|{HEAD}|Scadenza\n1|a|x|100|30/6\n|TOTALE||100\n\n|Legenda: a = altro\n\n|Data ____|||Il Responsabile\n||||Anna Verdi"
    );
    let all = Sample::sheet("Foglio1", &rows).read();
    assert_eq!(all.short(), ["AREA UNO/2025/a/x/100"]);
    let left_out: Vec<_> = all.findings.iter().filter(|f| f.code == Code::NotPlaced).collect();
    assert_eq!(left_out.len(), 1, "{:?}", all.findings);
    assert_eq!(left_out[0].labels.len(), 2);
    assert_eq!(all.codes(), [Code::ColumnAsField, Code::NotPlaced, Code::Proposal]);
}

#[test]
fn a_row_below_a_blank_one_that_may_be_an_objective_is_no_footer() {
    let all =
        Sample::sheet("Foglio1", &format!("PIANO 2025\nAREA UNO\n{HEAD}\na|x|100\n\nb|y\n\n|z|"))
            .read();
    assert_eq!(all.short()[..2], ["AREA UNO/2025/a/x/100", "AREA UNO/2025/b/y/"]);
}

#[test]
fn totals_without_a_result_are_one_note() {
    let error = |cell: &str| format!("!{cell}");
    let all = Sample::sheet(
        "Foglio1",
        &format!(
            "PIANO 2025\nAREA UNO\n{HEAD}\na|x|100\nTOTALE||{0}\nAREA DUE\nb|y|100\nTotale area||{0}",
            error("formula senza risultato")
        ),
    )
    .read();
    assert_eq!(all.codes(), [Code::SourceTotal], "{:?}", all.findings);
    assert_eq!((all.findings[0].severity, all.findings[0].labels.len()), (Severity::Note, 2));
    assert_eq!(all.short().len(), 2);
}

#[test]
fn points_are_weights_where_no_other_column_is() {
    let points =
        Sample::sheet("Foglio1", "PIANO 2025\nAREA UNO\nServizio|Obiettivo|Punti\na|x|40\nb|y|60")
            .read();
    assert_eq!(points.short(), ["AREA UNO/2025/a/x/40", "AREA UNO/2025/b/y/60"]);
    assert!(points.says("I pesi sono in punti."), "{:?}", points.report);
    let both = Sample::sheet(
        "Foglio1",
        "PIANO 2025\nAREA UNO\nServizio|Obiettivo|Peso %|Punti\na|x|100|3",
    )
    .read();
    assert_eq!(both.short(), ["AREA UNO/2025/a/x/100"]);
    assert!(!both.says("in punti"), "{:?}", both.report);
}

#[test]
fn a_weight_that_its_cell_shortens_counts_with_its_value() {
    let all = Sample::sheet(
        "Foglio1",
        &format!("PIANO 2025\nAREA UNO\n{HEAD}\na|x|~33.3~33%\nb|y|~33.3333333~33,33\nc|z|33,4"),
    )
    .read();
    assert_eq!(
        all.short(),
        ["AREA UNO/2025/a/x/33.3", "AREA UNO/2025/b/y/33.33", "AREA UNO/2025/c/z/33.4"]
    );
    let messages: Vec<_> = all.findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "Nella cella si legge «33%», il valore è 33,3: vale il valore.",
            "Nella cella si legge «33,33», il valore è 33,3333333: vale quello che si legge.",
        ]
    );
    assert_eq!(all.codes(), [Code::ShortenedNumber; 2]);
}

#[test]
fn our_form_takes_signers_and_act_as_people_write_them() {
    let all = Sample::sheet("Obiettivi", "Area|Periodo|Servizio|Descrizione|Peso (%)\nAREA UNO|ANNO 2025|a|x|100")
        .and_sheet(
            "Dati del piano",
            "chiave|valore\ntitolo|PIANO 2025\nfirmatari|Il Segretario\\nIl Revisore\nfirmatari|Il Sindaco\ndelibera|Giunta n. 12 del 31/01/2025",
        )
        .read();
    assert_eq!((all.codes(), all.complaints.len()), (vec![], 0), "{:?}", all.complaints);
    let plan = all.plan();
    let signers: Vec<_> = plan.signers.iter().map(|signer| signer.role.value.as_str()).collect();
    assert_eq!(signers, ["Il Segretario", "Il Revisore", "Il Sindaco"]);
    let act = plan.resolution.as_ref().expect("an act");
    assert_eq!(act.body.as_ref().map(|body| body.value.as_str()), Some("Giunta"));
    assert_eq!(act.number.as_ref().map(|number| number.value.as_str()), Some("12"));
    assert_eq!(act.date.as_ref().map(|date| date.value.to_string()).as_deref(), Some("2025-01-31"));
}

#[test]
fn forms_of_one_objective_each_are_rows() {
    let form = |n: u32, what: &str, weight: u32| {
        format!(
            "SCHEDA OBIETTIVO N. {n}\nArea|AREA UNO\nResponsabile|Anna Verdi\nServizio|s\nTitolo obiettivo|t{n}\n\
             Descrizione\n{what}\nIndicatore|i\nPeso|{weight}\n\n"
        )
    };
    let text = format!("PIANO 2025\n{}{}Il Segretario", form(1, "x", 60), form(2, "y", 40));
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x/60", "AREA UNO/2025/s/y/40"]);
    assert_eq!(all.codes(), [Code::ColumnAsField, Code::Proposal], "{:?}", all.findings);
    assert_eq!(manager(all.plan(), 0), Some("Anna Verdi"));
    assert_eq!(extra(all.plan(), 1, "Titolo obiettivo"), ["t2"]);
    assert!(all.says("2 schede, un obiettivo ciascuna."), "{:?}", all.report);
}

#[test]
fn values_of_forms_are_no_heads() {
    let form = |n: u32, service: &str, what: &str, weight: u32| {
        format!(
            "SCHEDA OBIETTIVO N. {n}\nArea|AREA UNO\nServizio/Ufficio|{service}\nTipo|M\n\
             Obiettivo|{what}\nTarget 2025|{n}\nPESO (%)|{weight}\n\n"
        )
    };
    let first = form(1, "SUAP", "Obiettivo 80% di risposte entro 30 giorni", 60);
    let second = form(2, "Servizio idrico integrato", "Riduzione dei tempi", 40);
    let all = Sample::sheet("Schede", &format!("PIANO 2025\n{first}{second}")).read();
    assert_eq!(
        all.short(),
        [
            "AREA UNO/2025/SUAP/Obiettivo 80% di risposte entro 30 giorni/60",
            "AREA UNO/2025/Servizio idrico integrato/Riduzione dei tempi/40"
        ]
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    let results =
        all.plan().objectives.iter().map(|o| o.expected_result.as_ref().map(|r| &*r.value));
    assert_eq!(results.collect::<Vec<_>>(), [Some("1"), Some("2")]);
    // A form alone in its table, as documents have them.
    let alone = Sample::sheet("Scheda", &format!("PIANO 2025\n{first}")).read();
    assert_eq!(alone.short()[0], all.short()[0]);
}

#[test]
fn pairs_above_a_table_are_no_form() {
    let table = "PIANO 2025\nResponsabile|Anna Verdi\nServizio|s\nAnno|2025\nArea|AREA UNO\n\
                 Descrizione obiettivo|Peso\nx|60\ny|40\n";
    let all = Sample::sheet("Uno", table).read();
    assert!(!all.says("un obiettivo ciascuna"), "{:?}", all.report);
    assert_eq!((all.codes(), all.short()[0].as_str()), (vec![], "AREA UNO/2025/s/x/60"));
    // Whoever is named above the area leads it.
    assert_eq!(all.plan().areas[0].manager.as_ref().map(|m| m.value.as_str()), Some("Anna Verdi"));
}

#[test]
fn lines_below_forms_are_said_and_a_blank_value_is_none() {
    let form = |n: u32, indicator: &str| {
        format!(
            "SCHEDA {n}\nArea|AREA UNO\nServizio|s\nObiettivo|x{n}\nIndicatore{indicator}\nPeso|50\n\n"
        )
    };
    let text = format!(
        "PIANO 2025\n{}{}Belfiore, lì 15/01/2025\nIl Responsabile dell'Area\n",
        form(1, "|i"),
        form(2, "")
    );
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA UNO/2025/s/x2/50"]);
    assert!(all.findings.iter().any(|f| f.message.contains("Il Responsabile dell'Area")));
}

#[test]
fn several_indicators_of_a_form_have_their_own_values() {
    let form = |n: u32, rows: &str| {
        format!("SCHEDA {n}\nArea|AREA UNO\nServizio|s\nObiettivo|x{n}\n{rows}\nPeso|50\n\n")
    };
    let two = "Indicatore 1|pratiche\nTarget 2025|10\nTarget 2026|20\nPeso indicatore|60\n\
               Indicatore 2|giorni\nTarget 2025|5\nTarget 2026|4\nPeso indicatore|40";
    let text = format!("PIANO 2025\n{}{}", form(1, two), form(2, "Indicatore 1|utenti"));
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA UNO/2025/s/x2/50"]);
    let read = |objective: usize| -> Vec<String> {
        let one = |indicator: &crate::model::Indicator| {
            let weight = indicator.weight.as_ref().map(|weight| weight.value.decimal().to_string());
            let values = indicator.extra.iter().flat_map(|extra| extra.values.all());
            let values: Vec<&str> = values.map(|datum| datum.written.value.as_str()).collect();
            format!("{} {} {}", indicator.text.value, weight.unwrap_or_default(), values.join(" "))
        };
        all.plan().objectives[objective].indicators.iter().map(one).collect()
    };
    assert_eq!(read(0), ["pratiche 60 10 20", "giorni 40 5 4"]);
    assert_eq!(read(1), ["utenti  "]);
}

#[test]
fn forms_have_two_labels_a_row_and_end_with_those_who_sign() {
    let text = "PIANO 2025\nSCHEDA OBIETTIVO N. 1\nArea|AREA UNO|Servizio|Servizio idrico\n\
                Tipo|S|Peso|60\nObiettivo|Obiettivo 80% di risposte|Indicatore|giorni\n\n\
                SCHEDA OBIETTIVO N. 2\nArea|AREA UNO|Servizio|SUAP\nTipo|M|Peso|40\n\
                Obiettivo|Riduzione|Indicatore\nIl Segretario comunale|Il Responsabile";
    let all = Sample::sheet("Schede", text).read();
    assert_eq!(
        all.short(),
        [
            "AREA UNO/2025/Servizio idrico/Obiettivo 80% di risposte/60",
            "AREA UNO/2025/SUAP/Riduzione/40"
        ]
    );
    assert_eq!(all.codes(), [Code::Proposal], "{:?}", all.findings);
}

#[test]
fn sums_over_a_part_and_sums_without_a_label_are_no_objectives() {
    let rows = "PIANO 2025\nAREA UNO\nServizio|Obiettivo|Indicatore|Peso|Risorse\na|x|i|60|18500\nSub totale a|||60\nb|y|i|40|4200,5\nParziale b|||40\n|||100|22.700,50\nTOTALE|||100/100";
    let all = Sample::sheet("Foglio1", rows).read();
    assert_eq!(all.short(), ["AREA UNO/2025/a/x/60", "AREA UNO/2025/b/y/40"]);
    assert!(all.says("righe di totale, lasciate fuori: righe 5, 7, 8, 9."), "{:?}", all.report);
}

#[test]
fn a_row_of_figures_that_is_no_sum_is_an_incomplete_objective() {
    let rows = "PIANO 2025\nAREA UNO\nServizio|Obiettivo|Indicatore|Peso|Risorse\na|x|i|60|18500\n|||30|4200";
    let all = Sample::sheet("Foglio1", rows).read();
    assert!(all.codes().contains(&Code::LooseRow), "{:?}", all.findings);
}

#[test]
fn headings_in_two_languages_or_over_two_fields_are_known() {
    let rows = "PIANO 2025\nArea / Responsabile|Servizio / Dienst|Obiettivo / Ziel|Peso / Gewicht\nAREA UNO\\nResponsabile: Anna Verdi|a|x|60\n|b|y|40";
    let all = Sample::sheet("Foglio1", rows).read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA UNO/2025/a/x/60", "AREA UNO/2025/b/y/40"]);
    assert_eq!(manager(all.plan(), 0), Some("Anna Verdi"));
}

#[test]
fn weights_that_may_be_thousands_or_thirds_are_said() {
    let rows = format!("PIANO 2025\nAREA UNO\n{HEAD}\na|x|1.000\nb|y|~33.33333333333333~33%");
    let all = Sample::sheet("Foglio1", &rows).read();
    assert_eq!(all.short(), ["AREA UNO/2025/a/x/1.000", "AREA UNO/2025/b/y/33.33"]);
    let said: Vec<&str> = all.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "Il peso «1.000» vale 1: il punto vale come virgola.",
            "Nella cella si legge «33%», il valore è 33,33333333333333: vale 33,33."
        ]
    );
}

#[test]
fn an_unknown_column_that_may_hold_the_area_is_named_in_the_remedy() {
    let rows = "PIANO 2025\nCdr assegnatario|Servizio|Obiettivo|Peso\nUno|a|x|100";
    let all = Sample::sheet("Foglio1", rows).read();
    let hint = all.findings.iter().find(|finding| finding.code == Code::Missing);
    let hint = hint.map(|finding| finding.hints.join(" ")).unwrap_or_default();
    assert!(hint.contains("--mappa \"area=Cdr assegnatario\""), "{:?}", all.findings);
}

#[test]
fn years_of_acts_days_and_funds_between_the_rows_are_no_periods() {
    for line in
        ["Rif. delibera 15 del 2024", "Aggiornato al 12.01.2024", "Finanziato dal PNRR 2021-2026"]
    {
        let all = Sample::sheet(
            "Foglio1",
            &format!("PIANO 2025\nAREA UNO\n{HEAD}\na|x|60\n3>{line}\nb|y|40"),
        )
        .read();
        assert_eq!(all.short(), ["AREA UNO/2025/a/x/60", "AREA UNO/2025/b/y/40"], "{line}");
        assert_eq!(all.codes(), [Code::NotPlaced], "{line}");
    }
}
