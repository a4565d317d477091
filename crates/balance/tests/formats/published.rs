//! Instances with published optima, where the folder with them is at hand.

use std::path::{Path, PathBuf};

use balance::expected::{mean_value, wait_and_see};
use balance::netdes;
use balance::risk::Risk;
use balance::smps::Smps;
use solve::{ColumnId, Kind, Options};

use super::{MEAN, grown, judged, near, read, solved};

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let there = folder.is_dir();
    if !there {
        eprintln!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

fn lands() -> Option<Smps> {
    let folder = folder("smps_lands")?;
    let text = |ending: &str| std::fs::read_to_string(folder.join(format!("lands.{ending}"))).unwrap();
    Some(read(&text("cor"), &text("tim"), &text("sto")))
}

#[test]
fn the_electricity_of_louveaux_and_smeers() {
    let Some(lands) = lands() else { return };
    assert!(lands.warnings.is_empty() && !lands.readings_differ);
    let programme = lands.two_stage().unwrap();
    let found = solved(&programme, MEAN);
    near(found.objective, 28_639.0 / 75.0);
    for (found, expected) in found.first.iter().zip([8.0 / 3.0, 4.0, 10.0 / 3.0, 2.0]) {
        near(*found, expected);
    }
    near(grown(&lands, MEAN).objective, found.objective);

    let mean = solved(&mean_value(&programme), MEAN);
    near(mean.objective, 378.666_666_666_666_7);
    let expected = judged(&programme, &mean.first, MEAN).objective;
    near(expected, 383.986_666_666_666_7);
    near(expected - found.objective, 2.133_333_333_333_3);
    let known = wait_and_see(&programme, &Options::default()).unwrap();
    let known: f64 = known.iter().zip([0.3, 0.4, 0.3]).map(|(loss, p)| loss * p).sum();
    near(known, 380.166_666_666_666_7);
    near(found.objective - known, 1.686_666_666_666_7);

    for (lambda, objective) in [(0.5, 425.983_333_333_333_3), (1.0, 469.333_333_333_333_3)] {
        let risk = Risk { lambda, alpha: 0.7 };
        near(solved(&programme, risk).objective, objective);
        near(grown(&lands, risk).objective, objective);
    }
}

#[test]
fn network_designs_with_known_optima() {
    let Some(folder) = folder("netdes") else { return };
    for (name, optimum, relaxed) in [("01", 88_557.3, 68_119.467_410), ("02", 108_122.65, 85_359.777_884)] {
        let text = std::fs::read_to_string(folder.join(format!("network-10-10-L-{name}.dat"))).unwrap();
        let mut programme = netdes::read(&text).unwrap();
        let found = solved(&programme, MEAN);
        near(found.objective, optimum);
        assert!(found.first.iter().all(|built| *built == 0.0 || *built == 1.0));
        for column in 0..programme.first.column_count() {
            programme.first.set_kind(ColumnId(column), Kind::Continuous).unwrap();
        }
        near(solved(&programme, MEAN).objective, relaxed);
    }
}
