//! `distribuisci` and `raccogli`: workbooks go out to be filled in and come back.

use crate::support::{names, run, stderr, stdout};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Read, Write};
use std::path::Path;

const PLAN: &str = "\
# Il piano di prova.
titolo: PIANO
anni: [2024]
aree:
  - nome: TECNICA
    responsabile: Ing. Rossi
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          # Il primo.
          - servizio: LAVORI
            descrizione: Manutenzione delle strade comunali
            risultato: Entro il 31.12.2024
            peso: 40
          - {servizio: LAVORI, descrizione: Ponti, peso: 60}
  - nome: SOCIALE
    responsabile: Dott.ssa Verdi
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          - servizio: SCUOLA
            descrizione: Mensa
            peso: 100
";

/// Sheets of a workbook, each with its name and its rows.
type Sheets = Vec<(String, Vec<Vec<Data>>)>;
/// Change of the heads of a sheet.
type HeadsChange<'c> = &'c dyn Fn(&mut Vec<Data>);

fn told(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let done = run(folder, args);
    (done.status.code(), stdout(&done) + &stderr(&done))
}

/// Returns a folder with the plan and the workbooks that were handed out in `inviati`.
fn handed_out(plan: &str, options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let args = [&["distribuisci", "piano.yaml", "--uscita", "inviati"], options].concat();
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    std::fs::create_dir(folder.path().join("tornati")).expect("a folder");
    folder
}

fn sheets(path: &Path) -> Sheets {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let names = book.sheet_names();
    let rows = |name: &String| {
        let range = book.worksheet_range(name).expect("a sheet");
        let rows = range.rows().map(<[Data]>::to_vec).collect();
        (name.clone(), rows)
    };
    names.iter().map(rows).collect()
}

/// Writes the cells of `sheets` as another program would: without formats, locks and rules; words behind
/// «~~» are struck out.
fn save(sheets: &Sheets, path: &Path) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (r, row) in (0..).zip(rows) {
            for (c, cell) in (0..).zip(row) {
                let written = match cell {
                    Data::Float(number) => sheet.write_number(r, c, *number),
                    Data::Int(number) => sheet.write_number(r, c, *number as f64),
                    Data::Empty => continue,
                    Data::String(words) if words.starts_with("~~") => {
                        let struck = Format::new().set_font_strikethrough();
                        sheet.write_string_with_format(r, c, &words[2..], &struck)
                    }
                    other => sheet.write_string(r, c, other.to_string()),
                };
                written.expect("a cell");
            }
        }
    }
    book.save(path).expect("saved");
}

/// Returns the cell below `head` in a row of the first sheet, the rows below the heads from 0.
fn cell<'s>(sheets: &'s mut Sheets, row: usize, head: &str) -> &'s mut Data {
    let rows = &mut sheets[0].1;
    let is_head = |cell: &Data| matches!(cell, Data::String(words) if words == head);
    let found = rows.iter().enumerate().find_map(|(r, cells)| {
        cells.iter().position(is_head).filter(|_| cells.len() > 4).map(|c| (r, c))
    });
    let (above, column) = found.expect(head);
    &mut rows[above + 1 + row][column]
}

/// Saves a workbook that was handed out in `tornati` as `name`, as `fill` makes it.
fn send_back(folder: &Path, sent: &str, name: &str, fill: impl Fn(&mut Sheets)) {
    let mut sheets = sheets(&folder.join("inviati").join(sent));
    fill(&mut sheets);
    save(&sheets, &folder.join("tornati").join(name));
}

fn text(words: &str) -> Data {
    Data::String(words.to_owned())
}

fn fill_technical(sheets: &mut Sheets) {
    *cell(sheets, 0, "Raggiunto %") = text("80%");
    *cell(sheets, 0, "Documenti a riprova") = text("Verbale n. 3 del 31.12.2024");
    *cell(sheets, 1, "Raggiunto %") = text("non valutabile");
}

fn fill_social(sheets: &mut Sheets) {
    *cell(sheets, 0, "Raggiunto %") = text("100%");
    *cell(sheets, 0, "Note") = text("Con: segni # e \"virgolette\"");
}

const TECHNICAL: &str = "esiti TECNICA.xlsx";
const SOCIAL: &str = "esiti SOCIALE.xlsx";

#[test]
fn words_in_place_of_a_percentage_cost_their_row_alone() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "sociale.xlsx", fill_social);
    send_back(folder.path(), TECHNICAL, "tecnica.xlsx", |sheets| {
        fill_technical(sheets);
        // These are the words of the head as well.
        *cell(sheets, 0, "Raggiunto %") = text("raggiunto");
    });
    std::fs::create_dir(folder.path().join("tornati/altri")).expect("a folder");
    let (_, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!said.contains("non c'è più la riga"), "{said}");
    assert!(said.contains("Non letti: altri (una cartella)."), "{said}");
    assert!(said.contains("esito-non-valido") && said.contains("«raggiunto»"), "{said}");
    // A result above the full one that its cell shows is no doubt.
    send_back(folder.path(), TECHNICAL, "tecnica.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Raggiunto %") = text("150%");
    });
    let (_, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("L'esito è 150 %") && !said.contains("è da controllare"), "{said}");
}

#[test]
fn results_come_back_into_the_plan() {
    // An entry in braces has no room for a result: it is the second of this plan that has.
    let plan = PLAN.replace(
        "- {servizio: LAVORI, descrizione: Ponti, peso: 60}",
        "- servizio: LAVORI\n            descrizione: Ponti\n            peso: 60",
    );
    let folder = handed_out(&plan, &["--per", "area"]);
    assert_eq!(names(&folder.path().join("inviati")), [SOCIAL, TECHNICAL]);
    send_back(folder.path(), TECHNICAL, "Re_ esiti(1).xlsx", fill_technical);
    send_back(folder.path(), SOCIAL, "sociale.xlsx", fill_social);
    let back = folder.path().join("tornati");
    for other in ["~$sociale.xlsx", ".~lock.sociale.xlsx#", "lettera.pdf"] {
        std::fs::write(back.join(other), "altro").expect("written");
    }
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(0), "{said}");
    for line in [
        "TECNICA: completo, 2 righe (Re_ esiti(1).xlsx)",
        "SOCIALE: completo, 1 riga (sociale.xlsx)",
        "Tornati: 2 su 2, per area.",
        "Non letti: lettera.pdf.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let made = std::fs::read_to_string(folder.path().join("esiti.yaml")).expect("the plan");
    let first = "            peso: 40\n            esito:\n              2024:\n                percentuale: 80%\n                evidenza: Verbale n. 3 del 31.12.2024\n";
    let second = "            peso: 60\n            esito:\n              2024: non valutabile\n";
    for lines in [first, second, "# Il piano di prova.\n", "          # Il primo.\n"] {
        assert!(made.contains(lines), "{lines}\n{made}");
    }
    // A text that was changed is to be looked at, even if everything is filled in.
    send_back(folder.path(), TECHNICAL, "Re_ esiti(1).xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Obiettivo") = text("Manutenzione delle strade");
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert_eq!(status, Some(3), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("ora è «Manutenzione delle strade»"), "{said}");
    send_back(folder.path(), TECHNICAL, "Re_ esiti(1).xlsx", fill_technical);
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("c'è già e non è stato toccato"), "{said}");
    for results in [vec!["esiti.yaml"], vec!["piano.yaml", "tornati"]] {
        let args = [&["consuntivo"], results.as_slice(), &["--uscita", "out", "--sostituisci"]];
        let (status, said) = told(folder.path(), &args.concat());
        assert_eq!(status, Some(0), "{said}");
        assert!(!said.contains("esito-mancante"), "{said}");
    }
}

