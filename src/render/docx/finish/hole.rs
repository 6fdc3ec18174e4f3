//! What docx-rs wrote once, repaired, for all pieces that differ in nothing but their words.
//! A frame has holes in the places of the words.

use super::package::PartWriter;
use super::xml::{XmlElement, broken, checked};
use crate::render::RenderError;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// A hole in XML: no text is taken for one, since its «&» is escaped.
pub const HOLE: &str = "&words;";

/// XML with holes.
#[derive(Debug, PartialEq, Eq)]
pub struct XmlFrame(Vec<String>);

impl XmlFrame {
    /// That of `root`, with holes where it holds [`HOLE`].
    pub fn of(root: &XmlElement) -> XmlFrame {
        XmlFrame(root.to_xml().split(HOLE).map(str::to_owned).collect())
    }

    /// Writes the frame with `words`, escaped, one in each of its holes.
    ///
    /// # Errors
    /// [`RenderError::Backend`] where they hold a character that XML cannot.
    pub fn fill(
        &self,
        out: &mut PartWriter,
        words: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), RenderError> {
        let (last, pieces) = self.0.split_last().expect("a frame has one piece at least");
        write(pieces, words, out)?;
        out.push(last)
    }

    /// Writes the frame with `words` in its holes, and what `content` writes in the last.
    ///
    /// # Errors
    /// Those of `content`, and as [`XmlFrame::fill`].
    pub fn around<'w>(
        &self,
        out: &mut PartWriter,
        words: impl IntoIterator<Item = &'w str>,
        content: impl FnOnce(&mut PartWriter) -> Result<(), RenderError>,
    ) -> Result<(), RenderError> {
        let [before @ .., last, after] = &self.0[..] else { return Err(broken("no hole")) };
        write(before, words, out)?;
        out.push(last)?;
        content(out)?;
        out.push(after)
    }
}

/// Writes `pieces`, each with its words behind it.
fn write(
    pieces: &[String],
    words: impl IntoIterator<Item = impl AsRef<str>>,
    out: &mut PartWriter,
) -> Result<(), RenderError> {
    let mut words = words.into_iter();
    for piece in pieces {
        let words = words.next().ok_or_else(|| broken("a hole without words"))?;
        out.push(piece)?;
        out.push(checked(words.as_ref())?)?;
    }
    Ok(())
}

/// The frames of all shapes of a kind that there were so far.
pub struct XmlFrames<S>(HashMap<S, XmlFrame>);

impl<S: Eq + Hash> XmlFrames<S> {
    /// None yet.
    pub fn new() -> Self {
        XmlFrames(HashMap::new())
    }

    /// The frame of `shape`, which `make` makes where it is the first of its shape.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn of(
        &mut self,
        shape: S,
        make: impl FnOnce(&S) -> Result<XmlFrame, RenderError>,
    ) -> Result<&XmlFrame, RenderError> {
        match self.0.entry(shape) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let frame = make(new.key())?;
                Ok(new.insert(frame))
            }
        }
    }
}
