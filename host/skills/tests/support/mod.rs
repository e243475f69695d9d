//! Skills written as text: just enough of each kind, with a body that misbehaves as a test wants.
#![expect(
    dead_code,
    reason = "each test file is a crate of its own and uses a part"
)]

use std::path::Path;
use std::sync::Arc;

use omni_policy::Policy;
use omni_skills::types::{Attempt, Request, Stop, TokenStats};
use omni_skills::{
    Error, Kind, Outcome, Reflector, Runtime, RuntimeOptions, Scorer, Skill, Validator,
};
use serde_json::{Map, Value};

/// The types of `omni:skill/types`, as an instance type.
const TYPES: &str = r#"
  (type $types-type (instance
    (type $role' (enum "system" "user" "assistant"))
    (export "role" (type $role (eq $role')))
    (type $message' (record (field "role" $role) (field "content" string)))
    (export "message" (type $message (eq $message')))
    (type $request' (record
      (field "history" (list $message)) (field "prompt" string)
      (field "images" u32) (field "expect" (option string))))
    (export "request" (type $request (eq $request')))
    (type $stop' (enum "end" "stop-string" "length" "timeout"))
    (export "stop" (type $stop (eq $stop')))
    (type $stats' (record
      (field "count" u32) (field "mean-logprob" f32)
      (field "min-logprob" f32) (field "mean-entropy" f32)))
    (export "token-stats" (type $stats (eq $stats')))
    (type $severity' (enum "info" "warning" "error"))
    (export "severity" (type $severity (eq $severity')))
    (type $grammar' (variant (case "gbnf" string) (case "json-schema" string)))
    (export "grammar" (type $grammar (eq $grammar')))
    (type $finding' (record
      (field "code" string) (field "severity" $severity) (field "message" string)
      (field "hint" (option string)) (field "fact" (option string))
      (field "mend" (option string)) (field "grammar" (option $grammar))))
    (export "finding" (type $finding (eq $finding')))
    (type $attempt' (record
      (field "request" $request) (field "response" string) (field "iteration" u32)
      (field "stop" $stop) (field "stats" $stats) (field "findings" (list $finding))))
    (export "attempt" (type $attempt (eq $attempt')))
    (type $error' (variant
      (case "invalid-input" string) (case "unsupported" string) (case "failed" string)))
    (export "error" (type $error (eq $error')))))
"#;

/// Brings the types of an instance `$types` into scope.
const ALIASES: &str = r#"
  (alias export $types "attempt" (type $attempt))
  (alias export $types "request" (type $request))
  (alias export $types "message" (type $message))
  (alias export $types "grammar" (type $grammar))
  (alias export $types "finding" (type $finding))
  (alias export $types "error" (type $error))
"#;

const LOG: &str = r#"
  (type $log-type (instance
    (type $level' (enum "trace" "debug" "info" "warn" "error"))
    (export "level" (type $level (eq $level')))
    (export "log" (func (param "level" $level) (param "message" string)))))
  (import "omni:host/log@0.1.0" (instance $log (type $log-type)))
  (core func $lowered-log (canon lower (func $log "log") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
"#;

const CONFIG: &str = r#"
  (import "omni:host/config@0.1.0" (instance $config
    (export "get" (func (param "key" string) (result (option string))))))
  (core func $lowered-get (canon lower (func $config "get") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
"#;

/// A skill to be. What is not set behaves well.
#[derive(Clone)]
pub(crate) struct Guest {
    kind: Kind,
    /// The instructions of its one function, which return the address of the result.
    body: String,
    /// Further items of its core module.
    items: String,
    /// Further items of the component, at its beginning.
    outside: String,
    /// Instructions that its allocator begins with.
    allocating: String,
    log: bool,
    config: bool,
    /// The version of the contract that it exports.
    version: &'static str,
}

impl Guest {
    pub(crate) fn scorer(body: &str) -> Self {
        Self::of_kind(Kind::Scorer, body)
    }

    pub(crate) fn of_kind(kind: Kind, body: &str) -> Self {
        Self {
            kind,
            body: body.to_owned(),
            items: String::new(),
            outside: String::new(),
            allocating: String::new(),
            log: false,
            config: false,
            version: "0.1.0",
        }
    }

    /// A scorer that is sure to `confidence`, a number or an expression such as `nan`.
    pub(crate) fn sure(confidence: &str) -> Self {
        Self::scorer(&format!(
            "(f32.store offset=4 (i32.const 16) (f32.const {confidence})) (i32.const 16)"
        ))
    }

    pub(crate) fn items(mut self, items: &str) -> Self {
        self.items += items;
        self
    }

    pub(crate) fn outside(mut self, outside: &str) -> Self {
        self.outside += outside;
        self
    }

    pub(crate) fn allocating(mut self, instructions: &str) -> Self {
        self.allocating += instructions;
        self
    }

    pub(crate) fn log(mut self) -> Self {
        self.log = true;
        self
    }

    pub(crate) fn config(mut self) -> Self {
        self.config = true;
        self
    }

    pub(crate) fn version(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// The component.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        wat::parse_str(self.text()).expect("the text of a test's component")
    }

    fn text(&self) -> String {
        let (extra, params, result) = match self.kind {
            Kind::Scorer => (
                r#"(record (field "confidence" f32) (field "reasons" (list string)))"#,
                r#"(param "attempt" $attempt)"#,
                "$extra",
            ),
            Kind::Validator => (
                "(record (field \"unused\" bool))",
                r#"(param "attempt" $attempt)"#,
                "(list $finding)",
            ),
            Kind::Reflector => (
                r#"(record (field "messages" (list $message)) (field "grammar" (option $grammar))
                    (field "temperature" (option f32)) (field "max-tokens" (option u32)))"#,
                r#"(param "request" $request) (param "attempts" (list $attempt))"#,
                "(option $extra)",
            ),
            other => panic!("no {other} is written as text: tests/guests has one"),
        };
        let (interface, function, core_params) = match self.kind {
            Kind::Scorer => ("scoring", "score", "i32"),
            Kind::Validator => ("validation", "validate", "i32"),
            Kind::Reflector => (
                "reflection",
                "reflect",
                "i32 i32 i32 i32 i32 i32 i32 i32 i32 i32",
            ),
            other => panic!("no {other} is written as text: tests/guests has one"),
        };
        let (outside, items, body, version) =
            (&self.outside, &self.items, &self.body, self.version);
        let allocating = &self.allocating;
        let named = result.replace("$extra", "$extra-out");
        let (mut host, mut imports, mut with) = (String::new(), String::new(), String::new());
        if self.log {
            host += LOG;
            imports += r#"(import "host" "log" (func $log (param i32 i32 i32)))"#;
            with += r#"(export "log" (func $lowered-log))"#;
        }
        if self.config {
            host += CONFIG;
            imports += r#"(import "host" "get" (func $get (param i32 i32 i32)))"#;
            with += r#"(export "get" (func $lowered-get))"#;
        }
        format!(
            r#"(component $root
  {outside}
  {TYPES}
  (import "omni:skill/types@0.1.0" (instance $types (type $types-type)))
  {ALIASES}
  (core module $libc-module
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 4096))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      {allocating}
      (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
      (global.set $next (i32.add (local.get $at) (local.get 3)))
      (block $fits (loop $more
        (br_if $fits (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
        (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
        (br $more)))
      (local.get $at)))
  (core instance $libc (instantiate $libc-module))
  {host}
  (core module $main
    (import "libc" "memory" (memory $memory 1))
    {imports}
    {items}
    (func $run (export "run") (param {core_params}) (result i32)
      {body}))
  (core instance $host {with})
  (core instance $it (instantiate $main (with "libc" (instance $libc)) (with "host" (instance $host))))
  (type $extra {extra})
  (func $lifted {params} (result (result {result} (error $error)))
    (canon lift (core func $it "run") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (component $face
    (alias outer $root $types-type (type $types-type))
    (import "types" (instance $types (type $types-type)))
    {ALIASES}
    (type $extra' {extra})
    (import "extra" (type $extra (eq $extra')))
    (import "run" (func $run {params} (result (result {result} (error $error)))))
    (export $extra-out "extra" (type $extra))
    (export "{function}" (func $run) (func {params} (result (result {named} (error $error))))))
  (instance $exported (instantiate $face
    (with "types" (instance $types)) (with "extra" (type $extra)) (with "run" (func $lifted))))
  (export "omni:skill/{interface}@{version}" (instance $exported)))"#
        )
    }
}

pub(crate) fn runtime() -> Runtime {
    Runtime::new(RuntimeOptions::default()).expect("a runtime")
}

/// A policy in a file that is not there, which nobody needs.
pub(crate) fn policy(lines: &str) -> Arc<Policy> {
    let text = format!("skill = \"guest\"\n{lines}\n");
    Arc::new(Policy::parse(Path::new("policies/guest.toml"), &text).expect("a test's policy"))
}

pub(crate) fn load(runtime: &Runtime, guest: &Guest, lines: &str) -> Result<Skill, Error> {
    load_bytes(runtime, &guest.bytes(), lines)
}

pub(crate) fn load_bytes(runtime: &Runtime, bytes: &[u8], lines: &str) -> Result<Skill, Error> {
    runtime.load("guest", bytes, policy(lines), Map::new())
}

pub(crate) fn load_with(runtime: &Runtime, guest: &Guest, lines: &str, config: Value) -> Scorer {
    let Value::Object(config) = config else {
        panic!("a config is an object");
    };
    let skill = runtime.load("guest", &guest.bytes(), policy(lines), config);
    scorer(skill.expect("a skill"))
}

pub(crate) fn scorer(skill: Skill) -> Scorer {
    Scorer::try_from(skill).expect("a scorer")
}

pub(crate) fn validator(skill: Skill) -> Validator {
    Validator::try_from(skill).expect("a validator")
}

pub(crate) fn reflector(skill: Skill) -> Reflector {
    Reflector::try_from(skill).expect("a reflector")
}

pub(crate) fn request() -> Request {
    Request {
        prompt: "What is the capital of France?".to_owned(),
        ..Request::default()
    }
}

pub(crate) fn attempt() -> Attempt {
    Attempt {
        request: request(),
        response: "The capital of France is Paris.".to_owned(),
        iteration: 1,
        stop: Stop::End,
        stats: TokenStats {
            count: 8,
            mean_logprob: -0.1,
            min_logprob: -0.5,
            mean_entropy: 0.2,
        },
        findings: Vec::new(),
    }
}

/// What went wrong, once it is known that a well-behaved skill on the same runtime still works.
pub(crate) fn failure<T: std::fmt::Debug>(runtime: &Runtime, outcome: Outcome<T>) -> Error {
    let error = outcome.result.expect_err("must fail");
    let next = scorer(load(runtime, &Guest::sure("0.75"), "").expect("the next skill"));
    let score = next.score(&attempt()).result.expect("the next call");
    assert_eq!(score.confidence, 0.75);
    error
}
