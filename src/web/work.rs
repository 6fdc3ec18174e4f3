//! A plan that a person works on: the files it came in, what was chosen for it, and what the job
//! makes of it.

use crate::job::{
    AnnexSet, ImportOptions, ImportedPlan, JobReport, LayoutChoice, LoadedLayout, MadePlan,
    MakeOptions, MakeResult, PlanDefaults, PlanFormat, PlanInput, PlanOptions, check_quickly,
    import, make,
};
use crate::layout::HeldLayout;
use crate::manifest::{AnnexFormat, ArchiveProfile};
use crate::model::{GivenValue, Heading};
use crate::plan_file::plan_json;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Name of a plan that several files make together.
const TOGETHER: &str = "piano";

/// Sentence on a plan with errors.
const REFUSED: &str = "Gli allegati si fanno quando non ci sono più errori.";

/// Choices on how a plan is read and laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlanChoices {
    /// Name of a layout of the program, or the folder that it was started with.
    pub(super) layout: String,
    /// Layout of the office's own on top of that, made in the page.
    pub(super) own_layout: Option<Arc<HeldLayout>>,
    /// Values of the plan's head that no file states.
    pub(super) given: Vec<GivenValue>,
    /// Headings of table columns.
    pub(super) map: Vec<Heading>,
    /// Formats of the annexes, in their usual order; never none.
    pub(super) formats: Vec<AnnexFormat>,
    /// Values of the plan's head that the office has set.
    pub(super) defaults: PlanDefaults,
}

/// Plan on the desk, as of one version.
pub(super) struct Work {
    /// Counts the changes, so that two tabs cannot overwrite each other unnoticed.
    pub(super) version: u32,
    pub(super) files: Vec<PlanInput>,
    pub(super) choices: PlanChoices,
    /// Name of the files as they were opened, for people.
    name: String,
    /// Text that stands for the files as they were opened: the browser keeps the work under it.
    origin: String,
    /// Values that the files seem to state, kept once the plan was edited.
    kept_proposals: Vec<GivenValue>,
    is_edited: bool,
    /// Layout, loaded once for all versions that have the same.
    layout: Arc<OnceLock<Arc<LoadedLayout>>>,
    made: OnceLock<MadeWork>,
    /// The PDF alone, which is looked at before the other annexes are made.
    made_pdf: OnceLock<MadeWork>,
}

/// Result of the job on a plan.
pub(super) struct MadeWork {
    pub(super) report: JobReport,
    /// The annexes, or the sentence that says why there are none.
    pub(super) set: Result<AnnexSet, String>,
}

impl MadeWork {
    /// Returns the result of a job; `refused` is the sentence on errors.
    pub(super) fn of(report: JobReport, result: MakeResult, refused: &str) -> Self {
        let set = match result {
            MakeResult::Made(set) => Ok(*set),
            MakeResult::Refused => Err(refused.to_owned()),
            MakeResult::BadName(name) => {
                Err(format!("«{name}» non può essere il nome di un file."))
            }
        };
        MadeWork { report, set }
    }
}

/// Returns the options of every set of annexes that the page makes.
pub(super) fn make_options(plan: PlanOptions, formats: &[AnnexFormat]) -> MakeOptions {
    MakeOptions {
        plan,
        formats: formats.to_vec(),
        profile: ArchiveProfile::default(),
        version: "1".to_owned(),
        varies: None,
    }
}

impl Work {
    /// Makes a work of files that came from a browser.
    pub(super) fn new(files: Vec<PlanInput>, choices: PlanChoices) -> Self {
        let names: Vec<&str> = files.iter().map(|file| file.label.as_str()).collect();
        Work {
            version: 1,
            origin: files.iter().map(PlanInput::identity).collect::<Vec<_>>().join("\n"),
            name: names.join(", "),
            files,
            choices,
            kept_proposals: Vec::new(),
            is_edited: false,
            layout: Arc::default(),
            made: OnceLock::new(),
            made_pdf: OnceLock::new(),
        }
    }

    /// Returns the text that stands for the files as they were opened.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the next version, with other choices.
    pub(super) fn chosen(&self, choices: PlanChoices) -> Self {
        let has_same_layout =
            choices.layout == self.choices.layout && choices.own_layout == self.choices.own_layout;
        Work {
            version: self.version + 1,
            files: self.files.clone(),
            layout: if has_same_layout { self.layout.clone() } else { Arc::default() },
            choices,
            name: self.name.clone(),
            origin: self.origin.clone(),
            kept_proposals: self.kept_proposals.clone(),
            is_edited: self.is_edited,
            made: OnceLock::new(),
            made_pdf: OnceLock::new(),
        }
    }

