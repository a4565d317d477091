//! What could leave and what it would earn with another count at the busiest gate, another price, another line: a grid of
//! optima, solved beforehand.

use ::words::{mark, text};
use corridor::lever::{Bench, Counted, Levers, Moved, Position};
use corridor::line::Addition;
use corridor::network::LineIx;
use corridor::throughput::Throughput;
use document::Scenario;
use figure::grid::{Axis, Grid, Output};

use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::corridors::study::Study;
use crate::corridors::throughput::{Setting, number_id, price};
use crate::words::{capital, day, month};

/// Id of the scenario.
pub(crate) const ID: &str = "month";

/// Counts at the gate, % of what they are.
const GATE: [f64; 8] = [0.0, 25.0, 50.0, 75.0, 100.0, 125.0, 150.0, 200.0];
/// Price of the good, % of what it is.
const PRICE: [f64; 5] = [50.0, 75.0, 100.0, 125.0, 150.0];
/// Room of the line, % of plan; without a figure for it there is nothing between all and nothing.
const ROOM: [f64; 3] = [0.0, 50.0, 100.0];
const THERE: [f64; 2] = [0.0, 100.0];

/// The grid of the month; `None` where nothing passes a counted gate.
pub(crate) fn scenario(book: &mut Book, study: &Study<'_>) -> Option<Scenario> {
    let (best, good) = (study.best.get()?, study.main?);
    let line = chosen(study);
    let levers = Levers { month: study.month, seen_until: study.day, good, line: line.map(|(ix, _)| ix) };
    let bench = Bench::of(&study.network, &study.goods, levers).ok().flatten()?;
    let room = bench.room();
    let axes = axes(study, &bench, line.map(|(_, line)| line), room.as_ref())?;
    let points = points(&axes);
    let solved = solve_all(&bench, &points);
    let as_is = bench.as_is();
    let mut unasked = vec![as_is.gate * 100.0, as_is.price * 100.0];
    unasked.extend(line.map(|_| as_is.line * 100.0));
    let standing = bench.at(as_is).ok()?;
    let numbers = numbers(book, study, best, &bench, line.map(|(_, line)| line).zip(room.as_ref()), &standing)?;
    let missing = solved.iter().filter(|point| point.is_none()).count();
    let gate = gate_name(study, &bench);
    let name = study.main_name();
    let month = month(study.month);
    Some(Scenario {
        id: ID.to_owned(),
        page: "corridors".to_owned(),
        title: match line {
            Some(_) => text!("What could leave in {month} if the gate, the price or the railway were other"),
            None => text!("What could leave in {month} if the gate or the price were other"),
        },
        question: match line {
            Some((_, line)) => text!(
                "What could be sold beyond the border in {month}, and for how much, with another count at {gate}, another price of {good}, or with more or less of {railway}?",
                good = name,
                railway = line.name
            ),
            None => text!(
                "What could be sold beyond the border in {month}, and for how much, with another count at {gate}, another price of {good}?",
                good = name
            ),
        },
        grid: Grid { axes, outputs: outputs(study, &gate, good, &solved) },
        unasked,
        numbers,
        notes: notes(study, &bench, line.map(|(_, line)| line), room.is_some(), (missing, points.len())),
    })
}

/// The new, unfinished or planned line that adds most income less carriage to the month.
fn chosen<'s>(study: &'s Study<'_>) -> Option<(LineIx, &'s Addition)> {
    let found = study.additions.get()?.iter().filter(|line| line.on_line_kt > 1e-6 && line.added_kusd > 1e-6);
    let most = found.max_by(|a, b| a.added_kusd.total_cmp(&b.added_kusd).then_with(|| b.line.cmp(&a.line)))?;
    Some((study.network.line(&most.line)?, most))
}

fn gate_name(study: &Study<'_>, bench: &Bench<'_, '_>) -> String {
    study.network.places[bench.gate.0].name.clone()
}

