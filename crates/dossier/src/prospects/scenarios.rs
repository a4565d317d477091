//! The futures that a case's record implies: a picture of them, and what they rest on.

use ::words::{mark, tell, text};
use balance::country::{Judged, draws};
use case::Case;
use corridor::goods::Goods;
use corridor::network::Network;
use figure::{BandLevel, Cell, Chart, Column, Dash, LineBand, LineSeries, Lines, Table, XAxis};
use outlook::draws::{Basis, Draw, Horizon, Method, Parameter};
use serde::Serialize;

use crate::book::{Book, Draft};
use crate::corridors::answer::{Answer, AnswerError};
use crate::corridors::enter::{Entry, slug};
use crate::single;
use crate::words::{capital, counted, say, spaced};
use document::{Block, Page, Section, TableView};

/// A gate that lets pass less than this part of its usual level is shown as narrowed.
const NARROWED: f64 = 0.5;
/// Goods and gates that have a picture of their own.
const PICTURES: usize = 4;
/// Quantiles of a picture.
const LEVELS: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// All that was drawn, for machines.
#[derive(Debug, Serialize)]
struct Drawn<'a> {
    seed: u64,
    first: String,
    months: usize,
    gates: Vec<&'a str>,
    goods: Vec<&'a str>,
    parameters: &'a [Parameter],
    futures: &'a [Draw],
}

/// Draws futures of a case, with figures that a panel judged in place of the author's.
///
/// # Errors
/// When the case has no network to draw from.
pub fn scenarios(case: &Case, count: usize, seed: u64, judged: &[Judged]) -> Result<Answer, AnswerError> {
    let network = Network::of(case);
    let goods = Goods::of(&network);
    let (method, horizon) = draws(&network, &goods, judged).map_err(|error| AnswerError::Nothing(error.to_string()))?;
    let futures: Vec<Draw> = (0..count).map(|s| method.draw(seed, u64::try_from(s).unwrap_or(0), &horizon)).collect();
    let parameters = method.parameters();
    let mut book = Book::of(case);
    let scene = Scene { network: &network, goods: &goods, method: &method, horizon: &horizon, futures: &futures };
    let sections = vec![
        scene.prices(&mut book),
        scene.gates(&mut book),
        Section {
            id: "parameters".to_owned(),
            title: text!("What the futures rest on"),
            blocks: vec![Block::Table(table(&mut book, &scene, &parameters, judged))],
        },
    ];
    let page = Page {
        id: "scenarios".to_owned(),
        title: text!(
            "{futures} from {month}, seed {seed}",
            futures = counted(count, mark("{count} future"), mark("{count} futures")),
            month = horizon.first
        ),
        question: String::new(),
        under: None,
        sections,
    };
    let dossier = single::of_page(case, book, page);
    let drawn = Drawn {
        seed,
        first: horizon.first.to_string(),
        months: horizon.months,
        gates: method.gates().iter().map(|gate| gate.place.as_str()).collect(),
        goods: goods.goods.iter().map(|good| good.id.as_str()).collect(),
        parameters: &parameters,
        futures: &futures,
    };
    let data = serde_json::to_value(&drawn).map_err(|error| AnswerError::Failed(error.to_string()))?;
    Ok(Answer { dossier, data, table: scene.long() })
}

struct Scene<'s> {
    network: &'s Network<'s>,
    goods: &'s Goods,
    method: &'s Method,
    horizon: &'s Horizon,
    futures: &'s [Draw],
}

