//! The mirror comparison: do both sides record the same goods?

use ::words::{mark, text};
use case::Case;
use case::trace::Traced;
use case::value::quantity::Tonnes;
use figure::{Cell, Chart, Column, Marker, RangePoint, RangeRow, Ranges, Table};
use trade::mirror::{Mirror, MirrorPair, Reason, Remainder};

use crate::book::{Book, Draft, Meaning};
use crate::overview::{Facts, product_name};
use crate::words::{capital, say};
use document::Block;

/// Id of the figure of the good with most pairs.
pub(crate) const MIRROR: &str = "mirror";

/// The pictures of both records, and what only one side reports.
pub(crate) fn blocks(book: &mut Book, case: &Case, facts: &Facts) -> Vec<Block> {
    let mut mirrors: Vec<&Mirror> = facts.mirrors.iter().collect();
    mirrors.sort_by_key(|mirror| std::cmp::Reverse(mirror.pairs.len()));
    let mut blocks = Vec::new();
    for (index, mirror) in mirrors.iter().enumerate() {
        if !mirror.pairs.is_empty() {
            let id = if index == 0 { MIRROR.to_owned() } else { format!("{MIRROR}-{}", slug(mirror)) };
            blocks.extend(figure(book, case, mirror, &id).map(Block::Figure));
        }
        if !mirror.unpaired.is_empty() {
            let periods: Vec<String> = mirror.unpaired.iter().map(ToString::to_string).collect();
            let (buyer, seller) = (case.economy_name(mirror.partner), case.economy_name(case.economy()));
            let good = product_name(case, &mirror.product).to_lowercase();
            let words = match periods.as_slice() {
                [period] => text!(
                    "{buyer} also reports a figure of {good} for {period}. No record of {seller} gives a quantity of the same good and time, so the gap cannot be told."
                ),
                many => text!(
                    "{buyer} also reports {count} figures of {good} for {periods}. No record of {seller} gives a quantity of the same good and time, so the gap cannot be told.",
                    count = many.len(),
                    periods = many.join(", ")
                ),
            };
            blocks.push(Block::Text(say(&words, &[])));
        }
    }
    blocks
}

fn slug(mirror: &Mirror) -> String {
    format!("{}-{}", mirror.product, mirror.partner.as_str().to_lowercase()).replace('_', "-")
}

pub(crate) fn pair_id(pair: &MirrorPair) -> String {
    format!(
        "{}.{}.{}.{}",
        pair.product,
        pair.partner,
        pair.period.to_string().replace('/', "_"),
        if pair.like_for_like { "to_buyer" } else { "to_all" }
    )
}

/// One side's record, Mt.
pub(crate) fn side_number(book: &mut Book, case: &Case, pair: &MirrorPair, seller: bool) -> String {
    let side = if seller { &pair.seller } else { &pair.buyer };
    let who = case.economy_name(if seller { case.economy() } else { pair.partner });
    // The buyer's record is the same in both pairs of a period.
    let id = if seller {
        format!("mirror.seller.{}", pair_id(pair))
    } else {
        format!("mirror.buyer.{}.{}.{}", pair.product, pair.partner, pair.period.to_string().replace('/', "_"))
    };
    book.number(
        Meaning {
            id,
            label: text!(
                "{good}, {period}, as {who} records it ({definition})",
                good = capital(&product_name(case, &pair.product)),
                period = pair.period,
                definition = definition(&side.definition)
            ),
            unit: "Mt",
            decimals: 2,
            signed: false,
            method: mark("the row that the preferred-source rule picks, or the sum of the months"),
        },
        &millions(&side.quantity),
    )
}

/// Buyer minus seller, percent of the seller's record.
pub(crate) fn gap_number(book: &mut Book, case: &Case, pair: &MirrorPair) -> String {
    book.number(
        Meaning {
            id: format!("mirror.gap_percent.{}", pair_id(pair)),
            label: text!(
                "Gap between the records of {buyer} and {seller}, {good}, {period}",
                buyer = case.economy_name(pair.partner),
                seller = case.economy_name(case.economy()),
                good = product_name(case, &pair.product).to_lowercase(),
                period = pair.period
            ),
            unit: "%",
            decimals: 1,
            signed: true,
            method: mark("(buyer's record - seller's record) / seller's record"),
        },
        &pair.gap_percent,
    )
}

