//! Forms of one objective each, with areas between them and tables inside them.

use super::sample::{Read, Sample};
use crate::diag::Code;
use crate::model::Indicator;

fn indicators(read: &Read, objective: usize) -> Vec<String> {
    let one = |indicator: &Indicator| {
        let values = indicator.extra.iter().flat_map(|extra| {
            let values = extra.values.all();
            values.into_iter().map(|datum| format!("{} {}", extra.key.value, datum.written.value))
        });
        let weight = indicator.weight.as_ref().map(|w| format!("peso {}", w.value.decimal()));
        let values: Vec<String> = values.chain(weight).collect();
        format!("{}: {}", indicator.text.value, values.join(", "))
    };
    read.plan().objectives[objective].indicators.iter().map(one).collect()
}

fn extra(read: &Read, objective: usize) -> Vec<String> {
    let entries = read.plan().objectives[objective].extra.iter();
    let one = |entry: &crate::model::Extra| {
        let value = entry.one().map(|datum| datum.written.value.clone()).unwrap_or_default();
        format!("{}: {value}", entry.key.value)
    };
    entries.map(one).collect()
}

fn form(n: u32, weight: u32) -> String {
    format!("Servizio|s\nObiettivo|x{n}\nRisultato atteso|r\nIndicatore|i\nPeso|{weight}\n")
}

#[test]
fn an_area_between_forms_is_that_of_the_forms_below() {
    let text = format!(
        "PIANO 2025\nAREA UNO\nSCHEDA N. 1\n{}SCHEDA N. 2\n{}Polizia locale\nSCHEDA N. 3\n{}AREA TRE – Responsabile: Ugo Blu\nSCHEDA N. 4\n{}",
        form(1, 60),
        form(2, 40),
        form(3, 100),
        form(4, 100)
    );
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(
        all.short(),
        [
            "AREA UNO/2025/s/x1/60",
            "AREA UNO/2025/s/x2/40",
            "Polizia locale/2025/s/x3/100",
            "AREA TRE/2025/s/x4/100"
        ]
    );
    assert!(all.says("4 schede, un obiettivo ciascuna."), "{:?}", all.report);
}

#[test]
fn who_signs_a_form_is_no_area_of_the_next() {
    let text = format!(
        "PIANO 2025\nAREA UNO\nSCHEDA N. 1\n{}Il Segretario comunale\nAnna Verdi\nSCHEDA N. 2\n{}",
        form(1, 60),
        form(2, 40)
    );
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/60", "AREA UNO/2025/s/x2/40"]);
    let texts = ["Anna Verdi", "Il Segretario"];
    for text in texts {
        assert!(all.findings.iter().any(|f| f.message.contains(text)), "{:?}", all.findings);
    }
}

#[test]
fn a_table_of_indicators_inside_a_form_is_theirs() {
    let rows = |n: u32| {
        format!(
            "Servizio|s\nObiettivo|x{n}\nIndicatore|Target 2025|Target 2026|Peso\nGiorni medi|20|15|60\nNumero atti|100|120|40\nPeso|50\n"
        )
    };
    let all = Sample::new()
        .and_table(&["PIANO 2025", "AREA UNO", "Scheda obiettivo n. 1"], &rows(1))
        .and_table(&["Scheda obiettivo n. 2"], &rows(2))
        .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA UNO/2025/s/x2/50"]);
    for objective in [0, 1] {
        assert_eq!(
            indicators(&all, objective),
            [
                "Giorni medi: Target 20, Target 15, peso 60",
                "Numero atti: Target 100, Target 120, peso 40"
            ]
        );
    }
}

