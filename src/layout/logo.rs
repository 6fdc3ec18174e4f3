//! `[logo]`: a picture at the top of the first page.

use super::base::Layers;
use super::fields::optional;
use super::fields::{SettingsReader, SettingsSection};
use super::picture::{Unfit, read};
use super::{LogoSetup, PageSetup, keys};
use crate::annex::{Align, Mm};
use std::sync::Arc;

const KEY: &str = "logo";
/// How high a logo is where the layout does not say.
const HEIGHT: f32 = 18.0;

/// The logo, where the layout has one; `page` is nothing where the page is not sound.
pub(super) fn logo(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    files: &mut Layers,
    page: Option<&PageSetup>,
) -> Option<Option<LogoSetup>> {
    optional(root, KEY, None, |key| {
        let section = fields.section(root, key)?;
        fields.known(section, keys::LOGO);
        let text = fields.text(section, "testo");
        let text = text.and_then(|text| match text.value.trim().is_empty() {
            true => fields.wrong("testo", text.span, TEXT),
            false => Some(text),
        });
        let height =
            optional(section, "altezza", HEIGHT, |k| fields.number(section, k, 5.0..=60.0));
        let align = optional(section, "allineamento", Align::Center, |k| fields.align(section, k));
        let path = fields.text(section, "file")?;
        // A page that is not sound has its own finding.
        let room = page.map_or(Mm(100.0), |page| Mm(page.text_width().0.max(1.0)));
        let bytes = files.picture(&path).map_err(|cause| Unfit { cause, hint: PUT_THERE });
        let picture = bytes.and_then(|bytes| read(&bytes, Mm(height.unwrap_or(HEIGHT)), room));
        let (image, printed) = match picture {
            Ok(picture) => picture,
            Err(Unfit { cause, hint }) => {
                fields.complain(path.span, format!("Il logo «{}» {cause}.", path.value), hint);
                return None;
            }
        };
        height?;
        Some(Some(LogoSetup {
            image: Arc::new(image),
            text: text?,
            width: printed.width,
            height: printed.height,
            align: align?,
        }))
    })
}

const TEXT: &str =
    "una descrizione del logo per chi non lo vede, per esempio \"Stemma del Comune di Esempio\"";
const PUT_THERE: &str =
    "Mettere il file del logo (.png o .svg) nella cartella del layout e scriverne qui il nome.";
