//! Values against the text that they are taken from.

use omni_skill::Finding;
use serde_json::Value;

use crate::expected::typed::{Sort, typed};
use crate::expected::{Expected, Given, Told};
use crate::request::Wanted;
use crate::same::{is_same, is_whole, is_whole_in_text, shares_word};
use crate::source;

/// A value that is another one than the text gives for its key.
pub(crate) fn missed(wanted: &Wanted, plain: &Expected, value: &Value) -> Option<Finding> {
    const HINT: &str = "Take every value from the text, word for word.";
    if let Some(whole) = &plain.whole {
        let fits = is_whole(value, whole) || plain.in_text && is_whole_in_text(value, whole);
        return (!fits).then(|| {
            Finding::error("json.value", "the values are not those of the text")
                .hint(HINT)
                .fact(format!("the JSON is {whole}"))
        });
    }
    let says = |word: &str| wanted.speaks_of(word);
    let untitled = says("surname")
        || says("surnames")
        || says("without") && says("title")
        || says("last") && says("name") && says("only");
    let wrong = plain.members.iter().find(|given| {
        let said = if wanted.nested {
            within(value, &given.key, 0)
        } else {
            value
                .as_object()
                .and_then(|members| members.get(&given.key))
        };
        let inner = wanted.nested && said.is_some_and(|said| said.is_object() || said.is_array());
        // "Write the date as YYYY-MM-DD": no other form is right.
        let dated = says("yyyy")
            && given.value.as_str().is_some_and(is_iso)
            && said.is_some_and(|said| *said != given.value);
        !inner
            && said
                .is_some_and(|said| dated || !is_given(said, given) || untitled && has_title(said))
    })?;
    Some(
        Finding::error(
            "json.value",
            format!("`{}` is not what the text gives for it", wrong.key),
        )
        .hint(HINT)
        .fact(format!("\"{}\" is {}", wrong.key, wrong.value)),
    )
}

fn is_iso(text: &str) -> bool {
    text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2
}

/// `Mr Lindqvist`
fn has_title(said: &Value) -> bool {
    said.as_str().is_some_and(|text| {
        ["Mr", "Mrs", "Ms", "Dr", "Prof", "Miss"]
            .iter()
            .any(|title| {
                text.strip_prefix(title)
                    .is_some_and(|rest| rest.starts_with([' ', '.']))
            })
    })
}

fn is_given(said: &Value, given: &Given) -> bool {
    if given.firm || said.is_null() {
        return is_same(said, &given.value);
    }
    // A thing may have more words or fewer, but not none of them.
    match (said.as_str(), given.value.as_str()) {
        (Some(said), Some(right)) => shares_word(said, right),
        _ => true,
    }
}

/// The value of a key somewhere in a value.
fn within<'v>(value: &'v Value, key: &str, depth: usize) -> Option<&'v Value> {
    let inner: Vec<&Value> = match value {
        Value::Object(members) => {
            if let Some(found) = members.get(key) {
                return Some(found);
            }
            members.values().collect()
        }
        Value::Array(items) => items.iter().collect(),
        _ => return None,
    };
    (depth < 8).then(|| {
        inner
            .into_iter()
            .find_map(|value| within(value, key, depth + 1))
    })?
}

