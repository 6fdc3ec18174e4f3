//! The cookbook of layouts: every recipe is shown as its files are, is sound, and prints all of its plan.

use crate::support::{annex_of, names, root, run, stderr, stdout};
use serde_json::Value;
use std::path::PathBuf;

/// Recipe whose plan has values that are words in the place of numbers, with the findings about them.
const WITH_FINDINGS: (&str, &str) = ("valori-a-parole", "Segnalazioni: 3 note.");

/// Keys of a plan that say how it is made, not what it says.
const STRUCTURE: [&str; 4] = ["livelli", "campi", "pesi", "anni"];

fn folder() -> PathBuf {
    root().join("layouts/ricette")
}

/// Lists the recipes.
fn recipes() -> Vec<String> {
    let mut found = names(&folder());
    found.retain(|name| folder().join(name).is_dir());
    found
}

fn cookbook() -> String {
    std::fs::read_to_string(root().join("layouts/RICETTE.md")).expect("the cookbook")
}

fn file(recipe: &str, name: &str) -> String {
    std::fs::read_to_string(folder().join(recipe).join(name)).expect("a file of a recipe")
}

/// Divides the cookbook into its chapters, each with the name of its recipe.
fn chapters() -> Vec<(String, String)> {
    let text = cookbook();
    let chapters = text.split("\n## ").filter_map(|chapter| {
        let link = chapter.split("\nI file: [ricette/").nth(1)?;
        Some((link.split(']').next()?.to_owned(), chapter.to_owned()))
    });
    chapters.collect()
}

/// Lists the texts shown in a chapter, each with the ending of the files that it is from.
fn shown(chapter: &str) -> Vec<(&str, &str)> {
    let fences = chapter.split("```").skip(1).step_by(2);
    fences.map(|fence| fence.split_once('\n').expect("lines")).collect()
}

#[test]
fn every_folder_has_its_chapter_with_its_picture() {
    let mut told: Vec<_> = chapters().into_iter().map(|(recipe, _)| recipe).collect();
    let index = cookbook().lines().filter(|line| line.starts_with("| [")).count();
    assert_eq!(index, told.len());
    told.sort();
    assert_eq!(told, recipes());
    assert!(told.len() >= 14, "{told:?}");
    for (recipe, chapter) in chapters() {
        let picture = format!("](ricette/{recipe}/pagina.png)\n");
        assert!(chapter.contains(&picture), "{recipe}");
        let bytes = std::fs::read(folder().join(&recipe).join("pagina.png")).expect("a picture");
        assert!(bytes.starts_with(b"\x89PNG"), "{recipe}");
    }
}

#[test]
fn the_lines_shown_are_those_of_the_files() {
    for (recipe, chapter) in chapters() {
        let files = names(&folder().join(&recipe));
        let shown = shown(&chapter);
        assert!(!shown.is_empty(), "{recipe} shows nothing");
        for (ending, lines) in shown {
            let of_kind = files.iter().filter(|name| name.ends_with(&format!(".{ending}")));
            let is_there = |name: &String| format!("{}\n", file(&recipe, name)).contains(lines);
            assert!(of_kind.clone().any(is_there), "{recipe}: {lines}");
        }
    }
}

#[test]
fn every_layout_is_short_and_sound() {
    for recipe in recipes() {
        let layout = file(&recipe, "layout.toml");
        assert!(layout.starts_with("base = \"piano-obiettivi\"\n"), "{recipe}");
        assert!(layout.lines().count() < 60, "{recipe}");
        let checked = run(&folder(), &["layout", "controlla", &format!("./{recipe}")]);
        assert_eq!(stdout(&checked), "Nessuna segnalazione.\n", "{recipe}: {}", stderr(&checked));
    }
}

