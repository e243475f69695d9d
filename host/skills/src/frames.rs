//! Where in a guest something happened: its functions, and lines of source where it carries debug information.

use wasmtime::WasmBacktrace;

use crate::text::tame;

/// Functions named of a trap.
const MAX_FRAMES: usize = 6;
/// The longest name of a function or a file that is shown, in characters.
const MAX_NAME: usize = 80;
/// What the names of functions begin with that are Rust's own or the SDK's: how a panic is made, and how a call
/// comes in, is no news to who wrote the skill.
const MACHINERY: [&str; 9] = [
    "core::",
    "std::",
    "alloc::",
    "__rust",
    "rust_",
    "_export_",
    "omni_skill::panicking",
    "omni_skill::bindings",
    "wit_bindgen::",
];
/// What the places of such functions contain.
const MACHINERY_PLACES: [&str; 4] = [
    "/library/",
    "omni-skill/src/",
    "omni-skill-",
    "wit-bindgen-",
];

/// The guest's functions, innermost first, such as `score (src/lib.rs:12)`.
pub(crate) fn of(backtrace: &WasmBacktrace) -> Vec<String> {
    told(&read(&backtrace.to_string()))
}

fn told(frames: &[Frame]) -> Vec<String> {
    let own: Vec<&Frame> = frames
        .iter()
        .filter(|frame| !frame.is_machinery())
        .collect();
    let told = match own.is_empty() {
        true => frames.iter().collect(),
        false => own,
    };
    told.into_iter()
        .take(MAX_FRAMES)
        .map(Frame::shown)
        .collect()
}

struct Frame {
    function: String,
    place: Option<String>,
}

/// Taken from what wasmtime prints, which undoes mangling:
///
/// ```text
///     0:   0x5a - guest.wasm!score
///     1:   0x7f - guest::score
///                     at /src/lib.rs:12:9
///               - guest::inlined
///                     at /src/lib.rs:20:5
/// ```
fn read(printed: &str) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for line in printed.lines().skip(1) {
        let line = line.trim();
        if let Some(place) = line.strip_prefix("at ") {
            if let Some(frame) = frames.last_mut() {
                frame.place = Some(without_column(place).to_owned());
            }
        } else if let Some((_, name)) = line.split_once("- ") {
            let function = name.split_once('!').map_or(name, |(_, function)| function);
            frames.push(Frame {
                function: without_hashes(function.trim()),
                place: None,
            });
        }
    }
    frames.retain(|frame| !frame.function.starts_with("<wasm function"));
    frames
}

impl Frame {
    fn is_machinery(&self) -> bool {
        let name = self.function.trim_start_matches('<');
        let place = self.place.as_deref().unwrap_or_default();
        MACHINERY.iter().any(|start| name.starts_with(start))
            || MACHINERY_PLACES.iter().any(|part| place.contains(part))
    }

    fn shown(&self) -> String {
        let function = tame(&self.function, MAX_NAME);
        match &self.place {
            Some(place) => format!("{function} ({})", tame(&last_part(place), MAX_NAME)),
            None => function,
        }
    }
}

/// `std[a543996e6e7dbf1e]::panic` and `guest::score::h0c65b75c0df43333` without what tells builds apart.
fn without_hashes(name: &str) -> String {
    let is_hash =
        |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = match name.rsplit_once("::h") {
        Some((name, hash)) if is_hash(hash) => name,
        _ => name,
    };
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => plain.push_str(rest),
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

/// `src/lib.rs:12:9` without its column: a line says enough.
fn without_column(place: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match place.rsplit_once(':') {
        Some((line, column))
            if is_number(column)
                && line
                    .rsplit_once(':')
                    .is_some_and(|(_, line)| is_number(line)) =>
        {
            line
        }
        _ => place,
    }
}

/// The end of a long path, which says more than its beginning.
fn last_part(place: &str) -> String {
    let excess = place.chars().count().saturating_sub(MAX_NAME);
    match excess {
        0 => place.to_owned(),
        excess => format!("…{}", place.chars().skip(excess + 1).collect::<String>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "error while executing at wasm backtrace:
    0:     0x5a - <unknown>!<wasm function 9>
    1:     0x6b - guest.wasm!core::panicking::panic_fmt
    2:     0x70 - {closure#0}
                    at /rustc/59807616/library/std/src/panicking.rs:691:5
    3:     0x7f - guest[a543996e6e7dbf1e]::inner
                    at /home/me/guest/src/lib.rs:20:5
                - guest::score
                    at /home/me/guest/src/lib.rs:12:9
    4:    0x9c5 - guest.wasm!omni:skill/scoring@0.1.0#score";

    #[test]
    fn functions_have_their_lines_and_machinery_is_left_out() {
        let frames = read(PRINTED);
        let expected = [
            "guest::inner (/home/me/guest/src/lib.rs:20)",
            "guest::score (/home/me/guest/src/lib.rs:12)",
            "omni:skill/scoring@0.1.0#score",
        ];
        assert_eq!(told(&frames), expected);
        assert_eq!(told(&frames[..1]), ["core::panicking::panic_fmt"]);
    }

    #[test]
    fn names_are_shown_without_hashes() {
        for (name, plain) in [
            ("std[a543996e6e7dbf1e]::x::<[u8]>", "std::x::<[u8]>"),
            ("guest::score::h0c65b75c0df43333", "guest::score"),
            ("a[b", "a[b"),
            ("guest::hello", "guest::hello"),
        ] {
            assert_eq!(without_hashes(name), plain);
        }
    }

    #[test]
    fn a_long_path_keeps_its_end() {
        let place = format!("/{}/src/lib.rs:7", "x".repeat(100));
        let short = last_part(&place);
        assert!(short.starts_with('…') && short.ends_with("x/src/lib.rs:7"));
        assert_eq!(short.chars().count(), MAX_NAME);
        assert_eq!(without_column("lib.rs:7"), "lib.rs:7");
        assert_eq!(without_column("lib.rs:7:1"), "lib.rs:7");
    }
}
