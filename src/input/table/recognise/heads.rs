//! Which column of a table holds which field: by the layout's own headings, by the plan's
//! keys, by the words that offices use, and before all by what the user says.

use super::super::{Cell, CellKind, Row};
use crate::fold::fold_words;
use crate::input::Words;

/// A heading of the layout, or one that the user names, and the field below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The field, under the plan's own key or a name of the author's.
    pub field: String,
    /// The words above the column.
    pub words: String,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The row's number, which the program counts itself.
    Number,
    Area,
    Manager,
    Period,
    Years,
    Code,
    Service,
    CrossCutting,
    Kind,
    Description,
    Result,
    Indicator,
    Weight,
    /// A further field under that name.
    Extra(String),
}

impl Target {
    /// The field of that key; any other name is a further field's.
    pub fn of_key(key: &str) -> Self {
        let known = KEYS.iter().find(|(name, _)| *name == key);
        known.map_or_else(|| Target::Extra(key.to_owned()), |(_, target)| target.clone())
    }

    /// Its key in the plan.
    pub fn key(&self) -> &str {
        match self {
            Target::Extra(name) => name,
            own => KEYS.iter().find(|(_, target)| target == own).map_or("", |(name, _)| name),
        }
    }
}

const KEYS: [(&str, Target); 13] = [
    ("n", Target::Number),
    ("area", Target::Area),
    ("responsabile", Target::Manager),
    ("periodo", Target::Period),
    ("anni", Target::Years),
    ("codice", Target::Code),
    ("servizio", Target::Service),
    ("trasversale", Target::CrossCutting),
    ("tipologia", Target::Kind),
    ("descrizione", Target::Description),
    ("risultato", Target::Result),
    ("indicatore", Target::Indicator),
    ("peso", Target::Weight),
];

/// A column of a table whose head has been recognised.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// The columns of the grid that its head covers, from 0.
    pub places: std::ops::Range<u32>,
    /// What it holds.
    pub target: Target,
    /// Its head.
    pub heading: Words,
    /// Whether the user has said what it holds.
    pub is_mapped: bool,
}

/// What is known of headings in one run.
pub(super) struct Lexicon {
    /// What the user says, then what the layout says: folded words and the field.
    mapped: Vec<(String, Target)>,
    layout: Vec<(String, Target)>,
}

impl Lexicon {
    pub fn new(layout: &[Heading], map: &[Heading]) -> Self {
        let folded = |headings: &[Heading]| {
            let one = |h: &Heading| (squeezed(&h.words), Target::of_key(&h.field));
            headings.iter().map(one).collect()
        };
        Lexicon { mapped: folded(map), layout: folded(layout) }
    }

    /// What the column below `heading` holds, and whether the user has said so.
    fn meaning(&self, heading: &str) -> Option<(Target, bool)> {
        let squeezed = squeezed(heading);
        let of = |list: &[(String, Target)]| {
            list.iter().find(|(words, _)| *words == squeezed).map(|(_, target)| target.clone())
        };
        let mapped = of(&self.mapped).map(|target| (target, true));
        let known = || {
            let own =
                || KEYS.iter().find(|(key, _)| *key == heading.trim()).map(|(_, t)| t.clone());
            of(&self.layout).or_else(own).or_else(|| synonym(&fold_words(heading)))
        };
        mapped.or_else(|| known().map(|target| (target, false)))
    }

    /// Whether a row is a head: at least two cells, and half of all, name different fields, one
    /// of which is a text of the objective; and no cell is a number.
    pub fn is_head(&self, row: &Row) -> bool {
        let filled: Vec<&Cell> =
            row.cells.iter().filter(|c| !c.text.value.trim().is_empty()).collect();
        if filled.len() < 2 || filled.iter().any(|cell| is_number(cell)) {
            return false;
        }
        let mut targets: Vec<Target> = Vec::new();
        for cell in &filled {
            if let Some((target, _)) = self.meaning(&cell.text.value)
                && !targets.contains(&target)
            {
                targets.push(target);
            }
        }
        let texts = [Target::Description, Target::Result, Target::Indicator];
        targets.len() >= 2
            && targets.len() * 2 >= filled.len()
            && targets.iter().any(|target| texts.contains(target))
    }

    /// The columns below the head that begins with `head`; `below` are the rows under it, of
    /// which those belong to the head that its tallest cell covers.
    pub fn columns(&self, head: &Row, below: &[Row], is_ours: bool) -> Vec<Column> {
        let height = head.cells.iter().map(|cell| cell.row_span).max().unwrap_or(1);
        let last = head.index.saturating_add(height);
        let parts: Vec<&Cell> = below
            .iter()
            .take_while(|row| row.index < last)
            .flat_map(|row| &row.cells)
            .filter(|cell| !cell.text.value.trim().is_empty())
            .collect();
        let mut columns = Vec::new();
        for cell in head.cells.iter().filter(|cell| !cell.text.value.trim().is_empty()) {
            let covered = cell.column..cell.column.saturating_add(cell.col_span);
            let own: Vec<_> = parts.iter().filter(|part| covered.contains(&part.column)).collect();
            if own.is_empty() {
                columns.push(self.column(covered, cell.text.clone(), is_ours));
            }
            for part in own {
                let words = format!("{} {}", cell.text.value, part.text.value);
                let places = part.column..part.column.saturating_add(part.col_span);
                columns.push(self.column(places, Words::new(words, part.text.span), is_ours));
            }
        }
        self.give_way(&mut columns);
        columns.sort_by_key(|column| column.places.start);
        columns
    }

