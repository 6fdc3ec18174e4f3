//! The texts that a layout writes around the plan, and what each may name.

/// The texts that a layout writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The document's title.
    Title,
    /// «Allegato … alla deliberazione …», above the title.
    Caption,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// The heading of an area.
    Area,
    /// The band of a period.
    Period,
    /// The heading above a table on the pages on which it goes on.
    Continued,
    /// What a table holds, for those who do not see it.
    TableCaption,
    /// The cell of an objective that a service works on.
    Service,
    /// The cell of a cross-cutting objective.
    CrossCutting,
    /// The label of a total.
    Total,
    /// Paragraphs before all tables.
    Start,
    /// Paragraphs before each table.
    Before,
    /// Paragraphs after each table.
    After,
    /// Paragraphs after all tables.
    End,
    /// The files' name, without extension.
    FileName,
}

impl Slot {
    /// All of them.
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

    /// The template's file name without `.hbs`.
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

    /// What it may name beside the plan.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Slot::Title | Slot::Caption | Slot::Start | Slot::End => &[],
            Slot::Total => &["nome"],
            Slot::Before | Slot::After => &["nome", "responsabile"],
            Slot::Header | Slot::Footer => &["pagina", "pagine"],
            Slot::Area => &["nome", "responsabile"],
            Slot::Period => &["etichetta", "anni"],
            Slot::Continued | Slot::TableCaption => &["nome"],
            Slot::Service => &["servizio"],
            Slot::CrossCutting => &["titolo"],
            Slot::FileName => &["file"],
        }
    }

    /// Whether it is written of a group, so that it may name what all objectives of the
    /// group say in a field: `campo.missione`.
    pub(super) fn of_group(self) -> bool {
        matches!(self, Slot::Before | Slot::After | Slot::Area | Slot::Period)
    }
}
