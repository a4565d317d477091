//! How a voice did at earlier dates, as numbers: the track record shows them all, a forecast those of its own voice.

use ::words::{mark, text};
use forecast::voices::Voice;
use outlook::forecasts::{ForecastStudy, Outlook, voice_name};

use super::ground::Ground;
use crate::book::Book;
use crate::corridors::enter::{Entry, slug};

const ROLLING: &str = mark("forecasts from earlier dates, each from the figures before it alone; mean over dates");

/// The ids of the numbers of a score.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    /// How many dates.
    pub(super) dates: usize,
    /// Scaled error of the middle.
    pub(super) mase: String,
    /// Scaled loss of the quantiles.
    pub(super) pinball: String,
    /// The loss against last year's value again, per cent better.
    pub(super) skill: Option<String>,
    /// Whether it was worse than that.
    pub(super) is_worse: bool,
    /// The part of what came that was in the band of 80 %.
    pub(super) in_80: String,
    /// The same of 95 %.
    pub(super) in_95: String,
}

/// The score of a voice; `None` where there were too few dates for one.
pub(super) fn scored(book: &mut Book, study: &ForecastStudy, outlook: &Outlook, voice: Voice) -> Option<Scored> {
    let score_of = |voice| outlook.voices.iter().find(|fan| fan.voice == voice).and_then(|fan| fan.score);
    let score = score_of(voice)?;
    let naive = score_of(Voice::SeasonalNaive).map(|score| score.pinball).filter(|naive| *naive > 0.0);
    let skill = naive.map(|naive| 100.0 * (1.0 - score.pinball / naive));
    let ground = Ground::of(&study.measured, format!("score.{}", slug(&study.id)));
    let key = slug(voice.name());
    let (voice, study) = (voice_name(voice), &study.name);
    let mut enter = |what: &str, label: String, unit: &'static str, decimals: u8, value: f64| {
        let entry = Entry::new(format!("{}.{key}.{what}", ground.prefix), label, unit, decimals).by(ROLLING);
        entry.id(book, value, &ground.rows)
    };
    Some(Scored {
        dates: score.origins,
        mase: enter("mase", text!("Scaled error of the {voice}, {study}"), "", 2, score.mase),
        pinball: enter("pinball", text!("Scaled pinball loss of the {voice}, {study}"), "", 3, score.pinball),
        skill: skill.map(|skill| enter("skill", text!("Skill of the {voice}, {study}"), "%", 0, skill)),
        is_worse: skill.is_some_and(|skill| skill < 0.0),
        in_80: {
            let label = text!("Part within the band of 80 % of the {voice}, {study}");
            enter("covers_80", label, "%", 0, 100.0 * score.covers_80)
        },
        in_95: {
            let label = text!("Part within the band of 95 % of the {voice}, {study}");
            enter("covers_95", label, "%", 0, 100.0 * score.covers_95)
        },
    })
}
