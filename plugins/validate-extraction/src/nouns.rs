//! What kind of thing a noun of a question asks for.

use crate::classes;
use crate::lists::has;
use crate::question::Kind;
use crate::words::key;

/// The kind that a noun says: `the year`, `which gate`, `what colour`.
pub(crate) fn of_noun(noun: &str) -> Option<Kind> {
    const LABELS: &str = "room gate platform page floor bus line chapter track seat locker shelf aisle terminal lane storey exit table row tram route \
pier dock hall stage counter apartment drawer level";
    const CODES: &str =
        "number code pin password extension id reference plate isbn zip postcode combination";
    const VAGUE: &str = "word reason way sentence problem lesson things part words conclusion order difference topic idea purpose point";
    let lower = noun.to_lowercase();
    Some(match lower.as_str() {
        "year" => Kind::Year,
        "time" | "hour" => Kind::Clock,
        "date" | "deadline" | "birthday" => Kind::Time,
        _ if has(VAGUE, &lower) => return None,
        _ if has(LABELS, &lower) => Kind::Label(key(&lower)),
        _ if has(CODES, &lower) => Kind::Code,
        _ if has("percentage percent share proportion", &lower) => Kind::Measure("percent"),
        _ if is_place(&lower) => Kind::Place,
        _ => {
            if let Some(quantity) = quantity(&lower) {
                Kind::Measure(quantity)
            } else if let Some(class) = classes::named(&lower) {
                if class == "person" {
                    Kind::Person
                } else {
                    Kind::Class(class)
                }
            } else if classes::has("person", &lower) || classes::has("profession", &lower) {
                Kind::Person
            } else {
                Kind::Named(key(&lower))
            }
        }
    })
}

pub(crate) fn is_place(noun: &str) -> bool {
    has(
        "city country town village place state island continent location region county capital birthplace hometown destination port venue",
        noun,
    )
}

/// The quantity that a noun names.
pub(crate) fn quantity(noun: &str) -> Option<&'static str> {
    Some(match noun.to_lowercase().as_str() {
        "temperature" | "temperatures" => "temperature",
        "price" | "cost" | "fee" | "fare" | "salary" | "wage" | "rent" | "fine" | "deposit"
        | "money" | "charge" | "budget" | "discount" => "money",
        "height" | "length" | "width" | "depth" | "distance" | "altitude" | "diameter" => "length",
        "weight" | "mass" => "mass",
        "speed" => "speed",
        "age" => "age",
        "duration" => "time",
        "amount" | "quantity" | "size" | "capacity" | "volume" | "area" => "any",
        _ => return None,
    })
}