#[test]
fn an_entry_without_room_makes_a_new_text() {
    let folder = handed_out(PLAN, &["--per", "responsabile"]);
    send_back(folder.path(), "esiti Ing. Rossi.xlsx", "r.xlsx", fill_technical);
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("Dott.ssa Verdi: manca"), "{said}");
    assert!(said.contains("Tornati: 1 su 2, per responsabile."), "{said}");
    assert!(said.contains("È scritto da capo"), "{said}");
    let made = std::fs::read_to_string(folder.path().join("esiti.yaml")).expect("the plan");
    assert!(made.contains("2024: non valutabile"), "{made}");
}

#[test]
fn what_should_not_have_been_touched_is_said_with_its_cell() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Peso") = Data::Float(45.0);
        *cell(sheets, 0, "Obiettivo") = text("Manutenzione delle strade vicinali");
        *cell(sheets, 0, "Risultato atteso") = text("Entro il 2025");
        sheets[0].0 = "Foglio1".to_owned();
        let (_, rows) = &mut sheets[0];
        rows.pop();
    });
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(3), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in [
        "«Peso», «40», «45»: Foglio1!I6",
        "«Risultato atteso», «Entro il 31.12.2024», «Entro il 2025»: Foglio1!H6",
        "«Obiettivo», «Manutenzione delle strade comunali», «Manutenzione delle strade vicinali»: Foglio1!G6",
        "Rispetto a quello che era stato mandato: 5 differenze.",
        "Il foglio ha cambiato nome: era «Valutazione», ora è «Foglio1».",
        "Nel foglio non c'è più la riga dell'obiettivo 2 per il 2024.",
        "TECNICA: in parte, 1 riga su 2 (t.xlsx)",
        "SOCIALE: manca",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let made = std::fs::read_to_string(folder.path().join("esiti.yaml")).expect("the plan");
    assert!(made.contains("peso: 40") && made.contains("percentuale: 80%"), "{made}");
}

#[test]
fn rows_of_others_are_refused() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "N.") = Data::Float(2.0);
        *cell(sheets, 1, "N.") = Data::Float(1.0);
    });
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(1), "{said}");
    assert_eq!(said.matches("errore[riga-di-altro-piano]").count(), 2, "{said}");
    assert!(!said.contains("cella-cambiata"), "{said}");
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 1, "N.") = Data::Empty;
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("nella colonna «N.» non c'è"), "{said}");
    assert!(!folder.path().join("esiti.yaml").exists());
}

#[test]
fn two_files_of_one_area_must_say_the_same() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "a.xlsx", fill_social);
    send_back(folder.path(), SOCIAL, "b.xlsx", fill_social);
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert_eq!(status, Some(3), "{said}");
    assert!(
        said.contains("avviso[file-doppio]: Di SOCIALE ci sono due file che dicono lo"),
        "{said}"
    );
    send_back(folder.path(), SOCIAL, "b.xlsx", |sheets| {
        *cell(sheets, 0, "Raggiunto %") = text("90%")
    });
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(1), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("per l'obiettivo 3 «percentuale» è «100%» nel primo e «90%» nel secondo"),
        "{said}"
    );
    assert!(!folder.path().join("esiti.yaml").exists());
}

#[test]
fn a_plan_that_changed_after_the_files_were_sent_is_told_apart() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill_technical);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let changed = PLAN.replace("Entro il 31.12.2024", "Entro il 30.06.2024");
    std::fs::write(folder.path().join("piano.yaml"), changed).expect("written");
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert_eq!(status, Some(3), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("avviso[cambiato-dopo-invio]: Il piano è cambiato da quando"), "{said}");
    assert!(
        said.contains(
            "nel file distribuito è «Entro il 31.12.2024», nel piano di ora «Entro il 30.06.2024»"
        ),
        "{said}"
    );
    assert!(!said.contains("La cella bloccata"), "{said}");
}