/// `Trucks a day`.
fn counted(unit: &str) -> String {
    match unit {
        "" | "vehicle" => text!("Vehicles a day"),
        "t" => text!("Tonnes a day"),
        "truck" => text!("Trucks a day"),
        "wagon" => text!("Wagons a day"),
        "train" => text!("Trains a day"),
        "container" => text!("Containers a day"),
        unit => text!("{unit}s a day", unit = capital(unit)),
    }
}

fn axes(
    study: &Study<'_>,
    bench: &Bench<'_, '_>,
    line: Option<&Addition>,
    room: Option<&Counted>,
) -> Option<Vec<Axis>> {
    let axis = |name: &str, label: String, values: &[f64]| Axis {
        name: name.to_owned(),
        label,
        unit: "%".to_owned(),
        values: values.to_vec(),
    };
    let mut axes = vec![
        axis(
            "gate",
            text!(
                "{vehicles_a_day} at {gate}, of the count of {day}",
                vehicles_a_day = counted(&bench.count()?.unit),
                gate = gate_name(study, bench),
                day = day(study.day)
            ),
            &GATE,
        ),
        axis("price", text!("Price of {good} at the border, of today\u{2019}s", good = study.main_name()), &PRICE),
    ];
    axes.extend(line.map(|line| match (line.built, room) {
        (true, Some(_)) => {
            axis("line", text!("Capacity of {railway}, of what it was planned for", railway = line.name), &ROOM)
        }
        (false, Some(_)) => axis("line", text!("{railway} built, of its planned capacity", railway = line.name), &ROOM),
        (_, None) => axis("line", text!("{railway} in use", railway = line.name), &THERE),
    }));
    Some(axes)
}

/// Every position, the first axis slowest.
fn points(axes: &[Axis]) -> Vec<Position> {
    let values = |nth: usize| axes.get(nth).map_or_else(|| vec![0.0], |axis| axis.values.clone());
    let mut points = Vec::new();
    for gate in values(0) {
        for price in values(1) {
            for line in values(2) {
                points.push(Position { gate: gate / 100.0, price: price / 100.0, line: line / 100.0 });
            }
        }
    }
    points
}

/// Solves each point by itself, so that neither the order nor the number of threads moves a digit.
fn solve_all(bench: &Bench<'_, '_>, points: &[Position]) -> Vec<Option<Moved>> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = points.len().div_ceil(threads).max(1);
    let language = &::words::current();
    std::thread::scope(|scope| {
        let workers: Vec<_> = points
            .chunks(size)
            .map(|part| {
                let solved = move || part.iter().map(|point| bench.at(*point).ok()).collect::<Vec<_>>();
                (part, scope.spawn(move || ::words::within(language, solved)))
            })
            .collect();
        // A thread that broke off has no result to give.
        workers
            .into_iter()
            .flat_map(|(part, worker)| worker.join().unwrap_or_else(|_| vec![None; part.len()]))
            .collect()
    })
}

/// M USD.
fn musd(kusd: f64) -> f64 {
    kusd / 1000.0
}

/// Part of the sales that passes the gate, %; without sales there is no part.
fn share(moved: &Moved) -> Option<f64> {
    (moved.income_kusd > 1e-9).then(|| moved.by_gate_kusd / moved.income_kusd * 100.0)
}

fn outputs(study: &Study<'_>, gate: &str, good: usize, solved: &[Option<Moved>]) -> Vec<Output> {
    let output = |name: &str, label: String, (unit, decimals): (&str, u8), of: &dyn Fn(&Moved) -> Option<f64>| Output {
        name: name.to_owned(),
        label,
        unit: unit.to_owned(),
        decimals,
        values: solved.iter().map(|moved| of(moved.as_ref()?)).collect(),
    };
    vec![
        output("income", text!("Sales at the border"), ("M USD", 1), &|moved| Some(musd(moved.income_kusd))),
        output("sold", text!("{good} sold", good = study.good_name(good)), ("kt", 0), &|moved| {
            moved.sold_kt.get(good).copied()
        }),
        output("share", text!("Part of the sales that passes {gate}"), ("%", 1), &share),
        output("carriage", text!("Carriage"), ("M USD", 1), &|moved| Some(musd(moved.carriage_kusd))),
    ]
}

