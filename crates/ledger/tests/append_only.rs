//! What was said stays: the file itself refuses to change or delete it, whoever asks.

#[allow(dead_code, reason = "not every test needs all of it")]
mod common;

use common::{answer, at, panel, quantity};
use jiff::civil::date;
use ledger::outcome::{OutcomeId, standing};
use ledger::panel::PanelId;
use ledger::{ForecasterKind, Ledger, LedgerError, NewForecast, NewOutcome, NewPanel, Statement};
use rusqlite::Connection;

fn forecast(period: &str) -> NewForecast {
    NewForecast {
        case_id: "case".to_owned(),
        case_title: "A case".to_owned(),
        case_version: "abc123".to_owned(),
        as_of: date(2026, 1, 1),
        seed: u64::MAX,
        made_at: at(0),
        kind: ForecasterKind::Naive,
        forecaster: "last year".to_owned(),
        target: "series".to_owned(),
        period: period.parse().expect("as set up"),
        statement: Statement::Quantiles { levels: vec![0.1, 0.5, 0.9], values: vec![0.1 + 0.2, 1.0, 1.0] },
        unit: "kt".to_owned(),
        method: "the value of the year before".to_owned(),
    }
}

fn outcome(period: &str, value: f64) -> NewOutcome {
    NewOutcome {
        case_id: "case".to_owned(),
        target: "series".to_owned(),
        period: period.parse().expect("as set up"),
        value,
        source: "statistics office".to_owned(),
        known_on: date(2026, 2, 1),
        replaces: None,
    }
}

/// A ledger with one of everything, and a raw connection to its file.
fn filled() -> (tempfile::TempDir, Ledger, Connection) {
    let folder = tempfile::tempdir().expect("as set up");
    let mut ledger = Ledger::open(folder.path()).expect("as set up");
    let (_, question, member, _) = panel(&mut ledger);
    ledger.submit(member, "n1", &[answer(question, [1.0, 2.0, 3.0])], at(1)).expect("as set up");
    let other = NewPanel { title: "Other".to_owned(), question_set: String::new(), closes_on: None };
    let (other, _) = ledger.create_panel(&other, at(0)).expect("as set up");
    ledger.add_question(other, &quantity("q"), at(0)).expect("as set up");
    ledger.store_forecasts(&[forecast("2026"), forecast("2027")]).expect("as set up");
    ledger.record_outcome(&outcome("2026", 1.5), at(3)).expect("as set up");
    let raw = Connection::open(ledger.path()).expect("as set up");
    raw.pragma_update(None, "foreign_keys", true).expect("as set up");
    (folder, ledger, raw)
}

