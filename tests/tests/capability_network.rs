//! Hosts that a skill is granted: reached by the names that the policy has, and nobody else.

use std::net::ToSocketAddrs as _;

use omni_policy::Capability;
use omni_tests::guests::{Server, code, denied, load, plain, said};

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
