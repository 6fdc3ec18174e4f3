//! `[[blocchi]]`: what stands under the headings of a level, or once in the document, besides or
//! instead of the table.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::keys;
use super::{ColumnSetup, Layout, LevelPlace, LevelSetup};
use crate::source::{Span, Spanned};

/// Block of a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockSetup {
    /// Place in `layout.toml`.
    pub place: Span,
    /// Level under whose headings it stands (index into the levels); `None` if it stands once,
    /// in the document.
    pub level: Option<usize>,
    /// Content of the block.
    pub content: BlockContent,
}

/// Content of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockContent {
    /// Paragraphs: a template.
    Text(Spanned<String>),
    /// Labels with their values.
    Facts(FactRows),
    /// Table of the objectives with these columns of the layout.
    Table(Vec<usize>),
    /// Sheet for each objective.
    Sheets(SheetSetup),
    /// Groups of the plan, in the list of the document's own blocks.
    Groups,
}

/// Labels with their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRows {
    /// Templates of the label and of the value of each.
    pub rows: Vec<(Spanned<String>, Spanned<String>)>,
    /// Number of labels side by side.
    pub abreast: usize,
}

/// Sheet of an objective: the heads of columns at the left, its values beside them, then the table
/// of its indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSetup {
    /// Template of its heading, if it has one.
    pub title: Option<Spanned<String>>,
    /// Columns of the layout that it shows, in this order.
    pub columns: Vec<usize>,
    /// New page for each after the first of a heading; only sheets with a title have it.
    pub page_break: bool,
}

impl Layout {
    /// Iterates over the columns that some table or sheet shows.
    pub fn shown_columns(&self) -> impl Iterator<Item = &ColumnSetup> {
        let chosen = |at: usize| self.blocks.iter().any(|block| block.content.shows_column(at));
        let has_whole_table = self.has_whole_table();
        let all = self.columns.iter().enumerate();
        all.filter(move |(at, _)| has_whole_table || chosen(*at)).map(|(_, column)| column)
    }

    /// Iterates over the levels whose names are written: bands stand in tables alone.
    pub fn shown_levels(&self) -> impl Iterator<Item = &LevelSetup> {
        let has_tables =
            self.has_whole_table() || self.blocks.iter().any(|block| block.content.is_table());
        self.levels.iter().filter(move |level| has_tables || level.place == LevelPlace::Heading)
    }

    /// Returns the index of the block whose tables print the texts of bands, so that each stands
    /// once although several tables show its group: the first table of the innermost headings, or
    /// else the first of all. `None` if the table with all columns prints them.
    pub fn block_of_band_texts(&self) -> Option<usize> {
        if self.has_whole_table() {
            return None;
        }
        let innermost = self.innermost_heading();
        let tables = self.blocks.iter().enumerate().filter(|(_, block)| block.content.is_table());
        let of_innermost = tables.clone().find(|(_, block)| block.level == innermost);
        of_innermost.or(tables.clone().next()).map(|(at, _)| at)
    }

    /// Returns the columns of each table under the headings of `level`, in order; `None` is the whole
    /// document.
    pub fn table_columns(&self, level: Option<usize>) -> Vec<Vec<usize>> {
        if level == self.innermost_heading() && self.has_whole_table() {
            return vec![(0..self.columns.len()).collect()];
        }
        let own = self.blocks.iter().filter(|block| block.level == level);
        let columns = own.filter_map(|block| match &block.content {
            BlockContent::Table(columns) => Some(columns.clone()),
            _ => None,
        });
        columns.collect()
    }

    /// Returns the indexes of the columns that some table or sheet shows under the headings of `level`
    /// or inside them.
    pub fn columns_below(&self, level: Option<usize>) -> Vec<usize> {
        let below = || self.blocks.iter().filter(|block| block.level >= level);
        let chosen = |at: &usize| below().any(|block| block.content.shows_column(*at));
        let all = 0..self.columns.len();
        if self.has_whole_table() { all.collect() } else { all.filter(chosen).collect() }
    }

    /// Returns the index of the innermost level that has headings.
    pub fn innermost_heading(&self) -> Option<usize> {
        self.levels.iter().rposition(|level| level.place == LevelPlace::Heading)
    }

