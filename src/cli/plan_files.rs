//! Files of a folder that may be plans.

use crate::job::{PlanFormat, read_cause};
use crate::manifest;
use std::io::Result as IoResult;
use std::path::{Path, PathBuf};

/// Extensions of plans, for the message that there are none.
pub(crate) const PLANS: &str = ".yaml, .json, .xlsx, .xls, .ods, .csv, .tsv, .docx o .odt";
/// Files that a message names at most.
const MOST_NAMED: usize = 5;

/// Returns the message on a plan that would be written in YAML under the name of another format.
pub(super) fn not_yaml(target: &Path) -> Option<String> {
    let ending = target.extension().unwrap_or_default();
    let is_yaml = ["yaml", "yml"].iter().any(|yaml| ending.eq_ignore_ascii_case(yaml));
    (!is_yaml).then(|| {
        format!(
            "Il piano si scrive in YAML, e «{}» non finisce in .yaml: indicare, per esempio, «{}».",
            target.display(),
            target.with_extension("yaml").display()
        )
    })
}

/// Returns the only plan in `folder`: the only YAML file, or where there is none the only JSON file,
/// or else the only table.
///
/// # Errors
/// The message if there is none, or several.
pub(crate) fn only_plan(folder: &Path) -> Result<PathBuf, String> {
    let found = entries(folder)
        .map_err(|error| format!("La cartella non si può leggere: {}.", read_cause(&error)))?;
    let mut plans: Vec<PathBuf> = found
        .into_iter()
        .filter(|(path, is_folder)| !is_folder && is_plan(path) && !is_annex(path))
        .map(|(path, _)| PathBuf::from(path.file_name().unwrap_or_default()))
        .collect();
    plans.sort();
    let of = |wanted: fn(PlanFormat) -> bool| -> Vec<&PathBuf> {
        plans.iter().filter(|path| wanted(PlanFormat::of(path))).collect()
    };
    let groups = [
        of(|format| format == PlanFormat::YAML),
        of(|format| format == PlanFormat::JSON),
        of(|format| matches!(format, PlanFormat::Table(_))),
    ];
    match groups.iter().find(|group| !group.is_empty()).map(Vec::as_slice) {
        Some([only]) => Ok((*only).clone()),
        Some(several) => {
            let names: Vec<String> = several
                .iter()
                .take(MOST_NAMED)
                .map(|path| format!("«{}»", path.display()))
                .collect();
            let more = if several.len() > MOST_NAMED { " e altri" } else { "" };
            Err(format!(
                "In questa cartella ci sono {} piani, {}{more}: indicare quale.",
                several.len(),
                names.join(", ")
            ))
        }
        None => Err(format!(
            "In questa cartella non c'è nessun piano ({PLANS}): indicare il file. Per prepararne uno: allegati nuovo CARTELLA."
        )),
    }
}

/// Returns the visible entries of `folder`, each with `true` if it is a folder.
pub(crate) fn entries(folder: &Path) -> IoResult<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // What Excel and Word write beside an open file begins with «~$».
        let is_hidden = [".", "~$"].iter().any(|with| name.to_string_lossy().starts_with(with));
        if !is_hidden {
            // A link to a folder counts as a file: links could lead in circles.
            entries.push((entry.path(), entry.file_type()?.is_dir()));
        }
    }
    Ok(entries)
}

/// Returns the workbooks in `folder`, in the order of their names, and the names of its other files and of its
/// folders, which are not looked into.
///
/// # Errors
/// The message if it cannot be read.
pub(crate) fn workbooks(folder: &Path) -> Result<(Vec<PathBuf>, Vec<String>), String> {
    let found = entries(folder).map_err(|error| {
        format!("La cartella «{}» non si può leggere: {}.", folder.display(), read_cause(&error))
    })?;
    let (folders, files): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, is_folder)| *is_folder);
    let files = files.into_iter().map(|(path, _)| path);
    let is_workbook = |path: &PathBuf| {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        ["xlsx", "xlsm", "xls", "ods", "fods"].iter().any(|own| extension.eq_ignore_ascii_case(own))
    };
    let (mut workbooks, others): (Vec<_>, Vec<_>) = files.partition(is_workbook);
    workbooks.sort();
    let name = |path: PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folders = folders.into_iter().map(|(path, _)| format!("{} (una cartella)", name(path)));
    let mut others: Vec<String> = others.into_iter().map(name).chain(folders).collect();
    others.sort();
    Ok((workbooks, others))
}

/// Returns `true` for a list of plans.
pub(crate) fn is_list(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"))
}

/// Returns `true` if the name of a file in a folder is that of a plan.
pub(crate) fn is_plan(path: &Path) -> bool {
    let has = |ext: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ext));
    match PlanFormat::of(path) {
        PlanFormat::YAML => has("yaml") || has("yml"),
        PlanFormat::JSON => !path.to_string_lossy().ends_with(manifest::ENDING),
        // A text file may hold anything: it counts only where the user names it.
        PlanFormat::Table(_) => !is_list(path),
    }
}

/// Returns `true` for an annex of ours, which has its manifest beside it.
pub(crate) fn is_annex(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_made = path.extension().is_some_and(|e| e == "xlsx" || e == "docx");
    is_made && path.with_file_name(format!("{stem}{}", manifest::ENDING)).exists()
}
