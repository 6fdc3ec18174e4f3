//! Drawings in fields: what signing programs draw is intact, and nothing else is.

use super::*;

const BOX: &str = "/BBox[0 0 200 40]";
/// Resources that lead to [`FURTHER`].
const RESOURCES: &str = "/Resources<</Font<</F1 61 0 R>>/XObject<</n0 62 0 R/Im 63 0 R>>/ExtGState<</GS<</CA 1/ca .5>>>>/ColorSpace<</CS0[/ICCBased 64 0 R]>>/ProcSet[/PDF/Text]>>";
/// A font, a layer, an image, a profile and the program of a font of the signer's.
fn further() -> Vec<(u32, Vec<u8>)> {
    let profile = format!("\0\0\0@{}acsp{}", " ".repeat(32), " ".repeat(24));
    let texts = [
        (61, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned()),
        (62, form("/BBox[0 0 100 100]/Matrix[1 0 0 1 0 0]", "% DSBlank\n")),
        (
            63,
            stream(
                "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
                "x",
            ),
        ),
        (64, stream("/N 3", &profile)),
    ];
    let mut all: Vec<_> = texts.map(|(number, text)| (number, text.into_bytes())).into();
    let same = "1 beginbfrange <0000> <FFFF> <0000> endbfrange";
    all.push((66, stream("", same).into_bytes()));
    all.push((
        65,
        stream_of("", include_bytes!("../../../../tests/suite/fixtures/font/prova.ttf")),
    ));
    all
}

fn form(keys: &str, data: &str) -> String {
    stream(&format!("/Type/XObject/Subtype/Form{keys}"), data)
}

/// Signs in a prepared field with object 60 as its drawing, and changes one further object.
fn drawn(drawing: &str, change: Option<(u32, &str)>) -> Vec<u8> {
    let field = with(FIELD, "/V 21 0 R").replace("13 0 R", "60 0 R");
    let mut update = signature(Update::of(&original()), NEXT).object(FIELD, &field);
    let texts = format!("{drawing}{}", change.map_or("", |(_, text)| text));
    let is_used = |number: u32| texts.contains(&format!("{number} 0 R"));
    for (number, bytes) in further().into_iter().filter(|(number, _)| is_used(*number)) {
        update = update.object_of(number, bytes);
    }
    if let Some((number, text)) = change {
        update = update.object(number, text);
    }
    sealed(update.object(60, drawing).write())
}

/// Checks that a file is changed because of the drawing of a prepared field.
fn no_drawing(returned: &[u8], case: &str) {
    let outcome = compare(&original(), returned);
    let text = "campo preparato per una firma: il disegno non è quello di una firma (AP)";
    assert!(outcome.reasons.iter().any(|r| r.text == text), "{case}: {:?}", outcome.reasons);
    assert_eq!(outcome.verdict(), Verdict::Changed, "{case}");
}