pub(crate) fn gap_tonnes_number(book: &mut Book, pair: &MirrorPair) -> String {
    book.number(
        Meaning {
            id: format!("mirror.gap.{}", pair_id(pair)),
            label: text!("Gap between both records, {period}", period = pair.period),
            unit: "Mt",
            decimals: 2,
            signed: true,
            method: mark("buyer's record - seller's record"),
        },
        &millions(&pair.gap),
    )
}

/// What timing leaves of a gap if all that the seller sold came to this buyer, Mt; `None` when it cannot be told.
pub(crate) fn left_of_all_number(book: &mut Book, case: &Case, pair: &MirrorPair) -> Option<String> {
    let Remainder::Told { left_of_all, .. } = &pair.remainder else { return None };
    Some(book.number(
        Meaning {
            id: format!("mirror.left_of_all.{}", pair_id(pair)),
            label: text!(
                "Gap that timing leaves if all that was sold came to this buyer, {good}, {period}",
                good = product_name(case, &pair.product).to_lowercase(),
                period = pair.period
            ),
            unit: "Mt",
            decimals: 2,
            signed: true,
            method: mark("the smallest gap over a shift from none to one month of the seller's record to all destinations: a destination follows the invoice, so that goods invoiced to others may have come to this buyer"),
        },
        &millions(left_of_all),
    ))
}

/// What definition and timing leave of a like-for-like gap, Mt; `None` when it cannot be told.
pub(crate) fn left_number(book: &mut Book, case: &Case, pair: &MirrorPair) -> Option<String> {
    let Remainder::Told { left, .. } = &pair.remainder else { return None };
    Some(book.number(
        Meaning {
            id: format!("mirror.left.{}", pair_id(pair)),
            label: text!(
                "Gap that destination and timing leave, {good}, {period}",
                good = product_name(case, &pair.product).to_lowercase(),
                period = pair.period
            ),
            unit: "Mt",
            decimals: 2,
            signed: true,
            method: mark("the smallest gap over a shift from none to one month of the seller's record to this buyer; the part of exports that goes to this buyer is taken to be the same a month earlier"),
        },
        &millions(left),
    ))
}

pub(crate) fn millions(tonnes: &Traced<Tonnes>) -> Traced<f64> {
    tonnes.map(|t| t.get() / 1e6)
}

fn definition(stated: &str) -> String {
    if stated.is_empty() { text!("definition not stated") } else { stated.to_owned() }
}

fn reason(reason: Reason) -> String {
    match reason {
        Reason::NoDestination => text!(
            "cannot be told: the seller's figure counts all destinations, its part for this buyer is not reported"
        ),
        Reason::NoMonths => text!("cannot be told: the seller's months around the period are not all reported"),
    }
}

/// What the picture shows, in a sentence: how many years can be compared, how near they are, and the range of the months.
fn finding(book: &mut Book, case: &Case, mirror: &Mirror, name: &str) -> String {
    let good = name.to_lowercase();
    let years = mirror.pairs.iter().filter(|pair| pair.period.year().is_some());
    let widest = years.clone().max_by(|a, b| a.gap_percent.value.abs().total_cmp(&b.gap_percent.value.abs()));
    let Some(widest) = widest else {
        return text!("Both sides record {good} of {count} months", count = mirror.pairs.len());
    };
    let mut compared: Vec<Option<i16>> = years.map(|pair| pair.period.year()).collect();
    compared.dedup();
    let id = gap_number(book, case, widest);
    let percent = book.shown(&id).trim_start_matches(['+', '-']).to_owned();
    let (count, all) = (compared.len(), mirror.seller_years.len());
    match mirror.ends(false, false) {
        Some(months) if months.count > 1 => {
            let ids = [months.low, months.high].map(|pair| gap_number(book, case, pair));
            text!(
                "{count} of {all} years of {good} can be compared, within {percent} % of each other; single months differ by {low} to {high} %",
                low = book.shown(&ids[0]),
                high = book.shown(&ids[1])
            )
        }
        _ => text!("{count} of {all} years of {good} can be compared, within {percent} % of each other"),
    }
}

