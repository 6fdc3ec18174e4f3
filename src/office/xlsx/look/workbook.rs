//! Workbooks as they are displayed: sheets, names, settings.

use super::WorkbookLook;
use super::chart::{ChartCache, read_chart};
use super::drawing::{Covered, read_comments, read_drawing, read_table, read_vml};
use super::element::SheetElements;
use super::fact::{CellArea, LookFact, LookKind};
use super::irregular::irregular;
use super::sheet::{CellValue, LookShared, SheetLook, read_sheet};
use super::style::StyleTable;
use super::text::read_strings;
use super::tree::XmlTree;
use crate::digest::Digest;
use crate::office::formats::NumberFormats;
use crate::office::package::{Package, PackageError};
use crate::office::properties::SHOWN;
use crate::office::xlsx::reference::cell_range;
use crate::office::xlsx::signs::is_relative;
use crate::office::xlsx::styles::read_styles;
use crate::office::xlsx::{Relationship, relationships, resolved, workbook_part};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Relationships of a part by their identifiers.
type Relationships = BTreeMap<String, Relationship>;

/// Reads a workbook as it is displayed; hidden sheets are left out.
///
/// # Errors
/// [`PackageError`] if the workbook is damaged or too large.
pub(crate) fn read_look(package: &mut Package<'_>) -> Result<Option<WorkbookLook>, PackageError> {
    let Some(part) = workbook_part(package)? else { return Ok(None) };
    let book = XmlTree::root(package.part(&part)?)?;
    let relations = relationships(package, &part)?;
    let shared = read_shared(package, &book, &relations)?;
    let mut look = WorkbookLook::default();
    let mut caches = Vec::new();
    for sheet in book.child("sheets").into_iter().flat_map(|sheets| sheets.all("sheet")) {
        let name = sheet.attribute("name").unwrap_or_default();
        let is_hidden = sheet.attribute("state").is_some_and(|state| state != "visible");
        let Some(found) = sheet.attribute("id").and_then(|id| relations.get(id)) else {
            return Err(PackageError::Damaged);
        };
        if found.kind != "worksheet" {
            look.facts.push(LookFact::new(LookKind::OtherSheet, name));
        } else if !is_hidden {
            let (sheet, more) = sheet_look(package, &found.target, name, &shared)?;
            look.sheets.push(sheet);
            caches.extend(more.into_iter().map(|cache| (look.sheets.len() - 1, cache)));
        }
    }
    look.base_size = shared.styles.base_size;
    look.facts.extend(settings(&book));
    look.facts.extend(shared.styles.palette.symbol_fonts().map(|name| {
        LookFact::new(LookKind::Extra, format!("il tema ha il carattere di simboli «{name}»"))
    }));
    if !shared.styles.palette.is_readable() {
        let words = "il tema ha un colore del testo che non si legge, e con quello sono scritti grafici e disegni";
        look.facts.push(LookFact::new(LookKind::Object, words));
    }
    look.facts.extend(titles(package)?);
    let strangers = shared.styles.strangers.iter();
    look.facts.extend(strangers.map(|name| LookFact::new(LookKind::Foreign, name.as_str())));
    let others =
        caches.iter().filter_map(|(sheet, cache)| Some((*sheet, other_value(cache, &look)?)));
    for (sheet, fact) in others.collect::<Vec<_>>() {
        look.sheets[sheet].facts.push(fact);
    }
    for facts in look.sheets.iter_mut().map(|sheet| &mut sheet.facts).chain([&mut look.facts]) {
        *facts = joined(std::mem::take(facts));
    }
    Ok(Some(look))
}

fn read_shared(
    package: &mut Package<'_>,
    book: &XmlTree,
    relations: &Relationships,
) -> Result<LookShared, PackageError> {
    let target = |kind: &str| relations.values().find(|r| r.kind == kind).map(|r| &r.target);
    let strings = target("sharedStrings").filter(|part| package.has(part));
    let strings = strings.map(|part| read_strings(package.part(part)?)).transpose()?;
    let theme = target("theme").filter(|part| package.has(part));
    let theme = theme.map(|part| XmlTree::root(package.part(part)?)).transpose()?;
    let styles = target("styles").filter(|part| package.has(part));
    let (tree, formats) = match styles {
        Some(part) => {
            let tree = XmlTree::root(package.part(part)?)?;
            (tree, read_styles(package.part(part)?)?.formats)
        }
        None => (XmlTree::default(), NumberFormats::default()),
    };
    let styles = StyleTable::new(&tree, theme.as_ref(), formats);
    let is_1904 = book.child("workbookPr").and_then(|p| p.truth("date1904")) == Some(true);
    Ok(LookShared { strings: strings.unwrap_or_default(), styles, is_1904 })
}

