//! Pictures as files: what is drawn, what is refused, what stands inside.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test reads back is there, or the test fails")]

use std::io::Cursor;

use raster::{MOST_ELEMENTS, OG_SIZE, RasterError, og, png};

/// A decoded picture: width, height, red, green and blue of each pixel, texts.
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 3]>,
    words: Vec<(String, String)>,
    per_metre: Option<u32>,
}

fn decoded(bytes: &[u8]) -> Picture {
    let mut decoder = ::png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(::png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut data).unwrap();
    reader.finish().unwrap();
    let info = reader.info();
    Picture {
        width: info.width,
        height: info.height,
        pixels: data.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]]).collect(),
        words: info.utf8_text.iter().map(|text| (text.keyword.clone(), text.get_text().unwrap())).collect(),
        per_metre: info.pixel_dims.map(|dims| dims.xppu),
    }
}

impl Picture {
    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        self.pixels[usize::try_from(y * self.width + x).unwrap()]
    }

    fn dark(&self) -> usize {
        self.pixels
            .iter()
            .filter(|[red, green, blue]| u32::from(*red) + u32::from(*green) + u32::from(*blue) < 200)
            .count()
    }
}

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\" width=\"100\" height=\"50\">{inner}</svg>"
    )
}

fn text(words: &str, weight: &str) -> String {
    svg(&format!(
        "<text x=\"5\" y=\"30\" font-size=\"20\" font-weight=\"{weight}\" font-family=\"Noto Sans\">{words}</text>"
    ))
}

#[test]
fn size_density_and_words() {
    let words = [
        ("Title", "Exports fell: \u{2212}20 %, \u{4E2D}"),
        ("Source", "A yearbook"),
        ("", "no keyword"),
        ("Empty", ""),
    ];
    let picture = decoded(&png(&svg("<rect width=\"50\" height=\"50\" fill=\"#c00\"/>"), 2.0, &words).unwrap());
    assert_eq!((picture.width, picture.height), (200, 100));
    assert_eq!(picture.at(10, 10), [0xCC, 0, 0]);
    assert_eq!(picture.at(150, 50), [255, 255, 255]);
    assert_eq!(
        picture.words,
        [("Title".to_owned(), words[0].1.to_owned()), ("Source".to_owned(), "A yearbook".to_owned())]
    );
    // Two pixels a unit, 96 units to the inch.
    assert_eq!(picture.per_metre, Some(7559));
}

#[test]
fn text_is_drawn_from_fonts_inside() {
    let none = decoded(&png(&svg(""), 2.0, &[]).unwrap());
    assert_eq!(none.dark(), 0);
    let plain = decoded(&png(&text("Coal 12", "normal"), 2.0, &[]).unwrap()).dark();
    let bold = decoded(&png(&text("Coal 12", "bold"), 2.0, &[]).unwrap()).dark();
    assert!(plain > 300, "{plain}");
    assert!(bold * 5 > plain * 6, "{bold} {plain}");
    // Cyrillic beyond Russian, Chinese, signs: each from some font of ours, and not all as one empty box.
    let drawn: Vec<Vec<[u8; 3]>> = ["\u{04E8}", "\u{4E2D}", "\u{56FD}", "\u{2265}", "\u{25B2}"]
        .iter()
        .map(|letter| decoded(&png(&text(letter, "normal"), 2.0, &[]).unwrap()).pixels)
        .collect();
    for (place, one) in drawn.iter().enumerate() {
        assert_ne!(*one, none.pixels, "{place}");
        assert!(drawn[place + 1..].iter().all(|other| other != one), "{place}");
    }
    // A family that nobody has gives the same letters.
    let other = text("Coal 12", "normal").replace("Noto Sans", "No Such Family");
    assert_eq!(decoded(&png(&other, 2.0, &[]).unwrap()).dark(), plain);
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let once = png(&text("Coal", "bold"), 1.5, &[("Title", "x")]).unwrap();
    assert_eq!(once, png(&text("Coal", "bold"), 1.5, &[("Title", "x")]).unwrap());
}

