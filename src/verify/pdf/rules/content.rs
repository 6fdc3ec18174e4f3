//! Content of drawings (ISO 32000-1, 7.8.2): the operators that signing programs write, each
//! with its operands, in the order that the standard gives (figure 9).

use super::fonts::copied_text;
use super::resources::DrawingResources;
use super::view::RevisionView;
use crate::verify::pdf::cursor::is_regular;
use crate::verify::pdf::object::Object;
use crate::verify::pdf::parse::Parser;
use crate::verify::pdf::text_string::{certain_characters, steers};
use std::ops::RangeInclusive;

/// Largest number in a drawing: beyond it, readers of sixteen bits differ.
const LARGEST: f64 = 32_767.0;
/// Most operands of an operator.
const MOST_OPERANDS: usize = 6;
/// Widest line in points: a bar across the box of a signature.
const WIDEST: f64 = 100.0;
/// Largest limit of pointed corners, the usual one (ISO 32000-1, 8.4.3.5).
const SHARPEST: f64 = 10.0;
/// Depth down to which `q`, `BT` and `BMC` may nest; readers must bear 28 `q` (Annex C).
const DEEPEST: usize = 28;
/// Most XObjects that one content draws; an appearance of Acrobat has five layers.
const MOST_DRAWN: usize = 20;

/// Comments with which Acrobat and its imitators begin the layers of a signature.
const LAYERS: [&[u8]; 2] = [b"% DSBlank", b"% DSUnknown"];

/// Place of an operator in a content (ISO 32000-1, figure 9).
#[derive(Clone, Copy, PartialEq, Eq)]
enum OperatorPlace {
    /// Anywhere, even inside a path, as MuPDF writes colours; only a clip is painted at once.
    General,
    /// Outside paths.
    Mark,
    /// Outside texts and paths.
    Page,
    Text,
    PathBegin,
    PathPart,
    Clip,
    Paint,
}

use OperatorPlace::{Clip, General, Mark, Page, Paint, PathBegin, PathPart, Text};

/// Operators with their operands: `n` a number, `/` a name, `s` a string, `a` an array of
/// numbers, `t` one of strings and numbers, `c` a colour of the space that was set, `p` the
/// properties of marked content. No shadings, inline images, glyph metrics or compatibility
/// sections.
const OPERATORS: [(&str, &str, OperatorPlace); 63] = [
    ("q", "", Page),
    ("Q", "", Page),
    ("cm", "nnnnnn", Page),
    ("Do", "/", Page),
    ("BT", "", Page),
    ("ET", "", Text),
    ("BMC", "/", Mark),
    ("BDC", "/p", Mark),
    ("EMC", "", Mark),
    ("w", "n", General),
    ("J", "n", General),
    ("j", "n", General),
    ("M", "n", General),
    ("d", "an", General),
    ("i", "n", General),
    ("gs", "/", General),
    ("g", "n", General),
    ("G", "n", General),
    ("rg", "nnn", General),
    ("RG", "nnn", General),
    ("k", "nnnn", General),
    ("K", "nnnn", General),
    ("cs", "/", General),
    ("CS", "/", General),
    ("sc", "c", General),
    ("SC", "c", General),
    ("scn", "c", General),
    ("SCN", "c", General),
    ("Tc", "n", General),
    ("Tw", "n", General),
    ("Tz", "n", General),
    ("TL", "n", General),
    ("Tf", "/n", General),
    ("Tr", "n", General),
    ("Ts", "n", General),
    ("Td", "nn", Text),
    ("TD", "nn", Text),
    ("Tm", "nnnnnn", Text),
    ("T*", "", Text),
    ("Tj", "s", Text),
    ("TJ", "t", Text),
    ("'", "s", Text),
    ("\"", "nns", Text),
    ("m", "nn", PathBegin),
    ("re", "nnnn", PathBegin),
    ("l", "nn", PathPart),
    ("c", "nnnnnn", PathPart),
    ("v", "nnnn", PathPart),
    ("y", "nnnn", PathPart),
    ("h", "", PathPart),
    ("W", "", Clip),
    ("W*", "", Clip),
    ("n", "", Paint),
    ("S", "", Paint),
    ("s", "", Paint),
    ("f", "", Paint),
    ("F", "", Paint),
    ("f*", "", Paint),
    ("B", "", Paint),
    ("B*", "", Paint),
    ("b", "", Paint),
    ("b*", "", Paint),
    ("ri", "/", General),
];