/// Reads a sheet and the parts that it leads to.
fn sheet_look(
    package: &mut Package<'_>,
    part: &str,
    name: &str,
    shared: &LookShared,
) -> Result<(SheetLook, Vec<ChartCache>), PackageError> {
    let mut elements = SheetElements::default();
    let mut look = read_sheet(package.part(part)?, name, shared, &mut elements)?;
    look.facts.extend(elements.pages());
    let relations = relations_of(package, part)?;
    for (id, cells) in &elements.links {
        let address = relations.get(id).and_then(|r| r.address.as_deref()).unwrap_or_default();
        look.facts.push(LookFact::new(LookKind::Link, address).at(cells));
    }
    let (mut covered, mut caches) = (Vec::new(), Vec::new());
    for (id, relation) in relations.iter().filter(|(_, relation)| relation.address.is_none()) {
        // Programs show drawings and tables only where an element of the sheet leads to them.
        let is_shown =
            !matches!(relation.kind.as_str(), "drawing" | "table") || elements.parts.contains(id);
        if !package.has(&relation.target) || !is_shown {
            continue;
        }
        let tree = |package: &mut Package<'_>| XmlTree::root(package.part(&relation.target)?);
        match relation.kind.as_str() {
            "drawing" => {
                let drawing = tree(package)?;
                let charts =
                    drawing_parts(package, &relation.target, &mut caches, &mut look.facts)?;
                covered.extend(read_drawing(&drawing, &charts, &mut look.facts));
            }
            "table" => look.facts.extend(read_table(&tree(package)?, &shared.styles.of_tables)),
            "comments" | "threadedComment" => look.facts.extend(read_comments(&tree(package)?)),
            "vmlDrawing" => look.facts.extend(match tree(package) {
                Ok(drawing) => read_vml(&drawing),
                Err(_) => vec![LookFact::new(LookKind::Object, "un disegno che non si legge")],
            }),
            _ => {}
        }
    }
    number_objects(&mut look.facts);
    look.facts.extend(covered_cells(&look, &covered));
    Ok((look, caches))
}

/// Numbers objects that are described alike, so that a second one is a fact of its own.
fn number_objects(facts: &mut [LookFact]) {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for fact in facts.iter_mut().filter(|fact| fact.kind == LookKind::Object) {
        let count = counts.entry(fact.text.clone()).or_default();
        *count += 1;
        fact.detail.push_str(&format!(" {count}"));
    }
}

/// Reads the charts and pictures of a drawing, and returns the identifiers of the charts that show
/// something.
fn drawing_parts(
    package: &mut Package<'_>,
    drawing: &str,
    caches: &mut Vec<ChartCache>,
    facts: &mut Vec<LookFact>,
) -> Result<BTreeSet<String>, PackageError> {
    let mut charts = BTreeSet::new();
    for (id, relation) in &relations_of(package, drawing)? {
        let is_here = relation.address.is_none() && package.has(&relation.target);
        match relation.kind.as_str() {
            "chart" if is_here => {
                let chart = XmlTree::root(package.part(&relation.target)?)?;
                let plot = chart.child("chart").and_then(|chart| chart.child("plotArea"));
                let has_series =
                    plot.is_some_and(|plot| plot.below().iter().any(|e| e.name == "ser"));
                charts.extend(has_series.then(|| id.clone()));
                caches.extend(read_chart(&chart, facts));
            }
            "image" if is_here => {
                let mut bytes = Vec::new();
                package.part(&relation.target)?.read_to_end(&mut bytes)?;
                let fact = LookFact::new(LookKind::Object, "il contenuto di un'immagine");
                facts.push(fact.with(Digest::of(&bytes).hex()));
            }
            "hyperlink" => {
                let address = relation.address.as_deref().unwrap_or(&relation.target);
                facts.push(LookFact::new(LookKind::Link, address));
            }
            "chart" | "image" => {
                facts.push(LookFact::new(
                    LookKind::Object,
                    "un grafico o un'immagine di un altro file",
                ));
            }
            // Colours and styles of charts are taken over into the chart when it is made.
            "chartStyle" | "chartColorStyle" => {}
            other => facts.push(LookFact::new(LookKind::Object, format!("un oggetto «{other}»"))),
        }
    }
    Ok(charts)
}

