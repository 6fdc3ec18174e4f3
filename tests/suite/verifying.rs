//! Command `verifica` as a clerk types it: verdicts, exit statuses, and files made again.

use crate::support::{root, run, stderr, stdout};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

const PLAN: &str = "\
titolo: PIANO OBIETTIVI 2024
allegato: A
aree:
  - nome: AREA TECNICA
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          - { servizio: STRADE, tipologia: S, descrizione: Manutenzione, risultato: Fatta, indicatore: Relazione, peso: 40 }
          - { servizio: VERDE, tipologia: M, descrizione: Potatura, risultato: Fatta, indicatore: Relazione, peso: 60 }
";

/// Makes a folder with a plan and its annexes.
fn sent(options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    write(folder.path(), "piano.yaml", PLAN.as_bytes());
    let args = [&["genera", "piano.yaml", "--uscita", "."], options].concat();
    let output = run(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("written");
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).expect("there")
}

fn verify(folder: &Path, args: &[&str]) -> Output {
    run(folder, &[&["verifica"], args].concat())
}

/// Runs `verifica`; returns the exit status and the verdict on each file.
fn verdicts(folder: &Path, args: &[&str]) -> (Option<i32>, Vec<String>) {
    let output = verify(folder, &[args, &["--json"]].concat());
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let files = report["file"].as_array().expect("a list").iter();
    let verdict = |file: &Value| file["verdetto"].as_str().expect("a verdict").to_owned();
    (output.status.code(), files.map(verdict).collect())
}

/// Makes an envelope (CMS, DER) without signatures around `content`.
fn enveloped(content: &[u8]) -> Vec<u8> {
    let tlv = |tag: u8, content: &[u8]| {
        let length = u32::try_from(content.len()).expect("small").to_be_bytes();
        [&[tag, 0x84], &length[..], content].concat()
    };
    let data = tlv(0xA0, &tlv(0x04, content));
    let data = tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", &data[..]].concat());
    let signed = tlv(0x30, &[b"\x02\x01\x01\x31\x00", &data[..], b"\x31\x00"].concat());
    tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", &tlv(0xA0, &signed)[..]].concat())
}

/// Replaces a text in one part of a document.
pub(crate) fn edited(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut old = zip::ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..old.len() {
        let mut part = old.by_index(i).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("read");
        let name = part.name().expect("a name").into_owned();
        let options = zip::write::SimpleFileOptions::default();
        let stored = options.compression_method(zip::CompressionMethod::Stored);
        new.start_file(name, stored).expect("begun");
        let content = match String::from_utf8(content) {
            Ok(text) => text.replace(from, to).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        new.write_all(&content).expect("written");
    }
    new.finish().expect("ended").into_inner()
}

#[test]
fn what_was_sent_is_intact_under_any_name_and_an_envelope_needs_a_signature() {
    let folder = sent(&[]);
    let at = folder.path();
    for name in ["piano.pdf", "piano.xlsx", "piano.docx"] {
        let bytes = read(at, name);
        write(at, "rinominato", &bytes);
        write(at, "busta.p7m", &enveloped(&bytes));
        write(at, "buste.p7m.p7m", &enveloped(&enveloped(&bytes)));
        // What was sent need not be kept.
        std::fs::remove_file(at.join(name)).expect("removed");
        let output = verify(at, &[".", "rinominato", "busta.p7m", "buste.p7m.p7m"]);
        assert_eq!(output.status.code(), Some(3), "{}", stdout(&output));
        let want = format!(
            "rinominato: INTATTO\n  È «{name}» (Allegato A), byte per byte.\n  Firme: nessuna.\n\
             busta.p7m: DA GUARDARE\n  È «{name}» (Allegato A), in una busta di firma.\n  - la busta di firma è senza firme\n  Firme: nessuna.\n\
             buste.p7m.p7m: DA GUARDARE\n  È «{name}» (Allegato A), in più buste di firma una nell'altra.\n  - la busta di firma è senza firme\n  - la busta di firma è senza firme\n  Firme: nessuna.\n\
             Esito: 1 intatto, 2 da guardare.\n"
        );
        assert_eq!(stdout(&output), want);
        assert_eq!(stderr(&output), "");
    }
}

#[test]
fn signers_are_named_and_not_vouched_for() {
    let folder = sent(&[]);
    let envelope = root().join("tests/suite/fixtures/buste/annidata.p7m").display().to_string();
    let output = verify(folder.path(), &["piano.manifesto.json", &envelope]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains(
            "Firme: «Mario Rossi (Comune di Esempio)», 24.11.2026, ore 20:42 UTC; «Anna Bianchi», "
        ),
        "{text}"
    );
    assert!(text.contains("Se le firme sono valide, lo dice il programma di firma"), "{text}");
}

#[test]
fn the_status_is_that_of_the_worst_file() {
    let folder = sent(&[]);
    let at = folder.path();
    let docx = read(at, "piano.docx");
    write(at, "salvato.docx", &edited(&docx, "\u{1}", ""));
    write(at, "corretto.docx", &edited(&docx, "Potatura", "Sfalcio"));
    write(at, "altro.txt", b"altro");
    let known = [
        ("piano.pdf", 0, "intatto"),
        ("salvato.docx", 3, "da-guardare"),
        ("corretto.docx", 1, "modificato"),
        ("altro.txt", 1, "non-riconosciuto"),
    ];
    let mut args = vec!["."];
    let mut want = Vec::new();
    for (name, status, verdict) in known {
        let alone = verdicts(at, &[".", name]);
        assert_eq!(alone, (Some(status), vec![verdict.to_owned()]), "{name}");
        args.push(name);
        want.push(verdict.to_owned());
        assert_eq!(verdicts(at, &args), (Some(status), want.clone()));
    }
    args.push("manca.pdf");
    let output = verify(at, &args);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "errore: «manca.pdf» non si può leggere: il file non c'è.\n");
    let counts =
        "Esito: 1 intatto, 1 da guardare, 1 modificato, 1 non riconosciuto. 1 file non letto.\n";
    assert!(stdout(&output).ends_with(counts));
    let text = stdout(&verify(at, &[".", "manca.pdf"]));
    assert_eq!(text, "Esito: nessun file controllato. 1 file non letto.\n");
}

