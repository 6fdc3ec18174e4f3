//! Lines that their place makes areas, and lines in that place that are none.

use super::sample::{Read, Sample};
use crate::diag::Code;
use crate::raw::Field;

const HEAD: &str = "Servizio|Obiettivo|Indicatore|Peso";

fn sheet(name: &str, rows: &str) -> Read {
    Sample::sheet(name, &rows.replace("HEAD", HEAD)).read()
}

/// Returns the period of the first objective; `None` if nothing states it.
fn period(all: &Read) -> Option<String> {
    let (plan, _) = all.raw.as_ref().expect("objectives");
    let label = match plan.areas.first().and_then(|area| area.periods.as_ref()?.first()) {
        Some(period) => &period.label,
        None => &plan.rows.first().expect("a row").period,
    };
    match label {
        Field::Given(words) => Some(words.value.clone()),
        _ => None,
    }
}

#[test]
fn a_line_that_only_its_place_makes_an_area_is_doubted() {
    for line in ["BOZZA DEL 12/01", "Gli importi sono in euro", "ai sensi dell'art. 169 TUEL"] {
        let all = sheet("Foglio1", &format!("PIANO 2026\n{line}\nHEAD\na|x|i|100"));
        assert_eq!(all.codes(), [Code::DoubtfulLine], "{line}");
        assert_eq!(
            all.findings[0].message,
            format!("«{line}» si legge come il nome di un'area per il posto in cui sta.")
        );
        assert_eq!(all.first_place(), "!Foglio1!A2");
    }
    let all = sheet("Foglio1", "PIANO 2026\nPolizia locale\nHEAD\na|x|i|100");
    assert_eq!((all.codes(), all.short()), (vec![], vec!["Polizia locale/2026/a/x/100".into()]));
}

#[test]
fn the_name_of_a_sheet_that_no_unit_has_is_doubted_once() {
    let all = sheet("Export", "PIANO 2026\nHEAD\na|x|i|60\nb|y|i|40");
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    assert_eq!(
        all.findings[0].message,
        "«Export» è il nome del foglio, e vale come area perché nessuna riga ne dice una."
    );
    let all = sheet("Tributi", "PIANO 2026\nHEAD\na|x|i|100");
    assert_eq!(all.codes(), []);
}

#[test]
fn cost_centres_are_parts_of_their_area_with_a_colon_and_without() {
    for label in ["Centro di costo 0104", "Missione 01", "CdR 12"] {
        let second = label.replace('1', "2");
        let all = sheet(
            "F",
            &format!("PIANO 2026\nAREA UNO\n{label}\nHEAD\na|x|i|60\n{second}\nHEAD\nb|y|i|40"),
        );
        assert_eq!(all.codes(), [], "{label}: {:?}", all.findings);
        assert_eq!(all.short(), ["AREA UNO/2026/a/x/60", "AREA UNO/2026/b/y/40"], "{label}");
    }
}

#[test]
fn a_title_above_each_table_names_its_area() {
    let all = sheet(
        "F",
        "PIANO 2026 – AREA UNO\nHEAD\na|x|i|100\n\nPIANO 2026 – AREA DUE\nHEAD\nb|y|i|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA UNO/2026/a/x/100", "AREA DUE/2026/b/y/100"]);
    let all = sheet(
        "F",
        "COMUNE DI RIPA – AREA UNO\nPIANO 2026\nHEAD\na|x|i|100\n\nCOMUNE DI RIPA – AREA DUE\nHEAD\nb|y|i|100",
    );
    assert_eq!(all.short(), ["AREA UNO/2026/a/x/100", "AREA DUE/2026/b/y/100"]);
    let all = sheet(
        "F",
        "PIANO 2026\nTabella 1 – Area Uno bis\nHEAD\na|x|i|100\nTabella 2 – Area Due bis\nHEAD\nb|y|i|100",
    );
    assert_eq!(all.short(), ["Area Uno bis/2026/a/x/100", "Area Due bis/2026/b/y/100"]);
}

#[test]
fn a_title_ends_the_area_that_a_line_named() {
    let all = sheet(
        "F",
        "PIANO 2026 – AREA UNO\nHEAD\na|x|i|100\nAREA DUE\nHEAD\nb|y|i|100\nPIANO 2026 – AREA UNO\nHEAD\na|z|i|0",
    );
    assert_eq!(
        all.short(),
        ["AREA UNO/2026/a/x/100", "AREA DUE/2026/b/y/100", "AREA UNO/2026/a/z/0"]
    );
}

#[test]
fn the_weight_of_an_area_is_no_part_of_its_name() {
    let all = sheet("F", "PIANO 2026\nAREA UNO – peso 60%\nHEAD\na|x|i|100");
    assert_eq!(all.short(), ["AREA UNO/2026/a/x/100"]);
    assert_eq!(all.codes(), [Code::NotPlaced]);
}

#[test]
fn areas_in_small_letters_follow_one_another() {
    let table = format!("{HEAD}\na|x|i|100");
    let all = Sample::new()
        .and_table(&["PIANO 2026", "polizia locale"], &table)
        .and_table(&["servizi demografici"], &table)
        .read();
    assert_eq!(all.short(), ["polizia locale/2026/a/x/100", "servizi demografici/2026/a/x/100"]);
}