/// Reads the relationships of a part that may have none.
fn relations_of(package: &mut Package<'_>, part: &str) -> Result<Relationships, PackageError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if package.has(&resolved(folder, &format!("_rels/{name}.rels"))) {
        relationships(package, part)
    } else {
        Ok(Relationships::new())
    }
}

/// Returns the cells with content that objects cover.
fn covered_cells(look: &SheetLook, covered: &[Covered]) -> Option<LookFact> {
    let is_covered = |(row, column): &(u32, u32)| {
        covered.iter().any(|(first, last)| {
            (first.0..=last.0).contains(row) && (first.1..=last.1).contains(column)
        })
    };
    let cells: Vec<_> =
        look.cells.keys().filter(|at| is_covered(at)).map(|at| (*at, *at)).collect();
    (!cells.is_empty())
        .then(|| LookFact { area: CellArea(cells), ..LookFact::new(LookKind::Covered, "") })
}

/// Returns the first value that a chart keeps and its cells do not show.
fn other_value(cache: &ChartCache, look: &WorkbookLook) -> Option<LookFact> {
    let (sheet, range) = cache.range.rsplit_once('!')?;
    let sheet = look.sheets.iter().find(|found| found.name == sheet)?;
    let range = cell_range(range)?;
    let width = range.last.1 - range.first.1 + 1;
    cache.values.iter().find_map(|(index, kept)| {
        let at = (range.first.0.saturating_add(index / width), range.first.1 + index % width);
        let cell = sheet.cells.get(&at);
        let is_same = cell.is_some_and(|cell| match (cell.value, kept.parse::<f64>()) {
            (CellValue::Number(value), Ok(kept)) => {
                (value - kept).abs() <= 1e-9 * value.abs().max(1.0)
            }
            // A formula without a result shows as one whatever the chart keeps.
            _ => cell.shown.trim() == kept.trim() || cell.shown.is_empty(),
        });
        let fact = LookFact::new(LookKind::ChartValue, kept.as_str());
        (!is_same).then(|| fact.with(format!("{} {index}", cache.range)))
    })
}

/// Returns the properties of the workbook that are shown.
fn titles(package: &mut Package<'_>) -> Result<Vec<LookFact>, PackageError> {
    let relations = relations_of(package, "")?;
    let core = relations.values().find(|r| r.kind == "core-properties");
    let Some(core) = core.filter(|core| package.has(&core.target)) else { return Ok(Vec::new()) };
    let core = XmlTree::root(package.part(&core.target)?)?;
    let facts = SHOWN.map(|(name, words, _)| {
        let name = name.split_once(':').map_or(name, |(_, name)| name);
        let text = core.child(name).map(|element| element.text.trim())?;
        let fact = LookFact::new(LookKind::Title, format!("{words} del file")).with(text);
        (!text.is_empty()).then_some(fact)
    });
    Ok(facts.into_iter().flatten().collect())
}

