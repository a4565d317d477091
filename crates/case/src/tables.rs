//! The tables of a case: what each row says.

mod choice;

use crate::cell::words;
use crate::provenance::Origin;
use crate::table::table;
use crate::value::date::{Date, When};
use crate::value::economy::{Economy, Partner};
use crate::value::hs::{HsCode, HsRevision};
use crate::value::id::{EpisodeId, LinkId, PlaceId, ProductId, RowId, SeriesId, SourceId, SubjectId, VintageId};
use crate::value::period::Period;
use crate::value::reading::{Amount, Latitude, Longitude, Reading};
use crate::value::stop::Stop;
use crate::value::unit::Unit;

pub use choice::{Assumption, AssumptionKind, Buyer, Decision, DecisionKind};

table! {
    /// The publications that rows cite.
    pub struct Source in "sources.csv", key [source_id], defines source_id, provenance false {
        /// id that rows cite
        source_id: SourceId = "example_source",
        /// title of the publication or table
        title: String = "Example: replace this row by your first source",
        /// who published it
        publisher: Option<String> = "",
        /// where it can be read
        url: Option<String> = "",
        /// when it was published, as precisely as it says
        published: Option<When> = "2020",
        /// how close it stands to the origin of its facts
        origin: Origin = "own",
        /// licence or terms, where known
        licence: Option<String> = "",
        /// anything a reader should know
        note: Option<String> = "",
    }
}

words! {
    /// What a place is.
    pub enum PlaceKind {
        /// mine
        Mine = "mine",
        /// oil or gas field
        Oilfield = "oilfield",
        /// border crossing
        Crossing = "crossing",
        /// yard, dry port or transshipment terminal
        Terminal = "terminal",
        /// railway or road junction
        Junction = "junction",
        /// city or town
        City = "city",
        /// sea port
        Port = "port",
        /// airport
        Airport = "airport",
        /// place where goods are bought or used
        Market = "market",
    }
}

table! {
    /// Mines, crossings, cities, ports and markets. Several sources may place the same place.
    pub struct Place in "places.csv", key [place_id, source_id], defines place_id {
        /// id
        place_id: PlaceId = "example_gate",
        /// name as readers see it
        name: String = "Example gate",
        /// what it is
        kind: PlaceKind = "crossing",
        /// the economy it lies in
        economy: Economy = "{economy}",
        /// latitude
        lat: Option<Latitude> = "",
        /// longitude
        lon: Option<Longitude> = "",
    }
}

words! {
    /// Mode and gauge of a link: goods change layer only at a transfer.
    pub enum Layer {
        /// road
        Road = "road",
        /// railway of 1,520 mm gauge
        Rail1520 = "rail_1520",
        /// railway of 1,435 mm gauge
        Rail1435 = "rail_1435",
        /// railway of 1,067 mm gauge
        Rail1067 = "rail_1067",
        /// railway of 1,000 mm gauge
        Rail1000 = "rail_1000",
        /// sea or inland water
        Sea = "sea",
        /// air
        Air = "air",
        /// pipeline
        Pipeline = "pipeline",
        /// a chain of several modes known only as a whole
        Multimodal = "multimodal",
        /// change of mode or gauge inside one place
        Transfer = "transfer",
    }
}

words! {
    /// How goods change from one layer to another.
    pub enum TransferKind {
        /// the wagon changes its bogies
        GaugeChangeBogie = "gauge_change_bogie",
        /// goods are reloaded between wagons of two gauges
        GaugeChangeTransship = "gauge_change_transship",
        /// between road and rail
        RoadRail = "road_rail",
        /// between rail and ship
        RailSea = "rail_sea",
        /// into or out of containers
        ContainerStuffing = "container_stuffing",
        /// papers and checks alone
        BorderFormalities = "border_formalities",
    }
}

words! {
    /// How far a link has come.
    pub enum Stage {
        /// carries, or could carry, goods
        Existing = "existing",
        /// being built
        UnderConstruction = "under_construction",
        /// planned
        Planned = "planned",
    }
}

