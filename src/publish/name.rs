//! Names of files: those we accept, and those of our own temporaries.

/// What the names of all our own files begin with.
const OURS: &str = ".allegati-";
/// The lock.
pub(super) const LOCK: &str = ".allegati-lock";
/// The journal.
pub(super) const JOURNAL: &str = ".allegati-journal";
/// The journal while it is being written.
pub(super) const NEW_JOURNAL: &str = ".allegati-journal.tmp";

/// The temporary of the file at `index`. A number, so that a long name does not grow too long.
pub(super) fn temporary(index: usize) -> String {
    format!("{OURS}{index}.tmp")
}

/// The folder in which set number `number` of many is made ready.
pub(super) fn aside(number: usize) -> String {
    format!("{OURS}{number}.set")
}

/// Whether `name` is that of such a folder.
pub(super) fn is_aside(name: &str) -> bool {
    let number = name.strip_prefix(OURS).and_then(|n| n.strip_suffix(".set"));
    number.is_some_and(|n| n.parse::<usize>().is_ok_and(|i| aside(i) == name))
}

/// Whether `name` is one of our temporaries.
pub(super) fn is_temporary(name: &str) -> bool {
    let number = name.strip_prefix(OURS).and_then(|n| n.strip_suffix(".tmp"));
    name == NEW_JOURNAL
        || number.is_some_and(|n| n.parse::<usize>().is_ok_and(|i| temporary(i) == name))
}

/// Whether `name` is kept for this module.
pub(super) fn is_ours(name: &str) -> bool {
    name.to_lowercase().starts_with(OURS)
}

/// Whether `name` is a plain file name on every system: no path, no character or
/// device name that Windows forbids, at most 255 bytes.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 255
        && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c))
        && !name.ends_with(['.', ' '])
        && !is_device(name)
}

/// Windows takes `CON`, `nul.txt` or `LPT1.pdf` for devices.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |port: &str| {
        let digit = stem.strip_prefix(port).filter(|d| d.chars().count() == 1);
        digit.is_some_and(|d| d.contains(|c: char| "0123456789¹²³".contains(c)))
    };
    let device = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str());
    device || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn only_our_own_temporaries_are_recognised() {
        for ours in [&temporary(0), &temporary(17), NEW_JOURNAL] {
            assert!(is_temporary(ours) && is_ours(ours), "{ours:?}");
        }
        for not in [".allegati-01.tmp", ".allegati-x.tmp", ".allegati-+1.tmp", "allegati-1.tmp"] {
            assert!(!is_temporary(not), "{not:?}");
        }
        assert!(is_aside(&aside(7)) && is_ours(&aside(7)) && !is_aside(".allegati-07.set"));
        assert!(is_ours(".ALLEGATI-journal") && !is_ours("allegati.pdf"));
    }
}
