//! What people think of answers.

use rusqlite::named_params;
use serde::Serialize;

use crate::{Error, Store};

/// A rating of a run's answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feedback {
    /// The run.
    pub run_id: String,
    /// From 0, wrong, to 1, right.
    pub score: f64,
    /// Why, if that was said.
    pub comment: Option<String>,
}

impl Store {
    /// Keeps a rating under `id`, which sorts by time. `run` is a run's id, or enough of its start. Of several
    /// ratings of one run the newest counts.
    ///
    /// # Errors
    /// [`Error::UnknownRun`] or [`Error::AmbiguousRun`]; if the file cannot be written.
    pub fn rate(
        &self,
        id: &str,
        run: &str,
        score: f64,
        comment: Option<&str>,
    ) -> Result<Feedback, Error> {
        let connection = self.connection();
        let run_id = self.complete(&connection, run)?;
        connection
            .execute(
                "INSERT INTO feedback (id, run_id, score, comment)
                 VALUES (:id, :run_id, :score, :comment)",
                named_params! { ":id": id, ":run_id": run_id, ":score": score, ":comment": comment },
            )
            .map_err(|source| self.error(source))?;
        Ok(Feedback {
            run_id,
            score,
            comment: comment.map(str::to_owned),
        })
    }

    /// The rating that counts of each rated run, oldest run first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn ratings(&self) -> Result<Vec<Feedback>, Error> {
        let fail = |source| self.error(source);
        let connection = self.connection();
        let mut statement = connection
            .prepare(
                "SELECT run_id, score, comment FROM feedback AS rated
                 WHERE id = (SELECT max(id) FROM feedback WHERE run_id = rated.run_id)
                 ORDER BY run_id",
            )
            .map_err(fail)?;
        let rows = statement
            .query_map([], |row| {
                Ok(Feedback {
                    run_id: row.get(0)?,
                    score: row.get(1)?,
                    comment: row.get(2)?,
                })
            })
            .map_err(fail)?;
        rows.collect::<Result<_, _>>().map_err(fail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewRun;

    #[test]
    fn the_newest_rating_of_a_run_counts() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("omni.db")).unwrap();
        assert_eq!(
            store.rate("1", "r", 1.0, None).unwrap_err().code(),
            "run.unknown"
        );
        for run_id in ["run-a", "run-b"] {
            store
                .begin_run(&NewRun {
                    run_id,
                    started_at: "2026-01-01T00:00:00Z",
                    prompt: "p",
                })
                .unwrap();
        }
        store.rate("1", "run-a", 1.0, Some("good")).unwrap();
        store.rate("3", "run-a", 0.25, None).unwrap();
        store.rate("2", "run-b", 0.5, None).unwrap();
        assert_eq!(
            store.rate("4", "run", 1.0, None).unwrap_err().code(),
            "run.ambiguous"
        );
        let ratings = store.ratings().unwrap();
        let scores: Vec<_> = ratings.iter().map(|rated| rated.score).collect();
        assert_eq!(scores, [0.25, 0.5]);
    }
}
