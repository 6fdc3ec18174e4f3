//! Files made to hurt, and files hurt by chance: each ends with a finding.

use super::workbook::{ods, package, xlsx};
use super::{Reading, read};
use crate::office::workbook::WorkbookFormat::{self, Ods, Xls, Xlsx};

/// The only finding of a file that gives no cell.
fn refusal(bytes: &[u8], kind: WorkbookFormat) -> String {
    let Reading { cells, findings } = read(bytes, kind);
    assert_eq!((cells.len(), findings.len()), (0, 1), "{findings:?}");
    findings.into_iter().next().expect("one")
}

const TOO_LARGE: &str =
    "limite-superato file: Il file, decompresso, è troppo grande o troppo complesso.";
const DAMAGED: &str = "file-danneggiato file: Il file è danneggiato o incompleto.";

fn text_cell(at: &str, text: &str) -> String {
    format!("<row><c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
}

#[test]
fn far_corners_cost_nothing() {
    let sheet = text_cell("A1", "a") + &text_cell("ALL1048576", "b");
    let cells = read(&xlsx(&sheet, "", ""), Xlsx).cells;
    assert_eq!(cells, ["F!A1 Text \"a\"", "F!ALL1048576 Text \"b\""]);
}

#[test]
fn too_many_columns_cells_or_letters_end_at_their_place() {
    let sheet = text_cell("XFD1048576", "b");
    assert_eq!(
        refusal(&xlsx(&sheet, "", ""), Xlsx),
        "limite-superato F!XFD1048576: La tabella ha più di 1000 colonne."
    );
    let cell = "<table:table-cell><text:p>x</text:p></table:table-cell>";
    let table =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    assert_eq!(
        refusal(&ods(&table), Ods),
        "limite-superato F!A500001: La tabella ha più di 500000 celle."
    );
    let long = format!("<si><t>{}</t></si>", "x".repeat(3_000_000));
    let sheet = "<row><c t=\"s\"><v>0</v></c></row>".repeat(1_000);
    assert_eq!(
        refusal(&xlsx(&sheet, &long, ""), Xlsx),
        "limite-superato F!A23: I testi della tabella superano 64 MB."
    );
}

#[test]
fn what_has_no_end_is_cut_off() {
    let long = format!("<si><t>{}</t></si>", "x".repeat(5_000_000));
    assert_eq!(refusal(&xlsx("", &long, ""), Xlsx), TOO_LARGE);
    assert_eq!(refusal(&xlsx(&"<a>".repeat(1_000), "", ""), Xlsx), TOO_LARGE);
    let merged = "<mergeCell ref=\"A1:B2\"/>".repeat(200_001);
    assert_eq!(refusal(&xlsx(&merged, "", ""), Xlsx), TOO_LARGE);
    let cells: String = (1..=2_000).map(|row| text_cell(&format!("A{row}"), "x")).collect();
    let over = "<mergeCell ref=\"B1:C1048576\"/>".repeat(20_000);
    assert_eq!(refusal(&xlsx(&(cells + &over), "", ""), Xlsx), TOO_LARGE);
    let parts: Vec<String> = (0..5_001).map(|i| i.to_string()).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refusal(&package(&parts), Xlsx), TOO_LARGE);
}

#[test]
fn formats_without_end_are_not_read() {
    let many = |code: &dyn Fn(u32) -> String| {
        let formats: String = (200..3_000)
            .map(|id| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", code(id)))
            .collect();
        let styles: String = (200..3_000).map(|id| format!("<xf numFmtId=\"{id}\"/>")).collect();
        format!("<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>")
    };
    let sheet = "<row><c s=\"0\"><v>0.3</v></c><c s=\"2799\"><v>0.3</v></c></row>";
    let cells = |styles: &str| read(&xlsx(sheet, "", styles), Xlsx).cells;
    let shown = ["F!A1 Number \"30% 200\"", "F!B1 BareNumber \"0,3\""];
    assert_eq!(cells(&many(&|id| format!("0% &quot;{id}&quot;"))), shown);
    let shown = ["F!A1 BareNumber \"0,3\"", "F!B1 BareNumber \"0,3\""];
    assert_eq!(cells(&many(&|_| "0".repeat(256))), shown);
}

#[test]
fn entities_are_not_expanded() {
    let sheet = "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]>".to_owned()
        + &text_cell("A1", "&d;");
    assert_eq!(refusal(&xlsx(&sheet, "", ""), Xlsx), DAMAGED);
    assert_eq!(refusal(&xlsx(&text_cell("A1", "&#xD800;"), "", ""), Xlsx), DAMAGED);
}

#[test]
fn sheets_that_show_nothing_say_so() {
    let blank: String =
        (1..=50_000).map(|r| format!("<row r=\"{r}\"><c r=\"A{r}\" s=\"1\"/></row>")).collect();
    let said = "intestazioni-non-trovate file: I fogli del file non mostrano niente.";
    assert_eq!(refusal(&xlsx(&blank, "", ""), Xlsx), said);
    assert_eq!(refusal(&ods(""), Ods), said);
}

/// A generator of numbers that look like chance and are the same every time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// `bytes` with a few changes.
    fn hurt(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len().max(1));
            if at >= bytes.len() {
                break;
            }
            match self.below(5) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = [0, 1, 0xFF, 0x7F, b'<'][self.below(5)],
                2 => bytes[at] ^= 1 << self.below(8),
                3 => {
                    let end = (at + self.below(64)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, part);
                }
                _ => {
                    let end = (at + self.below(16)).min(bytes.len().max(2) - 1);
                    bytes.drain(at.min(end)..end);
                }
            }
        }
        bytes
    }
}

/// The parts of a zip.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut parts = Vec::new();
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).expect("a part");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("unpacks");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    parts
}

/// Reads files with chance changes; a panic ends the test. A file that gives no cell has said
/// why.
fn fuzz(rounds: usize) {
    let files = [
        (&include_bytes!("../../../../tests/suite/fixtures/tabelle/openpyxl.xlsx")[..], Xlsx),
        (include_bytes!("../../../../tests/suite/fixtures/tabelle/libreoffice.xlsx"), Xlsx),
        (include_bytes!("../../../../tests/suite/fixtures/tabelle/libreoffice.ods"), Ods),
        (include_bytes!("../../../../tests/suite/fixtures/tabelle/libreoffice.xls"), Xls),
    ];
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for round in 0..rounds {
        let (bytes, kind) = files[round % files.len()];
        let hurt = if kind == Xls || chance.below(4) == 0 {
            chance.hurt(bytes)
        } else {
            // Within a part, so that what is hurt is not only the zip.
            let mut parts = parts(bytes);
            let which = chance.below(parts.len());
            if !parts[which].1.is_empty() {
                parts[which].1 = chance.hurt(&parts[which].1);
            }
            let parts: Vec<_> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
            package(&parts)
        };
        let reading = read(&hurt, kind);
        assert!(!reading.cells.is_empty() || !reading.findings.is_empty(), "round {round}");
    }
}

#[test]
fn files_hurt_by_chance_do_no_harm() {
    fuzz(400);
}

/// For hours of leisure: `cargo test --release -- --ignored hurt_at_length`.
#[test]
#[ignore = "takes minutes"]
fn files_hurt_at_length_do_no_harm() {
    fuzz(100_000);
}