#[test]
fn drawings_of_known_programs_are_intact() {
    for content in [
        // DSS.
        "/DeviceGray cs\n1 sc\n0 7.35 72.52 25.3 re\nf\nBT\n/F1 12 Tf\n0 sc\n15.3 TL\n5 15.65 Td\n0 0 Td\n(Mario) Tj\nT*\nET\n",
        // iText and OpenPDF.
        "q\n1 0 0 1 0 0 cm\n/n0 Do\nQ\nq 0.36 0 0 0.36 101.08 2 cm /Im Do Q\n",
        "q\n0 0 238.17 40 re\nW\nn\nq\nBT\n/F1 18.58 Tf\n2 8.28 Td\n<0029>Tj\nET\nQ\nQ\n",
        "% DSUnknown\nq\n1 G\n1 g\n0.1 0 0 0.1 9 0 cm\n0 J 0 j 4 M []0 d\n1 i \n0 g\n313 292 m\n313 404 325 453 432 529 c\n432 600 l\nh\n308 214 170 -164 re\nf\nQ\n",
        // pyHanko.
        "q q /GS gs 1 0 0 1 5 5 cm  Q Q",
        // MuPDF, whose pages pyHanko takes for backgrounds.
        "\nq\n5 10 45 25 re\nh\n0 G 0 0 1 rg B\nQ\n",
        // endesive, whose blank layer has no line end.
        "% DSBlank",
        // Acrobat.
        "q /CS0 cs 0.1 0.2 0.3 scn 0 0 9 9 re f Q 0 0 0 1 k",
        "",
    ] {
        let returned = drawn(&form(&format!("{BOX}{RESOURCES}"), content), None);
        assert_eq!(judged(&returned), (Verdict::Intact, None, String::new()), "{content}");
    }
    // A box with its corners the other way round, as pyHanko writes it, and a turned page.
    for keys in ["/BBox[0 40 238 0]", "/BBox[0 0 40 200]/Matrix[0 1 -1 0 40 0]"] {
        let returned = drawn(&form(keys, "1 g 0 0 9 9 re f"), None);
        assert_eq!(judged(&returned).0, Verdict::Intact, "{keys}");
    }
}

#[test]
fn what_is_read_aloud_is_what_is_drawn() {
    // As pyHanko draws letters of a font of its own.
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Lato/Encoding/Identity-H/ToUnicode 66 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Lato/FontDescriptor<</Type/FontDescriptor/FontFile2 65 0 R>>>>]>>";
    let content = |text: &str, letters: &str| {
        format!(
            "q 1 0 0 1 57 5 cm /Tx BMC q BT /F1 10 Tf 10 TL 0 0 Td /Span <<\n/ActualText ({text})\n>> BDC {letters} 102.58 0 Td EMC -102.58 -10 Td ET Q EMC Q"
        )
    };
    let returned = |text: &str, letters: &str| {
        let drawing = form(&format!("{BOX}{RESOURCES}"), &content(text, letters));
        drawn(&drawing, Some((61, font)))
    };
    assert_eq!(judged(&returned("AB C", "[<0041> 19 <00420043>] TJ")).0, Verdict::Intact);
    for (text, letters) in [
        ("Il peso vale 90", "[<0041>] TJ"),
        ("A", ""),
        ("", "<0041> Tj"),
        ("BA", "<00410042> Tj"),
        ("A", "/Span <</ActualText (A)>> BDC <0041> Tj EMC"),
        ("A", "<0041> Tj q Q"),
    ] {
        no_drawing(&returned(text, letters), &format!("{text} {letters}"));
    }
}

#[test]
fn a_content_leaves_the_state_of_the_page_as_it_was() {
    for content in [
        "Q Q Q q 1 1 1 rg 0 0 800 500 re f",
        "q 0 0 9 9 re f",
        "Q q",
        "q BT Q ET",
        "BT q ET Q",
        "BT",
        "ET",
        "BT BT ET ET",
        "/Tx BMC q EMC Q",
        "EMC",
        "/Tx BMC",
        "q 0 0 9 9 re W Q",
        "0 0 9 9 re W q n Q",
        "0 0 m",
        "0 0 l S",
        "W n",
        "0 0 9 9 re 1 g",
        "0 0 9 9 re W 1 g n",
        "0 0 9 9 re /Tx BMC f EMC",
        "0 0 9 9 re W 0 0 9 9 re n",
        "n",
        "0 0 Td",
        "BT 0 0 9 9 re f ET",
        "BT 1 0 0 1 0 0 cm ET",
    ] {
        no_drawing(&drawn(&form(&format!("{BOX}{RESOURCES}"), content), None), content);
    }
}

