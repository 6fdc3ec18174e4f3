use super::*;
use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;

const HEIGHT: Mm = Mm(20.0);
const ROOM: Mm = Mm(200.0);

fn cause(bytes: &[u8]) -> String {
    read(bytes, HEIGHT, ROOM).expect_err("no picture").cause
}

fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">{inside}</svg>")
}

/// A PNG file of 8 × 4 pixels of that kind, written by the encoder.
fn png(color: ::png::ColorType, depth: ::png::BitDepth, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut out, 8, 4);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if color == ::png::ColorType::Indexed {
        encoder.set_palette(vec![255, 255, 255, 200, 0, 0]);
        encoder.set_trns(vec![0, 255]);
    }
    encoder.write_header().expect("header").write_image_data(data).expect("pixels");
    out
}

/// A PNG file by its chunks.
fn chunks(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in chunks {
        let length = u32::try_from(data.len()).expect("a small chunk");
        let mut crc = flate2::Crc::new();
        crc.update(&name[..]);
        crc.update(data);
        let parts: [&[u8]; 4] = [&length.to_be_bytes(), &name[..], data, &crc.sum().to_be_bytes()];
        out.extend(parts.concat());
    }
    out
}

fn header(width: u32, height: u32, interlaced: bool) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [&size[..], &[8, 0, 0, 0, u8::from(interlaced)]].concat()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn every_kind_of_png_gives_the_pixels_that_it_shows() {
    use ::png::{BitDepth, ColorType};
    let red_then_white = |pixel: &[u8], other: &[u8]| {
        let row = [pixel.repeat(4), other.repeat(4)].concat();
        row.repeat(4)
    };
    let kinds = [
        (ColorType::Rgb, BitDepth::Eight, red_then_white(&[200, 0, 0], &[255; 3])),
        (ColorType::Rgba, BitDepth::Eight, red_then_white(&[200, 0, 0, 255], &[9, 9, 9, 0])),
        (ColorType::Rgb, BitDepth::Sixteen, red_then_white(&[200, 77, 0, 200, 0, 1], &[255; 6])),
        (ColorType::Indexed, BitDepth::One, vec![0xF0; 4]),
    ];
    for (color, depth, data) in kinds {
        let (image, printed) = read(&png(color, depth, &data), HEIGHT, ROOM).expect("a picture");
        assert_eq!((image.width, image.height), (8, 4));
        assert_eq!(printed, Printed { width: Mm(40.0), height: Mm(20.0) });
        assert_eq!(image.rgb, red_then_white(&[200, 0, 0], &[255; 3]), "{color:?} {depth:?}");
        let (_, again) = png::decode(&image.png).expect("our own file");
        let see_through = matches!(color, ColorType::Rgba | ColorType::Indexed);
        assert_eq!(again[7][3] == 0, see_through, "{color:?} {depth:?}");
    }
}

#[test]
fn an_interlaced_png_is_put_together() {
    // Adam7 (PNG, 8.2): first pixel, steps across and steps down of each pass.
    const PASSES: [[usize; 4]; 7] = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
    ];
    let gray = |x: usize, y: usize| u8::try_from(17 * y + x).expect("few pixels");
    let mut data = Vec::new();
    for [left, top, across, down] in PASSES {
        for y in (top..9).step_by(down) {
            data.push(0);
            data.extend((left..11).step_by(across).map(|x| gray(x, y)));
        }
    }
    let file = chunks(&[
        (b"IHDR", header(11, 9, true)),
        (b"IDAT", deflated(&data)),
        (b"IEND", Vec::new()),
    ]);
    let (image, _) = read(&file, HEIGHT, ROOM).expect("a picture");
    let wanted = (0..9).flat_map(|y| (0..11).flat_map(move |x| [gray(x, y); 3]));
    assert!(image.rgb.iter().copied().eq(wanted));
}

#[test]
fn of_an_animation_the_still_picture_is_taken() {
    let mut file = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut file, 2, 1);
    encoder.set_color(::png::ColorType::Grayscale);
    encoder.set_animated(2, 0).expect("frames");
    let mut writer = encoder.write_header().expect("header");
    writer.write_image_data(&[1, 2]).expect("first frame");
    writer.write_image_data(&[3, 4]).expect("second frame");
    writer.finish().expect("end");
    let (image, _) = read(&file, HEIGHT, ROOM).expect("a picture");
    assert_eq!(image.rgb, [1, 1, 1, 2, 2, 2]);
}

