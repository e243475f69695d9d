//! Sends attachments their way by their first bytes. The prompt's words make it misbehave: `forget` an
//! attachment, ask for `ten` iterations, name an `adapter` that is none, say `much`, `spin`.

use omni_skill::{Attachment, Error, Model, Reflection, Request, Route, Way};

omni_skill::router!(route);

fn route(request: &Request, attachments: &[Attachment]) -> Result<Route, Error> {
    let ways: Result<Vec<Way>, Error> = attachments.iter().map(way).collect();
    let mut route = Route::main().ways(ways?).because("by \u{1b}[1mcontent");
    for word in request.prompt.split(' ') {
        match word {
            "forget" => drop(route.ways.pop()),
            "quick" => route = route.iterations(1).reflection(Reflection::Off),
            "ten" => route.max_iterations = Some(10),
            "small" => route.model = Model::Fallback,
            "tuned" => route.model = Model::Adapter("2026-11-22".to_owned()),
            "adapter" => route.model = Model::Adapter("../../etc/passwd".to_owned()),
            "much" => route.reasons = vec!["x".repeat(1 << 20); 9],
            "spin" => loop {
                std::hint::spin_loop();
            },
            _ => {}
        }
    }
    Ok(route)
}

fn way(attachment: &Attachment) -> Result<Way, Error> {
    match attachment.head.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => Ok(Way::Image),
        [b'R', b'I', b'F', b'F', ..] => Ok(Way::Audio),
        head if std::str::from_utf8(head).is_ok() => Ok(Way::Text),
        _ => Err(Error::Unsupported(format!(
            "{} bytes of no known format",
            attachment.size
        ))),
    }
}
