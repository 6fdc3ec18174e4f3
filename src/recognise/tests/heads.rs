//! Heads: in any place, over several rows, in disagreement, and missing.

use super::sample::Sample;
use crate::diag::{Code, Severity};

#[test]
fn heads_of_several_rows() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\n\
         2v SERVIZIO|2v DESCRIZIONE|2>RISULTATI|PESO\n\
         ||ATTESI|INDICATORI|(%)\n\
         1|2|3|4|5\n\
         ANNO 2024\na|x|r|i|100",
    )
    .read();
    assert_eq!(
        (read.codes(), read.short()),
        (vec![], vec!["AREA UNO/ANNO 2024/a/x/100".to_owned()])
    );
    let objective = &read.plan().objectives[0];
    let words = |text: &Option<crate::model::Text>| text.as_ref().map(|t| t.value.clone());
    assert_eq!(words(&objective.expected_result).as_deref(), Some("r"));
    assert_eq!(objective.indicators[0].text.value, "i");
    assert!(read.says("numeri delle colonne: riga 5"), "{:?}", read.report);
}

#[test]
fn a_second_row_in_small_letters_goes_on_with_the_head() {
    let read = |second: &str, row: &str| {
        let head = "Servizio|Obiettivo|Risultato|Indicatore|Peso";
        let rows = format!("PIANO OBIETTIVI 2026\nAREA UNO\n{head}\n{second}\n{row}");
        Sample::sheet("Foglio1", &rows).read()
    };
    for second in [
        "competente|operativo|atteso|di performance|(%)",
        "competente|operativo|atteso 2026|di performance",
        "(ufficio)|(descrizione sintetica)|(che cosa ci si aspetta)|(misura)|(totale 100)",
        "||(che cosa ci si aspetta)|(come si misura)|%",
    ] {
        let all = read(second, "Strade|Ponte|collaudo|verbale|100");
        assert_eq!(
            (all.codes(), all.fields()),
            (vec![], vec!["Ponte/collaudo/verbale/100".into()])
        );
    }
    let all =
        read("anagrafe|rilascio delle carte|in giornata|giorni", "stato civile|atti|oggi|ore");
    assert_eq!(all.fields(), ["rilascio delle carte/in giornata/giorni/", "atti/oggi/ore/"]);
}

#[test]
fn heads_that_disagree_hold_each_from_its_row_on() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\na|x|100\n\
         AREA DUE\nPeso|Obiettivo|Servizio\nANNO 2024\n90|y|b",
    )
    .read();
    assert_eq!(read.short(), ["AREA UNO/ANNO 2024/a/x/100", "AREA DUE/ANNO 2024/b/y/90"]);
    assert_eq!(read.codes(), []);
    assert!(read.says("testata alla riga 3") && read.says("testata alla riga 7"));
}

#[test]
fn two_columns_for_one_field_need_a_word_of_the_user() {
    let text = "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Obiettivo|Peso\nANNO 2024\na|x|y|100";
    let read = Sample::sheet("Foglio1", text).read();
    assert_eq!(read.codes(), [Code::DuplicateHead]);
    assert_eq!(
        (read.findings[0].severity, read.first_place().as_str()),
        (Severity::Error, "!Foglio1!C3")
    );
    assert_eq!(read.findings[0].labels.len(), 2);
}

#[test]
fn the_surer_column_has_the_field() {
    let text =
        "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Descrizione|Peso\nANNO 2024\na|x|y|100";
    let read = Sample::sheet("Foglio1", text).read();
    assert_eq!(
        (read.codes(), read.findings[0].severity),
        (vec![Code::DuplicateHead], Severity::Warning)
    );
    assert_eq!(read.short(), ["AREA UNO/ANNO 2024/a/y/100"]);
    assert_eq!(read.plan().objectives[0].extra[0].key.value, "Obiettivo");
    let read = Sample::sheet("Foglio1", text).mapped("descrizione", "OBIETTIVO").read();
    assert_eq!(read.short(), ["AREA UNO/ANNO 2024/a/x/100"]);
}

