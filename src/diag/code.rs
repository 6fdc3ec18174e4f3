//! One code for each kind of finding, with its weight and its long explanation.

use super::Severity;

/// Declares the codes: variant, kebab-case name, severity, explanation.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $text:literal)*) => {
        /// A kind of finding. The order is that of the declaration and decides between
        /// findings at the same place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $text] $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// Its name as users type it, in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How much a finding of this kind weighs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What it means, why it matters and what to do, at length, in Italian.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }
        }
    };
}

codes! {
    Unreadable "file-illeggibile" Error
        "Il file non si può leggere: non esiste, è una cartella, oppure mancano i permessi.\n\nRimedio: controllare il nome e la cartella, e che il file si apra con un altro programma."
    Layout "layout-non-valido" Error
        "Il file layout.toml ha una chiave sconosciuta, un valore che non va bene o una chiave che manca.\n\nIl layout dice come è fatta la pagina: formato, margini, caratteri, colonne. Senza un layout giusto gli allegati non si possono comporre.\n\nRimedio: correggere la riga indicata. Il layout del programma (layouts/piano-obiettivi/layout.toml) ha un esempio di ogni chiave."
    Template "modello-non-valido" Error
        "Un modello di testo del layout (un file .hbs) non è scritto bene, usa un nome che non esiste o richiama altri modelli in cerchio.\n\nI modelli sono i testi attorno al piano: titolo, testata, piede, nome delle aree e dei periodi. I nomi fra doppie graffe, per esempio {{piano.titolo}}, prendono il loro valore dal piano.\n\nRimedio: correggere la riga indicata; il messaggio elenca i nomi che lì si possono usare."
    Column "colonna-sconosciuta" Error
        "Una colonna del layout mostra un campo che nessun obiettivo del piano ha.\n\nI campi sono: area, periodo, codice, servizio, tipologia, descrizione, risultato, indicatore, peso, responsabile, e quelli che il piano mette sotto «altro».\n\nRimedio: correggere il nome in «campo», oppure togliere la colonna."
    FileName "nome-file-non-valido" Error
        "Il nome che il layout dà ai file (modello file.hbs) non può essere il nome di un file: è vuoto, troppo lungo, contiene barre o altri segni vietati, oppure è riservato dal sistema.\n\nRimedio: correggere il modello file.hbs; «{{file}}» è il nome del piano senza estensione."
    Glyph "carattere-senza-segno" Error
        "Il testo contiene un carattere che il tipo di carattere del layout non sa disegnare: nel PDF al suo posto si vedrebbe un riquadro vuoto.\n\nRimedio: sostituire il carattere nel piano, oppure scegliere nel layout un tipo di carattere che lo comprende."
    TooLong "testo-troppo-lungo" Error
        "Un testo supera quello che un formato può contenere: una cella di Excel arriva a 32.767 caratteri. Il testo non viene mai tagliato, quindi l'allegato non si scrive.\n\nRimedio: accorciare il testo o dividerlo in più obiettivi, oppure non chiedere quel formato (--formati)."
    NoRoom "spazio-insufficiente" Error
        "Il foglio non ha spazio per quello che deve contenere: margini troppo grandi, colonne troppo strette o intestazioni più alte della pagina.\n\nRimedio: ridurre nel layout i margini, il corpo dei caratteri o il numero delle colonne, oppure scegliere un formato più grande."
    Internal "difetto-del-programma" Error
        "Il programma non è riuscito a comporre un allegato che avrebbe dovuto saper comporre. Non è colpa del piano.\n\nRimedio: segnalare il caso a chi cura il programma, con il piano e il layout usati; nel frattempo si possono scrivere gli altri formati (--formati)."
}

impl Code {
    /// The code of that name.
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}