table! {
    /// Rail lines, roads and other ways between two places. Several sources may describe one link; they must agree on its ends and layer.
    pub struct Link in "links.csv", key [link_id, source_id, known_on], defines link_id {
        /// id
        link_id: LinkId = "example_road",
        /// name as readers see it
        name: String = "Example road",
        /// one end
        from_place: PlaceId = "example_gate",
        /// the other end
        to_place: PlaceId = "example_gate",
        /// mode and gauge
        layer: Layer = "road",
        /// how far it has come
        stage: Stage = "existing",
        /// when it opened
        opened_on: Option<When> = "",
        /// length, km
        length_km: Amount = "100",
        /// places on the way where goods can join and leave, in order from `from_place`
        via: Vec<Stop> = "",
        /// the crossing whose gate it passes, where that is neither of its ends
        crossing_id: Option<PlaceId> = "",
        /// for a transfer: how goods change layer; one direction a row, `from_place` and `to_place` may be one place
        transfer: Option<TransferKind> = "",
        /// for a transfer: the layer on which goods arrive
        from_layer: Option<Layer> = "",
        /// for a transfer: the layer on which goods leave
        to_layer: Option<Layer> = "",
    }
}

words! {
    /// What a capacity row measures.
    pub enum CapacityMeasure {
        /// what was let pass or counted
        Throughput = "throughput",
        /// what a terminal can handle
        Terminal = "terminal",
        /// what the line or gate was designed for
        Design = "design",
        /// what a station can pass
        Station = "station",
        /// what can be loaded
        Loading = "loading",
        /// lanes or gates
        Lanes = "lanes",
        /// days on which it works
        WorkingDays = "working_days",
        /// hours a day in which it works, for counts by the hour
        WorkingHours = "working_hours",
        /// what one vehicle carries
        Payload = "payload",
        /// a trial or one-off
        Trial = "trial",
    }
}

words! {
    /// State of a gate or line.
    pub enum RegimeStatus {
        /// works
        Open = "open",
        /// works under a limit
        Limited = "limited",
        /// lets nothing pass
        Closed = "closed",
    }
}

words! {
    /// How a value goes on until the next row of the same subject, measure and product.
    pub enum Interpolation {
        /// it holds until the day of the next row
        Step = "step",
        /// it moves in a straight line to the value of the next row; a row without a value begins at zero
        Linear = "linear",
    }
}

table! {
    /// What a link or crossing could pass, or was let pass, from a day on. The last row before a day holds on that day.
    pub struct Capacity in "capacities.csv", key [capacity_id], defines capacity_id {
        /// id
        capacity_id: RowId = "example_gate_trucks",
        /// the place or link
        subject_id: SubjectId = "example_gate",
        /// what is measured
        measure: CapacityMeasure = "throughput",
        /// the good, where it is for one; empty for all goods
        product_id: Option<ProductId> = "",
        /// open, limited or closed
        status: RegimeStatus = "open",
        /// the figure, or the lower one of a range
        value: Amount = "100",
        /// the higher one of a range
        value_high: Amount = "",
        /// unit
        unit: Option<Unit> = "truck/day",
        /// from when it holds
        valid_from: When = "2020-01-01",
        /// until when, where an end was known
        valid_to: Option<When> = "",
        /// how the value goes on until the next row; empty is `step`
        interpolation: Option<Interpolation> = "",
    }
}

words! {
    /// Which days of a span a row of a calendar means.
    pub enum Weekday {
        /// every day
        Every = "every",
        /// Mondays
        Monday = "monday",
        /// Tuesdays
        Tuesday = "tuesday",
        /// Wednesdays
        Wednesday = "wednesday",
        /// Thursdays
        Thursday = "thursday",
        /// Fridays
        Friday = "friday",
        /// Saturdays
        Saturday = "saturday",
        /// Sundays
        Sunday = "sunday",
    }
}

table! {
    /// Days on which crossings and lines rest: weekly rest and holidays. Where rows overlap, the smallest `open` holds.
    pub struct Rest in "calendar.csv", key [calendar_id], defines calendar_id {
        /// id
        calendar_id: RowId = "example_holiday",
        /// the place, link or economy that rests; an economy is all its crossings
        subject_id: SubjectId = "example_gate",
        /// the mode that rests, where it is one
        mode: Option<TransportMode> = "road",
        /// which days of the span
        days: Weekday = "every",
        /// first day
        valid_from: When = "2020-01-01",
        /// last day; empty when there is no end
        valid_to: Option<When> = "2020-01-01",
        /// the part of a full day that is worked, 0 to 1
        open: Amount = "0",
    }
}

