//! What stands beside objectives in offices' files, and was once taken for an area or an objective.

use super::sample::Sample;
use crate::diag::Code;

const HEAD: &str = "Servizio|Obiettivo|Risultato atteso|Indicatore|Peso";

/// Reads a sheet with one objective above `below`, and one under the same head once more.
fn between(below: &str) -> super::sample::Read {
    let text = format!(
        "PIANO 2025\nAREA TECNICA\n{HEAD}\nLavori|Ponte|r|i|60\n{below}\n{HEAD}\nVerde|Parco|r|i|40"
    );
    Sample::sheet("Foglio1", &text).read()
}

#[test]
fn tables_of_phases_persons_and_months_are_no_objectives() {
    for table in [
        "\nObiettivo n. 2\nFase|Descrizione|Inizio|Fine\n1|Progetto|01/02|31/03\n",
        "\nFasi di attuazione\nFase|Descrizione attività|Termine|Indicatore|Peso\n1|Gara|30/06|i|50\n2|Lavori|31/12|i|50\n",
        "\nRisorse umane assegnate\nCognome e nome|Profilo|Area CCNL|% impiego\nBianchi Lara|Istruttore|Istruttori|100\n",
        "\nCognome e nome|Profilo|Area CCNL|Sede|Ore\nBianchi Lara|Istruttore|Istruttori|Centro|36\n",
        "\nCronoprogramma\nAttività|Gen|Feb|Mar|Apr\nGara|X|X||\nLavori|||X|X\n",
    ] {
        let all = between(table);
        let wanted = ["AREA TECNICA/2025/Lavori/Ponte/60", "AREA TECNICA/2025/Verde/Parco/40"];
        assert_eq!(all.short(), wanted, "{table}");
        assert_eq!(all.codes(), [Code::SheetSkipped], "{table}: {:?}", all.findings);
    }
}

#[test]
fn a_paragraph_between_two_tables_is_no_area_below_a_heading() {
    for line in ["Fasi di attuazione", "Visto", "2", "Risorse assegnate"] {
        let mut sample = Sample::new()
            .and_table(&["PIANO 2025", "Area Tecnica"], &format!("{HEAD}\nLavori|Ponte|r|i|60"))
            .and_table(&[line], &format!("{HEAD}\nVerde|Parco|r|i|40"));
        sample.grids[0].heading_depths = vec![0, 1];
        sample.grids[1].heading_depths = vec![0];
        let all = sample.read();
        let wanted = ["Area Tecnica/2025/Lavori/Ponte/60", "Area Tecnica/2025/Verde/Parco/40"];
        assert_eq!(all.short(), wanted, "{line}");
        assert_eq!(all.codes(), [Code::NotPlaced], "{line}");
    }
}

