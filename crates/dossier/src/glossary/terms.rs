//! The words of the field that pages may use. Each is told in two or three sentences, with its standard or paper.

/// A term before it is looked for.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) text: &'static str,
}

const fn term(id: &'static str, name: &'static str, aliases: &'static [&'static str], text: &'static str) -> Known {
    Known { id, name, aliases, text }
}

/// All terms.
pub(super) const TERMS: &[Known] = &[
    term(
        "as-of",
        "As of",
        &["as-of", "day of the view", "as-of date", "as-of day"],
        "The day from which everything is seen. A row that could be known only later is left out, so that the same dossier can be read as it would have stood on that day.",
    ),
    term(
        "vintage",
        "Vintage",
        &["vintages"],
        "One edition of a figure. Offices revise what they printed, and another office may count the same thing otherwise; each edition is kept beside the others and named.",
    ),
    term(
        "hhi",
        "Herfindahl-Hirschman index",
        &["HHI"],
        "The sum of the squared shares: 1 when one partner has all, near 0 when many have a little each (Hirschman 1945, Herfindahl 1950). The normalised form of UNCTAD runs from 0 to 1 whatever the number of partners.",
    ),
    term(
        "effective-number",
        "Effective number",
        &["effective number of partners", "effective partners", "effective buyers", "effective number of buyers"],
        "One over the Herfindahl-Hirschman index: how many partners of equal size would be as concentrated (Adelman 1969). A value near 1 means one buyer in all but name.",
    ),
    term(
        "mirror-statistics",
        "Mirror statistics",
        &["mirror comparison", "mirror record", "mirror records"],
        "The same goods as the seller and the buyer record them. Gaps have innocent reasons first: price terms, goods under way, other definitions (UNSD, International Merchandise Trade Statistics: Compilers Manual, 2013, chapter 9).",
    ),
    term(
        "fob",
        "FOB",
        &["free on board"],
        "Free on board: the value at the border of the seller, without the carriage beyond it. Exports are recorded so by international standard (UN, IMTS 2010).",
    ),
    term(
        "cif",
        "CIF",
        &["cost, insurance and freight"],
        "Cost, insurance and freight: the value at the border of the buyer, carriage and insurance included. Imports are mostly recorded so, which alone makes a buyer's record larger than the seller's (UN, IMTS 2010).",
    ),
    term(
        "unit-value",
        "Unit value",
        &["unit values"],
        "Value over quantity. It moves with the price and with the mix of qualities, so it is not a price.",
    ),
    term(
        "hs",
        "Harmonized System",
        &["HS code", "HS codes"],
        "The list of goods by which customs count, kept by the World Customs Organization: 21 sections, two digits for a chapter, six for a good. A new revision may move a good from one code to another.",
    ),
    term(
        "preferred-source-rule",
        "Preferred-source rule",
        &["preferred source rule", "rule of preference"],
        "Which of several rows about one thing is used: higher confidence first, then a source closer to the origin of the figure, then one published later. The others stay and are shown.",
    ),
    term(
        "dry-port",
        "Dry port",
        &["dry ports", "inland port"],
        "A yard inland where goods are cleared and loaded as in a sea port (UN ESCAP, Intergovernmental Agreement on Dry Ports, 2013).",
    ),
    term(
        "transloading",
        "Transloading",
        &["transload", "transloaded", "transloading terminal"],
        "Moving goods from one vehicle to another on the way: from lorry to train, or between trains of two gauges. It takes time and money and can be the narrowest place of a route.",
    ),
    term(
        "gauge",
        "Gauge",
        &["gauges", "break of gauge", "change of gauge"],
        "The distance between the rails: 1,520 mm on the broad network of the former Soviet Union, 1,435 mm on the standard one. Where they meet, goods are moved or wagons get other wheels.",
    ),
    term(
        "throughput",
        "Throughput",
        &["throughputs"],
        "What passes a gate or a network in a time. Here it is the optimum of a flow programme: what could leave, not what will.",
    ),
    term(
        "shadow-price",
        "Shadow price",
        &["dual value", "dual values", "shadow prices"],
        "What one more unit of a limit is worth at the optimum: the change of the best result. It holds for small changes only; the page gives it for one unit more and one less.",
    ),
    term(
        "generalised-cost",
        "Generalised cost",
        &["generalised costs"],
        "Money and time of a way in one figure: freight, fees and the worth of the hours under way. Ways are ranked by it.",
    ),
    term(
        "regime",
        "Regime",
        &["regimes"],
        "What a gate was let pass in a span of days: open, limited to a count, or closed. Each begins with a dated row and holds until the next.",
    ),
    term(
        "hindcast",
        "Hindcast",
        &["hindcasts"],
        "The model run over the past with what was known of gates and lines then, and held against what came. It never sees the series it is judged by.",
    ),
    term(
        "counterfactual",
        "Counterfactual",
        &["counterfactuals", "what would have come"],
        "What would have come without the event: a forecast from the months before it. It cannot be observed, so it has a band.",
    ),
    term(
        "band",
        "Band",
        &["bands", "likely range", "likely between"],
        "A range in which the true value is believed to lie with a stated chance: 50, 80 or 95 %. A band of 95 % should miss once in twenty; how often it did is checked and shown.",
    ),
    term(
        "placebo",
        "Placebo window",
        &["placebo", "placebo windows", "placebos"],
        "The same question asked at a date at which nothing happened. If the method finds effects there too, its bands are too narrow.",
    ),
    term(
        "fan-chart",
        "Fan chart",
        &["fan", "fans"],
        "A forecast drawn as bands that widen with time (Bank of England, Inflation Report, since 1996). The line is the median: half of what may come lies above it.",
    ),
    term(
        "quantile",
        "Quantile",
        &["quantiles"],
        "The value below which a stated part of what may come lies: a tenth lies below the quantile of 10 %.",
    ),
    term(
        "mase",
        "MASE",
        &["mean absolute scaled error", "scaled error"],
        "Mean absolute scaled error: the mean miss over the mean change from a year before. Below 1 is better than last year's value again (Hyndman and Koehler 2006).",
    ),
    term(
        "pinball",
        "Pinball loss",
        &["pinball", "quantile score"],
        "The score of a quantile: a miss costs more on the side on which it should be rare. Lower is better, and only honest quantiles do best (Koenker and Bassett 1978).",
    ),
    term(
        "crps",
        "CRPS",
        &["continuous ranked probability score"],
        "Continuous ranked probability score: how far a whole distribution was from what came, in the unit of the figure; 0 is perfect (Gneiting and Raftery 2007).",
    ),
    term(
        "brier",
        "Brier score",
        &["brier"],
        "The squared miss of a probability: 0 for certainty that was right, 1 for certainty that was wrong (Brier 1950).",
    ),
    term(
        "coverage",
        "Coverage",
        &["within 80 %", "within 95 %", "band held"],
        "How often a band held what came. Bands of 80 % should hold 80 of 100.",
    ),
    term(
        "skill",
        "Skill",
        &[],
        "One less the loss over the loss of a naive rival: above 0 is better than the rival, below 0 worse.",
    ),
    term(
        "naive-rival",
        "Naive rival",
        &["last year's value again", "seasonal naive", "the same month a year before", "naive rivals"],
        "A forecast without thought, such as last year's value again. A method that does not beat it is of no use (Hyndman and Athanasopoulos 2021).",
    ),
    term(
        "calibration",
        "Calibration",
        &["statistical accuracy", "calibrated"],
        "Whether stated chances come true as often as stated. In the classical model: the probability that an expert whose quantiles are right would be off by as much.",
    ),
    term(
        "information-score",
        "Information score",
        &["information scores"],
        "In the classical model: how much narrower an expert's answers are than the range of all answers. It counts only for those who are well calibrated.",
    ),
    term(
        "classical-model",
        "Classical model",
        &["classical, optimised", "classical, global"],
        "Experts are weighed by how well they answered questions whose answers the chair knew, and their answers pooled by these weights (Cooke 1991, Experts in Uncertainty).",
    ),
    term(
        "seed-question",
        "Seed question",
        &["seed questions", "questions whose answer only the chair knew"],
        "A question whose answer the chair knows and the experts do not. It shows how far their ranges can be trusted.",
    ),
    term(
        "equal-weights",
        "Equal weights",
        &[],
        "Every expert's answer counts the same. It is the rival that any other weights must beat on questions they have not seen.",
    ),
    term(
        "structural-model",
        "Structural model",
        &["structural models"],
        "A series as the sum of a drifting level, a slope, a season and noise, each with a variance of its own (Harvey 1989; Durbin and Koopman 2012).",
    ),
    term(
        "cvar",
        "CVaR",
        &["conditional value at risk", "worst 5 %", "worst twentieth", "worst futures", "worst 5 % of futures"],
        "Conditional value at risk: the mean of the worst part of what may come, here the worst 5 % unless stated otherwise (Rockafellar and Uryasev 2000).",
    ),
    term(
        "frontier",
        "Frontier",
        &["efficient frontier"],
        "The plans that cannot be bettered on one side without loss on the other: more income in the mean only with worse futures (Markowitz 1952).",
    ),
    term(
        "recourse",
        "Recourse",
        &["two-stage"],
        "What can still be done once the future is known: goods go another way, to another buyer, or on stock. A two-stage programme decides before and reacts after (Dantzig 1955).",
    ),
    term(
        "vss",
        "VSS",
        &["value of the stochastic solution"],
        "Value of the stochastic solution: what planning for many futures earns above planning for their mean (Birge 1982).",
    ),
    term(
        "evpi",
        "EVPI",
        &["value of perfect information", "knowing the future"],
        "Expected value of perfect information: what knowing the future beforehand would add (Raiffa and Schlaifer 1961).",
    ),
    term(
        "bracket",
        "Bracket",
        &["brackets"],
        "A proven range of an optimum: a plan that was found gives one end, a bound from duality the other. No plan does better than the upper end.",
    ),
    term(
        "scenario",
        "Scenario",
        &["scenarios", "what-if question", "what-if questions"],
        "A question of the kind “what if this gate were closed”. It says nothing about how likely that is.",
    ),
    term(
        "bootstrap",
        "Bootstrap",
        &["joint bootstrap"],
        "Futures made by drawing recorded changes anew (Efron 1979). Drawn jointly, goods of one month stay together.",
    ),
    term(
        "one-sided-report",
        "One-sided report",
        &["one-sided reports", "also reports", "only the buyer reports"],
        "A flow that only one side records. There is nothing to compare it with, so no gap can be told.",
    ),
    term(
        "publication-lag",
        "Publication lag",
        &["publication lags"],
        "The days between the end of a month or year and the day its figure is published. A figure counts as known from then on.",
    ),
    term(
        "landlocked",
        "Landlocked developing country",
        &["landlocked developing countries"],
        "A country without a coast, on the list of the United Nations (UN-OHRLLS); there are 32. What it sells overseas has to pass a neighbour.",
    ),
];
