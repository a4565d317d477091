//! The frontier as a grid: its three measures by the weight of the worst futures.

use ::words::text;
use balance::study::{Point, Study};
use case::Case;
use document::Scenario;
use document::plan::PAGE;
use figure::grid::{Axis, Grid, Output};

use super::frontier::{income, point_id, share, worst};
use super::ground::Ground;
use crate::book::Book;

/// Id of the scenario.
const ID: &str = "weight";
/// The weight that is shown unasked, or the one nearest to it.
const MIDDLE: f64 = 0.5;

/// The grid of a study; `None` where it has no two weights.
pub(crate) fn scenario(book: &mut Book, case: &Case, kept: Option<&Study>) -> Option<Scenario> {
    let study = kept?;
    let ground = Ground::of(case, study);
    let mut points: Vec<&Point> = study.frontier.iter().collect();
    points.sort_by(|a, b| a.lambda.total_cmp(&b.lambda));
    points.dedup_by(|a, b| (a.lambda - b.lambda).abs() <= 0.0);
    let far = |point: &&&Point| (point.lambda - MIDDLE).abs();
    let shown = points.iter().min_by(|a, b| far(a).total_cmp(&far(b))).copied().filter(|_| points.len() > 1)?;
    let at = point_id(Some(shown));
    let numbers =
        vec![income(book, &ground, &at, shown), worst(book, &ground, &at, shown), share(book, &ground, &at, shown)];
    let by = ground.neighbour();
    let tail = ground.tail();
    // A negative zero would print as one elsewhere.
    let values =
        |of: &dyn Fn(&Point) -> f64| -> Vec<Option<f64>> { points.iter().map(|point| Some(of(point) + 0.0)).collect() };
    let money = |name: &str, label: String, of: &dyn Fn(&Point) -> f64| Output {
        name: name.to_owned(),
        label,
        unit: "M USD".to_owned(),
        decimals: ground.decimals(),
        values: values(&|point| ground.borne(of(point))),
    };
    Some(Scenario {
        id: ID.to_owned(),
        page: PAGE.to_owned(),
        title: text!("Income and risk between the plans"),
        question: text!(
            "What do mean income, income in the {tail} of futures and the share through {by} come to at another weight?"
        ),
        grid: Grid {
            axes: vec![Axis {
                name: "weight".to_owned(),
                label: text!("Weight of the {tail} of futures"),
                unit: String::new(),
                values: points.iter().map(|point| point.lambda).collect(),
            }],
            outputs: vec![
                money("income", text!("Mean income"), &|point| point.income.fresh),
                money("worst", text!("Income, {tail} of futures"), &|point| point.worst.fresh),
                Output {
                    name: "share".to_owned(),
                    label: text!("Share through {by}"),
                    unit: "%".to_owned(),
                    decimals: 1,
                    values: values(&|point| point.share.fresh * 100.0),
                },
            ],
        },
        unasked: vec![shown.lambda],
        numbers,
        notes: vec![
            text!(
                "At each weight that was computed the values are those of its plan, without a limit on the share; between two of them they lie on a straight line, and the plan there is another question."
            ),
            text!(
                "No weight is that of today: today\u{2019}s policy was not chosen by one. Its own measures stand beside the frontier."
            ),
        ],
    })
}
