//! TOML → [`OfficeSettings`], with a finding at each key that is not understood.

use super::{DefaultValue, HEAD, OWN, OfficeSettings};
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::nearest::nearest;
use crate::manifest::{AnnexFormat, ArchiveProfile};
use crate::model::{HeadKey, Key};
use crate::raw::{StatedHead, Words};
use crate::source::{FileId, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the settings in `text`, the content of `file`; after an error in `findings` they are incomplete.
pub fn read_settings(file: FileId, text: &str, findings: &mut Findings) -> OfficeSettings {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = Span::new(file, error.span().unwrap_or(0..0));
        findings.push(
            Diagnostic::new(Code::Syntax, place, "La riga non è scritta bene.")
                .hint("Si scrive «chiave = valore», con i testi fra virgolette diritte, ogni chiave una volta sola; i gruppi fra parentesi quadre."),
        );
    }
    let mut reader = Reader { file, findings, settings: OfficeSettings::default() };
    if errors.is_empty() {
        // By place in the file: the table is sorted by name.
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            reader.entry(key.get_ref(), key.span(), value);
        }
        reader.check_head();
    }
    reader.settings
}

/// Settings that are being read.
struct Reader<'f> {
    file: FileId,
    findings: &'f mut Findings,
    settings: OfficeSettings,
}

type TomlItem<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    fn entry(&mut self, key: &str, place: std::ops::Range<usize>, value: &TomlItem<'_>) {
        match key {
            "layout" => self.settings.layout = self.text(key, value),
            "uscita" => self.settings.folder = self.text(key, value),
            "profilo" => self.settings.profile = self.profile(key, value),
            "formati" => self.settings.formats = self.formats(key, value),
            "impronte" => self.settings.sums = self.flag(key, value),
            "rigoroso" => self.settings.strict = self.flag(key, value),
            _ if HEAD.iter().any(|known| known.name() == key) => self.head(key, value),
            _ => self.unknown(key, place),
        }
    }

    /// Adds the value of a key of the plan's head, and those below it.
    fn head(&mut self, key: &str, value: &TomlItem<'_>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                for (name, value) in table.iter() {
                    self.head_part(&format!("{key}.{}", name.get_ref()), name.span(), value);
                }
            }
            DeValue::Array(list)
                if list.iter().any(|v| matches!(v.get_ref(), DeValue::Table(_))) =>
            {
                for (number, entry) in (1..).zip(list.iter()) {
                    let DeValue::Table(table) = entry.get_ref() else {
                        self.wrong(key, entry, "un elenco di testi, o di gruppi di chiavi");
                        continue;
                    };
                    for (name, value) in table.iter() {
                        let key = format!("{key}.{number}.{}", name.get_ref());
                        self.head_part(&key, name.span(), value);
                    }
                }
            }
            _ => self.head_value(key, value),
        }
    }

    /// Adds the value of a key below one of the plan's head.
    fn head_part(&mut self, key: &str, place: std::ops::Range<usize>, value: &TomlItem<'_>) {
        if HeadKey::parse(key).is_some() {
            self.head_value(key, value);
        } else {
            self.unknown(key, place);
        }
    }

    fn head_value(&mut self, key: &str, value: &TomlItem<'_>) {
        let text = match value.get_ref() {
            DeValue::Array(list) => {
                let texts: Option<Vec<String>> = list.iter().map(|v| scalar(v.get_ref())).collect();
                // Signers are lines of their own: a capacity may have a comma.
                let between = if key == Key::Signers.name() { "\n" } else { ", " };
                texts.map(|texts| texts.join(between))
            }
            value => scalar(value),
        };
        match text.filter(|text| !text.trim().is_empty()) {
            Some(value_text) => self.settings.head.push(DefaultValue {
                key: key.to_owned(),
                value: value_text,
                range: value.span(),
            }),
            None => self.wrong(key, value, "un testo, o un elenco di testi"),
        }
    }

    /// Reports values that their keys cannot have.
    fn check_head(&mut self) {
        let mut head = StatedHead::blank(Span::new(self.file, 0..0));
        for DefaultValue { key, value, range } in &self.settings.head {
            let place = Span::new(self.file, range.clone());
            let known = HeadKey::parse(key);
            let words = Words::new(value.clone(), place);
            if known.is_none_or(|known| head.set(&known, place, &words).is_err()) {
                let message = format!("«{value}» non va bene per «{key}».");
                self.findings.push(Diagnostic::new(Code::WrongType, place, message).hint(
                    "La delibera si scrive «Giunta n. 12 del 31.01.2026», o con le sue voci: organo, numero, data.",
                ));
            }
        }
    }

    fn text(&mut self, key: &str, value: &TomlItem<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                self.wrong(key, value, "un testo fra virgolette");
                None
            }
        }
    }

    fn profile(&mut self, key: &str, value: &TomlItem<'_>) -> Option<ArchiveProfile> {
        let profile = scalar(value.get_ref()).and_then(|name| ArchiveProfile::of_name(name.trim()));
        if profile.is_none() {
            self.wrong(key, value, "uno dei profili: «a2a-ua1», «a2u» o «a2b»");
        }
        profile
    }

    fn formats(&mut self, key: &str, value: &TomlItem<'_>) -> Option<Vec<AnnexFormat>> {
        let names: Option<Vec<String>> = match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|v| scalar(v.get_ref())).collect(),
            value => scalar(value).map(|text| text.split(',').map(str::to_owned).collect()),
        };
        let format = |name: &String| AnnexFormat::of_extension(&name.trim().to_ascii_lowercase());
        let formats: Option<Vec<_>> = names.and_then(|names| names.iter().map(format).collect());
        let formats = formats.filter(|formats| !formats.is_empty());
        if formats.is_none() {
            self.wrong(
                key,
                value,
                "un elenco di formati, per esempio [\"pdf\", \"docx\"]: sono pdf, xlsx e docx",
            );
        }
        formats
    }

    fn flag(&mut self, key: &str, value: &TomlItem<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong(key, value, "true o false");
                None
            }
        }
    }

    fn wrong(&mut self, key: &str, value: &TomlItem<'_>, want: &str) {
        let place = Span::new(self.file, value.span());
        self.findings.push(
            Diagnostic::new(Code::WrongType, place, format!("Il valore di «{key}» non va bene."))
                .hint(format!("Qui ci vuole {want}.")),
        );
    }

    fn unknown(&mut self, key: &str, place: std::ops::Range<usize>) {
        let names = HeadKey::names();
        let is_head = |name: &&String| HEAD.iter().any(|known| is_under(known.name(), name));
        let head = names.iter().filter(is_head).map(String::as_str);
        let known: Vec<&str> = OWN
            .into_iter()
            .chain(head)
            .chain(["firmatari.1.nome", "firmatari.1.qualifica"])
            .collect();
        let hint = match nearest(key, known.iter().copied()) {
            Some(near) => format!("Forse si intendeva «{near}»."),
            None => format!("Qui si possono usare: {}.", known.join(", ")),
        };
        let place = Span::new(self.file, place);
        let message = format!("«{key}» non è una voce della configurazione.");
        self.findings.push(Diagnostic::new(Code::UnknownKey, place, message).hint(hint));
    }
}