    /// Returns the next version, with the plan as the page wrote it.
    pub(super) fn edited(&self, json: &str) -> Self {
        // What was given besides has become part of the plan.
        let choices = PlanChoices { given: Vec::new(), map: Vec::new(), ..self.choices.clone() };
        Work {
            files: vec![self.json_file(json)],
            kept_proposals: self.proposed().to_vec(),
            is_edited: true,
            ..self.chosen(choices)
        }
    }

    /// Returns `true` for the plan in JSON that the page wrote last.
    pub(super) fn is_plan(&self, json: &str) -> bool {
        let is_same = |file: &PlanInput| file.bytes.as_deref() == Ok(json.as_bytes());
        self.is_edited && matches!(&self.files[..], [only] if is_same(only))
    }

    /// Returns `true` once the page has written the plan.
    pub(super) fn is_edited(&self) -> bool {
        self.is_edited
    }

    /// Returns the values of the head that texts around the tables may be, for a person to confirm.
    pub(super) fn proposed(&self) -> &[GivenValue] {
        if self.is_edited { &self.kept_proposals } else { &self.made().report.proposed }
    }

    /// Returns the name of the plan for people.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns `true` if a table of another program is among the files.
    pub(super) fn has_table(&self) -> bool {
        self.files.iter().any(|file| matches!(file.format, PlanFormat::Table(_)))
    }

    /// Returns the findings but for those of the renderers, which take longer than a person types.
    pub(super) fn checked_quickly(&self) -> JobReport {
        check_quickly(self.files.clone(), self.layout(), &self.plan_options())
    }

    /// Makes the annexes, once.
    pub(super) fn made(&self) -> &MadeWork {
        self.made.get_or_init(|| self.make(&self.choices.formats))
    }

    /// Makes the PDF once, for who looks at a page while the other annexes are not needed yet.
    pub(super) fn made_pdf(&self) -> &MadeWork {
        let all = self.made.get().filter(|_| self.choices.formats.contains(&AnnexFormat::Pdf));
        all.unwrap_or_else(|| self.made_pdf.get_or_init(|| self.make(&[AnnexFormat::Pdf])))
    }

    fn make(&self, formats: &[AnnexFormat]) -> MadeWork {
        let options = make_options(self.plan_options(), formats);
        let MadePlan { report, result } =
            make(self.files.clone(), self.layout(), &options, &|_| ());
        MadeWork::of(report, result, REFUSED)
    }

    /// Returns the plan as one file: the one that it came in, or its text if other values belong
    /// to it; `None` if the files cannot be understood.
    pub(super) fn single_file(&self) -> Option<PlanInput> {
        let PlanChoices { given, map, .. } = &self.choices;
        match &self.files[..] {
            [only] if !self.is_edited && given.is_empty() && map.is_empty() => Some(only.clone()),
            _ => {
                let name = format!("{}.yaml", self.stem());
                Some(PlanInput::of_file(Path::new(&name), Ok(self.yaml()?.into_bytes())))
            }
        }
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
            defaults: self.choices.defaults.clone(),
            target_name: format!("{}.yaml", self.stem()),
        };
        let ImportedPlan { yaml, .. } =
            import(self.files.clone(), self.layout(), &options, &|_| ());
        yaml
    }

    /// Returns the plan in JSON, each value as it is written; `None` if the files cannot be understood.
    pub(super) fn json(&self) -> Option<String> {
        match &self.files[..] {
            // With errors in it, no job could write it anew.
            [PlanInput { format: PlanFormat::JSON, bytes: Ok(bytes), .. }] if self.is_edited => {
                String::from_utf8(bytes.clone()).ok()
            }
            _ => plan_json(&self.yaml()?),
        }
    }

    /// Returns the plan in JSON as a file in the place of those that it came in.
    fn json_file(&self, json: &str) -> PlanInput {
        let name = format!("{}.json", self.stem());
        PlanInput {
            label: name.clone(),
            file_name: Some(name),
            format: PlanFormat::JSON,
            bytes: Ok(json.as_bytes().to_vec()),
        }
    }

    /// Returns the name of the files without extension.
    pub(super) fn stem(&self) -> String {
        let name = match &self.files[..] {
            [only] => only.file_name.as_deref().unwrap_or(TOGETHER),
            _ => TOGETHER,
        };
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    }

    fn plan_options(&self) -> PlanOptions {
        PlanOptions {
            map: self.choices.map.clone(),
            given: self.choices.given.clone(),
            defaults: self.choices.defaults.clone(),
            date: None,
            strict: false,
        }
    }

    /// Returns the layout, loaded.
    pub(super) fn layout(&self) -> LayoutChoice {
        let load = || {
            Arc::new(match &self.choices.own_layout {
                Some(own) => LoadedLayout::of_held(own),
                None => LoadedLayout::load(&self.choices.layout),
            })
        };
        LayoutChoice::Loaded(self.layout.get_or_init(load).clone())
    }
}
