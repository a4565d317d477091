//! Series, effects, forecasts and what institutions expected, on a small invented case.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_cmp, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write;

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::settings::{EffectQuestion, ForecastQuestion};
use case::value::date::{Date, Month};
use case::value::economy::Economy;
use case::value::id::EventId;
use case::value::measure::MeasureId;
use case::{Case, CaseFolder};
use outlook::effects::{self, EffectStudy, Told};
use outlook::forecasts::{self, ForecastStudy};
use outlook::institutions::expected;
use outlook::measured::{Grain, Measured, measures};
use series::effect::words::Verdict;
use trade::flows::Flows;

const OUTLOOK: &str = r#"
[[effect]]
id = "fall"
name = "Trucks after the rule"
measure = "trucks"
event = "rule"
controls = []
known_on = 2015-01-01

[[effect]]
id = "fall_and_back"
name = "Trucks after the rule, to its end"
measure = "trucks"
event = "rule"
reopened_by = "rule_ends"
controls = ["calm"]
known_on = 2015-01-01

[[effect]]
id = "short"
name = "Trucks after the rule, from 2018 on"
measure = "trucks"
event = "rule"
from = "2018-03"
controls = []
known_on = 2015-01-01

[[effect]]
id = "beside"
name = "Trucks after the rule, beside what was not counted"
measure = "trucks"
event = "rule"
controls = ["gappy"]
known_on = 2015-01-01

[[forecast]]
id = "ore"
name = "Ore by month"
measure = "export:ore:quantity"
horizon = 7
without = []
target = "Ore exports"
known_on = 2015-01-01

[[forecast]]
id = "trucks"
name = "Trucks by month"
measure = "trucks"
horizon = 3
without = ["fall_and_back"]
known_on = 2015-01-01

[[forecast]]
id = "pay"
name = "Pay by year"
measure = "pay"
horizon = 2
without = []
target = "Pay"
known_on = 2015-01-01
"#;

/// A small error that repeats after 11 steps, between -1 and 1.
fn noise(step: i32) -> f64 {
    f64::from((step * 7) % 11 - 5) / 5.0
}

/// Trucks in a month: 100, and 70 from January 2019 to March 2020.
fn trucks(month: Month) -> f64 {
    let closed = Month::new(2019, 1).unwrap() <= month && month <= Month::new(2020, 3).unwrap();
    if closed { 70.0 + noise(month.index()) } else { 100.0 + noise(month.index()) }
}

/// Tonnes of ore in a month: 10 kt, more in summer.
fn ore(month: Month) -> f64 {
    let season = if (5..=9).contains(&month.month()) { 2_000.0 } else { 0.0 };
    10_000.0 + season + 100.0 * noise(month.index())
}

fn months(first: &str, last: &str) -> Vec<Month> {
    let (mut month, last) = (month(first), month(last));
    let mut all = Vec::new();
    while month <= last {
        all.push(month);
        month = month.plus(1);
    }
    all
}

fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').unwrap();
    Month::new(year.parse().unwrap(), month.parse().unwrap()).unwrap()
}

