//! Words of the case format as people read them: kinds, measures and stages, with spaces instead of underscores.

use ::words::{mark, tell};

/// All that faces show.
const WORDS: &[&str] = &[
    // Kinds of places.
    mark("mine"),
    mark("oilfield"),
    mark("crossing"),
    mark("terminal"),
    mark("junction"),
    mark("city"),
    mark("port"),
    mark("airport"),
    mark("market"),
    // Layers and stages of ways.
    mark("road"),
    mark("rail 1520"),
    mark("rail 1435"),
    mark("rail 1067"),
    mark("rail 1000"),
    mark("sea"),
    mark("air"),
    mark("pipeline"),
    mark("multimodal"),
    mark("transfer"),
    mark("existing"),
    mark("under construction"),
    mark("planned"),
    // Measures of capacity.
    mark("throughput"),
    mark("design"),
    mark("station"),
    mark("loading"),
    mark("lanes"),
    mark("working days"),
    mark("working hours"),
    mark("payload"),
    mark("trial"),
    // Measures of cost.
    mark("freight"),
    mark("tariff"),
    mark("handling"),
    mark("border fee"),
    mark("border cost"),
    mark("gauge change"),
    mark("transit time"),
    mark("waiting time"),
    mark("speed"),
    mark("speed with delay"),
    mark("container rental"),
    mark("corridor cost"),
    mark("capex"),
    mark("queue length"),
    // Measures of production and markets.
    mark("output"),
    mark("sales"),
    mark("export"),
    mark("design capacity"),
    mark("processing capacity"),
    mark("reserves"),
    mark("stock"),
    mark("price"),
    mark("demand share"),
    mark("demand"),
    mark("import"),
    // Kinds of events.
    mark("policy"),
    mark("infrastructure"),
    mark("border"),
    mark("diplomatic"),
    mark("legal"),
    mark("security"),
    // Kinds of decisions and assumptions.
    mark("contract"),
    mark("expansion"),
    mark("project"),
    mark("contract discount"),
    mark("shortfall penalty"),
    mark("mining cost"),
    mark("project interest"),
    mark("project life"),
    mark("buyer spread"),
    mark("route closure"),
    mark("route closure length"),
    mark("opening delay"),
    mark("waiting cost"),
    mark("stock cost"),
    // What a row rests on.
    mark("high"),
    mark("medium"),
    mark("low"),
    mark("sourced"),
    mark("derived"),
    mark("assumed"),
    mark("unverified"),
    mark("primary"),
    mark("reprint"),
    mark("secondary"),
    mark("own"),
    // The panel.
    mark("chair"),
    mark("speaker"),
    mark("online"),
    mark("in person"),
    mark("mixed"),
    // Units that are words.
    mark("day"),
    mark("week"),
    mark("month"),
    mark("year"),
    mark("truck"),
    mark("wagon"),
    mark("train"),
    mark("container"),
    mark("vehicle"),
    mark("lane"),
    mark("trip"),
    mark("event"),
    mark("complaint"),
    mark("ratio"),
];

/// A word of the case format, written with spaces, in the language in force; any other text as it is.
#[must_use]
pub fn told(word: &str) -> String {
    if WORDS.contains(&word) { tell(word).into_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use case::provenance::{Basis, Confidence, Origin};
    use case::settings::{Mode, Role};
    use case::tables::{
        AssumptionKind, CapacityMeasure, CostMeasure, DecisionKind, EventKind, Layer, MarketMeasure, PlaceKind,
        ProductionMeasure, Stage,
    };

    use super::WORDS;

    /// Every word of these choices.
    macro_rules! all {
        ($($Choice:ty),*) => {
            [$(<$Choice>::ALL.iter().map(|choice| choice.as_str()).collect::<Vec<_>>()),*].concat()
        };
    }

    #[test]
    fn every_choice_of_the_case_format_that_pages_show_is_a_word() {
        let shown = all!(
            PlaceKind,
            Layer,
            Stage,
            CapacityMeasure,
            CostMeasure,
            ProductionMeasure,
            MarketMeasure,
            EventKind,
            DecisionKind,
            AssumptionKind,
            Confidence,
            Basis,
            Origin,
            Mode,
            Role
        );
        let shown = shown.into_iter().map(|word| word.replace('_', " "));
        // Units of three letters and less are symbols; percent and person have words of their own.
        let units = case::value::unit::atoms().filter(|unit| unit.chars().all(|c| c.is_ascii_lowercase()));
        let units = units.filter(|unit| !["kg", "t", "kt", "mm", "m", "km", "h", "bbl", "kbbl"].contains(unit));
        let units = units.filter(|unit| !["percent", "person", "kperson", "count"].contains(unit)).map(str::to_owned);
        let known: BTreeSet<&str> = WORDS.iter().copied().collect();
        let missing: Vec<String> = shown.chain(units).filter(|word| !known.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert_eq!(known.len(), WORDS.len(), "a word stands twice");
    }
}
