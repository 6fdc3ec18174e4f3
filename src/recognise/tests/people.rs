//! Persons above, between and behind the names of areas.

use super::sample::{Read, Sample};
use crate::diag::Code;

const HEAD: &str = "Servizio|Obiettivo|Risultato atteso|Indicatore|Peso";

/// Reads a sheet with lines above its table.
fn below(lines: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO 2025\n{lines}\n{HEAD}\nLavori|Ponte|r|i|100")).read()
}

/// Returns area, manager and further fields of the only area.
fn led(all: &Read) -> String {
    let area = &all.plan().areas[0];
    let manager = area.manager.as_ref().map_or("", |manager| manager.value.as_str());
    let extra = all.plan().objectives[0].extra.iter().map(|extra| {
        let value = extra.one().map_or("", |datum| datum.written.value.as_str());
        format!("{}={value}", extra.key.value)
    });
    format!("{}/{manager}/{}", area.words(), extra.collect::<Vec<_>>().join(" "))
}

#[test]
fn what_stands_behind_the_manager_is_none_of_the_name() {
    for (line, wanted, codes) in [
        (
            "AREA TECNICA – Resp. ing. Rossi – Assessore Bianchi – CdC 12",
            "AREA TECNICA/ing. Rossi/Assessore=Bianchi CdC=12",
            vec![],
        ),
        ("AREA TECNICA (Resp. Sindaco pro tempore)", "AREA TECNICA/Sindaco pro tempore/", vec![]),
        ("AREA TECNICA – Rossi Mario", "AREA TECNICA/Rossi Mario/", vec![Code::DoubtfulLine]),
        ("AREA TECNICA – Hoxha Arben", "AREA TECNICA – Hoxha Arben//", vec![Code::DoubtfulLine]),
        ("AREA TECNICA – Edilizia Privata", "AREA TECNICA – Edilizia Privata//", vec![]),
        ("AREA TECNICA|CdC 12", "AREA TECNICA//CdC=12", vec![]),
        ("AREA TECNICA|P.O. ROSSI MARIO", "AREA TECNICA/ROSSI MARIO/", vec![]),
        ("AREA TECNICA|Rossi Mario", "AREA TECNICA/Rossi Mario/", vec![]),
        ("AREA TECNICA – Dirigente: Rossi – PEG", "AREA TECNICA/Rossi/", vec![Code::NotPlaced]),
        ("Responsabile: ing. Rossi – AREA TECNICA", "AREA TECNICA/ing. Rossi/", vec![]),
        (
            "AREA TECNICA\nResponsabile: ing. Rossi – Assessore: Bianchi",
            "AREA TECNICA/ing. Rossi/Assessore=Bianchi",
            vec![],
        ),
    ] {
        let all = below(line);
        assert_eq!((led(&all).as_str(), all.codes()), (wanted, codes), "{line}");
    }
}

#[test]
fn persons_at_work_are_no_areas() {
    for lines in [
        "Rossi Mario – istruttore",
        "Personale assegnato:\nRossi Mario\nHoxha Arben (cat. C)",
        "Istruttore: Hoxha Arben",
        "n. 2 istruttori, n. 1 funzionario",
    ] {
        let all = below(&format!("AREA TECNICA\n{lines}"));
        assert_eq!((led(&all).as_str(), all.codes()), ("AREA TECNICA//", vec![Code::NotPlaced]));
        let alone = below(lines);
        assert_eq!(alone.codes(), [Code::Missing, Code::NotPlaced], "{lines}");
    }
}

#[test]
fn persons_between_objectives_are_none() {
    let text = format!("PIANO 2025\nAREA UNO\n{HEAD}\nRossi Mario\nLavori|Ponte|r|i|100");
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/100"]);
    assert_eq!((all.codes(), all.first_place().as_str()), (vec![Code::NotPlaced], "!Foglio1!A4"));
}

/// Reads two tables of a document with a line between them.
fn between(area: &str, line: &str) -> Read {
    Sample::new()
        .and_table(&["PIANO 2025", area], &format!("{HEAD}\nLavori|Ponte|r|i|60"))
        .and_table(&[line], &format!("{HEAD}\nVerde|Parco|r|i|40"))
        .read()
}

#[test]
fn a_line_below_a_table_is_no_area_of_the_next() {
    for line in [
        "I pesi sono provvisori.",
        "Fonte: ufficio personale",
        "obiettivi condivisi con la Giunta",
        "Tabella 1",
        "Visto",
        "Rossi Mario",
        "Obiettivi condivisi con la Giunta",
    ] {
        for area in ["AREA TECNICA", "Polizia locale"] {
            let all = between(area, line);
            let wanted =
                [format!("{area}/2025/Lavori/Ponte/60"), format!("{area}/2025/Verde/Parco/40")];
            assert_eq!(all.short(), wanted, "{line}");
            assert_eq!(all.codes(), [Code::NotPlaced], "{line}");
        }
    }
}

#[test]
fn an_area_between_two_tables_that_does_not_say_so_is_in_doubt() {
    let all = between("AREA TECNICA", "Conferenza dei servizi");
    let wanted =
        ["AREA TECNICA/2025/Lavori/Ponte/60", "Conferenza dei servizi/2025/Verde/Parco/40"];
    assert_eq!(all.short(), wanted);
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    let plain = between("Polizia locale", "Ragioneria");
    assert_eq!(
        plain.short(),
        ["Polizia locale/2025/Lavori/Ponte/60", "Ragioneria/2025/Verde/Parco/40"]
    );
    assert_eq!(plain.codes(), []);
}

