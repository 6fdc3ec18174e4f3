//! Frames, notes and comments: what stands in a text and is no part of it (OpenDocument 1.3,
//! part 3, 6.3, 10.4, 14.1).

use super::content::OdtReader;
use crate::office::document::AsideKind;
use crate::office::xml::attribute;
use quick_xml::events::BytesStart;

/// Text that is kept apart.
pub(super) struct KeptApart {
    kind: AsideKind,
    text: String,
}

/// Frame with what it shows.
#[derive(Default)]
pub(super) struct OpenFrame {
    has_text: bool,
    has_picture: bool,
    /// Folder of the document that the frame shows.
    object: Option<String>,
}

impl OdtReader<'_> {
    /// Begins a text that is kept apart from the paragraph around it.
    pub(super) fn keep_apart(&mut self, kind: AsideKind) {
        self.apart.push(KeptApart { kind, text: String::new() });
    }

    /// Ends a text that is kept apart.
    pub(super) fn end_apart(&mut self) {
        if let Some(KeptApart { kind, text }) = self.apart.pop() {
            self.body.aside(kind, &text);
        }
    }

    /// Adds text to the one that is kept apart; returns `false` if there is none.
    pub(super) fn push_apart(&mut self, text: &str) -> bool {
        let apart = self.apart.last_mut();
        apart.map(|apart| apart.text.push_str(text)).is_some()
    }

    /// Ends a field that a person fills in: its text, unless it is a prompt that programs write.
    pub(super) fn end_input(&mut self) {
        const PROMPTS: [&str; 4] = ["Fare clic", "Fai clic", "Cliccare", "Click here"];
        let Some(KeptApart { text, .. }) = self.apart.pop() else { return };
        if PROMPTS.iter().any(|prompt| text.trim_start().starts_with(prompt)) {
            self.body.aside(AsideKind::Prompt, &text);
        } else {
            self.push(&text);
        }
    }

    /// Adds a formula on one line, with `true` if the line is certain.
    pub(super) fn formula(&mut self, (formula, is_certain): &(String, bool)) {
        // A picture of the formula may stand beside it.
        self.frames.last_mut().into_iter().for_each(|frame| frame.has_text = true);
        self.push(formula);
        if !is_certain {
            self.body.aside(AsideKind::Formula, formula);
        }
    }

    /// Begins an element of a frame.
    pub(super) fn start_in_frame(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "frame" => self.frames.push(OpenFrame::default()),
            "text-box" | "custom-shape" | "rect" | "ellipse" | "line" | "polygon" | "path" => {
                self.frames.last_mut().into_iter().for_each(|frame| frame.has_text = true);
                self.body.start_text_box();
            }
            "image" => {
                self.frames.last_mut().into_iter().for_each(|frame| frame.has_picture = true);
            }
            "object" | "object-ole" => {
                let folder = attribute(tag, "href").unwrap_or_default();
                let folder = folder.trim_start_matches("./").to_lowercase();
                self.frames
                    .last_mut()
                    .into_iter()
                    .for_each(|frame| frame.object = Some(folder.clone()));
            }
            _ => {}
        }
    }

    /// Ends an element of a frame.
    pub(super) fn end_in_frame(&mut self, name: &str) {
        match name {
            "text-box" | "custom-shape" | "rect" | "ellipse" | "line" | "polygon" | "path" => {
                self.body.end_text_box();
            }
            "frame" => {
                let Some(frame) = self.frames.pop() else { return };
                let formula = frame.object.as_ref().and_then(|object| self.formulas.get(object));
                if let Some(formula) = formula.cloned() {
                    self.formula(&formula);
                } else if !frame.has_text && (frame.has_picture || frame.object.is_some()) {
                    self.body.aside(AsideKind::Picture, "");
                }
            }
            _ => {}
        }
    }
}