#[test]
fn proposed_objectives_come_behind_those_of_their_period() {
    let folder = handed_out(PLAN, &["--per", "area", "--proposte", "--righe", "3"]);
    assert_eq!(
        names(&folder.path().join("inviati")),
        ["proposte SOCIALE.xlsx", "proposte TECNICA.xlsx"]
    );
    let propose = |sheets: &mut Sheets| {
        *cell(sheets, 0, "Servizio organizzativo") = text("SCUOLA");
        *cell(sheets, 0, "Descrizione") = text("Nuovo asilo: \"primo\" lotto");
        *cell(sheets, 0, "Risultato atteso") = text("Apertura");
        *cell(sheets, 0, "Peso") = Data::Float(20.0);
    };
    send_back(folder.path(), "proposte SOCIALE.xlsx", "s.xlsx", propose);
    send_back(folder.path(), "proposte TECNICA.xlsx", "t.xlsx", |_| {});
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "nuovo.yaml"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("SOCIALE: 1 proposta (s.xlsx)"), "{said}");
    assert!(said.contains("TECNICA: 0 proposte (t.xlsx)"), "{said}");
    let made = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("the plan");
    let entry = "            peso: 100\n          - servizio: SCUOLA\n            descrizione: 'Nuovo asilo: \"primo\" lotto'\n            risultato: Apertura\n            peso: 20\n";
    assert!(
        made.contains(entry) && made.starts_with(PLAN.lines().next().expect("a line")),
        "{made}"
    );
    send_back(folder.path(), "proposte SOCIALE.xlsx", "s.xlsx", |sheets| {
        propose(sheets);
        *cell(sheets, 0, "Descrizione") = Data::Empty;
        *cell(sheets, 0, "Area") = text("TECNICA");
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert_eq!(status, Some(1), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Alla proposta manca «Descrizione»"), "{said}");
    assert!(said.contains("«Area» della proposta è «TECNICA», che qui non si può"), "{said}");
}

#[test]
fn nothing_of_a_person_is_replaced_and_every_objective_has_a_file() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    let again = ["distribuisci", "piano.yaml", "--per", "area", "--uscita", "inviati"];
    assert_eq!(told(folder.path(), &again).0, Some(0), "the same bytes");
    let mine = folder.path().join("inviati").join(SOCIAL);
    std::fs::write(&mine, "mio").expect("written");
    let (status, said) = told(folder.path(), &again);
    assert_eq!(status, Some(2), "{said}");
    assert_eq!(std::fs::read(&mine).expect("a file"), b"mio");
    let without = PLAN.replace("    responsabile: Dott.ssa Verdi\n", "");
    std::fs::write(folder.path().join("piano.yaml"), without).expect("written");
    let args = ["distribuisci", "piano.yaml", "--per", "responsabile", "--uscita", "due"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(1), "{said}");
    assert!(
        said.contains("errore[senza-destinatario]: L'obiettivo «Mensa» non ha responsabile"),
        "{said}"
    );
    assert!(!folder.path().join("due").exists());
}

#[test]
fn a_workbook_given_as_the_plan_has_its_own_results() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    let made =
        run(folder.path(), &["genera", "piano.yaml", "--uscita", "out", "--formati", "xlsx"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let path = folder.path().join("out/piano.xlsx");
    let mut book = sheets(&path);
    let at = book.iter().position(|(name, _)| name == "Valutazione").expect("the sheet");
    book.swap(0, at);
    for row in 0..3 {
        *cell(&mut book, row, "Raggiunto %") = text("75%");
    }
    save(&book, &folder.path().join("compilata.xlsx"));
    let args = ["consuntivo", "compilata.xlsx", "--uscita", "due", "--formati", "docx"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    assert!(!said.contains("esito-mancante"), "{said}");
    // A copy of the sheet that says otherwise is no matter of taste.
    let (_, rows) = &book[0];
    book.push(("Valutazione (2)".to_owned(), rows.clone()));
    let last = book.len() - 1;
    book.swap(0, last);
    *cell(&mut book, 0, "Raggiunto %") = text("10%");
    save(&book, &folder.path().join("compilata.xlsx"));
    let args = ["consuntivo", "piano.yaml", "compilata.xlsx", "--uscita", "tre"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(1), "{said}");
    assert!(
        said.contains("errore[foglio-in-piu]: Nel file ci sono esiti anche nel foglio"),
        "{said}"
    );
}

/// Returns words on one line.
fn on_a_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Saves `sheets` with a formula that has no result below `head` in the first row.
fn save_with_formula(sheets: &mut Sheets, head: &str, path: &Path) {
    *cell(sheets, 0, head) = text("FORMULA");
    save(sheets, path);
    let (mut archive, mut made) = (
        zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("zip"),
        zip::ZipWriter::new(std::io::Cursor::new(Vec::new())),
    );
    let mut texts = String::new();
    archive
        .by_name("xl/sharedStrings.xml")
        .expect("texts")
        .read_to_string(&mut texts)
        .expect("read");
    let at = texts.split("<si>").position(|one| one.contains(">FORMULA<")).expect("the cell") - 1;
    for at_part in 0..archive.len() {
        let mut part = archive.by_index(at_part).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).expect("read");
        let cell = format!(" t=\"s\"><v>{at}</v>");
        let content = content.replace(&cell, "><f>1+1</f>");
        made.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        made.write_all(content.as_bytes()).expect("written");
    }
    std::fs::write(path, made.finish().expect("zip").into_inner()).expect("written");
}

#[test]
fn proposals_that_the_plan_has_are_not_added_again() {
    let folder = handed_out(PLAN, &["--per", "area", "--proposte", "--righe", "3"]);
    let propose = |sheets: &mut Sheets| {
        *cell(sheets, 0, "Servizio organizzativo") = text("SCUOLA");
        *cell(sheets, 0, "Descrizione") = text("Nuovo asilo");
        *cell(sheets, 0, "Indicatore di risultato") = text("Apertura");
        *cell(sheets, 0, "Peso") = Data::Float(20.0);
    };
    send_back(folder.path(), "proposte SOCIALE.xlsx", "s.xlsx", propose);
    let gather = |plan: &str, new: &str| {
        let (status, said) = told(folder.path(), &["raccogli", plan, "tornati", "-o", new]);
        (status, on_a_line(&said))
    };
    assert_eq!(gather("piano.yaml", "nuovo.yaml").0, Some(3), "one area is missing");
    let (_, said) = gather("nuovo.yaml", "due.yaml");
    assert!(said.contains("SOCIALE: 1 proposta, 1 già nel piano (s.xlsx)"), "{said}");
    assert!(
        said.contains("avviso[proposta-gia-nel-piano]: La proposta «Nuovo asilo» nel piano c'è già: non è stata aggiunta."),
        "{said}"
    );
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("the plan");
    assert_eq!(read("due.yaml"), read("nuovo.yaml"));
    std::fs::write(
        folder.path().join("nuovo.yaml"),
        read("due.yaml").replace("peso: 20", "peso: 25"),
    )
    .expect("written");
    let (status, said) = gather("nuovo.yaml", "tre.yaml");
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("c'è già, ma «Peso» là è «25», qui è «20»"), "{said}");
}

#[test]
fn heads_and_rows_of_proposals_may_be_touched() {
    let folder = handed_out(PLAN, &["--per", "area", "--proposte", "--righe", "1"]);
    send_back(folder.path(), "proposte TECNICA.xlsx", "t.xlsx", |_| {});
    send_back(folder.path(), "proposte SOCIALE.xlsx", "s.xlsx", |sheets| {
        let rows = &mut sheets[0].1;
        let heads = rows.iter().position(|row| row.contains(&text("Descrizione"))).expect("heads");
        let at = |rows: &[Vec<Data>], head: &str| {
            rows[heads].iter().position(|cell| *cell == text(head)).expect(head)
        };
        let (expected, indicator) =
            (at(rows, "Risultato atteso"), at(rows, "Indicatore di risultato"));
        rows[heads].swap(expected, indicator);
        rows[heads].push(text("Appunti"));
        // Behind the row of the form, which names the area and the period.
        let mut row = vec![Data::Empty; rows[heads].len()];
        row[at(rows, "Servizio organizzativo")] = text("SCUOLA");
        row[at(rows, "Descrizione")] = text("Nuovo asilo");
        rows.truncate(heads + 2);
        rows.push(row);
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati", "--tutto"]);
    let said = on_a_line(&said);
    assert_eq!(status, Some(3), "{said}");
    for line in [
        "SOCIALE: 1 proposta (s.xlsx)",
        "Nel foglio c'è una colonna in più, «Appunti».",
        "L'intestazione «Indicatore di risultato» ora sta prima di «Risultato atteso»",
        "Rispetto a quello che era stato mandato: 2 differenze.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn a_value_without_a_percentage_is_no_whole_answer() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        *cell(sheets, 0, "Valore raggiunto") = text("12 km");
        *cell(sheets, 1, "Raggiunto %") = text("50%");
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    let said = on_a_line(&said);
    assert_eq!(status, Some(3), "{said}");
    assert!(
        said.contains("TECNICA: in parte, 1 riga su 2, 1 senza percentuale (t.xlsx)"),
        "{said}"
    );
    assert!(
        said.contains("avviso[esito-mancante]: L'obiettivo 1 ha il valore raggiunto «12 km» e non la percentuale"),
        "{said}"
    );
    // The plan may say how to get it.
    let plan = PLAN.replace(
        "            peso: 40\n",
        "            peso: 40\n            esito: {atteso: 24}\n",
    );
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        *cell(sheets, 0, "Valore raggiunto") = Data::Float(12.0);
        *cell(sheets, 1, "Raggiunto %") = text("50%");
    });
    let (_, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert!(said.contains("TECNICA: completo, 2 righe (t.xlsx)"), "{said}");
}

#[test]
fn a_formula_without_its_result_is_no_text() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    let mut book = sheets(&folder.path().join("inviati").join(SOCIAL));
    fill_social(&mut book);
    save_with_formula(&mut book, "Valore raggiunto", &folder.path().join("tornati/s.xlsx"));
    let (status, said) =
        told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert_eq!(status, Some(1), "{said}");
    let line = "errore[valore-di-errore]: In «Valore raggiunto» c'è una formula senza risultato";
    assert!(said.contains(line) && !folder.path().join("esiti.yaml").exists(), "{said}");

    let folder = handed_out(PLAN, &["--per", "area", "--proposte", "--righe", "3"]);
    let mut book = sheets(&folder.path().join("inviati/proposte SOCIALE.xlsx"));
    *cell(&mut book, 0, "Servizio organizzativo") = text("SCUOLA");
    *cell(&mut book, 0, "Descrizione") = text("Nuovo asilo");
    save_with_formula(&mut book, "Peso", &folder.path().join("tornati/s.xlsx"));
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("errore[valore-di-errore]: In «Peso» c'è una formula"), "{said}");
}

#[test]
fn what_is_struck_out_is_not_taken_and_told() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", |sheets| {
        fill_social(sheets);
        *cell(sheets, 0, "Documenti a riprova") = text("~~Verbale n. 3 del 31.12.2024");
    });
    for args in [
        &["raccogli", "piano.yaml", "tornati"][..],
        &["consuntivo", "piano.yaml", "tornati", "--uscita", "out", "--formati", "docx"],
    ] {
        let (_, said) = told(folder.path(), args);
        assert!(said.contains("avviso[testo-barrato]"), "{said}");
    }
}