#[test]
fn every_plan_is_made_with_the_findings_that_its_recipe_speaks_of() {
    let to = tempfile::tempdir().expect("temporary folder");
    for recipe in recipes() {
        let (plan, layout) = (format!("{recipe}/piano.yaml"), format!("./{recipe}"));
        let output = to.path().join(&recipe).display().to_string();
        let made = run(&folder(), &["genera", &plan, "--layout", &layout, "--uscita", &output]);
        assert_eq!(made.status.code(), Some(0), "{recipe}: {}", stderr(&made));
        let said = stdout(&made) + &stderr(&made);
        if recipe == WITH_FINDINGS.0 {
            assert!(said.contains(WITH_FINDINGS.1), "{said}");
            assert_eq!(said.matches("[valore-a-parole]").count(), 3, "{said}");
        } else {
            assert!(said.contains("Nessuna segnalazione."), "{recipe}: {said}");
        }
    }
}

/// Lists the texts of a plan, each as its lines without marks of lists and rules of small tables.
fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            let says = |key: &str| !STRUCTURE.contains(&key);
            entries.iter().filter(|(key, _)| says(key)).for_each(|(_, value)| texts(value, out));
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, out)),
        Value::String(text) => {
            let pieces = text.split(['\n', '|']).map(|piece| piece.trim().trim_start_matches("- "));
            out.extend(
                pieces.filter(|piece| piece.chars().any(char::is_alphanumeric)).map(letters),
            );
        }
        Value::Number(number) => out.push(number.to_string()),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Returns a text without white space, and with the commas of Italian numbers as written.
fn letters(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace("\\n", "")
}

#[test]
fn every_text_of_a_plan_is_in_its_annex() {
    for recipe in recipes() {
        let plan = file(&recipe, "piano.yaml");
        let annex = annex_of(&plan, &folder().join(&recipe).display().to_string());
        let printed = letters(&allegati::annex::dump(&annex));
        let mut said = Vec::new();
        let value: Value = serde_saphyr::from_str(&plan).expect("YAML");
        texts(&value, &mut said);
        assert!(said.len() > 5, "{recipe}");
        said.retain(|text| !printed.contains(text));
        assert_eq!(said, [""; 0], "{recipe}");
    }
}

/// Documents with needs in other combinations than the recipes, each with the texts that its layout
/// does not print and the findings that say so.
const DOCUMENTS: [(&str, &[&str], &[&str]); 6] = [
    ("agenzia", &[], &[]),
    ("consorzio", &[], &[]),
    ("fondazione", &[], &[]),
    ("provincia", &[], &[]),
    ("societa", &["12.03.2026", "Assembleadeisoci"], &["«organo»"]),
    ("unione", &[], &[]),
];

#[test]
fn every_text_of_a_document_is_in_its_annex_or_in_a_finding() {
    let documents = root().join("tests/giudici/documenti");
    assert_eq!(names(&documents), DOCUMENTS.map(|(name, ..)| name));
    let to = tempfile::tempdir().expect("temporary folder");
    for (name, unprinted, findings) in DOCUMENTS {
        let read = |file: &str| std::fs::read_to_string(documents.join(name).join(file));
        let layout = read("layout.toml").expect("a layout");
        assert!(layout.lines().count() < 60, "{name} takes {} lines", layout.lines().count());
        let (plan, folder) = (read("piano.yaml").expect("a plan"), documents.join(name));
        let printed =
            letters(&allegati::annex::dump(&annex_of(&plan, &folder.display().to_string())));
        let mut said = Vec::new();
        texts(&serde_saphyr::from_str(&plan).expect("YAML"), &mut said);
        said.retain(|text| !printed.contains(text));
        assert_eq!(said, unprinted, "{name}");
        let file = folder.join("piano.yaml").display().to_string();
        let (layout, output) = (folder.display().to_string(), to.path().join(name));
        let output = output.display().to_string();
        let made = run(&folder, &["genera", &file, "--layout", &layout, "--uscita", &output]);
        let told = stdout(&made) + &stderr(&made);
        assert_eq!(made.status.code(), Some(0), "{told}");
        assert!(findings.iter().all(|finding| told.contains(finding)), "{name}: {told}");
    }
}
