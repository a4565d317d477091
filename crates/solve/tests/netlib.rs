//! The Netlib programmes, where the folder with them is at hand: published optima with an accepted certificate.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use std::io::Read;
use std::path::{Path, PathBuf};

use solve::{Highs, Options, Outcome, Session, Solver};

/// Name, rows, columns, entries outside the objective, optimum; from the Netlib readme.
const TABLE: [(&str, usize, usize, usize, f64); 10] = [
    ("afiro", 27, 32, 83, -464.753_142_86),
    ("sc50a", 50, 48, 130, -64.575_077_059),
    ("sc105", 105, 103, 280, -52.202_061_212),
    ("adlittle", 56, 97, 383, 225_494.963_16),
    ("share2b", 96, 79, 694, -415.732_240_74),
    ("scagr7", 129, 140, 420, -2_331_389.824_3),
    ("ship04s", 402, 1458, 4352, 1_798_714.700_4),
    ("stocfor1", 117, 111, 447, -41_131.976_219),
    ("sctap1", 300, 480, 1692, 1412.25),
    ("gfrd-pnc", 616, 1092, 2377, 6_902_235.999_5),
];

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/netlib_lp");
    let there = folder.is_dir();
    if !there {
        eprintln!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

fn read(folder: &Path, name: &str) -> solve::Problem {
    let file = std::fs::File::open(folder.join(format!("{name}.mps.gz"))).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    solve::mps::read(&text).unwrap().problem
}

#[test]
fn published_optima_are_found_and_certified() {
    let Some(folder) = folder() else { return };
    for (name, rows, columns, entries, optimum) in TABLE {
        let problem = read(&folder, name);
        assert_eq!(
            (problem.row_count(), problem.column_count(), problem.entry_count()),
            (rows, columns, entries),
            "{name}"
        );
        for options in [Options::default(), Options::many_small(), Options { tolerance: 1e-7, ..Options::default() }] {
            let start = std::time::Instant::now();
            let solution = Highs { options }.solve(&problem).unwrap().optimal().unwrap();
            let error = (solution.objective - optimum).abs() / (1.0 + optimum.abs());
            assert!(error <= 1e-6, "{name}: {} is not {optimum}", solution.objective);
            assert!(solution.certificate.accepts(), "{name}: {:?}", solution.certificate);
            eprintln!(
                "{name}: {} iterations in {:?}, relative gap {:.1e}, {:?}",
                solution.iterations,
                start.elapsed(),
                solution.certificate.relative_gap,
                solution.certificate.proof
            );
        }
    }
}

#[test]
fn other_bounds_and_back_give_the_same_certified_value() {
    let Some(folder) = folder() else { return };
    for (name, .., optimum) in TABLE {
        let problem = read(&folder, name);
        let mut session = Session::new(problem.clone(), &Options::many_small()).unwrap();
        let first = session.solve().unwrap().optimal().unwrap();
        for column in (0..problem.column_count()).step_by(7).map(solve::ColumnId) {
            let value = first.value(column);
            session.set_column_bounds(column, value.min(0.0), value.max(0.0) + 1.0).unwrap();
        }
        assert!(matches!(session.solve().unwrap(), Outcome::Optimal(_)), "{name}");
        for column in (0..problem.column_count()).map(solve::ColumnId) {
            let (lower, upper) = (problem.column_lower()[column.0], problem.column_upper()[column.0]);
            session.set_column_bounds(column, lower, upper).unwrap();
        }
        let again = session.solve().unwrap().optimal().unwrap();
        let error = (again.objective - optimum).abs() / (1.0 + optimum.abs());
        assert!(error <= 1e-6 && again.certificate.accepts(), "{name}: {} is not {optimum}", again.objective);
    }
}
