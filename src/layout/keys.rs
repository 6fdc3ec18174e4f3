//! Keys of `layout.toml`, group by group: the reader and the check of `layouts/README.md`
//! share this list.

use crate::annex::StyleName;

/// Group of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyGroup {
    /// Name as `layout.toml` writes it, such as `[pagina]`; empty for the file as a whole,
    /// and `[stili.cella]` for every style.
    pub name: &'static str,
    /// Keys of every layout.
    pub keys: &'static [&'static str],
    /// Keys that describe a difference from the base: merging consumes them, and a layout
    /// without a base does not know them.
    pub over: &'static [&'static str],
}

/// Declares the groups and their list.
macro_rules! groups {
    ($($group:ident $name:literal $keys:expr, $over:expr;)*) => {
        $(pub(super) const $group: KeyGroup = KeyGroup { name: $name, keys: &$keys, over: &$over };)*

        /// Every group.
        pub const GROUPS: &[KeyGroup] = &[$($group),*];
    };
}

groups! {
    ROOT "" [
        "descrizione", "pagina", "logo", "affiancati", "caratteri", "livelli", "blocchi", "colonne", "tabella", "stili", "firma",
        "xlsx", "docx",
    ], ["base"];
    PAGE "[pagina]" ["formato", "orientamento", "margini", "ente", "testata-prima"], [];
    MARGINS "margini" ["alto", "destro", "basso", "sinistro"], [];
    FONTS "[caratteri]" ["nome", "nome-office", "normale", "grassetto", "riserva"], [];
    FALLBACK "[caratteri.riserva]" ["nome", "nome-office", "normale", "grassetto"], [];
    LOGO "[logo]" ["file", "testo", "altezza", "allineamento"], [];
    MASTHEAD "[[affiancati]]" ["parti", "larghezza"], [];
    LEVEL "[[livelli]]" ["campo", "posto", "testo", "totale", "salto-pagina"], [];
    BLOCK "[[blocchi]]" ["tipo", "livello", "testo", "righe", "affiancate", "colonne", "titolo", "salto-pagina"], [];
    FACT_ROW "righe" ["etichetta", "testo"], [];
    COLUMN "[[colonne]]" [
        "campo", "intestazione", "larghezza", "allineamento", "sopra", "unisci", "per-anno", "unisci-anni",
        "somma", "solo", "verticale", "sfondo", "rotazione",
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

/// Returns the name of a style in `layout.toml`.
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
        StyleName::Entity => "ente",
    }
}

const fn style_keys() -> [&'static str; StyleName::ALL.len()] {
    let mut keys = [""; StyleName::ALL.len()];
    // Neither iterators nor `for` work in constants.
    let mut at = 0;
    while at < keys.len() {
        keys[at] = style_key(StyleName::ALL[at]);
        at += 1;
    }
    keys
}
