//! Values of a whole `layout.toml`, checked against each other.

use super::blocks::read_blocks;
use super::columns::columns;
use super::fields::{Setting, SettingsReader, SettingsSection, optional};
use super::files::TextFile;
use super::fonts::fonts;
use super::layers::Layers;
use super::levels::levels;
use super::logo::logo;
use super::masthead::masthead;
use super::page::{fits, page, page_place};
use super::sheets::sheets;
use super::signatures::signatures;
use super::styles::styles;
use super::{
    BlockSetup, ColumnSetup, Layout, LevelSetup, LogoSetup, MastheadSetup, PageSetup,
    SignatureSetup, Templates, inline, keys,
};
use crate::annex::{Fonts, Styles};
use crate::dataset::WorkbookSheet;
use crate::diag::Findings;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

/// Reads and checks a layout; `None` after an error.
pub(super) fn layout(
    mut files: Layers,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Layout> {
    let (own, _) = files.settings[0];
    let table = files.merged(findings);
    let root = table.as_ref().map(|table| SettingsSection::new(table, Span::new(own, 0..0)));
    let settings =
        root.and_then(|root| settings(&mut SettingsReader { findings }, root, &mut files));
    let templates = load_templates(files.templates, settings.as_ref(), sources, findings);
    let (settings, templates) = (settings?, templates?);
    let Settings {
        place,
        page,
        logo,
        masthead,
        fonts,
        styles,
        levels,
        blocks,
        columns,
        row_head,
        totals,
        grand_total,
        signatures,
        sheets,
        identities,
    } = settings;
    Some(Layout {
        place,
        page,
        logo,
        masthead,
        fonts,
        styles,
        levels,
        blocks,
        columns,
        row_head,
        totals,
        grand_total,
        signatures,
        sheets,
        identities,
        templates,
        files: super::sorted(files.files),
    })
}

fn load_templates(
    files: BTreeMap<String, TextFile>,
    settings: Option<&Settings>,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Templates> {
    let ids = files.into_iter().map(|(name, file)| (name, sources.add(file.name, file.text)));
    let ids: BTreeMap<_, _> = ids.collect();
    // With errors in the settings the files are still checked: their findings do not depend on
    // them.
    let inline = settings.map(|s| inline::all(&s.columns, &s.levels, &s.blocks, s.logo.as_ref()));
    Templates::load(ids, &inline.unwrap_or_default(), sources, findings)
}

/// Values of a [`Layout`] that `layout.toml` gives.
struct Settings {
    place: Span,
    page: PageSetup,
    logo: Option<LogoSetup>,
    masthead: Vec<MastheadSetup>,
    fonts: Fonts,
    styles: Styles,
    levels: Vec<LevelSetup>,
    blocks: Vec<BlockSetup>,
    columns: Vec<ColumnSetup>,
    row_head: Option<usize>,
    totals: bool,
    grand_total: bool,
    signatures: Vec<SignatureSetup>,
    sheets: Vec<WorkbookSheet>,
    identities: bool,
}

fn settings(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    files: &mut Layers,
) -> Option<Settings> {
    fields.known(root, keys::ROOT);
    let described = optional(root, "descrizione", (), |key| description(fields, root, key));
    let page = fields.section(root, "pagina").and_then(|s| page(fields, s));
    let masthead = masthead(fields, root);
    let abreast = masthead.as_deref().unwrap_or_default();
    let logo = logo(fields, root, files, page.as_ref(), abreast);
    let fonts = fields.section(root, "caratteri").and_then(|s| fonts(fields, s, files));
    let levels = levels(fields, root);
    let columns = columns(fields, root);
    let blocks = levels.as_ref().zip(columns.as_ref());
    let blocks = blocks.and_then(|(levels, columns)| read_blocks(fields, root, levels, columns));
    let rules = fields.section(root, "tabella");
    let styles = match (fields.section(root, "stili"), rules) {
        (Some(s), Some(rules)) => styles(fields, s, rules),
        _ => None,
    };
    let totals = rules.and_then(|s| fields.flag(s, "totali"));
    let grand_total =
        rules.and_then(|s| optional(s, "totale-generale", false, |key| fields.flag(s, key)));
    let row_head = match (rules, &columns) {
        (Some(rules), Some(columns)) => row_head(fields, rules, columns),
        _ => Setting::Bad,
    };
    let signatures = signatures(fields, root);
    let sheets = sheets(fields, root);
    let identities = optional(root, "docx", false, |key| {
        let section = fields.section(root, key)?;
        fields.known(section, keys::DOCX);
        fields.flag(section, "controlli")
    });
    let place = page_place(fields, root);
    // Everything has been read by now: one run shows all errors of the file.
    if logo.is_bad() || row_head.is_bad() {
        return None;
    }
    let settings = Settings {
        place,
        page: page.filter(|_| described.is_some())?,
        logo: logo.given(),
        masthead: masthead?,
        fonts: fonts?,
        styles: styles?,
        levels: levels?,
        blocks: blocks?,
        columns: columns?,
        row_head: row_head.given(),
        totals: totals?,
        grand_total: grand_total?,
        signatures: signatures?,
        sheets: sheets?,
        identities: identities?,
    };
    let shown = totals_shown(fields, rules, &settings);
    let fitting = fits(fields, root, &settings.page, &settings.styles, &settings.columns);
    (fitting && shown).then_some(settings)
}

/// Checks the description, which lists of layouts show on one line.
fn description(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    key: &str,
) -> Option<()> {
    let text = fields.text(root, key)?;
    if text.value.contains('\n') {
        return fields.wrong(key, text.span, "una riga sola");
    }
    Some(())
}

/// Checks that totals have a column that they stand in.
fn totals_shown(
    fields: &mut SettingsReader<'_>,
    rules: Option<SettingsSection<'_>>,
    settings: &Settings,
) -> bool {
    let by_level = settings.levels.iter().find(|level| level.total);
    let asked = settings.totals || settings.grand_total || by_level.is_some();
    let shown = !asked || settings.columns.iter().any(|column| column.sum);
    if !shown {
        let key = if settings.totals { "totali" } else { "totale-generale" };
        let rule = rules.filter(|rules| rules.has(key)).and_then(|rules| fields.value(rules, key));
        let level = by_level.map(|level| level.field.span);
        let place = rule.map(|value| value.place).or(level).unwrap_or(settings.place);
        fields.complain(
            place,
            "I totali non hanno una colonna: nessuna si somma.",
            "Aggiungere una colonna con campo = \"peso\", o scrivere somma = true in un'altra; oppure togliere i totali.",
        );
    }
    shown
}

/// Reads the column whose cells name their row; absent if the layout wants none.
fn row_head(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    columns: &[ColumnSetup],
) -> Setting<usize> {
    let Some(name) = fields.text(section, "colonna-titolo") else { return Setting::Bad };
    // The key is obligatory although it may be «nessuna»: row headings decide how a screen reader
    // announces every cell, so that the author must choose.
    if name.value == "nessuna" {
        return Setting::Absent;
    }
    match columns.iter().position(|c| c.field.value == name.value) {
        Some(index) => Setting::Given(index),
        None => {
            let want = "il campo di una delle colonne, o «nessuna»";
            fields.wrong::<()>("colonna-titolo", name.span, want);
            Setting::Bad
        }
    }
}
