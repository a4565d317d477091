//! Rules of the TOML documents.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::cell::Reference;
use crate::check::references::Ids;
use crate::code::Code;
use crate::diagnostic::Faults;
use crate::load::{AllParsed, ParsedDocument};
use crate::reader::shorten;
use crate::settings::{FORMAT, MAX_HORIZON, MAX_MONTHS, MAX_PERIODS, Panel, Questions, Scenarios, Settings};

pub(crate) fn check(parsed: &AllParsed<'_>, ids: &Ids, faults: &mut Faults) {
    if let Some(document) = &parsed.settings {
        references(document, ids, faults);
        settings(document, faults);
    }
    if let Some(document) = &parsed.panel {
        references(document, ids, faults);
        panel(document, faults);
    }
    if let Some(document) = &parsed.scenarios {
        references(document, ids, faults);
        scenarios(document, faults);
    }
    if let Some(document) = &parsed.questions {
        references(document, ids, faults);
        questions(document, faults);
    }
}

fn references<D>(document: &ParsedDocument<'_, D>, ids: &Ids, faults: &mut Faults) {
    for named in &document.references {
        let reference = Reference { id: &named.id, tables: named.tables };
        if let Some((expected, mend)) = ids.fault(&reference) {
            faults.push(document.source.fault(
                Code::UnknownReference,
                named.span.clone(),
                Some(&named.name),
                format!("`{}`", shorten(&named.id)),
                expected,
                mend,
            ));
        }
    }
}

fn settings(document: &ParsedDocument<'_, Settings>, faults: &mut Faults) {
    let Some(settings) = &document.value else { return };
    let mut fault = |code, name: &str, found: String, expected: &str, mend: &str| {
        // The key's own line, where it can be found.
        let at = document
            .source
            .text
            .match_indices(name)
            .map(|(at, _)| at)
            .find(|at| *at == 0 || document.source.text.as_bytes().get(at - 1) == Some(&b'\n'))
            .unwrap_or(0);
        faults.push(document.source.fault(code, at..at + name.len(), Some(name), found, expected, mend));
    };
    if settings.format != FORMAT {
        fault(
            Code::FormatVersion,
            "format",
            format!("format {}", settings.format),
            &format!("format {FORMAT}"),
            "use a program of the same age as the folder",
        );
    }
    for group in settings.groups.keys() {
        let good = group.len() == 3 && group.starts_with('X') && group.bytes().all(|b| b.is_ascii_uppercase());
        if !good {
            fault(
                Code::UnknownEconomy,
                group,
                format!("group `{}`", shorten(group)),
                "three capital letters that begin with X",
                "rename the group, for example `XEU`",
            );
        }
    }
    for name in settings.names.keys() {
        if <crate::value::economy::Economy as crate::cell::Cell>::parse(name).is_err() {
            fault(
                Code::UnknownEconomy,
                name,
                format!("`{}`", shorten(name)),
                "an ISO 3166-1 alpha-3 code",
                "correct the code",
            );
        }
    }
    for vintage in settings.vintages.keys() {
        if <crate::value::id::VintageId as crate::cell::Cell>::parse(vintage).is_err() {
            fault(
                Code::BadId,
                vintage,
                format!("vintage `{}`", shorten(vintage)),
                "an id",
                "use lower case letters, digits and underscores",
            );
        }
    }
    if let Some(balance) = &settings.balance {
        if !settings.gateways.contains(&balance.neighbour) {
            fault(
                Code::NotAGateway,
                "neighbour",
                format!("`{}`", balance.neighbour.as_str()),
                "one of the `gateways`",
                "correct the code, or add it to `gateways`",
            );
        }
        // Bounded, because the size of a programme grows with both.
        for (name, number, most) in [("periods", balance.periods, MAX_PERIODS), ("months", balance.months, MAX_MONTHS)]
        {
            if number == 0 || number > most {
                fault(
                    Code::OutOfRange,
                    name,
                    number.to_string(),
                    &format!("a whole number from 1 to {most}"),
                    "correct the number",
                );
            }
        }
    }
    if let Some(region) = &settings.region {
        let ordered = region.west < region.east && region.south < region.north;
        let on_earth = region.south >= -90.0 && region.north <= 90.0 && region.west >= -180.0 && region.east <= 180.0;
        if !ordered || !on_earth || region.parallels.len() != 2 {
            fault(
                Code::OutOfRange,
                "[region]",
                "a region that is not on a map".to_owned(),
                "west < east within -180..180, south < north within -90..90, and two parallels",
                "correct the degrees",
            );
        }
    }
}

