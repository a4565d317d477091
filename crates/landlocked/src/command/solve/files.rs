//! From a name on the command line to a programme, or to a fault with its file and line.

use std::path::Path;

use balance::netdes;
use balance::smps::{self, Lookup, Reading, Sample, Smps, Which, listed, lookup};
use balance::two_stage::TwoStage;

use crate::arguments::{Inherit, Solve};
use crate::disk;
use crate::failure::Failure;
use crate::faults;
use crate::screen::{self, Screen};

/// What was read.
#[derive(Debug)]
pub(super) enum Read {
    /// Three SMPS files.
    Smps(Box<Smps>),
    /// A netdes file.
    Netdes(Box<TwoStage>),
}

/// What was read, and from where.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) files: Vec<String>,
    pub(super) read: Read,
}

/// Reads the files that the command line names.
pub(super) fn open(options: &Solve, screen: &Screen) -> Result<Opened, Failure> {
    let name = options.smps.as_deref().or(options.file.as_deref()).unwrap_or_default();
    let ending = Path::new(name).extension().unwrap_or_default();
    if options.smps.is_none() && ending.eq_ignore_ascii_case("dat") {
        return network(name, options, screen);
    }
    let files = three(name, screen)?;
    let [core, time, stoch] = [0, 1, 2].map(|at| disk::read_text(&files[at]));
    let texts = [core?, time?, stoch?];
    let reading = Reading {
        inherit: match options.inherit {
            Inherit::Parent => smps::Inherit::Parent,
            Inherit::Core => smps::Inherit::Core,
        },
        sample: options.sample.map(|count| Sample { count: count as usize, seed: options.seed }),
    };
    match smps::read(&texts[0], &texts[1], &texts[2], &reading) {
        Ok(read) => Ok(Opened { files: files.to_vec(), read: Read::Smps(Box::new(read)) }),
        Err(error) => {
            let at = match error.file {
                Which::Core => 0,
                Which::Time => 1,
                Which::Stoch => 2,
            };
            let mend = match error.fault {
                smps::Fault::TooMany(_) => Some("`--sample N` draws N of them at random"),
                _ => None,
            };
            Err(fault(screen, &files[at], (error.line, &texts[at]), &error.fault.to_string(), mend))
        }
    }
}

fn network(name: &str, options: &Solve, screen: &Screen) -> Result<Opened, Failure> {
    if options.sample.is_some() {
        return Err(Failure::Unfit {
            why: "the scenarios of a netdes file are listed one by one, so no sample is drawn".to_owned(),
            help: "leave out `--sample`",
        });
    }
    let text = disk::read_text(name)?;
    let read = netdes::read(&text)
        .map_err(|error| fault(screen, name, (error.line, &text), &error.fault.to_string(), None))?;
    Ok(Opened { files: vec![name.to_owned()], read: Read::Netdes(Box::new(read)) })
}

// The names of core, time and stoch file.
fn three(name: &str, screen: &Screen) -> Result<[String; 3], Failure> {
    match lookup(name) {
        Lookup::List => {
            let text = disk::read_text(name)?;
            listed(&text, name).map_err(|error| fault(screen, name, (1, &text), &error.to_string(), None))
        }
        Lookup::Three { core, time, stoch } => {
            Ok([first("core file", core)?, first("time file", time)?, first("stoch file", stoch)?])
        }
    }
}

fn first(what: &'static str, names: Vec<String>) -> Result<String, Failure> {
    match names.iter().find(|name| Path::new(name).is_file()) {
        Some(name) => Ok(name.clone()),
        None => Err(Failure::NoFile { what, looked_for: names }),
    }
}

// Says what is wrong where, and gives the reason to end.
fn fault(screen: &Screen, file: &str, (line, text): (usize, &str), what: &str, mend: Option<&str>) -> Failure {
    screen::message(&shown(file, (line, text), what, mend, screen.message_colour));
    Failure::File { path: file.to_owned() }
}

/// Columns of a line that are shown.
const WIDEST: usize = 100;

fn shown(file: &str, (line, text): (usize, &str), what: &str, mend: Option<&str>, colour: bool) -> String {
    let (start, end) = if colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    let mut out = format!("{start}error{end}: {file}:{line}\n");
    let excerpt: String = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().chars().take(WIDEST).collect();
    let excerpt = excerpt.replace('\t', " ");
    let quoted = what.split('`').nth(1).filter(|word| !word.is_empty());
    let marked = quoted.and_then(|word| {
        let (before, _) = excerpt.split_once(word)?;
        Some((before.chars().count(), word.chars().count()))
    });
    let told: Vec<String> = std::iter::once(what.to_owned()).chain(mend.map(|mend| format!("mend: {mend}"))).collect();
    faults::below(&mut out, &line.to_string(), (&excerpt, marked), &told, (start, end));
    out
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_fault_is_shown_in_its_line() {
        let text = "STOCH\nINDEP DISCRETE\n RHS\tS2C5 high 0.3\n";
        assert_eq!(
            shown("a.sto", (3, text), "`high` is not a number", None, false),
            "error: a.sto:3\n   |\n 3 |  RHS S2C5 high 0.3\n   |           ^^^^\n   = `high` is not a number\n"
        );
        assert_eq!(
            shown("a.sto", (4, text), "the file ends without ENDATA", Some("add it"), false),
            "error: a.sto:4\n   = the file ends without ENDATA\n   = mend: add it\n"
        );
    }
}
