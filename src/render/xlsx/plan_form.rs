//! A workbook to fill in: «Obiettivi» is an empty table, «Dati del piano» asks for what
//! stands outside of it, «Istruzioni» explains.
//!
//! The example stands in «Istruzioni», upright beside the explanation of each column: a
//! program that reads the workbook as it is must not take it for an objective.

use super::package;
use super::sheets::{USUAL_SIZE, fit_row};
use crate::annex::Meta;
use crate::render::RenderError;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign,
    FormatBorder, Workbook, Worksheet,
};

/// A column: its head, its width in characters, what to write, an example.
struct FormColumn {
    head: &'static str,
    width: f64,
    what: &'static str,
    example: &'static str,
}

const COLUMNS: [FormColumn; 8] = [
    FormColumn {
        head: "Area",
        width: 20.0,
        what: "L'area che risponde dell'obiettivo. Il nome va scritto sempre nello stesso modo, in ogni riga.",
        example: "AREA AFFARI GENERALI",
    },
    FormColumn {
        head: "Periodo",
        width: 13.0,
        what: "L'anno o gli anni, come si devono leggere nella tabella.",
        example: "ANNO 2026",
    },
    FormColumn {
        head: "Servizio",
        width: 20.0,
        what: "Il servizio che realizza l'obiettivo. Se l'obiettivo è di più servizi insieme: OBIETTIVO TRASVERSALE > e il suo titolo.",
        example: "SEGRETERIA",
    },
    FormColumn {
        head: "Tipologia",
        width: 10.0,
        what: "S per sviluppo, M per mantenimento: si sceglie dall'elenco della cella.",
        example: "S",
    },
    FormColumn {
        head: "Descrizione",
        width: 40.0,
        what: "Che cosa si farà. Il testo arriva negli allegati com'è scritto qui, parola per parola.",
        example: "Pubblicazione delle deliberazioni sul sito istituzionale",
    },
    FormColumn {
        head: "Risultato atteso",
        width: 30.0,
        what: "Che cosa ci si aspetta, di solito con un termine.",
        example: "Deliberazioni pubblicate entro dieci giorni dalla seduta",
    },
    FormColumn {
        head: "Indicatore",
        width: 30.0,
        what: "Da che cosa si vede che il risultato è stato raggiunto.",
        example: "Elenco delle deliberazioni con la data di pubblicazione",
    },
    FormColumn {
        head: "Peso (%)",
        width: 9.0,
        what: "Un numero senza il segno di percentuale. In ogni periodo di ogni area i pesi devono fare 100. Se un obiettivo non ha peso, la cella resta vuota.",
        example: "40",
    },
];

const KIND: u16 = 3;
const WEIGHT: u16 = 7;
/// The last row with borders, from 0: what is written below them is read as well.
const LAST_ROW: u32 = 100;

/// Keys of the plan, each with what to write.
const FACTS: [(&str, &str); 11] = [
    ("titolo", "Il titolo del documento, per esempio PIANO OBIETTIVI 2026-2027 (obbligatorio)"),
    ("ente", "L'ente, per esempio Comune di Esempio"),
    ("anni", "Gli anni del piano, per esempio 2026-2027"),
    ("allegato", "La lettera o il numero dell'allegato, per esempio B"),
    ("data", "La data da scrivere nelle proprietà dei file; vuota se non è ancora nota"),
    ("delibera", "L'atto a cui è allegato, per esempio Giunta n. 12 del 31.01.2026"),
    (
        "firmatari",
        "Chi firma, per esempio Il Segretario comunale; più firme in più righe della cella",
    ),
    (
        "responsabile",
        "Chi risponde delle aree, se è uno solo; altrimenti si aggiunge una colonna «Responsabile» agli obiettivi",
    ),
    ("premessa", "Il testo sopra le tabelle"),
    ("chiusura", "Il testo sotto le tabelle"),
    ("classificazione", "La voce del titolario, per esempio II.3"),
];

const INSTRUCTIONS: [&str; 6] = [
    "Nel foglio «Obiettivi» si scrive un obiettivo per riga, dalla seconda riga in giù. Le intestazioni e il nome del foglio restano come sono.",
    "Nel foglio «Dati del piano» si scrivono il titolo e, se serve, gli altri dati.",
    "Per andare a capo dentro una cella: Alt+Invio in Excel, Ctrl+Invio in LibreOffice. Una riga che comincia con «- » diventa una voce di elenco.",
    "Alt+Freccia giù propone i nomi già scritti nella stessa colonna: così area, periodo e servizio restano uguali.",
    "Si possono aggiungere righe e anche colonne: una colonna in più resta fra i dati dell'obiettivo.",
    "Quando il modulo è compilato: allegati controlla modulo-obiettivi.xlsx dice che cosa non torna, e in quale cella.",
];

