//! Years in phrases of a line, periods of two dates, and years of single headings.

use super::sample::{Read, Sample};

const HEAD: &str = "Servizio|Obiettivo|Indicatore|Peso";

/// Reads a sheet with lines between its title and its table.
fn below(lines: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO 2026\n{lines}\n{HEAD}\nLavori|Ponte|i|100")).read()
}

/// Returns area, period and manager of the only objective.
fn led(all: &Read) -> String {
    let area = &all.plan().areas[0];
    let manager = area.manager.as_ref().map_or("", |manager| manager.value.as_str());
    let short = all.short();
    let period = short[0].split('/').nth(1).unwrap_or_default();
    format!("{}/{period}/{manager}", area.words())
}

#[test]
fn years_of_phrases_are_no_periods() {
    for (lines, wanted) in [
        (
            "AREA UNO\nResponsabile: ing. Gai, decreto n. 4-2025",
            "AREA UNO/2026/ing. Gai, decreto n. 4-2025",
        ),
        ("AREA UNO – Responsabile: ing. Gai dal 2023", "AREA UNO/2026/ing. Gai dal 2023"),
        (
            "AREA UNO\nResponsabile: ing. Gai (dal 01-01-2024 al 31-12-2026)",
            "AREA UNO/2026/ing. Gai (dal 01-01-2024 al 31-12-2026)",
        ),
        ("AREA UNO\nResp. dott. Ivo Pace anno 2025", "AREA UNO/2026/dott. Ivo Pace anno 2025"),
        ("AREA UNO dal 2024", "AREA UNO dal 2024/2026/"),
        ("AREA UNO – Bilancio 2026-2028", "AREA UNO – Bilancio 2026-2028/2026/"),
    ] {
        assert_eq!(led(&below(lines)), wanted, "{lines}");
    }
}

#[test]
fn periods_that_stand_apart_are_periods() {
    for (lines, wanted) in [
        ("AREA UNO – ANNO 2027", "AREA UNO/ANNO 2027/"),
        ("AREA UNO 2027", "AREA UNO/2027/"),
        ("AREA UNO – Responsabile: ing. Gai – ANNO 2027", "AREA UNO/ANNO 2027/ing. Gai"),
        ("AREA UNO\nResponsabile: ing. Gai   ANNO: 2027", "AREA UNO/2027/ing. Gai"),
        ("Periodo: 01.01.2027 - 31.12.2027\nAREA UNO", "AREA UNO/01.01.2027 - 31.12.2027/"),
    ] {
        assert_eq!(led(&below(lines)), wanted, "{lines}");
    }
}

#[test]
fn the_year_of_a_single_target_is_kept_in_a_plan_of_several() {
    let read = |title: &str| {
        let text = format!(
            "{title}\nAREA UNO\nServizio|Obiettivo|Indicatore|Target 2026|Peso\ns|x|i|5|100"
        );
        let all = Sample::sheet("Foglio1", &text).read();
        let (raw, _) = all.raw.as_ref().expect("read");
        format!("{:?}", raw.objectives()[0].fields[crate::model::Key::ExpectedResult])
            .contains("Given")
    };
    assert!(read("PIANO 2026"));
    assert!(!read("PIANO 2026-2028"));
}

#[test]
fn a_sheet_names_its_year_first_or_last() {
    let text = format!("PIANO\n{HEAD}\ns|x|i|100");
    for name in ["2026 Demografici", "Demografici 2026"] {
        assert_eq!(Sample::sheet(name, &text).read().short(), ["Demografici/2026/s/x/100"]);
    }
}
