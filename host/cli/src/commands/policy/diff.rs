//! `omni policy diff`: what one policy allows differently from another.

use omni_policy::{Change, Direction, Policy};
use serde::Serialize;

use super::subject::{Subject, place};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BAD, DIM, GOOD, WARN, harmless};

#[derive(Serialize)]
struct Compared {
    before: String,
    after: String,
    changes: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    /// `more`, `less` or `other`.
    direction: &'static str,
    subject: String,
    text: String,
    before_line: Option<usize>,
    after_line: Option<usize>,
}

pub(crate) fn diff(
    context: &Context,
    before: &str,
    after: &str,
    json: bool,
) -> Result<(), CliError> {
    let before = Subject::find(context, before, None)?.policy;
    let after = Subject::find(context, after, None)?.policy;
    let changes = omni_policy::diff(&before, &after);
    if json {
        return output::json(&Compared {
            before: before.place(),
            after: after.place(),
            changes: changes.into_iter().map(shown).collect(),
        });
    }
    if changes.is_empty() {
        return output::line("both allow the same");
    }
    for change in &changes {
        output::line(&line(change, &before, &after))?;
    }
    Ok(())
}

fn shown(change: Change) -> Shown {
    Shown {
        direction: change.direction.name(),
        subject: change.subject,
        text: change.text,
        before_line: change.before,
        after_line: change.after,
    }
}

fn line(change: &Change, before: &Policy, after: &Policy) -> String {
    let (colour, sign) = match change.direction {
        Direction::More => (BAD, '+'),
        Direction::Less => (GOOD, '-'),
        Direction::Other => (WARN, '~'),
    };
    let lines = [(before, change.before), (after, change.after)];
    let places: Vec<_> = lines
        .into_iter()
        .filter(|(_, line)| line.is_some())
        .map(|(policy, line)| place(policy, line))
        .collect();
    let places = match places.is_empty() {
        true => String::new(),
        false => format!(" {DIM}({}){DIM:#}", places.join(" → ")),
    };
    format!(
        "{colour}{sign}{colour:#} {}{places}",
        harmless(&change.text)
    )
}
