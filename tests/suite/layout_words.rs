//! Words of layouts on the first page, levels and columns, in the document that they make.

use crate::support::{annex_of, checked_layout, small_plan};
use allegati::annex::{
    Align, Annex, Block, FontWeight, HeadingBlock, Pt, Rgb, Style, StyleName, Table, Vertical,
    Width, plain_text,
};
use allegati::diag::Findings;
use allegati::layout::load_layout;
use allegati::source::SourceMap;
use std::fmt::Write;

/// Composes `plan` in a layout on top of the default one.
fn annex(plan: &str, layout: &str) -> Annex {
    let folder = tempfile::tempdir().expect("temporary folder");
    let text = format!("base = \"piano-obiettivi\"\n{layout}");
    std::fs::write(folder.path().join("layout.toml"), text).expect("written");
    annex_of(plan, &folder.path().display().to_string())
}

/// Returns a plan of two departments with two tasks of two objectives each.
fn departments() -> String {
    let mut plan = "titolo: P\npesi: nessuno\nlivelli: [centro, compito]\ngruppi:\n".to_owned();
    for department in ["A", "B"] {
        let _ = write!(plan, "  - centro: {department}\n    gruppi:\n");
        for task in [1, 2] {
            let _ = write!(plan, "      - compito: {department}{task}\n        obiettivi:\n");
            for objective in ["uno", "due"] {
                let text = format!("Obiettivo {objective} del compito {department}{task}");
                let _ = writeln!(plan, "          - {{descrizione: {text}}}");
            }
        }
    }
    plan
}

fn levels(places: [&str; 2], more: &str) -> String {
    format!(
        "[[livelli]]\ncampo = \"centro\"\nposto = \"{}\"\n{more}\n[[livelli]]\ncampo = \"compito\"\nposto = \"{}\"\n{COLUMN}",
        places[0], places[1]
    )
}

const COLUMN: &str = "[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n\
    [[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n";

fn headings(annex: &Annex) -> Vec<&HeadingBlock> {
    let headings = annex.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    });
    headings.collect()
}

fn tables(annex: &Annex) -> Vec<&Table> {
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// Returns the texts before the title, each with its style.
fn above_title(annex: &Annex) -> Vec<(StyleName, String)> {
    let texts = annex.blocks.iter().map_while(|block| match block {
        Block::Text(text) => Some((text.style, plain_text(&text.content))),
        _ => None,
    });
    texts.collect()
}

#[test]
fn the_body_has_a_line_of_its_own_above_the_title() {
    let plan = |title: &str| format!("ente: Comune di Prova\n{}", small_plan(title, "Testo"));
    let line = vec![(StyleName::Entity, "Comune di Prova".to_owned())];
    for layout in ["piano-obiettivi", "peg-obiettivi", "piano-performance", "piao-sezione"] {
        assert_eq!(above_title(&annex_of(&plan("PIANO"), layout)), line, "{layout}");
        assert_eq!(above_title(&annex_of(&small_plan("PIANO", "Testo"), layout)), [], "{layout}");
    }
    assert_eq!(above_title(&annex(&plan("PIANO"), "[pagina]\nente = false\n")), []);
    // The name within a longer title is no line of its own.
    assert_eq!(above_title(&annex(&plan("PIANO DEL COMUNE DI PROVA"), "")), line);
    assert_eq!(above_title(&annex(&plan("\"COMUNE DI PROVA\\nPIANO\""), "")), []);
    let styles = annex(&plan("PIANO"), "").styles;
    let (title, entity) = (styles[StyleName::Title], styles[StyleName::Entity]);
    assert_eq!((title.size.0, entity.size.0, entity.align), (14.0, 12.0, title.align));
}

#[test]
fn line_breaks_of_titles_and_level_texts_stay() {
    let plan = departments().replace("titolo: P", "titolo: \"COMUNE DI PROVA\\n  PIANO 2020\"");
    let text = "testo = \"\"\"\nCentro:\n{{nome}}\"\"\"";
    let both = annex(&plan, &levels(["titolo", "fascia"], text));
    let words: Vec<_> = headings(&both).into_iter().map(|h| h.text.as_str()).collect();
    assert_eq!(words, ["COMUNE DI PROVA\nPIANO 2020", "Centro:\nA", "Centro:\nB"]);
    assert_eq!(both.meta.title, "COMUNE DI PROVA PIANO 2020");
    let bands = annex(&plan, &levels(["fascia", "fascia"], text));
    assert_eq!(tables(&bands)[0].bodies()[0].bands[0].cells[0].text(), "Centro:\nA");
}

#[test]
fn a_level_without_text_has_neither_heading_nor_band() {
    let headed = annex(&departments(), &levels(["titolo", "fascia"], "testo = \"\""));
    assert_eq!((headings(&headed).len(), tables(&headed).len()), (1, 2));
    let banded = annex(&departments(), &levels(["fascia", "fascia"], "testo = \"\""));
    let bands = tables(&banded)[0].bodies().iter().map(|body| (body.outer, body.bands.len()));
    assert_eq!(bands.collect::<Vec<_>>(), [(0, 1); 4]);
}

#[test]
fn groups_of_a_level_begin_pages_but_for_the_first() {
    let breaks = |layout: &str| {
        let annex = annex(&departments(), layout);
        let breaks = headings(&annex).into_iter().map(|h| (h.text.clone(), h.page_break));
        breaks.filter(|(_, breaks)| *breaks).map(|(text, _)| text).collect::<Vec<_>>()
    };
    let outer = levels(["titolo", "titolo"], "salto-pagina = true");
    assert_eq!(breaks(&outer), ["B"]);
    // The first task of a department begins with the department.
    let inner = outer.replace("salto-pagina = true", "");
    let inner = inner.replace("campo = \"compito\"", "campo = \"compito\"\nsalto-pagina = true");
    assert_eq!(breaks(&inner), ["A2", "B", "B2"]);
    assert_eq!(breaks(&levels(["titolo", "titolo"], "")), [""; 0]);
}

#[test]
fn pages_that_go_on_name_the_levels_in_force() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let layout = levels(["titolo", "fascia"], "testo = \"Centro {{nome}}\"");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
    write("layout.toml", &format!("base = \"piano-obiettivi\"\n{layout}")).expect("written");
    write("segue.hbs", "{{#if livelli}}(segue) {{livelli}}{{/if}}").expect("written");
    let annex = annex_of(&departments(), &folder.path().display().to_string());
    let said = tables(&annex)[0].bodies().iter().map(|body| body.continued.clone());
    let said: Vec<_> = said.map(|heading| (heading.at_bands, heading.at_rows)).collect();
    let text = |text: &str| Some(format!("(segue) {text}"));
    assert_eq!(
        said,
        [(text("Centro A"), text("Centro A – A1")), (text("Centro A"), text("Centro A – A2")),]
    );
    // The band with which a page begins says itself what is in force.
    let piao = annex_of(&small_plan("PIANO", "Testo"), "piao-sezione");
    let heading = &tables(&piao)[0].bodies()[0].continued;
    assert_eq!((&heading.at_bands, &heading.at_rows), (&None, &text("AREA UNICA")));
    let reference = annex_of(&small_plan("PIANO", "Testo"), "piano-obiettivi");
    assert_eq!(tables(&reference)[0].bodies()[0].continued, Default::default());
}

