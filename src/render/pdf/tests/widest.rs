use super::sample::*;
use super::*;
use crate::annex::StyleName;
use crate::render::pdf::widest::{MARGIN, Widest};

#[test]
fn only_what_surely_fits_is_said_to_fit() {
    let text = "definire . . . . . . . . ( a ) / b";
    let annex = one_table(&["A"], vec![row(&[text])]);
    let setter = Typesetter::new(&annex.fonts).expect("fonts");
    let style = &annex.styles[StyleName::Cell];
    let fits = |text: &str, width: f32| {
        let cell = &row(&[text]).cells[0];
        Widest::default().fits(cell, style, width, &setter)
    };
    let width = |text: &str| setter.width(text, style).0 * MARGIN * 1.01;
    // Blanks before full stops are no places to end a line.
    assert!(!fits(text, width("definire .")));
    assert!(fits(text, width(text)));
    assert!(fits("due parole, tre", width("parole,")));
    assert!(!fits("due parole, tre", width("parol")));
    // What may join with what is before it is not sure.
    assert!(!fits("e\u{301}", 500.0) && fits("è", 500.0));
    assert!(!fits("- voce", 500.0));
}
