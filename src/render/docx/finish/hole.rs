//! Frames: repaired XML of a shape with holes for its text.
//!
//! All pieces of a shape differ in nothing but their text, so that `docx-rs` writes each shape
//! once.

use super::package::PartWriter;
use super::xml::{XmlElement, broken, checked};
use crate::render::RenderError;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// Mark of a hole in XML.
// No text is taken for one, since «&» is escaped in texts.
pub(crate) const HOLE: &str = "&words;";

/// XML with holes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct XmlFrame(Vec<String>);

impl XmlFrame {
    /// Makes the frame of `root`, with holes where it holds [`HOLE`].
    pub(crate) fn of(root: &XmlElement) -> XmlFrame {
        XmlFrame(root.to_xml().split(HOLE).map(str::to_owned).collect())
    }

    /// Writes the frame with one of `words`, escaped, in each of its holes.
    ///
    /// # Errors
    /// [`RenderError::Backend`] if they hold a character that XML cannot hold.
    pub(crate) fn fill(
        &self,
        out: &mut PartWriter,
        words: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), RenderError> {
        let (last, pieces) = self.0.split_last().expect("a frame has one piece at least");
        write(pieces, words, out)?;
        out.push(last)
    }

    /// Writes the frame with `words` in its holes and the output of `content` in the last.
    ///
    /// # Errors
    /// Errors of `content`, and those of [`XmlFrame::fill`].
    pub(crate) fn around<'w>(
        &self,
        out: &mut PartWriter,
        words: impl IntoIterator<Item = &'w str>,
        content: impl FnOnce(&mut PartWriter) -> Result<(), RenderError>,
    ) -> Result<(), RenderError> {
        // Words fill all holes but the last, which is for the content.
        let [before @ .., last, after] = &self.0[..] else { return Err(broken("no hole")) };
        write(before, words, out)?;
        out.push(last)?;
        content(out)?;
        out.push(after)
    }
}

/// Writes `pieces`, each followed by its words.
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

/// Frames of all shapes of one kind so far.
pub(crate) struct XmlFrames<S>(HashMap<S, XmlFrame>);

impl<S: Eq + Hash> XmlFrames<S> {
    /// Returns an empty collection.
    pub(crate) fn new() -> Self {
        XmlFrames(HashMap::new())
    }

    /// Returns the frame of `shape`, calling `make` for the first of its shape.
    ///
    /// # Errors
    /// Errors of `make`.
    pub(crate) fn of(
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
