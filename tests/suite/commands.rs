//! Commands as a clerk types them: their output, their files and their exit statuses.

use crate::golden;
use crate::skipping::skip;
use crate::support::{names, program, reference_plan, root, run, small_plan, stderr, stdout};
use std::io::Write;
use std::process::Stdio;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("temporary folder")
}

fn reference() -> String {
    reference_plan().display().to_string()
}

#[test]
fn the_reference_plan_gives_its_committed_annexes_from_any_folder() {
    let folder = folder();
    let files = [
        "piano-obiettivi-2020-2022.docx",
        "piano-obiettivi-2020-2022.manifesto.json",
        "piano-obiettivi-2020-2022.pdf",
        "piano-obiettivi-2020-2022.xlsx",
    ];
    for _ in 0..2 {
        let output = run(folder.path(), &["genera", &reference()]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(names(&folder.path().join("output")), files);
        for file in files {
            let made = std::fs::read(folder.path().join("output").join(file)).expect("made");
            let kept =
                std::fs::read(crate::support::root().join("output").join(file)).expect("committed");
            assert!(made == kept, "{file} differs from the committed one");
        }
    }
}

#[test]
fn genera_ends_with_a_table_and_the_count_of_findings() {
    let folder = folder();
    let output = run(folder.path(), &["genera", &reference()]);
    let text = stdout(&output);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{text}");
    for (line, (file, extent)) in
        lines.iter().zip([("pdf", "pagine"), ("xlsx", "6 fogli"), ("docx", "5 tabelle")])
    {
        assert!(line.contains(&format!("piano-obiettivi-2020-2022.{file}")), "{line}");
        assert!(line.contains(extent) && line.ends_with(" KB"), "{line}");
    }
    assert_eq!(lines[3], "Manifesto: output/piano-obiettivi-2020-2022.manifesto.json");
    assert!(lines[4].starts_with("Segnalazioni: "), "{text}");
    assert!(stderr(&output).contains("avviso[totale-diverso]"), "{}", stderr(&output));
}

#[test]
fn controlla_says_everything_about_the_reference_plan() {
    let inputs = reference_plan().parent().expect("a folder").to_owned();
    let output = run(&inputs, &["controlla", "piano-obiettivi-2020-2022.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
    let brief = stdout(&output);
    golden::hold("controlla-piano-di-riferimento.txt", &brief);
    assert!(brief.lines().count() <= 2 * 24, "two screens: {}", brief.lines().count());
    let output = run(&inputs, &["controlla", "piano-obiettivi-2020-2022.yaml", "--tutto"]);
    golden::hold("controlla-piano-di-riferimento-per-esteso.txt", &stdout(&output));
    let narrow = program()
        .current_dir(&inputs)
        .env("COLUMNS", "60")
        .args(["controlla", "piano-obiettivi-2020-2022.yaml"])
        .output()
        .expect("the program runs");
    golden::hold("controlla-piano-di-riferimento-60.txt", &stdout(&narrow));
    let output = run(&inputs, &["controlla", "piano-obiettivi-2020-2022.yaml", "--json"]);
    golden::hold("controlla-piano-di-riferimento.json", &stdout(&output));
}

#[test]
fn rigour_turns_warnings_into_errors_and_writes_nothing() {
    let folder = folder();
    for command in ["genera", "controlla"] {
        let output = run(folder.path(), &[command, &reference(), "--rigoroso"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn english_names_do_the_same() {
    let folder = folder();
    let italian = run(folder.path(), &["controlla", &reference()]);
    let english = run(folder.path(), &["check", &reference()]);
    assert_eq!(stdout(&italian), stdout(&english));
    assert_eq!(
        stdout(&run(folder.path(), &["explain", "totale-diverso"])),
        stdout(&run(folder.path(), &["spiega", "totale-diverso"]))
    );
    assert_eq!(run(folder.path(), &["generate", &reference()]).status.code(), Some(0));
}

#[test]
fn wrong_usage_is_told_in_italian_and_ends_with_two() {
    let cases: [(&[&str], &str); 9] = [
        (
            &["genera"],
            "In questa cartella non c'è nessun piano (.yaml, .json, .xlsx, .xls, .ods, .csv, .tsv, .docx o .odt): indicare il file. Per prepararne uno: allegati nuovo CARTELLA.",
        ),
        (
            &["gnera", "x"],
            "«gnera» non è un comando: i comandi sono nuovo, apri, importa, genera, controlla, confronta, consuntivo, distribuisci, raccogli, verifica, spiega, layout, completamento, guida, schema. Forse si intendeva «genera».",
        ),
        (
            &["genera", "x", "--formato", "pdf"],
            "«--formato» non è un'opzione. Forse si intendeva «--formati».",
        ),
        (
            &["genera", "x", "--formati", "odt"],
            "«odt» non è un formato: sono pdf, xlsx e docx, separati da virgole.",
        ),
        (
            &["genera", "x", "--data", "31.06.2020"],
            "«31.06.2020» non è una data esistente: scriverla come 30.06.2020.",
        ),
        (&["genera", "x", "--data"], "Manca il valore di --data <DATA>."),
        (
            &["genera", "x", "y"],
            "«y» è di troppo: un nome con spazi va fra virgolette, per esempio \"il mio piano.yaml\"; più file che fanno un piano solo si danno con --insieme, più piani con --molti.",
        ),
        (
            &["spiega", "totale-divers"],
            "«totale-divers» non è un codice. Forse si intendeva «totale-diverso».",
        ),
        (
            &["genera", "x", "--layout", "a", "--layout", "b"],
            "L'opzione --layout <LAYOUT> è ripetuta o contraddice un'altra.",
        ),
    ];
    let folder = folder();
    for (args, message) in cases {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(
            stderr(&output).lines().next(),
            Some(format!("errore: {message}").as_str()),
            "{args:?}"
        );
    }
}

#[test]
fn without_a_command_the_next_steps_are_told() {
    let output = run(folder().path(), &[]);
    let said = stderr(&output);
    assert_eq!((output.status.code(), said.lines().count()), (Some(2), 5));
    assert!(said.contains("allegati apri ") && said.contains("allegati --aiuto"), "{said}");
}

#[test]
fn the_only_plan_of_a_folder_needs_no_name() {
    let folder = folder();
    let plan = std::fs::read(reference()).expect("the reference plan");
    std::fs::write(folder.path().join("piano.yaml"), &plan).expect("written");
    // The annexes and their manifest are no plans.
    for _ in 0..2 {
        let output = run(folder.path(), &["genera", "--uscita", "."]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).starts_with("Piano: piano.yaml\n"), "{}", stderr(&output));
    }
    std::fs::write(folder.path().join("altro.yml"), &plan).expect("written");
    let output = run(folder.path(), &["controlla"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("ci sono 2 piani, «altro.yml», «piano.yaml»: indicare quale."),
        "{}",
        stderr(&output)
    );
}

#[test]
fn shells_and_the_manual_learn_every_command() {
    for target in ["bash", "zsh", "fish", "powershell", "man"] {
        let output = run(folder().path(), &["completamento", target]);
        assert_eq!(output.status.code(), Some(0), "{target}: {}", stderr(&output));
        let text = stdout(&output);
        for command in ["nuovo", "apri", "genera", "controlla", "verifica", "formati"] {
            assert!(text.contains(command), "{target} lacks {command}");
        }
    }
}

#[test]
fn help_is_in_italian() {
    let folder = folder();
    for args in [
        &["--aiuto"][..],
        &["-h"],
        &["genera", "--aiuto"],
        &["controlla", "--help"],
        &["spiega", "-h"],
    ] {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let text = stdout(&output);
        assert!(text.contains("Uso:"), "{text}");
        for english in [
            "Usage",
            "Options",
            "Commands",
            "Arguments",
            "Print help",
            "[default",
            "[possible",
            "[OPTIONS]",
            "[aliases",
        ] {
            assert!(!text.contains(english), "{args:?} says {english}:\n{text}");
        }
    }
}

#[test]
fn a_plan_that_is_not_there_is_an_error_and_leaves_no_folder() {
    let folder = folder();
    let output = run(folder.path(), &["genera", "manca.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("«manca.yaml»"), "{}", stderr(&output));
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn standard_input_is_a_plan_too() {
    let folder = folder();
    let mut child = program()
        .current_dir(folder.path())
        .args(["genera", "-", "--formati", "docx,pdf,pdf"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let plan = small_plan("PIANO", "Fare");
    child.stdin.take().expect("a pipe").write_all(plan.as_bytes()).expect("written");
    assert!(child.wait().expect("ended").success());
    assert_eq!(
        names(&folder.path().join("output")),
        ["piano.docx", "piano.manifesto.json", "piano.pdf"]
    );
}

#[test]
fn a_character_without_a_glyph_is_an_error_at_its_place() {
    let folder = folder();
    std::fs::write(folder.path().join("p.yaml"), small_plan("PIANO", "Fare 漢 bene"))
        .expect("written");
    let output = run(folder.path(), &["controlla", "p.yaml", "--tutto"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("errore[carattere-senza-segno]: Il carattere «漢» (U+6F22)"), "{text}");
    assert!(text.contains("p.yaml:9:31"), "{text}");
}

#[test]
fn a_text_too_long_for_a_cell_names_its_line_and_the_other_formats_still_work() {
    let folder = folder();
    let plan = small_plan("PIANO", &"parola ".repeat(5_000));
    std::fs::write(folder.path().join("p.yaml"), plan).expect("written");
    let output = run(folder.path(), &["genera", "p.yaml", "--tutto"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("errore[testo-troppo-lungo]") && text.contains("p.yaml:9:26"), "{text}");
    assert_eq!(names(folder.path()), ["p.yaml"]);
    let output = run(folder.path(), &["genera", "p.yaml", "--formati", "pdf,docx"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_date_reaches_the_files_only_when_somebody_gives_one() {
    let folder = folder();
    std::fs::write(folder.path().join("p.yaml"), small_plan("PIANO", "Fare")).expect("written");
    let read = |file: &str| std::fs::read(folder.path().join("output").join(file)).expect("made");
    let holds = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    run(folder.path(), &["genera", "p.yaml"]);
    let without = read("p.pdf");
    assert!(!holds(&without, b"CreationDate"));
    run(folder.path(), &["genera", "p.yaml", "--data", "30.06.2020"]);
    assert!(holds(&read("p.pdf"), b"D:20200630"));
    let mut command = program();
    command.env("SOURCE_DATE_EPOCH", "1593475200").current_dir(folder.path());
    let by_option = read("p.pdf");
    assert!(command.args(["genera", "p.yaml"]).output().expect("runs").status.success());
    assert!(read("p.pdf") == by_option);
}

#[test]
fn nothing_of_a_plan_steers_the_terminal() {
    let folder = folder();
    let plan = small_plan("PIANO", "\"Fare \\e[31mrosso\\u202E\"");
    std::fs::write(folder.path().join("p.yaml"), plan).expect("written");
    let output = run(folder.path(), &["controlla", "p.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stdout.contains(&0x1b), "{}", stdout(&output));
    assert!(!stdout(&output).contains('\u{202E}'));
}

#[test]
fn every_code_is_explained_and_listed() {
    let folder = folder();
    let list = stdout(&run(folder.path(), &["spiega"]));
    golden::hold("codici.txt", &list);
    for code in allegati::diag::Code::ALL {
        let output = run(folder.path(), &["spiega", code.name()]);
        let text = stdout(&output);
        assert!(text.starts_with(code.name()) && text.contains("Rimedio:"), "{text}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    // Opened as it is: making it would leave a file on systems without this device.
    let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else {
        return skip("/dev/full");
    };
    for args in [["controlla"].as_slice(), &["controlla", "--json"]] {
        let status = program()
            .args(args)
            .arg(reference_plan())
            .stdout(full.try_clone().expect("a copy"))
            .stderr(std::process::Stdio::null())
            .status();
        assert_eq!(status.expect("the program runs").code(), Some(2), "{args:?}");
    }
}

#[test]
fn nothing_of_a_plan_steers_a_terminal_through_json_either() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let plan = small_plan("PIANO", "\"a\\u009bb\\u202ec\\u007fd\"");
    std::fs::write(folder.path().join("p.yaml"), plan).expect("written");
    let said = stdout(&run(folder.path(), &["controlla", "p.yaml", "--json"]));
    assert!(!said.contains(['\u{9b}', '\u{202e}', '\u{7f}']), "{said:?}");
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(report["errori"], 3);
}

#[test]
fn a_column_that_nobody_fills_stays_empty_and_a_misspelt_one_is_an_error() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let layout = root().join("layouts/piano-obiettivi/layout.toml");
    let text = std::fs::read_to_string(layout).expect("the default layout");
    let plan = small_plan("PIANO", "Testo");
    std::fs::write(folder.path().join("p.yaml"), plan).expect("written");
    std::fs::create_dir(folder.path().join("lay")).expect("a folder");
    let with = |field: &str| {
        let text = text.replacen("campo = \"peso\"", &format!("campo = \"{field}\""), 1);
        std::fs::write(folder.path().join("lay/layout.toml"), text).expect("written");
        run(folder.path(), &["genera", "p.yaml", "--layout", "lay"])
    };
    let unused = with("note");
    assert_eq!(unused.status.code(), Some(0));
    assert!(stderr(&unused).contains("avviso[colonna-vuota]"));
    let misspelt = with("pesso");
    assert_eq!(misspelt.status.code(), Some(1));
    assert!(stderr(&misspelt).contains("errore[colonna-sconosciuta]"));
}

#[test]
fn a_private_character_is_told_as_what_it_is() {
    let folder = folder();
    // Carlito has a glyph for it.
    std::fs::write(folder.path().join("p.yaml"), small_plan("PIANO", "Fare \u{F8FF} bene"))
        .expect("written");
    let text = stdout(&run(folder.path(), &["controlla", "p.yaml", "--tutto"]));
    let want = "errore[carattere-senza-segno]: Il carattere U+F8FF non ha un significato stabilito: ogni tipo di carattere ne fa un segno diverso.\n --> p.yaml:9:31\n";
    assert!(text.contains(want), "{text}");
}

#[test]
fn two_half_years_share_their_year_by_right() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let half = |name: &str| {
        format!(
            "      - etichetta: {name}\n        obiettivi:\n          - {{servizio: S, descrizione: Obiettivo del {name}, risultato: Fatto, indicatore: Relazione, peso: 100}}\n"
        )
    };
    let plan = |first: &str, second: &str| {
        "titolo: PIANO\naree:\n  - nome: AREA\n    periodi:\n".to_owned()
            + &half(first)
            + &half(second)
    };
    let said = |first: &str, second: &str| {
        std::fs::write(folder.path().join("p.yaml"), plan(first, second)).expect("written");
        stdout(&run(folder.path(), &["controlla", "p.yaml"])).contains("periodi-sovrapposti")
    };
    assert!(!said("I semestre 2024", "II semestre 2024"));
    assert!(said("ANNO 2024", "II semestre 2024"));
}

#[test]
fn the_objectives_own_field_goes_before_its_areas() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let layout = root().join("layouts/piano-obiettivi/layout.toml");
    let text = std::fs::read_to_string(layout).expect("the default layout");
    let text = text.replacen("campo = \"risultato\"", "campo = \"responsabile\"", 1);
    std::fs::write(folder.path().join("layout.toml"), text).expect("written");
    let plan = small_plan("PIANO", "Testo")
        .replace("nome: AREA UNICA", "nome: AREA UNICA\n    responsabile: Mario Neri");
    let shows = |plan: &str| {
        let annex = crate::support::annex_of(plan, &folder.path().display().to_string());
        allegati::annex::dump(&annex)
    };
    assert!(shows(&plan).contains("Mario Neri"));
    let own = plan + "            altro: {responsabile: Anna Verdi}\n";
    assert!(shows(&own).contains("Anna Verdi") && !shows(&own).contains("Mario Neri"));
}

#[test]
fn what_is_made_is_told_to_programs_with_the_findings() {
    let folder = folder();
    let warned = small_plan("PIANO", "Fare").replace("peso: 100", "peso: 99");
    std::fs::write(folder.path().join("p.yaml"), warned).expect("written");
    std::fs::write(folder.path().join("rotto.yaml"), small_plan("PIANO", "\"\\u0007\""))
        .expect("written");
    let json = |args: &[&str], status: i32| -> serde_json::Value {
        let output = run(folder.path(), args);
        assert_eq!((output.status.code(), stderr(&output)), (Some(status), String::new()));
        serde_json::from_str(&stdout(&output)).expect("JSON")
    };
    let made = json(&["genera", "p.yaml", "--json"], 0);
    assert_eq!((&made["versione"], &made["avvisi"]), (&1.into(), &1.into()));
    assert_eq!(made["segnalazioni"][0]["codice"], "totale-diverso");
    let message = made["segnalazioni"][0]["messaggio"].as_str().expect("a text");
    assert!(message.ends_with("invece di 100: manca 1."), "{message}");
    assert_eq!(made["file"][0]["percorso"], "output/p.pdf");
    assert_eq!(made["file"][2]["tabelle"], 1);
    assert_eq!(made["manifesto"], "output/p.manifesto.json");
    let refused = json(&["genera", "rotto.yaml", "--json"], 1);
    assert_eq!((&refused["errori"], &refused["manifesto"]), (&1.into(), &().into()));
    let many = json(&["genera", "--molti", "p.yaml", "rotto.yaml", "--json"], 1);
    assert_eq!((&many["fatti"], &many["non-fatti"]), (&1.into(), &1.into()));
    assert_eq!(
        (&many["piani"][0]["piano"], &many["piani"][0]["avvisi"]),
        (&"p.yaml".into(), &1.into())
    );
    assert_eq!(
        (&many["piani"][1]["esito"], &many["piani"][1]["errori"]),
        (&"non fatto".into(), &1.into())
    );
    let table = "PIANO 2024;;;;;\nArea;Periodo;Servizio;Descrizione;Indicatore;Peso\nUNICA;ANNO 2024;S;Fare;Atto;100\n";
    std::fs::write(folder.path().join("t.csv"), table).expect("written");
    let imported = json(&["importa", "t.csv", "--json"], 0);
    assert_eq!(imported["piano"], "t.yaml");
    assert!(imported["riconoscimento"].as_array().is_some_and(|lines| !lines.is_empty()));
    let output = run(folder.path(), &["importa", "t.csv", "--json", "-o", "-"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
}

#[test]
fn a_remedy_fits_the_file_that_it_is_about() {
    let folder = folder();
    let table = "PIANO 2024;;;;;\nArea;Periodo;Servizio;Descrizione;Indicatore;Peso\nUNICA;ANNO 2024;S;Fare;Atto;boh\n";
    std::fs::write(folder.path().join("t.csv"), table).expect("written");
    let plan = small_plan("PIANO", "Fare").replace("peso: 100", "peso: boh");
    std::fs::write(folder.path().join("p.yaml"), plan).expect("written");
    let said = |file: &str| stdout(&run(folder.path(), &["controlla", file])).replace("\n  ", " ");
    let (table, plan) = (said("t.csv"), said("p.yaml"));
    assert!(table.contains("lasciare vuota la cella") && !table.contains("chiave"), "{table}");
    assert!(plan.contains("togliere il peso"), "{plan}");
}