fn folder() -> CaseFolder {
    let mut files: BTreeMap<String, String> = case::template::template(Economy::parse("KGZ").unwrap());
    let known = "example_source,low,assumed,2014-01-01,";
    let mut add = |file: &str, row: &str| writeln!(files.get_mut(file).unwrap(), "{row}").unwrap();
    add("sources.csv", "census,Census,,,2020,primary,,");
    add("products.csv", &format!("ore,Ore,commodity,not_stated,,t,total,{known}"));
    for (id, unit, frequency) in [
        ("trucks", "truck", "monthly"),
        ("calm", "truck", "monthly"),
        ("gappy", "truck", "monthly"),
        ("pay", "USD", "annual"),
    ] {
        add("series.csv", &format!("{id},The {id},{unit},{frequency},KGZ,,Office,counted,10,{known}"));
    }
    for month in months("2015-01", "2020-12") {
        let mut observed = |id: &str, value: f64, source: &str, confidence: &str| {
            add("observations.csv", &format!("{id},{month},{value},,{source},{confidence},sourced,,"));
        };
        if month != self::month("2016-05") {
            observed("trucks", trucks(month), "example_source", "medium");
        }
        observed("calm", 50.0 + noise(month.index() + 4), "example_source", "medium");
        if month != self::month("2017-05") {
            observed("gappy", 50.0, "example_source", "medium");
        }
        // Kilotonnes in the first years, tonnes later; money in thousands.
        let (value, unit) = if month.year() < 2018 { (ore(month) / 1e3, "kt") } else { (ore(month), "t") };
        let trade = |measure: &str, value: f64, unit: &str| {
            format!(
                "KGZ,WLD,export,ore,{month},{measure},{value},{unit},not_stated,first,,30,example_source,low,assumed,,"
            )
        };
        add("trade.csv", &trade("quantity", value, unit));
        add("trade.csv", &trade("value", ore(month) / 10.0, "kUSD"));
    }
    // A better source of the same months: one with a figure, one that says that there is none.
    add("observations.csv", "trucks,2016-06,90,,census,high,sourced,,");
    // A total of a year is no month.
    add("observations.csv", "trucks,2015,1200,,example_source,medium,sourced,,");
    for year in 2010..=2020 {
        add("observations.csv", &format!("pay,{year},{},,example_source,medium,sourced,,", 1_000 + 10 * (year - 2010)));
    }
    for (id, title, day) in [("rule", "A rule at the gate", "2019-01-01"), ("rule_ends", "The rule ends", "2020-04-01")]
    {
        add(
            "events.csv",
            &format!("{id},,border,{title},{day},,What happened.,KGZ,,,,,example_source,low,assumed,{day},"),
        );
    }
    for (id, target, period, relation, value, high, unit) in [
        ("a_figure", "Ore exports", "2019", "equal", "120", "", "kt"),
        ("a_range", "Ore exports", "2019", "equal", "0.1", "0.2", "Mt"),
        ("at_least", "Ore exports", "2019", "at_least", "130000", "", "t"),
        ("about", "Ore exports", "2021", "about", "150", "", "kt"),
        ("in_money", "Ore exports", "2019", "equal", "5", "", "MUSD"),
        ("of_pay", "Pay", "2020", "equal", "1.2", "", "kUSD"),
        ("of_other", "Other", "2020", "equal", "1", "", "kt"),
    ] {
        add(
            "judgements/institutions.csv",
            &format!(
                "{id},{target},{period},A bank,2018-06-01,{relation},{value},{high},{unit},example_source,low,assumed,2018-06-01,"
            ),
        );
    }
    files.insert("outlook.toml".to_owned(), OUTLOOK.to_owned());
    let loaded = load(&Bundle::from_files("questions", files));
    assert!(loaded.folder.is_some(), "{:?}", loaded.diagnostics);
    loaded.folder.unwrap()
}

fn view(day: &str) -> Case {
    folder().as_of(Date::parse(day).unwrap())
}

fn measured(case: &Case, id: &str) -> Option<Measured> {
    Measured::of(case, &Flows::of(case), &MeasureId::parse(id).unwrap())
}

fn asked<'c>(case: &'c Case, id: &str) -> &'c EffectQuestion {
    case.effects().iter().find(|question| question.id.as_str() == id).unwrap()
}

fn effect(case: &Case, question: &EffectQuestion) -> Option<EffectStudy> {
    effects::study(case, &Flows::of(case), question, &effects::Settings::default())
}

fn forecast(case: &Case, id: &str) -> ForecastStudy {
    let question: &ForecastQuestion = case.forecasts().iter().find(|question| question.id.as_str() == id).unwrap();
    forecasts::study(case, &Flows::of(case), question).unwrap()
}

fn why<T>(told: &Told<T>) -> &str {
    match told {
        Told::Answer(_) => "",
        Told::CannotBeTold(why) => why,
    }
}

#[test]
fn observations_by_month_with_the_preferred_source() {
    let case = view("2021-12-31");
    let found = measured(&case, "trucks").unwrap();
    assert_eq!((found.grain, found.unit.as_str(), found.name.as_str()), (Grain::Month, "truck", "The trucks"));
    assert_eq!((found.first, found.values.len(), found.end()), (2015 * 12, 72, 2021 * 12));
    let at = |text: &str| found.at(month(text).index());
    assert_eq!(at("2015-03"), Some(trucks(month("2015-03"))));
    assert_eq!(at("2016-05"), None, "a month that nobody counted");
    assert_eq!(at("2016-06"), Some(90.0), "the better source");
    assert_eq!(found.rows[found.place(month("2016-05").index()).unwrap()], []);
    let row = &found.rows[found.place(month("2016-06").index()).unwrap()];
    assert!(row.len() == 1 && &*row[0].file == "observations.csv", "{row:?}");
    assert_eq!((at("2014-12"), at("2021-01")), (None, None));
    assert_eq!(measured(&case, "pay").unwrap().grain, Grain::Year);
    assert!(measured(&view("2014-06-30"), "trucks").is_none(), "no figure by then");
    let cut = found.between(Some(month("2016-05")), Some(month("2016-07")));
    assert_eq!((cut.first, cut.values.len(), cut.rows.len()), (month("2016-05").index(), 3, 3));
}

