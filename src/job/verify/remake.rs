//! Files that are gone, made again from the plan and the layout.

use super::VerifyOptions;
use crate::digest::Digest;
use crate::job::composition::compose_and_check;
use crate::job::files::FileStore;
use crate::job::input::{PlanInput, open_all};
use crate::job::layout::LoadedLayout;
use crate::job::rendering::{RenderedFile, render_annex};
use crate::job::report::{PlanDefaults, PlanOptions};
use crate::layout;
use crate::manifest::{AnnexFormat, ArchiveProfile, MadeFile, Manifest, PlanSource};
use crate::source::MOST_BYTES;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Files made again.
pub(super) struct RemadeFiles {
    /// Bytes of each file, in the manifest's order; their digests are the manifest's.
    pub(super) files: Vec<Rc<[u8]>>,
    /// Note for the user on how they were made.
    pub(super) note: String,
}

/// Makes the files of `manifest` again, byte for byte, from the plan and the layout that the
/// user names, or those in `folder`.
///
/// # Errors
/// The cause in Italian, without a full stop.
pub(super) fn remake(
    manifest: &Manifest,
    folder: &Path,
    options: &VerifyOptions<'_>,
) -> Result<RemadeFiles, String> {
    let (path, files) = original_plan(manifest, folder, options)?;
    let layout = original_layout(manifest, folder, options)
        .ok_or("il layout di allora non si trova (si indica con --layout)")?;
    let plan_options = PlanOptions {
        map: manifest.choices.headings(),
        given: manifest.choices.given_values(),
        defaults: PlanDefaults::of_values(manifest.choices.default_values()),
        date: manifest.choices.day(),
        // The plan passed when the files were made: its warnings need no second judgement.
        strict: false,
    };
    let (mut report, opened) = open_all(files);
    report.add_layout(&layout);
    let failed = "il piano non si può comporre";
    let composed = compose_and_check(opened, &layout, &plan_options, &mut report, &|_| ());
    let composed = composed.ok_or(failed)?;
    // A profile that is not known here gives other bytes, and the digests notice it.
    let profile = ArchiveProfile::of_name(&manifest.choices.profile).unwrap_or_default();
    let rendered = render_annex(&composed, &formats(manifest), profile, &mut report);
    let files = matched(manifest, rendered.ok_or(failed)?)?;
    Ok(RemadeFiles { files, note: note(manifest, &path) })
}

/// Returns the path of the plan's first file, and all its files, if they still have the digests
/// of the manifest. The others stand beside the first.
fn original_plan(
    manifest: &Manifest,
    folder: &Path,
    options: &VerifyOptions<'_>,
) -> Result<(PathBuf, Vec<PlanInput>), String> {
    let in_folder = || Some(folder.join(manifest.plan.name.as_ref()?.as_str()));
    let path = options.plan.clone().or_else(in_folder);
    let path = path.ok_or("il piano non si trova (si indica con --piano)")?;
    let others = manifest.other_plans.iter().map(|other| {
        let name = other.name.as_ref().ok_or("uno dei file del piano non ha un nome")?;
        original_file(options.files, &path.with_file_name(name.as_str()), other)
    });
    let files = std::iter::once(original_file(options.files, &path, &manifest.plan)).chain(others);
    Ok((path.clone(), files.collect::<Result<_, _>>()?))
}

/// Returns a file of the plan, if it still has the digest of the manifest.
fn original_file(
    files: FileStore<'_>,
    path: &Path,
    source: &PlanSource,
) -> Result<PlanInput, String> {
    let name = path.display();
    let bytes = files.read(path, MOST_BYTES).map_err(|cause| {
        format!("il piano «{name}» non si può leggere, {cause} (si indica con --piano)")
    })?;
    if Digest::of(&bytes) != source.sha256 {
        return Err(format!("il piano «{name}» non è più quello di allora"));
    }
    Ok(PlanInput::of_file(path, Ok(bytes)))
}

/// Returns the layout that has the digest of the manifest.
fn original_layout(
    manifest: &Manifest,
    folder: &Path,
    options: &VerifyOptions<'_>,
) -> Option<LoadedLayout> {
    let is_original = |layout: &LoadedLayout| {
        layout.sound.as_ref().is_some_and(|sound| sound.digest == manifest.layout.sha256)
    };
    let names = layout_names(manifest, folder, options).into_iter();
    names.map(|name| LoadedLayout::load(&name)).find(is_original)
}

/// Returns the layouts to try, the likeliest first.
fn layout_names(manifest: &Manifest, folder: &Path, options: &VerifyOptions) -> Vec<String> {
    if let Some(named) = &options.layout {
        return vec![named.clone()];
    }
    let name = &manifest.layout.name;
    // A manifest from outside could name a path that leads anywhere.
    let is_plain =
        !name.is_empty() && Path::new(name).file_name().is_some_and(|n| n == name.as_str());
    let in_folder =
        is_plain.then(|| folder.join(name)).filter(|path| options.files.has_layout_folder(path));
    let in_folder = in_folder.map(|path| path.display().to_string());
    // A copied folder may have kept the name of a shipped layout: only the digest decides.
    let shipped = layout::shipped().into_iter().map(|shipped| shipped.name.to_owned());
    in_folder.into_iter().chain(shipped).collect()
}

fn formats(manifest: &Manifest) -> Vec<AnnexFormat> {
    let names = manifest.choices.formats.iter();
    names.filter_map(|name| AnnexFormat::of_extension(name)).collect()
}

/// Returns the bytes of each file of the manifest, which must have the digest given there.
fn matched(manifest: &Manifest, rendered: Vec<RenderedFile>) -> Result<Vec<Rc<[u8]>>, String> {
    let rendered: Vec<(Digest, Rc<[u8]>)> =
        rendered.into_iter().map(|file| (file.digest, file.bytes.into())).collect();
    let bytes = |wanted: &MadeFile| {
        let found = rendered.iter().find(|(digest, _)| *digest == wanted.fingerprint.0);
        found.map(|(_, bytes)| bytes.clone())
    };
    let files: Option<Vec<_>> = manifest.files.iter().map(bytes).collect();
    files.ok_or_else(|| {
        let maker = &manifest.program.version;
        if maker == VERSION {
            "rifatto, viene diverso da come lo descrive il manifesto".to_owned()
        } else {
            format!(
                "lo ha fatto la versione {maker} del programma, e questa ({VERSION}) lo fa diverso"
            )
        }
    })
}

fn note(manifest: &Manifest, plan: &Path) -> String {
    let maker = &manifest.program.version;
    let made = format!(
        "Per il confronto gli allegati sono stati rifatti da «{}», byte per byte",
        plan.display()
    );
    if maker == VERSION {
        format!("{made}.")
    } else {
        format!("{made}; il programma è la versione {VERSION}, allora era la {maker}.")
    }
}
