//! `consuntivo`: how far the objectives of a plan were reached, in every format.

use crate::support::{reference_plan, run, stderr, stdout};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// Returns the reference plan with invented results of 2020 and 2021.
pub(crate) fn with_results() -> String {
    const RESULTS: [&str; 9] = [
        "100",
        "0",
        "{valore: 2, atteso: 3}",
        "\"33,3\"",
        "120 %",
        "non valutabile",
        "{percentuale: 80, evidenza: Determinazione n. 12 del 31.12.2020, note: In ritardo}",
        "{valore: sì, metodo: si-no}",
        "95",
    ];
    let plan = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    let (mut out, mut year, mut results) = (String::new(), "", RESULTS.iter().cycle());
    for line in plan.lines() {
        out += line;
        out.push('\n');
        match line.trim() {
            "anni: [2020]" => year = "2020",
            "anni: [2021, 2022]" => year = "2021",
            text if text.starts_with("peso: ") => {
                let result = results.next().expect("an endless cycle");
                out += &format!("            esito: {{{year}: {result}}}\n");
            }
            _ => {}
        }
    }
    out
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), with_results()).expect("written");
    folder
}

fn told(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let done = run(folder, &[&["consuntivo"], args].concat());
    (done.status.code(), stdout(&done) + &stderr(&done))
}

/// Returns the text between the tags of every part of an archive.
fn text_of(path: &Path) -> String {
    let mut archive =
        zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("zip");
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(at).expect("a part").read_to_end(&mut part).expect("read");
        let part = String::from_utf8_lossy(&part);
        let texts = part.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
        text += &texts.collect::<String>();
    }
    text.replace("&apos;", "'")
}

