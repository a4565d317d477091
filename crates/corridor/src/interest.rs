//! What money costs: interest on goods under way and on later sales.

use case::Case;
use case::entry::RowRef;
use case::tables::AssumptionKind;
use case::value::unit::Unit;

/// Yearly interest where a case gives none, as a fraction: an assumption of the method.
pub const INTEREST: f64 = 0.12;

/// Yearly interest, and the row that gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Interest {
    /// As a fraction: 0.12 is 12 %.
    pub yearly: f64,
    /// The row of the case; `None` where it has none and the method assumes one.
    pub row: Option<RowRef>,
}

impl Interest {
    /// The interest of a case that is asked of projects too, so that money has one price: its row for all subjects and
    /// goods, else [`INTEREST`].
    pub fn of(case: &Case) -> Self {
        let given = Unit::parse_plain("percent/year").and_then(|unit| {
            case.tables().assumptions.iter().find_map(|row| {
                let for_all = row.subject_id.is_none() && row.product_id.is_none();
                let fits = row.kind == AssumptionKind::ProjectInterest && for_all;
                let percent = row.value.value()? * row.unit.factor_to(&unit)?;
                (fits && percent >= 0.0).then(|| Self { yearly: percent / 100.0, row: Some(row.at.clone()) })
            })
        });
        given.unwrap_or(Self { yearly: INTEREST, row: None })
    }
}