#[test]
fn operators_are_a_closed_list_with_their_operands() {
    for content in [
        "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI",
        "/Sh sh",
        "/P cs 1 sc",
        "/Pattern cs /P1 scn",
        "0 0 9 9 re f 1",
        "1 2 rg",
        "1 2 3 4 rg",
        "(1) g",
        "1 2 sc",
        "/DeviceRGB cs 1 sc",
        "/F2 12 Tf",
        "/n9 Do",
        "/GS9 gs",
        "1 0 0 0 0 0 cm",
        "99999 0 0 1 0 0 cm",
        "1 0 0 1 0 0cm",
        "1e5 g",
        "+1 g",
        "0.000000000000000000000000001 g",
        "1.2.3 g",
        "BT 3 Tr (x) Tj ET",
        "BT 7 Tr (x) Tj ET",
        "/OC /oc1 BDC EMC",
        "/OC BMC EMC",
        "/Artifact BMC EMC",
        "/Span <</MCID 0>> BDC EMC",
        "/Span <</Lang(x)>> BDC EMC",
        "/P <</ActualText(x)>> BDC EMC",
        "BX foo EX",
        "1 0 d0",
        "% comment\nq Q",
        "q % DSBlank\nQ",
        "BT [(x) /a] TJ ET",
        "BT [(x) 1 0 R] TJ ET",
        "[(x)] 0 d",
        "{1} g",
        "true g",
        ">> q Q",
        "q Q \u{1}",
    ] {
        no_drawing(&drawn(&form(&format!("{BOX}{RESOURCES}"), content), None), content);
    }
    no_drawing(&drawn(&form(BOX, &"[".repeat(100_000)), None), "brackets");
    let deep = "q ".repeat(60) + &"Q ".repeat(60);
    no_drawing(&drawn(&form(BOX, &deep), None), "deep");
    no_drawing(&drawn(&form(&format!("{BOX}{RESOURCES}"), &"/n0 Do ".repeat(60)), None), "many");
}

#[test]
fn a_drawing_has_a_box_of_its_own_that_it_cannot_leave() {
    let content = "1 g 0 0 800 500 re f";
    for keys in [
        "",
        "/BBox[0 0 0 0]",
        "/BBox[0 0 200 0]",
        "/BBox[0 0 200 0.001]",
        "/BBox[0 0 99999 99999]",
        "/BBox[0 0 200]",
        "/BBox[0 0 200 40]/Matrix[1 0 0 0 0 0]",
        "/BBox[0 0 200 40]/Matrix[1 1 0 1 0 0]",
        "/BBox[0 0 200 40]/Matrix[0 0 0 0 0 0]",
        "/BBox[0 0 200 40]/Matrix[1 0 0 1 0]",
        "/BBox[0 0 200 40]/Matrix[0.0000001 0 0 1 0 0]",
        "/BBox[0 0 200 40]/FormType 2",
        "/BBox[0 0 200 40]/StructParents 0",
        "/BBox[0 0 200 40]/StructParent 0",
        "/BBox[0 0 200 40]/OC<<>>",
        "/BBox[0 0 200 40]/Ref<<>>",
        "/BBox[0 0 200 40]/Group<</S/Other>>",
        "/BBox[0 0 200 40]/Resources<</Properties<<>>>>",
        "/BBox[0 0 200 40]/Resources<</Pattern<<>>>>",
        "/BBox[0 0 200 40]/Resources<</Shading<<>>>>",
        "/BBox[0 0 200 40]/Resources<</ExtGState<</G<</BM/Multiply>>>>>>",
        "/BBox[0 0 200 40]/Resources<</ExtGState<</G<</SMask<</G 62 0 R>>>>>>>>",
        "/BBox[0 0 200 40]/Resources<</ExtGState<</G<</Font[61 0 R 9]>>>>>>",
        "/BBox[0 0 200 40]/Resources<</ColorSpace<</C[/Separation/x/DeviceGray<<>>]>>>>",
        "/BBox[0 0 200 40]/Resources<</XObject<</X 60 0 R>>>>",
        // The font of the original.
        "/BBox[0 0 200 40]/Resources<</Font<</F 12 0 R>>>>",
    ] {
        no_drawing(&drawn(&form(keys, content), None), keys);
    }
    for appearance in ["<</N<</On 60 0 R>>>>", "<</N 60 0 R/D 60 0 R>>", "<</N 60 0 R/R 60 0 R>>"] {
        let field = with(FIELD, "/V 21 0 R").replace("<</N 13 0 R>>", appearance);
        let update = signature(Update::of(&original()), NEXT).object(FIELD, &field);
        no_drawing(&sealed(update.object(60, &form(BOX, content)).write()), appearance);
    }
}

