//! Small programmes with known answers, as files.

/// Capacity at 2 a unit now, up to 10; 5 a unit sold later; demand 4 or 8.
pub(crate) const CAPACITY: [&str; 3] = [
    "NAME          CAPACITY
ROWS
 N  LOSS
 L  MOST
 L  SOLD
 L  DEMAND
COLUMNS
    X         LOSS               2.0   MOST               1.0
    X         SOLD              -1.0
    Y         LOSS              -5.0   SOLD               1.0
    Y         DEMAND             1.0
RHS
    RHS       MOST              10.0   DEMAND             6.0
ENDATA
",
    "TIME          CAPACITY
PERIODS       LP
    X         LOSS                     NOW
    Y         SOLD                     LATER
ENDATA
",
    "STOCH         CAPACITY
INDEP         DISCRETE
    RHS       DEMAND             4.0   LATER             0.5
    RHS       DEMAND             8.0   LATER             0.5
ENDATA
",
];

/// Birge and Louveaux's farmer; the probabilities are a third each, as files write it.
pub(crate) const FARMER: [&str; 3] = [
    "NAME FARMER
ROWS
 N LOSS
 L ACRES
 G WHEAT
 G CORN
 L BEETS
COLUMNS
 X_WHEAT LOSS 150 ACRES 1
 X_WHEAT WHEAT 2.5
 X_CORN LOSS 230 ACRES 1
 X_CORN CORN 3
 X_BEETS LOSS 260 ACRES 1
 X_BEETS BEETS -20
 BUY_WHEAT LOSS 238 WHEAT 1
 SELL_WHEAT LOSS -170 WHEAT -1
 BUY_CORN LOSS 210 CORN 1
 SELL_CORN LOSS -150 CORN -1
 SELL_BEETS LOSS -36 BEETS 1
 DUMP_BEETS LOSS -10 BEETS 1
RHS
 RHS ACRES 500 WHEAT 200
 RHS CORN 240
BOUNDS
 UP BND SELL_BEETS 6000
ENDATA
",
    "TIME FARMER
PERIODS
 X_WHEAT ACRES SPRING
 BUY_WHEAT WHEAT AUTUMN
ENDATA
",
    "STOCH FARMER
BLOCKS DISCRETE
 BL WEATHER AUTUMN 0.333
 X_WHEAT WHEAT 2
 X_CORN CORN 2.4
 X_BEETS BEETS -16
 BL WEATHER AUTUMN 0.333
 X_WHEAT WHEAT 2.5
 X_CORN CORN 3
 X_BEETS BEETS -20
 BL WEATHER AUTUMN 0.333
 X_WHEAT WHEAT 3
 X_CORN CORN 3.6
 X_BEETS BEETS -24
ENDATA
",
];