#[test]
fn columns_say_how_their_cells_and_heads_look() {
    let words = "verticale = \"centro\"\nsfondo = \"#FFEE00\"\nrotazione = 90\n";
    let annex = annex(&departments(), &(levels(["titolo", "fascia"], "") + words));
    let table = tables(&annex)[0];
    let cell = &table.bodies()[0].rows[0].cells[0];
    let look = (cell.vertical, cell.fill, cell.rotated);
    assert_eq!(look, (Vertical::Middle, Some(Rgb(255, 238, 0)), false));
    let head = &table.head()[0].cells[0];
    assert_eq!((head.vertical, head.fill, head.rotated), (Vertical::Middle, None, true));
}

#[test]
fn what_no_layout_can_do_is_an_error_at_its_place() {
    let said = |layout: &str| {
        let folder = tempfile::tempdir().expect("temporary folder");
        let text = format!("base = \"piano-obiettivi\"\n{layout}");
        std::fs::write(folder.path().join("layout.toml"), text).expect("written");
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let name = folder.path().display().to_string();
        assert!(load_layout(&name, &mut sources, &mut findings).is_none());
        let said = findings.iter().map(|finding| {
            let label = &finding.labels[0];
            format!("{} {}", sources.text(label.span), finding.message)
        });
        said.collect::<Vec<_>>()
    };
    let break_band = levels(["titolo", "fascia"], "")
        .replace("campo = \"compito\"", "campo = \"compito\"\nsalto-pagina = true");
    let within = "true Una fascia non può cominciare una pagina: sta dentro una tabella.";
    assert_eq!(said(&break_band), [within]);
    let tilted = levels(["titolo", "fascia"], "") + "rotazione = 45\n";
    assert_eq!(said(&tilted), ["45 Il valore di «rotazione» non va bene."]);
    let column =
        |only: &str| format!("[[colonne]]\ncampo = \"x\"\nintestazione = \"X\"\nsolo = {only}\n");
    assert_eq!(said(&column("{}")), ["{} Il valore di «solo» non va bene."]);
    assert_eq!(said(&column("{ g = [] }")), ["g Il valore di «g» non va bene."]);
    let twice = "[[blocchi]]\ntipo = \"tabella\"\ncolonne = [\"peso\", \"servizio\", \"peso\"]\n";
    assert_eq!(
        said(twice),
        ["[\"peso\", \"servizio\", \"peso\"] Il blocco nomina due volte la colonna «peso»."]
    );
}

