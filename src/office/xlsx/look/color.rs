//! Colours as they are displayed (ECMA-376-1, 18.8.3 and 18.8.27).

use super::irregular::THEME;
use super::tree::XmlTree;
use crate::office::contrast::contrast;
use crate::office::symbol_fonts::is_symbol_font;

/// Colour in red, green and blue.
pub type RgbColor = [u8; 3];

pub(super) const BLACK: RgbColor = [0; 3];
pub(super) const WHITE: RgbColor = [255; 3];

/// Colours that a workbook names by number.
pub(super) struct Palette {
    /// Colours of the theme, in the order in which cells count them.
    theme: Vec<RgbColor>,
    /// Colours of the index, if the workbook has its own.
    indexed: Vec<RgbColor>,
    /// Fonts of the theme for headings and for texts.
    fonts: [Option<String>; 2],
}

impl Palette {
    /// Reads the colours of the parts of the theme and of the styles.
    pub(crate) fn new(theme: Option<&XmlTree>, styles: &XmlTree) -> Self {
        let own = styles.child("colors").and_then(|colors| colors.child("indexedColors"));
        let own = own.into_iter().flat_map(|list| list.all("rgbColor"));
        let indexed = own.map(|color| color.attribute("rgb").and_then(hex).unwrap_or(BLACK));
        let indexed = indexed.collect();
        let mut palette = Palette { theme: OFFICE.to_vec(), indexed, fonts: [None, None] };
        let Some(theme) = theme else { return palette };
        let below = theme.below();
        palette.fonts = ["majorFont", "minorFont"].map(|name| {
            let font = below.iter().find(|element| element.name == name)?;
            font.child("latin")?.attribute("typeface").map(str::to_owned)
        });
        let scheme = below.iter().find(|element| element.name == "clrScheme");
        for (i, name) in THEME.iter().enumerate() {
            let color =
                scheme.and_then(|scheme| scheme.child(name)).and_then(|c| c.children.first());
            let value = color.and_then(|c| c.attribute("lastClr").or_else(|| c.attribute("val")));
            if let Some(color) = value.and_then(hex) {
                palette.theme[i] = color;
            }
        }
        palette
    }

    /// Returns the colour of an element; `None` if it is automatic.
    pub(crate) fn color(&self, element: Option<&XmlTree>) -> Option<RgbColor> {
        let element = element?;
        if element.truth("auto") == Some(true) {
            return None;
        }
        let base = match (element.attribute("rgb"), element.number::<usize>("theme")) {
            (Some(rgb), _) => hex(rgb)?,
            (None, Some(theme)) => *self.theme.get(theme)?,
            (None, None) => self.index(element.number("indexed")?)?,
        };
        Some(tinted(base, element.number("tint").unwrap_or(0.0)))
    }

    /// Returns `true` if the dark colour of the theme can be read on white, and on its light one: charts
    /// and drawings are written in it.
    pub(crate) fn is_readable(&self) -> bool {
        /// Contrast of large letters (WCAG 2.2, 1.4.3).
        const READABLE: f64 = 3.0;
        let (light, dark) = (self.theme[0], self.theme[1]);
        [light, WHITE].iter().all(|paper| contrast(dark, *paper) >= READABLE)
    }

    /// Returns the fonts of the theme that show signs in the place of letters.
    pub(crate) fn symbol_fonts(&self) -> impl Iterator<Item = &str> {
        self.fonts.iter().flatten().map(String::as_str).filter(|name| is_symbol_font(name))
    }

    /// Returns the font of a scheme, «major» or «minor».
    pub(crate) fn font(&self, scheme: Option<&str>) -> Option<&str> {
        let index = match scheme? {
            "major" => 0,
            "minor" => 1,
            _ => return None,
        };
        self.fonts[index].as_deref()
    }

    /// Returns a colour of the index; 64 and 65 are those of the system.
    fn index(&self, index: usize) -> Option<RgbColor> {
        match index {
            64 => Some(BLACK),
            65 => Some(WHITE),
            _ => self.indexed.get(index).or_else(|| INDEXED.get(index)).copied(),
        }
    }
}

/// Parses the last six digits of a colour: alpha is not displayed.
pub(super) fn hex(text: &str) -> Option<RgbColor> {
    let digits = text.trim();
    let digits = digits.get(digits.len().checked_sub(6)?..)?;
    let value = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([value[1], value[2], value[3]])
}

/// Darkens or lightens a colour by a fraction from -1 to 1.
fn tinted(color: RgbColor, tint: f64) -> RgbColor {
    color.map(|part| {
        let part = f64::from(part);
        let part = if tint < 0.0 { part * (1.0 + tint) } else { part + (255.0 - part) * tint };
        part.round().clamp(0.0, 255.0) as u8
    })
}

/// Returns the mean of colours; white if there is none.
pub(super) fn mean(colors: &[RgbColor]) -> RgbColor {
    let Some(count) = u32::try_from(colors.len()).ok().filter(|count| *count > 0) else {
        return WHITE;
    };
    let part = |i: usize| {
        let sum: u32 = colors.iter().map(|color| u32::from(color[i])).sum();
        u8::try_from(sum / count).unwrap_or(u8::MAX)
    };
    [part(0), part(1), part(2)]
}

/// Colours of the theme of Office 2007, for workbooks without one.
const OFFICE: [RgbColor; 12] = [
    WHITE,
    BLACK,
    [0xEE, 0xEC, 0xE1],
    [0x1F, 0x49, 0x7D],
    [0x4F, 0x81, 0xBD],
    [0xC0, 0x50, 0x4D],
    [0x9B, 0xBB, 0x59],
    [0x80, 0x64, 0xA2],
    [0x4B, 0xAC, 0xC6],
    [0xF7, 0x96, 0x46],
    [0x00, 0x00, 0xFF],
    [0x80, 0x00, 0x80],
];

/// Colours of the index (18.8.27); the first eight stand twice.
const INDEXED: [RgbColor; 64] = [
    [0, 0, 0],
    [255, 255, 255],
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 0],
    [255, 0, 255],
    [0, 255, 255],
    [0, 0, 0],
    [255, 255, 255],
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 0],
    [255, 0, 255],
    [0, 255, 255],
    [128, 0, 0],
    [0, 128, 0],
    [0, 0, 128],
    [128, 128, 0],
    [128, 0, 128],
    [0, 128, 128],
    [192, 192, 192],
    [128, 128, 128],
    [153, 153, 255],
    [153, 51, 102],
    [255, 255, 204],
    [204, 255, 255],
    [102, 0, 102],
    [255, 128, 128],
    [0, 102, 204],
    [204, 204, 255],
    [0, 0, 128],
    [255, 0, 255],
    [255, 255, 0],
    [0, 255, 255],
    [128, 0, 128],
    [128, 0, 0],
    [0, 128, 128],
    [0, 0, 255],
    [0, 204, 255],
    [204, 255, 255],
    [204, 255, 204],
    [255, 255, 153],
    [153, 204, 255],
    [255, 153, 204],
    [204, 153, 255],
    [255, 204, 153],
    [51, 102, 255],
    [51, 204, 204],
    [153, 204, 0],
    [255, 204, 0],
    [255, 153, 0],
    [255, 102, 0],
    [102, 102, 153],
    [150, 150, 150],
    [0, 51, 102],
    [51, 153, 102],
    [0, 51, 0],
    [51, 51, 0],
    [153, 51, 0],
    [153, 51, 102],
    [51, 51, 153],
    [51, 51, 51],
];
