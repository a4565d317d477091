//! Opening the file, and bringing an older one up to date.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::error::LedgerError;
use crate::token::random_bytes;

/// The name of the file in its folder.
pub const FILE: &str = "landlocked.sqlite";
/// The version of the file that this program writes.
pub const VERSION: i64 = 2;
/// How to get from each version to the next.
const MIGRATIONS: &[&str] = &[include_str!("../sql/1.sql"), include_str!("../sql/2.sql")];
/// How long a call waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often the turn to write-ahead logging is tried again, and how long it rests between.
const TURNS: u32 = 800;
const TURN: Duration = Duration::from_millis(25);

/// The ledger of one folder, opened.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens the ledger of a folder for reading and writing; makes the file where there is none. The folder must exist.
    ///
    /// # Errors
    /// When the file cannot be opened or made, or was written by a later version of the program.
    pub fn open(folder: &Path) -> Result<Self, LedgerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut ledger = Self::connect(folder, flags)?;
        // Looked at before anything is set: a file of a later version is left as it is.
        ledger.refuse_newer()?;
        ledger.write_ahead()?;
        ledger.connection.pragma_update(None, "synchronous", "full")?;
        ledger.connection.pragma_update(None, "foreign_keys", true)?;
        ledger.connection.pragma_update(None, "recursive_triggers", true)?;
        ledger.migrate()?;
        Ok(ledger)
    }

    /// Opens the ledger of a folder for reading alone.
    ///
    /// # Errors
    /// When there is no file, it cannot be opened, or it has another version.
    pub fn open_read_only(folder: &Path) -> Result<Self, LedgerError> {
        let ledger = Self::connect(folder, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        ledger.refuse_newer()?;
        let found = version(&ledger.connection)?;
        if found < VERSION {
            return Err(LedgerError::Older { path: ledger.path, found, known: VERSION });
        }
        Ok(ledger)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is sound: `ok`, or what `SQLite` found.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn integrity(&self) -> Result<String, LedgerError> {
        Ok(self.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?)
    }

    /// A secret of this ledger, made when it is asked for first: the key that seals forms.
    ///
    /// # Errors
    /// When the file cannot be written or the system gives no random numbers.
    pub fn secret(&mut self) -> Result<[u8; 32], LedgerError> {
        let fresh: [u8; 32] = random_bytes()?;
        let write = self.write()?;
        write.execute(
            "INSERT INTO settings (name, value) VALUES ('secret', ?1) ON CONFLICT DO NOTHING",
            params![fresh.as_slice()],
        )?;
        let kept: Option<Vec<u8>> =
            write.query_row("SELECT value FROM settings WHERE name = 'secret'", [], |row| row.get(0)).optional()?;
        write.commit()?;
        kept.and_then(|bytes| bytes.try_into().ok())
            .ok_or(LedgerError::Damaged { value: "secret".to_owned(), expected: "32 bytes" })
    }

    /// A transaction that will write: it waits for others at its beginning, not at its end.
    pub(crate) fn write(&mut self) -> Result<Transaction<'_>, LedgerError> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    fn connect(folder: &Path, flags: OpenFlags) -> Result<Self, LedgerError> {
        let path = folder.join(FILE);
        let opened = Connection::open_with_flags(&path, flags).and_then(|connection| {
            connection.busy_timeout(PATIENCE)?;
            Ok(connection)
        });
        match opened {
            Ok(connection) => Ok(Self { connection, path }),
            Err(source) => Err(LedgerError::Open { path, source }),
        }
    }

    // Turns to write-ahead logging. Two that do so at once stand in each other's way, and `SQLite` refuses one of them
    // without waiting, so it is asked again.
    fn write_ahead(&self) -> Result<(), LedgerError> {
        let mut left = TURNS;
        loop {
            match self.connection.pragma_update(None, "journal_mode", "wal") {
                Err(error) if left > 0 && is_busy(&error) => {
                    left -= 1;
                    std::thread::sleep(TURN);
                }
                done => return Ok(done?),
            }
        }
    }

    fn refuse_newer(&self) -> Result<(), LedgerError> {
        let found = version(&self.connection)?;
        if found > VERSION {
            return Err(LedgerError::Newer { path: self.path.clone(), found, known: VERSION });
        }
        Ok(())
    }

    /// Brings the file up to date in one transaction. The version is read inside it, since another process may open the
    /// same file at the same time.
    fn migrate(&mut self) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let write = self.write()?;
        let found = version(&write)?;
        if found > VERSION {
            return Err(LedgerError::Newer { path, found, known: VERSION });
        }
        let done = usize::try_from(found)
            .map_err(|_| LedgerError::Damaged { value: found.to_string(), expected: "a version" })?;
        for step in MIGRATIONS.iter().skip(done) {
            write.execute_batch(step)?;
        }
        if found < VERSION {
            write.pragma_update(None, "user_version", VERSION)?;
        }
        write.commit()?;
        Ok(())
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn version(connection: &Connection) -> Result<i64, LedgerError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_its_step() {
        assert_eq!(i64::try_from(MIGRATIONS.len()).unwrap(), VERSION);
    }

    #[test]
    fn a_new_ledger_has_the_settings_it_promises() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        let text =
            |pragma: &str| -> String { ledger.connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap() };
        let number =
            |pragma: &str| -> i64 { ledger.connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap() };
        assert_eq!(text("journal_mode"), "wal");
        assert_eq!(number("synchronous"), 2);
        assert_eq!(number("foreign_keys"), 1);
        assert_eq!(number("user_version"), VERSION);
        assert_eq!(number("busy_timeout"), 20_000);
        assert_eq!(ledger.integrity().unwrap(), "ok");
    }

    #[test]
    fn the_secret_stays_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let first = Ledger::open(folder.path()).unwrap().secret().unwrap();
        assert_eq!(Ledger::open(folder.path()).unwrap().secret().unwrap(), first);
        assert_ne!(first, [0; 32]);
    }

    #[test]
    fn a_newer_file_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let later = Connection::open(&path).unwrap();
        later.pragma_update(None, "user_version", VERSION + 1).unwrap();
        drop(later);
        let before = std::fs::read(&path).unwrap();
        for opened in [Ledger::open(folder.path()), Ledger::open_read_only(folder.path())] {
            let error = opened.unwrap_err();
            assert!(
                matches!(error, LedgerError::Newer { found, known: VERSION, .. } if found == VERSION + 1),
                "{error}"
            );
            assert!(error.to_string().contains("use a later version of the program"), "{error}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn outcomes_of_an_older_file_belong_to_the_case_that_forecast_them() {
        let folder = tempfile::tempdir().unwrap();
        let old = Connection::open(folder.path().join(FILE)).unwrap();
        old.execute_batch(MIGRATIONS[0]).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        for (case, target) in [("a", "own"), ("a", "own"), ("a", "shared"), ("b", "shared")] {
            let sql = "INSERT INTO forecasts (case_id, case_title, case_version, as_of, seed, made_at, kind, forecaster, \
                       target, period, probability, unit, method) VALUES (?1, '', '', '2026-01-01', '1', \
                       '2026-01-01T00:00:00Z', 'model', 'f', ?2, '2026', 0.5, '', 'm')";
            old.execute(sql, params![case, target]).unwrap();
        }
        let outcome = "INSERT INTO outcomes (target, period, value, source, known_on, recorded_at, replaces) \
                       VALUES (?1, '2026', 1.0, 's', '2027-01-01', '2027-01-01T00:00:00Z', ?2)";
        for (target, replaces) in [("own", None), ("shared", None), ("own", Some(1))] {
            old.execute(outcome, params![target, replaces]).unwrap();
        }
        drop(old);

        let mut ledger = Ledger::open(folder.path()).unwrap();
        let cases: Vec<String> = ledger.outcomes().unwrap().into_iter().map(|outcome| outcome.case_id).collect();
        assert_eq!(cases, ["a", "", "a"]);
        assert_eq!(ledger.integrity().unwrap(), "ok");
        assert!(ledger.connection.execute("UPDATE outcomes SET case_id = 'b'", []).is_err(), "it is still kept");
        // Nobody can tell whose the second is: each case records its own.
        let own = crate::NewOutcome {
            case_id: "b".to_owned(),
            target: "shared".to_owned(),
            period: "2026".parse().unwrap(),
            value: 2.0,
            source: "s".to_owned(),
            known_on: jiff::civil::date(2027, 1, 1),
            replaces: None,
        };
        ledger.record_outcome(&own, jiff::Timestamp::UNIX_EPOCH).unwrap();
    }

    #[test]
    fn a_missing_folder_and_a_missing_file_are_said() {
        let folder = tempfile::tempdir().unwrap();
        let error = Ledger::open(&folder.path().join("none")).unwrap_err();
        assert!(matches!(error, LedgerError::Open { .. }), "{error}");
        let error = Ledger::open_read_only(folder.path()).unwrap_err();
        assert!(matches!(error, LedgerError::Open { .. }), "{error}");
    }

    #[test]
    fn an_unfinished_file_is_not_read_as_an_empty_ledger() {
        let folder = tempfile::tempdir().unwrap();
        drop(Connection::open(folder.path().join(FILE)).unwrap().execute_batch("CREATE TABLE other (x)"));
        let error = Ledger::open_read_only(folder.path()).unwrap_err();
        assert!(matches!(error, LedgerError::Older { found: 0, .. }), "{error}");
    }

    #[test]
    fn a_read_only_ledger_refuses_to_write() {
        let folder = tempfile::tempdir().unwrap();
        drop(Ledger::open(folder.path()).unwrap());
        let mut ledger = Ledger::open_read_only(folder.path()).unwrap();
        assert!(matches!(ledger.secret().unwrap_err(), LedgerError::Database(_)));
    }
}
