//! Whether a font file can be embedded in a document, and may be.

use rustybuzz::ttf_parser::{Face, Permissions, RawFace, Tag};

/// Whether `data` is a font that the annexes can be set in.
///
/// # Errors
/// Why it is not, in a few words of Italian that follow «Il carattere …».
pub(super) fn check_font(data: &[u8]) -> Result<(), &'static str> {
    let unreadable = "non è un file di carattere .ttf leggibile";
    let face = Face::parse(data, 0).map_err(|_| unreadable)?;
    if RawFace::parse(data, 0).is_ok_and(|raw| raw.table(Tag::from_bytes(b"glyf")).is_none()) {
        return Err("non ha contorni TrueType: serve un file .ttf, non .otf");
    }
    if face.is_variable() {
        return Err("è un carattere variabile: serve un file .ttf per ogni spessore");
    }
    // OpenType, «OS/2», fsType: what the font's maker allows.
    let forbidden = matches!(face.permissions(), Some(Permissions::Restricted))
        || !face.is_subsetting_allowed()
        || !face.is_outline_embedding_allowed();
    if forbidden {
        return Err("non può essere incorporato in un documento: il suo autore lo vieta");
    }
    Ok(())
}
