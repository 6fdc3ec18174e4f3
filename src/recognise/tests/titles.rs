//! Titles, bodies and areas that one line names together, and lines that say which annex it is.

use super::sample::Sample;
use crate::diag::Code;

const TABLE: &str = "Servizio|Obiettivo|Peso\na|x|60\nb|y|40";

#[test]
fn body_and_title_of_one_line_are_both() {
    let all = Sample::sheet(
        "Foglio1",
        &format!("Comune di Delta – Piano obiettivi 2025\nArea Tecnica\n{TABLE}"),
    )
    .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.plan().title.value, "Piano obiettivi 2025");
    assert_eq!(all.plan().entity.as_ref().map(|name| name.value.as_str()), Some("Comune di Delta"));
    assert_eq!(all.short(), ["Area Tecnica/2025/a/x/60", "Area Tecnica/2025/b/y/40"]);
}

#[test]
fn body_and_title_that_each_sheet_repeats_are_read_once() {
    let sheet = |area: &str| format!("Comune di Delta - PEG 2025\n{area}\n{TABLE}");
    let all = Sample::sheet("F1", &sheet("AREA UNO")).and_sheet("F2", &sheet("AREA DUE")).read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.plan().title.value, "PEG 2025");
    assert_eq!(all.short()[2], "AREA DUE/2025/a/x/60");
}

#[test]
fn the_title_names_the_area_that_nothing_else_names() {
    let all = Sample::sheet(
        "Foglio1",
        &format!("OBIETTIVI 2025 – AREA TECNICA\nResponsabile: Anna Verdi\n{TABLE}"),
    )
    .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short()[0], "AREA TECNICA/2025/a/x/60");
    assert_eq!(
        all.plan().areas[0].manager.as_ref().map(|name| name.value.as_str()),
        Some("Anna Verdi")
    );
    assert!(all.says("L'area viene dal titolo: «AREA TECNICA»."), "{:?}", all.report);
}

#[test]
fn sheets_whose_titles_differ_in_the_area_share_the_title() {
    let sheet = |area: &str| format!("PIANO OBIETTIVI 2025 - {area}\n{TABLE}");
    let all = Sample::sheet("T", &sheet("AREA TECNICA"))
        .and_sheet("S", &sheet("AREA SOCIALE"))
        .and_sheet("V", &sheet("AREA VIGILANZA"))
        .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.plan().title.value, "PIANO OBIETTIVI 2025");
    let areas: Vec<&str> = all.plan().areas.iter().map(|area| area.words()).collect();
    assert_eq!(areas, ["AREA TECNICA", "AREA SOCIALE", "AREA VIGILANZA"]);
}

#[test]
fn a_line_that_says_which_annex_it_is_gives_way_to_the_title() {
    let all = Sample::sheet(
        "Foglio1",
        &format!("Allegato B) al PIAO 2025-2027\nComune di Omega\nPIANO DEGLI OBIETTIVI\nAnno 2025\nAREA UNO\n{TABLE}"),
    )
    .read();
    assert_eq!(all.plan().title.value, "PIANO DEGLI OBIETTIVI");
    assert_eq!(all.short()[0], "AREA UNO/Anno 2025/a/x/60");
    assert_eq!(all.codes(), [Code::NotPlaced]);
    let titled =
        Sample::sheet("Foglio1", &format!("ALLEGATO A – PIANO OBIETTIVI 2025\nAREA UNO\n{TABLE}"))
            .read();
    assert_eq!(titled.codes(), [], "{:?}", titled.findings);
    assert_eq!(titled.plan().title.value, "ALLEGATO A – PIANO OBIETTIVI 2025");
    assert_eq!(titled.short()[0], "AREA UNO/2025/a/x/60");
}

#[test]
fn a_title_may_name_who_leads_its_area_and_a_year_behind_one_is_no_more() {
    let rows = "Servizio|Obiettivo|Indicatore|Peso\na|x|i|100";
    let title = "PIANO OBIETTIVI 2026 – AREA TECNICA – Resp. ing. Bo";
    let all = Sample::sheet("F", &format!("{title}\n{rows}")).read();
    assert_eq!((all.codes(), all.short()), (vec![], vec!["AREA TECNICA/2026/a/x/100".into()]));
    let manager = all.plan().areas[0].manager.as_ref().map(|manager| manager.value.as_str());
    assert_eq!(manager, Some("ing. Bo"));
    let line = "AREA TECNICA - OBIETTIVI 2026";
    let other = "AREA SOCIALE - OBIETTIVI 2026";
    let all = Sample::sheet("F", &format!("{line}\n{rows}\n{other}\n{rows}")).read();
    let wanted = ["AREA TECNICA/2026/a/x/100", "AREA SOCIALE/2026/a/x/100"];
    assert_eq!((all.codes(), all.short()), (vec![], wanted.map(str::to_owned).to_vec()));
    assert!(all.says("Titolo: «OBIETTIVI 2026»."), "{:?}", all.report);
}

#[test]
fn titles_that_begin_with_the_objectives_name_an_area_each() {
    for title in ["OBIETTIVI 2026", "OBIETTIVI DI PERFORMANCE 2026", "PIANO OBIETTIVI 2026"] {
        let all = Sample::sheet(
            "F",
            &format!("{title} – AREA UNO\n{TABLE}\n{title} – AREA DUE\n{TABLE}"),
        )
        .read();
        let wanted = ["UNO/2026/a/x/60", "UNO/2026/b/y/40", "DUE/2026/a/x/60", "DUE/2026/b/y/40"];
        assert_eq!(all.short(), wanted.map(|row| format!("AREA {row}")), "{title}");
        assert_eq!(all.codes(), [], "{title}: {:?}", all.findings);
        assert!(all.says(&format!("Titolo: «{title}».")), "{:?}", all.report);
    }
}

#[test]
fn a_title_below_a_row_is_no_second_row_of_a_head_and_may_begin_a_year() {
    let table = "Servizio|Obiettivo|Risultato atteso|Indicatore\nAnz|Pasti|r|n";
    let read = |titles: &[&str]| {
        let blocks: Vec<String> = titles.iter().map(|title| format!("{title}\n{table}")).collect();
        Sample::sheet("F", &blocks.join("\n")).read()
    };
    let all = read(&[
        "OBIETTIVI 2026 – AREA UNO",
        "OBIETTIVI 2026 – AREA DUE",
        "OBIETTIVI 2027 – AREA DUE",
        "OBIETTIVI 2026 – AREA UNO",
    ]);
    assert_eq!(
        all.short(),
        ["UNO/2026", "DUE/2026", "DUE/2027", "UNO/2026"]
            .map(|group| format!("AREA {group}/Anz/Pasti/"))
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
}