#[test]
fn a_change_is_told_in_the_terms_of_the_plan() {
    let folder = sent(&[]);
    let at = folder.path();
    write(at, "tornato.docx", &edited(&read(at, "piano.docx"), "Potatura", "Sfalcio"));
    let output = verify(at, &[".", "tornato.docx"]);
    let want = "tornato.docx: MODIFICATO\n  Viene da «piano.docx» (Allegato A).\n  - obiettivo 2, AREA TECNICA, ANNO 2024, VERDE: il campo «descrizione» era «Potatura», ora è «Sfalcio» (tabella 1, riga 4, colonna 3)\nEsito: 1 modificato.\n";
    assert_eq!(stdout(&output), want);
}

#[test]
fn what_is_gone_is_made_again_byte_for_byte() {
    let folder = sent(&["--data", "30.06.2024", "--profilo", "a2b"]);
    let at = folder.path();
    let changed = edited(&read(at, "piano.docx"), "Potatura", "Sfalcio");
    write(at, "tornato.docx", &changed);
    let pdf = read(at, "piano.pdf");
    write(at, "tornato.pdf", &[&pdf[..100], b"x", &pdf[101..]].concat());
    for name in ["piano.pdf", "piano.xlsx", "piano.docx"] {
        std::fs::remove_file(at.join(name)).expect("removed");
    }
    let output = verify(at, &[".", "tornato.docx", "tornato.pdf"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("il campo «descrizione» era «Potatura»"), "{text}");
    assert!(text.contains("tornato.pdf: MODIFICATO"), "{text}");
    let note = "sono stati rifatti da «./piano.yaml», byte per byte.\n";
    assert!(text.contains(note), "{text}");
    // The version of the program is told where it was another one.
    let manifest = String::from_utf8(read(at, "piano.manifesto.json")).expect("UTF-8");
    let then = format!("\"versione\": \"{}\"", env!("CARGO_PKG_VERSION"));
    write(
        at,
        "piano.manifesto.json",
        manifest.replace(&then, "\"versione\": \"0.0.9\"").as_bytes(),
    );
    let text = stdout(&verify(at, &[".", "tornato.docx"]));
    assert!(
        text.contains("; il programma è la versione ") && text.contains("allora era la 0.0.9."),
        "{text}"
    );
    // A plan elsewhere is named; one that has changed is refused.
    std::fs::rename(at.join("piano.yaml"), at.join("altrove.yaml")).expect("renamed");
    let text = stdout(&verify(at, &[".", "tornato.docx"]));
    assert!(text.contains("NON RICONOSCIUTO") && text.contains("si indica con --piano"), "{text}");
    let named = ["--piano", "altrove.yaml"];
    let text = stdout(&verify(at, &[&[".", "tornato.docx"], &named[..]].concat()));
    assert!(text.contains("era «Potatura»"), "{text}");
    write(at, "altrove.yaml", PLAN.replace("Potatura", "Altro").as_bytes());
    let text = stdout(&verify(at, &[&[".", "tornato.docx"], &named[..]].concat()));
    assert!(text.contains("il piano «altrove.yaml» non è più quello di allora"), "{text}");
}

#[test]
fn a_layout_of_ones_own_is_found_beside_the_manifest_or_where_it_is_said_to_be() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let at = folder.path();
    write(at, "piano.yaml", PLAN.as_bytes());
    std::fs::create_dir(at.join("nostro")).expect("made");
    let settings =
        "base = \"piano-obiettivi\"\n\n[[colonne]]\ncampo = \"tipologia\"\nnascondi = true\n";
    write(at, "nostro/layout.toml", settings.as_bytes());
    let made = run(
        at,
        &["genera", "piano.yaml", "--uscita", ".", "--layout", "nostro", "--formati", "docx"],
    );
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    write(at, "tornato.docx", &edited(&read(at, "piano.docx"), "Potatura", "Sfalcio"));
    std::fs::remove_file(at.join("piano.docx")).expect("removed");
    let found = |args: &[&str]| stdout(&verify(at, &[&[".", "tornato.docx"], args].concat()));
    assert!(found(&[]).contains("era «Potatura»"));
    std::fs::rename(at.join("nostro"), at.join("altrove")).expect("renamed");
    assert!(found(&[]).contains("il layout di allora non si trova"));
    assert!(found(&["--layout", "altrove"]).contains("era «Potatura»"));
    write(at, "altrove/layout.toml", b"base = \"piano-obiettivi\"\n");
    assert!(found(&["--layout", "altrove"]).contains("il layout di allora non si trova"));
}

