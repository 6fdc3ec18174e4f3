//! `layout.toml` → [`Layout`].

use super::base::Layers;
use super::columns::columns;
use super::fields::{SettingsReader, SettingsSection, optional};
use super::font::check_font;
use super::inline;
use super::keys::{self, style_key};
use super::levels::levels;
use super::logo::logo;
use super::node::{TomlTable, nodes};
use super::sheets::sheets;
use super::signatures::signatures;
use super::{ColumnSetup, Layout, LevelSetup, LogoSetup, PageSetup, SignatureSetup, Templates};
use crate::annex::{
    Align, Family, Font, FontWeight, Fonts, Margins, Mm, Pt, Rgb, Style, StyleName, Styles, Width,
};
use crate::dataset::WorkbookSheet;
use crate::diag::Findings;
use crate::source::{FileId, SourceMap, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Reads and checks a layout. With any error there is none.
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
        fonts,
        styles,
        levels,
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
        fonts,
        styles,
        levels,
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

/// The values of a `layout.toml`; nothing where its lines cannot be read.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Findings) -> Option<TomlTable> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = Span::new(file, error.span().unwrap_or(0..0));
        SettingsReader { findings }.complain(place, toml_slip(error.message()), "È un file TOML: righe «chiave = valore», testi fra virgolette, gruppi fra parentesi quadre.");
    }
    errors.is_empty().then(|| nodes(table.get_ref(), file))
}

/// What the parser says, in Italian; its own words are English and change with its versions.
fn toml_slip(said: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if says(&["duplicate"]) {
        "La stessa chiave, o lo stesso gruppo, compare due volte."
    } else if says(&["string", "quote"]) {
        "Un testo non è chiuso, o non è fra virgolette diritte."
    } else if says(&["array", "table", "bracket", "`]`", "`}`"]) {
        "Una parentesi quadra o graffa non si apre o non si chiude dove dovrebbe."
    } else if says(&["key", "`=`", "equals"]) {
        "La riga non ha la forma «chiave = valore»."
    } else {
        "Il file del layout non è scritto bene."
    }
}