#[test]
fn heads_that_were_touched_are_said_with_their_cells() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", |sheets| {
        fill_social(sheets);
        let rows = &mut sheets[0].1;
        rows[1][0] = text("TECNICA");
        let heads = rows.iter().position(|row| row.contains(&text("Note"))).expect("the heads");
        let at = |rows: &[Vec<Data>], head: &str| {
            rows[heads].iter().position(|cell| *cell == text(head)).expect(head)
        };
        let reasons = at(rows, "Motivi dello scostamento");
        rows[heads][reasons] = text("Motivi");
        rows[heads].push(text("Appunti"));
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati", "--tutto"]);
    let said = on_a_line(&said);
    assert_eq!(status, Some(3), "{said}");
    for line in [
        "il nome di chi compila è cambiato: era «SOCIALE», ora è «TECNICA».",
        "L'intestazione «Motivi dello scostamento» è cambiata: ora è «Motivi».",
        "Nel foglio c'è una colonna in più, «Appunti».",
        "Rispetto a quello che era stato mandato: 3 differenze.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn heads_over_results_that_were_exchanged_or_doubled_are_refused() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    let exchanged = |one: &'static str, other: &'static str| {
        move |heads: &mut Vec<Data>| {
            let at = |head| heads.iter().position(|cell| *cell == text(head)).expect(head);
            let (one, other) = (at(one), at(other));
            heads.swap(one, other);
        }
    };
    let doubled = |heads: &mut Vec<Data>| heads.push(text("Raggiunto %"));
    let trials: [(&str, HeadsChange<'_>); 3] = [
        ("«Raggiunto %» è dove va «Peso»", &exchanged("Peso", "Raggiunto %")),
        ("«Note» è dove va «Documenti a riprova»", &exchanged("Documenti a riprova", "Note")),
        ("«Raggiunto %» c'è due volte", &doubled),
    ];
    for (words, change) in trials {
        send_back(folder.path(), SOCIAL, "s.xlsx", |sheets| {
            fill_social(sheets);
            let heads = sheets[0].1.iter_mut().find(|row| row.contains(&text("Note")));
            change(heads.expect("the heads"));
        });
        let gather = ["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"];
        let tell = ["consuntivo", "piano.yaml", "tornati/s.xlsx", "--uscita", "out"];
        for args in [gather, tell] {
            let (status, said) = told(folder.path(), &args);
            let said = on_a_line(&said);
            assert_eq!(status, Some(1), "{said}");
            let line = format!("errore[cella-cambiata]: L'intestazione {words}");
            assert!(said.contains(&line) && !said.contains("completo"), "{line}\n{said}");
        }
        assert!(!folder.path().join("esiti.yaml").exists() && !folder.path().join("out").exists());
    }
}

