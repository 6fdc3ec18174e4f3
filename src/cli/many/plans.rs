//! The plans that `--molti` names, and the folders of their annexes.

use crate::cli::plan_files::{PLANS, entries, is_annex, is_list, is_plan};
use crate::cli::plan_input::read_input;
use crate::job::read_cause;
use std::path::{Component, Path, PathBuf};

/// A plan of a batch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BatchPlan {
    /// File of the plan.
    pub path: PathBuf,
    /// Folder of its annexes, relative to the common one: the plan's name without extension,
    /// below the folders that it lies in.
    pub folder: PathBuf,
}

/// Returns the plans that the user names, in the order of their paths, each once. Nothing in
/// `output`, the folder of the annexes, is a plan.
///
/// # Errors
/// The message if a folder or a list cannot be read, or if there is no plan.
pub(crate) fn find_plans(named: &[PathBuf], output: &Path) -> Result<Vec<BatchPlan>, String> {
    let mut search = PlanSearch { output: output.canonicalize().ok(), plans: Vec::new() };
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
    // A plan may lie in a folder and be named by a list as well.
    plans.dedup();
    if plans.is_empty() {
        return Err(format!("In {} non c'è nessun piano ({PLANS}).", quoted(named)));
    }
    Ok(plans)
}

/// Maximum depth of folders: deeper trees are most likely a mistake, or a loop of mounts.
const MOST_DEEP: usize = 64;

/// Search for plans in folders and lists.
struct PlanSearch {
    /// Folder of the annexes, links followed; `None` if it does not exist yet.
    output: Option<PathBuf>,
    plans: Vec<BatchPlan>,
}

impl PlanSearch {
    /// Adds the file `path`, keeping the folders below `root` that it lies in.
    fn plan(&mut self, path: &Path, root: &Path) {
        let folder = folder_of(path, root);
        let mut path = without_dots(path);
        // A file of that name is not standard input.
        if path.as_os_str() == "-" {
            path = "./-".into();
        }
        self.plans.push(BatchPlan { path, folder });
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
            format!(
                "La cartella «{}» non si può leggere: {}.",
                folder.display(),
                read_cause(&error)
            )
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
        let bytes = read_input(path).map_err(|error| {
            format!("L'elenco «{name}» non si può leggere: {}.", read_cause(&error))
        })?;
        // A byte order mark tells UTF-16, in which PowerShell 5 writes what `>` keeps.
        let (text, _, has_failed) = encoding_rs::UTF_8.decode(&bytes);
        if has_failed {
            return Err(format!(
                "L'elenco «{name}» non è scritto in UTF-8: salvarlo con la codifica UTF-8."
            ));
        }
        for line in text.lines().map(str::trim) {
            // Windows copies a path with quotation marks around it.
            let line = line.trim_matches('"');
            let path = root.join(line);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if path.is_dir() {
                self.folder(&path, root)?;
            } else {
                self.plan(&path, root);
            }
        }
        Ok(())
    }
}

/// Returns the name of the plan `path` without extension, below its folders inside `root`.
fn folder_of(path: &Path, root: &Path) -> PathBuf {
    let inside = path.strip_prefix(root).ok().filter(|inside| is_plain(inside));
    let parents = inside.and_then(Path::parent).unwrap_or(Path::new(""));
    let stem = path.file_stem().filter(|stem| is_plain(Path::new(stem)));
    without_dots(&parents.join(stem.or(path.file_name()).unwrap_or_default()))
}

fn without_dots(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// Returns `true` if `path` leads downwards only.
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
            assert_eq!(
                folder_of(Path::new(path), Path::new(root)),
                Path::new(folder),
                "{path} in {root}"
            );
        }
    }
}
