//! Colours as a reader sees them: of themes, of patterns, and of text that has none of its own
//! (ECMA-376-1, 17.3.2.6, 17.3.5, 17.18.97).

use crate::office::contrast::{contrast, luminance};
use crate::office::docx::properties::DocxProperties;
use crate::office::xml_tree::PartNode;
use std::collections::BTreeMap;

/// Colour of red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScreenColour([u8; 3]);

/// Colour of paper.
pub(super) const WHITE: ScreenColour = ScreenColour([255; 3]);

/// Program by whose reading a colour is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReadingProgram {
    /// Follows the theme, and paints no shading without a pattern.
    Word,
    /// LibreOffice: follows the written value, and paints every fill.
    Writer,
}

/// Colour as each program shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ShownColour {
    word: ScreenColour,
    writer: ScreenColour,
}

impl ShownColour {
    fn of(colour: impl Fn(ReadingProgram) -> ScreenColour) -> Self {
        ShownColour { word: colour(ReadingProgram::Word), writer: colour(ReadingProgram::Writer) }
    }

    fn by(self, program: ReadingProgram) -> ScreenColour {
        match program {
            ReadingProgram::Word => self.word,
            ReadingProgram::Writer => self.writer,
        }
    }

    /// Returns the contrast with another colour where it is lower, from 1 to 21.
    pub(crate) fn contrast(self, other: ShownColour) -> f64 {
        self.word.contrast(other.word).min(self.writer.contrast(other.writer))
    }

    /// Returns the colour in hexadecimal; both, where a reader tells them apart.
    pub(crate) fn hex(self) -> String {
        if self.word.is_near(self.writer) {
            self.word.hex()
        } else {
            let [word, writer] = [self.word, self.writer].map(ScreenColour::hex);
            format!("{word} in Word e {writer} in LibreOffice")
        }
    }
}

impl From<ScreenColour> for ShownColour {
    fn from(colour: ScreenColour) -> Self {
        ShownColour::of(|_| colour)
    }
}

/// Colours of highlighters (17.18.40).
const HIGHLIGHTS: [(&str, u32); 16] = [
    ("black", 0x00_0000),
    ("blue", 0x00_00FF),
    ("cyan", 0x00_FFFF),
    ("green", 0x00_FF00),
    ("magenta", 0xFF_00FF),
    ("red", 0xFF_0000),
    ("yellow", 0xFF_FF00),
    ("white", 0xFF_FFFF),
    ("darkBlue", 0x00_0080),
    ("darkCyan", 0x00_8080),
    ("darkGreen", 0x00_8000),
    ("darkMagenta", 0x80_0080),
    ("darkRed", 0x80_0000),
    ("darkYellow", 0x80_8000),
    ("darkGray", 0x80_8080),
    ("lightGray", 0xC0_C0C0),
];

impl ScreenColour {
    pub(crate) fn parse(hex: &str) -> Option<Self> {
        let is_plain = hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u32::from_str_radix(hex, 16).ok().filter(|_| is_plain)?;
        Some(ScreenColour::from(number))
    }

    fn mixed(self, other: ScreenColour, share: f64) -> ScreenColour {
        let mix = |i: usize| {
            (f64::from(self.0[i]) * (1.0 - share) + f64::from(other.0[i]) * share).round() as u8
        };
        ScreenColour([mix(0), mix(1), mix(2)])
    }

    fn contrast(self, other: ScreenColour) -> f64 {
        contrast(self.0, other.0)
    }

    /// Returns `true` if two colours differ by no more than programs do that compute a tint.
    fn is_near(self, other: ScreenColour) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| a.abs_diff(b) <= 24)
    }

    /// Returns the colour of text that has none of its own on this background.
    fn automatic_text(self) -> ScreenColour {
        // Word turns text white on dark backgrounds only.
        if luminance(self.0) < 0.1 { WHITE } else { ScreenColour([0; 3]) }
    }

    /// Returns the colour in hexadecimal.
    fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

impl From<u32> for ScreenColour {
    fn from(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        ScreenColour([red, green, blue])
    }
}

/// Colours of the theme, by the names that documents use.
#[derive(Default)]
pub(super) struct ThemeColours(BTreeMap<String, ScreenColour>);

impl ThemeColours {
    /// Reads the colours of a theme, under the names that the settings give them.
    pub(crate) fn of(theme: Option<&PartNode>, settings: Option<&PartNode>) -> Self {
        let mut scheme = BTreeMap::new();
        if let Some(theme) = theme {
            theme.walk(&mut |node| {
                if node.name == "a:clrScheme" {
                    scheme = node.children.iter().filter_map(scheme_colour).collect();
                }
            });
        }
        let mapping = settings.and_then(|node| node.child("clrSchemeMapping"));
        let names = [("bg1", "lt1"), ("t1", "dk1"), ("bg2", "lt2"), ("t2", "dk2")];
        let mut colours = ThemeColours::default();
        for (name, usual) in names {
            let mapped = mapping.and_then(|node| node.attribute(name)).unwrap_or(usual);
            let colour = scheme.get(short(mapped)).copied();
            colours.add(name, colour);
        }
        for (name, colour) in scheme {
            colours.add(&name, Some(colour));
        }
        colours
    }

