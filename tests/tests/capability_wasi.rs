//! What reaches a skill through WASI: each refused without its grant, reached with it, and no further.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream, ToSocketAddrs as _};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use omni_policy::{Capability, Policy};
use omni_skills::types::Score;
use omni_skills::{CallContext, Clock, Level, Outcome, Scorer};
use omni_tests::guest;
use omni_tests::guests::{call, code, load, observe, refused_without_grant, runtime, said};

fn plain(scorer: &Scorer, prompt: &str) -> Outcome<Score> {
    call(scorer, &CallContext::default(), prompt)
}

/// How often a capability was denied.
fn denied(outcome: &Outcome<Score>, capability: Capability) -> u64 {
    let uses = outcome
        .usage
        .uses
        .iter()
        .filter(|used| used.capability == capability);
    uses.map(|used| used.denied).sum()
}

#[test]
fn each_is_refused_without_its_grant() {
    let folders = "[grants.filesystem]\npreopens = [{ host = \"FOLDER\", guest = \"/data\", access = \"read\" }]";
    for (guest, import, lines) in [
        ("wasi-files", "wasi:filesystem/types@0.2", folders),
        (
            "wasi-web",
            "wasi:http/types@0.2",
            "[grants.http]\nhosts = [\"HOST:443\"]",
        ),
        (
            "wants-wasi",
            "wasi:cli/environment@0.2",
            "[grants.environment]\nnames = [\"NAME\"]",
        ),
        ("wasi-prints", "wasi:cli/stdout@0.2", "[grants.log]"),
        (
            "wasi-chance",
            "wasi:clocks/wall-clock@0.2",
            "[grants.clock]\n[grants.random]",
        ),
    ] {
        refused_without_grant(guest, import, lines);
    }
    // What is granted elsewhere does not help, and one half is not the whole.
    for (guest, lines) in [
        ("wasi-files", "[grants.log]\n[grants.http]\nhosts = []"),
        (
            "wasi-web",
            "[grants.log]\n[grants.clock]\n[grants.filesystem]\npreopens = []",
        ),
        ("wasi-chance", "[grants.clock]"),
        ("wasi-chance", "[grants.random]"),
        ("wants-wasi", "[grants.log]\n[grants.config]"),
    ] {
        assert_eq!(
            load(guest, lines).unwrap_err().code(),
            "denied.import",
            "{guest}: {lines}"
        );
    }
}

#[test]
fn an_empty_list_is_linked_and_reaches_nothing() {
    let files = load("wasi-files", "[grants.filesystem]\npreopens = []").unwrap();
    assert_eq!(
        said(&plain(&files, "folders\nread 0 x")),
        ["ok ", "bad-descriptor"]
    );
    let variables = load("wants-wasi", "[grants.environment]\nnames = []").unwrap();
    assert_eq!(
        said(&plain(&variables, "")),
        ["0 variables", "0 arguments", "folder None"]
    );
    let web = load("wasi-web", "[grants.http]\nhosts = []").unwrap();
    let outcome = plain(&web, "http 127.0.0.1:1 /");
    assert_eq!(said(&outcome), ["ErrorCode::HttpRequestDenied"]);
    assert_eq!(denied(&outcome, Capability::Http), 1);
}

#[test]
fn only_named_variables_are_there() {
    // Of this process, set by cargo; not changed here, since other tests run beside this one.
    assert!(std::env::var_os("CARGO_PKG_NAME").is_some());
    let lines = "[grants.environment]\nnames = [\"CARGO_PKG_NAME\", \"THERE_IS_NO_SUCH_VARIABLE\"]";
    let told = said(&plain(&load("wants-wasi", lines).unwrap(), ""));
    assert_eq!(
        told,
        [
            "1 variables",
            "0 arguments",
            "folder None",
            "CARGO_PKG_NAME=omni-tests"
        ]
    );
}

#[test]
fn what_is_printed_is_logged_within_the_limit() {
    let lines = "[limits]\nlog = \"4KiB\"\n[grants.log]";
    let prints = load("wasi-prints", lines).unwrap();
    let outcome = plain(&prints, "one\n!two\u{1b}[2J\nstdin");
    assert_eq!(said(&outcome), ["terminal false", "stdin false"]);
    let logged: Vec<_> = outcome
        .usage
        .log
        .iter()
        .map(|line| (line.level, line.message.as_str()))
        .collect();
    assert_eq!(
        logged,
        [(Level::Info, "one"), (Level::Warn, "two\\u{1b}[2J")]
    );
    assert_eq!(code(&plain(&prints, &"x".repeat(5000))), "limit.log");
    let exited = plain(&prints, "before\nexit");
    assert_eq!(code(&exited), "trap");
    assert_eq!(exited.usage.log[0].message, "before");
}

