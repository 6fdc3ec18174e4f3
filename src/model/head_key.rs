//! Keys of a plan's head as «Leggimi» and the command line spell them.

use super::Key;

/// Key of a plan's head, with the part below it where it has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadKey {
    /// Whole value: «titolo», «firmatari».
    Whole(Key),
    /// Part of a section: «delibera.numero», «pesi.unita».
    Part(Key, Key),
    /// Part of an entry, counted from 1, of a list: «firmatari.2.nome».
    Entry(Key, usize, Key),
    /// Entry of the author's own: «tipologie.S», «campi.spesa».
    Named(Key, String),
}

/// Keys that take a whole value. Area, period, service and manager are those of objectives and
/// areas that have none of their own.
const WHOLE: [Key; 18] = [
    Key::Title,
    Key::Entity,
    Key::Years,
    Key::Date,
    Key::Resolution,
    Key::Annex,
    Key::Annexes,
    Key::Signers,
    Key::Premise,
    Key::Closing,
    Key::Classification,
    Key::Weights,
    Key::Levels,
    Key::Codes,
    Key::Area,
    Key::Period,
    Key::Service,
    Key::Manager,
];
/// Sections with the keys of their parts.
const PARTS: [(Key, &[Key]); 2] = [
    (Key::Resolution, &[Key::AdoptingBody, Key::Number, Key::Date]),
    (Key::Weights, &[Key::Unit, Key::Total, Key::Scope]),
];
/// Lists with the keys of their entries.
const ENTRIES: [(Key, &[Key]); 2] =
    [(Key::Annexes, &[Key::Annex, Key::Title]), (Key::Signers, &[Key::Name, Key::Capacity])];
/// Singular of «firmatari», which people write for one of several.
const SIGNER: &str = "firmatario";

impl HeadKey {
    /// Returns the key that is spelled `text`.
    pub fn parse(text: &str) -> Option<HeadKey> {
        let text = text.trim();
        let Some((top, below)) = text.split_once('.') else { return whole(text) };
        let top = Key::named(top)?;
        // Names of the author's own may hold points, so they are not split.
        if matches!(top, Key::Fields | Key::Kinds) {
            return (!below.is_empty()).then(|| HeadKey::Named(top, below.to_owned()));
        }
        match below.split_once('.') {
            None => Some(HeadKey::Part(top, part_of(&PARTS, top, below)?)),
            Some((number, part)) => {
                let number = number.parse().ok().filter(|number| *number > 0)?;
                Some(HeadKey::Entry(top, number, part_of(&ENTRIES, top, part)?))
            }
        }
    }

    /// Returns every key that takes a whole value or is a part of a section, as it is spelled.
    pub fn names() -> Vec<String> {
        let part = |top: Key, part: &Key| format!("{}.{}", top.name(), part.name());
        let parts = PARTS.iter().flat_map(|(top, keys)| keys.iter().map(|key| part(*top, key)));
        WHOLE.iter().map(|key| key.name().to_owned()).chain(parts).collect()
    }
}

fn whole(text: &str) -> Option<HeadKey> {
    if text == SIGNER {
        return Some(HeadKey::Whole(Key::Signers));
    }
    let key = Key::named(text)?;
    if key == Key::AdoptingBody {
        return Some(HeadKey::Part(Key::Resolution, key));
    }
    WHOLE.contains(&key).then_some(HeadKey::Whole(key))
}

fn part_of(parts: &[(Key, &[Key])], top: Key, name: &str) -> Option<Key> {
    let (_, keys) = parts.iter().find(|(key, _)| *key == top)?;
    keys.iter().copied().find(|key| key.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_parts() {
        for (text, wanted) in [
            ("titolo", HeadKey::Whole(Key::Title)),
            ("firmatario", HeadKey::Whole(Key::Signers)),
            ("organo", HeadKey::Part(Key::Resolution, Key::AdoptingBody)),
            ("delibera.numero", HeadKey::Part(Key::Resolution, Key::Number)),
            ("firmatari.2.nome", HeadKey::Entry(Key::Signers, 2, Key::Name)),
            ("tipologie.S", HeadKey::Named(Key::Kinds, "S".to_owned())),
            ("campi.spesa.2024", HeadKey::Named(Key::Fields, "spesa.2024".to_owned())),
        ] {
            assert_eq!(HeadKey::parse(text), Some(wanted), "{text}");
        }
        for text in
            ["", "titlo", "aree", "obiettivi", "titolo.x", "firmatari.0.nome", "campi.", "peso"]
        {
            assert_eq!(HeadKey::parse(text), None, "{text}");
        }
        assert!(HeadKey::names().iter().all(|name| HeadKey::parse(name).is_some()));
    }
}
