//! Fields: text that a program computes and shows in their place (ECMA-376-1, 17.16).

/// Field that is open.
#[derive(Default)]
struct OpenField {
    code: String,
    /// Set behind the mark between code and result.
    in_result: bool,
    /// Written result.
    result: String,
}

/// Open fields, the outermost first.
#[derive(Default)]
pub(super) struct OpenFields(Vec<OpenField>);

impl OpenFields {
    pub(crate) fn begin(&mut self) {
        self.0.push(OpenField::default());
    }

    /// Takes up the code of a field; `false` if it stands outside of one or in its result, where
    /// some programs show it as text.
    pub(crate) fn add_code(&mut self, code: &str) -> bool {
        match self.0.last_mut().filter(|field| !field.in_result) {
            Some(field) => {
                field.code.push_str(code);
                true
            }
            None => false,
        }
    }

    pub(crate) fn separate(&mut self) {
        if let Some(field) = self.0.last_mut() {
            field.in_result = true;
        }
    }

    /// Takes up the written result of a field.
    pub(crate) fn add_result(&mut self, text: &str) {
        if let Some(field) = self.0.last_mut() {
            field.result.push_str(text);
        }
    }

    /// Ends the innermost field and returns its code and its written result.
    pub(crate) fn end(&mut self) -> Option<(String, String)> {
        self.0.pop().map(|field| (field.code, field.result))
    }

    /// Returns `true` if text at this place is shown as it is written.
    pub(crate) fn show_text(&self) -> bool {
        self.0.iter().all(|field| field.in_result && counter(&field.code).is_none())
    }
}

/// Returns what a field that counts pages shows; `None` for any other field.
pub(super) fn counter(code: &str) -> Option<&'static str> {
    let mut words = code.split_whitespace();
    let shown = match words.next()?.to_uppercase().as_str() {
        "PAGE" => "[pagina]",
        "NUMPAGES" => "[pagine]",
        _ => return None,
    };
    let is_usual = |word: &str| {
        matches!(word.to_uppercase().as_str(), "\\*" | "MERGEFORMAT" | "ARABIC" | "\\*MERGEFORMAT")
    };
    words.all(is_usual).then_some(shown)
}
