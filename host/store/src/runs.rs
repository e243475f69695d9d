//! Runs: begun, then finished or failed; listed and shown.

use rusqlite::{OptionalExtension, Row, named_params};
use serde::Serialize;

use crate::{Error, RunRecord, Store};

/// A run that begins.
#[derive(Debug, Clone)]
pub struct NewRun<'a> {
    /// Its id.
    pub run_id: &'a str,
    /// RFC 3339, UTC.
    pub started_at: &'a str,
    /// What was asked.
    pub prompt: &'a str,
}

/// How far a run got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// It has a record.
    Finished,
    /// It ended with an error.
    Failed,
    /// It is still under way, or its process was killed.
    Unfinished,
}

/// A line of `omni run list`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunSummary {
    /// Its id.
    pub run_id: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// How far it got.
    pub state: RunState,
    /// Why it ended: the record's `finish`, or the error's code.
    pub finish: Option<String>,
    /// One sentence on why a failed run failed.
    pub error: Option<String>,
    /// Of the answer.
    pub confidence: Option<f64>,
    /// How many iterations it took.
    pub iterations: u32,
    /// What was asked.
    pub prompt: String,
}

/// A run as it was stored.
#[derive(Debug, Clone, PartialEq)]
pub enum StoredRun {
    /// It has a record.
    Finished(Box<RunRecord>),
    /// It ended with an error, or not at all.
    Incomplete(RunSummary),
}