/// Section that an operator opens and another must close.
enum ContentSection {
    /// `q`, with the numbers of components of the colours and the font that `Q` restores.
    State([usize; 2], Vec<u8>),
    Text,
    /// Marked content, with the text that it is copied as and read aloud in place of its letters.
    Mark(Option<String>),
}

/// State of a content as far as it was read.
struct ContentState<'a> {
    view: &'a RevisionView<'a>,
    resources: &'a DrawingResources,
    open: Vec<ContentSection>,
    /// Set between `BT` and `ET`.
    is_text: bool,
    /// Last operator of an unfinished path.
    path: Option<OperatorPlace>,
    /// Components of the colours for filling and for stroking.
    colours: [usize; 2],
    /// Number of XObjects drawn.
    drawn: usize,
    /// Name of the font.
    font: Vec<u8>,
    /// Letters shown since the marked content began that has a text of its own.
    letters: String,
}

/// Returns `true` if `data` are a content that leaves the state of the page as it was.
pub(super) fn is_closed_content(
    view: &RevisionView<'_>,
    data: &[u8],
    resources: &DrawingResources,
) -> bool {
    let layer = LAYERS.iter().find_map(|layer| data.strip_prefix(*layer));
    let layer = layer.filter(|rest| rest.is_empty() || rest.starts_with(b"\n"));
    let data = layer.unwrap_or(data);
    let mut state = ContentState {
        view,
        resources,
        open: Vec::new(),
        is_text: false,
        path: None,
        colours: [1, 1],
        drawn: 0,
        font: Vec::new(),
        letters: String::new(),
    };
    read_content(data, &mut state).is_some() && state.open.is_empty() && state.path.is_none()
}

/// Reads operators to the last byte; `None` where the content leaves the grammar.
fn read_content(data: &[u8], state: &mut ContentState<'_>) -> Option<()> {
    let mut parser = Parser::new(data, 0);
    let mut operands = Vec::new();
    while pass_gap(&mut parser) {
        if begins_operand(&parser) {
            operands.push(read_operand(&mut parser)?);
            if operands.len() > MOST_OPERANDS {
                return None;
            }
        } else {
            let rest = parser.cursor.rest();
            let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
            state.apply(std::str::from_utf8(&rest[..length]).ok()?, &operands)?;
            parser.cursor.at += length;
            operands.clear();
        }
    }
    operands.is_empty().then_some(())
}

/// Passes spaces and line ends; `false` at the end.
fn pass_gap(parser: &mut Parser<'_>) -> bool {
    while parser.cursor.peek().is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {
        parser.cursor.at += 1;
    }
    parser.cursor.peek().is_some()
}

/// Returns `true` if an operand begins here, and no operator.
fn begins_operand(parser: &Parser<'_>) -> bool {
    parser.cursor.peek().is_some_and(|byte| b"[-./(<".contains(&byte) || byte.is_ascii_digit())
}

/// Reads an operand.
fn read_operand(parser: &mut Parser<'_>) -> Option<Object> {
    match parser.cursor.peek()? {
        b'[' => read_array(parser),
        b'0'..=b'9' | b'-' | b'.' => read_number(parser),
        b'/' | b'(' | b'<' => parser.object().ok(),
        _ => None,
    }
}

/// Reads an array of numbers and strings.
fn read_array(parser: &mut Parser<'_>) -> Option<Object> {
    parser.cursor.at += 1;
    let mut items = Vec::new();
    while pass_gap(parser) && parser.cursor.peek() != Some(b']') {
        // No operator takes arrays in arrays, and a thousand of them would take the stack.
        if parser.cursor.peek() == Some(b'[') {
            return None;
        }
        items.push(read_operand(parser)?);
    }
    // The bracket that closes it; at the end of the content nothing follows.
    parser.cursor.at += 1;
    Some(Object::Array(items))
}

