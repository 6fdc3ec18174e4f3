//! The catalog, the form and the store of what validates signatures later.

use super::Judge;
use crate::verify::pdf::object::{Dictionary, Object};

const PLACE: &str = "impostazioni generali del documento";
const FORM: &str = "campi di firma";

impl Judge<'_> {
    pub(super) fn judge_catalog(&mut self, new: &Dictionary, old: &Dictionary) {
        const FREE: [&str; 5] = ["AcroForm", "Extensions", "DSS", "Perms", "Version"];
        if let Some(key) = self.differing(new, old, &FREE) {
            self.changed_key(None, PLACE, &key);
        }
        self.judge_form(old);
        if !self.is_version(new) {
            self.changed_key(None, PLACE, "Version");
        }
        if !self.is_extensions(new) {
            self.changed_key(None, PLACE, "Extensions");
        }
        if !self.is_store(new) {
            self.changed_key(None, PLACE, "DSS");
        }
        self.judge_permissions(new);
    }

    /// ISO 32000-1, 7.2.2: the later of this and the header's counts.
    fn is_version(&self, catalog: &Dictionary) -> bool {
        match self.now.get(catalog, "Version") {
            Object::Null => true,
            Object::Name(version) => matches!(version.as_slice(), b"1.7" | b"2.0"),
            _ => false,
        }
    }

    /// Names of developers and what they extend (ISO 32000-1, 7.12), nothing else.
    fn is_extensions(&self, catalog: &Dictionary) -> bool {
        const KEYS: [&str; 6] =
            ["Type", "BaseVersion", "ExtensionLevel", "ExtensionRevision", "URL", "Indirect"];
        let Some(extensions) = catalog.get("Extensions") else { return true };
        let Some(extensions) = self.now.dictionary(extensions) else { return false };
        let extension = |(key, value): (&Vec<u8>, &Object)| {
            let closed = |value: &Object| {
                let dictionary = self.now.dictionary(value);
                dictionary.is_some_and(|d| d.stranger(&KEYS).is_none() && self.is_plain(value))
            };
            match self.now.resolve(value) {
                Object::Array(items) => items.iter().all(closed),
                Object::Name(_) => key == b"Type",
                _ => closed(value),
            }
        };
        extensions.0.iter().all(extension)
    }

    /// The document security store (ISO 32000-2, 12.8.4.3): data for validators, which no
    /// reader shows.
    fn is_store(&self, catalog: &Dictionary) -> bool {
        const KEYS: [&str; 5] = ["Type", "VRI", "Certs", "OCSPs", "CRLs"];
        const ENTRY: [&str; 6] = ["Type", "Cert", "CRL", "OCSP", "TU", "TS"];
        let Some(store) = catalog.get("DSS") else { return true };
        let Some(dictionary) = self.now.dictionary(store) else { return false };
        let entries = self.now.dictionary_at(&dictionary, "VRI").unwrap_or_default();
        let closed = |(key, value): (&Vec<u8>, &Object)| {
            let entry = self.now.dictionary(value);
            key == b"Type" || entry.is_some_and(|entry| entry.stranger(&ENTRY).is_none())
        };
        dictionary.stranger(&KEYS).is_none() && entries.0.iter().all(closed) && self.is_inert(store)
    }

    /// Only what a certification allows (ISO 32000-1, 12.8.4), never rights of use.
    fn judge_permissions(&mut self, catalog: &Dictionary) {
        let Some(permissions) = catalog.get("Perms") else { return };
        let permissions = self.now.dictionary(permissions);
        let known = permissions.as_ref().and_then(|p| p.get("DocMDP")?.as_reference());
        let fields = self.now.array_at(&self.form(), "Fields");
        let signed = fields.iter().filter_map(|field| {
            let field = self.now.dictionary(field)?;
            field.get("V")?.as_reference()
        });
        let certified = known.is_some_and(|known| signed.into_iter().any(|value| value == known));
        let closed = permissions.is_some_and(|p| p.stranger(&["DocMDP"]).is_none());
        if !certified || !closed {
            self.changed_key(None, PLACE, "Perms");
        }
    }

    fn judge_form(&mut self, old_catalog: &Dictionary) {
        const FREE: [&str; 5] = ["Fields", "SigFlags", "DA", "DR", "NeedAppearances"];
        let new = self.form();
        let old = self.before.dictionary_at(old_catalog, "AcroForm").unwrap_or_default();
        if let Some(key) = self.differing(&new, &old, &FREE) {
            self.changed_key(None, FORM, &key);
        }
        let plain = |key| new.get(key).is_none_or(|value| self.is_plain(value));
        let drawn =
            !matches!(self.now.get(&new, "NeedAppearances"), Object::Null | Object::Boolean(false));
        let wrong = [
            ("SigFlags", !plain("SigFlags")),
            ("DA", !plain("DA")),
            ("DR", !new.get("DR").is_none_or(|resources| self.is_inert(resources))),
            ("NeedAppearances", drawn),
        ];
        for (key, _) in wrong.into_iter().filter(|(_, wrong)| *wrong) {
            self.changed_key(None, FORM, key);
        }
    }

    /// The names of our fields must go on naming them alone.
    pub(super) fn is_own_name(&self, name: &Object) -> bool {
        self.original.fields.iter().any(|field| {
            let field = self.before.load(*field);
            let own = field.as_dictionary().and_then(|field| field.get("T"));
            own.is_some_and(|own| self.same(name, own))
        })
    }
}
