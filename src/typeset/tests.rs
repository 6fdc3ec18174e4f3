use super::*;
use crate::annex::{Align, Family, Font, Rgb, StyleName, paragraphs};
use std::borrow::Cow;

const REGULAR: &[u8] = include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Bold.ttf");

fn fonts() -> Fonts {
    let font = |data| Font { data: Cow::Borrowed(data) };
    Fonts {
        main: Family {
            office_name: "Calibri".into(),
            name: "Carlito".into(),
            regular: font(REGULAR),
            bold: font(BOLD),
        },
        fallback: None,
    }
}

fn style() -> Style {
    Style {
        weight: FontWeight::Regular,
        size: Pt(9.0),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill: None,
        align: Align::Left,
        space_before: Pt(0.0),
        space_after: Pt(0.0),
    }
}

fn set(text: &str, width: f32) -> Vec<TypesetLine> {
    let fonts = fonts();
    let setter = Typesetter::new(&fonts).expect("Carlito");
    setter.lines(&paragraphs(text), &style(), Pt(width), Hyphens::Free)
}

fn texts(text: &str, width: f32) -> Vec<String> {
    set(text, width).iter().map(TypesetLine::text).collect()
}

#[test]
fn cells_break_where_a_good_office_would_break_them() {
    let indicator = "Breve relazione illustrante estremi delle deliberazioni di approvazione e/o \
        aggiornamento successivo della Deliberazione di Stima e Destinazione Proventi da sanzione \
        codice della strada di cui all'art. 208 del C.D.S., nonché riportante l'ammontare degli \
        accertamenti notificati e degli incassi al 31 Dicembre dell'anno di riferimento";
    let got = set(indicator, 165.0);
    let lines: Vec<_> = got.iter().map(TypesetLine::text).collect();
    assert_eq!(
        lines,
        [
            "Breve relazione illustrante estremi delle",
            "deliberazioni di approvazione e/o aggior-",
            "namento successivo della Deliberazione di",
            "Stima e Destinazione Proventi da sanzione",
            "codice della strada di cui all'art. 208 del",
            "C.D.S., nonché riportante l'ammontare degli",
            "accertamenti notificati e degli incassi al",
            "31 Dicembre dell'anno di riferimento",
        ]
    );
    assert_eq!(got[1].end, LineEnd::Hyphen);
    assert_eq!(got[2].end, LineEnd::Word);
    assert_eq!(got[7].end, LineEnd::Break);
    assert_eq!(
        texts("SERVIZI SOCIALI/RAGIONERIA/SUAP", 102.0),
        ["SERVIZI SOCIALI/", "RAGIONERIA/SUAP"]
    );
}

#[test]
fn references_and_numbers_are_not_parted() {
    let text = "almeno n. 3 atti secondo l'art. 67, co. 5, lett. B) entro 30 giorni";
    for width in (60..200).step_by(5) {
        let all = texts(text, width as f32).join("|");
        for pair in ["n. 3", "art. 67", "co. 5", "lett. B)", "30 giorni"] {
            assert!(all.contains(pair), "{width}: {all}");
        }
    }
}

#[test]
fn whatever_the_width_the_words_stay_and_lines_fit() {
    let text = "L'indicatore è pubblicato on-line (www.unione.example/atti-2020/elenco): nonché \
        l'ammontare, dell'accessibilità;\nseconda riga\n\n- prima voce\n- seconda voce della lista";
    let plain = |text: &str| text.replace([' ', '\n'], "");
    let want = plain(&text.replace("- ", ""));
    for width in 20..300 {
        let lines = set(text, width as f32);
        let mut got = String::new();
        for line in &lines {
            let text = line.text();
            let drawn =
                if line.end == LineEnd::Hyphen { text.strip_suffix('-') } else { Some(&*text) };
            got.push_str(drawn.expect("the added hyphen"));
            assert!(line.indent.0 + line.width.0 <= width as f32 + 0.01, "{width}: {text}");
        }
        assert_eq!(plain(&got), want, "{width}");
    }
}

