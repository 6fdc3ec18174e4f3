//! Layouts with something wrong: each complaint has its place, nothing panics.

use allegati::diag::Findings;
use allegati::layout::load_layout;
use allegati::source::SourceMap;
use std::path::Path;

/// A copy of the default layout in which `file` has `from` replaced by `to`;
/// gives the findings as «file:line:column code: message».
fn findings_with(file: &str, from: &str, to: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text.contains(from), "{file} does not contain {from:?}");
    std::fs::write(&path, text.replacen(from, to, 1)).expect("written");
    load(folder.path())
}

fn load(folder: &Path) -> Vec<String> {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let layout = load_layout(&folder.display().to_string(), &mut sources, &mut findings);
    assert_eq!(layout.is_none(), findings.has_errors());
    findings.sort();
    let line = |d: &allegati::diag::Diagnostic| {
        let name = Path::new(sources.file(d.span().file()).name());
        let at = sources.position(d.span());
        let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{name}:{}:{} {}: {}", at.line, at.column, d.code.name(), d.message)
    };
    findings.iter().map(line).collect()
}

fn copy_default(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/piano-obiettivi");
    for entry in std::fs::read_dir(&from).expect("default layout").flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
}

#[test]
fn the_default_layout_is_sound_as_a_folder_and_inside_the_program() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    assert_eq!(load(folder.path()), Vec::<String>::new());
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let layout =
        load_layout("piano-obiettivi", &mut sources, &mut findings).expect("default layout");
    let fields: Vec<_> = layout.columns.iter().map(|c| c.field.value.as_str()).collect();
    assert_eq!(fields, ["servizio", "tipologia", "descrizione", "risultato", "indicatore", "peso"]);
    assert_eq!((layout.page.width.0, layout.page.height.0), (297.0, 210.0));
    assert!(!layout.totals);
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let got = findings_with("layout.toml", "orientamento =", "orientameto =");
    assert_eq!(
        got,
        [
            "layout.toml:6:1 layout-non-valido: Manca la chiave «orientamento».",
            "layout.toml:8:1 layout-non-valido: La chiave «orientameto» qui non esiste.",
        ]
    );
}

#[test]
fn every_wrong_value_is_told_in_one_run() {
    let got =
        findings_with("layout.toml", "alto = 20, destro = 14", "alto = \"venti\", destro = 900");
    assert_eq!(
        got,
        [
            "layout.toml:9:20 layout-non-valido: Il valore di «alto» non va bene.",
            "layout.toml:9:38 layout-non-valido: Il valore di «destro» non va bene.",
        ]
    );
}

#[test]
fn a_font_cannot_be_taken_from_elsewhere() {
    let got = findings_with("layout.toml", "font/Carlito-Bold.ttf", "../../../etc/passwd.ttf");
    let want = "layout.toml:15:13 layout-non-valido: Il carattere «../../../etc/passwd.ttf» esce dalla cartella del layout.";
    assert_eq!(got, [want]);
    let got = findings_with("layout.toml", "font/Carlito-Bold.ttf", "font/Manca.ttf");
    assert_eq!(
        got,
        ["layout.toml:15:13 layout-non-valido: Il carattere «font/Manca.ttf» non c'è."]
    );
}

#[test]
fn templates_are_checked_before_they_are_used() {
    let cases = [
        (
            "titolo.hbs",
            "{{piano.titolo}}",
            "{{piano.titlo}}",
            "titolo.hbs:1:1 modello-non-valido: Il modello usa «piano.titlo», che qui non esiste.",
        ),
        (
            "titolo.hbs",
            "{{piano.titolo}}",
            "{{#if qualcosa}}x{{/if}}",
            "titolo.hbs:1:1 modello-non-valido: Il modello usa «qualcosa», che qui non esiste.",
        ),
        (
            "titolo.hbs",
            "{{piano.titolo}}",
            "a\n{{#if piano.ente}}",
            "titolo.hbs:2:19 modello-non-valido: Il modello non è scritto bene.",
        ),
        (
            "titolo.hbs",
            "{{piano.titolo}}",
            "{{#each piano.anni}}x{{/each}}",
            "titolo.hbs:1:1 modello-non-valido: «each» non è un comando dei modelli.",
        ),
        (
            "titolo.hbs",
            "{{piano.titolo}}",
            "{{> altro}}",
            "titolo.hbs:1:1 modello-non-valido: Il modello richiama «altro», che non c'è.",
        ),
        (
            "titolo.hbs",
            "{{piano.titolo}}",
            "{{> titolo}}",
            "titolo.hbs:1:1 modello-non-valido: I modelli si richiamano in cerchio, a partire da «titolo.hbs».",
        ),
        (
            "area.hbs",
            "{{nome}}",
            "{{pagina}}",
            "area.hbs:1:1 modello-non-valido: Il modello usa «pagina», che qui non esiste.",
        ),
    ];
    for (file, from, to, want) in cases {
        assert_eq!(findings_with(file, from, to), [want], "{to}");
    }
}

