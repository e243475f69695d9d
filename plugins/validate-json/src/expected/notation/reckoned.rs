//! Keys that ask for what can be reckoned: the largest of the numbers that stand there, how
//! many letters a word has.

use serde_json::{Map, Value, json};

use crate::request::Wanted;

/// More numbers are a table.
const MOST: usize = 50;

/// The values of all keys, where each asks for something of the one list of numbers.
pub(super) fn of_numbers(text: &str, wanted: &Wanted) -> Option<Value> {
    if wanted.keys.is_empty() || wanted.array {
        return None;
    }
    let behind = text.rsplit_once(':')?.1.trim().trim_end_matches('.');
    let cells: Vec<&str> = behind
        .split([',', ';'])
        .flat_map(|cell| cell.split(" and "))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    let numbers: Vec<i64> = cells
        .iter()
        .map(|cell| cell.parse::<i32>().ok().map(i64::from))
        .collect::<Option<_>>()?;
    if !(2..=MOST).contains(&numbers.len()) {
        return None;
    }
    let sum: i64 = numbers.iter().sum();
    let count = i64::try_from(numbers.len()).ok()?;
    let members: Map<String, Value> = wanted
        .keys
        .iter()
        .map(|(key, _)| {
            let value = match key.to_lowercase().as_str() {
                "min" | "minimum" | "smallest" | "lowest" => *numbers.iter().min()?,
                "max" | "maximum" | "largest" | "highest" | "biggest" => *numbers.iter().max()?,
                "sum" | "total" => sum,
                "count" => count,
                "average" | "mean" if sum % count == 0 => sum / count,
                _ => return None,
            };
            Some((key.clone(), json!(value)))
        })
        .collect::<Option<_>>()?;
    Some(Value::Object(members))
}

/// `"word" and "length", for the word "planet"`
pub(super) fn of_a_word(text: &str, wanted: &Wanted) -> Option<Value> {
    let (_, behind) = text.rsplit_once("the word ")?;
    let mark = behind
        .chars()
        .next()
        .filter(|c| ['"', '\'', '`'].contains(c))?;
    let word = behind[mark.len_utf8()..].split(mark).next()?;
    let plain = !word.is_empty() && word.chars().all(char::is_alphabetic);
    if wanted.keys.len() < 2 || !plain || wanted.array {
        return None;
    }
    let members: Map<String, Value> = wanted
        .keys
        .iter()
        .map(|(key, _)| {
            let value = match key.to_lowercase().as_str() {
                "word" => json!(word),
                "length" | "letters" | "letter_count" | "letterCount" => {
                    json!(word.chars().count())
                }
                "vowels" | "vowel_count" if word.is_ascii() => {
                    json!(word.chars().filter(|c| "aeiouAEIOU".contains(*c)).count())
                }
                "first" | "first_letter" => json!(word.chars().next()?.to_string()),
                "last" | "last_letter" => json!(word.chars().next_back()?.to_string()),
                "reversed" | "reverse" => json!(word.chars().rev().collect::<String>()),
                "uppercase" | "upper" => json!(word.to_uppercase()),
                _ => return None,
            };
            Some((key.clone(), value))
        })
        .collect::<Option<_>>()?;
    Some(Value::Object(members))
}