    fn column(&self, places: std::ops::Range<u32>, heading: Words, is_ours: bool) -> Column {
        if is_ours {
            let target = match further(&heading.value) {
                name if name == heading.value => Target::of_key(name),
                name => Target::Extra(name.to_owned()),
            };
            return Column { places, target, heading, is_mapped: false };
        }
        let (target, is_mapped) = self.meaning(&heading.value).unwrap_or_else(|| {
            let name = heading.value.split_whitespace().collect::<Vec<_>>().join(" ");
            (Target::Extra(name), false)
        });
        Column { places, target, heading, is_mapped }
    }

    /// A column that only seems to hold what the user says another one holds becomes a
    /// further field.
    fn give_way(&self, columns: &mut [Column]) {
        let mapped: Vec<Target> =
            columns.iter().filter(|c| c.is_mapped).map(|c| c.target.clone()).collect();
        for column in columns.iter_mut().filter(|c| !c.is_mapped && mapped.contains(&c.target)) {
            let words = column.heading.value.split_whitespace().collect::<Vec<_>>();
            column.target = Target::Extra(words.join(" "));
        }
    }
}

/// The name of a further field in our own sheet «Dati», where «altro.» tells it from a key.
fn further(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = name.strip_prefix("altro.") {
        name = rest;
    }
    name
}

/// Folded words without blanks: «mantenimen to» and «mantenimento» agree.
pub(super) fn squeezed(heading: &str) -> String {
    fold_words(heading).replace(' ', "")
}

/// Whether a cell shows a number, a percentage included.
pub(super) fn is_number(cell: &Cell) -> bool {
    let text = cell.text.value.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    matches!(cell.kind, CellKind::Number | CellKind::BareNumber | CellKind::Date)
        || (digits > 0 && text.chars().all(|c| c.is_ascii_digit() || ",.% ".contains(c)))
}

/// What a heading means in the words that offices use.
fn synonym(heading: &str) -> Option<Target> {
    /// A heading of more words is rather a sentence.
    const MOST_WORDS: usize = 14;
    let words: Vec<&str> = heading.split(' ').filter(|word| !word.is_empty()).collect();
    let first = *words.first()?;
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let few = |most: usize| words.len() <= most;
    if !few(MOST_WORDS) {
        return None;
    }
    let found = if has(&["peso", "pesi", "pesatura", "ponderazione"]) {
        Target::Weight
    } else if ["tipologia", "tipologie", "tipo"].contains(&first) {
        Target::Kind
    } else if has(&["indicatore", "indicatori"]) {
        Target::Indicator
    } else if has(&["risultato", "risultati"]) {
        Target::Result
    } else if has(&["trasversale", "trasversali"]) && few(4) {
        Target::CrossCutting
    } else if ["codice", "cod"].contains(&first) && few(4) {
        Target::Code
    } else if (has(&["descrizione"]) && few(5)) || (has(&["obiettivo", "obiettivi"]) && few(4)) {
        Target::Description
    } else if ["responsabile", "responsabili", "dirigente"].contains(&first) && few(4) {
        Target::Manager
    } else if ["periodo", "periodi", "anno", "annualita", "esercizio", "semestre"].contains(&first)
        && few(3)
    {
        Target::Period
    } else if ["area", "aree", "settore", "settori", "direzione", "dipartimento"].contains(&first)
        && few(3)
    {
        Target::Area
    } else if ["servizio", "servizi", "ufficio", "uffici", "struttura"].contains(&first) && few(4)
        || heading == "unita organizzativa"
    {
        Target::Service
    } else if ["n", "nr", "num", "numero", "n ord", "progr", "progressivo"].contains(&heading) {
        Target::Number
    } else {
        return None;
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_mean_what_offices_mean() {
        for (heading, target) in [
            ("PESO %", Target::Weight),
            ("Peso dell'obiettivo per l'area (valori in percentuale)", Target::Weight),
            ("Obiettivo", Target::Description),
            ("DESCRIZIONE OBIETTIVO", Target::Description),
            ("Tipologia obiettivo", Target::Kind),
            ("Indicatori", Target::Indicator),
            ("INDICATORE DI RISULTATO", Target::Indicator),
            ("Risultati attesi", Target::Result),
            ("Servizio\norganizzativo", Target::Service),
            ("Settore", Target::Area),
            ("Anno", Target::Period),
            ("N.", Target::Number),
            ("Cod. obiettivo", Target::Code),
        ] {
            assert_eq!(synonym(&fold_words(heading)), Some(target), "{heading}");
        }
        for heading in ["Note", "Target 2024", "Missione", "", "Stakeholder"] {
            assert_eq!(synonym(&fold_words(heading)), None, "{heading}");
        }
    }

    #[test]
    fn what_the_user_says_goes_before_what_a_heading_seems_to_mean() {
        let map = [Heading { field: "peso".into(), words: "Punti 2024".into() }];
        let layout =
            [Heading { field: "tipologia".into(), words: "TIPO S sviluppo M mantenimento".into() }];
        let lexicon = Lexicon::new(&layout, &map);
        assert_eq!(lexicon.meaning("PUNTI  2024"), Some((Target::Weight, true)));
        let damaged = "Tipo S sviluppo M mantenimen to";
        assert_eq!(lexicon.meaning(damaged), Some((Target::Kind, false)));
        assert_eq!(lexicon.meaning("Note"), None);
    }
}