#[test]
fn partials_that_double_each_other_are_refused() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    for i in 0..30 {
        let next = format!("{{{{> p{0}}}}}{{{{> p{0}}}}}", i + 1);
        std::fs::write(folder.path().join(format!("p{i}.hbs")), next).expect("written");
    }
    std::fs::write(folder.path().join("p30.hbs"), "x").expect("written");
    let got = load(folder.path());
    let want = "p21.hbs:1:1 modello-non-valido: I modelli si richiamano troppe volte, a partire da «p21.hbs».";
    assert_eq!(got, [want]);
}

#[test]
fn what_is_no_layout_is_said_to_be_none() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let got = load(folder.path());
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].starts_with("layout.toml:1:1 file-illeggibile: "), "{got:?}");
    let broken = findings_with("layout.toml", "[pagina]", "[pagina\nformato = = ");
    assert!(broken.iter().all(|f| f.contains("layout-non-valido")), "{broken:?}");
    assert!(!broken.is_empty());
}

#[test]
fn columns_that_leave_no_room_are_refused() {
    let got = findings_with("layout.toml", "larghezza = 25", "larghezza = \"290 mm\"");
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].contains("290 mm, ma il foglio ne ha 269"), "{got:?}");
}

#[test]
fn signature_fields_have_names_of_their_own_and_a_known_place() {
    let own = "nome = \"Firma1\"\nposto = \"riga\"";
    let cases = [
        ("nome = \"Fir.ma\"\nposto = \"riga\"", "Il valore di «nome» non va bene."),
        ("nome = \"Firma1\"\nposto = \"sotto\"", "Il valore di «posto» non va bene."),
        ("nome = \"Firma1\"", "Manca la chiave «posto»."),
        (
            "nome = \"A\"\nposto = \"riga\"\n[[firma]]\nnome = \"A\"\nposto = \"riga\"",
            "Due campi per la firma si chiamano «A».",
        ),
    ];
    for (to, want) in cases {
        let got = findings_with("layout.toml", own, to);
        assert_eq!(got.len(), 1, "{got:?}");
        assert!(got[0].ends_with(&format!("layout-non-valido: {want}")), "{got:?}");
    }
}

#[test]
fn a_table_that_goes_on_has_the_heading_that_the_layout_writes() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    let plan = crate::support::small_plan("PIANO", "Testo");
    let continued = |layout: &str| {
        let annex = crate::support::annex_of(&plan, layout);
        annex.blocks.into_iter().find_map(|block| match block {
            allegati::annex::Block::Table(table) => {
                Some(table.bodies()[0].continued.at_rows.clone())
            }
            _ => None,
        })
    };
    assert_eq!(continued("piano-obiettivi"), Some(None));
    std::fs::write(folder.path().join("segue.hbs"), "{{nome}} (segue)\n").expect("written");
    let folder = folder.path().display().to_string();
    assert_eq!(continued(&folder), Some(Some("AREA UNICA (segue)".to_owned())));
    // Only the original's own look goes on without a heading: not what builds on it.
    let own = tempfile::tempdir().expect("temporary folder");
    let write = |name, text| std::fs::write(own.path().join(name), text).expect("written");
    write("layout.toml", "base = \"piano-obiettivi\"\n");
    let path = own.path().display().to_string();
    let (area, period) = ("AREA UNICA", "ANNO 2024");
    assert_eq!(continued(&path), Some(Some(format!("(segue) {area} – {period}"))));
    write("segue.hbs", "");
    assert_eq!(continued(&path), Some(None));
}

#[test]
fn a_layout_may_name_a_fallback_family() {
    let own = "grassetto = \"font/Carlito-Bold.ttf\"";
    let other = "\n[caratteri.riserva]\nnome = \"Altro\"\nnome-office = \"Altro\"\nnormale = \"font/Carlito-Regular.ttf\"\n";
    let got = findings_with("layout.toml", own, &format!("{own}{other}"));
    assert_eq!(got, ["layout.toml:16:1 layout-non-valido: Manca la chiave «grassetto»."]);
    let got = findings_with("layout.toml", own, &format!("{own}{other}{own}"));
    assert_eq!(got, Vec::<String>::new());
}