words! {
    /// What a cost row measures.
    pub enum CostMeasure {
        /// price of carriage
        Freight = "freight",
        /// published tariff, or the claim of one
        Tariff = "tariff",
        /// loading, unloading, transshipment
        Handling = "handling",
        /// fee raised at the border
        BorderFee = "border_fee",
        /// all that crossing the border costs
        BorderCost = "border_cost",
        /// change of gauge
        GaugeChange = "gauge_change",
        /// time from end to end
        TransitTime = "transit_time",
        /// time at the border
        WaitingTime = "waiting_time",
        /// speed without delay: kilometres over moving hours, CAREC's SWOD
        Speed = "speed",
        /// speed with delay: kilometres over all hours, CAREC's SWD
        SpeedWithDelay = "speed_with_delay",
        /// rent of a container
        ContainerRental = "container_rental",
        /// cost along a corridor, CAREC's TFI3
        CorridorCost = "corridor_cost",
        /// cost of building
        Capex = "capex",
        /// length of the queue
        QueueLength = "queue_length",
    }
}

words! {
    /// Mode of transport.
    pub enum TransportMode {
        /// road
        Road = "road",
        /// rail
        Rail = "rail",
        /// sea
        Sea = "sea",
        /// air
        Air = "air",
        /// several
        Multimodal = "multimodal",
    }
}

table! {
    /// Money and time that moving goods takes.
    pub struct Cost in "costs.csv", key [cost_id], defines cost_id {
        /// id
        cost_id: RowId = "example_road_freight",
        /// the place, link or economy
        subject_id: SubjectId = "example_road",
        /// what is measured
        measure: CostMeasure = "freight",
        /// mode of transport
        mode: Option<TransportMode> = "road",
        /// the good, where it is for one
        product_id: Option<ProductId> = "",
        /// the figure, or the lower one of a range
        value: Amount = "20",
        /// the higher one of a range
        value_high: Amount = "",
        /// unit
        unit: Unit = "USD/t",
        /// from when it holds
        valid_from: When = "2020-01-01",
        /// until when
        valid_to: Option<When> = "",
    }
}

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

words! {
    /// How often a series is measured.
    pub enum Frequency {
        /// every day
        Daily = "daily",
        /// every month
        Monthly = "monthly",
        /// every quarter
        Quarterly = "quarterly",
        /// every year
        Annual = "annual",
        /// now and then
        Irregular = "irregular",
    }
}

table! {
    /// What is measured over time; the figures stand in observations.csv.
    pub struct Series in "series.csv", key [series_id], defines series_id {
        /// id
        series_id: SeriesId = "example_series",
        /// name as readers see it
        name: String = "Example series",
        /// unit of its observations
        unit: Unit = "count",
        /// how often it is measured
        frequency: Frequency = "annual",
        /// the place, link or economy
        subject_id: SubjectId = "{economy}",
        /// the good, where it is about one
        product_id: Option<ProductId> = "",
        /// who measured it
        reporter: String = "Example office",
        /// what is counted
        definition: String = "what is counted, and what is not",
        /// days from the end of a period to its publication
        publication_lag_days: u32 = "30",
    }
}

table! {
    /// The figures of the series.
    pub struct Observation in "observations.csv", key [series_id, period, source_id] {
        /// the series
        series_id: SeriesId = "example_series",
        /// the time it covers
        period: Period = "2019",
        /// the figure, or the lower one of a range
        value: Reading = "1",
        /// the higher one of a range
        value_high: Reading = "",
    }
}

words! {
    /// Direction of a flow, seen from the reporter.
    pub enum Flow {
        /// goods leave the reporter
        Export = "export",
        /// goods enter the reporter
        Import = "import",
    }
}

words! {
    /// What of a flow is measured.
    pub enum FlowMeasure {
        /// its value in money
        Value = "value",
        /// its quantity
        Quantity = "quantity",
    }
}

words! {
    /// How a flow is valued.
    pub enum Valuation {
        /// free on board, at the reporter's border
        Fob = "fob",
        /// with insurance and freight
        Cif = "cif",
        /// the source does not say
        NotStated = "not_stated",
        /// quantities have no valuation
        NotApplicable = "not_applicable",
    }
}

