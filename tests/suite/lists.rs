//! Lists inside lists: in the three formats, and back from Word as they were written.

use crate::support::{annex_of, plan_sheet, run, small_plan, stderr, stdout};
use allegati::render::{docx, pdf, xlsx};
use std::io::Read;

/// Makes a plan whose objective has `lines` as its description.
fn plan(lines: &str) -> String {
    let indented: String = lines.lines().map(|line| format!("\n              {line}")).collect();
    small_plan("ELENCHI", &format!("|-{indented}"))
}

const NESTED: &str = "\
Attività:
- la prima
  - raccolta
  - controllo
    a) formale
    b) di merito
- la seconda";

/// Reads a part of a package as text.
fn part(package: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_list_inside_an_item_is_a_list_of_its_body() {
    let tags = pdf::dump_tags(&annex_of(&plan(NESTED), "piano-obiettivi")).expect("tags");
    let names = tags.lines().map(|line| line.split(" [").next().unwrap_or(line));
    let lines: Vec<_> = names.skip_while(|line| line.trim() != "L").collect();
    let depth = lines[0].len() - 1;
    let lines: Vec<_> = lines.iter().map(|line| &line[depth..]).take(22).collect();
    let wanted = [
        "L",
        "  LI",
        "    Lbl",
        "    LBody",
        "      L",
        "        LI",
        "          Lbl",
        "          LBody",
        "        LI",
        "          Lbl",
        "          LBody",
        "            L",
        "              LI",
        "                Lbl",
        "                LBody",
        "              LI",
        "                Lbl",
        "                LBody",
        "  LI",
        "    Lbl",
        "    LBody",
    ];
    assert_eq!(lines[..wanted.len()], wanted);
}

#[test]
fn every_item_keeps_the_label_that_its_author_wrote() {
    let pages = pdf::dump_pages(&annex_of(&plan(NESTED), "piano-obiettivi")).expect("pages");
    let lines: Vec<_> = pages.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| *line == "- la prima").expect("the list");
    let wanted =
        ["- la prima", "- raccolta", "- controllo", "a) formale", "b) di merito", "- la seconda"];
    assert_eq!(lines[at..at + 6], wanted);
}

#[test]
fn word_has_a_level_for_each_depth_and_excel_the_author_s_blanks() {
    let annex = annex_of(&plan(NESTED), "piano-obiettivi");
    let document = docx::docx(&annex).expect("a document");
    let body = part(&document, "word/document.xml");
    let levels: Vec<_> = body.split("<w:ilvl w:val=\"").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(levels, ["0", "1", "1", "2", "2", "0"]);
    let lists = part(&document, "word/numbering.xml");
    let texts: Vec<_> = lists
        .split("<w:lvlText w:val=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(texts, ["-", "-", "a)", "a)", "a)", "b)", "b)", "b)"]);
    let strings =
        part(&xlsx::xlsx(&annex, &plan_sheet()).expect("a workbook"), "xl/sharedStrings.xml");
    assert!(strings.contains(NESTED), "{strings}");
}

#[test]
fn the_author_s_text_comes_back_from_word_and_excel() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), plan(NESTED)).expect("written");
    let made = run(folder.path(), &["genera", "piano.yaml"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    for kind in ["docx", "xlsx"] {
        let file = format!("output/piano.{kind}");
        let back = stdout(&run(folder.path(), &["importa", &file, "-o", "-"]));
        let text = NESTED.replace('\n', "\n              ");
        assert!(
            back.contains(&format!("descrizione: |-\n              {text}\n")),
            "{kind}: {back}"
        );
    }
}
