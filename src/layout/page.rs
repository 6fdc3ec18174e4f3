//! `[pagina]`: the sheet of paper and the room on it.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::{ColumnSetup, PageSetup, keys};
use crate::annex::{Margins, Mm, Pt, Styles, Width};
use crate::source::Span;

/// Reads `[pagina]`.
pub(super) fn page(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
) -> Option<PageSetup> {
    fields.known(section, keys::PAGE);
    // ISO 216.
    let formats = [("A4", (210.0, 297.0)), ("A3", (297.0, 420.0)), ("A5", (148.0, 210.0))];
    let size = fields.choice(section, "formato", &formats);
    let landscape =
        fields.choice(section, "orientamento", &[("orizzontale", true), ("verticale", false)]);
    let margins = fields.section(section, "margini").and_then(|s| margins(fields, s));
    let entity = optional(section, "ente", true, |key| fields.flag(section, key));
    let header_first = optional(section, "testata-prima", false, |key| fields.flag(section, key));
    let ((short, long), landscape) = (size?, landscape?);
    let (width, height) = if landscape { (long, short) } else { (short, long) };
    Some(PageSetup {
        width: Mm(width),
        height: Mm(height),
        margins: margins?,
        entity: entity?,
        header_first: header_first?,
    })
}

fn margins(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<Margins> {
    fields.known(section, keys::MARGINS);
    // Most office printers cannot print on the outer four to five millimetres.
    let mut side = |key| fields.number(section, key, 5.0..=100.0).map(Mm);
    let (top, right, bottom, left) =
        (side("alto"), side("destro"), side("basso"), side("sinistro"));
    Some(Margins { top: top?, right: right?, bottom: bottom?, left: left? })
}

/// Checks that margins and fixed columns leave room on the page.
pub(super) fn fits(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    page: &PageSetup,
    styles: &Styles,
    columns: &[ColumnSetup],
) -> bool {
    let text_width = page.text_width().0;
    let text_height = page.height.0 - page.margins.top.0 - page.margins.bottom.0;
    let fixed = Width::fixed(columns.iter().map(|column| column.width)).0;
    let shares = columns.iter().any(|c| !matches!(c.width, Width::Fixed(_)));
    // Columns with a share get what the fixed ones leave: without two millimetres besides the
    // padding their text could not be set.
    let padding = Mm::from(Pt(2.0 * styles.padding_x.0)).0 + 2.0;
    let wanted = fixed + if shares { padding } else { 0.0 };
    // Three centimetres hardly hold a row of a table below its repeated heading.
    if text_height < 30.0 || text_width < 30.0 {
        let sides = if text_width < 30.0 { ["destro", "sinistro"] } else { ["alto", "basso"] };
        let place = widest_margin(fields, root, sides).unwrap_or(page_place(fields, root));
        let message = "I margini non lasciano spazio al testo.";
        fields.complain(place, message, "Ridurre i margini in [pagina].");
        return false;
    }
    if wanted > text_width {
        let mut widths = columns.iter().filter(|c| matches!(c.width, Width::Fixed(_)));
        let place = widths.next().map_or(page_place(fields, root), |column| column.field.span);
        let message = format!(
            "Le colonne con misura fissa occupano {fixed} mm, ma il foglio ne ha {text_width}."
        );
        fields.complain(
            place,
            message,
            "Ridurre le larghezze, o scriverle come quote (senza «mm»).",
        );
        return false;
    }
    true
}

/// Returns the place of the wider of two margins.
fn widest_margin(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    sides: [&str; 2],
) -> Option<Span> {
    let page = fields.section(root, "pagina")?;
    let margins = fields.section(page, "margini")?;
    let mut side = |key| Some((fields.number(margins, key, 0.0..=1000.0)?, key));
    let (first, second) = (side(sides[0])?, side(sides[1])?);
    let key = if first.0 >= second.0 { first.1 } else { second.1 };
    fields.value(margins, key).map(|value| value.place)
}

/// Returns the place of `[pagina]`, or of the whole file if a base describes the page: the
/// author of this layout cannot correct it there.
pub(super) fn page_place(fields: &mut SettingsReader<'_>, root: SettingsSection<'_>) -> Span {
    let section = fields.section(root, "pagina").map(SettingsSection::place);
    section.filter(|place| place.file() == root.place().file()).unwrap_or(root.place())
}
