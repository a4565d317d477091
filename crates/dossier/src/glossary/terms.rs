//! The words of the field that pages may use. Each is told in two or three sentences, with its standard or paper.

use ::words::mark;

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
        mark("As of"),
        &[mark("as-of"), mark("day of the view"), mark("as-of date"), mark("as-of day")],
        mark(
            "The day from which everything is seen. A row that could be known only later is left out, so that the same dossier can be read as it would have stood on that day.",
        ),
    ),
    term(
        "vintage",
        mark("Vintage"),
        &[mark("vintages")],
        mark(
            "One edition of a figure. Offices revise what they printed, and another office may count the same thing otherwise; each edition is kept beside the others and named.",
        ),
    ),
    term(
        "hhi",
        mark("Herfindahl-Hirschman index"),
        &[mark("HHI")],
        mark(
            "The sum of the squared shares: 1 when one partner has all, near 0 when many have a little each (Hirschman 1945, Herfindahl 1950). The normalised form of UNCTAD runs from 0 to 1 whatever the number of partners.",
        ),
    ),
    term(
        "effective-number",
        mark("Effective number"),
        &[
            mark("effective number of partners"),
            mark("effective partners"),
            mark("effective buyers"),
            mark("effective number of buyers"),
        ],
        mark(
            "One over the Herfindahl-Hirschman index: how many partners of equal size would be as concentrated (Adelman 1969). A value near 1 means one buyer in all but name.",
        ),
    ),
    term(
        "mirror-statistics",
        mark("Mirror statistics"),
        &[mark("mirror comparison"), mark("mirror record"), mark("mirror records")],
        mark(
            "The same goods as the seller and the buyer record them. Gaps have innocent reasons first: price terms, goods under way, other definitions (UNSD, International Merchandise Trade Statistics: Compilers Manual, 2013, chapter 9).",
        ),
    ),
    term(
        "fob",
        mark("FOB"),
        &[mark("free on board")],
        mark(
            "Free on board: the value at the border of the seller, without the carriage beyond it. Exports are recorded so by international standard (UN, IMTS 2010).",
        ),
    ),
    term(
        "cif",
        mark("CIF"),
        &[mark("cost, insurance and freight")],
        mark(
            "Cost, insurance and freight: the value at the border of the buyer, carriage and insurance included. Imports are mostly recorded so, which alone makes a buyer's record larger than the seller's (UN, IMTS 2010).",
        ),
    ),
    term(
        "unit-value",
        mark("Unit value"),
        &[mark("unit values")],
        mark("Value over quantity. It moves with the price and with the mix of qualities, so it is not a price."),
    ),
    term(
        "hs",
        mark("Harmonized System"),
        &[mark("HS code"), mark("HS codes")],
        mark(
            "The list of goods by which customs count, kept by the World Customs Organization: 21 sections, two digits for a chapter, six for a good. A new revision may move a good from one code to another.",
        ),
    ),
    term(
        "preferred-source-rule",
        mark("Preferred-source rule"),
        &[mark("preferred source rule"), mark("rule of preference")],
        mark(
            "Which of several rows about one thing is used: higher confidence first, then a source closer to the origin of the figure, then one published later. The others stay and are shown.",
        ),
    ),
    term(
        "dry-port",
        mark("Dry port"),
        &[mark("dry ports"), mark("inland port")],
        mark(
            "A yard inland where goods are cleared and loaded as in a sea port (UN ESCAP, Intergovernmental Agreement on Dry Ports, 2013).",
        ),
    ),
    term(
        "transloading",
        mark("Transloading"),
        &[mark("transload"), mark("transloaded"), mark("transloading terminal")],
        mark(
            "Moving goods from one vehicle to another on the way: from lorry to train, or between trains of two gauges. It takes time and money and can be the narrowest place of a route.",
        ),
    ),
    term(
        "gauge",
        mark("Gauge"),
        &[mark("gauges"), mark("break of gauge"), mark("change of gauge")],
        mark(
            "The distance between the rails: 1,520 mm on the broad network of the former Soviet Union, 1,435 mm on the standard one. Where they meet, goods are moved or wagons get other wheels.",
        ),
    ),
    term(
        "throughput",
        mark("Throughput"),
        &[mark("throughputs")],
        mark(
            "What passes a gate or a network in a time. Here it is the optimum of a flow programme: what could leave, not what will.",
        ),
    ),
    term(
        "shadow-price",
        mark("Shadow price"),
        &[mark("dual value"), mark("dual values"), mark("shadow prices")],
        mark(
            "What one more unit of a limit is worth at the optimum: the change of the best result. It holds for small changes only; the page gives it for one unit more and one less.",
        ),
    ),
    term(
        "generalised-cost",
        mark("Generalised cost"),
        &[mark("generalised costs")],
        mark(
            "Money and time of a way in one figure: freight, fees and the worth of the hours under way. Ways are ranked by it.",
        ),
    ),
    term(
        "regime",
        mark("Regime"),
        &[mark("regimes")],
        mark(
            "What a gate was let pass in a span of days: open, limited to a count, or closed. Each begins with a dated row and holds until the next.",
        ),
    ),
    term(
        "hindcast",
        mark("Hindcast"),
        &[mark("hindcasts")],
        mark(
            "The model run over the past with what was known of gates and lines then, and held against what came. It never sees the series it is judged by.",
        ),
    ),
    term(
        "counterfactual",
        mark("Counterfactual"),
        &[mark("counterfactuals"), mark("what would have come")],
        mark(
            "What would have come without the event: a forecast from the months before it. It cannot be observed, so it has a band.",
        ),
    ),
    term(
        "band",
        mark("Band"),
        &[mark("bands"), mark("likely range"), mark("likely between")],
        mark(
            "A range in which the true value is believed to lie with a stated chance: 50, 80 or 95 %. A band of 95 % should miss once in twenty; how often it did is checked and shown.",
        ),
    ),
    term(
        "placebo",
        mark("Placebo window"),
        &[mark("placebo"), mark("placebo windows"), mark("placebos")],
        mark(
            "The same question asked at a date at which nothing happened. If the method finds effects there too, its bands are too narrow.",
        ),
    ),
    term(
        "fan-chart",
        mark("Fan chart"),
        &[mark("fan"), mark("fans")],
        mark(
            "A forecast drawn as bands that widen with time (Bank of England, Inflation Report, since 1996). The line is the median: half of what may come lies above it.",
        ),
    ),
    term(
        "quantile",
        mark("Quantile"),
        &[mark("quantiles")],
        mark("The value below which a stated part of what may come lies: a tenth lies below the quantile of 10 %."),
    ),
    term(
        "mase",
        mark("MASE"),
        &[mark("mean absolute scaled error"), mark("scaled error")],
        mark(
            "Mean absolute scaled error: the mean miss over the mean change from a year before. Below 1 is better than last year's value again (Hyndman and Koehler 2006).",
        ),
    ),
    term(
        "pinball",
        mark("Pinball loss"),
        &[mark("pinball"), mark("quantile score")],
        mark(
            "The score of a quantile: a miss costs more on the side on which it should be rare. Lower is better, and only honest quantiles do best (Koenker and Bassett 1978).",
        ),
    ),
    term(
        "crps",
        mark("CRPS"),
        &[mark("continuous ranked probability score")],
        mark(
            "Continuous ranked probability score: how far a whole distribution was from what came, in the unit of the figure; 0 is perfect (Gneiting and Raftery 2007).",
        ),
    ),
    term(
        "brier",
        mark("Brier score"),
        &[mark("brier")],
        mark(
            "The squared miss of a probability: 0 for certainty that was right, 1 for certainty that was wrong (Brier 1950).",
        ),
    ),
    term(
        "coverage",
        mark("Coverage"),
        &[mark("within 80 %"), mark("within 95 %"), mark("band held")],
        mark("How often a band held what came. Bands of 80 % should hold 80 of 100."),
    ),
    term(
        "skill",
        mark("Skill"),
        &[],
        mark("One less the loss over the loss of a naive rival: above 0 is better than the rival, below 0 worse."),
    ),
    term(
        "naive-rival",
        mark("Naive rival"),
        &[
            mark("last year's value again"),
            mark("seasonal naive"),
            mark("the same month a year before"),
            mark("naive rivals"),
        ],
        mark(
            "A forecast without thought, such as last year's value again. A method that does not beat it is of no use (Hyndman and Athanasopoulos 2021).",
        ),
    ),
    term(
        "calibration",
        mark("Calibration"),
        &[mark("statistical accuracy"), mark("calibrated")],
        mark(
            "Whether stated chances come true as often as stated. In the classical model: the probability that an expert whose quantiles are right would be off by as much.",
        ),
    ),
    term(
        "information-score",
        mark("Information score"),
        &[mark("information scores")],
        mark(
            "In the classical model: how much narrower an expert's answers are than the range of all answers. It counts only for those who are well calibrated.",
        ),
    ),
    term(
        "classical-model",
        mark("Classical model"),
        &[mark("classical, optimised"), mark("classical, global")],
        mark(
            "Experts are weighed by how well they answered questions whose answers the chair knew, and their answers pooled by these weights (Cooke 1991, Experts in Uncertainty).",
        ),
    ),
    term(
        "seed-question",
        mark("Seed question"),
        &[mark("seed questions"), mark("questions whose answer only the chair knew")],
        mark(
            "A question whose answer the chair knows and the experts do not. It shows how far their ranges can be trusted.",
        ),
    ),
    term(
        "equal-weights",
        mark("Equal weights"),
        &[],
        mark(
            "Every expert's answer counts the same. It is the rival that any other weights must beat on questions they have not seen.",
        ),
    ),
    term(
        "structural-model",
        mark("Structural model"),
        &[mark("structural models")],
        mark(
            "A series as the sum of a drifting level, a slope, a season and noise, each with a variance of its own (Harvey 1989; Durbin and Koopman 2012).",
        ),
    ),
    term(
        "cvar",
        mark("CVaR"),
        &[
            mark("conditional value at risk"),
            mark("worst 5 %"),
            mark("worst twentieth"),
            mark("worst futures"),
            mark("worst 5 % of futures"),
        ],
        mark(
            "Conditional value at risk: the mean of the worst part of what may come, here the worst 5 % unless stated otherwise (Rockafellar and Uryasev 2000).",
        ),
    ),
    term(
        "frontier",
        mark("Frontier"),
        &[mark("efficient frontier")],
        mark(
            "The plans that cannot be bettered on one side without loss on the other: more income in the mean only with worse futures (Markowitz 1952).",
        ),
    ),
    term(
        "recourse",
        mark("Recourse"),
        &[mark("two-stage")],
        mark(
            "What can still be done once the future is known: goods go another way, to another buyer, or on stock. A two-stage programme decides before and reacts after (Dantzig 1955).",
        ),
    ),
    term(
        "vss",
        mark("VSS"),
        &[mark("value of the stochastic solution")],
        mark(
            "Value of the stochastic solution: what planning for many futures earns above planning for their mean (Birge 1982).",
        ),
    ),
    term(
        "evpi",
        mark("EVPI"),
        &[mark("value of perfect information"), mark("knowing the future")],
        mark(
            "Expected value of perfect information: what knowing the future beforehand would add (Raiffa and Schlaifer 1961).",
        ),
    ),
    term(
        "bracket",
        mark("Bracket"),
        &[mark("brackets")],
        mark(
            "A proven range of an optimum: a plan that was found gives one end, a bound from duality the other. No plan does better than the upper end.",
        ),
    ),
    term(
        "scenario",
        mark("Scenario"),
        &[mark("scenarios"), mark("what-if question"), mark("what-if questions")],
        mark("A question of the kind “what if this gate were closed”. It says nothing about how likely that is."),
    ),
    term(
        "bootstrap",
        mark("Bootstrap"),
        &[mark("joint bootstrap")],
        mark(
            "Futures made by drawing recorded changes anew (Efron 1979). Drawn jointly, goods of one month stay together.",
        ),
    ),
    term(
        "one-sided-report",
        mark("One-sided report"),
        &[mark("one-sided reports"), mark("also reports"), mark("only the buyer reports")],
        mark("A flow that only one side records. There is nothing to compare it with, so no gap can be told."),
    ),
    term(
        "publication-lag",
        mark("Publication lag"),
        &[mark("publication lags")],
        mark(
            "The days between the end of a month or year and the day its figure is published. A figure counts as known from then on.",
        ),
    ),
    term(
        "landlocked",
        mark("Landlocked developing country"),
        &[mark("landlocked developing countries")],
        mark(
            "A country without a coast, on the list of the United Nations (UN-OHRLLS); there are 32. What it sells overseas has to pass a neighbour.",
        ),
    ),
];
