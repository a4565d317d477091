//! How good a decision maker is on seed questions it has not seen. Performance weights win on the questions they were
//! made from; whether they win on others only this tells, so the two belong side by side.

use score::quantile::mean_pinball;
use serde::Serialize;

use crate::classical::calibration::{bin, calibration, masses};
use crate::classical::{ClassicalError, Model, Rule};
use crate::panel::{Panel, PanelError};

/// A decision maker, judged on hidden seed questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutOfSample {
    /// The rule of the decision maker.
    pub rule: Rule,
    /// Hidden seed questions by the bin the realisation fell in.
    pub counts: Vec<usize>,
    /// Hidden seed questions that were forecast: the sum of the counts.
    pub seeds: usize,
    /// Calibration of these counts, a probability; 0 when there are none.
    pub calibration: f64,
    /// Mean of the scores of the hidden seed questions; lower is better, no unit. `None` when there are none.
    pub score: Option<f64>,
    /// The seed questions, in the order of the panel.
    pub hidden: Vec<Hidden>,
}

/// One seed question that was hidden.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hidden {
    /// The item.
    pub id: String,
    /// What came true, in the unit of the item.
    pub realisation: f64,
    /// What the decision maker made without it says, or why there is none.
    pub forecast: Result<Forecast, ClassicalError>,
}

/// The forecast of a hidden seed question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// Quantiles at the levels of the panel, in the unit of the item.
    pub quantiles: Vec<f64>,
    /// The calibration below which experts got no weight.
    pub threshold: f64,
    /// The bin the realisation fell in, from 0.
    pub bin: usize,
    /// Twice the mean pinball loss on the scale of the item, over the width of the item's range (realisation included);
    /// no unit.
    pub score: f64,
}

/// Hides the realisation of each seed question in turn (its range is then without it), makes the decision maker from
/// the others, and judges its quantiles for the hidden one.
///
/// # Errors
///
/// The panel itself is not sound.
pub fn leave_one_out(panel: &Panel, rule: Rule) -> Result<OutOfSample, PanelError> {
    let whole = Model::new(panel)?;
    let mut counts = vec![0; panel.levels.len() + 1];
    let (mut sum, mut weight, mut seeds) = (0.0, 0.0, 0);
    let mut hidden = Vec::new();
    for item in panel.seeds() {
        let Some(realisation) = panel.items[item].realisation else { continue };
        let forecast = forecast(&whole, item, realisation, rule);
        if let Ok(forecast) = &forecast {
            counts[forecast.bin] += 1;
            seeds += 1;
            sum += forecast.score;
            weight += 1.0;
        }
        hidden.push(Hidden { id: panel.items[item].id.clone(), realisation, forecast });
    }
    let calibration = calibration(&counts, &masses(&panel.levels), seeds);
    let score = (seeds > 0).then(|| sum / weight);
    Ok(OutOfSample { rule, counts, seeds, calibration, score, hidden })
}

/// The four decision makers that are reported by default: global, global optimised, item, equal.
///
/// # Errors
///
/// The panel itself is not sound.
pub fn default_rules(panel: &Panel) -> Result<Vec<OutOfSample>, PanelError> {
    [Rule::GLOBAL, Rule::GLOBAL_OPTIMISED, Rule::ITEM, Rule::EQUAL]
        .into_iter()
        .map(|rule| leave_one_out(panel, rule))
        .collect()
}

fn forecast(whole: &Model<'_>, item: usize, realisation: f64, rule: Rule) -> Result<Forecast, ClassicalError> {
    let panel = whole.panel();
    let without = panel.with_hidden(item);
    let made = Model::new(&without)?.decision_maker(rule)?;
    let no_weight = ClassicalError::NoWeight { threshold: made.threshold };
    let (Some(Some(pooled)), Some(range)) = (made.items.into_iter().nth(item), whole.range(item)) else {
        return Err(no_weight);
    };
    let scale = panel.items[item].scale;
    let on_scale: Vec<f64> = panel.levels.iter().map(|p| pooled.curve.on_scale(*p)).collect();
    let Ok(loss) = mean_pinball(&panel.levels, &on_scale, scale.of(realisation)) else { return Err(no_weight) };
    Ok(Forecast {
        bin: bin(&on_scale, scale.of(realisation)),
        score: 2.0 * loss / range.width(),
        quantiles: pooled.quantiles,
        threshold: made.threshold,
    })
}