/// Whether values stand in the text, so that others were made up.
pub(crate) fn takes_from_text(wanted: &Wanted, plain: &Expected, prompt: &str) -> bool {
    const INVENTED: [&str; 12] = [
        "invent",
        "imagine",
        "example",
        "sample",
        "fictional",
        "random",
        "suggest",
        "own",
        "capital",
        "guess",
        "classify",
        "translate",
    ];
    const GIVEN: [&str; 24] = [
        "null",
        "missing",
        "turn",
        "convert",
        "transform",
        "represent",
        "parse",
        "structure",
        "store",
        "record",
        "encode",
        "map",
        "reformat",
        "format",
        "text",
        "sentence",
        "line",
        "note",
        "message",
        "following",
        "copy",
        "this",
        "put",
        "data",
    ];
    // "Convert this line: 200 grams of flour" has no verb.
    const LINES: [&str; 4] = ["line", "sentence", "note", "parse"];
    // Where a record with dates and addresses stands, all is taken from it.
    let apart = plain.told == Some(Told::Source)
        || plain.members.len() * 2 >= wanted.keys.len() && !typed(prompt).is_empty();
    let given =
        apart && !plain.members.is_empty() || GIVEN.iter().any(|word| wanted.speaks_of(word));
    wanted.schema.is_none()
        && !wanted.keys.is_empty()
        && (plain.told >= Some(Told::Clauses)
            || plain.told == Some(Told::Values) && LINES.iter().any(|word| wanted.speaks_of(word)))
        && given
        && !prompt.contains('?')
        && !INVENTED.iter().any(|word| wanted.speaks_of(word))
}

/// A date, a time, an address that is none of those that the text has.
pub(crate) fn other_form(value: &Value, prompt: &str) -> Option<Finding> {
    let told = typed(prompt);
    let (key, said) = value.as_object()?.iter().find(|(_, value)| {
        let Some(said) = value.as_str() else {
            return false;
        };
        let forms = typed(said);
        let [form] = &forms[..] else { return false };
        let whole = form.text.len() == said.trim().len() && form.sort != Sort::Code;
        let mut same_sort = told.iter().filter(|told| told.sort == form.sort).peekable();
        whole
            && same_sort.peek().is_some()
            && !source::stands(prompt, said.trim())
            && same_sort.all(|told| !is_same(value, &Value::String(told.text.clone())))
    })?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` is {said}, which the text does not have"),
        )
        .hint("Take every value from the text, word for word."),
    )
}

/// A text that was to be copied and is not there.
pub(crate) fn not_copied(wanted: &Wanted, value: &Value, prompt: &str) -> Option<Finding> {
    let copies = wanted.speaks_of("copy")
        || wanted.speaks_of("copied")
        || wanted.speaks_of("verbatim")
        || wanted.speaks_of("written") && wanted.speaks_of("as");
    let members = value.as_object().filter(|_| copies && wanted.is_flat())?;
    let lower = prompt.to_lowercase();
    let (key, said) = members.iter().find(|(_, value)| {
        value.as_str().is_some_and(|text| {
            !text.trim().is_empty() && !source::stands(&lower, &text.trim().to_lowercase())
        })
    })?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` is {said}, which the text does not have"),
        )
        .hint("Take every value from the text, word for word."),
    )
}

/// A text where null was to stand for what is missing.
pub(crate) fn not_null(wanted: &Wanted, value: &Value) -> Option<Finding> {
    let members = value
        .as_object()
        .filter(|_| wanted.speaks_of("null") && wanted.schema.is_none())?;
    let empty = |text: &str| {
        ["", "null", "none", "n/a", "unknown", "missing", "-"]
            .contains(&text.trim().to_lowercase().as_str())
    };
    let (key, _) = members
        .iter()
        .find(|(_, value)| value.as_str().is_some_and(empty))?;
    Some(
        Finding::error(
            "json.value",
            format!("`{key}` has to be null where there is no value"),
        )
        .hint(format!("Write null for \"{key}\"."))
        .fact(format!("\"{key}\" is null")),
    )
}

/// A value of which the text has nothing.
pub(crate) fn invented(value: &Value, prompt: &str, all: bool) -> Option<Finding> {
    let foreign = source::foreign(value, prompt, all)?;
    let message = format!(
        "`{}` is {:?}, which the text does not have",
        foreign.place, foreign.value
    );
    let finding = if foreign.number {
        Finding::warning("json.value", message)
    } else {
        Finding::error("json.value", message)
    };
    Some(finding.hint("Take every value from the text, word for word."))
}
