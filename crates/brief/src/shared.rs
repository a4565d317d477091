//! What both papers carry, as the templates read it.

use ::words::text;
use document::{Dossier, Meta, SourceView};
use figure::time;
use serde::Serialize;

use crate::words::{self, Run, Scribe, Words};

/// Addresses longer than this are not linked and not printed.
const LONGEST_ADDRESS: usize = 400;

/// Characters of a SHA-256 in hexadecimal digits.
const HASH: usize = 64;

/// Characters of a title that stand in one line of small type.
const SHORT: usize = 84;

/// The name under which the program signs.
const AUTHOR: &str = "landlocked";

/// Title, day and language of a paper.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Head {
    /// For the file's own data.
    pub(crate) name: String,
    pub(crate) author: &'static str,
    pub(crate) lang: String,
    pub(crate) region: Option<String>,
    /// Year, month, day of the view.
    pub(crate) date: (i16, i8, i8),
    /// The title on the page.
    pub(crate) title: Words,
    /// The title at the head of the other pages.
    pub(crate) short: Words,
    pub(crate) question: Option<Words>,
    /// The economy's name.
    pub(crate) place: Words,
    /// As of which day.
    pub(crate) as_of: Words,
    /// Family names of the fonts, in the order in which they are asked.
    pub(crate) fonts: [&'static str; 4],
}

/// A source as it is cited.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cited {
    /// Its number on the paper.
    pub(crate) number: usize,
    pub(crate) words: Words,
    pub(crate) url: Option<String>,
}

/// The head of a paper.
pub(crate) fn head(meta: &Meta, scribe: &mut Scribe) -> Head {
    let name = scribe.plain(meta.title.trim());
    Head {
        name: if name.trim().is_empty() { text!("Brief") } else { name },
        author: AUTHOR,
        lang: language(&meta.language),
        region: region(&meta.language),
        date: (meta.as_of.year(), meta.as_of.month(), meta.as_of.day()),
        title: scribe.title(&meta.title, &text!("Brief")),
        short: words::clip(scribe.title(&meta.title, &text!("Brief")), SHORT),
        question: meta.question.as_ref().map(|text| scribe.words(text.trim())).filter(|words| !words.is_empty()),
        place: scribe.words(&meta.economy_name),
        as_of: scribe.words(&text!("As of {day}", day = day(meta))),
        fonts: typeface::FAMILIES,
    }
}

/// The part of a language tag that names the language; English where there is none.
pub(crate) fn language(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    let known = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    if known { first.to_ascii_lowercase() } else { "en".to_owned() }
}

fn region(tag: &str) -> Option<String> {
    tag.split(['-', '_'])
        .skip(1)
        .find(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic()))
        .map(str::to_ascii_uppercase)
}

fn day(meta: &Meta) -> String {
    let month = time::name::month(meta.as_of.month().unsigned_abs().into());
    text!("{day} {month} {year}", day = meta.as_of.day(), year = meta.as_of.year())
}

/// What a source is cited as, under a number.
pub(crate) fn cited(source: &SourceView, number: usize, scribe: &mut Scribe) -> Cited {
    Cited { number, words: scribe.words(&source.citation()), url: source.url.as_deref().and_then(address) }
}

/// An address that can be printed and followed.
pub(crate) fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let web = url.starts_with("https://") || url.starts_with("http://");
    let plain = url.len() <= LONGEST_ADDRESS && url.chars().all(|c| c.is_ascii_graphic());
    (web && plain).then(|| url.to_owned())
}

/// On what a dossier rests, what is assumed in it, and how to check it, in sentences.
pub(crate) fn basis(meta: &Meta, scribe: &mut Scribe) -> Vec<Words> {
    let sentences = [
        rests(meta),
        match meta.unsourced {
            0 => text!("Every row has a source."),
            1 => text!("One row is an assumption or is not yet checked against a source."),
            many => text!("{rows} rows are assumptions or are not yet checked against a source.", rows = count(many)),
        },
        match meta.later_prints {
            0 => text!("No row was read from a source printed later than that day."),
            1 => text!("One row was known by that day but read from a source printed later."),
            many => {
                text!("{rows} rows were known by that day but read from sources printed later.", rows = count(many))
            }
        },
    ];
    sentences.iter().map(|sentence| scribe.words(sentence)).collect()
}

fn rests(meta: &Meta) -> String {
    let (rows, sources, day) = (count(meta.rows), count(meta.sources), day(meta));
    match (meta.rows, meta.sources) {
        (1, 1) => text!("The dossier rests on one row from one source, as they could be known on {day}."),
        (1, _) => text!("The dossier rests on one row from {sources} sources, as they could be known on {day}."),
        (_, 1) => text!("The dossier rests on {rows} rows from one source, as they could be known on {day}."),
        _ => text!("The dossier rests on {rows} rows from {sources} sources, as they could be known on {day}."),
    }
}

/// A count as numbers are printed.
fn count(number: usize) -> String {
    u32::try_from(number).map_or_else(|_| number.to_string(), |number| figure::number::format(f64::from(number), 0))
}

/// How a reader checks a number.
pub(crate) fn check(example: Option<&str>, scribe: &mut Scribe) -> Words {
    scribe.words(&match example {
        Some(id) => {
            text!("To check a number, ask the program for its rows and sources, for example `landlocked trace {id}`.")
        }
        None => text!("To check a number, ask the program for its rows and sources: `landlocked trace ID`."),
    })
}

/// From what data and by what program a paper was made.
pub(crate) fn stamp(meta: &Meta, scribe: &mut Scribe) -> Words {
    // Whole, so that it can be copied.
    let hash = scribe.plain(&meta.case_hash);
    let hash = if hash.len() > HASH { scribe.words(&hash) } else { vec![Run::plain(hash)] };
    let stamp = text!("Data {{}}, {program}, as of {day}.", program = creator(meta), day = meta.as_of);
    scribe.around(&stamp, hash)
}

/// What tells one dossier from another: for the file's identifier.
pub(crate) fn ident(dossier: &Dossier, kind: &str) -> String {
    let meta = &dossier.meta;
    format!("{kind} {} {} {}", meta.case_hash, meta.as_of, meta.program)
}

/// The program that made a file.
pub(crate) fn creator(meta: &Meta) -> String {
    format!("{AUTHOR} {}", meta.program)
}