/// Reads a number without an exponent, as long as every reader keeps.
fn read_number(parser: &mut Parser<'_>) -> Option<Object> {
    /// Most characters of a number; PDFium keeps 255.
    const LONGEST: usize = 20;
    let rest = parser.cursor.rest();
    let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
    let text = std::str::from_utf8(&rest[..length]).ok().filter(|_| length <= LONGEST)?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    parser.cursor.at += length;
    if !is_plain {
        None
    } else if text.contains('.') {
        text.parse().ok().map(Object::Real)
    } else {
        text.parse().ok().map(Object::Integer)
    }
}

impl ContentState<'_> {
    /// Applies an operator; `None` if it may not stand here or has other operands.
    fn apply(&mut self, operator: &str, operands: &[Object]) -> Option<()> {
        let (_, kinds, place) = OPERATORS.iter().find(|(name, ..)| *name == operator)?;
        self.pass_place(*place)?;
        self.check_operands(operator, kinds, operands)?;
        let name = operands.first().and_then(Object::as_name);
        match operator {
            "q" => self.open.push(ContentSection::State(self.colours, self.font.clone())),
            "BT" => self.open.push(ContentSection::Text),
            "BMC" => self.open.push(ContentSection::Mark(None)),
            "BDC" => self.open_spoken(operands.get(1)?)?,
            "Q" | "ET" | "EMC" => self.close(operator)?,
            "Do" => {
                self.drawn += 1;
                (!self.is_spoken()).then_some(())?;
            }
            "Tf" => self.font = name?.to_vec(),
            "Tj" | "TJ" | "'" | "\"" if self.is_spoken() => self.add_letters(operands)?,
            "g" | "rg" | "k" => self.colours[0] = operands.len(),
            "G" | "RG" | "K" => self.colours[1] = operands.len(),
            "cs" => self.colours[0] = self.resources.components(name?)?,
            "CS" => self.colours[1] = self.resources.components(name?)?,
            _ => {}
        }
        self.is_text = operator == "BT" || (self.is_text && operator != "ET");
        (self.open.len() <= DEEPEST && self.drawn <= MOST_DRAWN).then_some(())
    }

    /// Passes to the place of an operator; `None` if it may not follow here.
    fn pass_place(&mut self, place: OperatorPlace) -> Option<()> {
        let may_follow = match place {
            General => self.path != Some(Clip),
            Mark => self.path.is_none(),
            Page => self.path.is_none() && !self.is_text,
            Text => self.path.is_none() && self.is_text,
            PathBegin => self.path != Some(Clip) && !self.is_text,
            PathPart | Clip => self.path.is_some_and(|last| last != Clip),
            Paint => self.path.is_some(),
        };
        if place != General {
            self.path = Some(place).filter(|place| matches!(place, PathBegin | PathPart | Clip));
        }
        may_follow.then_some(())
    }

    /// Closes the innermost section, which must be the one that `operator` closes.
    fn close(&mut self, operator: &str) -> Option<()> {
        match (operator, self.open.pop()?) {
            ("Q", ContentSection::State(colours, font)) => {
                (self.colours, self.font) = (colours, font);
                Some(())
            }
            // What is heard is what is seen, blanks apart.
            ("EMC", ContentSection::Mark(Some(text))) => {
                let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
                (without_blanks(&text) == without_blanks(&self.letters)).then_some(())
            }
            ("ET", ContentSection::Text) | ("EMC", ContentSection::Mark(None)) => Some(()),
            _ => None,
        }
    }

    /// Opens marked content with a text of its own, or without properties; texts in one another are none.
    fn open_spoken(&mut self, properties: &Object) -> Option<()> {
        let text = properties.as_dictionary()?.get("ActualText");
        let text = text.map(|text| certain_characters(text.as_text()?));
        if text.is_some() && self.is_spoken() {
            return None;
        }
        if text.is_some() {
            self.letters.clear();
        }
        self.open.push(ContentSection::Mark(text.flatten()));
        Some(())
    }

    /// Returns `true` inside marked content with a text of its own.
    fn is_spoken(&self) -> bool {
        self.open.iter().any(|section| matches!(section, ContentSection::Mark(Some(_))))
    }

    /// Adds the characters that the shown strings are copied as.
    fn add_letters(&mut self, operands: &[Object]) -> Option<()> {
        let font = self.resources.fonts.get(&self.font)?;
        let parts = operands.iter().flat_map(|operand| match operand.as_array() {
            Some(parts) => parts,
            None => std::slice::from_ref(operand),
        });
        for string in parts.filter_map(Object::as_text) {
            self.letters += &copied_text(self.view, font, string)?;
        }
        Some(())
    }

    fn check_operands(&self, operator: &str, kinds: &str, operands: &[Object]) -> Option<()> {
        if kinds == "c" {
            let components = self.colours[usize::from(operator.starts_with('S'))];
            let is_colour = operands.len() == components && operands.iter().all(is_number);
            return is_colour.then_some(());
        }
        let mut pairs = kinds.chars().zip(operands);
        let fits = kinds.len() == operands.len() && pairs.all(|(kind, value)| fits(kind, value));
        let name = operands.first().and_then(Object::as_name).unwrap_or_default();
        let is_known = match operator {
            "Tf" => self.resources.fonts.contains_key(name),
            "Do" => self.resources.objects.contains(name),
            "gs" => self.resources.states.contains(name),
            // Optional content would come and go, and an artifact would not be read.
            "BMC" | "BDC" => matches!(name, b"Tx" | b"Span"),
            // Invisible and clipping texts would be read but not seen, and the corners of stroked
            // ones leave the box that some readers reckon with.
            "Tr" => operands.first() == Some(&Object::Integer(0)),
            "d" => is_dash(operands),
            "M" => is_within(operands, 1.0..=SHARPEST),
            "w" => is_within(operands, 0.0..=WIDEST),
            "cm" | "Tm" => is_invertible(operands),
            "ri" => matches!(name, b"RelativeColorimetric" | b"Perceptual"),
            _ => true,
        };
        (fits && is_known).then_some(())
    }
}