    fn add(&mut self, name: &str, colour: Option<ScreenColour>) {
        let long = match name {
            "bg1" => "background1",
            "t1" => "text1",
            "bg2" => "background2",
            "t2" => "text2",
            "lt1" => "light1",
            "dk1" => "dark1",
            "lt2" => "light2",
            "dk2" => "dark2",
            "hlink" => "hyperlink",
            "folHlink" => "followedHyperlink",
            name => name,
        };
        self.0.extend(colour.map(|colour| (long.to_owned(), colour)));
    }

    /// Returns a colour that attributes name, as a program reads them.
    fn of_attributes(
        &self,
        properties: &DocxProperties,
        property: &str,
        [value, theme]: [&str; 2],
        program: ReadingProgram,
    ) -> Option<ScreenColour> {
        let written = properties.get(property, value).and_then(ScreenColour::parse);
        let themed = || self.of_theme(properties, property, theme);
        match program {
            ReadingProgram::Word => themed().or(written),
            ReadingProgram::Writer => written.or_else(themed),
        }
    }

    fn of_theme(
        &self,
        properties: &DocxProperties,
        property: &str,
        theme: &str,
    ) -> Option<ScreenColour> {
        let get = |name: &str| properties.get(property, name);
        let share = |name: &str| u8::from_str_radix(get(name)?, 16).ok().map(f64::from);
        let colour = *self.0.get(get(theme)?)?;
        let names = match theme {
            "themeFill" => ["themeFillTint", "themeFillShade"],
            _ => ["themeTint", "themeShade"],
        };
        let [tint, shade] = names.map(share);
        // Tint and shade say how much of the colour is left (17.3.2.6).
        let tinted = tint.map_or(colour, |left| WHITE.mixed(colour, left / 255.0));
        let black = ScreenColour([0; 3]);
        Some(shade.map_or(tinted, |left| black.mixed(tinted, left / 255.0)))
    }

    /// Returns the colour of text on a background.
    pub(crate) fn text(&self, run: &DocxProperties, background: ShownColour) -> ShownColour {
        ShownColour::of(|program| {
            let own = self.of_attributes(run, "color", ["val", "themeColor"], program);
            let background = background.by(program);
            match run.get("color", "val") {
                // Programs take what is no colour for different ones, white among them.
                Some(value) if own.is_none() && value != "auto" => background,
                _ => own.unwrap_or_else(|| background.automatic_text()),
            }
        })
    }

    /// Returns the colour that a shading shows over a background.
    pub(crate) fn shading(
        &self,
        properties: &DocxProperties,
        background: ShownColour,
    ) -> ShownColour {
        ShownColour::of(|program| self.shading_by(properties, background.by(program), program))
    }

    fn shading_by(
        &self,
        properties: &DocxProperties,
        background: ScreenColour,
        program: ReadingProgram,
    ) -> ScreenColour {
        let pattern = properties.get("shd", "val").filter(|pattern| *pattern != "nil");
        if pattern.is_none() && program == ReadingProgram::Word {
            return background;
        }
        let fill = self.of_attributes(properties, "shd", ["fill", "themeFill"], program);
        let fill = match properties.get("shd", "fill") {
            // What is no colour may be any; behind letters black is the worst.
            Some(value) if fill.is_none() && value != "auto" => ScreenColour([0; 3]),
            _ => fill.unwrap_or(background),
        };
        let front = self.of_attributes(properties, "shd", ["color", "themeColor"], program);
        let front = front.unwrap_or_else(|| background.automatic_text());
        let pattern = pattern.unwrap_or("clear");
        let percent: Option<f64> = pattern.strip_prefix("pct").and_then(|n| n.parse().ok());
        match (pattern, percent) {
            ("clear", _) => fill,
            ("solid", _) => front,
            (_, Some(percent)) => fill.mixed(front, (percent / 100.0).clamp(0.0, 1.0)),
            _ => fill.mixed(front, 0.5),
        }
    }

    /// Returns the background of a run within a paragraph's.
    pub(crate) fn behind_text(&self, run: &DocxProperties, background: ShownColour) -> ShownColour {
        let shaded = self.shading(run, background);
        let name = run.get("highlight", "val").unwrap_or("none");
        let found = HIGHLIGHTS.iter().find(|(highlight, _)| *highlight == name);
        found.map_or(shaded, |(_, number)| ScreenColour::from(*number).into())
    }
}

fn scheme_colour(node: &PartNode) -> Option<(String, ScreenColour)> {
    let inner = node.children.first()?;
    let hex = inner.attribute(":lastClr").or_else(|| inner.attribute(":val"))?;
    Some((node.name.strip_prefix("a:")?.to_owned(), ScreenColour::parse(hex)?))
}

/// Returns the name in a theme of a colour that the settings name at length.
fn short(name: &str) -> &str {
    match name {
        "light1" => "lt1",
        "dark1" => "dk1",
        "light2" => "lt2",
        "dark2" => "dk2",
        "hyperlink" => "hlink",
        "followedHyperlink" => "folHlink",
        name => name,
    }
}
