//! Section of the document: paper, margins, running header and footer (ECMA-376-1, 17.6 and
//! 17.10).

use super::{run, style};
use crate::annex::{Annex, Mm, Page, Piece, Pt, Running, StyleName};
use crate::render::RenderError;
use crate::render::docx::lengths::{check_room, line_height, twips, unsigned_twips};
use docx_rs::{
    Docx, Footer, Header, NumPages, PageMargin, PageNum, PageOrientationType, Paragraph,
    ParagraphChild,
};

/// Gives `docx` the paper and the running lines of `annex`.
///
/// # Errors
/// [`RenderError::NoRoom`] if the margins leave no room for text.
pub(crate) fn section(docx: Docx, annex: &Annex) -> Result<Docx, RenderError> {
    let page = &annex.page;
    check_room(page)?;
    let docx = docx
        .page_size(unsigned_twips(page.width), unsigned_twips(page.height))
        .page_margin(margins(annex));
    // Width and height are already those of the turned sheet (17.6.13).
    let landscape = page.width > page.height;
    let docx = if landscape { docx.page_orient(PageOrientationType::Landscape) } else { docx };
    Ok(with_footers(with_headers(docx, page), page))
}

/// Returns the margins, with the running lines centred in them (17.6.11).
fn margins(annex: &Annex) -> PageMargin {
    let margins = &annex.page.margins;
    let middle = |margin: Mm, name| {
        // A line higher than its margin begins at the edge of the paper.
        let line = line_height(&annex.styles, name);
        twips(Pt((Pt::from(margin).0 - line.0).max(0.0) / 2.0))
    };
    PageMargin {
        top: twips(margins.top),
        right: twips(margins.right),
        bottom: twips(margins.bottom),
        left: twips(margins.left),
        header: middle(margins.top, StyleName::Header),
        footer: middle(margins.bottom, StyleName::Footer),
        gutter: 0,
    }
}

/// Adds the header.
fn with_headers(docx: Docx, page: &Page) -> Docx {
    let Some(running) = &page.header else { return docx };
    let header = Header::new().add_paragraph(line(running, StyleName::Header));
    if page.header_first {
        return docx.header(header);
    }
    // The first page has the title in its place, so its own header is empty (17.10.6).
    let empty = Paragraph::new().style(style::id(StyleName::Header));
    docx.header(header).first_header(Header::new().add_paragraph(empty))
}

/// Adds the footer.
fn with_footers(docx: Docx, page: &Page) -> Docx {
    let Some(running) = &page.footer else { return docx };
    let footer = || Footer::new().add_paragraph(line(running, StyleName::Footer));
    let docx = docx.footer(footer());
    // A document with a different first page needs a footer for each kind of page (17.10.2).
    let other_first = page.header.is_some() && !page.header_first;
    if other_first { docx.first_footer(footer()) } else { docx }
}

fn line(running: &Running, name: StyleName) -> Paragraph {
    let mut paragraph = Paragraph::new().style(style::id(name));
    paragraph.children = running.pieces.iter().map(piece).collect();
    paragraph
}

/// Converts a piece of a running line.
fn piece(piece: &Piece) -> ParagraphChild {
    // Page numbers are fields, shown as 1 until the reader's program counts (17.16.5.44,
    // 17.16.5.42).
    match piece {
        Piece::Text(words) => ParagraphChild::Run(Box::new(run::line(words))),
        Piece::PageNumber => ParagraphChild::PageNum(Box::new(PageNum::new())),
        Piece::PageCount => ParagraphChild::NumPages(Box::new(NumPages::new())),
    }
}