#[test]
fn a_person_gets_one_file_and_one_total_whatever_the_capitals_and_blanks() {
    let plan =
        PLAN.replace("Ing. Rossi", "\"Ing. Verdi\"").replace("Dott.ssa Verdi", "\"ING.  VERDI\"");
    let folder = handed_out(&plan, &["--per", "responsabile"]);
    assert_eq!(names(&folder.path().join("inviati")), ["esiti Ing. Verdi.xlsx"]);
    send_back(folder.path(), "esiti Ing. Verdi.xlsx", "v.xlsx", |sheets| {
        for (row, reached) in ["80%", "50%", "100%"].into_iter().enumerate() {
            *cell(sheets, row, "Raggiunto %") = text(reached);
        }
    });
    let (_, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert!(said.contains("Ing. Verdi: completo, 3 righe (v.xlsx)"), "{said}");
    let args = ["consuntivo", "esiti.yaml", "--uscita", "out", "--formati", "xlsx"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
    let book = sheets(&folder.path().join("out/esiti-consuntivo.xlsx"));
    // Who answers stands once in the summary; the sheets behind the document repeat the plan.
    let is_named = |row: &&Vec<Data>| {
        row.first().is_some_and(|cell| cell.to_string().to_lowercase().starts_with("ing."))
    };
    let (_, document) = book.iter().find(|(name, _)| name == "Piano").expect("the document");
    let named: Vec<_> = document.iter().filter(is_named).collect();
    assert_eq!(named.len(), 1, "{named:?}");
}

#[test]
fn objectives_of_the_same_words_are_told_apart_by_their_services_or_not_at_all() {
    let of = |rows: &[(&str, u32)]| {
        let row = |(service, weight): &(&str, u32)| {
            format!(
                "          - servizio: {service}\n            descrizione: Tempi\n            peso: {weight}\n"
            )
        };
        "titolo: P\nanni: [2024]\naree:\n  - nome: UNO\n    periodi:\n      - etichetta: ANNO 2024\n        anni: [2024]\n        obiettivi:\n".to_owned()
            + &rows.iter().map(row).collect::<String>()
    };
    let tell = |sent: &[(&str, u32)], now: &[(&str, u32)]| {
        let folder = handed_out(&of(sent), &["--per", "area"]);
        send_back(folder.path(), "esiti UNO.xlsx", "u.xlsx", |sheets| {
            *cell(sheets, 0, "Raggiunto %") = text("90%");
            *cell(sheets, 1, "Raggiunto %") = text("40%");
        });
        std::fs::write(folder.path().join("piano.yaml"), of(now)).expect("written");
        let gather = ["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"];
        let gathered = told(folder.path(), &gather).1;
        let made = std::fs::read_to_string(folder.path().join("esiti.yaml")).unwrap_or_default();
        let made = made.split_once("obiettivi:").map(|(_, own)| own.to_owned());
        let args = ["consuntivo", "piano.yaml", "tornati/u.xlsx", "--uscita", "out"];
        let achieved = told(folder.path(), &args).1;
        let csv =
            ["consuntivo", "piano.yaml", "tornati/u.xlsx", "--uscita", "xlsx", "--formati", "xlsx"];
        let _ = told(folder.path(), &csv);
        let book = folder.path().join("xlsx/piano-consuntivo.xlsx");
        let reached: Vec<String> = book
            .exists()
            .then(|| sheets(&book))
            .into_iter()
            .flat_map(|book| {
                book.into_iter().find(|(name, _)| name == "Piano").expect("the document").1
            })
            .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
            .filter(|row| row.contains("Tempi"))
            .collect();
        (made, gathered, achieved, reached)
    };
    let first = [("SEG", 50), ("RAG", 50)];
    for now in [&[("RAG", 50), ("SEG", 50)][..], &[("URP", 0), ("SEG", 50), ("RAG", 50)]] {
        let (made, gathered, achieved, reached) = tell(&first, now);
        let made = made.unwrap_or_else(|| panic!("{gathered}"));
        for (service, result) in [("SEG", "90%"), ("RAG", "40%")] {
            let own =
                made.split("- servizio: ").find(|own| own.starts_with(service)).expect(service);
            assert!(own.contains(result), "{service} {result}\n{made}\n{gathered}");
            let own = reached.iter().find(|row| row.contains(service)).expect(&achieved);
            let figure = if result == "90%" { ["90", "0,9", "0.9"] } else { ["40", "0,4", "0.4"] };
            assert!(figure.iter().any(|figure| own.contains(figure)), "{reached:?}\n{achieved}");
        }
    }
    // Nothing tells these apart but the number, which another objective has pushed on.
    let twins = [("SEG", 50), ("SEG", 50)];
    let now = [("URP", 0), ("SEG", 50), ("SEG", 50)];
    let (made, gathered, achieved, _) = tell(&twins, &now);
    assert_eq!(made, None, "{gathered}");
    for said in [gathered, achieved] {
        assert!(on_a_line(&said).contains("non si sa di quale è la riga 2"), "{said}");
    }
    let (made, gathered, ..) = tell(&twins, &twins);
    assert!(made.is_some_and(|made| made.contains("90%") && made.contains("40%")), "{gathered}");
}

#[test]
fn years_at_the_top_of_a_plan_are_in_its_forms() {
    let plan = PLAN.replace("[2024]", "[2024, 2025]").replace("ANNO 2024", "BIENNIO");
    let folder = handed_out(&plan, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", |sheets| {
        for (row, (year, reached)) in [(2024.0, "80%"), (2025.0, "100%")].into_iter().enumerate() {
            assert_eq!(*cell(sheets, row, "Anno"), Data::Float(year));
            *cell(sheets, row, "Raggiunto %") = text(reached);
        }
    });
    let (_, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", "esiti.yaml"]);
    assert!(said.contains("SOCIALE: completo, 2 righe (s.xlsx)"), "{said}");
    let made = std::fs::read_to_string(folder.path().join("esiti.yaml")).expect("the plan");
    assert!(made.contains("esito:\n              2024: 80%\n              2025: 100%\n"), "{made}");
    let args = ["consuntivo", "esiti.yaml", "--uscita", "out", "--formati", "docx"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(0), "{said}");
}

#[test]
fn an_objective_has_rows_in_the_years_of_its_weights() {
    let plan = PLAN.replace("[2024]", "[2024, 2025]").replace("ANNO 2024", "BIENNIO");
    let plan = plan
        .replace("peso: 100", "peso: {2025: 100}")
        .replace("            peso: 40\n", "            peso: {2024: 40, 2025: 40}\n");
    let folder = handed_out(&plan, &["--per", "area"]);
    let years = |name: &str, rows: usize| {
        let mut book = sheets(&folder.path().join("inviati").join(name));
        (0..rows).map(|row| cell(&mut book, row, "Anno").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(years(SOCIAL, 1), ["2025"]);
    assert_eq!(years(TECHNICAL, 4), ["2024", "2025", "2024", "2025"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let (_, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati"]);
    assert!(said.contains("SOCIALE: completo, 1 riga (s.xlsx)"), "{said}");
}

#[test]
fn rows_are_found_again_in_a_plan_that_changed() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill_technical);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let first = "          # Il primo.\n";
    let bridges = "          - {servizio: LAVORI, descrizione: Ponti, peso: 60}\n";
    let new = "          - {servizio: LAVORI, descrizione: Sale d'inverno, peso: 10}\n";
    let gather = |plan: &str, name: &str| {
        std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
        let (status, said) =
            told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", name, "--tutto"]);
        let made = std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        (status, on_a_line(&said), made)
    };
    // Another objective comes first, and the second goes before the first.
    let plan = PLAN.replace(bridges, "").replace(first, &format!("{new}{bridges}{first}"));
    let (status, said, made) = gather(&plan, "uno.yaml");
    assert_eq!(status, Some(3), "{said}");
    for line in [
        "Il piano è cambiato da quando questo file è stato distribuito. Gli obiettivi hanno altri numeri",
        "L'obiettivo 1 per il 2024 è entrato nel piano dopo l'invio: nel file non c'è.",
        "TECNICA: in parte, 2 righe su 3 (t.xlsx)",
        "SOCIALE: completo, 1 riga (s.xlsx)",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("riga-di-altro-piano") && !said.contains("cella-cambiata"), "{said}");
    let entry = |name: &str| {
        let entry = made.split("servizio:").find(|entry| entry.contains(name)).expect("an entry");
        entry.to_owned()
    };
    assert!(entry("Manutenzione delle strade").contains("percentuale: 80%"), "{made}");
    assert!(entry("Ponti").contains("non valutabile"), "{made}");
    assert!(!entry("Sale d'inverno").contains("esito"), "{made}");
    assert!(entry("Mensa").contains("percentuale: 100%"), "{made}");
    // The account finds the rows as well.
    let args = ["consuntivo", "piano.yaml", "tornati", "--uscita", "out", "--formati", "docx"];
    let (status, said) = told(folder.path(), &args);
    let said = on_a_line(&said);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Gli obiettivi hanno altri numeri"), "{said}");
    assert!(said.contains("Manca l'esito del 2024 dell'obiettivo «Sale d'inverno»"), "{said}");
    // A corrected objective that moved, in a period with another name, is still known.
    let renamed = plan
        .replace("Manutenzione delle strade comunali", "Manutenzione delle strade del comune")
        .replacen("etichetta: ANNO 2024", "etichetta: PRIMO PERIODO 2024", 1);
    let (status, said, made) = gather(&renamed, "rinominato.yaml");
    assert_eq!(status, Some(3), "{said}");
    for line in [
        "«Periodo» dell'obiettivo 2 nel file distribuito è «ANNO 2024», nel piano di ora «PRIMO PERIODO 2024».",
        "nel file distribuito è «Manutenzione delle strade comunali», nel piano di ora «Manutenzione delle strade del comune».",
        "TECNICA: in parte, 2 righe su 3 (t.xlsx)",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("non c'è più") && made.contains("percentuale: 80%"), "{said}");
    // Where somebody changed the sheet as well, a difference has either cause.
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Risultato atteso") = text("Entro il 2025");
    });
    let (_, said, _) = gather(&plan.replace("peso: 40", "peso: 30"), "tre.yaml");
    for line in [
        "«Peso» dell'obiettivo 3 nel file è «40», nel piano di ora «30»: è cambiato il piano o il file.",
        "Nel foglio non c'è la riga dell'obiettivo 1 per il 2024.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("La cella bloccata"), "{said}");
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill_technical);
    // An objective that is gone is nobody's addition.
    let (status, said, _) = gather(&PLAN.replace(bridges, ""), "due.yaml");
    assert_eq!(status, Some(3), "{said}");
    assert!(
        said.contains("avviso[cambiato-dopo-invio]: L'obiettivo «Ponti» del file nel piano di ora non c'è più."),
        "{said}"
    );
    assert!(!said.contains("è stata aggiunta"), "{said}");
}

#[test]
fn results_of_december_replace_those_of_june_if_asked() {
    let plan = PLAN.replace(
        "- {servizio: LAVORI, descrizione: Ponti, peso: 60}",
        "- servizio: LAVORI\n            descrizione: Ponti\n            peso: 60",
    );
    let folder = handed_out(&plan, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill_technical);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let gather = |args: &[&str]| {
        let (status, said) = told(folder.path(), &[&["raccogli"], args].concat());
        (status, on_a_line(&said))
    };
    assert_eq!(gather(&["piano.yaml", "tornati", "-o", "giugno.yaml"]).0, Some(0));
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Raggiunto %") = text("95%");
        *cell(sheets, 0, "Documenti a riprova") = Data::Empty;
    });
    let (status, said) = gather(&["giugno.yaml", "tornati", "-o", "dicembre.yaml"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("«allegati raccogli» con --aggiorna"), "{said}");
    let (status, said) = gather(&["giugno.yaml", "tornati", "-o", "dicembre.yaml", "--aggiorna"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("avviso[esito-sostituito]: L'esito è stato sostituito: era percentuale «80%», evidenza «Verbale n. 3 del 31.12.2024», ora è percentuale «95%»."),
        "{said}"
    );
    let made = std::fs::read_to_string(folder.path().join("dicembre.yaml")).expect("the plan");
    let first = "            peso: 40\n            esito:\n              2024: 95%\n";
    assert!(made.contains(first) && made.contains("          # Il primo.\n"), "{made}");
    assert!(made.contains("2024: non valutabile"), "{made}");
    // A note alone leaves the result as it is, and the same results change nothing.
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        *cell(sheets, 0, "Note") = text("Visto");
    });
    let (_, said) = gather(&["dicembre.yaml", "tornati", "-o", "nota.yaml", "--aggiorna"]);
    assert!(
        said.contains("era percentuale «95%», ora è percentuale «95%», note «Visto»."),
        "{said}"
    );
    // What did not come back is what it was, and that is told.
    assert!(
        said.contains("Dell'obiettivo 2 non è tornato l'esito: resta quello che il piano ha già, «non valutabile»."),
        "{said}"
    );
    let (_, said) = gather(&["nota.yaml", "tornati", "-o", "uguale.yaml", "--aggiorna"]);
    assert!(!said.contains("esito-sostituito"), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("the plan");
    assert_eq!(read("nota.yaml"), read("uguale.yaml"));
}

#[test]
fn the_account_takes_a_file_that_came_twice_as_the_gathering_does() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "a.xlsx", fill_social);
    send_back(folder.path(), SOCIAL, "b.xlsx", fill_social);
    let account = || {
        let args = ["consuntivo", "piano.yaml", "tornati", "--uscita", "out", "--sostituisci"];
        let (status, said) = told(folder.path(), &args);
        (status, on_a_line(&said))
    };
    let (status, said) = account();
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("avviso[file-doppio]: Di SOCIALE ci sono due file che dicono lo stesso"),
        "{said}"
    );
    send_back(folder.path(), SOCIAL, "b.xlsx", |_| {});
    let (status, said) = account();
    assert_eq!(status, Some(1), "{said}");
    assert!(
        said.contains("errore[file-doppio]: Di SOCIALE ci sono due file che non dicono lo stesso"),
        "{said}"
    );
}

