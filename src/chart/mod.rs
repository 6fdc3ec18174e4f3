//! Charts as pictures of a document: bars beside each other, with their names and figures, and a text
//! that says the same.

use crate::annex::{Align, Annex, FontWeight, Mm, Picture, Pt, Style, StyleName};
use crate::layout::drawn_shapes;
use crate::typeset::Typesetter;

/// Bars that lie below each other, from 0 to a hundred or more.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// Words that say what the bars are of.
    pub title: String,
    /// Bars from the top.
    pub bars: Vec<ChartBar>,
}

/// Bar with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBar {
    /// Name of what the bar is of.
    pub name: String,
    /// Length in hundredths; `None` if there is none.
    pub length: Option<f32>,
    /// Figure behind the bar, as the document writes it.
    pub figure: String,
}

/// Part of the width that names may take.
const NAMES: f32 = 0.38;
/// Room for the figure behind the longest bar, in points.
const FIGURES: f32 = 52.0;
/// Thickness of a bar and the space around it, in points.
const BAR: f32 = 11.0;
const AROUND: f32 = 4.0;
/// Colour of bars, which has a contrast of 8 to 1 on white, and of the lines behind them.
const BAR_COLOR: &str = "#2f4b73";
const LINE_COLOR: &str = "#b5b5b5";
/// Lines of the scale, in hundredths.
const SCALE: [f32; 5] = [0.0, 25.0, 50.0, 75.0, 100.0];

/// Draws a chart as wide as the content of `annex`; `None` if its fonts or its page have no room for it.
pub fn bar_chart(annex: &Annex, chart: &BarChart) -> Option<Picture> {
    let typesetter = Typesetter::new(&annex.fonts).ok()?;
    let style = annex.styles[StyleName::Cell];
    let area = annex.page.text_area();
    let drawing = ChartDrawing::of(chart, (&typesetter, &style), Pt::from(area.width).0);
    let height = Mm::from(Pt(drawing.height));
    if height > area.height {
        return None;
    }
    let image = drawn_shapes(&drawing.svg(), area.width, height)?;
    Some(Picture {
        image: image.into(),
        text: words(chart),
        width: area.width,
        height,
        align: Align::Left,
        introduces: false,
        origin: None,
    })
}

/// Says in words what a chart shows.
fn words(chart: &BarChart) -> String {
    let bars = chart.bars.iter().map(|bar| format!("{} {}", bar.name, bar.figure));
    format!("Grafico a barre. {}: {}.", chart.title, bars.collect::<Vec<_>>().join("; "))
}

/// Shapes of a chart, in points.
struct ChartDrawing {
    width: f32,
    height: f32,
    shapes: String,
}

impl ChartDrawing {
    fn of(chart: &BarChart, (typesetter, style): (&Typesetter<'_>, &Style), width: f32) -> Self {
        let line = style.size.0 * style.leading;
        let pen = ChartPen { typesetter, style };
        let left = width * NAMES;
        let room = width - left - FIGURES;
        let longest = chart.bars.iter().filter_map(|bar| bar.length).fold(100.0, f32::max);
        let x = |length: f32| left + room * length / longest;
        let mut drawing = ChartDrawing { width, height: 0.0, shapes: String::new() };
        let title = Style { weight: FontWeight::Bold, ..*style };
        drawing.text(&ChartPen { style: &title, ..pen }, &chart.title, (0.0, line));
        let top = line + 2.0 * AROUND;
        let mut y = top;
        let mut bars = String::new();
        for bar in &chart.bars {
            let names = pen.wrapped(&bar.name, left - 2.0 * AROUND);
            let height = (names.len() as f32 * line).max(BAR) + AROUND;
            let middle = y + height / 2.0;
            let first = middle - names.len() as f32 * line / 2.0 + line * BASE;
            for (at, name) in (0_u8..).zip(&names) {
                drawing.text(&pen, name, (0.0, first + f32::from(at) * line));
            }
            let end = x(bar.length.unwrap_or(0.0));
            let (from, long) = (middle - BAR / 2.0, end - left);
            bars += &format!(
                "<rect x=\"{left:.2}\" y=\"{from:.2}\" width=\"{long:.2}\" height=\"{BAR}\" fill=\"{BAR_COLOR}\"/>"
            );
            drawing.text(&pen, &bar.figure, (end + AROUND, middle - line / 2.0 + line * BASE));
            y += height;
        }
        for step in SCALE {
            let (at, words) = (x(step), format!("{step}%"));
            drawing.shapes += &format!(
                "<path d=\"M{at:.2} {top:.2}V{y:.2}\" stroke=\"{LINE_COLOR}\" stroke-width=\"0.5\"/>"
            );
            let half = pen.width(&words) / 2.0;
            drawing.text(&pen, &words, (at - half, y + line));
        }
        drawing.shapes += &bars;
        drawing.height = y + line + 2.0 * AROUND;
        drawing
    }

    fn text(&mut self, pen: &ChartPen<'_>, line: &str, at: (f32, f32)) {
        let path = pen.typesetter.outlines(line, pen.style, at);
        if !path.is_empty() {
            self.shapes += &format!("<path d=\"{path}\"/>");
        }
    }

    fn svg(&self) -> String {
        let ChartDrawing { width, height, shapes } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}\" height=\"{height:.2}\"><rect width=\"{width:.2}\" height=\"{height:.2}\" fill=\"#ffffff\"/>{shapes}</svg>"
        )
    }
}

/// Part of a line above the base line of its letters.
const BASE: f32 = 0.75;

/// Letters of a chart.
#[derive(Clone, Copy)]
struct ChartPen<'p> {
    typesetter: &'p Typesetter<'p>,
    style: &'p Style,
}

impl ChartPen<'_> {
    fn width(&self, words: &str) -> f32 {
        self.typesetter.width(words, self.style).0
    }

    /// Parts words into lines of at most that width; a longer word has a line of its own.
    fn wrapped(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}")) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_its_figures_in_words() {
        let bar = |name: &str, length, figure: &str| ChartBar {
            name: name.to_owned(),
            length,
            figure: figure.to_owned(),
        };
        let bars = vec![bar("AREA A", Some(80.0), "80,00%"), bar("AREA B", None, "–")];
        let chart = BarChart { title: "Grado per area".to_owned(), bars };
        assert_eq!(words(&chart), "Grafico a barre. Grado per area: AREA A 80,00%; AREA B –.");
    }
}