/// Returns `true` if `name` is `top` or a part of it.
fn is_under(top: &str, name: &str) -> bool {
    name.split('.').next() == Some(top)
}

/// Returns a text or a number as it is written.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Terminal, brief_report};
    use crate::source::SourceMap;

    fn read(text: &str) -> (OfficeSettings, String) {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let file = sources.add("allegati.toml", text);
        let settings = read_settings(file, text, &mut findings);
        findings.sort();
        (settings, brief_report(&findings, &sources, Terminal { width: 200, color: false }))
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let (settings, said) = read(
            "layout = \"layout-ente\"\nformati = [\"pdf\", \"docx\"]\nimpronte = true\nente = \"Comune di Esempio\"\n\n[delibera]\norgano = \"Giunta\"\n\n[[firmatari]]\nnome = \"Anna Neri\"\nqualifica = \"Il Segretario\"\n\n[pesi]\ntotale = 1000\nambito = [\"area\", \"periodo\"]\n",
        );
        assert_eq!(said, "");
        assert_eq!(settings.layout.as_deref(), Some("layout-ente"));
        assert_eq!(settings.formats, Some(vec![AnnexFormat::Pdf, AnnexFormat::Docx]));
        assert_eq!(settings.sums, Some(true));
        let head: Vec<_> =
            settings.head.iter().map(|v| (v.key.as_str(), v.value.as_str())).collect();
        assert_eq!(
            head,
            [
                ("ente", "Comune di Esempio"),
                ("delibera.organo", "Giunta"),
                ("firmatari.1.nome", "Anna Neri"),
                ("firmatari.1.qualifica", "Il Segretario"),
                ("pesi.ambito", "area, periodo"),
                ("pesi.totale", "1000"),
            ]
        );
        let (settings, said) = read("firmatari = [\"Il Sindaco\", \"Il Segretario, reggente\"]\n");
        assert_eq!(
            (said.as_str(), settings.head[0].value.as_str()),
            ("", "Il Sindaco\nIl Segretario, reggente")
        );
    }

    #[test]
    fn everything_wrong_is_said_at_its_line() {
        let (_, said) = read(
            "ente = \"Comune\"\nlaiout = \"x\"\nimpronte = \"si\"\ntitolo = \"PIANO\"\n[delibera]\nnumeri = 3\n",
        );
        for words in [
            "«laiout» non è una voce della configurazione",
            "Forse si intendeva «layout».",
            "riga 2",
            "Il valore di «impronte» non va bene.",
            "riga 3",
            "«titolo» non è una voce della configurazione",
            "«delibera.numeri» non è una voce della configurazione",
            "Forse si intendeva «delibera.numero».",
        ] {
            assert!(said.contains(words), "{words}\n{said}");
        }
        assert!(read("ente = Comune\n").1.contains("riga 1"));
    }
}