impl Scene<'_> {
    fn x(&self, month: usize) -> f64 {
        let month = self.horizon.first.plus(i32::try_from(month).unwrap_or(0));
        figure::month_x(i32::from(month.year()), u32::try_from(month.month()).unwrap_or(1))
    }

    fn label(&self, month: usize) -> String {
        self.horizon.first.plus(i32::try_from(month).unwrap_or(0)).to_string()
    }

    fn place_name(&self, id: &str) -> String {
        self.network
            .places
            .iter()
            .find(|place| place.id == id)
            .map_or_else(|| id.to_owned(), |place| place.name.clone())
    }

    fn axis(&self) -> XAxis {
        XAxis { grain: figure::Grain::Month, from: Some(self.x(0)), to: None }
    }

    fn prices(&self, book: &mut Book) -> Section {
        let records: Vec<_> = self.method.prices().iter().filter(|record| !record.rows.is_empty()).collect();
        let mut blocks = Vec::new();
        for (good, of) in self.goods.goods.iter().enumerate() {
            let Some(record) = records.iter().find(|record| record.good == of.id) else { continue };
            if blocks.len() >= PICTURES {
                break;
            }
            let months: Vec<Vec<f64>> = (0..self.horizon.months)
                .map(|month| {
                    let drawn: Vec<f64> =
                        self.futures.iter().filter_map(|draw| draw.price.get(good)?.get(month).copied()).collect();
                    forecast::sums::quantiles(&drawn, &LEVELS)
                })
                .collect();
            let Some(last) = months.last() else { continue };
            let when = self.label(self.horizon.months - 1);
            let ids: Vec<String> = last
                .iter()
                .zip(LEVELS)
                .map(|(value, level)| {
                    let percent = figure::number::auto(100.0 * level);
                    Entry::new(
                        format!("scenarios.price.{}.q{}", slug(&of.id), slug(&percent)),
                        text!("Price of {good} in {when} over the price now, quantile of {percent} %", good = of.name),
                        "",
                        2,
                    )
                    .by(mark("drawn: a joint bootstrap of recorded monthly changes"))
                    .id(book, *value, &record.rows)
                })
                .collect();
            let band = |low: usize, high: usize| {
                months.iter().enumerate().map(|(at, of)| (self.x(at), Some((of[low], of[high])))).collect()
            };
            let id = book.figure(Draft {
                id: format!("scenarios-price-{}", of.id.replace('_', "-")),
                title: text!(
                    "{good} in {when}: 80 % of futures between {low} and {high} times the price now",
                    good = of.name,
                    low = book.shown(&ids[0]),
                    high = book.shown(&ids[4])
                ),
                measure: text!("Price of {good} over the price now", good = of.name),
                unit: String::new(),
                place: String::new(),
                period: text!("{from} to {to}", from = self.label(0), to = when),
                chart: Chart::Lines(Lines {
                    x: self.axis(),
                    series: vec![LineSeries {
                        name: text!("median"),
                        points: months.iter().enumerate().map(|(at, of)| (self.x(at), Some(of[2]))).collect(),
                        dash: Dash::Dashed,
                        emphasis: true,
                    }],
                    bands: vec![
                        LineBand { name: "80 %".to_owned(), points: band(0, 4), level: BandLevel::Light },
                        LineBand { name: "50 %".to_owned(), points: band(1, 3), level: BandLevel::Strong },
                    ],
                    marks: Vec::new(),
                    unit: String::new(),
                    zero_based: true,
                }),
                table: Table {
                    columns: std::iter::once(Column::text(text!("when")))
                        .chain(LEVELS.iter().map(|level| {
                            Column::number(format!("{} %", figure::number::auto(100.0 * level)), String::new())
                        }))
                        .collect(),
                    rows: vec![
                        std::iter::once(Cell::text(when.clone())).chain(ids.iter().map(|id| book.cell(id))).collect(),
                    ],
                },
                notes: Vec::new(),
                rows: record.rows.clone(),
            });
            blocks.push(Block::Figure(id));
        }
        if blocks.is_empty() {
            blocks.push(Block::Text(say(&text!("The record holds no prices of goods to draw from."), &[])));
        }
        Section { id: "scenario-prices".to_owned(), title: text!("Prices"), blocks }
    }

    fn gates(&self, book: &mut Book) -> Section {
        let count = self.futures.len().max(1);
        #[allow(clippy::cast_precision_loss, reason = "a count of futures")]
        let share = |gate: usize, month: usize| {
            let narrowed = self
                .futures
                .iter()
                .filter(|draw| draw.open.get(gate).and_then(|of| of.get(month)).is_some_and(|open| *open < NARROWED));
            narrowed.count() as f64 / count as f64
        };
        let mut gates: Vec<(usize, Vec<f64>)> = (0..self.method.gates().len())
            .map(|gate| (gate, (0..self.horizon.months).map(|month| share(gate, month)).collect()))
            .collect();
        gates.retain(|(_, shares): &(usize, Vec<f64>)| shares.iter().any(|share| *share > 0.0));
        let whole = |shares: &[f64]| shares.iter().sum::<f64>();
        gates.sort_by(|a, b| whole(&b.1).total_cmp(&whole(&a.1)).then(a.0.cmp(&b.0)));
        let behind: Vec<case::entry::RowRef> = case::trace::merge(
            self.method
                .parameters()
                .iter()
                .filter(|parameter| parameter.name.starts_with("closure"))
                .map(|p| p.rows.as_slice()),
        );
        let mut series = Vec::new();
        let mut rows = Vec::new();
        for (at, (gate, shares)) in gates.iter().enumerate() {
            let name = self.place_name(&self.method.gates()[*gate].place);
            #[allow(clippy::cast_precision_loss, reason = "a count of months")]
            let mean = whole(shares) / self.horizon.months.max(1) as f64;
            let cell = Entry::new(
                format!("scenarios.narrowed.{}", slug(&self.method.gates()[*gate].place)),
                text!("Part of the months in which {gate} passes less than half its usual level", gate = name),
                "%",
                1,
            )
            .by(mark("mean over drawn futures and months"))
            .cell(book, 100.0 * mean, &behind);
            rows.push(vec![Cell::text(name.clone()), cell]);
            if at < PICTURES {
                series.push(LineSeries {
                    name,
                    points: shares
                        .iter()
                        .enumerate()
                        .map(|(month, share)| (self.x(month), Some(100.0 * share)))
                        .collect(),
                    dash: [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::Solid][at],
                    emphasis: at == 0,
                });
            }
        }
        let mut blocks = Vec::new();
        if series.is_empty() {
            blocks.push(Block::Text(say(&text!("No gate narrows in any of these futures."), &[])));
        } else {
            let title = text!(
                "{gates} narrow in some of the futures",
                gates = counted(gates.len(), mark("{count} gate"), mark("{count} gates"))
            );
            let id = book.figure(Draft {
                id: "scenarios-gates".to_owned(),
                title,
                measure: text!("Futures in which a gate passes less than half its usual level"),
                unit: "%".to_owned(),
                place: String::new(),
                period: text!(
                    "{from} to {to}",
                    from = self.label(0),
                    to = self.label(self.horizon.months.saturating_sub(1))
                ),
                chart: Chart::Lines(Lines {
                    x: self.axis(),
                    series,
                    bands: Vec::new(),
                    marks: Vec::new(),
                    unit: "%".to_owned(),
                    zero_based: true,
                }),
                table: Table {
                    columns: vec![Column::text(text!("gate")), Column::number(text!("months narrowed"), "%")],
                    rows,
                },
                notes: vec![text!("The picture shows the {count} that narrow most.", count = PICTURES)],
                rows: behind,
            });
            blocks.push(Block::Figure(id));
        }
        Section { id: "scenario-gates".to_owned(), title: text!("Gates"), blocks }
    }

    /// One row a future, thing and month: for a spreadsheet. Its words are keys, the same in every language.
    fn long(&self) -> Table {
        let mut rows = Vec::new();
        let mut add = |future: usize, what: &str, of: &str, months: &[f64]| {
            for (month, value) in months.iter().enumerate() {
                rows.push(vec![
                    Cell::text(future.to_string()),
                    Cell::text(what),
                    Cell::text(of),
                    Cell::text(self.label(month)),
                    Cell::number(figure::number::auto(*value), *value, None),
                ]);
            }
        };
        for (future, draw) in self.futures.iter().enumerate() {
            for (gate, of) in self.method.gates().iter().enumerate() {
                add(future, "open", &of.place, &draw.open[gate]);
                add(future, "delay_h", &of.place, &draw.delay_h[gate]);
            }
            for (good, of) in self.goods.goods.iter().enumerate() {
                add(future, "price", &of.id, draw.price.get(good).map_or(&[], Vec::as_slice));
            }
        }
        Table {
            columns: vec![
                Column::text("future"),
                Column::text("what"),
                Column::text("of"),
                Column::text("month"),
                Column { name: "value".to_owned(), unit: None, numeric: true },
            ],
            rows,
        }
    }
}