#[test]
fn trade_is_in_the_unit_of_the_good_and_money_in_millions() {
    let case = view("2021-12-31");
    let tonnes = measured(&case, "export:ore:quantity").unwrap();
    assert_eq!((tonnes.unit.as_str(), tonnes.grain, tonnes.values.len()), ("t", Grain::Month, 72));
    for step in tonnes.first..tonnes.end() {
        let wanted =
            ore(Month::new(i16::try_from(step.div_euclid(12)).unwrap(), i8::try_from(step % 12 + 1).unwrap()).unwrap());
        assert!((tonnes.at(step).unwrap() - wanted).abs() < 1e-6, "{step}: kilotonnes and tonnes");
    }
    let money = measured(&case, "export:ore:value").unwrap();
    assert_eq!(money.unit, "MUSD");
    assert!((money.values[0].unwrap() - ore(month("2015-01")) / 1e4).abs() < 1e-9);
    assert!(measured(&case, "import:ore:quantity").is_none());
    let all: Vec<String> = measures(&case, &Flows::of(&case)).iter().map(ToString::to_string).collect();
    let wanted = ["calm", "gappy", "pay", "trucks", "export:ore:quantity", "export:ore:value"];
    assert!(wanted.iter().all(|id| all.iter().any(|known| known == id)), "{all:?}");
    // One year of the template is too little.
    assert!(!all.iter().any(|id| id == "example_series"), "{all:?}");
}

#[test]
fn a_planted_step_is_found_with_its_sign_and_size() {
    let case = view("2021-12-31");
    let found = effect(&case, asked(&case, "fall")).unwrap();
    let outcome = found.outcome.answer().unwrap();
    assert_eq!((found.from, found.event.as_ref().unwrap().id.as_str()), (month("2019-01").index(), "rule"));
    // The mean of all months since: 15 of them 30 lower, 9 as before.
    let wanted = -30.0 * 15.0 / 24.0;
    let average = &outcome.effect.average;
    assert!((average.mean - wanted).abs() < 3.0, "{average:?}");

    let found = effect(&case, asked(&case, "fall_and_back")).unwrap();
    let outcome = found.outcome.answer().unwrap();
    // Up to the reopening alone.
    let effect = &outcome.effect;
    assert!(effect.observed_after == 15 && (effect.average.mean + 30.0).abs() < 3.0, "{:?}", effect.average);
    assert!(effect.average.upper < 0.0 && effect.verdict == Verdict::Lower && effect.words.starts_with("lower"));
    assert!(outcome.others.iter().all(|other| (other.average.mean + 30.0).abs() < 3.0));
    let both = outcome.reopening.as_ref().unwrap().answer().unwrap();
    assert!((both.closure.posterior.mean + 30.0).abs() < 4.0 && (both.reopening.posterior.mean - 30.0).abs() < 5.0);
    assert_eq!((found.controls.len(), outcome.without.len()), (1, 1));
    assert!(outcome.half_life.is_none(), "a step does not fade");
}

#[test]
fn what_cannot_be_told_says_why() {
    let case = view("2021-12-31");
    let short = effect(&case, asked(&case, "short")).unwrap();
    assert_eq!(why(&short.outcome), "10 figures before the event are too few for a band, which needs 12");
    let beside = effect(&case, asked(&case, "beside")).unwrap();
    assert_eq!(why(&beside.outcome), "The gappy has no figure of 2017-05");
    // On the day of the event there is no figure after it.
    let case = view("2019-01-10");
    let early = effect(&case, asked(&case, "fall")).unwrap();
    assert!(!why(&early.outcome).is_empty(), "{:?}", early.outcome);
}

#[test]
fn nothing_after_the_day_of_the_view_is_seen() {
    // June is published on 10 July.
    let case = view("2019-07-09");
    let found = measured(&case, "trucks").unwrap();
    assert_eq!(found.end(), month("2019-06").index());
    let study = effect(&case, asked(&case, "fall_and_back")).unwrap();
    assert!(study.reopened_by.is_none() && study.reopened.is_none(), "the end of the rule was not known");
    let outcome = study.outcome.answer().unwrap();
    assert!(outcome.effect.observed_after == 5 && outcome.reopening.is_none());
    assert_eq!(view("2019-07-10").effects().len(), 4);
    assert_eq!(measured(&view("2019-07-10"), "trucks").unwrap().end(), month("2019-07").index());

    // The day before the rule was known there is no question about it.
    let case = view("2018-12-31");
    assert!(effect(&case, asked(&case, "fall")).is_none());
    let unknown = EffectQuestion { event: EventId::parse("never").unwrap(), ..asked(&case, "fall").clone() };
    assert!(effect(&case, &unknown).is_none());
    // What came later does not change what was said.
    let said = |case: &Case| format!("{:?}", effect(case, asked(case, "fall")).unwrap().outcome);
    let cut = said(&view("2019-07-09"));
    assert_eq!(cut, said(&view("2019-07-09")));
    assert_ne!(cut, said(&view("2019-12-31")));
}

