//! A server that a guest may be granted, which counts who reaches it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use omni_skills::Scorer;

use super::load;

/// A server on this machine: `/moved` sends elsewhere, `/hang` never answers, all else is `hello`.
#[derive(Debug)]
pub struct Server {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    requests: Arc<AtomicU32>,
}

impl Server {
    /// Starts it; it ends with the test.
    #[must_use]
    pub fn start() -> Self {
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

    /// How many connections it has taken.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.requests.load(Ordering::SeqCst)
    }

    /// Loads `wasi-web`, which may reach it by this name of its host.
    #[must_use]
    pub fn load(&self, host: &str) -> Scorer {
        self.load_with(host, "")
    }

    /// The same under these lines of limits.
    #[must_use]
    pub fn load_with(&self, host: &str, limits: &str) -> Scorer {
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
