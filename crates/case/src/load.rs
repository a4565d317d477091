//! From files in memory to a checked folder: all faults of all files in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bundle::{Bundle, Content, MAX_DOCUMENT_BYTES, MAX_FILE_BYTES};
use crate::check;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults, Place as Spot};
use crate::document::{DocumentReader, FromTable, NamedReference};
use crate::entry::{Entry, RowRef};
use crate::model::{CaseFolder, Tables};
use crate::provenance::{Basis, Confidence, Provenance};
use crate::reader::{CellReference, Sheet};
use crate::settings::{Panel, Questions, Scenarios, Settings};
use crate::table::Row;
use crate::tables::{
    Assumption, Buyer, Capacity, Cost, Dated, Decision, Event, Judgement, Link, Market, Observation, Place, Product,
    Production, Rest, Series, Source, TradeFlow,
};
use crate::text::SourceText;
use crate::value::date::Date;

/// What loading a folder gives: the folder if it has no errors, and every fault.
#[derive(Debug)]
pub struct Loaded {
    /// The folder; `None` when a diagnostic is an error.
    pub folder: Option<CaseFolder>,
    /// Errors and warnings in order of file, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files were read.
    pub files: usize,
}

/// The rows of one file, as far as they could be read, with their cells.
#[derive(Debug)]
pub(crate) struct Parsed<'t, R> {
    pub(crate) sheet: Sheet<'t>,
    /// Row number in the sheet, row and provenance.
    pub(crate) rows: Vec<(usize, R, Provenance)>,
    /// The ids that its cells name, also those of rows that could not be read whole.
    pub(crate) references: Vec<CellReference>,
}

/// A document as read, with the ids it names.
#[derive(Debug)]
pub(crate) struct ParsedDocument<'t, D> {
    pub(crate) source: &'t SourceText,
    pub(crate) value: Option<D>,
    pub(crate) references: Vec<NamedReference>,
}

/// Reads and checks a folder. Never panics and never stops early, whatever the files hold.
pub fn load(bundle: &Bundle) -> Loaded {
    let mut faults = Faults::default();
    let texts = decode(bundle, &mut faults);
    let parsed = parse(bundle, &texts, &mut faults);
    check::all(&parsed, &mut faults);
    let folder = if faults.any_error() { None } else { assemble(parsed, bundle, &mut faults) };
    if let Some(folder) = &folder {
        check::disagreements(folder, &texts, &mut faults);
    }
    Loaded { folder, diagnostics: faults.finish(), files: bundle.names().count() }
}

/// Everything that was read, before it is checked across files.
#[derive(Debug)]
pub(crate) struct AllParsed<'t> {
    pub(crate) settings: Option<ParsedDocument<'t, Settings>>,
    pub(crate) panel: Option<ParsedDocument<'t, Panel>>,
    pub(crate) scenarios: Option<ParsedDocument<'t, Scenarios>>,
    pub(crate) questions: Option<ParsedDocument<'t, Questions>>,
    pub(crate) sources: Vec<Parsed<'t, Source>>,
    pub(crate) places: Vec<Parsed<'t, Place>>,
    pub(crate) links: Vec<Parsed<'t, Link>>,
    pub(crate) capacities: Vec<Parsed<'t, Capacity>>,
    pub(crate) calendar: Vec<Parsed<'t, Rest>>,
    pub(crate) costs: Vec<Parsed<'t, Cost>>,
    pub(crate) products: Vec<Parsed<'t, Product>>,
    pub(crate) production: Vec<Parsed<'t, Production>>,
    pub(crate) markets: Vec<Parsed<'t, Market>>,
    pub(crate) buyers: Vec<Parsed<'t, Buyer>>,
    pub(crate) decisions: Vec<Parsed<'t, Decision>>,
    pub(crate) assumptions: Vec<Parsed<'t, Assumption>>,
    pub(crate) series: Vec<Parsed<'t, Series>>,
    pub(crate) observations: Vec<Parsed<'t, Observation>>,
    pub(crate) trade: Vec<Parsed<'t, TradeFlow>>,
    pub(crate) events: Vec<Parsed<'t, Event>>,
    pub(crate) judgements: Vec<Parsed<'t, Judgement>>,
}

