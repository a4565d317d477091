//! Recording and reading outcomes.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use crate::error::LedgerError;
use crate::open::Ledger;
use crate::outcome::{NewOutcome, Outcome, OutcomeId};
use crate::stored::column;

impl Ledger {
    /// Records an outcome. A second one of the same case, series and period is a correction: it names the latest.
    ///
    /// # Errors
    /// When another outcome stands, the one named does not, the outcome is none, or the file cannot be written.
    pub fn record_outcome(&mut self, outcome: &NewOutcome, now: Timestamp) -> Result<OutcomeId, LedgerError> {
        let (target, period) = (outcome.target.clone(), outcome.period);
        let why = if outcome.case_id.trim().is_empty() {
            Some("the case is not named")
        } else if outcome.target.trim().is_empty() {
            Some("the series is not named")
        } else if outcome.source.trim().is_empty() {
            Some("the source is not named")
        } else if !outcome.value.is_finite() {
            Some("the value is not a finite number")
        } else {
            None
        };
        if let Some(why) = why {
            return Err(LedgerError::BadOutcome { target, period, why: why.to_owned() });
        }
        let write = self.write()?;
        let latest: Option<i64> = write
            .query_row(
                "SELECT id FROM outcomes WHERE case_id = ?1 AND target = ?2 AND period = ?3 ORDER BY id DESC LIMIT 1",
                params![outcome.case_id, target, period.to_string()],
                |row| row.get(0),
            )
            .optional()?;
        match (latest.map(OutcomeId), outcome.replaces) {
            (Some(latest), replaces) if replaces != Some(latest) => {
                return Err(LedgerError::OutcomeStands { target, period, latest });
            }
            (None, Some(named)) => {
                let why = format!("there is no outcome `{named}` of it to correct");
                return Err(LedgerError::BadOutcome { target, period, why });
            }
            _ => {}
        }
        write.execute(
            "INSERT INTO outcomes (case_id, target, period, value, source, known_on, recorded_at, replaces) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                outcome.case_id,
                target,
                period.to_string(),
                outcome.value,
                outcome.source,
                outcome.known_on.to_string(),
                now.to_string(),
                outcome.replaces.map(|id| id.0),
            ],
        )?;
        let id = OutcomeId(write.last_insert_rowid());
        write.commit()?;
        Ok(id)
    }

    /// All outcomes, corrected ones too, in the order in which they were recorded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outcomes(&self) -> Result<Vec<Outcome>, LedgerError> {
        let mut query = self.connection.prepare("SELECT * FROM outcomes ORDER BY id")?;
        query.query_and_then([], outcome_of)?.collect()
    }
}

fn outcome_of(row: &Row<'_>) -> Result<Outcome, LedgerError> {
    Ok(Outcome {
        id: OutcomeId(row.get("id")?),
        case_id: row.get("case_id")?,
        target: row.get("target")?,
        period: column(row, "period", "a period")?,
        value: row.get("value")?,
        source: row.get("source")?,
        known_on: column(row, "known_on", "a day")?,
        recorded_at: column(row, "recorded_at", "a time")?,
        replaces: row.get::<_, Option<i64>>("replaces")?.map(OutcomeId),
    })
}