#[test]
fn a_drawing_is_drawn_at_300_dots_to_the_inch() {
    let text = svg("<rect width='5' height='10' fill='#c80000'/>");
    let (image, printed) = read(text.as_bytes(), Mm(25.4), ROOM).expect("a drawing");
    assert_eq!((image.width, image.height), (300, 300));
    assert_eq!(printed, Printed { width: Mm(25.4), height: Mm(25.4) });
    assert_eq!((&image.rgb[..3], &image.rgb[897..900]), (&[200, 0, 0][..], &[255; 3][..]));
    let (again, _) = read(text.as_bytes(), Mm(25.4), ROOM).expect("a drawing");
    assert_eq!(again, image);
}

#[test]
fn a_wide_picture_is_no_wider_than_the_text() {
    let text = svg("<rect width='9' height='9'/>").replace("0 0 10 10", "0 0 100 10");
    let (image, printed) = read(text.as_bytes(), HEIGHT, Mm(50.8)).expect("a drawing");
    assert_eq!(printed, Printed { width: Mm(50.8), height: Mm(5.08) });
    assert_eq!((image.width, image.height), (600, 60));
}

#[test]
fn what_is_no_picture_is_told_by_its_name() {
    let jpeg = "è un'immagine JPEG, che qui non si usa: ci vuole PNG o SVG";
    assert_eq!(cause(b"\xFF\xD8\xFF\xE0..JFIF"), jpeg);
    assert_eq!(cause(b"RIFF....WEBPVP8 ").split(',').next(), Some("è un'immagine WebP"));
    for other in [&b""[..], b"testo", b"\xFF\xFE<svg", b"<html></html>"] {
        assert_eq!(cause(other), "non è un'immagine PNG o SVG");
    }
}

#[test]
fn damaged_files_are_told() {
    let whole = png(::png::ColorType::Grayscale, ::png::BitDepth::Eight, &[7; 32]);
    let damaged = "è danneggiato: il file PNG non si legge fino in fondo";
    for end in [8, 20, 33, 40, whole.len() - 14] {
        assert_eq!(cause(&whole[..end]), damaged, "{end}");
    }
    for at in 8..whole.len() - 12 {
        let mut other = whole.clone();
        other[at] ^= 0x41;
        // No byte may make it panic; most make it unreadable.
        let _ = read(&other, HEIGHT, ROOM);
    }
    let damaged = "è danneggiato: il file SVG non è scritto bene";
    for text in ["<svg", "<svg xmlns='http://www.w3.org/2000/svg'>", "<svg></svg><svg></svg>"] {
        assert_eq!(cause(text.as_bytes()), damaged, "{text}");
    }
    let sizeless = "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='4'/>";
    assert_eq!(cause(sizeless.as_bytes()), "non dice quanto è grande (width, height o viewBox)");
}

#[test]
fn what_would_not_be_seen_is_refused() {
    let said = "sulla carta bianca non si vedrebbe: è tutto bianco o trasparente";
    assert_eq!(cause(&png(::png::ColorType::Grayscale, ::png::BitDepth::Eight, &[255; 32])), said);
    assert_eq!(cause(svg("").as_bytes()), said);
    assert_eq!(cause(svg("<rect width='9' height='9' fill='white'/>").as_bytes()), said);
    let strip = "è una striscia così stretta che nella stampa non si vedrebbe";
    let wide = svg("<rect width='9' height='9'/>").replace("0 0 10 10", "0 0 1e9 1");
    assert_eq!(cause(wide.as_bytes()), strip);
    let high = svg("<rect width='9' height='9'/>").replace("0 0 10 10", "0 0 1 1e9");
    assert_eq!(cause(high.as_bytes()), strip);
}

