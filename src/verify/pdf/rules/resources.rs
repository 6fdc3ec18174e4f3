//! Resources of drawings (ISO 32000-1, 7.8.3): fonts, images and nested forms of the signer's.

use super::drawing::is_drawn_form;
use super::fonts::is_font;
use super::images::is_image;
use super::inertness::{is_plain, spend};
use super::view::RevisionView;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object};
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes of a profile: those of printers take two or three megabytes.
const LARGEST_PROFILE: usize = 4 << 20;
/// Most resources of one kind.
const MOST: usize = 50;

/// Names that a content may use; readers look for others in the page, each in its own way.
#[derive(Debug, Default)]
pub(super) struct DrawingResources {
    pub(super) fonts: BTreeMap<Vec<u8>, Object>,
    /// Forms and images.
    pub(super) objects: BTreeSet<Vec<u8>>,
    /// Parameters of the graphics state.
    pub(super) states: BTreeSet<Vec<u8>>,
    /// Numbers of components of colour spaces.
    spaces: BTreeMap<Vec<u8>, usize>,
}

impl DrawingResources {
    /// Reads the resources of a form at `depth`; `None` if one of them is not of a kind that
    /// signing programs use: no patterns, no shadings, no properties, no Type 3 fonts.
    pub(super) fn read(
        view: &RevisionView<'_>,
        form: &Dictionary,
        depth: usize,
    ) -> Option<DrawingResources> {
        const KINDS: [&str; 5] = ["Font", "XObject", "ExtGState", "ColorSpace", "ProcSet"];
        let Some(resources) = form.get("Resources") else { return Some(Self::default()) };
        let resources = view.now.dictionary(resources)?;
        if resources.unlisted_key(&KINDS).is_some() {
            return None;
        }
        let mut read = DrawingResources {
            fonts: entries(view, &resources, "Font")?,
            objects: names(view, &resources, "XObject", |object| is_object(view, object, depth))?,
            states: names(view, &resources, "ExtGState", |state| is_state(view, state))?,
            spaces: BTreeMap::new(),
        };
        if !read.fonts.values().all(|font| is_font(view, font)) {
            return None;
        }
        for (name, space) in entries(view, &resources, "ColorSpace")? {
            read.spaces.insert(name, profile_components(view, &space)?);
        }
        Some(read)
    }

    /// Returns the number of components of a colour space; `None` if there is none of that name.
    pub(super) fn components(&self, name: &[u8]) -> Option<usize> {
        match name {
            b"DeviceGray" => Some(1),
            b"DeviceRGB" => Some(3),
            b"DeviceCMYK" => Some(4),
            name => self.spaces.get(name).copied(),
        }
    }
}

/// Returns the resources of one kind; `None` if they are too many or no dictionary.
fn entries(
    view: &RevisionView<'_>,
    resources: &Dictionary,
    kind: &str,
) -> Option<BTreeMap<Vec<u8>, Object>> {
    let Some(value) = resources.get(kind) else { return Some(BTreeMap::new()) };
    view.now.dictionary(value).map(|found| found.0).filter(|found| found.len() <= MOST)
}

fn names(
    view: &RevisionView<'_>,
    resources: &Dictionary,
    kind: &str,
    is_sound: impl Fn(&Object) -> bool,
) -> Option<BTreeSet<Vec<u8>>> {
    let found = entries(view, resources, kind)?;
    found.values().all(is_sound).then(|| found.into_keys().collect())
}

fn is_object(view: &RevisionView<'_>, object: &Object, depth: usize) -> bool {
    let Some(stream) = view.now.stream(object) else { return false };
    if stream.dictionary.has_name("Subtype", "Image") {
        is_image(view, &stream, true)
    } else {
        is_drawn_form(view, &stream, depth + 1)
    }
}

/// Returns `true` for parameters that neither blend with the page nor mask.
fn is_state(view: &RevisionView<'_>, state: &Object) -> bool {
    let Some(dictionary) = view.now.dictionary(state) else { return false };
    let is_opacity =
        |value: &Object| value.as_number().is_some_and(|opacity| (0.0..=1.0).contains(&opacity));
    let is_sound = |(key, value): (&Vec<u8>, &Object)| match key.as_slice() {
        b"Type" => value.as_name() == Some(b"ExtGState"),
        b"CA" | b"ca" => is_opacity(value),
        b"BM" => matches!(value.as_name(), Some(b"Normal" | b"Compatible")),
        b"SMask" => value.as_name() == Some(b"None"),
        b"AIS" | b"SA" | b"OP" | b"op" => matches!(value, Object::Boolean(_)),
        b"OPM" => matches!(value, Object::Integer(0 | 1)),
        _ => false,
    };
    is_plain(view, state) && dictionary.0.iter().all(is_sound)
}

/// Returns the number of components of a colour space with an ICC profile.
fn profile_components(view: &RevisionView<'_>, space: &Object) -> Option<usize> {
    let Object::Array(space) = view.now.resolve(space) else { return None };
    let [kind, profile] = space.as_slice() else { return None };
    let profile = view.now.stream(profile).filter(|_| kind.as_name() == Some(b"ICCBased"))?;
    let data = decoded(&profile, view.now.bytes, LARGEST_PROFILE)?;
    if !spend(view.budget, 1) || !is_profile(&data) {
        return None;
    }
    profile.dictionary.get("N")?.as_index().filter(|components| matches!(components, 1 | 3 | 4))
}

/// Returns `true` for the head of a profile (ICC.1, 7.2) that is as long as it says.
fn is_profile(data: &[u8]) -> bool {
    let size = data.first_chunk().map(|size| u32::from_be_bytes(*size));
    size.is_some_and(|size| usize::try_from(size) == Ok(data.len()))
        && data.get(36..40) == Some(b"acsp")
}