#[test]
fn time_and_chance_follow_the_context() {
    let chance = load("wasi-chance", "[grants.clock]\n[grants.random]").unwrap();
    let fixed = |seed| {
        let context = CallContext {
            clock: Clock::Fixed(1_700_000_000_000_000_123),
            seed: Some(seed),
            ..CallContext::default()
        };
        said(&call(&chance, &context, ""))
    };
    let (one, same, other) = (fixed(1), fixed(1), fixed(2));
    assert_eq!(one[..2], ["1700000000.000000123", "0"]);
    assert_eq!(one, same);
    assert_ne!(one[2], other[2]);
}

#[test]
fn a_guest_that_sleeps_runs_out_of_time() {
    let lines = "[limits]\ntime = \"100ms\"\n[grants.clock]\n[grants.random]";
    let outcome = plain(&load("wasi-chance", lines).unwrap(), "60000");
    assert_eq!(code(&outcome), "limit.time");
}

#[test]
fn calls_of_wasi_are_counted_and_bounded() {
    let prints = load("wasi-prints", "[limits]\nhost_calls = 20\n[grants.log]").unwrap();
    assert!(plain(&prints, "a").result.is_ok());
    assert_eq!(code(&plain(&prints, &"a\n".repeat(30))), "limit.host-calls");
    let folder = Folder::new();
    let files = folder.load_with("[limits]\nhost_calls = 10");
    assert_eq!(
        code(&plain(&files, &"stat 0 in.txt\n".repeat(20))),
        "limit.host-calls"
    );
}

#[test]
fn over_the_limit_nothing_more_is_done() {
    let server = Server::start();
    let request = format!("http 127.0.0.1:{} /\n", server.port);
    let requests = |limit: u32| {
        let limits = format!("[limits]\nhost_calls = {limit}");
        let before = server.requests();
        let outcome = plain(&server.load_with("127.0.0.1", &limits), &request.repeat(9));
        (outcome, server.requests() - before)
    };
    let (outcome, sent) = requests(1);
    assert_eq!((code(&outcome), sent), ("limit.host-calls", 0));
    let error = outcome.result.unwrap_err().to_string();
    assert!(error.contains("limit.host-calls: 1, set at"), "{error}");
    let (outcome, sent) = requests(10_000);
    assert_eq!((said(&outcome).len(), sent), (9, 9));
    let each = u32::try_from(outcome.usage.host_calls / 9).unwrap();
    let (outcome, sent) = requests(each * 3);
    assert_eq!((code(&outcome), sent), ("limit.host-calls", 3));

    // What needs no handle: clocks and random numbers. One call too many is counted, and none after it.
    for limit in [1, 2] {
        let lines = format!("[limits]\nhost_calls = {limit}\n[grants.clock]\n[grants.random]");
        let outcome = plain(&load("wasi-chance", &lines).unwrap(), "");
        assert_eq!(code(&outcome), "limit.host-calls");
        assert_eq!(outcome.usage.host_calls, limit + 1);
    }
    let lines = "[limits]\nhost_calls = 1\n[grants.environment]\nnames = []";
    let outcome = plain(&load("wants-wasi", lines).unwrap(), "");
    assert_eq!(
        (code(&outcome), outcome.usage.host_calls),
        ("limit.host-calls", 2)
    );
    let lines = "[limits]\nhost_calls = 5\n[grants.log]";
    let outcome = plain(&load("wasi-prints", lines).unwrap(), &"a\n".repeat(30));
    assert_eq!(
        (code(&outcome), outcome.usage.host_calls),
        ("limit.host-calls", 6)
    );
    assert!(outcome.usage.log.len() < 5, "{:?}", outcome.usage.log);
}

