//! Command `genera --molti`: many plans, each treated as if it were alone.

use crate::support::{names, program, reference_plan, run, small_plan, stderr, stdout};
use std::path::Path;
use std::process::{Output, Stdio};

/// Plan with one error, in line 12: its weight is no number.
fn bad_plan() -> String {
    small_plan("PIANO", "Fare").replace("peso: 100", "peso: molto")
}

/// Makes a folder with the files of `plans`, whose names may include folders.
fn folder(plans: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    for (name, text) in plans {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

/// Reads the files of a set, each with its bytes.
fn set(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| (name.clone(), std::fs::read(folder.join(name)).expect("a file"));
    names(folder).into_iter().map(read).collect()
}

#[track_caller]
fn holds(output: &Output, status: i32, said: &str, complained: &str) {
    assert_eq!(output.status.code(), Some(status), "{}", stderr(output));
    assert_eq!((stdout(output), stderr(output)), (said.to_owned(), complained.to_owned()));
}

/// Returns the findings that a separate run reports of a plan.
fn errors_of(folder: &Path, plan: &str) -> String {
    let said = stderr(&run(folder, &["genera", plan]));
    said.split("avviso[")
        .next()
        .and_then(|said| said.split("Segnalazioni: 1 errore").next())
        .expect("one error")
        .to_owned()
}

#[test]
fn every_set_has_the_bytes_of_a_single_run() {
    let reference = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    let small = small_plan("PIANO", "Fare");
    let table = "PIANO 2024;;;;;\nArea;Periodo;Servizio;Descrizione;Indicatore;Peso\nUNICA;ANNO 2024;S;Fare;Atto;100\n";
    let home = folder(&[
        ("piani/a.yaml", &reference),
        ("piani/nord/b.yml", &small),
        ("piani/c.csv", table),
    ]);
    let options = ["--impronte", "--data", "30.06.2020", "--versione-documento", "2", "--uscita"];
    let with = |args: &[&str], place: &str| {
        run(home.path(), &[&["genera"], args, &options, &[place]].concat())
    };
    let output = with(&["--molti", "piani"], "tutti");
    let said = "\
Piani fatti: 3 su 3, in «tutti», una cartella per piano.
Con avvisi: 2 (13 avvisi); per vederli: --avvisi, oppure allegati controlla PIANO.
";
    holds(&output, 0, said, "");
    assert_eq!(names(&home.path().join("tutti")), ["a", "c", "nord"]);
    // A second run replaces what is there.
    assert_eq!(stdout(&with(&["--molti", "piani"], "tutti")), said);
    for (plan, within) in
        [("piani/a.yaml", "a"), ("piani/nord/b.yml", "nord/b"), ("piani/c.csv", "c")]
    {
        assert_eq!(with(&[plan], within).status.code(), Some(0), "{plan}");
        let alone = set(&home.path().join(within));
        assert_eq!(alone.len(), 9, "{plan}");
        assert!(set(&home.path().join("tutti").join(within)) == alone, "{plan}");
    }
}

#[test]
fn an_error_in_one_plan_stops_none_of_the_others() {
    let small = small_plan("PIANO", "Fare");
    let home = folder(&[
        ("piani/a.yaml", &small),
        ("piani/b.yaml", &bad_plan()),
        ("piani/c.yaml", &small),
    ]);
    let output = run(home.path(), &["genera", "--molti", "piani"]);
    let said = "\
Piani fatti: 2 su 3, in «output», una cartella per piano.
Non fatti: 1
  piani/b.yaml: non fatto, 1 errore
";
    holds(&output, 1, said, &errors_of(home.path(), "piani/b.yaml"));
    assert_eq!(names(&home.path().join("output")), ["a", "c"]);
    assert_eq!(
        names(&home.path().join("output/c")),
        ["c.docx", "c.manifesto.json", "c.pdf", "c.xlsx"]
    );
}

#[test]
fn errors_are_told_in_the_order_of_the_plans_whatever_takes_long() {
    let objective =
        "          - {servizio: S, descrizione: Fare, risultato: Fatto, indicatore: Atto}\n";
    let long = bad_plan() + &objective.repeat(2_000);
    let mut plans = vec![("piani/a.yaml".to_owned(), long)];
    plans.extend((10..40).map(|i| (format!("piani/p{i}.yaml"), bad_plan())));
    let plans: Vec<_> = plans.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let home = folder(&plans);
    let output = run(home.path(), &["genera", "--molti", "piani"]);
    assert_eq!(output.status.code(), Some(1));
    let want: String = plans.iter().map(|(name, _)| errors_of(home.path(), name)).collect();
    assert!(want.starts_with("In piani/a.yaml:\nerrore[peso-non-numerico]"), "{want}");
    assert_eq!(stderr(&output), want);
    assert_eq!(names(home.path()), ["piani"]);
}

#[test]
fn plans_whose_annexes_would_meet_are_both_refused() {
    let small = small_plan("PIANO", "Fare");
    let home =
        folder(&[("piani/A.yml", &small), ("piani/a.yaml", &small), ("piani/b.yaml", &small)]);
    let output = run(home.path(), &["genera", "--molti", "piani", "--tutto"]);
    let hint = "Cambiare il nome di uno dei due piani, o tenerne uno solo: nessuno dei due è stato scritto.";
    let clash = |plan: &str, folder: &str, other: &str| {
        format!(
            "errore[nome-file-non-valido]: Gli allegati andrebbero in «output/{folder}», dove vanno anche quelli di «piani/{other}».\n--> piani/{plan}\n = rimedio: {hint}\n\n"
        )
    };
    let complained = clash("A.yml", "A", "a.yaml") + &clash("a.yaml", "a", "A.yml");
    let said = "\
Piani fatti: 1 su 3, in «output», una cartella per piano.
Non fatti: 2
  piani/A.yml: non fatto, 1 errore
  piani/a.yaml: non fatto, 1 errore
";
    holds(&output, 1, said, &complained);
    assert_eq!(names(&home.path().join("output")), ["b"]);
}

#[test]
fn shares_at_once_in_one_folder_give_the_files_of_one_run() {
    let plans: Vec<(String, String)> = (0..9)
        .map(|i| (format!("piani/{i}.yaml"), small_plan(&format!("PIANO {i}"), "Fare")))
        .collect();
    let files: Vec<(&str, &str)> = plans.iter().map(|(name, text)| (&**name, &**text)).collect();
    let home = folder(&files);
    let whole = run(home.path(), &["genera", "--molti", "piani", "--uscita", "tutti"]);
    assert_eq!(whole.status.code(), Some(0), "{}", stderr(&whole));
    let part = |share: &str| {
        program()
            .current_dir(home.path())
            .args(["genera", "--molti", "piani", "--uscita", "parti", "--parte", share])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program")
    };
    let said: Vec<String> = [part("1/2"), part("2/2")]
        .map(|child| stdout(&child.wait_with_output().expect("an end")))
        .to_vec();
    let folder = "in «parti», una cartella per piano";
    assert_eq!(
        said,
        [format!("Piani fatti: 5 su 5, {folder}.\n"), format!("Piani fatti: 4 su 4, {folder}.\n")]
    );
    assert_eq!(names(&home.path().join("parti")), names(&home.path().join("tutti")));
    for i in 0..9 {
        let of = |folder: &str| set(&home.path().join(folder).join(i.to_string()));
        assert_eq!(of("parti"), of("tutti"), "{i}");
    }
}

#[test]
fn a_list_may_be_one_that_a_powershell_wrote() {
    let home = folder(&[("dati/piano.yaml", &small_plan("PIANO", "Fare"))]);
    let bytes: Vec<u8> =
        "\u{feff}dati/piano.yaml\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(home.path().join("elenco.txt"), bytes).expect("a folder to write into");
    let output = run(home.path(), &["genera", "--molti", "elenco.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(names(&home.path().join("output/dati/piano")).len(), 4);
}

#[test]
fn a_list_names_plans_from_its_own_folder_and_one_that_is_missing_is_an_error_of_its_own() {
    let small = small_plan("PIANO", "Fare");
    let home = folder(&[("dati/nord/piano.yaml", &small), ("dati/sud/piano.yaml", &small)]);
    let list =
        "\u{feff}# i piani\r\n\"sud/piano.yaml\"\r\n\r\nmanca.yaml\r\nnord\r\nsud/piano.yaml\r\n";
    write(home.path(), "dati/elenco.txt", list);
    let output = run(home.path(), &["genera", "--molti", "dati/elenco.txt"]);
    let said = "\
Piani fatti: 2 su 3, in «output», una cartella per piano.
Non fatti: 1
  dati/manca.yaml: non fatto, 1 errore
";
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), said.to_owned()));
    let first = "errore[file-illeggibile]: Il piano «dati/manca.yaml» non si può leggere: il file";
    assert_eq!(stderr(&output).lines().nth(1), Some(first));
    for place in ["nord/piano", "sud/piano"] {
        assert_eq!(names(&home.path().join("output").join(place)).len(), 4, "{place}");
    }
}

#[test]
fn a_list_may_come_from_another_program_and_files_may_be_named_one_by_one() {
    let small = small_plan("PIANO", "Fare");
    let home = folder(&[("nord/a.yaml", &small), ("b.yaml", &small)]);
    let output =
        run(home.path(), &["genera", "--formati", "docx", "--molti", "b.yaml", "./nord/a.yaml"]);
    holds(&output, 0, "Piani fatti: 2 su 2, in «output», una cartella per piano.\n", "");
    std::fs::rename(home.path().join("output"), home.path().join("prima")).expect("renamed");
    let mut child = program()
        .current_dir(home.path())
        .args(["genera", "--molti", "-", "--formati", "docx"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    use std::io::Write;
    child.stdin.take().expect("a pipe").write_all(b"nord/a.yaml\nb.yaml\n").expect("written");
    assert!(child.wait().expect("ended").success());
    for place in ["b", "nord/a"] {
        let [one, other] = ["prima", "output"].map(|all| set(&home.path().join(all).join(place)));
        assert!(one.len() == 2 && one == other, "{place}");
    }
}

#[test]
fn what_is_no_plan_is_not_looked_at() {
    let small = small_plan("PIANO", "Fare");
    let home = folder(&[
        ("a.yaml", &small),
        ("LEGGIMI.txt", "x"),
        (".nascosto.yaml", "x"),
        ("~$b.xlsx", "x"),
        ("foto.png", "x"),
    ]);
    // Neither the annexes of this run nor those of another, beside their manifest.
    let said = "Piani fatti: 1 su 1, in «output», una cartella per piano.\n";
    for _ in 0..2 {
        holds(&run(home.path(), &["genera", "--molti", "."]), 0, said, "");
    }
    let alone = run(home.path(), &["genera", "a.yaml", "--uscita", "altrove"]);
    assert_eq!(alone.status.code(), Some(0));
    holds(&run(home.path(), &["genera", "--molti", "."]), 0, said, "");
}

#[test]
fn without_a_plan_there_is_nothing_to_do() {
    let home = folder(&[("vuota/LEGGIMI.txt", "x"), ("elenco.txt", "# nulla\n")]);
    write(home.path(), "rotto.txt", "");
    std::fs::write(home.path().join("rotto.txt"), b"citt\xe0.yaml").expect("written");
    let plans = "non c'è nessun piano (.yaml, .json, .xlsx, .xls, .ods, .csv, .tsv, .docx o .odt).";
    for (named, message) in [
        ("vuota", format!("In «vuota» {plans}")),
        ("elenco.txt", format!("In «elenco.txt» {plans}")),
        ("manca.txt", "L'elenco «manca.txt» non si può leggere: il file non c'è.".to_owned()),
        (
            "rotto.txt",
            "L'elenco «rotto.txt» non è scritto in UTF-8: salvarlo con la codifica UTF-8."
                .to_owned(),
        ),
    ] {
        let output = run(home.path(), &["genera", "--molti", named]);
        holds(&output, 2, "", &format!("errore: {message}\n"));
    }
    assert_eq!(names(home.path()), ["elenco.txt", "rotto.txt", "vuota"]);
}

#[test]
fn what_concerns_all_plans_is_said_once() {
    let small = small_plan("PIANO", "Fare");
    let home = folder(&[
        ("piani/a.yaml", &small),
        ("piani/b.yaml", &small),
        ("file", "x"),
        ("lay/layout.toml", "pagina = 3\n"),
    ]);
    let output = run(home.path(), &["genera", "--molti", "piani", "--uscita", "file"]);
    let message =
        "errore: «file» è un file, non una cartella. Indicare una cartella con --uscita.\n";
    holds(&output, 2, "", message);
    let output = run(home.path(), &["genera", "--molti", "piani", "--layout", "lay", "--tutto"]);
    let said = stderr(&output);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    assert_eq!(said.matches("Manca la chiave «stili»").count(), 1, "{said}");
    assert!(said.ends_with("Nessun allegato è stato scritto: il layout vale per tutti i piani.\n"));
    assert_eq!(names(home.path()), ["file", "lay", "piani"]);
}

#[test]
fn a_disk_that_fails_for_one_plan_ends_with_two() {
    let small = small_plan("PIANO", "Fare");
    let home = folder(&[("piani/a.yaml", &small), ("piani/b.yaml", &small), ("output/a", "x")]);
    let output = run(home.path(), &["genera", "--molti", "piani"]);
    let said = "\
Piani fatti: 1 su 2, in «output», una cartella per piano.
Non fatti: 1
  piani/a.yaml: non scritto
";
    let message = "errore: «piani/a.yaml»: «output/a» è un file, non una cartella. Indicare una cartella con --uscita.\n\n";
    holds(&output, 2, said, message);
    assert_eq!(names(&home.path().join("output/b")).len(), 4);
}

#[test]
fn warnings_are_counted_and_told_where_they_are_asked_for() {
    let warned = small_plan("PIANO", "Fare").replace("peso: 100", "peso: 90");
    let home = folder(&[("piani/a.yaml", &warned), ("piani/b.yaml", &small_plan("PIANO", "Fare"))]);
    let output = run(home.path(), &["genera", "--molti", "piani"]);
    let said = "\
Piani fatti: 2 su 2, in «output», una cartella per piano.
Con avvisi: 1 (1 avviso); per vederli: --avvisi, oppure allegati controlla PIANO.
";
    holds(&output, 0, said, "");
    let alone = stderr(&run(home.path(), &["genera", "piani/a.yaml"]));
    assert!(alone.starts_with("In piani/a.yaml:\navviso[totale-diverso]"), "{alone}");
    let output = run(home.path(), &["genera", "--molti", "piani", "--avvisi"]);
    let told = format!("piani/a.yaml: fatto, 1 avviso\n{alone}piani/b.yaml: fatto\n");
    holds(&output, 0, said, &told);
    let output = run(home.path(), &["genera", "--molti", "piani", "--rigoroso"]);
    let said = "\
Piani fatti: 1 su 2, in «output», una cartella per piano.
Non fatti: 1
  piani/a.yaml: non fatto, 1 errore
";
    holds(&output, 1, said, &alone.replacen("avviso[", "errore[", 1));
}

#[test]
fn options_that_contradict_it_are_refused() {
    let home = folder(&[]);
    for (args, message) in [
        (
            &["genera", "a.yaml", "--molti", "piani"][..],
            "[PIANO] e --molti <PIANI> non vanno insieme.",
        ),
        (&["genera", "a.yaml", "--avvisi"], "[PIANO] e --avvisi non vanno insieme."),
        (&["genera", "--molti"], "Manca il valore di --molti <PIANI>."),
        (
            &["genera"],
            "In questa cartella non c'è nessun piano (.yaml, .json, .xlsx, .xls, .ods, .csv, .tsv, .docx o .odt): indicare il file. Per prepararne uno: allegati nuovo CARTELLA.",
        ),
    ] {
        let output = run(home.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let first = format!("errore: {message}");
        assert_eq!(stderr(&output).lines().next(), Some(first.as_str()), "{args:?}");
    }
}