/// A parameter as people read it; one of another name says its name.
fn parameter_name(name: &str) -> String {
    match name {
        "closure_threshold" => text!("closure threshold"),
        "closure_window" => text!("closure window"),
        "closure_rate" => text!("closure rate"),
        "closure_length" => text!("closure length"),
        "closure_open" => text!("closure open"),
        "gate_months" => text!("gate months"),
        "delay" => text!("delay"),
        "price_sd_1" => text!("price sd 1"),
        "price_sd_3" => text!("price sd 3"),
        "price_sd_12" => text!("price sd 12"),
        "price_variance_ratio" => text!("price variance ratio"),
        "buyer_spread" => text!("buyer spread"),
        "opening_delay" => text!("opening delay"),
        other => spaced(other),
    }
}

fn table(book: &mut Book, scene: &Scene<'_>, parameters: &[Parameter], judged: &[Judged]) -> TableView {
    let mut rows = Vec::new();
    for parameter in parameters {
        let about = if parameter.about.is_empty() { String::new() } else { scene.place_name(&parameter.about) };
        let mut cell = |what: &str, value: Option<f64>| {
            let Some(value) = value else { return Cell::missing() };
            if parameter.rows.is_empty() {
                return Cell::number(figure::number::auto(value), value, None);
            }
            let id = format!("scenarios.{}.{}.{what}", slug(&parameter.name), slug(&parameter.about));
            let label = format!("{} {about}, {}", parameter_name(&parameter.name), tell(what));
            Entry::new(id, label, "", 3).by(mark("estimated from the record")).cell(book, value, &parameter.rows)
        };
        let cells = [
            cell(mark("value"), parameter.value),
            cell(mark("low"), parameter.low),
            cell(mark("high"), parameter.high),
        ];
        let mut row = vec![Cell::text(capital(&parameter_name(&parameter.name))), Cell::text(about)];
        row.extend(cells);
        row.push(Cell::text(tell(parameter.unit)));
        row.push(Cell::text(match parameter.basis {
            Basis::Estimated => text!("estimated"),
            Basis::Assumed => text!("assumed"),
            Basis::Missing => text!("missing"),
        }));
        row.push(Cell::text(parameter.words.clone()));
        rows.push(row);
    }
    TableView {
        id: "scenario-parameters".to_owned(),
        title: text!("Parameters of the futures"),
        table: Table {
            columns: vec![
                Column::text(text!("what")),
                Column::text(text!("of")),
                Column { name: text!("value"), unit: None, numeric: true },
                Column { name: text!("low"), unit: None, numeric: true },
                Column { name: text!("high"), unit: None, numeric: true },
                Column::text(text!("unit")),
                Column::text(text!("basis")),
                Column::text(text!("how")),
            ],
            rows,
        },
        notes: std::iter::once(text!("A twentieth lies below low and above high where they are estimated."))
            .chain(judged.iter().map(|said| {
                text!(
                    "Judged by a panel in place of the author's figure: {figure} is {value}, with {low} to {high} as its lowest and highest quantile.",
                    figure = spaced(&said.id),
                    value = figure::number::auto(said.value),
                    low = figure::number::auto(said.range.0),
                    high = figure::number::auto(said.range.1)
                )
            }))
            .collect(),
    }
}