#[test]
fn breaks_made_by_hand_stay_and_items_hang() {
    let lines = set("Attività:\n- uno\n- due\n\nFine", 200.0);
    let text: Vec<_> = lines.iter().map(TypesetLine::text).collect();
    assert_eq!(text, ["Attività:", "uno", "due", "Fine"]);
    let parts: Vec<_> = lines.iter().map(|l| (l.paragraph, l.item)).collect();
    assert_eq!(parts, [(0, 0), (1, 0), (1, 1), (2, 0)]);
    assert_eq!(lines[1].label.as_ref().map(|l| &*l.text), Some("-"));
    assert!(lines[1].indent.0 > 5.0 && lines[0].indent.0 == 0.0);
    assert_eq!((lines[0].above.0, lines[1].above.0 > 0.0, lines[2].above.0), (0.0, true, 0.0));
}

#[test]
fn a_word_wider_than_its_column_is_broken_anywhere() {
    let word = "x".repeat(3000);
    let lines = set(&word, 100.0);
    assert!(lines.len() > 100 && lines.len() < 150, "{}", lines.len());
    assert!(lines.iter().all(|l| l.width.0 <= 100.01));
    assert_eq!(lines.iter().map(TypesetLine::text).collect::<String>(), word);
    // Narrower than any letter: a letter a line, and no endless search.
    assert_eq!(texts("abc", 0.0), ["a", "b", "c"]);
    assert_eq!(texts("abc", -5.0), ["a", "b", "c"]);
}

#[test]
fn broken_words_are_reported_whole() {
    let broken = |text: &str, width| broken_words(&set(text, width));
    let word = "w".repeat(40);
    assert_eq!(broken(&format!("prima {word} dopo {word}"), 60.0), [word.as_str(), &word]);
    assert_eq!(broken("Relazione sull'aggiornamento e/o sulla revisione", 60.0), [""; 0]);
    let mixed = format!("uno/{word}/due");
    assert_eq!(broken(&mixed, 60.0), [mixed.as_str()]);
}

#[test]
fn addresses_and_acronyms_are_not_hyphenated() {
    for text in [
        "https://www.unione.example/amministrazione-trasparente/performance/piano",
        "C.C.N.L.",
        "AGID",
    ] {
        for width in (30..200).step_by(10) {
            assert!(
                set(text, width as f32).iter().all(|l| l.end != LineEnd::Hyphen),
                "{text} {width}"
            );
        }
    }
}

#[test]
fn invisible_characters_show_nothing_and_stay_in_the_text() {
    let fonts = fonts();
    let setter = Typesetter::new(&fonts).expect("Carlito");
    let plain = setter.shape("parola", FontWeight::Regular);
    let with = setter.shape("\u{200B}pa\u{AD}ro\u{2060}la\u{FE0F}", FontWeight::Regular);
    let ids = |s: &ShapedWord| s.glyphs.iter().map(|g| g.id).collect::<Vec<_>>();
    assert_eq!((ids(&with), with.width), (ids(&plain), plain.width));
    let text: String = with.glyphs.iter().map(|g| &with.text[g.text.clone()]).collect();
    assert_eq!(text, "\u{200B}pa\u{AD}ro\u{2060}la\u{FE0F}");
}

#[test]
fn letters_are_composed_and_kerned() {
    let fonts = fonts();
    let setter = Typesetter::new(&fonts).expect("Carlito");
    let composed = setter.shape("perché", FontWeight::Regular);
    assert_eq!(setter.shape("perche\u{301}", FontWeight::Regular).glyphs, composed.glyphs);
    let pair = setter.shape("AV", FontWeight::Regular);
    assert!(pair.width < pair.glyphs.iter().map(|g| g.natural).sum());
    // No ligature: every letter has its own glyph.
    assert_eq!(setter.shape("ufficio", FontWeight::Regular).glyphs.len(), 7);
    assert_eq!(setter.shape("\u{3042}", FontWeight::Regular).glyphs[0].id, 0);
}

#[test]
fn a_soft_hyphen_of_the_author_is_where_a_word_breaks() {
    assert_eq!(texts("Donau\u{AD}dampf\u{AD}schiff", 45.0)[0], "Donau-");
}

