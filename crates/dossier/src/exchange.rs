//! The page Trade: who buys and sells, what, at what price, and how concentrated it is.

mod goods;
mod partners;
mod totals;

pub(crate) use goods::{product_share_number, quantity_number, unit_value_number};
pub(crate) use partners::share_number;
pub(crate) use totals::total_number;

use ::words::{mark, text};
use case::Case;
use case::tables::Flow;
use case::trace::Traced;
use case::value::date::Month;
use case::value::period::Period;
use document::{Block, Page, Section};
use figure::EventMark;
use trade::flows::{FlowKey, Flows};

use crate::book::{Book, Meaning};
use crate::developments;
use crate::overview::Facts;
use crate::words::say;
use goods::{By, goods, main_product, unit_values};
use partners::{concentration, dependence, partners};
use totals::{annual, monthly};

/// Id of the figure of dependence on the main buyer.
pub(crate) const DEPENDENCE: &str = "main-buyer-share";
/// Id of the figure of the main product by month.
pub(crate) const MAIN_PRODUCT: &str = "main-product-monthly";
/// Partners and goods shown singly before the rest is put together.
const SHOWN: usize = 10;

pub(crate) fn page(book: &mut Book, case: &Case, flows: &Flows<'_>, facts: &Facts) -> Page {
    let figures = |ids: Vec<Option<String>>| ids.into_iter().flatten().map(Block::Figure).collect::<Vec<_>>();
    let mut sections = vec![
        Section {
            id: "dependence".to_owned(),
            title: text!("Who buys, and how much hangs on one buyer"),
            blocks: figures(vec![
                dependence(book, case, facts),
                partners(book, case, facts.buyers.last()),
                concentration(book, case, facts),
            ]),
        },
        Section {
            id: "suppliers".to_owned(),
            title: text!("Who sells"),
            blocks: figures(vec![partners(book, case, facts.sellers.last())]),
        },
        Section {
            id: "totals".to_owned(),
            title: text!("How much, and how fast it grows"),
            blocks: figures(vec![annual(book, case, facts), monthly(book, case, flows)]),
        },
        Section {
            id: "goods".to_owned(),
            title: text!("What is sold, and at what unit value"),
            blocks: figures(vec![
                main_product(book, case, flows, facts),
                goods(book, case, &facts.goods, &By::goods()),
                unit_values(book, case, facts),
                goods(book, case, &facts.sections, &By::sections()),
            ]),
        },
    ];
    sections.retain(|section| !section.blocks.is_empty());
    if sections.is_empty() {
        sections.push(Section {
            id: "empty".to_owned(),
            title: text!("Nothing reported yet"),
            blocks: vec![Block::Text(say(
                &text!(
                    "trade.csv holds no year with a total, so no share can be computed. Missing is shown as missing."
                ),
                &[],
            ))],
        });
    }
    Page {
        id: "trade".to_owned(),
        title: text!("Trade"),
        question: text!("Who trades what with whom, how concentrated is it, and how fast does it grow?"),
        under: None,
        sections,
    }
}

fn flow_word(flow: Flow) -> String {
    match flow {
        Flow::Export => text!("exports"),
        Flow::Import => text!("imports"),
    }
}

fn usd_millions(usd: &Traced<case::value::quantity::Usd>) -> Traced<f64> {
    usd.map(|usd| usd.get() / 1e6)
}

/// A change on the time before, percent: its id; `None` where the time before was nothing.
fn change(
    book: &mut Book,
    id: String,
    label: String,
    method: &'static str,
    (before, now): (&Traced<f64>, &Traced<f64>),
) -> Option<String> {
    (before.value > 0.0).then(|| {
        let percent = before.with(now, |before, now| (now / before - 1.0) * 100.0);
        book.number(Meaning { id, label, unit: "%", decimals: 1, signed: true, method }, &percent)
    })
}

/// The change of a month's flow on the same month of the year before, under an id and with a label.
fn month_change(
    book: &mut Book,
    flows: &Flows<'_>,
    key: &FlowKey,
    month: Month,
    (id, label): (String, String),
) -> Option<String> {
    let of = |month: Month| flows.direct(key, Period::Month(month)).map(|figure| figure.amount);
    let (before, now) = (of(month.plus(-12))?, of(month)?);
    change(book, id, label, mark("the month over the same month of the year before, minus one"), (&before, &now))
}

fn span(years: &[i16]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => text!("{from} to {to}", from = first, to = last),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

fn month_x(month: Month) -> f64 {
    figure::month_x(i32::from(month.year()), u32::from(month.month().unsigned_abs()))
}

/// Events that a time chart marks.
fn marks(case: &Case, from: Option<f64>) -> Vec<EventMark> {
    developments::marked(case)
        .into_iter()
        .filter(|event| from.is_none_or(|from| event.from >= from))
        .map(|event| EventMark { x: event.from, label: event.title, when: event.when })
        .collect()
}
