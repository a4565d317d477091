//! No text makes the readers panic, nor what is made from what they read.

use balance::expected::mean_value;
use balance::risk::Risk;
use balance::smps::{self, Inherit, Reading, Sample};
use balance::{extensive, netdes};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::periods::{CORE, SCENARIOS, TIME};

const RISK: Risk = Risk { lambda: 0.5, alpha: 0.5 };

const BLOCKS: &str = "STOCH\nINDEP DISCRETE ADD\n Y LOSS 2 TWO 0.5\n UP BND Z 2 0.5\n Y LOSS 3 TWO 0.5\n \
                      UP BND Z 4 0.5\nBLOCKS MULTIPLY\n BL B THREE 1\n RHS THIRD 2\n X SECOND 3\n RHS LOSS 4\nENDATA\n";

const NETWORK: &str =
    "+\n2\n0.5\n10\n0,1;1,0\n0,3;4,0\n2\n0.5,0.5\n--\n0,1;0,0\n0,2;2,0\n1,-1\n--\n0,1;1,0\n0,2;1,0\n-1,1\n";

const WORDS: [&str; 40] = [
    "X",
    "Y",
    "Z",
    "LOSS",
    "SECOND",
    "THIRD",
    "RHS",
    "ONE",
    "TWO",
    "THREE",
    "0.5",
    "1",
    "-1",
    "1e30",
    "-1e30",
    "0",
    "inf",
    "SC",
    "BL",
    "UP",
    "LO",
    "FX",
    "BND",
    "ROOT",
    "A",
    "B",
    "C",
    "ENDATA",
    "\nINDEP",
    "\nBLOCKS",
    "\nSCENARIOS",
    "ADD",
    "\nPERIODS",
    "\nROWS",
    "\n",
    "1,2;3,4",
    "MARKER",
    "é",
    "--",
    "*",
];

/// A text with some words exchanged, left out or doubled and some lines moved.
fn garbled(text: &str, changes: &[(u16, u8, u8)]) -> String {
    let mut lines: Vec<Vec<String>> =
        text.lines().map(|line| line.split(' ').map(str::to_owned).collect::<Vec<String>>()).collect();
    for &(at, what, how) in changes {
        let count = lines.len();
        if count == 0 {
            break;
        }
        let line = usize::from(at) % count;
        let words = lines[line].len();
        let word = usize::from(what) % words.max(1);
        match how % 6 {
            0 | 1 if words > 0 => WORDS[usize::from(what) % WORDS.len()].clone_into(&mut lines[line][word]),
            2 if words > 0 => {
                lines[line].remove(word);
            }
            3 => lines[line].insert(word.min(words), WORDS[usize::from(what) % WORDS.len()].to_owned()),
            4 => lines.swap(line, usize::from(what) % count),
            _ => {
                let copy = lines[line].clone();
                lines.insert(usize::from(what) % count, copy);
            }
        }
    }
    lines.iter().map(|words| words.join(" ")).collect::<Vec<String>>().join("\n")
}

/// Reads in both ways and makes everything from it that can be made.
fn use_all(core: &str, time: &str, stoch: &str) {
    for inherit in [Inherit::Parent, Inherit::Core] {
        for sample in [None, Some(Sample { count: 3, seed: 1 })] {
            let Ok(read) = smps::read(core, time, stoch, &Reading { inherit, sample }) else { continue };
            let total: f64 = read.tree.probabilities().iter().sum();
            assert!((total - 1.0).abs() < 1e-9);
            let tree = extensive::of_tree(&read, RISK);
            if let Ok(form) = &tree {
                assert_eq!(form.size().futures, read.tree.leaves.len());
            }
            if let Ok(programme) = read.two_stage() {
                assert!(extensive::of_programme(&programme, RISK).is_ok());
                let _ = extensive::of_programme(&mean_value(&programme), RISK);
            }
        }
    }
}

/// Where the failing inputs of tests are kept.
fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings(1_000))]

    #[test]
    fn garbled_files_are_read_or_refused(
        changes in prop::collection::vec(any::<(u16, u8, u8)>(), 0..6),
        which in 0..3_usize,
        blocks: bool,
    ) {
        let mut texts = [CORE, TIME, if blocks { BLOCKS } else { SCENARIOS }].map(str::to_owned);
        texts[which] = garbled(&texts[which], &changes);
        use_all(&texts[0], &texts[1], &texts[2]);
    }

    #[test]
    fn garbled_networks_are_read_or_refused(changes in prop::collection::vec(any::<(u16, u8, u8)>(), 0..6)) {
        if let Ok(programme) = netdes::read(&garbled(NETWORK, &changes)) {
            prop_assert!(extensive::of_programme(&programme, RISK).is_ok());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0..3_usize) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut texts = [CORE, TIME, SCENARIOS].map(str::to_owned);
        texts[which].clone_from(&text);
        use_all(&texts[0], &texts[1], &texts[2]);
        prop_assert!(netdes::read(&text).is_err());
        let begun = format!("+\n{text}");
        prop_assert!(netdes::read(&begun).is_err());
        let _ = (smps::lookup(&text), smps::listed(&text, &text));
    }
}