fn decode(bundle: &Bundle, faults: &mut Faults) -> BTreeMap<String, SourceText> {
    let mut texts = BTreeMap::new();
    for name in bundle.names() {
        match bundle.get(name) {
            Some(Content::Bytes(bytes)) => {
                if let Some(text) = SourceText::decode(name, bytes, faults) {
                    texts.insert(name.to_owned(), text);
                }
            }
            Some(Content::TooLarge(size)) => faults.push(Diagnostic::new(
                Code::FileTooLarge,
                Spot::file(name),
                format!("{size} bytes"),
                format!("at most {MAX_FILE_BYTES} bytes"),
                "keep sums and samples in the case; nothing of this file was read",
            )),
            Some(Content::Unreadable(reason)) => faults.push(Diagnostic::new(
                Code::FileUnreadable,
                Spot::file(name),
                reason.clone(),
                "a regular file that can be read",
                "check what it is and its permissions",
            )),
            None => {}
        }
    }
    texts
}

fn parse<'t>(bundle: &Bundle, texts: &'t BTreeMap<String, SourceText>, faults: &mut Faults) -> AllParsed<'t> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let parsed = AllParsed {
        settings: document(bundle, texts, "case.toml", true, faults),
        panel: document(bundle, texts, "panel.toml", false, faults),
        scenarios: document(bundle, texts, "scenarios.toml", false, faults),
        questions: document(bundle, texts, "outlook.toml", false, faults),
        sources: table(bundle, texts, faults),
        places: table(bundle, texts, faults),
        links: table(bundle, texts, faults),
        capacities: table(bundle, texts, faults),
        calendar: table(bundle, texts, faults),
        costs: table(bundle, texts, faults),
        products: table(bundle, texts, faults),
        production: table(bundle, texts, faults),
        markets: table(bundle, texts, faults),
        buyers: table(bundle, texts, faults),
        decisions: table(bundle, texts, faults),
        assumptions: table(bundle, texts, faults),
        series: table(bundle, texts, faults),
        observations: table(bundle, texts, faults),
        trade: table(bundle, texts, faults),
        events: table(bundle, texts, faults),
        judgements: table(bundle, texts, faults),
    };
    known.extend(["case.toml", "panel.toml", "scenarios.toml", "outlook.toml"]);
    let tables = crate::schema::tables();
    known.extend(tables.iter().map(|table| table.file));
    for name in bundle.names() {
        if !known.contains(name) && !is_table_of("judgements/", name) {
            faults.push(Diagnostic::new(
                Code::UnknownFile,
                Spot::file(name),
                "a file that no case reads",
                "the files that `landlocked schema` lists",
                crate::cell::did_you_mean(name, known.iter().copied())
                    .map_or_else(|| "move it out of the folder".to_owned(), |near| format!("did you mean `{near}`?")),
            ));
        }
    }
    parsed
}

fn document<'t, D: FromTable>(
    bundle: &Bundle,
    texts: &'t BTreeMap<String, SourceText>,
    file: &str,
    required: bool,
    faults: &mut Faults,
) -> Option<ParsedDocument<'t, D>> {
    let Some(source) = texts.get(file) else {
        if required && bundle.get(file).is_none() {
            faults.push(missing(file));
        }
        return None;
    };
    if source.text.len() > MAX_DOCUMENT_BYTES {
        faults.push(Diagnostic::new(
            Code::FileTooLarge,
            Spot::file(file),
            format!("{} bytes", source.text.len()),
            format!("at most {MAX_DOCUMENT_BYTES} bytes in a TOML document"),
            "keep long texts elsewhere; nothing of this file was read",
        ));
        return None;
    }
    let mut reader = DocumentReader { source, faults, references: Vec::new() };
    let value = reader.document();
    Some(ParsedDocument { source, value, references: reader.references })
}

/// Whether a file is one of the tables of a folder inside the case.
fn is_table_of(folder: &str, name: &str) -> bool {
    name.starts_with(folder) && std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"))
}

fn missing(file: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FileMissing,
        Spot::file(file),
        "no such file in the folder",
        "every file that `landlocked schema` lists as required",
        format!("write `{file}`; `landlocked new` makes a folder with every header"),
    )
}

