//! Running a project's cases, many at a time.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use omni_policy::Policy;
use omni_skills::{Kind, LogLine, Runtime, Skill};
use serde::{Serialize, Serializer};
use serde_json::Map;

use crate::case::Case;
use crate::contract::{
    Contract, DatasetBuilding, ImagePreparation, Reflection, Routing, Scoring, Validation,
};
use crate::run::{Ran, run};
use crate::{Difference, Error, Project, case, update};

/// More threads than this only wait for each other.
const MAX_THREADS: usize = 8;

/// How to test.
#[derive(Clone, Debug, Default)]
pub struct TestOptions<'a> {
    /// Only cases whose `FILE: NAME` contains this.
    pub filter: Option<&'a str>,
    /// Write what is given now into the cases that keep an output, and into those that expect nothing yet.
    pub update: bool,
}

/// What came of a project's tests.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The skill's name.
    pub skill: String,
    /// What it is.
    pub kind: Kind,
    /// SHA-256 of the component.
    pub sha256: String,
    /// The policy's file; none: nothing is granted.
    pub policy: Option<PathBuf>,
    /// The cases that ran, in the order of their files.
    pub cases: Vec<CaseReport>,
    /// Cases that the filter left out.
    pub left_out: usize,
    /// How long all of it took.
    #[serde(rename = "time_ms", serialize_with = "in_ms")]
    pub time: Duration,
}

/// What came of one case.
#[derive(Clone, Debug, Serialize)]
pub struct CaseReport {
    /// The file, from the project's folder.
    pub file: PathBuf,
    /// The case's name.
    pub name: String,
    /// Whether it is as expected.
    pub verdict: Verdict,
    /// What is not.
    pub failures: Vec<Failure>,
    /// How long the call took.
    #[serde(rename = "time_ms", serialize_with = "in_ms")]
    pub time: Duration,
    /// The most memory that it held, in bytes.
    pub memory_peak: u64,
    /// How often it called the host.
    pub host_calls: u64,
    /// What it logged.
    pub log: Vec<LogLine>,
}

/// Whether a case is as expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is.
    Passed,
    /// It is not.
    Failed,
    /// It was not, and what it gives now was written into its file.
    Updated,
}

/// Something that is not as expected.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// What it is, for people.
    pub what: String,
    /// Where two texts differ, if two were compared.
    pub difference: Option<Difference>,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            difference: None,
        }
    }
}

impl Report {
    /// How many cases have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        let of = |case: &&CaseReport| case.verdict == verdict;
        self.cases.iter().filter(of).count()
    }
}

/// Runs the cases in `tests/*.toml` of `project` on its component, under its policy.
///
/// # Errors
/// There is no component, or it is no skill; a test file or the policy is wrong; there is no case.
pub fn test(
    runtime: &Runtime,
    project: &Project,
    options: &TestOptions<'_>,
) -> Result<Report, Error> {
    let component = project.component();
    let bytes = std::fs::read(&component).map_err(|_| Error::NotBuilt { path: component })?;
    let about = runtime.inspect(&project.name, &bytes)?;
    let bench = Bench {
        runtime,
        project,
        policy: project.policy()?,
        bytes,
        sha256: about.sha256,
        options,
    };
    let kind = about
        .kind
        .ok_or_else(|| omni_skills::Error::InvalidComponent {
            skill: project.name.clone(),
            problem: about.problem.unwrap_or_else(|| "is no skill".to_owned()),
            help: Some("`omni skill inspect` shows what it exports".to_owned()),
        })?;
    match kind {
        Kind::Scorer => bench.run::<Scoring>(kind),
        Kind::Validator => bench.run::<Validation>(kind),
        Kind::Reflector => bench.run::<Reflection>(kind),
        Kind::Router => bench.run::<Routing>(kind),
        Kind::ImagePreprocessor => bench.run::<ImagePreparation>(kind),
        Kind::DatasetBuilder => bench.run::<DatasetBuilding>(kind),
    }
}

/// A component and all that its cases share.
struct Bench<'a> {
    runtime: &'a Runtime,
    project: &'a Project,
    policy: Arc<Policy>,
    bytes: Vec<u8>,
    sha256: String,
    options: &'a TestOptions<'a>,
}

impl Bench<'_> {
    fn run<C: Contract>(self, kind: Kind) -> Result<Report, Error> {
        let start = Instant::now();
        let mut cases = Vec::new();
        for file in case::files(&self.project.tests())? {
            cases.extend(case::read::<C::Input, C::Expect>(&file)?);
        }
        let all = cases.len();
        cases.retain(|case| self.is_wanted(&case.file, &case.name));
        if cases.is_empty() {
            return Err(Error::NoCases {
                what: match self.options.filter {
                    Some(filter) => format!("none of the {all} cases is named like `{filter}`"),
                    None => "the test files hold no case".to_owned(),
                },
                help: "leave --filter away to run all of them".to_owned(),
            });
        }
        for case in &mut cases {
            let folder = case.file.parent().unwrap_or(&self.project.folder);
            C::complete(&mut case.says.input, folder).map_err(|problem| {
                let problem = format!("`{}`: {problem}", case.name);
                let kind = omni_settings::ErrorKind::Invalid;
                omni_settings::Error::of_file(kind, &case.file, problem)
            })?;
        }
        let mut ran = self.run_all::<C>(&cases);
        if self.options.update {
            update::update(&cases, &mut ran)?;
        }
        let reports = cases.iter().zip(ran).map(|(case, ran)| CaseReport {
            file: self.within(&case.file),
            name: case.name.clone(),
            verdict: ran.verdict,
            failures: ran.failures,
            time: ran.usage.time,
            memory_peak: ran.usage.memory_peak,
            host_calls: ran.usage.host_calls,
            log: ran.usage.log,
        });
        Ok(Report {
            skill: self.project.name.clone(),
            kind,
            cases: reports.collect(),
            left_out: all - cases.len(),
            policy: self.policy.path.clone(),
            sha256: self.sha256,
            time: start.elapsed(),
        })
    }

    /// Runs every case, as many at a time as there are processors. The results are in the order of the cases.
    fn run_all<C: Contract>(&self, cases: &[Case<C::Input, C::Expect>]) -> Vec<Ran>
    where
        <C::Expect as crate::expect::Expectation>::Output: Send,
    {
        // Most cases have no config of their own, and share what is loaded once.
        let plain = self.load(&Map::new());
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(cases.len()));
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = threads.min(MAX_THREADS).min(cases.len());
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(case) = cases.get(number) else {
                            return;
                        };
                        let skill = match case.says.config.is_empty() {
                            true => plain.clone(),
                            false => self.load(&case.says.config),
                        };
                        let ran = run::<C>(case, skill);
                        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                        done.push((number, ran));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(number, _)| *number);
        done.into_iter().map(|(_, ran)| ran).collect()
    }

    /// As the host loads it, for a role with this config.
    fn load(&self, config: &Map<String, serde_json::Value>) -> Result<Skill, omni_skills::Error> {
        let policy = Arc::clone(&self.policy);
        self.runtime
            .load(&self.project.name, &self.bytes, policy, config.clone())
    }

    fn is_wanted(&self, file: &Path, name: &str) -> bool {
        let shown = format!("{}: {name}", self.within(file).display());
        self.options
            .filter
            .is_none_or(|filter| shown.contains(filter))
    }

    fn within(&self, file: &Path) -> PathBuf {
        let within = file.strip_prefix(&self.project.folder);
        within.unwrap_or(file).to_owned()
    }
}

fn in_ms<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64() * 1e3)
}
