//! The tables of the network: places, links, what they could pass, on which days, and at what cost.

use super::Dated;
use crate::cell::words;
use crate::table::table;
use crate::value::date::When;
use crate::value::economy::Economy;
use crate::value::id::{LinkId, PlaceId, ProductId, RowId, SubjectId};
use crate::value::reading::{Amount, Latitude, Longitude};
use crate::value::stop::Stop;
use crate::value::unit::Unit;

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

impl Dated for Place {}
impl Dated for Link {}
impl Dated for Capacity {}
impl Dated for Rest {}
impl Dated for Cost {}