#[test]
fn resources_are_the_signers_and_of_known_kinds() {
    let keys = format!("{BOX}{RESOURCES}");
    for (number, text) in [
        (61, "<</Type/Font/Subtype/Type3/CharProcs<<>>>>".to_owned()),
        (61, "<</Type/Font/Subtype/Type1/CharProcs<<>>>>".to_owned()),
        (61, "<</Type/Font/Subtype/Type0/DescendantFonts[61 0 R]>>".to_owned()),
        (62, form("/BBox[0 0 9 9]", "Q q")),
        (62, form("/BBox[0 0 0 0]", "0 0 9 9 re f")),
        (62, stream("/Type/XObject/Subtype/PS", "showpage")),
        (62, form(&format!("/BBox[0 0 9 9]{RESOURCES}"), "/n0 Do")),
        (63, stream("/Subtype/Image/Width 1/Height 1/OC<<>>", "x")),
        (63, stream("/Subtype/Image/Width 1/Height 1/Filter/JBIG2Decode", "x")),
        (63, stream("/Subtype/Image/Width 1/Height 1/SMask 62 0 R", "x")),
        (63, stream("/Subtype/Image/Width 1/Height 1/F(x)", "x")),
        (64, stream("/N 2", "profile")),
        (64, stream("/N 3", "profile")),
    ] {
        let returned = drawn(&form(&keys, "q Q"), Some((number, &text)));
        assert_eq!(judged(&returned).0, Verdict::Changed, "{text}");
    }
}

#[test]
fn a_field_without_area_has_no_drawing_or_a_blank_one() {
    let drawing = form("/BBox[0 0 800 500]", "1 g 0 0 800 500 re f");
    let blank = form("/BBox[0 0 0 0]", "\n");
    for bounds in ["0 0 0 0", "100 100 100 100", "100 100 300 100", "100 100 100.5 300"] {
        let added = |drawing: &str| {
            let widget = format!("/Rect[{bounds}]/F 132/AP<</N 23 0 R>>");
            let returned = signed_elsewhere("Altra", &widget);
            judged(&Update::of(&returned).object(23, drawing).write())
        };
        let (verdict, _, text) = added(&drawing);
        assert_eq!(verdict, Verdict::Changed, "{bounds}");
        assert_eq!(text, "campo di firma aggiunto: il disegno non è quello di una firma (AP)");
    }
    let prepared = |drawing: &str| {
        let field = with(FIELD, "/V 21 0 R").replace("13 0 R", "60 0 R");
        let field = field.replace("/Rect[100 50 300 90]", "/Rect[0 0 0 0]");
        let update = signature(Update::of(&original()), NEXT).object(FIELD, &field);
        judged(&sealed(update.object(60, drawing).write())).0
    };
    assert_eq!((prepared(&drawing), prepared(&blank)), (Verdict::Changed, Verdict::Intact));
}

