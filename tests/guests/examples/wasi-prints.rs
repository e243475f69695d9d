//! Prints each line of the prompt: to stderr if it begins with `!`, else to stdout. `exit` exits, `stdin` reads.

use omni_skill::{Attempt, Error, Score};

mod bindings {
    wit_bindgen::generate!({ world: "prints", path: "wit", generate_all });
}

use bindings::wasi::cli::{exit, stderr, stdin, stdout, terminal_stdout};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(0.5);
    let terminal = terminal_stdout::get_terminal_stdout().is_some();
    score = score.because(format!("terminal {terminal}"));
    for line in attempt.request.prompt.lines() {
        match line {
            "exit" => exit::exit(Ok(())),
            "stdin" => {
                let read = stdin::get_stdin().blocking_read(10);
                score = score.because(format!("stdin {}", read.is_ok()));
                continue;
            }
            _ => {}
        }
        let stream = match line.strip_prefix('!') {
            Some(_) => stderr::get_stderr(),
            None => stdout::get_stdout(),
        };
        let text = format!("{}\n", line.trim_start_matches('!'));
        for part in text.as_bytes().chunks(4096) {
            let written = stream.blocking_write_and_flush(part);
            written.map_err(|error| Error::Failed(format!("{error:?}")))?;
        }
    }
    Ok(score)
}