fn load_templates(
    files: BTreeMap<String, super::folder::TextFile>,
    settings: Option<&Settings>,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Templates> {
    let ids = files.into_iter().map(|(name, file)| (name, sources.add(file.name, file.text)));
    let ids: BTreeMap<_, _> = ids.collect();
    let inline = settings.map(|s| inline::all(&s.columns, &s.levels, s.logo.as_ref()));
    Templates::load(ids, &inline.unwrap_or_default(), sources, findings)
}

/// A [`Layout`] but for its texts.
struct Settings {
    place: Span,
    page: PageSetup,
    logo: Option<LogoSetup>,
    fonts: Fonts,
    styles: Styles,
    levels: Vec<LevelSetup>,
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
    let logo = logo(fields, root, files, page.as_ref());
    let fonts = fields.section(root, "caratteri").and_then(|s| fonts(fields, s, files));
    let levels = levels(fields, root);
    let columns = columns(fields, root);
    let rules = fields.section(root, "tabella");
    let styles = match (fields.section(root, "stili"), rules) {
        (Some(s), Some(rules)) => styles(fields, s, rules),
        _ => None,
    };
    let totals = rules.and_then(|s| fields.flag(s, "totali"));
    let grand_total =
        rules.and_then(|s| optional(s, "totale-generale", false, |key| fields.flag(s, key)));
    let row_head = rules.and_then(|s| row_head(fields, s, columns.as_deref()?));
    let signatures = signatures(fields, root);
    let sheets = sheets(fields, root);
    let identities = optional(root, "docx", false, |key| {
        let section = fields.section(root, key)?;
        fields.known(section, keys::DOCX);
        fields.flag(section, "controlli")
    });
    let settings = Settings {
        // Where a base describes the page, its author cannot mend it there.
        place: fields
            .section(root, "pagina")
            .map(SettingsSection::place)
            .filter(|place| place.file() == root.place().file())
            .unwrap_or(root.place()),
        page: page.filter(|_| described.is_some())?,
        logo: logo?,
        fonts: fonts?,
        styles: styles?,
        levels: levels?,
        columns: columns?,
        row_head: row_head?,
        totals: totals?,
        grand_total: grand_total?,
        signatures: signatures?,
        sheets: sheets?,
        identities: identities?,
    };
    let shown = totals_shown(fields, rules, &settings);
    (fits(fields, root, &settings) && shown).then_some(settings)
}

/// What the layout is for is told in a list of layouts, so it is one line.
fn description(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    key: &str,
) -> Option<()> {
    let text = fields.text(root, key)?;
    match text.value.contains('\n') {
        true => fields.wrong(key, text.span, "una riga sola"),
        false => Some(()),
    }
}

/// Totals stand in the columns that are summed.
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

fn page(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<PageSetup> {
    fields.known(section, keys::PAGE);
    let formats = [("A4", (210.0, 297.0)), ("A3", (297.0, 420.0)), ("A5", (148.0, 210.0))];
    let size = fields.choice(section, "formato", &formats);
    let landscape =
        fields.choice(section, "orientamento", &[("orizzontale", true), ("verticale", false)]);
    let margins = fields.section(section, "margini").and_then(|s| margins(fields, s));
    let ((short, long), landscape) = (size?, landscape?);
    let (width, height) = if landscape { (long, short) } else { (short, long) };
    Some(PageSetup { width: Mm(width), height: Mm(height), margins: margins? })
}

fn margins(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<Margins> {
    fields.known(section, keys::MARGINS);
    let mut side = |key| fields.number(section, key, 5.0..=100.0).map(Mm);
    let (top, right, bottom, left) =
        (side("alto"), side("destro"), side("basso"), side("sinistro"));
    Some(Margins { top: top?, right: right?, bottom: bottom?, left: left? })
}

fn fonts(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    files: &mut Layers,
) -> Option<Fonts> {
    fields.known(section, keys::FONTS);
    let main = family(fields, section, files);
    let fallback = optional(section, "riserva", None, |key| {
        let section = fields.section(section, key)?;
        fields.known(section, keys::FALLBACK);
        family(fields, section, files).map(Some)
    });
    Some(Fonts { main: main?, fallback: fallback? })
}

fn family(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    files: &mut Layers,
) -> Option<Family> {
    let name = fields.text(section, "nome");
    let office = fields.text(section, "nome-office");
    let regular = font(fields, section, "normale", files);
    let bold = font(fields, section, "grassetto", files);
    Some(Family { name: name?.value, office_name: office?.value, regular: regular?, bold: bold? })
}

fn font(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    key: &str,
    files: &mut Layers,
) -> Option<Font> {
    let path = fields.text(section, key)?;
    let usable = |data: Cow<'static, [u8]>| match check_font(&data) {
        Ok(()) => Ok(data),
        Err(cause) => Err(cause.to_owned()),
    };
    match files.font(&path).and_then(usable) {
        Ok(data) => Some(Font { data }),
        Err(cause) => {
            fields.complain(
                path.span,
                format!("Il carattere «{}» {cause}.", path.value),
                "Mettere il file del carattere (.ttf) nella cartella del layout e scriverne qui il percorso.",
            );
            None
        }
    }
}

/// `Some(None)` where the layout wants no column to name its row.
fn row_head(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    columns: &[ColumnSetup],
) -> Option<Option<usize>> {
    let name = fields.text(section, "colonna-titolo")?;
    if name.value == "nessuna" {
        return Some(None);
    }
    match columns.iter().position(|c| c.field.value == name.value) {
        Some(index) => Some(Some(index)),
        None => {
            fields.wrong("colonna-titolo", name.span, "il campo di una delle colonne, o «nessuna»")
        }
    }
}

fn styles(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    rules: SettingsSection<'_>,
) -> Option<Styles> {
    fields.known(rules, keys::TABLE);
    fields.known(section, keys::STYLES);
    let mut table: Vec<Option<Style>> = Vec::new();
    for key in StyleName::ALL.map(style_key) {
        table.push(match default_style(key, &table).filter(|_| !section.has(key)) {
            Some(default) => default,
            None => style(fields, section, key),
        });
    }
    let table: Option<Vec<Style>> = table.into_iter().collect();
    let hyphenate = fields.flag(rules, "sillabazione");
    let rule = fields.number(rules, "filetto", 0.0..=5.0);
    let rule_color = fields.color(rules, "colore-filetto");
    let padding_x = fields.number(rules, "margine-orizzontale", 0.0..=50.0);
    let padding_y = fields.number(rules, "margine-verticale", 0.0..=50.0);
    Some(Styles {
        table: table?.try_into().expect("one style was read for each name"),
        rule: Pt(rule?),
        rule_color: rule_color?,
        padding_x: Pt(padding_x?),
        padding_y: Pt(padding_y?),
        hyphenate: hyphenate?,
    })
}

/// How a signature is printed where the layout does not say.
const SIGNATURE: Style = Style {
    weight: FontWeight::Regular,
    size: Pt(10.0),
    leading: LEADING,
    color: Rgb(0, 0, 0),
    fill: None,
    align: Align::Center,
    space_before: Pt(18.0),
    space_after: Pt(0.0),
};

/// Distance of lines where the layout does not say, as a multiple of the size.
const LEADING: f32 = 1.22;

/// The style at `key` where the layout does not give it, `before` being those that come first
/// (each nothing if it is not sound); nothing for one that every layout must give.
fn default_style(key: &str, before: &[Option<Style>]) -> Option<Option<Style>> {
    if key == style_key(StyleName::Signature) {
        return Some(Some(SIGNATURE));
    }
    // Smaller than the heading above it, as far as that can be.
    let smaller = |style: Style| Style { size: Pt((style.size.0 - 1.0).max(4.0)), ..style };
    let heading = before.get(StyleName::Heading as usize).copied();
    (key == style_key(StyleName::Subheading)).then(|| heading.flatten().map(smaller))
}

fn style(fields: &mut SettingsReader<'_>, styles: SettingsSection<'_>, key: &str) -> Option<Style> {
    let section = fields.section(styles, key)?;
    fields.known(section, keys::STYLE);
    let size = fields.number(section, "corpo", 4.0..=72.0);
    let bold = optional(section, "grassetto", false, |k| fields.flag(section, k));
    let leading =
        optional(section, "interlinea", LEADING, |k| fields.number(section, k, 0.8..=3.0));
    let color = optional(section, "colore", Rgb(0, 0, 0), |k| fields.color(section, k));
    let fill = optional(section, "sfondo", None, |k| fields.color(section, k).map(Some));
    let align = optional(section, "allineamento", Align::Left, |k| fields.align(section, k));
    let before = optional(section, "prima", 0.0, |k| fields.number(section, k, 0.0..=100.0));
    let after = optional(section, "dopo", 0.0, |k| fields.number(section, k, 0.0..=100.0));
    Some(Style {
        weight: if bold? { FontWeight::Bold } else { FontWeight::Regular },
        size: Pt(size?),
        leading: leading?,
        color: color?,
        fill: fill?,
        align: align?,
        space_before: Pt(before?),
        space_after: Pt(after?),
    })
}

/// Whether margins and fixed columns leave room on the page.
fn fits(fields: &mut SettingsReader<'_>, root: SettingsSection<'_>, settings: &Settings) -> bool {
    let PageSetup { height, margins, .. } = settings.page;
    let text_width = settings.page.text_width().0;
    let text_height = height.0 - margins.top.0 - margins.bottom.0;
    let fixed = Width::fixed(settings.columns.iter().map(|column| column.width)).0;
    let shares = settings.columns.iter().any(|c| !matches!(c.width, Width::Fixed(_)));
    let padding = Mm::from(Pt(2.0 * settings.styles.padding_x.0)).0 + 2.0;
    let wanted = fixed + if shares { padding } else { 0.0 };
    if text_height < 30.0 || text_width < 30.0 {
        let sides = if text_width < 30.0 { ["destro", "sinistro"] } else { ["alto", "basso"] };
        let place = widest_margin(fields, root, sides).unwrap_or(settings.place);
        let message = "I margini non lasciano spazio al testo.";
        fields.complain(place, message, "Ridurre i margini in [pagina].");
        return false;
    }
    if wanted > text_width {
        let mut widths = settings.columns.iter().filter(|c| matches!(c.width, Width::Fixed(_)));
        let place = widths.next().map_or(settings.place, |column| column.field.span);
        let message = format!(
            "Le colonne con misura fissa occupano {fixed} mm, ma il foglio ne ha {text_width}."
        );
        fields.complain(
            place,
            message,
            "Ridurre le larghezze, o scriverle come quote (senza «mm»).",
        );
        return false;
    }
    true
}

/// Where the wider of two margins is given.
fn widest_margin(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
    sides: [&str; 2],
) -> Option<Span> {
    let page = fields.section(root, "pagina")?;
    let margins = fields.section(page, "margini")?;
    let mut side = |key| Some((fields.number(margins, key, 0.0..=1000.0)?, key));
    let (one, two) = (side(sides[0])?, side(sides[1])?);
    let key = if one.0 >= two.0 { one.1 } else { two.1 };
    fields.value(margins, key).map(|value| value.place)
}
