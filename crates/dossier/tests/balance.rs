//! The page Balance of a study made by hand. To renew the golden, run with `DOSSIER_WRITE_GOLDENS=1`, read the difference,
//! and only then keep it.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files should stop")]

mod sample;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use balance::study::Point;
use dossier::{Block, Dossier, Piece};
use figure::text::{self, TextStyle};
use sample::{case, study};

/// A page as lines of text: sentences, figures and tables in their order.
fn page(dossier: &Dossier, id: &str) -> String {
    let mut out = String::new();
    for section in &dossier.page(id).unwrap().sections {
        let _ = writeln!(out, "## {}", section.title);
        for block in &section.blocks {
            match block {
                Block::Text(sentence) => writeln!(out, "{}", dossier.plain(sentence)).unwrap(),
                Block::Figure(id) => {
                    let figure = dossier.figure(id).unwrap();
                    let _ = writeln!(out, "{}", text::render(figure, 100, TextStyle::default()));
                    let _ = writeln!(out, "{}", text::table(&figure.table, 100, TextStyle::default()));
                }
                Block::Table(view) => {
                    let table = text::table(&view.table, 100, TextStyle::default());
                    let _ = writeln!(out, "{}\n{table}{}", view.title, view.notes.join("\n"));
                }
                Block::FigureLink(_) | Block::PageLink { .. } => {}
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_page_reads_as_it_was_approved() {
    let dossier = dossier::assemble_with(&case(), Some(&study()));
    let mut shown = page(&dossier, dossier::balance::PAGE);
    for headline in dossier.headlines.iter().filter(|headline| headline.page == dossier::balance::PAGE) {
        let _ = writeln!(shown, "* {}", dossier.plain(&headline.sentence));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/balance.txt");
    if std::env::var_os("DOSSIER_WRITE_GOLDENS").is_some() {
        std::fs::write(path, &shown).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(shown == kept, "the page differs. Now:\n{shown}");
}

#[test]
fn every_number_of_the_page_rests_on_rows_of_the_case() {
    let dossier = dossier::assemble_with(&case(), Some(&study()));
    let mut seen = 0;
    for (id, number) in dossier.numbers.iter().filter(|(id, _)| id.starts_with("balance.")) {
        assert!(!number.rows.is_empty() && !number.method.is_empty(), "{id}");
        assert!(number.rows.iter().all(|row| dossier.rows.contains_key(&row.to_string())), "{id} names an unknown row");
        seen += 1;
    }
    assert!(seen > 100, "{seen} numbers");
    let income = &dossier.numbers["balance.weight_0_5.income"];
    let files: BTreeSet<&str> = income.rows.iter().map(|row| &*row.file).collect();
    assert_eq!(files, BTreeSet::from(["assumptions.csv", "buyers.csv", "decisions.csv"]));
    assert_eq!(dossier.numbers["balance.assumption.ore_mining.low"].rows.len(), 1);
}

#[test]
fn the_three_findings_stand_on_the_front_page() {
    let dossier = dossier::assemble_with(&case(), Some(&study()));
    let ids: Vec<&str> = dossier.headlines.iter().map(|headline| headline.id.as_str()).collect();
    assert!(ids.ends_with(&["balance", "balance-project", "balance-dependence"]), "{ids:?}");
    for headline in &dossier.headlines {
        let numbers = headline.sentence.0.iter().filter(|piece| matches!(piece, Piece::Number { .. })).count();
        assert!(numbers > 0, "{}", headline.id);
    }
}

#[test]
fn a_limit_that_nothing_keeps_is_told() {
    let mut study = study();
    study.limited.remove(0);
    let dossier = dossier::assemble_with(&case(), Some(&study));
    let shown = page(&dossier, "balance");
    assert!(shown.contains("No plan keeps the share of value that goes through Kazakhstan at 40.0 %"), "{shown}");
    assert!(shown.contains("no: nothing"), "{shown}");
    let choice = dossier.choice.unwrap();
    let card = choice.nearest(0.4, Some(0.1)).unwrap();
    assert!(card.notes.iter().any(|note| note.contains("Nothing keeps this limit")), "{:?}", card.notes);
}

#[test]
fn a_policy_on_the_frontier_is_said_to_lie_on_it() {
    let mut study = study();
    // As good as the middle of the frontier, by less than the bracket.
    let mut point = study.frontier[1].clone();
    point.income.fresh -= 0.0004;
    study.today.point = Point { bracket: None, ..point };
    study.today.changes.clear();
    let shown = page(&dossier::assemble_with(&case(), Some(&study)), "balance");
    assert!(shown.contains("it lies on the frontier, as far as its bracket can tell"), "{shown}");
    assert!(shown.contains("No decision of it differs"), "{shown}");
}

#[test]
fn a_wide_bracket_takes_digits_away() {
    let mut study = study();
    for point in &mut study.frontier {
        point.bracket =
            point.bracket.map(|bracket| balance::Bracket { upper: bracket.lower + 7.0, closed: false, ..bracket });
    }
    let dossier = dossier::assemble_with(&case(), Some(&study));
    // 390 within 7: only tens can be told; 245 would be 240 or 250.
    assert_eq!(dossier.numbers["balance.weight_0_5.income"].shown, "390");
    assert_eq!(dossier.numbers["balance.weight_0_5.worst_high"].shown, "240");
    assert!(page(&dossier, "balance").contains("3 of 5 points have a bracket wider than was asked for"));
}

#[test]
fn without_a_study_the_page_says_what_makes_one() {
    let shown = page(&dossier::assemble(&case()), "balance");
    assert!(shown.contains("`landlocked balance FOLDER`") && shown.contains("has not been computed"), "{shown}");
    let mut begun = study();
    begun.frontier.clear();
    let dossier = dossier::assemble_with(&case(), Some(&begun));
    assert!(page(&dossier, "balance").contains("stopped before its first point"));
    assert!(dossier.choice.is_none() && dossier.figure("frontier").is_none());
    begun = study();
    (begun.projects, begun.tornado, begun.limited) = (Vec::new(), Vec::new(), Vec::new());
    let shown = page(&dossier::assemble_with(&case(), Some(&begun)), "balance");
    assert!(
        shown.contains("Not part of this study: what less dependence costs; what each project is worth"),
        "{shown}"
    );
}

#[test]
fn the_nearest_plan_is_chosen_by_limit_then_weight() {
    let choice = dossier::assemble_with(&case(), Some(&study())).choice.unwrap();
    let of = |weight, limit| {
        let card = choice.nearest(weight, limit).unwrap();
        (card.weight, card.limit)
    };
    assert_eq!(of(0.3, None), (0.5, None));
    assert_eq!(of(0.1, None), (0.0, None));
    assert_eq!(of(0.1, Some(0.58)), (0.5, Some(0.6)));
    assert_eq!(of(0.1, Some(0.1)), (0.5, Some(0.4)));
    assert_eq!(choice.cards.len(), 5);
    let exact = dossier::balance::exact(&case(), &study(), &study().frontier[1], None);
    // The same digits as beforehand, without ids: it is no part of the dossier.
    let card = choice.nearest(0.5, None).unwrap();
    for (own, other) in exact.plan.rows.iter().zip(&card.plan.rows) {
        assert_eq!(own[1].text, other[1].text);
        assert!(own[1].number_id.is_none() && other[1].number_id.is_some());
    }
}

#[test]
fn points_for_machines_have_every_band_and_bracket() {
    let table = dossier::balance::points(&study());
    let csv = figure::csv::render(&table);
    // Three points, today, two with a limit.
    assert_eq!(csv.lines().count(), 7);
    assert!(csv.contains("\nlimited,0.5,0.6,350,346,341,351,"), "{csv}");
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
}