#[test]
fn every_denied_request_is_counted() {
    let web = load(
        "wasi-web",
        "[limits]\nhost_calls = 1000000\ntime = \"60s\"\noutput = \"64MiB\"\n[grants.http]\nhosts = []",
    );
    let requests: Vec<_> = (0..1500)
        .map(|number| format!("http a{}.example /", number % 100))
        .collect();
    let outcome = plain(&web.unwrap(), &requests.join("\n"));
    assert_eq!(denied(&outcome, Capability::Http), 1500);
    let uses = &outcome.usage.uses;
    assert!(uses.len() <= 65, "{}", uses.len());
    let of = |target: &str| {
        uses.iter()
            .find(|used| used.target.as_deref() == Some(target))
    };
    assert_eq!(of("a7.example:80").unwrap().denied, 15);
}

/// Three folders: one that may be read (0), one that may be written (1), one that nobody may see.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["read/inner", "write/inner", "secret"] {
            std::fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        for (file, text) in [
            ("read/in.txt", "readable"),
            ("read/inner/deep.txt", "deep"),
            ("write/out.txt", "writable"),
            ("secret/key.txt", "SECRET"),
        ] {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn load(&self) -> Scorer {
        self.load_with("")
    }

    fn load_with(&self, limits: &str) -> Scorer {
        let path = self.path().display();
        load(
            "wasi-files",
            &format!(
                "{limits}\n[grants.filesystem]\npreopens = [\n\
                 {{ host = \"{path}/read\", guest = \"/read\", access = \"read\" }},\n\
                 {{ host = \"{path}/write\", guest = \"/write\", access = \"read-write\" }},\n]"
            ),
        )
        .unwrap()
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path().join(file)).unwrap()
    }

    /// That nothing outside was touched, and nothing in the folder that may only be read.
    fn assert_untouched(&self) {
        assert_eq!(self.read("secret/key.txt"), "SECRET");
        assert_eq!(self.read("read/in.txt"), "readable");
        assert_eq!(self.read("read/inner/deep.txt"), "deep");
        let count = |folder: &str| std::fs::read_dir(self.path().join(folder)).unwrap().count();
        assert_eq!((count("secret"), count("read/inner"), count("")), (1, 1, 3));
    }
}

#[test]
fn granted_folders_are_read_and_written() {
    let folder = Folder::new();
    let commands = "folders\nread 0 in.txt\nread 0 inner/deep.txt\nread 0 inner/../in.txt\nlist 0\n\
        write 1 new.txt text\nread 1 new.txt\nmkdir 1 made\nrename 1 new.txt 1 made/moved.txt\n\
        link 1 out.txt 1 twin.txt\nread 1 twin.txt\nunlink 1 twin.txt\nstat 0 in.txt";
    let outcome = plain(&folder.load(), commands);
    assert_eq!(
        said(&outcome),
        [
            "ok /read,/write",
            "ok readable",
            "ok deep",
            "ok readable",
            "ok in.txt,inner",
            "ok ",
            "ok text",
            "ok ",
            "ok ",
            "ok ",
            "ok writable",
            "ok ",
            "ok 8",
        ]
    );
    assert_eq!(
        denied(&outcome, Capability::Filesystem),
        0,
        "{:?}",
        outcome.usage.uses
    );
    assert_eq!(folder.read("write/made/moved.txt"), "text");
    folder.assert_untouched();
}

#[test]
fn a_folder_to_read_refuses_every_change() {
    let folder = Folder::new();
    let commands = [
        "write 0 in.txt x",
        "write 0 new.txt x",
        "truncate 0 in.txt",
        "write-read-only 0 in.txt",
        "shorten-read-only 0 in.txt",
        "append-read-only 0 in.txt",
        "touch-read-only 0 in.txt",
        "touch 0 in.txt",
        "mkdir 0 made",
        "rmdir 0 inner",
        "unlink 0 in.txt",
        "symlink 0 in.txt near",
        "link 0 in.txt 0 twin.txt",
        "rename 0 in.txt 0 moved.txt",
        "write-through 0 inner x",
        // Between a folder to read and one to write: neither in nor out.
        "rename 0 in.txt 1 moved.txt",
        "rename 1 out.txt 0 moved.txt",
        "link 0 in.txt 1 twin.txt",
        "link 1 out.txt 0 twin.txt",
        "rename 0 inner 1 inner2",
    ];
    let outcome = plain(&folder.load(), &commands.join("\n"));
    for (command, told) in commands.iter().zip(said(&outcome)) {
        assert!(
            matches!(told.as_str(), "not-permitted" | "read-only" | "access"),
            "{command}: {told}"
        );
    }
    assert_eq!(
        denied(&outcome, Capability::Filesystem),
        commands.len() as u64
    );
    let codes: Vec<_> = outcome
        .usage
        .uses
        .iter()
        .filter_map(|used| used.code())
        .collect();
    assert!(codes.iter().all(|code| *code == "denied.filesystem"));
    folder.assert_untouched();
    assert_eq!(folder.read("write/out.txt"), "writable");
}

