//! A programme that was read, and what is known of it before it is solved.

use balance::extensive::{ExtensiveError, Form, of_programme, of_tree};
use balance::risk::Risk;
use balance::smps::{self, Smps};
use balance::two_stage::TwoStage;
use serde::Serialize;
use solve::{ColumnId, Problem};

use super::files::{Opened, Read};

/// A programme to be solved.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) about: About,
    /// As one that can be decomposed.
    pub(super) two_stage: Option<Box<TwoStage>>,
    /// Why it cannot.
    pub(super) unfit: Option<String>,
    smps: Option<Box<Smps>>,
}

/// What it is, whatever its answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct About {
    /// The name that the core file gives, or that of the file.
    pub(super) name: String,
    pub(super) files: Vec<String>,
    pub(super) stages: usize,
    pub(super) scenarios: usize,
    /// Of one scenario: rows and columns of all stages.
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) first_stage_rows: usize,
    pub(super) first_stage_columns: usize,
    /// Whether some columns take whole numbers only.
    pub(super) whole_numbers: bool,
    /// Whether the core file asks for a maximum; a loss is the negative of its objective then.
    pub(super) maximise: bool,
    /// How child scenarios were read; none where the file lists no scenarios by name.
    pub(super) child_scenarios: Option<Children>,
    pub(super) warnings: Vec<String>,
}

/// How child scenarios were read.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Children {
    /// What they inherit: `parent` (all changes of their parent) or `core` (those before their branch).
    pub(super) inherit: &'static str,
    /// Whether the other reading gives another programme.
    pub(super) readings_differ: bool,
}

impl Task {
    pub(super) fn new(opened: Opened) -> Self {
        match opened.read {
            Read::Smps(smps) => Self::of_smps(smps, opened.files),
            Read::Netdes(programme) => Self::of_network(programme, opened.files),
        }
    }

    fn of_smps(smps: Box<Smps>, files: Vec<String>) -> Self {
        let (two_stage, unfit) = match smps.two_stage() {
            Ok(programme) => (Some(Box::new(programme)), None),
            Err(why) => (None, Some(why.to_string())),
        };
        let child_scenarios = smps.tree.names.iter().any(|name| !name.is_empty()).then_some(Children {
            inherit: match smps.inherit {
                smps::Inherit::Parent => "parent",
                smps::Inherit::Core => "core",
            },
            readings_differ: smps.readings_differ,
        });
        let about = About {
            name: if smps.name.is_empty() { stem(&files) } else { smps.name.clone() },
            files,
            stages: smps.periods.len(),
            scenarios: smps.tree.leaves.len(),
            rows: smps.core.row_count(),
            columns: smps.core.column_count(),
            first_stage_rows: smps.periods.get(1).map_or(0, |period| period.row),
            first_stage_columns: smps.columns_of(0).len(),
            whole_numbers: smps.core.has_integers(),
            maximise: smps.maximise,
            child_scenarios,
            warnings: smps.warnings.clone(),
        };
        Self { about, two_stage, unfit, smps: Some(smps) }
    }

    fn of_network(programme: Box<TwoStage>, files: Vec<String>) -> Self {
        let (first, recourse) = (&programme.first, &programme.recourse);
        let about = About {
            name: stem(&files),
            files,
            stages: 2,
            scenarios: programme.futures.count(),
            rows: first.row_count() + recourse.row_count(),
            columns: first.column_count() + recourse.column_count(),
            first_stage_rows: first.row_count(),
            first_stage_columns: first.column_count(),
            whole_numbers: first.has_integers(),
            maximise: false,
            child_scenarios: None,
            warnings: Vec::new(),
        };
        Self { about, two_stage: Some(programme), unfit: None, smps: None }
    }

    /// All scenarios in one programme.
    pub(super) fn form(&self, risk: Risk) -> Result<Form, ExtensiveError> {
        match (&self.smps, &self.two_stage) {
            // From the tree itself, so that it also is a referee of what two stages were made from it.
            (Some(smps), _) => of_tree(smps, risk),
            (None, Some(programme)) => of_programme(programme, risk),
            (None, None) => unreachable!("a programme comes from SMPS files or is a network"),
        }
    }

    /// Rows that this has: no fewer than in truth where rows become known late.
    pub(super) fn form_rows(&self) -> usize {
        self.about.rows.saturating_mul(self.about.scenarios)
    }

    /// What is decided now, by name.
    pub(super) fn first_stage(&self, values: &[f64]) -> Vec<Decided> {
        let names: &Problem = match (&self.smps, &self.two_stage) {
            (Some(smps), _) => &smps.core,
            (None, Some(programme)) => &programme.first,
            (None, None) => return Vec::new(),
        };
        let named =
            |(j, value): (usize, &f64)| Decided { name: names.column_name(ColumnId(j)).to_owned(), value: *value };
        values.iter().enumerate().map(named).collect()
    }
}

/// A column of the first stage and its value.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Decided {
    pub(super) name: String,
    pub(super) value: f64,
}

fn stem(files: &[String]) -> String {
    let name = files.first().map(std::path::Path::new).and_then(std::path::Path::file_stem);
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
