//! What is computed of what may come: forecasts, judgement, futures, the balance.

use ::words::mark;

use super::Estimator;

pub(super) const FOUND: &[Estimator] = &[
    Estimator {
        id: "forecasts",
        title: mark("Forecasts"),
        asks: mark("what may a series come to, month by month and over a year?"),
        computes: mark(
            "Five voices give quantiles: a structural model, a seasonal decomposition with exponential smoothing, their average, a blend, and last year's value again. The blend is shown, the others are scored beside it. Years are summed path by path, so that months which hang together stay together.",
        ),
        rule: mark(
            "blend = median of the decomposition, as wide as it and the structural model on average; scored at earlier dates by pinball loss, MASE and coverage.",
        ),
        assumes: mark(
            "that the future is like the recorded past; an event that is named may be taken out first and is not expected again.",
        ),
        cannot: mark("anything without history: a line that opens, a rule that changes."),
        source: mark(
            "Durbin and Koopman 2012; Bandara, Hyndman and Bergmeir 2021; Hyndman and Khandakar 2008; Gneiting and Raftery 2007; Clark et al. 2004.",
        ),
        used: &[("outlook", "forecast-of-")],
    },
    Estimator {
        id: "passage",
        title: mark("Passage through the gates"),
        asks: mark("how much of what wants to cross the border may pass?"),
        computes: mark(
            "The structural model's paths of demand are held month by month against the most that can leave. What does not pass waits, and part of it still wants to pass a month later. A month that passed all the gate could counts as demand of at least that.",
        ),
        rule: mark(
            "q = D + k B; T = min(q, K); B = q - T, with demand D, capacity K, queue B, and the part k of the queue that waits on.",
        ),
        assumes: mark("that gates stay as they are on the day of the view, and that half of a queue waits on."),
        cannot: mark("what a wider gate would draw that was never asked for before."),
        source: mark("Tobin 1958; Tanner and Wong 1987."),
        used: &[("outlook", "-passage")],
    },
    Estimator {
        id: "judgement",
        title: mark("Judgement of experts"),
        asks: mark("what do people who know the matter expect, and how far can they be trusted?"),
        computes: mark(
            "Members give quantiles to the same questions, alone. Questions whose answers the chair knows show who is well calibrated and who is narrow. Answers are pooled with equal weights, and with those of the classical model; both stand side by side, also on questions left out in turn.",
        ),
        rule: mark("weight = calibration x information, or nothing below a cut-off that the optimised form chooses."),
        assumes: mark("that whoever knew the seed questions knows the others."),
        cannot: mark("what nobody asked, and whether a panel of other people would have said the same."),
        source: mark("Cooke 1991, Experts in Uncertainty."),
        used: &[("judgements", "")],
    },
    Estimator {
        id: "record",
        title: mark("Track record"),
        asks: mark("who was right?"),
        computes: mark(
            "Forecasts are kept with the version of the case before their outcome is known, and scored once it is. Each is held against a naive rival on the same periods.",
        ),
        rule: mark(
            "loss = twice the mean pinball loss, for probabilities the Brier score; skill = 1 - loss / loss of the rival.",
        ),
        assumes: mark("that the figure known by the day of the view is the outcome meant; it may be another vintage."),
        cannot: mark("much, as long as few outcomes are known; the band of the skill says how much."),
        source: mark("Gneiting and Raftery 2007; Brier 1950."),
        used: &[("record", ""), ("outlook", "track-record")],
    },
    Estimator {
        id: "futures",
        title: mark("Futures"),
        asks: mark("how might gates, prices and waits go in the years of a plan?"),
        computes: mark(
            "Recorded closings of gates are replayed as often as the record says, months of prices are drawn jointly over the goods, and recorded waits are drawn beside them. What no record tells is assumed and listed with its range.",
        ),
        rule: mark(
            "a joint bootstrap of monthly changes of log price with mean factor 1, scaled to the recorded variance over 12 months; closings by a rate with its uncertainty.",
        ),
        assumes: mark("that what may come is of the kind that came, with no view on the direction of prices."),
        cannot: mark("a kind of closing that never happened."),
        source: mark("Efron 1979; Lo and MacKinlay 1988."),
        used: &[("balance", "trade-off")],
    },
    Estimator {
        id: "balance",
        title: mark("The balance of income and risk"),
        asks: mark("what does each step away from one buyer and one gate cost, and which projects move that?"),
        computes: mark(
            "Contracts, expansions, projects and stocks are chosen now; in each future goods then go where they earn most within what is open. The plan with the best mix of mean income and income in the worst futures is found for every weight. Fresh futures, that the plan was not made for, test it.",
        ),
        rule: mark(
            "maximise (1 - w) x mean income + w x CVaR of income; solved by cuts until the bracket of the optimum is closed.",
        ),
        assumes: mark("that one planner decides, and that the futures drawn are those to fear."),
        cannot: mark("what a plan is worth to one firm or one household, or what a neighbour answers."),
        source: mark("Van Slyke and Wets 1969; Birge and Louveaux 1988; Rockafellar and Uryasev 2000; Birge 1982."),
        used: &[("balance", "trade-off")],
    },
];
