//! The annex as stable text, for goldens and for people.

use super::{
    Annex, Block, Cell, CellRole, Paragraphs, Picture, Piece, Row, Running, Table, plain_text,
};
use std::fmt::Write;

/// Writes `annex` as text: one line a heading, paragraph or cell, indented by depth.
/// Fonts and looks are left out; content, order, roles and spans are in.
pub fn dump(annex: &Annex) -> String {
    let mut out = String::new();
    line(&mut out, 0, &format!("titolo: {}", annex.meta.title));
    for (name, running) in [("testata", &annex.page.header), ("piede", &annex.page.footer)] {
        if let Some(running) = running {
            line(&mut out, 0, &format!("{name}: {}", running_text(running)));
        }
    }
    for column in &annex.masthead {
        line(&mut out, 0, &format!("affiancati: {} ({})", column.blocks, column.share));
    }
    for block in &annex.blocks {
        match block {
            Block::Heading(h) => {
                line(&mut out, 0, &format!("H{} {}", h.level, h.text.replace('\n', " ¶ ")))
            }
            Block::Text(t) => line(&mut out, 0, &format!("{:?} {}", t.style, quoted(&t.content))),
            Block::Table(t) => dump_table(&mut out, t),
            Block::Picture(p) => line(&mut out, 0, &picture_line(p)),
        }
    }
    for signature in &annex.signatures {
        let words = quoted(&signature.words());
        line(&mut out, 0, &format!("firma {} {:?} {words}", signature.field, signature.mark));
    }
    out
}

fn picture_line(picture: &Picture) -> String {
    let Picture { text, width, height, align, .. } = picture;
    format!("figura «{text}» {:.1} × {:.1} mm {align:?}", width.0, height.0)
}

fn running_text(running: &Running) -> String {
    running.pieces.iter().fold(String::new(), |text, piece| match piece {
        Piece::Text(t) => text + t,
        Piece::PageNumber => text + "{pagina}",
        Piece::PageCount => text + "{pagine}",
    })
}

fn dump_table(out: &mut String, table: &Table) {
    line(out, 0, &format!("tabella «{}»", table.caption()));
    dump_rows(out, "intestazione", table.head());
    for body in table.bodies() {
        if body.outer > 0 {
            line(out, 1, &format!("fasce di sopra: {}", body.outer));
        }
        for text in body.continued.texts() {
            line(out, 1, &format!("segue: {text}"));
        }
        dump_rows(out, "fascia", &body.bands);
        dump_rows(out, "riga", &body.rows);
        dump_rows(out, "totale", &body.totals);
    }
    dump_rows(out, "chiusura", table.foot());
}

fn dump_rows(out: &mut String, kind: &str, rows: &[Row]) {
    for row in rows {
        line(out, 1, kind);
        for cell in &row.cells {
            line(out, 2, &cell_line(cell));
        }
    }
}

fn cell_line(cell: &Cell) -> String {
    let role = match cell.role {
        CellRole::ColumnHead | CellRole::Band => "TH",
        CellRole::RowHead => "TH riga",
        CellRole::Data => "TD",
        CellRole::Text => "TD testo",
    };
    let mut text = role.to_owned();
    for (name, span) in [("colonne", cell.col_span), ("righe", cell.row_span)] {
        if span != 1 {
            let _ = write!(text, " {name}={span}");
        }
    }
    if let Some(n) = cell.number {
        let _ = write!(text, " numero={}e-{}", n.mantissa, n.scale);
    }
    text + " " + &quoted(&cell.content)
}

/// Quoted with escapes, so that a line break of the text is seen and a line is a line.
fn quoted(content: &[Paragraphs]) -> String {
    format!("{:?}", plain_text(content))
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{:width$}{text}", "", width = depth * 2);
}