/// Returns facts about the names and settings of a workbook.
fn settings(book: &XmlTree) -> Vec<LookFact> {
    let sheets: Vec<_> = book.child("sheets").into_iter().flat_map(|s| s.all("sheet")).collect();
    let name = |sheet: &XmlTree| sheet.attribute("name").unwrap_or_default().to_owned();
    let mut facts = Vec::new();
    let (mut names, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for sheet in &sheets {
        let is_new = names.insert(name(sheet).to_lowercase());
        if !parts.insert(sheet.attribute("id")) || !is_new {
            facts.push(LookFact::new(LookKind::Doubled, format!("il foglio «{}»", name(sheet))));
        }
    }
    let strangers = book.strangers().into_iter().chain(book.doubled());
    let strangers = strangers.chain(irregular(book));
    facts.extend(strangers.map(|name| LookFact::new(LookKind::Foreign, name)));
    for defined in book.child("definedNames").into_iter().flat_map(|list| list.all("definedName")) {
        let sheet = defined.number::<usize>("localSheetId").and_then(|i| sheets.get(i));
        facts.extend(defined_name(defined, sheet.map(|sheet| name(sheet))));
        facts.extend(notes_of_name(defined));
    }
    let mut report = |kind, is_so: bool, words: &str| {
        facts.extend(is_so.then(|| LookFact::new(kind, words)));
    };
    let value = |element: &str, name| book.child(element).and_then(|e| e.attribute(name));
    let is_off =
        |element: &str, name| value(element, name).is_some_and(|v| v == "0" || v == "false");
    let calculates = value("calcPr", "calcMode").is_some_and(|mode| mode != "auto");
    report(LookKind::Calculation, calculates, "le formule non si ricalcolano da sole");
    let is_1904 = book.child("workbookPr").and_then(|p| p.truth("date1904")) == Some(true);
    report(LookKind::Calculation, is_1904, "i giorni si contano dal 1904");
    let is_rounded = is_off("calcPr", "fullPrecision");
    report(LookKind::Calculation, is_rounded, "i numeri sono arrotondati a quello che si vede");
    let hides = value("workbookPr", "showObjects").is_some_and(|shown| shown != "all");
    report(LookKind::View, hides, "gli oggetti sopra le celle non si vedono");
    let views = book.child("bookViews").into_iter().flat_map(|views| views.all("workbookView"));
    let is_hidden = views.into_iter().any(|view| {
        view.truth("showSheetTabs") == Some(false)
            || view.attribute("visibility").is_some_and(|v| v != "visible")
    });
    report(LookKind::View, is_hidden, "le linguette dei fogli o la finestra sono nascoste");
    for (element, words) in [
        ("externalReferences", "dei collegamenti ad altri file"),
        ("pivotCaches", "delle tabelle pivot"),
    ] {
        report(LookKind::Extra, book.child(element).is_some(), words);
    }
    facts
}

fn defined_name(defined: &XmlTree, sheet: Option<String>) -> Option<LookFact> {
    /// Beginnings of names under which Excel keeps functions and parameters of later versions.
    const RESERVED: [&str; 3] = ["_xlfn.", "_xlpm.", "_xleta."];
    let name = defined.attribute("name").unwrap_or_default();
    let mut meaning = defined.text.replace(['$', '\''], "");
    if is_relative(&defined.text) {
        meaning.push_str(", contato dalla cella che lo usa");
    }
    // Programs do not take the name of a macro for that of cells.
    for kind in ["function", "vbProcedure", "xlm"] {
        if defined.truth(kind) == Some(true) {
            meaning.push_str(", come macro");
        }
    }
    let scope = sheet.map(|sheet| format!(" del foglio «{sheet}»")).unwrap_or_default();
    let (kind, words) = match name.to_lowercase().as_str() {
        // Programs keep the cells of a filter and the functions of later versions under names.
        name if name == "_xlnm._filterdatabase" || RESERVED.iter().any(|r| name.starts_with(r)) => {
            return None;
        }
        "_xlnm.print_area" => (LookKind::Print, format!("l'area di stampa{scope}")),
        "_xlnm.print_titles" => (LookKind::Print, format!("i titoli di stampa{scope}")),
        _ => (LookKind::Name, format!("il nome «{name}»{scope}")),
    };
    Some(LookFact::new(kind, words).with(meaning))
}

/// Returns the words that programs show beside a name.
fn notes_of_name(defined: &XmlTree) -> Vec<LookFact> {
    let name = defined.attribute("name").unwrap_or_default();
    let notes = ["comment", "description", "help", "statusBar", "customMenu"];
    let notes = notes.into_iter().filter_map(|note| defined.attribute(note));
    let notes = notes.filter(|words| !words.trim().is_empty());
    notes
        .map(|words| {
            LookFact::new(LookKind::Extra, format!("una nota al nome «{name}», «{words}»"))
        })
        .collect()
}

/// Joins facts that differ only in their cells.
fn joined(facts: Vec<LookFact>) -> Vec<LookFact> {
    let mut by_content: BTreeMap<(LookKind, String, String), CellArea> = BTreeMap::new();
    for LookFact { kind, text, detail, area } in facts {
        by_content.entry((kind, text, detail)).or_default().0.extend(area.0);
    }
    let fact = |((kind, text, detail), area): (_, CellArea)| {
        // Cells that are merged one by one are not merged together.
        let area = if kind == LookKind::Merge { area.sorted() } else { area.joined() };
        LookFact { kind, text, detail, area }
    };
    by_content.into_iter().map(fact).collect()
}