fn figure(book: &mut Book, case: &Case, mirror: &Mirror, id: &str) -> Option<String> {
    let seller = case.economy_name(case.economy());
    let buyer = case.economy_name(mirror.partner);
    let name = product_name(case, &mirror.product);
    let mut rows: Vec<RangeRow> = Vec::new();
    let mut table_rows = Vec::new();
    // Years before months: their sizes differ too much to alternate.
    let mut ordered: Vec<&MirrorPair> = mirror.pairs.iter().collect();
    ordered.sort_by_key(|pair| (pair.period.year().is_none(), pair.period.first_day()));
    for pair in ordered {
        let sold = side_number(book, case, pair, true);
        let bought = side_number(book, case, pair, false);
        let gap = gap_tonnes_number(book, pair);
        let percent = gap_number(book, case, pair);
        let left = match left_number(book, case, pair) {
            Some(id) => book.cell(&id),
            None => Cell::text(match &pair.remainder {
                Remainder::CannotBeTold(why) => reason(*why),
                Remainder::Told { .. } => String::new(),
            }),
        };
        let label = pair.period.to_string();
        let seller_point = RangePoint {
            name: if pair.like_for_like { text!("{seller}, to this buyer") } else { text!("{seller}, to all") },
            value: pair.seller.quantity.value.get() / 1e6,
            shown: book.shown(&sold),
            marker: if pair.like_for_like { Marker::Triangle } else { Marker::Circle },
        };
        match rows.iter_mut().find(|row| row.label == label) {
            Some(row) => row.points.push(seller_point),
            None => rows.push(RangeRow {
                label,
                points: vec![
                    seller_point,
                    RangePoint {
                        name: buyer.clone(),
                        value: pair.buyer.quantity.value.get() / 1e6,
                        shown: book.shown(&bought),
                        marker: Marker::Ring,
                    },
                ],
            }),
        }
        table_rows.push(vec![
            Cell::text(pair.period.to_string()),
            book.cell(&sold),
            Cell::text(definition(&pair.seller.definition)),
            book.cell(&bought),
            Cell::text(definition(&pair.buyer.definition)),
            book.cell(&gap),
            book.cell(&percent),
            left,
        ]);
    }
    let periods: Vec<String> = mirror.pairs.iter().map(|pair| pair.period.to_string()).collect();
    let title = finding(book, case, mirror, &name);
    Some(book.figure(Draft {
        id: id.to_owned(),
        title,
        measure: text!("{good} as {seller} and {buyer} record it", good = capital(&name)),
        unit: text!("million tonnes"),
        place: text!("{seller} to {buyer}"),
        period: text!(
            "{count} years and months between {first} and {last}",
            count = rows.len(),
            first = periods.iter().min()?,
            last = periods.iter().max()?
        ),
        chart: Chart::Ranges(Ranges { rows, unit: "Mt".to_owned(), reference: None }),
        table: Table {
            columns: vec![
                Column::text(text!("period")),
                Column::number(seller, "Mt"),
                Column::text(text!("counts")),
                Column::number(buyer, "Mt"),
                Column::text(text!("counts")),
                Column::number(text!("gap"), "Mt"),
                Column::number(text!("gap"), "%"),
                Column { name: text!("left after destination and timing"), unit: Some("Mt".to_owned()), numeric: true },
            ],
            rows: table_rows,
        },
        notes: vec![
            text!("Gap: the buyer's record minus the seller's. Left: the smallest gap that remains when the seller's record counts this buyer alone and goods may be under way for up to a month; 0 when timing explains it all. It holds if none of what was invoiced to others came to this buyer."),
        ],
        rows: Vec::new(),
    }))
}
