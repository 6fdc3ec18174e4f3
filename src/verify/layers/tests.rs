//! Peeling of envelopes made with OpenSSL (`tests/suite/fixtures/buste`).

use super::*;

macro_rules! envelope {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/suite/fixtures/buste/", $name)).as_slice()
    };
}

const DOCUMENT: &[u8] = envelope!("documento.pdf");
const ROSSI: &str = "Mario Rossi (Comune di Esempio)";
const BIANCHI: &str = "Anna Bianchi";

fn subjects(peeled: &Peeled<'_>) -> Vec<String> {
    peeled.signers.iter().map(|signer| signer.subject.clone()).collect()
}

#[test]
fn every_form_of_envelope_gives_the_document_and_its_signers() {
    let cases: [(&str, &[u8], usize, &[&str]); 7] = [
        ("none", DOCUMENT, 0, &[]),
        ("DER", envelope!("der.p7m"), 1, &[ROSSI]),
        ("BER of indefinite length", envelope!("flusso.p7m"), 1, &[ROSSI]),
        ("PEM", envelope!("pem.p7m"), 1, &[ROSSI]),
        ("by key identifier", envelope!("chiave.p7m"), 1, &[ROSSI]),
        ("one in the other", envelope!("annidata.p7m"), 2, &[ROSSI, BIANCHI]),
        ("side by side", envelope!("parallele.p7m"), 1, &[ROSSI, BIANCHI]),
    ];
    for (name, bytes, envelopes, signers) in cases {
        let peeled = peel(bytes).expect(name);
        assert_eq!(peeled.content(), DOCUMENT, "{name}");
        assert_eq!((peeled.envelopes, &peeled.reasons[..]), (envelopes, &[][..]), "{name}");
        let mut found = subjects(&peeled);
        if name == "side by side" {
            // A set has the order of its bytes (X.690, 11.6).
            found.sort_by_key(|name| name != ROSSI);
        }
        assert_eq!(found, signers, "{name}");
    }
}

#[test]
fn the_time_is_the_one_that_the_signature_declares() {
    let peeled = peel(envelope!("der.p7m")).expect("sound");
    let declared = peeled.signers[0].declared.as_deref();
    assert_eq!(declared, Some("2026-11-24T20:42:30+00:00"));
}

#[test]
fn base64_is_read_however_it_is_wrapped() {
    let pem = envelope!("pem.p7m");
    let text = String::from_utf8(pem.to_vec()).expect("PEM");
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let lines = text.replace('\n', "\r\n");
    for form in [body.clone(), format!("\u{FEFF}\r\n{body}\r\n"), lines, format!("  {text}\n\n")] {
        assert_eq!(peel(form.as_bytes()).map(|p| p.content().to_vec()), Ok(DOCUMENT.to_vec()));
    }
}

#[test]
fn what_stands_behind_an_envelope_is_named_unless_it_is_filling() {
    for (rest, said) in [(&b"\n"[..], 0), (b"\r\n", 0), (b"\0\0\0", 0), (b"%PDF-", 1)] {
        let bytes = [envelope!("der.p7m"), rest].concat();
        let peeled = peel(&bytes).expect("sound");
        assert_eq!(peeled.content(), DOCUMENT);
        assert_eq!(peeled.reasons.len(), said, "{rest:?}");
    }
}

#[test]
fn what_stands_behind_base64_or_hides_in_an_envelope_is_named() {
    let pem = envelope!("pem.p7m");
    for behind in [pem, b"altro".as_slice(), envelope!("documento.pdf")] {
        let all = [pem, behind].concat();
        let peeled = peel(&all).expect("an envelope");
        assert_eq!(peeled.reasons.len(), 1, "{:?}", peeled.reasons);
        assert_eq!(peeled.reasons[0].verdict, Verdict::Look);
    }
    assert_eq!(peel(&[pem, b"\r\n\n"].concat()).expect("an envelope").reasons, []);
    // A PDF of its own beside the one that is signed.
    let both = [envelope!("der.p7m"), b"startxref\n1\n%%EOF".as_slice()].concat();
    assert_eq!(peel(&both).expect("an envelope").reasons.len(), 2);
}

#[test]
fn strings_in_pieces_are_put_together() {
    // ContentInfo and SignedData of indefinite length; the content in nested pieces.
    let mut bytes = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80".to_vec();
    bytes.extend(
        b"\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01",
    );
    bytes.extend(b"\xa0\x80\x24\x80\x04\x02%P\x24\x05\x04\x03DF-\x04\x00\x00\x00\x00\x00\x00\x00");
    bytes.extend(b"\x31\x00\x00\x00\x00\x00\x00\x00");
    assert_eq!(peel(&bytes).map(|p| p.content().to_vec()), Ok(b"%PDF-".to_vec()));
}

#[test]
fn what_cannot_be_opened_says_why() {
    let crlf: Vec<u8> = envelope!("der.p7m")
        .iter()
        .flat_map(|b| if *b == b'\n' { vec![b'\r', b'\n'] } else { vec![*b] })
        .collect();
    let replaced = String::from_utf8_lossy(envelope!("der.p7m")).into_owned();
    let cut = &envelope!("der.p7m")[..900];
    for (bytes, words) in [
        (envelope!("staccata.p7s"), "firma staccata"),
        (envelope!("cifrata.p7m"), "non è di firma"),
        (&crlf, "come un testo"),
        (replaced.as_bytes(), "come un testo"),
        (cut, "incompleta"),
    ] {
        let reason = peel(bytes).map(|peeled| peeled.envelopes).expect_err(words);
        assert_eq!(reason.verdict, Verdict::Unknown);
        assert!(reason.text.contains(words), "{}", reason.text);
    }
}

#[test]
fn signatures_that_cannot_be_read_cost_the_name_only() {
    // In the place of a signer's certificate, and of its signature, something else.
    let whole = envelope!("der.p7m");
    let issuer = b"Mario Rossi";
    let at = whole.windows(issuer.len()).position(|part| part == issuer).expect("there");
    let mut bytes = whole.to_vec();
    bytes[at] = b'X';
    let peeled = peel(&bytes).expect("sound");
    assert_eq!(peeled.content(), DOCUMENT);
    assert_eq!(subjects(&peeled), ["firmatario senza nome"]);
}

#[test]
fn envelopes_without_end_are_refused() {
    let mut bytes = DOCUMENT.to_vec();
    for _ in 0..=DEEPEST {
        bytes = wrapped(&bytes);
    }
    assert!(peel(&bytes).expect_err("too deep").text.contains("più di"));
}

/// Makes an envelope without signatures around `content`.
fn wrapped(content: &[u8]) -> Vec<u8> {
    let tlv = |tag: u8, content: &[u8]| {
        let length = u32::try_from(content.len()).expect("small").to_be_bytes();
        [&[tag, 0x84], &length[..], content].concat()
    };
    let data = tlv(0xA0, &tlv(0x04, content));
    let data = tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", &data[..]].concat());
    let signed = tlv(0x30, &[b"\x02\x01\x01\x31\x00", &data[..], b"\x31\x00"].concat());
    tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", &tlv(0xA0, &signed)[..]].concat())
}