#[test]
fn a_folder_may_hold_several_manifests() {
    let folder = sent(&[]);
    let at = folder.path();
    write(
        at,
        "secondo.yaml",
        PLAN.replace("Potatura", "Semina").replace("Relazione", "Verbale").as_bytes(),
    );
    assert_eq!(run(at, &["genera", "secondo.yaml", "--uscita", "."]).status.code(), Some(0));
    let found = verdicts(at, &[".", "piano.pdf", "secondo.pdf", "secondo.docx"]);
    assert_eq!(found, (Some(0), vec!["intatto".to_owned(); 3]));
    // An edited file is compared with the one that it differs least from.
    write(at, "x.docx", &edited(&read(at, "secondo.docx"), "Semina", "Raccolta"));
    let text = stdout(&verify(at, &[".", "x.docx"]));
    assert!(text.contains("Viene da «secondo.docx»") && text.contains("era «Semina»"), "{text}");
}

#[test]
fn files_of_an_archive_are_judged_one_by_one() {
    let folder = sent(&[]);
    let at = folder.path();
    let members = [
        ("piano.pdf", read(at, "piano.pdf")),
        ("busta.p7m", enveloped(&read(at, "piano.xlsx"))),
        ("altro.txt", b"altro".to_vec()),
        ("__MACOSX/._piano.pdf", b"\0\x05\x16\x07".to_vec()),
    ];
    let archive = zipped(&members);
    write(at, "tutti.zip", &archive);
    write(at, "tutti.zip.p7m", &enveloped(&archive));
    write(at, "dentro.zip", &zipped(&[("tutti.zip", archive)]));
    write(at, "vuoto.zip", &zipped(&[("__MACOSX/._x", b"\0\x05\x16\x07".to_vec())]));
    assert_eq!(verdicts(at, &[".", "vuoto.zip"]).1, ["non-riconosciuto"]);
    let output = verify(at, &[".", "tutti.zip"]);
    let want = "tutti.zip, «piano.pdf»: INTATTO\n  È «piano.pdf» (Allegato A), byte per byte.\n  Firme: nessuna.\n\
                tutti.zip, «busta.p7m»: DA GUARDARE\n  È «piano.xlsx» (Allegato A), in una busta di firma.\n  - la busta di firma è senza firme\n  Firme: nessuna.\n\
                tutti.zip, «altro.txt»: NON RICONOSCIUTO\n  - non è un PDF, un XLSX o un DOCX, e non è uno dei file fatti\n\
                Esito: 1 intatto, 1 da guardare, 1 non riconosciuto.\n";
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), want.to_owned()));
    let both = verdicts(at, &[".", "tutti.zip.p7m", "dentro.zip"]).1;
    assert_eq!(both, ["da-guardare", "da-guardare", "non-riconosciuto", "non-riconosciuto"]);
}

