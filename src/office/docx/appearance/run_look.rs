//! Looks of runs: what their properties come to (ECMA-376-1, 17.3.2).

use super::aspect::{Aspects, LookAspect};
use super::colours::{ShownColour, ThemeColours};
use super::fonts::DocxFonts;
use crate::office::docx::properties::DocxProperties;

/// Switches that styles turn on and off again, level by level (17.7.3).
pub(super) const TOGGLES: [&str; 12] = [
    "b",
    "i",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "emboss",
    "imprint",
    "outline",
    "shadow",
    "vanish",
    "specVanish",
];
/// DocxProperties that no reader sees or hears in Latin text, or that are read elsewhere.
const UNSEEN: [&str; 11] = [
    "rStyle",
    "szCs",
    "bCs",
    "iCs",
    "kern",
    "noProof",
    "snapToGrid",
    "rFonts",
    "color",
    "shd",
    "highlight",
];

/// Resources that looks depend on.
pub(super) struct LookSources {
    pub colours: ThemeColours,
    pub fonts: DocxFonts,
}

impl LookSources {
    /// Returns the aspects of a run with these properties on a background.
    pub(crate) fn run(&self, run: &DocxProperties, background: ShownColour) -> Aspects {
        let behind = self.colours.behind_text(run, background);
        let colour = self.colours.text(run, behind);
        let mut aspects = Aspects::new();
        aspects.insert(LookAspect::Colour, colour.hex());
        aspects.insert(LookAspect::Background, behind.hex());
        let contrast = (colour.contrast(behind) * 100.0).round();
        aspects.insert(LookAspect::Contrast, format!("{contrast:.0}"));
        // Ten points where no layer says otherwise (17.3.2.38).
        let size = run.number("sz", "val").unwrap_or(20);
        aspects.insert(LookAspect::Size, size.to_string());
        self.add_fonts(run, &mut aspects);
        for (name, value) in run.all().filter(|(name, _)| !UNSEEN.contains(name)) {
            aspects.extend(aspect(run, name, value));
        }
        aspects
    }

    fn add_fonts(&self, run: &DocxProperties, aspects: &mut Aspects) {
        let [basic, other] = ["ascii", "hAnsi"].map(|range| self.fonts.name(run, range));
        if self.fonts.shows_symbols(&basic) || self.fonts.shows_symbols(&other) {
            aspects.insert(LookAspect::Symbols, basic.clone());
        }
        let both = if basic == other { basic } else { format!("{basic} e {other}") };
        aspects.insert(LookAspect::Font, both);
        // With this hint quotation marks and accents come from the East Asian font.
        if run.get("rFonts", "hint").is_some_and(|hint| hint == "eastAsia") {
            let font = run.get("rFonts", "eastAsia").unwrap_or_default();
            aspects.insert(LookAspect::Other("rFonts".to_owned()), font.to_owned());
        }
    }
}

/// Returns the aspect of a property; `None` if it is as without the property.
fn aspect(run: &DocxProperties, name: &str, value: String) -> Option<(LookAspect, String)> {
    let number = run.number(name, "val").unwrap_or(0);
    let word = run.get(name, "val").unwrap_or_default();
    let measured = |aspect, usual| (number != usual).then(|| (aspect, number.to_string()));
    let switched = |aspect: LookAspect| match word {
        // Two layers that cancel out in Word do not in every program.
        "2" => Some((aspect, "2".to_owned())),
        _ => (run.switch(name) == Some(true)).then(|| (aspect, "1".to_owned())),
    };
    let other = || LookAspect::Other(name.to_owned());
    match name {
        "sz" => None,
        "vanish" | "specVanish" => switched(LookAspect::Hidden),
        "strike" | "dstrike" => switched(LookAspect::Strike),
        "b" => switched(LookAspect::Bold),
        "i" => switched(LookAspect::Italic),
        "caps" | "smallCaps" => switched(LookAspect::Capitals),
        "rtl" => switched(LookAspect::RightToLeft),
        "emboss" | "imprint" | "outline" | "shadow" | "cs" | "webHidden" => switched(other()),
        "w" => measured(LookAspect::Scale, 100),
        "spacing" => measured(LookAspect::LetterSpacing, 0),
        "position" => measured(LookAspect::Raised, 0),
        "vertAlign" => (word != "baseline").then(|| (LookAspect::Index, word.to_owned())),
        "u" => (word != "none").then(|| (LookAspect::Underline, word.to_owned())),
        "lang" => {
            let language = word.split('-').next().filter(|language| !language.is_empty())?;
            Some((LookAspect::Language, language.to_lowercase()))
        }
        "effect" | "em" | "bdr" if matches!(word, "none" | "nil") => None,
        // Ligatures of Latin text join letters and leave them what they are.
        "w14:ligatures"
            if matches!(
                run.get(name, "w14:val"),
                Some("none" | "standard" | "contextual" | "standardContextual")
            ) =>
        {
            None
        }
        "w14:numForm" | "w14:numSpacing" if run.get(name, "w14:val") == Some("default") => None,
        "w14:cntxtAlts" if matches!(run.get(name, "w14:val"), Some("0" | "false")) => None,
        _ => Some((other(), value)),
    }
}
