//! The annexes of one plan, from its file to their folder: the same whether it comes alone or
//! with many others.

use super::args::{Format, GenerateArgs};
use super::describe::describe;
use super::failure;
use super::loaded::LoadedLayout;
use super::prepare::{Job, Prepared, Ready, prepare};
use super::progress::{Progress, Step};
use super::render::{Rendered, render_all};
use crate::manifest::{self, Extent};
use crate::parallel::Beside;
use crate::publish::{Output, PublishError, sums};
use crate::render::pdf::PdfOptions;
use chrono::NaiveDate;
use std::ops::Deref;
use std::path::Path;

/// What is asked of every plan.
pub struct Wanted<'a> {
    /// As the user typed it.
    pub job: &'a GenerateArgs,
    /// The layout.
    pub layout: &'a (dyn Deref<Target = LoadedLayout> + Sync),
    /// The day that the user gave.
    pub date: Option<NaiveDate>,
    /// Who does what need not wait for something else.
    pub beside: &'a Beside,
}

/// What became of a plan.
pub struct Made {
    /// What was found.
    pub prepared: Prepared,
    /// How it ended.
    pub end: End,
}

/// How a plan ended.
pub enum End {
    /// All its files are in place.
    Written(Set),
    /// It has errors and nothing was written.
    Refused,
    /// The disk failed, as this says.
    Failed(String),
}

/// The files of a plan.
pub struct Set {
    /// Each annex with its extent and its size in bytes.
    pub annexes: Vec<(String, Extent, usize)>,
    /// The manifest.
    pub manifest: String,
}

impl Wanted<'_> {
    /// Makes the annexes of the plan in the file `plan`; `publish` writes them into `folder`.
    /// What `tell` says of the findings is ready when they are written.
    pub fn make<T: Send>(
        &self,
        plan: &Path,
        folder: &Path,
        publish: impl FnOnce(&[Output]) -> Result<(), PublishError>,
        tell: impl FnOnce(&Prepared) -> T + Send,
        progress: &Progress,
    ) -> (Made, T) {
        let Wanted { job, layout, date, beside } = *self;
        let job = Job { plan, layout, beside, map: &job.input.map, date };
        let mut prepared = prepare(&job, progress);
        let ready = prepared.ready.take().filter(|_| !prepared.findings.has_errors());
        let rendered = match &ready {
            Some(ready) => self.render(ready, &mut prepared, progress),
            None => {
                prepared.report.clear();
                None
            }
        };
        prepared.finish(self.job.input.strict);
        let whole = ready.zip(rendered).filter(|_| !prepared.findings.has_errors());
        let write = || match whole {
            Some((ready, rendered)) => {
                progress.step(Step::Writing);
                let written = self.write(&ready, rendered, folder, publish);
                written.map_or_else(End::Failed, End::Written)
            }
            None => End::Refused,
        };
        let (end, told) = beside.both(write, || tell(&prepared));
        (Made { prepared, end }, told)
    }

    fn render(
        &self,
        ready: &Ready,
        prepared: &mut Prepared,
        progress: &Progress,
    ) -> Option<Vec<Rendered>> {
        progress.step(Step::Rendering);
        let options = PdfOptions { profile: self.job.profile.into() };
        render_all(
            &ready.annex,
            &ready.dataset,
            &formats(self.job),
            &options,
            self.beside,
            prepared,
        )
    }

    /// Writes the whole set.
    ///
    /// # Errors
    /// What to say of it.
    fn write(
        &self,
        ready: &Ready,
        rendered: Vec<Rendered>,
        folder: &Path,
        publish: impl FnOnce(&[Output]) -> Result<(), PublishError>,
    ) -> Result<Set, String> {
        let annex = |r: &Rendered| (file(&ready.name, r.format), r.extent, r.bytes.len());
        let annexes = rendered.iter().map(annex).collect();
        let outputs = self
            .outputs(ready, rendered, folder)
            .map_err(|name| format!("«{name}» non può essere il nome di un file."))?;
        publish(&outputs).map_err(|error| failure::message(&error, " con --uscita"))?;
        Ok(Set { annexes, manifest: manifest_name(ready) })
    }

    /// The whole set: the annexes, their manifest and, where they are wanted, the digests.
    ///
    /// # Errors
    /// A name that no file can have.
    fn outputs(
        &self,
        ready: &Ready,
        rendered: Vec<Rendered>,
        folder: &Path,
    ) -> Result<Vec<Output>, String> {
        let manifest = describe(self.job, ready, &rendered)?;
        let output = |r: Rendered| Output { name: file(&ready.name, r.format), bytes: r.bytes };
        let mut outputs: Vec<_> = rendered.into_iter().map(output).collect();
        outputs.push(Output { name: manifest_name(ready), bytes: manifest.write() });
        // Digests of an earlier run would contradict the new files.
        let has_sums = |file: &Output| folder.join(file.name.clone() + sums::ENDING).exists();
        if self.job.sums || outputs.iter().any(has_sums) {
            outputs.extend(sums::sums(&outputs));
        }
        Ok(outputs)
    }
}

/// The formats asked for, each once, in their usual order.
fn formats(job: &GenerateArgs) -> Vec<Format> {
    let mut formats = job.formats.clone();
    formats.sort();
    formats.dedup();
    formats
}

fn manifest_name(ready: &Ready) -> String {
    ready.name.clone() + manifest::ENDING
}

fn file(name: &str, format: Format) -> String {
    format!("{name}.{}", format.extension())
}
