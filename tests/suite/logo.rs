//! Logo of a layout in the three formats, with its alternative text.

use crate::support::{annex_of, names, plan_sheet, root, run, small_plan, stderr, stdout};
use allegati::annex::{Align, Block, dump};
use allegati::render::{docx, pdf, xlsx};
use std::io::Read;
use std::path::Path;

const WORDS: &str = "Stemma: PIANO & OBIETTIVI";

/// Makes a folder with the layout `mio`, which has a logo, and a plan; `settings` are its `[logo]`.
fn office(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    let layout = folder.path().join("mio");
    std::fs::create_dir(&layout).expect("a folder");
    let own = format!("base = \"piano-obiettivi\"\n\n[logo]\n{settings}\n");
    std::fs::write(layout.join("layout.toml"), own).expect("written");
    let drawing = root().join("tests/suite/fixtures/logo/layout/stemma.svg");
    std::fs::copy(drawing, layout.join("stemma.svg")).expect("copied");
    let plan = small_plan("PIANO & OBIETTIVI", "Testo");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    folder
}

const SETTINGS: &str = "file = \"stemma.svg\"\ntesto = \"Stemma: {{piano.titolo}}\"";

fn controlla(folder: &Path) -> String {
    stdout(&run(folder, &["controlla", "piano.yaml", "--layout", "mio", "--tutto"]))
}

/// Reads a part of a package as text.
fn part(package: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

#[test]
fn the_logo_stands_first_as_large_as_the_layout_says() {
    let layout = |settings: &str| {
        let folder = office(settings);
        annex_of(
            &small_plan("PIANO & OBIETTIVI", "Testo"),
            &folder.path().join("mio").display().to_string(),
        )
    };
    let annex = layout(SETTINGS);
    let first = dump(&annex).lines().nth(3).map(str::to_owned);
    assert_eq!(first.as_deref(), Some("figura «Stemma: PIANO & OBIETTIVI» 14.4 × 18.0 mm Center"));
    let annex = layout(&format!("{SETTINGS}\naltezza = 40\nallineamento = \"destra\""));
    let Block::Picture(picture) = &annex.blocks[0] else { panic!("no picture") };
    assert_eq!((picture.width.0, picture.height.0, picture.align), (32.0, 40.0, Align::Right));
    // 300 dots to the inch.
    assert_eq!((picture.image.width, picture.image.height), (378, 472));
}

#[test]
fn every_format_has_the_picture_and_its_words_in_the_same_bytes_each_time() {
    let folder = office(SETTINGS);
    let plan = small_plan("PIANO & OBIETTIVI", "Testo");
    let annex = annex_of(&plan, &folder.path().join("mio").display().to_string());
    let Block::Picture(picture) = &annex.blocks[0] else { panic!("no picture") };
    let files = || {
        let options = pdf::PdfOptions::default();
        let pdf = pdf::pdf(&annex, &options).expect("a PDF").bytes;
        [
            pdf,
            xlsx::xlsx(&annex, &plan_sheet()).expect("a workbook"),
            docx::docx(&annex).expect("a document"),
        ]
    };
    let [pdf, workbook, document] = files();
    assert!(files() == [pdf.clone(), workbook.clone(), document.clone()], "other bytes");

    let described = "descr=\"Stemma: PIANO &amp; OBIETTIVI\"";
    let drawing = part(&workbook, "xl/drawings/drawing1.xml");
    assert!(drawing.contains(described), "{drawing}");
    // 14.4 × 18 mm in English Metric Units.
    assert!(drawing.contains("<a:ext cx=\"518400\" cy=\"648000\"/>"), "{drawing}");
    let body = part(&document, "word/document.xml");
    let shown = format!("<wp:docPr id=\"1\" name=\"Figura 1\" {described}/>");
    assert!(body.contains(&shown) && body.contains("r:embed=\"rIdImage1\""), "{body}");
    assert!(body.contains("<wp:extent cx=\"518400\" cy=\"648000\"/>"), "{body}");
    for (package, name) in
        [(&workbook, "xl/media/image1.png"), (&document, "word/media/image1.png")]
    {
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
        let mut bytes = Vec::new();
        package.by_name(name).expect(name).read_to_end(&mut bytes).expect("bytes");
        assert!(bytes == picture.image.png, "{name} is another picture");
    }

    let file = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let image = file.objects.values().filter_map(|object| object.as_stream().ok()).find(|stream| {
        stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|s| s == b"Image")
    });
    let image = image.expect("an image");
    let keys: Vec<_> = image.dict.iter().map(|(key, _)| String::from_utf8_lossy(key)).collect();
    let mut keys: Vec<_> = keys.iter().map(AsRef::as_ref).collect();
    keys.sort_unstable();
    // Nothing that a PDF/A forbids, and no mask.
    let wanted = [
        "BitsPerComponent",
        "ColorSpace",
        "Filter",
        "Height",
        "Length",
        "Subtype",
        "Type",
        "Width",
    ];
    assert_eq!(keys, wanted);
    assert!(image.decompressed_content().expect("samples") == picture.image.rgb);
    let dicts = || file.objects.values().filter_map(|object| object.as_dict().ok());
    let figures: Vec<_> = dicts()
        .filter(|dict| {
            dict.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|s| s == b"Figure")
        })
        .collect();
    assert_eq!(figures.len(), 1);
    let words = lopdf::decode_text_string(figures[0].get(b"Alt").expect("words")).expect("text");
    assert_eq!(words, WORDS);
    let attributes = figures[0].get(b"A").and_then(lopdf::Object::as_dict).expect("attributes");
    let edges = attributes.get(b"BBox").and_then(lopdf::Object::as_array).expect("edges");
    let edges: Vec<f32> = edges.iter().map(|edge| edge.as_float().expect("a number")).collect();
    // In the middle of a page 297 mm wide, 14.4 × 18 mm.
    let [left, bottom, right, top] = edges[..] else { panic!("{edges:?}") };
    let millimetres = |points: f32| (points * 254.0 / 72.0).round() / 10.0;
    assert_eq!([left + right, right - left, top - bottom].map(millimetres), [297.0, 14.4, 18.0]);
}