#[test]
fn no_path_leads_out() {
    let folder = Folder::new();
    let outside = folder.path().join("secret");
    let secret = outside.join("key.txt").display().to_string();
    // What somebody else left lying in the folders.
    for within in ["read", "write"] {
        let within = folder.path().join(within);
        symlink(&secret, within.join("absolute")).unwrap();
        symlink("../secret/key.txt", within.join("relative")).unwrap();
        symlink("../secret", within.join("door")).unwrap();
        symlink("..", within.join("up")).unwrap();
        symlink("/", within.join("root")).unwrap();
        symlink("absolute", within.join("chain")).unwrap();
        symlink("/proc/self/root", within.join("proc")).unwrap();
        symlink("inner/../../secret/key.txt", within.join("winding")).unwrap();
    }
    let paths = [
        "../secret/key.txt",
        "inner/../../secret/key.txt",
        "./../secret/key.txt",
        "inner/../..",
        "..",
        "../",
        "../read/../secret/key.txt",
        "absolute",
        "relative",
        "door/key.txt",
        "door/",
        "up/secret/key.txt",
        "chain",
        "winding",
        "up/",
        "root/etc/passwd",
        "root/",
        "proc/etc/passwd",
        "/etc/passwd",
        "/",
        "//",
        "/proc/self/environ",
        "/proc/self/cwd",
        "/proc/1/root/etc/passwd",
        "/dev/null",
        secret.as_str(),
    ];
    let mut commands = Vec::new();
    for at in [0, 1] {
        for path in paths {
            for verb in [
                "read",
                "stat",
                "write-read-only",
                "truncate",
                "touch",
                "mkdir",
                "unlink",
                "rmdir",
            ] {
                commands.push(format!("{verb} {at} {path}"));
            }
            commands.push(format!("write {at} {path} x"));
            commands.push(format!("link {at} {path} 1 caught"));
            commands.push(format!("through {at} inner ../{path}"));
            commands.push(format!("write-through {at} inner ../../{path}"));
            commands.push(format!("rename 1 out.txt {at} {path}"));
        }
    }
    // Links that a folder to write holds are its own: they may be removed and moved, not followed.
    let own = |command: &str| {
        let last = command.rsplit(' ').next().unwrap_or_default();
        let link = ["absolute", "relative", "chain", "winding"].contains(&last);
        link && (command.starts_with("unlink 1") || command.starts_with("rename 1 out.txt 1"))
            || command.starts_with("link 1") && !command.contains('/')
    };
    for some in commands.chunks(16) {
        let some: Vec<&String> = some.iter().filter(|command| !own(command)).collect();
        let script: Vec<&str> = some.iter().map(|command| command.as_str()).collect();
        for (command, told) in script
            .iter()
            .zip(said(&plain(&folder.load(), &script.join("\n"))))
        {
            assert!(!told.starts_with("ok"), "{command}: {told}");
        }
    }
    folder.assert_links_and_secret();
}

impl Folder {
    fn assert_links_and_secret(&self) {
        assert_eq!(self.read("secret/key.txt"), "SECRET");
        assert_eq!(
            std::fs::read_dir(self.path().join("secret"))
                .unwrap()
                .count(),
            1
        );
        assert_eq!(std::fs::read_dir(self.path()).unwrap().count(), 3);
        assert_eq!(self.read("write/out.txt"), "writable");
        assert_eq!(self.read("read/in.txt"), "readable");
    }
}

