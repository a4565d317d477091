//! What is computed of the record itself: trade, the network, events.

use ::words::mark;

use super::Estimator;

pub(super) const FOUND: &[Estimator] = &[
    Estimator {
        id: "sources",
        title: mark("Which of several sources is used"),
        asks: mark("several rows say something about the same thing; which one stands behind the number?"),
        computes: mark(
            "Rows about one thing are put in order, and the first that has a figure is used. The others stay in the case, and pages show how far they differ. Nothing is averaged.",
        ),
        rule: mark(
            "higher confidence; then a source closer to the origin of the figure; then one published later; then the row that stands first in the folder.",
        ),
        assumes: mark("that confidence was given by one measure over the whole case."),
        cannot: mark("which source is right. It only says which is used, and always the same."),
        source: mark("a rule of this program, told in the format of its case folders."),
        used: &[("trade", ""), ("changes", ""), ("data", "links")],
    },
    Estimator {
        id: "concentration",
        title: mark("Concentration and dependence"),
        asks: mark("how much hangs on few partners or goods, and how much on the main buyer?"),
        computes: mark(
            "The share of each partner in a year's total, the Herfindahl-Hirschman index of the shares, its normalised form, and the effective number of partners. The share of the main buyer is given by every vintage that exists. Groups of economies are never added to single partners.",
        ),
        rule: mark(
            "H = sum of s_i^2 over partners i; normalised H* = (H - 1/n) / (1 - 1/n); effective number = 1 / H.",
        ),
        assumes: mark(
            "that what the source does not break down belongs to infinitely many small partners, so H is a lower bound.",
        ),
        cannot: mark("whether another buyer would have been found, or at what price."),
        source: mark("Hirschman 1945; Herfindahl 1950; Adelman 1969; the normalised form as UNCTAD publishes it."),
        used: &[("trade", "dependence"), ("trade", "goods")],
    },
    Estimator {
        id: "mirror",
        title: mark("Mirror comparison"),
        asks: mark("do the seller and the buyer record the same goods?"),
        computes: mark(
            "The buyer's record less the seller's, in tonnes, for every period that both report. What the seller sent to others is taken off first. Then goods may have been under way for up to a month: the smallest gap over such shifts is what stays open.",
        ),
        rule: mark(
            "gap to all = definition + timing + open, with definition = exports to this buyer less exports to all, and open = the smallest |gap| over a shift from none to one month.",
        ),
        assumes: mark(
            "that the buyer's part of exports was the same a month earlier, and that both count tonnes of the same good. Prices and freight cannot open a gap between tonnes.",
        ),
        cannot: mark("why a gap stays open: smuggling, moisture, another code or a slip of the pen look the same."),
        source: mark("UNSD, International Merchandise Trade Statistics: Compilers Manual, 2013, chapter 9."),
        used: &[("mirror", "records")],
    },
    Estimator {
        id: "capacity",
        title: mark("Capacity and throughput"),
        asks: mark("what could leave in a month, by which gate, and what is one more vehicle a day worth?"),
        computes: mark(
            "Counted vehicles a day become tonnes a month by days worked and payload. A linear programme then sends goods from mines to buyers so that income less carriage is largest, within the limits of gates, lines, mines and markets. The dual value of a limit is what one more unit of it would add.",
        ),
        rule: mark(
            "maximise sum of (price - carriage) x flow, subject to conservation at every node and to the limits of the day; every optimum is certified by weak duality.",
        ),
        assumes: mark(
            "that the regimes of the day of the view hold, and that shippers as a whole do what pays most. A gate that nobody counted carries nothing.",
        ),
        cannot: mark("what will leave. It says what could, without mining costs, taxes and contracts."),
        source: mark("Ahuja, Magnanti and Orlin 1993, Network Flows, chapter 17; Ford and Fulkerson 1962."),
        used: &[("corridors", "throughput"), ("corridors", "lines"), ("corridors", "gates")],
    },
    Estimator {
        id: "routes",
        title: mark("Ways, in time and money"),
        asks: mark("which ways lead from a mine to a market, how long do they take, and what do they cost?"),
        computes: mark(
            "The best ways without loops by generalised cost: freight, fees and the worth of the hours under way. Hours and money are summed leg by leg, and where a range is known both ends are kept.",
        ),
        rule: mark(
            "cost of an arc + hours x (value x interest / 8760 + value x loss a day / 24 + cost of the vehicle an hour / payload).",
        ),
        assumes: mark(
            "that a leg costs the same whoever sends the goods; what is not known of a cost counts as nothing and is listed.",
        ),
        cannot: mark("which way a shipper takes, and what is paid beside the tariff."),
        source: mark(
            "Dijkstra 1959; Yen 1971 with Lawler 1972; time and cost over distance after UN ESCAP; indicators after CAREC.",
        ),
        used: &[("corridors", "ways"), ("corridors", "through")],
    },
    Estimator {
        id: "resilience",
        title: mark("Resilience"),
        asks: mark("what is lost when a gate or line is shut, alone or with another, and for how long?"),
        computes: mark(
            "Each gate and line is closed for some months, and the best plan is found anew with stocks and other ways. The loss is the difference of both optima.",
        ),
        rule: mark("loss = optimum as it is - optimum with the closing."),
        assumes: mark("that everyone knows at once how long the closing lasts, and acts as one."),
        cannot: mark("how likely a closing is. That stands with the futures of the balance."),
        source: mark("the programme of capacity and throughput, solved once for every closing."),
        used: &[("resilience", "resilience")],
    },
    Estimator {
        id: "hindcast",
        title: mark("Hindcast"),
        asks: mark("does the model of the network know the past?"),
        computes: mark(
            "The model is run month by month with the gates and lines as they were then, and its tonnes are held against the official ones, beside two naive rivals. The forecast that follows takes the last regimes on, with a band of its own past errors.",
        ),
        rule: mark(
            "mean absolute error, bias and correlation over the months; the rivals are the same month a year before, and a constant.",
        ),
        assumes: mark("that regimes are dated rightly; the model never sees the series it is judged by."),
        cannot: mark("what has no dated row: a strike of which nobody wrote is an error of the model here."),
        source: mark("Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, chapter 5."),
        used: &[("hindcast", "hindcast"), ("hindcast", "forecast")],
    },
    Estimator {
        id: "effects",
        title: mark("Effects of events"),
        asks: mark("what did a dated event change in a series?"),
        computes: mark(
            "A structural model is fitted to the months before the event and forecasts those after it; the effect is what came less that. How much the level drifts is not fixed: every ratio of drift to noise on a grid is weighed by how well it explains the months before. A second model fits closure and reopening together over the whole series.",
        ),
        rule: mark(
            "effect in month t = observed - expected; the band is that of the posterior, and a clear effect is claimed only when it leaves out 0.",
        ),
        assumes: mark(
            "that without the event the series would have gone on as before; the second model also, that the closure was one step.",
        ),
        cannot: mark("whether the event did it, or something else of the same months."),
        source: mark(
            "Brodersen, Gallusser, Koehler, Remy and Scott 2015, Annals of Applied Statistics 9; Durbin and Koopman 2012. Placebo windows doubt each answer.",
        ),
        used: &[("border", "effects-all")],
    },
];
