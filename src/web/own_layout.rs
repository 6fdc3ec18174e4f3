//! A layout of the office's own, made in the page: one of the program's with another logo and other
//! texts on each page.

use super::upload::{FilledForm, UploadedFile};
use crate::layout::{DEFAULT, HeldLayout, SETTINGS, Slot, shipped_files};
use std::collections::BTreeMap;

/// Name of the folder that the layout is saved as.
const NAME: &str = "layout-proprio";
/// Name of a layout whose files a person chose.
const SAVED: &str = "layout-salvato";
/// Kinds of pictures that a logo may be.
const PICTURES: [&str; 2] = ["png", "svg"];

/// Texts that the page lets a person change, with what they are called there.
pub(super) const TEXTS: [(Slot, &str); 2] =
    [(Slot::Header, "Testo in cima a ogni pagina"), (Slot::Footer, "Testo in fondo a ogni pagina")];

/// Returns the text of a layout of the program, as its template spells it; the default layout has those
/// that it lacks.
pub(super) fn text_of(base: &str, slot: Slot) -> String {
    let name = format!("{}.hbs", slot.name());
    let template = |layout| shipped_files(layout)?.get(name.as_str()).copied();
    let bytes = [base, DEFAULT].into_iter().find_map(template).unwrap_or_default();
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

/// Makes the layout that a form describes, on top of `base`; a form without a picture keeps the one
/// `before`.
pub(super) fn own_layout(base: &str, form: &FilledForm, before: Option<&HeldLayout>) -> HeldLayout {
    let logo = form.files.iter().find(|file| file.field == "logo").map(|file| {
        let extension = file.name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        let known = PICTURES.into_iter().find(|kind| *kind == extension).unwrap_or(PICTURES[0]);
        (format!("logo.{known}"), file.bytes.clone())
    });
    let kept = || before.and_then(|before| before.others.clone().into_iter().next());
    let others: BTreeMap<String, Vec<u8>> = logo.or_else(kept).into_iter().collect();
    let settings = settings(base, others.keys().next());
    let templates = TEXTS.iter().filter_map(|(slot, _)| {
        let text = form.value(slot.name());
        (text != text_of(base, *slot)).then(|| (slot.name().to_owned(), format!("{text}\n")))
    });
    HeldLayout { name: NAME.to_owned(), settings, templates: templates.collect(), others }
}

/// Returns the layout that the files of a saved folder make.
///
/// # Errors
/// The sentence on files that make none.
pub(super) fn saved_layout(files: Vec<UploadedFile>) -> Result<HeldLayout, String> {
    let (mut settings, mut templates, mut others) = (None, BTreeMap::new(), BTreeMap::new());
    for UploadedFile { name, bytes, .. } in files {
        let stem = name.strip_suffix(".hbs");
        if stem.is_none() && name != SETTINGS {
            others.insert(name, bytes);
            continue;
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("«{name}» non è scritto in UTF-8: salvarlo così, e riprovare."))?;
        match stem {
            Some(stem) => drop(templates.insert(stem.to_owned(), text)),
            None => settings = Some(text),
        }
    }
    let settings = settings.ok_or_else(|| {
        format!("Fra i file scelti non c'è «{SETTINGS}»: sceglierli tutti, dalla cartella in cui l'aspetto è stato salvato.")
    })?;
    Ok(HeldLayout { name: SAVED.to_owned(), settings, templates, others })
}

/// Returns `true` for a layout whose files a person chose.
pub(super) fn is_saved(own: &HeldLayout) -> bool {
    own.name == SAVED
}

/// Returns a layout of one's own on top of another of the program; `None` for a folder, or for one whose files
/// a person chose, which have a logo and texts already.
pub(super) fn rebased(own: &HeldLayout, base: &str) -> Option<HeldLayout> {
    shipped_files(base).filter(|_| !is_saved(own))?;
    Some(HeldLayout { settings: settings(base, own.others.keys().next()), ..own.clone() })
}

fn settings(base: &str, logo: Option<&String>) -> String {
    let head =
        format!("# Basato su «{base}»: qui sta solo quello che cambia.\nbase = \"{base}\"\n");
    let logo = logo.map(|file| format!("\n[logo]\nfile = \"{file}\"\ntesto = \"Stemma\"\n"));
    head + &logo.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::LoadedLayout;
    use crate::web::upload::UploadedFile;
    use std::sync::Arc;

    fn form(values: &[(&str, &str)], files: Vec<UploadedFile>) -> FilledForm {
        let values = values.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        FilledForm { files, values }
    }

    #[test]
    fn only_what_differs_stands_in_the_folder() {
        let base = "piano-obiettivi";
        let (header, footer) = (text_of(base, Slot::Header), text_of(base, Slot::Footer));
        let same = form(&[("testata", &header), ("piede", &footer)], Vec::new());
        let own = own_layout(base, &same, None);
        assert_eq!(own.files().keys().collect::<Vec<_>>(), ["layout.toml"]);
        let logo = UploadedFile {
            field: "logo".into(),
            name: "Stemma.SVG".into(),
            bytes: b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>".to_vec(),
        };
        let changed = form(&[("testata", "Comune di Riva"), ("piede", &footer)], vec![logo]);
        let own = own_layout(base, &changed, None);
        assert_eq!(
            own.files().keys().collect::<Vec<_>>(),
            ["layout.toml", "logo.svg", "testata.hbs"]
        );
        assert_eq!(own.files()["testata.hbs"], b"Comune di Riva\n");
        assert_eq!(own_layout(base, &same, Some(&own)).files().keys().len(), 2);
        let loaded = LoadedLayout::of_held(&Arc::new(own));
        assert!(loaded.sound.is_some(), "{:?}", loaded.findings);
    }

    #[test]
    fn a_wrong_text_is_an_error_at_its_place() {
        let wrong = form(&[("testata", "{{piano.titol}}"), ("piede", "")], Vec::new());
        let loaded = LoadedLayout::of_held(&Arc::new(own_layout("piano-obiettivi", &wrong, None)));
        assert!(loaded.sound.is_none());
        let place = loaded.findings.iter().next().expect("a finding").span();
        assert_eq!(loaded.sources.file(place.file()).name(), "layout-proprio/testata.hbs");
    }
}