#[test]
fn years_of_acts_days_and_the_past_are_no_period() {
    for head in [
        "Obiettivo (art. 108 d.lgs. 267/2000)|Indicatore",
        "Obiettivo|Consuntivo 2024",
        "Obiettivo|Da concludere entro il 31/12/2027",
    ] {
        let all = sheet("F", &format!("PIANO\nAREA UNO\nServizio|{head}|Peso\na|x|i|100"));
        assert_eq!(period(&all), None, "{head}");
    }
    for (head, wanted) in [
        ("Baseline 2023|Target 2026|Peso", "ANNO 2026"),
        ("Consuntivo 2024|Previsione 2025|Valore atteso 2026", "ANNO 2026"),
        ("Target 2026|Target 2027|Peso", "ANNI 2026-2027"),
    ] {
        let all = sheet("F", &format!("PEG\nAREA UNO\nServizio|Obiettivo|{head}\na|x|1|2|3"));
        assert_eq!(period(&all).as_deref(), Some(wanted), "{head}");
    }
}

#[test]
fn a_sheet_of_another_year_than_the_title_is_said() {
    let all = sheet("2025", "PIANO OBIETTIVI 2026\nAREA UNO\nHEAD\na|x|i|100");
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    assert_eq!(
        all.findings[0].message,
        "Il periodo «2025» viene dal nome del foglio, ma il titolo «PIANO OBIETTIVI 2026» ne dice un altro."
    );
    let all = sheet("2025", "PEG 2025-2027\nAREA UNO\nHEAD\na|x|i|100");
    assert_eq!(all.codes(), []);
}

#[test]
fn under_an_area_that_says_so_another_name_is_doubted() {
    let all =
        sheet("F", "PIANO 2026\nAREA UNO\nHEAD\na|x|i|100\nAttività ordinaria\nHEAD\nb|y|i|100");
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    let all = sheet("F", "PIANO 2026\nASSEGNAZIONE AI DIRIGENTI – ANNO 2026\nHEAD\na|x|i|100");
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    assert_eq!(all.first_place(), "!F!A2");
}

#[test]
fn a_word_for_areas_without_a_name_names_none() {
    let all = sheet("F", "PIANO 2026\nAREA UNO\nHEAD\na|x|i|60\nArea\nb|y|i|40");
    assert_eq!(all.short(), ["AREA UNO/2026/a/x/60", "AREA UNO/2026/b/y/40"]);
}

#[test]
fn what_was_reached_is_not_what_is_expected() {
    let all = sheet(
        "F",
        "PIANO 2026\nAREA UNO\nServizio|Obiettivo|Target 2026|Risultato 2026|Peso\na|x|3|2|100",
    );
    assert_eq!(all.fields(), ["x/3//100 Risultato 2026=2"]);
}

#[test]
fn parts_of_an_area_are_none_the_second_like_the_first() {
    for (first, second) in [
        ("Ufficio Ambiente", "Ufficio Lavori"),
        ("Attività ordinaria", "Lavori in corso"),
        ("Tributi", "Patrimonio"),
    ] {
        let all = sheet(
            "F",
            &format!(
                "PIANO 2026\nAREA UNO\n{first}\nHEAD\na|x|i|60\n{second}\nHEAD\nb|y|i|40\n\
                 AREA DUE\nHEAD\nc|z|i|100"
            ),
        );
        let wanted = ["AREA UNO/2026/a/x/60", "AREA UNO/2026/b/y/40", "AREA DUE/2026/c/z/100"];
        assert_eq!(all.short(), wanted, "{first}");
        assert_eq!(all.codes(), [Code::NotPlaced], "{first}: {:?}", all.findings);
    }
    // A remark below the area says nothing of the next line.
    let all = sheet(
        "F",
        "PIANO 2026\nAREA UNO\nGli importi sono in euro\nHEAD\na|x|i|100\nPolizia locale\nHEAD\nb|y|i|100",
    );
    assert_eq!(all.short(), ["AREA UNO/2026/a/x/100", "Polizia locale/2026/b/y/100"]);
}

#[test]
fn areas_may_stand_in_a_column_without_a_heading() {
    let rows = |first: &str, second: &str| {
        format!(
            "PIANO 2026\n|Servizio|Obiettivo|Indicatore|Peso\n2v {first}|a|x|i|60\n|b|y|i|40\n{second}|c|z|i|100"
        )
    };
    for (first, second, names) in [
        ("AREA TECNICA", "AREA SOCIALE", ["AREA TECNICA", "AREA SOCIALE"]),
        ("A\\nR\\nE\\nA\\n \\nU\\nN\\nO", "AREA DUE", ["AREA UNO", "AREA DUE"]),
        ("Ragioneria", "1v AREA DUE", ["Ragioneria", "AREA DUE"]),
    ] {
        let all = sheet("F", &rows(first, second));
        let [one, two] = names;
        assert_eq!(
            all.short(),
            [
                format!("{one}/2026/a/x/60"),
                format!("{one}/2026/b/y/40"),
                format!("{two}/2026/c/z/100")
            ]
        );
        assert_eq!(all.codes(), [], "{:?}", all.findings);
        assert!(all.says("«colonna A» → area"), "{:?}", all.report);
    }
    let all = sheet("F", &rows("urgente", "rinviato"));
    assert!(all.codes().contains(&Code::ColumnAsField), "{:?}", all.findings);
}
