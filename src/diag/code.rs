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
}

impl Code {
    /// The code of that name.
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}
