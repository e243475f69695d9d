//! Sends the requests that the lines of the prompt name, each `http|https AUTHORITY PATH`, through
//! `wasi:http`. One reason a line: the status, the length of the body and the `location`; or the error.

use omni_skill::{Attempt, Error, Score};

mod bindings {
    wit_bindgen::generate!({ world: "web", path: "wit", generate_all });
}

use bindings::wasi::http::outgoing_handler::handle;
use bindings::wasi::http::types::{Fields, IncomingResponse, OutgoingRequest, Scheme};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(0.5);
    for line in attempt.request.prompt.lines() {
        score = score.because(send(line).unwrap_or_else(|error| error));
    }
    Ok(score)
}

fn send(line: &str) -> Result<String, String> {
    let mut words = line.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (scheme, authority, path) = (word(), word(), word());
    let request = OutgoingRequest::new(Fields::new());
    let scheme = if scheme == "https" {
        Scheme::Https
    } else {
        Scheme::Http
    };
    request
        .set_scheme(Some(&scheme))
        .map_err(|()| "bad scheme")?;
    request
        .set_authority(Some(authority))
        .map_err(|()| "bad authority")?;
    request
        .set_path_with_query(Some(path))
        .map_err(|()| "bad path")?;
    let future = handle(request, None).map_err(|error| format!("{error:?}"))?;
    future.subscribe().block();
    let response = future
        .get()
        .ok_or("no response")?
        .map_err(|()| "asked twice")?;
    response.map(told).map_err(|error| format!("{error:?}"))
}

fn told(response: IncomingResponse) -> String {
    let location = response.headers().get("location").pop().unwrap_or_default();
    let (status, mut length) = (response.status(), 0);
    if let Ok(body) = response.consume()
        && let Ok(stream) = body.stream()
    {
        while let Ok(bytes) = stream.blocking_read(4096) {
            length += bytes.len();
        }
    }
    format!("{status} {length} {}", String::from_utf8_lossy(&location))
}