/// The form. It is always the same, byte for byte.
///
/// # Errors
/// [`RenderError::Backend`] if the library refuses what it should accept.
pub fn form() -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    objectives(workbook.add_worksheet())?;
    facts(workbook.add_worksheet())?;
    instructions(workbook.add_worksheet())?;
    let meta = Meta {
        title: "Modulo degli obiettivi".to_owned(),
        language: "it-IT".to_owned(),
        author: None,
        subject: None,
        date: None,
        producer: String::new(),
    };
    package::finish(&workbook.save_to_buffer()?, &meta, &[])
}

fn objectives(sheet: &mut Worksheet) -> Result<(), RenderError> {
    sheet.set_name("Obiettivi")?;
    for (c, column) in (0..).zip(&COLUMNS) {
        sheet.set_column_width(c, column.width)?;
        sheet.set_column_format(c, &entry(c))?;
        sheet.write_string_with_format(0, c, column.head, &head())?;
        for row in 1..=LAST_ROW {
            sheet.write_blank(row, c, &entry(c).set_border(FormatBorder::Thin))?;
        }
    }
    sheet.add_data_validation(1, KIND, LAST_ROW, KIND, &kinds()?)?;
    sheet.add_data_validation(1, WEIGHT, LAST_ROW, WEIGHT, &weights()?)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 22)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Letters of ten points in the width of a figure of eleven, in which columns are measured.
const DENSITY: f64 = 1.35;
/// ECMA-376 Part 1, 18.3.1.63: A4.
const A4: u8 = 9;

/// A letter of another kind can still be written: a plan may have its own.
fn kinds() -> Result<DataValidation, RenderError> {
    Ok(DataValidation::new()
        .allow_list_strings(&["S", "M"])?
        .set_input_title("Tipologia")?
        .set_input_message("S sviluppo, M mantenimento")?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Tipologia")?
        .set_error_message("Le tipologie previste sono S (sviluppo) e M (mantenimento).")?)
}

fn weights() -> Result<DataValidation, RenderError> {
    Ok(DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Peso")?
        .set_error_message("Il peso è un numero da 0 a 100, senza altri segni.")?)
}

fn facts(sheet: &mut Worksheet) -> Result<(), RenderError> {
    sheet.set_name("Dati del piano")?;
    for (c, (head_text, width)) in (0..).zip([("chiave", 14.0), ("valore", 60.0), ("", 70.0)]) {
        sheet.set_column_width(c, width)?;
        if !head_text.is_empty() {
            sheet.write_string_with_format(0, c, head_text, &head())?;
        }
    }
    for (row, (key, what)) in (1..).zip(FACTS) {
        sheet.write_string_with_format(row, 0, key, &framed())?;
        sheet.write_blank(row, 1, &framed().set_num_format("@"))?;
        sheet.write_string_with_format(row, 2, what, &note())?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn instructions(sheet: &mut Worksheet) -> Result<(), RenderError> {
    sheet.set_name("Istruzioni")?;
    let widths = [18.0, 75.0, 50.0];
    for (c, width) in (0..).zip(widths) {
        sheet.set_column_width(c, width)?;
    }
    sheet.write_string_with_format(0, 0, "Come si compila il modulo", &title())?;
    let mut row = 1;
    for text in INSTRUCTIONS {
        sheet.merge_range(row, 0, row, 2, text, &words())?;
        fit_row(
            sheet,
            row,
            USUAL_SIZE,
            [(text, widths.iter().sum::<f64>() * DENSITY)].into_iter(),
        )?;
        row += 1;
    }
    row += 1;
    for (c, text) in (0..).zip(["Colonna", "Che cosa si scrive", "Esempio"]) {
        sheet.write_string_with_format(row, c, text, &head())?;
    }
    for column in &COLUMNS {
        row += 1;
        sheet.write_string_with_format(row, 0, column.head, &framed().set_bold())?;
        sheet.write_string_with_format(row, 1, column.what, &framed())?;
        sheet.write_string_with_format(row, 2, column.example, &framed().set_italic())?;
        let texts = [column.head, column.what, column.example];
        fit_row(
            sheet,
            row,
            USUAL_SIZE,
            texts.into_iter().zip(widths.map(|width| width * DENSITY)),
        )?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Texts stay as they are typed: «- voce» is no formula, «1/2» no date. Numbers do not.
fn entry(column: u16) -> Format {
    match column {
        WEIGHT => words().set_align(FormatAlign::Center),
        KIND => words().set_num_format("@").set_align(FormatAlign::Center),
        _ => words().set_num_format("@"),
    }
}

fn words() -> Format {
    Format::new().set_font_size(10).set_text_wrap().set_align(FormatAlign::Top)
}

fn framed() -> Format {
    words().set_border(FormatBorder::Thin)
}

fn note() -> Format {
    words().set_font_color(Color::RGB(0x59_5959)).set_italic()
}

fn title() -> Format {
    Format::new().set_bold().set_font_size(14)
}

fn head() -> Format {
    framed()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xD9_D9D9))
}