#[test]
fn phases_and_staff_of_a_form_are_kept_and_said() {
    let rows = |n: u32| {
        format!(
            "{}Fasi|Tempi|Responsabile\nAnalisi|marzo|Rossi\nCollaudo|giugno|Bianchi\nPersonale coinvolto\nMario Rossi|C|50%\nNote|nessuna\n",
            form(n, 50)
        )
    };
    let all = Sample::new()
        .and_table(&["PIANO 2025", "AREA UNO"], &rows(1))
        .and_table(&["AREA DUE"], &rows(2))
        .read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA DUE/2025/s/x2/50"]);
    assert_eq!(
        extra(&all, 1),
        [
            "Fasi 1: Analisi",
            "Fasi 1 – Tempi: marzo",
            "Fasi 1 – Responsabile: Rossi",
            "Fasi 2: Collaudo",
            "Fasi 2 – Tempi: giugno",
            "Fasi 2 – Responsabile: Bianchi",
            "Personale coinvolto 1: Mario Rossi",
            "Personale coinvolto 1 – colonna B: C",
            "Personale coinvolto 1 – colonna C: 50%",
            "Note: nessuna"
        ]
    );
    let said = all.findings.iter().find(|f| f.message.contains("dentro la scheda"));
    let said = said.unwrap_or_else(|| panic!("{:?}", all.findings));
    assert_eq!((said.code, said.labels.len()), (Code::ColumnAsField, 4));
    assert!(all.says("Tabella 1: una scheda, un obiettivo.") && !all.says("altro.Fasi"));
}

#[test]
fn a_table_of_phases_below_a_form_is_part_of_it() {
    let all = Sample::new()
        .and_table(&["PIANO 2025", "AREA UNO"], "Servizio|s\nObiettivo|x\nPeso|100\n")
        .and_table(&[], "Fasi|Tempi|Chi\nAnalisi|marzo|Rossi\nCollaudo|giugno|Bianchi\n")
        .read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x/100"]);
    assert_eq!(all.codes(), [Code::ColumnAsField], "{:?}", all.findings);
    assert_eq!(
        extra(&all, 0),
        [
            "Fasi 1: Analisi",
            "Fasi 1 – Tempi: marzo",
            "Fasi 1 – Chi: Rossi",
            "Fasi 2: Collaudo",
            "Fasi 2 – Tempi: giugno",
            "Fasi 2 – Chi: Bianchi"
        ]
    );
}

#[test]
fn numbered_targets_are_those_of_the_indicators_of_their_numbers() {
    let all = Sample::sheet(
        "Schede",
        "PIANO 2025\nAREA UNO\nServizio|s\nObiettivo|x\nPeso|100\nIndicatore 1|giorni\nIndicatore 2|atti\nTarget 1|20\nTarget 2|100\nTarget 3|7",
    )
    .read();
    assert_eq!(indicators(&all, 0), ["giorni: Target 20", "atti: Target 100"]);
    assert_eq!(extra(&all, 0), ["Target 3: 7"]);
    assert_eq!(all.codes(), [Code::ColumnAsField]);
}

#[test]
fn a_label_merged_over_several_values_keeps_all_of_them() {
    let all = Sample::sheet(
        "Schede",
        "PIANO 2025\nAREA UNO\nServizio|s\nObiettivo|x\nPeso|100\n2v Indicatori|giorni\n|atti\n2v Attività|studio|marzo\n|gara|luglio",
    )
    .read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x/100"]);
    assert_eq!(indicators(&all, 0), ["giorni: ", "atti: "]);
    assert_eq!(
        extra(&all, 0),
        [
            "Attività 1: studio",
            "Attività 1 – colonna C: marzo",
            "Attività 2: gara",
            "Attività 2 – colonna C: luglio"
        ]
    );
}

#[test]
fn titles_of_sections_and_of_forms_that_say_more_are_said() {
    let text = format!(
        "PIANO 2025\nAREA UNO\nSCHEDA N. 1 – Riduzione dei tempi\n{}DATI ECONOMICI\nCapitolo|1023\n",
        form(1, 100)
    );
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/100"]);
    assert_eq!(extra(&all, 0), ["Capitolo: 1023"]);
    let said = all.findings.iter().find(|f| f.code == Code::NotPlaced).expect("a finding");
    assert_eq!(said.labels.len(), 2, "{said:?}");
}

#[test]
fn forms_that_are_read_alike_have_one_account() {
    let rows = |n: u32| form(n, 25);
    let mut sample = Sample::new().and_table(&["PIANO 2025", "AREA UNO"], &rows(1));
    for n in 2..=4 {
        sample = sample.and_table(&[], &rows(n));
    }
    let all = sample.read();
    assert_eq!(all.short().len(), 4);
    assert!(all.says("Tabella 1: una scheda, un obiettivo."), "{:?}", all.report);
    assert!(all.says("Tabelle 2-4, ciascuna: una scheda, un obiettivo."), "{:?}", all.report);
    assert!(!all.says("Tabella 3"), "{:?}", all.report);
}

