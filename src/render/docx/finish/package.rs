//! Package: parts, relationships and archive (ECMA-376-2).
//!
//! `docx-rs` stores entries uncompressed and adds folders, comments, footnotes and custom
//! properties, so the package is written anew.

use super::hole::XmlFrame;
use super::xml::{XmlElement, broken};
use crate::render::{PACKAGE_LEVEL, RenderError};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Kind of a part (ECMA-376-1, clauses 11.3, 14.2 and 15.2). Headers, footers and pictures are
/// counted from 1.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocxPartKind {
    Document,
    Styles,
    Settings,
    Fonts,
    Theme,
    Numbering,
    Header(usize),
    Footer(usize),
    Picture(usize),
    Core,
    Application,
}

/// Content of a part.
pub(crate) enum DocxPartContent<'a> {
    /// Root element, serialised.
    Xml(String),
    /// Root element with a hole for the blocks.
    Blocks(XmlFrame),
    /// Bytes of the part.
    Bytes(&'a [u8]),
}

impl From<XmlElement> for DocxPartContent<'_> {
    fn from(root: XmlElement) -> Self {
        DocxPartContent::Xml(root.to_xml())
    }
}

/// Part with its content.
pub(crate) type DocxPart<'a> = (DocxPartKind, DocxPartContent<'a>);

impl DocxPartKind {
    /// Returns the name in the package, without the leading `/`.
    fn name(self) -> String {
        match self {
            DocxPartKind::Document => "word/document.xml".into(),
            DocxPartKind::Styles => "word/styles.xml".into(),
            DocxPartKind::Settings => "word/settings.xml".into(),
            DocxPartKind::Fonts => "word/fontTable.xml".into(),
            DocxPartKind::Theme => "word/theme/theme1.xml".into(),
            DocxPartKind::Numbering => "word/numbering.xml".into(),
            DocxPartKind::Header(number) => format!("word/header{number}.xml"),
            DocxPartKind::Footer(number) => format!("word/footer{number}.xml"),
            DocxPartKind::Picture(number) => format!("word/media/image{number}.png"),
            DocxPartKind::Core => "docProps/core.xml".into(),
            DocxPartKind::Application => "docProps/app.xml".into(),
        }
    }

    /// Returns the media type.
    fn media_type(self) -> String {
        let (family, last) = match self {
            DocxPartKind::Document => ("officedocument.wordprocessingml", "document.main"),
            DocxPartKind::Styles => ("officedocument.wordprocessingml", "styles"),
            DocxPartKind::Settings => ("officedocument.wordprocessingml", "settings"),
            DocxPartKind::Fonts => ("officedocument.wordprocessingml", "fontTable"),
            DocxPartKind::Theme => ("officedocument", "theme"),
            DocxPartKind::Numbering => ("officedocument.wordprocessingml", "numbering"),
            DocxPartKind::Header(_) => ("officedocument.wordprocessingml", "header"),
            DocxPartKind::Footer(_) => ("officedocument.wordprocessingml", "footer"),
            DocxPartKind::Picture(_) => return "image/png".to_owned(),
            DocxPartKind::Core => ("package", "core-properties"),
            DocxPartKind::Application => ("officedocument", "extended-properties"),
        };
        format!("application/vnd.openxmlformats-{family}.{last}+xml")
    }

    /// Returns the type of the relationship that refers to the part.
    fn relation(self) -> String {
        match self {
            DocxPartKind::Document => format!("{OFFICE}/officeDocument"),
            DocxPartKind::Styles => format!("{OFFICE}/styles"),
            DocxPartKind::Settings => format!("{OFFICE}/settings"),
            DocxPartKind::Fonts => format!("{OFFICE}/fontTable"),
            DocxPartKind::Theme => format!("{OFFICE}/theme"),
            DocxPartKind::Numbering => format!("{OFFICE}/numbering"),
            DocxPartKind::Header(_) => format!("{OFFICE}/header"),
            DocxPartKind::Footer(_) => format!("{OFFICE}/footer"),
            DocxPartKind::Picture(_) => format!("{OFFICE}/image"),
            DocxPartKind::Core => format!("{PACKAGE}/relationships/metadata/core-properties"),
            DocxPartKind::Application => format!("{OFFICE}/extended-properties"),
        }
    }

    /// Returns the identifier of the relationship.
    fn id(self, place: usize) -> String {
        // The section refers to headers and footers by the identifiers of `docx-rs`, and the
        // body to pictures; no other identifier is used.
        match self {
            DocxPartKind::Header(number) => format!("rIdHeader{number}"),
            DocxPartKind::Footer(number) => format!("rIdFooter{number}"),
            DocxPartKind::Picture(number) => picture_id(number),
            _ => format!("rId{place}"),
        }
    }

    /// Returns `true` if the package itself refers to the part, not the document.
    fn is_of_package(self) -> bool {
        matches!(self, DocxPartKind::Document | DocxPartKind::Core | DocxPartKind::Application)
    }
}

/// Returns the identifier of the document's picture `number`, counted from 1.
pub(crate) fn picture_id(number: usize) -> String {
    format!("rIdImage{number}")
}

type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// Size in bytes of the buffer before a part is compressed.
// Cutting a part changes the compressed bytes, so the buffer is longer than the documents of most
// plans.
const MOST_HELD: usize = 1 << 22;

