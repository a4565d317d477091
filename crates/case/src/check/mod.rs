//! Checks across rows and files, after every cell has been read.

mod choice;
mod dates;
mod decisions;
mod disagree;
mod documents;
mod keys;
mod network;
mod references;
mod rows;

use crate::diagnostic::Faults;
use crate::load::AllParsed;

pub(crate) use dates::published;
pub(crate) use disagree::{disagreements, unused_sources};

/// Runs every check that needs more than one cell.
pub(crate) fn all(parsed: &AllParsed<'_>, faults: &mut Faults) {
    let ids = references::Ids::collect(parsed);
    macro_rules! table {
        ($table:ident) => {
            keys::unique(&parsed.$table, faults);
            references::resolve(&parsed.$table, &ids, faults);
        };
    }
    macro_rules! facts {
        ($table:ident, $lag:expr) => {
            table!($table);
            dates::known_on(&parsed.$table, $lag, faults);
        };
    }
    table!(sources);
    facts!(places, |_| None);
    facts!(links, |_| None);
    facts!(capacities, |_| None);
    facts!(calendar, |_| None);
    facts!(costs, |_| None);
    facts!(products, |_| None);
    facts!(production, |_| None);
    facts!(markets, |_| None);
    facts!(buyers, |_| None);
    facts!(decisions, |_| None);
    facts!(assumptions, |_| None);
    facts!(series, |_| None);
    facts!(events, |_| None);
    facts!(judgements, |_| None);
    let lags = dates::lags(&parsed.series);
    facts!(observations, |row: &crate::tables::Observation| lags.get(&row.series_id).copied());
    facts!(trade, |row: &crate::tables::TradeFlow| Some(row.lag_days));

    rows::capacities(&parsed.capacities, faults);
    rows::ranges(parsed, faults);
    rows::spans(parsed, faults);
    rows::links(&parsed.links, faults);
    network::check(parsed, faults);
    rows::products(&parsed.products, faults);
    rows::trade_units(&parsed.trade, &parsed.products, faults);
    choice::check(parsed, &ids, faults);
    documents::check(parsed, &ids, faults);
}
