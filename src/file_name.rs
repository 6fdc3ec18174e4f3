//! Names of files that are plain on every system.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Longest name in bytes, the limit of Linux; Windows and macOS allow 255 characters, which
/// are never fewer bytes.
const MOST_BYTES: usize = 255;

/// Longest stem that is made of words, in characters: a path of Windows has 260 with its folders.
const MOST_OF_WORDS: usize = 80;

/// Devices that Windows opens instead of a file, with any extension (Microsoft, «Naming Files,
/// Paths, and Namespaces»); `COM1` and `LPT1` and their like come on top.
const DEVICES: [&str; 7] = ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"];

/// Plain name of a file: valid on every system, and never leading out of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
// JSON Schema counts characters, not bytes, and knows no reserved names: it admits more.
#[schemars(
    rename = "nome-di-file",
    description = "Il nome di un file, senza cartelle.",
    extend("minLength" = 1, "maxLength" = MOST_BYTES, "pattern" = r"^[^/\\]+$")
)]
pub struct FileName(String);

/// Reason why a text is no [`FileName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadFileName {
    /// Text without a character.
    Empty,
    /// Text of more than 255 bytes.
    TooLong,
    /// Character that leads to another folder, or that Windows forbids.
    Character(char),
    /// Point or space at the end, which Windows drops; `.` and `..` are folders everywhere.
    End,
    /// Name of a device on Windows.
    Reserved,
}

impl FileName {
    /// Returns the name of a file with the words of a text and this extension, which is none of `taken`
    /// and is added to them; systems that hold capitals for the same letters are thought of.
    ///
    /// What a name cannot hold becomes a hyphen; long words are cut.
    pub fn of_words(words: &str, extension: &str, taken: &mut BTreeSet<String>) -> Self {
        let plain = |c: char| if is_forbidden(&c) { '-' } else { c };
        let stem: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let stem: String = stem.chars().map(plain).take(MOST_OF_WORDS).collect();
        let stem = stem.trim_matches(['.', ' ']);
        let names = (1_u32..).map(|number| match number {
            1 => format!("{stem}.{extension}"),
            _ => format!("{stem} ({number}).{extension}"),
        });
        let name = names
            .map(|name| FileName::try_from(name.as_str()).unwrap_or(FileName(format!("_{name}"))));
        let mut free = name.filter(|name| taken.insert(name.0.to_lowercase()));
        free.next().expect("numbers do not end")
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for FileName {
    type Error = BadFileName;

    fn try_from(name: &str) -> Result<Self, Self::Error> {
        if name.is_empty() {
            Err(BadFileName::Empty)
        } else if name.len() > MOST_BYTES {
            Err(BadFileName::TooLong)
        } else if let Some(c) = name.chars().find(is_forbidden) {
            Err(BadFileName::Character(c))
        } else if name.ends_with(['.', ' ']) {
            Err(BadFileName::End)
        } else if is_device(name) {
            Err(BadFileName::Reserved)
        } else {
            Ok(FileName(name.to_owned()))
        }
    }
}

impl TryFrom<String> for FileName {
    type Error = BadFileName;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        FileName::try_from(name.as_str())
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> String {
        name.0
    }
}

impl fmt::Display for BadFileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a plain file name")
    }
}

/// Returns `true` for a character that no name may have.
fn is_forbidden(c: &char) -> bool {
    c.is_control() || r#"<>:"/\|?*"#.contains(*c)
}

/// Returns `true` for `CON`, `nul.txt` or `LPT1.pdf`, which Windows takes for devices.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let is_port = |port: &str| {
        let number = stem.strip_prefix(port).filter(|number| number.chars().count() == 1);
        // Windows reads the superscript digits of Latin 1 as digits.
        number.is_some_and(|number| number.contains(|c: char| "0123456789¹²³".contains(c)))
    };
    DEVICES.contains(&stem.as_str()) || is_port("COM") || is_port("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_plain(name: &str) -> bool {
        FileName::try_from(name).is_ok()
    }

    #[test]
    fn plain_names_pass_and_others_do_not() {
        for good in ["piano.pdf", ".nascosto", "Piano 2020–2022 (bozza).docx", "compito.pdf"] {
            assert!(is_plain(good), "{good:?}");
        }
        let long = "x".repeat(256);
        for bad in [
            "", ".", "..", "a/b", "a\\b", "/etc", "C:", "a\0b", "a\nb", "a.", "a ", "con",
            "NUL.pdf", "lpt1.x", "com¹", "a*", &long,
        ] {
            assert!(!is_plain(bad), "{bad:?}");
        }
    }

    #[test]
    fn words_become_names_that_differ_everywhere() {
        let mut taken = BTreeSet::new();
        let mut name = |words: &str| FileName::of_words(words, "xlsx", &mut taken).0;
        assert_eq!(name("esiti AREA  TECNICA"), "esiti AREA TECNICA.xlsx");
        assert_eq!(name("esiti Area tecnica"), "esiti Area tecnica (2).xlsx");
        assert_eq!(name("SERVIZI/TRIBUTI: \"A\"."), "SERVIZI-TRIBUTI- -A-.xlsx");
        assert_eq!(name("con"), "_con.xlsx");
        let long = name(&"è".repeat(300));
        assert_eq!(long.chars().count(), MOST_OF_WORDS + ".xlsx".len());
    }

    #[test]
    fn a_bad_name_says_why() {
        let cases = [
            ("", BadFileName::Empty),
            ("..", BadFileName::End),
            ("a/b", BadFileName::Character('/')),
            ("CLOCK$", BadFileName::Reserved),
            ("conout$.pdf", BadFileName::Reserved),
            ("COM¹", BadFileName::Reserved),
        ];
        for (name, cause) in cases {
            assert_eq!(FileName::try_from(name), Err(cause), "{name:?}");
        }
        assert_eq!(FileName::try_from("x".repeat(256)), Err(BadFileName::TooLong));
    }
}
