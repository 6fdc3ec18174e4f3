//! Calls to `printpdf`, all of them: what the crate still does for a PDF file, and why the
//! rest is ours.
//!
//! `printpdf` makes the catalogue, the page tree with its media boxes and resources, the font
//! dictionaries with descriptor, embedded program and `ToUnicode` map, and the picture
//! objects. It hands them over as a `lopdf` document, which the other files of this folder
//! complete:
//!
//! - page content (`content_stream`, `canvas`, `paint`): `printpdf` has no marked content with
//!   properties, which tags need (ISO 32000-1, 14.6), and turns operators twice into others
//!   before it writes them, which took longer than all work before;
//! - font widths and glyph maps (`file::complete_fonts`): `printpdf` takes one code for one
//!   glyph, but two texts that share a glyph need two codes (ISO 32000-1, 9.10.3);
//! - tags (`tags`, `structure`, `text_objects`), XMP metadata, output intent and file
//!   identifier (`archive`, `file`), signature fields (`signature_field`), outline
//!   (`outline`): `printpdf` has none of them in the form that PDF/A-2 and PDF/UA-1 ask for.

use crate::annex::{FontWeight, Image, Mm};
use crate::render::RenderError;
use lopdf::Document;
use printpdf::xobject::{ExternalStream, ExternalXObject};
use printpdf::{
    Codepoint, DictItem, FontId, FontMetrics, FontType, Op, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, TextItem,
    XObject, XObjectId, to_lopdf_doc,
};
use std::collections::BTreeMap;
use ttf_parser::{Face, GlyphId};

/// File without content: pages, fonts and pictures as `printpdf` holds them.
pub(super) struct Skeleton(PdfDocument);

/// Font subset to be embedded.
pub(super) struct SubsetFont<'a> {
    /// Resource name in the pages, for instance `R`.
    pub(super) resource: &'static str,
    /// PostScript name with the subset's tag, for instance `ABCDEF+Carlito`.
    pub(super) name: String,
    /// Font program with the glyphs in use.
    pub(super) program: Vec<u8>,
    /// Whole font, for its measures.
    pub(super) face: &'a Face<'a>,
    /// Weight of the face.
    pub(super) weight: FontWeight,
    /// Glyph and text of each code; code 0 is the missing glyph.
    pub(super) codes: &'a [(u16, Box<str>)],
    /// Code of each character that is shown by one code alone.
    pub(super) code_of_char: &'a BTreeMap<u32, u16>,
}

impl Skeleton {
    /// Makes `pages` empty pages of one size.
    pub(super) fn new(Mm(width): Mm, Mm(height): Mm, pages: usize) -> Self {
        let page = |_| PdfPage::new(printpdf::Mm(width), printpdf::Mm(height), Vec::new());
        let mut document = PdfDocument::new("");
        document.with_pages((0..pages).map(page).collect());
        Skeleton(document)
    }

    /// Adds a picture under a resource `name` (ISO 32000-1, 8.9.5).
    pub(super) fn add_picture(&mut self, name: String, image: &Image) {
        // Opaque, so that no page needs transparency, in the colours of the output intent.
        let pdf_name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let entries = [
            ("Type", pdf_name("XObject")),
            ("Subtype", pdf_name("Image")),
            ("Width", DictItem::Int(image.width.into())),
            ("Height", DictItem::Int(image.height.into())),
            ("ColorSpace", pdf_name("DeviceRGB")),
            ("BitsPerComponent", DictItem::Int(8)),
        ];
        let dict = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let stream = ExternalStream { dict, content: image.rgb.clone(), compress: false };
        let object = ExternalXObject { stream, width: None, height: None, dpi: None };
        self.0.resources.xobjects.map.insert(XObjectId(name), XObject::External(object));
    }

    /// Adds a font.
    pub(super) fn add_font(&mut self, font: SubsetFont<'_>) {
        // `printpdf` learns what codes are read as from the operators that show them: the first
        // page shows each code once, until its own content takes the place of these operators.
        if let Some(page) = self.0.pages.first_mut() {
            page.ops.extend(font.all_codes());
        }
        let id = FontId(font.resource.to_owned());
        self.0.resources.fonts.map.insert(id, PdfFont::new(font.parsed()));
    }

    /// Converts to a `lopdf` document that can be completed.
    ///
    /// # Errors
    /// [`RenderError::Backend`] if `printpdf` reports an error.
    pub(super) fn to_lopdf(&self) -> Result<Document, RenderError> {
        // Fonts are subsets already: `printpdf` would number glyphs anew and lose our codes.
        let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
        let mut warnings = Vec::new();
        let file = to_lopdf_doc(&self.0, &options, &mut warnings);
        match warnings.iter().find(|warning| warning.severity == PdfParseErrorSeverity::Error) {
            Some(error) => Err(RenderError::Backend(format!("{error:?}"))),
            None => Ok(file),
        }
    }
}

impl SubsetFont<'_> {
    fn all_codes(&self) -> [Op; 4] {
        let codepoint = |(code, (_, text)): (usize, &(u16, Box<str>))| {
            Codepoint::with_cid(u16::try_from(code).unwrap_or(0), 0.0, text.to_string())
        };
        let codes = self.codes.iter().enumerate().skip(1).map(codepoint).collect();
        let font = PdfFontHandle::External(FontId(self.resource.to_owned()));
        let size = printpdf::Pt(1.0);
        let show = Op::ShowText { items: vec![TextItem::GlyphIds(codes)] };
        [Op::StartTextSection, Op::SetFont { font, size }, show, Op::EndTextSection]
    }

    fn parsed(self) -> ParsedFont {
        let bounds = self.face.global_bounding_box();
        let width = |(code, (glyph, _)): (usize, &(u16, Box<str>))| {
            let advance = self.face.glyph_hor_advance(GlyphId(*glyph)).unwrap_or(0);
            (u16::try_from(code).unwrap_or(0), advance)
        };
        ParsedFont {
            original_bytes: self.program,
            font_index: 0,
            font_name: Some(self.name),
            codepoint_to_glyph: self.code_of_char.clone(),
            glyph_widths: self.codes.iter().enumerate().map(width).collect(),
            units_per_em: self.face.units_per_em(),
            font_metrics: FontMetrics {
                ascent: self.face.ascender(),
                descent: self.face.descender(),
            },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: self.face.units_per_em(),
                x_min: bounds.x_min,
                y_min: bounds.y_min,
                x_max: bounds.x_max,
                y_max: bounds.y_max,
                us_weight_class: match self.weight {
                    FontWeight::Regular => 400,
                    FontWeight::Bold => 700,
                },
                ..PdfFontMetricsStub::default()
            },
        }
    }
}
