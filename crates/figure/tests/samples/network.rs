//! An invented network: a map in three moments, and what its routes take.

use figure::{
    Cell, Chart, Column, Dash, DistanceChart, DistancePoint, Figure, LinkMode, LinkState, LinkStatus, Map, MapFrame,
    MapLink, MapPlace, MapRegion, PlaceMark, PlaceState, RouteLine, Table,
};

use super::frame;

use LinkStatus::{Closed, Limited, NotBuilt, Open, Unknown};

const PLACES: [(&str, PlaceMark, f64, f64); 20] = [
    ("Saltmarsh mine", PlaceMark::Mine, 105.58, 43.64),
    ("Red Ridge mine", PlaceMark::Mine, 106.84, 43.05),
    ("Three Wells mine", PlaceMark::Mine, 101.26, 43.00),
    ("Larch Valley mine", PlaceMark::Mine, 104.08, 49.03),
    ("South Gate", PlaceMark::Crossing, 107.57, 42.41),
    ("Dry Lake Gate", PlaceMark::Crossing, 101.29, 42.54),
    ("Poplar Gate", PlaceMark::Crossing, 110.10, 42.66),
    ("Junction Gate", PlaceMark::Crossing, 111.91, 43.72),
    ("North Gate", PlaceMark::Crossing, 106.10, 50.33),
    ("East Meadow Gate", PlaceMark::Crossing, 116.26, 45.76),
    ("West Pass", PlaceMark::Crossing, 90.90, 45.95),
    ("Steppe Gate", PlaceMark::Crossing, 115.74, 49.89),
    ("Bay port", PlaceMark::Port, 117.65, 39.02),
    ("Far port", PlaceMark::Port, 133.08, 42.73),
    ("Upland capital", PlaceMark::City, 106.88, 47.91),
    ("Lowland capital", PlaceMark::City, 116.40, 39.91),
    ("River steelworks", PlaceMark::Market, 109.83, 40.65),
    ("South yard", PlaceMark::Terminal, 107.60, 42.20),
    ("Upland", PlaceMark::Area, 103.0, 46.4),
    ("Lowland", PlaceMark::Area, 104.0, 38.6),
];

/// Name, mode, course, and in each moment the status and the weight.
type Route = (&'static str, LinkMode, &'static [(f64, f64)], [(LinkStatus, Option<f64>); 3]);

const LINKS: [Route; 16] = [
    (
        "Saltmarsh road",
        LinkMode::Road,
        &[(105.58, 43.64), (106.5, 43.0), (107.57, 42.41)],
        [(Open, Some(1450.0)), (Limited, Some(310.0)), (Open, Some(900.0))],
    ),
    (
        "Saltmarsh railway",
        LinkMode::Rail,
        &[(105.58, 43.64), (106.84, 43.25), (107.57, 42.41)],
        [(NotBuilt, None), (NotBuilt, None), (Open, Some(1600.0))],
    ),
    (
        "Red Ridge road",
        LinkMode::Road,
        &[(106.84, 43.05), (107.57, 42.41)],
        [(Open, Some(120.0)), (Limited, Some(60.0)), (Open, Some(130.0))],
    ),
    (
        "South Gate railway",
        LinkMode::OtherGauge,
        &[(107.57, 42.41), (107.60, 42.20), (109.83, 40.65)],
        [(Open, Some(1500.0)), (Open, Some(350.0)), (Open, Some(2600.0))],
    ),
    (
        "Dry Lake road",
        LinkMode::Road,
        &[(101.26, 43.00), (101.29, 42.54)],
        [(Open, Some(900.0)), (Closed, Some(0.0)), (Open, Some(1100.0))],
    ),
    (
        "Dry Lake railway",
        LinkMode::OtherGauge,
        &[(101.29, 42.54), (104.0, 41.2), (109.83, 40.65)],
        [(Open, Some(800.0)), (Closed, Some(0.0)), (Open, Some(1000.0))],
    ),
    (
        "Poplar railway",
        LinkMode::Rail,
        &[(107.6, 44.9), (109.0, 43.9), (110.10, 42.66)],
        [(NotBuilt, None), (NotBuilt, None), (Limited, Some(150.0))],
    ),
    (
        "Poplar link",
        LinkMode::OtherGauge,
        &[(110.10, 42.66), (109.83, 40.65)],
        [(Unknown, None), (Unknown, None), (Open, None)],
    ),
    (
        "Trunk railway, south",
        LinkMode::Rail,
        &[(106.88, 47.91), (107.6, 46.3), (110.0, 44.9), (111.91, 43.72)],
        [(Open, Some(900.0)), (Open, Some(700.0)), (Open, Some(1200.0))],
    ),
    (
        "Trunk railway, north",
        LinkMode::Rail,
        &[(106.10, 50.33), (105.9, 49.4), (106.88, 47.91)],
        [(Open, Some(500.0)), (Open, Some(420.0)), (Open, Some(380.0))],
    ),
    (
        "Larch Valley branch",
        LinkMode::Rail,
        &[(104.08, 49.03), (105.9, 49.4)],
        [(Open, Some(60.0)), (Open, Some(60.0)), (Open, Some(70.0))],
    ),
    (
        "Junction Gate to the bay",
        LinkMode::OtherGauge,
        &[(111.91, 43.72), (113.1, 41.0), (116.40, 39.91), (117.65, 39.02)],
        [(Open, Some(850.0)), (Limited, Some(600.0)), (Open, Some(1150.0))],
    ),
    (
        "East Meadow road",
        LinkMode::Road,
        &[(113.3, 46.7), (116.26, 45.76), (117.6, 44.0)],
        [(Open, Some(120.0)), (Closed, Some(0.0)), (Open, Some(160.0))],
    ),
    (
        "West Pass road",
        LinkMode::Road,
        &[(91.6, 48.0), (90.90, 45.95), (89.2, 44.0)],
        [(Limited, Some(40.0)), (Closed, Some(0.0)), (Limited, Some(70.0))],
    ),
    (
        "Steppe railway to the far port",
        LinkMode::Rail,
        &[(114.5, 48.1), (115.74, 49.89), (118.0, 50.9), (125.0, 50.2), (131.0, 47.5), (133.08, 42.73)],
        [(Open, Some(30.0)), (Open, Some(20.0)), (Open, Some(25.0))],
    ),
    (
        "Coastal shipping",
        LinkMode::Sea,
        &[(117.65, 39.02), (121.5, 38.1), (124.0, 36.4), (127.0, 33.6)],
        [(Open, Some(60.0)), (Open, Some(60.0)), (Open, Some(90.0))],
    ),
];