#[test]
fn letters_that_stand_outside_of_their_box_are_looked_at() {
    let outside =
        "un altro lettore di PDF trova segni o lettere fuori dai riquadri dei campi preparati";
    let doubtful = "nel disegno di una firma ci sono lettere che non tutti i lettori di PDF mostrano o copiano allo stesso modo";
    for content in [
        "BT /F1 9 Tf 1 0 0 1 -300 200 Tm (400) Tj ET",
        "BT /F1 9 Tf 0 -200 Td (NON) Tj ET",
        "q 1 0 0 1 900 0 cm BT /F1 9 Tf 5 5 Td (NON) Tj ET Q",
        "BT /F1 9 Tf 5 5 Td [(3) 30000 (0)] TJ ET",
        // The body of a letter: its end, its height, its direction; one of no size, and one far narrower
        // than designed.
        "BT /F1 9 Tf 190 5 Td (MMM) Tj ET",
        "BT /F1 90 Tf 5 5 Td (.) Tj ET",
        "BT /F1 9 Tf 0 1 -1 0 50 5 Tm (x) Tj ET",
        "BT /F1 9 Tf -1 0 0 1 50 5 Tm (x) Tj ET",
        "BT /F1 0 Tf 5 5 Td (NON) Tj ET",
        "BT /F1 0.5 Tf 5 5 Td (NON) Tj ET",
        "BT /F1 9 Tf 3 Tz 5 5 Td (NON) Tj ET",
        "BT /F1 1 Tf 0.2 0 0 9 5 5 Tm (NON) Tj ET",
    ] {
        let returned = drawn(&form(&format!("{BOX}{RESOURCES}"), content), None);
        let (verdict, _, said) = judged(&returned);
        let is_known = said == outside || said == doubtful;
        assert!(verdict == Verdict::Look && is_known, "{content}: {said}");
    }
    let squeezed = form(&format!("{BOX}{RESOURCES}"), "BT /F1 9 Tf 3 Tz 5 5 Td (NON) Tj ET");
    assert_eq!(judged(&drawn(&squeezed, None)).2, doubtful);
}

#[test]
fn letters_run_from_left_to_right_in_an_encoding_that_all_readers_share() {
    let drawing = form(&format!("{BOX}{RESOURCES}"), "BT /F1 12 Tf <0029> Tj ET");
    let font = |encoding: &str| {
        let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/Lato/CIDToGIDMap/Identity/FontDescriptor<</Type/FontDescriptor/FontFile2 65 0 R>>>>";
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/Lato{encoding}/DescendantFonts[{descendant}]>>"
        )
    };
    let known = drawn(&drawing, Some((61, &font("/Encoding/Identity-H"))));
    assert_eq!(judged(&known).0, Verdict::Intact);
    // From top to bottom, by tables that not every reader has, or as a table in the file says.
    for encoding in [
        "",
        "/Encoding/Identity-V",
        "/Encoding/UniJIS-UTF16-H",
        "/Encoding/90ms-RKSJ-V",
        "/Encoding 64 0 R",
    ] {
        no_drawing(&drawn(&drawing, Some((61, &font(encoding)))), encoding);
    }
}

#[test]
fn strokes_and_letters_stay_where_every_reader_reckons_with_them() {
    for content in [
        "1 Tr 38 w 10000 M 1 Tz BT /F1 9 Tf 5 5 Td (x) Tj ET",
        "[0] 0 d 0 0 m 9 9 l S",
        "[-1 2] 0 d 0 0 m 9 9 l S",
        "[0.0001] 0 d 0 0 m 9 9 l S",
        "[2] -1 d 0 0 m 9 9 l S",
        "11 M 0 0 m 9 9 l S",
        "101 w 0 0 m 9 9 l S",
        "/Span <</ActualText <FEFF202E0041>>> BDC EMC",
        // Written from right to left, and what readers decode in their own ways.
        "/Span <</ActualText <FEFF05D0>>> BDC EMC",
        "/Span <</ActualText <FEFF061C>>> BDC EMC",
        "/Span <</ActualText <FFFE2E20>>> BDC EMC",
        "/Span <</ActualText <410C42>>> BDC EMC",
    ] {
        no_drawing(&drawn(&form(&format!("{BOX}{RESOURCES}"), content), None), content);
    }
    let rounded = "[3 1.5] 0 d 2 w 10 M 20 20 m 30 30 l S";
    let returned = drawn(&form(BOX, rounded), None);
    assert_eq!(judged(&returned).0, Verdict::Intact);
}