/// The numbers that the levers start from, and what the month comes to where they stand.
fn numbers(
    book: &mut Book,
    study: &Study<'_>,
    best: &Throughput,
    bench: &Bench<'_, '_>,
    line: Option<(&Addition, &Counted)>,
    standing: &Moved,
) -> Option<Vec<String>> {
    let setting = Setting { id: "as_is".to_owned(), words: String::new() };
    let (good, gate) = (study.main?, gate_name(study, bench));
    let place = &study.network.places[bench.gate.0].id;
    let count = bench.count()?;
    let what = counted(&count.unit);
    let unit = match count.unit.as_str() {
        "truck" => mark("trucks a day"),
        "wagon" => mark("wagons a day"),
        "train" => mark("trains a day"),
        "container" => mark("containers a day"),
        "t" => mark("t a day"),
        _ => mark("vehicles a day"),
    };
    let mut ids = vec![
        Entry::new(
            number_id(&setting, best, &format!("lever.gate.{place}")),
            text!("{vehicles_a_day} at {gate}, {month}", vehicles_a_day = what, month = month(best.month)),
            unit,
            0,
        )
        .by(mark("units a day of the count that holds on the day of the view, the mean over days worked"))
        .id(book, count.value, &count.rows),
        price(book, study, best, &setting, good),
    ];
    if let Some((line, room)) = line {
        ids.push(
            Entry::new(
                number_id(&setting, best, &format!("lever.line.{}", line.line)),
                text!("Capacity of {railway}, {month}", railway = line.name, month = month(best.month)),
                "kt",
                0,
            )
            .by(mark("units a day times days of the month, by what the line was designed for or let pass"))
            .id(book, room.value, &room.rows),
        );
    }
    ids.push(number_id(&setting, best, "income"));
    let good_name = study.good_name(good);
    ids.push(
        Entry::new(
            number_id(&setting, best, &format!("lever.sold.{}", slug(&study.goods.goods[good].id))),
            text!("{good} sold beyond the border, {month}", good = good_name, month = month(best.month)),
            "kt",
            0,
        )
        .by(mark("sum over gates"))
        .id(book, best.sold_kt.get(good).copied()?, &best.rows),
    );
    if let Some(part) = share(standing) {
        ids.push(
            Entry::new(
                number_id(&setting, best, &format!("lever.share.{place}")),
                text!("Part of the sales that passes {gate}, {month}", month = month(best.month)),
                "%",
                1,
            )
            .by(mark("mass that passes the gate times its price at the border, over all sales"))
            .id(book, part, &best.rows),
        );
    }
    ids.push(number_id(&setting, best, "carriage"));
    Some(ids)
}

fn notes(
    study: &Study<'_>,
    bench: &Bench<'_, '_>,
    line: Option<&Addition>,
    room: bool,
    (missing, points): (usize, usize),
) -> Vec<String> {
    let gate = gate_name(study, bench);
    let mut notes = vec![
        text!(
            "Every point of the grid is an optimum of {month} with a certificate of its own, as in the table of limits; between two points the values lie on a straight line.",
            month = month(study.month)
        ),
        text!(
            "Every count at {gate} moves by the same part. All other gates, lines and mines stay as they are, and what passes there uncounted is not held back."
        ),
        text!(
            "A result that does not move with a lever is held by something else: another gate, a line, what the mines yield or what buyers take."
        ),
        text!("With the price moves the interest on goods under way; what carriage costs does not."),
    ];
    if let Some(line) = line {
        let there = match (line.built, room) {
            (_, false) => text!("No row says what it can carry, so it is in use as a whole or not at all."),
            (true, true) => text!("At 0 % it is not there."),
            (false, true) => {
                text!("It is not built: from above 0 % on it counts as built, with the transfers planned with it.")
            }
        };
        let which = text!(
            "{railway} is the railway, new or planned, that adds most income less carriage to the month.",
            railway = line.name
        );
        notes.push(format!("{which} {there}"));
    }
    if missing > 0 {
        notes.push(text!("{missing} of {points} points have no optimum that can be stood behind; they stay empty."));
    }
    notes
}
