//! What skills said that judge along without deciding.

use crate::{Error, IterationRecord, ShadowRecord, Store};

/// One response that two skills judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The run.
    pub run_id: String,
    /// The iteration, from 1.
    pub iteration: u32,
    /// What both said.
    pub said: ShadowRecord,
}

impl Store {
    /// All responses that a component judged along for another one, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read; [`Error::Corrupt`] if a record in it cannot.
    pub fn compared(&self, live_sha256: &str, shadow_sha256: &str) -> Result<Vec<Compared>, Error> {
        let fail = |source| self.error(source);
        let connection = self.connection();
        let mut statement = connection
            .prepare(
                "SELECT run_id, record FROM iterations
                 WHERE instr(record, '\"shadows\"') > 0 ORDER BY run_id, iteration",
            )
            .map_err(fail)?;
        let mut rows = statement.query([]).map_err(fail)?;
        let mut compared = Vec::new();
        while let Some(row) = rows.next().map_err(fail)? {
            let run_id: String = row.get(0).map_err(fail)?;
            let text: String = row.get(1).map_err(fail)?;
            let record: IterationRecord = self.parse(&text)?;
            for said in record.shadows {
                if said.live_sha256 == live_sha256 && said.shadow_sha256 == shadow_sha256 {
                    compared.push(Compared {
                        run_id: run_id.clone(),
                        iteration: record.iteration,
                        said,
                    });
                }
            }
        }
        Ok(compared)
    }
}