table! {
    /// Trade as reported by either side. Rows that differ in vintage or source stand side by side.
    pub struct TradeFlow in "trade.csv", key [reporter, partner, flow, product_id, period, measure, vintage, source_id] {
        /// who reports
        reporter: Economy = "{economy}",
        /// the other side
        partner: Partner = "WLD",
        /// direction, seen from the reporter
        flow: Flow = "export",
        /// the good
        product_id: ProductId = "total",
        /// the time it covers
        period: Period = "2019",
        /// value or quantity
        measure: FlowMeasure = "value",
        /// the figure
        value: Amount = "100",
        /// unit
        unit: Unit = "MUSD",
        /// how it is valued
        valuation: Valuation = "not_stated",
        /// the vintage, declared in case.toml
        vintage: VintageId = "first",
        /// what is counted
        definition: Option<String> = "",
        /// days from the end of the period to publication
        lag_days: u32 = "30",
    }
}

words! {
    /// What kind of event it was.
    pub enum EventKind {
        /// a government's policy or measure
        Policy = "policy",
        /// lines, terminals, roads
        Infrastructure = "infrastructure",
        /// crossings opened, limited or closed
        Border = "border",
        /// prices, demand, contracts
        Market = "market",
        /// visits, talks, agreements between states
        Diplomatic = "diplomatic",
        /// courts, inquiries, laws
        Legal = "legal",
        /// protest, strike, accident
        Security = "security",
    }
}

table! {
    /// Dated events.
    pub struct Event in "events.csv", key [event_id], defines event_id {
        /// id
        event_id: RowId = "example_event",
        /// the story it belongs to
        episode: Option<EpisodeId> = "",
        /// what kind of event it was
        kind: EventKind = "border",
        /// what happened, in a few words
        title: String = "An example event",
        /// when it began, as precisely as it is known
        starts_on: When = "2020-01-01",
        /// when it ended, if it lasted
        ends_on: Option<When> = "",
        /// what happened, in one or two sentences
        summary: String = "What happened, in one or two sentences.",
        /// the places, links and economies it touched
        subjects: Vec<SubjectId> = "{economy}",
        /// what the figure measures
        effect: Option<String> = "",
        /// the figure, or the lower one of a range
        value: Reading = "",
        /// the higher one of a range
        value_high: Reading = "",
        /// unit of the figure
        unit: Option<Unit> = "",
    }
}

words! {
    /// How a judged value is meant.
    pub enum Relation {
        /// exactly
        Equal = "equal",
        /// this much or more
        AtLeast = "at_least",
        /// more than this
        Above = "above",
        /// about this much
        About = "about",
    }
}

table! {
    /// Forecasts and targets of named institutions, with the day they were made.
    pub struct Judgement in "judgements/", key [judgement_id], defines judgement_id {
        /// id
        judgement_id: RowId = "example_forecast",
        /// what is forecast
        target: String = "Example target",
        /// the time it is for
        period: Period = "2021",
        /// who made it
        forecaster: String = "Example institution",
        /// when it was made
        made_on: When = "2020-01-01",
        /// how the value is meant
        relation: Relation = "equal",
        /// the figure, or the lower one of a range
        value: Reading = "1",
        /// the higher one of a range
        value_high: Reading = "",
        /// unit
        unit: Unit = "percent",
    }
}

/// A day that a row of a table measures up to, and the lag after which it is published: what `known_on` follows from.
pub(crate) trait Dated {
    /// The last day of the period measured, and the publication lag in days when the table has one.
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        None
    }
}

impl Dated for Place {}
impl Dated for Link {}
impl Dated for Capacity {}
impl Dated for Rest {}
impl Dated for Cost {}
impl Dated for Product {}
impl Dated for Series {}
impl Dated for Event {}
impl Dated for Judgement {}
impl Dated for Market {
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        Some((self.period.last_day(), None))
    }
}
impl Dated for Production {}
impl Dated for Observation {
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        Some((self.period.last_day(), None))
    }
}
impl Dated for TradeFlow {
    fn measured_to(&self) -> Option<(Date, Option<u32>)> {
        Some((self.period.last_day(), Some(self.lag_days)))
    }
}
