//! Texts that a layout writes around the plan, and the names that each may use.

use crate::model::Key;

/// Text that a layout writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Title of the document.
    Title,
    /// «Allegato … alla deliberazione …», above the title.
    Caption,
    /// Running header.
    Header,
    /// Running footer.
    Footer,
    /// Heading of an area.
    Area,
    /// Band of a period.
    Period,
    /// Heading above a table on each page on which it continues.
    Continued,
    /// Summary of a table for readers who do not see it.
    TableCaption,
    /// Cell of an objective that a service works on.
    Service,
    /// Cell of a cross-cutting objective.
    CrossCutting,
    /// Label of a total.
    Total,
    /// Paragraphs before all tables.
    Start,
    /// Paragraphs before each table.
    Before,
    /// Paragraphs after each table.
    After,
    /// Paragraphs after all tables.
    End,
    /// Name of the files, without extension.
    FileName,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Slot; 16] = [
        Slot::Title,
        Slot::Caption,
        Slot::Header,
        Slot::Footer,
        Slot::Area,
        Slot::Period,
        Slot::Continued,
        Slot::TableCaption,
        Slot::Service,
        Slot::CrossCutting,
        Slot::Total,
        Slot::Start,
        Slot::Before,
        Slot::After,
        Slot::End,
        Slot::FileName,
    ];

    /// Returns the template's file name without `.hbs`.
    pub fn name(self) -> &'static str {
        match self {
            Slot::Title => "titolo",
            Slot::Caption => "didascalia",
            Slot::Header => "testata",
            Slot::Footer => "piede",
            Slot::Area => "area",
            Slot::Period => "periodo",
            Slot::Continued => "segue",
            Slot::TableCaption => "tabella",
            Slot::Service => "servizio",
            Slot::CrossCutting => "trasversale",
            Slot::Total => "totale",
            Slot::Start => "inizio",
            Slot::Before => "prima",
            Slot::After => "dopo",
            Slot::End => "fine",
            Slot::FileName => "file",
        }
    }

    /// Returns the names that the text may use besides those of the plan.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Slot::Title | Slot::Caption | Slot::Start | Slot::End => &[],
            Slot::Header | Slot::Footer => &["pagina", "pagine"],
            Slot::Before | Slot::After | Slot::Area => {
                const { &[Key::Name.name(), Key::Manager.name()] }
            }
            Slot::Period => const { &[Key::Label.name(), Key::Years.name()] },
            Slot::Continued => const { &[Key::Name.name(), "livelli"] },
            Slot::Total | Slot::TableCaption => const { &[Key::Name.name()] },
            Slot::Service => const { &[Key::Service.name()] },
            Slot::CrossCutting => const { &[Key::Title.name()] },
            Slot::FileName => &["file"],
        }
    }

    /// Returns `true` if the text stands between tables, so that it may hold small tables of its own.
    pub fn holds_tables(self) -> bool {
        matches!(self, Slot::Caption | Slot::Start | Slot::Before | Slot::After | Slot::End)
    }

    /// Returns `true` if the text is about a group, so that it may use the value that all
    /// objectives of the group have in a field: `campo.missione`.
    pub(super) fn of_group(self) -> bool {
        matches!(self, Slot::Before | Slot::After | Slot::Area | Slot::Period)
    }
}