#[test]
fn results_of_indicators_come_back_into_the_text() {
    let line = "          - {servizio: LAVORI, descrizione: Ponti, peso: 60}\n";
    let entry = "          - servizio: LAVORI\n            descrizione: Ponti\n            peso: 60\n            indicatori:\n              - testo: Ispezioni\n                peso: 70\n              # A mano.\n              - testo: Interventi\n                peso: 30\n";
    let folder = handed_out(&PLAN.replace(line, entry), &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let gather = |name: &str| {
        let (status, said) =
            told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", name, "--tutto"]);
        let made = std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        (status, on_a_line(&said), made)
    };
    let fill = |sheets: &mut Sheets| {
        for (row, reached) in ["80%", "50%", "non valutabile"].into_iter().enumerate() {
            *cell(sheets, row, "Raggiunto %") = text(reached);
        }
    };
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill);
    let (status, said, made) = gather("uno.yaml");
    assert_eq!(status, Some(0), "{said}");
    let first = "                peso: 70\n                esito:\n                  2024: 50%\n              # A mano.\n";
    let second = "                peso: 30\n                esito:\n                  2024: non valutabile\n";
    assert!(made.contains(first) && made.contains(second), "{made}");
    // The words of one indicator were changed: its row is still known, and the plan holds.
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill(sheets);
        *cell(sheets, 1, "Indicatore") = text("Ispezioni fatte");
    });
    let (status, said, again) = gather("due.yaml");
    assert_eq!(status, Some(3), "{said}");
    assert!(
        said.contains("La cella bloccata «Indicatore» dell'obiettivo 2 è cambiata: era «Ispezioni», ora è «Ispezioni fatte»."),
        "{said}"
    );
    assert_eq!(again, made);
}

/// Returns what `raccogli` and `consuntivo` say of what came back, each on one line with its status.
fn both_accounts(folder: &Path) -> [(Option<i32>, String); 2] {
    let gather = ["raccogli", "piano.yaml", "tornati", "--tutto"];
    let tell =
        ["consuntivo", "piano.yaml", "tornati", "--uscita", "out", "--sostituisci", "--tutto"];
    [gather.as_slice(), tell.as_slice()].map(|args| {
        let (status, said) = told(folder, args);
        (status, on_a_line(&said))
    })
}

/// Plan whose second objective has indicators of the same words.
fn with_equal_indicators(weights: [u8; 2]) -> String {
    let line = "          - {servizio: LAVORI, descrizione: Ponti, peso: 60}\n";
    let [first, second] = weights;
    let entry = format!(
        "          - servizio: LAVORI\n            descrizione: Ponti\n            peso: 60\n            indicatori:\n              - testo: Ispezioni\n                peso: {first}\n              - testo: Ispezioni\n                peso: {second}\n"
    );
    PLAN.replace(line, &entry)
}

