//! Peeling of envelopes made with OpenSSL (`tests/suite/fixtures/buste`).

use super::*;
use crate::digest::Digest;

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
fn a_signer_of_another_content_is_none_of_this() {
    let mut foreign = envelope!("der.p7m").to_vec();
    let at = memmem::find(&foreign, DOCUMENT).expect("the document");
    foreign[at + DOCUMENT.len() - 1] ^= 1;
    let peeled = peel(&foreign).expect("sound");
    assert_eq!(subjects(&peeled), [""; 0]);
    let texts: Vec<_> = peeled.reasons.iter().map(|reason| reason.text.as_str()).collect();
    assert_eq!(texts, ["la firma di «Mario Rossi (Comune di Esempio)» è per un altro contenuto"]);
}

#[test]
fn a_signature_that_states_another_certificate_names_nobody_for_certain() {
    let mut message = envelope!("cades.p7m").to_vec();
    assert_eq!(peel(&message).expect("sound").reasons, []);
    // Signing Certificate V2 (RFC 5035, 3), and the digest in it.
    let stated = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f";
    let at = memmem::find(&message, stated).expect("a stated certificate");
    let at = at + memmem::find(&message[at..], b"\x04\x20").expect("its digest") + 2;
    message[at] ^= 1;
    let peeled = peel(&message).expect("sound");
    let texts: Vec<_> = peeled.reasons.iter().map(|reason| reason.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "la firma di «Mario Rossi (Comune di Esempio)» dice di essere fatta con un altro certificato: il nome di chi ha firmato non è certo"
        ]
    );
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
fn what_stands_around_base64_is_named() {
    use Verdict::{Changed, Look};
    let pem = envelope!("pem.p7m");
    let text = String::from_utf8(pem.to_vec()).expect("PEM");
    let end = "-----END CMS-----";
    assert!(text.trim_end().ends_with(end));
    let filled = format!("{text}{}", "\n".repeat(MOST_FILLING + 1));
    for (form, verdict) in [
        (format!("{text}{text}"), Changed),
        (format!("{text}altro"), Look),
        (format!("{text}%PDF-1.4"), Changed),
        (text.replace(end, &format!("{end}%PDF-1.4\r1 0 obj\r")), Changed),
        (text.replace(end, &format!("{end}\raltro")), Look),
        (text.replace(end, &format!("{end} altro")), Look),
        (text.replace(end, ""), Look),
        (text.replace(end, "-----END PKCS7-----"), Look),
        (text.replacen("-----\n", "----- 1 0 obj <<>> \n", 1), Changed),
        (text.replacen("CMS-----\n", "CMS----- altro\r", 1), Look),
        (format!("{}{text}", " ".repeat(MOST_FILLING + 1)), Look),
        (filled, Look),
    ] {
        let peeled = peel(form.as_bytes()).expect("an envelope");
        assert_eq!(peeled.content(), DOCUMENT, "{form}");
        let verdicts: Vec<_> = peeled.reasons.iter().map(|reason| reason.verdict).collect();
        assert_eq!(verdicts, [verdict], "{form}");
    }
    for form in [text.replace('\n', "\r"), format!("{text}\r\n\n")] {
        assert_eq!(peel(form.as_bytes()).expect("an envelope").reasons, [], "{form}");
    }
}

#[test]
fn files_that_hide_in_an_envelope_are_found() {
    let whole = envelope!("der.p7m");
    let at = whole.len() - 40;
    for sign in [
        &b"%PDF-"[..],
        b"%%EOF",
        b"trailer",
        b"startxref",
        b"12 0 obj<<",
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"PK\x06\x06",
    ] {
        // In a signature, behind the message, and in the outer one of two envelopes.
        let mut inside = whole.to_vec();
        inside[at..at + sign.len()].copy_from_slice(sign);
        let behind = [whole, sign].concat();
        let mut outer = envelope!("annidata.p7m").to_vec();
        let end = outer.len() - 40;
        outer[end..end + sign.len()].copy_from_slice(sign);
        for bytes in [inside.clone(), behind, outer, wrapped(&inside)] {
            let peeled = peel(&bytes).expect("an envelope");
            assert_eq!(peeled.content(), DOCUMENT, "{sign:?}");
            let verdicts: Vec<_> = peeled.reasons.iter().map(|reason| reason.verdict).collect();
            assert_eq!(verdicts.last(), Some(&Verdict::Changed), "{sign:?}");
        }
    }
}