impl Store {
    /// Notes that a run began.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin_run(&self, run: &NewRun<'_>) -> Result<(), Error> {
        self.connection()
            .execute(
                "INSERT INTO runs (run_id, started_at, prompt) VALUES (:run_id, :started_at, :prompt)",
                named_params! {
                    ":run_id": run.run_id, ":started_at": run.started_at, ":prompt": run.prompt,
                },
            )
            .map_err(|source| self.error(source))?;
        Ok(())
    }

    /// Stores the record of a run that was begun.
    ///
    /// # Errors
    /// If the run was never begun, or the file cannot be written.
    pub fn finish_run(&self, record: &RunRecord) -> Result<(), Error> {
        let fail = |source| self.error(source);
        // The iterations stand in rows of their own, so that they can be asked for without parsing.
        let iterations = &record.iterations;
        let whole = RunRecord {
            iterations: Vec::new(),
            ..record.clone()
        };
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(fail)?;
        let changed = transaction
            .execute(
                "UPDATE runs SET record = :record WHERE run_id = :run_id",
                named_params! { ":run_id": record.run_id, ":record": to_json(&whole) },
            )
            .map_err(fail)?;
        if changed == 0 {
            return Err(Error::UnknownRun {
                id: record.run_id.clone(),
            });
        }
        for iteration in iterations {
            transaction
                .execute(
                    "INSERT INTO iterations (run_id, iteration, record)
                     VALUES (:run_id, :iteration, :record)",
                    named_params! {
                        ":run_id": record.run_id,
                        ":iteration": iteration.iteration,
                        ":record": to_json(iteration),
                    },
                )
                .map_err(fail)?;
        }
        transaction.commit().map_err(fail)
    }

    /// Notes that a run ended with an error.
    ///
    /// # Errors
    /// If the run was never begun, or the file cannot be written.
    pub fn fail_run(&self, run_id: &str, code: &str, message: &str) -> Result<(), Error> {
        let changed = self
            .connection()
            .execute(
                "UPDATE runs SET error_code = :code, error = :message WHERE run_id = :run_id",
                named_params! { ":run_id": run_id, ":code": code, ":message": message },
            )
            .map_err(|source| self.error(source))?;
        if changed == 0 {
            return Err(Error::UnknownRun {
                id: run_id.to_owned(),
            });
        }
        Ok(())
    }

    /// The newest runs, newest first: their ids begin with the time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn runs(&self, limit: u32) -> Result<Vec<RunSummary>, Error> {
        let fail = |source| self.error(source);
        let connection = self.connection();
        let mut statement = connection
            .prepare(&format!("{SUMMARY} ORDER BY run_id DESC LIMIT :limit"))
            .map_err(fail)?;
        let rows = statement
            .query_map(named_params! { ":limit": limit }, summary)
            .map_err(fail)?;
        rows.collect::<Result<_, _>>().map_err(fail)
    }

    /// The run with this id, or the only one whose id starts so.
    ///
    /// # Errors
    /// [`Error::UnknownRun`] or [`Error::AmbiguousRun`]; [`Error::Corrupt`] if its record cannot be
    /// read.
    pub fn run(&self, id: &str) -> Result<StoredRun, Error> {
        let fail = |source| self.error(source);
        let connection = self.connection();
        let run_id = self.complete(&connection, id)?;
        let record: Option<String> = connection
            .query_row(
                "SELECT record FROM runs WHERE run_id = :run_id",
                named_params! { ":run_id": run_id },
                |row| row.get(0),
            )
            .map_err(fail)?;
        let Some(record) = record else {
            let found = connection
                .query_row(
                    &format!("{SUMMARY} WHERE run_id = :run_id"),
                    named_params! { ":run_id": run_id },
                    summary,
                )
                .map_err(fail)?;
            return Ok(StoredRun::Incomplete(found));
        };
        let mut record: RunRecord = self.parse(&record)?;
        let mut statement = connection
            .prepare("SELECT record FROM iterations WHERE run_id = :run_id ORDER BY iteration")
            .map_err(fail)?;
        let rows = statement
            .query_map(named_params! { ":run_id": run_id }, |row| {
                row.get::<_, String>(0)
            })
            .map_err(fail)?;
        for row in rows {
            record.iterations.push(self.parse(&row.map_err(fail)?)?);
        }
        Ok(StoredRun::Finished(Box::new(record)))
    }

    /// The whole id of the one run whose id starts with `id`. An empty start names none.
    pub(crate) fn complete(
        &self,
        connection: &rusqlite::Connection,
        id: &str,
    ) -> Result<String, Error> {
        let unknown = || Error::UnknownRun { id: id.to_owned() };
        if id.is_empty() {
            return Err(unknown());
        }
        // A range instead of LIKE: no character of `id` is a wildcard, and the index serves it.
        let (first, count) = connection
            .query_row(
                "SELECT min(run_id), count(*) FROM runs
                 WHERE run_id >= :id AND substr(run_id, 1, length(:id)) = :id",
                named_params! { ":id": id },
                |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, u32>(1)?)),
            )
            .optional()
            .map_err(|source| self.error(source))?
            .unwrap_or((None, 0));
        match (first, count) {
            (Some(run_id), 1) => Ok(run_id),
            // An id that is whole is never ambiguous.
            (Some(run_id), _) if run_id == id => Ok(run_id),
            (Some(_), count) => Err(Error::AmbiguousRun {
                id: id.to_owned(),
                count,
            }),
            (None, _) => Err(unknown()),
        }
    }

    pub(crate) fn parse<T: serde::de::DeserializeOwned>(&self, text: &str) -> Result<T, Error> {
        serde_json::from_str(text).map_err(|error| Error::Corrupt {
            path: self.path().to_owned(),
            reason: format!("a record cannot be read: {error}"),
        })
    }
}

const SUMMARY: &str = "SELECT run_id, started_at, prompt, record IS NOT NULL,
    coalesce(record ->> '$.finish', error_code), record ->> '$.confidence',
    (SELECT count(*) FROM iterations WHERE iterations.run_id = runs.run_id), error_code IS NOT NULL, error
    FROM runs";

fn summary(row: &Row<'_>) -> rusqlite::Result<RunSummary> {
    let state = match (row.get(3)?, row.get(7)?) {
        (true, _) => RunState::Finished,
        (false, true) => RunState::Failed,
        (false, false) => RunState::Unfinished,
    };
    Ok(RunSummary {
        run_id: row.get(0)?,
        started_at: row.get(1)?,
        prompt: row.get(2)?,
        state,
        finish: row.get(4)?,
        error: row.get(8)?,
        confidence: row.get(5)?,
        iterations: row.get(6)?,
    })
}

/// The records are plain structs of strings and finite numbers, which always serialise: the host
/// refuses scores that are not numbers.
fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
