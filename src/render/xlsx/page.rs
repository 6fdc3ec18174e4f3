//! The sheet on paper and on the screen: page, margins, running lines, frozen rows.

use super::paint::SheetSize;
use crate::annex::{Align, Annex, Block, FontWeight, Mm, Page, Piece, Pt, Rgb, Running, StyleName};
use crate::render::{RenderError, within};
use rust_xlsxwriter::Worksheet;

/// The most characters of a running line, with its codes (ECMA-376 Part 1, 18.3.1.46 and Excel).
const MOST_RUNNING: usize = 255;

/// Papers by their shorter and longer side in millimetres, with their number
/// (ECMA-376 Part 1, 18.3.1.63).
const PAPERS: [(f32, f32, u8); 6] = [
    (210.0, 297.0, 9),
    (297.0, 420.0, 8),
    (148.0, 210.0, 11),
    (215.9, 279.4, 1),
    (215.9, 355.6, 5),
    (279.4, 431.8, 3),
];

/// Smallest scale at which letters of nine points are printed.
const LEAST_SCALE: f32 = 0.7;
/// Number of the paper A3.
const A3: u8 = 8;

/// Sets up how a sheet of data is printed: across the paper, one page wide. A `wide` one would be
/// illegible on A4.
pub(super) fn set_up_data(
    sheet: &mut Worksheet,
    annex: &Annex,
    wide: bool,
) -> Result<(), RenderError> {
    let page = &annex.page;
    let paper = if wide { A3 } else { paper(page) };
    sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0);
    set_margins(sheet, page);
    if let Some(footer) = &page.footer {
        sheet.set_footer(running(annex, footer, StyleName::Footer)?);
    }
    Ok(())
}

/// Prints a sheet of data of this height in points upright, on one page unless its letters became too
/// small.
pub(super) fn set_upright(sheet: &mut Worksheet, annex: &Annex, height: f32) {
    let Page { width, height: paper, margins, .. } = annex.page;
    let room = width.0.max(paper.0) - margins.top.0 - margins.bottom.0;
    let pages = u16::from(height * LEAST_SCALE <= Pt::from(Mm(room)).0);
    sheet.set_portrait().set_print_fit_to_pages(1, pages);
}

/// Sets up how the sheet «Piano» is shown and printed: one page wide, as many high as it takes. Returns
/// `true` if its header belongs on the pages after the first only.
pub(super) fn set_up(
    sheet: &mut Worksheet,
    annex: &Annex,
    extent: SheetSize,
) -> Result<bool, RenderError> {
    let page = &annex.page;
    if page.width.0 > page.height.0 {
        sheet.set_landscape();
    }
    sheet.set_paper_size(paper(page)).set_print_fit_to_pages(1, 0);
    set_margins(sheet, page);
    let said = |header: &&Running| (extent.titled || extent.one_page) && is_title(annex, header);
    let header = page.header.as_ref().filter(|header| !said(header));
    if let Some(header) = header {
        sheet.set_header(running(annex, header, StyleName::Header)?);
    }
    if let Some(footer) = &page.footer {
        sheet.set_footer(running(annex, footer, StyleName::Footer)?);
    }
    sheet.set_print_area(extent.first_row, 0, extent.last_row, extent.last_column)?;
    if !extent.repeated.is_empty() {
        sheet.set_repeat_rows(extent.repeated.start, extent.repeated.end - 1)?;
    }
    if extent.frozen > 0 {
        sheet.set_freeze_panes(extent.frozen, 0)?;
    }
    sheet.set_screen_gridlines(false);
    let later = header.is_some() && !page.header_first;
    if later {
        // LibreOffice takes the page with the number 1 for the first one, whatever sheet it is of.
        sheet.set_print_first_page_number(1);
    }
    Ok(later)
}

/// Returns the part of a sheet with its header on the pages after the first only, which
/// `rust_xlsxwriter` cannot say (ECMA-376 Part 1, 18.3.1.46).
pub(super) fn without_first_header(part: &str) -> Option<String> {
    let (before, lines) = part.rsplit_once("<headerFooter>")?;
    let (lines, after) = lines.split_once("</headerFooter>")?;
    let footer = lines.split_once("<oddFooter>").and_then(|(_, rest)| rest.split_once('<'));
    let footer =
        footer.map_or(String::new(), |(text, _)| format!("<firstFooter>{text}</firstFooter>"));
    Some(format!(
        "{before}<headerFooter differentFirst=\"1\">{lines}{footer}</headerFooter>{after}"
    ))
}

/// The paper nearest to the page; a sheet knows no others.
fn paper(page: &Page) -> u8 {
    let (short, long) = (page.width.0.min(page.height.0), page.width.0.max(page.height.0));
    let off = |(s, l, _): &(f32, f32, u8)| (s - short).abs() + (l - long).abs();
    let nearest = PAPERS.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    nearest.expect("there are papers").2
}

fn set_margins(sheet: &mut Worksheet, page: &Page) {
    let inches = |Mm(mm): Mm| f64::from(mm) / 25.4;
    let m = page.margins;
    let (top, bottom) = (inches(m.top), inches(m.bottom));
    // Running lines stand in the middle of their margins.
    sheet.set_margins(inches(m.left), inches(m.right), top, bottom, top / 2.0, bottom / 2.0);
}

/// Returns `true` if `header` repeats the title, which stands on every page.
fn is_title(annex: &Annex, header: &Running) -> bool {
    let words = header.pieces.iter().map(|piece| match piece {
        Piece::Text(words) => Some(words.as_str()),
        Piece::PageNumber | Piece::PageCount => None,
    });
    let Some(words) = words.collect::<Option<String>>() else { return false };
    // A running line is one line, a title may be several.
    let said = |text: &str| text.replace('\n', " ") == words;
    annex.blocks.iter().any(|b| matches!(b, Block::Heading(h) if h.level == 1 && said(&h.text)))
}

/// A running line in Excel's codes (ECMA-376 Part 1, 18.3.1.46).
fn running(annex: &Annex, line: &Running, name: StyleName) -> Result<String, RenderError> {
    let style = annex.styles[name];
    let place = match style.align {
        Align::Left => "&L",
        Align::Center => "&C",
        Align::Right => "&R",
    };
    let Rgb(r, g, b) = style.color;
    let weight = if style.weight == FontWeight::Bold { "Bold" } else { "Regular" };
    let font = annex.fonts.main.office_name.replace(['"', ',', '&'], "");
    // The font comes last: a number after the size would be taken for more of it.
    let look = format!("{place}&K{r:02X}{g:02X}{b:02X}&{:.0}&\"{font},{weight}\"", style.size.0);
    let text = line.pieces.iter().fold(look, |text, piece| match piece {
        Piece::Text(words) => text + &words.replace('&', "&&"),
        Piece::PageNumber => text + "&P",
        Piece::PageCount => text + "&N",
    });
    within(&text, MOST_RUNNING, "la testata di Excel", line.origin)?;
    Ok(text)
}
