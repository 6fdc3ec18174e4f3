//! The keys of `layout.toml`, group by group: those that are read, and those that
//! `layouts/README.md` explains.

use crate::annex::StyleName;

/// A group of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyGroup {
    /// Its name as `layout.toml` writes it, such as `[pagina]`; empty for the file as a whole,
    /// and `[stili.cella]` for every style.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [&'static str],
    /// Those that say how a layout differs from the one it builds on; gone once it is laid
    /// over that, and unknown where there is none.
    pub over: &'static [&'static str],
}

/// Declares the groups and the list of them.
macro_rules! groups {
    ($($group:ident $name:literal $keys:expr, $over:expr;)*) => {
        $(pub(super) const $group: KeyGroup = KeyGroup { name: $name, keys: &$keys, over: &$over };)*

        /// Every group.
        pub const GROUPS: &[KeyGroup] = &[$($group),*];
    };
}

groups! {
    ROOT "" [
        "descrizione", "pagina", "logo", "caratteri", "livelli", "colonne", "tabella", "stili", "firma",
        "xlsx", "docx",
    ], ["base"];
    PAGE "[pagina]" ["formato", "orientamento", "margini"], [];
    MARGINS "margini" ["alto", "destro", "basso", "sinistro"], [];
    FONTS "[caratteri]" ["nome", "nome-office", "normale", "grassetto", "riserva"], [];
    FALLBACK "[caratteri.riserva]" ["nome", "nome-office", "normale", "grassetto"], [];
    LOGO "[logo]" ["file", "testo", "altezza", "allineamento"], [];
    LEVEL "[[livelli]]" ["campo", "posto", "testo", "totale"], [];
    COLUMN "[[colonne]]" [
        "campo", "intestazione", "larghezza", "allineamento", "sopra", "unisci", "per-anno",
        "somma", "solo",
    ], ["dopo", "nascondi"];
    TABLE "[tabella]" [
        "colonna-titolo", "totali", "totale-generale", "sillabazione", "filetto", "colore-filetto",
        "margine-orizzontale", "margine-verticale",
    ], ["colonne-di-base"];
    STYLES "[stili]" style_keys(), [];
    STYLE "[stili.cella]" [
        "corpo", "grassetto", "interlinea", "colore", "sfondo", "allineamento", "prima", "dopo",
    ], [];
    SIGNATURE "[[firma]]" ["nome", "qualifica", "posto"], [];
    XLSX "[xlsx]" ["fogli"], [];
    DOCX "[docx]" ["controlli"], [];
}

/// What a layout calls a style.
pub(super) const fn style_key(name: StyleName) -> &'static str {
    match name {
        StyleName::Title => "titolo",
        StyleName::Heading => "area",
        StyleName::Paragraph => "paragrafo",
        StyleName::Caption => "didascalia",
        StyleName::Head => "intestazione",
        StyleName::Band => "fascia",
        StyleName::Cell => "cella",
        StyleName::Total => "totale",
        StyleName::Header => "testata",
        StyleName::Footer => "piede",
        StyleName::Signature => "firma",
        StyleName::Subheading => "sottotitolo",
    }
}

const fn style_keys() -> [&'static str; StyleName::ALL.len()] {
    let mut keys = [""; StyleName::ALL.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = style_key(StyleName::ALL[at]);
        at += 1;
    }
    keys
}