fn table<'t, R: Row>(
    bundle: &Bundle,
    texts: &'t BTreeMap<String, SourceText>,
    faults: &mut Faults,
) -> Vec<Parsed<'t, R>> {
    let definition = R::table();
    let files: Vec<&SourceText> = if definition.file.ends_with('/') {
        texts.iter().filter(|(name, _)| is_table_of(definition.file, name)).map(|(_, text)| text).collect()
    } else {
        if bundle.get(definition.file).is_none() {
            faults.push(missing(definition.file));
        }
        texts.get(definition.file).into_iter().collect()
    };
    let mut all = Vec::new();
    for text in files {
        let Some(sheet) = Sheet::read(text, &definition, faults) else { continue };
        let mut rows = Vec::with_capacity(sheet.len());
        let mut references = Vec::new();
        for index in 0..sheet.len() {
            let Some(mut reader) = sheet.row(index, &mut references, faults) else { continue };
            let row = R::read(&mut reader);
            let provenance = if definition.provenance {
                Provenance::read(&mut reader)
            } else {
                reader.cell("source_id").map(|source_id| Provenance {
                    source_id,
                    confidence: Confidence::High,
                    basis: Basis::Sourced,
                    known_on: None,
                    note: None,
                })
            };
            if let (Some(row), Some(provenance)) = (row, provenance) {
                rows.push((index, row, provenance));
            }
        }
        all.push(Parsed { sheet, rows, references });
    }
    all
}

/// Turns what was read and checked into the folder. `None` only when a required document is missing.
fn assemble(parsed: AllParsed<'_>, bundle: &Bundle, faults: &mut Faults) -> Option<CaseFolder> {
    let settings = parsed.settings?.value?;
    let series = entries(parsed.series, |_, given| given);
    let lags: BTreeMap<_, _> =
        series.iter().map(|entry| (entry.series_id.clone(), entry.publication_lag_days)).collect();
    let tables = Tables {
        sources: entries(parsed.sources, |_, _| Some(Date::MIN)),
        places: entries(parsed.places, |_, given| given),
        links: entries(parsed.links, |_, given| given),
        capacities: entries(parsed.capacities, |_, given| given),
        calendar: entries(parsed.calendar, |_, given| given),
        costs: entries(parsed.costs, |_, given| given),
        products: entries(parsed.products, |_, given| given),
        production: entries(parsed.production, |_, given| given),
        markets: entries(parsed.markets, |_, given| given),
        buyers: entries(parsed.buyers, |_, given| given),
        decisions: entries(parsed.decisions, |_, given| given),
        assumptions: entries(parsed.assumptions, |_, given| given),
        observations: entries(parsed.observations, |row: &Observation, given| {
            given.or_else(|| check::published(row.period.last_day(), *lags.get(&row.series_id)?))
        }),
        trade: entries(parsed.trade, |row: &TradeFlow, given| {
            given.or_else(|| {
                let (end, lag) = row.measured_to()?;
                check::published(end, lag?)
            })
        }),
        events: entries(parsed.events, |_, given| given),
        judgements: entries(parsed.judgements, |_, given| given),
        series,
    };
    check::unused_sources(&tables, &settings, parsed.panel.as_ref().and_then(|p| p.value.as_ref()), faults);
    Some(CaseFolder {
        settings,
        panel: parsed.panel.and_then(|document| document.value),
        scenarios: parsed
            .scenarios
            .and_then(|document| document.value)
            .map_or_else(Vec::new, |document| document.scenario),
        questions: parsed.questions.and_then(|document| document.value),
        tables,
        hash: bundle.hash(),
    })
}

fn entries<R>(parsed: Vec<Parsed<'_, R>>, known_on: impl Fn(&R, Option<Date>) -> Option<Date>) -> Vec<Entry<R>> {
    parsed
        .into_iter()
        .flat_map(|Parsed { sheet, rows, .. }| {
            let known_on = &known_on;
            let file: Arc<str> = sheet.source.file.as_str().into();
            rows.into_iter()
                .map(move |(index, row, provenance)| Entry {
                    // A row without a day is only known at the end of time: never too early.
                    known_on: known_on(&row, provenance.known_on).unwrap_or(Date::MAX),
                    at: RowRef { file: Arc::clone(&file), line: sheet.line(index) },
                    row,
                    provenance,
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
