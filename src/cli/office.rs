//! `allegati.toml`: where it is looked for, and what it sets for a command.

#![expect(clippy::disallowed_methods, reason = "the user's folder is known by the environment")]

use super::ExitOutcome;
use super::args::{GenerateArgs, ImportArgs, PlanArgs};
use super::plan_input::read_input;
use super::summary::findings_text;
use super::terminal::{fail, harmless, print_error, terminal_on_stderr};
use crate::diag::Findings;
use crate::job::{PlanDefaults, read_cause};
use crate::layout;
use crate::manifest::AnnexFormat;
use crate::settings::{FILE_NAME, OfficeSettings, read_settings};
use crate::source::SourceMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Settings of an office for one command.
#[derive(Default)]
pub(crate) struct Office {
    settings: OfficeSettings,
    /// File of the settings, as messages call it; empty if there is none.
    name: String,
    /// Folder that the settings lie in, if it is that of the plan: their paths count from there.
    beside: Option<PathBuf>,
    /// Keys that the command took, apart from those of the plan's head.
    taken: Vec<&'static str>,
}

impl Office {
    /// Reads the settings beside the first of `files`, or else those in the user's folder.
    ///
    /// # Errors
    /// Outcome of the run, after a message: a settings file that cannot be read or has errors.
    pub(crate) fn of_files(files: &[PathBuf]) -> Result<Office, ExitOutcome> {
        let folder = match files.first() {
            Some(path) if path.is_dir() => path.clone(),
            Some(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
            None => PathBuf::new(),
        };
        if let Some(office) = Office::in_folder(&folder)? {
            return Office { beside: Some(folder), ..office }.confined();
        }
        let users = users_folder().map(|folder| Office::in_folder(&folder));
        Ok(users.transpose()?.flatten().unwrap_or_default())
    }

    fn in_folder(folder: &Path) -> Result<Option<Office>, ExitOutcome> {
        let path = folder.join(FILE_NAME);
        let name = path.display().to_string();
        let bytes = match read_input(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Ok(None),
            Err(error) => {
                let cause = read_cause(&error);
                return Err(fail(&format!(
                    "La configurazione «{name}» non si può leggere: {cause}."
                )));
            }
        };
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(fail(&format!("La configurazione «{name}» non è scritta in UTF-8.")));
        };
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let text = text.trim_start_matches('\u{feff}');
        let file = sources.add(name.clone(), text);
        let settings = read_settings(file, text, &mut findings);
        if findings.has_errors() {
            findings.sort();
            print_error(&findings_text(&findings, &sources, false, terminal_on_stderr()));
            return Err(ExitOutcome::Failed);
        }
        Ok(Some(Office { settings, name, ..Office::default() }))
    }

    /// Refuses settings beside a plan that lead out of its folder: a folder may come from anywhere.
    fn confined(self) -> Result<Office, ExitOutcome> {
        let OfficeSettings { folder, layout, .. } = &self.settings;
        let leads_out = |path: &String, also: &dyn Fn(&Component<'_>) -> bool| {
            let stays = |part: &Component<'_>| {
                matches!(part, Component::Normal(_) | Component::CurDir) || also(part)
            };
            !Path::new(path).components().all(|part| stays(&part))
        };
        // A layout is only read, and offices keep it beside the folders of their plans.
        let is_up = |part: &Component<'_>| matches!(part, Component::ParentDir);
        let outside = folder.as_ref().filter(|path| leads_out(path, &|_| false));
        let elsewhere = layout.as_ref().filter(|path| leads_out(path, &is_up));
        match outside.or(elsewhere) {
            Some(path) => Err(fail(&format!(
                "In «{}» il percorso «{path}» esce dalla cartella: accanto a un piano «uscita» resta lì dentro e «layout» non è un percorso assoluto. Nella cartella dell'utente si può scrivere qualsiasi percorso.",
                self.name
            ))),
            None => Ok(self),
        }
    }

    /// Sets what the command line leaves open.
    pub(crate) fn complete_generate(&mut self, args: &mut GenerateArgs) {
        self.complete_plan(&mut args.input);
        let settings = &self.settings;
        if let (None, Some(folder)) = (&args.folder, &settings.folder) {
            args.folder = Some(self.path(folder));
            self.taken.push("uscita");
        }
        if let (true, Some(formats)) = (args.formats.is_empty(), &settings.formats) {
            args.formats.clone_from(formats);
            self.taken.push("formati");
        }
        if let (None, Some(profile)) = (args.profile, settings.profile) {
            args.profile = Some(profile);
            self.taken.push("profilo");
        }
        if let (false, Some(true)) = (args.sums, settings.sums) {
            args.sums = true;
            self.taken.push("impronte");
        }
    }

    /// Sets what the command line leaves open on the reading of a plan.
    pub(crate) fn complete_plan(&mut self, args: &mut PlanArgs) {
        self.complete_layout(&mut args.layout);
        if let (false, Some(true)) = (args.strict, self.settings.strict) {
            args.strict = true;
            self.taken.push("rigoroso");
        }
    }

    /// Sets what the command line leaves open of an import.
    pub(crate) fn complete_import(&mut self, args: &mut ImportArgs) {
        self.complete_layout(&mut args.layout);
    }

    /// Sets the layout, unless the command line names one.
    pub(crate) fn complete_layout(&mut self, layout: &mut Option<String>) {
        let (None, Some(own)) = (&layout, &self.settings.layout) else { return };
        let is_shipped = layout::shipped().iter().any(|shipped| shipped.name == own.as_str());
        let path = if is_shipped { own.clone() } else { self.path(own).display().to_string() };
        *layout = Some(path);
        self.taken.push("layout");
    }

    /// Returns the folder for the annexes, if the settings name one.
    pub(crate) fn folder(&mut self) -> Option<PathBuf> {
        let folder = self.settings.folder.clone()?;
        self.taken.push("uscita");
        Some(self.path(&folder))
    }

    /// Returns the formats of annexes, if the settings name them.
    pub(crate) fn formats(&mut self) -> Vec<AnnexFormat> {
        let Some(formats) = self.settings.formats.clone() else { return Vec::new() };
        self.taken.push("formati");
        formats
    }

    /// Returns the values for plans that lack them.
    pub(crate) fn defaults(&self) -> PlanDefaults {
        PlanDefaults {
            name: self.name.clone(),
            values: self.settings.head.clone(),
            others: self.taken.iter().map(|&key| key.to_owned()).collect(),
        }
    }

    /// Returns the line on what holds for all plans of a batch; empty if nothing does.
    pub(crate) fn note(&self) -> String {
        let head = self.settings.head.iter().map(|v| v.key.split('.').next().unwrap_or_default());
        let mut keys: Vec<&str> = self.taken.iter().copied().chain(head).collect();
        keys.dedup();
        if keys.is_empty() {
            return String::new();
        }
        let name = harmless(&self.name);
        format!(
            "Dalla configurazione «{name}», dove il piano non dice altro: {}.\n",
            keys.join(", ")
        )
    }

    fn path(&self, path: &str) -> PathBuf {
        self.beside.as_deref().unwrap_or(Path::new("")).join(path)
    }
}

/// Returns the folder that holds the user's own settings; `None` if the system names none.
fn users_folder() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let base = if cfg!(windows) {
        PathBuf::from(set("APPDATA")?)
    } else {
        // XDG Base Directory Specification 0.8: a relative path is as none.
        let xdg = set("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        xdg.or_else(|| Some(PathBuf::from(set("HOME")?).join(".config")))?
    };
    Some(base.join("allegati"))
}
