use crate::verify::pdf::cursor::Malformed;
use crate::verify::pdf::object::Object;
use crate::verify::pdf::parse::Parser;

fn read(text: &str) -> Result<Object, Malformed> {
    Parser::new(text.as_bytes(), 0).object()
}

#[test]
fn objects_are_read_as_the_standard_writes_them() {
    let text = |text: &str| Ok(Object::Text(text.into()));
    let cases = [
        ("-12", Ok(Object::Integer(-12))),
        ("+.5", Ok(Object::Real(0.5))),
        ("7 0 R", Ok(Object::Reference(7))),
        ("/A#20b", Ok(Object::Name(b"A b".to_vec()))),
        ("<48 6>", text("H`")),
        ("(a(b)\\)\\101\\\n\\n\r\n)", text("a(b))A\n\n")),
        ("[null true]", Ok(Object::Array(vec![Object::Null, Object::Boolean(true)]))),
        ("<</A null>>", Ok(Object::Dictionary(Default::default()))),
    ];
    for (written, expected) in cases {
        assert_eq!(read(written), expected, "{written}");
    }
}

#[test]
fn what_programs_could_take_for_two_things_is_not_read() {
    let deep = "[".repeat(60);
    let cases = [
        "",
        "nullo",
        "--1",
        "1.2.3",
        "1e5",
        "(a",
        "<4G>",
        "<48",
        "<</A 1/A 2>>",
        "<<1 2>>",
        "[1",
        "[7 65536 R]",
        "[% comment\n]",
        "/a#0",
        "/a#00",
        "<</A>>",
        "%%EOF 1",
        &deep,
    ];
    for written in cases {
        assert!(read(written).is_err(), "{written}");
    }
}

/// Reads a value as one that a signer wrote, up to the end of the text.
fn read_strictly(text: &str) -> Option<Object> {
    let mut parser = Parser::of_signers(text.as_bytes(), 0);
    let object = parser.object().ok()?;
    parser.cursor.rest().is_empty().then_some(object)
}

#[test]
fn the_forms_of_signing_programs_are_read() {
    let padded = format!("[0{}1]", " ".repeat(100));
    let forms = [
        // Acrobat, DSS, iText, LibreOffice, MuPDF, OpenPDF, Poppler and pyHanko write these.
        "0",
        "-12",
        "0.0",
        "-376.0",
        "595.27563",
        ".5",
        "-.25",
        "7 0 R",
        "595 1 R",
        "/",
        "/Adobe#20Acrobat",
        "/ABCDEF+Arial#2CBold",
        "(it\\055IT)",
        "(a\\(b\\)\\\\\\n)",
        "()",
        "<>",
        "<48fF>",
        &padded,
        "<</Rect [0.0 0.0 0.0 0.0]\n/F 4\n>>",
        "<<\n/ID [<00> <01>]              \n>>",
        "[ 6 7 533\n8 [807 869]\n 11 12 343]",
        "<</Fields[7 0 R 8 0 R]/P 14 0 R/V/1.2>>",
        "[null true]",
    ];
    for form in forms {
        assert!(read_strictly(form).is_some(), "{form}");
    }
}

#[test]
fn forms_that_no_signing_program_writes_are_not_read() {
    let (long, zeros) = (format!("({})", "a".repeat(40_000)), format!("0.{}1", "0".repeat(20)));
    let (spaces, name) = (format!("[0{}1]", " ".repeat(300)), format!("/{}", "a".repeat(128)));
    let forms = [
        // Numbers with needless characters, or beyond what readers keep.
        "+1",
        "01",
        "-0",
        "1.",
        "1.50",
        ".0",
        "00.5",
        "-.0e",
        ".",
        "-",
        "4294967296",
        "99999999999999999999",
        &zeros,
        "07 0 R",
        "7 00 R",
        "7  0 R",
        "7 0\nR",
        "7 65536 R",
        // Names.
        "/#41",
        "/a#00",
        "/\u{e8}",
        "/a\u{1}",
        &name,
        // Strings.
        "(a(b))",
        "(a\rb)",
        "(a\nb)",
        "(a\\\nb)",
        "(\\5)",
        "(\\400)",
        "(\\a)",
        "<4>",
        "<48 65>",
        &long,
        // White space, comments, values that are none.
        "[0\t1]",
        "[0\u{c}1]",
        "[0\u{0}1]",
        "[0\n\n1]",
        &spaces,
        "[0% a\n1]",
        "<</A null>>",
        "<</A 1/#41 2>>",
    ];
    for form in forms {
        assert_eq!(read_strictly(form), None, "{form}");
    }
}
