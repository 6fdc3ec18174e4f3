//! Fields as a document shows them: their results, the controls of forms, and those that are
//! computed whenever the document is opened (ECMA-376-1, 17.16).

use super::equation_field::linear_equation;
use super::is_on;
use crate::office::xml::attribute;
use quick_xml::events::BytesStart;

/// Field that is open.
#[derive(Default)]
struct ShownField {
    code: String,
    /// Set behind the mark between code and result.
    in_result: bool,
    form: FormControl,
}

/// Control of a form (17.16.17).
#[derive(Default)]
enum FormControl {
    /// None, or a text that is the field's result.
    #[default]
    None,
    /// Check box: as it is and as it began.
    Box { checked: Option<bool>, default: bool },
    /// List of choices: the entries and the index of the one that is chosen.
    Choice { entries: Vec<String>, chosen: usize },
}

/// Content that the end of a field shows besides its result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FieldSign {
    /// Nothing.
    Nothing,
    /// Text.
    Text(String),
    /// Sign of a font of symbols.
    Symbol(String, char),
    /// Formula, with `false` if its form is not certain.
    Formula(String, bool),
    /// Prompt to fill in something.
    Prompt(String),
    /// Number that only the program computes.
    Number(String),
}

/// Fields that are open, the outermost first.
#[derive(Default)]
pub(super) struct ShownFields {
    open: Vec<ShownField>,
    /// `true` inside the data of a form's control.
    in_form: bool,
}

impl ShownFields {
    /// Begins a field, its result, or returns what its end shows.
    pub(crate) fn mark(&mut self, tag: &BytesStart<'_>) -> FieldSign {
        match attribute(tag, "fldCharType").as_deref() {
            Some("begin") => self.open.push(ShownField::default()),
            Some("separate") => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
            }
            _ => return self.open.pop().map_or(FieldSign::Nothing, ShownField::sign),
        }
        FieldSign::Nothing
    }

    pub(crate) fn add_code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut() {
            field.code.push_str(code);
        }
    }

    /// Returns `true` if text at this place is part of what is shown.
    pub(crate) fn show_text(&self) -> bool {
        self.open.iter().all(|field| field.in_result && matches!(field.form, FormControl::None))
    }

    /// Returns `true` inside the data of a form's control.
    pub(crate) fn in_form(&self) -> bool {
        self.in_form
    }

    pub(crate) fn end_form(&mut self) {
        self.in_form = false;
    }

    /// Takes up an element of the data of a form's control.
    pub(crate) fn form(&mut self, name: &str, tag: &BytesStart<'_>) {
        self.in_form = true;
        let Some(field) = self.open.last_mut() else { return };
        let value = || attribute(tag, "val").unwrap_or_default();
        match (name, &mut field.form) {
            ("checkBox", form) => *form = FormControl::Box { checked: None, default: false },
            ("ddList", form) => *form = FormControl::Choice { entries: Vec::new(), chosen: 0 },
            ("checked", FormControl::Box { checked, .. }) => *checked = Some(is_on(tag)),
            ("default", FormControl::Box { default, .. }) => *default = is_on(tag),
            // The choice made stands before the default in the file (17.16.9), and a list without
            // one shows the default.
            ("result", FormControl::Choice { chosen, .. }) => *chosen = index(&value()),
            ("default", FormControl::Choice { chosen, .. }) if *chosen == 0 => {
                *chosen = index(&value());
            }
            ("listEntry", FormControl::Choice { entries, .. }) => {
                entries.push(value().into_owned())
            }
            _ => {}
        }
    }
}

fn index(value: &str) -> usize {
    value.trim().parse().unwrap_or(0)
}

impl ShownField {
    fn sign(self) -> FieldSign {
        match self.form {
            FormControl::Box { checked, default } => {
                return FieldSign::Text(box_sign(checked.unwrap_or(default)).to_owned());
            }
            FormControl::Choice { mut entries, chosen } => {
                let is_there = chosen < entries.len();
                let entry = if is_there { entries.swap_remove(chosen) } else { String::new() };
                return FieldSign::Text(entry);
            }
            FormControl::None => {}
        }
        let mut words = self.code.split_whitespace();
        let name = words.next().unwrap_or_default().to_uppercase();
        let rest = || words.clone().collect::<Vec<_>>().join(" ");
        match name.as_str() {
            // Without data of a form, the box is empty.
            "FORMCHECKBOX" => FieldSign::Text(box_sign(false).to_owned()),
            "SYMBOL" if !self.in_result => symbol(&self.code),
            "EQ" if !self.in_result => match linear_equation(&self.code) {
                Some(formula) => FieldSign::Formula(formula, true),
                None => FieldSign::Formula(rest(), false),
            },
            "MACROBUTTON" | "GOTOBUTTON" => {
                FieldSign::Prompt(words.skip(1).collect::<Vec<_>>().join(" "))
            }
            "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" | "LISTNUM" => FieldSign::Number(name),
            _ => FieldSign::Nothing,
        }
    }
}

/// Returns the sign of a check box.
pub(super) fn box_sign(is_checked: bool) -> &'static str {
    if is_checked { "☒" } else { "☐" }
}

/// Reads `SYMBOL 252 \f "Wingdings"` (17.16.5.61).
fn symbol(code: &str) -> FieldSign {
    let number = code.split_whitespace().nth(1).unwrap_or_default();
    let number = match number.to_lowercase().strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    };
    let font = code.split("\\f").nth(1).unwrap_or("Symbol").trim();
    let font = match font.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => font.split_whitespace().next().unwrap_or_default(),
    };
    match number.and_then(char::from_u32) {
        Some(sign) => FieldSign::Symbol(font.to_owned(), sign),
        None => FieldSign::Nothing,
    }
}
