//! Paragraphs, runs and their content (ECMA-376-1, 17.3).

use super::document::{DocxReader, number};
use super::fields::{FieldSign, box_sign};
use super::is_on;
use super::looks::LookLayer;
use super::styles::StyleKind;
use crate::office::document::{AsideKind, TextLook};
use crate::office::shown_text::TextEffects;
use crate::office::symbol_fonts::symbol_font;
use crate::office::xml::attribute;
use quick_xml::events::BytesStart;
use std::rc::Rc;

/// State inside of a paragraph.
#[derive(Default)]
pub(super) struct ParagraphState {
    /// Style that the paragraph names.
    pub style: Option<String>,
    /// List that the paragraph itself names.
    pub list: Option<String>,
    /// Level in its list that the paragraph itself names.
    pub level: Option<u32>,
    pub in_paragraph_properties: bool,
    pub in_run_properties: bool,
    pub in_control_properties: bool,
    /// Kind of the text that is being read; `None` between texts.
    pub text_kind: Option<TextKind>,
    /// Layer of the paragraph's style.
    layer: Rc<LookLayer>,
    /// Layer of the style of the run's characters.
    character: Rc<LookLayer>,
    /// Settings of the run itself.
    own: LookLayer,
    /// `true` if the run sets something.
    is_set: bool,
    /// Look of runs that set nothing.
    pub look: TextLook,
    /// Look of the run.
    pub run_look: TextLook,
}

/// Kind of a text element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Text of the document.
    Words,
    /// Instruction of a field.
    Code,
}

/// Content control (17.5.2).
#[derive(Default)]
pub(super) struct ContentControl {
    /// `true` if the content is a prompt to fill it in.
    shows_prompt: bool,
    /// State of a check box; `None` for other controls.
    checked: Option<bool>,
    has_content: bool,
}

