//! Check of font files: technically and by licence fit for embedding in a document.

use ttf_parser::{Face, Permissions, Tag};

/// Checks that `data` is a font that the annexes can be set in.
///
/// # Errors
/// Reason in a few words of Italian that follow «Il carattere …».
pub(super) fn check_font(data: &[u8]) -> Result<(), &'static str> {
    let unreadable = "non è un file di carattere .ttf leggibile";
    let face = Face::parse(data, 0).map_err(|_| unreadable)?;
    let names = |tag: &[u8; 4]| {
        let tag = Tag::from_bytes(tag);
        face.raw_face().table_records.into_iter().any(|record| record.tag == tag)
    };
    // Outlines of OpenType/CFF would need a CIDFontType0 in the PDF (ISO 32000-1, 9.7.4); only
    // CIDFontType2 is written.
    if !names(b"glyf") {
        return Err("non ha contorni TrueType: serve un file .ttf, non .otf");
    }
    let tables = face.tables();
    // A table that is listed but cannot be parsed: usually the file was cut short by a copy.
    if tables.glyf.is_none() || tables.hmtx.is_none() || tables.cmap.is_none() {
        return Err("è rovinato: ne manca una parte");
    }
    // A variable font would be embedded with its default weight only, and bold would look regular.
    if face.is_variable() {
        return Err("è un carattere variabile: serve un file .ttf per ogni spessore");
    }
    // OpenType, «OS/2», fsType: what the font's maker allows.
    let Some(permissions) = face.permissions() else {
        return Err("non dice se può essere incorporato in un documento");
    };
    let forbidden = permissions == Permissions::Restricted
        || !face.is_subsetting_allowed()
        || !face.is_outline_embedding_allowed();
    if forbidden {
        return Err("non può essere incorporato in un documento: il suo autore lo vieta");
    }
    Ok(())
}
