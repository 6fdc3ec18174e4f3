//! Reading of the appearance of a document: all parts that its relationships lead to.

use super::super::DOCUMENT;
use super::colours::ThemeColours;
use super::fonts::DocxFonts;
use super::paragraph_look::Looks;
use super::run_look::LookSources;
use super::sections::running_parts;
use super::settings::{Facts, add_links, add_package_links, add_properties, add_settings};
use super::story::StoryReader;
use super::theme_spelling::irregular_theme;
use super::{DocumentAppearance, Story};
use crate::office::docx::numbering::DocxNumbering;
use crate::office::docx::styles::DocxStyles;
use crate::office::package::{Package, PackageError};
use crate::office::relationships::{PartLink, main_part, part_links};
use crate::office::xml_tree::{PartNode, PartTrees};
use std::collections::BTreeSet;
use std::io::Read;

/// Kinds of parts whose content type is named after them.
const PARTS: [&str; 8] =
    ["styles", "settings", "numbering", "fontTable", "header", "footer", "footnotes", "endnotes"];

/// Reads the appearance of a document.
///
/// # Errors
/// [`PackageError`] if a part is missing, damaged or too large.
pub(in crate::office) fn read_appearance(
    package: &mut Package<'_>,
) -> Result<DocumentAppearance, PackageError> {
    let main = main_part(package, DOCUMENT);
    let links = part_links(package, &main)?;
    let mut appearance = DocumentAppearance::default();
    let settings = tree(package, &links, "settings")?;
    add_facts(package, &main, &links, settings.as_ref(), &mut appearance)?;
    let mut looks = looks(package, &links, settings.as_ref(), &mut appearance.facts)?;
    appearance.facts.extend(embedded(&looks));
    appearance.facts.extend(repeated(&looks));

    let mut body = StoryReader::new(&mut looks, &links, "");
    body.read(package.part(&main)?)?;
    let paper = body.paper;
    let (story, sections) = body.finish();
    appearance.stories.push(story);

    let even = settings.as_ref().and_then(|node| node.child("evenAndOddHeaders"));
    let even = even.is_some_and(|node| !matches!(node.value(), Some("0" | "false" | "off")));
    let mut others = running_parts(&sections, &links, even, &mut appearance.facts);
    for (kind, name) in [("footnotes", "note a piè di pagina"), ("endnotes", "note di chiusura")] {
        others.extend(target(&links, kind).map(|part| (name.to_owned(), part.to_owned())));
    }
    for (name, part) in others {
        let own = part_links(package, &part)?;
        add_links(&name, &own, &mut appearance.facts);
        let mut reader = StoryReader::new(&mut looks, &own, &name);
        reader.paper = paper;
        reader.read(package.part(&part)?)?;
        let story = Story { part, ..reader.finish().0 };
        appearance.stories.push(story);
    }
    add_pictures(package, &mut appearance)?;
    Ok(appearance)
}

fn looks(
    package: &mut Package<'_>,
    links: &[PartLink],
    settings: Option<&PartNode>,
    facts: &mut Facts,
) -> Result<Looks, PackageError> {
    let theme = tree(package, links, "theme")?;
    let odd = theme.as_ref().map(irregular_theme).unwrap_or_default();
    if !odd.is_empty() {
        let subject =
            ("documento".to_owned(), "colori del tema scritti in modo insolito".to_owned());
        facts.insert(subject, odd.join(", "));
    }
    let fonts = tree(package, links, "fontTable")?;
    let sources = LookSources {
        colours: ThemeColours::of(theme.as_ref(), settings),
        fonts: DocxFonts::of(theme.as_ref(), fonts.as_ref()),
    };
    let styles = match target(links, "styles").filter(|part| package.has(part)) {
        Some(part) => DocxStyles::read(package.part(part)?)?,
        None => DocxStyles::default(),
    };
    let numbering = match target(links, "numbering").filter(|part| package.has(part)) {
        Some(part) => DocxNumbering::read(package.part(part)?)?,
        None => DocxNumbering::default(),
    };
    Ok(Looks::new(sources, styles, numbering))
}

