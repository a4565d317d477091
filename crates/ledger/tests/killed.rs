//! A writer that is killed at any moment leaves a sound file, whole forms only, and none of those it reported missing.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{at, never, quantity};
use ledger::panel::MemberId;
use ledger::{Given, Ledger, NewAnswer, NewPanel};

/// Questions of a form.
const QUESTIONS: usize = 8;
/// How often a writer is killed.
const TIMES: u64 = 25;
/// Where the writer finds its folder and its member.
const FOLDER: &str = "LEDGER_OF_THE_KILLED_WRITER";
const MEMBER: &str = "MEMBER_OF_THE_KILLED_WRITER";
/// What it says before the number of each form that is stored.
const STORED: &str = "stored ";

/// Not a test of its own: the next one runs it as another process and kills it. It answers again and again, each form
/// with one value in all its answers, so that a torn one would show.
#[test]
#[ignore = "run by the test that kills it"]
fn the_writer_that_is_killed() {
    let (Ok(folder), Ok(member)) = (std::env::var(FOLDER), std::env::var(MEMBER)) else { return };
    let member = MemberId(member.parse().unwrap());
    let mut ledger = Ledger::open(Path::new(&folder)).unwrap();
    let panel = ledger.panels().unwrap()[0].id;
    let questions = ledger.questions(panel).unwrap();
    let mut out = std::io::stdout().lock();
    for round in 1_u32.. {
        let value = f64::from(round);
        let answer = |question: &ledger::Question| NewAnswer {
            question: question.id,
            given: Given::Quantiles(vec![value, value + 1.0, value + 2.0]),
            comment: "x".repeat(2_000),
        };
        let answers: Vec<NewAnswer> = questions.iter().map(answer).collect();
        ledger.submit(member, &ledger::token::nonce().unwrap(), &answers, at(1)).unwrap();
        // Said only after it is stored: what was said must be found again.
        writeln!(out, "{STORED}{round}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_whole_forms() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(folder.path()).unwrap();
    let new = NewPanel { title: "Panel".to_owned(), question_set: String::new(), closes_on: None };
    let (panel, _) = ledger.create_panel(&new, at(0)).unwrap();
    for n in 0..QUESTIONS {
        ledger.add_question(panel, &quantity(&format!("q{n}")), at(0)).unwrap();
    }
    for time in 0..TIMES {
        let (member, _) = ledger.invite(panel, &format!("writer {time}"), at(0), never()).unwrap();
        drop(ledger);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "the_writer_that_is_killed"])
            .env(FOLDER, folder.path())
            .env(MEMBER, member.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains(STORED) {
            assert!(out.read_line(&mut said).unwrap() > 0, "the writer wrote nothing: {said}");
        }
        // Spread over some writes, in steps that do not fall in with them.
        std::thread::sleep(Duration::from_micros(137 * (time * 7919 % 101)));
        // SIGKILL on unix: nothing of the writer runs after it.
        child.kill().unwrap();
        child.wait().unwrap();
        out.read_to_string(&mut said).unwrap();
        let reported = said.matches(STORED).count();

        ledger = Ledger::open(folder.path()).unwrap();
        assert_eq!(ledger.integrity().unwrap(), "ok");
        let mut forms: BTreeMap<u64, usize> = BTreeMap::new();
        for answer in ledger.revisions(member).unwrap() {
            let Given::Quantiles(values) = answer.given else { panic!("quantiles") };
            *forms.entry(values[0].to_bits()).or_default() += 1;
        }
        assert!(forms.values().all(|count| *count == QUESTIONS), "a torn form: {forms:?}");
        assert!(forms.len() >= reported, "`{reported}` forms were reported stored, {} are there", forms.len());
        assert!(forms.len() <= reported + 1);
        let sent = ledger.turnout(panel).unwrap().pop().unwrap().submissions;
        assert_eq!(sent, forms.len() as u64, "a form without its answers");
    }
}
