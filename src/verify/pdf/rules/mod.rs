//! What may become of each object of ours, by the role that it has in our original.
//!
//! The new file's own words for what an object is are never asked. What is equal is
//! allowed everywhere; beyond that each role has a closed list.

mod appearance;
mod catalog;
mod equality;
mod field;
mod frozen;
mod metadata;
mod page;
mod signature;
mod structure;
mod xmp;

use super::object::{Dictionary, Object};
use super::original::Original;
use super::reasons::ReasonList;
use super::state::{PdfObjectPlace, PdfState};
use crate::verify::ClaimedSigner;
pub(super) use frozen::Frozen;
use std::cell::Cell;
use std::collections::BTreeMap;

/// How many fields signers may add.
const MOST_ADDED: usize = 200;

/// Judges a file as it stands after one of its revisions.
pub(super) struct Judge<'a> {
    pub(super) original: &'a Original,
    /// The file after the revision.
    pub(super) now: &'a PdfState<'a>,
    /// The file before all revisions.
    pub(super) before: &'a PdfState<'a>,
    /// What the revision changed.
    pub(super) fresh: &'a BTreeMap<u32, PdfObjectPlace>,
    /// Where each revision up to this one ends.
    pub(super) ends: &'a [usize],
    /// How many objects of signers may still be looked at, in all revisions.
    pub(super) budget: &'a Cell<usize>,
    /// Who signed, by where the signatures stand.
    pub(super) signers: &'a mut BTreeMap<usize, Vec<ClaimedSigner>>,
    pub(super) findings: &'a mut ReasonList,
}

/// A widget that a signer added, and the field that it shows.
#[derive(Debug, Default)]
struct Added {
    /// The dictionaries of the widgets by their numbers.
    widgets: BTreeMap<u32, Dictionary>,
    /// The pages whose annotations hold them.
    pages: BTreeMap<u32, u32>,
}

impl Judge<'_> {
    /// Judges every object of ours that is not where it was, and all that signers added;
    /// gives the signers of the signatures there are now.
    pub(super) fn judge(&mut self, frozen: &mut Frozen) -> Vec<ClaimedSigner> {
        let form = self.form();
        let mut fields = self.now.array_at(&form, "Fields");
        let mut added = self.added_fields(&fields);
        fields.truncate(self.original.fields.len() + MOST_ADDED);
        let touched: Vec<u32> = self.now.changed.keys().copied().collect();
        for number in touched.into_iter().take_while(|number| self.now.ours(*number)) {
            self.judge_object(number, &mut added);
        }
        self.judge_marks(&added);
        frozen.hold(self, &fields);
        self.signatures(&fields)
    }

    fn judge_object(&mut self, number: u32, added: &mut Added) {
        // Another is as it was, to the letter, and leads to nothing that could change later.
        let has_role = self.original.has_role(number);
        if !self.fresh.contains_key(&number) && !has_role {
            return;
        }
        // The head of the list of free entries belongs to every section.
        if number == 0 {
            return self.judge_head();
        }
        let (old, new) = (self.before.load(number), self.now.load(number));
        if matches!(self.now.changed.get(&number), Some(PdfObjectPlace::Free))
            || new == Object::Null
        {
            if old != Object::Null {
                self.changed_role(number, "manca");
            }
            return;
        }
        let equal = if has_role { Self::same } else { Self::same_again };
        if equal(self, &new, &old) {
            return;
        }
        let dictionaries = new.as_dictionary().zip(old.as_dictionary());
        match dictionaries {
            Some((new, old)) if number == self.original.catalog => self.judge_catalog(new, old),
            Some((new, old)) if Some(number) == self.original.info => self.judge_info(new, old),
            Some((new, old)) if Some(number) == self.original.structure => {
                self.judge_structure_root(new, old, added);
            }
            Some((new, old)) if Some(number) == self.original.document => {
                self.judge_document_element(new, old, added);
            }
            Some((new, old)) if self.original.fields.contains(&number) => {
                self.judge_own_field(new, old);
            }
            Some((new, old)) if self.original.page_number(number).is_some() => {
                self.judge_page(number, new, old, added);
            }
            _ if Some(number) == self.original.metadata => self.judge_metadata(&new, &old),
            _ => self.changed_role(number, "diverso dall'originale"),
        }
    }

    fn judge_head(&mut self) {
        if !matches!(self.now.changed.get(&0), Some(PdfObjectPlace::Free)) {
            self.findings
                .changed(None, "in fondo al file c'è un oggetto con il numero 0, che è vietato");
        }
    }

    /// Says of an object of ours what has become of it.
    fn changed_role(&mut self, number: u32, what: &str) {
        if !self.findings.may_name() {
            return;
        }
        let (role, page) = self.original.role(self.before, number);
        self.findings.changed(page, format!("{what}: {role}"));
    }

    /// Says which key of an object of ours a signature has no business with.
    fn changed_key(&mut self, page: Option<u32>, place: &str, key: &str) {
        let words = key_words(key);
        self.findings.changed(page, format!("{place}: {words} ({key})"));
    }

    /// The form that the catalog has now.
    fn form(&self) -> Dictionary {
        let catalog = self.now.dictionary(&Object::Reference(self.original.catalog));
        let form = catalog.and_then(|catalog| self.now.dictionary_at(&catalog, "AcroForm"));
        form.unwrap_or_default()
    }

    /// The first key whose value differs, leaving out those of `free`.
    fn differing(&self, new: &Dictionary, old: &Dictionary, free: &[&str]) -> Option<String> {
        let equal = |key: &Vec<u8>| match (new.0.get(key), old.0.get(key)) {
            (Some(new), Some(old)) => self.same(new, old),
            _ => false,
        };
        let mut keys = new.0.keys().chain(old.0.keys());
        let differing = keys
            .find(|key| !free.iter().any(|free| free.as_bytes() == key.as_slice()) && !equal(key));
        differing.map(|key| super::object::shown(key))
    }
}