    /// Returns `true` if no block takes the place of the table with all columns.
    fn has_whole_table(&self) -> bool {
        let innermost = self.innermost_heading();
        let mut own = self.blocks.iter().filter(|block| block.level == innermost);
        !own.any(|block| block.content.shows_objectives())
    }
}

impl BlockContent {
    /// Returns `true` for tables of objectives and sheets, which take the place of the table with all columns.
    pub fn shows_objectives(&self) -> bool {
        matches!(self, BlockContent::Table(_) | BlockContent::Sheets(_))
    }

    /// Returns `true` for tables of objectives.
    pub fn is_table(&self) -> bool {
        matches!(self, BlockContent::Table(_))
    }

    fn shows_column(&self, at: usize) -> bool {
        match self {
            BlockContent::Table(columns) => columns.contains(&at),
            BlockContent::Sheets(sheet) => sheet.columns.contains(&at),
            BlockContent::Text(_) | BlockContent::Facts(_) | BlockContent::Groups => false,
        }
    }
}

/// Kind of a block.
#[derive(Clone, Copy)]
enum BlockKind {
    Text,
    Facts,
    Table,
    Sheets,
    Groups,
}

const KINDS: [(&str, BlockKind); 5] = [
    ("testo", BlockKind::Text),
    ("dati", BlockKind::Facts),
    ("tabella", BlockKind::Table),
    ("schede", BlockKind::Sheets),
    ("gruppi", BlockKind::Groups),
];

/// Most labels side by side.
const MOST_ABREAST: f32 = 3.0;

/// Reads the blocks; `None` after a finding.
pub(super) fn read_blocks(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    levels: &[LevelSetup],
    columns: &[ColumnSetup],
) -> Option<Vec<BlockSetup>> {
    let sections = fields.sections(root, "blocchi");
    // Blocks after a wrong one are read all the same, so that one run shows every error.
    let blocks: Vec<_> =
        sections.into_iter().map(|section| block(fields, section, levels, columns)).collect();
    let blocks: Vec<_> = blocks.into_iter().collect::<Option<_>>()?;
    has_all_groups(fields, &blocks).then_some(blocks)
}

fn block(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    levels: &[LevelSetup],
    columns: &[ColumnSetup],
) -> Option<BlockSetup> {
    fields.known(section, keys::BLOCK);
    let level = optional(section, "livello", None, |key| level(fields, section, key, levels));
    let kind = fields.choice(section, "tipo", &KINDS)?;
    let has_own_keys = has_own_keys(fields, section, kind);
    let content = match kind {
        BlockKind::Text => fields.text(section, "testo").map(BlockContent::Text),
        BlockKind::Facts => facts(fields, section).map(BlockContent::Facts),
        BlockKind::Table => chosen(fields, section, columns).map(BlockContent::Table),
        BlockKind::Sheets => sheets(fields, section, columns).map(BlockContent::Sheets),
        BlockKind::Groups => Some(BlockContent::Groups),
    };
    let block = BlockSetup { place: section.place(), level: level?, content: content? };
    has_own_keys.then_some(block)
}

/// Checks that a block has no key of another kind of block.
fn has_own_keys(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    kind: BlockKind,
) -> bool {
    let own: &[&str] = match kind {
        BlockKind::Text => &["tipo", "livello", "testo"],
        BlockKind::Facts => &["tipo", "livello", "righe", "affiancate"],
        BlockKind::Table => &["tipo", "livello", "colonne"],
        BlockKind::Sheets => &["tipo", "livello", "colonne", "titolo", "salto-pagina"],
        BlockKind::Groups => &["tipo"],
    };
    let is_foreign = |name: &str| keys::BLOCK.keys.contains(&name) && !own.contains(&name);
    let foreign = section.names().into_iter().filter(|name| is_foreign(&name.value));
    let foreign: Vec<_> = foreign.collect();
    for name in &foreign {
        let message = format!("La chiave «{}» non serve a un blocco di questo tipo.", name.value);
        fields.complain(name.span, message, format!("Qui si possono usare: {}.", own.join(", ")));
    }
    foreign.is_empty()
}

