//! Which plans `--molti` means, and where the annexes of each go.

use crate::cli::prepare::{bytes, cause};
use crate::job::Format;
use crate::manifest;
use std::collections::BTreeMap;
use std::io::Result as IoResult;
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// A plan among many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plan {
    /// Its file.
    pub path: PathBuf,
    /// The folder of its annexes, in that of all: its own name without extension, below the
    /// folders that it lies in.
    pub folder: PathBuf,
}

/// The plans that the user names, in the order of their paths, each once; `output` is where
/// the annexes go.
///
/// # Errors
/// What to say where a folder or a list cannot be read, or where there is no plan.
pub fn plans(named: &[PathBuf], output: &Path) -> Result<Vec<Plan>, String> {
    let mut search = Search { output: output.canonicalize().ok(), plans: Vec::new() };
    for path in named {
        match path {
            path if path.as_os_str() == "-" => search.list(path, Path::new(""))?,
            path if path.is_dir() => search.folder(path, path)?,
            path if is_list(path) => search.list(path, path.parent().unwrap_or(path))?,
            path => search.plan(path, Path::new("")),
        }
    }
    let mut plans = search.plans;
    plans.sort();
    plans.dedup();
    match plans.is_empty() {
        true => Err(format!("In {} non c'è nessun piano ({PLANS}).", quoted(named))),
        false => Ok(plans),
    }
}

/// The plans whose annexes would go to the folder of another plan, by their place among
/// `plans`, each with the place of another of them.
pub fn clashes(plans: &[Plan]) -> BTreeMap<usize, usize> {
    let mut by_folder: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, plan) in plans.iter().enumerate() {
        // Windows and macOS hold names that differ in case, or in how an accent is written,
        // to be the same.
        let folder = plan.folder.to_string_lossy().nfc().collect::<String>().to_lowercase();
        by_folder.entry(folder).or_default().push(i);
    }
    let several = by_folder.into_values().filter(|all| all.len() > 1);
    let pairs = several.flat_map(|all| {
        let (first, second) = (all[0], all[1]);
        all.into_iter().map(move |i| (i, if i == first { second } else { first }))
    });
    pairs.collect()
}

/// What is looked for in a folder.
const PLANS: &str = ".yaml, .json, .xlsx, .xls, .ods, .csv, .tsv o .docx";
/// How deep folders may lie in one another.
const MOST_DEEP: usize = 64;

struct Search {
    /// Where annexes go, links followed: nothing in it is a plan.
    output: Option<PathBuf>,
    plans: Vec<Plan>,
}

impl Search {
    /// Adds the file `path`, keeping the folders below `root` that it lies in.
    fn plan(&mut self, path: &Path, root: &Path) {
        let folder = folder_of(path, root);
        let path = Some(without_dots(path)).filter(|path| path.as_os_str() != "-");
        // A file of that name is not standard input.
        self.plans.push(Plan { path: path.unwrap_or_else(|| "./-".into()), folder });
    }

    /// Adds all plans in `folder` and the folders in it, keeping those below `root`.
    fn folder(&mut self, folder: &Path, root: &Path) -> Result<(), String> {
        if self.output.is_some() && self.output == folder.canonicalize().ok() {
            return Ok(());
        }
        if folder.components().count() > root.components().count() + MOST_DEEP {
            return Err(format!("Troppe cartelle una dentro l'altra: «{}».", folder.display()));
        }
        let entries = entries(folder).map_err(|error| {
            format!("La cartella «{}» non si può leggere: {}.", folder.display(), cause(&error))
        })?;
        for (path, is_folder) in entries {
            if is_folder {
                self.folder(&path, root)?;
            } else if is_plan(&path) && path.is_file() && !is_annex(&path) {
                self.plan(&path, root);
            }
        }
        Ok(())
    }

