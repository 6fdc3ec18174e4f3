//! `[caratteri]`: the fonts.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::font::check_font;
use super::keys;
use super::layers::Layers;
use crate::annex::{Family, Font, Fonts};
use std::borrow::Cow;

/// Reads `[caratteri]`.
pub(super) fn fonts(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    files: &mut Layers,
) -> Option<Fonts> {
    fields.known(section, keys::FONTS);
    let main = family(fields, section, files);
    let fallback = optional(section, "riserva", None, |key| {
        let section = fields.section(section, key)?;
        fields.known(section, keys::FALLBACK);
        family(fields, section, files).map(Some)
    });
    Some(Fonts { main: main?, fallback: fallback?.or_else(|| Some(symbols())) })
}

/// Returns the signs that office fonts lack and forms are full of: check boxes, arrows, bullets.
fn symbols() -> Family {
    let font = |data: &'static [u8]| Font { data: Cow::Borrowed(data) };
    Family {
        name: "DejaVu Sans".to_owned(),
        office_name: "Segoe UI Symbol".to_owned(),
        regular: font(include_bytes!("symbols/DejaVuSans.ttf")),
        bold: font(include_bytes!("symbols/DejaVuSans-Bold.ttf")),
    }
}

fn family(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    files: &mut Layers,
) -> Option<Family> {
    let name = fields.text(section, "nome");
    // XLSX and DOCX embed no font: they name one that offices' computers have.
    let office = fields.text(section, "nome-office");
    let regular = font(fields, section, "normale", files);
    let bold = font(fields, section, "grassetto", files);
    Some(Family { name: name?.value, office_name: office?.value, regular: regular?, bold: bold? })
}

fn font(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
    files: &mut Layers,
) -> Option<Font> {
    let path = fields.text(section, key)?;
    let usable = |data: Cow<'static, [u8]>| match check_font(&data) {
        Ok(()) => Ok(data),
        Err(cause) => Err(cause.to_owned()),
    };
    match files.font(&path).and_then(usable) {
        Ok(data) => Some(Font { data }),
        Err(cause) => {
            fields.complain(
                path.span,
                format!("Il carattere «{}» {cause}.", path.value),
                "Mettere il file del carattere (.ttf) nella cartella del layout e scriverne qui il percorso.",
            );
            None
        }
    }
}