#[test]
fn a_style_that_says_only_some_keys_is_for_the_rest_as_usual() {
    let styles = |layout: &str| annex(&small_plan("PIANO", "Testo"), layout).styles;
    let usual = styles("");
    let own = styles("[stili.ente]\ncorpo = 18\n[stili.sottotitolo]\ncolore = \"#FF0000\"\n");
    let entity = Style { size: Pt(18.0), ..usual[StyleName::Entity] };
    assert_eq!(own[StyleName::Entity], entity);
    assert_eq!((entity.weight, entity.align), (FontWeight::Bold, Align::Center));
    let red = Style { color: Rgb(255, 0, 0), ..usual[StyleName::Subheading] };
    assert_eq!(own[StyleName::Subheading], red);
    let signature = styles("[stili.firma]\nprima = 30\n")[StyleName::Signature];
    assert_eq!(signature, Style { space_before: Pt(30.0), ..usual[StyleName::Signature] });
}

#[test]
fn a_column_with_an_upright_head_is_as_narrow_as_its_lines() {
    let layout = levels(["titolo", "fascia"], "")
        + "[[colonne]]\ncampo = \"nota\"\nintestazione = \"NUMERO D'ORDINE\\nDELL'OBIETTIVO\"\n";
    let share = |layout: &str| {
        let plan = departments().replace("{desc", "{altro: {nota: \"1\"}, desc");
        let mut annex = annex(&plan, layout);
        allegati::typeset::resolve_auto_widths(&mut annex);
        let Width::Share(share) = tables(&annex)[0].columns()[1].width else { panic!("a share") };
        share
    };
    let (level, upright) = (share(&layout), share(&format!("{layout}rotazione = 90\n")));
    // At least two lines of eight points with the usual leading, and the padding.
    let least = 2.0 * 8.0 * 1.22 + 2.0 * 3.0;
    assert!(upright >= least && 2.0 * upright < level, "{level} {upright}");
}

/// Returns what is said of a layout with a column of `field`.
fn said_of_column(field: &str) -> String {
    let layout = format!(
        "base = \"piano-obiettivi\"\n[[colonne]]\ncampo = \"{field}\"\nintestazione = \"X\"\n"
    );
    checked_layout(&[("layout.toml", &layout)])
}

#[test]
fn a_field_like_a_usual_one_is_a_warning_and_one_that_no_plan_can_have_an_error() {
    for (field, near) in [("responsabili", "responsabile"), ("servizi", "servizio")] {
        let said = said_of_column(field);
        let expected = format!(
            "avviso[colonna-vuota]: La colonna mostra il campo «{field}», che non è fra quelli soliti: si stampa solo se il piano lo ha fra i suoi."
        );
        assert!(said.contains(&expected), "{said}");
        assert!(said.contains(&format!("Forse si intendeva «{near}».")), "{said}");
        assert!(!said.contains("errore["), "{said}");
    }
    for field in ["n", "totale", "anni", "indicatori"] {
        let said = said_of_column(field);
        let expected = format!(
            "errore[colonna-sconosciuta]: La colonna mostra il campo «{field}», ma nel piano «{field}» vuol dire già un'altra cosa."
        );
        assert!(said.contains(&expected), "{said}");
    }
    assert!(!said_of_column("ufficio").contains("avviso["));
}

#[test]
fn a_template_that_nothing_writes_is_told_at_its_file() {
    let said = |base: &str, names: &[&str]| {
        let files: Vec<_> = names.iter().map(|name| (*name, "Testo")).collect();
        checked_layout(&[&[("layout.toml", base)][..], &files].concat())
    };
    let base = "base = \"piano-obiettivi\"\n";
    let unread =
        |name: &str| format!("avviso[modello-non-usato]: Il layout non usa il modello «{name}».");
    let stray = said(base, &["premesse.hbs", "prima.hbs"]);
    assert!(stray.contains(&unread("premesse.hbs")), "{stray}");
    assert!(stray.contains("premesse.hbs:1:1"), "{stray}");
    assert!(!stray.contains(&unread("prima.hbs")), "{stray}");
    // Other texts may draw it in, those of keys as well.
    let drawn = format!(
        "{base}[[livelli]]\ncampo = \"g\"\nposto = \"titolo\"\ntesto = \"{{{{> nota}}}}\"\n"
    );
    let said_of_drawn = said(&drawn, &["nota.hbs", "area.hbs"]);
    assert!(!said_of_drawn.contains(&unread("nota.hbs")), "{said_of_drawn}");
    assert!(said_of_drawn.contains(&unread("area.hbs")), "{said_of_drawn}");
}

#[test]
fn what_has_no_room_is_named_at_its_place() {
    let narrow = "base = \"piano-obiettivi\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"DESCRIZIONE\"\n[[colonne]]\ncampo = \"peso\"\nintestazione = \"PESO\"\nlarghezza = \"1 mm\"\n";
    let said = checked_layout(&[("layout.toml", narrow)]);
    assert!(
        said.contains("Il foglio non ha spazio: la colonna 2 è più stretta di una lettera."),
        "{said}"
    );
    assert!(said.contains("layout.toml:10:16"), "{said}");
    let footer = "parola ".repeat(200);
    let long = [("layout.toml", "base = \"piano-obiettivi\"\n"), ("piede.hbs", footer.as_str())];
    let said = checked_layout(&long);
    assert!(
        said.contains("Il foglio non ha spazio: il piede non sta nel margine basso."),
        "{said}"
    );
    assert!(!said.contains("layout.toml:1:1"), "{said}");
}