const MOMENTS: [(&str, &str); 3] = [("December 2019", "2019-12"), ("March 2020", "2020-03"), ("May 2023", "2023-05")];

/// The status of each crossing in each moment.
const CROSSINGS: [[LinkStatus; 3]; 8] = [
    [Open, Limited, Open],
    [Open, Closed, Open],
    [NotBuilt, NotBuilt, Limited],
    [Open, Limited, Open],
    [Open, Open, Open],
    [Open, Closed, Open],
    [Limited, Closed, Limited],
    [Open, Unknown, Open],
];

fn moment(place: usize, (label, key): (&str, &str)) -> MapFrame {
    let links = LINKS.iter().map(|(.., states)| {
        let (status, weight) = states[place];
        let shown = weight.map(|weight| format!("{} kt", figure::number::format(weight, 0))).unwrap_or_default();
        LinkState { status, weight, shown }
    });
    let mut crossings = CROSSINGS.iter();
    let places = PLACES.iter().map(|(name, kind, ..)| {
        let status = (*kind == PlaceMark::Crossing).then(|| crossings.next().map(|own| own[place])).flatten()?;
        let shown = if *name == "South Gate" {
            ["1,100 lorries a day", "190 lorries a day", "720 lorries a day"][place]
        } else {
            ""
        };
        Some(PlaceState { status, shown: shown.into() })
    });
    MapFrame {
        label: label.into(),
        key: key.into(),
        title: if place == 1 { "In March 2020 three of eight gates were closed".into() } else { String::new() },
        links: links.collect(),
        places: places.collect(),
    }
}

fn crossings() -> Table {
    let rows = PLACES.iter().filter(|(_, kind, ..)| *kind == PlaceMark::Crossing).zip(CROSSINGS);
    Table {
        columns: vec![Column::text("Gate"), Column::text("March 2020")],
        rows: rows.map(|((name, ..), own)| vec![Cell::text(*name), Cell::text(own[1].word())]).collect(),
    }
}

pub(crate) fn map() -> Figure {
    let chart = Chart::Map(Map {
        region: MapRegion {
            west: 86.0,
            south: 36.0,
            east: 135.0,
            north: 54.0,
            parallels: (38.0, 52.0),
            meridian: 104.0,
        },
        places: PLACES
            .iter()
            .map(|(name, kind, lon, lat)| MapPlace {
                id: name.to_lowercase().replace(' ', "_"),
                name: (*name).into(),
                kind: *kind,
                lon: *lon,
                lat: *lat,
                label: true,
            })
            .collect(),
        links: LINKS
            .iter()
            .map(|(name, mode, points, _)| MapLink {
                id: name.to_lowercase().replace(' ', "_"),
                name: (*name).into(),
                mode: *mode,
                points: points.to_vec(),
            })
            .collect(),
        frames: MOMENTS.into_iter().enumerate().map(|(place, names)| moment(place, names)).collect(),
        frame: 1,
        unit: "kt a month".into(),
    });
    let mut figure = frame(
        "gates-map",
        "In March 2020 three of eight gates were closed and two more let through a part",
        "State of gates and links, goods carried",
        "thousand tonnes a month",
        chart,
        crossings(),
    );
    figure.period = "March 2020".into();
    figure.notes = vec!["Boundaries from Natural Earth; they imply no opinion on any of them.".into()];
    figure
}

