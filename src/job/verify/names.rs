//! Names of files that came back, where they say something else than the files.

use crate::diag::suspects;
use crate::italian::quotation::quote_name;
use crate::manifest::AnnexFormat;
use crate::verify::{Reason, Verdict};

/// Endings that envelopes put behind a name.
const ENVELOPES: [&str; 4] = ["p7m", "tsd", "tsr", "m7m"];

/// Returns the reasons against the name of a file that came back, which is one of that format.
pub(super) fn name_reasons(name: &str, format: AnnexFormat) -> Vec<Reason> {
    let mut texts = Vec::new();
    let hidden: Vec<String> =
        suspects(name).iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    if !hidden.is_empty() {
        texts.push(format!(
            "il nome ha caratteri che non si vedono ({}): si legge in un altro modo",
            hidden.join(", ")
        ));
    }
    if let Some(other) = stated_format(name).filter(|stated| *stated != format) {
        texts.push(format!(
            "si chiama {}, come un file {}, ma è un {}",
            quote_name(name),
            other.extension().to_uppercase(),
            format.extension().to_uppercase()
        ));
    }
    let look = |text: String| Reason::new(Verdict::Look, text);
    texts.into_iter().map(look).collect()
}

/// Returns the format that a name ends with, the endings of envelopes left out.
fn stated_format(name: &str) -> Option<AnnexFormat> {
    let mut rest = name;
    while let Some((stem, ending)) = rest.rsplit_once('.') {
        let ending = ending.to_ascii_lowercase();
        if !ENVELOPES.contains(&ending.as_str()) {
            return AnnexFormat::of_extension(&ending);
        }
        rest = stem;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_the_files_are() {
        let texts = |name: &str| -> Vec<String> {
            name_reasons(name, AnnexFormat::Pdf).into_iter().map(|reason| reason.text).collect()
        };
        for right in
            ["piano.pdf", "PIANO.PDF.p7m", "piano.pdf.p7m.tsd", "piano", "piano(1)", "p.bin"]
        {
            assert_eq!(texts(right), [""; 0], "{right}");
        }
        assert_eq!(
            texts("piano.docx.p7m"),
            ["si chiama «piano.docx.p7m», come un file DOCX, ma è un PDF"]
        );
        assert_eq!(
            texts("piano\u{202E}exe.pdf"),
            ["il nome ha caratteri che non si vedono (U+202E): si legge in un altro modo"]
        );
    }
}