#[test]
fn headings_of_one_depth_name_areas() {
    let mut sample = Sample::new()
        .and_table(&["PIANO 2025", "Area Tecnica"], &format!("{HEAD}\nLavori|Ponte|r|i|60"))
        .and_table(&["Polizia locale"], &format!("{HEAD}\nVigili|Strade|r|i|40"));
    sample.grids[0].heading_depths = vec![0, 1];
    sample.grids[1].heading_depths = vec![1];
    let all = sample.read();
    let wanted = ["Area Tecnica/2025/Lavori/Ponte/60", "Polizia locale/2025/Vigili/Strade/40"];
    assert_eq!((all.short(), all.codes()), (wanted.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn headings_of_services_are_those_of_a_table_without_their_column() {
    let head = "Obiettivo|Risultato atteso|Indicatore|Peso";
    let mut sample = Sample::new()
        .and_table(
            &["PIANO 2025", "AREA FINANZIARIA", "Servizio Tributi"],
            &format!("{head}\nTARI|r|i|60"),
        )
        .and_table(&["Servizio Ragioneria"], &format!("{head}\nFatture|r|i|40"));
    sample.grids[0].heading_depths = vec![0, 1, 2];
    sample.grids[1].heading_depths = vec![2];
    let all = sample.read();
    let wanted = [
        "AREA FINANZIARIA/2025/Servizio Tributi/TARI/60",
        "AREA FINANZIARIA/2025/Servizio Ragioneria/Fatture/40",
    ];
    assert_eq!((all.short(), all.codes()), (wanted.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn captions_number_their_tables_and_state_periods() {
    let all = Sample::new()
        .and_table(
            &["PIANO", "Area Sociale", "Tabella 1 – Obiettivi anno 2025"],
            &format!("{HEAD}\nNido|Posti|r|i|100"),
        )
        .and_table(&["Tabella 2 – Obiettivi anno 2026"], &format!("{HEAD}\nNido|Orari|r|i|100"))
        .read();
    let wanted = ["Area Sociale/anno 2025/Nido/Posti/100", "Area Sociale/anno 2026/Nido/Orari/100"];
    assert_eq!(all.short(), wanted);
}

#[test]
fn a_line_below_the_name_of_an_area_does_not_replace_it() {
    let text = format!(
        "PIANO 2025\nArea Tecnica\n{HEAD}\nLavori|Ponte|r|i|100\n\nArea Sociale\nElenco degli interventi\n{HEAD}\nNido|Posti|r|i|100"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(
        all.short(),
        ["Area Tecnica/2025/Lavori/Ponte/100", "Area Sociale/2025/Nido/Posti/100"]
    );
    assert_eq!(all.codes(), [Code::NotPlaced]);
    assert_eq!(all.first_place(), "!Foglio1!A7");
}

#[test]
fn an_objective_about_an_office_is_no_area() {
    for row in [
        "11|Responsabile della transizione digitale: nomina",
        "A2|Responsabile unico del progetto: nomina",
        "3|Dirigente: valutazione annuale",
        "4|Dirigente: Valutazione annuale",
    ] {
        let text =
            format!("PIANO 2025\nAREA UNO\nCod.|Obiettivo|Peso\n10|Ponte|60\n{row}\n12|Parco|40");
        let all = Sample::sheet("Foglio1", &text).given("servizio", "S").read();
        let found = all.short();
        assert_eq!(found.len(), 3, "{row}: {found:?}");
        assert!(found.iter().all(|objective| objective.starts_with("AREA UNO/2025/")), "{found:?}");
    }
}

#[test]
fn who_leads_an_area_is_read_from_rows_as_offices_write_them() {
    for (row, area, manager) in [
        ("Area Tecnica|||E.Q. ing. Ada Rizzo", "Area Tecnica", "ing. Ada Rizzo"),
        (
            "AREA TECNICA – Responsabili: ing. Ada Rizzo, geom. Lia Fo",
            "AREA TECNICA",
            "ing. Ada Rizzo, geom. Lia Fo",
        ),
        ("AREA TECNICA – Resp.le ing. Mario Rossi", "AREA TECNICA", "ing. Mario Rossi"),
        ("Responsabile dell'Area Tecnica: ing. Mario Rossi", "Area Tecnica", "ing. Mario Rossi"),
        ("Area Tecnica\nResponsabile|ing. Rizzo", "Area Tecnica", "ing. Rizzo"),
        ("Struttura: Area Tecnica", "Area Tecnica", ""),
    ] {
        let text = format!("PIANO 2025\n{row}\n{HEAD}\nLavori|Ponte|r|i|100");
        let all = Sample::sheet("Foglio1", &text).read();
        assert_eq!(all.codes(), [], "{row}: {:?}", all.findings);
        let found = &all.plan().areas[0];
        let name = found.manager.as_ref().map_or("", |manager| manager.value.as_str());
        assert_eq!((found.words(), name), (area, manager), "{row}");
    }
    // The next area's leader begins the next area.
    let text = format!(
        "PIANO 2025\n{HEAD}\nResponsabile dell'Area Tecnica: ing. Riva\nLavori|Ponte|r|i|100\nResponsabile dell'Area Sociale: dott. Po\nNido|Posti|r|i|100"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(
        all.short(),
        ["Area Tecnica/2025/Lavori/Ponte/100", "Area Sociale/2025/Nido/Posti/100"]
    );
}

#[test]
fn areas_of_policy_are_facts_of_their_objectives() {
    let text = format!(
        "PIANO 2025\nArea Tecnica\nArea strategica: Città sostenibile\n{HEAD}\nLavori|Ponte|r|i|100"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(all.short(), ["Area Tecnica/2025/Lavori/Ponte/100"]);
    assert_eq!(all.plan().objectives[0].extra[0].key.value, "Area strategica");
}

#[test]
fn a_service_above_a_table_with_services_is_said() {
    let text = format!(
        "PIANO 2025\nAREA UNO\nServizi assegnati: Lavori, Verde\n{HEAD}\nLavori|Ponte|r|i|100"
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(all.codes(), [Code::NotPlaced]);
    assert_eq!(all.first_place(), "!Foglio1!A3");
}

#[test]
fn the_name_beside_the_number_of_a_form_is_its_own() {
    let form = |n: u32, name: &str| {
        format!(
            "OBIETTIVO N. {n}|{name}\nServizio|s\nDescrizione|x{n}\nRisultato atteso|r\nIndicatore|i\nPeso|50\n\n"
        )
    };
    let text = format!("PIANO 2025\nAREA UNO\n\n{}{}", form(1, "CIE"), form(2, "Albo"));
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA UNO/2025/s/x2/50"]);
    let names: Vec<_> = all
        .plan()
        .objectives
        .iter()
        .map(|o| o.extra[0].one().map(|d| d.written.value.clone()))
        .collect();
    assert_eq!(names, [Some("CIE".to_owned()), Some("Albo".to_owned())]);
}

#[test]
fn a_line_above_a_form_without_titles_is_in_doubt() {
    let form = |n: u32| {
        format!("Servizio|s\nDescrizione|x{n}\nRisultato atteso|r\nIndicatore|i\nPeso|50\n\n")
    };
    let text =
        format!("PIANO 2025\nAREA UNO\n\nScuola sicura\n{}Pratiche on line\n{}", form(1), form(2));
    let all = Sample::sheet("Schede", &text).read();
    assert_eq!(all.codes(), [Code::LooseRow, Code::NotPlaced]);
    assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA UNO/2025/s/x2/50"]);
}

#[test]
fn sums_have_many_names() {
    for row in [
        "Peso totale||||100",
        "Sommano||||100",
        "Σ||||100",
        "T O T A L E||||100",
        "||Peso complessivo area tecnica||100",
        "||||100/100",
        "||||!#RIF!",
        "Totale||||100\ndi cui strategici||||60",
    ] {
        let text =
            format!("PIANO 2025\nAREA UNO\n{HEAD}\nLavori|Ponte|r|i|60\nVerde|Parco|r|i|40\n{row}");
        let all = Sample::sheet("Foglio1", &text).read();
        assert_eq!(all.short().len(), 2, "{row}");
        let unsaid = all.codes().into_iter().filter(|code| *code != Code::SourceTotal);
        assert_eq!(unsaid.collect::<Vec<_>>(), [], "{row}: {:?}", all.findings);
    }
}

#[test]
fn a_copy_of_a_sheet_stops() {
    let sheet = format!("{HEAD}\nLavori|Ponte|r|i|100");
    let all = Sample::sheet("Area Tecnica", &sheet)
        .and_sheet("Area Tecnica (2)", &sheet)
        .given("titolo", "PIANO")
        .given("periodo", "2025")
        .read();
    assert_eq!(all.codes(), [Code::RepeatedPeriod]);
    assert_eq!(all.findings[0].severity, crate::diag::Severity::Error);
}

#[test]
fn results_obtained_are_not_expected() {
    let text = "PIANO 2025\nAREA UNO\nServizio|Obiettivo|Risultato atteso 2025|Risultato conseguito 2024|Peso\nLavori|Ponte|r|fatto|100";
    let all = Sample::sheet("Foglio1", text).read();
    assert_eq!(all.plan().objectives[0].extra[0].key.value, "Risultato conseguito 2024");
}

#[test]
fn the_first_row_of_a_form_says_which_it_is() {
    let form = |label: &str, name: &str, n: u32| {
        format!(
            "{label}|{name}\nServizio|s\nDescrizione|x{n}\nRisultato atteso|r\nIndicatore|i\nPeso|50\n\n"
        )
    };
    for label in ["TITOLO OBIETTIVO", "Scheda n."] {
        let text = format!(
            "PIANO 2025\nAREA UNO\n\n{}{}",
            form(label, "7", 1),
            form(label, "Palestra", 2)
        );
        let all = Sample::sheet("Schede", &text).read();
        assert_eq!(all.short(), ["AREA UNO/2025/s/x1/50", "AREA UNO/2025/s/x2/50"], "{label}");
        let name = |o: &crate::model::Objective| {
            o.extra.first().and_then(|extra| extra.one()).map(|datum| datum.written.value.clone())
        };
        let names: Vec<_> = all.plan().objectives.iter().map(name).collect();
        assert_eq!(names, [Some("7".to_owned()), Some("Palestra".to_owned())], "{label}");
    }
}

#[test]
fn labels_between_manager_and_head_are_facts_of_their_area() {
    let block = |area: &str, assessor: &str| {
        format!(
            "Area|{area}\nResponsabile|dott. Pace\nAssessore|{assessor}\n{HEAD}\nNido|Posti|r|i|100\n\n"
        )
    };
    let text =
        format!("PIANO 2025\n\n{}{}", block("AREA UNO", "Gino Bo"), block("AREA DUE", "Ada Po"));
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/Nido/Posti/100", "AREA DUE/2025/Nido/Posti/100"]);
    assert_eq!(all.codes(), [], "{:?}", all.findings);
}

#[test]
fn sheets_of_persons_and_budgets_are_left_out() {
    for head in ["Dipendente|Servizio|Obiettivo|Peso", "Capitolo|Descrizione|Stanziamento|Servizio"]
    {
        let all =
            Sample::sheet("Area Tecnica", &format!("PIANO 2025\n{HEAD}\nLavori|Ponte|r|i|100"))
                .and_sheet(
                    "Altro",
                    &format!("{head}\nBo Ada|Lavori|Ponte|50\nPo Ugo|Lavori|Ponte|50"),
                )
                .read();
        assert_eq!(all.short(), ["Area Tecnica/2025/Lavori/Ponte/100"], "{head}");
        assert_eq!(all.codes(), [Code::SheetSkipped], "{head}: {:?}", all.findings);
    }
}

#[test]
fn headings_of_the_depth_of_a_service_are_services() {
    let head = "Obiettivo|Risultato atteso|Indicatore|Peso";
    let mut sample = Sample::new()
        .and_table(
            &["PIANO 2025", "SETTORE UNO", "Ufficio protocollo"],
            &format!("{head}\nPosta|r|i|60"),
        )
        .and_table(&["Archivio"], &format!("{head}\nScarto|r|i|40"));
    sample.grids[0].heading_depths = vec![0, 1, 2];
    sample.grids[1].heading_depths = vec![2];
    let all = sample.read();
    assert_eq!(
        all.short(),
        ["SETTORE UNO/2025/Ufficio protocollo/Posta/60", "SETTORE UNO/2025/Archivio/Scarto/40"]
    );
}

#[test]
fn areas_may_begin_like_the_heads_of_parts() {
    for area in ["Tempi e orari della città", "Indicatori e statistica", "Fasi PNRR"] {
        let text = format!(
            "PIANO 2025\nAREA UNO\n{HEAD}\nNido|Posti|r|i|100\n{area}\n{HEAD}\nLavori|Ponte|r|i|100"
        );
        let all = Sample::sheet("Foglio1", &text).read();
        let second = format!("{area}/2025/Lavori/Ponte/100");
        assert_eq!(all.short(), ["AREA UNO/2025/Nido/Posti/100", &second]);
    }
}

#[test]
fn a_table_of_years_states_no_period() {
    let all = Sample::new()
        .and_table(&["PIANO 2026"], "Anno|Abitanti\n2024|5.012\n2025|5.031")
        .and_table(&["AREA UNO"], &format!("{HEAD}\nNido|Posti|r|i|100"))
        .read();
    assert_eq!(all.short(), ["AREA UNO/2026/Nido/Posti/100"]);
}

#[test]
fn parts_of_an_area_in_a_document_are_no_areas() {
    let mut sample = Sample::new();
    for (i, line) in ["AREA UNO", "AREA DUE"].into_iter().enumerate() {
        let objective = |n: usize| format!("{HEAD}\nNido|x{i}{n}|r|i|50");
        sample = sample
            .and_table(&["PIANO 2025", line, "Obiettivi strategici"], &objective(0))
            .and_table(&["Obiettivi gestionali"], &objective(1));
    }
    for grid in &mut sample.grids {
        grid.heading_depths = vec![0; grid.paragraphs.len()];
    }
    let areas = sample.read().short();
    let areas: Vec<&str> = areas.iter().map(|o| o.split('/').next().unwrap_or_default()).collect();
    assert_eq!(areas, ["AREA UNO", "AREA UNO", "AREA DUE", "AREA DUE"]);
}

#[test]
fn signatures_above_the_next_area_are_left_out_without_it() {
    let head = "Periodo|Servizio|Obiettivo|Risultato atteso|Indicatore|Peso";
    let block = |area: &str| {
        format!("Area:|{area}\nResponsabile:|rag. Conti\n{head}\n2025|Nido|Posti|r|i|100\n")
    };
    let signed = "\nIl Sindaco\n|||||||Avv. Neri\n";
    let text = format!(
        "PIANO\n{}{signed}{}{signed}",
        block("AREA UNO"),
        block("SETTORE LAVORI PUBBLICI, AMBIENTE")
    );
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(
        all.short(),
        ["AREA UNO/2025/Nido/Posti/100", "SETTORE LAVORI PUBBLICI, AMBIENTE/2025/Nido/Posti/100"]
    );
    assert_eq!(all.plan().areas[1].manager.as_ref().map(|m| m.value.as_str()), Some("rag. Conti"));
}