#[test]
fn a_shared_picture_is_whole_and_in_the_middle() {
    let picture = decoded(&og(&svg("<rect width=\"100\" height=\"50\" fill=\"#00f\"/>"), [10, 20, 30], &[]).unwrap());
    assert_eq!((picture.width, picture.height), OG_SIZE);
    // Twice as wide as high: 1,200 by 600, with 15 of ground above and below.
    assert_eq!(picture.at(600, 5), [10, 20, 30]);
    assert_eq!(picture.at(600, 624), [10, 20, 30]);
    assert_eq!(picture.at(2, 20), [0, 0, 255]);
    assert_eq!(picture.at(1197, 610), [0, 0, 255]);
}

#[test]
fn what_reaches_outside_is_refused() {
    for inner in [
        "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>",
        "<image xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"http://example.org/a.png\"/>",
        "<use href=\"other.svg#a\"/>",
        "<script>1</script>",
        "<foreignObject/>",
        "<filter id=\"a\"><feImage href=\"x.png\"/></filter>",
        "<a href=\"http://example.org\"><text>x</text></a>",
    ] {
        assert!(matches!(png(&svg(inner), 1.0, &[]), Err(RasterError::Element { .. })), "{inner}");
    }
    for inner in [
        "<g href=\"x\"/>",
        "<rect width=\"9\" height=\"9\" fill=\"url(file:///etc/passwd)\"/>",
        "<rect width=\"9\" height=\"9\" style=\"fill:url('http://example.org/a')\"/>",
        "<style>@import 'http://example.org/a.css';</style>",
        "<style>@font-face { src: url(file:///a.ttf) }</style>",
    ] {
        assert!(matches!(png(&svg(inner), 1.0, &[]), Err(RasterError::Address { .. })), "{inner}");
    }
    let entity =
        "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>";
    assert!(matches!(png(entity, 1.0, &[]), Err(RasterError::Xml(_))));
}

#[test]
fn what_is_too_large_is_refused() {
    let huge = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000000\" height=\"1000000\"/>";
    for (svg, scale) in [
        (huge, 1.0),
        (&svg(""), 1e6),
        (&svg(""), 0.0),
        (&svg(""), -1.0),
        (&svg(""), f32::NAN),
        (&svg(""), f32::INFINITY),
    ] {
        assert!(matches!(png(svg, scale, &[]), Err(RasterError::Size { .. })), "{scale}");
    }
    let deep = svg(&format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000)));
    let many = svg(&"<g/>".repeat(MOST_ELEMENTS + 1));
    let long = svg(&" ".repeat(5 * 1024 * 1024));
    for picture in [&deep, &many, &long] {
        assert!(matches!(png(picture, 1.0, &[]), Err(RasterError::TooMuch { .. })));
    }
    let layers = svg(&format!(
        "{}<rect width=\"9\" height=\"9\"/><rect width=\"8\" height=\"9\"/>{}",
        "<g opacity=\".5\">".repeat(9),
        "</g>".repeat(9)
    ));
    let tile = svg(
        "<defs><pattern id=\"p\" width=\"90000\" height=\"90000\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h9\" stroke=\"#000\"/>\
         </pattern></defs><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>",
    );
    let nested = svg(
        "<defs><pattern id=\"p\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\"><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>\
         </pattern></defs><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>",
    );
    let wide = svg("<g opacity=\".5\"><path d=\"M0 0h9000v9000h-9000\"/><path d=\"M0 0h9000v9000h-9000\"/></g>");
    for picture in [&layers, &tile, &nested, &wide] {
        assert!(matches!(png(picture, 1.0, &[]), Err(RasterError::Layer)), "{picture}");
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    for text in [
        "",
        "no picture",
        "<svg",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>",
    ] {
        assert!(png(text, 1.0, &[]).is_err(), "{text}");
    }
}

#[test]
fn a_hatching_is_drawn() {
    let hatched = svg(
        "<defs><pattern id=\"p\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 6L6 0\" stroke=\"#000\" stroke-width=\"2\"/>\
         </pattern></defs><rect width=\"90\" height=\"40\" fill=\"url(#p)\"/>",
    );
    let picture = decoded(&png(&hatched, 2.0, &[]).unwrap());
    assert!(picture.dark() > 500, "{}", picture.dark());
}