#[test]
fn figures_of_the_reference_plan_stand_in_the_workbook_and_the_document() {
    let folder = folder();
    let (status, said) = told(folder.path(), &["piano.yaml", "--uscita", "out"]);
    assert_eq!(status, Some(0), "{said}");
    for line in ["avviso[esito-oltre-cento] ×3", "Manca l'esito del 2021", "Manca l'esito del 2020"]
    {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let made = folder.path().join("out");
    let names =
        ["docx", "manifesto.json", "pdf", "xlsx"].map(|end| format!("piano-consuntivo.{end}"));
    assert_eq!(crate::support::names(&made), names);
    for name in ["piano-consuntivo.xlsx", "piano-consuntivo.docx"] {
        let text = text_of(&made.join(name));
        for words in [
            "Prospetto del grado di raggiungimento degli obiettivi",
            // 2020, first area: 30 × 1 + 40 × 0 + 30 × 2/3.
            "Totale: peso 100, punteggio 50,00, grado di raggiungimento 50,00%",
            // 2021: weights 40 and 30 take over those of what cannot be assessed, 30:
            // 57,14… × 0,333 + 42,86… × 1.
            "Totale: peso 100, punteggio 61,89, grado di raggiungimento 61,89%",
            "Totale dell'ente",
            "non valutabile",
            "Determinazione n. 12 del 31.12.2020",
        ] {
            assert!(text.contains(words), "{name}: {words}");
        }
    }
    let part = |name: &str, part: &str| {
        let file = std::fs::File::open(made.join(name)).expect("a file");
        let mut archive = zip::ZipArchive::new(file).expect("zip");
        let mut text = String::new();
        archive.by_name(part).expect(part).read_to_string(&mut text).expect("read");
        text
    };
    let chart = "Grafico a barre. Grado di raggiungimento per area, anno 2020: AREA AFFARI GENERALI 50,00%;";
    assert!(part("piano-consuntivo.docx", "word/document.xml").contains(chart));
    // In «Piano» the summary of the second year goes to the next page as a whole, and not the chart alone.
    let sheet = part("piano-consuntivo.xlsx", "xl/worksheets/sheet2.xml");
    let (_, breaks) = sheet.split_once("<rowBreaks").expect("breaks");
    let first = breaks.split_once("<brk id=\"").and_then(|(_, rest)| rest.split_once('"'));
    assert_eq!(first.map(|(row, _)| row), Some("12"), "{breaks}");
    let cached = part("piano-consuntivo.xlsx", "xl/charts/chart1.xml");
    assert!(
        cached.contains("Grafico!$B$4:$B$8") && cached.contains("Grafico!$A$4:$A$8"),
        "{cached}"
    );
    let files: Vec<String> = names.iter().map(|name| format!("out/{name}")).collect();
    let back = run(folder.path(), &["verifica", "out", &files[0], &files[2], &files[3]]);
    assert_eq!(back.status.code(), Some(0), "{}{}", stdout(&back), stderr(&back));
}

#[test]
fn the_annexes_of_a_plan_ignore_its_results() {
    let folder = folder();
    std::fs::copy(reference_plan(), folder.path().join("senza.yaml")).expect("copied");
    for plan in ["piano", "senza"] {
        let name = format!("{plan}.yaml");
        let made = run(folder.path(), &["genera", &name, "--uscita", plan]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        assert!(!stderr(&made).contains("non-stampato"), "{}", stderr(&made));
    }
    for end in ["pdf", "docx"] {
        let bytes = |plan: &str| {
            std::fs::read(folder.path().join(plan).join(format!("{plan}.{end}"))).expect("a file")
        };
        assert!(bytes("piano") == bytes("senza"), "{end}: the same bytes");
    }
}

#[test]
fn years_a_day_and_an_approved_plan_may_be_named() {
    let folder = folder();
    let args = ["piano.yaml", "--uscita", "out", "--anno", "2021", "--data", "30.06.2021"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    let text = text_of(&folder.path().join("out/piano-consuntivo.docx"));
    assert!(text.contains("Stato di attuazione al 30.06.2021"));
    assert!(text.contains("ANNO 2021") && !text.contains("ANNO 2020"));

    let approved = with_results().replacen("peso: 30", "peso: 25", 1);
    std::fs::write(folder.path().join("approvato.yaml"), approved).expect("written");
    let args = ["piano.yaml", "--uscita", "due", "--rispetto-a", "approvato.yaml"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("avviso[cambiato-dopo-approvazione]: Il peso dell'obiettivo"), "{said}");
    assert!(said.contains("era 25"), "{said}");
    let args = ["piano.yaml", "--uscita", "tre", "--rispetto-a", "piano.yaml"];
    assert!(!told(folder.path(), &args).1.contains("cambiato-dopo"));
}

#[test]
fn a_plan_without_results_makes_no_document() {
    let folder = folder();
    let without = reference_plan();
    let (status, said) =
        told(folder.path(), &[without.to_str().expect("UTF-8"), "--uscita", "out"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("errore[esito-mancante]: Nessun obiettivo ha un esito"), "{said}");
    assert!(!folder.path().join("out").exists());
    let (_, json) = told(folder.path(), &["piano.yaml", "--uscita", "out", "--json"]);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(report["errori"], 0);
    assert_eq!(report["file"].as_array().map(Vec::len), Some(3));
}

#[test]
fn evidence_names_acts_with_number_and_date() {
    let folder = folder();
    for (evidence, lacks) in [
        ("Determinazione n. 12 del 31.12.2020", None),
        ("Delibera G.C. 12/2020", None),
        ("Determinazione n. 12 del 31.12.24", None),
        ("D.D. n. 7", Some("(D.D) senza la data")),
        ("DGC n. 12", Some("(DGC) senza la data")),
        ("nota prot. 45", Some("(prot) senza la data")),
        ("PG 123", Some("(PG) senza la data")),
        ("D.D. n. 7 del 3.4.2020; determina", Some("(determina) senza il numero e la data")),
        ("Relazione del responsabile", None),
        ("Determinazione del 31.12.2020", Some("senza il numero")),
        ("Determinazione n. 12", Some("senza la data")),
        ("Verbale", Some("senza il numero e la data")),
    ] {
        let plan = with_results().replacen("Determinazione n. 12 del 31.12.2020", evidence, 1);
        std::fs::write(folder.path().join("atti.yaml"), plan).expect("written");
        let args =
            ["atti.yaml", "--uscita", "atti", "--formati", "docx", "--sostituisci", "--tutto"];
        let (_, said) = told(folder.path(), &args);
        match lacks {
            Some(lacks) => assert!(said.contains(lacks), "{evidence}\n{said}"),
            None => assert!(!said.contains("evidenza-incompleta"), "{evidence}\n{said}"),
        }
    }
}

/// Heads of «Valutazione» that count, as our workbooks spell them.
pub(crate) const HEADS: &str = "N.;Anno;Obiettivo;Peso;Valore raggiunto;Raggiunto %;Documenti a riprova;Motivi dello scostamento;Note\n";
/// Objectives of a small plan.
pub(crate) const SMALL: &str = "titolo: X\naree:\n  - nome: A\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - {servizio: S, descrizione: Strade, peso: 40}\n          - {servizio: S, descrizione: Ponti, peso: 60}\n";

/// Runs `consuntivo` on the small plan with tables of results.
fn with_tables(plan: &str, tables: &[&str]) -> (Option<i32>, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let names: Vec<String> = (1..=tables.len()).map(|at| format!("esiti-{at}.csv")).collect();
    for (name, rows) in names.iter().zip(tables) {
        std::fs::write(folder.path().join(name), HEADS.to_owned() + rows).expect("written");
    }
    let mut args = vec!["piano.yaml"];
    args.extend(names.iter().map(String::as_str));
    args.extend(["--uscita", "out", "--formati", "docx"]);
    let (status, said) = told(folder.path(), &args);
    (status, said, folder)
}

#[test]
fn results_come_from_one_filled_sheet_or_several() {
    let first = "1;2024;Strade;40;12 km;80%;Verbale n. 3 del 31.12.2024;Pioggia;Da finire\n";
    let second = "2;2024;Ponti;60;;80%;;;\n";
    for tables in [vec![first.to_owned() + second], vec![first.to_owned(), second.to_owned()]] {
        let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
        let (status, said, folder) = with_tables(SMALL, &tables);
        assert_eq!(status, Some(0), "{said}");
        let text = text_of(&folder.path().join("out/piano-consuntivo.docx"));
        // 80 % of both.
        for words in ["grado di raggiungimento 80,00%", "12 km", "Verbale n. 3 del 31.12.2024"] {
            assert!(text.contains(words), "{words}");
        }
        assert!(text.contains("Pioggia") && text.contains("Da finire"));
    }
}

#[test]
fn rows_that_do_not_fit_are_told_with_their_cells() {
    let fits = "2;2024;Ponti;60;;100%;;;\n";
    for (row, told) in [
        ("3;2024;Altro;;;80%;;;\n", "errore[riga-di-altro-piano]: La riga è dell'obiettivo 3"),
        ("1;2024;Scuole;40;;80%;;;\n", "errore[riga-di-altro-piano]: La riga 1 parla di «Scuole»"),
        ("1;2023;Strade;40;;80%;;;\n", "errore[esito-fuori-posto]: L'esito è del 2023"),
        ("1;2024;Strade;40;;ottanta;;;\n", "errore[esito-non-valido]: «ottanta»"),
        ("1;2024;Strade;40;;-5%;;;\n", "errore[esito-non-valido]: «-5»"),
        (
            "1;2024;Strade;40;;0,8;;;\n",
            "errore[esito-non-valido]: Il raggiunto può essere 0,8 % o 80 %",
        ),
        (
            "1;2024;Strade;40;;8000%;;;\n",
            "errore[esito-non-valido]: Il raggiunto può essere 80 % o 8000 %",
        ),
        (
            "1;2024;Strade;45;;80%;;;\n",
            "avviso[cambiato-dopo-approvazione]: Nel foglio il peso è 45",
        ),
        ("1;2024;Strade;40;;;;;\n", "avviso[esito-mancante]: Manca l'esito del 2024"),
        ("1;2024;Strade;40;;n.v.;;;\n", ""),
    ] {
        let rows = row.to_owned() + fits;
        let (status, said, _folder) = with_tables(SMALL, &[&rows]);
        assert!(said.contains(told), "{row}\n{said}");
        let expected = if told.starts_with("errore") { Some(1) } else { Some(0) };
        assert_eq!(status, expected, "{row}\n{said}");
        if !told.is_empty() && !told.contains("mancante") {
            assert!(said.contains("esiti-1.csv"), "{said}");
        }
    }
}

#[test]
fn files_that_contradict_each_other_or_the_plan_are_refused() {
    let row = "1;2024;Strade;40;;80%;;;\n";
    let same = with_tables(SMALL, &[row, "1;2024;Strade;40;;80,0%;;;\n"]);
    assert_eq!(same.0, Some(0), "{}", same.1);
    let other = with_tables(SMALL, &[row, "1;2024;Strade;40;;90%;;;\n"]);
    assert_eq!(other.0, Some(1));
    assert!(other.1.contains("errore[esiti-discordi]"), "{}", other.1);
    let plan = SMALL.replace("peso: 40}", "peso: 40, esito: 70}");
    let (status, said, _folder) = with_tables(&plan, &[row]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("«percentuale» qui è «80%», nell'altro «70»"), "{said}");
    // What the plan says of the way to the percentage and the sheet of the value go together.
    let plan = SMALL.replace("peso: 40}", "peso: 40, esito: {atteso: 20}}");
    let (status, said, folder) =
        with_tables(&plan, &["1;2024;Strade;40;12;;;;\n2;2024;Ponti;60;;60%;;;\n"]);
    assert_eq!(status, Some(0), "{said}");
    let text = text_of(&folder.path().join("out/piano-consuntivo.docx"));
    assert!(text.contains("grado di raggiungimento 60,00%"));
}

#[test]
fn the_workbook_of_a_plan_has_the_heads_that_are_looked_for() {
    let folder = folder();
    let made =
        run(folder.path(), &["genera", "piano.yaml", "--uscita", "out", "--formati", "xlsx"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let args = ["piano.yaml", "out/piano.xlsx", "--uscita", "due", "--formati", "docx"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    let args = ["piano.yaml", "piano.yaml", "--uscita", "tre"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("Gli esiti si leggono da una cartella di lavoro"), "{said}");
}

/// Plan of one area with a period of two years and an objective with these results.
fn of_two_years(results: &str) -> String {
    format!(
        "titolo: PIANO\nanni: [2024, 2025]\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNI 2024 E 2025\n        obiettivi:\n          - servizio: STRADE\n            descrizione: Manutenzione delle strade\n            peso: 100\n            esito: {results}\n"
    )
}

#[test]
fn each_year_has_its_own_total_once() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let plan = of_two_years("{2024: 80, 2025: 60}");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let (status, told) = told(folder.path(), &["piano.yaml", "--uscita", "out"]);
    assert_eq!(status, Some(0), "{told}");
    let text = text_of(&folder.path().join("out/piano-consuntivo.docx"));
    for total in ["80,00%", "60,00%"] {
        let words = format!("grado di raggiungimento {total}");
        assert_eq!(text.matches(&words).count(), 1, "{words}: {text}");
    }
}

#[test]
fn a_decimal_comma_between_braces_is_no_year() {
    let folder = tempfile::tempdir().expect("temporary folder");
    for results in ["{2024: 33,3, 2025: 100}", "{2024: 80, motivo: }"] {
        std::fs::write(folder.path().join("piano.yaml"), of_two_years(results)).expect("written");
        let (status, told) = told(folder.path(), &["piano.yaml", "--uscita", "out"]);
        assert_eq!(status, Some(1), "{results}: {told}");
        assert!(told.contains("piano.yaml") || told.contains("riga 11"), "{told}");
    }
}

#[test]
fn a_result_without_a_weight_is_said_to_count_for_nothing() {
    let (status, said, _) = told_of(&SMALL.replace("peso: 40}", "esito: 80}"));
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("avviso[obiettivo-senza-peso]: L'obiettivo «Strade» ha un esito"),
        "{said}"
    );
}

#[test]
fn a_percentage_below_ten_needs_its_sign() {
    // A cell of percentages holds 5 where no sign was typed, and shows 500%.
    let (status, said, _folder) = with_tables(SMALL, &["1;2024;Strade;40;;500%;;;\n"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(
        said.contains("errore[esito-non-valido]: Il raggiunto può essere 5 % o 500 %"),
        "{said}"
    );
    let (status, said, _folder) = with_tables(SMALL, &["1;2024;Strade;40;;120%;;;\n"]);
    assert_eq!(status, Some(0), "{said}");
}

#[test]
fn rows_of_another_group_are_refused() {
    let heads = HEADS.replace("N.;Anno;", "N.;Anno;Area;Periodo;");
    let folder = tempfile::tempdir().expect("temporary folder");
    // The same objective in two periods: the number alone says of which one a row is.
    let plan = SMALL.replace("descrizione: Ponti, peso: 60}\n", "descrizione: Ponti, peso: 60}\n      - etichetta: ANNO 2025\n        obiettivi:\n          - {servizio: S, descrizione: Strade, peso: 100}\n");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    for (row, status, said) in [
        ("1;2024;A;ANNO 2024;Strade;40;;80%;;;", 0, ""),
        (
            "1;2024;A;ANNO 2025;Strade;40;;80%;;;",
            1,
            "La riga 1 ha in «Periodo» «ANNO 2025», l'obiettivo 1 del piano «ANNO 2024».",
        ),
        ("1;2024;B;ANNO 2024;Strade;40;;80%;;;", 1, "La riga 1 ha in «Area» «B»"),
        (";2024;A;ANNO 2024;Strade;40;;80%;;;", 1, "nella colonna «N.» non c'è il numero"),
    ] {
        std::fs::write(folder.path().join("esiti.csv"), format!("{heads}{row}\n"))
            .expect("written");
        let args =
            ["piano.yaml", "esiti.csv", "--uscita", "out", "--formati", "docx", "--sostituisci"];
        let (code, told) = told(folder.path(), &args);
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code, Some(status), "{row}: {told}");
        assert!(told.contains(said), "{row}: {told}");
    }
}

#[test]
fn bands_have_no_holes_and_the_printed_degree_is_the_judged_one() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let of = |rule: &str, result: &str| {
        let plan = SMALL
            .replace("aree:", &format!("valutazione: {rule}\naree:"))
            .replace("peso: 40}", &format!("peso: 40, esito: {result}}}"));
        std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
        let args = ["piano.yaml", "--uscita", "out", "--formati", "docx", "--sostituisci"];
        let (status, said) = told(folder.path(), &args);
        (status, said.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    for (bands, status, words) in [
        (
            "{massimo: 49, vale: 0}, {minimo: 60, vale: 100}",
            1,
            "Fra le fasce c'è un buco: da 49 a 60",
        ),
        (
            "{massimo: 49, vale: 0}, {minimo: 50, massimo: 90, vale: 100}",
            1,
            "Le fasce finiscono a 90",
        ),
        ("{massimo: 49, vale: 0}, {minimo: 50, massimo: 100, vale: 100}", 0, ""),
    ] {
        let (code, said) = of(&format!("{{fasce: [{bands}]}}"), "80");
        assert_eq!(code, Some(status), "{said}");
        assert!(said.contains(words), "{said}");
    }
    let bands = "{massimo: 90, vale: 70}, {minimo: 90, massimo: 100, vale: 100}";
    let (_, said) = of(&format!("{{oltre-cento: conta, fasce: [{bands}]}}"), "120");
    assert!(
        said.contains("avviso[regola-valutazione-non-valida]: Un esito oltre il 100% conta"),
        "{said}"
    );
    let (status, said) = of(&format!("{{fasce: [{bands}]}}"), "\"89,995\"");
    assert_eq!(status, Some(0), "{said}");
    let text = text_of(&folder.path().join("out/piano-consuntivo.docx"));
    assert!(text.contains("89,995%") && text.contains("70%"), "{text}");
}

#[test]
fn years_without_results_and_days_of_another_year_are_told() {
    let folder = folder();
    let (status, said) = told(folder.path(), &["piano.yaml", "--uscita", "out", "--anno", "2022"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("errore[esito-mancante]: Nessun obiettivo ha un esito"), "{said}");
    let args = ["piano.yaml", "--uscita", "out", "--anno", "2020", "--anno", "2022"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Nessun obiettivo ha un esito del 2022."), "{said}");
    let args = [
        "piano.yaml",
        "--uscita",
        "out",
        "--anno",
        "2020",
        "--data",
        "30.06.2021",
        "--sostituisci",
    ];
    let (_, said) = told(folder.path(), &args);
    assert!(
        said.contains("avviso[data-fuori-anno]: Lo stato di attuazione è al 30.06.2021"),
        "{said}"
    );
}

/// Runs `consuntivo` on a plan; returns its status, its words on one line and those of the document.
fn told_of(plan: &str) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let args = ["piano.yaml", "--uscita", "out", "--formati", "docx"];
    let (status, said) = told(folder.path(), &args);
    let made = folder.path().join("out/piano-consuntivo.docx");
    let text = if made.exists() { text_of(&made) } else { String::new() };
    (status, said.split_whitespace().collect::<Vec<_>>().join(" "), text)
}

#[test]
fn an_own_result_holds_and_the_one_of_the_indicators_is_told() {
    let with = |own: &str, first: &str| {
        let entry = format!(
            "          - servizio: S\n            descrizione: Strade\n            peso: 40\n            esito: {own}\n            indicatori: [{{testo: Buche, esito: {first}}}, {{testo: Cantieri, esito: 30}}]\n"
        );
        let line = "          - {servizio: S, descrizione: Strade, peso: 40}\n";
        told_of(&SMALL.replace(line, &entry))
    };
    let (status, said, text) = with("90", "\"103,3333333\"");
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("avviso[esito-contraddetto]: L'esito del 2024 dell'obiettivo «Strade» è 90%, quello dei suoi indicatori sarebbe 65%."),
        "{said}"
    );
    assert!(text.contains("vale quello, e non la media dei suoi indicatori"), "{text}");
    // Digits of a division are not printed.
    assert!(text.contains("Buche: 103,33%") && !text.contains("103,333"), "{text}");
    let (_, said, _) = with("65", "100");
    assert!(!said.contains("esito-contraddetto"), "{said}");
    // A half goes up.
    let (_, said, _) = with("63", "95");
    assert!(!said.contains("esito-contraddetto"), "{said}");
}

#[test]
fn a_group_of_which_nothing_can_be_assessed_is_told() {
    let second = "  - nome: B\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - {servizio: S, descrizione: Mensa, peso: 100, esito: n.v.}\n";
    let first = SMALL.replace("peso: 40}", "peso: 40, esito: 50}");
    let plan = first.replace("peso: 60}", "peso: 60, esito: n.v.}") + second;
    let (status, said, text) = told_of(&plan);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("avviso[gruppo-non-valutabile]: Nessun obiettivo è valutabile in «B – ANNO 2024»: il peso 100 non passa a nessuno"),
        "{said}"
    );
    for words in [
        "Nessun obiettivo è valutabile: B – ANNO 2024. Il peso, 100, non passa a nessuno",
        "Totale: peso 0, punteggio 0,00, grado di raggiungimento non valutabile",
        "Totale: peso 100, punteggio 50,00, grado di raggiungimento 50,00%",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn bands_are_worth_no_more_than_counts_and_an_empty_list_is_none() {
    let bands = "{massimo: 99, vale: 50}, {minimo: 100, vale: 120}";
    let of = |rule: &str| {
        let plan = SMALL.replace("aree:", &format!("valutazione: {rule}\naree:"));
        told_of(&plan.replace("peso: 40}", "peso: 40, esito: 100}"))
    };
    let (status, said, _) = of(&format!("{{fasce: [{bands}]}}"));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("errore[regola-valutazione-non-valida]: «120» non va bene"), "{said}");
    assert!(said.contains("di più soltanto con «oltre-cento: conta»"), "{said}");
    let (status, said, text) = of(&format!("{{oltre-cento: conta, fasce: [{bands}]}}"));
    assert_eq!(status, Some(0), "{said}");
    assert!(text.contains("punteggio 48,00, grado di raggiungimento 120,00%"), "{text}");
    let (status, said, _) = of("{fasce: []}");
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("«fasce» è una lista vuota"), "{said}");
}

#[test]
fn weights_of_indicators_that_are_not_all_there_make_no_result() {
    let with = |own: &str, weights: [&str; 2]| {
        let [first, second] = weights;
        let entry = format!(
            "          - servizio: S\n            descrizione: Strade\n            peso: 40\n{own}            indicatori: [{{testo: Buche{first}, esito: 100}}, {{testo: Cantieri{second}, esito: 30}}]\n"
        );
        let line = "          - {servizio: S, descrizione: Strade, peso: 40}\n";
        told_of(&SMALL.replace(line, &entry))
    };
    for weights in [[", peso: 70", ""], ["", ", peso: 0"], [", peso: 0", ", peso: 0"]] {
        let (status, said, _) = with("", weights);
        assert_eq!(status, Some(1), "{weights:?}: {said}");
        assert!(
            said.contains("errore[indicatore-senza-peso]: Il grado del 2024 dell'obiettivo «Strade» non si può calcolare"),
            "{said}"
        );
        assert!(said.contains("avviso[indicatore-senza-peso]: L'indicatore «"), "{said}");
        // The result of the objective itself needs none of them.
        let (status, said, _) = with("            esito: 80\n", weights);
        assert_eq!(status, Some(0), "{weights:?}: {said}");
        assert!(said.contains("avviso[indicatore-senza-peso]"), "{said}");
    }
    for weights in [[", peso: 70", ", peso: 30"], ["", ""]] {
        let (status, said, _) = with("", weights);
        assert_eq!(status, Some(0), "{said}");
        assert!(!said.contains("indicatore-senza-peso"), "{said}");
    }
}

#[test]
fn the_document_has_what_was_expected_beside_what_was_reached() {
    let entry = "          - servizio: S\n            descrizione: Strade\n            risultato: Strade in ordine\n            peso: 40\n            indicatori: [{testo: Buche, peso: 70, esito: {valore: 45, atteso: 60}}, {testo: Cantieri, peso: 30, esito: 30}]\n";
    let line = "          - {servizio: S, descrizione: Strade, peso: 40}\n";
    let plan = SMALL
        .replace(line, entry)
        .replace("peso: 60}", "peso: 60, esito: {valore: 2, atteso: \"2,5\"}}");
    let (status, said, text) = told_of(&plan);
    assert_eq!(status, Some(0), "{said}");
    for words in [
        "Strade in ordine",
        "Buche (peso 70, atteso 60)",
        "Cantieri (peso 30)",
        "Buche: 45, 75%",
        "Atteso: 2,5",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_plan_without_weights_has_a_mean_and_no_scores() {
    let plan = SMALL.replace(", peso: 40}", ", esito: 100}").replace(", peso: 60}", ", esito: 33}");
    let (status, said, text) = told_of(&plan.replace("aree:", "pesi: nessuno\naree:"));
    assert_eq!(status, Some(0), "{said}");
    assert!(!said.contains("obiettivo-senza-peso"), "{said}");
    for words in [
        "Totale: 2 obiettivi, grado di raggiungimento 66,50%",
        "Il piano non ha pesi: il grado di raggiungimento è la media",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in ["PESO", "PUNTEGGIO", "Punteggio", "il suo peso"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    // What cannot be assessed is left out of the mean.
    let (_, said, text) = told_of(&plan.replace("esito: 33", "esito: n.v."));
    assert!(text.contains("Totale: 2 obiettivi, grado di raggiungimento 100,00%"), "{said}{text}");
}

/// Plan with an objective of two indicators, as it was approved.
const APPROVED: &str = "titolo: PIANO\naree:\n  - nome: A\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: S\n            descrizione: Ridurre i tempi dei permessi a 30 giorni\n            risultato: 30 giorni\n            peso: 40\n            esito: {atteso: 30, percentuale: 80}\n          - servizio: S\n            descrizione: Manutenzione dei ponti\n            peso: 60\n            indicatori:\n              - {testo: Ispezioni, peso: 60, esito: 100}\n              - {testo: Cantieri, peso: 40, esito: 0}\n";

/// Returns what `consuntivo` says, on one line, of a plan that was changed after it was approved.
fn since_approval(plan: &str, approved: &str) -> String {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let name = if approved.starts_with("titolo") { "approvato.yaml" } else { "approvato.csv" };
    std::fs::write(folder.path().join(name), approved).expect("written");
    let args =
        ["piano.yaml", "--uscita", "out", "--formati", "docx", "--rispetto-a", name, "--tutto"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_changed_in_an_objective_since_its_approval_is_told_with_how_it_was() {
    let ponti = "L'obiettivo «Manutenzione dei ponti» è cambiato dopo l'approvazione.";
    let indicator = "Indicatore di risultato";
    for (before, after, told) in [
        (
            "Ispezioni, peso: 60",
            "Ispezioni, peso: 90",
            format!("{ponti} {indicator} 1, peso: era «60», ora è «90»."),
        ),
        (
            "Cantieri, peso: 40",
            "Scavi, peso: 40",
            format!("{ponti} {indicator} 2: era «Cantieri», ora è «Scavi»."),
        ),
        (
            "              - {testo: Cantieri, peso: 40, esito: 0}\n",
            "",
            format!("{ponti} {indicator} 2: era «Cantieri», ora non c'è."),
        ),
        (
            "esito: 0}\n",
            "esito: 0}\n              - {testo: Scavi, peso: 5, esito: 0}\n",
            format!("{ponti} {indicator} 3: non c'era, ora è «Scavi»."),
        ),
        (
            "risultato: 30",
            "risultato: 50",
            "Risultato atteso: era «30 giorni», ora è «50 giorni».".to_owned(),
        ),
        (
            "permessi a 30",
            "permessi a 50",
            "è cambiato dopo l'approvazione. Descrizione".to_owned(),
        ),
        ("atteso: 30", "atteso: 20", "Atteso: era «30», ora è «20».".to_owned()),
        (
            "peso: 60\n",
            "peso: 50\n",
            "Il peso dell'obiettivo «Manutenzione dei ponti» era 60, ora è 50.".to_owned(),
        ),
    ] {
        let plan = APPROVED.replacen(before, after, 1);
        assert_ne!(plan, APPROVED, "{before}");
        let said = since_approval(&plan, APPROVED);
        assert!(said.contains(&told), "{told}\n{said}");
        assert_eq!(said.matches("cambiato-dopo-approvazione").count(), 1, "{said}");
    }
    // Results are no change, nor are indicators in another order.
    let results = APPROVED
        .replace("esito: 100", "esito: 70")
        .replace("percentuale: 80", "percentuale: 90, evidenza: Relazione");
    let first = "              - {testo: Ispezioni, peso: 60, esito: 100}\n";
    let moved = APPROVED.replace(first, "") + first;
    let without = APPROVED.replace("            esito: {atteso: 30, percentuale: 80}\n", "");
    for (plan, approved) in [(results.as_str(), APPROVED), (&moved, APPROVED), (APPROVED, &without)]
    {
        let said = since_approval(plan, approved);
        assert!(!said.contains("cambiato-dopo-approvazione"), "{said}");
    }
    // A table that has no column for a field does not say that it was empty.
    let table = "PIANO;;;;\nArea;Periodo;Servizio organizzativo;Descrizione obiettivo;Peso\nA;ANNO 2024;S;Ridurre i tempi dei permessi a 30 giorni;40\nA;ANNO 2024;S;Manutenzione dei ponti;50\n";
    let said = since_approval(APPROVED, table);
    assert!(
        said.contains("Il peso dell'obiettivo «Manutenzione dei ponti» era 50, ora è 60."),
        "{said}"
    );
    assert_eq!(said.matches("cambiato-dopo-approvazione").count(), 1, "{said}");
}

#[test]
fn heads_repeated_among_the_results_are_skipped_and_told() {
    let rows = format!("1;2024;Strade;40;;80%;;;\n{HEADS}2;2024;Ponti;60;;80%;;;\n");
    let (status, said, folder) = with_tables(SMALL, &[&rows]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("avviso[cella-cambiata]: La riga ripete le intestazioni"), "{said}");
    assert!(said.contains("riga 3") || said.contains(":3"), "{said}");
    assert!(!said.contains("esito-mancante"), "{said}");
    let text = text_of(&folder.path().join("out/piano-consuntivo.docx"));
    assert!(text.contains("grado di raggiungimento 80,00%"), "{text}");
    // Another table below, which has «Raggiunto %» as well, is none of objectives.
    let sums = "1;2024;Strade;40;;80%;;;\n;Anno;Obiettivi valutati;Peso;;Raggiunto %;;;\n2;2024;Ponti;60;;70%;;;\n";
    let (_, said, _folder) = with_tables(SMALL, &[sums]);
    assert!(said.contains("Manca l'esito del 2024") && !said.contains("ripete"), "{said}");
}
