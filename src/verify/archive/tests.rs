//! Archives and signed containers made in memory.

use super::*;
use crate::verify::cms::sample::detached;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        // The type of a container is stored, so that it can be read in its place.
        let method = match *name {
            CONTAINER_TYPE => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("begun");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("ended").into_inner()
}

fn names(bytes: &[u8]) -> Option<Result<Vec<String>, String>> {
    let opened = Archive::open(bytes)?;
    Some(opened.map(|archive| archive.names()).map_err(|reason| reason.text))
}

fn subjects(records: &ContainerRecords, file: &str, content: &[u8]) -> Vec<String> {
    let signers = records.of(file, Some(content)).signers;
    signers.into_iter().map(|signer| signer.subject).collect()
}

fn reasons(records: &ContainerRecords, file: &str, content: &[u8]) -> Vec<String> {
    let reasons = records.of(file, Some(content)).reasons;
    reasons.into_iter().map(|reason| reason.text).collect()
}

#[test]
fn files_are_listed_and_unpacked() {
    let bytes = archive(&[("cartella/a.pdf", b"uno"), ("b.xlsx", b"due")]);
    let wanted = ["cartella/a.pdf", "b.xlsx"].map(str::to_owned).to_vec();
    assert_eq!(names(&bytes), Some(Ok(wanted)));
    let mut opened = Archive::open(&bytes).expect("an archive").expect("sound");
    assert_eq!(opened.file(1), Ok(b"due".to_vec()));
    assert!(subjects(&opened.records(), "b.xlsx", b"due").is_empty());
}

#[test]
fn packages_of_office_are_no_archives() {
    assert_eq!(names(&archive(&[(PACKAGE_TYPES, b"<Types/>")])), None);
    assert_eq!(names(b"%PDF-1.7"), None);
}

#[test]
fn containers_deliver_their_files_without_the_signatures() {
    let signature = detached(b"uno");
    let bytes = archive(&[
        (CONTAINER_TYPE, b"application/vnd.etsi.asic-s+zip"),
        ("a.pdf", b"uno"),
        ("META-INF/signature.p7s", &signature),
        ("META-INF/signatures.xml", b"<x/>"),
        ("META-INF/ASiCManifest.xml", b"<x/>"),
    ]);
    assert_eq!(names(&bytes), Some(Ok(vec!["a.pdf".to_owned()])));
    let records = Archive::open(&bytes).expect("an archive").expect("sound").records();
    assert_eq!(subjects(&records, "a.pdf", b"uno"), ["Mario Rossi (Comune di Esempio)"]);
    assert_eq!(records.reasons.len(), 1);
}

#[test]
fn a_byte_between_two_members_is_one_too_many() {
    let sound = archive(&[("a.pdf", b"uno"), ("b.pdf", b"due")]);
    let second = memmem::rfind(&sound, b"PK\x03\x04").expect("a member");
    let directory = memmem::find(&sound, b"PK\x01\x02").expect("a directory");
    let entry = memmem::rfind(&sound, b"PK\x01\x02").expect("an entry");
    let mut between = [&sound[..second], b"x", &sound[second..]].concat();
    // Every offset behind the byte counts it.
    for (at, value) in [(entry + 1 + 42, second + 1), (sound.len() + 1 - 6, directory + 1)] {
        let offset = u32::try_from(value).expect("short").to_le_bytes();
        between[at..at + 4].copy_from_slice(&offset);
    }
    let message = names(&between).expect("an archive").expect_err("a byte");
    assert!(message.contains("in modo diverso"), "{message}");
    assert_eq!(names(&sound).expect("an archive").expect("sound").len(), 2);
}

#[test]
fn a_signature_of_a_container_holds_no_file() {
    let enclosing = include_bytes!("../../../tests/suite/fixtures/buste/der.p7m");
    let bytes = archive(&[
        (CONTAINER_TYPE, b"application/vnd.etsi.asic-s+zip"),
        ("a.pdf", b"uno"),
        ("META-INF/signature.p7s", enclosing),
    ]);
    let records = Archive::open(&bytes).expect("an archive").expect("sound").records();
    assert_eq!((subjects(&records, "a.pdf", b"uno").len(), records.reasons.len()), (0, 1));
}

