//! `allegati.toml`: where it is found, what outdoes it, what is said of it; and the guide.

use crate::support::{names, program, run, small_plan, stderr, stdout};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

const SETTINGS: &str = "uscita = \"consegna\"\nformati = [\"pdf\", \"docx\"]\nente = \"Comune di Esempio\"\n\n[[firmatari]]\nqualifica = \"Il Segretario comunale\"\nnome = \"Anna Neri\"\n";

/// Makes a folder with `piani/p.yaml` and the given settings beside it.
fn office(settings: &str, head: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let plans = folder.path().join("piani");
    std::fs::create_dir(&plans).expect("made");
    let plan = format!("{head}{}", small_plan("PIANO OBIETTIVI 2024", "Riordino"));
    std::fs::write(plans.join("p.yaml"), plan).expect("written");
    std::fs::write(plans.join("allegati.toml"), settings).expect("written");
    folder
}

fn manifest(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}

/// Returns what a run said, on one line: messages are wrapped.
fn said(output: &Output) -> String {
    let text = stderr(output) + &stdout(output);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn settings_beside_the_plan_give_what_nobody_says() {
    let folder = office(SETTINGS, "");
    let made = run(folder.path(), &["genera", "piani/p.yaml"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert_eq!(
        names(&folder.path().join("piani/consegna")),
        ["p.docx", "p.manifesto.json", "p.pdf"]
    );
    let line = "Dalla configurazione «piani/allegati.toml»: uscita, formati, ente, firmatari.";
    assert_eq!(said(&made).matches(line).count(), 1, "{}", said(&made));

    let manifest = manifest(&folder.path().join("piani/consegna/p.manifesto.json"));
    let taken = &manifest["scelte"]["configurazione"];
    assert_eq!(taken[0], "ente=Comune di Esempio");
    assert_eq!(taken.as_array().map(Vec::len), Some(3));

    // What the settings gave is part of how the files are made again.
    let docx = folder.path().join("piani/consegna/p.docx");
    std::fs::copy(&docx, folder.path().join("tornato.docx")).expect("copied");
    std::fs::remove_file(&docx).expect("removed");
    let verified = run(
        folder.path(),
        &["verifica", "piani/consegna", "tornato.docx", "--piano", "piani/p.yaml"],
    );
    assert_eq!(verified.status.code(), Some(0), "{}", stderr(&verified));
}

#[test]
fn the_plan_outdoes_the_settings_and_the_command_line_outdoes_both() {
    let folder = office(SETTINGS, "ente: Unione di Altrove\n");
    let made =
        run(folder.path(), &["genera", "piani/p.yaml", "--formati", "pdf", "--uscita", "qui"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert_eq!(names(&folder.path().join("qui")), ["p.manifesto.json", "p.pdf"]);
    assert!(said(&made).contains("«piani/allegati.toml»: firmatari."), "{}", said(&made));
    // A default is silent where an option would contradict.
    assert!(!said(&made).contains("valore-contrario"), "{}", said(&made));
    let plan = stdout(&run(folder.path(), &["importa", "piani/p.yaml", "-o", "-"]));
    assert!(plan.contains("ente: Unione di Altrove") && plan.contains("Anna Neri"), "{plan}");
    // With the option the plan's own value is contradicted, as ever.
    let given = run(folder.path(), &["genera", "piani/p.yaml", "--ente", "Comune di Esempio"]);
    assert_eq!(given.status.code(), Some(1), "{}", stderr(&given));
}

#[test]
fn the_users_folder_counts_where_nothing_lies_beside_the_plan() {
    let folder = office(SETTINGS, "");
    let users = folder.path().join("utente/allegati");
    std::fs::create_dir_all(&users).expect("made");
    std::fs::rename(folder.path().join("piani/allegati.toml"), users.join("allegati.toml"))
        .expect("moved");
    let run_with = |config: &Path| {
        let mut command = program();
        command.env("XDG_CONFIG_HOME", config).env("APPDATA", config);
        command.current_dir(folder.path()).args(["controlla", "piani/p.yaml", "--json"]);
        command.output().expect("it runs")
    };
    let checked = run_with(&folder.path().join("utente"));
    let report: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    let account = report["riconoscimento"][0].as_str().unwrap_or_default().replace('\\', "/");
    assert!(account.ends_with("utente/allegati/allegati.toml»: ente, firmatari."), "{report}");
    let without = run_with(&folder.path().join("altrove"));
    assert!(!stdout(&without).contains("riconoscimento"), "{}", stdout(&without));
}

#[test]
fn many_plans_share_the_settings_of_their_folder() {
    let folder = office("ente = \"Comune di Esempio\"\n", "");
    let made = run(folder.path(), &["genera", "--molti", "piani", "--uscita", "tutti"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let manifest = manifest(&folder.path().join("tutti/p/p.manifesto.json"));
    assert_eq!(manifest["scelte"]["configurazione"][0], "ente=Comune di Esempio");
    let line = "Dalla configurazione «piani/allegati.toml», dove il piano non dice altro: ente.";
    assert!(said(&made).contains(line), "{}", said(&made));
}

#[test]
fn wrong_settings_stop_every_command_at_their_line() {
    let folder = office("ente = \"Comune\"\nfirmatri = [\"Il Sindaco\"]\n", "");
    for command in [
        &["genera", "piani/p.yaml"][..],
        &["controlla", "piani/p.yaml"],
        &["importa", "piani/p.yaml", "-o", "-"],
    ] {
        let output = run(folder.path(), command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(
            said(&output).contains("In piani/allegati.toml: errore[chiave-sconosciuta]"),
            "{}",
            said(&output)
        );
        assert!(
            said(&output).contains("riga 2") && said(&output).contains("«firmatari»"),
            "{}",
            said(&output)
        );
    }
    assert_eq!(names(folder.path()), ["piani"]);
}

#[test]
fn settings_beside_a_plan_lead_nowhere_else() {
    for outside in ["uscita = \"../altrove\"", "uscita = \"/tmp/altrove\"", "layout = \"/etc\""] {
        let folder = office(&format!("{outside}\n"), "");
        let output = run(folder.path(), &["genera", "piani/p.yaml"]);
        assert_eq!(output.status.code(), Some(2), "{outside}: {}", said(&output));
        assert!(said(&output).contains("esce dalla cartella"), "{}", said(&output));
    }
    let folder = office("layout = \"../layout-ente\"\n", "");
    let extracted = run(folder.path(), &["layout", "estrai", "piano-obiettivi", "layout-ente"]);
    assert_eq!(extracted.status.code(), Some(0));
    let made = run(folder.path(), &["genera", "piani/p.yaml"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let manifest = manifest(&folder.path().join("output/p.manifesto.json"));
    assert_eq!(manifest["layout"]["nome"], "layout-ente");
}

#[test]
fn the_guide_is_written_where_the_message_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = program();
    command.env("XDG_CACHE_HOME", folder.path()).env("LOCALAPPDATA", folder.path());
    let output = command.args(["guida", "--senza-browser"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let path = folder.path().join("allegati").join("guida-allegati.html");
    assert!(stdout(&output).contains(&path.display().to_string()), "{}", stdout(&output));
    let guide = std::fs::read_to_string(path).expect("the guide");
    assert!(guide.contains("<section id=\"impiegato\">") && guide.contains("allegati.toml"));
}
