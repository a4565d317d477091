//! Storing and reading forecasts.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::LedgerError;
use crate::forecast::{Forecast, ForecastId, ForecasterKind, NewForecast, Statement};
use crate::numbers;
use crate::open::Ledger;
use crate::stored::{column, read};

impl Ledger {
    /// Stores forecasts, all or none. A forecast is taken only while no outcome of its case, series and
    /// period is recorded.
    ///
    /// # Errors
    /// When an outcome is recorded, a forecast is none, or the file cannot be written.
    pub fn store_forecasts(&mut self, forecasts: &[NewForecast]) -> Result<Vec<ForecastId>, LedgerError> {
        let write = self.write()?;
        let mut ids = Vec::with_capacity(forecasts.len());
        for forecast in forecasts {
            let (target, period) = (forecast.target.clone(), forecast.period);
            if let Some(why) = forecast.fault() {
                return Err(LedgerError::BadForecast { target, period, why });
            }
            if let Some(known_on) = known(&write, forecast)? {
                return Err(LedgerError::OutcomeKnown { target, period, known_on });
            }
            ids.push(insert(&write, forecast)?);
        }
        write.commit()?;
        Ok(ids)
    }

    /// All forecasts, in the order in which they were stored.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn forecasts(&self) -> Result<Vec<Forecast>, LedgerError> {
        let mut query = self.connection.prepare("SELECT * FROM forecasts ORDER BY id")?;
        query.query_and_then([], forecast_of)?.collect()
    }
}

/// When the first outcome of a forecast's case, series and period was known, if one is recorded.
fn known(connection: &Connection, forecast: &NewForecast) -> Result<Option<Date>, LedgerError> {
    let day: Option<String> = connection
        .query_row(
            "SELECT known_on FROM outcomes WHERE case_id = ?1 AND target = ?2 AND period = ?3 ORDER BY id LIMIT 1",
            params![forecast.case_id, forecast.target, forecast.period.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    day.map(|day| read(&day, "a day")).transpose()
}

fn insert(write: &Connection, forecast: &NewForecast) -> Result<ForecastId, LedgerError> {
    let (levels, quantiles, probability) = match &forecast.statement {
        Statement::Quantiles { levels, values } => {
            (Some(numbers::to_json(levels)), Some(numbers::to_json(values)), None)
        }
        Statement::Probability(value) => (None, None, Some(*value)),
    };
    write.execute(
        "INSERT INTO forecasts (case_id, case_title, case_version, as_of, seed, made_at, kind, forecaster, target, \
         period, levels, quantiles, probability, unit, method) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            forecast.case_id,
            forecast.case_title,
            forecast.case_version,
            forecast.as_of.to_string(),
            forecast.seed.to_string(),
            forecast.made_at.to_string(),
            forecast.kind.name(),
            forecast.forecaster,
            forecast.target,
            forecast.period.to_string(),
            levels,
            quantiles,
            probability,
            forecast.unit,
            forecast.method,
        ],
    )?;
    Ok(ForecastId(write.last_insert_rowid()))
}

fn forecast_of(row: &Row<'_>) -> Result<Forecast, LedgerError> {
    let levels: Option<String> = row.get("levels")?;
    let quantiles: Option<String> = row.get("quantiles")?;
    let statement = match (levels, quantiles) {
        (Some(levels), Some(values)) => {
            Statement::Quantiles { levels: numbers::from_json(&levels)?, values: numbers::from_json(&values)? }
        }
        _ => Statement::Probability(row.get("probability")?),
    };
    Ok(Forecast {
        id: ForecastId(row.get("id")?),
        forecast: NewForecast {
            case_id: row.get("case_id")?,
            case_title: row.get("case_title")?,
            case_version: row.get("case_version")?,
            as_of: column(row, "as_of", "a day")?,
            seed: column(row, "seed", "a whole number")?,
            made_at: column(row, "made_at", "a time")?,
            kind: ForecasterKind::of_column(row, "kind")?,
            forecaster: row.get("forecaster")?,
            target: row.get("target")?,
            period: column(row, "period", "a period")?,
            statement,
            unit: row.get("unit")?,
            method: row.get("method")?,
        },
    })
}
