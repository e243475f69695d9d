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
            .prepare(&format!(
                "{SUMMARY} ORDER BY run_id DESC LIMIT :limit"
            ))
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
    fn complete(&self, connection: &rusqlite::Connection, id: &str) -> Result<String, Error> {
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

    fn parse<T: serde::de::DeserializeOwned>(&self, text: &str) -> Result<T, Error> {
        serde_json::from_str(text).map_err(|error| Error::Corrupt {
            path: self.path().to_owned(),
            reason: format!("a record cannot be read: {error}"),
        })
    }
}

const SUMMARY: &str = "SELECT run_id, started_at, prompt, record IS NOT NULL,
    coalesce(record ->> '$.finish', error_code), record ->> '$.confidence',
    (SELECT count(*) FROM iterations WHERE iterations.run_id = runs.run_id), error_code IS NOT NULL
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
mod tests {
    use super::*;
    use crate::{Finish, IterationRecord, ModelRecord, Source};
    use proptest::prelude::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("omni.db")).unwrap();
        (folder, store)
    }

    fn begin(store: &Store, run_id: &str, prompt: &str) {
        let started_at = "2026-01-02T03:04:05Z";
        store
            .begin_run(&NewRun {
                run_id,
                started_at,
                prompt,
            })
            .unwrap();
    }

    fn record(run_id: &str, response: &str) -> RunRecord {
        RunRecord {
            run_id: run_id.to_owned(),
            started_at: "2026-01-02T03:04:05Z".to_owned(),
            prompt: "why?".to_owned(),
            response: response.to_owned(),
            confidence: 0.5,
            accepted_iteration: 1,
            auto_corrected: false,
            iterations: vec![IterationRecord {
                iteration: 1,
                source: Source::Model,
                response: response.to_owned(),
                confidence: 0.5,
                reasons: vec!["because".to_owned()],
                revised: false,
                findings: Vec::new(),
                grammar: false,
                stop: "end".to_owned(),
                latency_ms: 1.5,
                prompt_tokens: 3,
                cached_tokens: 0,
                generated_tokens: 2,
                mean_logprob: -0.25,
            }],
            finish: Finish::NoEvidence,
            fallback_used: false,
            fallback_reason: None,
            total_latency_ms: 2.5,
            model_ms: 1.0,
            skills_ms: 0.5,
            model: ModelRecord {
                name: "m".to_owned(),
                sha256: "00".to_owned(),
                adapter: None,
            },
            skills: Vec::new(),
            failures: Vec::new(),
            seed: 7,
        }
    }

    #[test]
    fn a_record_survives_reopening() {
        let (folder, store) = store();
        begin(&store, "aa-1", "why?");
        store.finish_run(&record("aa-1", "so")).unwrap();
        drop(store);
        let store = Store::open(&folder.path().join("omni.db")).unwrap();
        assert_eq!(
            store.run("aa-1").unwrap(),
            StoredRun::Finished(Box::new(record("aa-1", "so")))
        );
    }

    #[test]
    fn lists_newest_first_with_what_became_of_them() {
        let (_folder, store) = store();
        begin(&store, "a", "one");
        begin(&store, "b", "two");
        begin(&store, "c", "three");
        store.finish_run(&record("a", "so")).unwrap();
        store.fail_run("b", "llm.failed", "no").unwrap();
        let runs = store.runs(10).unwrap();
        let seen: Vec<_> = runs
            .iter()
            .map(|run| (run.run_id.as_str(), run.state, run.finish.as_deref()))
            .collect();
        assert_eq!(
            seen,
            [
                ("c", RunState::Unfinished, None),
                ("b", RunState::Failed, Some("llm.failed")),
                ("a", RunState::Finished, Some("no-evidence")),
            ]
        );
        assert_eq!(runs[2].iterations, 1);
        assert_eq!(store.runs(1).unwrap().len(), 1);
    }

    #[test]
    fn finds_a_run_by_the_start_of_its_id() {
        let (_folder, store) = store();
        for id in ["ab", "abc", "abd", "xy"] {
            begin(&store, id, "p");
        }
        assert!(
            matches!(store.run("x").unwrap(), StoredRun::Incomplete(run) if run.run_id == "xy")
        );
        assert!(
            matches!(store.run("ab").unwrap(), StoredRun::Incomplete(run) if run.run_id == "ab")
        );
        assert_eq!(store.run("a").unwrap_err().code(), "run.ambiguous");
        for unknown in ["", "%", "z", "abcd"] {
            assert_eq!(
                store.run(unknown).unwrap_err().code(),
                "run.unknown",
                "{unknown}"
            );
        }
    }

    #[test]
    fn refuses_to_finish_what_never_began() {
        let (_folder, store) = store();
        assert_eq!(
            store.finish_run(&record("a", "so")).unwrap_err().code(),
            "run.unknown"
        );
        assert_eq!(
            store.fail_run("a", "c", "m").unwrap_err().code(),
            "run.unknown"
        );
        assert!(store.runs(10).unwrap().is_empty());
    }

    #[test]
    fn two_stores_on_one_file_write_at_once() {
        let (folder, _store) = store();
        let path = folder.path().join("omni.db");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    let store = Store::open(path).unwrap();
                    for number in 0..10 {
                        let id = format!("{writer}-{number}");
                        begin(&store, &id, "p");
                        store.finish_run(&record(&id, "so")).unwrap();
                    }
                });
            }
        });
        assert_eq!(Store::open(&path).unwrap().runs(100).unwrap().len(), 40);
    }

    #[test]
    fn a_full_disk_is_named_and_loses_nothing() {
        let (_folder, store) = store();
        begin(&store, "kept", "p");
        // SQLite's own bound on the file's size stands for the disk's.
        store
            .connection()
            .pragma_update(None, "max_page_count", 12)
            .unwrap();
        let long = "x".repeat(1 << 20);
        let started_at = "2026-01-02T03:04:05Z";
        let error = store
            .begin_run(&NewRun {
                run_id: "big",
                started_at,
                prompt: &long,
            })
            .unwrap_err();
        assert_eq!(error.code(), "store.full");
        assert!(store.run("kept").is_ok());
        assert_eq!(store.run("big").unwrap_err().code(), "run.unknown");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn any_text_comes_back_as_it_went_in(prompt in any::<String>(), response in any::<String>()) {
            let (_folder, store) = store();
            begin(&store, "id", &prompt);
            store.finish_run(&record("id", &response)).unwrap();
            let StoredRun::Finished(found) = store.run("id").unwrap() else { panic!("unfinished") };
            prop_assert_eq!(found.response, response);
            prop_assert_eq!(&store.runs(1).unwrap()[0].prompt, &prompt);
        }
    }
}