#[test]
fn indicators_of_the_same_words_are_told_apart_by_their_order() {
    for weights in [[70, 30], [50, 50]] {
        let folder = handed_out(&with_equal_indicators(weights), &["--per", "area"]);
        send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
        let fill = |sheets: &mut Sheets| {
            for (row, reached) in ["80%", "50%", "20%"].into_iter().enumerate() {
                *cell(sheets, row, "Raggiunto %") = text(reached);
            }
        };
        send_back(folder.path(), TECHNICAL, "t.xlsx", fill);
        let gather = |name: &str| {
            let args = ["raccogli", "piano.yaml", "tornati", "-o", name, "--tutto"];
            let (status, said) = told(folder.path(), &args);
            let made = std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
            (status, on_a_line(&said), made)
        };
        let (status, said, made) = gather("uno.yaml");
        assert_eq!(status, Some(0), "{said}");
        let [first, second] = weights;
        for (weight, reached) in [(first, 50), (second, 20)] {
            let lines = format!(
                "                peso: {weight}\n                esito:\n                  2024: {reached}%\n"
            );
            assert!(made.contains(&lines), "{lines}\n{made}");
        }
        // Once more, as the results are there: they are the same.
        let (status, said) = told(folder.path(), &["raccogli", "uno.yaml", "tornati"]);
        assert_eq!(status, Some(0), "{said}");
        let (status, said) =
            told(folder.path(), &["consuntivo", "piano.yaml", "tornati", "--uscita", "out"]);
        assert_eq!(status, Some(0), "{said}");
        // Rows of other weights are known wherever they stand.
        if first != second {
            send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
                fill(sheets);
                let rows = &mut sheets[0].1;
                let last = rows.len() - 1;
                rows.swap(last, last - 1);
            });
            let (status, said, again) = gather("due.yaml");
            assert_eq!(status, Some(0), "{said}");
            assert_eq!(again, made);
        }
    }
}

#[test]
fn the_account_says_of_files_that_came_back_what_the_gathering_says() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Risultato atteso") = text("Entro il 2025");
        *cell(sheets, 0, "Peso") = Data::Float(45.0);
        // The last column is taken away.
        for row in &mut sheets[0].1 {
            row.retain(|cell| *cell != text("Note"));
        }
    });
    let [(gathered, said), (made, told)] = both_accounts(folder.path());
    assert_eq!((gathered, made), (Some(3), Some(0)), "{said}\n{told}");
    for line in [
        "La cella bloccata «Risultato atteso» dell'obiettivo 1 è cambiata: era «Entro il 31.12.2024», ora è «Entro il 2025».",
        "La cella bloccata «Peso» dell'obiettivo 1 è cambiata: era «40», ora è «45».",
        "Nel foglio manca la colonna «Note».",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
        assert!(told.contains(line), "{line}\n{told}");
    }
    // Without its sheet «Invio» nobody knows what was sent.
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        sheets.truncate(1);
    });
    let [(_, said), (made, told)] = both_accounts(folder.path());
    assert!(said.contains("avviso[file-estraneo]"), "{said}");
    assert_eq!(made, Some(0), "{told}");
    assert!(told.contains("avviso[file-estraneo]: Nel file non c'è il foglio «Invio»"), "{told}");
}

#[test]
fn a_number_that_may_be_two_percentages_is_refused_at_its_cell() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    for (reached, format, readings) in [
        (2.0, "[>=10]0.0#######\"%\";0.0#######%", "2 % o 200 %"),
        (1.5, "[>1]0.0#######\"%\";0.0#######%", "1,5 % o 150 %"),
        (80.0, "0%", "80 % o 8000 %"),
        (0.8, "General", "0,8 % o 80 %"),
        (80.0, "[>=10]0.0#######\"%\";0.0#######%", ""),
        (0.02, "[>=10]0.0#######\"%\";0.0#######%", ""),
        (1.2, "[>=10]0.0#######\"%\";0.0#######%", ""),
        (80.0, "[>1]0.0#######\"%\";0.0#######%", ""),
        (80.0, "General", ""),
    ] {
        let mut sheets = sheets(&folder.path().join("inviati").join(TECHNICAL));
        fill_technical(&mut sheets);
        *cell(&mut sheets, 0, "Raggiunto %") = Data::Float(reached);
        save_with_format(&sheets, format, &folder.path().join("tornati/t.xlsx"));
        for (status, said) in both_accounts(folder.path()) {
            if readings.is_empty() {
                assert_ne!(status, Some(1), "{reached} {format}: {said}");
                continue;
            }
            assert_eq!(status, Some(1), "{reached} {format}: {said}");
            let line =
                format!("errore[esito-non-valido]: Il raggiunto può essere {readings}: la cella");
            assert!(said.contains(&line), "{line}\n{said}");
        }
    }
}

/// Saves `sheets` with a format of numbers in all cells that are not whole shares of a plan: those below
/// «Raggiunto %».
fn save_with_format(sheets: &Sheets, format: &str, path: &Path) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        let reached =
            rows.iter().find_map(|row| row.iter().position(|c| *c == text("Raggiunto %")));
        for (r, row) in (0..).zip(rows) {
            for (at, cell) in row.iter().enumerate() {
                let c = u16::try_from(at).expect("a column");
                let look = if Some(at) == reached {
                    Format::new().set_num_format(format)
                } else {
                    Format::new()
                };
                match cell {
                    Data::Float(number) => sheet.write_number_with_format(r, c, *number, &look),
                    Data::Empty => continue,
                    other => sheet.write_string(r, c, other.to_string()),
                }
                .expect("a cell");
            }
        }
    }
    book.save(path).expect("saved");
}

#[test]
fn a_result_over_several_rows_is_of_none() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let mut sheets = sheets(&folder.path().join("inviati").join(TECHNICAL));
    let mut book = Workbook::new();
    fill_technical(&mut sheets);
    *cell(&mut sheets, 1, "Raggiunto %") = Data::Empty;
    for (name, rows) in &sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (r, row) in (0_u32..).zip(rows) {
            for (c, cell) in (0_u16..).zip(row).filter(|(_, cell)| **cell != Data::Empty) {
                match cell {
                    Data::Float(number) => sheet.write_number(r, c, *number).map(|_| ()),
                    Data::String(words) if words == "80%" => {
                        sheet.merge_range(r, c, r + 1, c, words, &Format::new()).map(|_| ())
                    }
                    other => sheet.write_string(r, c, other.to_string()).map(|_| ()),
                }
                .expect("a cell");
            }
        }
    }
    book.save(folder.path().join("tornati/t.xlsx")).expect("saved");
    for (status, said) in both_accounts(folder.path()) {
        assert_eq!(status, Some(1), "{said}");
        assert!(
            said.contains("errore[cella-cambiata]: In «Raggiunto %» la cella è unita ad altre"),
            "{said}"
        );
    }
}