/// One leg: kilometres, hours and money with their ranges, and what is done where nothing moves.
type Leg = (f64, [f64; 3], [f64; 3], &'static str);

fn route(name: &str, legs: &[Leg], dash: Dash, emphasis: bool) -> RouteLine {
    let mut sums = DistancePoint {
        hours: Some(0.0),
        usd: Some(0.0),
        hours_low: Some(0.0),
        hours_high: Some(0.0),
        usd_low: Some(0.0),
        usd_high: Some(0.0),
        ..DistancePoint::default()
    };
    let mut points = vec![sums.clone()];
    for (km, hours, usd, label) in legs {
        let add = |sum: &mut Option<f64>, more: f64| *sum = sum.map(|sum| sum + more).filter(|sum| sum.is_finite());
        sums.km += km;
        add(&mut sums.hours, hours[0]);
        add(&mut sums.hours_low, hours[1]);
        add(&mut sums.hours_high, hours[2]);
        add(&mut sums.usd, usd[0]);
        add(&mut sums.usd_low, usd[1]);
        add(&mut sums.usd_high, usd[2]);
        sums.label = (*label).into();
        points.push(sums.clone());
    }
    RouteLine { name: name.into(), points, dash, emphasis, ..RouteLine::default() }
}

/// The worked example of the method (per 20 tonnes), beside two invented routes, one known in part.
pub(crate) fn distance() -> Figure {
    let plain = |value: f64| [value, f64::NAN, f64::NAN];
    let worked: Vec<Leg> = vec![
        (50.0, plain(2.0), plain(100.0), ""),
        (0.0, plain(6.0), plain(20.0), "loading"),
        (250.0, plain(10.0), plain(150.0), ""),
        (0.0, plain(30.0), plain(40.0), "border dwell"),
        (0.0, plain(12.0), plain(60.0), "gauge change at border"),
        (700.0, plain(28.0), plain(420.0), ""),
    ];
    let lorry: Vec<Leg> = vec![
        (0.0, [3.0, 2.0, 5.0], [15.0, 10.0, 20.0], "loading"),
        (240.0, [6.0, 5.0, 9.0], [210.0, 180.0, 260.0], ""),
        (0.0, [22.0, 8.0, 60.0], [60.0, 30.0, 140.0], "queue at the hill gate"),
        (520.0, [11.0, 10.0, 14.0], [480.0, 400.0, 560.0], ""),
    ];
    let partly: Vec<Leg> = vec![
        (0.0, plain(5.0), plain(25.0), "loading"),
        (420.0, plain(15.0), plain(190.0), ""),
        (0.0, plain(40.0), plain(90.0), "change of train at the east gate"),
        (800.0, [f64::NAN; 3], [f64::NAN; 3], ""),
    ];
    let mut by_rail = route("Rail by the north gate", &worked, Dash::Solid, true);
    (by_rail.hours_shown, by_rail.money_shown) = ("88 h".into(), "790".into());
    let by_road = route("Road by the hill gate", &lorry, Dash::Dashed, false);
    let by_east = route("Rail by the east gate", &partly, Dash::Dotted, false);
    let routes = vec![by_rail, by_road, by_east];
    let table = steps(&routes);
    let chart = Chart::Distance(DistanceChart { routes, money: "USD per 20 tonnes".into() });
    let mut figure = frame(
        "routes",
        "Half of the 88 hours by rail pass at the border",
        "Time and cost of a load from mine to port",
        "hours and USD per 20 tonnes",
        chart,
        table,
    );
    figure.period = "May 2023".into();
    figure
}

/// Each step of each route, the sums as they are drawn.
fn steps(routes: &[RouteLine]) -> Table {
    let cell = |value: Option<f64>| match value {
        Some(value) => Cell::number(figure::number::auto(value), value, None),
        None => Cell::missing(),
    };
    let rows = routes.iter().flat_map(|route| {
        route.points.iter().map(|point| {
            let label = if point.label.is_empty() { "under way" } else { point.label.as_str() };
            vec![
                Cell::text(route.name.clone()),
                Cell::text(label),
                cell(Some(point.km)),
                cell(point.hours),
                cell(point.usd),
            ]
        })
    });
    Table {
        columns: vec![
            Column::text("Route"),
            Column::text("Step"),
            Column::number("Distance", "km"),
            Column::number("Time", "h"),
            Column::number("Cost", "USD"),
        ],
        rows: rows.collect(),
    }
}
