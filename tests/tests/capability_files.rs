//! Folders that a skill is granted: read and written as the policy says, and no path leads out of them.

use std::os::unix::fs::symlink;
use std::sync::Arc;

use omni_policy::{Capability, Policy};
use omni_skills::Scorer;
use omni_tests::guest;
use omni_tests::guests::{Folder, code, denied, plain, runtime, said};

#[test]
fn granted_folders_are_read_and_written() {
    let folder = Folder::filled();
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
    let folder = Folder::filled();
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
    let folder = Folder::filled();
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

#[test]
fn a_guest_makes_no_symbolic_links_and_moves_none_to_where_they_lead_out() {
    let folder = Folder::filled();
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
    let folder = Folder::filled();
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
    let folder = Folder::filled();
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