#[test]
fn a_field_that_does_not_exist_is_an_error_that_names_the_nearest() {
    let text = "PIANO OBIETTIVI\nAREA UNO\nServizio|Descrizione|Quanto\nANNO 2024\na|x|100";
    let read = Sample::sheet("Foglio1", text).mapped("pesi", "Quanto").read();
    assert_eq!(read.codes(), [Code::UnknownKey]);
    assert_eq!(
        read.findings[0].hints,
        ["Forse --mappa \"peso=Quanto\". Per un campo in più: --mappa \"altro.pesi=Quanto\"."]
    );
}

#[test]
fn the_user_names_the_columns() {
    let text = "PIANO OBIETTIVI\nAREA UNO\nChi|Che cosa|Quanto|Memo\nANNO 2024\na|x|100|m";
    let read = Sample::sheet("Foglio1", text).read();
    assert_eq!((read.plan.is_none(), read.codes()), (true, vec![Code::NoHead]));
    let mapped = Sample::sheet("Foglio1", text)
        .mapped("servizio", "chi")
        .mapped("descrizione", "Che  cosa")
        .mapped("peso", "Quanto")
        .mapped("altro.nota", "memo")
        .read();
    assert_eq!(
        (mapped.codes(), mapped.short()),
        (vec![], vec!["AREA UNO/ANNO 2024/a/x/100".to_owned()])
    );
    assert_eq!(mapped.plan().objectives[0].extra[0].key.value, "nota");
}

#[test]
fn a_choice_without_its_column_lists_the_headings() {
    let text = "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\na|x|100";
    let read = Sample::sheet("Foglio1", text).mapped("risultato", "Esito").read();
    assert_eq!(read.codes(), [Code::NoHead]);
    assert_eq!(
        read.findings[0].hints,
        ["Le intestazioni trovate sono: «Servizio», «Obiettivo», «Peso»."]
    );
}

#[test]
fn no_head_at_all() {
    let read = Sample::sheet("Foglio1", "Nome|Telefono|Stanza\nAnna|12|3").read();
    assert!(read.plan.is_none());
    let finding = read.findings.iter().find(|f| f.code == Code::NoHead).expect("said");
    assert!(finding.hints[1].contains("«Nome», «Telefono», «Stanza»"), "{:?}", finding.hints);
}

#[test]
fn only_heads() {
    let read = Sample::sheet("Foglio1", "Servizio|Obiettivo|Peso\nServizio|Obiettivo|Peso").read();
    assert_eq!((read.plan.is_none(), read.codes()), (true, vec![Code::NoObjectives]));
}

#[test]
fn a_sheet_without_a_head_beside_others_is_told() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\na|x|100",
    )
    .and_sheet("Rubrica", "Anna|045 123\nUgo|045 124")
    .read();
    assert_eq!(read.codes(), [Code::SheetSkipped]);
    assert_eq!(read.first_place(), "!Rubrica!A1");
    assert!(read.says("Foglio «Rubrica»: senza riga di testata"), "{:?}", read.report);
}

#[test]
fn rows_that_speak_of_services_and_results_are_no_heads() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\nServizio|Descrizione|Risultato|Indicatore\nANNO 2024\n\
         Servizi sociali|Obiettivo di qualità|Risultati migliori|Indicatori di qualità",
    )
    .read();
    assert_eq!(read.short(), ["AREA UNO/ANNO 2024/Servizi sociali/Obiettivo di qualità/"]);
}

/// Reads one objective under a head of two rows; `Nv` in the first spans rows, `N>` columns.
fn under(head: &str, row: &str) -> super::sample::Read {
    Sample::sheet("Foglio1", &format!("PIANO 2026\nAREA UNO\n{head}\n{row}")).read()
}