    /// Adds what the list `path` names, a path a line; paths are meant from `root`.
    fn list(&mut self, path: &Path, root: &Path) -> Result<(), String> {
        let name = path.display();
        let bytes = bytes(path)
            .map_err(|error| format!("L'elenco «{name}» non si può leggere: {}.", cause(&error)))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            format!("L'elenco «{name}» non è scritto in UTF-8: salvarlo con la codifica UTF-8.")
        })?;
        for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
            // Windows copies a path with quotation marks around it.
            let line = line.trim_matches('"');
            let path = root.join(line);
            match () {
                () if line.is_empty() || line.starts_with('#') => {}
                () if path.is_dir() => self.folder(&path, root)?,
                () => self.plan(&path, root),
            }
        }
        Ok(())
    }
}

/// What lies in `folder` and is not hidden, each with whether it is a folder; links to
/// folders are not, which could lead in circles.
fn entries(folder: &Path) -> IoResult<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // What Excel and Word write beside an open file begins with «~$».
        let is_hidden = [".", "~$"].iter().any(|with| name.to_string_lossy().starts_with(with));
        if !is_hidden {
            entries.push((entry.path(), entry.file_type()?.is_dir()));
        }
    }
    Ok(entries)
}

fn is_list(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"))
}

/// Whether a file in a folder is one by its name. A `.txt` may hold anything.
fn is_plan(path: &Path) -> bool {
    let is = |one: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(one));
    match Format::of(path) {
        Format::YAML => is("yaml") || is("yml"),
        Format::JSON => !path.to_string_lossy().ends_with(manifest::ENDING),
        Format::Table(_) => !is_list(path),
    }
}

/// Whether it is one of our annexes: their manifest stands beside them.
fn is_annex(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_made = ["xlsx", "docx"].iter().any(|made| path.extension().is_some_and(|e| e == *made));
    is_made && path.with_file_name(format!("{stem}{}", manifest::ENDING)).exists()
}

/// The name of the plan `path` without extension, below its folders if it lies in `root`.
fn folder_of(path: &Path, root: &Path) -> PathBuf {
    let inside = path.strip_prefix(root).ok().filter(|inside| is_plain(inside));
    let own = inside.and_then(Path::parent).unwrap_or(Path::new(""));
    let stem = path.file_stem().filter(|stem| is_plain(Path::new(stem)));
    without_dots(&own.join(stem.or(path.file_name()).unwrap_or_default()))
}

fn without_dots(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// Whether `path` leads downwards only.
fn is_plain(path: &Path) -> bool {
    path.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
}

fn quoted(named: &[PathBuf]) -> String {
    let names: Vec<_> = named.iter().map(|path| format!("«{}»", path.display())).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(path: &str, root: &str) -> Plan {
        let (path, root) = (Path::new(path), Path::new(root));
        Plan { path: path.to_owned(), folder: folder_of(path, root) }
    }

    #[test]
    fn a_plan_keeps_the_folders_it_lies_in_and_never_leaves_the_output() {
        let cases = [
            ("piani/nord/a.yaml", "piani", "nord/a"),
            ("piani/a.b.yaml", "piani", "a.b"),
            ("./nord/a.yaml", "", "nord/a"),
            ("/altrove/a.yaml", "", "a"),
            ("/altrove/a.yaml", "piani", "a"),
            ("piani/../fuori/a.yaml", "piani", "a"),
            ("../a.yaml", "", "a"),
            ("piani/...yaml", "piani", "...yaml"),
            ("piani/a", "piani", "a"),
        ];
        for (path, root, folder) in cases {
            assert_eq!(plan(path, root).folder, Path::new(folder), "{path} in {root}");
        }
    }

    #[test]
    fn plans_that_would_share_a_folder_name_each_other() {
        let plans =
            ["A.json", "a.yaml", "b.yaml", "nord/a.yaml", "a.xlsx", "e\u{301}.csv", "É.csv"];
        let plans = plans.map(|path| plan(path, ""));
        let want = BTreeMap::from([(0, 1), (1, 0), (4, 0), (5, 6), (6, 5)]);
        assert_eq!(clashes(&plans), want);
    }
}