#[test]
fn raw_sql_cannot_change_delete_or_replace_what_was_said() {
    let (_folder, ledger, raw) = filled();
    let dump = |table: &str| -> String {
        let mut query = raw.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = query.column_count();
        let rows = query.query_map([], |row| {
            Ok((0..columns).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect::<Vec<_>>().join("|"))
        });
        rows.unwrap().map(Result::unwrap).collect()
    };
    for table in ["answers", "forecasts", "outcomes", "submissions", "questions", "nonces"] {
        let before = dump(table);
        assert!(!before.is_empty());
        let column = match table {
            "nonces" => "used_at",
            "submissions" => "given_at",
            "questions" => "text",
            "answers" => "comment",
            _ => "target",
        };
        for sql in [
            format!("UPDATE {table} SET {column} = 'x'"),
            format!("UPDATE OR REPLACE {table} SET {column} = 'x'"),
            format!("UPDATE OR IGNORE {table} SET rowid = rowid + 100"),
            format!("DELETE FROM {table}"),
            format!("DELETE FROM {table} WHERE rowid = 1"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE rowid = 1"),
            format!("REPLACE INTO {table} SELECT * FROM {table}"),
        ] {
            assert!(raw.execute_batch(&sql).is_err() || dump(table) == before, "{sql}");
            assert_eq!(dump(table), before, "{sql}");
        }
    }
    for table in ["answers", "forecasts", "outcomes"] {
        let error = raw.execute(&format!("UPDATE {table} SET id = id"), []).unwrap_err();
        assert!(error.to_string().contains("never changed"), "{error}");
        let error = raw.execute(&format!("DELETE FROM {table}"), []).unwrap_err();
        assert!(error.to_string().contains("never deleted"), "{error}");
    }
    assert_eq!(ledger.integrity().unwrap(), "ok");
}

#[test]
fn raw_sql_cannot_replace_by_another_key() {
    let (_folder, _ledger, raw) = filled();
    for (sql, said) in [
        (
            "INSERT OR REPLACE INTO answers (submission, question, quantiles, comment) VALUES (1, 1, '[9]', '')",
            "never replaced",
        ),
        (
            "INSERT OR REPLACE INTO outcomes (case_id, target, period, value, source, known_on, recorded_at) \
             VALUES ('case', 'series', '2026', 9, 's', '2026-02-01', '2026-02-01T00:00:00Z')",
            "never replaced",
        ),
        (
            "INSERT OR REPLACE INTO submissions (member, nonce, given_at) VALUES (1, 'n1', '2026-02-01T00:00:00Z')",
            "never replaced",
        ),
    ] {
        let error = raw.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn raw_sql_keeps_panels_apart_and_closed() {
    let (_folder, mut ledger, raw) = filled();
    ledger.close_panel(PanelId(1), at(2)).unwrap();
    let refused = |sql: &str, said: &str| {
        let error = raw.execute_batch(sql).unwrap_err();
        assert!(error.to_string().contains(said), "{sql}: {error}");
    };
    refused("UPDATE panels SET closed_at = NULL WHERE id = 1", "stays closed");
    refused("DELETE FROM panels", "never deleted");
    refused("DELETE FROM members", "never deleted");
    refused(
        "INSERT INTO answers (submission, question, quantiles, comment) VALUES (1, 2, '[1]', '')",
        "of the panel of its member",
    );
    raw.execute_batch("INSERT INTO nonces VALUES ('n2', 'x'); INSERT INTO submissions VALUES (NULL, 1, 'n2', 'x');")
        .unwrap();
    refused("INSERT INTO answers (submission, question, quantiles, comment) VALUES (2, 1, '[1]', '')", "is closed");
    refused(
        "INSERT INTO answers (submission, question, quantiles, comment) VALUES (7, 2, '[1]', '')",
        "of the panel of its member",
    );
}

#[test]
fn forecasts_come_back_as_they_were_and_only_before_the_outcome() {
    let (_folder, mut ledger, raw) = filled();
    let stored: Vec<NewForecast> = ledger.forecasts().unwrap().into_iter().map(|f| f.forecast).collect();
    assert_eq!(stored, [forecast("2026"), forecast("2027")]);
    let error = ledger.store_forecasts(&[forecast("2028"), forecast("2026")]).unwrap_err();
    assert!(matches!(error, LedgerError::OutcomeKnown { .. }), "{error}");
    assert_eq!(ledger.forecasts().unwrap().len(), 2, "all or none");
    let error = raw
        .execute_batch(
            "INSERT INTO forecasts SELECT NULL, case_id, case_title, case_version, as_of, seed, made_at, kind, forecaster, \
             target, period, levels, quantiles, probability, unit, method FROM forecasts WHERE period = '2026'",
        )
        .unwrap_err();
    assert!(error.to_string().contains("is recorded"), "{error}");
    let event = NewForecast { statement: Statement::Probability(0.25), ..forecast("2028") };
    ledger.store_forecasts(std::slice::from_ref(&event)).unwrap();
    assert_eq!(ledger.forecasts().unwrap()[2].forecast, event);
}

#[test]
fn what_is_no_forecast_is_refused() {
    let (_folder, mut ledger, _raw) = filled();
    let quantiles =
        |levels: &[f64], values: &[f64]| Statement::Quantiles { levels: levels.to_vec(), values: values.to_vec() };
    for statement in [
        quantiles(&[], &[]),
        quantiles(&[0.5, 0.1], &[1.0, 2.0]),
        quantiles(&[0.1, 0.5], &[2.0, 1.0]),
        quantiles(&[0.1, 0.5], &[2.0]),
        quantiles(&[0.1, 0.5], &[2.0, f64::NAN]),
        quantiles(&[0.5, 1.0], &[1.0, 2.0]),
        Statement::Probability(1.5),
        Statement::Probability(f64::NAN),
    ] {
        let wrong = NewForecast { statement, ..forecast("2029") };
        let error = ledger.store_forecasts(&[wrong]).unwrap_err();
        assert!(matches!(error, LedgerError::BadForecast { .. }), "{error}");
    }
    let nameless = NewForecast { target: " ".to_owned(), ..forecast("2029") };
    assert!(matches!(ledger.store_forecasts(&[nameless]), Err(LedgerError::BadForecast { .. })));
}

#[test]
fn a_correction_is_a_new_row_that_names_the_one_it_replaces() {
    let (_folder, mut ledger, raw) = filled();
    let first = OutcomeId(1);
    let error = ledger.record_outcome(&outcome("2026", 1.6), at(4)).unwrap_err();
    assert!(matches!(error, LedgerError::OutcomeStands { latest, .. } if latest == first), "{error}");
    let correction = NewOutcome { replaces: Some(first), ..outcome("2026", 1.6) };
    let second = ledger.record_outcome(&correction, at(4)).unwrap();
    let error = ledger.record_outcome(&correction, at(5)).unwrap_err();
    assert!(matches!(error, LedgerError::OutcomeStands { latest, .. } if latest == second), "{error}");
    let astray = NewOutcome { replaces: Some(first), ..outcome("2027", 2.0) };
    assert!(matches!(ledger.record_outcome(&astray, at(5)), Err(LedgerError::BadOutcome { .. })));
    for wrong in [outcome("2027", f64::NAN), NewOutcome { source: String::new(), ..outcome("2027", 1.0) }] {
        assert!(matches!(ledger.record_outcome(&wrong, at(5)), Err(LedgerError::BadOutcome { .. })));
    }
    let all = ledger.outcomes().unwrap();
    assert_eq!(
        all.iter().map(|o| (o.id, o.value, o.replaces)).collect::<Vec<_>>(),
        [(first, 1.5, None), (second, 1.6, Some(first))]
    );
    assert_eq!(standing(&all).iter().map(|o| o.id).collect::<Vec<_>>(), [second]);
    let astray = "INSERT INTO outcomes (case_id, target, period, value, source, known_on, recorded_at, replaces) \
                  VALUES ('case', 'series', '2027', 9, 's', '2026-02-01', '2026-02-01T00:00:00Z', 2)";
    assert!(raw.execute(astray, []).unwrap_err().to_string().contains("its own case, target and period"));
}

#[test]
fn two_cases_with_a_series_of_one_name_have_each_its_own_outcome() {
    let (_folder, mut ledger, raw) = filled();
    let other = |period: &str| NewForecast { case_id: "other".to_owned(), ..forecast(period) };
    ledger.store_forecasts(&[other("2026")]).unwrap();
    let second = NewOutcome { case_id: "other".to_owned(), ..outcome("2026", 9.0) };
    let id = ledger.record_outcome(&second, at(4)).unwrap();
    let error = ledger.store_forecasts(&[other("2026")]).unwrap_err();
    assert!(matches!(error, LedgerError::OutcomeKnown { .. }), "{error}");
    // What came for one is corrected by no outcome of the other.
    let astray = NewOutcome { replaces: Some(id), ..outcome("2026", 2.0) };
    assert!(
        matches!(ledger.record_outcome(&astray, at(5)), Err(LedgerError::OutcomeStands { latest, .. }) if latest != id)
    );
    let raw_astray = "INSERT INTO outcomes (case_id, target, period, value, source, known_on, recorded_at, replaces) \
                      VALUES ('case', 'series', '2026', 9, 's', '2026-02-01', '2026-02-01T00:00:00Z', 2)";
    assert!(raw.execute(raw_astray, []).unwrap_err().to_string().contains("its own case"));
    let cases: Vec<(String, f64)> = ledger.outcomes().unwrap().into_iter().map(|o| (o.case_id, o.value)).collect();
    assert_eq!(cases, [("case".to_owned(), 1.5), ("other".to_owned(), 9.0)]);
    let nobody = NewOutcome { case_id: String::new(), ..outcome("2028", 1.0) };
    assert!(matches!(ledger.record_outcome(&nobody, at(5)), Err(LedgerError::BadOutcome { .. })));
}