#[test]
fn shares_divide_what_fixed_columns_leave() {
    use crate::annex::{Column, Mm, TableParts, Width};
    let table = |widths: &[Width]| {
        let column = |&width| Column { field: "x".into(), width, align: Align::Left };
        let columns = widths.iter().map(column).collect();
        TableParts { columns, ..TableParts::default() }.table()
    };
    let fixed = Width::Fixed(Mm(25.4));
    let mixed = table(&[fixed, Width::Share(1.0), Width::Share(3.0)]);
    assert_eq!(column_widths(&mixed, Pt(272.0)), Ok(vec![Pt(72.0), Pt(50.0), Pt(150.0)]));
    assert_eq!(column_widths(&table(&[fixed]), Pt(272.0)), Ok(vec![Pt(72.0)]));
    let narrow = WidthError::TooWide { wanted: Pt(72.0), available: Pt(50.0) };
    assert_eq!(column_widths(&mixed, Pt(50.0)), Err(narrow));
}

#[test]
fn cells_are_as_high_as_their_lines() {
    use crate::annex::CellRole;
    let fonts = fonts();
    let setter = Typesetter::new(&fonts).expect("Carlito");
    let styles = Styles {
        table: [style(); StyleName::ALL.len()],
        rule: Pt(0.5),
        rule_color: Rgb(0, 0, 0),
        padding_x: Pt(3.0),
        padding_y: Pt(2.0),
        hyphenate: true,
    };
    let height = |text: &str, width| {
        let cell = Cell::new(CellRole::Data, StyleName::Cell, text, None);
        setter.cell_height(&cell, Pt(width), &styles).0
    };
    let line = 9.0 * 1.2;
    let close = |a: f32, b: f32| assert!((a - b).abs() < 0.01, "{a} {b}");
    close(height("", 100.0), line + 4.0);
    close(height("30", 100.0), line + 4.0);
    close(height("SERVIZI SOCIALI/RAGIONERIA/SUAP", 108.0), 2.0 * line + 4.0);
    // White space of four tenths of a line parts paragraphs.
    close(height("uno\n\ndue", 100.0), 2.4 * line + 4.0);
}

#[test]
fn bytes_that_are_no_font_are_refused() {
    let mut fonts = fonts();
    fonts.main.bold.data = Cow::Borrowed(b"nothing");
    let error = Typesetter::new(&fonts).err();
    assert_eq!(error, Some(FontError::Unreadable("Carlito Bold".into())));
}

#[test]
fn what_the_main_family_lacks_is_set_in_the_fallback_one() {
    const OTHER: &[u8] = include_bytes!("../../tests/suite/fixtures/font/prova.ttf");
    let font = || Font { data: Cow::Borrowed(OTHER) };
    let name = || "Prova".to_owned();
    let other = Family { office_name: name(), name: name(), regular: font(), bold: font() };
    let fonts = Fonts { fallback: Some(other), ..fonts() };
    let setter = Typesetter::new(&fonts).expect("both families");
    let shaped = setter.shape("AV☑\u{10D0}\u{301}AV", FontWeight::Regular);
    let families: Vec<_> = shaped.glyphs.iter().map(|glyph| glyph.fallback).collect();
    assert_eq!(families, [false, false, true, true, true, false, false]);
    let texts: Vec<_> =
        shaped.glyphs.iter().map(|glyph| &shaped.text[glyph.text.clone()]).collect();
    assert_eq!(texts, ["A", "V", "☑", "\u{10D0}", "\u{301}", "A", "V"]);
    // 896 thousandths of the em in units of the main family, 2048 to the em.
    let tick = &shaped.glyphs[2];
    assert_eq!((tick.advance, tick.natural), (1835, 1835));
    // Kerning holds on both sides.
    let plain = setter.shape("AV", FontWeight::Regular).width;
    let rest: i32 = shaped.glyphs[2..5].iter().map(|glyph| glyph.advance).sum();
    assert_eq!(shaped.width, 2 * plain + rest);
}

#[test]
fn a_letter_that_the_font_has_in_parts_only_is_its_parts() {
    let fonts = fonts();
    let setter = Typesetter::new(&fonts).expect("Carlito");
    let shaped = setter.shape("à\u{476}", FontWeight::Regular);
    let texts: Vec<_> = shaped.glyphs.iter().map(|g| &shaped.text[g.text.clone()]).collect();
    assert_eq!(texts, ["à", "\u{474}", "\u{30F}"]);
}

