//! Layouts that extend others: their own settings differ, the rest is the base's.

use allegati::annex::Width;
use allegati::diag::Findings;
use allegati::layout::{Layout, Slot, load_layout};
use allegati::source::SourceMap;
use std::path::Path;

/// Writes files below a folder of layouts.
fn layouts(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file's folder")).expect("folder");
        std::fs::write(path, text).expect("written");
    }
    folder
}

/// Loads the layout `name`; findings as «folder:line:column message».
fn load(folder: &Path, name: &str) -> (Option<Layout>, Vec<String>) {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let path = folder.join(name).display().to_string();
    let layout = load_layout(&path, &mut sources, &mut findings);
    findings.sort();
    let line = |finding: &allegati::diag::Diagnostic| {
        let place = finding.span();
        let file = Path::new(sources.file(place.file()).name()).to_owned();
        let layout = file.parent().and_then(Path::file_name).unwrap_or_default().to_owned();
        let at = sources.position(place);
        format!("{}:{}:{} {}", layout.display(), at.line, at.column, finding.message)
    };
    let findings = findings.iter().map(line).collect();
    (layout, findings)
}

fn fields(layout: &Layout) -> Vec<&str> {
    layout.columns.iter().map(|column| column.field.value.as_str()).collect()
}

#[test]
fn a_municipality_says_only_what_differs() {
    let own = r#"
base = "piano-obiettivi"

[pagina]
formato = "A3"

[[colonne]]
campo = "codice"
intestazione = "CODICE"
larghezza = 6
dopo = "servizio"

[[colonne]]
campo = "peso"
intestazione = "PESO"

[[colonne]]
campo = "tipologia"
nascondi = true
"#;
    let folder = layouts(&[("comune/layout.toml", own), ("comune/titolo.hbs", "COMUNE")]);
    let (layout, findings) = load(folder.path(), "comune");
    assert_eq!(findings, [""; 0]);
    let layout = layout.expect("a sound layout");
    let order = ["servizio", "codice", "descrizione", "risultato", "indicatore", "peso"];
    assert_eq!(fields(&layout), order);
    assert_eq!((layout.page.width.0, layout.page.margins.top.0), (420.0, 20.0));
    let weight = &layout.columns[5];
    assert_eq!((weight.heading.value.as_str(), weight.width), ("PESO", Width::Share(10.0)));
    let nothing = serde_json::json!({});
    assert_eq!(
        layout.templates.render(Slot::Title, &nothing).ok().map(|written| written.text).as_deref(),
        Some("COMUNE")
    );
}

#[test]
fn a_layout_builds_on_one_beside_it_that_builds_on_another() {
    let folder = layouts(&[
        ("unione/layout.toml", "base = \"piano-obiettivi\"\n[tabella]\ntotali = true\n"),
        ("unione/totale.hbs", "SOMMA"),
        ("comune/layout.toml", "base = \"unione\"\n[stili.cella]\ncorpo = 7\n"),
    ]);
    let (layout, findings) = load(folder.path(), "comune");
    assert_eq!(findings, [""; 0]);
    let layout = layout.expect("a sound layout");
    assert!(layout.totals);
    assert_eq!(layout.styles[allegati::annex::StyleName::Cell].size.0, 7.0);
    let nothing = serde_json::json!({});
    assert_eq!(
        layout.templates.render(Slot::Total, &nothing).ok().map(|written| written.text).as_deref(),
        Some("SOMMA")
    );
}

#[test]
fn columns_of_the_layout_s_own_take_what_they_do_not_say_from_the_base() {
    let own = r#"
base = "piano-obiettivi"

[[colonne]]
campo = "ufficio"
intestazione = "UFFICIO"
larghezza = 12

[[colonne]]
campo = "descrizione"

[[colonne]]
campo = "servizio"
larghezza = 30

[tabella]
colonne-di-base = false
"#;
    let folder = layouts(&[("comune/layout.toml", own)]);
    let (layout, findings) = load(folder.path(), "comune");
    assert_eq!(findings, [""; 0]);
    let layout = layout.expect("a sound layout");
    assert_eq!(fields(&layout), ["ufficio", "descrizione", "servizio"]);
    let widths: Vec<_> = layout.columns.iter().map(|column| column.width).collect();
    assert_eq!(widths, [Width::Share(12.0), Width::Share(25.0), Width::Share(30.0)]);
    assert_eq!(layout.row_head, Some(2));
}

#[test]
fn a_circle_ends_at_the_line_that_closes_it() {
    let folder = layouts(&[
        ("uno/layout.toml", "base = \"due\"\n"),
        ("due/layout.toml", "# due\nbase = \"uno\"\n"),
    ]);
    let (layout, findings) = load(folder.path(), "uno");
    assert!(layout.is_none());
    assert_eq!(findings, ["due:2:8 I layout si basano l'uno sull'altro in cerchio: «uno»."]);
}

#[test]
fn a_base_lies_beside_the_layout_and_nowhere_else() {
    for name in ["manca", "../altrove", "/etc", "sotto/cartella", "..", "."] {
        let text = format!("base = \"{name}\"\n");
        let folder = layouts(&[("comune/layout.toml", &text), ("comune/sotto/x", "")]);
        let (layout, findings) = load(folder.path(), "comune");
        let message = format!("comune:1:8 Il layout «{name}», su cui questo si basa, non c'è.");
        assert_eq!((layout.is_none(), findings), (true, vec![message]), "{name}");
    }
}

#[test]
fn what_does_not_fit_in_the_base_is_told_where_it_stands() {
    let own = "base = \"piano-obiettivi\"\n\n[[colonne]]\ncampo = \"codice\"\nintestazione = \"C\"\nlarghezza = 5\ndopo = \"servzio\"\n\n[tabella]\nfiletto = \"grosso\"\n";
    let folder = layouts(&[("comune/layout.toml", own)]);
    let (layout, findings) = load(folder.path(), "comune");
    assert!(layout.is_none());
    assert_eq!(findings, ["comune:7:8 Il valore di «dopo» non va bene."]);
    let folder = layouts(&[("comune/layout.toml", &own.replace("servzio", "servizio"))]);
    let (_, findings) = load(folder.path(), "comune");
    assert_eq!(findings, ["comune:10:11 Il valore di «filetto» non va bene."]);
    let folder = layouts(&[("comune/layout.toml", "base = 3\n")]);
    let (_, findings) = load(folder.path(), "comune");
    assert_eq!(findings, ["comune:1:8 Il valore di «base» non va bene."]);
}
