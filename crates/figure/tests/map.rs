//! Maps: their moments, what they do with data that make no map, and how long they are.

mod samples;

use figure::svg::{self, Width};
use figure::text::{self, TextStyle};
use figure::{Chart, Figure, LinkState, LinkStatus, Map, MapFrame, MapLink, MapPlace, MapRegion, PlaceMark};

fn map_of(figure: &Figure) -> &Map {
    match &figure.chart {
        Chart::Map(map) => map,
        other => panic!("{other:?}"),
    }
}

fn with(change: impl FnOnce(&mut Map)) -> Figure {
    let mut figure = samples::map();
    if let Chart::Map(map) = &mut figure.chart {
        change(map);
    }
    figure
}

fn pictures(figure: &Figure) -> Vec<String> {
    let svg = [Width::Wide, Width::Narrow]
        .into_iter()
        .flat_map(|width| [svg::render(figure, width), svg::standalone(figure, width)]);
    let text = [true, false].map(|unicode| text::render(figure, 80, TextStyle { colour: false, unicode }));
    svg.chain(text).collect()
}

/// The texts inside the map with their places: what is held by `x` and `y`.
fn texts(svg: &str) -> Vec<(String, String, String)> {
    let document = roxmltree::Document::parse(svg).expect("a picture is XML");
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .map(|node| {
            let own = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
            let words: String = node.descendants().filter_map(|part| part.text().filter(|_| part.is_text())).collect();
            (words, own("x"), own("y"))
        })
        .collect()
}

#[test]
fn title_period_and_text_alternative_follow_the_frame() {
    let figure = samples::map();
    assert_eq!(figure.frames().len(), 3);
    assert_eq!(map_of(&figure).frame_of("2023-05"), Some(2));
    assert_eq!(map_of(&figure).frame_of("1999-01"), None);
    let later = figure.at_frame(2);
    assert_eq!(later.title, "State of gates and links, goods carried, May 2023");
    assert_eq!(later.period, "May 2023");
    let alt = later.alt_text();
    assert!(alt.contains("May 2023: of 8 crossings 6 open (South Gate,") && alt.contains("2 limited"), "{alt}");
    assert!(alt.contains("Most carried: South Gate railway 2,600 kt; Saltmarsh railway 1,600 kt;"), "{alt}");
    let earlier = later.at_frame(1);
    assert_eq!(earlier.title, "In March 2020 three of eight gates were closed");
    assert!(earlier.alt_text().contains("3 closed (Dry Lake Gate, East Meadow Gate, West Pass)"));
    // The frame that is shown keeps the author's words; one that does not exist changes nothing.
    assert_eq!(figure.at_frame(1), figure);
    assert_eq!(figure.at_frame(99), figure);
    assert_eq!(samples::bars().at_frame(0), samples::bars());
    let own = svg::render_frame(&figure, Width::Wide, 2);
    assert_eq!(own, svg::render(&later, Width::Wide));
    for width in [Width::Wide, Width::Narrow] {
        let single: Vec<String> = (0..3).map(|frame| svg::render_frame(&figure, width, frame)).collect();
        assert_eq!(svg::render_frames(&figure, width), single);
    }
    assert!(svg::render_frames(&samples::bars(), Width::Wide).is_empty());
    assert_eq!(svg::standalone_frame(&figure, Width::Narrow, 2), svg::standalone(&later, Width::Narrow));
    assert!(text::render_frame(&figure, 80, TextStyle::default(), 2).contains("South Gate: open, 720 lorries a day"));
}

#[test]
fn names_stand_still_from_frame_to_frame() {
    let figure = samples::map();
    for width in [Width::Wide, Width::Narrow] {
        let names: Vec<String> = map_of(&figure).places.iter().map(|place| place.name.clone()).collect();
        let places = |frame: usize| -> Vec<(String, String, String)> {
            let all = texts(&svg::render_frame(&figure, width, frame));
            all.into_iter().filter(|(words, ..)| names.contains(words)).collect()
        };
        assert!(places(0).len() > 5);
        assert_eq!(places(0), places(1));
        assert_eq!(places(0), places(2));
    }
}

#[test]
fn the_same_digits_in_picture_text_and_alternative() {
    let figure = samples::map();
    for picture in pictures(&figure) {
        let flat = picture.split_whitespace().collect::<Vec<_>>().join(" ");
        for shown in ["190 lorries a day", "700 kt", "350 kt"] {
            assert!(flat.contains(shown), "{shown} in {flat}");
        }
    }
    assert!(figure.alt_text().contains("700 kt"));
}

#[test]
fn outlines_are_a_few_kilobytes_and_a_file_brings_its_own_colours() {
    let figure = samples::map();
    for width in [Width::Wide, Width::Narrow] {
        let inline = svg::render(&figure, width);
        assert!(inline.len() < 60_000, "{}", inline.len());
        assert!(!inline.contains("<style>") && inline.contains("var(--fig-s1, #0b5ea8)"));
        let alone = svg::standalone(&figure, width);
        assert!(!alone.contains("var(") && alone.contains("stroke=\"#0b5ea8\""));
    }
}