fn fits(kind: char, value: &Object) -> bool {
    let has_items = |is_item: fn(&Object) -> bool| {
        value.as_array().is_some_and(|items| items.iter().all(is_item))
    };
    match kind {
        'n' => is_number(value),
        '/' => value.as_name().is_some(),
        's' => value.as_text().is_some(),
        'a' => has_items(is_number),
        't' => has_items(|item| is_number(item) || item.as_text().is_some()),
        'p' => value.as_dictionary().is_some_and(|properties| {
            // A number of marked content would make it part of the structure.
            properties.unlisted_key(&["ActualText"]).is_none()
                && properties.0.values().all(|text| text.as_text().is_some_and(is_visible))
        }),
        _ => false,
    }
}

/// Returns `true` if a text holds nothing but characters that people see, and spaces, for every reader.
fn is_visible(text: &[u8]) -> bool {
    certain_characters(text).is_some_and(|text| !text.chars().any(steers))
}

/// Returns `true` for a pattern of dashes that ends: readers wait without end for one that repeats
/// without getting on, or fail at one that goes back.
fn is_dash(operands: &[Object]) -> bool {
    let lengths = operands.first().and_then(Object::as_array).unwrap_or_default();
    let is_length = |value: &Object| {
        value.as_number().is_some_and(|length| (0.1..=WIDEST * 10.0).contains(&length))
    };
    lengths.iter().all(is_length) && is_within(&operands[1..], 0.0..=LARGEST)
}

fn is_within(operands: &[Object], range: RangeInclusive<f64>) -> bool {
    operands.iter().all(|value| value.as_number().is_some_and(|number| range.contains(&number)))
}

fn is_number(value: &Object) -> bool {
    value.as_number().is_some_and(|number| number.abs() <= LARGEST)
}

/// Returns `true` if the matrix keeps areas: readers differ in what they do with one that does
/// not.
fn is_invertible(operands: &[Object]) -> bool {
    let numbers: Option<Vec<f64>> = operands.iter().map(Object::as_number).collect();
    let numbers = numbers.unwrap_or_default();
    let [a, b, c, d, ..] = *numbers.as_slice() else { return false };
    (a * d - b * c).abs() > 1e-9
}
