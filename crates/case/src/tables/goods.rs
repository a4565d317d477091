//! The tables of goods: what they are, what is made of them, what buyers pay.

use super::Dated;
use crate::cell::words;
use crate::table::table;
use crate::value::date::Date;
use crate::value::hs::{HsCode, HsRevision};
use crate::value::id::{PlaceId, ProductId, RowId, SubjectId};
use crate::value::period::Period;
use crate::value::reading::Amount;
use crate::value::unit::Unit;

words! {
    /// What a product is.
    pub enum ProductKind {
        /// a good
        Commodity = "commodity",
        /// a section or chapter group of the Harmonized System
        Section = "section",
        /// all goods together
        Total = "total",
    }
}

table! {
    /// The goods of the case, with their codes. One product must be of the kind `total`.
    pub struct Product in "products.csv", key [product_id], defines product_id {
        /// id
        product_id: ProductId = "total",
        /// name as readers see it
        name: String = "All goods",
        /// what it is
        kind: ProductKind = "total",
        /// edition of the Harmonized System
        hs_revision: HsRevision = "not_stated",
        /// its codes
        hs_codes: Vec<HsCode> = "",
        /// unit of its quantities
        unit: Unit = "t",
        /// the product it is a part of
        part_of: Option<ProductId> = "",
    }
}

words! {
    /// What a production row measures.
    pub enum ProductionMeasure {
        /// what was produced
        Output = "output",
        /// what was sold
        Sales = "sales",
        /// what was exported
        Export = "export",
        /// what the mine was designed for
        DesignCapacity = "design_capacity",
        /// what a plant can process
        ProcessingCapacity = "processing_capacity",
        /// what lies in the ground
        Reserves = "reserves",
        /// what lies on stock
        Stock = "stock",
    }
}

table! {
    /// What mines and fields hold, make and sell.
    pub struct Production in "production.csv", key [production_id], defines production_id {
        /// id
        production_id: RowId = "example_output",
        /// the mine or field
        place_id: PlaceId = "example_gate",
        /// the good
        product_id: ProductId = "total",
        /// what is measured
        measure: ProductionMeasure = "output",
        /// the time it covers
        period: Period = "2019",
        /// the figure, or the lower one of a range
        value: Amount = "1000",
        /// the higher one of a range
        value_high: Amount = "",
        /// unit
        unit: Unit = "t",
    }
}

words! {
    /// What a market row measures.
    pub enum MarketMeasure {
        /// price
        Price = "price",
        /// part of the buyers' demand
        DemandShare = "demand_share",
        /// what is bought in all
        Demand = "demand",
        /// what is imported
        Import = "import",
    }
}

words! {
    /// Where a price holds.
    pub enum Terms {
        /// at the mine
        MineGate = "mine_gate",
        /// at the border
        Border = "border",
        /// delivered to the buyer
        Delivered = "delivered",
        /// a benchmark elsewhere
        Benchmark = "benchmark",
        /// at an auction
        Auction = "auction",
    }
}

table! {
    /// What buyers pay and take.
    pub struct Market in "markets.csv", key [market_id], defines market_id {
        /// id
        market_id: RowId = "example_price",
        /// the place, link or economy
        subject_id: SubjectId = "example_gate",
        /// the good
        product_id: ProductId = "total",
        /// what is measured
        measure: MarketMeasure = "price",
        /// where the price holds
        terms: Option<Terms> = "border",
        /// the time it covers
        period: Period = "2019",
        /// the figure, or the lower one of a range
        value: Amount = "50",
        /// the higher one of a range
        value_high: Amount = "",
        /// unit
        unit: Unit = "USD/t",
    }
}

impl Dated for Product {}
impl Dated for Production {}

impl Dated for Market {
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        Some((self.period.last_day(), None))
    }
}