#[test]
fn the_pages_and_tags_name_the_picture() {
    let folder = office(SETTINGS);
    let plan = small_plan("PIANO & OBIETTIVI", "Testo");
    let annex = annex_of(&plan, &folder.path().join("mio").display().to_string());
    let pages = pdf::dump_pages(&annex).expect("pages");
    let lines: Vec<_> = pages.lines().take(4).map(str::trim).collect();
    // The picture begins where the title stands without one.
    assert_eq!(lines[..2], ["pagina 1", "figura 33.6–84.6"]);
    assert_eq!(lines[3], "PIANO & OBIETTIVI");
    let tags = pdf::dump_tags(&annex).expect("tags");
    let lines: Vec<_> = tags.lines().take(3).collect();
    assert_eq!(lines, ["Document", "  Figure «Stemma: PIANO & OBIETTIVI» [1.0]", "  H1 [1.1]"]);
}

#[test]
fn what_is_wrong_with_a_logo_is_told_at_its_line_and_nothing_is_written() {
    let cases = [
        ("file = \"manca.png\"\ntesto = \"x\"", "mio/layout.toml:4:8", "«manca.png» non c'è"),
        ("file = \"../fuori.png\"\ntesto = \"x\"", "mio/layout.toml:4:8", "esce dalla cartella"),
        ("file = \"/etc/passwd\"\ntesto = \"x\"", "mio/layout.toml:4:8", "esce dalla cartella"),
        ("file = \"layout.toml\"\ntesto = \"x\"", "mio/layout.toml:4:8", "non è un'immagine"),
        ("file = \"stemma.svg\"", "mio/layout.toml:3:1", "Manca la chiave «testo»"),
        ("file = \"stemma.svg\"\ntesto = \" \"", "mio/layout.toml:5:9", "Il valore di «testo»"),
        ("file = \"stemma.svg\"\ntesto = \"{{pieno}}\"", "mio/layout.toml:5:9", "usa «pieno»"),
        (
            "file = \"stemma.svg\"\ntesto = \"{{piano.ente}}\"",
            "mio/layout.toml:5:9",
            "la descrizione del logo è vuota",
        ),
        (
            "file = \"stemma.svg\"\ntesto = \"x\"\naltezza = 300",
            "mio/layout.toml:6:11",
            "Il valore di «altezza»",
        ),
        (
            "file = \"stemma.svg\"\ntesto = \"x\"\nlarghezza = 3",
            "mio/layout.toml:6:1",
            "La chiave «larghezza» qui non esiste",
        ),
    ];
    for (settings, place, said) in cases {
        let folder = office(settings);
        let output = run(folder.path(), &["genera", "piano.yaml", "--layout", "mio", "--tutto"]);
        let report = stderr(&output).replace('\\', "/");
        assert_eq!(output.status.code(), Some(1), "{settings}: {report}");
        assert!(report.contains(place) && report.contains(said), "{settings}: {report}");
        assert_eq!(names(folder.path()), ["mio", "piano.yaml"]);
    }
    let folder = office(&format!("file = \"stemma.svg\"\ntesto = \"{}\"", "x".repeat(300)));
    let report = controlla(folder.path());
    let said = "Il testo ha 300 caratteri; la descrizione di un'immagine di Excel ne contiene 255.";
    assert!(report.contains(said) && report.contains("layout.toml:5:9"), "{report}");
}

#[cfg(unix)]
#[test]
fn a_logo_that_lies_elsewhere_is_refused() {
    let folder = office("file = \"altrove.svg\"\ntesto = \"x\"");
    let drawing = root().join("tests/suite/fixtures/logo/layout/stemma.svg");
    std::os::unix::fs::symlink(drawing, folder.path().join("mio/altrove.svg")).expect("a link");
    let report = controlla(folder.path());
    assert!(report.contains("esce dalla cartella del layout"), "{report}");
}

#[test]
fn a_layout_has_the_logo_of_the_one_it_builds_on() {
    let folder = office(SETTINGS);
    std::fs::create_dir(folder.path().join("settore")).expect("a folder");
    let own = "base = \"mio\"\n[logo]\nallineamento = \"sinistra\"\n";
    std::fs::write(folder.path().join("settore/layout.toml"), own).expect("written");
    let plan = small_plan("PIANO & OBIETTIVI", "Testo");
    let annex = annex_of(&plan, &folder.path().join("settore").display().to_string());
    let Block::Picture(picture) = &annex.blocks[0] else { panic!("no picture") };
    assert_eq!((picture.text.as_str(), picture.align), (WORDS, Align::Left));
}

#[test]
fn annexes_with_a_logo_can_be_read_again() {
    let folder = office(SETTINGS);
    let output = run(folder.path(), &["genera", "piano.yaml", "--layout", "mio"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for kind in ["xlsx", "docx"] {
        let file = format!("output/piano.{kind}");
        let read = run(folder.path(), &["importa", &file, "-o", "-", "--layout", "mio"]);
        let plan = stdout(&read);
        assert_eq!(read.status.code(), Some(0), "{kind}: {}", stderr(&read));
        for text in ["PIANO & OBIETTIVI", "SEGRETERIA", "Testo", "Relazione", "AREA UNICA"] {
            assert!(plan.contains(text), "{kind}: {plan}");
        }
    }
}
