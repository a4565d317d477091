//! Panels: links, answers, revisions, closing.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use common::{answer, at, never, panel, quantity};
use ledger::answer::AnswerFault;
use ledger::panel::{MemberId, PanelId, QuestionId};
use ledger::{Given, Ledger, LedgerError, NewAnswer, NewPanel, QuestionSet};

fn fresh() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = Ledger::open(folder.path()).expect("a ledger");
    (folder, ledger)
}

#[test]
fn only_the_hash_of_a_link_is_in_the_file() {
    let (folder, mut ledger) = fresh();
    let (panel, _, member, link) = panel(&mut ledger);
    assert_eq!(ledger.member_by_token(link.as_str()).unwrap().unwrap().id, member);
    let chair = ledger.renew_chair_link(panel).unwrap();
    assert_eq!(ledger.panel_by_chair_token(chair.as_str()).unwrap().unwrap().id, panel);
    // Each link opens its own door alone.
    assert_eq!(ledger.member_by_token(chair.as_str()).unwrap(), None);
    assert_eq!(ledger.panel_by_chair_token(link.as_str()).unwrap(), None);
    drop(ledger);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [link.as_str(), chair.as_str()] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}

#[test]
fn links_are_renewed_expire_and_are_taken_back() {
    let (_folder, mut ledger) = fresh();
    let (_, question, member, link) = panel(&mut ledger);
    let new = ledger.renew_link(member, at(100)).unwrap();
    assert_eq!(ledger.member_by_token(link.as_str()).unwrap(), None);
    let found = ledger.member_by_token(new.as_str()).unwrap().unwrap();
    assert!(found.admit(at(99)).is_ok());
    assert!(matches!(found.admit(at(100)), Err(LedgerError::Expired(_))));
    let values = [answer(question, [1.0, 2.0, 3.0])];
    assert!(matches!(ledger.submit(member, "n1", &values, at(100)), Err(LedgerError::Expired(_))));
    ledger.revoke(member).unwrap();
    let found = ledger.member_by_token(new.as_str()).unwrap().unwrap();
    assert!(matches!(found.admit(at(1)), Err(LedgerError::Revoked(_))));
    assert!(matches!(ledger.submit(member, "n1", &values, at(1)), Err(LedgerError::Revoked(_))));
    assert!(!ledger.nonce_is_used("n1").unwrap(), "a refused form uses nothing up");
    ledger.renew_link(member, never()).unwrap();
    ledger.submit(member, "n1", &values, at(2)).unwrap();
    let unknown = MemberId(99);
    assert!(matches!(ledger.renew_link(unknown, never()), Err(LedgerError::UnknownMember(_))));
    assert!(matches!(ledger.revoke(unknown), Err(LedgerError::UnknownMember(_))));
}

#[test]
fn a_revision_keeps_the_old_answer_and_the_latest_counts() {
    let (_folder, mut ledger) = fresh();
    let (panel, question, member, _) = panel(&mut ledger);
    ledger.submit(member, "n1", &[answer(question, [1.0, 2.0, 3.0])], at(10)).unwrap();
    ledger.submit(member, "n2", &[answer(question, [2.0, 3.0, 4.5])], at(20)).unwrap();
    let said: Vec<_> = ledger.revisions(member).unwrap().into_iter().map(|a| (a.given, a.given_at)).collect();
    let given = |values: &[f64]| Given::Quantiles(values.to_vec());
    assert_eq!(said, [(given(&[1.0, 2.0, 3.0]), at(10)), (given(&[2.0, 3.0, 4.5]), at(20))]);
    let turnout = ledger.turnout(panel).unwrap();
    assert_eq!((turnout[0].submissions, turnout[0].answered, turnout[0].last), (2, 1, Some(at(20))));
    assert!(matches!(ledger.results(panel, at(30)), Err(LedgerError::StillOpen(_))));
    assert_eq!(ledger.close_panel(panel, at(30)).unwrap(), at(30));
    assert_eq!(ledger.close_panel(panel, at(40)).unwrap(), at(30), "closed once");
    let results = ledger.results(panel, at(40)).unwrap();
    assert_eq!(results.answers.len(), 2);
    assert_eq!(results.latest()[&(question, member)].given, given(&[2.0, 3.0, 4.5]));
}

