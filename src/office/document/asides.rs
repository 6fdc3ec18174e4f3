//! What stands beside the text of a paragraph, or is no longer part of it.

/// Kind of an aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) enum AsideKind {
    /// Text that is hidden.
    Hidden,
    /// Prompt of a field that has not been filled in.
    Prompt,
    /// Footnote or endnote.
    Note,
    /// Comment.
    Comment,
    /// Text box.
    TextBox,
    /// Text that a tracked change inserts.
    Inserted,
    /// Text that a tracked change deletes.
    Deleted,
    /// Picture; its text is empty.
    Picture,
    /// Formula that one line of text cannot show for certain.
    Formula,
    /// Automatic number that could not be computed.
    Number,
    /// Other document that is shown in this place.
    Embedded,
}

/// Aside of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Aside {
    kind: AsideKind,
    text: String,
    /// Length of the paragraph's text where the aside ends.
    end: usize,
}

/// Asides in their order.
#[derive(Clone, Debug, Default)]
pub(in crate::office) struct Asides(Vec<Aside>);

impl Asides {
    /// Adds an aside to text of which `start` bytes lie before it and `end` at its end; runs of
    /// a kind with nothing between them are one.
    pub(crate) fn add(&mut self, kind: AsideKind, text: &str, (start, end): (usize, usize)) {
        match self.0.last_mut() {
            Some(last) if last.kind == kind && last.end == start && kind.goes_on() => {
                last.text.push_str(text);
                last.end = end;
            }
            _ => self.0.push(Aside { kind, text: text.to_owned(), end }),
        }
    }

    /// Adds the asides of another paragraph.
    pub(crate) fn extend(&mut self, others: Asides) {
        self.0.extend(others.0);
    }

    /// Returns the asides, those of a kind as one where they are parts of a text.
    pub(crate) fn grouped(&self) -> Vec<(AsideKind, String)> {
        let mut grouped: Vec<(AsideKind, String)> = Vec::new();
        for Aside { kind, text, .. } in &self.0 {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if kind.goes_on() && text.is_empty() && !kind.is_change() {
                continue;
            }
            match grouped.iter_mut().find(|(known, _)| known == kind && kind.goes_on()) {
                Some((_, words)) if words.is_empty() => *words = text,
                Some((_, words)) if !text.is_empty() => *words = format!("{words} … {text}"),
                Some(_) => {}
                None => grouped.push((*kind, text)),
            }
        }
        grouped
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns `true` if text was left out.
    pub(crate) fn leave_text_out(&self) -> bool {
        let kinds = [AsideKind::Hidden, AsideKind::Prompt, AsideKind::Deleted];
        self.0.iter().any(|aside| kinds.contains(&aside.kind))
    }
}

impl AsideKind {
    /// Returns `true` for a kind whose asides are parts of a text.
    fn goes_on(&self) -> bool {
        !matches!(
            self,
            AsideKind::Note
                | AsideKind::Comment
                | AsideKind::TextBox
                | AsideKind::Formula
                | AsideKind::Embedded
        )
    }

    /// Returns `true` for tracked changes, which may concern the end of a paragraph alone.
    fn is_change(&self) -> bool {
        matches!(self, AsideKind::Inserted | AsideKind::Deleted | AsideKind::Picture)
    }
}