#[test]
fn fonts_are_those_that_every_reader_measures_alike() {
    let drawing = form(&format!("{BOX}{RESOURCES}"), "BT /F1 12 Tf (x) Tj ET");
    const PROGRAM: &str = "/FontDescriptor<</Type/FontDescriptor/FontFile2 65 0 R>>";
    let simple = |keys: &str| format!("<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Lato{keys}>>");
    let wide = |keys: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/Lato/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Lato{PROGRAM}{keys}>>]>>"
        )
    };
    let widths = "/FirstChar 65/LastChar 66/Widths[500 600]";
    let courier = |widths: &str| {
        format!(
            "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 65/LastChar 66/Widths{widths}/FontDescriptor<</Type/FontDescriptor/FontName/Courier/MissingWidth 600>>>>"
        )
    };
    for font in [
        simple(&format!("{PROGRAM}{widths}")),
        wide("/W[3[250 300] 5 9 400]/DW 1000"),
        wide(""),
        courier("[600 600]"),
    ] {
        assert_eq!(judged(&drawn(&drawing, Some((61, &font)))).0, Verdict::Intact, "{font}");
    }
    for font in [
        // Not in the file: each reader takes another one, and stretches it.
        simple(widths),
        "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Helvetica>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 65/LastChar 65/Widths[10]>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FontDescriptor<</ItalicAngle -60>>>>"
            .to_owned(),
        // Names of letters that readers take for numbers.
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[120/8238]>>>>"
            .to_owned(),
        // Not what its key says, and a letter without a width as wide as a page.
        simple(&format!("{}{widths}", PROGRAM.replace("65", "63"))),
        simple(&format!("{}{widths}", PROGRAM.replace("65 0 R", "65 0 R/MissingWidth 20000"))),
        courier("[600 500]"),
        // Measures that readers take differently.
        simple(PROGRAM),
        simple(&format!("{PROGRAM}/Widths[500 600]")),
        simple(&format!("{PROGRAM}/FirstChar 65/LastChar 67/Widths[500 600]")),
        simple(&format!("{PROGRAM}/FirstChar 65/LastChar 66/Widths[500 9000]")),
        wide("/W[3[250 300] 4 9 400]"),
        wide("/W[3 9 400 5[1]]"),
        wide("/W[9 3 400]"),
        wide("/W[3]"),
        wide("/W2[3[1 2 3]]"),
        wide("/DW -9"),
    ] {
        no_drawing(&drawn(&drawing, Some((61, &font))), &font);
    }
}

#[test]
fn images_have_all_the_samples_that_they_state() {
    let drawing = form(&format!("{BOX}{RESOURCES}"), "q 9 0 0 9 0 0 cm /Im Do Q");
    let image =
        |keys: &str, data: &str| stream(&format!("/Type/XObject/Subtype/Image{keys}"), data);
    let grey = "/ColorSpace/DeviceGray/BitsPerComponent 8";
    for image in [
        image(&format!("/Width 2/Height 3{grey}"), "abcdef"),
        image("/Width 9/Height 2/ImageMask true", "abcd"),
        image("/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8/DecodeParms<<>>", "abc"),
    ] {
        assert_eq!(judged(&drawn(&drawing, Some((63, &image)))).0, Verdict::Intact, "{image}");
    }
    for image in [
        image(&format!("/Width 0/Height 3{grey}"), ""),
        image(&format!("/Width -1/Height 3{grey}"), "abc"),
        image(&format!("/Width 2/Height 3{grey}"), "abcde"),
        image(&format!("/Width 2/Height 3{grey}"), "abcdefg"),
        image(&format!("/Width 100000/Height 100000{grey}"), "abc"),
        image("/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 32", "abcd"),
        image("/Width 1/Height 1/ColorSpace/Pattern/BitsPerComponent 8", "a"),
        image("/Width 1/Height 1", "a"),
    ] {
        no_drawing(&drawn(&drawing, Some((63, &image))), &image);
    }
}
