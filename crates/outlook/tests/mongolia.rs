//! The shipped case: the episodes, rates and spreads that its record gives.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, reason = "tests")]

use std::path::Path;
use std::sync::LazyLock;

use case::bundle::Bundle;
use case::cell::Cell;
use case::entry::RowRef;
use case::load::load;
use case::value::date::{Date, Month};
use case::{Case, CaseFolder};
use corridor::goods::Goods;
use corridor::network::Network;
use outlook::draws::{Assumed, Basis, Horizon, Method, Rate, effective_size};
use outlook::effects::{self, Told};
use outlook::forecasts;
use series::effect::words::Verdict;
use trade::flows::Flows;

static FOLDER: LazyLock<CaseFolder> = LazyLock::new(|| {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/mongolia"));
    load(&Bundle::from_dir(dir).unwrap()).folder.unwrap()
});

static CASE: LazyLock<Case> = LazyLock::new(|| FOLDER.as_of(FOLDER.default_as_of()));
static METHOD: LazyLock<Method> = LazyLock::new(|| method(&CASE));

fn method(case: &Case) -> Method {
    let network = Network::of(case);
    Method::of(&network, &Goods::of(&network), &Assumed::default()).unwrap()
}

fn rate(method: &Method, code: &str) -> Option<Rate> {
    method.rates().find(|(economy, _)| economy.as_str() == code).unwrap().1
}

/// Neighbour, first and last month of each episode.
fn spans(method: &Method) -> Vec<String> {
    method.episodes().iter().map(|e| format!("{} {} {}", e.neighbour, e.first, e.last)).collect()
}

fn share(place: &str, month: &str) -> Option<f64> {
    let (_, shares) = METHOD.shares(METHOD.gate(place).unwrap()).unwrap();
    shares.iter().find(|share| share.month.to_string() == month).unwrap().share
}

/// What events.csv tells of each:
/// - from 2017-07 one or two of four lanes at work, a queue of 130 km, a drivers' protest; a third lane on 2018-04-16;
/// - trucks held in the last weeks of 2019, coal stopped on 2020-02-10, resumed on 23 and 30 March, back by August;
/// - cut on 2020-11-23, none on 2021-03-17, both main gates shut or nearly so in April and in the autumn of 2021, one of
///   them until 2022-05-25, another gate until 2022-07-22;
/// - freight across the other border stopped from 2020-11-16 to 2021-01-18.
#[test]
fn episodes_are_those_that_events_tell_of() {
    for episode in METHOD.episodes() {
        println!("{} {} {} {:.2?}", episode.neighbour, episode.first, episode.last, episode.mean);
        for gate in &episode.gates {
            println!("    {} hit {} {:.2?}", gate.place, gate.hit, gate.shares);
        }
    }
    assert_eq!(
        spans(&METHOD),
        ["CHN 2017-07 2018-04", "CHN 2019-12 2020-07", "CHN 2020-12 2022-08", "RUS 2020-12 2021-01"]
    );
    assert!(METHOD.episodes().iter().all(|episode| !episode.running && !episode.rows.is_empty()));
    let at = |place, month| share(place, month).unwrap();
    // 600 trucks of 1,600; the rows say about 110 of 900, then nothing, then 70 in the last week.
    assert!((0.33..0.38).contains(&at("gashuunsukhait", "2017-07")));
    assert!(at("gashuunsukhait", "2020-03") < 0.1 && at("shiveekhuren", "2020-03") < 0.1);
    assert!(at("gashuunsukhait", "2021-04") < 0.05);
    assert!(at("shiveekhuren", "2021-11") < 1e-9 && at("gashuunsukhait", "2021-10") < 0.5);
    assert!(at("gashuunsukhait", "2023-02") > 0.9 && at("shiveekhuren", "2023-02") > 0.8);
    // Closed until 22 July: at most the other ten days of 31.
    assert!((at("bichigt", "2022-07") - 10.0 / 31.0).abs() < 1e-9);
    assert_eq!(share("bichigt", "2022-09"), None);
}

