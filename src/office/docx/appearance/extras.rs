//! Things in a text that are no plain words: fields, shapes, changes, links, unknown elements.

/// Kind of a thing in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExtraKind {
    /// Link, whose words are shown as others are.
    Link,
    /// Change that nobody has accepted or refused.
    Change,
    /// Anything that shows, hides or computes something.
    Other,
}

/// Thing in a text that is no plain word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextExtra {
    /// Kind.
    pub kind: ExtraKind,
    /// In Italian, to stand behind «contiene»: «un campo («IF 1 = 1 …»)».
    pub words: String,
}

impl TextExtra {
    pub(super) fn other(words: String) -> Self {
        TextExtra { kind: ExtraKind::Other, words }
    }

    pub(super) fn change(words: String) -> Self {
        TextExtra { kind: ExtraKind::Change, words }
    }

    pub(super) fn link(words: String) -> Self {
        TextExtra { kind: ExtraKind::Link, words }
    }
}