#[test]
fn a_closed_panel_takes_nothing_more() {
    let (_folder, mut ledger) = fresh();
    let (panel, question, member, _) = panel(&mut ledger);
    ledger.close_panel_by_form(panel, "close", at(5)).unwrap();
    let values = [answer(question, [1.0, 2.0, 3.0])];
    assert!(matches!(ledger.submit(member, "n1", &values, at(6)), Err(LedgerError::Closed { .. })));
    assert!(matches!(ledger.add_question(panel, &quantity("r"), at(6)), Err(LedgerError::Closed { .. })));
    assert!(matches!(ledger.invite(panel, "B", at(6), never()), Err(LedgerError::Closed { .. })));
    assert!(matches!(ledger.close_panel_by_form(panel, "close", at(6)), Err(LedgerError::UsedNonce)));
    assert!(matches!(ledger.close_panel_by_form(panel, "again", at(6)), Err(LedgerError::Closed { .. })));
    assert!(matches!(ledger.close_panel(PanelId(9), at(6)), Err(LedgerError::UnknownPanel(_))));
}

#[test]
fn the_last_day_closes_a_panel() {
    let (_folder, mut ledger) = fresh();
    let day = jiff::tz::TimeZone::UTC.to_datetime(at(0)).date();
    let new = NewPanel { title: "P".to_owned(), question_set: String::new(), closes_on: Some(day) };
    let (panel, _) = ledger.create_panel(&new, at(0)).unwrap();
    let question = ledger.add_question(panel, &quantity("q"), at(0)).unwrap();
    let (member, _) = ledger.invite(panel, "A", at(0), never()).unwrap();
    let values = [answer(question, [1.0, 2.0, 3.0])];
    ledger.submit(member, "n1", &values, at(0)).unwrap();
    assert!(matches!(ledger.submit(member, "n2", &values, at(86_400)), Err(LedgerError::Closed { .. })));
    assert_eq!(ledger.results(panel, at(86_400)).unwrap().answers.len(), 1);
}

#[test]
fn a_form_is_stored_once_and_whole_or_not_at_all() {
    let (_folder, mut ledger) = fresh();
    let (panel, question, member, _) = panel(&mut ledger);
    let second = ledger.add_question(panel, &quantity("r"), at(0)).unwrap();
    let both = [answer(question, [1.0, 2.0, 3.0]), answer(second, [3.0, 2.0, 1.0])];
    let error = ledger.submit(member, "n1", &both, at(1)).unwrap_err();
    assert!(matches!(error, LedgerError::BadAnswer { fault: AnswerFault::NotAscending(1), .. }), "{error}");
    assert_eq!(ledger.revisions(member).unwrap(), []);
    let good = [answer(question, [1.0, 2.0, 3.0]), answer(second, [1.0, 2.0, 3.0])];
    ledger.submit(member, "n1", &good, at(1)).unwrap();
    assert!(matches!(ledger.submit(member, "n1", &good, at(2)), Err(LedgerError::UsedNonce)));
    assert_eq!(ledger.revisions(member).unwrap().len(), 2);
    let twice = [answer(question, [1.0, 2.0, 3.0]), answer(question, [1.0, 2.0, 3.0])];
    assert!(matches!(ledger.submit(member, "n2", &twice, at(2)), Err(LedgerError::Twice(_))));
    assert!(matches!(ledger.submit(member, "n2", &[], at(2)), Err(LedgerError::NoAnswers)));
}

#[test]
fn a_question_of_another_panel_is_refused() {
    let (_folder, mut ledger) = fresh();
    let (_, _, member, _) = panel(&mut ledger);
    let new = NewPanel { title: "Other".to_owned(), question_set: String::new(), closes_on: None };
    let (other, _) = ledger.create_panel(&new, at(0)).unwrap();
    let foreign = ledger.add_question(other, &quantity("q"), at(0)).unwrap();
    for question in [foreign, QuestionId(99)] {
        let answers = [answer(question, [1.0, 2.0, 3.0])];
        assert!(matches!(ledger.submit(member, "n1", &answers, at(1)), Err(LedgerError::ForeignQuestion(_))));
    }
    let event = NewAnswer { question: foreign, given: Given::Probability(0.5), comment: String::new() };
    assert!(ledger.submit(member, "n1", &[event], at(1)).is_err());
}