#[test]
fn a_line_to_be_signed_by_hand_below_a_label_is_no_manager() {
    let text = format!("PIANO 2025\nAREA UNO\n{}Il Responsabile\n________\n", form(1, 100));
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/100"]);
    assert!(all.plan().areas[0].manager.is_none());
}

#[test]
fn the_title_of_a_table_inside_a_form_is_said() {
    let form = "Servizio|s\nDescrizione|x\nRisultato atteso|r\nIndicatore|i\nPeso|100";
    let all = Sample::new()
        .and_table(&["PIANO 2025", "AREA UNO"], form)
        .and_table(&["Personale coinvolto"], "Nominativo|Ruolo\nBo Ada|istruttore")
        .read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x/100"]);
    assert_eq!(all.fields(), ["x/r/i/100 Nominativo 1=Bo Ada Nominativo 1 – Ruolo=istruttore"]);
    let note = all.findings.iter().find(|finding| finding.message.contains("dentro la scheda"));
    assert!(
        note.is_some_and(|note| note.message.contains("«Personale coinvolto»")),
        "{:?}",
        all.findings
    );
}

#[test]
fn a_row_of_years_dates_the_values_below() {
    let all = Sample::sheet(
        "F",
        "SCHEDE 2026\nArea|Tecnica\nServizio|LLPP\nObiettivo|Ponte\nIndicatore|collaudo\n\
         Anno|2026|2027|2028\nTarget|20%|60%|100%\nPeso|40|30|30",
    )
    .read();
    assert_eq!(
        all.fields(),
        ["Ponte//collaudo/ risultato=2026:20%,2027:60%,2028:100% peso=2026:40,2027:30,2028:30"]
    );
    assert_eq!(all.codes(), []);
    // Without years, nothing says what the figures are.
    let all = Sample::sheet(
        "F",
        "SCHEDE 2026\nArea|Tecnica\nServizio|LLPP\nObiettivo|Ponte\nIndicatore|collaudo\n\
         Target|20%|60%|100%",
    )
    .read();
    assert_eq!(
        (all.fields(), all.codes()),
        (vec!["Ponte//collaudo/".into()], vec![Code::NotPlaced])
    );
}

#[test]
fn forms_may_stand_side_by_side() {
    let form = |gap: &str| {
        format!(
            "SCHEDE 2026\nArea|Tecnica|{gap}Area|Sociale\nServizio|LLPP|{gap}Servizio|Anziani\n\
             Obiettivo|Ponte|{gap}Obiettivo|Pasti\nIndicatore|km|{gap}Indicatore|pasti\n\
             Peso|100|{gap}Peso|100"
        )
    };
    for gap in ["", "|"] {
        let all = Sample::sheet("F", &form(gap)).read();
        assert_eq!(all.short(), ["Tecnica/2026/LLPP/Ponte/100", "Sociale/2026/Anziani/Pasti/100"]);
        assert_eq!(all.codes(), []);
    }
}

#[test]
fn a_form_without_its_area_says_whose_it_takes() {
    let form =
        |area: &str, name: &str| format!("{area}Servizio|U\nObiettivo|{name}\nIndicatore|i\n\n");
    let rows = format!("SCHEDE 2026\n{}{}", form("Area|Tecnica\n", "Ponte"), form("", "Pasti"));
    let all = Sample::sheet("F", &rows).read();
    assert_eq!(all.short(), ["Tecnica/2026/U/Ponte/", "Tecnica/2026/U/Pasti/"]);
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    assert_eq!(
        all.findings[0].message,
        "La scheda «Pasti» non dice l'area: vale quella della scheda sopra, «Tecnica»."
    );
}

#[test]
fn label_and_value_may_stand_in_one_cell() {
    let all = Sample::sheet(
        "F",
        "SCHEDE 2026\n\nArea: Area Cultura\nServizio: Musei\nObiettivo: Museo\nIndicatore: visite\nPeso: 40%\n\n\n\
         Area: Area Sport\nServizio: Sport\nObiettivo: Teatro\nIndicatore: posti\nPeso: 60%",
    )
    .read();
    assert_eq!(
        all.short(),
        ["Area Cultura/2026/Musei/Museo/40", "Area Sport/2026/Sport/Teatro/60"]
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
}