#[test]
fn rates_and_spreads_lie_where_the_data_put_them() {
    for p in METHOD.parameters() {
        let [value, low, high] = [p.value, p.low, p.high].map(|x| x.map_or("-".to_owned(), |x| format!("{x:.3}")));
        println!(
            "{} {} {value} [{low}, {high}] {} {:?} n {} rows {}: {}",
            p.name,
            p.about,
            p.unit,
            p.basis,
            p.n,
            p.rows.len(),
            p.words
        );
    }
    // Three episodes in 87 known months: 3.5 / 7.25.
    let china = rate(&METHOD, "CHN").unwrap();
    assert!(china.n == 3 && (6.5..8.0).contains(&china.years) && (0.4..0.6).contains(&china.per_year), "{china:?}");
    assert!(china.low < 0.2 && china.high > 0.9);
    // A record of one closing alone tells no rate.
    assert_eq!(rate(&METHOD, "RUS"), None);

    // 146 months of both numbers; sample standard deviations by a script outside of this program.
    let sd = |good: &str| METHOD.prices().iter().find(|record| record.good == good).unwrap();
    for (good, n, one, three, twelve) in [
        ("coal", 145, 0.131, 0.241, 0.489),
        ("copper_concentrate", 145, 0.086, 0.156, 0.309),
        ("iron_ore", 145, 0.141, 0.232, 0.390),
    ] {
        let record = sd(good);
        assert_eq!(record.sd[0].0, n, "{good}");
        for (found, wanted) in record.sd.iter().zip([one, three, twelve]) {
            assert!((found.1.unwrap() - wanted).abs() < 0.001, "{good}: {found:?} {wanted}");
        }
    }
    // The fall of copper in 2015 stays, and so do the crash and the peak of coal: no month is a booking.
    assert!(METHOD.prices().iter().all(|record| record.left_out.is_empty()));
    let waits = METHOD.parameters().into_iter().filter(|p| p.name == "delay" && p.basis == Basis::Estimated);
    assert_eq!(waits.map(|p| p.about).collect::<Vec<_>>(), ["bulgan", "zamyn_uud", ""]);
}

#[test]
fn an_earlier_day_knows_less() {
    let at = |day: &str| method(&FOLDER.as_of(Date::parse(day).unwrap()));
    let before = at("2019-06-30");
    println!("2019-06-30 {:?} {:?}", spans(&before), rate(&before, "CHN"));
    assert_eq!(spans(&before), ["CHN 2017-07 2018-04"]);
    let within = at("2021-05-31");
    println!("2021-05-31 {:?} {:?}", spans(&within), rate(&within, "CHN"));
    assert_eq!(within.episodes().iter().filter(|episode| episode.running).count(), 1);
    // Coal counts of the main gate are far below their usual level then: the first month begins so.
    let gate = within.gate("gashuunsukhait").unwrap();
    let ask = Horizon { first: Month::new(2021, 6).unwrap(), months: 12, buyers: 0, projects: 0 };
    assert!((0..100).all(|s| within.draw(1, s, &ask).open[gate][0] < 0.5));
}

#[test]
fn futures_of_the_case() {
    let ask = Horizon { first: Month::new(2023, 4).unwrap(), months: 36, buyers: 3, projects: 4 };
    let begun = std::time::Instant::now();
    let draws: Vec<_> = (0..2_000).map(|s| METHOD.draw(1, s, &ask)).collect();
    println!("{:?} for 2,000 futures", begun.elapsed());
    let gate = METHOD.gate("gashuunsukhait").unwrap();
    let closed = |open: &[Vec<f64>]| open[gate].iter().map(|share| f64::from(u8::from(*share < 0.5))).sum::<f64>();
    let mean = draws.iter().map(|draw| closed(&draw.open)).sum::<f64>() / 2_000.0;
    println!("months of 36 in which the main gate passes less than half: {mean:.2}");
    // 32 of 69 known months of the record lie below: futures replay that, less what lies beyond their end.
    assert!((6.0..18.0).contains(&mean), "{mean}");
    let weights: Vec<f64> = (0..2_000).map(|s| METHOD.draw_weighted(1, s, &ask, 1.5).weight).collect();
    let size = effective_size(&weights);
    println!("effective size {size:.0} of 2,000 at 1.5 times the rate");
    assert!(size > 800.0);
}