#[test]
fn names_and_questions_stand_once_in_a_panel() {
    let (_folder, mut ledger) = fresh();
    let (panel, ..) = panel(&mut ledger);
    assert!(matches!(ledger.invite(panel, "A", at(0), never()), Err(LedgerError::NameTaken(_))));
    assert!(matches!(ledger.invite(panel, " ", at(0), never()), Err(LedgerError::EmptyText(_))));
    assert!(matches!(ledger.add_question(panel, &quantity("q"), at(0)), Err(LedgerError::BadQuestion { .. })));
    ledger.add_question(panel, &quantity("r"), at(0)).unwrap();
    let places: Vec<_> = ledger.questions(panel).unwrap().into_iter().map(|q| (q.position, q.name)).collect();
    assert_eq!(places, [(1, "q".to_owned()), (2, "r".to_owned())]);
}

#[test]
fn a_set_founds_a_panel_at_once_or_not_at_all() {
    let (folder, mut ledger) = fresh();
    let text = "title = \"T\"\n[[question]]\nid = \"q\"\ntext = \"?\"\nresolves_on = 2027-01-01\nlevels = [0.1, 0.9]\n\
                target = \"series\"\nperiod = \"2027\"\n[[member]]\nname = \"A\"\n[[member]]\nname = \"B\"\n";
    let mut set = QuestionSet::parse(text).unwrap();
    let founded = ledger.found(&set, at(0), never()).unwrap();
    assert_eq!(founded.members.len(), 2);
    let kept = ledger.panel(founded.panel).unwrap();
    assert_eq!((kept.question_set.as_str(), kept.created_at), (text, at(0)));
    let question = ledger.questions(founded.panel).unwrap().remove(0);
    assert_eq!(question.levels, [0.1, 0.9]);
    assert_eq!(question.target.unwrap().series, "series");
    set.members.push("A".to_owned());
    assert!(matches!(ledger.found(&set, at(0), never()), Err(LedgerError::NameTaken(_))));
    assert_eq!(ledger.panels().unwrap().len(), 1, "nothing is left of a panel that could not be founded");
    let reader = Ledger::open_read_only(folder.path()).unwrap();
    assert_eq!(reader.members(founded.panel).unwrap().len(), 2);
}

#[test]
fn two_hundred_members_answer_at_once_over_many_connections() {
    let (folder, mut ledger) = fresh();
    let (panel, question, ..) = panel(&mut ledger);
    let members: Vec<MemberId> =
        (0..200).map(|n| ledger.invite(panel, &format!("member {n}"), at(0), never()).unwrap().0).collect();
    std::thread::scope(|scope| {
        for chunk in members.chunks(25) {
            let path = folder.path();
            scope.spawn(move || {
                let mut own = Ledger::open(path).unwrap();
                for member in chunk {
                    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
                    let base = member.0 as f64;
                    let said = [answer(question, [base, base + 1.0, base + 2.0])];
                    own.submit(*member, &format!("n{member}"), &said, at(1)).unwrap();
                }
            });
        }
    });
    ledger.close_panel(panel, at(2)).unwrap();
    assert_eq!(ledger.results(panel, at(2)).unwrap().latest().len(), 200);
    assert_eq!(ledger.integrity().unwrap(), "ok");
}

#[test]
fn a_fresh_folder_is_opened_by_many_at_once() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for n in 0..12 {
                let path = folder.path();
                scope.spawn(move || {
                    let mut ledger = Ledger::open(path).unwrap();
                    let new = NewPanel { title: format!("{n}"), question_set: String::new(), closes_on: None };
                    ledger.create_panel(&new, at(n)).unwrap();
                });
            }
        });
        assert_eq!(Ledger::open_read_only(folder.path()).unwrap().panels().unwrap().len(), 12);
    }
}