#[test]
fn what_needs_fonts_files_or_effects_is_refused_by_name() {
    let outside = "<image href='file:///etc/passwd' width='9' height='9'/>";
    let cases = [
        (
            "<text y='9'>COMUNE</text>",
            "contiene del testo, che ha bisogno di un carattere (<text>)",
        ),
        (outside, "contiene un'immagine dentro il disegno (<image>)"),
        ("<script>alert(1)</script>", "contiene uno script (<script>)"),
        ("<foreignObject/>", "contiene elementi che qui non si disegnano (<foreignObject>)"),
        ("<pattern id='p' width='1' height='1'/>", "contiene un motivo che si ripete (<pattern>)"),
        (
            "<filter id='f'><feGaussianBlur stdDeviation='1'/></filter>",
            "contiene effetti (sfumature, ombre) (<filter>)",
        ),
        (
            "<g style='mix-blend-mode:multiply'><rect width='9' height='9'/></g>",
            "contiene effetti (fusioni, sfocature)",
        ),
    ];
    for (inside, said) in cases {
        assert_eq!(cause(svg(inside).as_bytes()), said);
    }
    // Illustrator refers by class, and nests what clips.
    let sheet = "<style>.a{clip-path:url(#c)}.b{fill:#f00}.d{clip-path:url('#e')}</style>\
        <clipPath id='c'><rect class='b' width='9' height='9'/></clipPath>\
        <clipPath id='e' class='a'><rect class='b' width='5' height='5'/></clipPath>\
        <g class='d'><rect class='b' width='9' height='9'/></g>";
    assert!(read(svg(sheet).as_bytes(), HEIGHT, ROOM).is_ok());
    // What drawing programs note for themselves is no part of the drawing.
    let notes = "<metadata><text>x</text></metadata><rect width='9' height='9'/>";
    assert!(read(svg(notes).as_bytes(), HEIGHT, ROOM).is_ok());
}

/// A chain of `count` definitions, each made with its own number and the next.
fn chain(count: usize, link: impl Fn(usize, usize) -> String) -> String {
    (0..count).map(|i| link(i, i + 1)).collect()
}

#[test]
fn bombs_are_refused() {
    let rect = "<rect width='9' height='9'/>";
    let copies = |i, next| {
        let copies = format!("<use href='#n{next}'/>").repeat(10);
        format!("<g id='n{i}'>{copies}</g>")
    };
    let masks = |i, next| format!("<mask id='n{i}' mask='url(#n{next})'>{rect}</mask>");
    let clips = |i, next| {
        format!(
            "<clipPath id='n{i}'><rect width='9' height='9' clip-path='url(#n{next})'/></clipPath>"
        )
    };
    let masked = "<rect width='9' height='9' mask='url(#n0)'/>";
    let clipped = "<rect width='9' height='9' clip-path='url(#n0)'/>";
    let lol = (1..10).map(|i| format!("<!ENTITY l{i} '{}'>", format!("&l{};", i - 1).repeat(10)));
    let lol: String = lol.collect();
    let bombs = [
        chunks(&[(b"IHDR", header(100_000, 100_000, false))]),
        chunks(&[(b"IHDR", header(u32::MAX >> 1, 1, false))]),
        svg(&(chain(9, copies) + "<rect id='n9' width='9' height='9'/><use href='#n0'/>")).into(),
        svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>").into(),
        svg(&format!("<g{}/>", (0..500_000).map(|i| format!(" a{i}='b'")).collect::<String>()))
            .into(),
        svg(&(chain(20_000, masks) + masked)).into(),
        svg(&(chain(20_000, clips) + clipped)).into(),
        svg(&("<g>".repeat(50_000) + rect + &"</g>".repeat(50_000))).into(),
        svg(&rect.repeat(101_000)).into(),
        format!("<!DOCTYPE svg [<!ENTITY l0 'x'>{lol}]>{}", svg("<desc>&l9;</desc>")).into(),
    ];
    for (i, bomb) in bombs.iter().enumerate() {
        let said = cause(bomb);
        assert!(said.contains("troppo"), "{i}: {said}");
    }
}

#[test]
fn a_long_chain_of_masks_does_not_exhaust_the_stack() {
    let rect = "<rect width='9' height='9'/>";
    let masks = |i, next| format!("<mask id='n{i}' mask='url(#n{next})'>{rect}</mask>");
    let drawing = chain(1_000, masks) + "<rect width='9' height='9' mask='url(#n0)'/>";
    // Drawn or refused, but the program goes on.
    let _ = read(svg(&drawing).as_bytes(), Mm(2.0), ROOM);
}
