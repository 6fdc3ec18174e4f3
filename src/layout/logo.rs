//! `[logo]`: the picture at the top of the first page.

use super::fields::{Setting, SettingsReader, SettingsSection, optional};
use super::layers::Layers;
use super::picture::{Unfit, read};
use super::{LogoSetup, MastheadPart, MastheadSetup, PageSetup, keys};
use crate::annex::{Align, MASTHEAD_GAP, Mm};
use std::sync::Arc;

const KEY: &str = "logo";
/// Height of a logo by default, in millimetres: the usual one of coats of arms on letterheads.
const HEIGHT: f32 = 18.0;

/// Reads the logo; `page` is `None` if it has errors.
pub(super) fn logo(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    files: &mut Layers,
    page: Option<&PageSetup>,
    masthead: &[MastheadSetup],
) -> Setting<LogoSetup> {
    // A page with errors has its own finding; any width will do to go on.
    let width = page.map_or(100.0, |page| page.text_width().0);
    let room = Mm(column_width(masthead, width).max(1.0));
    Setting::read(root, KEY, |key| {
        let section = fields.section(root, key)?;
        logo_setup(fields, section, files, room)
    })
}

/// Returns the width that the logo has in the masthead, on a page of that width.
fn column_width(masthead: &[MastheadSetup], width: f32) -> f32 {
    let whole: f32 = masthead.iter().map(|column| column.share).sum();
    let own = masthead.iter().find(|column| column.parts.contains(&MastheadPart::Logo));
    own.map_or(width, |own| width * own.share / whole - 2.0 * Mm::from(MASTHEAD_GAP).0)
}

fn logo_setup(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    files: &mut Layers,
    room: Mm,
) -> Option<LogoSetup> {
    fields.known(section, keys::LOGO);
    let text = fields.text(section, "testo");
    // PDF/UA-1 (ISO 14289-1, 7.3) demands an alternative description of every figure.
    let text = text.and_then(|text| {
        if text.value.trim().is_empty() {
            return fields.wrong("testo", text.span, TEXT);
        }
        Some(text)
    });
    let height = optional(section, "altezza", HEIGHT, |k| fields.number(section, k, 5.0..=60.0));
    let align = optional(section, "allineamento", Align::Center, |k| fields.align(section, k));
    let path = fields.text(section, "file")?;
    let bytes = files.picture(&path).map_err(|cause| Unfit { cause, hint: PUT_THERE });
    let picture = bytes.and_then(|bytes| read(&bytes, Mm(height.unwrap_or(HEIGHT)), room));
    let (image, printed) = match picture {
        Ok(picture) => picture,
        Err(Unfit { cause, hint }) => {
            fields.complain(path.span, format!("Il logo «{}» {cause}.", path.value), hint);
            return None;
        }
    };
    // Only now: an unreadable picture is reported together with a wrong height.
    height?;
    Some(LogoSetup {
        image: Arc::new(image),
        text: text?,
        width: printed.width,
        height: printed.height,
        align: align?,
    })
}

const TEXT: &str =
    "una descrizione del logo per chi non lo vede, per esempio \"Stemma del Comune di Esempio\"";
const PUT_THERE: &str =
    "Mettere il file del logo (.png o .svg) nella cartella del layout e scriverne qui il nome.";