/// Reads the level whose headings a block stands under.
fn level(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
    levels: &[LevelSetup],
) -> Option<Option<usize>> {
    let name = fields.text(section, key)?;
    let of_headings = |level: &LevelSetup| level.place == LevelPlace::Heading;
    let found = levels.iter().position(|l| of_headings(l) && l.field.value == name.value);
    if found.is_some() {
        return Some(found);
    }
    let names = levels.iter().filter(|level| of_headings(level));
    let names: Vec<_> = names.map(|level| format!("«{}»", level.field.value)).collect();
    let want = match names.as_slice() {
        [] => "un livello con posto = \"titolo\", che questo layout non ha".to_owned(),
        names => format!("un livello con posto = \"titolo\": {}", names.join(" o ")),
    };
    fields.wrong(key, name.span, &want)
}

/// Reads the columns that a block shows; all if it names none.
fn chosen(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    columns: &[ColumnSetup],
) -> Option<Vec<usize>> {
    if !section.has("colonne") {
        return Some((0..columns.len()).collect());
    }
    let place = fields.value(section, "colonne")?.place;
    let mut found = Vec::new();
    let names = fields.texts(section, "colonne")?;
    if let Some(again) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
        let message = format!("Il blocco nomina due volte la colonna «{}».", again.1);
        fields.complain(place, message, "Lasciarla una volta sola.");
        return None;
    }
    for name in names {
        let all = columns.iter().enumerate().filter(|(_, column)| column.field.value == name);
        let before = found.len();
        found.extend(all.map(|(at, _)| at));
        if found.len() == before {
            let message = format!(
                "Il blocco mostra «{name}», ma il layout non ha una colonna di quel campo."
            );
            fields.complain(place, message, format!("Aggiungere al layout una colonna con campo = \"{name}\"; qui si sceglie fra quelle."));
            return None;
        }
    }
    if found.is_empty() {
        return fields.wrong("colonne", place, "almeno il campo di una colonna");
    }
    Some(found)
}

fn sheets(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    columns: &[ColumnSetup],
) -> Option<SheetSetup> {
    let title = optional(section, "titolo", None, |key| fields.text(section, key).map(Some));
    let columns = chosen(fields, section, columns);
    let page_break = optional(section, "salto-pagina", false, |key| fields.flag(section, key));
    let (title, page_break) = (title?, page_break?);
    if page_break && title.is_none() {
        return fields.wrong(
            "titolo",
            section.place(),
            "un titolo, con cui comincia la pagina nuova",
        );
    }
    Some(SheetSetup { title, columns: columns?, page_break })
}

fn facts(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<FactRows> {
    let abreast = optional(section, "affiancate", 1.0, |key| abreast(fields, section, key));
    let sections = fields.sections(section, "righe");
    if sections.is_empty() {
        let want =
            "almeno una riga: { etichetta = \"Responsabile\", testo = \"{{responsabile}}\" }";
        return fields.wrong("righe", section.place(), want);
    }
    let row = |section: SettingsSection<'_>| {
        fields.known(section, keys::FACT_ROW);
        let label = fields.text(section, "etichetta");
        let text = fields.text(section, "testo");
        label.zip(text)
    };
    let rows: Vec<_> = sections.into_iter().map(row).collect();
    let rows = rows.into_iter().collect::<Option<_>>()?;
    // The number is a whole one from 1 to 3.
    Some(FactRows { rows, abreast: abreast? as usize })
}

/// Reads how many labels stand side by side.
fn abreast(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
) -> Option<f32> {
    let number = fields.number(section, key, 1.0..=MOST_ABREAST)?;
    if number.fract() == 0.0 {
        return Some(number);
    }
    let place = fields.value(section, key)?.place;
    fields.wrong(key, place, "1, 2 o 3")
}

/// Checks that the document prints its groups once, if its blocks say where.
fn has_all_groups(fields: &mut SettingsReader<'_>, blocks: &[BlockSetup]) -> bool {
    let mut groups = blocks.iter().filter(|block| block.content == BlockContent::Groups);
    let (_, second) = (groups.next(), groups.next());
    if let Some(second) = second {
        fields.complain(
            second.place,
            "I gruppi del piano si stampano una volta sola.",
            "Togliere questo blocco.",
        );
    }
    second.is_none()
}
