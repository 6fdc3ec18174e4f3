use crate::verify::pdf::cursor::Malformed;
use crate::verify::pdf::object::{Object, characters};
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

#[test]
fn texts_are_read_in_their_encodings() {
    assert_eq!(characters(b"\xFE\xFF\0P\0\xE8"), "Pè");
    assert_eq!(characters(b"\xEF\xBB\xBFP\xC3\xA8"), "Pè");
    assert_eq!(characters(b"P\xE8"), "Pè");
}