/// Writer of one part.
pub(crate) struct PartWriter<'z> {
    /// Archive; `None` for XML that is kept in memory.
    zip: Option<&'z mut Zip>,
    held: Vec<u8>,
}

impl PartWriter<'_> {
    /// Writes `xml` as it is.
    ///
    /// # Errors
    /// [`RenderError::Backend`] if the archive cannot be written.
    pub(crate) fn push(&mut self, xml: &str) -> Result<(), RenderError> {
        self.held.extend_from_slice(xml.as_bytes());
        let Some(zip) = &mut self.zip else { return Ok(()) };
        while self.held.len() > MOST_HELD {
            zip.write_all(&self.held[..MOST_HELD]).map_err(broken)?;
            self.held.drain(..MOST_HELD);
        }
        Ok(())
    }

    fn finish(self) -> Result<(), RenderError> {
        self.zip.map_or(Ok(()), |zip| zip.write_all(&self.held)).map_err(broken)
    }

    /// Returns the XML that `content` writes.
    ///
    /// # Errors
    /// Errors of `content`.
    pub(crate) fn text_of(
        content: impl FnOnce(&mut PartWriter<'_>) -> Result<(), RenderError>,
    ) -> Result<String, RenderError> {
        let mut out = PartWriter { zip: None, held: Vec::new() };
        content(&mut out)?;
        String::from_utf8(out.held).map_err(broken)
    }
}

/// Writes the archive: `parts` compressed, in this order, without folders, every entry dated with
/// the first day of the format. `blocks` writes the blocks of the document.
///
/// # Errors
/// [`RenderError::Backend`] if the archive cannot be written, and errors of `blocks`.
pub(crate) fn zip(
    parts: &[DocxPart],
    blocks: impl Fn(&mut PartWriter) -> Result<(), RenderError>,
) -> Result<Vec<u8>, RenderError> {
    // Packages refer to the document and the properties, the document to all other parts.
    let mut zip = Zip::new(Cursor::new(Vec::new()));
    // First entry by convention: programs recognise an office file by it.
    entry(&mut zip, "[Content_Types].xml", &content_types(parts).to_xml())?;
    entry(&mut zip, "_rels/.rels", &relations(parts, "", DocxPartKind::is_of_package).to_xml())?;
    let of_document = relations(parts, "word/", |kind| !kind.is_of_package());
    entry(&mut zip, "word/_rels/document.xml.rels", &of_document.to_xml())?;
    for (kind, content) in parts {
        match content {
            DocxPartContent::Xml(root) => entry(&mut zip, &kind.name(), root)?,
            DocxPartContent::Blocks(frame) => {
                start(&mut zip, &kind.name())?;
                let mut out = PartWriter { zip: Some(&mut zip), held: Vec::new() };
                frame.around(&mut out, [], &blocks)?;
                out.finish()?;
            }
            DocxPartContent::Bytes(bytes) => {
                zip.start_file(kind.name(), options()).map_err(broken)?;
                zip.write_all(bytes).map_err(broken)?;
            }
        }
    }
    Ok(zip.finish().map_err(broken)?.into_inner())
}

fn entry(zip: &mut Zip, name: &str, xml: &str) -> Result<(), RenderError> {
    start(zip, name)?;
    zip.write_all(xml.as_bytes()).map_err(broken)
}

/// Begins an XML part.
fn start(zip: &mut Zip, name: &str) -> Result<(), RenderError> {
    zip.start_file(name, options()).map_err(broken)?;
    zip.write_all(DECLARATION.as_bytes()).map_err(broken)
}

/// Returns the options of an entry.
fn options() -> SimpleFileOptions {
    // The same on every system and at every time, or the same annex would give other bytes.
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(PACKAGE_LEVEL.into()))
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
}

/// Returns the media types of all parts (ECMA-376-2, 7.2.3).
fn content_types(parts: &[DocxPart]) -> XmlElement {
    let namespace = format!("{PACKAGE}/content-types");
    let relationships = "application/vnd.openxmlformats-package.relationships+xml";
    let types = XmlElement::new("Types", &[("xmlns", &*namespace)])
        .with(XmlElement::new("Default", &[("Extension", "rels"), ("ContentType", relationships)]));
    // Each part is named: «xml» is the extension of parts of many types.
    parts.iter().fold(types, |types, (kind, _)| {
        let name = format!("/{}", kind.name());
        let attributes = [("PartName", &*name), ("ContentType", &*kind.media_type())];
        types.with(XmlElement::new("Override", &attributes))
    })
}

/// Returns the relationships from a source in `folder` to its parts (ECMA-376-2, 6.5).
fn relations(
    parts: &[DocxPart],
    folder: &str,
    leads_to: impl Fn(DocxPartKind) -> bool,
) -> XmlElement {
    let namespace = format!("{PACKAGE}/relationships");
    let root = XmlElement::new("Relationships", &[("xmlns", &*namespace)]);
    let targets = parts.iter().map(|(kind, _)| *kind).filter(|kind| leads_to(*kind));
    targets.enumerate().fold(root, |root, (i, kind)| {
        let name = kind.name();
        let target = name.strip_prefix(folder).unwrap_or(&name);
        let (id, relation) = (kind.id(i + 1), kind.relation());
        let attributes = [("Id", &*id), ("Type", &*relation), ("Target", target)];
        root.with(XmlElement::new("Relationship", &attributes))
    })
}