#[test]
fn an_area_of_another_name_is_known_by_its_rows() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill_technical);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    std::fs::write(
        folder.path().join("piano.yaml"),
        PLAN.replace("nome: TECNICA", "nome: TERRITORIO"),
    )
    .expect("written");
    let [(gathered, said), (made, told)] = both_accounts(folder.path());
    assert_eq!((gathered, made), (Some(3), Some(0)), "{said}\n{told}");
    for said in [&said, &told] {
        assert!(
            said.contains("«t.xlsx» è di «TECNICA», che nel piano di ora non c'è: le sue righe sono di «TERRITORIO»."),
            "{said}"
        );
        assert!(!said.contains("file-estraneo"), "{said}");
    }
    assert!(said.contains("TERRITORIO: completo, 2 righe (t.xlsx)"), "{said}");
    // Changed by hand as well.
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 0, "Risultato atteso") = text("Entro il 2025");
    });
    for (status, said) in both_accounts(folder.path()) {
        assert_ne!(status, Some(1), "{said}");
        assert!(said.contains("«Risultato atteso» dell'obiettivo 1"), "{said}");
    }
    // An area that the plan does not have at all stays unknown.
    std::fs::write(
        folder.path().join("piano.yaml"),
        PLAN.replace("nome: TECNICA", "nome: TERRITORIO")
            .replace("Manutenzione delle strade comunali", "Bilancio")
            .replace("Ponti", "Tributi"),
    )
    .expect("written");
    for (_, said) in both_accounts(folder.path()) {
        assert!(said.contains("avviso[file-estraneo]: «t.xlsx» è di TECNICA"), "{said}");
    }
}

#[test]
fn heads_over_results_that_were_written_anew_are_told() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), TECHNICAL, "t.xlsx", fill_technical);
    for (head, now, message) in [
        ("Raggiunto %", "Esito", "Fra le intestazioni degli esiti non c'è più «Raggiunto %»."),
        ("N.", "Numero", "Fra le intestazioni degli esiti non c'è più «N.»."),
        (
            "Note",
            "Osservazioni",
            "errore[cella-cambiata]: L'intestazione «Note» è cambiata: ora è «Osservazioni».",
        ),
    ] {
        send_back(folder.path(), SOCIAL, "s.xlsx", |sheets| {
            fill_social(sheets);
            let mut heads = sheets[0].1.iter_mut().flatten();
            *heads.find(|cell| **cell == text(head)).expect(head) = text(now);
        });
        for (status, said) in both_accounts(folder.path()) {
            assert_eq!(status, Some(1), "{said}");
            assert!(said.contains(message), "{message}\n{said}");
        }
    }
}

#[test]
fn rows_doubled_in_their_number_or_year_are_told() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 1, "N.") = Data::Float(1.0);
    });
    for (status, said) in both_accounts(folder.path()) {
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains("La riga dell'obiettivo 1 per il 2024 non era nel file"), "{said}");
        assert!(said.contains("non c'è più la riga dell'obiettivo 2 per il 2024"), "{said}");
    }
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        *cell(sheets, 1, "Anno") = Data::Float(2023.0);
    });
    for (status, said) in both_accounts(folder.path()) {
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains("La riga dell'obiettivo 2 per il 2023 non era nel file"), "{said}");
    }
}

#[test]
fn the_plan_is_written_as_yaml_and_proposals_have_nothing_to_update() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    for name in ["esiti.xlsx", "esiti.json", "esiti"] {
        let (status, said) =
            told(folder.path(), &["raccogli", "piano.yaml", "tornati", "-o", name]);
        assert_eq!(status, Some(2), "{said}");
        assert!(on_a_line(&said).contains("Il piano si scrive in YAML, e «"), "{said}");
        assert!(!folder.path().join(name).exists());
    }
    let folder = handed_out(PLAN, &["--per", "area", "--proposte"]);
    let sent = names(&folder.path().join("inviati"));
    send_back(folder.path(), &sent[0], "p.xlsx", |_| {});
    let args = ["raccogli", "piano.yaml", "tornati", "--aggiorna", "-o", "nuovo.yaml"];
    let (status, said) = told(folder.path(), &args);
    assert_eq!(status, Some(2), "{said}");
    assert!(on_a_line(&said).contains("togliere --aggiorna"), "{said}");
    assert!(!folder.path().join("nuovo.yaml").exists());
}

#[test]
fn a_file_of_another_plan_with_the_same_objectives_is_told() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    let fill = |sheets: &mut Sheets| {
        *cell(sheets, 0, "Raggiunto %") = text("80%");
        *cell(sheets, 1, "Raggiunto %") = text("70%");
    };
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill(sheets);
        sheets[0].1[0][0] = text("PIANO DEL COMUNE DI DUE");
    });
    for (status, said) in both_accounts(folder.path()) {
        assert_eq!(status, Some(3), "{said}");
        let message = "avviso[file-di-altro-piano]: Il file sembra di un altro piano: sopra la tabella c'è «PIANO DEL COMUNE DI DUE», il piano è «PIANO».";
        assert!(said.contains(message) && said.contains("Valutazione!A1"), "{said}");
    }
    // The same title with other capitals and blanks is the same.
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill(sheets);
        sheets[0].1[0][0] = text(" Piano ");
    });
    for (status, said) in both_accounts(folder.path()) {
        assert_eq!(status, Some(0), "{said}");
    }
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill(sheets);
        sheets[0].1[0][0] = Data::Empty;
        sheets[0].1[2][0] = text("Compilare solo le note");
    });
    let [(status, said), (_, told)] = both_accounts(folder.path());
    assert_eq!(status, Some(3), "{said}");
    for said in [&said, &told] {
        assert!(
            said.contains("Sopra la tabella non c'è più il titolo del piano, «PIANO»."),
            "{said}"
        );
    }
    assert!(said.contains("Rispetto a quello che era stato mandato: 2 differenze."), "{said}");
}

#[test]
fn proposals_of_another_plan_are_told() {
    let folder = handed_out(PLAN, &["--per", "area", "--proposte", "--righe", "1"]);
    send_back(folder.path(), "proposte TECNICA.xlsx", "t.xlsx", |_| {});
    send_back(folder.path(), "proposte SOCIALE.xlsx", "s.xlsx", |sheets| {
        sheets[0].1[0][0] = text("PIANO DEL COMUNE DI DUE");
        sheets[0].1[2][0] = text("Due obiettivi per riga");
    });
    let (status, said) = told(folder.path(), &["raccogli", "piano.yaml", "tornati", "--tutto"]);
    let said = on_a_line(&said);
    assert_eq!(status, Some(3), "{said}");
    for line in [
        "sopra la tabella c'è «PIANO DEL COMUNE DI DUE», il piano è «PIANO».",
        "le istruzioni per chi compila sono cambiate: ora c'è «Due obiettivi per riga».",
        "Rispetto a quello che era stato mandato: 2 differenze.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn heads_repeated_in_a_file_that_came_back_are_skipped_and_told() {
    let folder = handed_out(PLAN, &["--per", "area"]);
    send_back(folder.path(), SOCIAL, "s.xlsx", fill_social);
    send_back(folder.path(), TECHNICAL, "t.xlsx", |sheets| {
        fill_technical(sheets);
        let rows = &mut sheets[0].1;
        let heads = rows.iter().position(|row| row.contains(&text("Raggiunto %"))).expect("heads");
        let repeated = rows[heads].clone();
        rows.insert(heads + 2, repeated);
    });
    let [(status, said), (_, told)] = both_accounts(folder.path());
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("TECNICA: completo, 2 righe (t.xlsx)"), "{said}");
    for said in [&said, &told] {
        assert!(said.contains("avviso[cella-cambiata]: La riga ripete le intestazioni"), "{said}");
        assert!(said.contains("Valutazione!A7") && !said.contains("non c'è più la riga"), "{said}");
    }
}
