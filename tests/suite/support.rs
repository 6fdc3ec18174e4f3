//! Reference plan, annexes of plans, and runs of the program, for the modules of tests.

use allegati::annex::{Annex, Block};
use allegati::compose::{Composition, compose_plan, dataset_findings, levels};
use allegati::dataset::{Dataset, WorkbookSheet};
use allegati::diag::Findings;
use allegati::group::group_plan;
use allegati::job;
use allegati::job::PlanFormat;
use allegati::layout::load_layout;
use allegati::source::SourceMap;
use allegati::validate::validate_plan;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the path of the reference plan.
pub(crate) fn reference_plan() -> PathBuf {
    root().join("inputs/piano-obiettivi-2020-2022.yaml")
}

/// Composes the annex of a plan text (YAML) in a layout; it must have no errors.
pub(crate) fn annex_of(plan: &str, layout: &str) -> Annex {
    composition_of(plan, layout).annex
}

/// The data of a workbook that has the sheet «Piano» only.
pub(crate) fn plan_sheet() -> Dataset {
    Dataset { sheets: vec![WorkbookSheet::Plan], ..Dataset::default() }
}

/// The annex and the data of a plan text (YAML) in a layout; it must have no errors.
pub(crate) fn composition_of(plan: &str, layout: &str) -> Composition {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = plan.as_bytes().to_vec();
    let raw = job::read_plan("piano.yaml", bytes, PlanFormat::YAML, &mut sources, &mut findings);
    let plan = validate_plan(raw.expect("a readable plan"), &sources, &mut findings).plan;
    let layout = load_layout(layout, &mut sources, &mut findings).expect("a sound layout");
    let tree = group_plan(&plan, &levels(&layout));
    let composition = compose_plan(&plan, &tree, &layout, None, &mut findings);
    assert!(!findings.has_errors(), "{findings:?}");
    let mut composition = composition.expect("no errors, so an annex");
    composition.dataset.findings = dataset_findings(&plan, &findings);
    composition
}

/// Composes the annex of the reference plan.
pub(crate) fn reference_annex() -> Annex {
    let text = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    annex_of(&text, "piano-obiettivi")
}

/// Prepares a run of the program without variables of the environment that it reads.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allegati"));
    command.env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR").env_remove("COLUMNS");
    // Settings of the person who runs the tests are none of theirs.
    let nowhere = root().join("target/nessuna-configurazione");
    command.env("XDG_CONFIG_HOME", &nowhere).env("APPDATA", nowhere);
    command
}

/// Runs the program in `folder`.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    program().current_dir(folder).args(args).output().expect("the program runs")
}

/// Returns standard output as text, its paths with `/` on every system.
pub(crate) fn stdout(output: &Output) -> String {
    printed(&output.stdout)
}

/// Returns standard error as text, its paths with `/` on every system.
pub(crate) fn stderr(output: &Output) -> String {
    printed(&output.stderr)
}

/// Returns what a program printed, its paths with `/`: only Windows separates folders by `\`, which JSON writes
/// twice, since one alone escapes there.
fn printed(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    if !cfg!(windows) {
        return text;
    }
    let separator = if text.starts_with(['{', '[']) { "\\\\" } else { "\\" };
    text.replace(separator, "/")
}

/// Lists the file names in a folder, sorted; empty if there is no folder.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Makes a small sound plan with one objective whose description is `description`.
pub(crate) fn small_plan(title: &str, description: &str) -> String {
    format!(
        "titolo: {title}\naree:\n  - nome: AREA UNICA\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: SEGRETERIA\n            tipologia: S\n            descrizione: {description}\n            risultato: Fatto entro il 31.12.2024\n            indicatore: Relazione\n            peso: 100\n"
    )
}

/// Writes a layout of these files (name and text) and a plan, and returns what `controlla` reports of
/// them in full, with the annex unless there are errors.
pub(crate) fn checked(plan: &str, files: &[(&str, &str)]) -> (Option<Annex>, String) {
    let folder = tempfile::tempdir().expect("temporary folder");
    let layout = folder.path().join("mio");
    std::fs::create_dir(&layout).expect("folder");
    for (name, text) in files {
        std::fs::write(layout.join(name), text).expect("written");
    }
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let done = run(folder.path(), &["controlla", "piano.yaml", "--layout", "mio", "--tutto"]);
    let said = stderr(&done) + &stdout(&done);
    let sound = done.status.code() == Some(0);
    (sound.then(|| annex_of(plan, &layout.display().to_string())), said)
}

/// Returns what `layout controlla` reports in full of a layout of these files.
pub(crate) fn checked_layout(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let done = run(folder.path(), &["layout", "controlla", ".", "--tutto"]);
    stderr(&done) + &stdout(&done)
}

/// Lists headings and paragraphs of an annex in order.
pub(crate) fn texts(annex: &Annex) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Heading(heading) => Some(heading.text.clone()),
        Block::Text(text) => Some(allegati::annex::plain_text(&text.content)),
        _ => None,
    };
    annex.blocks.iter().filter_map(text).collect()
}

/// Lists the rows of the tables of an annex, those of heads and totals included, each cell with its
/// words.
pub(crate) fn rows(annex: &Annex) -> Vec<Vec<String>> {
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = tables.flat_map(|table| {
        let bodies = table.bodies().iter();
        let bodies =
            bodies.flat_map(|body| body.bands.iter().chain(&body.rows).chain(&body.totals));
        table.head().iter().chain(bodies).chain(table.foot())
    });
    rows.map(|row| row.cells.iter().map(|cell| cell.text()).collect()).collect()
}