#[test]
fn a_guest_makes_no_symbolic_links_and_moves_none_to_where_they_lead_out() {
    let folder = Folder::new();
    // Somebody else's, which may be moved and followed nowhere.
    symlink("../secret/key.txt", folder.path().join("write/two")).unwrap();
    symlink("../secret", folder.path().join("write/three")).unwrap();
    let secret = folder.path().join("secret/key.txt").display().to_string();
    let made = [
        format!("symlink 1 {secret} one"),
        "symlink 1 ../secret/key.txt one".to_owned(),
        "symlink 1 out.txt one".to_owned(),
        "symlink 1 .. inner/one".to_owned(),
        "symlink 1 /proc/self/environ one".to_owned(),
    ];
    let outcome = plain(&folder.load(), &made.join("\n"));
    assert_eq!(said(&outcome), ["not-permitted"; 5]);
    assert_eq!(denied(&outcome, Capability::Filesystem), 5);

    let commands = "read 1 one\nread 1 two\nread 1 three/key.txt\nwrite 1 three/key.txt x\n\
         link 1 two 1 six\nread 1 six\nrename 1 two 1 inner/seven\nread 1 inner/seven\nrename 1 out.txt 1 ../secret/in";
    let outcome = plain(&folder.load(), commands);
    for (command, told) in commands.lines().zip(said(&outcome)) {
        let moves = command == "link 1 two 1 six" || command == "rename 1 two 1 inner/seven";
        assert_eq!(told.starts_with("ok"), moves, "{command}: {told}");
        assert!(!told.contains("SECRET"), "{command}: {told}");
    }
    assert!(denied(&outcome, Capability::Filesystem) > 0);
    folder.assert_untouched();
    assert!(!folder.path().join("secret/in").exists());
}

/// Loads `wasi-files` under a policy file with these preopens: of a folder, as a path, and of what access.
fn load_from_file(folder: &Folder, name: &str, preopens: &[(&str, &str, &str)]) -> Scorer {
    let lines: Vec<_> = preopens
        .iter()
        .map(|(host, guest, access)| {
            format!("{{ host = \"{host}\", guest = \"{guest}\", access = \"{access}\" }}")
        })
        .collect();
    let text = format!(
        "skill = \"{name}\"\n[grants.filesystem]\npreopens = [{}]\n",
        lines.join(", ")
    );
    let path = folder.path().join(format!("{name}.toml"));
    std::fs::write(&path, text).unwrap();
    let policy = Arc::new(Policy::read(&path).unwrap());
    let bytes = std::fs::read(guest("wasi-files")).unwrap();
    let skill = runtime().load("wasi-files", &bytes, policy, serde_json::Map::new());
    Scorer::try_from(skill.unwrap()).unwrap()
}

#[test]
fn what_takes_the_place_of_a_granted_folder_is_not_opened() {
    let folder = Folder::new();
    let path = folder.path();
    // Two skills: what the one may read lies in what the other may write.
    let reads = load_from_file(&folder, "reads", &[("write/inner", "/in", "read")]);
    let writes = load_from_file(&folder, "writes", &[("write", "/w", "read-write")]);
    std::fs::write(path.join("write/inner/own.txt"), "own").unwrap();
    let read = "read 0 own.txt\nread 0 key.txt\nlist 0";
    assert_eq!(said(&plain(&reads, read))[0], "ok own");

    let moves = "rename 0 inner 0 away\nsymlink 0 ../secret inner";
    assert_eq!(said(&plain(&writes, moves)), ["ok ", "not-permitted"]);
    let gone = plain(&reads, read);
    assert_eq!(code(&gone), "denied.filesystem");
    assert_eq!(denied(&gone, Capability::Filesystem), 1);

    // A link, whoever made it, is not followed; another folder is not taken for the one that was granted.
    symlink("../secret", path.join("write/inner")).unwrap();
    let linked = plain(&reads, read);
    assert_eq!(code(&linked), "denied.filesystem", "{linked:?}");
    std::fs::remove_file(path.join("write/inner")).unwrap();
    assert_eq!(said(&plain(&writes, "mkdir 0 inner")), ["ok "]);
    let another = plain(&reads, read);
    let error = another.result.unwrap_err();
    assert_eq!(error.code(), "denied.filesystem");
    let told = error.to_string();
    assert!(
        told.contains("write/inner is another one than when the policy was read"),
        "{told}"
    );
    assert!(error.help().unwrap().contains("put the folder back"));

    // Put back, it is the one that it was.
    let back = "rmdir 0 inner\nrename 0 away 0 inner";
    assert_eq!(said(&plain(&writes, back)), ["ok ", "ok "]);
    assert_eq!(said(&plain(&reads, read))[0], "ok own");
}

#[test]
fn a_folder_of_any_size_is_listed_within_bounds() {
    let folder = Folder::new();
    for number in 0..5000 {
        std::fs::write(folder.path().join(format!("read/{number}")), "").unwrap();
    }
    let files = folder.load_with("[limits]\nmemory = \"4MiB\"\ntime = \"60s\"");
    let outcome = plain(&files, "count 0\nlists 0 60\nlists 0 8\ncount 1");
    assert_eq!(
        said(&outcome),
        [
            "ok 5002",
            "ok 8 and then insufficient-memory",
            "ok 8",
            "ok 2"
        ]
    );
}