#[test]
fn archives_that_can_be_read_in_two_ways_are_refused() {
    let sound = archive(&[("a.pdf", b"uno"), ("b.pdf", b"due")]);
    let inner = archive(&[("c.pdf", b"tre")]);
    let mut renamed = sound.clone();
    renamed[30] = b'c';
    let mut commented = sound.clone();
    let end = commented.len();
    commented[end - 2] = 1;
    commented.push(b'x');
    for (bytes, said) in [
        (renamed, "in modo diverso"),
        (commented, "in modo diverso"),
        ([&sound[..], &inner].concat(), "in modo diverso"),
        (sound[..end - 30].to_vec(), "in modo diverso"),
    ] {
        let message = names(&bytes).expect("an archive").expect_err(said);
        assert!(message.contains(said), "{message}");
    }
    // Wide headers that hold a comment (Unicode Comment), and a size that is not the file's.
    let mut options = zip::write::FullFileOptions::default();
    options.add_extra_field(0x6375, b"Annullato", true).expect("added");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.pdf", options).expect("begun");
    let commented = zip.finish().expect("ended").into_inner();
    let mut oversized = sound.clone();
    for at in memmem::find_iter(&sound, b"a.pdf").map(|name| name - 30 + 22) {
        let own = sound[at - 22..].starts_with(b"PK\x03\x04");
        let at = if own { at } else { at - 46 + 30 + 2 };
        oversized[at] = 200;
    }
    for bytes in [commented, oversized] {
        let message = names(&bytes).expect("an archive").expect_err("two ways");
        assert!(message.contains("in modo diverso"), "{message}");
    }
    for members in [
        [("perù.pdf", b"uno"), ("peru\u{300}.pdf", b"due")],
        [("weiß.pdf", b"uno"), ("WEISS.pdf", b"due")],
        // Folders with content, names that lead elsewhere, and names that Windows takes for one.
        [("a.pdf", b"uno"), ("falso.pdf\\", b"due")],
        [("a.pdf", b"uno"), ("./a.pdf", b"due")],
        [("a.pdf", b"uno"), ("A.PDF", b"due")],
        [("a.pdf", b"uno"), ("../b.pdf", b"due")],
        [("a.pdf", b"uno"), ("b.pdf.", b"due")],
    ] {
        let members = members.map(|(name, content)| (name, &content[..]));
        let message = names(&archive(&members)).expect("an archive").expect_err("two ways");
        assert!(message.contains("in modo diverso"), "{message}");
    }
    let empty = archive(&[]);
    assert_eq!(names(&empty), None);
    let many: Vec<String> = (0..=MOST_MEMBERS).map(|i| i.to_string()).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (&name[..], &b""[..])).collect();
    assert!(names(&archive(&many)).expect("an archive").expect_err("many").contains("troppi"));
}

#[test]
fn nothing_but_the_files_holds_the_sign_of_a_file() {
    let pdf = b"%PDF-1.7 1 0 obj".as_slice();
    let double = [ADDED_BY_SYSTEM[0].start, b"\0\x02\0\0Mac OS X"].concat();
    let holding = [&double, pdf].concat();
    for (members, is_hidden) in [
        (vec![("a.pdf", pdf), ("__MACOSX/._a.pdf", &double)], false),
        (vec![("a.pdf", pdf), ("__MACOSX/._a.pdf", &holding)], true),
        (vec![("a/a.pdf", pdf), ("a/.DS_Store", b"\0\0\0\x01Bud1\0".as_slice())], false),
        (vec![("%PDF-1.4 1 0 obj.pdf", b"uno".as_slice())], true),
        (vec![("a.pdf", pdf), ("PK\u{5}\u{6}", b"due")], true),
        (vec![("a.pdf", pdf), ("trailer/", b"")], true),
    ] {
        let bytes = archive(&members);
        // Control characters are no part of a name.
        let Ok(mut opened) = Archive::open(&bytes).expect("an archive") else { continue };
        let reasons = opened.records().reasons;
        let verdicts: Vec<_> = reasons.iter().map(|reason| reason.verdict).collect();
        assert_eq!(verdicts, vec![Verdict::Changed; usize::from(is_hidden)], "{members:?}");
        assert!(opened.names().iter().all(|name| added_by_system(name).is_none()));
    }
}

#[test]
fn what_stands_in_the_folder_of_the_system_is_no_other_file() {
    let bytes = archive(&[("a.pdf", b"uno"), ("__MACOSX/b.pdf", b"due")]);
    assert_eq!(names(&bytes).expect("an archive").expect("sound").len(), 2);
    let large = [ADDED_BY_SYSTEM[0].start, &[b'x'; 5_000]].concat();
    let bytes = archive(&[("a.pdf", b"uno"), ("__MACOSX/._a.pdf", &large)]);
    assert_eq!(names(&bytes).expect("an archive").expect("sound").len(), 2);
}