fn rising(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[0] <= pair[1])
}

#[test]
fn quantiles_rise_and_years_add_the_months_that_are_known() {
    // May is the last month known; the horizon of seven ends the year.
    let case = view("2019-07-15");
    let study = forecast(&case, "ore");
    let found = study.outcome.answer().unwrap();
    assert_eq!(found.first, month("2019-06").index());
    for voice in &found.voices {
        assert_eq!(voice.fan.months.len(), 7);
        assert!(voice.fan.months.iter().all(|month| month.len() == 7 && rising(month)), "{voice:?}");
    }
    let [year] = found.years.as_slice() else { panic!("{:?}", found.years) };
    let known: f64 = months("2019-01", "2019-05").into_iter().map(ore).sum();
    assert_eq!((year.year, year.known_steps), (2019, 5));
    assert!((year.known - known).abs() < 1e-6 && rising(&year.quantiles), "{year:?}");
    // What may come lies on top of what is known: seven months of about 10 kt, four of them in summer.
    let came: f64 = months("2019-01", "2019-12").into_iter().map(ore).sum();
    assert!(year.quantiles[0] > known && (year.quantiles[3] / came - 1.0).abs() < 0.05, "{year:?} {came}");
    assert_eq!(format!("{:?}", forecast(&case, "ore").outcome), format!("{:?}", study.outcome), "the same twice");

    // An annual series has no years to add up.
    let pay = forecast(&view("2021-12-31"), "pay");
    let found = pay.outcome.answer().unwrap();
    assert!(found.first == 2021 && found.years.is_empty() && found.voices[0].fan.months.len() == 2);
    assert!(found.voices.iter().all(|voice| voice.fan.months.iter().all(|year| rising(year))));
}

#[test]
fn an_event_can_be_left_out_only_where_it_was_seen() {
    // Before the rule and on the day it became known no month has it.
    for day in ["2018-12-31", "2019-01-15"] {
        assert_eq!(forecast(&view(day), "trucks").without, [""; 0], "{day}");
    }
    let later = forecast(&view("2020-12-31"), "trucks");
    assert_eq!(later.without, ["Trucks after the rule, to its end"]);
    let found = later.outcome.answer().unwrap();
    assert!((found.voices[0].fan.months[0][3] - 100.0).abs() < 10.0, "{:?}", found.voices[0]);
}

#[test]
fn what_institutions_expected_is_in_the_unit_of_the_series() {
    let case = view("2021-12-31");
    let study = forecast(&case, "ore");
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6 * b.abs();
    let ids: Vec<&str> = study.expected.iter().map(|expected| expected.id.as_str()).collect();
    assert_eq!(
        ids,
        ["a_figure", "a_range", "at_least", "about"],
        "money is no mass, and another target another matter"
    );
    let [figure, range, at_least, about] = study.expected.as_slice() else { unreachable!() };
    assert!(near(figure.value, 120_000.0) && near(range.value, 1e5) && near(range.value_high.unwrap(), 2e5));
    assert!(near(at_least.value, 130_000.0) && near(about.value, 150_000.0));
    let came: f64 = months("2019-01", "2019-12").into_iter().map(ore).sum();
    assert!(study.expected.iter().take(3).all(|expected| near(expected.outcome.unwrap(), came)));
    assert!(near(figure.error().unwrap(), 120_000.0 - came));
    assert_eq!((range.error(), at_least.error()), (None, None), "only a figure is wrong by a figure");
    assert_eq!((about.outcome, about.error()), (None, None), "2021 was not known");
    // The row of the expectation, then those of twelve months.
    assert!(figure.rows.len() == 13 && figure.rows[0].file.starts_with("judgements/"), "{:?}", figure.rows);
    assert_eq!(about.rows.len(), 1);

    let pay = measured(&case, "pay").unwrap();
    let said = expected(&case, "Pay", &pay);
    assert!(said.len() == 1 && near(said[0].value, 1200.0) && said[0].outcome == Some(1100.0), "{said:?}");
    assert!(near(said[0].error().unwrap(), 100.0));
    // An outcome that was not known on the day of the view is none.
    let early = view("2019-07-15");
    assert!(expected(&early, "Ore exports", &measured(&early, "export:ore:quantity").unwrap())[0].outcome.is_none());
}