#[test]
fn an_observed_skill_sees_no_file_and_shows_what_it_wants() {
    let outcome = plain(
        &observe("wasi-files", ""),
        "folders\nread 0 etc/passwd\nwrite 0 data/out.txt x\nlist 0",
    );
    let told = said(&outcome);
    assert_eq!((told[0].as_str(), told[3].as_str()), ("ok /", "ok "));
    assert!(
        !told[1].starts_with("ok") && !told[2].starts_with("ok"),
        "{told:?}"
    );
    let wants: Vec<_> = outcome
        .usage
        .uses
        .iter()
        .filter(|used| used.denied > 0)
        .collect();
    let wants: Vec<_> = wants
        .iter()
        .map(|used| (used.target.as_deref().unwrap(), used.writes()))
        .collect();
    assert_eq!(wants, [("/etc/passwd", false), ("/data/out.txt", true)]);

    let outcome = plain(&observe("wasi-web", ""), "https api.example.com /v1");
    assert_eq!(said(&outcome), ["ErrorCode::HttpRequestDenied"]);
    let used = &outcome.usage.uses[0];
    assert_eq!(
        (used.target.as_deref(), used.code()),
        (Some("api.example.com:443"), Some("denied.http"))
    );

    let outcome = plain(&observe("wants-wasi", ""), "");
    assert_eq!(said(&outcome)[0], "0 variables");
    assert_eq!(outcome.usage.uses[0].code(), Some("denied.environment"));
}

/// A server on this machine: `/moved` sends elsewhere, `/hang` never answers, all else is `hello`.
struct Server {
    port: u16,
    requests: Arc<AtomicU32>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                std::thread::spawn(move || serve(stream, port));
            }
        });
        Self { port, requests }
    }

    fn requests(&self) -> u32 {
        self.requests.load(Ordering::SeqCst)
    }

    fn load(&self, host: &str) -> Scorer {
        self.load_with(host, "")
    }

    fn load_with(&self, host: &str, limits: &str) -> Scorer {
        let lines = format!(
            "{limits}\n[grants.http]\nhosts = [\"{host}:{}\"]",
            self.port
        );
        load("wasi-web", &lines).unwrap()
    }
}

fn serve(mut stream: TcpStream, port: u16) {
    let mut lines = BufReader::new(stream.try_clone().unwrap())
        .lines()
        .map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    let _head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    if request.contains("/hang") {
        std::thread::sleep(std::time::Duration::from_secs(3600));
    }
    let answer = if request.contains("/moved") {
        // The same server by another name, which the policy does not name.
        format!(
            "HTTP/1.1 302 Found\r\nlocation: http://localhost:{port}/secret\r\ncontent-length: 0\r\n\r\n"
        )
    } else {
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello".to_owned()
    };
    let _ = stream.write_all(answer.as_bytes());
}

#[test]
fn a_named_host_is_reached_and_nobody_follows_a_redirect() {
    let server = Server::start();
    let port = server.port;
    let web = server.load("127.0.0.1");
    let outcome = plain(
        &web,
        &format!("http 127.0.0.1:{port} /\nhttp 127.0.0.1:{port} /moved"),
    );
    let moved = format!("302 0 http://localhost:{port}/secret");
    assert_eq!(said(&outcome), ["200 5 ", moved.as_str()]);
    assert_eq!(denied(&outcome, Capability::Http), 0);
    assert_eq!(server.requests(), 2);
    // And who follows it by hand is denied.
    let outcome = plain(&web, &format!("http localhost:{port} /secret"));
    assert_eq!(said(&outcome), ["ErrorCode::HttpRequestDenied"]);
    assert_eq!(outcome.usage.uses[0].code(), Some("denied.http"));
    assert_eq!(server.requests(), 2);
    // By its name, if the policy has that name.
    assert_eq!(
        said(&plain(
            &server.load("localhost"),
            &format!("http localhost:{port} /")
        )),
        ["200 5 "]
    );
}

