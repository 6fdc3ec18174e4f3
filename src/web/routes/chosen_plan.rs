//! Plans of a form: files that it brings, or the plan that is open in the page.

use super::super::server::Shared;
use super::super::upload::FilledForm;
use super::super::work::Work;
use crate::job::{LayoutChoice, LoadedLayout, PlanInput};
use std::collections::BTreeMap;
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

/// Returns the one file among `files`; `None` if there is none.
///
/// # Errors
/// The sentence on several, where `which` names what is wanted.
pub(super) fn only(mut files: Vec<PlanInput>, which: &str) -> Result<Option<PlanInput>, String> {
    match files.len() {
        0 | 1 => Ok(files.pop()),
        _ => Err(format!(
            "Per {which} va scelto un file solo, oppure il piano aperto: tornare indietro e lasciarne uno."
        )),
    }
}

/// Returns the sentence on a file that is missing.
pub(super) fn missing(which: &str) -> String {
    format!("Manca {which}: tornare indietro e sceglierlo.")
}