/// What it means that a key is there or has another value.
fn key_words(key: &str) -> &'static str {
    match key {
        "Pages" => "l'elenco delle pagine è un altro",
        "OpenAction" | "AA" | "A" => "c'è un'azione che parte da sola",
        "Names" => "ci sono nomi nuovi, che possono portare programmi o allegati",
        "OCProperties" | "OC" => "ci sono livelli che mostrano o nascondono parti",
        "NeedAppearances" => "si chiede al lettore di ridisegnare i campi",
        "XFA" => "c'è un modulo di un altro tipo, che copre il documento",
        "Contents" => "il contenuto è un altro",
        "Resources" => "i caratteri o le risorse sono altri",
        "CropBox" | "MediaBox" | "TrimBox" => "il ritaglio è un altro",
        "Rotate" => "il verso del foglio è un altro",
        "UserUnit" => "la scala è un'altra",
        "Annots" => {
            "ci sono segni, note o collegamenti che non sono firme, o i campi non ci sono più"
        }
        "Fields" => "i campi non sono più quelli preparati, o sono in un altro ordine",
        "Kids" => "il campo ha parti che una firma non ha",
        "Rect" => "la posizione è un'altra",
        "F" => "si vede o si stampa in un altro modo",
        "AP" => "il disegno non è quello di una firma",
        "T" | "TU" => "il nome è un altro",
        "FT" => "il campo non è più di firma",
        "Title" => "il titolo è un altro",
        "Lang" => "la lingua è un'altra",
        "Outlines" => "i segnalibri sono altri",
        "OutputIntents" => "il profilo dei colori è un altro",
        "Perms" => "ci sono diritti che non vengono da una certificazione",
        "DSS" => "i dati per convalidare le firme portano anche ad altro",
        "ParentTree" | "K" => "gli elementi sono altri, o in un altro ordine",
        _ => "c'è una voce che una firma non tocca",
    }
}