/// Every question of the case has an answer, or says why it has none; what is said is what the band says.
#[test]
fn every_effect_is_answered_or_says_why_and_its_words_follow_the_band() {
    let flows = Flows::of(&CASE);
    let found = effects::studies(&CASE, &flows);
    assert_eq!(found.len(), CASE.effects().len(), "a question whose series or event the case does not have");
    for study in &found {
        let outcome = match &study.outcome {
            Told::Answer(outcome) => outcome,
            Told::CannotBeTold(why) => {
                println!("{}: cannot be told, {why}", study.id);
                assert!(!why.is_empty() && !why.ends_with('.'), "{why}");
                continue;
            }
        };
        let effect = &outcome.effect;
        println!("{}: {:?} {}", study.id, effect.average, effect.words);
        for effect in std::iter::once(effect).chain(&outcome.others) {
            let (lower, upper) = (effect.average.lower, effect.average.upper);
            assert!(lower <= effect.average.mean && effect.average.mean <= upper, "{}: {effect:?}", study.id);
            assert_eq!(effect.words, effect.verdict.words());
            match effect.verdict {
                Verdict::Lower => assert!(upper < 0.0, "{}", study.id),
                Verdict::Higher => assert!(lower > 0.0, "{}", study.id),
                _ => assert!(lower <= 0.0 && upper >= 0.0, "{}", study.id),
            }
            assert_eq!(effect.verdict.is_clear(), effect.tail < 0.025, "{}: {}", study.id, effect.tail);
        }
        // Observed less expected is the effect, over the same months.
        let wanted = effect.observed - effect.expected.mean;
        assert!((effect.average.mean - wanted).abs() < 1e-6 * wanted.abs().max(1.0), "{}", study.id);
        assert_eq!(study.measured.place(study.from).unwrap() + effect.months.len(), effect_end(study), "{}", study.id);
    }
    let by_id = |id: &str| found.iter().find(|study| study.id == id).unwrap();
    // A few annual figures are too few.
    assert!(by_id("tourists_closure").outcome.answer().is_none());
    assert!(by_id("coal_closure").outcome.answer().is_some());
}

/// The place after the last month that is looked at: the reopening, or the end of the series.
fn effect_end(study: &effects::EffectStudy) -> usize {
    let all = study.measured.values.len();
    study.reopened.and_then(|step| study.measured.place(step)).map_or(all, |place| place.min(all))
}

#[test]
fn every_forecast_is_answered_and_its_quantiles_rise() {
    let flows = Flows::of(&CASE);
    let found = forecasts::studies(&CASE, &flows);
    assert_eq!(found.len(), CASE.forecasts().len());
    for (study, question) in found.iter().zip(CASE.forecasts()) {
        let outlook = study.outcome.answer().unwrap_or_else(|| panic!("{}: {:?}", study.id, study.outcome));
        assert_eq!(outlook.first, study.measured.end(), "{}", study.id);
        for voice in &outlook.voices {
            assert_eq!(voice.fan.months.len(), usize::try_from(question.horizon).unwrap(), "{}", study.id);
            let rising = |values: &Vec<f64>| values.windows(2).all(|pair| pair[0] <= pair[1]);
            assert!(voice.fan.months.iter().all(rising), "{}: {voice:?}", study.id);
        }
        for year in &outlook.years {
            assert!(year.quantiles.windows(2).all(|pair| pair[0] <= pair[1]) && year.known_steps < 12, "{year:?}");
        }
        assert!(study.expected.iter().all(|expected| expected.error().is_none() || expected.outcome.is_some()));
        // No figure of the series stands on a row that became known later.
        let rows = CASE.tables().provenance();
        let known = |row: &RowRef| rows.iter().any(|(at, _, known_on)| *at == row && *known_on <= CASE.as_of());
        assert!(study.measured.all_rows().iter().all(known), "{}", study.id);
    }
}
