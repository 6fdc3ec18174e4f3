//! `layout.toml` → [`Layout`].

use super::base::Layers;
use super::fields::{Fields, Section};
use super::font::check_font;
use super::node::{Table, Value, nodes};
use super::sheets::sheets;
use super::signatures::signatures;
use super::{ColumnSetup, Layout, LevelSetup, PageSetup, Place, SignatureSetup, Templates};
use crate::annex::{
    Align, Family, Font, Fonts, Margins, Mm, Pt, Rgb, Sheet, Style, StyleName, Styles, Weight,
    Width,
};
use crate::diag::Findings;
use crate::source::{FileId, SourceMap, Span, Spanned};
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// The most columns a table may have.
const MOST_COLUMNS: usize = 100;

/// Reads and checks a layout. With any error there is none.
pub(super) fn layout(
    mut files: Layers,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Layout> {
    let (own, _) = files.settings[0];
    let table = files.merged(findings);
    let root = table.as_ref().map(|table| Section::new(table, Span::new(own, 0..0)));
    let settings = root.and_then(|root| settings(&mut Fields { findings }, root, &mut files));
    let columns = settings.as_ref().map_or(&[][..], |s| &s.columns);
    let templates = load_templates(files.templates, columns, sources, findings);
    let (settings, templates) = (settings?, templates?);
    let Settings {
        place,
        page,
        fonts,
        styles,
        levels,
        columns,
        row_head,
        totals,
        signatures,
        sheets,
        identities,
    } = settings;
    Some(Layout {
        place,
        page,
        fonts,
        styles,
        levels,
        columns,
        row_head,
        totals,
        signatures,
        sheets,
        identities,
        templates,
        files: super::sorted(files.files),
    })
}

/// The values of a `layout.toml`; nothing where its lines cannot be read.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Findings) -> Option<Table> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = Span::new(file, error.span().unwrap_or(0..0));
        Fields { findings }.complain(place, toml_slip(error.message()), "È un file TOML: righe «chiave = valore», testi fra virgolette, gruppi fra parentesi quadre.");
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
    columns: &[ColumnSetup],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Templates> {
    let ids = files.into_iter().map(|(name, file)| (name, sources.add(file.name, file.text)));
    let ids: BTreeMap<_, _> = ids.collect();
    Templates::load(ids, columns, sources, findings)
}

/// A [`Layout`] but for its texts.
struct Settings {
    place: Span,
    page: PageSetup,
    fonts: Fonts,
    styles: Styles,
    levels: Vec<LevelSetup>,
    columns: Vec<ColumnSetup>,
    row_head: Option<usize>,
    totals: bool,
    signatures: Vec<SignatureSetup>,
    sheets: Vec<Sheet>,
    identities: bool,
}

fn settings(fields: &mut Fields<'_>, root: Section<'_>, files: &mut Layers) -> Option<Settings> {
    fields.known(
        root,
        &["pagina", "caratteri", "livelli", "colonne", "tabella", "stili", "firma", "xlsx", "docx"],
    );
    let page = fields.section(root, "pagina").and_then(|s| page(fields, s));
    let fonts = fields.section(root, "caratteri").and_then(|s| fonts(fields, s, files));
    let levels = levels(fields, root);
    let columns = columns(fields, root);
    let rules = fields.section(root, "tabella");
    let styles = match (fields.section(root, "stili"), rules) {
        (Some(s), Some(rules)) => styles(fields, s, rules),
        _ => None,
    };
    let totals = rules.and_then(|s| fields.flag(s, "totali"));
    let row_head = rules.and_then(|s| row_head(fields, s, columns.as_deref()?));
    let signatures = signatures(fields, root);
    let sheets = sheets(fields, root);
    let identities = optional(root, "docx", false, |key| {
        let section = fields.section(root, key)?;
        fields.known(section, &["controlli"]);
        fields.flag(section, "controlli")
    });
    let settings = Settings {
        place: fields.section(root, "pagina").map_or(root.place(), Section::place),
        page: page?,
        fonts: fonts?,
        styles: styles?,
        levels: levels?,
        columns: columns?,
        row_head: row_head?,
        totals: totals?,
        signatures: signatures?,
        sheets: sheets?,
        identities: identities?,
    };
    let shown = totals_shown(fields, rules, &settings);
    (fits(fields, root, &settings) && shown).then_some(settings)
}

/// Totals stand in the column of the weights.
fn totals_shown(fields: &mut Fields<'_>, rules: Option<Section<'_>>, settings: &Settings) -> bool {
    let shown = !settings.totals || settings.columns.iter().any(|c| c.field.value == "peso");
    if let (false, Some(rules)) = (shown, rules) {
        let place = fields.value(rules, "totali").map_or(rules.place(), |value| value.place);
        fields.complain(
            place,
            "I totali non hanno una colonna: nessuna mostra il campo «peso».",
            "Aggiungere una colonna con campo = \"peso\", oppure scrivere totali = false.",
        );
    }
    shown
}

fn page(fields: &mut Fields<'_>, section: Section<'_>) -> Option<PageSetup> {
    fields.known(section, &["formato", "orientamento", "margini"]);
    let formats = [("A4", (210.0, 297.0)), ("A3", (297.0, 420.0)), ("A5", (148.0, 210.0))];
    let size = fields.choice(section, "formato", &formats);
    let landscape =
        fields.choice(section, "orientamento", &[("orizzontale", true), ("verticale", false)]);
    let margins = fields.section(section, "margini").and_then(|s| margins(fields, s));
    let ((short, long), landscape) = (size?, landscape?);
    let (width, height) = if landscape { (long, short) } else { (short, long) };
    Some(PageSetup { width: Mm(width), height: Mm(height), margins: margins? })
}

fn margins(fields: &mut Fields<'_>, section: Section<'_>) -> Option<Margins> {
    fields.known(section, &["alto", "destro", "basso", "sinistro"]);
    let mut side = |key| fields.number(section, key, 5.0..=100.0).map(Mm);
    let (top, right, bottom, left) =
        (side("alto"), side("destro"), side("basso"), side("sinistro"));
    Some(Margins { top: top?, right: right?, bottom: bottom?, left: left? })
}

fn fonts(fields: &mut Fields<'_>, section: Section<'_>, files: &mut Layers) -> Option<Fonts> {
    fields.known(section, &[FAMILY.as_slice(), &["riserva"]].concat());
    let main = family(fields, section, files);
    let fallback = optional(section, "riserva", None, |key| {
        let section = fields.section(section, key)?;
        fields.known(section, &FAMILY);
        family(fields, section, files).map(Some)
    });
    Some(Fonts { main: main?, fallback: fallback? })
}

const FAMILY: [&str; 4] = ["nome", "nome-office", "normale", "grassetto"];

fn family(fields: &mut Fields<'_>, section: Section<'_>, files: &mut Layers) -> Option<Family> {
    let name = fields.text(section, "nome");
    let office = fields.text(section, "nome-office");
    let regular = font(fields, section, "normale", files);
    let bold = font(fields, section, "grassetto", files);
    Some(Family { name: name?.value, office_name: office?.value, regular: regular?, bold: bold? })
}

fn font(
    fields: &mut Fields<'_>,
    section: Section<'_>,
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

fn levels(fields: &mut Fields<'_>, root: Section<'_>) -> Option<Vec<LevelSetup>> {
    let mut levels: Vec<LevelSetup> = Vec::new();
    let mut sound = true;
    for section in fields.sections(root, "livelli") {
        fields.known(section, &["campo", "posto"]);
        let field = fields.text(section, "campo");
        let places = [("titolo", Place::Heading), ("fascia", Place::Band)];
        let place = fields.choice(section, "posto", &places);
        let (Some(field), Some(place)) = (field, place) else {
            sound = false;
            continue;
        };
        sound &= level_fits(fields, section, &levels, &field.value, place);
        levels.push(LevelSetup { field, place });
    }
    sound.then_some(levels)
}

fn level_fits(
    fields: &mut Fields<'_>,
    section: Section<'_>,
    outer: &[LevelSetup],
    field: &str,
    place: Place,
) -> bool {
    let twice = outer.iter().any(|l| l.field.value == field);
    if twice {
        fields.complain(
            section.place(),
            "Lo stesso livello è indicato due volte.",
            "Lasciarlo una volta sola.",
        );
    }
    let upside_down = place == Place::Heading && outer.iter().any(|l| l.place == Place::Band);
    if upside_down {
        fields.complain(
            section.place(),
            "Un titolo non può stare dentro una fascia.",
            "Mettere prima i livelli con posto = \"titolo\", poi quelli con posto = \"fascia\".",
        );
    }
    !twice && !upside_down
}

fn columns(fields: &mut Fields<'_>, root: Section<'_>) -> Option<Vec<ColumnSetup>> {
    let sections = fields.sections(root, "colonne");
    if sections.is_empty() || sections.len() > MOST_COLUMNS {
        let message =
            format!("Le colonne sono {}: devono essere da 1 a {MOST_COLUMNS}.", sections.len());
        fields.complain(
            root.place(),
            message,
            "Ogni colonna è un gruppo [[colonne]] con campo, intestazione e larghezza.",
        );
        return None;
    }
    let columns: Vec<_> = sections.into_iter().map(|s| column(fields, s)).collect();
    columns.into_iter().collect()
}

fn column(fields: &mut Fields<'_>, section: Section<'_>) -> Option<ColumnSetup> {
    fields
        .known(section, &["campo", "intestazione", "larghezza", "allineamento", "sopra", "unisci"]);
    let field = fields.text(section, "campo");
    let heading = head_text(fields, section, "intestazione");
    let group = optional(section, "sopra", None, |key| head_text(fields, section, key).map(Some));
    let merge = optional(section, "unisci", false, |key| fields.flag(section, key));
    let width = width(fields, section);
    let align = if section.has("allineamento") {
        fields.align(section, "allineamento")
    } else {
        Some(Align::Left)
    };
    Some(ColumnSetup {
        field: field?,
        heading: heading?,
        width: width?,
        align: align?,
        group: group?,
        merge: merge?,
    })
}

/// Words above columns, which may not be blank.
fn head_text(fields: &mut Fields<'_>, section: Section<'_>, key: &str) -> Option<Spanned<String>> {
    let text = fields.text(section, key)?;
    match text.value.trim().is_empty() {
        true => fields.wrong(key, text.span, HEADING),
        false => Some(text),
    }
}

const HEADING: &str = "il nome della colonna: chi ascolta la tabella lo sente prima di ogni cella";

/// A share (`20`), a length (`"30 mm"`) or `"auto"`.
fn width(fields: &mut Fields<'_>, section: Section<'_>) -> Option<Width> {
    let value = fields.value(section, "larghezza")?;
    let sane = |n: &f32| (0.1..=1000.0).contains(n);
    let width = match &value.value {
        Value::Text(text) if text == "auto" => Some(Width::Auto),
        Value::Text(text) => millimetres(text).filter(sane).map(|n| Width::Fixed(Mm(n))),
        Value::Number(number) => Some(*number).filter(sane).map(Width::Share),
        _ => None,
    };
    width.or_else(|| {
        fields.wrong("larghezza", value.place, "una quota (20), una misura (\"30 mm\") o \"auto\"")
    })
}

fn millimetres(text: &str) -> Option<f32> {
    text.strip_suffix("mm")?.trim().replace(',', ".").parse().ok()
}

/// `Some(None)` where the layout wants no column to name its row.
fn row_head(
    fields: &mut Fields<'_>,
    section: Section<'_>,
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

fn styles(fields: &mut Fields<'_>, section: Section<'_>, rules: Section<'_>) -> Option<Styles> {
    fields.known(
        rules,
        &[
            "colonna-titolo",
            "totali",
            "sillabazione",
            "filetto",
            "colore-filetto",
            "margine-orizzontale",
            "margine-verticale",
        ],
    );
    fields.known(section, &StyleName::ALL.map(style_key));
    let table: Vec<_> =
        StyleName::ALL.iter().map(|&name| style(fields, section, style_key(name))).collect();
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

/// What a layout calls a style.
fn style_key(name: StyleName) -> &'static str {
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
    }
}

/// How a signature is printed where the layout does not say.
const SIGNATURE: Style = Style {
    weight: Weight::Regular,
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

fn style(fields: &mut Fields<'_>, styles: Section<'_>, key: &str) -> Option<Style> {
    // Layouts older than the printed signatures have no style for them.
    if key == style_key(StyleName::Signature) && !styles.has(key) {
        return Some(SIGNATURE);
    }
    let section = fields.section(styles, key)?;
    fields.known(
        section,
        &["corpo", "grassetto", "interlinea", "colore", "sfondo", "allineamento", "prima", "dopo"],
    );
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
        weight: if bold? { Weight::Bold } else { Weight::Regular },
        size: Pt(size?),
        leading: leading?,
        color: color?,
        fill: fill?,
        align: align?,
        space_before: Pt(before?),
        space_after: Pt(after?),
    })
}

/// The value of `key` by `read`, or `default` where the layout does not give it.
fn optional<T>(
    section: Section<'_>,
    key: &str,
    default: T,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    if section.has(key) { read(key) } else { Some(default) }
}

/// Whether margins and fixed columns leave room on the page.
fn fits(fields: &mut Fields<'_>, root: Section<'_>, settings: &Settings) -> bool {
    let PageSetup { width, height, margins } = settings.page;
    let text_width = width.0 - margins.left.0 - margins.right.0;
    let text_height = height.0 - margins.top.0 - margins.bottom.0;
    let fixed: f32 = settings
        .columns
        .iter()
        .map(|c| match c.width {
            Width::Fixed(Mm(n)) => n,
            Width::Share(_) | Width::Auto => 0.0,
        })
        .sum();
    let shares = settings.columns.iter().any(|c| !matches!(c.width, Width::Fixed(_)));
    let padding = Mm::from(Pt(2.0 * settings.styles.padding_x.0)).0 + 2.0;
    let wanted = fixed + if shares { padding } else { 0.0 };
    if text_height < 30.0 || text_width < 30.0 {
        fields.complain(
            root.place(),
            "I margini non lasciano spazio al testo.",
            "Ridurre i margini in [pagina].",
        );
        return false;
    }
    if wanted > text_width {
        let message = format!(
            "Le colonne con misura fissa occupano {fixed} mm, ma il foglio ne ha {text_width}."
        );
        fields.complain(
            root.place(),
            message,
            "Ridurre le larghezze, o scriverle come quote (senza «mm»).",
        );
        return false;
    }
    true
}