#[test]
fn pieces_are_as_programs_make_them() {
    let pieces = |sizes: &[usize]| {
        let mut start = 0;
        let piece = |size: &usize| {
            start += size + 4;
            start - size..start
        };
        sizes.iter().map(piece).collect::<Vec<_>>()
    };
    for regular in [&[][..], &[3], &[1000, 1000, 7], &[4096, 4096], &[500, 1]] {
        assert!(is_regular(&pieces(regular)), "{regular:?}");
    }
    for irregular in [&[7, 1000][..], &[1000, 999, 1000], &[100, 100], &[1000, 1001]] {
        assert!(!is_regular(&pieces(irregular)), "{irregular:?}");
    }
}

#[test]
fn files_with_a_time_stamp_are_opened() {
    let stamped_with = |evidence: &[u8]| {
        let (content, evidence) = (tlv(0x04, DOCUMENT), tlv(0xA0, evidence));
        let parts = [&b"\x02\x01\x01"[..], &tlv(0x16, b"file:///a.pdf"), &content, &evidence];
        message(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x1f", &tlv(0x30, &parts.concat()))
    };
    let stamped = stamped_with(&stamp_of(DOCUMENT));
    let peeled = peel(&stamped).expect("sound");
    assert_eq!((peeled.content(), peeled.envelopes, peeled.stamps), (DOCUMENT, 0, 1));
    assert_eq!(peeled.reasons, []);
    let both = wrapped(&stamped);
    let peeled = peel(&both).expect("sound");
    assert_eq!((peeled.content(), peeled.envelopes, peeled.stamps), (DOCUMENT, 1, 1));
    let listed = stamped_with(&tlv(0x30, &stamp_of(DOCUMENT)));
    assert_eq!(peel(&listed).map(|peeled| peeled.reasons), Ok(Vec::new()));
    // No stamp, something else in its place, and one for another file.
    for evidence in [Vec::new(), tlv(0x30, &tlv(0x30, b"\x05\0")), stamp_of(b"altro")] {
        let stamped = stamped_with(&evidence);
        let peeled = peel(&stamped).expect("sound");
        let verdicts: Vec<_> = peeled.reasons.iter().map(|reason| reason.verdict).collect();
        assert_eq!((peeled.content(), verdicts), (DOCUMENT, vec![Verdict::Look]));
    }
}

/// Makes a time stamp for a content, without a signer.
fn stamp_of(content: &[u8]) -> Vec<u8> {
    const STAMP: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";
    let hex = Digest::of(content).hex();
    let digest = (0..32).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("digits"));
    let imprint = [tlv(0x30, b""), tlv(0x04, &digest.collect::<Vec<_>>())].concat();
    let statement = [&b"\x02\x01\x01\x06\x01\x2a"[..], &tlv(0x30, &imprint)].concat();
    let statement = tlv(0xA0, &tlv(0x04, &tlv(0x30, &statement)));
    let data = [
        &b"\x02\x01\x03"[..],
        &tlv(0x31, b""),
        &tlv(0x30, &[STAMP, &statement].concat()),
        &tlv(0x31, b""),
    ];
    let signed = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    tlv(0x30, &message(signed, &tlv(0x30, &data.concat())))
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
    let peeled = peel(&bytes).expect("sound");
    assert_eq!(peeled.content(), b"%PDF-");
    assert!(peeled.reasons.iter().any(|r| r.text == "la busta di firma è senza firme"));
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
    let data = tlv(0xA0, &tlv(0x04, content));
    let data = tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", &data[..]].concat());
    let signed = tlv(0x30, &[b"\x02\x01\x01\x31\x00", &data[..], b"\x31\x00"].concat());
    message(b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", &signed)
}

/// Makes a message of a kind.
fn message(kind: &[u8], content: &[u8]) -> Vec<u8> {
    tlv(0x30, &[tlv(0x06, kind), tlv(0xA0, content)].concat())
}

/// Makes an element.
fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("small").to_be_bytes();
    [&[tag, 0x84], &length[..], content].concat()
}