#[test]
fn the_type_of_a_container_is_nothing_else() {
    let signature = include_bytes!("../../../tests/suite/fixtures/buste/staccata.p7s");
    for (media_type, files) in [
        ("application/vnd.etsi.asic-e+zip", 1),
        ("application/vnd.etsi.asic-e+zip\n", 1),
        ("application/vnd.etsi.asic-e+zip\n%PDF-1.4", 3),
        ("application/vnd.etsi.asic-x", 3),
    ] {
        let bytes = archive(&[
            (CONTAINER_TYPE, media_type.as_bytes()),
            ("a.pdf", b"uno"),
            ("META-INF/signature.p7s", signature),
        ]);
        let mut opened = Archive::open(&bytes).expect("an archive").expect("sound");
        assert_eq!(opened.names().len(), files, "{media_type}");
        let reasons = opened.records().reasons;
        assert_eq!(reasons.is_empty(), !media_type.contains("%PDF-"), "{media_type}");
    }
}

#[test]
fn a_signature_is_for_the_files_that_its_list_names() {
    let list = r#"<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#"><a:SigReference URI="META-INF/signature.p7s"/><a:DataObjectReference URI="a.pdf"><DigestValue>vw7DaU4SLgZ9mWSjjsfYQVeB30sk9EKtdntGIfuY+MU=</DigestValue></a:DataObjectReference></a:ASiCManifest>"#;
    let kind = (CONTAINER_TYPE, b"application/vnd.etsi.asic-e+zip".as_slice());
    let (of_list, of_file) = (detached(list.as_bytes()), detached(b"uno"));
    fn signature(bytes: &[u8]) -> (&str, &[u8]) {
        ("META-INF/signature.p7s", bytes)
    }
    let (one, two) = (("a.pdf", b"uno".as_slice()), ("b.pdf", b"due".as_slice()));
    let list = ("META-INF/ASiCManifest.xml", list.as_bytes());
    let records = |members: &[(&str, &[u8])]| {
        Archive::open(&archive(members)).expect("an archive").expect("sound").records()
    };
    let both = records(&[kind, one, two, signature(&of_list), list]);
    assert_eq!(subjects(&both, "a.pdf", b"uno").len(), 1);
    assert_eq!(reasons(&both, "a.pdf", b"uno"), [""; 0]);
    assert_eq!(subjects(&both, "b.pdf", b"due").len(), 0);
    let uncovered = "nessuna delle firme del contenitore è per questo file";
    assert_eq!(reasons(&both, "b.pdf", b"due"), [uncovered]);
    // Another file under the name that was signed.
    let other = reasons(&both, "a.pdf", b"altro");
    assert!(matches!(&other[..], [text] if text.contains("un'altra impronta")), "{other:?}");
    // A signature of the file, or of another list, is none of this list.
    let foreign = "la firma di «Mario Rossi (Comune di Esempio)» è per un altro contenuto";
    let pasted = records(&[kind, one, signature(&of_file), list]);
    assert_eq!(subjects(&pasted, "a.pdf", b"uno").len(), 0);
    assert_eq!(reasons(&pasted, "a.pdf", b"uno"), [foreign]);
    let unsigned = records(&[kind, one]);
    assert_eq!(reasons(&unsigned, "a.pdf", b"uno"), ["nel contenitore non c'è nessuna firma"]);
    assert_eq!(reasons(&records(&[one]), "a.pdf", b"uno"), [""; 0]);
    // Without a list nothing tells which of two files is signed.
    let unlisted = records(&[kind, one, two, signature(&of_file)]);
    assert_eq!((subjects(&unlisted, "a.pdf", b"uno").len(), unlisted.reasons.len()), (0, 1));
    let simple = records(&[kind, one, signature(&of_file)]);
    assert_eq!(subjects(&simple, "a.pdf", b"uno").len(), 1);
    assert_eq!(reasons(&simple, "a.pdf", b"uno"), [""; 0]);
    assert_eq!(subjects(&simple, "a.pdf", b"altro").len(), 0);
    assert_eq!(reasons(&simple, "a.pdf", b"altro"), [foreign]);
}