#[test]
fn every_place_and_link_is_named_for_those_who_point_at_it() {
    let figure = samples::map();
    let map = map_of(&figure);
    let svg = svg::render(&figure, Width::Wide);
    for place in map.places.iter().filter(|place| place.kind != PlaceMark::Area) {
        assert!(svg.contains(&format!("<title>{}: ", place.name)), "{}", place.name);
    }
    for link in &map.links {
        assert!(svg.contains(&format!("<title>{}: ", link.name)), "{}", link.name);
    }
    // Nobody points at anything on a phone.
    assert!(!svg::render(&figure, Width::Narrow).contains("<title>"));
}

#[test]
fn a_map_without_moments_shows_what_lies_where() {
    let figure = with(|map| map.frames.clear());
    for picture in pictures(&figure) {
        assert!(picture.contains("South Gate") && !picture.contains("not known"));
    }
    assert!(figure.alt_text().contains("Crossing: South Gate, Dry Lake Gate"));
}

#[test]
fn what_a_frame_lacks_is_not_known() {
    let figure = with(|map| {
        let frame = MapFrame { label: "June".into(), key: "6".into(), ..MapFrame::default() };
        map.frames = vec![frame];
        map.frame = 7;
    });
    for picture in pictures(&figure) {
        assert!(picture.contains("South Gate: not known"), "{picture}");
    }
    assert!(figure.alt_text().contains("June: of 8 crossings 8 not known"));
}

#[test]
fn crossings_beyond_the_edge_are_listed() {
    let figure = with(|map| {
        for place in &mut map.places {
            place.lon -= 150.0;
        }
        map.links.clear();
    });
    let wide = svg::render(&figure, Width::Wide);
    assert!(wide.contains("North Gate: open, beyond the edge of the map"));
}

#[test]
fn nothing_to_show_says_so() {
    let figure = with(|map| *map = Map::default());
    for picture in pictures(&figure) {
        assert!(picture.contains("no values"));
    }
    assert!(figure.alt_text().ends_with("No values."));
}

#[test]
fn odd_data_make_a_picture_all_the_same() {
    let regions = [
        MapRegion::default(),
        MapRegion {
            west: f64::NAN,
            south: f64::NAN,
            east: f64::NAN,
            north: f64::NAN,
            parallels: (f64::NAN, 0.0),
            meridian: f64::NAN,
        },
        // Over the date line, around a pole, south of the equator, the whole world.
        MapRegion { west: 160.0, south: 50.0, east: -150.0, north: 72.0, parallels: (55.0, 68.0), meridian: -175.0 },
        MapRegion { west: -180.0, south: 60.0, east: 180.0, north: 90.0, parallels: (90.0, 90.0), meridian: 0.0 },
        MapRegion { west: 110.0, south: -45.0, east: 155.0, north: -10.0, parallels: (-18.0, -36.0), meridian: 132.0 },
        MapRegion { west: -180.0, south: -90.0, east: 180.0, north: 90.0, parallels: (-30.0, 30.0), meridian: 0.0 },
        MapRegion { west: 104.0, south: 46.0, east: 104.001, north: 46.001, parallels: (46.0, 46.0), meridian: 104.0 },
    ];
    for region in regions {
        let figure = with(|map| {
            map.region = region;
            map.places.push(MapPlace {
                name: "Nowhere".into(),
                lon: f64::NAN,
                lat: 1e300,
                label: true,
                ..MapPlace::default()
            });
            map.links.push(MapLink { name: "Point".into(), points: vec![(100.0, 45.0)], ..MapLink::default() });
            map.links.push(MapLink {
                name: "Odd".into(),
                points: vec![(f64::NAN, 0.0), (1e9, 91.0)],
                ..MapLink::default()
            });
            for frame in &mut map.frames {
                frame.links.push(LinkState {
                    status: LinkStatus::Closed,
                    weight: Some(f64::INFINITY),
                    shown: String::new(),
                });
            }
        });
        for picture in pictures(&figure) {
            assert!(!picture.contains("NaN") && !picture.contains("inf"), "{region:?}");
        }
        for frame in 0..4 {
            svg::render_frame(&figure, Width::Narrow, frame);
        }
    }
}

#[test]
fn a_crossing_has_the_same_number_at_every_width() {
    // So near to each other that not every number has room on a phone.
    let figure = with(|map| {
        let (lon, lat) = (map.places[0].lon, map.places[0].lat);
        let gate = |at: u32| MapPlace {
            id: format!("gate-{at}"),
            name: format!("Gate {at}"),
            kind: PlaceMark::Crossing,
            lon: lon + 0.05 * f64::from(at % 6),
            lat: lat + 0.01 * f64::from(at),
            label: true,
        };
        map.places = (1..=24).map(gate).collect();
    });
    for width in [Width::Wide, Width::Narrow] {
        let texts = texts(&svg::render(&figure, width));
        for number in 1..=24 {
            let own = format!("Gate {number}:");
            let at =
                texts.iter().position(|text| text.0.starts_with(&own)).unwrap_or_else(|| panic!("{own} {texts:?}"));
            assert_eq!(texts[at - 1].0, number.to_string(), "{width:?}");
        }
    }
}