#[test]
fn characters_that_no_document_may_hold_are_refused_in_a_layout_too() {
    let got = findings_with("area.hbs", "{{nome}}", "{{nome}} \u{FDD0}\u{0}");
    assert_eq!(
        got,
        [
            "area.hbs:1:10 carattere-vietato: Il testo contiene un valore che non è un carattere (U+FDD0).",
            "area.hbs:1:11 carattere-vietato: Il testo contiene un carattere di controllo (U+0000).",
        ]
    );
    let got = findings_with("layout.toml", "\"DESCRIZIONE OBIETTIVO\"", "\"A\\u0007B\"");
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(
        got[0]
            .ends_with("carattere-vietato: Il testo contiene un carattere di controllo (U+0007).")
    );
    assert_eq!(findings_with("area.hbs", "{{nome}}", "{{nome}}\r\n"), Vec::<String>::new());
}

#[test]
fn fonts_that_cannot_or_may_not_be_embedded_are_refused() {
    let file = crate::support::root().join("layouts/piano-obiettivi/font/Carlito-Bold.ttf");
    let sound = std::fs::read(file).expect("the font");
    let said = |data: &[u8]| {
        let folder = tempfile::tempdir().expect("temporary folder");
        copy_default(folder.path());
        std::fs::create_dir(folder.path().join("font")).expect("a folder");
        std::fs::write(folder.path().join("font/Carlito-Bold.ttf"), data).expect("written");
        load(folder.path())
    };
    assert_eq!(said(&sound), Vec::<String>::new());
    let want = |cause: &str| {
        vec![format!(
            "layout.toml:15:13 layout-non-valido: Il carattere «font/Carlito-Bold.ttf» {cause}."
        )]
    };
    assert_eq!(said(b"no font"), want("non è un file di carattere .ttf leggibile"));
    let at = |tag: &[u8]| sound.windows(4).position(|w| w == tag).expect("a table");
    let mut no_outlines = sound.clone();
    no_outlines[at(b"glyf")] = b'x';
    assert_eq!(said(&no_outlines), want("non ha contorni TrueType: serve un file .ttf, non .otf"));
    let mut no_widths = sound.clone();
    no_widths[at(b"hmtx")] = b'x';
    assert_eq!(said(&no_widths), want("è rovinato: ne manca una parte"));
    assert_eq!(said(&sound[..sound.len() / 2]), want("è rovinato: ne manca una parte"));
    let silent = want("non dice se può essere incorporato in un documento");
    let mut no_permissions = sound.clone();
    no_permissions[at(b"OS/2")] = b'x';
    assert_eq!(said(&no_permissions), silent);
    // The table directory has tag, checksum, offset and length; fsType is at byte 8.
    let os2 = at(b"OS/2") + 8;
    let offset = u32::from_be_bytes(sound[os2..os2 + 4].try_into().expect("four bytes")) as usize;
    assert_eq!(sound[offset + 1], 3, "versions before 2 know the first bits only");
    let with = |fs_type: u16| {
        let mut font = sound.clone();
        font[offset + 8..offset + 10].copy_from_slice(&fs_type.to_be_bytes());
        said(&font)
    };
    for fs_type in [0x0002, 0x0100, 0x0200] {
        let cause = "non può essere incorporato in un documento: il suo autore lo vieta";
        assert_eq!(with(fs_type), want(cause), "{fs_type:#x}");
    }
    assert_eq!(with(0x000F), silent, "bits that exclude each other");
    assert_eq!([with(0), with(0x0004), with(0x0008)], [const { Vec::<String>::new() }; 3]);
}

#[cfg(unix)]
#[test]
fn a_template_that_lies_elsewhere_is_refused() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    let template = folder.path().join("area.hbs");
    std::fs::remove_file(&template).expect("removed");
    std::os::unix::fs::symlink("/etc/passwd", &template).expect("a link");
    let got = load(folder.path());
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].ends_with("esce dalla cartella del layout."), "{got:?}");
}