/// Makes an archive.
fn zipped(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("ended").into_inner()
}

#[test]
fn a_damaged_manifest_costs_its_own_files_only() {
    let folder = sent(&[]);
    let at = folder.path();
    write(at, "altro.manifesto.json", b"{\"manifesto\": 1,");
    let output = verify(at, &[".", "piano.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("piano.pdf: INTATTO"), "{}", stdout(&output));
    let said = "«./altro.manifesto.json» è rovinato: il testo si interrompe";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
}

#[test]
fn large_files_are_refused_unread() {
    let folder = sent(&[]);
    let at = folder.path();
    let large = std::fs::File::create(at.join("grande.p7m")).expect("made");
    large.set_len(1 << 31).expect("sparse");
    let output = verify(at, &[".", "grande.p7m", "piano.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("«grande.p7m» non si può leggere: supera 64 MB."));
    assert!(stdout(&output).contains("piano.pdf: INTATTO"));
}

#[test]
fn what_unpacks_to_much_more_than_was_sent_is_not_read() {
    let folder = sent(&[]);
    let at = folder.path();
    let docx = read(at, "piano.docx");
    let filled = |count| edited(&docx, "</w:body>", &("<w:p/>".repeat(count) + "</w:body>"));
    write(at, "bomba.docx", &filled(500_000));
    let text = stdout(&verify(at, &[".", "bomba.docx", "piano.docx"]));
    let said = "bomba.docx: NON RICONOSCIUTO\n  - il file, decompresso, è molto più grande";
    assert!(text.contains(said) && text.contains("piano.docx: INTATTO"), "{text}");
}

#[test]
fn what_is_no_manifest_is_wrong_usage() {
    let folder = sent(&[]);
    let at = folder.path();
    let manifest = String::from_utf8(read(at, "piano.manifesto.json")).expect("UTF-8");
    std::fs::create_dir(at.join("vuota")).expect("made");
    let cases = [
        (
            "a",
            manifest.replace("\"manifesto\": 1", "\"manifesto\": 2"),
            "versione che questo programma non conosce (2)",
        ),
        ("b", manifest.replace("\"piano.pdf\"", "\"../piano.pdf\""), "senza cartelle (riga "),
        (
            "c",
            manifest.replace("\"base64\": \"", "\"base64\": \"A"),
            "«c» è rovinato: le due grafie",
        ),
        ("d", manifest[..400].to_owned(), "si interrompe prima della fine (riga "),
        (
            "f",
            manifest.replace("\"piano.docx\"", "\"Piano.PDF\""),
            "la voce 3 di «file», «Piano.PDF», ha il nome di un'altra",
        ),
        ("g", manifest.replace("\"dimensione\": ", "\"dimensione\": -"), "un valore non è quello"),
        (
            "h",
            manifest.replace("\"tipo\": \"application/pdf\"", "\"tipo\": \"text/html\""),
            "che non è di un PDF",
        ),
        (
            "i",
            manifest.replace("\"esadecimale\": \"", "\"esadecimale\": \"0"),
            "64 cifre esadecimali",
        ),
        ("l", format!("{manifest}{manifest}"), "non è JSON (riga "),
        ("m.manifesto.json", "niente".to_owned(), "«m.manifesto.json» è rovinato"),
        ("e", "[".repeat(100_000), "non è un manifesto"),
    ];
    for (name, text, said) in cases {
        write(at, name, text.as_bytes());
        let output = verify(at, &[name, "piano.pdf"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(stderr(&output).contains(said), "{name}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
    for (args, said) in [
        (&["vuota", "piano.pdf"][..], "non c'è un manifesto"),
        (&["manca", "piano.pdf"], "non si può leggere: il file non c'è"),
        (&["piano.pdf", "piano.manifesto.json"], "per primo si indica"),
        (&["."], "Manca <FILE>."),
    ] {
        let output = verify(at, args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn the_report_for_programs_says_the_same() {
    let folder = sent(&[]);
    let at = folder.path();
    write(at, "busta.p7m", &enveloped(&read(at, "piano.pdf")));
    let output = verify(at, &[".", "busta.p7m", "--json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let want = serde_json::json!({
        "esito": "da-guardare",
        "note": [],
        "file": [{
            "file": "busta.p7m",
            "verdetto": "da-guardare",
            "originale": "piano.pdf",
            "ruolo": "Allegato A",
            "buste": 1,
            "firme": [],
            "motivi": [{
                "verdetto": "da-guardare",
                "pagina": null,
                "testo": "la busta di firma è senza firme",
            }],
        }],
    });
    assert_eq!(report, want);
}