fn panel(document: &ParsedDocument<'_, Panel>, faults: &mut Faults) {
    let Some(panel) = &document.value else { return };
    let people = panel.person.iter().map(|person| person.id.to_string());
    let claims = panel.claim.iter().map(|claim| claim.number.to_string());
    for (what, key, twice) in [("person", "id", repeated(people)), ("claim", "number", repeated(claims))] {
        for id in twice {
            faults.push(document.source.fault(
                Code::DuplicateKey,
                second(&document.source.text, key, &id),
                Some(what),
                format!("{what} `{id}` twice"),
                "each once",
                "give one of them another id or number",
            ));
        }
    }
    if let Some(hour) = &panel.starts_at
        && hour.parse::<jiff::civil::Time>().is_err()
    {
        let at = document.source.text.find(hour.as_str()).unwrap_or(0);
        faults.push(document.source.fault(
            Code::NotADate,
            at..at + hour.len(),
            Some("starts_at"),
            format!("`{}`", shorten(hour)),
            "an hour and minute, `13:00`",
            "write the hour, or leave the key out when it is not known",
        ));
    }
    if panel.audio.as_ref().is_some_and(|audio| audio.bytes == 0) {
        let text = &document.source.text;
        let begins = text.find("[audio]").unwrap_or(0);
        faults.push(document.source.fault(
            Code::BadRecording,
            after(text, begins, "bytes"),
            Some("bytes"),
            "0".to_owned(),
            "the size of the file, 1 byte or more",
            "write the size that the host of the file tells, or leave out the whole table",
        ));
    }
}

fn scenarios(document: &ParsedDocument<'_, Scenarios>, faults: &mut Faults) {
    let Some(scenarios) = &document.value else { return };
    for id in repeated(scenarios.scenario.iter().map(|scenario| scenario.id.to_string())) {
        faults.push(document.source.fault(
            Code::DuplicateKey,
            second(&document.source.text, "id", &id),
            Some("id"),
            format!("scenario `{id}` twice"),
            "each once",
            "give one of them another id",
        ));
    }
}

fn questions(document: &ParsedDocument<'_, Questions>, faults: &mut Faults) {
    let Some(questions) = &document.value else { return };
    let effects = questions.effect.iter().map(|question| question.id.to_string());
    let forecasts = questions.forecast.iter().map(|question| question.id.to_string());
    for id in repeated(effects.clone().chain(forecasts)) {
        faults.push(document.source.fault(
            Code::DuplicateKey,
            second(&document.source.text, "id", &id),
            Some("id"),
            format!("question `{id}` twice"),
            "each once",
            "give one of them another id",
        ));
    }
    let asked: BTreeSet<String> = effects.collect();
    for question in &questions.forecast {
        let text = &document.source.text;
        let begins = first(text, "id", question.id.as_str());
        if question.horizon == 0 || question.horizon > MAX_HORIZON {
            faults.push(document.source.fault(
                Code::OutOfRange,
                after(text, begins, "horizon"),
                Some("horizon"),
                question.horizon.to_string(),
                format!("a whole number from 1 to {MAX_HORIZON}"),
                "correct the number",
            ));
        }
        for effect in question.without.iter().filter(|effect| !asked.contains(effect.as_str())) {
            let mend = crate::cell::did_you_mean(effect.as_str(), asked.iter().map(String::as_str))
                .map_or_else(|| "add an [[effect]] for it".to_owned(), |near| format!("did you mean `{near}`?"));
            faults.push(document.source.fault(
                Code::UnknownReference,
                after(text, begins, &format!("\"{effect}\"")),
                Some("without"),
                format!("`{}`", shorten(effect.as_str())),
                "the id of an [[effect]] of this file",
                mend,
            ));
        }
    }
}

/// Where a piece of text stands next, for want of the places of list items; the beginning of the file where it does not.
fn after(text: &str, from: usize, piece: &str) -> Range<usize> {
    let at = text.get(from..).and_then(|rest| rest.find(piece)).map(|at| from + at).or_else(|| text.find(piece));
    at.map_or(0..0, |at| at..at + piece.len())
}

/// Where the line begins that first gives a key a value; 0 where none does.
fn first(text: &str, key: &str, value: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if given(line, key) == Some(value) {
            return at;
        }
        at += line.len();
    }
    0
}

/// The value that a line gives a key, without its quotes.
fn given<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let given = line.trim_start().strip_prefix(key)?.trim_start().strip_prefix('=')?;
    Some(given.split('#').next().unwrap_or("").trim().trim_matches(['"', '\'']))
}

/// Where a key is given a value for the second time.
fn second(text: &str, key: &str, value: &str) -> Range<usize> {
    let mut at = 0;
    let mut seen = false;
    for line in text.split_inclusive('\n') {
        if given(line, key) == Some(value) {
            if seen {
                let start = at + line.find(value).unwrap_or(0);
                return start..start + value.len();
            }
            seen = true;
        }
        at += line.len();
    }
    0..0
}

fn repeated(ids: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| !seen.insert(id.clone())).collect()
}