#[test]
fn cells_carry_their_objective_where_the_layout_asks_for_it() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    let path = folder.path().join("layout.toml");
    let text = std::fs::read_to_string(&path).expect("the default layout");
    std::fs::write(&path, format!("{text}\n[docx]\ncontrolli = true\n")).expect("written");
    let plan = crate::support::small_plan("PIANO", "Testo");
    let identities = |layout: &str| -> Vec<Option<String>> {
        let annex = crate::support::annex_of(&plan, layout);
        let tables = annex.blocks.into_iter().filter_map(|block| match block {
            allegati::annex::Block::Table(table) => Some(table),
            _ => None,
        });
        let rows = tables.flat_map(|table| table.into_parts().bodies).flat_map(|body| body.rows);
        rows.flat_map(|row| row.cells).map(|cell| cell.identity).collect()
    };
    assert_eq!(identities("piano-obiettivi"), vec![None; 6]);
    let named = identities(&folder.path().display().to_string());
    let fields = ["servizio", "tipologia", "descrizione", "risultato", "indicatore", "peso"];
    assert_eq!(named, fields.map(|field| Some(format!("1.{field}"))));
}

#[test]
fn headings_are_templates_and_checked_as_such() {
    let got = findings_with("layout.toml", "{{piano.tipologie}}", "{{piano.tipi}}");
    assert_eq!(
        got,
        ["layout.toml:37:16 modello-non-valido: Il modello usa «piano.tipi», che qui non esiste."]
    );
    let got = findings_with("layout.toml", "\"RISULTATO ATTESO\"", "\" \"");
    assert_eq!(
        got,
        ["layout.toml:50:16 layout-non-valido: Il valore di «intestazione» non va bene."]
    );
}

#[test]
fn a_partial_may_name_what_all_its_callers_know() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text);
    write("nome.hbs", "{{nome}}").expect("written");
    write("area.hbs", "{{> nome}}").expect("written");
    write("tabella.hbs", "Tabella: {{> nome}}").expect("written");
    assert_eq!(load(folder.path()), [""; 0]);
    write("titolo.hbs", "{{> nome}}").expect("written");
    assert_eq!(
        load(folder.path()),
        ["nome.hbs:1:1 modello-non-valido: Il modello usa «nome», che qui non esiste."]
    );
}

#[test]
fn totals_need_a_column() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    let path = folder.path().join("layout.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    let text = text
        .replace("totali = false", "totali = true")
        .replace("campo = \"peso\"", "campo = \"codice\"");
    std::fs::write(&path, text).expect("written");
    let got = load(folder.path());
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].contains("nessuna si somma"), "{got:?}");
}

#[test]
fn a_template_that_is_not_utf8_is_told_at_its_place() {
    let folder = tempfile::tempdir().expect("temporary folder");
    copy_default(folder.path());
    std::fs::write(folder.path().join("titolo.hbs"), b"Citt\xE0 {{piano.titolo}}")
        .expect("written");
    let got = load(folder.path());
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].starts_with("titolo.hbs:1:5 file-illeggibile: "), "{got:?}");
}

#[test]
fn a_layout_older_than_printed_signatures_still_serves() {
    let style = "[stili.firma]\ncorpo = 10\nallineamento = \"centro\"\nprima = 18";
    assert_eq!(findings_with("layout.toml", style, ""), [""; 0]);
}

#[test]
fn what_has_no_room_is_told_at_its_line() {
    let wide = findings_with("layout.toml", "larghezza = 25\n", "larghezza = \"400 mm\"\n");
    assert_eq!(wide.len(), 1, "{wide:?}");
    assert!(
        wide[0].starts_with(
            "layout.toml:44:9 layout-non-valido: Le colonne con misura fissa occupano 400 mm"
        ),
        "{wide:?}"
    );
    let page = "orientamento = \"orizzontale\"\nmargini = { alto = 20, destro = 14, basso = 17, sinistro = 14 }";
    let small = "orientamento = \"verticale\"\nmargini = { alto = 20, destro = 90, basso = 17, sinistro = 95 }";
    let margins = findings_with("layout.toml", page, small);
    assert_eq!(margins.len(), 1, "{margins:?}");
    assert!(margins[0].starts_with("layout.toml:9:60 layout-non-valido: I margini"), "{margins:?}");
    let columns = "[[colonne]]\ncampo = \"x\"\nintestazione = \"X\"\n".repeat(100);
    let many = findings_with("layout.toml", "[tabella]\n", &format!("{columns}\n[tabella]\n"));
    assert_eq!(many.len(), 1, "{many:?}");
    assert!(
        many[0].contains("Le colonne sono 106") && !many[0].starts_with("layout.toml:1:1 "),
        "{many:?}"
    );
}
