//! Files that are no longer there, made again from the plan and the layout.

use crate::cli::args::{Format, ProfileName, VerifyArgs};
use crate::cli::loaded::LoadedLayout;
use crate::cli::prepare::{Job, Ready, prepare};
use crate::cli::progress::Progress;
use crate::cli::render::{Rendered, render_all};
use crate::digest::Digest;
use crate::layout;
use crate::manifest::Manifest;
use crate::model::Heading;
use crate::parallel::Beside;
use crate::render::pdf::PdfOptions;
use chrono::NaiveDate;
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Files made again.
pub struct Remade {
    /// Their bytes, in the manifest's order: those that it tells.
    pub files: Vec<Rc<[u8]>>,
    /// What is to be said of how they were made.
    pub note: Option<String>,
}

/// Makes the files of `manifest` again, byte for byte. The plan and the layout are those
/// that the user names, or those in `folder`.
///
/// # Errors
/// Why it cannot be done, in Italian, without a full stop.
pub fn remake(manifest: &Manifest, folder: &Path, job: &VerifyArgs) -> Result<Remade, String> {
    let plan = plan(manifest, folder, job)?;
    let map: Vec<_> = manifest.choices.map.iter().filter_map(|text| heading(text)).collect();
    let date = manifest.choices.date.as_deref().and_then(|day| day.parse::<NaiveDate>().ok());
    let beside = &Beside::a_thread();
    let (ready, mut prepared) = layouts(manifest, folder, job)
        .into_iter()
        .find_map(|name| {
            let layout = LoadedLayout::load(&name);
            let job = Job { plan: &plan, layout: &&layout, beside, map: &map, date };
            let mut prepared = prepare(&job, &Progress::none());
            let ready = prepared.ready.take()?;
            is_the_one(&ready, manifest).then_some((ready, prepared))
        })
        .ok_or("il layout di allora non si trova (si indica con --layout)")?;
    let formats = formats(manifest);
    let options = PdfOptions { profile: profile(manifest).into() };
    let rendered =
        render_all(&ready.annex, &ready.dataset, &formats, &options, beside, &mut prepared);
    let rendered = rendered.ok_or("il piano non si può comporre")?;
    let files = checked(manifest, rendered)?;
    Ok(Remade { files, note: note(manifest, &plan) })
}

/// The plan's file, with the digest that the manifest tells.
fn plan(manifest: &Manifest, folder: &Path, job: &VerifyArgs) -> Result<PathBuf, String> {
    let beside = || Some(folder.join(manifest.plan.name.as_ref()?.as_str()));
    let path =
        job.plan.clone().or_else(beside).ok_or("il piano non si trova (si indica con --piano)")?;
    let name = path.display();
    let bytes = super::read(&path, crate::source::MOST_BYTES).map_err(|cause| {
        format!("il piano «{name}» non si può leggere, {cause} (si indica con --piano)")
    })?;
    match Digest::of(&bytes) == manifest.plan.sha256 {
        true => Ok(path),
        false => Err(format!("il piano «{name}» non è più quello di allora")),
    }
}

/// Where the layout may be, the likeliest place first.
fn layouts(manifest: &Manifest, folder: &Path, job: &VerifyArgs) -> Vec<String> {
    if let Some(named) = &job.layout {
        return vec![named.clone()];
    }
    let name = &manifest.layout.name;
    let is_plain =
        !name.is_empty() && Path::new(name).file_name().is_some_and(|n| n == name.as_str());
    let beside = is_plain.then(|| folder.join(name)).filter(|path| path.is_dir());
    let beside = beside.map(|path| path.display().to_string());
    // The digest tells which of the program's own it was.
    let shipped = layout::shipped().into_iter().map(|shipped| shipped.name.to_owned());
    beside.into_iter().chain(shipped).collect()
}

/// Whether the plan and the layout are those of the manifest: it may have been changed
/// since it was looked at.
fn is_the_one(ready: &Ready, manifest: &Manifest) -> bool {
    ready.plan.digest == manifest.plan.sha256 && ready.layout.digest == manifest.layout.sha256
}

fn heading(text: &str) -> Option<Heading> {
    let (field, words) = text.split_once('=')?;
    Some(Heading { field: field.to_owned(), words: words.to_owned() })
}

fn formats(manifest: &Manifest) -> Vec<Format> {
    let names = manifest.choices.formats.iter();
    names.filter_map(|name| Format::from_str(name, false).ok()).collect()
}

fn profile(manifest: &Manifest) -> ProfileName {
    ProfileName::from_str(&manifest.choices.profile, false).unwrap_or_default()
}

/// The bytes of each file of the manifest, which must be the ones that it tells.
fn checked(manifest: &Manifest, rendered: Vec<Rendered>) -> Result<Vec<Rc<[u8]>>, String> {
    let rendered: Vec<(Digest, Rc<[u8]>)> =
        rendered.into_iter().map(|one| (one.digest, one.bytes.into())).collect();
    let file = |wanted: &crate::manifest::Made| {
        let found = rendered.iter().find(|(digest, _)| *digest == wanted.fingerprint.0);
        found.map(|(_, bytes)| bytes.clone())
    };
    let files: Option<Vec<_>> = manifest.files.iter().map(file).collect();
    files.ok_or_else(|| {
        let (then, now) = (&manifest.program.version, env!("CARGO_PKG_VERSION"));
        match then == now {
            true => "rifatto, viene diverso da come lo descrive il manifesto".to_owned(),
            false => format!(
                "lo ha fatto la versione {then} del programma, e questa ({now}) lo fa diverso"
            ),
        }
    })
}

fn note(manifest: &Manifest, plan: &Path) -> Option<String> {
    let (then, now) = (&manifest.program.version, env!("CARGO_PKG_VERSION"));
    let made = format!(
        "Per il confronto gli allegati sono stati rifatti da «{}», byte per byte",
        plan.display()
    );
    Some(match then == now {
        true => format!("{made}."),
        false => format!("{made}; il programma è la versione {now}, allora era la {then}."),
    })
}