fn add_facts(
    package: &mut Package<'_>,
    main: &str,
    links: &[PartLink],
    settings: Option<&PartNode>,
    appearance: &mut DocumentAppearance,
) -> Result<(), PackageError> {
    let facts = &mut appearance.facts;
    // A part of the usual name that is not the one programs open is there to mislead.
    if main.to_lowercase() != DOCUMENT && package.has(DOCUMENT) {
        facts.insert(("file".into(), "parte che si apre".into()), main.to_owned());
    }
    add_settings(settings, facts);
    let web = tree(package, links, "webSettings")?;
    let frames = web.as_ref().and_then(|node| node.child("frameset"));
    facts.extend(frames.map(|_| (("file".into(), "pagina divisa".into()), "in riquadri".into())));
    add_links("documento", links, facts);
    add_content_types(package, main, links, facts)?;
    let of_package = part_links(package, "")?;
    add_package_links(&of_package, facts);
    if let Some(part) = target(links, "settings") {
        let own = part_links(package, part)?;
        add_links("impostazioni", &own, facts);
    }
    let core = tree(package, &of_package, "core-properties")?;
    add_properties(core.as_ref(), facts);
    Ok(())
}

/// Adds parts whose content type is not the one that their relationship asks for.
fn add_content_types(
    package: &mut Package<'_>,
    main: &str,
    links: &[PartLink],
    facts: &mut Facts,
) -> Result<(), PackageError> {
    let root = PartTrees::root(package.part("[Content_Types].xml")?)?;
    let parts = links.iter().filter(|link| PARTS.contains(&link.kind.as_str()));
    let parts = parts.map(|link| (link.target.as_str(), link.kind.as_str()));
    for (part, kind) in parts.chain([(main, "document.main")]) {
        let name = format!("/{part}");
        let found = root.children.iter().find(|node| {
            node.attribute(":PartName").is_some_and(|part| part.eq_ignore_ascii_case(&name))
        });
        let written = found.and_then(|node| node.attribute(":ContentType")).unwrap_or_default();
        if !written.ends_with(&format!("wordprocessingml.{kind}+xml")) {
            facts.insert(("file".into(), format!("tipo di «{part}»")), written.to_owned());
        }
    }
    Ok(())
}

fn embedded(looks: &Looks) -> Option<((String, String), String)> {
    let fonts = &looks.sources.fonts.embedded;
    let subject = ("documento".to_owned(), "caratteri incorporati".to_owned());
    (!fonts.is_empty()).then(|| (subject, fonts.join(", ")))
}

fn repeated(looks: &Looks) -> Option<((String, String), String)> {
    let styles = &looks.styles.repeated;
    let subject = ("file".to_owned(), "stile definito due volte".to_owned());
    (!styles.is_empty()).then(|| (subject, styles.join(", ")))
}

fn add_pictures(
    package: &mut Package<'_>,
    appearance: &mut DocumentAppearance,
) -> Result<(), PackageError> {
    let paragraphs = |story: &Story| {
        story.paragraphs.iter().flat_map(|p| p.pictures.clone()).collect::<Vec<_>>()
    };
    let parts: BTreeSet<String> = appearance.stories.iter().flat_map(paragraphs).collect();
    for part in parts {
        let mut bytes = Vec::new();
        package.part(&part)?.read_to_end(&mut bytes)?;
        appearance.pictures.insert(part, bytes);
    }
    Ok(())
}

/// Returns the part that a relationship of a kind leads to.
fn target<'l>(links: &'l [PartLink], kind: &str) -> Option<&'l str> {
    let link = links.iter().find(|link| link.kind == kind && !link.is_external);
    link.map(|link| link.target.as_str())
}

/// Reads the part that a relationship of a kind leads to; `None` if there is none.
fn tree(
    package: &mut Package<'_>,
    links: &[PartLink],
    kind: &str,
) -> Result<Option<PartNode>, PackageError> {
    match target(links, kind).filter(|part| package.has(part)) {
        Some(part) => PartTrees::root(package.part(part)?).map(Some),
        None => Ok(None),
    }
}
