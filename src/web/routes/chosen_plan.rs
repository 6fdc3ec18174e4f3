//! Plans of a form: files that it brings, or the plan that is open in the page.

use super::super::server::Shared;
use super::super::upload::{FilledForm, UploadedFile};
use super::super::work::Work;
use crate::job::{
    FileStore, LayoutChoice, LoadedLayout, PlanInput, PlanOfSetError, is_manifest, plan_of_set,
};
use crate::manifest::VariedSet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Open plan that a form offers in the place of a file.
pub(in crate::web) struct OfferedPlan {
    pub(in crate::web) number: u32,
    pub(in crate::web) work: Arc<Work>,
    /// `true` if the person came from the page of this plan.
    pub(in crate::web) is_asked: bool,
}

/// Returns the plan that a form offers: that of `?piano=3`, else the last one; `None` if none is
/// open.
pub(super) fn offered_plan(
    shared: &Shared,
    query: &BTreeMap<String, String>,
) -> Option<OfferedPlan> {
    let asked = query.get("piano").and_then(|number| number.parse().ok());
    let number = asked.or_else(|| shared.desk.last())?;
    let work = shared.desk.get(number)?;
    Some(OfferedPlan { number, work, is_asked: asked.is_some() })
}

/// Open plan that a person chose in the place of a file.
pub(super) struct OpenedPlan {
    /// Plan; `None` if it is gone.
    work: Option<Arc<Work>>,
    /// Field of the form that it stands for; empty for none.
    field: String,
}

impl OpenedPlan {
    /// Returns what a form says of the open plan.
    pub(super) fn of_form(shared: &Shared, form: &FilledForm) -> Self {
        let number = form.value("lavoro").parse().ok();
        OpenedPlan {
            work: number.and_then(|number| shared.desk.get(number)),
            field: form.value("aperto").to_owned(),
        }
    }

    /// Returns the layout `name`; as the plan has it, if the plan is chosen and its layout bears
    /// that name.
    pub(super) fn layout_named(&self, name: String) -> LayoutChoice {
        match self.chosen() {
            Some(work) if work.choices.layout == name => work.layout(),
            _ => LayoutChoice::Loaded(Arc::new(LoadedLayout::load(&name))),
        }
    }

    /// Returns the layout of the plan if it is chosen, else the layout `name`.
    pub(super) fn layout_or(&self, name: String) -> LayoutChoice {
        self.chosen().map_or(LayoutChoice::Named(name), |work| work.layout())
    }

    fn chosen(&self) -> Option<&Arc<Work>> {
        self.work.as_ref().filter(|_| !self.field.is_empty())
    }

    /// Returns the plan if it stands for `field`.
    ///
    /// # Errors
    /// The sentence on a plan that is gone, or has errors.
    pub(super) fn input(&self, field: &str) -> Result<Option<PlanInput>, String> {
        if self.field != field {
            return Ok(None);
        }
        let Some(work) = &self.work else {
            return Err(
                "Il piano non è più aperto in questa pagina: sceglierne il file.".to_owned()
            );
        };
        let file = work.single_file().ok_or(
            "Il piano aperto ha ancora errori: prima vanno sistemati in «Fare gli allegati».",
        )?;
        Ok(Some(file))
    }
}

/// Plan that a person chose for one field of a form.
pub(super) struct ChosenPlan {
    pub(super) plan: PlanInput,
    /// Set of annexes that it is of, if its manifest was chosen with it.
    pub(super) set: Option<VariedSet>,
}

/// Returns the plan of a field: its one file, that of a set that was chosen with its manifest, or the plan in
/// `open`; `None` for an empty field.
///
/// # Errors
/// The sentence on several files, or on a set that holds no plan; `which` names what is wanted.
pub(super) fn chosen(
    files: Vec<UploadedFile>,
    open: Option<PlanInput>,
    which: &str,
) -> Result<Option<ChosenPlan>, String> {
    let is_of_manifest = |file: &&UploadedFile| is_manifest(Path::new(&file.name));
    let manifests: Vec<PathBuf> =
        files.iter().filter(is_of_manifest).map(|file| PathBuf::from(&file.name)).collect();
    match (&manifests[..], open) {
        ([], open) => {
            let plain = files
                .into_iter()
                .map(|file| PlanInput::of_file(Path::new(&file.name), Ok(file.bytes)));
            let mut plans: Vec<PlanInput> = plain.chain(open).collect();
            match plans.len() {
                0 | 1 => Ok(plans.pop().map(|plan| ChosenPlan { plan, set: None })),
                _ => Err(several(which)),
            }
        }
        ([manifest], None) => of_set(files, manifest).map(Some),
        ([_], Some(_)) => Err(several(which)),
        (more, _) => Err(format!(
            "Per {which} ci sono {} manifesti: tornare indietro e sceglierne uno, con i suoi allegati.",
            more.len()
        )),
    }
}

/// Returns the plan of the set that a manifest describes.
fn of_set(files: Vec<UploadedFile>, manifest: &Path) -> Result<ChosenPlan, String> {
    let mut files: BTreeMap<PathBuf, Vec<u8>> =
        files.into_iter().map(|file| (PathBuf::from(file.name), file.bytes)).collect();
    let annex = plan_of_set(FileStore::Memory(&files), manifest).map_err(|error| match error {
        PlanOfSetError::Changed(_) => {
            format!("{error} Se è la versione che si vuole, scegliere soltanto quel file.")
        }
        PlanOfSetError::Absent { .. } => {
            format!(
                "{error}: sceglierli insieme al manifesto, o scegliere soltanto il file del piano."
            )
        }
    })?;
    let mut taken = |path: &Path| files.remove(path).unwrap_or_default();
    Ok(ChosenPlan {
        plan: PlanInput::of_file(&annex, Ok(taken(&annex))),
        set: VariedSet::of(&manifest.to_string_lossy(), &taken(manifest)),
    })
}

/// Returns the sentence on several plans.
fn several(which: &str) -> String {
    format!(
        "Per {which} va scelto un file solo, oppure un manifesto con i suoi allegati, oppure il piano aperto: tornare indietro e lasciarne uno."
    )
}

/// Returns the sentence on a file that is missing.
pub(super) fn missing(which: &str) -> String {
    format!("Manca {which}: tornare indietro e sceglierlo.")
}