impl DocxReader<'_> {
    /// Handles the properties of a content control.
    pub(super) fn start_in_control(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(control) = self.controls.last_mut() else { return };
        match name {
            "showingPlcHdr" => control.shows_prompt = is_on(tag),
            "checkbox" => control.checked = control.checked.or(Some(false)),
            "checked" => control.checked = Some(is_on(tag)),
            _ => {}
        }
    }

    /// Ends a content control; a check box without content shows its state.
    pub(super) fn end_control(&mut self) {
        let Some(control) = self.controls.pop() else { return };
        if let Some(checked) = control.checked.filter(|_| !control.has_content) {
            self.push(box_sign(checked));
        }
    }

    /// Handles paragraphs and their properties (17.3.1).
    pub(super) fn start_in_paragraph(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "p" => {
                self.body.paragraph = Default::default();
                self.state = ParagraphState::default();
                self.begin_runs();
            }
            "pPr" => self.state.in_paragraph_properties = true,
            "pStyle" => {
                let style = attribute(tag, "val").unwrap_or_default();
                self.body.paragraph.heading_depth = heading_depth(&style);
                self.state.style = Some(style.into_owned());
                self.begin_runs();
            }
            "ilvl" => self.state.level = number(tag),
            "numId" => self.state.list = attribute(tag, "val").map(|list| list.into_owned()),
            _ => {}
        }
    }

    /// Computes the look of runs that set nothing.
    fn begin_runs(&mut self) {
        let layer = self.looks.layer(StyleKind::Paragraph, self.state.style.as_deref());
        let table = self.table_looks.last().cloned().unwrap_or_default();
        let plain = LookLayer::default();
        self.state.look = self.looks.look([&table, &layer, &plain], &plain);
        self.state.run_look = self.state.look;
        self.state.layer = layer;
    }

    /// Handles runs and their content (17.3.2, 17.3.3).
    pub(super) fn start_in_run(&mut self, name: &str, tag: &BytesStart<'_>) {
        // Properties in those of a paragraph are of the mark at its end.
        if self.state.in_paragraph_properties {
            if name == "vanish" && is_on(tag) && self.looks.is_shown() {
                // A hidden mark ends no paragraph.
                self.body.paragraph.joins_next = true;
            }
            return;
        }
        if self.state.in_run_properties {
            return self.set_look(name, tag);
        }
        match name {
            "r" => {
                (self.state.own, self.state.is_set) = (LookLayer::default(), false);
                self.state.character = Rc::default();
                self.state.run_look = self.state.look;
            }
            "rPr" => self.state.in_run_properties = true,
            "t" | "delText" => self.state.text_kind = Some(TextKind::Words),
            "instrText" => self.state.text_kind = Some(TextKind::Code),
            "tab" | "ptab" => self.push("\t"),
            "br" => match attribute(tag, "type").as_deref() {
                Some("page" | "column") if self.is_shown() => self.body.paragraph.break_page(),
                _ => self.push("\n"),
            },
            "cr" => self.push("\n"),
            // Signs for the breaking of lines, of which one shows a hyphen and the other nothing.
            "noBreakHyphen" if self.looks.is_shown() => self.push("-"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" if self.looks.is_shown() => {}
            "softHyphen" => self.push("\u{AD}"),
            "fldChar" => {
                let sign = self.fields.mark(tag);
                self.field_sign(sign);
            }
            "sym" => {
                let code = attribute(tag, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                let c = code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
                self.symbol(&attribute(tag, "font").unwrap_or_default(), c);
            }
            _ => {}
        }
    }

    fn set_look(&mut self, name: &str, tag: &BytesStart<'_>) {
        if name == "rStyle" {
            let style = attribute(tag, "val");
            self.state.character = self.looks.layer(StyleKind::Character, style.as_deref());
            self.state.is_set = true;
        } else {
            self.state.is_set |= self.state.own.set(tag);
        }
    }

    /// Handles the ends of elements of paragraphs and runs.
    pub(super) fn end_in_run(&mut self, name: &str) {
        match name {
            "pPr" => self.state.in_paragraph_properties = false,
            "rPr" if self.state.in_run_properties => {
                self.state.in_run_properties = false;
                if self.state.is_set {
                    let table = self.table_looks.last().cloned().unwrap_or_default();
                    let layers = [&*table, &*self.state.layer, &*self.state.character];
                    self.state.run_look = self.looks.look(layers, &self.state.own);
                }
            }
            "t" | "delText" | "instrText" => self.state.text_kind = None,
            _ => {}
        }
    }

    /// Takes up text of the element that is open.
    pub(super) fn text(&mut self, text: &str) {
        match self.state.text_kind {
            Some(TextKind::Code) if self.deleted == 0 => self.fields.add_code(text),
            Some(TextKind::Words) => self.push(text),
            _ => {}
        }
    }

    fn field_sign(&mut self, sign: FieldSign) {
        match sign {
            FieldSign::Nothing => {}
            FieldSign::Text(text) => self.push(&text),
            FieldSign::Symbol(font, sign) => self.symbol(&font, sign),
            FieldSign::Formula(formula, is_certain) => {
                self.push(&formula);
                if !is_certain {
                    self.body.aside(AsideKind::Formula, &formula);
                }
            }
            FieldSign::Prompt(text) => self.body.aside(AsideKind::Prompt, &text),
            FieldSign::Number(name) => self.body.aside(AsideKind::Number, &name),
        }
    }

    /// Adds a sign of a font.
    fn symbol(&mut self, font: &str, sign: char) {
        let outer = self.state.run_look;
        let effects = TextEffects { symbols: symbol_font(font), ..outer.effects };
        self.state.run_look = TextLook { effects, ..outer };
        self.push(sign.encode_utf8(&mut [0; 4]));
        self.state.run_look = outer;
    }

    /// Returns `true` unless content at this place was deleted or belongs to a field's instruction.
    fn is_shown(&self) -> bool {
        self.deleted == 0 && self.fields.show_text()
    }

    /// Adds text to the paragraph, or beside it if it is not part of what is shown.
    pub(super) fn push(&mut self, text: &str) {
        if !self.fields.show_text() {
            return;
        }
        let paragraph = &mut self.body.paragraph;
        if self.deleted > 0 {
            return paragraph.aside(AsideKind::Deleted, text);
        }
        if self.controls.iter().any(|control| control.shows_prompt) {
            return paragraph.aside(AsideKind::Prompt, text);
        }
        self.controls.iter_mut().for_each(|control| control.has_content |= !text.trim().is_empty());
        let start = paragraph.text().len();
        paragraph.push(text, self.state.run_look);
        if self.inserted > 0 {
            paragraph.inserted(start);
        }
    }

    /// Adds the text of a note or a comment that is referred to.
    pub(super) fn note(&mut self, name: &str, tag: &BytesStart<'_>) {
        let (notes, kind) = match name {
            "footnoteReference" => (&self.notes.footnotes, AsideKind::Note),
            "endnoteReference" => (&self.notes.endnotes, AsideKind::Note),
            _ => (&self.notes.comments, AsideKind::Comment),
        };
        let id = attribute(tag, "id").unwrap_or_default();
        let text = notes.get(&*id).cloned().unwrap_or_default();
        self.body.aside(kind, &text);
    }
}

/// Returns the level of a built-in heading style, 0 for any other style.
///
/// Identifiers are English in files of any Word, except that Italian ones also write «Titolo2».
fn heading_depth(style: &str) -> u8 {
    let number = style.strip_prefix("Heading").or_else(|| style.strip_prefix("Titolo"));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
