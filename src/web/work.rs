//! A plan that a person works on: the files it came in, what was chosen for it, and what the job
//! makes of it.

use crate::job::{
    AnnexSet, ImportOptions, ImportedPlan, JobReport, LayoutChoice, MadePlan, MakeOptions,
    MakeResult, PlanFormat, PlanInput, PlanOptions, import, make,
};
use crate::layout;
use crate::manifest::{AnnexFormat, ArchiveProfile};
use crate::model::{GivenValue, Heading};
use crate::plan_file::plan_json;
use crate::publish::Output;
use std::sync::OnceLock;

/// Name of a plan that several files make together.
const TOGETHER: &str = "piano";

/// Sentence on a plan with errors.
const REFUSED: &str = "Gli allegati si fanno quando non ci sono più errori.";

/// PlanChoices on how a plan is read and laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlanChoices {
    /// Name of a layout of the program.
    pub(super) layout: String,
    /// Values of the plan's head that no file states.
    pub(super) given: Vec<GivenValue>,
    /// Headings of table columns.
    pub(super) map: Vec<Heading>,
}

impl Default for PlanChoices {
    fn default() -> Self {
        PlanChoices { layout: layout::DEFAULT.to_owned(), given: Vec::new(), map: Vec::new() }
    }
}

/// Plan on the desk, as of one version.
pub(super) struct Work {
    /// Counts the changes, so that two tabs cannot overwrite each other unnoticed.
    pub(super) version: u32,
    pub(super) files: Vec<PlanInput>,
    pub(super) choices: PlanChoices,
    made: OnceLock<MadeWork>,
}

/// Result of the job on a plan.
pub(super) struct MadeWork {
    pub(super) report: JobReport,
    /// The annexes, or the sentence that says why there are none.
    pub(super) set: Result<AnnexSet, String>,
}

impl Work {
    /// Makes a work of files that came from a browser.
    pub(super) fn new(files: Vec<PlanInput>, choices: PlanChoices) -> Self {
        Work { version: 1, files, choices, made: OnceLock::new() }
    }

    /// Returns the next version, with other files or choices.
    pub(super) fn changed(&self, files: Vec<PlanInput>, choices: PlanChoices) -> Self {
        Work { version: self.version + 1, files, choices, made: OnceLock::new() }
    }

    /// Returns the name of the plan for people.
    pub(super) fn name(&self) -> String {
        let names: Vec<&str> = self.files.iter().map(|file| file.label.as_str()).collect();
        names.join(", ")
    }

    /// Returns `true` if a table of another program is among the files.
    pub(super) fn has_table(&self) -> bool {
        self.files.iter().any(|file| matches!(file.format, PlanFormat::Table(_)))
    }

    /// Makes the annexes, once.
    pub(super) fn made(&self) -> &MadeWork {
        self.made.get_or_init(|| {
            let options = MakeOptions {
                plan: PlanOptions {
                    map: self.choices.map.clone(),
                    given: self.choices.given.clone(),
                    date: None,
                    strict: false,
                },
                formats: AnnexFormat::ALL.to_vec(),
                profile: ArchiveProfile::default(),
                version: "1".to_owned(),
            };
            let MadePlan { report, result } =
                make(self.files.clone(), self.layout(), &options, &|_| ());
            let set = match result {
                MakeResult::Made(set) => Ok(*set),
                MakeResult::Refused => Err(REFUSED.to_owned()),
                MakeResult::BadName(name) => {
                    Err(format!("«{name}» non può essere il nome di un file."))
                }
            };
            MadeWork { report, set }
        })
    }

    /// Returns the plan in YAML; `None` if the files cannot be understood.
    pub(super) fn yaml(&self) -> Option<String> {
        if let [PlanInput { format: PlanFormat::YAML, bytes: Ok(bytes), .. }] = &self.files[..]
            && self.choices.given.is_empty()
        {
            return String::from_utf8(bytes.clone()).ok();
        }
        let options = ImportOptions {
            map: self.choices.map.clone(),
            given: self.choices.given.clone(),
            target_name: format!("{}.yaml", self.stem()),
        };
        let ImportedPlan { yaml, .. } =
            import(self.files.clone(), self.layout(), &options, &|_| ());
        yaml
    }

    /// Returns the plan in JSON, each value as it is written; `None` if the files cannot be understood.
    pub(super) fn json(&self) -> Option<String> {
        plan_json(&self.yaml()?)
    }

    /// Returns the plan in JSON as a file in the place of those that it came in.
    pub(super) fn edited(&self, json: &str) -> Vec<PlanInput> {
        let name = format!("{}.json", self.stem());
        vec![PlanInput {
            label: name.clone(),
            file_name: Some(name),
            format: PlanFormat::JSON,
            bytes: Ok(json.as_bytes().to_vec()),
        }]
    }

    /// Returns the name of the files without extension.
    pub(super) fn stem(&self) -> String {
        let name = match &self.files[..] {
            [only] => only.file_name.as_deref().unwrap_or(TOGETHER),
            _ => TOGETHER,
        };
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    }

    fn layout(&self) -> LayoutChoice {
        LayoutChoice::Named(self.choices.layout.clone())
    }
}

impl MadeWork {
    /// Returns the annexes and their manifest.
    pub(super) fn outputs(&self) -> Vec<Output> {
        let Ok(set) = &self.set else { return Vec::new() };
        let annexes = set
            .files
            .iter()
            .map(|file| Output { name: file.name(&set.name), bytes: file.bytes.clone() });
        let manifest = Output { name: set.manifest_name(), bytes: set.manifest.write() };
        annexes.chain([manifest]).collect()
    }
}