#[test]
fn an_item_hangs_below_the_text_of_the_one_it_lies_in() {
    let places = |width| {
        let lines = set("- uno\n  - due\n    10. tre\n    11. quattro\n- cinque", width);
        let place = |line: &TypesetLine| (line.label_at.0, line.indent.0);
        (
            lines.iter().map(place).collect::<Vec<_>>(),
            lines.into_iter().map(|l| l.item).collect::<Vec<_>>(),
        )
    };
    let (wide, items) = places(200.0);
    assert_eq!(items, [0, 1, 2, 3, 4]);
    let near = |a: f32, b: f32| (a - b).abs() < 0.01;
    assert_eq!(wide[0], wide[4]);
    assert!(
        wide[0].0 == 0.0 && near(wide[1].0, wide[0].1) && near(wide[2].0, wide[1].1),
        "{wide:?}"
    );
    assert!(wide[2] == wide[3] && wide[2].1 > wide[1].1 + 10.0, "{wide:?}");
    let (narrow, _) = places(24.0);
    assert!(narrow.iter().all(|(label, text)| *label >= 0.0 && *text <= 12.0), "{narrow:?}");
}

#[test]
fn a_typesetter_shapes_each_word_once_in_its_own_fonts() {
    let shaped = |fonts: &Fonts| {
        let setter = Typesetter::new(fonts).expect("Carlito");
        let word = setter.shape("Trasparenza", FontWeight::Regular);
        assert!(Rc::ptr_eq(&word, &setter.shape("Trasparenza", FontWeight::Regular)));
        word
    };
    let first = shaped(&fonts());
    assert_eq!(shaped(&fonts()), first);
    let mut other = fonts();
    other.main.regular.data = Cow::Borrowed(BOLD);
    let bold = shaped(&other);
    assert!(bold.width > first.width, "{} {}", bold.width, first.width);
    let mut owned = fonts();
    owned.main.regular.data = Cow::Owned(BOLD.to_vec());
    assert_eq!(shaped(&owned), bold);
}

#[test]
fn added_words_are_bold_and_parted_from_what_they_touch() {
    use crate::annex::{Cell, CellRole, MarkKind, WordMark};
    let fonts = fonts();
    let setter = Typesetter::new(&fonts).expect("Carlito");
    let mut cell = Cell::new(CellRole::Data, StyleName::Cell, "almeno il 60%, entro marzo", None);
    let of_text = |cell: &Cell| setter.cell_lines(cell, &style(), Pt(400.0), Hyphens::Free);
    let plain = of_text(&cell);
    assert_eq!(plain, setter.lines(&cell.content, &style(), Pt(400.0), Hyphens::Free));
    cell.marks = [10..12, 15..20].map(|bytes| WordMark { kind: MarkKind::Added, bytes }).into();
    let [line] = &of_text(&cell)[..] else { panic!("one line") };
    assert_eq!(line.text(), "almeno il 60%, entro marzo");
    let [marked, _] = &line.marked[..] else { panic!("two marks") };
    assert_eq!((&*marked.mark.text, marked.mark.weight), ("60", FontWeight::Bold));
    let words: String = line.words[marked.words.clone()].iter().map(|w| &*w.text).collect();
    assert_eq!(words, "60");
    assert!(line.width.0 > plain[0].width.0, "{line:?}");
    // The parts of a word stay together where there is room for them.
    let narrow = setter.cell_lines(&cell, &style(), Pt(60.0), Hyphens::Free);
    let texts: Vec<_> = narrow.iter().map(TypesetLine::text).collect();
    assert_eq!(texts, ["almeno il 60%,", "entro marzo"]);
    // Where there is none they part, and the word is reported whole.
    let tight = setter.cell_lines(&cell, &style(), Pt(16.0), Hyphens::Never);
    assert!(tight.iter().all(|line| line.width.0 < 16.1), "{tight:?}");
    assert!(broken_words(&tight).contains(&"almeno".to_owned()));
}