#[test]
fn a_heading_over_others_says_what_they_are() {
    for (upper, lower, row, wanted) in [
        ("2>Indicatori", "Descrizione|Valore/Target", "pratiche|80%", "Ponte/80%/pratiche/100"),
        ("2>Indicatori", "Descrizione|Target 2026", "pratiche|80%", "Ponte/80%/pratiche/100"),
        ("Indicatori|", "Descrizione|Target", "pratiche|80%", "Ponte/80%/pratiche/100"),
        ("2>Risultati attesi", "Indicatore|Valore", "pratiche|80%", "Ponte/80%/pratiche/100"),
        (
            "3>Indicatori di risultato",
            "Indicatore|Formula|Target",
            "pratiche|a/b|80%",
            "Ponte/80%/pratiche/100 Indicatori di risultato Formula=a/b",
        ),
        ("2>Indicatori", "Descrizione|Peso", "pratiche|40", "Ponte//pratiche (40)/100"),
        (
            "2>Indicatori",
            "Descrizione indicatore|Unità di misura",
            "pratiche|numero",
            "Ponte//pratiche/100 Indicatori Unità di misura=numero",
        ),
    ] {
        for (before, after) in
            [("2v Servizio|2v Obiettivo", "2v Peso"), ("Servizio|Obiettivo", "Peso")]
        {
            let head = format!("{before}|{upper}|{after}\n||{lower}");
            let all = under(&head, &format!("Lavori|Ponte|{row}|100"));
            assert_eq!(all.fields(), [wanted], "{head}");
            let unsaid = all.codes().into_iter().filter(|code| *code != Code::ColumnAsField);
            assert_eq!(unsaid.collect::<Vec<_>>(), [], "{head}: {:?}", all.findings);
        }
    }
}

#[test]
fn a_result_of_a_year_before_the_plan_is_not_expected() {
    for (heads, wanted) in [
        ("Risultato 2025|Prodotto atteso", "Ponte/nuovo//100 Risultato 2025=vecchio"),
        (
            "Risultato anno precedente|Output atteso",
            "Ponte/nuovo//100 Risultato anno precedente=vecchio",
        ),
        ("Risultato 2025|Risultato atteso 2026", "Ponte/nuovo//100 Risultato 2025=vecchio"),
        ("Risultato 2025|Target 2026", "Ponte/nuovo//100 Risultato 2025=vecchio"),
        ("Risultato al 31/12/2025|Atteso 2026", "Ponte/nuovo//100 Risultato al 31/12/2025=vecchio"),
        ("Target 2026|Target 2027", "Ponte///100 risultato=2026:vecchio,2027:nuovo"),
        ("Target I anno|Target II anno", "Ponte///100 risultato=2026:vecchio,2027:nuovo"),
        ("Target 1° anno|Target 2° anno", "Ponte///100 risultato=2026:vecchio,2027:nuovo"),
        ("Atteso|Target 2027", "Ponte/vecchio//100 Target 2027=nuovo"),
    ] {
        let all =
            under(&format!("Servizio|Obiettivo|{heads}|Peso"), "Lavori|Ponte|vecchio|nuovo|100");
        assert_eq!(all.fields(), [wanted], "{heads}: {:?}", all.findings);
    }
}

#[test]
fn a_weight_of_a_year_before_the_plan_is_none() {
    let all = under("Servizio|Obiettivo|Peso 2025|Peso 2026", "Lavori|Ponte|50|100");
    assert_eq!(all.fields(), ["Ponte///100 Peso 2025=50"]);
}

#[test]
fn the_objective_of_performance_is_the_description() {
    let all = under(
        "Obiettivo di valore pubblico|Obiettivo di performance|Servizio|Peso",
        "Semplificare|Portale|Segreteria|100",
    );
    assert_eq!(all.fields(), ["Portale///100 Obiettivo di valore pubblico=Semplificare"]);
    assert_eq!(all.codes(), [Code::DuplicateHead]);
    assert_eq!(all.findings[0].severity, Severity::Warning);
    let all = under("Obiettivo strategico|Obiettivo operativo|Servizio|Peso", "a|b|c|100");
    assert_eq!(all.fields(), ["b///100 Obiettivo strategico=a"]);
}

#[test]
fn the_weight_of_an_indicator_is_its_own() {
    for heading in ["Peso indicatore", "Peso ind.", "Peso dell'indicatore (%)"] {
        let all = under(
            &format!("Servizio|Obiettivo|Peso obiettivo|Indicatore|{heading}"),
            "a|x|100|i|70\n|||j|30",
        );
        assert_eq!(all.fields(), ["x//i (70); j (30)/100"], "{heading}");
    }
}

#[test]
fn headings_may_all_state_the_year() {
    let all = under(
        "Servizio|Obiettivo 2026|Risultato atteso 2026|Indicatore 2026|Peso 2026",
        "Lavori|Ponte|r|i|100",
    );
    assert_eq!((all.fields(), all.codes()), (vec!["Ponte/r/i/100".to_owned()], vec![]));
}