#[test]
fn other_hosts_and_ports_and_disguises_are_denied() {
    let (server, other) = (Server::start(), Server::start());
    let (port, elsewhere) = (server.port, other.port);
    let web = server.load("127.0.0.1");
    let authorities = [
        format!("127.0.0.1:{elsewhere}"),
        "127.0.0.1".to_owned(),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
        format!("localhost.:{port}"),
        format!("127.0.0.1.:{port}"),
        format!("127.1:{port}"),
        format!("127.0.0.2:{port}"),
        format!("2130706433:{port}"),
        format!("0x7f000001:{port}"),
        format!("0177.0.0.1:{port}"),
        format!("127.0.0.01:{port}"),
        format!("0.0.0.0:{port}"),
        format!("[::1]:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("[::ffff:7f00:1]:{port}"),
        format!("[::127.0.0.1]:{port}"),
        format!("[::]:{port}"),
        format!("127.0.0.1:{port}@localhost:{elsewhere}"),
        format!("user@127.0.0.1:{port}"),
        format!("user:secret@127.0.0.1:{port}"),
        format!("127.0.0.1@localhost:{port}"),
        format!("127.0.0.1:{port}#@localhost:{elsewhere}"),
        format!("127.0.0.1:{port}?@localhost:{elsewhere}"),
        format!("127.0.0.1:{port}/@localhost:{elsewhere}"),
        format!("127.0.0.1:{port}\\@localhost:{elsewhere}"),
        format!("127.0.0.1%00:{port}"),
        format!("127.0.0.1:{port}:{elsewhere}"),
        format!("127.0.0.1:+{port}"),
        format!("127.0.0.1:0{port}"),
        "127.0.0.1:".to_owned(),
        format!(":{port}"),
        String::new(),
    ];
    for authority in &authorities {
        let outcome = plain(&web, &format!("http {authority} /"));
        let told = said(&outcome);
        let refused = told[0].starts_with("ErrorCode::Http") || told[0] == "bad authority";
        assert!(refused, "{authority}: {told:?}");
    }
    assert_eq!((server.requests(), other.requests()), (0, 0));
}

#[test]
fn a_name_that_leads_into_this_machine_is_denied_after_it_was_looked_up() {
    let server = Server::start();
    let port = server.port;
    // Names that machines give to themselves. Which of them one knows differs, and what is none is not found.
    let hostname = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let names = [
        "ip6-localhost",
        "ip6-loopback",
        "localhost4",
        "localhost.localdomain",
        "a.localhost",
        hostname.trim(),
    ];
    for host in names {
        let known = (host, port)
            .to_socket_addrs()
            .is_ok_and(|mut found| found.next().is_some());
        let outcome = plain(&server.load(host), &format!("http {host}:{port} /"));
        let expected = if known {
            "ErrorCode::DestinationIpProhibited"
        } else {
            "ErrorCode::DestinationNotFound"
        };
        assert_eq!(said(&outcome), [expected], "{host}");
        assert_eq!(
            denied(&outcome, Capability::Http),
            u64::from(known),
            "{host}"
        );
    }
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_server_that_never_answers_costs_the_calls_time_and_no_more() {
    let server = Server::start();
    let web = server.load_with("127.0.0.1", "[limits]\ntime = \"300ms\"");
    let outcome = plain(&web, &format!("http 127.0.0.1:{} /hang", server.port));
    assert_eq!(code(&outcome), "limit.time");
    assert_eq!(outcome.usage.uses[0].count, 1);
    let outcome = plain(&web, &format!("http 127.0.0.1:{} /", server.port));
    assert_eq!(said(&outcome), ["200 5 "]);
}

#[test]
fn variables_are_of_the_host_that_runs() {
    // A child of this test with a variable of its own: the guest sees it there.
    if let Some(value) = std::env::var_os("OMNI_TEST_SEEN") {
        let lines = "[grants.environment]\nnames = [\"OMNI_TEST_SEEN\"]";
        let told = said(&plain(&load("wants-wasi", lines).unwrap(), ""));
        assert_eq!(
            OsStr::new(told[3].trim_start_matches("OMNI_TEST_SEEN=")),
            value
        );
        assert_eq!(told.len(), 4, "more than was named");
        return;
    }
    let test = std::env::current_exe().unwrap();
    let arguments = ["--exact", "variables_are_of_the_host_that_runs"];
    let status = Command::new(test)
        .args(arguments)
        .env("OMNI_TEST_SEEN", "yes")
        .env("OMNI_TEST_HIDDEN", "no")
        .status();
    assert!(status.unwrap().success());
}