#[test]
fn subtitles_are_no_areas() {
    for subtitle in ["Elenco degli obiettivi", "Obiettivi assegnati", "Prospetto riassuntivo"] {
        let all = below(&format!("Polizia locale\n{subtitle}"));
        assert_eq!((led(&all).as_str(), all.codes()), ("Polizia locale//", vec![Code::NotPlaced]));
    }
}

#[test]
fn the_name_of_a_sheet_may_say_who_leads_the_area() {
    let text = format!("PIANO 2025\n{HEAD}\nLavori|Ponte|r|i|100");
    let all = Sample::sheet("Area Tecnica - ing. Rossi", &text).read();
    assert_eq!(led(&all), "Area Tecnica/ing. Rossi/");
}

#[test]
fn rows_of_persons_below_the_objectives_are_left_out() {
    let text = format!(
        "PIANO 2025\nAREA UNO\n{HEAD}\nLavori|Ponte|r|i|100\n\nHoxha Arben|istruttore|C1\nRossi Mario|agente|C2"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!((all.short().len(), all.codes()), (1, vec![Code::SheetSkipped]));
}

#[test]
fn who_leads_below_a_table_and_above_the_next_area_is_in_doubt() {
    let all = Sample::new()
        .and_table(&["PIANO 2025", "AREA UNO"], &format!("{HEAD}\nLavori|Ponte|r|i|100"))
        .and_table(&["Responsabile: ing. Riva", "AREA DUE"], &format!("{HEAD}\nNido|Posti|r|i|100"))
        .read();
    assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/100", "AREA DUE/2025/Nido/Posti/100"]);
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
}

#[test]
fn rows_of_area_and_leader_stand_among_objectives() {
    let text = format!(
        "PIANO 2025\n{HEAD}\nAREA UNO|Rossi Mario\nLavori|Ponte|r|i|100\nAREA DUE|Resp. ing. Po|Assessore Bo\nNido|Posti|r|i|100"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/100", "AREA DUE/2025/Nido/Posti/100"]);
    let managers =
        all.plan().areas.iter().map(|area| area.manager.as_ref().map(|m| m.value.as_str()));
    assert_eq!(managers.collect::<Vec<_>>(), [Some("Rossi Mario"), Some("ing. Po")]);
}

#[test]
fn a_person_with_a_title_below_an_area_leads_it() {
    let rows = |name| format!("{HEAD}\nLavori|{name}|r|i|100");
    let text = format!(
        "PIANO 2025\nAREA TECNICA\ning. Ugo Bo\n{}\nAREA SOCIALE\nDott.ssa Zoe de Mi\n{}\nLavori Pubblici\ngeom. Pio Re\n{}",
        rows("Ponte"),
        rows("Pasti"),
        rows("Strada")
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(
        leaders(&all),
        [
            "AREA TECNICA/ing. Ugo Bo",
            "AREA SOCIALE/Dott.ssa Zoe de Mi",
            "Lavori Pubblici/geom. Pio Re"
        ]
    );
    let above = |area| ["PIANO 2025", area, "ing. Ugo Bo"];
    let table = rows("Ponte");
    let word = Sample::new().and_table(&above("AREA TECNICA"), &table).read();
    assert_eq!(
        (leaders(&word), word.codes()),
        (vec!["AREA TECNICA/ing. Ugo Bo".to_owned()], vec![])
    );
    // Between a table and the next area a person signs.
    let word = Sample::new()
        .and_table(&above("AREA TECNICA"), &table)
        .and_table(&["dott. Pio Re", "AREA SOCIALE"], &table)
        .read();
    assert_eq!(leaders(&word), ["AREA TECNICA/ing. Ugo Bo", "AREA SOCIALE/"]);
}

#[test]
fn what_stands_above_an_area_is_its_own_where_it_was_before() {
    let text = |first, second| {
        format!(
            "PIANO 2025\n{first}\nAREA TECNICA\n{HEAD}\nLavori|Ponte|r|i|100\n\n{second}\nAREA SOCIALE\n{HEAD}\nAnziani|Pasti|r|i|100"
        )
    };
    let read = |first, second| Sample::sheet("Foglio1", &text(first, second)).read();
    let all = read("Responsabile: Bo", "Responsabile: Zi");
    assert_eq!(
        (leaders(&all), all.codes()),
        (vec!["AREA TECNICA/Bo".into(), "AREA SOCIALE/Zi".into()], vec![])
    );
    let all = read("Missione 01\nResponsabile: Bo", "Missione 12\nResponsabile: Zi");
    let missions: Vec<_> = all.fields();
    assert_eq!(missions, ["Ponte/r/i/100 Missione=01", "Pasti/r/i/100 Missione=12"]);
    assert_eq!(leaders(&all), ["AREA TECNICA/Bo", "AREA SOCIALE/Zi"]);
    // The same name once more signs the table above.
    let all = read("Responsabile: Bo", "Responsabile: Bo");
    assert_eq!(leaders(&all), ["AREA TECNICA/Bo", "AREA SOCIALE/"]);
}

/// Returns each area with who leads it.
fn leaders(all: &Read) -> Vec<String> {
    let manager = |area: &crate::model::Area| {
        area.manager.as_ref().map_or(String::new(), |manager| manager.value.clone())
    };
    all.plan().areas.iter().map(|area| format!("{}/{}", area.words(), manager(area))).collect()
}

#[test]
fn a_second_person_above_a_head_leads_what_follows() {
    let text = format!(
        "PIANO 2025\nAREA TECNICA\ning. Ugo Bo\n{HEAD}\nLavori|Ponte|r|i|60\ndott. Pio Re\n{HEAD}\nLavori|Parco|r|i|40"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(
        all.fields(),
        ["Ponte/r/i/60 Responsabile=ing. Ugo Bo", "Parco/r/i/40 Responsabile=dott. Pio Re"]
    );
}
